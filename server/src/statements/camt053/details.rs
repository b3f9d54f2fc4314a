//! The transactions within an entry (`TxDtls`).

use shared::money::{Currency, Money};
use shared::recon::{Direction, Fault};

use super::super::xml::Element;
use super::amount;

/// What is kept of a transaction.
#[derive(Clone, Debug, Default)]
pub struct Details {
    /// Its amount in the account's currency, where it is stated.
    pub amount: Option<Money>,
    /// Which way it went, where it says so itself.
    pub direction: Option<Direction>,
    /// The end-to-end reference, the reference of the instruction, or the one on the creditor's invoice.
    pub order_number: Option<String>,
    /// The bank's reference, or the clearing's.
    pub channel_number: Option<String>,
    /// The reference of the payment order that it was part of.
    pub batch_number: Option<String>,
    /// Whether it is a return, and why.
    pub returned: Option<String>,
    /// Names and accounts of who paid and who was paid.
    pub debtor: Party,
    /// Who was paid.
    pub creditor: Party,
    /// Its code: domain, family, sub-family.
    pub code: String,
    /// What it says in words.
    pub text: String,
}

/// A party's name and account.
#[derive(Clone, Debug, Default)]
pub struct Party {
    /// Its name.
    pub name: Option<String>,
    /// Its account.
    pub account: Option<String>,
}

impl Details {
    /// Reads a transaction of an account in `currency`.
    pub fn read(element: &Element, currency: Currency) -> Result<Self, Fault> {
        let direction = element.child("CdtDbtInd").map(|_| amount::direction(element)).transpose()?;
        let first = |paths: &[&str]| paths.iter().find_map(|path| reference(element, path));
        Ok(Self {
            amount: own_amount(element, currency)?,
            direction,
            order_number: first(&["Refs/EndToEndId", "Refs/InstrId"]).or_else(|| creditor_reference(element)),
            channel_number: first(&["Refs/AcctSvcrRef", "Refs/TxId", "Refs/ClrSysRef"]),
            batch_number: first(&["Refs/PmtInfId"]),
            returned: element.child("RtrInf").map(reason),
            debtor: party(element, "Dbtr"),
            creditor: party(element, "Cdtr"),
            code: code(element),
            text: words(element),
        })
    }
}

/// What a text says, unless it says that there is nothing.
pub fn reference(element: &Element, path: &str) -> Option<String> {
    let is_stated = |text: &&str| !["NOTPROVIDED", "NOT PROVIDED", "NONREF"].contains(text);
    element.text_at(path).filter(is_stated).map(str::to_owned)
}

/// The reference that the creditor printed on an invoice, where there is exactly one.
fn creditor_reference(element: &Element) -> Option<String> {
    let mut structured = element.child("RmtInf")?.all("Strd").filter_map(|part| reference(part, "CdtrRefInf/Ref"));
    structured.next().filter(|_| structured.next().is_none())
}

/// The code of the bank's transaction: `PMNT/ICDT/ESCT`.
pub fn code(element: &Element) -> String {
    let part = |path| element.text_at(path).unwrap_or_default();
    let codes = ["BkTxCd/Domn/Cd", "BkTxCd/Domn/Fmly/Cd", "BkTxCd/Domn/Fmly/SubFmlyCd"].map(part);
    if codes.iter().all(|code| code.is_empty()) { String::new() } else { codes.join("/") }
}

/// Its own amount stands in one of several places, by the version.
fn own_amount(element: &Element, currency: Currency) -> Result<Option<Money>, Fault> {
    for path in ["Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"] {
        if let Some(amount) = amount::optional(element, path, currency)? {
            return Ok(Some(amount));
        }
    }
    Ok(None)
}

/// The charges that are within the booked amount, of an entry or of a transaction.
///
/// A charge that does not say whether it is in the amount, as in version 2, counts only where the stated amount before charges bears
/// it out; later versions say it of each (`ChrgInclInd`). All others are taken for entries of their own.
pub fn fee(element: &Element, booked: Money, direction: Direction) -> Result<Option<Money>, Fault> {
    let currency = booked.currency();
    let mut included = vec![];
    let mut flat = vec![];
    for charges in element.all("Chrgs") {
        let records = charges.all("Rcrd").filter(|record| record.text_at("ChrgInclInd") == Some("true"));
        for record in records {
            included.extend(charge(record, currency)?);
        }
        flat.extend(charge(charges, currency)?);
    }
    if let Some(fee) = sum(&included) {
        return Ok(Some(Money::from_minor(fee, currency)).filter(|fee| gross(booked, direction, fee.minor()).is_some()));
    }
    let Some(fee) = sum(&flat) else { return Ok(None) };
    for path in ["AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"] {
        if let Some(before) = amount::optional(element, path, currency)?
            && gross(booked, direction, fee) == Some(before.minor())
        {
            return Ok(Some(Money::from_minor(fee, currency)));
        }
    }
    Ok(None)
}

/// A charge; below zero where it was given back.
fn charge(element: &Element, currency: Currency) -> Result<Option<i64>, Fault> {
    let is_given_back = element.text_at("CdtDbtInd") == Some("CRDT");
    let charge = amount::optional(element, "Amt", currency)?.map(Money::minor);
    Ok(charge.map(|minor| if is_given_back { -minor } else { minor }))
}

fn sum(charges: &[i64]) -> Option<i64> {
    let first = charges.first()?;
    charges[1..].iter().try_fold(*first, |sum, charge| sum.checked_add(*charge))
}

/// The amount before a fee that is within it: less came in than was paid, more went out.
pub fn gross(booked: Money, direction: Direction, fee_minor: i64) -> Option<i64> {
    let gross = match direction {
        Direction::In => booked.minor().checked_add(fee_minor),
        Direction::Out => booked.minor().checked_sub(fee_minor),
    };
    gross.filter(|gross| *gross >= 0)
}

/// `RltdPties/Dbtr/Nm`, from version 8 on `RltdPties/Dbtr/Pty/Nm`.
fn party(element: &Element, who: &str) -> Party {
    let text = |paths: [String; 3]| paths.iter().find_map(|path| element.text_at(path)).map(str::to_owned);
    Party {
        name: text([
            format!("RltdPties/{who}/Nm"),
            format!("RltdPties/{who}/Pty/Nm"),
            format!("RltdPties/Ultmt{who}/Nm"),
        ]),
        account: text([
            format!("RltdPties/{who}Acct/Id/IBAN"),
            format!("RltdPties/{who}Acct/Id/Othr/Id"),
            format!("RltdPties/{who}Acct/Id/PrtryAcct/Id"),
        ]),
    }
}

fn reason(returned: &Element) -> String {
    let code = returned.text_at("Rsn/Cd").or_else(|| returned.text_at("Rsn/Prtry")).unwrap_or_default();
    let words: Vec<&str> = returned.all("AddtlInf").map(|words| words.text.as_str()).collect();
    [code, &words.join(" ")].join(" ").trim().to_owned()
}

fn words(element: &Element) -> String {
    let mut words: Vec<&str> = vec![];
    if let Some(remittance) = element.child("RmtInf") {
        words.extend(remittance.all("Ustrd").map(|words| words.text.as_str()));
        words.extend(remittance.all("Strd").filter_map(|structured| structured.text_at("CdtrRefInf/Ref")));
    }
    words.extend(element.text_at("AddtlTxInf"));
    words.join(" ")
}
