//! API clients and their keys.

pub mod change_client;
pub mod make_client;
pub mod read_clients;
pub mod revoke_key;
pub mod rotate_key;
pub mod share_rates;
