//! What a reconciliation run or a balance proof puts before people: the evidence that opens a case, and that is
//! added anew whenever the picture changes.
//!
//! The rule: the latest finding is what the case is about. An earlier one stays as it was.

#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::balance::{Lead, Proof, ProofState};
use super::discrepancy::{Differs, Discrepancy, DiscrepancyKind, LikelyCause};
use super::matching::{Entry, LineId, Rule};
use super::{AccountId, ChannelAccount, Line, LineKind, Side, day_bounds, payout_of};
use crate::case::{Beneficiary, CaseNumber, Facts, Merchant, Source};
use crate::money::Money;

/// How much of a line's reference stands in a case's order number.
const REFERENCE_CHARACTERS_MAX: usize = 64;

/// A line as a finding shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShownLine {
    /// Its identifier.
    pub id: LineId,
    /// What it says.
    pub line: Line,
}

/// That a disagreement is over: how it came to agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cleared {
    /// By which rule its lines match now.
    pub rule: Rule,
    /// The lines that came later.
    pub by: Vec<ShownLine>,
}

/// A discrepancy with its lines, as people see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Disagreement {
    /// In which account.
    pub account: AccountId,
    /// In which business day it is reckoned.
    pub date: NaiveDate,
    /// Its type.
    pub kind: DiscrepancyKind,
    /// Our lines.
    pub ours: Vec<ShownLine>,
    /// The channel's lines.
    pub channel: Vec<ShownLine>,
    /// Of a second line, the one that it repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<ShownLine>,
    /// Which fields differ.
    pub differs: Vec<Differs>,
    /// How much is at issue.
    pub amount: Money,
    /// What the channel has more than our books, below zero where our books have more.
    pub surplus: Money,
    /// How far lines of the account may lie apart in amount.
    pub tolerance: Money,
    /// Why that may be, the most telling first.
    pub causes: Vec<LikelyCause>,
    /// How it came to agree, where it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cleared: Option<Cleared>,
    /// The case that decides it from now on, where another does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_over_to: Option<CaseNumber>,
    /// Whether the channel was asked to make it good: the case waits for how it answers.
    #[serde(default)]
    pub is_claim: bool,
}

/// A balance that does not add up, as people see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BalanceFinding {
    /// In which account.
    pub account: AccountId,
    /// The proof as it stands.
    pub proof: Proof,
    /// Where the break may come from.
    pub leads: Vec<Lead>,
    /// The lines that the leads name.
    pub lines: Vec<ShownLine>,
}

impl Disagreement {
    /// The finding of a discrepancy with its `own` lines, in the business day `date`.
    pub fn of(
        found: &Discrepancy,
        own: &[Entry],
        causes: Vec<LikelyCause>,
        date: NaiveDate,
        account: &ChannelAccount,
    ) -> Self {
        let shown = |ids: &[LineId]| -> Vec<ShownLine> {
            own.iter().filter(|entry| ids.contains(&entry.id)).map(ShownLine::of).collect()
        };
        let (ours, channel) = (shown(&found.ours), shown(&found.channel));
        let moved =
            |lines: &[ShownLine]| lines.iter().map(|shown| shown.line.effect_minor()).fold(0_i64, i64::saturating_add);
        let surplus = moved(&channel).saturating_sub(moved(&ours));
        let repeats = found.repeats.and_then(|id| own.iter().find(|entry| entry.id == id)).map(ShownLine::of);
        let surplus = match (found.kind, &ours[..], &channel[..]) {
            (DiscrepancyKind::FeeMismatch, [our], [theirs]) => {
                fee_minor(&our.line).saturating_sub(fee_minor(&theirs.line))
            }
            _ => surplus,
        };
        Self {
            account: account.id.clone(),
            date,
            kind: found.kind,
            surplus: Money::from_minor(surplus, found.amount.currency()),
            tolerance: account.money(account.tolerance.amount_minor),
            ours,
            channel,
            repeats,
            differs: found.differs.clone(),
            amount: found.amount,
            causes,
            cleared: None,
            handed_over_to: None,
            is_claim: false,
        }
    }

    /// All lines of it, ours first.
    pub fn lines(&self) -> impl Iterator<Item = (Side, &ShownLine)> {
        let ours = self.ours.iter().map(|line| (Side::Ours, line));
        ours.chain(self.channel.iter().map(|line| (Side::Channel, line)))
    }

    /// Whether it is about a payout, which has cases of its own.
    pub fn is_of_payout(&self) -> bool {
        self.lines().any(|(_, shown)| matches!(shown.line.kind, LineKind::Payout | LineKind::Bounce))
    }

    /// Whether the channel has more of a payout than our books: a line that they lack, or a second one.
    pub fn is_more_of_payout(&self) -> bool {
        let is_more = matches!(self.kind, DiscrepancyKind::MissingInternal | DiscrepancyKind::DuplicateLine);
        is_more && self.ours.is_empty() && self.is_of_payout()
    }

    /// Whether the channel settled a payout a second time, as its lines say.
    pub fn is_second_settlement(&self) -> bool {
        let tells = |shown: &ShownLine| payout_of(&shown.line).is_some();
        let first = self.repeats.as_ref();
        self.kind == DiscrepancyKind::DuplicateLine
            && self.ours.is_empty()
            && self.channel.iter().chain(first).all(|shown| shown.line.kind == LineKind::Payout && tells(shown))
            && first.is_some_and(|first| {
                self.channel.iter().all(|second| payout_of(&first.line) == payout_of(&second.line))
            })
    }

