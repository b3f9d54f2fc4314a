//! What format a file is of, by what is in it.
//!
//! Its name says nothing: whoever downloads a bill calls it as they like.

use std::io::Read;

use encoding_rs::{Encoding, GB18030, UTF_8};
use shared::recon::{Fault, FaultKind, Format};

use super::archive::{Archive, MAGIC};
use super::decoded::encoding_of_xml;
use super::{Source, Unread, alipay, unionpay};

/// How much of a file is looked at.
const HEAD_MAX: u64 = 1 << 16;

/// The format of a file, by what is in it.
pub fn recognise(file: &mut dyn Source) -> Result<Format, Unread> {
    file.rewind()?;
    let mut head = vec![];
    file.take(HEAD_MAX).read_to_end(&mut head)?;
    file.rewind()?;
    let unknown = || Fault::new(FaultKind::UnknownFormat).into();
    if head.iter().all(u8::is_ascii_whitespace) {
        return Err(Fault::new(FaultKind::Empty).into());
    }
    if head.starts_with(MAGIC) {
        return archive(file)?.ok_or_else(unknown);
    }
    if is_unionpay(&head) {
        return Ok(Format::Unionpay);
    }
    let texts = texts(&head)?;
    let table = || texts.iter().any(|text| is_table(text)).then_some(Format::Csv);
    texts.iter().find_map(|text| of_text(text)).or_else(table).ok_or_else(unknown)
}

fn archive(file: &mut dyn Source) -> Result<Option<Format>, Unread> {
    let mut archive = Archive::open(file)?;
    if archive.position("xl/workbook.xml").is_some() {
        return Ok(Some(Format::Xlsx));
    }
    for index in 0..archive.len() {
        let Some((_, part)) = archive.part(index)? else { continue };
        let mut head = vec![];
        part.take(HEAD_MAX).read_to_end(&mut head)?;
        // Banks pack the statements of several days, or accounts, into one archive.
        let format = texts(&head)?.iter().find_map(|text| of_text(text));
        if let Some(Format::Alipay | Format::Camt053 | Format::Mt940) = format {
            return Ok(format);
        }
    }
    Ok(None)
}

/// The beginning as a text, in each encoding that it may be in. Bytes that are no text are a fault for the reader to tell.
fn texts(head: &[u8]) -> Result<Vec<String>, Unread> {
    let encodings: &[&Encoding] = match Encoding::for_bom(head) {
        Some((encoding, _)) => &[encoding],
        None if head.first() == Some(&b'<') || head.starts_with(b"\0<") => &[encoding_of_xml(head)?],
        None => &[UTF_8, GB18030],
    };
    Ok(encodings.iter().map(|encoding| encoding.decode(head).0.into_owned()).collect())
}

fn of_text(text: &str) -> Option<Format> {
    if text.trim_start().starts_with('<') {
        let is_statement = text.contains("camt.053") || text.contains("BkToCstmrStmt");
        return is_statement.then_some(Format::Camt053);
    }
    if text.contains(alipay::LIST) {
        return Some(Format::Alipay);
    }
    let is_mt940 = |line: &str| [":20:", ":60F:", ":60M:", "{1:F01"].iter().any(|tag| line.starts_with(tag));
    let is_fund = |line: &str| line.contains("记账时间") && line.contains("资金流水单号");
    let is_trade = |line: &str| line.contains("微信订单号") && line.contains("商户订单号") && line.contains("交易状态");
    for line in text.lines() {
        match line {
            line if is_mt940(line) => return Some(Format::Mt940),
            line if is_fund(line) => return Some(Format::WechatFund),
            line if is_trade(line) => return Some(Format::WechatTrade),
            _ => {}
        }
    }
    None
}

/// With what files begin that are text in part, and no table.
const NO_TABLES: [&str; 4] = ["<", "{", "%PDF", "%!PS"];

/// Whether it is a table at all: a text, of lines in which something is separated.
fn is_table(text: &str) -> bool {
    let is_binary = text.bytes().any(|byte| byte < b' ' && !b"\t\n\r\x0C".contains(&byte));
    let is_other = NO_TABLES.iter().any(|begins| text.trim_start().starts_with(begins));
    !is_binary && !is_other && text.lines().any(|line| line.contains([',', ';', '\t', '|']))
}

fn is_unionpay(head: &[u8]) -> bool {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    unionpay::is_line(line)
}
