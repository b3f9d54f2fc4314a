//! Writing how the lines in memory ended: only what changed.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;
use shared::digest::Digest;
use shared::recon::discrepancy::{Discrepancy, explain};
use shared::recon::matching::{Entry, LineId, Placed};

use super::batches::{LINES_PER_BATCH, Matches};
use super::pool::{Known, Outcome, Pool};
use crate::desk::Desk;
use crate::desk::recon::discrepancies::{Found, content};
use crate::desk::recon::run::Run;
use crate::desk::recon::run::write_endings::{ClearDiscrepancies, WriteDiscrepancies, WriteWaiting};
use crate::desk::recon::run::write_matches::FoundMatch;
use crate::error::Error;
use crate::store::{Place, PlaceRecord};

/// How many discrepancies go into one transaction: each opens a case.
const DISCREPANCIES_PER_BATCH: usize = 100;

/// Ends the lines in memory; answers the other days of which a line ended in another way than before.
pub async fn endings(desk: &Arc<Desk>, run: &Run, holder: &str, pool: Pool) -> Result<Vec<NaiveDate>, Error> {
    let account = pool.account.clone();
    let Outcome { endings, entries, known, involved, mut touched } = pool.end();

    let mut matches = Matches::of(desk, &account.id, holder);
    for found in endings.matches {
        let days = days_of(found.ours.iter().chain(&found.channel), &known);
        touched.extend(days.iter().map(|(_, day)| *day));
        matches.add(FoundMatch { found, days }).await?;
    }
    matches.write().await?;

    let held = endings.held.iter().map(|held| (held.line, Place::Held { until: held.until }));
    let unmoved = endings.unmoved.iter().map(|line| (*line, Place::Unmoved));
    let waiting: Vec<PlaceRecord> =
        held.chain(unmoved).filter_map(|(line, place)| moved(line, place, &known)).collect();
    touched.extend(waiting.iter().map(|place| place.day));
    for places in waiting.chunks(LINES_PER_BATCH) {
        let (account, holder) = (account.id.clone(), holder.to_owned());
        desk.execute(WriteWaiting { account, holder, places: places.into() }).await?;
    }

    let mut before: HashMap<Digest, i64> = desk.discrepancies_of_ids(&involved).await?;
    let around: Vec<Entry> = entries.iter().filter(|entry| is_open(entry)).cloned().collect();
    let by_id: HashMap<LineId, &Entry> = entries.iter().map(|entry| (entry.id, entry)).collect();
    let mut new = Vec::new();
    for found in endings.discrepancies {
        if before.remove(&content(&found)).is_none() {
            let own: Vec<Entry> = own_lines(&found).filter_map(|id| by_id.get(&id).map(|it| (*it).clone())).collect();
            let causes = explain(&found, &own, &around, &account);
            let lines: Vec<LineId> = found.lines().collect();
            let days = days_of(lines.iter(), &known);
            touched.extend(days.iter().map(|(_, day)| *day));
            new.push(Found { found, causes, days, follows: vec![], is_by_hand: false });
        }
    }
    // What is known better now follows what was known of the same lines; the rest is no more.
    let mut left: BTreeSet<i64> = before.into_values().collect();
    for found in &mut new {
        let were_in = found.days.iter().filter_map(|(line, _)| discrepancy_before(known.get(line)?));
        found.follows = were_in.filter(|id| left.remove(id)).collect();
    }
    let cleared: Vec<i64> = left.into_iter().collect();
    for ids in cleared.chunks(DISCREPANCIES_PER_BATCH) {
        let (account, holder) = (account.clone(), holder.to_owned());
        desk.execute(ClearDiscrepancies { account, holder, ids: ids.into() }).await?;
    }
    for found in new.chunks(DISCREPANCIES_PER_BATCH) {
        let (account, holder) = (account.clone(), holder.to_owned());
        desk.execute(WriteDiscrepancies { account, holder, found: found.into() }).await?;
    }
    touched.remove(&run.date);
    Ok(touched.into_iter().collect())
}

/// The discrepancy that a line was in before.
fn discrepancy_before(known: &Known) -> Option<i64> {
    match known.before?.place {
        Place::Discrepancy { id } => Some(id),
        Place::Matched { .. } | Place::Held { .. } | Place::Unmoved => None,
    }
}

/// A place that is another than the line's before.
fn moved(line: LineId, place: Place, known: &HashMap<LineId, Known>) -> Option<PlaceRecord> {
    let Known { day, before } = known.get(&line)?;
    let now = PlaceRecord { line, day: *day, date: *day, place };
    (*before != Some(now)).then_some(now)
}

fn days_of<'a>(lines: impl Iterator<Item = &'a LineId>, known: &HashMap<LineId, Known>) -> Vec<(LineId, NaiveDate)> {
    lines.filter_map(|line| Some((*line, known.get(line)?.day))).collect()
}

/// The lines of a discrepancy, and the one that a second line repeats.
fn own_lines(found: &Discrepancy) -> impl Iterator<Item = LineId> + '_ {
    found.lines().chain(found.repeats)
}

fn is_open(entry: &Entry) -> bool {
    matches!(entry.placed, Placed::Free | Placed::Differs)
}
