//! Filing: payouts that could not be settled by themselves become cases, many in one transaction.
//!
//! The rule: a source reference is one case for ever. The same filing again answers the same; another body under the same
//! reference is refused; a race is one case.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::json;
use shared::api::exceptions::FiledView;
use shared::api::problem::Code;
use shared::audit::Action;
use shared::case::Filing;
use shared::case::{Case, CaseKind, CaseNumber, Matter, Outlook, Source, State};
use shared::channel::ChannelProfile;
use shared::digest::Digest;
use shared::evidence::{Evidence, Verdict};
use shared::policy::Policy;
use shared::resolution::evidence_digest;
use shared::role::Permission;
use shared::webhook::{CaseOpened, CaseSnapshot, Occurrence};

use super::record_evidence::recorded_as;
use super::search_terms::search_terms;
use crate::caller::Caller;
use crate::desk::events::publish;
use crate::desk::idempotency::Key;
use crate::desk::jobs::schedule_follow_ups::follow_up_of;
use crate::desk::recon::prove_payout::prove_filed;
use crate::desk::trail::{Chain, Happening};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{AuditRecord, EvidenceRecord, FiledCase, Job, NewCase, Tx};

/// One filing, checked, with who files it.
#[derive(Clone, Debug)]
pub struct Order {
    /// Who.
    pub caller: Caller,
    /// What.
    pub filing: Filing,
    /// The digest of the request, so that the same again is known.
    pub digest: Digest,
    /// The idempotency key, where one was sent.
    pub key: Option<Key>,
    /// The case's number, if it becomes one.
    pub number: CaseNumber,
}

/// What became of a filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The answer: the same for the same filing, for ever.
    pub view: FiledView,
    /// Whether this filing made the case.
    pub is_new: bool,
}

/// Files many; each has its own outcome.
#[derive(Clone, Debug)]
pub struct FileExceptions {
    /// The filings.
    pub orders: Arc<[Order]>,
}

impl Command for FileExceptions {
    type Outcome = Vec<Result<Filed, Error>>;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<Self::Outcome, Error> {
        let admitted = self.admitted(tx).await?;
        let openings = openings(tx, desk, &self.firsts(&admitted)).await?;
        let mut known = insert(tx, desk, &openings).await?;
        let others = self.others(&admitted, &known);
        if !others.is_empty() {
            let found = tx.filed_cases(&others).await?;
            known.extend(found.into_iter().map(|filed| (filed.source.clone(), filed)));
        }
        let mut outcomes = Vec::with_capacity(self.orders.len());
        for (order, admission) in self.orders.iter().zip(admitted) {
            outcomes.push(match admission {
                Ok(Some(replayed)) => Ok(replayed),
                Ok(None) => match answer(tx, desk, order, &known).await {
                    // It fails them all: PostgreSQL would roll back and call it a commit.
                    Err(failure @ Error::Store(_)) => return Err(failure),
                    outcome => outcome,
                },
                Err(refusal) => Err(refusal),
            });
        }
        Ok(outcomes)
    }
}

/// What is known of an order before it is looked at: an answer given before to its key, nothing, or a refusal.
type Admission = Result<Option<Filed>, Error>;

impl FileExceptions {
    /// Permissions and idempotency keys come first: whoever is refused by them files nothing.
    async fn admitted(&self, tx: &mut Tx<'_>) -> Result<Vec<Admission>, Error> {
        let mut digests: HashMap<(&str, &str), Digest> = HashMap::new();
        let mut admitted = Vec::with_capacity(self.orders.len());
        for order in self.orders.iter() {
            admitted.push(match (order.caller.require(Permission::FileExceptions), &order.key) {
                (Err(refusal), _) => Err(refusal),
                (Ok(()), None) => Ok(None),
                (Ok(()), Some(key)) if *digests.entry((&key.client, &key.key)).or_insert(key.digest) != key.digest => {
                    Err(Error::refuse(Code::IdempotencyKeyReused))
                }
                (Ok(()), Some(key)) => replay(tx, key).await?,
            });
        }
        Ok(admitted)
    }

