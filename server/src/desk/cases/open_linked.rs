//! What comes up against a closed case: nothing is rewritten; a linked case opens at once, at the highest priority.

use std::pin::Pin;

use serde_json::{Value, json};
use shared::api::notices::Notice;
use shared::audit::Action;
use shared::case::{Case, CaseKind, CaseNumber, Facts, Matter, Outlook, Source, State, paid_again};
use shared::digest::Digest;
use shared::evidence::{Claim, Details, Evidence, EvidenceKind, Verdict};
use shared::resolution::{Outcome, evidence_digest};
use shared::webhook::{CaseContradicted, CaseOpened, CaseSnapshot, Occurrence};

use super::case_file::CaseFile;
use super::record_evidence::admit;
use super::search_terms::search_terms;
use super::tell::tell;
use crate::desk::Desk;
use crate::desk::events::publish;
use crate::desk::trail::{Chain, Happening};
use crate::error::Error;
use crate::store::{EvidenceRecord, NewCase, Tx};

/// The source system of the cases that the desk opens by itself. No filing can bear it, for `@` is not among the
/// characters of a source system: otherwise a filing could take the place of a linked case.
pub(in crate::desk) const DESK_SOURCE: &str = "@holdfast";

/// Opens the linked case for a piece of evidence that contradicts how the case was closed; answers its number. Where one
/// of that kind is already open from this case, the piece is added to it instead.
pub async fn open_linked(
    tx: &mut Tx<'_>,
    desk: &Desk,
    file: &mut CaseFile,
    outcome: Outcome,
    record: &EvidenceRecord,
) -> Result<Option<CaseNumber>, Error> {
    let Some(kind) = contradicting(file, outcome, &record.evidence) else { return Ok(None) };
    let linked = tx.cases_linked_from(file.case.number).await?;
    let of_kind: Vec<_> = linked.into_iter().filter(|(_, linked_kind, _)| *linked_kind == kind).collect();
    let open_one = of_kind.iter().find(|(.., state)| state.outcome().is_none());
    if let Some((number, _, state)) = open_one.or(of_kind.last())
        && (state.outcome().is_none() || !is_news(tx, *number, state, &record.evidence).await?)
    {
        add_to_linked(tx, desk, file, *number, record).await?;
        return Ok(None);
    }
    let records = match kind {
        CaseKind::DuplicatePayout => settlement_lines(tx, file.case.number).await?,
        _ => vec![record.clone()],
    };
    let facts = file.case.facts.clone();
    let number = open(tx, desk, file, (kind, facts), of_kind.len(), &records).await?;
    link(file, json!({ "opened": number, "kind": kind }));
    file.announce(move |case| Occurrence::CaseContradicted(CaseContradicted { case, opened: number }));
    tell_deciders(tx, file, number).await?;
    Ok(Some(number))
}

/// Opens the linked bounce of a payment that was made again, where a piece tells that it came back; answers its number. Where it is
/// open already, the piece is added to it instead.
pub async fn open_bounce_of_attempt(
    tx: &mut Tx<'_>,
    desk: &Desk,
    file: &mut CaseFile,
    record: &EvidenceRecord,
) -> Result<Option<CaseNumber>, Error> {
    let Some(again) = paid_again(&record.evidence, &file.evidence).cloned() else { return Ok(None) };
    let kind = CaseKind::PayoutBounced;
    let linked = tx.cases_linked_from(file.case.number).await?;
    let bounces: Vec<_> = linked.into_iter().filter(|(_, linked_kind, _)| *linked_kind == kind).collect();
    for (number, ..) in bounces.iter().filter(|(.., state)| state.outcome().is_none()) {
        if tx.case(*number).await?.is_some_and(|case| case.facts.order_number == again.attempt) {
            add_to_linked(tx, desk, file, *number, record).await?;
            return Ok(None);
        }
    }
    let amount = match &again.details {
        Some(Details::PayAgain(asked)) => asked.amount,
        _ => file.case.facts.amount,
    };
    let of_attempt = Facts {
        order_number: again.attempt.clone(),
        channel_order_number: None,
        amount,
        // It was paid to whom the corrected details name; those went to the sending system, and are not kept here.
        beneficiary: None,
        sent_at: again.received_at,
        ..file.case.facts.clone()
    };
    let number = open(tx, desk, file, (kind, of_attempt), bounces.len(), std::slice::from_ref(record)).await?;
    link(file, json!({ "opened": number, "kind": kind, "attempt": again.attempt }));
    Ok(Some(number))
}

