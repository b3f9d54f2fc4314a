//! Evidence: adding what channels answered later, reading it with its raw bodies, and the files that belong to it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use shared::api::exceptions::{EvidenceList, EvidenceRequest, RawEvidenceView, RecordedView};
use shared::api::problem::Code;
use shared::case::CaseNumber;
use shared::digest::Digest;
use shared::evidence::decode_text;

use super::OfCase;
use crate::app::App;
use crate::desk::cases::read_case::EvidenceRecord;
use crate::desk::cases::record_evidence::RecordEvidence;
use crate::error::Error;
use crate::http::extract::{IdempotencyKey, Json, Language, Path};
use crate::http::permitted::{Permitted, to};

/// Adds what a channel answered to a later query, or a notice of it: at any time, on closed cases too.
#[utoipa::path(
    post,
    path = "/exceptions/{number}/evidence",
    tag = "exceptions",
    params(OfCase, IdempotencyKey),
    request_body = EvidenceRequest,
    responses((status = 201, description = "Recorded, with its claim", body = RecordedView)),
)]
pub async fn add_evidence(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::AddResponses>,
    Path(number): Path<CaseNumber>,
    Language(lang): Language,
    key: IdempotencyKey,
    Json(request): Json<EvidenceRequest>,
) -> Result<Response, Error> {
    let canonical = serde_json::to_vec(&request).map_err(|error| Error::Internal(error.to_string()))?;
    let key = key.of(&caller, &format!("exceptions/{number}/evidence"), Digest::of(&canonical));
    let recorded = app.desk.execute(RecordEvidence { caller, number, request, key, lang }).await?;
    Ok((StatusCode::CREATED, Json(recorded)).into_response())
}

/// Reads all evidence of a case, with raw bodies.
#[utoipa::path(
    get,
    path = "/exceptions/{number}/evidence",
    tag = "exceptions",
    params(OfCase),
    responses((status = 200, description = "The pieces, in order", body = EvidenceList)),
)]
pub async fn list_evidence(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCases>,
    Path(number): Path<CaseNumber>,
) -> Result<Json<EvidenceList>, Error> {
    let records = app.desk.read_evidence(&caller, number).await?;
    Ok(Json(EvidenceList { items: records.into_iter().map(view).collect() }))
}

/// Reads one piece of evidence, with its raw body.
#[utoipa::path(
    get,
    path = "/exceptions/{number}/evidence/{seq}",
    tag = "exceptions",
    params(
        OfCase,
        ("seq" = i32, Path, description = "The piece's number within the case", minimum = 1),
    ),
    responses((status = 200, description = "The piece", body = RawEvidenceView)),
)]
pub async fn get_evidence(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCases>,
    Path((number, seq)): Path<(CaseNumber, i32)>,
) -> Result<Json<RawEvidenceView>, Error> {
    Ok(Json(view(app.desk.read_evidence_piece(&caller, number, seq).await?)))
}

/// Reads a file of a case, by the digest of its content.
#[utoipa::path(
    get,
    path = "/exceptions/{number}/attachments/{sha256}",
    tag = "exceptions",
    params(
        OfCase,
        ("sha256" = Digest, Path, description = "The SHA-256 of the content"),
    ),
    responses((status = 200, description = "The file", content(
        (Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "application/pdf"),
    ))),
)]
pub async fn get_attachment(
    State(app): State<Arc<App>>,
    Permitted { caller, .. }: Permitted<to::ReadCases>,
    Path((number, sha256)): Path<(CaseNumber, String)>,
) -> Result<Response, Error> {
    let sha256 = Digest::from_hex(&sha256).ok_or_else(|| Error::refuse(Code::NotFound))?;
    let record = app.desk.read_attachment(&caller, number, sha256).await?;
    // The name is the filer's; it goes into no header. Images are shown, all else is saved, and nothing in it runs.
    let is_image = record.attachment.media_type.starts_with("image/");
    let disposition = if is_image { "inline" } else { "attachment; filename=\"document.pdf\"" };
    let media_type = HeaderValue::from_str(&record.attachment.media_type)
        .map_err(|_| Error::Internal(format!("{number}: an attachment's media type")))?;
    let headers = [
        (CONTENT_TYPE, media_type),
        (CONTENT_DISPOSITION, HeaderValue::from_static(disposition)),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
    ];
    Ok((headers, record.content).into_response())
}

fn view(record: EvidenceRecord) -> RawEvidenceView {
    let body = record.body.as_deref();
    RawEvidenceView {
        body_text: body.and_then(|body| decode_text(body, record.evidence.content_type.as_deref())),
        body_base64: body.map(|body| BASE64_STANDARD.encode(body)),
        evidence: record.evidence,
    }
}
