//! Changing what a draft says, within the rules. Each change is a revision of its own; those before it stay.

use shared::api::problem::Code;
use shared::case::Change;
use shared::correction::{Edit, EditRefusal, OrderEventKind, OrderNumber, Told, edited, funds_back_at, lines_of};
use shared::role::Permission;
use shared::text::{Lang, Text};

use super::order_file::{balance_of, open_as_seen, put};
use crate::caller::Caller;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::Tx;

/// The holder of the case changes a draft.
#[derive(Debug)]
pub struct EditOrder {
    /// Who.
    pub caller: Caller,
    /// Which order.
    pub number: OrderNumber,
    /// The version that they saw.
    pub version: i64,
    /// What they change.
    pub edit: Edit,
}

impl Command for EditOrder {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::WorkCases)?;
        let (mut file, mut order) = open_as_seen(tx, desk, &self.caller, (self.number, self.version)).await?;
        file.change(&Change::Renew { by: self.caller.user()?.to_owned() })?;
        let balance = balance_of(tx, &file).await?;
        let told = Told::of(&order.cause, &file.case, &file.evidence);
        order.cause = edited(&order, &self.edit, &balance, told)?;
        order.lines = lines_of(&order.cause)?;
        order.funds_back_at = funds_back_at(&order.cause, file.case.matter.returns());
        order.revision += 1;
        put(tx, &mut file, &mut order, OrderEventKind::Edited).await?;
        tx.insert_correction_lines(&order).await?;
        file.save(tx).await
    }
}

impl From<EditRefusal> for Error {
    fn from(refusal: EditRefusal) -> Self {
        let code = match refusal {
            EditRefusal::NotEditable { .. } => Code::OrderState,
            EditRefusal::AboveCap { .. } => Code::AbovePayout,
            EditRefusal::NoSuchField { .. }
            | EditRefusal::Faulty { .. }
            | EditRefusal::NotAsTold { .. }
            | EditRefusal::Unchanged => Code::CorrectionRefused,
        };
        Self::explain(code, refusal.text(Lang::En), refusal.text(Lang::Zh))
    }
}