    /// The orders that may open a case: admitted, and the first of their source reference among these. Whether something was
    /// filed under it before is found out by inserting: nearly always nothing was.
    fn firsts<'a>(&'a self, admitted: &'a [Admission]) -> Vec<&'a Order> {
        let mut seen = HashSet::new();
        let firsts = self.admitted_orders(admitted).filter(|order| seen.insert(&order.filing.facts.source));
        let mut firsts: Vec<&Order> = firsts.collect();
        // In one order everywhere: of two transactions with the same references none waits for the other in a circle.
        firsts.sort_unstable_by(|one, other| one.filing.facts.source.cmp(&other.filing.facts.source));
        firsts
    }

    /// The source references under which something was filed before, or by another server just now.
    fn others(&self, admitted: &[Admission], known: &HashMap<Source, FiledCase>) -> Vec<Source> {
        let sources = self.admitted_orders(admitted).map(|order| &order.filing.facts.source);
        sources.filter(|source| !known.contains_key(source)).cloned().collect()
    }

    fn admitted_orders<'a>(&'a self, admitted: &'a [Admission]) -> impl Iterator<Item = &'a Order> {
        let orders = self.orders.iter().zip(admitted).filter(|(_, admission)| matches!(admission, Ok(None)));
        orders.map(|(order, _)| order)
    }
}

/// The answer that a key was given before. What the store fails at fails them all; a refusal is this order's own.
async fn replay(tx: &mut Tx<'_>, key: &Key) -> Result<Admission, Error> {
    match key.find(tx).await {
        Ok(None) => Ok(Ok(None)),
        Ok(Some(answered)) => Ok(Ok(Some(Filed { view: answered.read()?, is_new: answered.status() == 201 }))),
        Err(refusal @ Error::Refused(_)) => Ok(Err(refusal)),
        Err(failure) => Err(failure),
    }
}

async fn answer(
    tx: &mut Tx<'_>,
    desk: &Desk,
    order: &Order,
    known: &HashMap<Source, FiledCase>,
) -> Result<Filed, Error> {
    // The key of an earlier order among these has its answer by now.
    if let Some(key) = &order.key
        && let Some(replayed) = replay(tx, key).await??
    {
        return Ok(replayed);
    }
    let filed = known.get(&order.filing.facts.source);
    let filed = filed.ok_or_else(|| Error::Internal("a filing is neither new nor known".to_owned()))?;
    if filed.filing_digest != order.digest {
        return Err(Error::explain(
            Code::SourceReferenceReused,
            format!("It was filed as {} with another body.", filed.number),
            format!("已作为 {} 上报，内容不同。", filed.number),
        ));
    }
    let outcome = Filed { view: view_of(filed), is_new: filed.number == order.number };
    if let Some(key) = &order.key {
        key.keep(tx, if outcome.is_new { 201 } else { 200 }, &outcome.view, desk.clock.now()).await?;
    }
    Ok(outcome)
}

fn view_of(filed: &FiledCase) -> FiledView {
    FiledView {
        number: filed.number,
        kind: filed.kind,
        source_system: filed.source.system.clone(),
        source_reference: filed.source.reference.clone(),
        filed_at: filed.filed_at,
        href: format!("/api/v1/exceptions/{}", filed.number),
    }
}

/// What is opened for these orders, each by its channel's profile in force.
async fn openings(tx: &mut Tx<'_>, desk: &Desk, orders: &[&Order]) -> Result<Vec<Opening>, Error> {
    let mut channels: Vec<&str> = orders.iter().map(|order| order.filing.facts.channel.as_str()).collect();
    channels.sort_unstable();
    channels.dedup();
    let profiles = desk.channels.all_in_force(tx, &channels).await?;
    let policy = desk.policies.in_force(tx).await?;
    let mut openings = Vec::with_capacity(orders.len());
    for order in orders {
        let facts = &order.filing.facts;
        let linked_from = match order.filing.kind {
            CaseKind::PayoutUnknown => None,
            // What came back or was settled twice belongs to the case of its payout, where there was one.
            _ => tx.first_case_of_payout(&facts.channel, &facts.order_number).await?,
        };
        openings.push(Opening::of(order, desk, (&profiles.of(&facts.channel), &policy), linked_from));
    }
    Ok(openings)
}

/// A case that is being opened, with all that is written for it.
struct Opening {
    case: NewCase,
    /// The first query, where the channel answers any.
    query: Option<Job>,
    evidence: Vec<EvidenceRecord>,
    entry: AuditRecord,
}

