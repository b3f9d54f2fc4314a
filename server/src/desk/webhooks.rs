//! Webhook endpoints: admins make, change and remove them, look at what was delivered, and have it sent anew. What is
//! delivered is written by [`super::events`]; the job that sends it takes and notes deliveries here.

pub mod change_endpoint;
pub mod make_endpoint;
pub mod read_deliveries;
pub mod read_endpoints;
pub mod record_delivery;
pub mod remove_endpoint;
pub mod replay;
pub mod rotate_secret;
pub mod take_deliveries;
pub mod test_endpoint;

use shared::api::problem::Code;

use crate::error::Error;
use crate::store::{EndpointRecord, JobKind, JobName, Tx};

/// The chain of an endpoint in the trail.
fn subject(id: &str) -> String {
    format!("webhook:{id}")
}

/// The job that delivers to an endpoint.
pub(super) fn delivery_to(id: &str) -> JobName {
    JobName { kind: JobKind::DeliverEvents, subject: id.to_owned() }
}

/// An endpoint that is there, which nobody else changes before the transaction ends.
async fn endpoint_for_update(tx: &mut Tx<'_>, id: &str) -> Result<EndpointRecord, Error> {
    tx.endpoint_for_update(id).await?.ok_or_else(|| Error::refuse(Code::NotFound))
}
