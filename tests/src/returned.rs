//! What is told of returns, of funds that are back and of settlements. What a scenario does not say is ordinary: all of an
//! ordinary payout came back an hour ago, for a wrong account number.

use shared::api::commands::{ObservationKind, ObservationRequest};
use shared::api::exceptions::{AddedKind, EvidenceRequest};
use shared::api::particulars::{FundsBackRequest, ReturnRequest, SettlementLineRequest};
use shared::evidence::Shown;
use shared::money::MoneyText;

use crate::payout::minutes_ago;
use crate::response::portal;

fn yuan(amount: &str) -> MoneyText {
    MoneyText { amount: amount.to_owned(), currency: "CNY".to_owned() }
}

/// A return of that much.
pub fn returned(reference: &str, amount: &str) -> ReturnRequest {
    ReturnRequest {
        reference: reference.to_owned(),
        reason_code: Some("AC01".to_owned()),
        reason: None,
        amount: yuan(amount),
        fee: None,
        returned_at: minutes_ago(60),
        attempt: None,
    }
}

/// That much of a return, back by a line of the account that is called after it.
pub fn funds_back(return_reference: &str, amount: &str) -> FundsBackRequest {
    FundsBackRequest {
        return_reference: return_reference.to_owned(),
        reference: format!("line of {return_reference}"),
        amount: yuan(amount),
        booked_at: minutes_ago(30),
    }
}

/// A settlement of that much.
pub fn settled(reference: &str, amount: &str) -> SettlementLineRequest {
    SettlementLineRequest {
        reference: reference.to_owned(),
        amount: yuan(amount),
        settled_at: minutes_ago(90),
        attempt: None,
    }
}

/// What another system adds to a case.
#[derive(Clone, Debug)]
pub enum Told {
    /// A return.
    Return(ReturnRequest),
    /// Funds that are back.
    Funds(FundsBackRequest),
    /// A settlement.
    Line(SettlementLineRequest),
}

impl From<Told> for EvidenceRequest {
    fn from(told: Told) -> Self {
        let nothing = Self {
            kind: AddedKind::ReturnNotice,
            response: None,
            returned: None,
            funds_back: None,
            settlement_line: None,
        };
        match told {
            Told::Return(returned) => Self { returned: Some(returned), ..nothing },
            Told::Funds(funds) => Self { kind: AddedKind::FundsBack, funds_back: Some(funds), ..nothing },
            Told::Line(line) => Self { kind: AddedKind::StatementLine, settlement_line: Some(line), ..nothing },
        }
    }
}

/// A person tells of a return or of funds that are back.
pub fn seen(told: Told) -> ObservationRequest {
    let request = EvidenceRequest::from(told);
    let kind = if request.funds_back.is_some() { ObservationKind::FundsBack } else { ObservationKind::ReturnNotice };
    ObservationRequest {
        kind,
        returned: request.returned,
        funds_back: request.funds_back,
        ..ObservationRequest::from(portal(Shown::Returned))
    }
}
