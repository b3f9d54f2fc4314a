//! Entries: `:61:1003190319CR27,00NTRF100323-03-100323//32-P1-TCS49518`.
//!
//! Value date, entry date (some banks leave it out), mark, funds code (one letter, often none), amount, type, our reference, and the
//! bank's behind `//`. `RC` takes back a credit and so goes out, `RD` takes back a debit and so comes in.

use chrono::{Datelike, NaiveDate};
use shared::money::{Currency, Money};
use shared::recon::{Direction, Fault, FaultKind, Wanted};

use super::super::amount;
use super::balance::short_date;
use super::fields::Field;

/// An entry as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When it was booked: its entry date, or its value date where it has no other.
    pub date: NaiveDate,
    /// Which way the money went.
    pub direction: Direction,
    /// Whether it takes back an earlier entry.
    pub is_reversal: bool,
    /// Whether it is only expected (`EC`, `ED`): it has not moved the balance.
    pub is_expected: bool,
    /// How much.
    pub amount: Money,
    /// Its type without the letter before it: `TRF`, `MSC`, `051`.
    pub kind: String,
    /// The reference for the account's owner.
    pub owner_reference: String,
    /// The bank's reference.
    pub bank_reference: String,
    /// What stands on the line below.
    pub supplement: String,
}

/// Reads an entry.
pub fn entry(field: &Field, currency: Currency) -> Result<Entry, Fault> {
    let (first, supplement) = field.text.split_once('\n').unwrap_or((&field.text, ""));
    let first = first.trim_end();
    let (date, rest) = dates(field, first)?;
    let (mark, rest) = mark(rest).ok_or_else(|| expected(field, first, Wanted::DirectionMark))?;
    // The funds code: the third letter of the currency. An amount begins with a digit or a comma.
    let rest = rest.strip_prefix(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(rest);
    let end = rest.find(|digit: char| !digit.is_ascii_digit() && digit != ',' && digit != '.').unwrap_or(rest.len());
    let (digits, rest) = rest.split_at(end);
    let amount = amount::swift(digits, currency).map_err(|fault| field.locate(fault))?;
    let (kind, references) = kind(rest.trim_start()).ok_or_else(|| expected(field, first, Wanted::TransactionType))?;
    let (owner_reference, bank_reference) = references.split_once("//").unwrap_or((references, ""));
    let (direction, is_reversal, is_expected) = mark;
    Ok(Entry {
        date,
        direction,
        is_reversal,
        is_expected,
        amount,
        kind: kind.trim().to_owned(),
        owner_reference: stated(owner_reference),
        bank_reference: stated(bank_reference),
        supplement: supplement.trim().to_owned(),
    })
}

fn expected(field: &Field, found: &str, expected: Wanted) -> Fault {
    field.fault(FaultKind::Malformed).found(found).expected(expected)
}

/// The date on which it was booked, and what stands behind the dates.
fn dates<'a>(field: &Field, text: &'a str) -> Result<(NaiveDate, &'a str), Fault> {
    let bad = || field.fault(FaultKind::BadDate).found(text).expected("YYMMDD / YYMMDDMMDD");
    let (value_date, rest) = text.split_at_checked(6).ok_or_else(bad)?;
    let value_date = short_date(value_date).ok_or_else(bad)?;
    match rest.split_at_checked(4) {
        Some((entry_date, rest)) if entry_date.bytes().all(|byte| byte.is_ascii_digit()) => {
            Ok((nearest(value_date, entry_date).ok_or_else(bad)?, rest))
        }
        _ => Ok((value_date, rest)),
    }
}

/// The entry date has no year: it is of the year in which it lies nearest to the value date.
fn nearest(value_date: NaiveDate, month_and_day: &str) -> Option<NaiveDate> {
    let year = value_date.year();
    let in_year = |year: i32| short_date(&format!("{:02}{month_and_day}", year.rem_euclid(100)));
    let candidates = [year - 1, year, year + 1].into_iter().filter_map(in_year);
    candidates.min_by_key(|date| date.signed_duration_since(value_date).num_days().abs())
}

type Mark = (Direction, bool, bool);

fn mark(text: &str) -> Option<(Mark, &str)> {
    use Direction::{In, Out};
    let marks = [
        ("RC", (Out, true, false)),
        ("RD", (In, true, false)),
        ("EC", (In, false, true)),
        ("ED", (Out, false, true)),
        ("C", (In, false, false)),
        ("D", (Out, false, false)),
    ];
    marks.into_iter().find_map(|(letters, mark)| text.strip_prefix(letters).map(|rest| (mark, rest)))
}

/// The type: a letter for where it comes from, and three for what it is, which some banks leave blank. A few leave out all four:
/// then the bank's reference follows.
fn kind(text: &str) -> Option<(&str, &str)> {
    if text.starts_with("//") {
        return Some(("", text));
    }
    let rest = text.strip_prefix(['N', 'F', 'S'])?;
    rest.split_at_checked(3).filter(|(kind, _)| kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b' '))
}