    /// Whether it is about how a payout stands: that is decided in the payout's own case.
    pub fn is_of_status(&self) -> bool {
        self.kind == DiscrepancyKind::StatusMismatch && self.is_of_payout()
    }

    /// The order number of the payout, or the payment, that it is about.
    pub fn order_number(&self) -> Option<&str> {
        self.lines().find_map(|(_, shown)| {
            let references = &shown.line.references;
            references.original_order_number.as_deref().or(references.order_number.as_deref())
        })
    }

    /// What is referred to in the books: a reference of one of its lines.
    pub fn reference(&self) -> Option<String> {
        let (_, shown) = self.lines().next()?;
        let references = &shown.line.references;
        let known = [
            &references.order_number,
            &references.channel_number,
            &references.entry_reference,
            &references.batch_number,
        ];
        let known = known.into_iter().flatten().find(|text| !text.trim().is_empty());
        Some(known.cloned().unwrap_or_else(|| format!("line {}", shown.id.0)))
    }

    /// The name of its likeliest cause; none where nothing explains it.
    pub fn cause_name(&self) -> Option<&'static str> {
        self.causes.first().map(|cause| cause.why.name())
    }

    /// Whether a person may say that it is within tolerance: it is within the account's, or no more than the smallest unit for each
    /// line.
    pub fn is_within_tolerance(&self) -> bool {
        let lines = i64::try_from(self.ours.len().max(self.channel.len())).unwrap_or(i64::MAX);
        self.amount.currency() == self.tolerance.currency() && self.amount.minor() <= self.tolerance.minor().max(lines)
    }
}

impl BalanceFinding {
    /// How much is apart, with its sign; nothing where the proof holds by now.
    pub fn difference(&self) -> Option<Money> {
        match &self.proof.state {
            ProofState::Breaks { difference, gap } => Some(if difference.minor() == 0 { *gap } else { *difference }),
            ProofState::Holds | ProofState::Lacks { .. } => None,
        }
    }
}

/// The facts of a case that is opened for a disagreement. No payout is meant by them: where the merchant stands the account does,
/// for the money is our own, and the order number is the line's, with the line's own number after it.
pub fn facts_of_disagreement(found: &Disagreement, account: &ChannelAccount, source: Source) -> Facts {
    let (begins, _) = day_bounds(found.date, account);
    let line = found.lines().next().map_or(0, |(_, shown)| shown.id.0);
    let reference: String = found.reference().unwrap_or_default().chars().take(REFERENCE_CHARACTERS_MAX).collect();
    let sent_at = found.lines().filter_map(|(_, shown)| shown.line.at).min().unwrap_or(begins);
    Facts {
        channel_order_number: found.order_number().map(str::to_owned),
        ..facts_of(account, source, found.amount, format!("{reference}/{line}"), sent_at)
    }
}

/// The facts of a payout of which no case tells, and on whose status the sides disagree: nothing where the lines do not name it, or
/// are about its return. Whose merchant's it is no line says, so the account stands there.
pub fn facts_of_payout(found: &Disagreement, account: &ChannelAccount, source: Source) -> Option<Facts> {
    let is_payout = |shown: &ShownLine| matches!(shown.line.kind, LineKind::Payout | LineKind::Other);
    let is_decided_there = found.is_of_status() || found.is_second_settlement();
    if !is_decided_there || !found.lines().all(|(_, shown)| is_payout(shown)) {
        return None;
    }
    let order_number = found.order_number().filter(|order| order.chars().count() <= REFERENCE_CHARACTERS_MAX)?;
    let (begins, _) = day_bounds(found.date, account);
    let of = |wanted| found.lines().filter(move |(side, _)| *side == wanted).map(|(_, shown)| &shown.line);
    let sent_at = of(Side::Ours).chain(of(Side::Channel)).find_map(|line| line.at).unwrap_or(begins);
    let known = |line: &Line| Some((line.counterparty.clone()?, line.counterparty_account.clone()?));
    let beneficiary = of(Side::Ours).chain(of(Side::Channel)).find_map(known);
    Some(Facts {
        channel_order_number: of(Side::Channel).find_map(|line| line.references.channel_number.clone()),
        beneficiary: beneficiary.map(|(name, account)| Beneficiary { name, account, ..Beneficiary::default() }),
        ..facts_of(account, source, found.amount, order_number.to_owned(), sent_at)
    })
}

/// The same for a balance that does not add up.
pub fn facts_of_balance(found: &BalanceFinding, account: &ChannelAccount, source: Source) -> Facts {
    let (begins, _) = day_bounds(found.proof.date, account);
    let apart = found.difference().map_or(0, |difference| difference.minor().saturating_abs());
    facts_of(account, source, account.money(apart), format!("{}/{}", found.account, found.proof.date), begins)
}

fn facts_of(
    account: &ChannelAccount,
    source: Source,
    amount: Money,
    order_number: String,
    sent_at: DateTime<Utc>,
) -> Facts {
    Facts {
        source,
        channel: account.channel.clone(),
        merchant: Merchant { id: account.id.to_string(), name: account.name.clone() },
        amount,
        order_number,
        channel_order_number: None,
        beneficiary: None,
        sent_at,
    }
}

impl ShownLine {
    /// A line as it is shown.
    pub fn of(entry: &Entry) -> Self {
        Self { id: entry.id, line: entry.line.clone() }
    }
}

fn fee_minor(line: &Line) -> i64 {
    line.fee.map_or(0, Money::minor)
}
