//! The payouts of the demo: invented merchants, payees and account numbers, dealt out in turn.

use chrono::{DateTime, Duration, Utc};
use shared::case::{Beneficiary, Merchant};
use shared::money::MoneyText;

/// The channels that the demo pays through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    Wechat,
    Alipay,
    UnionPay,
    Iso20022,
}

/// A payout, before anybody filed it.
#[derive(Clone, Debug)]
pub struct Payout {
    pub channel: Channel,
    pub order_number: String,
    pub channel_order_number: Option<String>,
    pub amount: MoneyText,
    pub merchant: Merchant,
    pub beneficiary: Beneficiary,
    pub sent_at: DateTime<Utc>,
}

/// Deals out payouts, each with the next merchant and the next payee.
pub struct Payouts {
    now: DateTime<Utc>,
    dealt: usize,
}

const MERCHANTS: [(&str, &str); 12] = [
    ("M100231", "杭州云杉电子商务有限公司"),
    ("M100258", "Harbour & Pine Trading Ltd"),
    ("M100304", "成都锦里餐饮管理有限公司"),
    ("M100377", "深圳市启明跨境供应链有限公司"),
    ("M100412", "Northlight Games K.K."),
    ("M100455", "广州南越物流有限公司"),
    ("M100509", "苏州拾光家居用品有限公司"),
    ("M100563", "Meridian Freelance Inc."),
    ("M100618", "武汉江城灵活用工服务有限公司"),
    ("M100677", "厦门鹭岛旅行社有限公司"),
    ("M100721", "Kowloon Bay Electronics Ltd"),
    ("M100790", "北京青禾在线教育科技有限公司"),
];

/// Payees by wallet: the name, and nothing but the wallet's identifier.
const WALLETS: [&str; 10] =
    ["沈雨桐", "何志远", "马晓琳", "罗嘉豪", "唐婉清", "曹文博", "彭思睿", "苏静怡", "范立诚", "蒋若水"];

/// Payees by card: name, bank, branch, province, city, bank code.
const CARDS: [[&str; 6]; 6] = [
    ["陈浩然", "中国工商银行", "杭州西湖支行", "浙江省", "杭州市", "102331000028"],
    ["黄美玲", "中国建设银行", "广州天河支行", "广东省", "广州市", "105581000135"],
    ["郑凯", "招商银行", "深圳南山支行", "广东省", "深圳市", "308584000217"],
    ["韩雪", "中国农业银行", "成都锦江支行", "四川省", "成都市", "103651000342"],
    ["邓子轩", "交通银行", "武汉江汉支行", "湖北省", "武汉市", "301521000419"],
    ["冯玉兰", "中国银行", "厦门思明支行", "福建省", "厦门市", "104393000526"],
];

/// Payees abroad: name, bank, city, BIC.
const ABROAD: [[&str; 4]; 6] = [
    ["Grace Okafor", "First Prairie Bank", "Chicago", "FPRBUS44"],
    ["Wong Ka Yan", "Victoria Peak Bank", "Hong Kong", "VPBKHKHH"],
    ["佐藤 美咲", "Sumida Trust Bank", "Tokyo", "SUMDJPJT"],
    ["Daniel Reyes", "Golden Gate Savings", "San Francisco", "GGSVUS66"],
    ["Lau Chi Ming", "Kowloon Commercial Bank", "Hong Kong", "KWCBHKHX"],
    ["Marta Lindqvist", "Lakeside National Bank", "Seattle", "LKSNUS3X"],
];

impl Channel {
    /// The channel's identifier.
    pub fn id(self) -> &'static str {
        match self {
            Self::Wechat => "wechat_transfer",
            Self::Alipay => "alipay_transfer",
            Self::UnionPay => "unionpay_payout",
            Self::Iso20022 => "iso20022",
        }
    }
}

impl Payouts {
    /// Payouts of a demo that ends at `now`.
    pub fn until(now: DateTime<Utc>) -> Self {
        Self { now, dealt: 0 }
    }

    /// The next payout: sent so many minutes before the end, of an amount such as `CNY 1280.00`.
    pub fn next(&mut self, minutes_ago: i64, channel: Channel, amount: &str) -> Payout {
        self.dealt += 1;
        let sent_at = self.now - Duration::minutes(minutes_ago);
        let (currency, amount) = amount.split_once(' ').unwrap_or(("CNY", amount));
        let (id, name) = MERCHANTS[self.dealt % MERCHANTS.len()];
        let order_number = format!("PO{}{:06}", sent_at.format("%y%m%d"), 48_213 + self.dealt * 37);
        Payout {
            channel,
            channel_order_number: self.channel_order_number(channel, sent_at),
            order_number,
            amount: MoneyText { amount: amount.to_owned(), currency: currency.to_owned() },
            merchant: Merchant { id: id.to_owned(), name: name.to_owned() },
            beneficiary: self.beneficiary(channel),
            sent_at,
        }
    }

    /// Two in three were given one before the answer broke off.
    fn channel_order_number(&self, channel: Channel, sent_at: DateTime<Utc>) -> Option<String> {
        let (day, count) = (sent_at.format("%Y%m%d"), 7_200_311 + self.dealt * 911);
        (!self.dealt.is_multiple_of(3)).then(|| match channel {
            Channel::Wechat => format!("1330000{day}{count:09}"),
            Channel::Alipay => format!("{day}110070000006{count:08}"),
            Channel::UnionPay => format!("{day}{count:013}"),
            Channel::Iso20022 => format!("TX-{day}-{count}"),
        })
    }

    fn beneficiary(&self, channel: Channel) -> Beneficiary {
        let count = self.dealt;
        match channel {
            Channel::Wechat => wallet(count, format!("oHf{:025x}", count as u128 * 0x9e37_79b9_7f4a_7c15_f39c)),
            Channel::Alipay => wallet(count, format!("2088{:012}", 731_204_118 * count)),
            Channel::UnionPay => card(count),
            Channel::Iso20022 => abroad(count),
        }
    }
}

fn wallet(count: usize, account: String) -> Beneficiary {
    Beneficiary { name: WALLETS[count % WALLETS.len()].to_owned(), account, ..Beneficiary::default() }
}

fn card(count: usize) -> Beneficiary {
    let [name, bank, branch, province, city, bank_code] = CARDS[count % CARDS.len()];
    Beneficiary {
        name: name.to_owned(),
        account: format!("621700{:013}", 90_417_733_201_u64 * count as u64 % 10_000_000_000_000),
        bank: Some(bank.to_owned()),
        branch: Some(branch.to_owned()),
        province: Some(province.to_owned()),
        city: Some(city.to_owned()),
        bank_code: Some(bank_code.to_owned()),
    }
}

fn abroad(count: usize) -> Beneficiary {
    let [name, bank, city, bic] = ABROAD[count % ABROAD.len()];
    Beneficiary {
        name: name.to_owned(),
        account: format!("{:012}", 55_201_873_u64 * count as u64),
        bank: Some(bank.to_owned()),
        city: Some(city.to_owned()),
        bank_code: Some(bic.to_owned()),
        ..Beneficiary::default()
    }
}
