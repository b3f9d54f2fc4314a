//! Holdfast from outside: what the scenarios stand on.
//!
//! The rule here: everything is real. A scenario runs the built `holdfast`, a real PostgreSQL and a real Chromium;
//! where one is missing the test fails and says which, and none is ever skipped. Whatever a test starts ends with it,
//! even where the test is killed.

pub mod browser;
pub mod caller;
pub mod database;
pub mod demo_desk;
pub mod desk;
pub mod dice;
pub mod holdfast;
pub mod invariants;
pub mod leash;
pub mod ledger;
pub mod local_desk;
pub mod payout;
pub mod postgres;
pub mod proxy;
pub mod receiver;
pub mod response;
pub mod returned;
pub mod scenario;
pub mod stream;
pub mod tools;
pub mod visitor;

pub use browser::Browser;
pub use caller::{Caller, refused};
pub use database::{Database, Engine};
pub use desk::Desk;
pub use dice::Dice;
pub use holdfast::Holdfast;
pub use local_desk::LocalDesk;
pub use postgres::own::OwnPostgres;
pub use proxy::Proxy;
pub use receiver::Receiver;
pub use visitor::Visitor;
