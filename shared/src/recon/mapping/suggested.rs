//! A mapping suggested by the names of the columns, in English, Chinese and some other languages, and by rows below them: the first
//! few and, where they are at hand, the last.
//!
//! It is a suggestion: a person sees what it makes of the rows before anything is read by it.

mod elsewhere;
mod ends;
mod names;
mod words;

use super::moment::moment;
use super::row::bare;
use super::{Amounts, Column, Columns, DecimalSign, KindWord, Mapping, Numbers, StatusWord, ThousandsSign, amount};
use crate::money::Currency;
use crate::recon::Direction;

/// The patterns that are tried on the dates of the first rows.
pub const DATE_FORMATS: [&str; 38] = [
    "YYYY-MM-DD HH:mm:ss",
    "YYYY-MM-DD HH:mm",
    "YYYY-MM-DDTHH:mm:ssZ",
    "YYYY-MM-DD",
    "YYYY/M/D H:mm:ss",
    "YYYY/M/D H:mm",
    "YYYY/M/D",
    "YYYYMMDDHHmmss",
    "YYYYMMDD HH:mm:ss",
    "YYYYMMDD",
    "YYYY年M月D日 HH:mm:ss",
    "YYYY年M月D日",
    "YYYY.MM.DD",
    "DD.MM.YYYY HH:mm:ss",
    "DD.MM.YYYY",
    "DD.MM.YY",
    "DD-MM-YYYY",
    "DD-MMM-YYYY",
    "DD MMM YYYY",
    "MMM D, YYYY",
    "DD/MM/YYYY",
    "MM/DD/YYYY",
    "YYYY-MM-DDTHH:mm:ss",
    "YYYY-MM-DD HH:mm:ssZ",
    "YYYY-M-D H:mm:ss",
    "YYYY-M-D",
    "YYYYMMDD HHmmss",
    "YYYY.M.D H:mm:ss",
    "YYYY.M.D",
    "YYYY:MM:DD",
    "D.M.YYYY H:mm",
    "D.M.YYYY",
    "DD-MM-YYYY HH:mm:ss",
    "D-MMM-YY",
    "D/M/YYYY H:mm:ss",
    "D/M/YYYY H:mm",
    "D/M/YYYY",
    "M/D/YYYY H:mm:ss",
];

const TIME_FORMATS: [&str; 3] = ["HH:mm:ss", "HHmmss", "H:mm"];

/// Suggests a mapping for a table whose columns are named on row `header_row`; `None` where no date or no amount is found.
pub fn suggested(header_row: u32, header: &[String], rows: &[Vec<String>]) -> Option<Mapping> {
    let names = names::Names::new(header);
    let date = names.date()?;
    let numbers = numbers(&names, rows);
    let time = names.find(names::TIME).filter(|time| *time != date);
    let column = |index: usize| Column::Named(header[index].trim().to_owned());
    let sample = |index: usize| rows.iter().filter_map(move |row| row.get(index)).map(String::as_str);
    let find = |known: &[&str]| names.find(known).map(column);
    let date_format = way_of_dates(sample(date));
    let both = names.find(names::AMOUNT_IN).zip(names.find(names::AMOUNT_OUT));
    let sums = both.map(|(amount_in, amount_out)| ends::Sums { amount_in, amount_out, numbers });
    let (skip_tail, summary) = ends::ends(rows, (date, &date_format), sums);
    let is_line = |row: &&Vec<String>| row.get(date).is_some_and(|cell| moment(bare(cell), &date_format).is_some());
    let lines: Vec<&Vec<String>> = rows.iter().filter(is_line).collect();
    let amounts = amounts(&names, &column, &lines, numbers)?;
    let status = names.find(names::STATUS).or_else(|| column_of(&lines, &is_status)).map(column);
    Some(Mapping {
        sheet: None,
        header_row: Some(header_row),
        skip_head: 0,
        skip_tail,
        date: column(date),
        date_format,
        time_format: time.map(|time| way_of_times(sample(time))),
        utc_offset_minutes: None,
        amounts,
        numbers,
        fee_is_negative: false,
        columns: Columns {
            time: time.map(column),
            fee: find(names::FEE),
            balance: find(names::BALANCE),
            currency: find(names::CURRENCY),
            kind: find(names::KIND),
            status,
            order_number: find(names::ORDER_NUMBER),
            channel_number: find(names::CHANNEL_NUMBER),
            batch_number: find(names::BATCH_NUMBER),
            original_order_number: find(names::ORIGINAL_ORDER_NUMBER),
            entry_reference: find(names::ENTRY_REFERENCE),
            counterparty: find(names::COUNTERPARTY),
            counterparty_account: find(names::COUNTERPARTY_ACCOUNT),
            text: find(names::TEXT),
        },
        kinds: kind_words(),
        kind: None,
        statuses: status_words(),
        summary,
    })
}

