//! The proof of one day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{BalanceByHand, Movement};
use crate::money::{Currency, Money};
use crate::recon::line::named;

/// Where a balance is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BalanceSource {
    /// The channel's file.
    Statement {
        /// Which.
        statement: i64,
    },
    /// A person who looked at the channel's portal.
    ByHand(BalanceByHand),
    /// The closing balance of the day before.
    DayBefore {
        /// Which day.
        date: NaiveDate,
    },
}

/// A balance that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BalanceKnown {
    /// How much.
    pub amount: Money,
    /// Where it is from.
    pub source: BalanceSource,
}

/// What is known of the balances of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayBalances {
    /// Which business date.
    pub date: NaiveDate,
    /// What it opens with, as a file or a person says.
    pub opening: Option<BalanceKnown>,
    /// What moved it, by the channel's lines; absent while no statement is booked.
    pub movement: Option<Movement>,
    /// What it closes with, as a file or a person says.
    pub closing: Option<BalanceKnown>,
}

named! {
    /// What a proof lacks.
    Lacking {
        /// What the day opens with: neither stated, nor is the day before proved.
        Opening = "opening",
        /// What moved it: no statement is booked.
        Movement = "movement",
        /// What it closes with.
        Closing = "closing",
    }
}

/// How a proof stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = BalanceProofState))]
pub enum ProofState {
    /// It adds up.
    Holds,
    /// It cannot be worked out yet.
    Lacks {
        /// For want of what.
        what: Vec<Lacking>,
    },
    /// It does not add up.
    Breaks {
        /// The closing balance less what was worked out: above zero where the account holds more.
        difference: Money,
        /// What the day is said to open with less what the day before closed with; zero where they agree, or one is not known.
        gap: Money,
    },
}

/// The proof of one day: a row of the funds-flow table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = BalanceProof))]
pub struct Proof {
    /// Which business date.
    pub date: NaiveDate,
    /// What it opens with.
    pub opening: Option<BalanceKnown>,
    /// What moved it.
    pub movement: Option<Movement>,
    /// What it closes with by that.
    pub worked_out: Option<Money>,
    /// What it closes with.
    pub closing: Option<BalanceKnown>,
    /// How it stands.
    pub state: ProofState,
}

impl Proof {
    /// Whether it adds up.
    pub fn holds(&self) -> bool {
        self.state == ProofState::Holds
    }
}

/// Proves a day, after the day before, where that is known. Both must be of the account's `currency`.
pub fn prove(day: &DayBalances, before: Option<&Proof>, currency: Currency) -> Proof {
    let yesterday = before.filter(|before| before.date.succ_opt() == Some(day.date));
    let carried = yesterday.and_then(|before| {
        let source = BalanceSource::DayBefore { date: before.date };
        Some(BalanceKnown { amount: before.closing.as_ref()?.amount, source })
    });
    let gap = match (&day.opening, &carried) {
        (Some(stated), Some(carried)) => i128::from(stated.amount.minor()) - i128::from(carried.amount.minor()),
        _ => 0,
    };
    // The day before's closing balance counts: what is not in either day's lines shows as a difference of this one.
    let opening = carried.or_else(|| day.opening.clone());
    let worked_out = opening.as_ref().zip(day.movement.as_ref()).and_then(|(opening, movement)| {
        let minor = i128::from(opening.amount.minor()) + movement.net_minor();
        Some(Money::from_minor(i64::try_from(minor).ok()?, currency))
    });
    let state = state(day, opening.as_ref(), worked_out, gap, currency);
    Proof { date: day.date, opening, movement: day.movement, worked_out, closing: day.closing.clone(), state }
}

fn state(
    day: &DayBalances,
    opening: Option<&BalanceKnown>,
    worked_out: Option<Money>,
    gap_minor: i128,
    currency: Currency,
) -> ProofState {
    let lacking = [
        (opening.is_none(), Lacking::Opening),
        (day.movement.is_none(), Lacking::Movement),
        (day.closing.is_none(), Lacking::Closing),
    ];
    let what: Vec<Lacking> = lacking.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, what)| what).collect();
    let (Some(worked_out), Some(closing), true) = (worked_out, &day.closing, what.is_empty()) else {
        return ProofState::Lacks { what };
    };
    let money = |minor: i128| {
        Money::from_minor(i64::try_from(minor).unwrap_or(if minor < 0 { i64::MIN } else { i64::MAX }), currency)
    };
    let difference = i128::from(closing.amount.minor()) - i128::from(worked_out.minor());
    if difference == 0 && gap_minor == 0 {
        ProofState::Holds
    } else {
        ProofState::Breaks { difference: money(difference), gap: money(gap_minor) }
    }
}
