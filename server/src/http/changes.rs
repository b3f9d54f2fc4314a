//! `/changes`: what happens at the desk, as it happens (server-sent events).

mod listening;

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderName, HeaderValue};
use axum::response::sse::{Event, Sse};
use axum::response::{AppendHeaders, IntoResponse};
use futures::stream;
use serde::Deserialize;
use shared::api::changes::EventName;
use shared::api::problem::FieldCode;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::extract::Query;
use crate::app::App;
use crate::error::Error;
use crate::live::{Cursor, Heard, Listener};
use listening::{LastEventId, Listening};

/// Tells proxies that would collect an answer to pass it on as it comes.
const UNBUFFERED: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
const NOT_STORED: (HeaderName, HeaderValue) = (CACHE_CONTROL, HeaderValue::from_static("no-store"));
/// How soon a browser comes back by itself after a stream broke off.
const COME_BACK_AFTER: std::time::Duration = std::time::Duration::from_secs(2);

/// The routes.
pub fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new().routes(routes!(follow_changes))
}

/// The parameters of a stream.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ChangesParameters {
    /// Goes on behind the event with this `id`, where the header cannot be sent.
    #[param(pattern = "^[0-9]{1,16}$")]
    since: Option<String>,
}

/// Follows what happens, as server-sent events, for as long as the session or key is good. An event is `changed`, with the
/// row of a case that was filed or changed, as lists show it; `read_anew`, where more changed than is told one by one; for
/// a person, `notices`, with how many are unread, and `presence`, with who looks at a case; or `alive`, every 15 seconds at
/// least.
///
/// Every event bears an `id`; whoever comes back sends the last one and misses nothing. What is told may be told again:
/// a row whose `version` is not above the known one is nothing new.
#[utoipa::path(
    get,
    path = "/changes",
    tag = "changes",
    params(ChangesParameters, LastEventId),
    responses((status = 200, description = "The events", content_type = "text/event-stream", body = String)),
)]
async fn follow_changes(
    State(app): State<Arc<App>>,
    Listening { who, pass }: Listening,
    LastEventId(last): LastEventId,
    Query(ChangesParameters { since }): Query<ChangesParameters>,
) -> Result<impl IntoResponse, Error> {
    let since = since.map(|since| cursor("since", &since)).transpose()?;
    // A browser that comes back by itself asks by the address of the first time; what it heard last is in the header.
    let listener = app.live.listen(&app.desk, (who, pass), last.or(since)).await?;
    Ok((AppendHeaders([UNBUFFERED]), [NOT_STORED], Sse::new(events(listener))))
}

fn events(listener: Listener) -> impl stream::Stream<Item = Result<Event, std::convert::Infallible>> {
    stream::unfold((listener, true), |(mut listener, is_first)| async move {
        let mut event = event(&listener.next().await?);
        if is_first {
            event = event.retry(COME_BACK_AFTER);
        }
        Some((Ok(event), (listener, false)))
    })
}

/// A browser hands on no event without data, and with it no `id`.
fn event(heard: &Heard) -> Event {
    let event = Event::default().id(heard.cursor.to_string());
    match &heard.news {
        Some(news) => event.event(news.name.name()).data(&news.data),
        None => event.event(EventName::Alive.name()).data("{}"),
    }
}

fn cursor(name: &'static str, text: &str) -> Result<Cursor, Error> {
    Cursor::read(text).ok_or_else(|| Error::parameters(vec![crate::error::fault(name, FieldCode::UnknownValue)]))
}
