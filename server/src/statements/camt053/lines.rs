//! An entry and the transactions in it become lines.

use shared::money::Money;
use shared::recon::{Direction, Line, LineKind, References};

use super::super::text::{clipped, reference, words};
use super::amount::signed;
use super::details::{Details, gross};
use super::entry::Entry;

/// The lines of an entry, without their positions: one for each transaction where they are the entry together, else one.
pub fn lines(entry: &Entry, details: &[Details]) -> Vec<Line> {
    match details {
        [] => vec![line(entry, &Details::default(), entry.amount, entry.direction)],
        [only] => vec![line(entry, only, entry.amount, entry.direction)],
        many => split(entry, many).unwrap_or_else(|| vec![batch(entry, many)]),
    }
}

fn split(entry: &Entry, details: &[Details]) -> Option<Vec<Line>> {
    let mut sum = 0_i128;
    let mut lines = Vec::with_capacity(details.len());
    // A fee of the whole entry belongs to none of its transactions.
    let alone = Entry { fee: None, ..entry.clone() };
    for (index, part) in details.iter().enumerate() {
        let (amount, direction) = (part.amount?, part.direction.unwrap_or(entry.direction));
        sum += signed(direction, amount);
        let mut line = line(&alone, part, amount, direction);
        line.references.entry_reference = entry.reference.as_ref().map(|whole| format!("{whole}/{}", index + 1));
        line.references.batch_number = line.references.batch_number.or_else(|| entry.batch_number.clone());
        lines.push(line);
    }
    (sum == signed(entry.direction, entry.amount)).then_some(lines)
}

/// One line of many transactions that do not say what they amount to: what they have in common is the batch.
fn batch(entry: &Entry, details: &[Details]) -> Line {
    let of_batch = details.iter().find_map(|part| part.batch_number.clone());
    let common = Details { batch_number: of_batch, ..Details::default() };
    line(entry, &common, entry.amount, entry.direction)
}

fn line(entry: &Entry, part: &Details, booked: Money, direction: Direction) -> Line {
    let before = entry.fee.and_then(|fee| gross(booked, direction, fee.minor()));
    // Who is at the other end of what came in has paid it; of a return, whoever had been paid.
    let is_payer = (direction == Direction::In) != (part.returned.is_some() || entry.is_reversal);
    let other = if is_payer { &part.debtor } else { &part.creditor };
    let text = [part.returned.as_deref().unwrap_or_default(), &part.text, &entry.text].join(" ");
    let order_number = part.order_number.as_deref().and_then(reference);
    Line {
        position: 0,
        kind: kind(entry, part, direction),
        direction,
        amount: before.map_or(booked, |minor| Money::from_minor(minor, booked.currency())),
        fee: entry.fee,
        status: entry.status,
        references: References {
            original_order_number: order_number.clone().filter(|_| part.returned.is_some()),
            order_number,
            channel_number: part.channel_number.as_deref().and_then(reference),
            batch_number: part.batch_number.as_deref().or(entry.batch_number.as_deref()).and_then(reference),
            entry_reference: entry.reference.as_deref().and_then(reference),
        },
        date: entry.moment.0,
        at: entry.moment.1,
        counterparty: other.name.as_deref().and_then(|name| clipped(name, 200)),
        counterparty_account: other.account.as_deref().and_then(reference),
        text: words(&text),
    }
}

/// What a line is of, by the code of the bank's transaction (ISO 20022 external code sets) and by what returns say.
fn kind(entry: &Entry, part: &Details, direction: Direction) -> LineKind {
    let code = if part.code.is_empty() { &entry.code } else { &part.code };
    let mut parts = code.split('/').skip(1);
    let (family, sub_family) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let is_returned = part.returned.is_some() || entry.is_reversal || ["RRTN", "RPCR", "UPCT"].contains(&sub_family);
    if ["CHRG", "FEES", "COMM"].contains(&sub_family) {
        return LineKind::Fee;
    }
    match (family, direction) {
        (_, Direction::In) if is_returned => LineKind::Bounce,
        (_, Direction::Out) if is_returned => LineKind::Refund,
        ("ICDT", Direction::Out) => LineKind::Payout,
        ("RCDT", Direction::In) => LineKind::Receipt,
        _ => LineKind::Other,
    }
}
