//! What people do to put a payout right: they draft orders, edit them beyond the rules and within, propose, withdraw, replace
//! what accounting refused, and ask for another payment. Each acts on what they saw last.

use anyhow::{Result, bail};
use reqwest::Method;
use serde_json::Value;
use shared::api::commands::PayAgainRequest;
use shared::api::correction_orders::{DraftOrderRequest, EditOrderRequest, ProposeOrderRequest, WithdrawOrderRequest};
use shared::api::exceptions::CaseView;
use shared::case::{Beneficiary, CaseKind, CaseNumber};
use shared::correction::{AdjustmentDirection, Cause, CorrectionKind, CorrectionOrder, Edit, OrderStateName};
use shared::money::Money;
use tests::caller::{Answer, Failure, read};
use tests::{Caller, Dice};

use super::book::Seen;
use super::world::World;

/// A step towards putting a payout right.
#[derive(Clone, Debug)]
pub enum Step {
    Draft(DraftOrderRequest),
    Edit(CorrectionOrder, Edit),
    Propose(CorrectionOrder),
    Withdraw(CorrectionOrder),
    PayAgain(String),
}

const FEES: [AdjustmentDirection; 2] = [AdjustmentDirection::Long, AdjustmentDirection::Short];

impl Step {
    /// Mostly what leads on.
    pub fn likely(dice: &mut Dice, seen: &Seen) -> Self {
        let editable = seen.orders.iter().find(|order| order.state.name().is_editable());
        let waiting = seen.orders.iter().find(|order| order.state.name() == OrderStateName::Approved);
        match (editable, waiting) {
            (Some(order), _) => {
                let is_failed = order.state.name() == OrderStateName::Failed;
                match dice.below(8) {
                    0 | 1 => Self::Edit(order.clone(), some_edit(dice, order)),
                    2 if dice.once_in(2) => Self::Withdraw(order.clone()),
                    3 if is_failed && order.kind().is_recovery() => Self::Draft(DraftOrderRequest {
                        kind: CorrectionKind::WriteOff,
                        replaces: Some(order.number),
                        ..draft(dice, seen)
                    }),
                    4 => Self::Draft(draft(dice, seen)),
                    _ => Self::Propose(order.clone()),
                }
            }
            (None, Some(order)) if dice.once_in(8) => Self::Withdraw(order.clone()),
            _ if dice.once_in(10) => Self::pay_again(dice, seen),
            _ => Self::Draft(draft(dice, seen)),
        }
    }

    /// An order of that kind for the first thing that has none, whole.
    pub fn draft_of(kind: CorrectionKind, seen: &Seen) -> Self {
        let case = &seen.view.case;
        let is_free =
            |known: &&str| !seen.orders.iter().any(|it| it.state.name().is_live() && it.cause.reference() == *known);
        let returns = case.matter.returns().iter().filter(|known| known.reported.is_some());
        let mut returns = returns.map(|known| known.reference.as_str());
        // Of what was settled more than once the first line is the payout's own.
        let mut lines = case.matter.lines().iter().skip(1).map(|line| line.reference.as_str());
        let reference = returns.find(is_free).or_else(|| lines.find(is_free)).map(str::to_owned);
        Self::Draft(DraftOrderRequest { reference, ..nothing_said(kind, seen) })
    }

    /// An order that clears what was credited of a return ahead of its funds.
    pub fn clear(reference: &str, seen: &Seen) -> Self {
        let kind = CorrectionKind::TransitClearing;
        Self::Draft(DraftOrderRequest { reference: Some(reference.to_owned()), ..nothing_said(kind, seen) })
    }

