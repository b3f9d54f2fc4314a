//! What channels answer to claims in the demo: after some days they pay, somebody sees it on the portal, and another agrees.

use anyhow::Result;
use chrono::{DateTime, Duration, Utc};
use serde_json::Value;
use shared::api::commands::{ApproveRequest, ClaimRequest, ObservationKind, ObservationRequest, ResolveRequest};
use shared::api::exceptions::{CaseList, CaseView};
use shared::case::CaseNumber;
use shared::evidence::Shown;
use shared::resolution::{Proposal, ProposalState, Resolution};

use super::acts::worker;
use super::books::Book;
use crate::demo::cast::{WU, ZHAO};
use crate::demo::door::{Door, Who};

/// How long channels take to make good what is claimed.
const ANSWERED_AFTER: Duration = Duration::days(3);

/// Closes the claims on the account's channel that were answered by now.
pub async fn answer(door: &mut Door, book: &Book, at: DateTime<Utc>) -> Result<()> {
    let who = worker(book);
    let path = format!("/exceptions?kind=discrepancy&state=open,working&channel={}&limit=200", book.account.channel);
    let open: CaseList = door.get(who, &path).await?;
    for row in open.items.iter().filter(|row| row.filed_at < at - ANSWERED_AFTER) {
        let seen: CaseView = door.get(who, &format!("/exceptions/{}", row.number)).await?;
        let is_claim = seen.case.matter.disagreement().is_some_and(|found| found.is_claim);
        if is_claim {
            close(door, who, &seen, at).await?;
        }
    }
    Ok(())
}

async fn close(door: &mut Door, who: Who, seen: &CaseView, at: DateTime<Utc>) -> Result<()> {
    let number = seen.case.number;
    let path = format!("/exceptions/{number}");
    let claim = ClaimRequest { version: seen.case.version, take_over: true };
    let _: Value = door.post(who, &format!("{path}/claim"), &claim).await?;
    let look = ObservationRequest {
        kind: ObservationKind::PortalCheck,
        looked_up: seen.case.facts.order_number.clone(),
        shown: Shown::Paid,
        reference: Some(format!("CL-{}-{}", at.format("%m%d"), number.0)),
        note: Some("通道已补入账。".to_owned()),
        attempt: None,
        observed_at: at - Duration::minutes(3),
        attachments: vec![],
        returned: None,
        funds_back: None,
    };
    let _: Value = door.post(who, &format!("{path}/observations"), &look).await?;
    let seen: CaseView = door.get(who, &path).await?;
    let reason = Some("通道确认并补款，见后台流水。".to_owned());
    let resolve = ResolveRequest { version: seen.case.version, resolution: Resolution::ClaimPaid, reason };
    let _: Value = door.post(who, &format!("{path}/resolutions"), &resolve).await?;
    for checker in [WU, ZHAO] {
        let seen: CaseView = door.get(Who::Person(checker), &path).await?;
        if let Some(open) = seen.proposals.iter().find(|proposal| proposal.state == ProposalState::Open) {
            approve(door, checker, number, open).await?;
        }
    }
    Ok(())
}

async fn approve(door: &mut Door, checker: &'static str, number: CaseNumber, open: &Proposal) -> Result<()> {
    let path = format!("/exceptions/{number}/proposals/{}/approve", open.seq);
    let request = ApproveRequest { binds_to: open.binds_to, reason: None };
    let _: Value = door.post(Who::Person(checker), &path, &request).await?;
    Ok(())
}
