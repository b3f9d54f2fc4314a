//! What each operation may refuse with, as its form says: a body can be malformed, a path can name nothing, whoever must be
//! known can be unknown.

use shared::api::problem::{Code, MEDIA_TYPE};
use shared::text::{Lang, Text};
use utoipa::openapi::header::Header;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{ContentBuilder, OpenApi, PathItem, Ref, RefOr};

/// Adds to every operation the refusals that follow from its form; what a handler says itself stays.
pub fn complete(document: &mut OpenApi) {
    for operation in document.paths.paths.values_mut().flat_map(operations) {
        for status in statuses(operation) {
            let responses = &mut operation.responses.responses;
            responses.entry(status.to_string()).or_insert_with(|| RefOr::T(response(status)));
        }
    }
}

/// The operations of a path.
pub fn operations(path: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut path.get, &mut path.put, &mut path.post, &mut path.patch, &mut path.delete].into_iter().flatten()
}

fn statuses(operation: &Operation) -> Vec<u16> {
    let mut statuses = vec![500, 503];
    // `security(())` marks what anybody may call; where nothing is said the document's own rule holds.
    if operation.security.is_none() {
        statuses.extend([401, 403, 429]);
    }
    if operation.request_body.is_some() {
        statuses.extend([400, 413, 415, 422]);
    }
    for parameter in operation.parameters.iter().flatten() {
        match parameter {
            RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Path => statuses.push(404),
            RefOr::T(_) => statuses.push(400),
            RefOr::Ref(_) => {}
        }
    }
    statuses
}

/// A problem with that status. Handlers cite it for what is particular to them, such as conflicts.
pub fn response(status: u16) -> Response {
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let response = ResponseBuilder::new().description(description(status)).content(MEDIA_TYPE, problem);
    match status {
        401 => response.header("WWW-Authenticate", header(Type::String, "How to be known")),
        429 | 503 => response.header("Retry-After", header(Type::Integer, "When to try again, in seconds")),
        _ => response,
    }
    .build()
}

fn header(of: Type, description: &str) -> Header {
    let mut header = Header::new(ObjectBuilder::new().schema_type(of));
    header.description = Some(description.to_owned());
    header
}

/// Every code with that status, in words.
fn description(status: u16) -> String {
    let codes = Code::ALL.iter().filter(|code| code.status() == status);
    let words: Vec<_> = codes.map(|code| format!("`{}`: {}", code.name(), code.text(Lang::En))).collect();
    words.join("\n\n")
}

/// Makes a type that handlers cite in one line for a refusal that does not follow from their form.
macro_rules! citable {
    ($($(#[$doc:meta])* $name:ident = $status:literal;)+) => {
        $(
            $(#[$doc])*
            pub struct $name;

            impl utoipa::IntoResponses for $name {
                fn responses() -> std::collections::BTreeMap<String, RefOr<Response>> {
                    [($status.to_string(), RefOr::T(response($status)))].into()
                }
            }
        )+
    };
}

citable! {
    /// 400: a parameter or header is wrong.
    BadRequest = 400;
    /// 401: the credentials are wrong.
    Unauthorised = 401;
    /// 404: there is no such thing.
    NotThere = 404;
    /// 406: there is no form of it that the caller takes.
    NotAcceptable = 406;
    /// 409: someone or something else was first.
    Conflict = 409;
    /// 410: it was there, and is not any more.
    Gone = 410;
    /// 422: what was sent is read but refused.
    Unprocessable = 422;
    /// 429: too often.
    TooOften = 429;
}
