//! Reconciliation: channel accounts, the lines of our books, statement files, days.

mod accounts;
mod days;
mod ledger;
mod line_cells;
mod mappings;
mod parameters;
mod statements;
mod unread;

use std::sync::Arc;

use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// How long a reason may be, in characters.
const REASON_MAX: usize = 2000;

/// The routes.
pub fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(accounts::list_channel_accounts, accounts::make_channel_account))
        .routes(routes!(accounts::get_channel_account, accounts::change_channel_account))
        .routes(routes!(accounts::get_account_trail))
        .routes(routes!(ledger::send_ledger_lines))
        .routes(routes!(statements::list_statements, statements::send_statement))
        .routes(routes!(statements::export::export_statements))
        .routes(routes!(statements::get_statement))
        .routes(routes!(statements::list_statement_lines))
        .routes(routes!(statements::export::export_statement_lines))
        .routes(routes!(statements::list_statement_days))
        .routes(routes!(statements::get_statement_content))
        .routes(routes!(statements::read_statement_again))
        .routes(routes!(statements::preview_statement))
        .routes(routes!(statements::book_statement))
        .routes(routes!(statements::discard_statement))
        .routes(routes!(mappings::list_mappings))
        .routes(routes!(days::lists::list_day_lines))
        .routes(routes!(days::lists::list_matches, days::by_hand::match_by_hand))
        .routes(routes!(days::by_hand::undo_match))
        .routes(routes!(days::lists::list_discrepancies))
        .routes(routes!(days::by_hand::run_day))
        .routes(routes!(days::by_hand::resolve_together))
        .routes(routes!(days::exports::day_lines::export_day_lines))
        .routes(routes!(days::exports::matches::export_matches))
        .routes(routes!(days::exports::discrepancies::export_discrepancies))
        .routes(routes!(days::exports::funds_flow::export_funds_flow))
        .routes(routes!(days::exports::calendar::export_calendar))
        .routes(routes!(days::view::get_calendar))
        .routes(routes!(days::view::get_day))
        .routes(routes!(days::view::get_day_attachment))
        .routes(routes!(days::view::get_funds_flow))
        .routes(routes!(days::closing::tell_balance))
        .routes(routes!(days::closing::end_ledger_day))
        .routes(routes!(days::closing::collect_day))
        .routes(routes!(days::closing::propose_closing))
        .routes(routes!(days::closing::approve_closing))
        .routes(routes!(days::closing::reject_closing))
        .routes(routes!(days::closing::withdraw_closing))
        .routes(routes!(mappings::get_mapping, mappings::save_mapping))
}

/// The account that the path names.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
struct OfAccount {
    /// The account's identifier
    #[expect(dead_code, reason = "only described here")]
    account: String,
}
