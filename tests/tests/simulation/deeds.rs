//! What a person may do to a case: each thing as somebody does it who has the case before them as it was seen.

use chrono::{DateTime, Duration, Utc};
use shared::api::commands::{ApproveRequest, ClaimRequest, ReasonRequest, ReleaseRequest, WaitRequest};
use shared::api::exceptions::CaseView;
use shared::case::CaseNumber;
use shared::digest::Digest;
use shared::evidence::Shown;
use shared::resolution::Resolution;
use tests::Caller;
use tests::caller::Answer;
use tests::response::{document, portal};

use super::book::Seen;
use super::corrections::Step;

/// Something that a person does to a case as they last saw it.
#[derive(Clone, Debug)]
pub enum Deed {
    Claim {
        take_over: bool,
    },
    Release,
    Wait,
    Note,
    Observe(Shown, bool),
    /// A look at the portal for one attempt.
    LookUp(Shown, String),
    Resolve(Resolution, bool),
    Approve,
    Reject,
    Withdraw,
    Correct(Box<Step>),
}

/// What a portal may show.
pub const SHOWN: [Shown; 5] = [Shown::Paid, Shown::NotPaid, Shown::Returned, Shown::Processing, Shown::NotFound];
/// How an unknown payout may be settled.
pub const RESOLUTIONS: [Resolution; 3] =
    [Resolution::ConfirmPaid, Resolution::ConfirmNotPaid, Resolution::ConfirmNotPaidWithoutProof];

/// Does it as someone does who has the case before them as it was seen.
pub async fn perform(
    person: Caller,
    number: CaseNumber,
    deed: Deed,
    seen: Option<Seen>,
    now: DateTime<Utc>,
) -> Answer<()> {
    if let (Deed::Correct(step), Some(seen)) = (&deed, &seen) {
        return step.take(&person, seen).await;
    }
    let version = seen.as_ref().map_or(1, |seen| seen.view.case.version);
    let path = |verb: &str| format!("/exceptions/{number}/{verb}");
    let proposal = seen.as_ref().and_then(|seen| seen.view.proposals.last());
    let (seq, binds_to) = proposal.map_or((1, Digest::ZERO), |open| (open.seq, open.binds_to));
    let reason = ReasonRequest { reason: "because".to_owned() };
    let done = |_: CaseView| ();
    match deed {
        Deed::Claim { take_over } => person.post(&path("claim"), &ClaimRequest { version, take_over }).await.map(done),
        Deed::Release => person.post(&path("release"), &ReleaseRequest { version }).await.map(done),
        Deed::Wait => {
            let until = now + Duration::hours(2);
            person.post(&path("wait"), &WaitRequest { version, until, reason: reason.reason }).await.map(done)
        }
        Deed::Note => person.note(number, "seen").await.map(drop),
        Deed::Observe(shown, true) => {
            person.observe(number, document(shown, "letter.pdf", b"%PDF-1.7 letter").at(now)).await.map(drop)
        }
        Deed::Observe(shown, false) => person.observe(number, portal(shown).at(now)).await.map(drop),
        Deed::LookUp(shown, attempt) => {
            person.observe(number, portal(shown).at(now).of_attempt(&attempt)).await.map(drop)
        }
        Deed::Resolve(resolution, with_reason) => {
            person.resolve_seen(number, version, resolution, with_reason.then_some("because")).await.map(done)
        }
        Deed::Approve => {
            let request = ApproveRequest { binds_to, reason: None };
            person.post(&path(&format!("proposals/{seq}/approve")), &request).await.map(done)
        }
        Deed::Reject => person.post(&path(&format!("proposals/{seq}/reject")), &reason).await.map(done),
        Deed::Withdraw => person.post(&path(&format!("proposals/{seq}/withdraw")), &reason).await.map(done),
        // Nobody corrects what nobody has seen.
        Deed::Correct(_) => person.note(number, "seen").await.map(drop),
    }
}