fn amounts(
    names: &names::Names,
    column: &dyn Fn(usize) -> Column,
    lines: &[&Vec<String>],
    numbers: Numbers,
) -> Option<Amounts> {
    if let (Some(amount_in), Some(amount_out)) = (names.find(names::AMOUNT_IN), names.find(names::AMOUNT_OUT))
        && amount_in != amount_out
    {
        let written = lines.iter().filter_map(|row| row.get(amount_out));
        let out_is_negative = written
            .filter_map(|text| amount::amount(bare(text), numbers, Currency::CNY).ok())
            .any(|money| money.minor() < 0);
        let (amount_in, amount_out) = (column(amount_in), column(amount_out));
        return Some(Amounts::Split { amount_in, amount_out, out_is_negative });
    }
    let place = names.find(names::AMOUNT)?;
    let is_unsigned = |row: &&Vec<String>| row.get(place).is_none_or(|text| !text.contains(['-', '−', '(']));
    // Where no amount has a sign and a column holds nothing but words of direction, those are the signs, whatever it is called.
    let by_words = || column_of(lines, &is_direction).filter(|_| lines.iter().all(is_unsigned));
    let amount = column(place);
    Some(match names.find(names::DIRECTION).or_else(by_words) {
        Some(direction) => {
            let (words_in, words_out) = direction_words();
            Amounts::Directed { amount, direction: column(direction), words_in, words_out }
        }
        None => Amounts::Signed { amount, positive: Direction::In },
    })
}

/// The one column whose every cell holds such a word.
fn column_of(lines: &[&Vec<String>], is_meant: &dyn Fn(&str) -> bool) -> Option<usize> {
    let width = lines.iter().map(|row| row.len()).max()?;
    let mut columns = (0..width).filter(|column| {
        lines.iter().all(|row| row.get(*column).is_some_and(|cell| is_meant(&cell.trim().to_lowercase())))
    });
    columns.next().filter(|_| columns.next().is_none())
}

fn is_direction(word: &str) -> bool {
    words::WORDS_IN.contains(&word) || words::WORDS_OUT.contains(&word)
}

fn is_status(word: &str) -> bool {
    words::STATUS_WORDS.iter().any(|(known, _)| *known == word)
}

fn numbers(names: &names::Names, rows: &[Vec<String>]) -> Numbers {
    let columns: Vec<usize> = [names::AMOUNT, names::AMOUNT_IN, names::AMOUNT_OUT, names::BALANCE]
        .iter()
        .filter_map(|known| names.find(known))
        .collect();
    let texts = rows.iter().flat_map(|row| columns.iter().filter_map(|column| row.get(*column))).map(String::as_str);
    way_of_amounts(&texts.collect::<Vec<_>>())
}

/// How amounts are written: the first way in which most of them can be read.
pub(super) fn way_of_amounts(texts: &[&str]) -> Numbers {
    use DecimalSign::{Comma, Point};
    let ways = [
        (Point, ThousandsSign::None),
        (Point, ThousandsSign::Comma),
        (Comma, ThousandsSign::Point),
        (Comma, ThousandsSign::None),
        (Comma, ThousandsSign::Space),
        (Point, ThousandsSign::Space),
        (Point, ThousandsSign::Apostrophe),
    ]
    .map(|(decimal, thousands)| Numbers { decimal, thousands, minor_units: false });
    let read = |numbers: &Numbers| {
        let written = texts.iter().map(|text| bare(text));
        written.filter(|text| amount::amount(text, *numbers, Currency::CNY).is_ok()).count()
    };
    ways.into_iter().rev().max_by_key(read).unwrap_or_default()
}

