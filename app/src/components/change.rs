//! What pages share that show something by which the desk rules (a channel's profile, the policy): it is changed only by
//! proposal and approval, and keeps its versions.

pub mod card;
pub mod decide;
pub mod draft;
pub mod history;
mod state;
