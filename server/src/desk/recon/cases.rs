//! The cases of what reconciliation found: opened with what was found as their first evidence, told what is found later, and closed
//! by the desk where nothing is left to decide.
//!
//! The rule: whether a payout was made is decided in the payout's own case, by its proofs (`payout_case.rs`); nothing is closed here
//! that such a case is to decide.

use serde_json::json;
use shared::audit::Action;
use shared::case::{Case, CaseKind, CaseNumber, Facts, Matter, Outlook, Source, State};
use shared::digest::Digest;
use shared::evidence::{Claim, Details, Evidence, EvidenceKind, Rule, Transport, Verdict};
use shared::money::Money;
use shared::recon::discrepancy::DiscrepancyKind;
use shared::recon::matching::{Entry, LineId};
use shared::recon::{ChannelAccount, Cleared, Disagreement, ShownLine, facts_of_disagreement, facts_of_payout};
use shared::resolution::{Resolution, evidence_digest};
use shared::webhook::{CaseOpened, CaseSnapshot, Occurrence};

use super::entry_of;
use super::payout_case::{self, PayoutCase};
use crate::caller::Caller;
use crate::desk::Desk;
use crate::desk::cases::case_file::CaseFile;
use crate::desk::cases::open_linked::DESK_SOURCE;
use crate::desk::cases::record_evidence::admit;
use crate::desk::cases::resolve_case::settle;
use crate::desk::cases::search_terms::search_terms;
use crate::desk::events::publish;
use crate::desk::trail::{Chain, Happening};
use crate::error::Error;
use crate::store::{DiscrepancyRecord, EvidenceRecord, NewCase, Place, Tx};

/// What a case is opened for.
pub struct NewFinding {
    /// The kind of case.
    pub kind: CaseKind,
    /// Its facts.
    pub facts: Facts,
    /// What was found.
    pub details: Details,
    /// What the trail says of it besides.
    pub about: serde_json::Value,
    /// The case that it is linked to.
    pub linked_from: Option<CaseNumber>,
}

/// Tells what was found to the case that decides it; answers its number. That is the payout's own case where the sides disagree on how
/// a payout stands, or the case that knew of its lines `before`, or one that is opened for it.
pub async fn decide(
    tx: &mut Tx<'_>,
    desk: &Desk,
    account: &ChannelAccount,
    record: &DiscrepancyRecord,
    before: Option<CaseNumber>,
) -> Result<CaseNumber, Error> {
    let found = finding(tx, account, record).await?;
    let linked_from = match payout_case::of(tx, account, &found).await? {
        Some(PayoutCase::Open(number)) => {
            // Where it was closed just now, this comes up after that.
            if tell(tx, desk, number, Details::Discrepancy(Box::new(found.clone()))).await?.is_some() {
                return Ok(number);
            }
            Some(number)
        }
        Some(PayoutCase::Closed(number)) => Some(number),
        None => None,
    };
    let reference = format!("{}/{}/discrepancy/{}", record.account, record.date, record.id);
    let source = Source { system: DESK_SOURCE.to_owned(), reference };
    let about = json!({ "from": record.account, "date": record.date, "discrepancy": record.id });
    let own = match linked_from {
        Some(_) => None,
        // Where the payout has a case, what it was settled twice by is found there too.
        None if found.is_second_settlement() && payout_case::is_known(tx, account, &found).await? => None,
        None => facts_of_payout(&found, account, source.clone()),
    };
    let details = Details::Discrepancy(Box::new(found.clone()));
    if let (None, Some(number)) = (&own, before)
        && tell(tx, desk, number, details.clone()).await?.is_some()
    {
        return Ok(number);
    }
    let (kind, facts) = match own {
        Some(facts) if record.found.kind == DiscrepancyKind::DuplicateLine => (CaseKind::DuplicatePayout, facts),
        Some(facts) => (CaseKind::PayoutUnknown, facts),
        None => (CaseKind::Discrepancy, facts_of_disagreement(&found, account, source)),
    };
    let number = open_for(tx, desk, account, NewFinding { kind, facts, details, about, linked_from }).await?;
    if kind.is_of_payout() {
        payout_case::prove(tx, desk, account, (number, &record.found)).await?;
    }
    Ok(number)
}

/// Opens a case for what was found; answers its number.
pub async fn open_for(
    tx: &mut Tx<'_>,
    desk: &Desk,
    account: &ChannelAccount,
    new: NewFinding,
) -> Result<CaseNumber, Error> {
    let NewFinding { kind, mut facts, details, mut about, linked_from } = new;
    let now = desk.clock.now();
    // A case is about some money: of a line of nothing the smallest there is.
    facts.amount = Money::from_minor(facts.amount.minor().max(1), facts.amount.currency());
    let number = CaseNumber(tx.take_numbers("case", 1).await?);
    let (piece, body) = piece(1, &facts.order_number, details, now)?;
    let evidence = [piece];
    let profile = desk.channels.in_force(tx, &account.channel).await?;
    let policy = desk.policies.in_force(tx).await?;
    let is_asked_about = kind == CaseKind::PayoutUnknown;
    let queries_end_at = is_asked_about.then(|| profile.queries_end_at(facts.sent_at)).flatten();
    let case = Case {
        number,
        kind,
        version: 1,
        matter: Matter::of(kind, &evidence),
        verdict: Verdict::of(&facts.order_number, &evidence),
        outlook: Outlook::of(kind, facts.amount, &policy, now, queries_end_at),
        facts,
        state: State::Open,
        filed_at: now,
        updated_at: now,
        channel_version: profile.version,
        linked_from,
    };
    about["kind"] = json!(case.kind);
    about["sha256"] = json!(evidence[0].sha256);
    about["claim"] = json!(evidence[0].claim);
    let happening = Happening::of(Action::CaseOpened, about).seeing(evidence_digest(&evidence));
    let entry = Chain::start(number).add(&Caller::nobody(), now, happening);
    let filing_digest = Digest::of(case.facts.source.reference.as_bytes());
    tx.insert_cases(&[NewCase { case: case.clone(), filing_digest }]).await?;
    tx.insert_queue(std::slice::from_ref(&case)).await?;
    tx.insert_search_terms(&search_terms(&case)).await?;
    let [evidence] = evidence;
    tx.insert_evidence(&[EvidenceRecord { number, evidence, body: Some(body) }]).await?;
    tx.insert_audit(&[entry]).await?;
    let opened = Occurrence::CaseOpened(CaseOpened { case: CaseSnapshot::of(&case) });
    publish(tx, &*desk.random, now, [opened]).await?;
    Ok(number)
}

