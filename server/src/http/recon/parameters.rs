//! Parameters that the lists of reconciliation share.

use chrono::NaiveDate;
use shared::api::problem::{FieldCode, FieldProblem};

use crate::error::{Error, fault};

/// Parameters as they are read: every one at fault is told at once.
#[derive(Default)]
pub struct Parameters(Vec<FieldProblem>);

impl Parameters {
    /// What a parameter says, where it is given.
    pub fn one<T>(&mut self, field: &str, given: Option<&str>, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = read(given?);
        if value.is_none() {
            self.0.push(fault(field, FieldCode::UnknownValue));
        }
        value
    }

    /// A date, where it is given.
    pub fn date(&mut self, field: &str, given: Option<&str>) -> Option<NaiveDate> {
        self.one(field, given, |text| text.parse().ok())
    }

    /// How many items are asked for: 1 to `max`.
    pub fn limit(&mut self, given: Option<i64>, otherwise: i64, max: i64) -> i64 {
        let limit = given.unwrap_or(otherwise);
        if !(1..=max).contains(&limit) {
            self.0.push(fault("limit", FieldCode::OutOfRange));
        }
        limit
    }

    /// Notes a parameter at fault unless it is as it has to be.
    pub fn unless(&mut self, is_right: bool, field: &str, code: FieldCode) {
        if !is_right {
            self.0.push(fault(field, code));
        }
    }

    /// Refuses if there is any at fault.
    pub fn refuse(self) -> Result<(), Error> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::parameters(self.0)) }
    }
}