    /// What leads on with an order that may be edited: mostly it is proposed, once in a while after a change within the rules. What
    /// accounting refused is now and then written off instead.
    pub fn on_with(dice: &mut Dice, order: &CorrectionOrder, seen: &Seen) -> Self {
        if order.state.name() == OrderStateName::Failed && order.kind().is_recovery() && dice.once_in(2) {
            let Self::Draft(draft) = Self::draft_of(CorrectionKind::WriteOff, seen) else {
                return Self::Propose(order.clone());
            };
            return Self::Draft(DraftOrderRequest { reference: None, replaces: Some(order.number), ..draft });
        }
        if dice.once_in(8) {
            return Self::Withdraw(order.clone());
        }
        match fair_edit(dice, order) {
            Some(edit) if order.revision == 1 && dice.once_in(2) => Self::Edit(order.clone(), edit),
            _ => Self::Propose(order.clone()),
        }
    }

    /// Asks for another payment: under a new order number, or one that was used.
    pub fn pay_again(dice: &mut Dice, seen: &Seen) -> Self {
        Self::PayAgain(format!("{}-again-{}", seen.view.case.facts.order_number, dice.below(6)))
    }

    /// Takes it, as someone does who has seen this.
    pub async fn take(&self, person: &Caller, seen: &Seen) -> Answer<()> {
        let (case, version) = (seen.view.case.number, seen.view.case.version);
        let of_order = |order: &CorrectionOrder, verb: &str| format!("/correction-orders/{}{verb}", order.number);
        let reason = "because".to_owned();
        let done = |_: Value| ();
        match self {
            Self::Draft(request) => {
                let request = DraftOrderRequest { version, ..request.clone() };
                person.post(&format!("/exceptions/{case}/correction-orders"), &request).await.map(done)
            }
            Self::Edit(order, edit) => {
                let request = EditOrderRequest { version: order.version, changes: edit.clone() };
                let sent = person.request(Method::PATCH, &of_order(order, "")).json(&request).send().await?;
                read(sent).await.map(done)
            }
            Self::Propose(order) => {
                let request = ProposeOrderRequest { version: order.version, case_version: Some(version), reason };
                person.post(&of_order(order, "/proposal"), &request).await.map(done)
            }
            Self::Withdraw(order) => {
                let request = WithdrawOrderRequest { version: order.version, reason };
                person.post(&of_order(order, "/withdraw"), &request).await.map(done)
            }
            Self::PayAgain(order_number) => {
                let (name, account) = ("张小明".to_owned(), "6222020200012345670".to_owned());
                let beneficiary = Beneficiary { name, account, ..Beneficiary::default() };
                let request = PayAgainRequest { version, order_number: order_number.clone(), beneficiary, reason };
                person.post(&format!("/exceptions/{case}/pay-again"), &request).await.map(done)
            }
        }
    }
}

/// A draft of that kind that leaves all to the desk.
fn nothing_said(kind: CorrectionKind, seen: &Seen) -> DraftOrderRequest {
    let version = seen.view.case.version;
    DraftOrderRequest {
        version,
        kind,
        reference: None,
        amount: None,
        direction: None,
        written_off: None,
        replaces: None,
    }
}