fn link(file: &mut CaseFile, opened: Value) {
    file.happened_as(&file.caller.by_the_desk(), Happening::of(Action::CaseLinked, opened));
}

/// The same for what already stood in the evidence when the case was closed: returns of a payout confirmed as paid, money that is back,
/// and a second settlement.
pub async fn open_linked_for_standing_contradictions(
    tx: &mut Tx<'_>,
    desk: &Desk,
    file: &mut CaseFile,
    outcome: Outcome,
) -> Result<(), Error> {
    let is_returned = |piece: &&Evidence| piece.claim == Claim::Returned && !piece.is_observation();
    if outcome != Outcome::ConfirmedPaid {
        return Ok(());
    }
    let mut standing: Vec<i32> = file.evidence.iter().filter(is_returned).map(|piece| piece.seq).collect();
    // One of them brings the others.
    let is_line = |piece: &&Evidence| piece.kind == EvidenceKind::StatementLine && !piece.is_observation();
    standing.extend(file.evidence.iter().rev().find(is_line).map(|piece| piece.seq));
    for seq in standing {
        let record = tx.evidence_piece(file.case.number, seq).await?;
        let record = record.ok_or_else(|| Error::Internal(format!("{}/{seq} is gone", file.case.number)))?;
        open_linked(tx, desk, file, outcome, &record).await?;
    }
    Ok(())
}

/// The kind of case that a piece opens against how a case was closed. What a person saw is not the channel's word: it is shown
/// on the case, and opens nothing by itself.
fn contradicting(file: &CaseFile, outcome: Outcome, piece: &Evidence) -> Option<CaseKind> {
    if piece.is_observation() {
        return None;
    }
    let others = || file.evidence.iter().filter(|other| other.seq != piece.seq);
    let is_paid_again = |other: &Evidence| other.kind == EvidenceKind::PayAgain && other.attempt == piece.attempt;
    match outcome.contradicted_by(piece.claim) {
        // What was paid again on purpose contradicts nothing.
        Some(CaseKind::LateSuccess) if others().any(is_paid_again) => None,
        Some(kind) => Some(kind),
        // A bounce that was settled, and a return that it knew nothing of.
        None if file.case.kind == CaseKind::PayoutBounced && tells_of_another(piece, others()) => {
            let is_return = matches!(&piece.details, Some(Details::Return(told)) if told.amount.is_positive());
            is_return.then_some(CaseKind::PayoutBounced)
        }
        None if outcome == Outcome::ConfirmedPaid && piece.kind == EvidenceKind::StatementLine => {
            let is_line = |other: &&Evidence| other.kind == EvidenceKind::StatementLine;
            let is_second = others().any(|other| is_line(&other)) && tells_of_another(piece, others().filter(is_line));
            is_second.then_some(CaseKind::DuplicatePayout)
        }
        None => None,
    }
}

/// Whether a piece tells of a return, of a settlement or of an attempt that none of the others tells of.
fn tells_of_another<'a>(piece: &Evidence, mut others: impl Iterator<Item = &'a Evidence>) -> bool {
    others.all(|other| match (&piece.details, &other.details) {
        (Some(Details::Return(one)), Some(Details::Return(other))) => one.reference != other.reference,
        (Some(Details::Settlement(one)), Some(Details::Settlement(other))) => one.reference != other.reference,
        (Some(Details::Return(_) | Details::Settlement(_)), _) => true,
        _ => other.attempt != piece.attempt,
    })
}

/// Whether a piece is more than the same again to a linked case that is settled.
async fn is_news(tx: &mut Tx<'_>, linked: CaseNumber, state: &State, piece: &Evidence) -> Result<bool, Error> {
    // Nothing had come back, it was said.
    if state.outcome() == Some(Outcome::NoticeWithdrawn) {
        return Ok(true);
    }
    let known = tx.evidence(linked).await?;
    Ok(tells_of_another(piece, known.iter()))
}

