//! What the system that sends payouts files of them: unknown ones, ones that came back, ones that were settled twice.

use anyhow::Result;
use chrono::{DateTime, Duration, Utc};
use shared::api::exceptions::{AddedKind, EvidenceRequest, FilingKind, FilingRequest};
use shared::api::particulars::{FundsBackRequest, ReturnRequest, SettlementLineRequest};
use shared::money::MoneyText;

use super::answers::{Asked, response};
use super::cast::CORE;
use super::payout::Payout;
use super::story::Step;

/// The filing that a step is, if it is one.
pub fn filing(payout: &Payout, step: &Step, at: DateTime<Utc>) -> Result<Option<FilingRequest>> {
    Ok(Some(match step {
        Step::File { first, queries } => {
            let first_at = payout.sent_at + Duration::seconds(2);
            let mut request = bare(payout, FilingKind::PayoutUnknown, "UNK");
            request.first_response = Some(response(payout, *first, Asked::Payout, first_at, None)?);
            for (index, answer) in (1..).zip(queries) {
                let asked_at = first_at + Duration::minutes(3 * index);
                request.query_responses.push(response(payout, *answer, Asked::Query, asked_at, None)?);
            }
            request
        }
        Step::FileReturned { amount, reason } => {
            let mut request = bare(payout, FilingKind::PayoutBounced, "RET");
            request.returns.push(ReturnRequest {
                reference: return_reference(payout),
                reason_code: Some((*reason).to_owned()),
                reason: None,
                amount: of_payout(payout, amount),
                fee: None,
                returned_at: at - Duration::minutes(9),
                attempt: None,
            });
            request
        }
        Step::FileSettled { lines } => {
            let mut request = bare(payout, FilingKind::DuplicatePayout, "DUP");
            request.settlement_lines = (1..=*lines)
                .map(|line| SettlementLineRequest {
                    reference: format!("ST-{}-{line}", payout.order_number),
                    amount: payout.amount.clone(),
                    settled_at: payout.sent_at + Duration::minutes(4 * i64::from(line)),
                    attempt: None,
                })
                .collect();
            request
        }
        Step::FundsBack { .. } | Step::Hear { .. } | Step::Order { .. } | Step::Work { .. } => return Ok(None),
    }))
}

/// That the money of the payout's return is back.
pub fn funds_back(payout: &Payout, amount: &str, at: DateTime<Utc>) -> EvidenceRequest {
    EvidenceRequest {
        kind: AddedKind::FundsBack,
        response: None,
        returned: None,
        funds_back: Some(FundsBackRequest {
            return_reference: return_reference(payout),
            reference: format!("AC-{}", payout.order_number),
            amount: of_payout(payout, amount),
            booked_at: at - Duration::minutes(2),
        }),
        settlement_line: None,
    }
}

fn return_reference(payout: &Payout) -> String {
    format!("RT-{}", payout.order_number)
}

/// An amount in the payout's currency.
fn of_payout(payout: &Payout, amount: &str) -> MoneyText {
    MoneyText { amount: amount.to_owned(), currency: payout.amount.currency.clone() }
}

/// A filing without what its kind brings.
fn bare(payout: &Payout, kind: FilingKind, prefix: &str) -> FilingRequest {
    FilingRequest {
        kind,
        source_system: CORE.to_owned(),
        source_reference: format!("{prefix}-{}", payout.order_number),
        channel: payout.channel.id().to_owned(),
        merchant: payout.merchant.clone(),
        amount: payout.amount.clone(),
        order_number: payout.order_number.clone(),
        channel_order_number: payout.channel_order_number.clone(),
        beneficiary: Some(payout.beneficiary.clone()),
        sent_at: payout.sent_at,
        first_response: None,
        query_responses: vec![],
        returns: vec![],
        return_notices: vec![],
        settlement_lines: vec![],
    }
}
