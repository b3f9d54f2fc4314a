//! What every target does: read, and look whether what was accepted holds together.

use std::io::Cursor;
use std::ops::ControlFlow;

use server::statements::{self, Reading};
use shared::money::Currency;
use shared::recon::{AccountId, ChannelAccount, Direction, Format, Line, LineStatus, Statement, Tolerance};

/// Reads a file as that format, whatever it is.
///
/// # Panics
///
/// Where the reader does, or where it accepts a file whose sums are not those of its lines.
pub fn read(format: Format, content: &[u8]) {
    let account = account();
    let mut file = Cursor::new(content);
    let _ = statements::recognise(&mut file);
    let mapping = statements::suggested_mapping(&mut file, format).ok().flatten();
    let reading =
        Reading { format, name: Some("INN26030188ZM_1"), account: &account, mapping: mapping.as_ref() };
    let mut lines = vec![];
    let mut sink = |line| {
        lines.push(line);
        ControlFlow::Continue(())
    };
    if let Ok(statement) = statements::read(&mut file, &reading, &mut sink) {
        check(&statement, &lines);
    }
}

fn account() -> ChannelAccount {
    ChannelAccount {
        id: AccountId::parse("fuzz").expect("an identifier"),
        channel: "fuzz".to_owned(),
        name: "Fuzz".to_owned(),
        currency: Currency::CNY,
        number: None,
        utc_offset_minutes: 480,
        cut_off: None,
        hold_days: 1,
        tolerance: Tolerance { amount_minor: 0, minutes: 10 },
        formats: vec![],
    }
}

fn check(statement: &Statement, lines: &[Line]) {
    let settled = |direction| {
        let of_it = |line: &&Line| line.status == LineStatus::Settled && line.direction == direction;
        lines.iter().filter(of_it).map(|line| i128::from(line.amount.minor())).sum::<i128>()
    };
    assert_eq!(statement.sums.count, lines.len() as u64);
    assert_eq!(i128::from(statement.sums.sum_in.minor()), settled(Direction::In));
    assert_eq!(i128::from(statement.sums.sum_out.minor()), settled(Direction::Out));
    assert!(lines.iter().all(|line| line.amount.minor() >= 0));
    if let (Some(opening), Some(closing)) = (statement.head.opening, statement.tail.closing)
        && statement.doubts.is_empty()
    {
        let counted = i128::from(opening.amount.minor()) + statement.sums.movement_minor();
        assert_eq!(counted, i128::from(closing.amount.minor()));
    }
}
