//! What accounting says of an order that was sent, in whatever order, late or twice.
//!
//! The rule: what was said of a sending stands. The same again is answered the same; anything else is a contradiction.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{OrderState, OrderStateName};

/// How a sending went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Answer {
    /// It is in the books.
    Posted {
        /// Accounting's voucher number.
        #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 64))]
        voucher: String,
    },
    /// It was refused.
    Failed {
        /// Why.
        #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
        reason: String,
    },
}

/// What accounting said of one sending.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Acknowledgement {
    /// Which sending, from 1.
    pub attempt: i32,
    /// How it went.
    pub answer: Answer,
    /// When it was said first.
    pub received_at: DateTime<Utc>,
    /// By which system.
    pub received_from: String,
}

/// Why an acknowledgement is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AcknowledgementRefusal {
    /// Of this sending accounting has already said something else.
    #[error("accounting said something else of this sending")]
    Contradicts {
        /// What it said.
        said: Answer,
    },
    /// There was no such sending.
    #[error("the order was not sent so often")]
    NotSent {
        /// The order's state.
        state: OrderStateName,
        /// How often it was sent.
        attempts: i32,
    },
}

/// Whether what accounting says of a sending is new (`None`), the same as before (`Some`), or refused.
pub fn check_acknowledgement<'a>(
    state: &OrderState,
    attempts: i32,
    said: &'a [Acknowledgement],
    attempt: i32,
    answer: &Answer,
) -> Result<Option<&'a Acknowledgement>, AcknowledgementRefusal> {
    match said.iter().find(|said| said.attempt == attempt) {
        Some(said) if said.answer == *answer => return Ok(Some(said)),
        Some(said) => return Err(AcknowledgementRefusal::Contradicts { said: said.answer.clone() }),
        None => {}
    }
    match state {
        OrderState::Sent { attempt: sent, .. } if *sent == attempt => Ok(None),
        _ => Err(AcknowledgementRefusal::NotSent { state: state.name(), attempts }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at() -> DateTime<Utc> {
        DateTime::from_timestamp(1_780_000_000, 0).unwrap()
    }

    fn posted(voucher: &str) -> Answer {
        Answer::Posted { voucher: voucher.into() }
    }

    fn failed() -> Answer {
        Answer::Failed { reason: "balance too low".into() }
    }

    #[test]
    fn the_same_again_is_answered_the_same_and_anything_else_is_refused() {
        let sent = |attempt| OrderState::Sent { at: at(), attempt };
        let first = Acknowledgement { attempt: 1, answer: failed(), received_at: at(), received_from: "erp".into() };
        let second = Acknowledgement { attempt: 2, answer: posted("V-1"), ..first.clone() };
        let done = OrderState::Posted { at: at(), attempt: 2, voucher: "V-1".into() };
        let approved = OrderState::Approved { at: at() };
        let not_sent = |state: &OrderState, attempts| AcknowledgementRefusal::NotSent { state: state.name(), attempts };
        let said = |answer| AcknowledgementRefusal::Contradicts { said: answer };
        type Row<'a> =
            (&'a OrderState, i32, Vec<Acknowledgement>, i32, Answer, Result<Option<i32>, AcknowledgementRefusal>);
        let table: Vec<Row<'_>> = vec![
            (&approved, 0, vec![], 1, posted("V"), Err(not_sent(&approved, 0))),
            (&done, 2, vec![first.clone(), second.clone()], 2, posted("V-1"), Ok(Some(2))),
            (&done, 2, vec![first.clone(), second.clone()], 2, posted("V-2"), Err(said(posted("V-1")))),
            (&done, 2, vec![first.clone(), second.clone()], 2, failed(), Err(said(posted("V-1")))),
            (&done, 2, vec![first.clone(), second.clone()], 1, failed(), Ok(Some(1))),
            (&done, 2, vec![first.clone(), second], 3, failed(), Err(not_sent(&done, 2))),
        ];
        for (state, attempts, said, attempt, answer, expected) in table {
            let checked = check_acknowledgement(state, attempts, &said, attempt, &answer);
            assert_eq!(checked.map(|same| same.map(|same| same.attempt)), expected, "{state:?} {attempt} {answer:?}");
        }
        // A refusal of the first sending that comes late says nothing of the second.
        let (state, said) = (sent(2), vec![first]);
        assert!(matches!(check_acknowledgement(&state, 2, &said, 1, &failed()), Ok(Some(_))));
        assert_eq!(check_acknowledgement(&state, 2, &said, 2, &posted("V")), Ok(None));
        assert_eq!(check_acknowledgement(&sent(1), 1, &[], 1, &posted("V")), Ok(None));
    }
}
