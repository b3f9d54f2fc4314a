//! The calendar, a day as a whole, the funds-flow table.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use serde::Deserialize;
use shared::api::problem::FieldCode;
use shared::api::recon::{Calendar, DayView, FundsFlow};
use shared::digest::Digest;
use shared::recon::AccountId;
use utoipa::IntoParams;

use super::{DayPath, OfDay};
use crate::app::App;
use crate::error::Error;
use crate::http::extract::{Json, Path, Query};
use crate::http::permitted::{Permitted, to};
use crate::http::recon::parameters::Parameters;

/// How long a period may be, in days.
const PERIOD_DAYS_MAX: i64 = 366;

/// The parameters of the calendar.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CalendarParameters {
    /// The first date.
    #[param(format = Date)]
    from: String,
    /// The last; at most 366 days later.
    #[param(format = Date)]
    to: String,
    /// An account; all of them otherwise.
    account: Option<String>,
}

impl CalendarParameters {
    /// A period, of one account or of all.
    pub fn of(account: Option<String>, from: String, to: String) -> Self {
        Self { from, to, account }
    }

    /// What they say.
    pub fn read(&self) -> Result<(Option<AccountId>, (NaiveDate, NaiveDate)), Error> {
        let mut read = Parameters::default();
        let account = read.one("account", self.account.as_deref(), AccountId::parse);
        let (from, to) = (read.date("from", Some(&self.from)), read.date("to", Some(&self.to)));
        let period = from.zip(to);
        let days = period.map_or(0, |(from, to)| (to - from).num_days());
        read.unless((0..=PERIOD_DAYS_MAX).contains(&days), "to", FieldCode::OutOfRange);
        read.refuse()?;
        let period = period.ok_or_else(|| Error::field("from", FieldCode::Missing))?;
        Ok((account, period))
    }
}

/// Lists the business days of a period with where each stands.
#[utoipa::path(
    get,
    path = "/days",
    tag = "reconciliation",
    params(CalendarParameters),
    responses((status = 200, description = "The days, by account and date", body = Calendar)),
)]
pub async fn get_calendar(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Query(parameters): Query<CalendarParameters>,
) -> Result<Json<Calendar>, Error> {
    let (account, period) = parameters.read()?;
    Ok(Json(app.desk.calendar(&caller, account.as_ref(), period).await?))
}

/// Reads a day: its figures, its proof, what closing it looks at.
#[utoipa::path(
    get,
    path = "/days/{account}/{date}",
    tag = "reconciliation",
    params(OfDay),
    responses((status = 200, description = "The day", body = DayView)),
)]
pub async fn get_day(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Path(DayPath { account, date }): Path<DayPath>,
) -> Result<Json<DayView>, Error> {
    Ok(Json(app.desk.read_day(&caller, (&account, date)).await?))
}

/// The file that the path names.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
struct OfAttachment {
    /// The account's identifier
    #[expect(dead_code, reason = "only described here")]
    account: String,
    /// The business date, such as 2026-03-02
    #[expect(dead_code, reason = "only described here")]
    date: String,
    /// The SHA-256 of its content
    #[expect(dead_code, reason = "only described here")]
    sha256: String,
}

/// A file, as a path names it.
#[derive(Debug, Deserialize)]
pub struct AttachmentPath {
    account: AccountId,
    date: NaiveDate,
    sha256: Digest,
}

/// Fetches a file that shows a balance.
#[utoipa::path(
    get,
    path = "/days/{account}/{date}/attachments/{sha256}",
    tag = "reconciliation",
    params(OfAttachment),
    responses((status = 200, description = "The file", body = Vec<u8>, content_type = "application/octet-stream")),
)]
pub async fn get_day_attachment(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Path(AttachmentPath { account, date, sha256 }): Path<AttachmentPath>,
) -> Result<Response, Error> {
    let (media_type, content) = app.desk.read_day_attachment(&caller, (&account, date), sha256).await?;
    Ok(([(CONTENT_TYPE, media_type)], content).into_response())
}

/// The parameters of a funds-flow table.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FlowParameters {
    /// The account.
    account: String,
    /// The first date.
    #[param(format = Date)]
    from: String,
    /// The last; at most 366 days later.
    #[param(format = Date)]
    to: String,
}

/// Reads the funds-flow table of an account: opening, in, out, fees, closing and difference, running over the days.
#[utoipa::path(
    get,
    path = "/funds-flow",
    tag = "reconciliation",
    params(FlowParameters),
    responses((status = 200, description = "The table", body = FundsFlow)),
)]
pub async fn get_funds_flow(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Query(FlowParameters { account, from, to }): Query<FlowParameters>,
) -> Result<Json<FundsFlow>, Error> {
    let (account, period) = CalendarParameters::of(Some(account), from, to).read()?;
    let account = account.ok_or_else(|| Error::field("account", FieldCode::Missing))?;
    Ok(Json(app.desk.funds_flow(&caller, &account, period).await?))
}
