//! Plays the stories: all their acts in the order of time, each by the request that a person or a system would send. The
//! desk's clock is moved on to each act, and never back.

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Duration, Utc};
use serde_json::Value;
use shared::api::exceptions::{
    AddedKind, CaseView, EvidenceRequest, FiledView, FilingKind, FilingRequest, RecordedView,
};
use shared::case::CaseNumber;
use shared::clock::ManualClock;

use super::answers::{Answer, Asked, response};
use super::cast::CORE;
use super::door::{Door, Who};
use super::story::{Step, Story, Work};
use super::work::request_of;

/// How long after an answer came it is filed, in seconds.
const FILED_AFTER: i64 = 4;

/// A story that is being played.
struct Playing {
    story: Story,
    number: Option<CaseNumber>,
    linked: Option<CaseNumber>,
}

/// Plays them all, up to `now`.
pub async fn play(door: &mut Door, clock: &ManualClock, now: DateTime<Utc>, stories: Vec<Story>) -> Result<()> {
    let mut playing: Vec<_> = stories.into_iter().map(|story| Playing { story, number: None, linked: None }).collect();
    let mut order = Vec::new();
    for (index, one) in playing.iter().enumerate() {
        for (act, told) in one.story.acts.iter().enumerate() {
            // Nothing happens on the dot: up to 50 seconds late, and in the same order as it is told.
            let late = i64::try_from((index * 31 + act * 17) % 50)?;
            order.push((now - Duration::minutes(told.minutes_ago) + Duration::seconds(late), index, act));
        }
    }
    order.sort_unstable();
    for (at, index, act) in order {
        let one = &mut playing[index];
        ensure!(at < now, "story {index} ends in the future");
        clock.set(at);
        let told = format!("{}: {:?}", one.story.payout.order_number, one.story.acts[act].step);
        one.act(door, at, act).await.context(told)?;
    }
    Ok(())
}

impl Playing {
    async fn act(&mut self, door: &mut Door, at: DateTime<Utc>, act: usize) -> Result<()> {
        let act = &self.story.acts[act];
        if let Step::File { first, queries } = &act.step {
            self.number = Some(self.file(door, *first, queries).await?);
            return Ok(());
        }
        let number = if act.on_linked { self.linked } else { self.number };
        let number = number.context("there is no such case")?;
        let opened = match &act.step {
            Step::File { .. } => None,
            Step::Hear { asked, answer, retry } => self.hear(door, number, at, (*asked, *answer), *retry).await?,
            Step::Work { by, work } => self.work(door, number, at, (by, work)).await?,
        };
        // The linked case itself is linked to nothing new.
        self.linked = self.linked.or(opened.filter(|_| !act.on_linked));
        Ok(())
    }

    async fn file(&self, door: &mut Door, first: Answer, queries: &[Answer]) -> Result<CaseNumber> {
        let payout = &self.story.payout;
        let first_at = payout.sent_at + Duration::seconds(2);
        let query = |(index, answer): (i64, &Answer)| {
            response(payout, *answer, Asked::Query, first_at + Duration::minutes(3 * index), None)
        };
        let request = FilingRequest {
            kind: FilingKind::PayoutUnknown,
            source_system: CORE.to_owned(),
            source_reference: format!("UNK-{}", payout.order_number),
            channel: payout.channel.id().to_owned(),
            merchant: payout.merchant.clone(),
            amount: payout.amount.clone(),
            order_number: payout.order_number.clone(),
            channel_order_number: payout.channel_order_number.clone(),
            beneficiary: Some(payout.beneficiary.clone()),
            sent_at: payout.sent_at,
            first_response: response(payout, first, Asked::Payout, first_at, None)?,
            query_responses: (1..).zip(queries).map(query).collect::<Result<_>>()?,
        };
        let filed: FiledView = door.post(Who::Client(CORE), "/exceptions", &request).await?;
        Ok(filed.number)
    }

    async fn hear(
        &self,
        door: &mut Door,
        number: CaseNumber,
        at: DateTime<Utc>,
        (asked, answer): (Asked, Answer),
        retry: bool,
    ) -> Result<Option<CaseNumber>> {
        let payout = &self.story.payout;
        let second = format!("{}-2", payout.order_number);
        let second = retry.then_some(second.as_str());
        let kind = if asked == Asked::Notice { AddedKind::ReturnNotice } else { AddedKind::QueryResponse };
        let heard_at = at - Duration::seconds(FILED_AFTER);
        let request = EvidenceRequest { kind, response: response(payout, answer, asked, heard_at, second)? };
        let path = format!("/exceptions/{number}/evidence");
        let recorded: RecordedView = door.post(Who::Client(CORE), &path, &request).await?;
        Ok(recorded.opened)
    }

    /// What a person does; answers the linked case, where closing opened one.
    async fn work(
        &self,
        door: &mut Door,
        number: CaseNumber,
        at: DateTime<Utc>,
        (by, work): (&'static str, &Work),
    ) -> Result<Option<CaseNumber>> {
        let who = Who::Person(by);
        let path = format!("/exceptions/{number}");
        let seen: CaseView = door.get(who, &path).await?;
        let (verb, body) = request_of(work, &self.story.payout, &seen, at)?;
        let done: Value = door.post(who, &format!("{path}/{verb}"), &body).await?;
        let after = serde_json::from_value::<CaseView>(done).ok();
        Ok(after.and_then(|after| after.linked.last().map(|linked| linked.number)))
    }
}
