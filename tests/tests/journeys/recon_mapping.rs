//! A table of a shape that nobody has seen before: a person says which column is what, sees what becomes of it, and saves that.

use anyhow::Result;
use serde_json::json;
use tests::{Desk, Engine, Visitor};

const TABLE: &str =
    "Umsätze\nTag;Vorgang;Soll/Haben;Wert\n02.03.2026;P-1;weg;1.280,00\n03.03.2026;R-1;da;5,50\nSumme;;;1.285,50\n";

#[tokio::test]
async fn a_strange_table_is_read_as_a_person_says_and_the_next_one_by_itself() -> Result<()> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let account = desk.wu().await?.new_account(json!({ "name": "Sparkasse" })).await?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("march.csv");
    std::fs::write(&file, TABLE)?;
    let lin = Visitor::signed_in(&desk.holdfast, &desk.holdfast.person("lin", "operator")?).await?;
    lin.open(&format!("/reconciliation?upload={account}")).await?;
    lin.attach("File", &file).await?;
    lin.press("Send").await?;
    lin.sees("It needs a mapping that says which column is what").await?;

    lin.press("Say which column is what").await?;
    lin.sees("Say which column is the date, and which is the amount.").await?;
    lin.fill("Row that names the columns", "2").await?;
    for (column, role) in [
        ("Tag", "Date, or date and time"),
        ("Vorgang", "Our order number"),
        ("Soll/Haben", "In or out"),
        ("Wert", "Amount"),
    ] {
        lin.choose(&format!("What column {column} is"), role).await?;
    }
    lin.fill("Words for in", "da").await?;
    lin.fill("Words for out", "weg").await?;
    // Of three rows one is the sum of the others.
    lin.sees("Of the first rows 2 become lines and 1 become none.").await?;
    lin.sees_in("As understood", "Not a date or a time").await?;
    lin.fill("Rows to pass over at the end", "1").await?;
    lin.sees("Of the first rows 2 become lines and 0 become none.").await?;
    lin.sees_in("As understood", "1,280.00").await?;
    lin.fill("Name of the mapping", "sparkasse").await?;
    lin.press("Save, and read the file by it").await?;
    lin.sees("To be booked").await?;
    lin.sees("Read by the mapping sparkasse").await?;
    lin.had_no_errors().await?;

    std::fs::write(&file, TABLE.replace("P-1", "P-9"))?;
    lin.open(&format!("/reconciliation?upload={account}")).await?;
    lin.choose("Mapping", "sparkasse").await?;
    lin.attach("File", &file).await?;
    lin.press("Send").await?;
    lin.sees("To be booked").await?;
    lin.sees("P-9").await?;
    lin.open("/reconciliation/mappings").await?;
    lin.sees("sparkasse").await?;
    lin.sees("Soll/Haben").await?;
    lin.had_no_errors().await
}
