//! Statement files: kept byte for byte, read in the background, looked at, booked or put aside; never taken twice.

use anyhow::{Context, Result};
use reqwest::Method;
use serde_json::json;
use shared::api::exceptions::AuditView;
use shared::api::problem::Code;
use shared::api::recon::{StatementDays, StatementLineList, StatementList, StatementState, StatementView};
use shared::audit::Action;
use shared::digest::Digest;
use shared::recon::{FaultKind, Format};
use tests::ledger::{BankStatement, DAY};
use tests::{Caller, Desk, on_both_engines, refused};

use super::actions;

on_both_engines! {
    shared:
        a_file_is_read_looked_at_and_booked,
        a_file_at_fault_is_kept_and_refused_whole,
        a_file_that_does_not_add_up_is_booked_by_who_has_seen_it,
        the_same_file_is_never_taken_twice,
        a_file_that_was_put_aside_can_be_read_again,
        what_is_no_file_is_refused;
}

async fn bank(desk: &Desk) -> Result<(Caller, String)> {
    Ok((desk.lin().await?, desk.wu().await?.new_account(json!({})).await?))
}

async fn a_file_is_read_looked_at_and_booked(desk: &Desk) -> Result<()> {
    let (lin, account) = bank(desk).await?;
    let bytes = BankStatement::opening(100_000).out("P-1", 1_280).r#in("R-1", 500).bytes();
    let sent = lin.send_statement(&account, bytes.clone()).await?;
    assert_eq!((sent.sha256, sent.size_bytes), (Digest::of(&bytes), i64::try_from(bytes.len())?));
    let read = lin.statement_when_read(sent.id).await?;
    assert_eq!(read.state, StatementState::Read);
    let statement = read.statement.context("what was understood")?;
    assert_eq!((statement.head.format, statement.sums.count), (Format::Mt940, 2));
    assert_eq!((statement.sums.sum_out.minor(), statement.sums.sum_in.minor()), (1_280, 500));

    let lines: StatementLineList = lin.get(&format!("/statements/{}/lines?limit=1", read.id)).await?;
    assert_eq!(lines.items[0].references.order_number.as_deref(), Some("P-1"));
    let next = lines.next.context("a second page")?;
    let lines: StatementLineList = lin.get(&format!("/statements/{}/lines?limit=1&cursor={next}", read.id)).await?;
    assert_eq!((lines.items[0].amount.minor(), lines.items[0].position, lines.next), (500, 2, None));
    let days: StatementDays = lin.get(&format!("/statements/{}/days", read.id)).await?;
    assert_eq!((days.items[0].date.to_string().as_str(), days.items[0].count), (DAY, 2));
    let content = lin.request(Method::GET, &format!("/statements/{}/content", read.id)).send().await?;
    assert_eq!(content.bytes().await?.to_vec(), bytes);

    let request = json!({ "version": 1 });
    let path = format!("/statements/{}/book", read.id);
    refused(lin.post::<StatementView>(&path, &request).await, Code::FileChanged);
    let booked = lin.book(read.id).await?;
    assert!(matches!(booked.state, StatementState::Booked { moved: 0, .. }), "{:?}", booked.state);
    refused(lin.book(read.id).await, Code::FileState);
    let trail: AuditView = desk.gu().await?.get(&format!("/channel-accounts/{account}/audit")).await?;
    let expected = [Action::AccountCreated, Action::StatementReceived, Action::StatementRead, Action::StatementBooked];
    assert_eq!(actions(&trail)?, expected);
    Ok(())
}

