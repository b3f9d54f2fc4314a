//! The API's description: OpenAPI 3.1, put together from the handlers, at `/api/v1/openapi.json`; and a page to browse it.
//!
//! What every operation of a kind may answer is added here, so that handlers name only what is particular to them.

mod page;
pub mod problems;
mod webhooks;

#[cfg(test)]
mod tests;

use std::sync::{Arc, LazyLock};

use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::{Router, routing};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{OpenApi as Document, SecurityRequirement};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;

use self::webhooks::Webhooks;
use super::{API, RESOURCES};
use crate::app::App;
use crate::error::Error;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Holdfast",
        description = "The exceptions desk for payouts: file payouts of unknown outcome, add evidence, and read how \
            they ended.\n\nRefusals are problem details (RFC 9457): `code` is stable, `title` and `detail` are in the \
            language that `Accept-Language` asks for. Amounts are texts, times name their zone, unknown fields and \
            parameters are refused.",
    ),
    components(schemas(shared::api::problem::Problem)),
    modifiers(&Credentials, &Webhooks),
    tags(
        (name = "exceptions", description = "Cases: filing, reading, searching, working and deciding them"),
        (name = "approvals", description = "Proposals that wait for a second person"),
        (name = "changes", description = "What happens at the desk, as it happens"),
        (name = "channels", description = "What is known of the channels"),
        (name = "corrections", description = "Correction orders, and the exchange with accounting"),
        (name = "reconciliation", description = "Channel accounts, our lines, statement files, and days"),
        (name = "return watch", description = "Payouts confirmed as paid that may still come back"),
        (name = "policies", description = "How many must agree to what, and who may; changed by proposal and approval"),
        (name = "session", description = "Signing in and out, passwords, one's own sessions"),
        (name = "users", description = "People and their roles"),
        (name = "clients", description = "Other systems that call this API, and their keys"),
        (name = "webhooks", description = "Endpoints that are told what happens, and what was delivered to them"),
        (name = "notices", description = "What the desk tells a person"),
        (name = "views", description = "A person's saved views of the queue"),
    ),
)]
struct Base;

/// The two ways to be known: a client's key, and a person's session.
struct Credentials;

impl Modify for Credentials {
    fn modify(&self, document: &mut Document) {
        let components = document.components.get_or_insert_default();
        let key = Http::builder()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("An API client's key, as `POST /clients` showed it once."))
            .build();
        components.add_security_scheme(KEY, SecurityScheme::Http(key));
        let session = ApiKeyValue::with_description("holdfast_session", "A person's session: see `POST /session`.");
        components.add_security_scheme(SESSION, SecurityScheme::ApiKey(ApiKey::Cookie(session)));
        let token = "With a session, for every request that changes something: `csrf_token` of `GET /session`.";
        let token = ApiKeyValue::with_description("X-CSRF-Token", token);
        components.add_security_scheme(TOKEN, SecurityScheme::ApiKey(ApiKey::Header(token)));
        document.security = Some(vec![by(&[KEY]), by(&[SESSION, TOKEN])]);
    }
}

const KEY: &str = "key";
const SESSION: &str = "session";
const TOKEN: &str = "csrf_token";

fn by(schemes: &[&str]) -> SecurityRequirement {
    let none: [&str; 0] = [];
    schemes.iter().fold(SecurityRequirement::default(), |requirement, scheme| requirement.add(*scheme, none))
}

/// The description of everything in [`RESOURCES`].
fn document() -> Document {
    let resources = RESOURCES.iter().fold(OpenApiRouter::new(), |router, routes| router.merge(routes()));
    let mut document = OpenApiRouter::with_openapi(Base::openapi()).nest(API, resources).into_openapi();
    problems::complete(&mut document);
    document
}

/// The description as it is sent. It is put together when it is first asked for: doing so takes more memory than the server
/// itself.
static DOCUMENT: LazyLock<Bytes> =
    LazyLock::new(|| serde_json::to_vec(&document()).expect("names and texts are always JSON").into());

/// The description itself, and the page.
pub fn routes() -> Router<Arc<App>> {
    Router::new().route(&format!("{API}/openapi.json"), routing::get(send)).merge(page::routes())
}

async fn send() -> Result<Response, Error> {
    let document = tokio::task::spawn_blocking(|| DOCUMENT.clone()).await;
    let document = document.map_err(|error| Error::Internal(format!("the API's description: {error}")))?;
    Ok(([(CONTENT_TYPE, "application/json")], document).into_response())
}
