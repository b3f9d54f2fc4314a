//! The samples, the accounts they are of, and the mappings they are read by.

use server::statements;
use shared::recon::{Column, Format, Mapping, SummaryRow};

use super::sample;

/// A sample and the account it is read for.
pub struct Given {
    pub path: &'static str,
    pub currency: &'static str,
    pub number: Option<&'static str>,
}

const fn given(path: &'static str, currency: &'static str, number: Option<&'static str>) -> Given {
    Given { path, currency, number }
}

/// Every sample that is a statement, once for each account that is looked at.
pub const GIVEN: &[Given] = &[
    given("camt053/camt053.v2.all-balance-types.xml", "EUR", Some("CH2801234000123456789")),
    given("camt053/camt053.v2.minimal.xml", "EUR", Some("NL26VAYB8060476890")),
    given("camt053/camt053.v2.multi.statement.xml", "EUR", Some("NL26VAYB8060476890")),
    given("camt053/camt053.v4.xml", "EUR", Some("NL26VAYB8060476890")),
    given("mt940/betterplace_sepa_mt9401.sta", "EUR", Some("50880050/0194774600888")),
    given("mt940/betterplace_sepa_mt9401.sta", "EUR", Some("50880050/0194780100888")),
    given("mt940/betterplace_sepa_mt9401.sta", "EUR", Some("50880050/0194782500888")),
    given("mt940/betterplace_sepa_mt9401.sta", "EUR", Some("50880050/0194785000888")),
    given("mt940/betterplace_with_binary_character.sta", "EUR", Some("51230800/0000007055")),
    given("mt940/betterplace_with_binary_character.sta", "EUR", Some("51230800/0000007304")),
    given("mt940/cmxl_mt940.sta", "EUR", Some("10020030/1234567")),
    given("mt940/cmxl_mt940.sta", "PLN", Some("320000546101")),
    given("mt940/jejik_abnamro.sta", "EUR", Some("517852257")),
    given("mt940/jejik_ing.sta", "EUR", None),
    given("mt940/jejik_rabobank-iban.sta", "EUR", Some("NL71 RABO 0123 4567 89")),
    given("mt940/self-provided_february_30.sta", "EUR", Some("12345678/1020304050")),
    given("mt940/self-provided_malformed_details.sta", "EUR", None),
    given("made/1900000109All2026-03-01.csv", "CNY", Some("1900000109")),
    given("made/1900000109Fund2026-03-01.csv", "CNY", None),
    given("made/alipay.csv", "CNY", Some("2088000000000001")),
    given("made/alipay.zip", "CNY", Some("2088000000000001")),
    given("made/INN26030188ZM_898111472980125", "CNY", Some("898111472980125")),
    given("made/camt053.v8.xml", "EUR", Some("DE89370400440532013000")),
    given("made/cny.sta", "CNY", Some("755900000000001")),
    given("made/bank.csv", "CNY", None),
    given("made/ledger.csv", "CNY", None),
    given("made/bank.xlsx", "CNY", None),
    given("banks/german.sta", "EUR", Some("DE59300500000012345678")),
    given("banks/dutch.sta", "EUR", Some("NL02ABNA0123456789")),
    given("banks/swiss.sta", "CHF", None),
    given("banks/polish.sta", "PLN", Some("PL61109010140000071219812874")),
    given("banks/camt053.v2.austrian.xml", "EUR", Some("AT611904300234573201")),
    given("banks/camt053.v8.batch.xml", "EUR", Some("DE02500105170137075030")),
    given("banks/camt053.days.zip", "EUR", Some("DE02500105170137075030")),
    given("banks/bank-de.csv", "EUR", None),
    given("banks/bank-cn.csv", "CNY", None),
    given("banks/merged.xlsx", "CNY", None),
];

impl Given {
    /// The mapping that its table is read by: as it is suggested, with what a person adds.
    pub fn mapping(&self) -> Option<Mapping> {
        let mut file = std::fs::File::open(sample(self.path)).expect("a sample");
        let format = statements::recognise(&mut file).ok().filter(|format| format.needs_mapping())?;
        Some(suggested(&mut file, format, self.path.ends_with("bank.csv")))
    }
}

fn suggested(file: &mut std::fs::File, format: Format, has_sums: bool) -> Mapping {
    let mut mapping = statements::suggested_mapping(file, format).expect("rows").expect("names that are known");
    if has_sums {
        let begins = "合计".to_owned();
        mapping.summary = Some(SummaryRow { begins, count: Some(9), sum_in: None, sum_out: None, fees: None });
        // What is read is not passed over.
        mapping.skip_tail = 0;
    }
    assert_eq!(mapping.faults(), [], "{mapping:?}");
    assert!(matches!(mapping.date, Column::Named(_)));
    mapping
}
