//! Checks of what a person saw: a portal check, a document, a return or funds that are back, with its files.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};

use super::fields::Fields;
use super::particulars::{self, Of, Told};
use crate::api::commands::{AttachmentRequest, ObservationKind, ObservationRequest};
use crate::api::problem::{FieldCode, FieldProblem};
use crate::case::Facts;
use crate::digest::Digest;
use crate::evidence::{Attachment, Details, EvidenceKind, Observation, Shown};
use crate::text::{Lang, fields as words};

/// How many files an observation has at most.
pub const ATTACHMENTS_MAX: usize = 5;

/// How large a file may be, in bytes.
pub const ATTACHMENT_MAX_BYTES: usize = 4 * 1024 * 1024;

/// The first bytes of the files that are taken, and what they are.
const FILE_TYPES: [(&[u8], &str); 3] =
    [(b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"%PDF-", "application/pdf")];

/// An observation without fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedObservation {
    /// What sort of thing it is.
    pub kind: EvidenceKind,
    /// What was seen of a return, field by field.
    pub details: Option<Details>,
    /// What was seen, its files named by their digests.
    pub observation: Observation,
    /// The files' contents: one for each attachment, in order.
    pub contents: Vec<Vec<u8>>,
    /// The order number of the payout attempt that it speaks of.
    pub attempt: String,
    /// When it was seen, never later than now.
    pub observed_at: DateTime<Utc>,
}

/// The observation that a request makes, or everything that is wrong with it.
pub fn check_observation(
    request: &ObservationRequest,
    facts: &Facts,
    now: DateTime<Utc>,
    lang: Lang,
) -> Result<CheckedObservation, Vec<FieldProblem>> {
    let mut fields = Fields::new(lang, now);
    let looked_up = fields.text("looked_up", &request.looked_up, 200);
    let reference = fields.optional("reference", request.reference.as_deref(), 200);
    let note = fields.prose("note", request.note.as_deref(), 2000);
    let attempt = fields.optional("attempt", request.attempt.as_deref(), 64);
    let told = told(&mut fields, request, facts);
    if request.observed_at < facts.sent_at {
        fields.refuse("observed_at", FieldCode::TooEarly, words::not_before_sending(lang));
    }
    fields.not_in_the_future("observed_at", request.observed_at);
    let files = files(&mut fields, request);
    let kind = match request.kind {
        ObservationKind::PortalCheck => EvidenceKind::PortalCheck,
        ObservationKind::Document => EvidenceKind::Document,
        ObservationKind::ReturnNotice => EvidenceKind::ReturnNotice,
        ObservationKind::FundsBack => EvidenceKind::FundsBack,
    };
    fields.finish(|| {
        let (attachments, contents) = files?.into_iter().unzip();
        let shown = request.shown;
        let (details, named) = told?.map(|told| (told.details, told.attempt)).unzip();
        Some(CheckedObservation {
            kind,
            observation: Observation { looked_up, shown, reference, note, attachments },
            details,
            contents,
            attempt: attempt.or(named).unwrap_or_else(|| facts.order_number.clone()),
            // A browser's clock may be a little ahead; what was seen was seen by now.
            observed_at: request.observed_at.min(now),
        })
    })
}

/// What was seen of a return, field by field, where the observation is of one. Nothing at all where that is at fault.
fn told(fields: &mut Fields, request: &ObservationRequest, facts: &Facts) -> Option<Option<Told>> {
    let lang = fields.lang();
    let given = [
        ("returned", request.returned.is_some(), ObservationKind::ReturnNotice),
        ("funds_back", request.funds_back.is_some(), ObservationKind::FundsBack),
    ];
    for (field, is_given, kind) in given {
        match (is_given, kind == request.kind) {
            (true, false) => fields.refuse(field, FieldCode::Conflict, words::not_of_this_kind(lang)),
            (false, true) => fields.refuse(field, FieldCode::Missing, words::needed_for_this_kind(lang)),
            _ => {}
        }
        if kind == request.kind && request.shown != Shown::Returned {
            fields.refuse("shown", FieldCode::Conflict, words::shown_as_returned(lang));
        }
    }
    let of = Of::payout(facts);
    match (&request.returned, &request.funds_back) {
        (Some(given), _) => particulars::returned(fields, "returned", given, of).map(Some),
        (_, Some(given)) => particulars::funds_back(fields, "funds_back", given, of).map(Some),
        _ => Some(None),
    }
}

fn files(fields: &mut Fields, request: &ObservationRequest) -> Option<Vec<(Attachment, Vec<u8>)>> {
    let given = &request.attachments;
    if given.len() > ATTACHMENTS_MAX {
        fields.refuse("attachments", FieldCode::TooMany, words::at_most_items(fields.lang(), ATTACHMENTS_MAX));
        return None;
    }
    if given.is_empty() {
        match request.kind {
            ObservationKind::Document => {
                fields.refuse("attachments", FieldCode::Missing, words::file_for_a_document(fields.lang()));
            }
            ObservationKind::PortalCheck if request.reference.is_none() => {
                fields.refuse("reference", FieldCode::Missing, words::reference_or_file(fields.lang()));
            }
            ObservationKind::PortalCheck | ObservationKind::ReturnNotice | ObservationKind::FundsBack => {}
        }
    }
    // All of them are looked at, so that every problem is named.
    let checked: Vec<_> = given.iter().enumerate().map(|(index, file)| attachment(fields, index, file)).collect();
    checked.into_iter().collect()
}

/// Files that show something, with their contents, where nothing is wrong with any.
pub fn check_attachments(
    given: &[AttachmentRequest],
    lang: Lang,
) -> Result<Vec<(Attachment, Vec<u8>)>, Vec<FieldProblem>> {
    let mut fields = Fields::new(lang, DateTime::UNIX_EPOCH);
    let checked: Vec<_> = given.iter().enumerate().map(|(index, file)| attachment(&mut fields, index, file)).collect();
    fields.finish(|| checked.into_iter().collect())
}

fn attachment(fields: &mut Fields, index: usize, given: &AttachmentRequest) -> Option<(Attachment, Vec<u8>)> {
    let name_path = format!("attachments[{index}].name");
    let name = fields.text(&name_path, &given.name, 200);
    if name.contains(['/', '\\']) {
        fields.refuse_plainly(&name_path, FieldCode::BadCharacters);
    }
    let path = format!("attachments[{index}].content_base64");
    let Ok(content) = STANDARD.decode(&given.content_base64) else {
        fields.refuse_plainly(&path, FieldCode::BadBase64);
        return None;
    };
    if content.len() > ATTACHMENT_MAX_BYTES {
        fields.refuse(&path, FieldCode::TooLong, words::at_most_bytes(fields.lang(), ATTACHMENT_MAX_BYTES));
        return None;
    }
    let Some((_, media_type)) = FILE_TYPES.iter().find(|(begin, _)| content.starts_with(begin)) else {
        fields.refuse_plainly(&path, FieldCode::BadFile);
        return None;
    };
    let attachment = Attachment {
        name,
        media_type: (*media_type).to_owned(),
        size_bytes: i64::try_from(content.len()).unwrap_or(i64::MAX),
        sha256: Digest::of(&content),
    };
    Some((attachment, content))
}
