//! `POST /statements`: a file comes in, piece by piece.

use std::sync::Arc;

use axum::body::{Body, BodyDataStream};
use axum::extract::State;
use axum::http::StatusCode;
use futures::StreamExt;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use shared::api::problem::{Code, FieldCode};
use shared::api::recon::{STATEMENT_BYTES_MAX, StatementView};
use shared::digest::Digest;
use shared::recon::{AccountId, Side};
use utoipa::IntoParams;

use crate::app::App;
use crate::desk::recon::statements::receive_file::{BeginFile, DropUpload, EndFile, Incoming, KeepPiece};
use crate::error::Error;
use crate::http::extract::{Json, Query};
use crate::http::openapi::problems::Conflict;
use crate::http::permitted::{Permitted, to};
use crate::http::recon::parameters::Parameters;
use crate::http::recon::unread::pass_over;

/// How large a piece is, in bytes.
const PIECE_BYTES: usize = 1 << 20;

/// What is told of a file beside its bytes.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Told {
    /// The account.
    #[param(pattern = "^[a-z0-9_.-]{1,64}$")]
    account: String,
    /// Whose lines it holds: `channel`, which is meant otherwise, or `ours`.
    #[param(pattern = "^(channel|ours)$")]
    side: Option<String>,
    /// What the file is called.
    #[param(min_length = 1, max_length = 255)]
    name: String,
    /// The saved mapping by which to read it: CSV and XLSX need one.
    #[param(pattern = "^[a-z0-9_.-]{1,64}$")]
    mapping: Option<String>,
}

/// Takes a file as it is, whatever media type it bears. It is kept byte for byte, recognised by its content and read in the
/// background: look at it until its state is `read` or `refused`. The same file again is refused, naming the first.
#[utoipa::path(
    post,
    path = "/statements",
    tag = "reconciliation",
    params(Told),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 202, description = "The file, which is being read", body = StatementView), Conflict),
)]
pub async fn send_statement(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::SendStatements>,
    Query(told): Query<Told>,
    body: Body,
) -> Result<(StatusCode, Json<StatementView>), Error> {
    let begun = async {
        let incoming = incoming(&told)?;
        let id = app.desk.execute(BeginFile { caller: caller.clone(), incoming: incoming.clone() }).await?;
        Ok::<_, Error>((id, incoming))
    };
    let (id, incoming) = match begun.await {
        Ok(begun) => begun,
        Err(error) => {
            pass_over(body).await;
            return Err(error);
        }
    };
    let kept = async {
        let (size_bytes, sha256) = keep(&app, id, body.into_data_stream()).await?;
        app.desk.execute(EndFile { caller, id, incoming, size_bytes, sha256 }).await
    };
    match kept.await {
        Ok(view) => Ok((StatusCode::ACCEPTED, Json(view))),
        Err(error) => {
            // What is left is nobody's. Where it cannot be deleted now it is deleted tomorrow.
            while let Ok(true) = app.desk.execute(DropUpload { id }).await {}
            Err(error)
        }
    }
}

fn incoming(told: &Told) -> Result<Incoming, Error> {
    let mut read = Parameters::default();
    let account = read.one("account", Some(told.account.as_str()), AccountId::parse);
    let side = read.one("side", told.side.as_deref(), Side::from_name).unwrap_or(Side::Channel);
    read.refuse()?;
    let account = account.ok_or_else(|| Error::field("account", FieldCode::UnknownValue))?;
    Ok(Incoming { account, side, name: told.name.clone(), mapping: told.mapping.clone() })
}

/// Keeps a body piece by piece; answers how large it is, and its digest.
async fn keep(app: &App, id: i64, mut stream: BodyDataStream) -> Result<(i64, Digest), Error> {
    let mut hasher = Sha256::new();
    let (mut size, mut seq) = (0, 0);
    let mut piece = Vec::with_capacity(PIECE_BYTES);
    loop {
        // The connection broke: nobody is left to read what is answered.
        let part = stream.next().await.transpose().map_err(|_| Error::refuse(Code::BadJson))?;
        let is_last = part.is_none();
        let mut part: &[u8] = part.as_deref().unwrap_or_default();
        size += part.len() as u64;
        if size > STATEMENT_BYTES_MAX {
            return Err(Error::refuse(Code::BodyTooLarge));
        }
        hasher.update(part);
        while piece.len() + part.len() >= PIECE_BYTES || (is_last && !piece.is_empty()) {
            let (fits, rest) = part.split_at(part.len().min(PIECE_BYTES - piece.len()));
            piece.extend_from_slice(fits);
            part = rest;
            seq += 1;
            app.desk.execute(KeepPiece { id, seq, bytes: std::mem::take(&mut piece) }).await?;
        }
        piece.extend_from_slice(part);
        if is_last {
            break;
        }
    }
    if size == 0 {
        return Err(Error::field("body", FieldCode::TooShort));
    }
    Ok((i64::try_from(size).unwrap_or(i64::MAX), Digest(hasher.finalize().into())))
}
