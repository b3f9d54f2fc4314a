//! What the desk does by itself, by a clock that is moved by hand: it asks channels, tells of what is overdue, and deletes
//! what nobody can use any more.

mod bench;
mod crashes;
mod follow_ups;
mod killed;
mod misbehaviour;
mod overdue;
mod pruning;
mod races;
mod recon_folder;
mod recon_killed;
mod stub;
mod unposted;
mod webhooks;
mod wire;
