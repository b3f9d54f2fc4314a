//! Lists of cases: filters, search, pages by position.

pub mod export;

use std::sync::Arc;

use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use shared::api::exceptions::{CaseList, CaseRow, CountsView};
use shared::api::problem::{FieldCode, FieldProblem};
use shared::api::scalar;
use shared::case::{CaseKind, CaseNumber, Priority, Standing};
use shared::text::{Lang, Text};
use utoipa::IntoParams;

use crate::app::App;
use crate::caller::Caller;
use crate::desk::cases::read_case::{ListFilter, ListOrder, ListPosition};
use crate::desk::cases::search_terms::search_words;
use crate::error::Error;
use crate::http::extract::{Json, Language, Query};
use crate::http::page;
use crate::http::permitted::{Permitted, to};

/// How long a search may be, in characters.
const WORDS_MAX: usize = 200;

/// The parameters of a list. Lists of values are separated by commas; any of them fits.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListParameters {
    /// States: `open`, `working`, `waiting`, `proposed`, `closed`.
    state: Option<String>,
    /// Kinds: `payout_unknown`, `payout_bounced`, `late_success`.
    kind: Option<String>,
    /// Channels.
    channel: Option<String>,
    /// Verdicts: `paid`, `not_paid`, `unknown`, `contradiction`.
    verdict: Option<String>,
    /// Priorities: `urgent`, `high`, `normal`.
    priority: Option<String>,
    /// A user name, or `me`.
    owner: Option<String>,
    /// Due before this time.
    #[serde(default, deserialize_with = "scalar::instant_option")]
    due_before: Option<DateTime<Utc>>,
    /// Changed after this time.
    #[serde(default, deserialize_with = "scalar::instant_option")]
    updated_after: Option<DateTime<Utc>>,
    /// Words that all must be found: beginnings of order numbers, references, merchants, amounts, or the last four of
    /// the beneficiary's account.
    #[param(max_length = 200)]
    q: Option<String>,
    /// `due` (the soonest first), `updated` (the newest first) or `newest` (by number).
    #[param(pattern = "^(due|updated|newest)$")]
    order: Option<String>,
    /// `next` of the page before.
    #[param(pattern = "^[0-9]{1,17}-[0-9]{1,18}$")]
    cursor: Option<String>,
    /// How many rows: 1 to 200; 50 otherwise.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
}

/// Lists and searches cases.
#[utoipa::path(
    get,
    path = "/exceptions",
    tag = "exceptions",
    params(ListParameters),
    responses((status = 200, description = "A page", body = CaseList)),
)]
pub async fn list_exceptions(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCases>,
    Language(lang): Language,
    Query(parameters): Query<ListParameters>,
) -> Result<Json<CaseList>, Error> {
    let now = app.desk.clock.now();
    let read = Reading { lang, caller: &caller, problems: vec![] }.read(parameters)?;
    let mut items = app.desk.list_cases(&caller, &read.filter, read.order, read.after, read.limit + 1).await?;
    let next = page::cut(&mut items, read.limit, |row| cursor(row, read.order));
    Ok(Json(CaseList { items, next, now }))
}

/// Counts the cases in each of the reader's own views.
#[utoipa::path(
    get,
    path = "/exceptions/counts",
    tag = "exceptions",
    responses((status = 200, description = "The counts; each at most 1,000", body = CountsView)),
)]
pub async fn count_views(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCases>,
) -> Result<Json<CountsView>, Error> {
    Ok(Json(app.desk.count_views(&caller).await?))
}

struct Read {
    filter: ListFilter,
    order: ListOrder,
    after: Option<ListPosition>,
    limit: i64,
}

/// Reads the parameters and collects what is wrong with them.
struct Reading<'a> {
    lang: Lang,
    caller: &'a Caller,
    problems: Vec<FieldProblem>,
}

impl Reading<'_> {
    fn read(mut self, parameters: ListParameters) -> Result<Read, Error> {
        let filter = ListFilter {
            standings: self.values("state", parameters.state.as_deref(), Standing::from_name),
            kinds: self.values("kind", parameters.kind.as_deref(), CaseKind::from_name),
            channels: self.values("channel", parameters.channel.as_deref(), |name| Some(name.to_owned())),
            verdicts: self.values("verdict", parameters.verdict.as_deref(), verdict),
            priorities: self.values("priority", parameters.priority.as_deref(), Priority::from_name),
            owner: parameters.owner.map(|owner| self.owner(owner)),
            due_before: parameters.due_before,
            updated_after: parameters.updated_after,
            words: search_words(parameters.q.as_deref().unwrap_or_default()),
        };
        let order = self.one("order", parameters.order.as_deref(), order).unwrap_or_default();
        let after = self.one("cursor", parameters.cursor.as_deref(), position);
        let limit = page::rows(parameters.limit, page::ROWS_MAX).map_err(|code| self.refuse("limit", code));
        if parameters.q.is_some_and(|words| words.chars().count() > WORDS_MAX) {
            self.refuse("q", FieldCode::TooLong);
        }
        match limit {
            Ok(limit) if self.problems.is_empty() => Ok(Read { filter, order, after, limit }),
            _ => Err(Error::parameters(self.problems)),
        }
    }

    fn values<T>(&mut self, field: &str, given: Option<&str>, read: fn(&str) -> Option<T>) -> Vec<T> {
        let names = given.into_iter().flat_map(|names| names.split(',')).map(str::trim).filter(|name| !name.is_empty());
        let mut values = Vec::new();
        for name in names {
            match read(name) {
                Some(value) => values.push(value),
                None => self.refuse(field, FieldCode::UnknownValue),
            }
        }
        values
    }

    fn one<T>(&mut self, field: &str, given: Option<&str>, read: fn(&str) -> Option<T>) -> Option<T> {
        let value = read(given?);
        if value.is_none() {
            self.refuse(field, FieldCode::UnknownValue);
        }
        value
    }

    fn owner(&self, owner: String) -> String {
        if owner == "me" { self.caller.actor.user().unwrap_or_default().to_owned() } else { owner }
    }

    fn refuse(&mut self, field: &str, code: FieldCode) {
        self.problems.push(FieldProblem { field: field.to_owned(), code, expected: code.text(self.lang) });
    }
}

fn verdict(name: &str) -> Option<String> {
    ["paid", "not_paid", "unknown", "contradiction"].contains(&name).then(|| name.to_owned())
}

fn order(name: &str) -> Option<ListOrder> {
    match name {
        "due" => Some(ListOrder::Due),
        "updated" => Some(ListOrder::Updated),
        "newest" => Some(ListOrder::Newest),
        _ => None,
    }
}

/// Where the next page begins: the last row's time in microseconds, and its number.
fn cursor(row: &CaseRow, order: ListOrder) -> String {
    let at = match order {
        ListOrder::Due => row.due_at,
        ListOrder::Updated => row.updated_at,
        ListOrder::Newest => row.filed_at,
    };
    format!("{}-{}", at.timestamp_micros(), row.number.0)
}

fn position(cursor: &str) -> Option<ListPosition> {
    let (micros, number) = cursor.split_once('-')?;
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(micros) || !plain(number) {
        return None;
    }
    let at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
    // The databases hold no later time.
    let latest = DateTime::from_timestamp(32_503_680_000, 0)?;
    (at < latest).then_some(ListPosition { at, number: CaseNumber(number.parse().ok()?) })
}
