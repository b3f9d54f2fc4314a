//! Money: an exact decimal amount in an ISO 4217 currency, at that currency's scale. Never a float.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// An ISO 4217 currency, written as its three-letter code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[A-Z]{3}$"))]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// Chinese yuan.
    pub const CNY: Self = Self(iso_currency::Currency::CNY);

    /// The currency of a three-letter code in capitals; `None` when ISO 4217 has no such code.
    pub fn from_code(code: &str) -> Option<Self> {
        iso_currency::Currency::from_code(code).map(Self)
    }

    /// The three-letter code.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// How many digits stand behind the decimal point: 2 for CNY, 0 for JPY, 3 for KWD.
    pub fn scale(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code)
            .ok_or_else(|| serde::de::Error::custom("[unknown_currency] an ISO 4217 code such as CNY"))
    }
}

/// Why a text is not an amount of a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not digits with at most one decimal point: `1e3`, `1,000`, `+1`, an empty text.
    #[error("not a plain decimal number")]
    NotADecimal,
    /// More digits behind the point than the currency has.
    #[error("more than {scale} digits behind the decimal point")]
    TooManyDigits {
        /// How many the currency has.
        scale: u32,
    },
    /// Beyond what 64 bits of minor units hold.
    #[error("too large")]
    OutOfRange,
}

/// An amount at its currency's scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    amount_minor: i64,
    currency: Currency,
}

impl Money {
    /// Reads `amount`, a plain decimal text such as `1280.00` or `-3`, without exponent, separators or plus sign.
    pub fn parse(amount: &str, currency: Currency) -> Result<Self, MoneyError> {
        let digits = amount.strip_prefix('-').unwrap_or(amount);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !plain(whole) || !plain(fraction) {
            return Err(MoneyError::NotADecimal);
        }
        let (scale, fraction) = (currency.scale(), fraction.trim_end_matches('0'));
        let places = scale as usize;
        if fraction.len() > places {
            return Err(MoneyError::TooManyDigits { scale });
        }
        let sign = if digits.len() < amount.len() { "-" } else { "" };
        let minor = format!("{sign}{whole}{fraction:0<places$}").parse().map_err(|_| MoneyError::OutOfRange)?;
        Ok(Self::from_minor(minor, currency))
    }

    /// An amount given in minor units: fen for CNY, yen for JPY.
    pub fn from_minor(amount_minor: i64, currency: Currency) -> Self {
        Self { amount_minor, currency }
    }

    /// The amount in minor units.
    pub fn minor(self) -> i64 {
        self.amount_minor
    }

    /// The amount in major units, at the currency's scale.
    pub fn amount(self) -> Decimal {
        Decimal::new(self.amount_minor, self.currency.scale())
    }

    /// The currency.
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// Whether the amount is above zero.
    pub fn is_positive(self) -> bool {
        self.amount_minor > 0
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount(), self.currency)
    }
}

/// Money over the wire: the amount is a text, because a JSON number is a float to most readers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Money, example = json!({"amount": "1280.00", "currency": "CNY"})))]
pub struct MoneyText {
    /// A plain decimal text with at most the currency's digits behind the point.
    #[serde(deserialize_with = "crate::api::scalar::amount_text")]
    #[cfg_attr(feature = "openapi", schema(pattern = r"^-?[0-9]{1,19}(\.[0-9]{1,4})?$"))]
    pub amount: String,
    /// An ISO 4217 code.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Z]{3}$"))]
    pub currency: String,
}

impl From<Money> for MoneyText {
    fn from(money: Money) -> Self {
        Self { amount: money.amount().to_string(), currency: money.currency().code().to_owned() }
    }
}

impl Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        MoneyText::from(*self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let text = MoneyText::deserialize(deserializer)?;
        let currency = Currency::from_code(&text.currency)
            .ok_or_else(|| D::Error::custom("[unknown_currency] an ISO 4217 code such as CNY"))?;
        Self::parse(&text.amount, currency).map_err(|error| D::Error::custom(format!("[bad_amount] {error}")))
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Money {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        MoneyText::schema()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Money {
    fn name() -> std::borrow::Cow<'static, str> {
        "Money".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn currency(code: &str) -> Currency {
        Currency::from_code(code).unwrap()
    }

    #[test]
    fn amounts_are_read_exactly_or_refused() {
        use MoneyError::{NotADecimal, OutOfRange, TooManyDigits};
        let table: &[(&str, &str, Result<i64, MoneyError>)] = &[
            ("1280.00", "CNY", Ok(128_000)),
            ("1280", "CNY", Ok(128_000)),
            ("0.1", "CNY", Ok(10)),
            ("-3.05", "CNY", Ok(-305)),
            ("1.230", "CNY", Ok(123)),
            ("007", "CNY", Ok(700)),
            ("-0.00", "CNY", Ok(0)),
            ("1.0000000000000000000000000000000000", "CNY", Ok(100)),
            ("1.0000000000000000000000000000000001", "CNY", Err(TooManyDigits { scale: 2 })),
            ("1.234", "CNY", Err(TooManyDigits { scale: 2 })),
            ("12", "JPY", Ok(12)),
            ("12.5", "JPY", Err(TooManyDigits { scale: 0 })),
            ("1.234", "KWD", Ok(1234)),
            ("1e3", "CNY", Err(NotADecimal)),
            ("1,000", "CNY", Err(NotADecimal)),
            ("+1", "CNY", Err(NotADecimal)),
            ("", "CNY", Err(NotADecimal)),
            (".5", "CNY", Err(NotADecimal)),
            ("5.", "CNY", Err(NotADecimal)),
            ("NaN", "CNY", Err(NotADecimal)),
            ("１２", "CNY", Err(NotADecimal)),
            ("92233720368547758.07", "CNY", Ok(i64::MAX)),
            ("92233720368547758.08", "CNY", Err(OutOfRange)),
            ("-92233720368547758.08", "CNY", Ok(i64::MIN)),
            ("-92233720368547758.09", "CNY", Err(OutOfRange)),
            ("99999999999999999999999999999999", "CNY", Err(OutOfRange)),
        ];
        for (text, code, expected) in table {
            assert_eq!(Money::parse(text, currency(code)).map(Money::minor), *expected, "{text} {code}");
        }
    }

    #[test]
    fn a_json_number_is_never_an_amount() {
        for body in [r#"{"amount":12.5,"currency":"CNY"}"#, r#"{"amount":12,"currency":"CNY"}"#] {
            let error = serde_json::from_str::<Money>(body).unwrap_err().to_string();
            assert!(error.contains("[amount_not_text]"), "{error}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_the_same(minor: i64, code in prop::sample::select(vec!["CNY", "JPY", "KWD", "USD"])) {
            let money = Money::from_minor(minor, currency(code));
            let json = serde_json::to_string(&money).unwrap();
            prop_assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), money);
        }
    }
}
