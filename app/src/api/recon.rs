//! Reconciliation: accounts, files, days and what people do with them.

use chrono::NaiveDate;
use gloo_net::http::Method;
use serde::Serialize;
use serde_json::json;
use shared::api::commands::ReasonRequest;
use shared::api::recon::{
    AccountList, AccountView, ApproveClosingRequest, BalanceRequest, BookRequest, Calendar, ChangeAccountRequest,
    DayLineList, DayView, DiscardRequest, DiscrepancyList, FundsFlow, LinePlaceName, MappingList, MappingView,
    MatchByHandRequest, MatchList, NewAccountRequest, PreviewRequest, ProposeClosingRequest, ReadAgainRequest,
    ResolveTogetherRequest, ResolvedTogether, SaveMappingRequest, StatementDays, StatementLineList, StatementList,
    StatementPreview, StatementView, TiedByHand, UndoMatchRequest,
};
use shared::digest::Digest;
use shared::recon::matching::MatchId;
use shared::recon::{AccountId, Side};

use super::{Api, encoded};
use crate::failure::Failure;

/// A business day of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The account.
    pub account: AccountId,
    /// The date.
    pub date: NaiveDate,
}

impl Day {
    /// The day that a path names.
    pub fn parse(account: &str, date: &str) -> Option<Self> {
        Some(Self { account: AccountId::parse(account)?, date: date.parse().ok()? })
    }

    /// Where its page is.
    pub fn address(&self) -> String {
        format!("/reconciliation/{}/{}", self.account, self.date)
    }

    /// Where a file that shows one of its balances is served.
    pub fn attachment_address(&self, file: Digest) -> String {
        format!("/api/v1{}", self.path(&format!("/attachments/{file}")))
    }

    fn path(&self, rest: &str) -> String {
        format!("/days/{}/{}{rest}", encoded(self.account.as_str()), self.date)
    }
}

fn page(cursor: Option<&str>) -> String {
    cursor.map(|cursor| format!("&cursor={}", encoded(cursor))).unwrap_or_default()
}

impl Api {
    /// Every account.
    pub async fn accounts(self) -> Result<AccountList, Failure> {
        self.get("/channel-accounts").await
    }

    /// Adds an account.
    pub async fn add_account(self, request: &NewAccountRequest) -> Result<AccountView, Failure> {
        self.post("/channel-accounts", request).await
    }

    /// Changes an account.
    pub async fn change_account(self, request: &ChangeAccountRequest) -> Result<AccountView, Failure> {
        let path = format!("/channel-accounts/{}", encoded(request.account.id.as_str()));
        self.send(Method::PUT, &path, request).await
    }

    /// The days of a period, of all accounts.
    pub async fn calendar(self, from: NaiveDate, to: NaiveDate) -> Result<Calendar, Failure> {
        self.get(&format!("/days?from={from}&to={to}")).await
    }

    /// A day as a whole.
    pub async fn day(self, day: &Day) -> Result<DayView, Failure> {
        self.get(&day.path("")).await
    }

    /// A page of one side's lines of a day that ended in one of these places; all of them where none is named.
    pub async fn day_lines(
        self,
        day: &Day,
        side: Side,
        place: Option<LinePlaceName>,
        cursor: Option<&str>,
    ) -> Result<DayLineList, Failure> {
        let place = place.map(|place| format!("&place={}", place.name())).unwrap_or_default();
        self.get(&day.path(&format!("/lines?limit=100&side={}{place}{}", side.name(), page(cursor)))).await
    }

    /// A page of a day's matches.
    pub async fn matches(self, day: &Day, cursor: Option<&str>) -> Result<MatchList, Failure> {
        self.get(&day.path(&format!("/matches?limit=50{}", page(cursor)))).await
    }

    /// A page of the discrepancies that fit.
    pub async fn discrepancies(self, query: &str, cursor: Option<&str>) -> Result<DiscrepancyList, Failure> {
        self.get(&format!("/discrepancies?{query}&limit=100{}", page(cursor))).await
    }

    /// Resolves discrepancies together.
    pub async fn resolve_together(self, request: &ResolveTogetherRequest) -> Result<ResolvedTogether, Failure> {
        self.post("/discrepancies/resolve", request).await
    }

    /// Has a day matched.
    pub async fn run_day(self, day: &Day) -> Result<(), Failure> {
        self.on_day(day, "/run", &json!({})).await
    }

