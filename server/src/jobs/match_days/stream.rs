//! The first pass: over all lines of a day, in the order of our order numbers, group by group.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use shared::recon::Side;
use shared::recon::matching::{Entry, LineId, MatchId, Pass, Placed, Rule, by_reference};

use super::adding::Adding;
use super::batches::{Matches, Waits};
use super::pool::Pool;
use crate::desk::Desk;
use crate::desk::recon::entry_of;
use crate::desk::recon::figures::BothSides;
use crate::desk::recon::prove_payout::ProvePayout;
use crate::desk::recon::run::write_matches::FoundMatch;
use crate::desk::recon::run::{KeepRun, Run};
use crate::error::Error;
use crate::store::{Place, PlaceRecord, PlacedLine};

/// How many lines are read at once: they and what is made of them are all of a day that is in memory.
const PAGE: i64 = 1_000;
/// After how many pages the job is kept for longer: what was matched before is only read.
const PAGES_PER_LEASE: u64 = 200;

/// Matches what shares our order number and agrees, writes it, and leaves the rest in the pool.
pub async fn agree(
    desk: &Arc<Desk>,
    run: &Run,
    holder: &str,
    (pool, crowded): (&mut Pool, &[NaiveDate]),
) -> Result<BothSides, Error> {
    let mut first = First {
        waiting: pool.free_by_key(),
        crowd: HashMap::new(),
        pool,
        matches: Matches::of(desk, &run.account.id, holder),
        waits: Waits::of(desk, &run.account.id, holder),
        ours: Adding::none(run.account.currency),
        channel: Adding::none(run.account.currency),
    };
    let mut group: Vec<PlacedLine> = Vec::new();
    let mut after = (String::new(), 0);
    for number in 1_u64.. {
        if number.is_multiple_of(PAGES_PER_LEASE) {
            desk.execute(KeepRun { account: run.account.id.clone(), holder: holder.to_owned() }).await?;
        }
        let page = desk.lines_of_day(run, (&after.0, after.1), PAGE).await?;
        let is_last = i64::try_from(page.len()).unwrap_or(i64::MAX) < PAGE;
        // Before anything of them is written: what a crash leaves is new to the next run.
        for (number, line) in desk.lines_that_prove(&run.account, &page).await? {
            desk.execute(ProvePayout { account: run.account.clone(), number, line }).await?;
        }
        let keys: BTreeSet<&str> = page.iter().map(key).filter(|key| !key.is_empty()).collect();
        first.meet(desk.waiting_of_keys(run, crowded, &Vec::from_iter(keys)).await?);
        for line in page {
            after = (key(&line).to_owned(), line.record.id);
            first.count(&line)?;
            if group.first().is_some_and(|first| key(first) != key(&line)) {
                first.group(std::mem::take(&mut group)).await?;
            }
            if key(&line).is_empty() { first.leave(&line) } else { group.push(line) }
        }
        first.waits.write_if_many().await?;
        if is_last {
            break;
        }
    }
    first.group(group).await?;
    first.matches.write().await?;
    first.waits.write().await?;
    let undone: Vec<MatchId> = first.pool.undone.iter().copied().collect();
    let sums = [first.ours.sums(), first.channel.sums()];
    pool.free(desk.lines_of_matches(&undone).await?);
    Ok(sums)
}

fn key(line: &PlacedLine) -> &str {
    line.record.line.references.order_number.as_deref().unwrap_or_default()
}

struct First<'a> {
    pool: &'a mut Pool,
    /// The lines in memory that wait from other days, by our order number.
    waiting: HashMap<String, Vec<LineId>>,
    /// Those of crowded days that bear a number of the groups that are read: what of them is matched here never goes into the
    /// pool.
    crowd: HashMap<String, Vec<PlacedLine>>,
    matches: Matches<'a>,
    waits: Waits<'a>,
    ours: Adding,
    channel: Adding,
}

