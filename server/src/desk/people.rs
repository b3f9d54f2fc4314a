//! People: how they come in, who they are, what they are told.

pub mod authenticate;
pub mod change_password;
pub mod change_user;
pub mod end_session;
pub mod first_admin;
pub mod key_lane;
pub mod make_setup_link;
pub mod make_user;
pub(super) mod note_failed_attempt;
pub mod read_notices;
pub mod read_users;
pub mod save_view;
pub mod set_up;
pub mod sign_in;
