//! `/channel-accounts`: our accounts at channels.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::recon::ChannelAccount;

/// `POST /channel-accounts`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewAccountRequest {
    /// The account. Its identifier, channel and currency are for ever.
    pub account: ChannelAccount,
}

/// `PUT /channel-accounts/{id}`: the account as it should be. Days that were run keep what they were run by until they are
/// run again; closed ones for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeAccountRequest {
    /// The version that was seen.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub version: i64,
    /// The whole account.
    pub account: ChannelAccount,
    /// Why.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub reason: String,
}

/// An account as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountView {
    /// The account.
    pub account: ChannelAccount,
    /// Its version, from 1.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Who changed it last.
    pub updated_by: Actor,
    /// The first date of which it has a day; absent while it has none.
    pub first_date: Option<NaiveDate>,
    /// The last.
    pub last_date: Option<NaiveDate>,
    /// The last date that is closed.
    pub closed_until: Option<NaiveDate>,
}

/// `GET /channel-accounts`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountList {
    /// Every account, by identifier.
    pub items: Vec<AccountView>,
    /// The server's time.
    pub now: DateTime<Utc>,
}
