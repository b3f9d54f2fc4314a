//! `/session`, `/sessions`: signing in and out, one's password, one's own sessions.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{AppendHeaders, IntoResponse};
use shared::api::problem::Code;
use shared::api::session::{PasswordRequest, SessionList, SessionView, SignInRequest};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::authenticate::{COOKIE_NAME, Stranger};
use super::extract::{Json, Path};
use super::openapi::problems::{TooOften, Unauthorised};
use crate::app::App;
use crate::desk::people::authenticate::SignedIn;
use crate::desk::people::end_session::EndSession;
use crate::desk::people::sign_in::SignIn;
use crate::error::Error;

/// The routes.
pub fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(get_session, sign_in, sign_out))
        .routes(routes!(change_password))
        .routes(routes!(list_sessions))
        .routes(routes!(end_session))
}

/// Who is signed in.
#[utoipa::path(
    get,
    path = "/session",
    tag = "session",
    responses((status = 200, description = "The session", body = SessionView)),
)]
async fn get_session(who: SignedIn) -> Json<SessionView> {
    Json(who.view)
}

/// Signs in. The answer sets the session's cookie, and has the token to send with every change.
#[utoipa::path(
    post,
    path = "/session",
    tag = "session",
    security(()),
    request_body = SignInRequest,
    responses(
        (
            status = 200,
            description = "The session",
            body = SessionView,
            headers(("Set-Cookie" = String, description = "The session's cookie")),
        ),
        Unauthorised,
        TooOften,
    ),
)]
async fn sign_in(
    State(app): State<Arc<App>>,
    Stranger { origin, user_agent, over_tls }: Stranger,
    Json(SignInRequest { name, password }): Json<SignInRequest>,
) -> Result<impl IntoResponse, Error> {
    let started = app.desk.sign_in(SignIn { name, password, origin, user_agent }).await?;
    let cookie = cookie(&app, over_tls, started.token.text(), "")?;
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), Json(started.view)))
}

/// Signs out: the session ends.
#[utoipa::path(
    delete,
    path = "/session",
    tag = "session",
    responses(
        (
            status = 204,
            description = "Signed out",
            headers(("Set-Cookie" = String, description = "Takes the cookie back")),
        ),
    ),
)]
async fn sign_out(
    State(app): State<Arc<App>>,
    who: SignedIn,
    Stranger { over_tls, .. }: Stranger,
) -> Result<impl IntoResponse, Error> {
    // Two windows that sign out at once have both signed out.
    match app.desk.execute(EndSession { caller: who.caller, id: who.session }).await {
        Err(error) if error.code() != Code::NotFound => return Err(error),
        _ => {}
    }
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(SET_COOKIE, cookie(&app, over_tls, "", "; Max-Age=0")?)])))
}

/// Changes one's password; one's other sessions end.
#[utoipa::path(
    post,
    path = "/session/password",
    tag = "session",
    request_body = PasswordRequest,
    responses((status = 204, description = "The password is changed")),
)]
async fn change_password(
    State(app): State<Arc<App>>,
    who: SignedIn,
    Json(request): Json<PasswordRequest>,
) -> Result<StatusCode, Error> {
    app.desk.change_password(who, request).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Where one is signed in.
#[utoipa::path(
    get,
    path = "/sessions",
    tag = "session",
    responses((status = 200, description = "The sessions, the newest first", body = SessionList)),
)]
async fn list_sessions(State(app): State<Arc<App>>, who: SignedIn) -> Result<Json<SessionList>, Error> {
    Ok(Json(app.desk.sessions(&who.caller, who.session).await?))
}

/// Ends one of one's own sessions.
#[utoipa::path(
    delete,
    path = "/sessions/{id}",
    tag = "session",
    params(("id" = i64, Path, description = "The session's number")),
    responses((status = 204, description = "The session is ended")),
)]
async fn end_session(State(app): State<Arc<App>>, who: SignedIn, Path(id): Path<i64>) -> Result<StatusCode, Error> {
    app.desk.execute(EndSession { caller: who.caller, id }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The session's cookie: given over TLS, or where the settings say so, it is never sent without. It ends with the browser at
/// the latest; when it ends before, the server decides.
fn cookie(app: &App, over_tls: bool, token: &str, more: &str) -> Result<HeaderValue, Error> {
    let secure = if app.config.secure_cookies || over_tls { "; Secure" } else { "" };
    let cookie = format!("{COOKIE_NAME}={token}; Path=/; HttpOnly; SameSite=Strict{secure}{more}");
    HeaderValue::from_str(&cookie).map_err(|error| Error::Internal(format!("a cookie: {error}")))
}
