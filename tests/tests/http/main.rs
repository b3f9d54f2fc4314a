//! The API as a whole, from outside: what every request goes through, who may call what, and rubbish everywhere.

mod description;
mod every_endpoint;
mod first_load;
mod rubbish;
mod schemathesis;
mod shell;
