//! Lines, matches and discrepancies as others see them.

use std::collections::{BTreeSet, HashMap};

use shared::api::recon::{CaseOfDiscrepancy, DayLine, DiscrepancyView, LinePlace, SourceOfLine};
use shared::case::CaseNumber;
use shared::recon::Side;
use shared::recon::matching::LineId;

use crate::desk::Desk;
use crate::error::Error;
use crate::store::{DiscrepancyRecord, Place, PlacedLine, Tx};

/// Lines as others see them, each with where it ended.
pub async fn day_lines(tx: &mut Tx<'_>, lines: Vec<PlacedLine>) -> Result<Vec<DayLine>, Error> {
    let numbers: BTreeSet<i64> = lines.iter().filter_map(discrepancy_of).collect();
    let mut discrepancies = HashMap::with_capacity(numbers.len());
    for id in numbers {
        discrepancies.extend(tx.discrepancy(id).await?.map(|record| (id, record)));
    }
    lines.into_iter().map(|line| day_line(line, &discrepancies)).collect()
}

fn discrepancy_of(line: &PlacedLine) -> Option<i64> {
    match line.place?.place {
        Place::Discrepancy { id } => Some(id),
        Place::Matched { .. } | Place::Held { .. } | Place::Unmoved => None,
    }
}

fn day_line(line: PlacedLine, discrepancies: &HashMap<i64, DiscrepancyRecord>) -> Result<DayLine, Error> {
    let place = match line.place {
        None => LinePlace::New,
        Some(record) => match record.place {
            Place::Matched { id, rule, .. } => LinePlace::Matched { id, rule, date: record.date },
            Place::Held { until } => LinePlace::Held { until },
            Place::Unmoved => LinePlace::Unmoved,
            Place::Discrepancy { id } => {
                let gone = || Error::Internal(format!("discrepancy {id} is gone"));
                let found = discrepancies.get(&id).ok_or_else(gone)?;
                LinePlace::Discrepancy { id, kind: found.found.kind, case: found.case, date: record.date }
            }
        },
    };
    let record = line.record;
    Ok(DayLine {
        id: LineId(record.id),
        side: record.side,
        day: record.day,
        line: record.line,
        file: record.file,
        source: record.source.map(|source| SourceOfLine { system: source.system, line: source.line }),
        place,
    })
}

impl Desk {
    /// Discrepancies as others see them, each with its lines and its case.
    pub(super) async fn discrepancy_views(
        &self,
        tx: &mut Tx<'_>,
        records: Vec<DiscrepancyRecord>,
    ) -> Result<Vec<DiscrepancyView>, Error> {
        let ids: BTreeSet<LineId> =
            records.iter().flat_map(|record| record.found.lines().chain(record.found.repeats)).collect();
        let lines = tx.placed_lines_of_ids(&ids.into_iter().collect::<Vec<_>>()).await?;
        let lines = day_lines(tx, lines).await?;
        let by_id: HashMap<LineId, DayLine> = lines.into_iter().map(|line| (line.id, line)).collect();
        let numbers: BTreeSet<CaseNumber> = records.iter().filter_map(|record| record.case).collect();
        let rows = tx.case_rows(&numbers.into_iter().collect::<Vec<_>>(), self.clock.now()).await?;
        let views = records.into_iter().map(|record| {
            let mut lines: Vec<DayLine> = record.found.lines().filter_map(|id| by_id.get(&id).cloned()).collect();
            lines.sort_by_key(|line| line.side != Side::Ours);
            let case = rows.iter().find(|row| Some(row.number) == record.case);
            DiscrepancyView {
                id: record.id,
                account: record.account,
                date: record.date,
                kind: record.found.kind,
                amount: record.found.amount,
                repeats: record.found.repeats.and_then(|id| by_id.get(&id).cloned()),
                differs: record.found.differs,
                causes: record.causes,
                state: record.state,
                is_by_hand: record.is_by_hand,
                lines,
                case: case.map(|row| CaseOfDiscrepancy {
                    number: row.number,
                    version: row.version,
                    standing: row.standing,
                    owner: row.owner.clone(),
                    outcome: row.outcome,
                }),
                found_at: record.found_at,
            }
        });
        Ok(views.collect())
    }
}
