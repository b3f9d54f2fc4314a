//! The demo's channels: how their profiles came to be as they are, and the payment system that answers for them.
//!
//! The rule: a channel names an endpoint only where that system answers. It is the stub channel, which ends with the server.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use anyhow::{Context, Result};
use serde_json::{Value, to_value};
use shared::api::channels::{ApproveChangeRequest, ChangeRequest, ChannelView};
use shared::api::commands::ReasonRequest;
use shared::channel::{ApiRole, ChannelProfile, Code, FollowUp};
use shared::evidence::Claim;
use stub_channel::Stub;
use tokio::net::TcpListener;

use super::cast::{WU, ZHAO};
use super::door::{Door, Who};
use crate::app::App;

/// What tells the demo's own endpoint from any other on this machine.
const PATH: &str = "/demo-channel";
/// What decides how payouts fare that the stub is asked about.
const SEED: u64 = 1;

/// Something that happens to a channel.
pub struct ChannelAct {
    /// How long before the end.
    pub minutes_ago: i64,
    channel: &'static str,
    step: Step,
}

enum Step {
    Propose { reason: &'static str, change: Box<dyn Fn(&mut ChannelProfile) + Send + Sync> },
    Approve { reason: &'static str },
    Reject { reason: &'static str },
}

/// Has the stub answer for the channels, where profiles in force say that it does or, on an empty desk, wherever there is
/// room; answers its endpoint. None where it may not be called, or its place is taken.
pub async fn answer(app: &App) -> Result<Option<String>> {
    let mut reader = app.desk.store.reader().await?;
    let profiles = app.desk.channels.every_in_force(&mut reader.tx()).await?;
    let named = profiles.iter().find_map(|profile| port_of(&profile.follow_up.as_ref()?.url));
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, named.unwrap_or(0)));
    let Ok(listener) = TcpListener::bind(address).await else {
        println!("The demo's channels do not answer: another program has {address}.");
        return Ok(None);
    };
    let origin = format!("http://{}", listener.local_addr()?);
    let may_be_called = &app.config.query_origins;
    let own = origin.parse().ok().context("a loopback address is an origin")?;
    if !may_be_called.is_empty() && !may_be_called.contains(&own) {
        println!("The demo's channels do not answer: --query-origins leaves {origin} out.");
        return Ok(None);
    }
    tokio::spawn(Arc::new(Stub::new(SEED)).serve(listener));
    println!("The demo's channels answer at {origin}, as long as this server runs with --demo.");
    Ok(Some(format!("{origin}{PATH}")))
}

/// The port of the demo's own endpoint.
fn port_of(url: &str) -> Option<u16> {
    url.strip_prefix("http://127.0.0.1:")?.strip_suffix(PATH)?.parse().ok()
}

/// All that happens to the channels. They ask where there is somebody to answer.
pub fn acts(endpoint: Option<&str>) -> Vec<ChannelAct> {
    let mut acts = Vec::from(rejected());
    for channel in ["wechat_transfer", "alipay_transfer", "unionpay_payout", "iso20022"] {
        acts.extend(endpoint.into_iter().flat_map(|endpoint| asks_by_itself(channel, endpoint)));
    }
    acts.extend(reviewed());
    acts.extend(waits());
    acts
}

fn proposed(
    minutes_ago: i64,
    channel: &'static str,
    reason: &'static str,
    change: impl Fn(&mut ChannelProfile) + Send + Sync + 'static,
) -> ChannelAct {
    ChannelAct { minutes_ago, channel, step: Step::Propose { reason, change: Box::new(change) } }
}

fn rejected() -> [ChannelAct; 2] {
    let reason = "Most answers come within a minute; half an hour holds the operators up.";
    let back = "An answer that is late is no answer. Half an hour stays.";
    [
        proposed(2900, "iso20022", reason, |profile| profile.minimum_age_minutes = 10),
        ChannelAct { minutes_ago: 2770, channel: "iso20022", step: Step::Reject { reason: back } },
    ]
}

/// Approved before any of the proposals that are open in the end: a new version voids what was proposed by the one before.
fn asks_by_itself(channel: &'static str, endpoint: &str) -> [ChannelAct; 2] {
    let url = endpoint.to_owned();
    let reason = "支付核心已开放查询接口，由系统按计划自动查询。";
    let asks = move |profile: &mut ChannelProfile| {
        let api = profile.api_of_role(ApiRole::Query).map(|api| api.name.clone()).unwrap_or_default();
        profile.follow_up = Some(FollowUp {
            url: url.clone(),
            api,
            schedule_minutes: vec![1, 5, 30, 120],
            then_every_minutes: 360,
            timeout_seconds: 10,
        });
    };
    [
        proposed(290, channel, reason, asks),
        ChannelAct { minutes_ago: 275, channel, step: Step::Approve { reason: "联调已通过，同意。" } },
    ]
}

/// A code that nobody had reviewed.
fn reviewed() -> [ChannelAct; 2] {
    let reason = "Read on the channel's page and compared with three months of answers.";
    let review = |profile: &mut ChannelProfile| {
        for code in codes(profile, "transfer-bill-query", "code").into_iter().flatten() {
            if code.code == "NOT_FOUND" {
                code.reviewed_by = Some(WU.to_owned());
            }
        }
    };
    let channel = "wechat_transfer";
    [
        proposed(262, channel, reason, review),
        ChannelAct {
            minutes_ago: 248,
            channel,
            step: Step::Approve { reason: "Compared as well. It stays no proof." },
        },
    ]
}

/// A change that another supervisor has to look at closely: its effect names cases that the portal shows as paid.
fn waits() -> [ChannelAct; 1] {
    let reason = "通道客服口头答复：查询返回 61 即为失败。请复核影响后再定。";
    let lists = |profile: &mut ChannelProfile| {
        if let Some(codes) = codes(profile, "query", "origRespCode") {
            codes.push(Code {
                code: "61".to_owned(),
                claim: Claim::ProvesNotPaid,
                wording: "交易金额超限".to_owned(),
                source: "told by the channel's support on the telephone".to_owned(),
                reviewed_by: None,
                reviewed_on: None,
            });
        }
    };
    [proposed(52, "unionpay_payout", reason, lists)]
}

fn codes<'a>(profile: &'a mut ChannelProfile, api: &str, field: &str) -> Option<&'a mut Vec<Code>> {
    let api = profile.apis.iter_mut().find(|known| known.name == api)?;
    Some(&mut api.fields.iter_mut().find(|known| known.name == field)?.codes)
}

