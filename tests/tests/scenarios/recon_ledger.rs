//! Channel accounts, and lines of our books: known for ever by their source, each refusal with its line.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use shared::api::exceptions::AuditView;
use shared::api::problem::{Code, FieldCode};
use shared::api::recon::{
    AccountList, AccountView, DayLineList, DayStanding, LedgerAnswer, LineRefusalCode, MappingView, StatementLineList,
    StatementState, StatementView,
};
use shared::audit::Action;
use shared::recon::{Format, LineKind, LineStatus, Side};
use tests::ledger::{BankStatement, DAY, account, account_name, payout};
use tests::{Desk, on_both_engines, refused};

use super::{actions, faults};

on_both_engines! {
    shared:
        an_account_is_made_and_changed_by_who_may,
        an_account_that_cannot_be_one_is_refused,
        a_line_is_known_for_ever_by_its_source,
        each_line_at_fault_is_refused_by_itself,
        two_who_send_the_same_lines_at_once_make_them_once,
        lines_come_as_lines,
        our_lines_come_as_a_table_too;
}

async fn an_account_is_made_and_changed_by_who_may(desk: &Desk) -> Result<()> {
    let (wu, lin) = (desk.wu().await?, desk.lin().await?);
    let id = wu.new_account(json!({})).await?;
    let path = format!("/channel-accounts/{id}");
    let view: AccountView = lin.get(&path).await?;
    assert_eq!((view.version, view.first_date), (1, None));
    let mut changed = account(&id);
    changed["hold_days"] = json!(3);
    let request =
        |version: i64, account: &Value| json!({ "version": version, "account": account, "reason": "two banks" });
    refused(lin.put::<AccountView>(&path, &request(1, &changed)).await, Code::Forbidden);
    let view: AccountView = wu.put(&path, &request(1, &changed)).await?;
    assert_eq!((view.version, view.account.hold_days), (2, 3));
    refused(wu.put::<AccountView>(&path, &request(1, &changed)).await, Code::AccountChanged);
    let problem = refused(wu.put::<AccountView>(&path, &request(2, &changed)).await, Code::InvalidFields);
    assert_eq!(faults(&problem), [("account", FieldCode::Unchanged)]);
    for (field, value) in [("channel", json!("wechat_transfer")), ("currency", json!("USD")), ("id", json!("other"))] {
        let mut another = changed.clone();
        another[field] = value;
        let problem = refused(wu.put::<AccountView>(&path, &request(2, &another)).await, Code::InvalidFields);
        assert_eq!(faults(&problem), [(format!("account.{field}").as_str(), FieldCode::Conflict)]);
    }
    let trail: AuditView = desk.gu().await?.get(&format!("{path}/audit")).await?;
    assert_eq!(actions(&trail)?, [Action::AccountCreated, Action::AccountChanged]);
    let list: AccountList = desk.root().await?.get("/channel-accounts").await?;
    assert!(list.items.iter().any(|item| item.account.id.as_str() == id));
    Ok(())
}

async fn an_account_that_cannot_be_one_is_refused(desk: &Desk) -> Result<()> {
    let root = desk.root().await?;
    for (field, value, code) in [
        ("name", json!(" "), FieldCode::TooShort),
        ("channel", json!("银行"), FieldCode::BadCharacters),
        ("utc_offset_minutes", json!(900), FieldCode::OutOfRange),
        ("hold_days", json!(31), FieldCode::OutOfRange),
    ] {
        let problem = refused(root.new_account(json!({ field: value })).await, Code::InvalidFields);
        assert_eq!(faults(&problem), [(format!("account.{field}").as_str(), code)]);
    }
    let id = root.new_account(json!({})).await?;
    refused(root.new_account(json!({ "id": id })).await, Code::NameTaken);
    Ok(())
}

