//! People, their sessions and setup links, their notices and views; API clients and their keys.

use chrono::{DateTime, Utc};
use ipnet::IpNet;
use shared::api::notices::Notice;
use shared::case::CaseNumber;
use shared::digest::Digest;
use shared::role::{Role, Scope};
use sqlx::FromRow;

/// A user.
#[derive(Clone, FromRow)]
pub struct UserRecord {
    /// The name; it never changes.
    pub name: String,
    /// The name to show.
    pub display_name: String,
    /// The roles.
    #[sqlx(json)]
    pub roles: Vec<Role>,
    /// Whether the user is kept out.
    pub disabled: bool,
    /// The Argon2id hash, once a password was set.
    pub password_hash: Option<String>,
    /// How often signing in failed.
    #[sqlx(flatten)]
    pub attempts: Attempts,
    /// When the user was made.
    pub created_at: DateTime<Utc>,
    /// When the user last signed in.
    pub last_sign_in_at: Option<DateTime<Utc>>,
}

/// Attempts to sign in that failed since one last succeeded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromRow)]
pub struct Attempts {
    /// How many.
    #[sqlx(rename = "failed_attempts")]
    pub failed: i32,
    /// Until when signing in is refused.
    pub locked_until: Option<DateTime<Utc>>,
}

/// A session to begin.
pub struct NewSession {
    /// The digest of its token.
    pub token: Digest,
    /// Whose.
    pub user_name: String,
    /// When it begins.
    pub started_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// From which address.
    pub address: Option<String>,
    /// With which browser.
    pub user_agent: Option<String>,
}

/// A session.
#[derive(Clone, FromRow)]
pub struct SessionRecord {
    /// Its number.
    pub id: i64,
    /// Whose.
    pub user_name: String,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// When it was ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// From which address.
    pub address: Option<String>,
    /// With which browser.
    pub user_agent: Option<String>,
}

/// A session with its user.
#[derive(Clone, FromRow)]
pub struct SessionOfUser {
    /// The session.
    #[sqlx(flatten)]
    pub session: SessionRecord,
    /// The user.
    #[sqlx(flatten)]
    pub user: UserRecord,
}

/// A one-time link to set a password.
#[derive(Clone, FromRow)]
pub struct SetupLinkRecord {
    /// For whom.
    pub user_name: String,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// When it was used, or replaced by a newer one.
    pub ended_at: Option<DateTime<Utc>>,
}

/// An API client.
#[derive(Clone, FromRow)]
pub struct ClientRecord {
    /// The name; it never changes.
    pub name: String,
    /// What it may do.
    #[sqlx(json)]
    pub scopes: Vec<Scope>,
    /// From which networks it may call; from anywhere when empty.
    #[sqlx(json)]
    pub allowlist: Vec<IpNet>,
    /// How many requests it may make a minute.
    pub rate_per_minute: i32,
    /// Whether it is kept out.
    pub disabled: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// A key of an API client.
#[derive(Clone, FromRow)]
pub struct KeyRecord {
    /// Its public part.
    pub id: String,
    /// Whose.
    pub client: String,
    /// The SHA-256 of its secret.
    pub hash: Vec<u8>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// A key with its client.
#[derive(Clone, FromRow)]
pub struct KeyOfClient {
    /// The key.
    #[sqlx(flatten)]
    pub key: KeyRecord,
    /// The client.
    #[sqlx(flatten)]
    pub client: ClientRecord,
}

/// A notice to give to a person.
#[derive(Clone, Debug)]
pub struct NewNotice {
    /// To whom.
    pub user_name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The case; none where it is about none.
    pub number: Option<CaseNumber>,
    /// What happened.
    pub notice: Notice,
}
