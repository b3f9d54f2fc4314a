//! What a person does, as the request that the browser app would send: to the case as it was seen.

use anyhow::{Context, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, to_value};
use shared::api::commands::{
    ApproveRequest, AttachmentRequest, ClaimRequest, NoteRequest, ObservationKind, ObservationRequest, PayAgainRequest,
    ReasonRequest, ReleaseRequest, ResolveRequest, WaitRequest,
};
use shared::api::exceptions::CaseView;
use shared::case::Beneficiary;
use shared::evidence::Shown;

use super::payout::Payout;
use super::story::{Look, Work};

const NOT_FOUND: &[u8] = include_bytes!("portal/not_found.png");
const FAILED: &[u8] = include_bytes!("portal/failed.png");
const PAID: &[u8] = include_bytes!("portal/paid.png");
const LETTER: &[u8] = include_bytes!("portal/letter.png");

/// The request: its path below the case's own, and its body.
pub fn request_of(work: &Work, payout: &Payout, seen: &CaseView, at: DateTime<Utc>) -> Result<(String, Value)> {
    let version = seen.case.version;
    let because = |reason: &str| to_value(ReasonRequest { reason: reason.to_owned() });
    let (verb, body) = match work {
        Work::Claim => ("claim", to_value(ClaimRequest { version, take_over: true })?),
        Work::Release => ("release", to_value(ReleaseRequest { version })?),
        Work::Wait { hours, reason } => {
            let until = at + Duration::hours(*hours);
            ("wait", to_value(WaitRequest { version, until, reason: (*reason).to_owned() })?)
        }
        Work::Note { text } => ("notes", to_value(NoteRequest { text: (*text).to_owned() })?),
        Work::Look(look) => ("observations", to_value(observation(look, payout, at))?),
        Work::Resolve { resolution, reason } => {
            let reason = reason.map(str::to_owned);
            ("resolutions", to_value(ResolveRequest { version, resolution: *resolution, reason })?)
        }
        Work::Reveal => ("reveal", Value::Null),
        Work::PayAgain { reason } => ("pay-again", to_value(pay_again(payout, version, reason))?),
        Work::Approve { reason } => {
            let binds_to = seen.proposals.last().context("nothing is proposed")?.binds_to;
            let approve = ApproveRequest { binds_to, reason: reason.map(str::to_owned) };
            return Ok((of_proposal(seen, "approve")?, to_value(approve)?));
        }
        Work::Reject { reason } => return Ok((of_proposal(seen, "reject")?, because(reason)?)),
        Work::Withdraw { reason } => return Ok((of_proposal(seen, "withdraw")?, because(reason)?)),
    };
    Ok((verb.to_owned(), body))
}

fn of_proposal(seen: &CaseView, verb: &str) -> Result<String> {
    let proposal = seen.proposals.last().context("nothing is proposed")?;
    Ok(format!("proposals/{}/{verb}", proposal.seq))
}

/// To the same payee, by the account number with the digit that was missing.
fn pay_again(payout: &Payout, version: i64, reason: &str) -> PayAgainRequest {
    let beneficiary = &payout.beneficiary;
    PayAgainRequest {
        version,
        order_number: format!("{}-2", payout.order_number),
        beneficiary: Beneficiary { account: format!("{}8", beneficiary.account), ..beneficiary.clone() },
        reason: reason.to_owned(),
    }
}

fn observation(look: &Look, payout: &Payout, at: DateTime<Utc>) -> ObservationRequest {
    let order_number = &payout.order_number;
    let reference = format!("PC-{}-{}", at.format("%m%d"), &order_number[order_number.len() - 6..]);
    let picture = look.picture.then(|| AttachmentRequest {
        name: if look.letter { "bank-letter.png" } else { "portal.png" }.to_owned(),
        content_base64: BASE64_STANDARD.encode(look.picture()),
    });
    ObservationRequest {
        kind: if look.letter { ObservationKind::Document } else { ObservationKind::PortalCheck },
        looked_up: order_number.clone(),
        shown: look.shown,
        reference: (!look.picture).then_some(reference),
        note: look.note.map(str::to_owned),
        attempt: None,
        observed_at: at - Duration::seconds(40),
        attachments: picture.into_iter().collect(),
        returned: None,
        funds_back: None,
    }
}

impl Look {
    fn picture(&self) -> &'static [u8] {
        match self.shown {
            _ if self.letter => LETTER,
            Shown::Paid | Shown::Returned => PAID,
            Shown::NotPaid => FAILED,
            Shown::NotFound | Shown::Processing => NOT_FOUND,
        }
    }
}