/// How dates are written: the first pattern that most of them follow, and nothing where none of them follows any. A row of sums may
/// stand below.
pub(super) fn way_of_dates<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> String {
    followed(texts, &DATE_FORMATS)
}

/// How times of day are written.
pub(super) fn way_of_times<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> String {
    followed(texts, &TIME_FORMATS)
}

fn followed<'a>(texts: impl Iterator<Item = &'a str> + Clone, patterns: &[&str]) -> String {
    let follow = |pattern: &&&str| texts.clone().filter(|text| moment(bare(text), pattern).is_some()).count();
    let best = patterns.iter().rev().max_by_key(follow).copied().unwrap_or_default();
    let is_blank = texts.clone().all(|text| text.trim().is_empty());
    if is_blank || follow(&&best) > 0 { best.to_owned() } else { String::new() }
}

/// The words of kinds that are known.
pub(super) fn kind_words() -> Vec<KindWord> {
    words::KIND_WORDS.iter().map(|(word, kind)| KindWord { word: (*word).to_owned(), kind: *kind }).collect()
}

/// The words of statuses that are known.
pub(super) fn status_words() -> Vec<StatusWord> {
    words::STATUS_WORDS.iter().map(|(word, status)| StatusWord { word: (*word).to_owned(), status: *status }).collect()
}

/// The words for in and for out that are known.
pub(super) fn direction_words() -> (Vec<String>, Vec<String>) {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    (owned(words::WORDS_IN), owned(words::WORDS_OUT))
}

#[cfg(test)]
mod tests {
    use super::super::MappingFault;
    use super::*;

    fn suggest(header: &str, row: &str) -> Option<Mapping> {
        let cells = |text: &str| text.split(';').map(str::to_owned).collect::<Vec<_>>();
        suggested(1, &cells(header), &[cells(row)])
    }

    #[test]
    fn columns_are_found_by_their_names() {
        let mapping = suggest(
            "交易日期;交易时间;收入金额;支出金额;余额;对方户名;摘要;流水号",
            "20260301;09:05:07;1,280.00;;5,000.00;甲;货款;1",
        )
        .unwrap();
        assert_eq!(mapping.faults(), []);
        assert_eq!((mapping.date_format.as_str(), mapping.time_format.as_deref()), ("YYYYMMDD", Some("HH:mm:ss")));
        assert_eq!(mapping.numbers.thousands, ThousandsSign::Comma);
        assert!(matches!(mapping.amounts, Amounts::Split { .. }));
        assert_eq!(mapping.columns.counterparty, Some(Column::Named("对方户名".to_owned())));

        let mapping =
            suggest("Booking Date;Amount (EUR);Currency;Counterparty Name;Reference", "01.03.2026;-1.280,00;EUR;Doe;x")
                .unwrap();
        assert_eq!(mapping.faults(), []);
        assert_eq!((mapping.date_format.as_str(), mapping.numbers.decimal), ("DD.MM.YYYY", DecimalSign::Comma));
        assert!(matches!(mapping.amounts, Amounts::Signed { positive: Direction::In, .. }));

        let mapping =
            suggest("time;direction;amount;fee;status;order_number", "2026-03-01 09:00:00;out;12.5;0.1;settled;A1")
                .unwrap();
        assert_eq!(mapping.faults(), []);
        assert!(matches!(mapping.amounts, Amounts::Directed { .. }));
        assert_eq!(mapping.columns.fee, Some(Column::Named("fee".to_owned())));
    }

    #[test]
    fn a_date_that_stands_beside_its_time_keeps_its_own_column() {
        let mapping = suggest("时间;金额;收/支", "2026/3/1 9:05;12.50;收入").unwrap();
        assert_eq!((mapping.date_format.as_str(), mapping.columns.time), ("YYYY/M/D H:mm", None));
    }

