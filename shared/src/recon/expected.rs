//! What a file should say where it is at fault.

use serde::{Deserialize, Serialize};

use crate::money::{Currency, MoneyError};

/// What should stand at a place: signs that are the same in every language, or words that every language has its own of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = StatementExpected))]
#[serde(untagged)]
pub enum Expected {
    /// Exactly this, or something of this shape: `:62F:`, `1,279.00`, `YYYY-MM-DD`.
    Signs(String),
    /// What the words say.
    Words(Wanted),
}

impl From<&str> for Expected {
    fn from(signs: &str) -> Self {
        Self::Signs(signs.to_owned())
    }
}

impl From<String> for Expected {
    fn from(signs: String) -> Self {
        Self::Signs(signs)
    }
}

impl From<Wanted> for Expected {
    fn from(wanted: Wanted) -> Self {
        Self::Words(wanted)
    }
}

/// What should stand at a place, where signs cannot say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = StatementWanted))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Wanted {
    /// An amount of money.
    Amount {
        /// In this currency.
        currency: Currency,
        /// With at most so many decimals, where it had more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decimals: Option<u32>,
    },
    /// An amount that 64 bits of minor units hold.
    SmallerAmount {
        /// In this currency.
        currency: Currency,
    },
    /// A sum that 64 bits of minor units hold.
    SmallerSum,
    /// An amount without a sign.
    UnsignedAmount,
    /// An amount below zero.
    NegativeAmount,
    /// A refund at or below zero.
    NegativeRefund,
    /// Digits of fen.
    DigitsOfFen,
    /// A number.
    Number,
    /// The number of something as a text: a spreadsheet has lost digits of it.
    NumberAsText,
    /// The row that names the columns.
    Header,
    /// A line, or a date.
    LineOrDate,
    /// One column of the name, not several.
    OneColumn,
    /// In or out, not both.
    OneDirection,
    /// C, D, RC or RD behind the dates.
    DirectionMark,
    /// A type such as NTRF behind the amount.
    TransactionType,
    /// The end of the file behind its sums.
    NothingBehindSums,
    /// No control characters.
    NoControlCharacters,
    /// So many values in a row.
    Values {
        /// As many as there are columns.
        count: usize,
        /// How many there are.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        given: Option<usize>,
    },
    /// Rows without a date at the end, to be passed over.
    RowsWithoutDate {
        /// How many.
        count: u32,
    },
    /// A line of at least so many bytes.
    LongerLine {
        /// The least.
        least: usize,
        /// How many there are.
        given: usize,
    },
    /// Lines of at most so many bytes.
    ShorterLines {
        /// The most.
        most: usize,
    },
    /// At most so many files in an archive.
    FewerParts {
        /// The most.
        most: usize,
    },
    /// An archive that unpacks to less.
    LessUnpacked {
        /// At most so many times what is packed.
        times: u64,
        /// And so many GiB.
        gib: u64,
    },
    /// A workbook with fewer texts.
    FewerTexts {
        /// At most so many MiB of them.
        mib: usize,
    },
}

impl Wanted {
    /// What was wanted where an amount in a currency could not be read.
    pub fn amount(currency: Currency, error: MoneyError) -> Self {
        match error {
            MoneyError::NotADecimal => Self::Amount { currency, decimals: None },
            MoneyError::TooManyDigits { scale } => Self::Amount { currency, decimals: Some(scale) },
            MoneyError::OutOfRange => Self::SmallerAmount { currency },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Faults were stored as plain text before there were words in every language.
    #[test]
    fn signs_are_plain_text_and_words_say_what_they_are() {
        let decimals = Wanted::Amount { currency: Currency::CNY, decimals: Some(2) };
        for (expected, json) in [
            (Expected::from(":62F:"), r#"":62F:""#),
            (Wanted::Header.into(), r#"{"is":"header"}"#),
            (decimals.into(), r#"{"is":"amount","currency":"CNY","decimals":2}"#),
            (Wanted::Values { count: 5, given: None }.into(), r#"{"is":"values","count":5}"#),
        ] {
            assert_eq!(serde_json::to_string(&expected).ok().as_deref(), Some(json));
            assert_eq!(serde_json::from_str::<Expected>(json).ok(), Some(expected));
        }
    }
}