impl First<'_> {
    fn count(&mut self, line: &PlacedLine) -> Result<(), Error> {
        match line.record.side {
            Side::Ours => self.ours.add(&line.record.line),
            Side::Channel => self.channel.add(&line.record.line),
        }
    }

    /// Leaves a line without our order number to the other passes.
    fn leave(&mut self, line: &PlacedLine) {
        let entry = entry_of(line);
        if entry.is_free() && !self.ends_waiting(line, &entry) {
            self.pool.add(line, entry);
        }
    }

    /// Ends a line that waits where there is no room to compare it with others; answers whether it did.
    fn ends_waiting(&mut self, line: &PlacedLine, entry: &Entry) -> bool {
        // What a run found of it before may have to be cleared.
        let is_in_discrepancy = line.place.is_some_and(|record| matches!(record.place, Place::Discrepancy { .. }));
        if self.pool.has_room() || line.is_apart || is_in_discrepancy {
            return false;
        }
        let Some(place) = self.pool.waiting(entry) else { return false };
        let (id, day) = (entry.id, line.record.day);
        let now = PlaceRecord { line: id, day, date: day, place };
        if line.place != Some(now) {
            self.waits.add(now);
        }
        true
    }

    /// Takes in lines that wait from crowded days, for the groups of a page. A group that goes on over its end meets its own
    /// twice, as the same.
    fn meet(&mut self, lines: Vec<PlacedLine>) {
        let mut met: HashMap<String, Vec<PlacedLine>> = HashMap::new();
        for line in lines.into_iter().filter(|line| !line.is_apart && entry_of(line).is_free()) {
            met.entry(key(&line).to_owned()).or_default().push(line);
        }
        self.crowd.extend(met);
    }

    /// Matches what agrees in a group.
    async fn group(&mut self, lines: Vec<PlacedLine>) -> Result<(), Error> {
        let Some(first) = lines.first() else { return Ok(()) };
        let waiting = self.waiting.get(key(first)).cloned().unwrap_or_default();
        let crowd = self.crowd.remove(key(first)).unwrap_or_default();
        let is_alone = waiting.is_empty() && crowd.is_empty();
        let mut entries: Vec<Entry> = Vec::with_capacity(lines.len() + waiting.len() + crowd.len());
        for line in &lines {
            self.pool.involve(line);
            let entry = entry_of(line);
            if line.is_apart && entry.is_free() {
                self.pool.add(line, entry);
            } else {
                entries.push(entry);
            }
        }
        if !entries.iter().any(Entry::is_free) && is_alone {
            return Ok(());
        }
        entries.extend(waiting.iter().filter_map(|id| self.pool.entry_of(*id).cloned()));
        entries.extend(crowd.iter().map(entry_of));
        let findings = by_reference(Pass::ALL[0], &entries, &self.pool.account);
        let days = |id: LineId| -> Option<NaiveDate> {
            let own = lines.iter().chain(&crowd).find(|line| line.record.id == id.0).map(|line| line.record.day);
            own.or_else(|| self.pool.known(id).map(|known| known.day))
        };
        let mut placed: Vec<(LineId, Rule)> = Vec::new();
        let mut found_matches = Vec::with_capacity(findings.matches.len());
        for found in findings.matches {
            let ids = || found.ours.iter().chain(&found.channel).copied();
            placed.extend(ids().map(|id| (id, found.rule)));
            let days = ids().filter_map(|id| Some((id, days(id)?))).collect();
            found_matches.push(FoundMatch { found, days });
        }
        for found in found_matches {
            self.matches.add(found).await?;
        }
        self.pool.undone.extend(findings.undone);
        for (id, rule) in &placed {
            self.pool.place_waiting(*id, *rule);
        }
        for line in crowd.iter().filter(|line| placed.iter().any(|(id, _)| id.0 == line.record.id)) {
            self.pool.leaves(line);
        }
        if !findings.rest.is_empty() {
            self.keep(&lines, &placed, is_alone);
            self.add(&crowd, &placed);
        }
        Ok(())
    }

    /// Keeps a group of which something is left: what is left, and what it may be the second line of.
    fn keep(&mut self, lines: &[PlacedLine], placed: &[(LineId, Rule)], is_alone: bool) {
        let is_one_sided = lines.windows(2).all(|pair| pair[0].record.side == pair[1].record.side);
        let is_free = is_alone && placed.is_empty() && lines.iter().all(|line| entry_of(line).is_free());
        if is_one_sided && is_free {
            return lines.iter().for_each(|line| self.leave(line));
        }
        self.add(lines, placed);
    }

    /// Takes lines into the pool, as they are placed now.
    fn add(&mut self, lines: &[PlacedLine], placed: &[(LineId, Rule)]) {
        for line in lines {
            let mut entry = entry_of(line);
            if let Some((_, rule)) = placed.iter().find(|(id, _)| *id == entry.id) {
                entry.placed = Placed::Matched { id: MatchId(0), by: *rule };
            }
            self.pool.add(line, entry);
        }
    }
}
