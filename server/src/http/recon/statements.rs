//! `/statements`: files of the channel's lines, and of ours.

pub(super) mod export;
mod preview;
mod receive;

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures::stream;
use serde::Deserialize;
use shared::api::recon::{
    BookRequest, DiscardRequest, ReadAgainRequest, StatementDays, StatementLineList, StatementList, StatementStateName,
    StatementView,
};
use shared::case::check_words;
use shared::recon::{AccountId, Side};
use utoipa::IntoParams;

use super::REASON_MAX;
use super::parameters::Parameters;
use crate::app::App;
use crate::desk::recon::statements::book_file::BookFile;
use crate::desk::recon::statements::discard_file::DiscardFile;
use crate::desk::recon::statements::read_again::ReadAgain;
use crate::desk::recon::statements::read_files::FileFilter;
use crate::error::Error;
use crate::http::extract::{Json, Language, Path, Query};
use crate::http::openapi::problems::Conflict;
use crate::http::permitted::{Permitted, to};

pub use preview::*;
pub use receive::*;

const LIMIT_DEFAULT: i64 = 50;
const LIMIT_MAX: i64 = 200;
const LINES_DEFAULT: i64 = 100;
const LINES_MAX: i64 = 1_000;

/// The file that the path names.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
struct OfFile {
    /// The file's number
    #[expect(dead_code, reason = "only described here")]
    #[param(value_type = i64)]
    file: String,
}

/// The parameters of a list of files. Lists of values are separated by commas; any of them fits.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileParameters {
    /// An account.
    account: Option<String>,
    /// Whose lines: `ours` or `channel`.
    side: Option<String>,
    /// States: `reading`, `read`, `refused`, `booked`, `discarded`.
    state: Option<String>,
    /// `next` of the page before.
    cursor: Option<String>,
    /// How many files: 1 to 200; 50 otherwise.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<i64>,
}

/// Lists files, the newest first.
#[utoipa::path(
    get,
    path = "/statements",
    tag = "reconciliation",
    params(FileParameters),
    responses((status = 200, description = "A page", body = StatementList)),
)]
pub async fn list_statements(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Query(parameters): Query<FileParameters>,
) -> Result<Json<StatementList>, Error> {
    let mut read = Parameters::default();
    let FileParameters { account, side, state, cursor, limit } = parameters;
    let filter = filter(&mut read, account.as_deref(), side.as_deref(), state.as_deref());
    let after = read.one("cursor", cursor.as_deref(), |text| text.parse().ok());
    let limit = read.limit(limit, LIMIT_DEFAULT, LIMIT_MAX);
    read.refuse()?;
    Ok(Json(app.desk.list_statements(&caller, &filter, after, limit).await?))
}

/// Which files are asked for.
fn filter(read: &mut Parameters, account: Option<&str>, side: Option<&str>, states: Option<&str>) -> FileFilter {
    let names = states.into_iter().flat_map(|names| names.split(','));
    FileFilter {
        account: read.one("account", account, AccountId::parse),
        side: read.one("side", side, Side::from_name),
        states: names.filter_map(|name| read.one("state", Some(name.trim()), StatementStateName::from_name)).collect(),
    }
}

/// Reads a file: where it stands, and what was understood.
#[utoipa::path(
    get,
    path = "/statements/{file}",
    tag = "reconciliation",
    params(OfFile),
    responses((status = 200, description = "The file", body = StatementView)),
)]
pub async fn get_statement(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Path(id): Path<i64>,
) -> Result<Json<StatementView>, Error> {
    Ok(Json(app.desk.read_statement(&caller, id).await?))
}

/// The parameters of the lines of a file.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LineParameters {
    /// `next` of the page before.
    cursor: Option<String>,
    /// How many lines: 1 to 1,000; 100 otherwise.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<i64>,
}

