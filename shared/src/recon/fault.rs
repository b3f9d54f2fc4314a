//! Where a file is at fault.
//!
//! The rule: a file that is at fault anywhere is refused whole, with the place. Nothing is guessed.

use serde::{Deserialize, Serialize};

use super::expected::Expected;
use super::line::named;

/// Where a file is at fault.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Place {
    /// The file within an archive, or the sheet of a workbook.
    pub part: Option<String>,
    /// The line of the text or the row of the table, from 1.
    pub line: Option<u32>,
    /// The column, by its name where it has one.
    pub column: Option<String>,
    /// What stands there, as far as it can be shown; at most 100 characters.
    pub found: Option<String>,
}

named! {
    /// How a file is at fault.
    FaultKind {
        /// No format that is known.
        UnknownFormat = "unknown_format",
        /// Nothing in it.
        Empty = "empty",
        /// It ends before its end.
        CutOff = "cut_off",
        /// Its bytes are no text of its encoding.
        Encoding = "encoding",
        /// It does not follow its format.
        Malformed = "malformed",
        /// A column or a field that is needed is missing.
        MissingField = "missing_field",
        /// What should be an amount is none.
        BadAmount = "bad_amount",
        /// What should be a date or a time is none.
        BadDate = "bad_date",
        /// A currency that is none, or not the account's.
        BadCurrency = "bad_currency",
        /// A status or a kind that the reader does not know.
        UnknownWord = "unknown_word",
        /// Its own counts differ from its lines.
        CountDiffers = "count_differs",
        /// Its own sums differ from its lines.
        SumDiffers = "sum_differs",
        /// Its opening balance and its lines do not give its closing balance.
        BalanceDiffers = "balance_differs",
        /// A cell holds a formula: what it shows is not what it says.
        Formula = "formula",
        /// It unpacks to more than it may.
        TooLarge = "too_large",
        /// XML that declares entities or a document type.
        Entities = "entities",
        /// The account that it names is another one.
        OtherAccount = "other_account",
        /// It needs a mapping that says which column is what.
        NeedsMapping = "needs_mapping",
    }
}

/// Why a file is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = StatementFault))]
pub struct Fault {
    /// How it is at fault.
    pub kind: FaultKind,
    /// Where.
    pub place: Place,
    /// What was expected there, where more can be said than by the kind: `1,280.00` as stated against `1,279.00` as counted.
    pub expected: Option<Expected>,
}

/// The most characters of what was found that are shown.
const FOUND_MAX: usize = 100;

impl Fault {
    /// A fault of a kind, of the whole file until it is given a place.
    pub fn new(kind: FaultKind) -> Self {
        Self { kind, place: Place::default(), expected: None }
    }

    /// In a file of the archive, or a sheet of the workbook.
    #[must_use]
    pub fn in_part(mut self, part: &str) -> Self {
        self.place.part = Some(part.to_owned());
        self
    }

    /// On a line of the text or a row of the table, from 1.
    #[must_use]
    pub fn at_line(mut self, line: u32) -> Self {
        self.place.line = Some(line);
        self
    }

    /// In a column, a field, an element.
    #[must_use]
    pub fn in_column(mut self, column: &str) -> Self {
        self.place.column = Some(column.to_owned());
        self
    }

    /// Where this stood; what cannot be shown is left out.
    #[must_use]
    pub fn found(mut self, found: &str) -> Self {
        let shown: String = found.chars().filter(|shown| !shown.is_control()).take(FOUND_MAX).collect();
        self.place.found = (!shown.is_empty()).then_some(shown);
        self
    }

    /// Where this was expected.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<Expected>) -> Self {
        self.expected = Some(expected.into());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_shown_as_far_as_it_can_be() {
        for (found, expected) in [("12,x", Some("12,x")), ("\u{1c}a\u{7f}\n", Some("a")), ("", None), ("\t", None)] {
            let fault = Fault::new(FaultKind::BadAmount).at_line(3).in_column("amount").found(found).expected("12.00");
            assert_eq!(fault.place.found.as_deref(), expected, "{found:?}");
        }
        let long = Fault::new(FaultKind::Malformed).found(&"税".repeat(101));
        assert_eq!(long.place.found.map(|found| found.chars().count()), Some(FOUND_MAX));
    }
}