    #[test]
    fn tables_of_other_countries_are_understood() {
        let mapping = suggest(
            "Datum;Naam / Omschrijving;Rekening;Tegenrekening;Af Bij;Bedrag (EUR);Mededelingen",
            "20260301;J Jansen;NL1;NL2;Bij;1280,50;x",
        )
        .unwrap();
        assert_eq!(mapping.faults(), []);
        let Amounts::Directed { direction, words_in, .. } = &mapping.amounts else { panic!("{:?}", mapping.amounts) };
        assert_eq!((direction, words_in.contains(&"bij".to_owned())), (&Column::Named("Af Bij".to_owned()), true));
        assert_eq!(mapping.columns.counterparty_account, Some(Column::Named("Tegenrekening".to_owned())));

        let mapping = suggest("Date;Libellé;Débit;Crédit;Solde", "01/03/2026;x;-12,50;;1 280,50").unwrap();
        assert_eq!((mapping.faults(), mapping.date_format.as_str()), (vec![], "DD/MM/YYYY"));
        assert!(matches!(mapping.amounts, Amounts::Split { out_is_negative: true, .. }), "{:?}", mapping.amounts);
        assert_eq!(mapping.numbers.thousands, ThousandsSign::Space);
        assert_eq!(mapping.columns.balance, Some(Column::Named("Solde".to_owned())));
    }

    #[test]
    fn words_of_direction_and_status_are_found_whatever_their_column_is_called() {
        let mapping = suggest("Boekdatum;CreditDebet;Bedrag;Info", "01-03-2026;D;7,02;Umsatz vorgemerkt").unwrap();
        assert_eq!(mapping.faults(), []);
        let Amounts::Directed { direction, .. } = &mapping.amounts else { panic!("{:?}", mapping.amounts) };
        assert_eq!(direction, &Column::Named("CreditDebet".to_owned()));
        assert_eq!(mapping.columns.status, Some(Column::Named("Info".to_owned())));
        // An amount with a sign says which way by itself.
        let mapping = suggest("Date;Kind of entry;Amount", "2026-03-01;D;-7.02").unwrap();
        assert!(matches!(mapping.amounts, Amounts::Signed { .. }), "{:?}", mapping.amounts);
    }

    #[test]
    fn two_pairs_of_columns_are_told_apart_by_what_stands_in_brackets() {
        let mapping = suggest(
            "交易日期;交易金额(收入);交易金额(支出);交易币种;记账金额(收入);记账金额(支出);记账币种",
            "2026-03-01;-;-;-;;13.40;人民币",
        )
        .unwrap();
        let Amounts::Split { amount_in, amount_out, .. } = &mapping.amounts else { panic!("{:?}", mapping.amounts) };
        let named = |name: &str| Column::Named(name.to_owned());
        assert_eq!((amount_in, amount_out), (&named("记账金额(收入)"), &named("记账金额(支出)")));
        assert_eq!(mapping.columns.currency, Some(named("记账币种")));
        let mapping = suggest("入账日;借方发生额（支取）;贷方发生额（收入）;对方", "2026-03-01;13.40;;甲").unwrap();
        let Amounts::Split { amount_in, amount_out, .. } = &mapping.amounts else { panic!("{:?}", mapping.amounts) };
        assert_eq!((amount_in, amount_out), (&named("贷方发生额（收入）"), &named("借方发生额（支取）")));
        assert_eq!(mapping.columns.counterparty, Some(named("对方")));
    }

    #[test]
    fn a_pattern_that_no_date_follows_is_not_suggested() {
        assert_eq!(suggest("date;amount", "the first of March;1").unwrap().faults(), [MappingFault::DateFormat]);
        assert_eq!(suggest("date;amount", "2026:03:01;1").unwrap().date_format, "YYYY:MM:DD");
    }

    #[test]
    fn nothing_is_suggested_without_a_date_or_an_amount() {
        assert_eq!(suggest("name;amount", "a;1"), None);
        assert_eq!(suggest("date;name", "2026-03-01;a"), None);
    }
}
