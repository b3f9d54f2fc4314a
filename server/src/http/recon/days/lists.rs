//! Lists of a day: its lines, its matches; and discrepancies of all days.

use std::sync::Arc;

use axum::extract::State;
use serde::Deserialize;
use shared::api::recon::{DayLineList, DiscrepancyList, DiscrepancyState, LinePlaceName, MatchList};
use shared::case::CaseNumber;
use shared::recon::discrepancy::DiscrepancyKind;
use shared::recon::matching::{MatchId, Rule};
use shared::recon::{AccountId, Side};
use utoipa::IntoParams;

use super::{DayPath, OfDay};
use crate::app::App;
use crate::desk::recon::days::read_lists::{DiscrepancyFilter, LineFilter};
use crate::error::Error;
use crate::http::extract::{Json, Path, Query};
use crate::http::permitted::{Permitted, to};
use crate::http::recon::parameters::Parameters;

const LINES_DEFAULT: i64 = 100;
const LINES_MAX: i64 = 500;
const LIMIT_DEFAULT: i64 = 50;
const LIMIT_MAX: i64 = 200;

/// The parameters of the lines of a day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DayLineParameters {
    /// Whose: `ours` or `channel`.
    side: Option<String>,
    /// Where they ended: `new`, `matched`, `held`, `unmoved`, `discrepancy`.
    place: Option<String>,
    /// Our order number, the channel's number or the bank's reference, whole.
    reference: Option<String>,
    /// `next` of the page before.
    cursor: Option<String>,
    /// How many lines: 1 to 500; 100 otherwise.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<i64>,
}

/// Lists the lines of a day, by our order number.
#[utoipa::path(
    get,
    path = "/days/{account}/{date}/lines",
    tag = "reconciliation",
    params(OfDay, DayLineParameters),
    responses((status = 200, description = "A page", body = DayLineList)),
)]
pub async fn list_day_lines(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Path(DayPath { account, date }): Path<DayPath>,
    Query(parameters): Query<DayLineParameters>,
) -> Result<Json<DayLineList>, Error> {
    let mut read = Parameters::default();
    let filter = LineFilter {
        side: read.one("side", parameters.side.as_deref(), Side::from_name),
        place: read.one("place", parameters.place.as_deref(), LinePlaceName::from_name),
        reference: parameters.reference,
    };
    let after = read.one("cursor", parameters.cursor.as_deref(), |text| {
        let (id, key) = text.split_once('.')?;
        Some((key.to_owned(), id.parse::<i64>().ok()?))
    });
    let limit = read.limit(parameters.limit, LINES_DEFAULT, LINES_MAX);
    read.refuse()?;
    let (key, id) = after.unwrap_or_default();
    Ok(Json(app.desk.list_day_lines(&caller, (&account, date), &filter, (&key, id), limit).await?))
}

/// The parameters of the matches of a day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MatchParameters {
    /// A rule, such as `order_number` or `by_hand`.
    rule: Option<String>,
    /// `next` of the page before.
    cursor: Option<String>,
    /// How many matches: 1 to 200; 50 otherwise.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
}

/// Lists the matches that were found in a day, each with its lines and its rule.
#[utoipa::path(
    get,
    path = "/days/{account}/{date}/matches",
    tag = "reconciliation",
    params(OfDay, MatchParameters),
    responses((status = 200, description = "A page", body = MatchList)),
)]
pub async fn list_matches(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Path(DayPath { account, date }): Path<DayPath>,
    Query(parameters): Query<MatchParameters>,
) -> Result<Json<MatchList>, Error> {
    let mut read = Parameters::default();
    let rule = read.one("rule", parameters.rule.as_deref(), Rule::from_name);
    let after = read.one("cursor", parameters.cursor.as_deref(), |text| text.parse().ok().map(MatchId));
    let limit = read.limit(parameters.limit, LIMIT_DEFAULT, LIMIT_MAX);
    read.refuse()?;
    let after = after.unwrap_or(MatchId(0));
    Ok(Json(app.desk.list_matches(&caller, (&account, date), rule, after, limit).await?))
}

/// The parameters of a list of discrepancies.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DiscrepancyParameters {
    /// An account.
    account: Option<String>,
    /// The business date in which they were found.
    #[param(format = Date)]
    date: Option<String>,
    /// A type, such as `missing_internal`.
    kind: Option<String>,
    /// Where they stand: `open`, `settled`, `cleared`.
    state: Option<String>,
    /// A case's number.
    case: Option<String>,
    /// `next` of the page before.
    cursor: Option<String>,
    /// How many discrepancies: 1 to 200; 50 otherwise.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
}

/// Lists discrepancies, the newest first, each with its lines, what differs, why that may be, and its case.
#[utoipa::path(
    get,
    path = "/discrepancies",
    tag = "reconciliation",
    params(DiscrepancyParameters),
    responses((status = 200, description = "A page", body = DiscrepancyList)),
)]
pub async fn list_discrepancies(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Query(parameters): Query<DiscrepancyParameters>,
) -> Result<Json<DiscrepancyList>, Error> {
    let filter = parameters.filter()?;
    let mut read = Parameters::default();
    let after = read.one("cursor", parameters.cursor.as_deref(), |text| text.parse().ok());
    let limit = read.limit(parameters.limit, LIMIT_DEFAULT, LIMIT_MAX);
    read.refuse()?;
    Ok(Json(app.desk.list_discrepancies(&caller, &filter, after, limit).await?))
}

impl DiscrepancyParameters {
    /// Those that fit, from the first on.
    pub fn of(account: Option<String>, date: Option<String>, kind: Option<String>, state: Option<String>) -> Self {
        Self { account, date, kind, state, case: None, cursor: None, limit: None }
    }

    /// Which discrepancies are asked for.
    pub fn filter(&self) -> Result<DiscrepancyFilter, Error> {
        let mut read = Parameters::default();
        let filter = DiscrepancyFilter {
            account: read.one("account", self.account.as_deref(), AccountId::parse),
            date: read.date("date", self.date.as_deref()),
            kind: read.one("kind", self.kind.as_deref(), DiscrepancyKind::from_name),
            state: read.one("state", self.state.as_deref(), DiscrepancyState::from_name),
            case: read.one("case", self.case.as_deref(), |text| text.parse::<CaseNumber>().ok()),
        };
        read.refuse()?;
        Ok(filter)
    }
}
