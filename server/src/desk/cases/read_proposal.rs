//! A proposal as its maker saw the case, and what has happened since. Nothing here changes anything.

use shared::api::approvals::{SeenView, SinceView};
use shared::api::problem::Code;
use shared::audit::{Action, Entry};
use shared::case::CaseNumber;
use shared::evidence::{Evidence, Verdict};
use shared::resolution::Proposal;
use shared::role::Permission;

use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::Error;
use crate::store::Tx;

impl Desk {
    /// A proposal as its maker saw the case.
    pub async fn read_proposal(&self, caller: &Caller, number: CaseNumber, seq: i32) -> Result<SeenView, Error> {
        caller.require(Permission::ReadCases)?;
        let mut reader = self.store.reader().await?;
        let mut tx = reader.tx();
        let case = tx.case(number).await?.ok_or_else(|| Error::refuse(Code::NotFound))?;
        let proposals = tx.proposals(number).await?;
        let proposal = proposals.into_iter().find(|proposal| proposal.seq == seq);
        let proposal = proposal.ok_or_else(|| Error::refuse(Code::NotFound))?;
        let evidence = evidence_then(&mut tx, number, &proposal).await?;
        let order = match proposal.correction {
            Some(number) => tx.correction_order(number).await?,
            None => None,
        };
        Ok(SeenView {
            verdict: Verdict::of(&case.facts.order_number, &evidence),
            since: since(&mut tx, number, &proposal).await?,
            amount: case.facts.amount,
            proposal,
            evidence,
            order,
        })
    }
}

/// The evidence that was there, each piece saying what it said then: as it was recorded, or as it was last read anew before.
async fn evidence_then(tx: &mut Tx<'_>, number: CaseNumber, proposal: &Proposal) -> Result<Vec<Evidence>, Error> {
    let records = tx.evidence_as_recorded(number).await?;
    let pieces = records.into_iter().map(|record| record.evidence);
    let mut evidence: Vec<Evidence> = pieces.filter(|piece| piece.seq <= proposal.evidence_seen).collect();
    for reading in tx.readings(number).await?.into_iter().filter(|reading| reading.read_at <= proposal.proposed_at) {
        if let Some(piece) = evidence.iter_mut().find(|piece| piece.seq == reading.seq) {
            (piece.claim, piece.rule) = (reading.claim, reading.rule);
            piece.api = reading.api.or(piece.api.take());
        }
    }
    Ok(evidence)
}

/// What the trail tells of the case since the proposal was made.
async fn since(tx: &mut Tx<'_>, number: CaseNumber, proposal: &Proposal) -> Result<Vec<SinceView>, Error> {
    let mut since = Vec::new();
    let mut is_made = false;
    for link in tx.audit_links(&number.to_string()).await? {
        let entry: Entry = serde_json::from_str(&link.entry)
            .map_err(|error| Error::Internal(format!("{number}: an entry cannot be read: {error}")))?;
        let of = |name: &str| entry.after.as_ref().and_then(|after| after[name].as_i64());
        if is_made {
            let is_piece = entry.action == Action::EvidenceRecorded;
            let evidence = of("seq").filter(|_| is_piece).and_then(|seq| i32::try_from(seq).ok());
            since.push(SinceView { at: entry.at, actor: entry.actor, action: entry.action, evidence });
        } else {
            is_made = entry.action == Action::ProposalMade && of("seq") == Some(i64::from(proposal.seq));
        }
    }
    Ok(since)
}
