//! What a statement says of its own entries (`TxsSummry`).

use shared::money::{Currency, Money};
use shared::recon::{Direction, Fault, FaultKind, OwnSummary, Wanted};

use super::super::tally::{count_difference, sum_difference};
use super::super::xml::Element;
use super::amount;

/// What was counted of the entries of a statement, those that are not booked apart: banks sum them up with the others or
/// without.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counted {
    /// How many entries came in, and how many went out.
    pub count: [u64; 2],
    /// Their sums.
    pub sum: [i128; 2],
    /// Of these, how many are not booked.
    pub unbooked_count: [u64; 2],
    /// And their sums.
    pub unbooked_sum: [i128; 2],
    /// How many lines they became, all of them and those that are booked: some banks count the transactions of a batch.
    lines: [[u64; 2]; 2],
}

/// The three parts: all, those that came in, those that went out.
const PARTS: [(&str, &[usize]); 3] = [("TtlNtries", &[0, 1]), ("TtlCdtNtries", &[0]), ("TtlDbtNtries", &[1])];

/// Reads what it states.
pub fn stated(element: &Element, currency: Currency) -> Result<OwnSummary, Fault> {
    let [all, of_in, of_out] = PARTS.map(|(name, _)| element.child(name));
    Ok(OwnSummary {
        count: all.map(count).transpose()?.flatten(),
        count_in: of_in.map(count).transpose()?.flatten(),
        sum_in: of_in.map(|part| sum(part, currency)).transpose()?.flatten(),
        count_out: of_out.map(count).transpose()?.flatten(),
        sum_out: of_out.map(|part| sum(part, currency)).transpose()?.flatten(),
        fees: None,
    })
}

/// The first thing in which it differs from what was counted.
pub fn difference(element: &Element, counted: &Counted, currency: Currency) -> Result<Option<Fault>, Fault> {
    for (name, directions) in PARTS {
        let Some(part) = element.child(name) else { continue };
        let total = |counts: &[u64; 2]| directions.iter().map(|direction| counts[*direction]).sum::<u64>();
        let sums = |sums: &[i128; 2]| directions.iter().map(|direction| sums[*direction]).sum::<i128>();
        if let Some(stated) = count(part)? {
            let booked = total(&counted.count) - total(&counted.unbooked_count);
            let is_of_lines = counted.lines.iter().any(|lines| total(lines) == stated);
            if stated != booked
                && !is_of_lines
                && let Some(fault) = count_difference(stated, total(&counted.count))
            {
                return Ok(Some(located(fault, part, "NbOfNtries")));
            }
        }
        if let Some(stated) = sum(part, currency)? {
            let booked = sums(&counted.sum) - sums(&counted.unbooked_sum);
            if i128::from(stated.minor()) != booked
                && let Some(fault) = sum_difference(stated, sums(&counted.sum))
            {
                return Ok(Some(located(fault, part, "Sum")));
            }
        }
    }
    Ok(None)
}

fn located(fault: Fault, part: &Element, field: &str) -> Fault {
    let line = part.child(field).map_or(part.line, |field| field.line);
    fault.at_line(line).in_column(&format!("TxsSummry/{}/{field}", part.name))
}

fn count(part: &Element) -> Result<Option<u64>, Fault> {
    let Some(text) = part.text_at("NbOfNtries") else { return Ok(None) };
    let malformed =
        |_| located(Fault::new(FaultKind::Malformed).found(text).expected(Wanted::Number), part, "NbOfNtries");
    text.parse().map(Some).map_err(malformed)
}

fn sum(part: &Element, currency: Currency) -> Result<Option<Money>, Fault> {
    let Some(text) = part.text_at("Sum") else { return Ok(None) };
    let bad = |_| located(Fault::new(FaultKind::BadAmount).found(text), part, "Sum");
    amount::decimal(text, currency).map(Some).map_err(bad)
}

impl Counted {
    /// Counts one more line of an entry.
    pub fn take_line(&mut self, direction: Direction, is_booked: bool) {
        let side = usize::from(direction == Direction::Out);
        self.lines[0][side] += 1;
        self.lines[1][side] += u64::from(is_booked);
    }

    /// Counts one more entry.
    pub fn take(&mut self, direction: Direction, amount: Money, is_booked: bool) {
        let side = usize::from(direction == Direction::Out);
        self.count[side] += 1;
        self.sum[side] += i128::from(amount.minor());
        if !is_booked {
            self.unbooked_count[side] += 1;
            self.unbooked_sum[side] += i128::from(amount.minor());
        }
    }
}
