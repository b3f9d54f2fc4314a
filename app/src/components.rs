//! What pages share: one component a file. A component takes signals and callbacks and fetches nothing.

pub mod badge;
pub mod button;
pub mod connection_banner;
pub mod copy;
pub mod dialog;
pub mod empty;
pub mod entrance;
pub mod fact;
pub mod field;
pub mod icon;
pub mod key_hint;
pub mod keys_help;
pub mod menu;
pub mod money;
pub mod new_password;
pub mod palette;
pub mod person;
pub mod problem_notice;
pub mod shell;
pub mod skeleton;
pub mod standing;
pub mod tabs;
pub mod time;
pub mod title;
pub mod toast_region;
pub mod verdict_badge;
