//! `/session`, `/sessions`, `/setup`: signing in and out, passwords, one's own sessions.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::role::{Permission, Role};

/// `POST /session`: sign in. The answer sets the session's cookie.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignInRequest {
    /// The user name.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
    pub name: String,
    /// The password.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 256))]
    pub password: String,
}

/// `GET /session`: who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionView {
    /// The user name.
    pub name: String,
    /// The name to show.
    pub display_name: String,
    /// The roles.
    pub roles: Vec<Role>,
    /// What the roles allow.
    pub permissions: Vec<Permission>,
    /// To send as `X-CSRF-Token` with every change.
    pub csrf_token: String,
    /// When the session ends at the latest.
    pub expires_at: DateTime<Utc>,
}

/// `POST /session/password`: change one's password. Every other session of the user ends.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordRequest {
    /// The password so far.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 256))]
    pub current: String,
    /// The new one: 12 to 256 characters.
    #[cfg_attr(feature = "openapi", schema(min_length = 12, max_length = 256))]
    pub new: String,
}

/// `POST /setup`: set the first password, or a new one, by a one-time link.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetupRequest {
    /// The link's token.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 128))]
    pub token: String,
    /// The password: 12 to 256 characters.
    #[cfg_attr(feature = "openapi", schema(min_length = 12, max_length = 256))]
    pub password: String,
}

/// `GET /setup/{token}`: whom a link is for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetupView {
    /// The user name.
    pub name: String,
    /// The name to show.
    pub display_name: String,
    /// When the link ends.
    pub expires_at: DateTime<Utc>,
}

/// `GET /sessions`: where the reader is signed in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionList {
    /// The sessions, the newest first.
    pub items: Vec<SessionRow>,
}

/// One session of the reader's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionRow {
    /// Its number, to end it by.
    pub id: i64,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it was last used.
    pub last_seen_at: DateTime<Utc>,
    /// From which address.
    pub address: Option<String>,
    /// With which browser.
    pub user_agent: Option<String>,
    /// Whether it is the one that asks.
    pub current: bool,
}
