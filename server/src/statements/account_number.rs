//! Whether the account that a statement names is the one that it is read for.
//!
//! Banks write one account in several ways: with spaces, with the currency behind it, with the bank's code before it. Only ways
//! that name exactly one account count.

use shared::money::Currency;

/// Whether `named`, as a file writes it, is the account of that number.
pub fn is_same(number: &str, named: &str) -> bool {
    let (number, named) = (plain(number), plain(named));
    let ((number, of_number), (named, of_named)) = (without_currency(&number), without_currency(&named));
    let is_one_currency = of_number.is_empty() || of_named.is_empty() || of_number == of_named;
    is_one_currency
        && !number.is_empty()
        && (number == named
            || is_behind_bank(number, named)
            || is_behind_bank(named, number)
            || is_within_iban(number, named)
            || is_within_iban(named, number))
}

/// Whether what a file names is an account in another currency than that: `NL71RABO0123456789USD` is none in euros.
pub fn is_in_another_currency(named: &str, currency: Currency) -> bool {
    let named = plain(named);
    let (_, code) = without_currency(&named);
    !code.is_empty() && code != currency.code()
}

/// Only letters, digits and slashes, in capitals.
fn plain(number: &str) -> String {
    let kept = |letter: &char| letter.is_alphanumeric() || *letter == '/';
    number.chars().filter(kept).flat_map(char::to_uppercase).collect()
}

/// `NL71RABO0123456789EUR`, `UBRTHUHB/12345/HUF`: the account, and the currency behind it.
fn without_currency(number: &str) -> (&str, &str) {
    let split = number.len().checked_sub(3).and_then(|at| number.split_at_checked(at));
    match split {
        Some((account, code))
            if account.ends_with(|last: char| last.is_ascii_digit() || last == '/')
                && Currency::from_code(code).is_some() =>
        {
            (account.trim_end_matches('/'), code)
        }
        _ => (number, ""),
    }
}

/// `BPHKPLPK/320000546101`, `//AT12345/00123456789`: the bank before the slash, the account behind it; or no bank before it.
fn is_behind_bank(short: &str, long: &str) -> bool {
    let account = long.rsplit('/').next().unwrap_or_default();
    !short.contains('/') && long.contains('/') && account == short
}

/// `50880050/0194774600888` is within `DE..50880050` and ten digits: bank code and account are the IBAN without its check digits. In
/// Austria the bank code has five digits, the account eleven.
fn is_within_iban(iban: &str, named: &str) -> bool {
    let Some((bank, account)) = named.trim_start_matches('/').split_once('/') else { return false };
    let within = match iban.get(..2) {
        Some("DE") if bank.len() == 8 => format!("{bank}{account:0>10}"),
        Some("AT") => format!("{:0>5}{account:0>11}", bank.trim_start_matches("AT")),
        _ => return false,
    };
    iban.get(4..) == Some(within.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_account_is_written_in_several_ways() {
        for (number, named, expected) in [
            ("NL71RABO0123456789", "NL71RABO0123456789", true),
            ("NL71 RABO 0123 4567 89", "nl71rabo0123456789", true),
            ("NL71RABO0123456789", "NL71RABO0123456789EUR", true),
            ("NL71RABO0123456789", "NL71RABO0123456789 EUR", true),
            ("NL71RABO0123456789EUR", "NL71RABO0123456789", true),
            ("NL71RABO0123456789EUR", "NL71RABO0123456789USD", false),
            ("129199348", "1291.99.348EUR", true),
            ("123456789150002", "UBRTHUHB/123456789150002/HUF", true),
            ("BANKA/320000546101", "BANKB/320000546101", false),
            ("320000546101", "BPHKPLPK/320000546101 ", true),
            ("BPHKPLPK/320000546101", "320000546101", true),
            ("DE89370400440532013000", "37040044/532013000", true),
            ("DE89370400440532013000", "37040044/0532013000", true),
            ("DE89370400440532013000", "37040044/0532013001", false),
            ("NL71RABO0123456789", "NL71RABO012345678", false),
            ("NL71RABO0123456789", "NL71RABO0123456789XYZ", false),
            ("0123456789", "NL71RABO0123456789", false),
            ("RO49AAAA1B31007593840000", "/RO49AAAA1B31007593840000", true),
            ("00234573201", "//AT19043/00234573201/EUR", true),
            ("AT611904300234573201", "//AT19043/00234573201/EUR", true),
            ("AT611904300234573201", "19043/234573201", true),
            ("AT611904300234573201", "19043/234573202", false),
            ("", "", false),
        ] {
            assert_eq!(is_same(number, named), expected, "{number} {named}");
        }
    }

    #[test]
    fn a_currency_behind_the_number_tells_accounts_apart() {
        let eur = Currency::from_code("EUR").unwrap();
        for (named, expected) in [
            ("NL71RABO0123456789EUR", false),
            ("NL71RABO0123456789", false),
            ("NL71RABO0123456789 USD", true),
            ("UBRTHUHB/123456789150002/HUF", true),
            ("BANKUSD", false),
        ] {
            assert_eq!(is_in_another_currency(named, eur), expected, "{named}");
        }
    }
}
