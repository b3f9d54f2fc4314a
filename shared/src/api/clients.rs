//! `/clients`: other systems that call the API, and their keys.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::role::Scope;

/// `POST /clients`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewClientRequest {
    /// The client's name: it never changes.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[a-z0-9][a-z0-9._-]{0,63}$"))]
    pub name: String,
    /// What it may do; at least one.
    #[cfg_attr(feature = "openapi", schema(min_items = 1))]
    pub scopes: Vec<Scope>,
    /// From which networks it may call (CIDR); from anywhere when empty.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub allowlist: Vec<String>,
    /// How many requests it may make a minute.
    #[serde(default = "default_rate")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000))]
    pub rate_per_minute: u32,
}

/// How many requests a client may make a minute unless it is said otherwise.
pub fn default_rate() -> u32 {
    6000
}

/// `PATCH /clients/{name}`: what is absent stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeClientRequest {
    /// What it may do; at least one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(min_items = 1))]
    pub scopes: Option<Vec<Scope>>,
    /// From which networks it may call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub allowlist: Option<Vec<String>>,
    /// How many requests it may make a minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1_000_000))]
    pub rate_per_minute: Option<u32>,
    /// Whether it is kept out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
}

/// An API client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientView {
    /// Its name.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// From which networks it may call.
    pub allowlist: Vec<String>,
    /// How many requests it may make a minute.
    pub rate_per_minute: u32,
    /// Whether it is kept out.
    pub disabled: bool,
    /// Its keys that are not revoked, the newest first.
    pub keys: Vec<KeyView>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// A key, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KeyView {
    /// The key's public part.
    pub id: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends: a key that was rotated lives on for a while.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// `GET /clients`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientList {
    /// Every client, by name.
    pub items: Vec<ClientView>,
}

/// `POST /clients/{name}/keys`: make a new key; the others live on for a while.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RotateRequest {
    /// How long the keys so far live on, in hours; 0 ends them at once.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 720))]
    pub overlap_hours: u32,
}

/// A new key, with its secret. Shown once.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewKeyView {
    /// The client.
    pub client: ClientView,
    /// What to send as `Authorization: Bearer …`. It is kept only as a hash and cannot be shown again.
    pub key: String,
}
