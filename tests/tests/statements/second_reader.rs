//! Counts, sums and balances against a second reader that shares nothing with the first: packages from PyPI, and Python's own.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use rust_decimal::Decimal;
use serde::Deserialize;
use tests::tools;

use super::given::GIVEN;
use super::{account, bytes, read, sample};

/// What the second reader found of one account.
#[derive(Debug, Deserialize)]
struct Found {
    lines: u64,
    /// What the lines add to the balance: in, less out, less fees.
    movement: Decimal,
    opening: Option<Decimal>,
    closing: Option<Decimal>,
}

fn found(path: &str, number: &str) -> Result<Found> {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/statements/second_reader.py");
    let output = Command::new(tools::python()?).arg(program).arg(sample(path)).arg(number).output()?;
    ensure!(output.status.success(), "{path}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout)
        .with_context(|| format!("{path}: {}", String::from_utf8_lossy(&output.stdout)))
}

#[test]
fn a_second_reader_finds_the_same() -> Result<()> {
    for given in GIVEN {
        let path = given.path;
        let second = found(path, given.number.unwrap_or_default())?;
        let (account, mapping) = (account(given.currency, given.number), given.mapping());
        let name = path.rsplit('/').next().unwrap_or_default();
        let (statement, _) =
            read(name, &bytes(path), &account, mapping.as_ref()).unwrap_or_else(|faults| panic!("{path}: {faults:?}"));
        let movement = Decimal::from_i128_with_scale(statement.sums.movement_minor(), account.currency.scale());
        assert_eq!((statement.sums.count, movement), (second.lines, second.movement), "{path} {:?}", given.number);
        let balances = [statement.head.opening, statement.tail.closing]
            .map(|balance| balance.map(|balance| balance.amount.amount()));
        assert_eq!(balances, [second.opening, second.closing], "{path} {:?}", given.number);
    }
    Ok(())
}
