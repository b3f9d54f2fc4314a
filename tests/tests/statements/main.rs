//! The readers of statements, on files that banks and channels send, on files that are broken, and on files that nobody sends.

mod archives;
mod broken;
mod dialects;
mod found;
mod given;
mod mutations;
mod round_trips;
mod samples;
mod second_reader;
mod tables;

use std::io::Cursor;
use std::ops::ControlFlow;
use std::path::PathBuf;

use server::statements::{self, Reading, Unread};
use shared::money::Currency;
use shared::recon::{AccountId, ChannelAccount, Fault, Line, Mapping, Statement, Tolerance};

/// A file of the samples.
fn sample(path: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/data/statements")).join(path)
}

/// The bytes of a sample.
fn bytes(path: &str) -> Vec<u8> {
    std::fs::read(sample(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// An account of that currency and number.
fn account(currency: &str, number: Option<&str>) -> ChannelAccount {
    ChannelAccount {
        id: AccountId::parse("sample").expect("an identifier"),
        channel: "sample".to_owned(),
        name: "Sample".to_owned(),
        currency: Currency::from_code(currency).expect("a currency"),
        number: number.map(str::to_owned),
        utc_offset_minutes: 480,
        cut_off: None,
        hold_days: 1,
        tolerance: Tolerance { amount_minor: 0, minutes: 10 },
        formats: vec![],
    }
}

/// Recognises and reads a file that is called so.
fn read(
    name: &str,
    content: &[u8],
    account: &ChannelAccount,
    mapping: Option<&Mapping>,
) -> Result<(Statement, Vec<Line>), Vec<Fault>> {
    let mut file = Cursor::new(content);
    let mut lines = vec![];
    let format = statements::recognise(&mut file).map_err(refused)?;
    let reading = Reading { format, name: Some(name), account, mapping };
    let mut sink = |line| {
        lines.push(line);
        ControlFlow::Continue(())
    };
    let statement = statements::read(&mut file, &reading, &mut sink).map_err(refused)?;
    Ok((statement, lines))
}

/// Whatever else goes wrong is no matter of what is in a file.
fn refused(unread: Unread) -> Vec<Fault> {
    match unread {
        Unread::Refused(faults) => faults,
        other => panic!("{other}"),
    }
}