/// A draft as the case suggests it; sometimes of what the case does not tell.
fn draft(dice: &mut Dice, seen: &Seen) -> DraftOrderRequest {
    let CaseView { case, .. } = &seen.view;
    let kind = match case.kind {
        _ if dice.once_in(12) => CorrectionKind::FeeAdjustment,
        CaseKind::PayoutBounced if dice.once_in(8) => CorrectionKind::TransitClearing,
        CaseKind::PayoutUnknown | CaseKind::PayoutBounced => CorrectionKind::BounceRefund,
        _ if dice.once_in(5) => CorrectionKind::WriteOff,
        CaseKind::LateSuccess => CorrectionKind::LateSuccessRecovery,
        CaseKind::DuplicatePayout => CorrectionKind::DuplicateRecovery,
        CaseKind::Discrepancy | CaseKind::BalanceBreak => CorrectionKind::DiscrepancyAdjustment,
    };
    let returns = case.matter.returns().iter().map(|known| known.reference.clone());
    let mut known: Vec<String> = returns.chain(case.matter.lines().iter().map(|line| line.reference.clone())).collect();
    if !dice.once_in(6) {
        let is_live = |order: &CorrectionOrder| order.state.name().is_live();
        known.retain(|known| !seen.orders.iter().any(|order| is_live(order) && order.cause.reference() == known));
    }
    let is_fee = kind == CorrectionKind::FeeAdjustment;
    let reference = match known.as_slice() {
        _ if is_fee => Some(format!("fee of {}", case.number)),
        [] => None,
        known => Some(dice.one_of(known).clone()).filter(|_| !dice.once_in(6)),
    };
    DraftOrderRequest {
        version: case.version,
        kind,
        reference,
        amount: (is_fee || dice.once_in(12)).then(|| some_amount(dice, case.facts.amount)),
        direction: is_fee.then(|| *dice.one_of(&FEES)),
        written_off: None,
        replaces: None,
    }
}

/// An amount up to a fifth more than the whole.
fn some_amount(dice: &mut Dice, whole: Money) -> Money {
    let most = whole.minor() as u64 * 6 / 5;
    Money::from_minor(1 + dice.below(most) as i64, whole.currency())
}

/// An edit that the rules let through.
fn fair_edit(dice: &mut Dice, order: &CorrectionOrder) -> Option<Edit> {
    let of = |minor| Some(Money::from_minor(minor, order.principal().currency()));
    let nothing = Edit::default();
    match &order.cause {
        Cause::BounceRefund { .. } if dice.once_in(2) => {
            Some(Edit { payout_fee_given_back: of(1 + dice.below(300) as i64), ..nothing })
        }
        Cause::BounceRefund { ahead_of_funds: false, .. } => Some(Edit { ahead_of_funds: Some(true), ..nothing }),
        Cause::LateSuccessRecovery { amount, .. } | Cause::DuplicateRecovery { amount, .. } => {
            Some(Edit { from_balance: of(dice.below(amount.minor() as u64) as i64), ..nothing })
        }
        _ => None,
    }
}

fn some_edit(dice: &mut Dice, order: &CorrectionOrder) -> Edit {
    let some = Some(some_amount(dice, order.principal()));
    let little = Some(Money::from_minor(dice.below(300) as i64, order.principal().currency()));
    let nothing = Edit::default();
    match (&order.cause, dice.below(6)) {
        (_, 0) => Edit { amount: some, ..nothing },
        (Cause::BounceRefund { .. }, 1) => Edit { return_fee: little, ..nothing },
        (Cause::BounceRefund { .. }, 2) => Edit { return_fee: little, return_fee_on_us: little, ..nothing },
        (Cause::BounceRefund { .. }, 3) => Edit { payout_fee_given_back: little, ..nothing },
        (Cause::BounceRefund { .. }, 4) => Edit { channel_fee_given_back: little, ..nothing },
        (Cause::BounceRefund { ahead_of_funds, .. }, _) => Edit { ahead_of_funds: Some(!ahead_of_funds), ..nothing },
        (Cause::LateSuccessRecovery { .. } | Cause::DuplicateRecovery { .. }, _) => {
            Edit { from_balance: some, ..nothing }
        }
        _ => Edit { amount: some, ..nothing },
    }
}

impl World {
    /// The correction orders of a case as they stand.
    pub async fn orders_of(&mut self, number: CaseNumber) -> Result<Vec<CorrectionOrder>> {
        match self.system.orders(&[("case", &number.to_string())]).await {
            Ok(list) => Ok(list.items),
            // Reading notes that the key was used.
            Err(_) if self.sabotage.is_on() => Ok(vec![]),
            Err(Failure::Refused(problem)) if problem.status == 429 => Ok(vec![]),
            Err(failure) => bail!("reading the orders of {number}: {failure}"),
        }
    }
}
