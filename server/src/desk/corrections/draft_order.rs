//! Drafting an order from a case, its lines computed.
//!
//! The rule: one live order for each return, attempt or line, for what the evidence tells of it, and never more than the payout.
//! The database says so too.

use shared::api::correction_orders::DraftOrderRequest;
use shared::api::problem::Code;
use shared::case::{CaseNumber, Change};
use shared::correction::{
    CauseFault, CorrectionKind, CorrectionOrder, DraftRefusal, NotAsTold, OrderChange, OrderEventKind, OrderNumber,
    OrderState, PayoutKey, cause_of, check_draft, check_told, funds_back_at, lines_of,
};
use shared::role::Permission;
use shared::text::{Lang, Text};

use super::order_file::{all_of, balance_of, change, note, of_case};
use crate::caller::Caller;
use crate::desk::cases::case_file::CaseFile;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// The holder of a case drafts an order.
#[derive(Debug)]
pub struct DraftOrder {
    /// Who.
    pub caller: Caller,
    /// At which case.
    pub number: CaseNumber,
    /// What.
    pub request: DraftOrderRequest,
}

impl Command for DraftOrder {
    type Outcome = OrderNumber;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<OrderNumber, Error> {
        self.caller.require(Permission::WorkCases)?;
        let user = self.caller.user()?;
        let mut file = CaseFile::open_as_seen(tx, desk, &self.caller, (self.number, self.request.version)).await?;
        file.change(&Change::Renew { by: user.to_owned() })?;
        let mut replaced_reference = None;
        if let Some(replaced) = self.request.replaces {
            replaced_reference = Some(self.withdraw(tx, &mut file, replaced).await?);
        }
        // Read after what this one stands in for was withdrawn: that makes room.
        let balance = balance_of(tx, &file).await?;
        let request = DraftOrderRequest {
            reference: self.request.reference.clone().or(replaced_reference),
            ..self.request.clone()
        };
        let orders = all_of(tx, self.number).await?;
        let cause = cause_of(&file.case, &file.evidence, &orders, &request)?;
        let about = (cause.kind(), cause.reference());
        if let Some(live) = tx.live_order_of_reference(&file.case.facts.channel, about).await? {
            return Err(Error::explain(
                Code::AlreadyCorrected,
                format!("{live} puts it right."),
                format!("已由 {live} 处理。"),
            ));
        }
        let room = check_draft(&cause, &balance)?;
        check_told(&cause, &file.case, &file.evidence, room)?;
        let order = CorrectionOrder {
            number: OrderNumber(tx.take_numbers("correction", 1).await?),
            case: self.number,
            version: 1,
            payout: PayoutKey::of(&file.case.facts),
            merchant: file.case.facts.merchant.clone(),
            lines: lines_of(&cause)?,
            funds_back_at: funds_back_at(&cause, file.case.matter.returns()),
            cause,
            revision: 1,
            state: OrderState::Drafted,
            attempts: 0,
            replaces: self.request.replaces,
            drafted_by: user.to_owned(),
            drafted_at: file.now,
            updated_at: file.now,
        };
        tx.insert_correction_order(&order).await?;
        tx.insert_correction_lines(&order).await?;
        note(tx, &mut file, &order, OrderEventKind::Drafted).await?;
        file.save(tx).await?;
        Ok(order.number)
    }
}

impl DraftOrder {
    /// Withdraws the order that accounting refused, so that its return is free for this one; answers what it referred to.
    async fn withdraw(&self, tx: &mut Tx<'_>, file: &mut CaseFile, number: OrderNumber) -> Result<String, Error> {
        let mut replaced = of_case(tx, number).await?;
        let failed = matches!(replaced.state, OrderState::Failed { .. });
        if !failed || replaced.case != self.number || self.request.kind != CorrectionKind::WriteOff {
            return Err(DraftRefusal::NotToReplace.into());
        }
        let by = self.caller.user()?.to_owned();
        let reason = shared::text::corrections::replaced_by_write_off(Lang::En).to_owned();
        change(tx, file, &mut replaced, (OrderEventKind::Withdrawn, OrderChange::Withdraw { by, reason })).await?;
        Ok(replaced.cause.reference().to_owned())
    }
}

impl From<DraftRefusal> for Error {
    fn from(refusal: DraftRefusal) -> Self {
        let code = match refusal {
            DraftRefusal::AboveCap { .. } => Code::AbovePayout,
            _ => Code::CorrectionRefused,
        };
        Self::explain(code, refusal.text(Lang::En), refusal.text(Lang::Zh))
    }
}

impl From<CauseFault> for Error {
    fn from(fault: CauseFault) -> Self {
        Self::explain(Code::CorrectionRefused, fault.text(Lang::En), fault.text(Lang::Zh))
    }
}

impl From<NotAsTold> for Error {
    fn from(refusal: NotAsTold) -> Self {
        Self::explain(Code::CorrectionRefused, refusal.text(Lang::En), refusal.text(Lang::Zh))
    }
}
