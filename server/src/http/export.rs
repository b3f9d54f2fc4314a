//! Tables as files: CSV or a workbook, for any list.
//!
//! The rules: amounts are exact, and no cell is a formula, whatever stands in a name.

mod csv;
mod workbook;

use std::collections::BTreeMap;
use std::future::Future;

use axum::http::HeaderMap;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Deserialize;
use shared::api::problem::FieldCode;
use shared::money::Money;
use utoipa::openapi::{ContentBuilder, RefOr, ResponseBuilder};
use utoipa::{IntoParams, IntoResponses, PartialSchema};

use super::accept;
use crate::error::{Error, fault};

/// How many rows one export holds at most; a sheet holds a million.
pub const ROWS_MAX: usize = 200_000;
/// How many rows of a list are read at once.
pub const PAGE: i64 = 200;

/// The format of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// CSV (RFC 4180).
    #[default]
    Csv,
    /// A workbook.
    Xlsx,
}

impl Format {
    /// The format that the caller would rather have, by the header `Accept`; CSV where that says nothing.
    pub fn chosen(headers: &HeaderMap) -> Option<Self> {
        let offered = [Self::Csv, Self::Xlsx];
        accept::chosen(headers, &["text/csv", workbook::MEDIA_TYPE]).and_then(|place| offered.get(place).copied())
    }

    /// The format that the parameter `format` names; CSV where it is not there.
    pub fn asked(name: Option<&str>) -> Result<Self, Error> {
        let Some(name) = name else { return Ok(Self::default()) };
        Self::from_name(name).ok_or_else(|| Error::parameters(vec![fault("format", FieldCode::UnknownValue)]))
    }

    /// The format of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text.
    Text(String),
    /// A number as its plain decimal text.
    Amount(String),
    /// Nothing.
    Empty,
}

impl Cell {
    /// A text.
    pub fn text(text: impl ToString) -> Self {
        Self::Text(text.to_string())
    }

    /// A text, where there is one.
    pub fn optional(text: Option<impl ToString>) -> Self {
        text.map_or(Self::Empty, |text| Self::text(text))
    }

    /// An amount, exact.
    pub fn money(money: Money) -> Self {
        Self::Amount(money.amount().to_string())
    }

    /// A time, to the second.
    pub fn time(at: DateTime<Utc>) -> Self {
        Self::Text(at.to_rfc3339_opts(SecondsFormat::Secs, true))
    }

    /// A count.
    pub fn count(count: impl ToString) -> Self {
        Self::Amount(count.to_string())
    }
}

/// A table. As CSV only the first of several is written.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its name.
    pub name: &'static str,
    /// Its columns, in their order.
    pub columns: Vec<&'static str>,
    /// Its rows, each with a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// The parameter of an export that takes no other.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AsFile {
    /// `csv` or `xlsx`; `csv` otherwise.
    #[param(pattern = "^(csv|xlsx)$")]
    pub format: Option<String>,
}

/// What an export answers, as the API's description has it.
pub struct ExportedFile;

impl IntoResponses for ExportedFile {
    fn responses() -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
        let bytes = || ContentBuilder::new().schema(Some(<Vec<u8>>::schema())).build();
        let description = format!("The rows as a file; at most {ROWS_MAX}");
        let response = ResponseBuilder::new().description(description);
        let response = response.content("text/csv", bytes()).content(workbook::MEDIA_TYPE, bytes()).build();
        [("200".to_owned(), RefOr::T(response))].into()
    }
}

/// The rows of a list that is read page after page: `read` is given where a page begins, and answers its rows and where the
/// next one begins.
pub async fn all_rows<P, F>(mut read: impl FnMut(Option<P>) -> F) -> Result<Vec<Vec<Cell>>, Error>
where
    F: Future<Output = Result<(Vec<Vec<Cell>>, Option<P>), Error>>,
{
    let mut rows = Vec::new();
    let mut from = None;
    loop {
        let (page, next) = read(from).await?;
        rows.extend(page);
        from = next.filter(|_| rows.len() < ROWS_MAX);
        if from.is_none() {
            return Ok(rows);
        }
    }
}

/// The file of these tables, under a name without its extension.
pub fn file(format: Format, name: &str, sheets: &[Sheet]) -> Result<Response, Error> {
    let (media_type, extension, bytes) = match (format, sheets.first()) {
        (Format::Csv, Some(sheet)) => ("text/csv; charset=utf-8", "csv", csv::write(sheet)?),
        (Format::Csv, None) => ("text/csv; charset=utf-8", "csv", Vec::new()),
        (Format::Xlsx, _) => (workbook::MEDIA_TYPE, "xlsx", workbook::write(sheets)?),
    };
    let disposition = format!("attachment; filename=\"{name}.{extension}\"");
    Ok(([(CONTENT_TYPE, media_type.to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response())
}
