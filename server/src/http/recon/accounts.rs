//! `/channel-accounts`: our accounts at channels.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use shared::api::exceptions::AuditView;
use shared::api::recon::{AccountList, AccountView, ChangeAccountRequest, NewAccountRequest};
use shared::case::check_words;
use shared::recon::AccountId;

use super::{OfAccount, REASON_MAX};
use crate::app::App;
use crate::desk::recon::change_account::ChangeAccount;
use crate::desk::recon::make_account::MakeAccount;
use crate::desk::recon::subject;
use crate::error::Error;
use crate::http::extract::{Json, Language, Path};
use crate::http::openapi::problems::Conflict;
use crate::http::permitted::{Permitted, to};

/// Lists every channel account.
#[utoipa::path(
    get,
    path = "/channel-accounts",
    tag = "reconciliation",
    responses((status = 200, description = "The accounts, by identifier", body = AccountList)),
)]
pub async fn list_channel_accounts(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadChannels>,
) -> Result<Json<AccountList>, Error> {
    Ok(Json(app.desk.list_channel_accounts(&caller).await?))
}

/// Makes a channel account.
#[utoipa::path(
    post,
    path = "/channel-accounts",
    tag = "reconciliation",
    request_body = NewAccountRequest,
    responses((status = 201, description = "The account", body = AccountView), Conflict),
)]
pub async fn make_channel_account(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageAccounts>,
    Json(request): Json<NewAccountRequest>,
) -> Result<(StatusCode, Json<AccountView>), Error> {
    let id = request.account.id.clone();
    app.desk.execute(MakeAccount { caller: caller.clone(), account: request.account }).await?;
    Ok((StatusCode::CREATED, Json(app.desk.read_channel_account(&caller, &id).await?)))
}

/// Reads a channel account.
#[utoipa::path(
    get,
    path = "/channel-accounts/{account}",
    tag = "reconciliation",
    params(OfAccount),
    responses((status = 200, description = "The account", body = AccountView)),
)]
pub async fn get_channel_account(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadChannels>,
    Path(id): Path<AccountId>,
) -> Result<Json<AccountView>, Error> {
    Ok(Json(app.desk.read_channel_account(&caller, &id).await?))
}

/// Changes a channel account: the whole of it as it should be.
#[utoipa::path(
    put,
    path = "/channel-accounts/{account}",
    tag = "reconciliation",
    params(OfAccount),
    request_body = ChangeAccountRequest,
    responses((status = 200, description = "The account", body = AccountView), Conflict),
)]
pub async fn change_channel_account(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ManageAccounts>,
    Path(id): Path<AccountId>,
    Language(lang): Language,
    Json(request): Json<ChangeAccountRequest>,
) -> Result<Json<AccountView>, Error> {
    let reason = check_words("reason", &request.reason, REASON_MAX, lang).map_err(Error::fields)?;
    let ChangeAccountRequest { version, account, .. } = request;
    app.desk.execute(ChangeAccount { caller: caller.clone(), id: id.clone(), version, account, reason }).await?;
    Ok(Json(app.desk.read_channel_account(&caller, &id).await?))
}

/// Reads the trail of a channel account: its settings, its files, its days.
#[utoipa::path(
    get,
    path = "/channel-accounts/{account}/audit",
    tag = "reconciliation",
    params(OfAccount),
    responses((status = 200, description = "The trail", body = AuditView)),
)]
pub async fn get_account_trail(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadRecon>,
    Path(id): Path<AccountId>,
) -> Result<Json<AuditView>, Error> {
    let links = app.desk.read_account_trail(&caller, &id).await?;
    Ok(Json(AuditView { subject: subject(&id), links }))
}
