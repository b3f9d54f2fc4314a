//! Lists of orders: what is to post, what failed, what a case has.

pub mod export;

use std::sync::Arc;

use axum::extract::State;
use serde::Deserialize;
use shared::api::correction_orders::{OrderCounts, OrderList};
use shared::api::problem::{FieldCode, FieldProblem};
use shared::case::CaseNumber;
use shared::correction::{CorrectionKind, OrderNumber, OrderStateName};
use utoipa::IntoParams;

use crate::app::App;
use crate::desk::corrections::read_orders::OrderFilter;
use crate::error::{Error, fault};
use crate::http::extract::{Json, Query};
use crate::http::page;
use crate::http::permitted::{Permitted, to};

/// The parameters of a list. Lists of values are separated by commas; any of them fits.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OrderParameters {
    /// States: `drafted`, `proposed`, `approved`, `sent`, `failed`, `posted`, `rejected`, `withdrawn`. What is to be posted
    /// is `sent`.
    state: Option<String>,
    /// Kinds, such as `bounce_refund`.
    kind: Option<String>,
    /// A case's number.
    case: Option<String>,
    /// A channel.
    channel: Option<String>,
    /// A merchant's number in its source system.
    merchant: Option<String>,
    /// `next` of the page before.
    cursor: Option<String>,
    /// How many rows: 1 to 200; 50 otherwise.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
}

/// Lists orders, the newest first.
#[utoipa::path(
    get,
    path = "/correction-orders",
    operation_id = "list_correction_orders",
    tag = "corrections",
    params(OrderParameters),
    responses((status = 200, description = "A page", body = OrderList)),
)]
pub async fn list_orders(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCorrections>,
    Query(parameters): Query<OrderParameters>,
) -> Result<Json<OrderList>, Error> {
    let now = app.desk.clock.now();
    let (filter, after, limit) = read(&parameters)?;
    let mut items = app.desk.list_orders(&caller, &filter, after, limit + 1).await?;
    let next = page::cut(&mut items, limit, |order| order.number.to_string());
    Ok(Json(OrderList { items, next, now }))
}

/// Counts the orders in each state.
#[utoipa::path(
    get,
    path = "/correction-orders/counts",
    operation_id = "count_correction_orders",
    tag = "corrections",
    responses((status = 200, description = "The counts", body = OrderCounts)),
)]
pub async fn count_orders(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCorrections>,
) -> Result<Json<OrderCounts>, Error> {
    Ok(Json(app.desk.count_orders(&caller).await?))
}

fn read(parameters: &OrderParameters) -> Result<(OrderFilter, Option<OrderNumber>, i64), Error> {
    let mut problems = Vec::new();
    let filter = OrderFilter {
        states: values("state", parameters.state.as_deref(), OrderStateName::from_name, &mut problems),
        kinds: values("kind", parameters.kind.as_deref(), CorrectionKind::from_name, &mut problems),
        case: one("case", parameters.case.as_deref(), |text| text.parse::<CaseNumber>().ok(), &mut problems),
        channel: parameters.channel.clone(),
        merchant: parameters.merchant.clone(),
    };
    let after = one("cursor", parameters.cursor.as_deref(), |text| text.parse().ok(), &mut problems);
    let limit = page::rows(parameters.limit, page::ROWS_MAX).map_err(|code| problems.push(fault("limit", code)));
    match limit {
        Ok(limit) if problems.is_empty() => Ok((filter, after, limit)),
        _ => Err(Error::parameters(problems)),
    }
}

fn values<T>(
    field: &str,
    given: Option<&str>,
    read: fn(&str) -> Option<T>,
    problems: &mut Vec<FieldProblem>,
) -> Vec<T> {
    let names = given.into_iter().flat_map(|names| names.split(',')).map(str::trim).filter(|name| !name.is_empty());
    names.filter_map(|name| one(field, Some(name), read, problems)).collect()
}

fn one<T>(
    field: &str,
    given: Option<&str>,
    read: impl Fn(&str) -> Option<T>,
    problems: &mut Vec<FieldProblem>,
) -> Option<T> {
    let value = read(given?);
    if value.is_none() {
        problems.push(fault(field, FieldCode::UnknownValue));
    }
    value
}