async fn a_line_is_known_for_ever_by_its_source(desk: &Desk) -> Result<()> {
    let (core, account) = (desk.core().await?, desk.wu().await?.new_account(json!({})).await?);
    let lines = [payout(&account, "P-1", "12.80"), payout(&account, "P-2", "0.00")];
    let said = core.send_lines(&lines).await?;
    assert_eq!((said.taken, said.repeated, said.refused), (2, 0, 0));
    let said = core.send_lines(&[lines[1].clone(), lines[0].clone(), payout(&account, "P-3", "1")]).await?;
    assert_eq!((said.taken, said.repeated, said.refused), (1, 2, 0));
    // Another content under the same name, and the same within one request.
    let mut another = payout(&account, "P-1", "12.81");
    another["source_line"] = json!(format!("{account}/P-1"));
    let new = payout(&account, "P-4", "4");
    let said = core.send_lines(&[new.clone(), another, new]).await?;
    assert_eq!((said.taken, said.repeated, said.refused), (1, 1, 1));
    assert_eq!((said.refusals[0].line, said.refusals[0].code), (2, LineRefusalCode::SourceLineReused));
    // Another account's line under the same name.
    let other = desk.wu().await?.new_account(json!({})).await?;
    let mut elsewhere = payout(&other, "P-1", "12.80");
    elsewhere["source_line"] = json!(format!("{account}/P-1"));
    let said = core.send_lines(&[elsewhere]).await?;
    assert_eq!(said.refusals[0].code, LineRefusalCode::SourceLineReused);
    let view: AccountView = core.get(&format!("/channel-accounts/{account}")).await?;
    assert_eq!(view.first_date.context("a day")?.to_string(), tests::ledger::DAY);
    let trail: AuditView = desk.gu().await?.get(&format!("/channel-accounts/{account}/audit")).await?;
    let taken = Action::LedgerLinesTaken;
    assert_eq!(actions(&trail)?, [Action::AccountCreated, taken, taken, taken]);
    Ok(())
}

async fn each_line_at_fault_is_refused_by_itself(desk: &Desk) -> Result<()> {
    let (core, account) = (desk.core().await?, desk.wu().await?.new_account(json!({})).await?);
    let good = |order: &str| payout(&account, order, "1").to_string();
    let mut dollars = payout(&account, "P-2", "1");
    dollars["amount"]["currency"] = json!("USD");
    let mut float = payout(&account, "P-3", "1");
    float["amount"]["amount"] = json!(1.5);
    let mut dateless = payout(&account, "P-6", "1");
    dateless["date"] = json!("2026-02-30");
    let nowhere = payout(&account_name(), "P-4", "1").to_string();
    let long = format!("{{\"text\":\"{}\"}}", "x".repeat(20_000));
    let body = [
        &good("P-1"),
        &dollars.to_string(),
        "",
        &float.to_string(),
        "{",
        &nowhere,
        &long,
        &good("P-5"),
        &dateless.to_string(),
    ]
    .join("\n");
    let said: LedgerAnswer = core.send("/ledger-lines", "application/x-ndjson", body.into_bytes()).await?;
    assert_eq!((said.taken, said.refused), (2, 6));
    let refusals: Vec<_> = said.refusals.iter().map(|refusal| (refusal.line, refusal.code)).collect();
    use LineRefusalCode::{BadJson, InvalidFields, TooLong, UnknownAccount};
    let expected =
        [(2, InvalidFields), (4, InvalidFields), (5, BadJson), (6, UnknownAccount), (7, TooLong), (9, InvalidFields)];
    assert_eq!(refusals, expected);
    assert_eq!(said.refusals[0].fields[0].field, "amount.currency");
    assert_eq!(said.refusals[1].fields[0].code, FieldCode::AmountNotText);
    let date = &said.refusals[5].fields[0];
    assert_eq!((date.field.as_str(), date.code), ("date", FieldCode::NotADate));
    Ok(())
}

async fn two_who_send_the_same_lines_at_once_make_them_once(desk: &Desk) -> Result<()> {
    let (core, account) = (desk.core().await?, desk.wu().await?.new_account(json!({})).await?);
    let lines: Vec<Value> = (0..1_500).map(|number| payout(&account, &format!("P-{number}"), "1")).collect();
    let said = futures::future::join_all((0..4).map(|_| core.send_lines(&lines))).await;
    let said: Vec<LedgerAnswer> = said.into_iter().collect::<Result<_, _>>()?;
    assert_eq!(said.iter().map(|said| said.taken).sum::<u64>(), 1_500, "{said:?}");
    assert_eq!(said.iter().map(|said| said.repeated).sum::<u64>(), 4_500, "{said:?}");
    Ok(())
}

