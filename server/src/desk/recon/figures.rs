//! The figures of a day: what its lines add up to, and how they ended. Counted when a run is finished, and anew when a line or a
//! discrepancy of the day ends in another way.

use chrono::NaiveDate;
use shared::api::recon::{DayFigures, DiscrepancyCount, DiscrepancyState, RuleCount};
use shared::recon::balance::Flow;
use shared::recon::discrepancy::DiscrepancyKind;
use shared::recon::{AccountId, Sums};

use crate::error::Error;
use crate::store::Tx;

/// What a day's lines add up to, of our side and of the channel's: in all, and by kind and direction.
pub type BothSides = [(Sums, Vec<Flow>); 2];

/// The figures of a day whose lines add up to this.
pub async fn figures(
    tx: &mut Tx<'_>,
    account: &AccountId,
    date: NaiveDate,
    [(ours, ours_by_kind), (channel, channel_by_kind)]: BothSides,
) -> Result<DayFigures, Error> {
    let (held, unmoved, differing) = tx.count_places(account, date).await?;
    let rules = tx.count_rules(account, date).await?;
    let all = i64::try_from(ours.count + channel.count).unwrap_or(i64::MAX);
    let counts = tx.count_discrepancies(account, date).await?;
    let discrepancies = DiscrepancyKind::ALL.iter().filter_map(|kind| {
        let of = |wanted| {
            counts.iter().find(|(of, state, _)| (of, *state) == (kind, wanted)).map_or(0, |(.., count)| *count)
        };
        let count = DiscrepancyCount {
            kind: *kind,
            open: of(DiscrepancyState::Open),
            settled: of(DiscrepancyState::Settled),
            cleared: of(DiscrepancyState::Cleared),
        };
        (count.open + count.settled + count.cleared > 0).then_some(count)
    });
    Ok(DayFigures {
        ours,
        channel,
        ours_by_kind,
        channel_by_kind,
        matched: all - held - unmoved - differing,
        rules: rules.into_iter().map(|(rule, count)| RuleCount { rule, count }).collect(),
        held,
        unmoved,
        discrepancies: discrepancies.collect(),
        open: tx.count_open_discrepancies(account, date).await?,
    })
}

/// Counts the figures of a day that was run anew: what its lines add up to has not changed.
pub async fn refresh(tx: &mut Tx<'_>, account: &AccountId, date: NaiveDate) -> Result<(), Error> {
    let Some(mut day) = tx.recon_day_for_update(account, date).await? else { return Ok(()) };
    let Some(before) = day.figures.as_ref().filter(|_| !day.is_closed) else { return Ok(()) };
    let sums = [(before.ours, before.ours_by_kind.clone()), (before.channel, before.channel_by_kind.clone())];
    day.figures = Some(figures(tx, account, date, sums).await?);
    day.version += 1;
    Ok(tx.update_recon_day(&day).await?)
}