/// What stands for a reference that is not there, or that stands among the words.
const NO_REFERENCE: [&str; 9] = ["NONREF", "NOTPROVIDED", "KREF+", "EREF+", "MREF+", "EREF", "PREF", "MARF", "IREF"];

/// A reference, unless it says that there is none. A mere point is none either: all entries would share it.
fn stated(reference: &str) -> String {
    let reference = reference.trim();
    let is_none = NO_REFERENCE.contains(&reference) || !reference.contains(char::is_alphanumeric);
    if is_none { String::new() } else { reference.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Entry, Fault> {
        entry(&Field { tag: "61".to_owned(), text: text.to_owned(), line: 7 }, Currency::from_code("EUR").unwrap())
    }

    #[test]
    fn entries_of_many_banks_are_read() {
        use Direction::{In, Out};
        for (text, date, direction, amount, kind, references) in [
            (
                "0709040904CR300,NTRFTFNr 40005 MSGID//0724710345313905",
                "2007-09-04",
                In,
                30_000,
                "TRF",
                ("TFNr 40005 MSGID", "0724710345313905"),
            ),
            ("0709040904RCR204,88NRTINONREF", "2007-09-04", Out, 20_488, "RTI", ("", "")),
            ("0709040904RDR1,NTRFNONREF", "2007-09-04", In, 100, "TRF", ("", "")),
            ("131017D6800,NCHK16703074", "2013-10-17", Out, 680_000, "CHK", ("16703074", "")),
            ("131017D620,3NSTON", "2013-10-17", Out, 62_030, "STO", ("N", "")),
            ("170914D233,15NMSC", "2017-09-14", Out, 23_315, "MSC", ("", "")),
            (
                "0310201020C20000,00FMSCNONREF//8327000090031789 \nCard transaction",
                "2003-10-20",
                In,
                2_000_000,
                "MSC",
                ("", "8327000090031789"),
            ),
            (
                "130101D000000000025,00N102EREF            \nNL70ABNA0987654321",
                "2013-01-01",
                Out,
                2_500,
                "102",
                ("", ""),
            ),
            ("1602300301DR6,00N024NONREF", "2016-03-01", Out, 600, "024", ("", "")),
            ("1710111011DF2402,00S   X", "2017-10-11", Out, 240_200, "", ("X", "")),
            ("1702010201CN45,00NTRFNONREF//MB1", "2017-02-01", In, 4_500, "TRF", ("", "MB1")),
            ("1512310104C1,NTRFX", "2016-01-04", In, 100, "TRF", ("X", "")),
            ("2603020302D12,35 NRTIKREF+//26021783", "2026-03-02", Out, 1_235, "RTI", ("", "26021783")),
            ("2603020302CN2200,00//192", "2026-03-02", In, 220_000, "", ("", "192")),
            ("2603020302DD80,NMSC255", "2026-03-02", Out, 8_000, "MSC", ("255", "")),
            ("2603020302C10,FTRF.//210", "2026-03-02", In, 1_000, "TRF", ("", "210")),
            ("260302D7,5NTRFPREF//31", "2026-03-02", Out, 750, "TRF", ("", "31")),
            ("2603020302D0,00NMSCNONREF", "2026-03-02", Out, 0, "MSC", ("", "")),
            ("1601041231C1,NTRFX", "2015-12-31", In, 100, "TRF", ("X", "")),
        ] {
            let entry = read(text).unwrap();
            assert_eq!((entry.date.to_string().as_str(), entry.direction), (date, direction), "{text}");
            assert_eq!((entry.amount.minor(), entry.kind.as_str()), (amount, kind), "{text}");
            assert_eq!((entry.owner_reference.as_str(), entry.bank_reference.as_str()), references, "{text}");
        }
    }

    #[test]
    fn what_is_no_entry_is_refused() {
        for (text, expected) in [
            ("1602310301DR6,00N024NONREF", FaultKind::BadDate),
            ("16023", FaultKind::BadDate),
            ("1602011301DR6,00N024NONREF", FaultKind::BadDate),
            ("160201X6,00N024NONREF", FaultKind::Malformed),
            ("160201D6,001N024NONREF", FaultKind::BadAmount),
            ("160201DNTRF", FaultKind::BadAmount),
            ("160201D6,00", FaultKind::Malformed),
            ("160201D6,00XTRFNONREF", FaultKind::Malformed),
            ("160201D-6,00NTRFNONREF", FaultKind::BadAmount),
            ("", FaultKind::BadDate),
        ] {
            let fault = read(text).unwrap_err();
            assert_eq!((fault.kind, fault.place.line), (expected, Some(7)), "{text}");
        }
    }
}