async fn a_file_at_fault_is_kept_and_refused_whole(desk: &Desk) -> Result<()> {
    let (lin, account) = bank(desk).await?;
    for (bytes, expected) in [
        (b"neither this nor that".to_vec(), FaultKind::UnknownFormat),
        (b"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">".to_vec(), FaultKind::CutOff),
    ] {
        let sent = lin.send_statement(&account, bytes.clone()).await?;
        let read = lin.statement_when_read(sent.id).await?;
        let StatementState::Refused { faults } = &read.state else { panic!("{:?}", read.state) };
        assert_eq!(faults[0].kind, expected);
        let lines: StatementLineList = lin.get(&format!("/statements/{}/lines", read.id)).await?;
        assert!(lines.items.is_empty(), "nothing is kept of a file that is at fault");
        refused(lin.book(read.id).await, Code::FileState);
        let content = lin.request(Method::GET, &format!("/statements/{}/content", read.id)).send().await?;
        assert_eq!(content.bytes().await?.to_vec(), bytes);
    }
    let list: StatementList = lin.get(&format!("/statements?account={account}&state=refused&limit=1")).await?;
    assert_eq!((list.items.len(), list.next.is_some()), (1, true));
    Ok(())
}

async fn a_file_that_does_not_add_up_is_booked_by_who_has_seen_it(desk: &Desk) -> Result<()> {
    let (lin, account) = bank(desk).await?;
    let bytes = BankStatement::opening(100_000).out("P-1", 1_280).bytes_that_do_not_add_up();
    let sent = lin.send_statement(&account, bytes).await?;
    let read = lin.statement_when_read(sent.id).await?;
    let doubts = read.statement.as_ref().map(|statement| statement.doubts.clone()).unwrap_or_default();
    assert_eq!((&read.state, doubts[0].kind), (&StatementState::Read, FaultKind::BalanceDiffers));
    refused(lin.book(read.id).await, Code::FileState);
    let request = json!({ "version": read.version, "despite_doubts": true });
    let booked: StatementView = lin.post(&format!("/statements/{}/book", read.id), &request).await?;
    assert!(matches!(booked.state, StatementState::Booked { .. }), "{:?}", booked.state);
    Ok(())
}

async fn the_same_file_is_never_taken_twice(desk: &Desk) -> Result<()> {
    let (lin, account) = bank(desk).await?;
    let bytes = BankStatement::opening(0).r#in("R-1", 1).bytes();
    let first = lin.send_statement(&account, bytes.clone()).await?;
    let again = lin.send_statement(&account, bytes.clone()).await;
    let problem = refused(again, Code::FileSeen);
    assert!(problem.detail.context("which")?.contains(&format!("file {}", first.id)));
    // Of another account it is another file.
    let other = desk.wu().await?.new_account(json!({})).await?;
    lin.send_statement(&other, bytes.clone()).await?;
    let third = desk.wu().await?.new_account(json!({})).await?;
    let at_once = futures::future::join_all((0..4).map(|_| lin.send_statement(&third, bytes.clone()))).await;
    assert_eq!(at_once.iter().filter(|sent| sent.is_ok()).count(), 1, "{at_once:?}");
    Ok(())
}

async fn a_file_that_was_put_aside_can_be_read_again(desk: &Desk) -> Result<()> {
    let (lin, account) = bank(desk).await?;
    let sent = lin.send_statement(&account, BankStatement::opening(0).r#in("R-1", 1).bytes()).await?;
    let read = lin.statement_when_read(sent.id).await?;
    let request = json!({ "version": read.version, "reason": "the wrong account" });
    let discarded: StatementView = lin.post(&format!("/statements/{}/discard", read.id), &request).await?;
    assert!(matches!(&discarded.state, StatementState::Discarded { reason, .. } if reason == "the wrong account"));
    refused(lin.book(read.id).await, Code::FileState);
    let request = json!({ "version": discarded.version });
    lin.post::<StatementView>(&format!("/statements/{}/read", read.id), &request).await?;
    let read = lin.statement_when_read(read.id).await?;
    let lines: StatementLineList = lin.get(&format!("/statements/{}/lines", read.id)).await?;
    assert_eq!((read.state, lines.items.len()), (StatementState::Read, 1));
    Ok(())
}

async fn what_is_no_file_is_refused(desk: &Desk) -> Result<()> {
    let (lin, account) = bank(desk).await?;
    refused(lin.send_statement(&account, vec![]).await, Code::InvalidFields);
    refused(lin.send_statement("nobodys", b"x".to_vec()).await, Code::InvalidFields);
    let unmapped = format!("/statements?account={account}&name=x&mapping=none-of-that-name");
    refused(lin.send::<StatementView>(&unmapped, "text/csv", b"x".to_vec()).await, Code::InvalidFields);
    refused(desk.gu().await?.send_statement(&account, b"x".to_vec()).await, Code::Forbidden);
    Ok(())
}