impl Opening {
    fn of(
        order: &Order,
        desk: &Desk,
        (profile, policy): (&ChannelProfile, &Policy),
        linked_from: Option<CaseNumber>,
    ) -> Self {
        let (kind, facts, now) = (order.filing.kind, order.filing.facts.clone(), desk.clock.now());
        let records: Vec<EvidenceRecord> = (1..)
            .zip(&order.filing.evidence)
            .map(|(seq, recorded)| {
                let (evidence, body) = recorded_as(recorded, seq, &facts, profile, &order.caller, now);
                EvidenceRecord { number: order.number, evidence, body }
            })
            .collect();
        let evidence: Vec<Evidence> = records.iter().map(|record| record.evidence.clone()).collect();
        let case = Case {
            number: order.number,
            kind,
            version: 1,
            matter: Matter::of(kind, &evidence),
            verdict: Verdict::of(&facts.order_number, &evidence),
            outlook: Outlook::of(kind, facts.amount, policy, now, profile.queries_end_at(facts.sent_at)),
            facts,
            state: State::Open,
            filed_at: now,
            updated_at: now,
            channel_version: profile.version,
            linked_from,
        };
        // Only an unknown payout is asked about by itself; of the others it is known that they were paid.
        let query = profile
            .follow_up
            .as_ref()
            .filter(|_| kind == CaseKind::PayoutUnknown)
            .map(|follow_up| Job::at(follow_up_of(case.number), follow_up.first_at(case.facts.sent_at, now)));
        let happening = filed(&case, &evidence).seeing(evidence_digest(&evidence));
        let entry = Chain::start(case.number).add(&order.caller, now, happening);
        Self { case: NewCase { case, filing_digest: order.digest }, query, evidence: records, entry }
    }

    fn filed(&self) -> FiledCase {
        let NewCase { case, filing_digest } = &self.case;
        FiledCase {
            number: case.number,
            kind: case.kind,
            source: case.facts.source.clone(),
            filed_at: case.filed_at,
            filing_digest: *filing_digest,
        }
    }
}

/// The entry for a new case: its facts, the beneficiary masked, and what its evidence claims.
fn filed(case: &Case, evidence: &[Evidence]) -> Happening {
    let evidence: Vec<_> = evidence
        .iter()
        .map(|piece| json!({ "seq": piece.seq, "kind": piece.kind, "sha256": piece.sha256, "claim": piece.claim }))
        .collect();
    Happening::of(
        Action::CaseFiled,
        json!({
            "kind": case.kind, "facts": case.facts.masked(), "verdict": case.verdict, "evidence": evidence,
            "linked_from": case.linked_from,
        }),
    )
}

/// Inserts new cases and all that belongs to them; answers those that were new, for something may have been filed under the
/// reference of some before.
async fn insert(tx: &mut Tx<'_>, desk: &Desk, openings: &[Opening]) -> Result<HashMap<Source, FiledCase>, Error> {
    let cases: Vec<NewCase> = openings.iter().map(|opening| opening.case.clone()).collect();
    let inserted: HashSet<CaseNumber> = tx.insert_cases(&cases).await?.into_iter().collect();
    if inserted.is_empty() {
        return Ok(HashMap::new());
    }
    let openings: Vec<&Opening> =
        openings.iter().filter(|opening| inserted.contains(&opening.case.case.number)).collect();
    let cases: Vec<Case> = openings.iter().map(|opening| opening.case.case.clone()).collect();
    let terms: Vec<_> = cases.iter().flat_map(search_terms).collect();
    let evidence: Vec<_> = openings.iter().flat_map(|opening| opening.evidence.iter().cloned()).collect();
    let queries: Vec<_> = openings.iter().filter_map(|opening| opening.query.clone()).collect();
    let entries: Vec<_> = openings.iter().map(|opening| opening.entry.clone()).collect();
    tx.insert_queue(&cases).await?;
    tx.insert_search_terms(&terms).await?;
    tx.insert_evidence(&evidence).await?;
    tx.insert_jobs(&queries).await?;
    tx.insert_audit(&entries).await?;
    let opened = cases.iter().map(|case| Occurrence::CaseOpened(CaseOpened { case: CaseSnapshot::of(case) }));
    publish(tx, &*desk.random, desk.clock.now(), opened).await?;
    prove_filed(tx, desk, &cases).await?;
    Ok(openings.iter().map(|opening| (opening.case.case.facts.source.clone(), opening.filed())).collect())
}
