//! Filing: one exception, or many with a result each.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::value::RawValue;
use shared::api::exceptions::{BatchResult, BatchView, FiledView, FilingRequest};
use shared::api::problem::{Code, FieldCode, FieldProblem};
use shared::case::CaseNumber;
use shared::case::check_filing;
use shared::digest::Digest;
use shared::text::Lang;

use crate::app::App;
use crate::caller::Caller;
use crate::desk::cases::file_exceptions::{FileExceptions, Filed, Order};
use crate::desk::idempotency::Key;
use crate::error::Error;
use crate::http::extract::{IdempotencyKey, Json, Language, Raw};
use crate::http::json;
use crate::http::openapi::problems::BadRequest;
use crate::http::permitted::{Permitted, to};

/// The items of a batch as the description has them: filings, but one that is none spoils only its own result.
struct Batch;

impl utoipa::PartialSchema for Batch {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::Ref;
        use utoipa::openapi::schema::{AnyOfBuilder, ArrayBuilder, ObjectBuilder, SchemaType};
        let anything = ObjectBuilder::new()
            .schema_type(SchemaType::AnyValue)
            .description(Some("Whatever is no filing is refused in its own result."));
        let item = AnyOfBuilder::new().item(Ref::from_schema_name("FilingRequest")).item(anything);
        ArrayBuilder::new().items(item).min_items(Some(1)).max_items(Some(BATCH_ITEMS_MAX)).into()
    }
}

impl utoipa::ToSchema for Batch {}

/// How many exceptions one batch may hold.
const BATCH_ITEMS_MAX: usize = 1000;
/// How large a batch may be, in bytes.
const BATCH_BYTES_MAX: usize = 16 << 20;

/// Files an exception.
///
/// The same filing again answers the same: by `Idempotency-Key`, and for ever by `source_system` and `source_reference`.
/// Another body under the same key or reference is refused.
#[utoipa::path(
    post,
    path = "/exceptions",
    tag = "exceptions",
    params(IdempotencyKey),
    request_body = FilingRequest,
    responses(
        (status = 201, description = "Filed", body = FiledView, headers(("Location" = String, description = "The case"))),
        (status = 200, description = "Filed before, with the same body", body = FiledView),
    ),
)]
pub async fn file_exception(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::FileExceptions>,
    Language(lang): Language,
    key: IdempotencyKey,
    Json(request): Json<FilingRequest>,
) -> Result<Response, Error> {
    let mut order = check(&app, &caller, &request, lang)?;
    order.key = key.of(&caller, "exceptions", order.digest);
    order.number = app.desk.next_numbers(1).await?[0];
    let Filed { view, is_new } = app.desk.file_exception(order).await?;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
    let mut response = (status, Json(&view)).into_response();
    if let (true, Ok(href)) = (is_new, HeaderValue::from_str(&view.href)) {
        response.headers_mut().insert(LOCATION, href);
    }
    Ok(response)
}

/// Files up to 1,000 exceptions, each with a result of its own: one bad item never spoils another.
///
/// The items stand in a JSON array, or one a line as NDJSON. A batch may be sent again as it is: each item is known by
/// its source reference.
#[utoipa::path(
    post,
    path = "/exceptions/batch",
    tag = "exceptions",
    request_body(content((Batch = "application/json"), (String = "application/x-ndjson"))),
    responses((status = 200, description = "A result for each item", body = BatchView), BadRequest),
)]
pub async fn file_batch(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::FileExceptions>,
    Language(lang): Language,
    Raw { media_type, bytes }: Raw<BATCH_BYTES_MAX>,
) -> Result<Json<BatchView>, Error> {
    let items = items(media_type.as_deref(), &bytes)?;
    if items.is_empty() || items.len() > BATCH_ITEMS_MAX {
        let code = if items.is_empty() { FieldCode::TooShort } else { FieldCode::TooMany };
        let expected = lang.pick("1 to 1,000 items", "应为 1 至 1000 项").to_owned();
        return Err(Error::fields(vec![FieldProblem { field: "$".to_owned(), code, expected }]));
    }
    let checked: Vec<Result<Order, Error>> = items
        .into_iter()
        .map(|item| json::read(item).and_then(|request| check(&app, &caller, &request, lang)))
        .collect();
    Ok(Json(BatchView { results: file_checked(&app, checked, lang).await? }))
}

/// Files what is sound and answers every item in its place.
async fn file_checked(app: &App, checked: Vec<Result<Order, Error>>, lang: Lang) -> Result<Vec<BatchResult>, Error> {
    let sound = checked.iter().filter(|item| item.is_ok()).count();
    let mut numbers = app.desk.next_numbers(sound).await?.into_iter();
    let mut orders = Vec::with_capacity(sound);
    let mut places = Vec::with_capacity(checked.len());
    for item in checked {
        places.push(item.map(|mut order| {
            order.number = numbers.next().unwrap_or(order.number);
            orders.push(order);
        }));
    }
    let mut outcomes = app.desk.execute(FileExceptions { orders: orders.into() }).await?.into_iter();
    let missing = || Err(Error::Internal("a filing has no outcome".to_owned()));
    let results = places.into_iter().map(|place| place.and_then(|()| outcomes.next().unwrap_or_else(missing)));
    Ok(results.enumerate().map(|(index, outcome)| result(index, outcome, lang)).collect())
}

fn result(index: usize, outcome: Result<Filed, Error>, lang: Lang) -> BatchResult {
    match outcome {
        Ok(Filed { view, is_new }) => {
            BatchResult { index, status: if is_new { 201 } else { 200 }, filed: Some(view), problem: None }
        }
        Err(error) => {
            let problem = error.problem(lang, None);
            BatchResult { index, status: problem.status, filed: None, problem: Some(problem) }
        }
    }
}

/// A filing that is sound in itself; its number is given out later.
fn check(app: &App, caller: &Caller, request: &FilingRequest, lang: Lang) -> Result<Order, Error> {
    let filing = check_filing(request, app.desk.clock.now(), lang).map_err(Error::fields)?;
    let canonical = serde_json::to_vec(request).map_err(|error| Error::Internal(error.to_string()))?;
    let digest = Digest::of(&canonical);
    Ok(Order { caller: caller.clone(), filing, digest, key: None::<Key>, number: CaseNumber(0) })
}

/// The items of a batch, each still as text.
fn items<'a>(media_type: Option<&str>, bytes: &'a [u8]) -> Result<Vec<&'a [u8]>, Error> {
    match media_type {
        Some("application/json") => {
            let items: Vec<&RawValue> = serde_json::from_slice(bytes).map_err(|error| {
                let (en, zh) = ("A batch is a JSON array of exceptions.", "批量请求应为异常单的 JSON 数组。");
                if error.is_data() && std::str::from_utf8(bytes).is_ok() {
                    let expected = Lang::En.pick(en, zh).to_owned();
                    Error::fields(vec![FieldProblem { field: "$".to_owned(), code: FieldCode::WrongType, expected }])
                } else {
                    Error::explain(Code::BadJson, en, zh)
                }
            })?;
            Ok(items.into_iter().map(|item| item.get().as_bytes()).collect())
        }
        Some("application/x-ndjson" | "application/jsonl") => {
            let lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
            Ok(lines.filter(|line| !line.is_empty()).collect())
        }
        _ => Err(Error::refuse(Code::UnsupportedMediaType)),
    }
}
