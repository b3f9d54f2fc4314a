//! What comes up against a closed case: nothing is rewritten; a linked case opens at once, at the highest priority.

use serde_json::json;
use shared::api::notices::Notice;
use shared::audit::Action;
use shared::case::{Case, CaseKind, CaseNumber, Facts, Matter, Outlook, Source, State};
use shared::digest::Digest;
use shared::evidence::{Claim, Evidence, EvidenceKind, Verdict};
use shared::resolution::Outcome;
use shared::webhook::{CaseContradicted, CaseOpened, CaseSnapshot, Occurrence};

use super::case_file::CaseFile;
use super::search_terms::search_terms;
use super::tell::tell;
use crate::desk::Desk;
use crate::desk::events::publish;
use crate::desk::trail::{Chain, Happening};
use crate::error::Error;
use crate::store::{EvidenceRecord, NewCase, Tx};

/// The source system of the cases that the desk opens by itself. No filing can bear it, for `@` is not among the
/// characters of a source system: otherwise a filing could take the place of a linked case.
const DESK_SOURCE: &str = "@holdfast";

/// Opens the linked case for a piece of evidence that contradicts how the case was closed; answers its number. Where one
/// of that kind is already open from this case, the piece is added to it instead.
pub async fn open_linked(
    tx: &mut Tx<'_>,
    desk: &Desk,
    file: &mut CaseFile,
    outcome: Outcome,
    record: &EvidenceRecord,
) -> Result<Option<CaseNumber>, Error> {
    let Some(kind) = contradicting(outcome, &record.evidence) else { return Ok(None) };
    // What was paid again on purpose contradicts nothing.
    let is_paid_again =
        |piece: &Evidence| piece.kind == EvidenceKind::PayAgain && piece.attempt == record.evidence.attempt;
    if kind == CaseKind::LateSuccess && file.evidence.iter().any(is_paid_again) {
        return Ok(None);
    }
    let linked = tx.cases_linked_from(file.case.number).await?;
    let of_kind: Vec<_> = linked.into_iter().filter(|(_, linked_kind, _)| *linked_kind == kind).collect();
    if let Some((number, ..)) = of_kind.iter().find(|(.., state)| state.outcome().is_none()) {
        add_to_linked(tx, desk, file, *number, record).await?;
        return Ok(None);
    }
    let number = open(tx, desk, file, kind, of_kind.len(), record).await?;
    file.happened_as(
        &file.caller.by_the_desk(),
        Happening::of(Action::CaseLinked, json!({ "opened": number, "kind": kind })),
    );
    file.announce(move |case| Occurrence::CaseContradicted(CaseContradicted { case, opened: number }));
    tell_deciders(tx, file, number).await?;
    Ok(Some(number))
}

/// The same for what already stood in the evidence when the case was closed: a return of a payout confirmed as paid.
pub async fn open_linked_for_standing_contradictions(
    tx: &mut Tx<'_>,
    desk: &Desk,
    file: &mut CaseFile,
    outcome: Outcome,
) -> Result<(), Error> {
    let returned = file
        .evidence
        .iter()
        .find(|piece| outcome == Outcome::ConfirmedPaid && piece.claim == Claim::Returned && !piece.is_observation());
    if let Some(seq) = returned.map(|piece| piece.seq) {
        let record = tx.evidence_piece(file.case.number, seq).await?;
        let record = record.ok_or_else(|| Error::Internal(format!("{}/{seq} is gone", file.case.number)))?;
        open_linked(tx, desk, file, outcome, &record).await?;
    }
    Ok(())
}

/// What a person saw is not the channel's word: it is shown on the case, and opens nothing by itself.
fn contradicting(outcome: Outcome, piece: &Evidence) -> Option<CaseKind> {
    outcome.contradicted_by(piece.claim).filter(|_| !piece.is_observation())
}

async fn open(
    tx: &mut Tx<'_>,
    desk: &Desk,
    file: &CaseFile,
    kind: CaseKind,
    settled_before: usize,
    record: &EvidenceRecord,
) -> Result<CaseNumber, Error> {
    let from = file.case.number;
    // A return that comes after the first was settled is another case.
    let place = if settled_before == 0 { String::new() } else { format!("/{}", settled_before + 1) };
    let number = CaseNumber(tx.take_numbers("case", 1).await?);
    let evidence = Evidence { seq: 1, ..record.evidence.clone() };
    let source = Source { system: DESK_SOURCE.to_owned(), reference: format!("{from}/{}{place}", kind.name()) };
    let facts = Facts { source, ..file.case.facts.clone() };
    let case = Case {
        number,
        kind,
        version: 1,
        matter: Matter::of(kind, std::slice::from_ref(&evidence)),
        verdict: Verdict::of(&facts.order_number, std::slice::from_ref(&evidence)),
        outlook: Outlook::of(kind, facts.amount, &desk.policy, file.now, None),
        facts,
        state: State::Open,
        filed_at: file.now,
        updated_at: file.now,
        channel_version: file.profile.version,
        linked_from: Some(from),
    };
    let after = json!({
        "from": from, "kind": kind, "evidence": record.evidence.seq, "sha256": evidence.sha256, "claim": evidence.claim,
    });
    let happening = Happening::of(Action::CaseOpened, after).seeing(evidence.sha256);
    let entry = Chain::start(number).add(&file.caller.by_the_desk(), file.now, happening);
    let filing_digest = Digest::of(case.facts.source.reference.as_bytes());
    tx.insert_cases(&[NewCase { case: case.clone(), filing_digest }]).await?;
    tx.insert_queue(std::slice::from_ref(&case)).await?;
    tx.insert_search_terms(&search_terms(&case)).await?;
    tx.insert_evidence(&[EvidenceRecord { number, evidence, body: record.body.clone() }]).await?;
    tx.insert_audit(&[entry]).await?;
    let opened = Occurrence::CaseOpened(CaseOpened { case: CaseSnapshot::of(&case) });
    publish(tx, &*desk.random, file.now, [opened]).await?;
    Ok(number)
}

async fn add_to_linked(
    tx: &mut Tx<'_>,
    desk: &Desk,
    file: &CaseFile,
    number: CaseNumber,
    record: &EvidenceRecord,
) -> Result<(), Error> {
    let mut linked = CaseFile::open(tx, desk, &file.caller, number).await?;
    let evidence = Evidence { seq: linked.next_evidence(), ..record.evidence.clone() };
    linked.add_evidence(evidence.clone());
    tx.insert_evidence(&[EvidenceRecord { number, evidence, body: record.body.clone() }]).await?;
    linked.save(tx).await
}

async fn tell_deciders(tx: &mut Tx<'_>, file: &CaseFile, opened: CaseNumber) -> Result<(), Error> {
    let Some(closing) = tx.closing(file.case.number).await? else { return Ok(()) };
    let mut people: Vec<String> = closing.closed_by.user().map(str::to_owned).into_iter().collect();
    for proposal in tx.proposals(file.case.number).await? {
        if Some(proposal.seq) == closing.proposal {
            people.push(proposal.maker);
            people.extend(proposal.decisions.into_iter().map(|decision| decision.checker));
        }
    }
    let people: Vec<&str> = people.iter().map(String::as_str).collect();
    tell(tx, file, &people, &Notice::Contradicted { opened }).await
}
