//! Payouts whose outcome nobody knows, as another system files them. What a scenario does not say is ordinary: a transfer
//! of ¥1,280.00 through WeChat Pay, sent three hours ago, to which no answer came.

use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, Duration, Utc};
use serde_json::Value;
use server::clock::SystemClock;
use shared::api::exceptions::{FilingKind, FilingRequest, ResponseRequest};
use shared::api::particulars::{ReturnRequest, SettlementLineRequest};
use shared::case::{Beneficiary, Merchant};
use shared::clock::Clock;
use shared::evidence::Phase;
use shared::money::MoneyText;

use crate::response::nothing;

/// The time now.
pub fn now() -> DateTime<Utc> {
    SystemClock.now()
}

/// So many minutes ago.
pub fn minutes_ago(minutes: i64) -> DateTime<Utc> {
    now() - Duration::minutes(minutes)
}

/// A payout to be filed.
#[derive(Clone, Debug)]
pub struct Payout(FilingRequest);

/// An ordinary payout that nobody has filed before.
pub fn payout() -> Payout {
    static COUNT: AtomicU32 = AtomicU32::new(1);
    let number = format!("P{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    Payout(FilingRequest {
        kind: FilingKind::PayoutUnknown,
        source_system: "core".to_owned(),
        source_reference: format!("core/{number}"),
        channel: "wechat_transfer".to_owned(),
        merchant: Merchant { id: "M-1001".to_owned(), name: "Yunshan Trading".to_owned() },
        amount: MoneyText { amount: "1280.00".to_owned(), currency: "CNY".to_owned() },
        order_number: number,
        channel_order_number: None,
        beneficiary: Some(Beneficiary {
            name: "张小明".to_owned(),
            account: "6222020200012345678".to_owned(),
            bank: Some("中国工商银行".to_owned()),
            ..Beneficiary::default()
        }),
        sent_at: minutes_ago(180),
        first_response: Some(nothing(Phase::Read).minutes_ago(179).into()),
        query_responses: vec![],
        returns: vec![],
        return_notices: vec![],
        settlement_lines: vec![],
    })
}

impl Payout {
    /// Through another channel.
    pub fn channel(mut self, channel: &str) -> Self {
        self.0.channel = channel.to_owned();
        self
    }

    /// Of another amount.
    pub fn amount(mut self, amount: &str, currency: &str) -> Self {
        self.0.amount = MoneyText { amount: amount.to_owned(), currency: currency.to_owned() };
        self
    }

    /// Of an amount that the policy calls large.
    pub fn large(self) -> Self {
        self.amount("80000.00", "CNY")
    }

    /// For another merchant.
    pub fn merchant(mut self, id: &str, name: &str) -> Self {
        self.0.merchant = Merchant { id: id.to_owned(), name: name.to_owned() };
        self
    }

    /// To another account.
    pub fn account(mut self, account: &str) -> Self {
        self.0.beneficiary =
            Some(Beneficiary { name: "李".to_owned(), account: account.to_owned(), ..Beneficiary::default() });
        self
    }

    /// Sent at another time; nothing came a second later, unless something is said to have come.
    pub fn sent_minutes_ago(mut self, minutes: i64) -> Self {
        self.0.sent_at = minutes_ago(minutes);
        self.0.first_response = Some(nothing(Phase::Read).at(self.0.sent_at + Duration::seconds(1)).into());
        self
    }

    /// With another first response.
    pub fn first_response(mut self, response: impl Into<ResponseRequest>) -> Self {
        self.0.first_response = Some(response.into());
        self
    }

    /// With one more query response.
    pub fn query(mut self, response: impl Into<ResponseRequest>) -> Self {
        self.0.query_responses.push(response.into());
        self
    }

    /// That came back.
    pub fn returned(mut self, returned: ReturnRequest) -> Self {
        self.0.kind = FilingKind::PayoutBounced;
        self.0.first_response = None;
        self.0.returns.push(returned);
        self
    }

    /// That came back, as the channel's own notice says.
    pub fn notified(mut self, notice: impl Into<ResponseRequest>) -> Self {
        self.0.kind = FilingKind::PayoutBounced;
        self.0.first_response = None;
        self.0.return_notices.push(notice.into());
        self
    }

    /// That was settled by one line more.
    pub fn settled(mut self, line: SettlementLineRequest) -> Self {
        self.0.kind = FilingKind::DuplicatePayout;
        self.0.first_response = None;
        self.0.settlement_lines.push(line);
        self
    }

    /// The same payout under another reference of the source system.
    pub fn filed_as(mut self, reference: &str) -> Self {
        self.0.source_reference = reference.to_owned();
        self
    }

    /// With an order number that ends so.
    pub fn ending(mut self, end: &str) -> Self {
        self.0.order_number.push_str(end);
        self
    }

    /// Our order number.
    pub fn order_number(&self) -> &str {
        &self.0.order_number
    }

    /// As JSON, to be changed at will.
    ///
    /// # Panics
    ///
    /// Never: a request is plain data.
    pub fn json(&self) -> Value {
        serde_json::to_value(&self.0).expect("a request is plain data")
    }
}

impl From<Payout> for FilingRequest {
    fn from(payout: Payout) -> Self {
        payout.0
    }
}

impl From<&Payout> for FilingRequest {
    fn from(payout: &Payout) -> Self {
        payout.0.clone()
    }
}