impl ChannelAct {
    /// Does it, by the requests that the browser app would send. Wu proposes, and Zhao decides.
    pub async fn play(&self, door: &mut Door) -> Result<()> {
        let who = Who::Person(if matches!(self.step, Step::Propose { .. }) { WU } else { ZHAO });
        let path = format!("/channels/{}", self.channel);
        let seen: ChannelView = door.get(who, &path).await?;
        let open = |verb: &str| {
            let open = seen.open.as_ref().context("nothing is proposed")?;
            anyhow::Ok((format!("{path}/changes/{}/{verb}", open.change.seq), open.change.binds_to))
        };
        let (path, body) = match &self.step {
            Step::Propose { reason, change } => {
                let (base_version, mut profile) = (seen.profile.version, seen.profile.clone());
                change(&mut profile);
                let request = ChangeRequest { base_version, profile, reason: (*reason).to_owned() };
                (format!("{path}/changes"), to_value(request)?)
            }
            Step::Approve { reason } => {
                let (path, binds_to) = open("approve")?;
                (path, to_value(ApproveChangeRequest { binds_to, reason: Some((*reason).to_owned()) })?)
            }
            Step::Reject { reason } => (open("reject")?.0, to_value(ReasonRequest { reason: (*reason).to_owned() })?),
        };
        let _: Value = door.post(who, &path, &body).await.with_context(|| self.channel)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_demos_own_endpoint_is_answered_for() {
        for (url, port) in [
            ("http://127.0.0.1:4711/demo-channel", Some(4711)),
            ("http://127.0.0.1:4711/query", None),
            ("http://payments.example.com:4711/demo-channel", None),
            ("http://127.0.0.1:port/demo-channel", None),
        ] {
            assert_eq!(port_of(url), port, "{url}");
        }
    }
}
