//! A desk on which every page of reconciliation has something to show.

use anyhow::{Context, Result};
use serde_json::json;
use shared::api::recon::{MappingView, StatementPreview, StatementView};
use tests::holdfast::Person;
use tests::ledger::{BankStatement, DAY, payout};
use tests::{Caller, Desk, Engine};

/// The days after the first.
const SECOND: &str = "2026-03-03";
const THIRD: &str = "2026-03-04";

/// The desk.
pub struct ReconFurnished {
    /// The desk itself.
    pub desk: Desk,
    /// Someone with every role that a page is for.
    pub reader: Person,
    /// The account.
    pub account: String,
    /// A file that is booked, one that can be, and one that needs a mapping.
    pub files: [i64; 3],
}

/// Opens and fills it: a day that is closed, one whose closing is proposed, one with discrepancies, and files.
pub async fn recon_furnished() -> Result<ReconFurnished> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let reader = desk.holdfast.person("zhou", "operator,supervisor,admin")?;
    let (lin, wu, core) = (desk.lin().await?, desk.wu().await?, desk.core().await?);
    let account = wu.new_account(json!({ "hold_days": 0 })).await?;
    let line = |order: &str, amount: &str, date: &str| {
        let mut line = payout(&account, order, amount);
        line["date"] = json!(date);
        line
    };
    core.send_lines(&[line("P-1", "12.80", DAY), line("P-2", "5.00", SECOND)]).await?;
    let third = [line("P-3", "1.28", THIRD), line("P-4", "2.28", THIRD), line("P-5", "3.00", THIRD)];
    core.send_lines(&third).await?;
    core.end_ledger_day(&account, THIRD).await?;
    let first = BankStatement::opening(100_000).out("P-1", 1_280);
    let second = BankStatement::opening(first.closing_minor()).of(SECOND).numbered(2).out("P-2", 500);
    let third = BankStatement::opening(second.closing_minor()).of(THIRD).numbered(3);
    let third = third.out("P-3", 12_800).out("P-4", 22_800).r#in("R-1", 700);
    let booked = lin.send_and_book(&account, first.bytes()).await?.id;
    for statement in [&second, &third] {
        lin.send_and_book(&account, statement.bytes()).await?;
    }
    for date in [DAY, SECOND, THIRD] {
        lin.day_when_run(&account, date).await?;
    }
    lin.propose_closing(&account, DAY).await?;
    wu.approve_closing(&account, DAY).await?;
    lin.propose_closing(&account, SECOND).await?;
    let doubted = BankStatement::opening(third.closing_minor()).of("2026-03-05").numbered(4).out("P-6", 100);
    let doubted = sent(&lin, &account, doubted.bytes_that_do_not_add_up()).await?;
    let table = b"date,amount,order number,counterparty\n2026-03-06,-12.80,P-7,Pine & Harbour\n2026-03-06,x,P-8,\n";
    let table = sent(&lin, &account, table.to_vec()).await?;
    let preview: StatementPreview = lin.post(&format!("/statements/{table}/preview"), &json!({})).await?;
    let mapping = preview.mapping.context("a suggestion")?;
    lin.put::<MappingView>("/mappings/table", &json!({ "version": 0, "mapping": mapping })).await?;
    Ok(ReconFurnished { desk, reader, account, files: [booked, doubted, table] })
}

async fn sent(caller: &Caller, account: &str, bytes: Vec<u8>) -> Result<i64> {
    let StatementView { id, .. } = caller.send_statement(account, bytes).await?;
    caller.statement_when_read(id).await?;
    Ok(id)
}

impl ReconFurnished {
    /// A day's page.
    pub fn day(&self, date: &str) -> String {
        format!("/reconciliation/{}/{date}", self.account)
    }

    /// The day with discrepancies.
    pub fn open_day(&self) -> String {
        self.day(THIRD)
    }

    /// Every page, by its path.
    pub fn pages(&self) -> Vec<String> {
        let account = &self.account;
        let mut pages = vec![
            "/reconciliation".to_owned(),
            "/reconciliation?month=2025-01".to_owned(),
            "/reconciliation/mappings".to_owned(),
            format!("/reconciliation/{account}"),
            format!("/reconciliation/{account}/discrepancies"),
            self.day("2026-03-20"),
            format!("/reconciliation/files/{}/mapping", self.files[2]),
        ];
        pages.extend([DAY, SECOND, THIRD].map(|date| self.day(date)));
        pages.extend(self.files.map(|id| format!("/reconciliation/files/{id}")));
        pages
    }
}
