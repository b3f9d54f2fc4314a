//! The sums below the details: `#交易合计：6笔，商家实收共0.06元，商家优惠共0.00元`.

use shared::money::{Currency, Money};
use shared::recon::{Fault, FaultKind};

use super::super::amount;

/// How many, and how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    /// How many rows.
    pub count: u64,
    /// What the merchant received; below zero for refunds.
    pub received: Money,
}

/// Reads a comment of sums: the count before 笔, and the first amount, which is of what the merchant received.
pub fn sum(comment: &str, line: u32, currency: Currency) -> Result<Sum, Fault> {
    let malformed =
        || Fault::new(FaultKind::Malformed).at_line(line).found(comment).expected("合计：6笔，商家实收共0.06元");
    let (_, rest) = comment.split_once('：').or_else(|| comment.split_once(':')).ok_or_else(malformed)?;
    let (count, rest) = rest.split_once('笔').ok_or_else(malformed)?;
    let (_, rest) = rest.split_once('共').ok_or_else(malformed)?;
    let (received, _) = rest.split_once('元').ok_or_else(malformed)?;
    Ok(Sum {
        count: count.trim().parse().map_err(|_| malformed())?,
        received: amount::plain(received.trim(), currency).map_err(|fault| fault.at_line(line))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_or_refused() {
        for (comment, expected) in [
            ("#交易合计：6笔，商家实收共0.06元，商家优惠共0.00元", Some((6, 6))),
            ("#退款合计：4笔，商家实收退款共-0.04元，商家优惠退款共0.00元", Some((4, -4))),
            ("#退款合计：4笔", None),
            ("#退款合计：x笔，商家实收退款共-0.04元", None),
            ("#退款合计：4笔，商家实收退款共0.0x元", None),
        ] {
            let read = sum(comment, 9, Currency::CNY).ok().map(|sum| (sum.count, sum.received.minor()));
            assert_eq!(read, expected, "{comment}");
        }
    }
}