    /// Says that our lines of a day are all there.
    pub async fn collect_day(self, day: &Day) -> Result<(), Failure> {
        self.on_day(day, "/collected", &json!({})).await
    }

    /// Ties lines together.
    pub async fn match_by_hand(self, day: &Day, request: &MatchByHandRequest) -> Result<TiedByHand, Failure> {
        self.post(&day.path("/matches"), request).await
    }

    /// Undoes a match.
    pub async fn undo_match(self, day: &Day, id: MatchId, request: &UndoMatchRequest) -> Result<(), Failure> {
        self.on_day(day, &format!("/matches/{}/undo", id.0), request).await
    }

    /// Records a balance that was read off a portal.
    pub async fn tell_balance(self, day: &Day, request: &BalanceRequest) -> Result<(), Failure> {
        self.on_day(day, "/balances", request).await
    }

    /// Proposes to close a day.
    pub async fn propose_closing(self, day: &Day, request: &ProposeClosingRequest) -> Result<(), Failure> {
        self.on_day(day, "/closing", request).await
    }

    /// Closes a day for good.
    pub async fn approve_closing(self, day: &Day, request: &ApproveClosingRequest) -> Result<(), Failure> {
        self.on_day(day, "/closing/approve", request).await
    }

    /// Rejects a proposal to close a day.
    pub async fn reject_closing(self, day: &Day, request: &ReasonRequest) -> Result<(), Failure> {
        self.on_day(day, "/closing/reject", request).await
    }

    /// Takes a proposal to close a day back.
    pub async fn withdraw_closing(self, day: &Day, request: &ReasonRequest) -> Result<(), Failure> {
        self.on_day(day, "/closing/withdraw", request).await
    }

    async fn on_day(self, day: &Day, rest: &str, request: &impl Serialize) -> Result<(), Failure> {
        self.post::<serde::de::IgnoredAny>(&day.path(rest), request).await.map(drop)
    }

    /// The funds-flow table of a period.
    pub async fn funds_flow(self, account: &AccountId, from: NaiveDate, to: NaiveDate) -> Result<FundsFlow, Failure> {
        self.get(&format!("/funds-flow?account={}&from={from}&to={to}", encoded(account.as_str()))).await
    }

    /// A page of the files.
    pub async fn statements(self, cursor: Option<&str>) -> Result<StatementList, Failure> {
        self.get(&format!("/statements?limit=50{}", page(cursor))).await
    }

    /// One file.
    pub async fn statement(self, id: i64) -> Result<StatementView, Failure> {
        self.get(&format!("/statements/{id}")).await
    }

    /// A page of a file's lines.
    pub async fn statement_lines(self, id: i64, cursor: Option<&str>) -> Result<StatementLineList, Failure> {
        self.get(&format!("/statements/{id}/lines?limit=100{}", page(cursor))).await
    }

    /// What a file holds of each day.
    pub async fn statement_days(self, id: i64) -> Result<StatementDays, Failure> {
        self.get(&format!("/statements/{id}/days")).await
    }

    /// Reads a file again.
    pub async fn read_again(self, id: i64, request: &ReadAgainRequest) -> Result<StatementView, Failure> {
        self.post(&format!("/statements/{id}/read"), request).await
    }

    /// Books a file's lines.
    pub async fn book(self, id: i64, request: &BookRequest) -> Result<StatementView, Failure> {
        self.post(&format!("/statements/{id}/book"), request).await
    }

    /// Puts a file aside.
    pub async fn discard(self, id: i64, request: &DiscardRequest) -> Result<StatementView, Failure> {
        self.post(&format!("/statements/{id}/discard"), request).await
    }

    /// Tries a mapping on a file's first rows, or has one suggested.
    pub async fn preview(self, id: i64, request: &PreviewRequest) -> Result<StatementPreview, Failure> {
        self.post(&format!("/statements/{id}/preview"), request).await
    }

    /// The saved mappings.
    pub async fn mappings(self) -> Result<MappingList, Failure> {
        self.get("/mappings").await
    }

    /// Saves a mapping.
    pub async fn save_mapping(self, name: &str, request: &SaveMappingRequest) -> Result<MappingView, Failure> {
        self.send(Method::PUT, &format!("/mappings/{}", encoded(name)), request).await
    }
}
