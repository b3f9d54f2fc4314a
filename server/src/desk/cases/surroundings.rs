//! What stands around a case that its own evidence does not tell: the attempts of its payout in linked cases, and the
//! corrections that were raised from it.

use shared::case::{Case, CaseKind, CaseNumber, State};
use shared::correction::OrderStateName::{Approved, Posted, Proposed, Sent};
use shared::correction::{CorrectionKind, CorrectionOrder, PayoutKey};
use shared::resolution::{Attempt, Elsewhere, PayoutCase, Raised, Surroundings};

use crate::error::Error;
use crate::store::{OrderFilter, Tx};

/// How many corrections of one case are looked at: more than there could ever be returns or lines.
const CORRECTIONS_MAX: i64 = 200;

/// What stands around `case`. Nothing does around an unknown payout: it is decided by its own evidence alone.
pub async fn surroundings(tx: &mut Tx<'_>, case: &Case) -> Result<Surroundings, Error> {
    match case.kind {
        CaseKind::PayoutUnknown => return Ok(Surroundings::default()),
        // What reconciliation found is about lines, not about attempts.
        CaseKind::Discrepancy | CaseKind::BalanceBreak => {
            let payout_cases = payout_cases(tx, case).await?;
            let corrections = corrections(tx, case).await?;
            return Ok(Surroundings { corrections, payout_cases, ..Surroundings::default() });
        }
        CaseKind::PayoutBounced | CaseKind::LateSuccess | CaseKind::DuplicatePayout => {}
    }
    let mut attempts = Vec::new();
    for number in family(tx, case).await? {
        let Some(other) = tx.case(number).await? else { continue };
        let evidence = tx.evidence(number).await?;
        attempts.extend(Attempt::all_of(number, &other.facts.order_number, &evidence));
    }
    let (corrections, elsewhere) = (corrections(tx, case).await?, elsewhere(tx, case, &attempts).await?);
    Ok(Surroundings { attempts, corrections, elsewhere, payout_cases: vec![] })
}

/// What the case is about and an order of another case puts right.
async fn elsewhere(tx: &mut Tx<'_>, case: &Case, attempts: &[Attempt]) -> Result<Vec<Elsewhere>, Error> {
    let (kind, abouts): (CorrectionKind, Vec<&str>) = match case.kind {
        CaseKind::PayoutBounced => {
            let returns = case.matter.returns().iter();
            (CorrectionKind::BounceRefund, returns.map(|known| known.reference.as_str()).collect())
        }
        CaseKind::DuplicatePayout => {
            let lines = case.matter.lines().iter();
            (CorrectionKind::DuplicateRecovery, lines.map(|line| line.reference.as_str()).collect())
        }
        _ => {
            let mut known: Vec<&str> = attempts.iter().map(|attempt| attempt.order_number.as_str()).collect();
            known.push(&case.facts.order_number);
            known.sort_unstable();
            known.dedup();
            (CorrectionKind::LateSuccessRecovery, known)
        }
    };
    let mut elsewhere = Vec::new();
    for about in abouts {
        let Some(live) = tx.live_order_of_reference(&case.facts.channel, (kind, about)).await? else { continue };
        let Some(order) = tx.correction_order(live).await? else { continue };
        // Another payout that has the same reference is another matter.
        if order.case != case.number && order.payout == PayoutKey::of(&case.facts) {
            let (amount, number) = (order.principal(), order.number);
            elsewhere.push(Elsewhere { about: about.to_owned(), amount, order: number, case: order.case });
        }
    }
    Ok(elsewhere)
}

/// The cases of the payout that a discrepancy's lines speak of: the first, and those linked from it.
async fn payout_cases(tx: &mut Tx<'_>, case: &Case) -> Result<Vec<PayoutCase>, Error> {
    let found = case.matter.disagreement().filter(|found| found.is_of_payout());
    let Some(order_number) = found.and_then(|found| found.order_number()) else { return Ok(vec![]) };
    let first = tx.first_case_of_payout(&case.facts.channel, order_number).await?;
    let Some(number) = first else { return Ok(vec![]) };
    let mut known: Vec<(CaseNumber, CaseKind, State)> =
        tx.case(number).await?.into_iter().map(|first| (first.number, first.kind, first.state)).collect();
    // What reconciliation linked to the payout is no case of it.
    let linked = tx.cases_linked_from(number).await?;
    known.extend(linked.into_iter().filter(|(_, kind, _)| kind.is_of_payout()));
    let mut cases = Vec::new();
    for (number, kind, state) in known {
        let gave_up = kind == CaseKind::PayoutBounced && gave_up(tx, number).await?;
        cases.push(PayoutCase { number, kind, outcome: state.outcome(), gave_up });
    }
    Ok(cases)
}

/// Whether a case gave up what it had credited ahead of its funds.
async fn gave_up(tx: &mut Tx<'_>, number: CaseNumber) -> Result<bool, Error> {
    let states = vec![Posted];
    let filter = OrderFilter { case: Some(number), states, ..OrderFilter::default() };
    let posted = tx.correction_orders(&filter, None, CORRECTIONS_MAX).await?;
    Ok(posted.iter().any(|order| order.cause.lost().is_some()))
}

/// The other cases of the same payout: the one that this was opened from, and those opened from the same or from this.
async fn family(tx: &mut Tx<'_>, case: &Case) -> Result<Vec<CaseNumber>, Error> {
    let mut family = Vec::from_iter(case.linked_from);
    for origin in [Some(case.number), case.linked_from].into_iter().flatten() {
        let linked = tx.cases_linked_from(origin).await?;
        let of_payout = linked.into_iter().filter(|(_, kind, _)| kind.is_of_payout());
        family.extend(of_payout.map(|(number, ..)| number));
    }
    family.retain(|number| *number != case.number);
    family.sort_unstable();
    family.dedup();
    Ok(family)
}

async fn corrections(tx: &mut Tx<'_>, case: &Case) -> Result<Vec<Raised>, Error> {
    let filter = OrderFilter { case: Some(case.number), ..OrderFilter::default() };
    let orders = tx.correction_orders(&filter, None, CORRECTIONS_MAX).await?;
    let is_raised = |order: &CorrectionOrder| matches!(order.state.name(), Proposed | Approved | Sent | Posted);
    let raised = orders.into_iter().filter(|order| order.kind().settles(case.kind) && is_raised(order));
    Ok(raised
        .map(|order| Raised {
            about: Some(order.cause.reference().to_owned()),
            amount: order.principal(),
            is_posted: order.state.name() == Posted,
        })
        .collect())
}