/// Every settlement line of a case.
async fn settlement_lines(tx: &mut Tx<'_>, number: CaseNumber) -> Result<Vec<EvidenceRecord>, Error> {
    let records = tx.evidence_with_bodies(number).await?;
    Ok(records.into_iter().filter(|record| record.evidence.kind == EvidenceKind::StatementLine).collect())
}

/// Opens a case of this kind and about these facts that is linked to the file's, with these pieces as its evidence; answers its number.
pub(super) async fn open(
    tx: &mut Tx<'_>,
    desk: &Desk,
    file: &CaseFile,
    (kind, about): (CaseKind, Facts),
    settled_before: usize,
    records: &[EvidenceRecord],
) -> Result<CaseNumber, Error> {
    let from = file.case.number;
    // A return that comes after the first was settled is another case.
    let place = if settled_before == 0 { String::new() } else { format!("/{}", settled_before + 1) };
    let number = CaseNumber(tx.take_numbers("case", 1).await?);
    let records: Vec<EvidenceRecord> = (1..)
        .zip(records)
        .map(|(seq, record)| {
            let evidence = Evidence { seq, ..record.evidence.clone() };
            EvidenceRecord { number, evidence, body: record.body.clone() }
        })
        .collect();
    let evidence: Vec<Evidence> = records.iter().map(|record| record.evidence.clone()).collect();
    let source = Source { system: DESK_SOURCE.to_owned(), reference: format!("{from}/{}{place}", kind.name()) };
    let facts = Facts { source, ..about };
    let case = Case {
        number,
        kind,
        version: 1,
        matter: Matter::of(kind, &evidence),
        verdict: Verdict::of(&facts.order_number, &evidence),
        outlook: Outlook::of(kind, facts.amount, &file.policy, file.now, None),
        facts,
        state: State::Open,
        filed_at: file.now,
        updated_at: file.now,
        channel_version: file.profile.version,
        linked_from: Some(from),
    };
    let others: Vec<_> = evidence
        .iter()
        .skip(1)
        .map(|piece| json!({ "seq": piece.seq, "kind": piece.kind, "sha256": piece.sha256, "claim": piece.claim }))
        .collect();
    let first = evidence.first().ok_or_else(|| Error::Internal(format!("{number} opens by nothing")))?;
    let after = json!({
        "from": from, "kind": kind, "sha256": first.sha256, "claim": first.claim, "others": others,
    });
    let happening = Happening::of(Action::CaseOpened, after).seeing(evidence_digest(&evidence));
    let entry = Chain::start(number).add(&file.caller.by_the_desk(), file.now, happening);
    let filing_digest = Digest::of(case.facts.source.reference.as_bytes());
    tx.insert_cases(&[NewCase { case: case.clone(), filing_digest }]).await?;
    tx.insert_queue(std::slice::from_ref(&case)).await?;
    tx.insert_search_terms(&search_terms(&case)).await?;
    tx.insert_evidence(&records).await?;
    tx.insert_audit(&[entry]).await?;
    let opened = Occurrence::CaseOpened(CaseOpened { case: CaseSnapshot::of(&case) });
    publish(tx, &*desk.random, file.now, [opened]).await?;
    Ok(number)
}

/// Takes a piece of one case into another, with all that follows from it there. What that case learns may concern a case that is
/// linked to it in turn.
pub(super) fn add_to_linked<'a>(
    tx: &'a mut Tx<'_>,
    desk: &'a Desk,
    file: &'a CaseFile,
    number: CaseNumber,
    record: &'a EvidenceRecord,
) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>> {
    Box::pin(async move {
        let mut linked = CaseFile::open(tx, desk, &file.caller, number).await?;
        let evidence = Evidence { seq: linked.next_evidence(), ..record.evidence.clone() };
        let record = EvidenceRecord { number, evidence, body: record.body.clone() };
        admit(tx, desk, &mut linked, record, &[]).await.map(drop)
    })
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
