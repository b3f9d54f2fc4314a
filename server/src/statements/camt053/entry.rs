//! Entries (`Ntry`): what was booked.

use chrono::NaiveDate;
use shared::money::Money;
use shared::recon::{ChannelAccount, Direction, Fault, FaultKind, LineStatus};

use super::super::xml::Element;
use super::details::{code, fee, reference};
use super::moment::Moment;
use super::{amount, moment};

/// An entry without the transactions in it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What was booked.
    pub amount: Money,
    /// Which way it went. A reversal (`RvslInd`) says its own way, not that of what it takes back.
    pub direction: Direction,
    /// Whether it takes back an earlier entry.
    pub is_reversal: bool,
    /// Whether it is booked.
    pub status: LineStatus,
    /// Its booking date, or its value date.
    pub moment: Moment,
    /// The fee within the amount.
    pub fee: Option<Money>,
    /// The bank's reference of the entry.
    pub reference: Option<String>,
    /// The number of the batch that it is of.
    pub batch_number: Option<String>,
    /// The code of the bank's transaction.
    pub code: String,
    /// What it says in words.
    pub text: String,
}

impl Entry {
    /// Reads an entry of an account in `currency`; its `NtryDtls` are not in the element. What is not booked yet may have no
    /// date of its own: it is of the date that its statement is of.
    pub fn read(element: &Element, account: &ChannelAccount, stated_on: Option<NaiveDate>) -> Result<Self, Fault> {
        let (currency, utc_offset_minutes) = (account.currency, account.utc_offset_minutes);
        let (booked, direction) = (amount::required(element, "Amt", currency)?, amount::direction(element)?);
        let status = status(element)?;
        let moment = match moment::moment(element, "BookgDt", utc_offset_minutes)? {
            Some(moment) => Some(moment),
            None => moment::moment(element, "ValDt", utc_offset_minutes)?,
        };
        let moment = moment.or_else(|| stated_on.filter(|_| status == LineStatus::Pending).map(|date| (date, None)));
        let missing = || Fault::new(FaultKind::MissingField).at_line(element.line).in_column("Ntry/BookgDt");
        Ok(Self {
            amount: booked,
            direction,
            is_reversal: ["true", "1"].contains(&element.text_at("RvslInd").unwrap_or_default()),
            status,
            moment: moment.ok_or_else(missing)?,
            fee: fee(element, booked, direction)?,
            reference: reference(element, "AcctSvcrRef"),
            batch_number: None,
            code: code(element),
            text: element.text_at("AddtlNtryInf").unwrap_or_default().to_owned(),
        })
    }
}

/// `<Sts>BOOK</Sts>`, from version 8 on `<Sts><Cd>BOOK</Cd></Sts>`. A statement is of what is booked: an entry that says nothing of it
/// is.
fn status(element: &Element) -> Result<LineStatus, Fault> {
    if element.child("Sts").is_none() {
        return Ok(LineStatus::Settled);
    }
    let code = element.text_at("Sts/Cd").or_else(|| element.text_at("Sts")).unwrap_or_default();
    match code {
        "BOOK" => Ok(LineStatus::Settled),
        "PDNG" | "INFO" | "FUTR" => Ok(LineStatus::Pending),
        _ => {
            let line = element.child("Sts").map_or(element.line, |status| status.line);
            let kind = if code.is_empty() { FaultKind::MissingField } else { FaultKind::UnknownWord };
            let fault = Fault::new(kind).at_line(line).in_column("Ntry/Sts").found(code);
            Err(fault.expected("BOOK, PDNG, INFO, FUTR"))
        }
    }
}
