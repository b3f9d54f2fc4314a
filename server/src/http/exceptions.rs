//! `/exceptions`: filing cases, reading and searching them, adding evidence, and what people do with them.

mod commands;
mod endings;
mod evidence;
mod file;
mod list;
mod presence;
mod read;

use std::sync::Arc;

use shared::case::CaseNumber;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// The routes.
pub fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(file::file_exception, list::list_exceptions))
        .routes(routes!(file::file_batch))
        .routes(routes!(list::count_views))
        .routes(routes!(list::export::export_exceptions))
        .routes(routes!(read::get_exception))
        .routes(routes!(read::get_choices))
        .routes(routes!(read::get_trail))
        .routes(routes!(endings::get_case_endings))
        .routes(routes!(evidence::add_evidence, evidence::list_evidence))
        .routes(routes!(evidence::get_evidence))
        .routes(routes!(evidence::get_attachment))
        .routes(routes!(commands::record_observation))
        .routes(routes!(commands::pay_again))
        .routes(routes!(commands::claim))
        .routes(routes!(commands::release))
        .routes(routes!(commands::wait))
        .routes(routes!(commands::query_channel))
        .routes(routes!(commands::write_note))
        .routes(routes!(presence::be_present, presence::leave))
        .routes(routes!(commands::reveal))
        .routes(routes!(commands::resolve))
        .routes(routes!(read::get_proposal))
        .routes(routes!(commands::approve))
        .routes(routes!(commands::reject))
        .routes(routes!(commands::withdraw))
}

/// The path of what belongs to a case, as the API's description shows it.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it only describes")]
struct OfCase {
    /// The case's number
    number: CaseNumber,
}

/// The path of a proposal, as the API's description shows it.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it only describes")]
struct OfProposal {
    /// The case's number
    number: CaseNumber,
    /// The proposal's number within the case
    #[param(minimum = 1)]
    seq: i32,
}
