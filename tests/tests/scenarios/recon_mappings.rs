//! Mappings: suggested, tried on a file's first rows, saved, and the file read by it.

use anyhow::{Context, Result};
use serde_json::json;
use shared::api::problem::Code;
use shared::api::recon::{MappingView, StatementPreview, StatementState, StatementView};
use shared::recon::{Column, FaultKind, Format, Mapping, MappingFault};
use tests::{Caller, Desk, on_both_engines, refused};

on_both_engines! {
    shared:
        a_mapping_is_tried_on_a_file_before_it_is_saved,
        of_a_table_with_strange_names_the_rows_show_and_nothing_is_suggested,
        a_file_that_needs_no_mapping_shows_no_rows,
        who_sends_no_files_tries_no_mapping;
}

async fn tried(caller: &Caller, id: i64, mapping: Option<&Mapping>) -> tests::caller::Answer<StatementPreview> {
    caller.post(&format!("/statements/{id}/preview"), &json!({ "mapping": mapping })).await
}

async fn sent(desk: &Desk, bytes: &[u8]) -> Result<(Caller, StatementView)> {
    let lin = desk.lin().await?;
    let account = desk.wu().await?.new_account(json!({})).await?;
    let sent = lin.send_statement(&account, bytes.to_vec()).await?;
    let read = lin.statement_when_read(sent.id).await?;
    Ok((lin, read))
}

const TABLE: &str = "date,amount,order number\n2026-03-02,-12.80,P-1\n2026-03-02,5.00,R-1\n";

async fn a_mapping_is_tried_on_a_file_before_it_is_saved(desk: &Desk) -> Result<()> {
    let (lin, file) = sent(desk, TABLE.as_bytes()).await?;
    let StatementState::Refused { faults } = &file.state else { panic!("{:?}", file.state) };
    assert_eq!(faults[0].kind, FaultKind::NeedsMapping);
    let preview = tried(&lin, file.id, None).await?;
    assert_eq!((preview.format, preview.rows.len(), preview.rows[1].cells[2].as_str()), (Format::Csv, 3, "P-1"));
    assert_eq!((preview.lines.len(), preview.lines[0].position, preview.faults.len()), (2, 2, 0));
    let suggested = preview.mapping.context("a suggestion")?;

    let wrong = Mapping { date_format: "DD.MM.YYYY".to_owned(), ..suggested.clone() };
    let preview = tried(&lin, file.id, Some(&wrong)).await?;
    let faults: Vec<_> = preview.faults.iter().map(|fault| (fault.kind, fault.place.line)).collect();
    assert_eq!(faults, [(FaultKind::BadDate, Some(2)), (FaultKind::BadDate, Some(3))]);
    let lacking = Mapping { date: Column::Numbered(0), ..suggested.clone() };
    let preview = tried(&lin, file.id, Some(&lacking)).await?;
    assert_eq!((preview.lacking, preview.lines.len(), preview.rows.len()), (vec![MappingFault::EmptyColumn], 0, 3));
    // Nothing of that has changed the file.
    assert_eq!(lin.get::<StatementView>(&format!("/statements/{}", file.id)).await?, file);

    let name = file.account.to_string();
    let saved: MappingView =
        lin.put(&format!("/mappings/{name}"), &json!({ "version": 0, "mapping": suggested })).await?;
    let again = json!({ "version": file.version, "mapping": saved.name });
    lin.post::<StatementView>(&format!("/statements/{}/read", file.id), &again).await?;
    let read = lin.statement_when_read(file.id).await?;
    assert_eq!(read.state, StatementState::Read);
    assert_eq!(read.statement.map(|it| (it.sums.count_in, it.sums.count_out)), Some((1, 1)));
    Ok(())
}

async fn of_a_table_with_strange_names_the_rows_show_and_nothing_is_suggested(desk: &Desk) -> Result<()> {
    let (lin, file) = sent(desk, b"x;y;z\n01.03.2026;1.280,00;P-1\n").await?;
    let preview = tried(&lin, file.id, None).await?;
    assert_eq!((preview.mapping, preview.rows.len(), preview.lines.len()), (None, 2, 0));
    assert_eq!(preview.rows[1].cells, ["01.03.2026", "1.280,00", "P-1"]);
    Ok(())
}

async fn a_file_that_needs_no_mapping_shows_no_rows(desk: &Desk) -> Result<()> {
    let (lin, file) = sent(desk, &tests::ledger::BankStatement::opening(0).out("P-1", 100).bytes()).await?;
    let preview = tried(&lin, file.id, None).await?;
    assert_eq!((preview.format, preview.rows.len(), preview.mapping), (Format::Mt940, 0, None));
    Ok(())
}

async fn who_sends_no_files_tries_no_mapping(desk: &Desk) -> Result<()> {
    let (_, file) = sent(desk, TABLE.replace("R-1", "R-2").as_bytes()).await?;
    refused(tried(&desk.gu().await?, file.id, None).await, Code::Forbidden);
    refused(tried(&desk.lin().await?, i64::MAX, None).await, Code::NotFound);
    Ok(())
}
