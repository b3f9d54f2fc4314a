//! People, their sessions, notices and views; API clients.

use chrono::{DateTime, Utc};
use shared::api::notices::{Notice, NoticeView};
use shared::api::views::SavedView;
use shared::digest::Digest;

use super::queries;
use crate::store::{
    Attempts, ClientRecord, KeyOfClient, KeyRecord, NewNotice, NewSession, SessionOfUser, SessionRecord,
    SetupLinkRecord, UserRecord,
};

queries! {
    users:
    fn user(name: &str) -> Option<UserRecord>;
    fn user_for_update(name: &str) -> Option<UserRecord>;
    fn users() -> Vec<UserRecord>;
    fn enabled_users_for_update() -> Vec<UserRecord>;
    fn insert_user(user: &UserRecord) -> ();
    fn update_user(user: &UserRecord) -> ();
    fn insert_setup_link(token: Digest, user_name: &str, created_at: DateTime<Utc>, expires_at: DateTime<Utc>) -> ();
    fn setup_link(token: Digest) -> Option<SetupLinkRecord>;
    fn end_setup_links(user_name: &str, at: DateTime<Utc>) -> ();
}

queries! {
    unknown_names:
    fn attempts_with_unknown_name(name: Digest) -> Option<Attempts>;
    fn unknown_name_for_update(name: Digest) -> Option<Attempts>;
    fn insert_unknown_name(name: Digest, attempts: &Attempts, kept: i64) -> ();
    fn update_unknown_name(name: Digest, attempts: &Attempts) -> ();
}

queries! {
    sessions:
    fn insert_session(session: &NewSession) -> i64;
    fn session_by_token(token: Digest) -> Option<SessionOfUser>;
    fn open_sessions(user_name: &str) -> Vec<SessionRecord>;
    fn touch_session(id: i64, at: DateTime<Utc>) -> ();
    fn end_session(user_name: &str, id: i64, at: DateTime<Utc>) -> bool;
    fn end_sessions(user_name: &str, but: Option<i64>, at: DateTime<Utc>) -> u64;
}

queries! {
    clients:
    fn client_for_update(name: &str) -> Option<ClientRecord>;
    fn clients() -> Vec<ClientRecord>;
    fn insert_client(client: &ClientRecord) -> ();
    fn update_client(client: &ClientRecord) -> ();
    fn insert_key(key: &KeyRecord) -> ();
    fn keys_of_clients(ids: &[&str]) -> Vec<KeyOfClient>;
    fn live_keys(client: &str, now: DateTime<Utc>) -> Vec<KeyRecord>;
    fn expire_keys(client: &str, but: &str, expires_at: DateTime<Utc>) -> ();
    fn revoke_key(client: &str, id: &str, at: DateTime<Utc>) -> bool;
    fn touch_key(id: &str, at: DateTime<Utc>) -> ();
}

queries! {
    notices:
    fn insert_notices(notices: &[NewNotice]) -> ();
    fn notices(user_name: &str, limit: i64) -> Vec<NoticeView>;
    fn unread_notices(user_name: &str) -> i64;
    fn read_notices(user_name: &str, up_to: i64, at: DateTime<Utc>) -> ();
    fn settle_notice(user_name: &str, notice: &Notice, at: DateTime<Utc>) -> ();
}

queries! {
    saved_views:
    fn saved_views(user_name: &str) -> Vec<SavedView>;
    fn save_view(user_name: &str, view: &SavedView) -> ();
    fn delete_view(user_name: &str, name: &str) -> bool;
}
