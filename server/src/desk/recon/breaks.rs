//! Balance breaks: a day whose balance does not add up has a case that narrows down where it comes from, told anew whenever the proof
//! changes, and closed by the desk where the balance adds up after all.

use shared::api::recon::{BalanceMoment, LinePlaceName};
use shared::case::{Case, CaseKind, CaseNumber, Source};
use shared::evidence::Details;
use shared::recon::balance::{Lead, ProofState, Suspects, narrow};
use shared::recon::matching::{Entry, LineId};
use shared::recon::{BalanceFinding, ChannelAccount, ShownLine, facts_of_balance};
use shared::resolution::Resolution;

use super::cases::{self, NewFinding};
use super::days::facts::{Seen, balances, see};
use super::entry_of;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::desk::cases::case_file::CaseFile;
use crate::desk::cases::open_linked::DESK_SOURCE;
use crate::desk::cases::resolve_case::settle;
use crate::error::Error;
use crate::store::{DayRecord, LineFilter, Tx};

/// How many lines that are not matched are looked at, of each place.
const SUSPECTS_MAX: i64 = 500;

/// Looks whether a day's balance adds up, and opens, tells or closes its case. The day is locked, and written by the caller
/// afterwards where this answers its case.
pub async fn look(
    tx: &mut Tx<'_>,
    desk: &Desk,
    account: &ChannelAccount,
    day: &DayRecord,
) -> Result<Option<CaseNumber>, Error> {
    let seen = see(tx, account, day).await?;
    let known = match day.break_case {
        Some(number) => tx.case(number).await?,
        None => None,
    };
    let is_open = known.as_ref().is_some_and(|case| case.state.outcome().is_none());
    match (&seen.proof.state, known) {
        (ProofState::Breaks { .. }, Some(case)) if is_open => {
            tell(tx, desk, account, (day, &seen), &case).await?;
            Ok(day.break_case)
        }
        // What people settled stays settled for as long as the same is apart.
        (ProofState::Breaks { .. }, Some(case)) if settled(&case) == difference(&seen) => Ok(day.break_case),
        (ProofState::Breaks { .. }, known) => open(tx, desk, account, (day, &seen), known).await.map(Some),
        (ProofState::Holds, Some(case)) if is_open => {
            tell(tx, desk, account, (day, &seen), &case).await?;
            let mut file = CaseFile::open(tx, desk, &Caller::nobody(), case.number).await?;
            if file.around.corrections.is_empty() {
                settle(tx, desk, &mut file, Resolution::Explain).await?;
                file.save(tx).await?;
            }
            Ok(day.break_case)
        }
        (ProofState::Holds | ProofState::Lacks { .. }, _) => Ok(day.break_case),
    }
}

/// How much of a break a closed case has settled.
pub fn settled(case: &Case) -> Option<shared::money::Money> {
    case.state.outcome()?;
    case.matter.balance()?.difference()
}

fn difference(seen: &Seen) -> Option<shared::money::Money> {
    match &seen.proof.state {
        ProofState::Breaks { difference, gap } => Some(if difference.minor() == 0 { *gap } else { *difference }),
        ProofState::Holds | ProofState::Lacks { .. } => None,
    }
}

async fn open(
    tx: &mut Tx<'_>,
    desk: &Desk,
    account: &ChannelAccount,
    (day, seen): (&DayRecord, &Seen),
    before: Option<Case>,
) -> Result<CaseNumber, Error> {
    let found = finding(tx, account, day, seen).await?;
    let place = before.as_ref().map(|case| format!("/{}", case.number)).unwrap_or_default();
    let reference = format!("{}/{}/balance{place}", account.id, day.date);
    let source = Source { system: DESK_SOURCE.to_owned(), reference };
    let facts = facts_of_balance(&found, account, source);
    let (kind, details) = (CaseKind::BalanceBreak, Details::BalanceBreak(Box::new(found)));
    let about = serde_json::json!({ "from": account.id, "date": day.date });
    cases::open_for(tx, desk, account, NewFinding { kind, facts, details, about, linked_from: None }).await
}

/// Tells the case what is found by now, where that is something else.
async fn tell(
    tx: &mut Tx<'_>,
    desk: &Desk,
    account: &ChannelAccount,
    (day, seen): (&DayRecord, &Seen),
    case: &Case,
) -> Result<(), Error> {
    let found = finding(tx, account, day, seen).await?;
    if case.matter.balance() == Some(&found) {
        return Ok(());
    }
    cases::tell(tx, desk, case.number, Details::BalanceBreak(Box::new(found))).await?;
    Ok(())
}

async fn finding(
    tx: &mut Tx<'_>,
    account: &ChannelAccount,
    day: &DayRecord,
    seen: &Seen,
) -> Result<BalanceFinding, Error> {
    let mut unmatched: Vec<Entry> = Vec::new();
    for place in [LinePlaceName::Discrepancy, LinePlaceName::Held] {
        let filter = LineFilter { place: Some(place), ..LineFilter::default() };
        let lines = tx.list_day_lines((&account.id, day.date), &filter, ("", 0), SUSPECTS_MAX).await?;
        unmatched.extend(lines.iter().map(entry_of));
    }
    let stated = balances(account, day, &seen.told).opening.filter(|_| has_opening(seen));
    let figures = day.figures.as_ref();
    let suspects = Suspects {
        ours: figures.map_or(&[], |figures| &figures.ours_by_kind),
        channel: figures.map_or(&[], |figures| &figures.channel_by_kind),
        unmatched: &unmatched,
        stated_opening: stated.map(|opening| opening.amount),
        last_known: tx.last_day_before(&account.id, day.date).await?,
    };
    let leads = narrow(&seen.proof, &suspects);
    let named: Vec<LineId> = leads.iter().flat_map(lines_of).collect();
    let lines = unmatched.iter().filter(|entry| named.contains(&entry.id)).map(ShownLine::of).collect();
    Ok(BalanceFinding { account: account.id.clone(), proof: seen.proof.clone(), leads, lines })
}

fn has_opening(seen: &Seen) -> bool {
    seen.told.iter().any(|told| told.moment == BalanceMoment::Opening)
}

fn lines_of(lead: &Lead) -> Vec<LineId> {
    match lead {
        Lead::Line { line } | Lead::WrongWay { line } => vec![*line],
        Lead::Pair { lines } => lines.to_vec(),
        Lead::Gap { .. } | Lead::MissingDays { .. } | Lead::Kind { .. } | Lead::Fees { .. } | Lead::Typed { .. } => {
            vec![]
        }
    }
}
