//! All that closing a day looks at, gathered once for who reads, proposes and approves: so all three see the same.

use chrono::NaiveDate;
use shared::api::recon::BalanceMoment;
use shared::money::Money;
use shared::recon::balance::{BalanceKnown, BalanceSource, DayBalances, Proof, movement, prove};
use shared::recon::closing::{DayFacts, LineCounts};
use shared::recon::{AccountId, ChannelAccount};

use crate::desk::recon::breaks::settled;
use crate::error::Error;
use crate::store::{BalanceRecord, DayRecord, Tx};

/// How many open cases are named at most.
const CASES_MAX: i64 = 500;

/// A day with its proof and all that closing it looks at.
pub struct Seen {
    /// The proof of its balance.
    pub proof: Proof,
    /// Every balance that was told of it, in order.
    pub told: Vec<BalanceRecord>,
    /// What closing looks at.
    pub facts: DayFacts,
}

/// Gathers it.
pub async fn see(tx: &mut Tx<'_>, account: &ChannelAccount, day: &DayRecord) -> Result<Seen, Error> {
    let before = day.date.pred_opt().unwrap_or(day.date);
    let told = tx.day_balances(&account.id, (before, day.date)).await?;
    let of = |date: NaiveDate| -> Vec<BalanceRecord> {
        told.iter().filter(|(of, _)| *of == date).map(|(_, balance)| balance.clone()).collect()
    };
    let record = tx.recon_day(&account.id, before).await?;
    let yesterday = record.map(|record| prove(&balances(account, &record, &of(before)), None, account.currency));
    let told = of(day.date);
    let proof = prove(&balances(account, day, &told), yesterday.as_ref(), account.currency);
    let mut open_cases = tx.open_cases_of_day(&account.id, day.date, CASES_MAX).await?;
    if let Some(number) = day.break_case
        && tx.case(number).await?.is_some_and(|case| case.state.outcome().is_none())
    {
        open_cases.push(number);
        open_cases.sort_unstable();
    }
    let facts = DayFacts {
        date: day.date,
        ours_collected: day.is_collected,
        statement_booked: day.has_channel,
        lines: line_counts(tx, &account.id, day).await?,
        open_cases,
        proof: proof.state.clone(),
        break_settled: match day.break_case {
            Some(number) => tx.case(number).await?.as_ref().and_then(settled),
            None => None,
        },
        earlier_open: tx.first_open_day_before(&account.id, day.date).await?,
    };
    Ok(Seen { proof, told, facts })
}

/// What is known of a day's balances, by what was told.
pub fn balances(account: &ChannelAccount, day: &DayRecord, told: &[BalanceRecord]) -> DayBalances {
    let of = |moment| told.iter().filter(move |balance| balance.moment == moment);
    // Of several files the first tells what the day opens with, the last what it closes with.
    let first = of(BalanceMoment::Opening).find(|balance| balance.file.is_some());
    let opening = first.or_else(|| of(BalanceMoment::Opening).next_back());
    let closing = of(BalanceMoment::Closing).next_back();
    let figures = day.figures.as_ref().filter(|_| day.has_channel);
    DayBalances {
        date: day.date,
        opening: opening.and_then(|told| known(account, told)),
        movement: figures.and_then(|figures| movement(&figures.channel_by_kind, account.currency)),
        closing: closing.and_then(|told| known(account, told)),
    }
}

fn known(account: &ChannelAccount, told: &BalanceRecord) -> Option<BalanceKnown> {
    let source = match (told.file, &told.seen) {
        (Some(statement), _) => BalanceSource::Statement { statement },
        (None, seen) => BalanceSource::ByHand(seen.clone()?),
    };
    Some(BalanceKnown { amount: Money::from_minor(told.amount_minor, account.currency), source })
}

async fn line_counts(tx: &mut Tx<'_>, account: &AccountId, day: &DayRecord) -> Result<LineCounts, Error> {
    let is_stale = day.ran_version < day.lines_version;
    let counted = tx.count_day_lines(account, day.date, is_stale).await?;
    let number = |count: i64| u64::try_from(count).unwrap_or_default();
    let (matched, held, unmoved) =
        day.figures.as_ref().map_or((0, 0, 0), |figures| (figures.matched, figures.held, figures.unmoved));
    Ok(LineCounts {
        matched: number(matched),
        held: number(held),
        unmoved: number(unmoved),
        in_closed_cases: number(counted.settled),
        in_open_cases: number(counted.open),
        // What is to be run again is not placed, however its lines stand.
        unplaced: number(counted.unplaced).max(u64::from(is_stale)),
    })
}
