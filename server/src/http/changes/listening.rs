//! Who wants to listen, and how far they have.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderName;
use axum::http::request::Parts;
use shared::api::problem::FieldCode;
use shared::role::Permission;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::cursor;
use crate::app::App;
use crate::error::{Error, fault};
use crate::http::authenticate::{Credentials, credentials};
use crate::live::{Cursor, Pass, Who};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
const LAST_EVENT_ID_SHOWN: &str = "Last-Event-ID";

/// Someone who may read cases and wants to be told what happens, and by what they are to be asked for again.
pub struct Listening {
    /// Who.
    pub who: Who,
    /// By what.
    pub pass: Pass,
}

impl FromRequestParts<Arc<App>> for Listening {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Error> {
        let (caller, who, pass) = match credentials(parts, app).await? {
            Credentials::Session { signed_in, token } => {
                let who = Who::Session { id: signed_in.session, user: signed_in.view.name };
                (signed_in.caller, who, Pass::Session(token))
            }
            Credentials::Key { client, key, address } => {
                (client.caller, Who::Client(client.name), Pass::Key(key, address))
            }
        };
        caller.require(Permission::ReadCases)?;
        Ok(Self { who, pass })
    }
}

/// What a listener who comes back heard last.
pub struct LastEventId(pub Option<Cursor>);

impl<S: Send + Sync> FromRequestParts<S> for LastEventId {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let Some(sent) = parts.headers.get(LAST_EVENT_ID) else { return Ok(Self(None)) };
        let wrong = || Error::parameters(vec![fault(LAST_EVENT_ID_SHOWN, FieldCode::UnknownValue)]);
        let text = sent.to_str().map_err(|_| wrong())?;
        // A browser that has heard nothing yet may send an empty one.
        if text.is_empty() { Ok(Self(None)) } else { cursor(LAST_EVENT_ID_SHOWN, text).map(Some).map(Self) }
    }
}

impl IntoParams for LastEventId {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let schema = ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[0-9]{1,16}$"));
        let words =
            "The `id` of the last event that was heard: the stream goes on behind it. Browsers send it themselves.";
        let parameter = ParameterBuilder::new()
            .name(LAST_EVENT_ID_SHOWN)
            .parameter_in(ParameterIn::Header)
            .description(Some(words))
            .schema(Some(schema));
        vec![parameter.build()]
    }
}
