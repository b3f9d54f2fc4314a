//! A line of the channel's statement proves that a payout was settled, or that its money came back: it is evidence on the payout's
//! own case, with all that follows from it there.

use std::collections::HashMap;

use shared::case::{Case, CaseNumber, Recorded};
use shared::evidence::{Details, Evidence};
use shared::recon::matching::LineId;
use shared::recon::{ChannelAccount, Side, payout_of, told_of_payout};

use crate::caller::Caller;
use crate::desk::cases::case_file::CaseFile;
use crate::desk::cases::record_evidence::{admit, recorded_as};
use crate::desk::{Command, Desk};
use crate::error::Error;
use crate::store::{EvidenceRecord, PlacedLine, Tx};

/// A line is taken into the case of the payout of which it tells. What the case knows already changes nothing.
#[derive(Clone, Debug)]
pub struct ProvePayout {
    /// The account.
    pub account: ChannelAccount,
    /// The case.
    pub number: CaseNumber,
    /// The line.
    pub line: PlacedLine,
}

impl Command for ProvePayout {
    type Outcome = ();

    async fn run(&self, tx: &mut Tx<'_>, desk: &Desk) -> Result<(), Error> {
        let record = &self.line.record;
        for (kind, told) in told_of_payout(LineId(record.id), &record.line, &self.account, desk.clock.now()) {
            let mut file = CaseFile::open(tx, desk, &Caller::nobody(), self.number).await?;
            let is_of_currency = file.case.facts.amount.currency() == record.line.amount.currency();
            if !is_of_currency || file.evidence.iter().any(|piece| tells_the_same(piece, &told.details)) {
                continue;
            }
            let (seq, recorded) = (file.next_evidence(), Recorded::Told(kind, told));
            let (evidence, body) = recorded_as(&recorded, seq, &file.case.facts, &file.profile, &file.caller, file.now);
            admit(tx, desk, &mut file, EvidenceRecord { number: self.number, evidence, body }, &[]).await?;
        }
        Ok(())
    }
}

/// Whether a piece tells of the same return, the same money or the same settlement.
fn tells_the_same(piece: &Evidence, details: &Details) -> bool {
    match (&piece.details, details) {
        (Some(Details::Settlement(known)), Details::Settlement(told)) => known.reference == told.reference,
        (Some(Details::Return(known)), Details::Return(told)) => known.reference == told.reference,
        (Some(Details::FundsBack(known)), Details::FundsBack(told)) => known.reference == told.reference,
        _ => false,
    }
}

/// Tells cases that are filed what statements said of their payouts before.
pub async fn prove_filed(tx: &mut Tx<'_>, desk: &Desk, cases: &[Case]) -> Result<(), Error> {
    // What is linked to an earlier case of its payout leaves that to it.
    let firsts = cases.iter().filter(|case| case.linked_from.is_none());
    let mut by_channel: HashMap<&str, HashMap<&str, CaseNumber>> = HashMap::new();
    for Case { number, facts, .. } in firsts {
        by_channel.entry(&facts.channel).or_default().insert(&facts.order_number, *number);
    }
    for (channel, numbers) in by_channel {
        let orders: Vec<&str> = numbers.keys().copied().collect();
        for line in tx.lines_telling_of(channel, &orders).await? {
            let number = payout_of(&line.record.line).and_then(|order| numbers.get(order).copied());
            let (Some(number), Some(known)) = (number, tx.channel_account(&line.account).await?) else { continue };
            ProvePayout { account: known.account, number, line }.run(tx, desk).await?;
        }
    }
    Ok(())
}

impl Desk {
    /// Of these lines those that tell of a payout with a case, each with that case: those that came since the last run.
    pub async fn lines_that_prove(
        &self,
        account: &ChannelAccount,
        lines: &[PlacedLine],
    ) -> Result<Vec<(CaseNumber, PlacedLine)>, Error> {
        let is_new = |line: &&PlacedLine| line.record.side == Side::Channel && line.place.is_none();
        let telling: Vec<(&str, &PlacedLine)> =
            lines.iter().filter(is_new).filter_map(|line| Some((payout_of(&line.record.line)?, line))).collect();
        if telling.is_empty() {
            return Ok(vec![]);
        }
        let orders: Vec<&str> = telling.iter().map(|(order, _)| *order).collect();
        let mut glance = self.store.glance().await?;
        let cases: HashMap<String, CaseNumber> =
            glance.tx().first_cases_of_payouts(&account.channel, &orders).await?.into_iter().collect();
        let proving = telling.into_iter().filter_map(|(order, line)| Some((*cases.get(order)?, line.clone())));
        Ok(proving.collect())
    }
}
