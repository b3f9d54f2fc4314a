//! Postings of a period, line by line, as CSV or as a workbook.
//!
//! The rules: amounts are exact; no cell is a formula, whatever stands in a name; debit and credit are equal in each currency.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{DateTime, Duration, Utc};
use rust_decimal::Decimal;
use serde::Deserialize;
use shared::api::problem::{Code, FieldCode};
use shared::api::scalar;
use shared::correction::Side;
use shared::role::Permission;
use shared::text::corrections::line_reason;
use shared::text::{Lang, Text};
use utoipa::IntoParams;

use crate::app::App;
use crate::caller::Caller;
use crate::desk::corrections::read_orders::PostedOrder;
use crate::error::{Error, fault};
use crate::http::export::{Cell, ExportedFile, Format, Sheet, file};
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

/// Exports what accounting posted in a period: one row a line, with its account, its side and why it is there.
#[utoipa::path(
    get,
    path = "/postings",
    tag = "corrections",
    params(PostingParameters),
    responses(ExportedFile, NotAcceptable,)
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
    file(format, &name, &[postings(&orders, lang), totals(&orders, lang)])
}

fn check(parameters: &PostingParameters, headers: &HeaderMap) -> Result<Format, Error> {
    let mut problems = Vec::new();
    if parameters.to <= parameters.from {
        problems.push(fault("to", FieldCode::TooEarly));
    } else if parameters.to - parameters.from > Duration::days(PERIOD_DAYS_MAX) {
        problems.push(fault("to", FieldCode::OutOfRange));
    }
    let format = match parameters.format.as_deref() {
        None => Format::chosen(headers),
        Some(name) => {
            let format = Format::from_name(name);
            if format.is_none() {
                problems.push(fault("format", FieldCode::UnknownValue));
            }
            format
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

/// The lines of all orders.
fn postings(orders: &[PostedOrder], lang: Lang) -> Sheet {
    let rows = orders.iter().flat_map(|order| rows(order, lang)).map(Vec::from).collect();
    Sheet { name: "postings", columns: COLUMNS.to_vec(), rows }
}

/// The rows of an order, one a line.
fn rows(posted: &PostedOrder, lang: Lang) -> impl Iterator<Item = [Cell; COLUMNS.len()]> + '_ {
    let order = &posted.order;
    order.lines.iter().map(move |line| {
        let text = |text: &str| Cell::Text(text.to_owned());
        let on = |side| match line.side == side {
            true => Cell::Amount(line.amount.amount().to_string()),
            false => Cell::Empty,
        };
        [
            Cell::time(posted.posted_at),
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
            Cell::Text(line_reason(line.reason, order.kind(), lang)),
        ]
    })
}

type Totals = BTreeMap<(&'static str, &'static str), (String, Decimal, Decimal)>;

/// The sums of both sides of each account, by currency.
fn totals(orders: &[PostedOrder], lang: Lang) -> Sheet {
    let mut totals = Totals::new();
    for line in orders.iter().flat_map(|posted| &posted.order.lines) {
        let amount = line.amount.amount();
        let nothing = Decimal::new(0, line.amount.currency().scale());
        let place = (line.amount.currency().code(), line.account.name());
        let sums = totals.entry(place).or_insert_with(|| (line.account.text(lang), nothing, nothing));
        match line.side {
            Side::Debit => sums.1 += amount,
            Side::Credit => sums.2 += amount,
        }
    }
    let row = |((currency, account), (name, debit, credit)): ((&str, &str), (String, Decimal, Decimal))| {
        vec![
            Cell::text(currency),
            Cell::text(account),
            Cell::Text(name),
            Cell::Amount(debit.to_string()),
            Cell::Amount(credit.to_string()),
        ]
    };
    let columns = vec!["currency", "account", "account_name", "debit", "credit"];
    Sheet { name: "totals", columns, rows: totals.into_iter().map(row).collect() }
}
