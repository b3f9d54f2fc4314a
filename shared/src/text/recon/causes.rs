//! Likely causes, each with its arithmetic.

use chrono::{DateTime, Utc};

use crate::money::Money;
use crate::recon::discrepancy::Why;
use crate::text::amounts::{grouped, said};
use crate::text::{Lang, Text};

impl Why {
    /// What it is called, without its numbers.
    pub fn title(&self, lang: Lang) -> &'static str {
        match self {
            Self::FeeRounding { .. } => lang.pick("Fee rounding", "手续费尾差"),
            Self::HundredFold { .. } => lang.pick("Yuan and fen", "元与分混用"),
            Self::FeeTakenOff { .. } => lang.pick("Fee taken off", "已扣手续费"),
            Self::NettedRefund { .. } => lang.pick("Refund taken off", "退款轧差"),
            Self::DigitsSwapped { .. } => lang.pick("Digits swapped", "数字颠倒"),
            Self::SignReversed { .. } => lang.pick("Direction reversed", "收支方向相反"),
            Self::TimeZone { .. } => lang.pick("Time zone", "时区差"),
            Self::CutOff { .. } => lang.pick("Cut-off", "日切"),
            Self::Duplicate { .. } => lang.pick("Duplicate", "重复"),
            Self::EitherOf { .. } => lang.pick("More than one fits", "有多条可匹配"),
        }
    }
}

