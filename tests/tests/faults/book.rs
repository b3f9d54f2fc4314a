//! What was answered under load, and that it is there afterwards exactly so.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use futures::stream::{self, StreamExt, TryStreamExt};
use serde_json::Value;
use shared::api::exceptions::{FiledView, FilingRequest, NoteView, RecordedView};
use shared::audit::{Action, ChainVerifier};
use shared::case::CaseNumber;
use shared::resolution::Proposal;
use tests::invariants::{self, Proofs};
use tests::payout::Payout;
use tests::{Caller, Database, Holdfast};

use super::callers::Callers;

/// An answer in the two hundreds.
pub enum Answered {
    /// A filing, and what it was answered.
    Filed(Value, FiledView),
    /// A body that was recorded.
    Recorded(Vec<u8>, Box<RecordedView>),
    /// Something that a person did to a case.
    Done(CaseNumber, Action, String),
    /// A note.
    Noted(CaseNumber, NoteView),
    /// A proposal.
    Proposed(CaseNumber, Box<Proposal>),
}

/// All answers.
#[derive(Default)]
pub struct Book {
    /// In the two hundreds.
    pub answered: Vec<Answered>,
    /// How often something was not available.
    pub unavailable: usize,
    /// The source references of all that was sent, answered or not.
    asked: BTreeSet<String>,
}

impl Book {
    /// Notes that something is being filed.
    pub fn asked(&mut self, filing: &Payout) {
        self.asked.insert(FilingRequest::from(filing).source_reference);
    }

    /// The cases that filing was answered with.
    pub fn cases(&self) -> BTreeSet<CaseNumber> {
        let numbers = self.answered.iter().filter_map(|answered| match answered {
            Answered::Filed(_, view) => Some(view.number),
            _ => None,
        });
        numbers.collect()
    }

    /// Takes in another's book.
    pub fn add(&mut self, other: Self) {
        self.answered.extend(other.answered);
        self.asked.extend(other.asked);
        self.unavailable += other.unavailable;
    }

    /// Checks that all of it is there, and that nothing is that nobody asked for or that is half there.
    pub async fn check(&self, holdfast: &Holdfast, callers: &Callers) -> Result<()> {
        self.check_answers(holdfast, callers).await?;
        let stored = references(holdfast.database()).await?;
        let strange: Vec<_> = stored.difference(&self.asked).collect();
        ensure!(strange.is_empty(), "nobody filed {strange:?}");
        Ok(())
    }

    /// Checks that all of it is there and nothing half there, beside what others may have filed.
    pub async fn check_answers(&self, holdfast: &Holdfast, callers: &Callers) -> Result<()> {
        let printed = holdfast.execute(&["audit", "verify"], "")?;
        ensure!(printed.contains("Nothing is wrong"), "{printed}");
        let broken = invariants::broken(holdfast.database(), &Proofs::AsClaimed).await?;
        ensure!(broken.is_empty(), "{broken:#?}");
        let stored = references(holdfast.database()).await?;
        let answered = self.answered.iter().filter_map(|answered| match answered {
            Answered::Filed(_, view) => Some(&view.source_reference),
            _ => None,
        });
        let lost: Vec<_> = answered.filter(|reference| !stored.contains(*reference)).collect();
        ensure!(lost.is_empty(), "acknowledged and lost: {lost:?}");
        let each = stream::iter(&self.answered).map(Ok);
        each.try_for_each_concurrent(8, |answered| check_one(answered, callers)).await
    }
}

/// The source references of all that is stored; the database keeps each at most once.
async fn references(database: &Database) -> Result<BTreeSet<String>> {
    let query = "SELECT source_reference FROM cases WHERE kind = 'payout_unknown'";
    Ok(database.texts(query).await?.into_iter().collect())
}

async fn check_one(answered: &Answered, callers: &Callers) -> Result<()> {
    let auditor = &callers.auditor;
    match answered {
        Answered::Filed(body, view) => check_filed(body, view, callers).await,
        Answered::Recorded(body, view) => {
            let piece = auditor.evidence_piece(view.number, view.evidence.seq).await?;
            ensure!(piece.evidence == view.evidence, "{:?} is not {:?}", piece.evidence, view.evidence);
            ensure!(bytes_of(piece.body_base64.as_deref())?.as_ref() == Some(body), "another body");
            Ok(())
        }
        Answered::Done(number, action, by) => {
            let trail = auditor.trail(*number).await?;
            let mut verifier = ChainVerifier::new(&trail.subject);
            let entries = trail.links.iter().map(|link| verifier.next(link)).collect::<Result<Vec<_>, _>>()?;
            let is_there = entries.iter().any(|entry| entry.action == *action && entry.actor.user() == Some(by));
            ensure!(is_there, "{number}: {by} was told {action:?}, and it did not happen");
            Ok(())
        }
        Answered::Noted(number, note) => {
            ensure!(auditor.case(*number).await?.notes.contains(note), "{number}: the note {note:?} is gone");
            Ok(())
        }
        Answered::Proposed(number, proposal) => {
            let proposals = auditor.case(*number).await?.proposals;
            let kept = proposals.into_iter().find(|kept| kept.seq == proposal.seq);
            let kept = kept.with_context(|| format!("{number}: a proposal is gone"))?;
            ensure!(
                (&kept.maker, kept.binds_to, kept.proposed_at, kept.resolution)
                    == (&proposal.maker, proposal.binds_to, proposal.proposed_at, proposal.resolution),
                "{number}: another proposal"
            );
            Ok(())
        }
    }
}

/// The same filing again is answered the same, and its evidence is there byte for byte.
async fn check_filed(body: &Value, view: &FiledView, callers: &Callers) -> Result<()> {
    let filing: FilingRequest = serde_json::from_value(body.clone())?;
    let again = by_whom(callers).file_json(body).await?;
    ensure!(again == *view, "{again:?} is not {view:?}");
    let kept = callers.auditor.evidence(view.number).await?.items;
    let filed = filing.first_response.iter().chain(&filing.query_responses);
    for (index, response) in filed.enumerate() {
        let piece = kept.get(index).with_context(|| format!("{}: evidence is missing", view.number))?;
        let sent = response.body.as_ref().and_then(|body| body.text.as_ref()).map(|text| text.as_bytes().to_vec());
        ensure!(bytes_of(piece.body_base64.as_deref())? == sent, "{}: another body", view.number);
    }
    Ok(())
}

/// Whoever files it: a filing is known by its source system, not by who sends it.
fn by_whom(callers: &Callers) -> &Caller {
    callers.system(0)
}

fn bytes_of(base64: Option<&str>) -> Result<Option<Vec<u8>>> {
    Ok(base64.map(|text| BASE64_STANDARD.decode(text)).transpose()?)
}
