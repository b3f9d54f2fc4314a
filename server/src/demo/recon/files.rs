//! Statement files of the demo, byte for byte as channels send them.

mod fund_bill;
mod mt940;
mod settlement;

use shared::recon::Format;

use super::books::{Book, BookDay};

pub use settlement::{MAPPING, mapping};

/// The file of a day: its name, and its bytes.
pub fn file(book: &Book, day: &BookDay) -> (String, Vec<u8>) {
    let date = day.date;
    match book.format {
        Format::WechatFund => (format!("1900000109Fund{date}.csv"), fund_bill::write(&book.account, day)),
        Format::Mt940 => (format!("MT940_{}.sta", date.format("%Y%m%d")), mt940::write(&book.account, day)),
        _ => (format!("alipay_settlement_{}.csv", date.format("%Y%m%d")), settlement::write(&book.account, day)),
    }
}
