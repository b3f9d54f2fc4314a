//! What people do about differences in the demo: what the account shows open they take, one after the other, and settle as its type
//! asks for.

use anyhow::Result;
use chrono::NaiveDate;
use serde_json::Value;
use shared::api::commands::{ClaimRequest, ResolveRequest};
use shared::api::exceptions::CaseView;
use shared::api::recon::{DiscrepancyList, DiscrepancyView};
use shared::recon::discrepancy::DiscrepancyKind;
use shared::resolution::Resolution;

use super::acts::worker;
use super::books::Book;
use crate::demo::door::{Door, Who};

/// Settles what is open in the account up to a date.
pub async fn settle(door: &mut Door, book: &Book, until: NaiveDate) -> Result<()> {
    let who = worker(book);
    let path = format!("/discrepancies?account={}&state=open&limit=200", book.account.id);
    let open: DiscrepancyList = door.get(who, &path).await?;
    for found in open.items.iter().filter(|found| found.date <= until) {
        settle_one(door, who, found).await?;
    }
    Ok(())
}

async fn settle_one(door: &mut Door, who: Who, found: &DiscrepancyView) -> Result<()> {
    let Some(case) = &found.case else { return Ok(()) };
    let (resolution, reason) = match found.kind {
        DiscrepancyKind::FeeMismatch => (Resolution::WithinTolerance, "通道按四舍五入计费，差一分，可接受。"),
        _ => (Resolution::ClaimFromChannel, "Asked the channel, with both lines attached."),
    };
    let path = format!("/exceptions/{}", case.number);
    let claim = ClaimRequest { version: case.version, take_over: true };
    let claimed: CaseView = door.post(who, &format!("{path}/claim"), &claim).await?;
    let version = claimed.case.version;
    let resolve = ResolveRequest { version, resolution, reason: Some(reason.to_owned()) };
    let _: Value = door.post(who, &format!("{path}/resolutions"), &resolve).await?;
    Ok(())
}