/// Reads what was understood of a file, line by line.
#[utoipa::path(
    get,
    path = "/statements/{file}/lines",
    tag = "reconciliation",
    params(OfFile, LineParameters),
    responses((status = 200, description = "A page, in the order of the file", body = StatementLineList)),
)]
pub async fn list_statement_lines(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Path(id): Path<i64>,
    Query(parameters): Query<LineParameters>,
) -> Result<Json<StatementLineList>, Error> {
    let mut read = Parameters::default();
    let after = read.one("cursor", parameters.cursor.as_deref(), |text| text.parse().ok());
    let limit = read.limit(parameters.limit, LINES_DEFAULT, LINES_MAX);
    read.refuse()?;
    Ok(Json(app.desk.read_statement_lines(&caller, id, after.unwrap_or_default(), limit).await?))
}

/// Reads what a file holds of each business day.
#[utoipa::path(
    get,
    path = "/statements/{file}/days",
    tag = "reconciliation",
    params(OfFile),
    responses((status = 200, description = "The days, the first first", body = StatementDays)),
)]
pub async fn list_statement_days(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Path(id): Path<i64>,
) -> Result<Json<StatementDays>, Error> {
    Ok(Json(app.desk.read_statement_days(&caller, id).await?))
}

/// Fetches a file as it came, byte for byte.
#[utoipa::path(
    get,
    path = "/statements/{file}/content",
    tag = "reconciliation",
    params(OfFile),
    responses((status = 200, description = "The bytes", body = Vec<u8>, content_type = "application/octet-stream")),
)]
pub async fn get_statement_content(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    app.desk.read_statement(&caller, id).await?;
    let pieces = stream::try_unfold(1, move |seq| {
        let (app, caller) = (Arc::clone(&app), caller.clone());
        async move {
            let piece = app.desk.read_statement_piece(&caller, id, seq).await?;
            Ok::<_, Error>(piece.map(|piece| (piece, seq + 1)))
        }
    });
    // What an upload calls itself is nothing to put into a header, and nothing here is opened in the browser.
    let disposition = format!("attachment; filename=\"statement-{id}\"");
    let headers = [(CONTENT_TYPE, "application/octet-stream".to_owned()), (CONTENT_DISPOSITION, disposition)];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

/// Has a file read again: by another mapping, or one that was discarded too soon.
#[utoipa::path(
    post,
    path = "/statements/{file}/read",
    operation_id = "read_statement_again",
    tag = "reconciliation",
    params(OfFile),
    request_body = ReadAgainRequest,
    responses((status = 200, description = "The file, which is being read", body = StatementView), Conflict),
)]
pub async fn read_statement_again(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::SendStatements>,
    Path(id): Path<i64>,
    Json(ReadAgainRequest { version, mapping }): Json<ReadAgainRequest>,
) -> Result<Json<StatementView>, Error> {
    Ok(Json(app.desk.execute(ReadAgain { caller, id, version, mapping }).await?))
}

/// Books a file: its lines go into the days.
#[utoipa::path(
    post,
    path = "/statements/{file}/book",
    tag = "reconciliation",
    params(OfFile),
    request_body = BookRequest,
    responses((status = 200, description = "The file, which is booked", body = StatementView), Conflict),
)]
pub async fn book_statement(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::SendStatements>,
    Path(id): Path<i64>,
    Json(BookRequest { version, despite_doubts }): Json<BookRequest>,
) -> Result<Json<StatementView>, Error> {
    Ok(Json(app.desk.execute(BookFile { caller, id, version, despite_doubts }).await?))
}

/// Puts a file aside: it is kept, and its lines count for nothing.
#[utoipa::path(
    post,
    path = "/statements/{file}/discard",
    tag = "reconciliation",
    params(OfFile),
    request_body = DiscardRequest,
    responses((status = 200, description = "The file, which is discarded", body = StatementView), Conflict),
)]
pub async fn discard_statement(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::SendStatements>,
    Path(id): Path<i64>,
    Language(lang): Language,
    Json(DiscardRequest { version, reason }): Json<DiscardRequest>,
) -> Result<Json<StatementView>, Error> {
    let reason = check_words("reason", &reason, REASON_MAX, lang).map_err(Error::fields)?;
    Ok(Json(app.desk.execute(DiscardFile { caller, id, version, reason }).await?))
}
