//! What happens to correction orders is told: each step as it stood just after it, in order, with the case it belongs to.

use anyhow::Result;
use chrono::Duration;
use server::caller::Caller;
use server::desk::cases::check_proposal::{ApproveProposal, RejectProposal, WithdrawProposal};
use server::desk::corrections::acknowledge_order::AcknowledgeOrder;
use server::desk::corrections::draft_order::DraftOrder;
use server::desk::corrections::edit_order::EditOrder;
use server::desk::corrections::propose_order::ProposeOrder;
use server::desk::corrections::withdraw_order::WithdrawOrder;
use shared::actor::Actor;
use shared::api::correction_orders::DraftOrderRequest;
use shared::audit::Origin;
use shared::case::CaseNumber;
use shared::correction::{Answer, CorrectionKind, CorrectionOrder, Edit, OrderNumber};
use shared::digest::Digest;
use shared::role::{Role, Scope};
use shared::webhook::{EventType, Occurrence};
use tests::payout::payout;
use tests::returned::returned;
use tests::{Engine, on_both_engines};

use super::Telling;

on_both_engines! {
    alone:
        every_step_of_an_order_is_told_as_it_stood_then,
        an_order_that_is_taken_back_or_rejected_is_told_so,
        accounting_that_does_not_answer_is_told_of;
}

/// A desk that tells of orders, with a bounce that Lin has, and two who check.
struct Ordering {
    there: Telling,
    wu: Caller,
    zhao: Caller,
    number: CaseNumber,
}

impl Ordering {
    async fn begin(engine: Engine) -> Result<Self> {
        let types = [EventType::ABOUT_ORDERS, &[EventType::CaseClosed]].concat();
        let there = Telling::of(engine, &types).await?;
        let (wu, zhao) =
            (there.bench.person("wu", Role::Supervisor).await?, there.bench.person("zhao", Role::Supervisor).await?);
        let number = there.bench.file(&payout().returned(returned("RT-1", "1280.00"))).await?;
        there.bench.claim(&there.lin, number).await?;
        Ok(Self { there, wu, zhao, number })
    }

    async fn draft(&self) -> Result<OrderNumber> {
        let request = DraftOrderRequest {
            version: self.there.bench.case(self.number).await?.case.version,
            kind: CorrectionKind::BounceRefund,
            reference: None,
            amount: None,
            direction: None,
            written_off: None,
            replaces: None,
        };
        let draft = DraftOrder { caller: self.there.lin.clone(), number: self.number, request };
        Ok(self.there.bench.desk().execute(draft).await?)
    }

    async fn version(&self, order: OrderNumber) -> Result<i64> {
        Ok(self.there.bench.desk().read_order(&self.wu, order).await?.order.version)
    }

    async fn propose(&self, order: OrderNumber) -> Result<(i32, Digest)> {
        let (caller, version) = (self.there.lin.clone(), self.version(order).await?);
        let propose =
            ProposeOrder { caller, number: order, version, case_version: None, reason: "as reported".to_owned() };
        let proposal = self.there.bench.desk().execute(propose).await?;
        Ok((proposal.seq, proposal.binds_to))
    }

    async fn approve(&self, caller: &Caller, (proposal, binds_to): (i32, Digest)) -> Result<()> {
        let (caller, number) = (caller.clone(), self.number);
        let approve = ApproveProposal { caller, number, proposal, binds_to, reason: None };
        self.there.bench.desk().execute(approve).await?;
        Ok(())
    }

    async fn ahead_of_funds(&self, order: OrderNumber) -> Result<()> {
        let (caller, version) = (self.there.lin.clone(), self.version(order).await?);
        let edit = Edit { ahead_of_funds: Some(true), ..Edit::default() };
        Ok(self.there.bench.desk().execute(EditOrder { caller, number: order, version, edit }).await?)
    }

    async fn acknowledge(&self, order: OrderNumber, attempt: i32, answer: Answer) -> Result<()> {
        let caller = Caller {
            actor: Actor::Client("erp".to_owned()),
            roles: vec![],
            scopes: vec![Scope::PostingsWrite],
            origin: Origin::default(),
        };
        self.there.bench.desk().execute(AcknowledgeOrder { caller, number: order, attempt, answer }).await?;
        Ok(())
    }

    /// What arrived: each event's name with the order's version and state, and who did it.
    async fn told(&self) -> Result<Vec<String>> {
        self.there.bench.work().await?;
        let events = self.there.told_of(self.number)?;
        Ok(events.iter().map(|event| told(&event.occurrence)).collect())
    }
}

