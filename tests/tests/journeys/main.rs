//! Journeys through the whole: the real server, the real app, a real browser.
//!
//! The rule here: a journey does what a person would do and looks at what a person would see. What other systems do comes
//! over the API.

mod accessibility;
mod admin;
mod asking;
mod away;
mod bounced;
mod channels;
mod corrected;
mod filters;
mod first_sign_in;
mod furnished;
mod languages_and_themes;
mod live;
mod policies;
mod proven;
mod recon_accessibility;
mod recon_furnished;
mod recon_mapping;
mod recon_portal;
mod recon_together;
mod reconciled;
mod refusals;
mod revealed;
mod second_to_act;
mod voided;
mod webhooks;
mod without_proof;
