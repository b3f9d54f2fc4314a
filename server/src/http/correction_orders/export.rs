//! Postings of a period, line by line, as CSV or as a workbook.
//!
//! The rules: amounts are exact; no cell is a formula, whatever stands in a name; debit and credit are equal in each currency.

mod table;
mod workbook;

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Duration, Utc};
use serde::Deserialize;
use shared::api::problem::{Code, FieldCode};
use shared::api::scalar;
use shared::role::Permission;
use shared::text::Lang;
use utoipa::IntoParams;

use crate::app::App;
use crate::caller::Caller;
use crate::desk::corrections::read_orders::PostedOrder;
use crate::error::{Error, fault};
use crate::http::accept;
use crate::http::extract::{Language, Query};
use crate::http::openapi::problems::NotAcceptable;
use crate::http::permitted::{Permitted, to};

/// How long a period may be.
const PERIOD_DAYS_MAX: i64 = 366;
/// How many orders are read at once.
const PAGE: i64 = 500;
/// How many orders one export holds at most; a sheet holds a million rows.
const ORDERS_MAX: usize = 100_000;

/// The parameters of an export.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PostingParameters {
    /// From when on, by the time of the acknowledgement.
    #[serde(deserialize_with = "scalar::instant")]
    from: DateTime<Utc>,
    /// Before when; at most 366 days later.
    #[serde(deserialize_with = "scalar::instant")]
    to: DateTime<Utc>,
    /// `csv` or `xlsx`. Where it is left out the header `Accept` decides, by `text/csv` and the media type of workbooks;
    /// `csv` where that says nothing either.
    #[param(pattern = "^(csv|xlsx)$")]
    format: Option<String>,
}

#[derive(Clone, Copy)]
enum Format {
    Csv,
    Xlsx,
}

/// The formats, the usual one first.
const FORMATS: [Format; 2] = [Format::Csv, Format::Xlsx];

/// Exports what accounting posted in a period: one row a line, with its account, its side and why it is there.
#[utoipa::path(
    get,
    path = "/postings",
    tag = "corrections",
    params(PostingParameters),
    responses(
        (status = 200, description = "The postings", content(
            (Vec<u8> = "text/csv"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        NotAcceptable,
    ),
)]
pub async fn export_postings(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCorrections>,
    Language(lang): Language,
    headers: HeaderMap,
    Query(parameters): Query<PostingParameters>,
) -> Result<Response, Error> {
    let format = check(&parameters, &headers)?;
    let orders = read(&app, &caller, (parameters.from, parameters.to)).await?;
    let day = |at: DateTime<Utc>| at.format("%Y%m%d");
    let name = format!("postings-{}-{}", day(parameters.from), day(parameters.to));
    let (media_type, extension, bytes) = match format {
        Format::Csv => ("text/csv; charset=utf-8", "csv", table::write(&orders, lang)?),
        Format::Xlsx => (workbook::MEDIA_TYPE, "xlsx", workbook::write(&orders, lang)?),
    };
    let disposition = format!("attachment; filename=\"{name}.{extension}\"");
    Ok(([(CONTENT_TYPE, media_type.to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response())
}

fn check(parameters: &PostingParameters, headers: &HeaderMap) -> Result<Format, Error> {
    let mut problems = Vec::new();
    if parameters.to <= parameters.from {
        problems.push(fault("to", FieldCode::TooEarly));
    } else if parameters.to - parameters.from > Duration::days(PERIOD_DAYS_MAX) {
        problems.push(fault("to", FieldCode::OutOfRange));
    }
    let format = match parameters.format.as_deref() {
        None => accept::chosen(headers, &["text/csv", workbook::MEDIA_TYPE]).map(|place| FORMATS[place]),
        Some("csv") => Some(Format::Csv),
        Some("xlsx") => Some(Format::Xlsx),
        Some(_) => {
            problems.push(fault("format", FieldCode::UnknownValue));
            None
        }
    };
    if !problems.is_empty() {
        return Err(Error::parameters(problems));
    }
    format.ok_or_else(|| Error::refuse(Code::NotAcceptable))
}

async fn read(app: &App, caller: &Caller, period: (DateTime<Utc>, DateTime<Utc>)) -> Result<Vec<PostedOrder>, Error> {
    caller.require(Permission::ReadCorrections)?;
    let mut orders: Vec<PostedOrder> = Vec::new();
    loop {
        let after = orders.last().map(|last| (last.posted_at, last.order.number));
        let page = app.desk.read_postings(caller, period, after, PAGE).await?;
        let is_last = i64::try_from(page.len()).unwrap_or(i64::MAX) < PAGE;
        orders.extend(page);
        if orders.len() > ORDERS_MAX {
            return Err(Error::parameters(vec![fault("to", FieldCode::OutOfRange)]));
        }
        if is_last {
            return Ok(orders);
        }
    }
}

/// The columns, in their order.
const COLUMNS: [&str; 17] = [
    "posted_at",
    "voucher",
    "order",
    "line",
    "account",
    "debit",
    "credit",
    "currency",
    "kind",
    "case",
    "channel",
    "payout",
    "merchant",
    "merchant_name",
    "reference",
    "reason",
    "explanation",
];

/// A cell: a text, or an amount as its plain decimal text.
enum Cell {
    Text(String),
    Amount(String),
    Empty,
}

/// The rows of an order, one a line.
fn rows(posted: &PostedOrder, lang: Lang) -> impl Iterator<Item = [Cell; COLUMNS.len()]> + '_ {
    use shared::correction::Side;
    use shared::text::Text;
    let order = &posted.order;
    order.lines.iter().map(move |line| {
        let text = |text: &str| Cell::Text(text.to_owned());
        let on = |side| match line.side == side {
            true => Cell::Amount(line.amount.amount().to_string()),
            false => Cell::Empty,
        };
        [
            text(&posted.posted_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)),
            text(&posted.voucher),
            text(&order.number.to_string()),
            Cell::Amount(line.seq.to_string()),
            text(line.account.name()),
            on(Side::Debit),
            on(Side::Credit),
            text(line.amount.currency().code()),
            text(order.kind().name()),
            text(&order.case.to_string()),
            text(&order.payout.channel),
            text(&order.payout.order_number),
            text(&order.merchant.id),
            text(&order.merchant.name),
            text(order.cause.reference()),
            text(line.reason.name()),
            Cell::Text(line.reason.text(lang)),
        ]
    })
}