/// Tells a case that another decides what it was about, and closes it where nothing was raised from it: what accounting has to answer
/// ends it otherwise. A closed case is left alone.
pub async fn hand_over(
    tx: &mut Tx<'_>,
    desk: &Desk,
    account: &ChannelAccount,
    (number, record): (CaseNumber, &DiscrepancyRecord),
    to: CaseNumber,
) -> Result<(), Error> {
    let mut found = finding(tx, account, record).await?;
    found.handed_over_to = Some(to);
    let Some(mut file) = tell(tx, desk, number, Details::Discrepancy(Box::new(found))).await? else { return Ok(()) };
    if !file.around.corrections.is_empty() {
        return Ok(());
    }
    settle(tx, desk, &mut file, Resolution::HandOver).await?;
    file.save(tx).await
}

/// Tells a case that its lines agree by now, and closes it where nothing was raised from it: there is nothing to decide. The payout's
/// own case is left to what proves it.
pub async fn clear(
    tx: &mut Tx<'_>,
    desk: &Desk,
    account: &ChannelAccount,
    (number, record): (CaseNumber, &DiscrepancyRecord),
) -> Result<(), Error> {
    let mut found = finding(tx, account, record).await?;
    found.cleared = cleared(tx, record).await?;
    let is_cleared = found.cleared.is_some();
    let details = Details::Discrepancy(Box::new(found));
    let Some(mut file) = tell(tx, desk, number, details).await? else { return Ok(()) };
    if !is_cleared || file.case.kind.is_of_payout() || !file.around.corrections.is_empty() {
        return Ok(());
    }
    settle(tx, desk, &mut file, Resolution::ClearNextDay).await?;
    file.save(tx).await
}

/// Adds what was found to an open case; answers the case as it is then.
pub async fn tell(
    tx: &mut Tx<'_>,
    desk: &Desk,
    number: CaseNumber,
    details: Details,
) -> Result<Option<CaseFile>, Error> {
    let mut file = CaseFile::open(tx, desk, &Caller::nobody(), number).await?;
    if file.case.state.outcome().is_some() {
        return Ok(None);
    }
    let (evidence, body) = piece(file.next_evidence(), &file.case.facts.order_number, details, file.now)?;
    admit(tx, desk, &mut file, EvidenceRecord { number, evidence, body: Some(body) }, &[]).await?;
    Ok(Some(file))
}

/// What was found, with its lines as they are.
async fn finding(tx: &mut Tx<'_>, account: &ChannelAccount, record: &DiscrepancyRecord) -> Result<Disagreement, Error> {
    let ids: Vec<LineId> = record.found.lines().chain(record.found.repeats).collect();
    let own: Vec<Entry> = tx.placed_lines_of_ids(&ids).await?.iter().map(entry_of).collect();
    Ok(Disagreement::of(&record.found, &own, record.causes.clone(), record.date, account))
}

/// How the lines of a discrepancy came to agree; nothing where they do not.
async fn cleared(tx: &mut Tx<'_>, record: &DiscrepancyRecord) -> Result<Option<Cleared>, Error> {
    let own: Vec<LineId> = record.found.lines().collect();
    let placed = tx.placed_lines_of_ids(&own).await?;
    let matches: Option<Vec<_>> = placed
        .iter()
        .map(|line| match line.place?.place {
            Place::Matched { id, rule, .. } => Some((id, rule)),
            Place::Held { .. } | Place::Unmoved | Place::Discrepancy { .. } => None,
        })
        .collect();
    let Some(matches) = matches else { return Ok(None) };
    let Some((_, rule)) = matches.first().copied() else { return Ok(None) };
    let ids: Vec<_> = matches.into_iter().map(|(id, _)| id).collect();
    let lines = tx.placed_lines_of_matches(&ids).await?;
    let came = lines.iter().map(entry_of).filter(|entry| !own.contains(&entry.id));
    Ok(Some(Cleared { rule, by: came.map(|entry| ShownLine::of(&entry)).collect() }))
}

/// What was found, as a piece of evidence with its raw body.
fn piece(
    seq: i32,
    attempt: &str,
    details: Details,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(Evidence, Vec<u8>), Error> {
    let body = serde_json::to_vec(&details).map_err(|error| Error::Internal(error.to_string()))?;
    let evidence = Evidence {
        seq,
        kind: EvidenceKind::Reconciliation,
        attempt: attempt.to_owned(),
        api: None,
        received_at: now,
        recorded_at: now,
        recorded_by: Caller::nobody().actor,
        transport: Transport::default(),
        observation: None,
        details: Some(details),
        content_type: Some("application/json".to_owned()),
        size_bytes: i64::try_from(body.len()).unwrap_or(i64::MAX),
        sha256: Digest::of(&body),
        claim: Claim::NoInformation,
        rule: Rule::Reconciled,
    };
    Ok((evidence, body))
}
