//! Plays the stories: all their acts in the order of time, each by the request that a person or a system would send. The
//! desk's clock is moved on to each act, and never back.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use chrono::{DateTime, Duration, Utc};
use serde_json::Value;
use shared::api::exceptions::{AddedKind, CaseView, EvidenceRequest, FiledView, FilingRequest, RecordedView};
use shared::case::CaseNumber;
use shared::clock::ManualClock;

use super::answers::{Answer, Asked, response};
use super::cast::CORE;
use super::channels::ChannelAct;
use super::door::{Door, Who};
use super::filing::{filing, funds_back};
use super::policy::PolicyAct;
use super::recon::Month;
use super::story::{Step, Story, Work};
use super::work::request_of;
use crate::jobs::Runner;

/// How long after an answer came it is filed, in seconds.
const FILED_AFTER: i64 = 4;

/// A story that is being played.
struct Playing {
    story: Story,
    number: Option<CaseNumber>,
    linked: Option<CaseNumber>,
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    /// That of a story, and of which act in it.
    Story(usize, usize),
    /// That of a channel.
    Channel(usize),
    /// That of the policy.
    Policy(usize),
    /// That of the reconciliation.
    Recon(usize),
}

/// Plays them all, up to `now`.
pub async fn play(
    (door, courier): (&mut Door, &Arc<Runner>),
    clock: &ManualClock,
    now: DateTime<Utc>,
    (stories, (channels, policy, month)): (Vec<Story>, (Vec<ChannelAct>, Vec<PolicyAct>, Month)),
) -> Result<()> {
    let mut playing: Vec<_> = stories.into_iter().map(|story| Playing { story, number: None, linked: None }).collect();
    let mut order = Vec::new();
    for (index, one) in playing.iter().enumerate() {
        for (act, told) in one.story.acts.iter().enumerate() {
            // Nothing happens on the dot: up to 50 seconds late, and in the same order as it is told.
            let late = i64::try_from((index * 31 + act * 17) % 50)?;
            let at = now - Duration::minutes(told.minutes_ago) + Duration::seconds(late);
            order.push((at, Turn::Story(index, act)));
        }
    }
    let turn = |(index, act): (usize, &ChannelAct)| (now - Duration::minutes(act.minutes_ago), Turn::Channel(index));
    order.extend(channels.iter().enumerate().map(turn));
    let turn = |(index, act): (usize, &PolicyAct)| (now - Duration::minutes(act.minutes_ago), Turn::Policy(index));
    order.extend(policy.iter().enumerate().map(turn));
    order.extend(month.acts().enumerate().map(|(index, at)| (at, Turn::Recon(index))));
    order.sort_unstable();
    for (at, turn) in order {
        ensure!(at < now, "{turn:?} is in the future");
        clock.set(at);
        match turn {
            Turn::Channel(index) => channels[index].play(door).await?,
            Turn::Policy(index) => policy[index].play(door).await?,
            Turn::Recon(index) => month.play((&mut *door, courier), index).await?,
            Turn::Story(index, act) => {
                let one = &mut playing[index];
                let told = format!("{}: {:?}", one.story.payout.order_number, one.story.acts[act].step);
                one.act(door, at, act).await.context(told)?;
            }
        }
        courier.deliver_due().await?;
    }
    Ok(())
}

impl Playing {
    async fn act(&mut self, door: &mut Door, at: DateTime<Utc>, act: usize) -> Result<()> {
        let act = &self.story.acts[act];
        if let Some(request) = filing(&self.story.payout, &act.step, at)? {
            self.number = Some(self.file(door, request).await?);
            return Ok(());
        }
        let number = if act.on_linked { self.linked } else { self.number };
        let number = number.context("there is no such case")?;
        let opened = match &act.step {
            Step::File { .. } | Step::FileReturned { .. } | Step::FileSettled { .. } => None,
            Step::FundsBack { amount } => {
                let request = funds_back(&self.story.payout, amount, at);
                let path = format!("/exceptions/{number}/evidence");
                door.post::<RecordedView>(Who::Client(CORE), &path, &request).await?;
                None
            }
            Step::Hear { asked, answer, retry } => self.hear(door, number, at, (*asked, *answer), *retry).await?,
            Step::Order { by, act } => {
                super::orders::act(door, number, by, *act).await?;
                None
            }
            Step::Work { by, work } => self.work(door, number, at, (by, work)).await?,
        };
        // The linked case itself is linked to nothing new.
        self.linked = self.linked.or(opened.filter(|_| !act.on_linked));
        Ok(())
    }

    async fn file(&self, door: &mut Door, request: FilingRequest) -> Result<CaseNumber> {
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
        let request = EvidenceRequest {
            kind,
            response: Some(response(payout, answer, asked, heard_at, second)?),
            returned: None,
            funds_back: None,
            settlement_line: None,
        };
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
