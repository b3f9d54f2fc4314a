//! Accounting says how a sending went: in whatever order, late or twice.

use shared::api::correction_orders::AcknowledgementView;
use shared::api::notices::Notice;
use shared::api::problem::Code;
use shared::correction::{
    Acknowledgement, AcknowledgementRefusal, Answer, CorrectionOrder, OrderChange, OrderEventKind, OrderNumber,
    check_acknowledgement,
};
use shared::role::Permission;

use super::finish_case::finish_if_done;
use super::order_file::{change, open};
use super::raise_order::put_back_to_work;
use crate::caller::Caller;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// Accounting acknowledges a sending.
#[derive(Debug)]
pub struct AcknowledgeOrder {
    /// Which system.
    pub caller: Caller,
    /// Which order.
    pub number: OrderNumber,
    /// Which sending.
    pub attempt: i32,
    /// How it went.
    pub answer: Answer,
}

impl Command for AcknowledgeOrder {
    type Outcome = AcknowledgementView;

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<AcknowledgementView, Error> {
        self.caller.require(Permission::AcknowledgePostings)?;
        let (mut file, mut order) = open(tx, desk, &self.caller, self.number).await?;
        let said = tx.acknowledgements(self.number).await?;
        let known = check_acknowledgement(&order.state, order.attempts, &said, self.attempt, &self.answer)?;
        if let Some(known) = known {
            return Ok(view(&order, known));
        }
        let said = Acknowledgement {
            attempt: self.attempt,
            answer: self.answer.clone(),
            received_at: file.now,
            received_from: self.caller.actor.to_string(),
        };
        tx.insert_acknowledgement(self.number, &said).await?;
        match self.answer.clone() {
            Answer::Posted { voucher } => {
                let post = (OrderEventKind::Posted, OrderChange::Post { voucher });
                change(tx, &mut file, &mut order, post).await?;
                finish_if_done(tx, &mut file).await?;
            }
            Answer::Failed { reason } => {
                let fail = (OrderEventKind::Failed, OrderChange::Fail { reason: reason.clone() });
                change(tx, &mut file, &mut order, fail).await?;
                let notice = Notice::OrderFailed { order: order.number, reason };
                put_back_to_work(tx, &mut file, &order, &notice).await?;
            }
        }
        file.save(tx).await?;
        Ok(view(&order, &said))
    }
}

fn view(order: &CorrectionOrder, said: &Acknowledgement) -> AcknowledgementView {
    AcknowledgementView {
        number: order.number,
        case: order.case,
        attempt: said.attempt,
        answer: said.answer.clone(),
        received_at: said.received_at,
    }
}

impl From<AcknowledgementRefusal> for Error {
    fn from(refusal: AcknowledgementRefusal) -> Self {
        let (en, zh) = match &refusal {
            AcknowledgementRefusal::Contradicts { said: Answer::Posted { voucher } } => (
                format!("It was said to be posted with voucher {voucher}."),
                format!("此前回执为已记账，凭证号 {voucher}。"),
            ),
            AcknowledgementRefusal::Contradicts { said: Answer::Failed { reason } } => {
                (format!("It was said to have failed: {reason}"), format!("此前回执为失败：{reason}"))
            }
            AcknowledgementRefusal::NotSent { attempts, .. } => (
                format!("No answer to that sending is awaited. The last was number {attempts}."),
                format!("并不等待该次发送的回执；最近一次为第 {attempts} 次。"),
            ),
        };
        Self::explain(Code::AcknowledgementContradicts, en, zh)
    }
}