impl Text for Why {
    fn text(&self, lang: Lang) -> String {
        match *self {
            Self::FeeRounding { of, rate: Some(rate), ours, ours_rounded, channel, channel_rounded } => {
                let (share, exact) = (percent(rate), exact_share(of, rate));
                let (by_us, by_them) = (ours_rounded.text(lang), channel_rounded.text(lang));
                let (of, ours, channel) = (said(of), said(ours), said(channel));
                match lang {
                    Lang::En => format!(
                        "{share} of {of} is {exact}: {by_us} it is {ours}, as in our books; {by_them} it is {channel}, as at the channel."
                    ),
                    Lang::Zh => {
                        format!("{of} × {share} = {exact}：{by_us}为 {ours}（我方），{by_them}为 {channel}（通道）。")
                    }
                }
            }
            Self::FeeRounding { of, rate: None, ours, channel, .. } => {
                let (of, ours, channel) = (said(of), said(ours), said(channel));
                match lang {
                    Lang::En => format!(
                        "On {of} we booked a fee of {ours}, the channel took {channel}: they differ by the smallest unit."
                    ),
                    Lang::Zh => format!("金额 {of}，我方手续费 {ours}，通道手续费 {channel}，仅差最小货币单位。"),
                }
            }
            Self::HundredFold { smaller, larger } => {
                let (smaller, larger) = (said(smaller), said(larger));
                match lang {
                    Lang::En => format!("{smaller} × 100 = {larger}: one side counts in yuan, the other in fen."),
                    Lang::Zh => format!("{smaller} × 100 = {larger}：一方以元计，另一方以分计。"),
                }
            }
            Self::FeeTakenOff { amount, fee, left } => {
                let (amount, fee, left) = (said(amount), said(fee), said(left));
                match lang {
                    Lang::En => format!("{amount} − fee {fee} = {left}."),
                    Lang::Zh => format!("{amount} − 手续费 {fee} = {left}。"),
                }
            }
            Self::NettedRefund { payment, refund, left } => {
                let (payment, refund, left) = (said(payment), said(refund), said(left));
                match lang {
                    Lang::En => format!("Payment {payment} − refund {refund} = {left}."),
                    Lang::Zh => format!("收款 {payment} − 退款 {refund} = {left}。"),
                }
            }
            Self::DigitsSwapped { ours, channel, first, second, ninth_minor } => {
                let difference = said(Money::from_minor(ninth_minor.saturating_mul(9), ours.currency()));
                let ninth = said(Money::from_minor(ninth_minor, ours.currency()));
                let (ours, channel) = (said(ours), said(channel));
                match lang {
                    Lang::En => format!(
                        "{ours} and {channel} are the same but for {first} and {second}, which have changed places: {difference} = 9 × {ninth}."
                    ),
                    Lang::Zh => format!(
                        "{ours} 与 {channel} 仅数字 {first} 与 {second} 互换：差额 {difference} = 9 × {ninth}。"
                    ),
                }
            }
            Self::SignReversed { amount } => {
                let amount = said(amount);
                match lang {
                    Lang::En => {
                        format!("{amount} came in on one side and went out on the other: apart by 2 × {amount}.")
                    }
                    Lang::Zh => format!("{amount} 一方记收入、一方记支出，相差 2 × {amount}。"),
                }
            }
            Self::TimeZone { ours, channel, minutes } => {
                let (apart, ours, channel) = (hours(minutes.abs()), moment(ours), moment(channel));
                match (lang, minutes > 0) {
                    (Lang::En, true) => {
                        format!(
                            "The same amount, {apart} later at the channel ({channel}) than in our books ({ours}): a time zone."
                        )
                    }
                    (Lang::En, false) => {
                        format!(
                            "The same amount, {apart} earlier at the channel ({channel}) than in our books ({ours}): a time zone."
                        )
                    }
                    (Lang::Zh, true) => {
                        format!("金额相同，通道时间（{channel}）比我方（{ours}）晚 {apart}：疑为时区差。")
                    }
                    (Lang::Zh, false) => {
                        format!("金额相同，通道时间（{channel}）比我方（{ours}）早 {apart}：疑为时区差。")
                    }
                }
            }
            Self::CutOff { at, cut_off, minutes } => {
                let (apart, at, cut_off) = (minutes.abs(), moment(at), moment(cut_off));
                match (lang, minutes >= 0) {
                    (Lang::En, true) => format!(
                        "Booked {at}, {apart} minutes before the cut-off {cut_off}: the other side may have it in the next day."
                    ),
                    (Lang::En, false) => format!(
                        "Booked {at}, {apart} minutes after the cut-off {cut_off}: the other side may have it in the day before."
                    ),
                    (Lang::Zh, true) => {
                        format!("入账时间 {at}，在日切 {cut_off} 前 {apart} 分钟：对方可能记入次日。")
                    }
                    (Lang::Zh, false) => {
                        format!("入账时间 {at}，在日切 {cut_off} 后 {apart} 分钟：对方可能记入前一日。")
                    }
                }
            }
            Self::Duplicate { is_same_number: true } => lang
                .pick(
                    "The channel gave both lines one number: one transaction, told of twice.",
                    "两条明细通道流水号相同：同一笔交易列示两次。",
                )
                .to_owned(),
            Self::Duplicate { is_same_number: false } => lang
                .pick("The same order, amount and direction a second time.", "同一订单、金额与方向第二次出现。")
                .to_owned(),
            Self::EitherOf { candidates: 1 } => lang
                .pick(
                    "One line of the other side has this amount, but not at this time: match by hand if they are one.",
                    "对方有一条金额相同但时间不符的明细，如确为同一笔请人工勾对。",
                )
                .to_owned(),
            Self::EitherOf { candidates } => match lang {
                Lang::En => format!("{candidates} lines of the other side fit, and nothing says which: match by hand."),
                Lang::Zh => format!("对方有 {candidates} 条明细相符，无法判定是哪一条，请人工勾对。"),
            },
        }
    }
}

/// A share in hundred-thousandths as a percentage: 600 is `0.6%`.
fn percent(rate: u32) -> String {
    let text = format!("{}.{:03}", rate / 1_000, rate % 1_000);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

/// A share of an amount before it is rounded, in major units.
fn exact_share(of: Money, rate: u32) -> String {
    let scale = of.currency().scale() + 5;
    rust_decimal::Decimal::try_from_i128_with_scale(i128::from(of.minor()) * i128::from(rate), scale)
        .map_or_else(|_| "…".to_owned(), |share| grouped(&share.normalize().to_string()))
}

/// Minutes as hours and minutes, `8:00`.
/// A moment as it can be compared with another, in UTC.
fn moment(at: DateTime<Utc>) -> String {
    at.format("%m-%d %H:%M UTC").to_string()
}

fn hours(minutes: i64) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}
