//! Asking the sending system to pay again, with corrected details and under a new order number.
//!
//! The rule: never while any attempt of the payout may still be paid. What is asked for is an attempt of its own from that
//! moment on, and is under way until the channel says how it ended.

use serde_json::json;
use shared::api::commands::PayAgainRequest;
use shared::api::problem::{FieldCode, FieldProblem};
use shared::audit::Action;
use shared::case::{Beneficiary, CaseNumber, check_pay_again};
use shared::digest::Digest;
use shared::evidence::{Claim, Details, Evidence, EvidenceKind, PayAgain, Rule, Transport, attempts};
use shared::resolution::{Deciding, pay_again_amount, pay_again_unmet};
use shared::role::Permission;
use shared::text::{Lang, Text};
use shared::webhook::{Occurrence, PayAgainRequested};

use super::case_file::CaseFile;
use super::record_evidence::admit;
use crate::caller::Caller;
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{EvidenceRecord, Tx};

/// Someone asks the sending system to pay again.
#[derive(Debug)]
pub struct RequestPayAgain {
    /// Who.
    pub caller: Caller,
    /// The payout's case.
    pub number: CaseNumber,
    /// What.
    pub request: PayAgainRequest,
    /// The language to refuse in.
    pub lang: Lang,
}

impl Command for RequestPayAgain {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        self.caller.require(Permission::WorkCases)?;
        let name = self.caller.user()?;
        let seen = (self.number, self.request.version);
        let mut file = CaseFile::open_as_seen(tx, desk, &self.caller, seen).await?;
        let deciding = Deciding { name, roles: &self.caller.roles, now: file.now };
        let unmet = pay_again_unmet(&file.situation(), &deciding);
        if !unmet.is_empty() {
            return Err(Error::blocked(unmet));
        }
        let (order_number, beneficiary, reason) = self.check(tx, &file).await?;
        let amount = pay_again_amount(&file.case);
        let told = PayAgain { order_number, amount, reason };
        let record = piece(&file, &told)?;
        announce(&mut file, &told, beneficiary);
        admit(tx, desk, &mut file, record, &[]).await?;
        Ok(())
    }
}

impl RequestPayAgain {
    /// What is asked for, refused where the order number was ever used: on this case, or as a payout of this channel.
    async fn check(&self, tx: &mut Tx<'_>, file: &CaseFile) -> Result<(String, Beneficiary, String), Error> {
        let facts = &file.case.facts;
        let known = attempts(&facts.order_number, &file.evidence);
        let checked = check_pay_again(&self.request, &known, self.lang).map_err(Error::fields)?;
        if tx.first_case_of_payout(&facts.channel, &checked.0).await?.is_some() {
            let code = FieldCode::Duplicate;
            let expected = code.text(self.lang);
            return Err(Error::fields(vec![FieldProblem { field: "order_number".to_owned(), code, expected }]));
        }
        Ok(checked)
    }
}

/// The piece by which the new attempt is known to be under way.
fn piece(file: &CaseFile, told: &PayAgain) -> Result<EvidenceRecord, Error> {
    let details = Details::PayAgain(told.clone());
    let body = serde_json::to_vec(&details).map_err(|error| Error::Internal(error.to_string()))?;
    let evidence = Evidence {
        seq: file.next_evidence(),
        kind: EvidenceKind::PayAgain,
        attempt: told.order_number.clone(),
        api: None,
        received_at: file.now,
        recorded_at: file.now,
        recorded_by: file.caller.actor.clone(),
        transport: Transport::default(),
        observation: None,
        details: Some(details),
        content_type: Some("application/json".to_owned()),
        size_bytes: i64::try_from(body.len()).unwrap_or(i64::MAX),
        sha256: Digest::of(&body),
        claim: Claim::NonFinal,
        rule: Rule::Told,
    };
    Ok(EvidenceRecord { number: file.case.number, evidence, body: Some(body) })
}

fn announce(file: &mut CaseFile, told: &PayAgain, beneficiary: Beneficiary) {
    let after = json!({
        "order_number": told.order_number, "amount": told.amount, "reason": told.reason,
        "beneficiary": beneficiary.masked(),
    });
    file.happened(Action::PayAgainRequested, after);
    let PayAgain { order_number, amount, reason } = told.clone();
    let requested_by = file.caller.actor.clone();
    file.announce(move |case| {
        let requested = PayAgainRequested { case, order_number, amount, beneficiary, reason, requested_by };
        Occurrence::PayAgainRequested(requested)
    });
}