async fn lines_come_as_lines(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    refused(
        core.send::<LedgerAnswer>("/ledger-lines", "application/json", b"[]".to_vec()).await,
        Code::UnsupportedMediaType,
    );
    refused(lin.send_lines(&[]).await, Code::Forbidden);
    assert_eq!(core.send_lines(&[]).await?, LedgerAnswer::default());
    Ok(())
}

/// Which column of [`BOOKS`] is what.
fn mapping() -> Value {
    json!({
        "header_row": 1, "date": { "named": "日期" }, "date_format": "YYYY-MM-DD",
        "amounts": { "signed": { "amount": { "named": "金额" }, "positive": "in" } },
        "columns": { "order_number": { "named": "单号" }, "status": { "named": "状态" } }, "kind": "payout",
        "statuses": [{ "word": "成功", "status": "settled" }, { "word": "失败", "status": "failed" }],
    })
}

/// Our books as an operator exports them.
const BOOKS: &str = "日期,单号,金额,状态\n2026-03-02,P-1,-12.80,成功\n2026-03-02,P-2,-5.00,失败\n";

async fn our_lines_come_as_a_table_too(desk: &Desk) -> Result<()> {
    let lin = desk.lin().await?;
    // In which format the bank's statements come says nothing of our own tables.
    let account = desk.wu().await?.new_account(json!({ "formats": ["mt940"], "hold_days": 0 })).await?;
    let path = format!("/mappings/{account}");
    let mut wrong = mapping();
    wrong["columns"]["status"] = json!({ "named": "none of that name" });
    let saved: MappingView = lin.put(&path, &json!({ "version": 0, "mapping": wrong })).await?;
    let sent = format!("/statements?account={account}&side=ours&name=books.csv&mapping={account}");
    let file: StatementView = lin.send(&sent, "text/csv", BOOKS.into()).await?;
    let read = lin.statement_when_read(file.id).await?;
    assert!(matches!(read.state, StatementState::Refused { .. }), "{:?}", read.state);
    // Mended, and read again: what was understood is looked at before any of it counts.
    lin.put::<MappingView>(&path, &json!({ "version": saved.version, "mapping": mapping() })).await?;
    let again = json!({ "version": read.version, "mapping": account });
    lin.post::<StatementView>(&format!("/statements/{}/read", file.id), &again).await?;
    let read = lin.statement_when_read(file.id).await?;
    assert_eq!((&read.state, read.side), (&StatementState::Read, Side::Ours));
    assert_eq!(read.statement.as_ref().map(|it| (it.head.format, it.sums.count)), Some((Format::Csv, 2)));
    let lines: StatementLineList = lin.get(&format!("/statements/{}/lines", file.id)).await?;
    let told: Vec<_> = lines.items.iter().map(|line| (line.kind, line.status, line.amount.minor())).collect();
    assert_eq!(told, [(LineKind::Payout, LineStatus::Settled, 1_280), (LineKind::Payout, LineStatus::Failed, 500)]);
    refused(lin.get::<DayLineList>(&format!("/days/{account}/{DAY}/lines")).await, Code::NotFound);
    // Booked, they are lines of our books as any others.
    lin.book(file.id).await?;
    lin.post::<Value>(&format!("/days/{account}/{DAY}/collected"), &Value::Null).await?;
    lin.send_and_book(&account, BankStatement::opening(100_000).out("P-1", 1_280).bytes()).await?;
    let day = lin.day_when_run(&account, DAY).await?;
    assert_eq!(day.figures.map(|it| (it.matched, it.unmoved, it.open)), Some((2, 1, 0)));
    assert_eq!(day.standing, DayStanding::Balanced);
    // An auditor reads, and sends nothing.
    refused(desk.gu().await?.send::<StatementView>(&sent, "text/csv", b"x".to_vec()).await, Code::Forbidden);
    Ok(())
}
