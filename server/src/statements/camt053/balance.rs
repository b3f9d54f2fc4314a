//! Balances of a statement: which is the opening one, and which the closing.

use shared::money::{Currency, Money};
use shared::recon::{Balance, Direction, Fault};

use super::super::xml::Element;
use super::{amount, moment};

/// A balance, and the line on which it stands.
pub type Stated = (Balance, u32);

/// What the balances of a statement say.
#[derive(Clone, Debug, Default)]
pub struct Balances {
    /// The balance before its entries.
    pub opening: Option<Stated>,
    /// The balance after its entries.
    pub closing: Option<Stated>,
    /// Interim balances, of a page of a statement: the first, and the last.
    interim: Option<[Stated; 2]>,
    /// Whether the opening balance is the closing one of the day before, which an opening one goes before.
    is_previous: bool,
}

impl Balances {
    /// Takes one more `Bal`. What is available, expected or for information is none that entries lead to.
    pub fn take(&mut self, element: &Element, currency: Currency, utc_offset_minutes: i32) -> Result<(), Fault> {
        let code = element.text_at("Tp/CdOrPrtry/Cd").or_else(|| element.text_at("Tp/Cd")).unwrap_or_default();
        if !["OPBD", "PRCD", "CLBD", "ITBD"].contains(&code) {
            return Ok(());
        }
        let read = (balance(element, currency, utc_offset_minutes)?, element.line);
        match code {
            "OPBD" if self.opening.is_none() || self.is_previous => {
                self.opening = Some(read);
                self.is_previous = false;
            }
            "PRCD" if self.opening.is_none() => {
                self.opening = Some(read);
                self.is_previous = true;
            }
            "CLBD" => self.closing = Some(read),
            "ITBD" => self.interim = Some(self.interim.map_or([read, read], |[first, _]| [first, read])),
            _ => {}
        }
        Ok(())
    }

    /// The opening and the closing balance; those of a page, where it has no others.
    pub fn ends(&self) -> (Option<Stated>, Option<Stated>) {
        let [first, last] = self.interim.map_or([None, None], |interim| interim.map(Some));
        match (self.opening, self.closing) {
            (None, None) if first == last => (None, last),
            (opening, closing) => (opening.or(first), closing.or(last)),
        }
    }
}

fn balance(element: &Element, currency: Currency, utc_offset_minutes: i32) -> Result<Balance, Fault> {
    let amount = amount::required(element, "Amt", currency)?;
    let minor = match amount::direction(element)? {
        Direction::In => amount.minor(),
        Direction::Out => -amount.minor(),
    };
    let missing = || Fault::new(shared::recon::FaultKind::MissingField).at_line(element.line).in_column("Bal/Dt");
    let (date, _) = moment::moment(element, "Dt", utc_offset_minutes)?.ok_or_else(missing)?;
    Ok(Balance { amount: Money::from_minor(minor, currency), date })
}
