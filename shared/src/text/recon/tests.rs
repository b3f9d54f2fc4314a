use crate::recon::discrepancy::{Rounding, Why};
use crate::recon::matching::tests::cny;
use crate::text::{Lang, Text};

#[test]
fn causes_show_their_arithmetic() {
    let fee = Why::FeeRounding {
        of: cny(10_083),
        rate: Some(600),
        ours: cny(60),
        ours_rounded: Rounding::HalfUp,
        channel: cny(61),
        channel_rounded: Rounding::Up,
    };
    let swapped =
        Why::DigitsSwapped { ours: cny(12_345), channel: cny(12_435), first: '3', second: '4', ninth_minor: -10 };
    let netted = Why::NettedRefund { payment: cny(10_000), refund: cny(2_000), left: cny(8_000) };
    for (why, en, zh) in [
        (
            fee,
            "0.6% of 100.83 CNY is 0.60498: rounded half up it is 0.60 CNY, as in our books; rounded up it is 0.61 CNY, as at the channel.",
            "100.83 CNY × 0.6% = 0.60498：四舍五入为 0.60 CNY（我方），向上取整为 0.61 CNY（通道）。",
        ),
        (
            swapped,
            "123.45 CNY and 124.35 CNY are the same but for 3 and 4, which have changed places: −0.90 CNY = 9 × −0.10 CNY.",
            "123.45 CNY 与 124.35 CNY 仅数字 3 与 4 互换：差额 −0.90 CNY = 9 × −0.10 CNY。",
        ),
        (
            netted,
            "Payment 100.00 CNY − refund 20.00 CNY = 80.00 CNY.",
            "收款 100.00 CNY − 退款 20.00 CNY = 80.00 CNY。",
        ),
        (
            Why::HundredFold { smaller: cny(128), larger: cny(12_800) },
            "1.28 CNY × 100 = 128.00 CNY: one side counts in yuan, the other in fen.",
            "1.28 CNY × 100 = 128.00 CNY：一方以元计，另一方以分计。",
        ),
        (
            Why::SignReversed { amount: cny(123_456_700) },
            "1,234,567.00 CNY came in on one side and went out on the other: apart by 2 × 1,234,567.00 CNY.",
            "1,234,567.00 CNY 一方记收入、一方记支出，相差 2 × 1,234,567.00 CNY。",
        ),
    ] {
        assert_eq!((why.text(Lang::En).as_str(), why.text(Lang::Zh).as_str()), (en, zh));
    }
}