fn told(occurrence: &Occurrence) -> String {
    let name = occurrence.event_type().name();
    let changed = serde_json::to_value(occurrence).expect("an event is JSON");
    match serde_json::from_value::<CorrectionOrder>(changed["data"]["order"].clone()) {
        Ok(order) => format!("{name} {} {} by {}", order.version, order.state.name().name(), changed["data"]["by"]),
        Err(_) => name.to_owned(),
    }
}

async fn every_step_of_an_order_is_told_as_it_stood_then(engine: Engine) -> Result<()> {
    let ordering = Ordering::begin(engine).await?;
    let order = ordering.draft().await?;
    ordering.ahead_of_funds(order).await?;
    let seen = ordering.propose(order).await?;
    ordering.approve(&ordering.wu, seen).await?;
    ordering.approve(&ordering.zhao, seen).await?;
    ordering.acknowledge(order, 1, Answer::Failed { reason: "the period is closed".to_owned() }).await?;
    ordering.there.bench.claim(&ordering.there.lin, ordering.number).await?;
    let seen = ordering.propose(order).await?;
    ordering.approve(&ordering.zhao, seen).await?;
    ordering.approve(&ordering.wu, seen).await?;
    ordering.acknowledge(order, 2, Answer::Posted { voucher: "V-1".to_owned() }).await?;
    // Told after all of it, and still each as it stood then.
    let expected = [
        r#"correction.drafted 1 drafted by "user:lin""#,
        r#"correction.edited 2 drafted by "user:lin""#,
        r#"correction.proposed 3 proposed by "user:lin""#,
        r#"correction.approved 4 approved by "user:zhao""#,
        r#"correction.sent 5 sent by "desk""#,
        r#"correction.failed 6 failed by "client:erp""#,
        r#"correction.proposed 7 proposed by "user:lin""#,
        r#"correction.approved 8 approved by "user:wu""#,
        r#"correction.sent 9 sent by "desk""#,
        r#"correction.posted 10 posted by "client:erp""#,
    ];
    assert_eq!(ordering.told().await?, expected);
    let sent = ordering.there.receiver.taken();
    assert!(sent.iter().all(|sent| !sent.body.contains("6222020200012345678")), "no beneficiary");
    Ok(())
}

async fn an_order_that_is_taken_back_or_rejected_is_told_so(engine: Engine) -> Result<()> {
    let ordering = Ordering::begin(engine).await?;
    let (desk, lin, number) = (ordering.there.bench.desk(), ordering.there.lin.clone(), ordering.number);
    let order = ordering.draft().await?;
    let (proposal, _) = ordering.propose(order).await?;
    let reason = "another split".to_owned();
    desk.execute(WithdrawProposal { caller: lin.clone(), number, proposal, reason: reason.clone() }).await?;
    let version = ordering.version(order).await?;
    desk.execute(WithdrawOrder { caller: lin, number: order, version, reason: reason.clone() }).await?;
    let order = ordering.draft().await?;
    let (proposal, _) = ordering.propose(order).await?;
    desk.execute(RejectProposal { caller: ordering.wu.clone(), number, proposal, reason }).await?;
    let expected = [
        r#"correction.drafted 1 drafted by "user:lin""#,
        r#"correction.proposed 2 proposed by "user:lin""#,
        r#"correction.proposal_ended 3 drafted by "desk""#,
        r#"correction.withdrawn 4 withdrawn by "user:lin""#,
        r#"correction.drafted 1 drafted by "user:lin""#,
        r#"correction.proposed 2 proposed by "user:lin""#,
        r#"correction.rejected 3 rejected by "user:wu""#,
    ];
    assert_eq!(ordering.told().await?, expected);
    Ok(())
}

async fn accounting_that_does_not_answer_is_told_of(engine: Engine) -> Result<()> {
    let ordering = Ordering::begin(engine).await?;
    let order = ordering.draft().await?;
    ordering.ahead_of_funds(order).await?;
    let seen = ordering.propose(order).await?;
    ordering.approve(&ordering.wu, seen).await?;
    ordering.approve(&ordering.zhao, seen).await?;
    let hours = shared::resolution::Policy::built_in().posting_hours;
    ordering.there.pass(Duration::hours(hours) + Duration::minutes(10)).await?;
    let told = ordering.told().await?;
    assert_eq!(told.last().map(String::as_str), Some(r#"correction.raised 6 sent by "desk""#), "{told:?}");
    Ok(())
}
