//! Orders for which accounting does not answer: their case is raised again, as often as the policy's time passes.

use anyhow::Result;
use chrono::Duration;
use server::caller::Caller;
use server::channels::built_in;
use server::desk::cases::check_proposal::ApproveProposal;
use server::desk::corrections::acknowledge_order::AcknowledgeOrder;
use server::desk::corrections::draft_order::DraftOrder;
use server::desk::corrections::edit_order::EditOrder;
use server::desk::corrections::propose_order::ProposeOrder;
use shared::actor::Actor;
use shared::api::correction_orders::DraftOrderRequest;
use shared::api::notices::Notice;
use shared::audit::{Action, Origin};
use shared::case::{Priority, Standing};
use shared::clock::Clock;
use shared::correction::{Answer, CorrectionKind, Edit};
use shared::role::{Role, Scope};
use tests::payout::payout;
use tests::returned::returned;
use tests::{Engine, on_both_engines};

use super::bench::Bench;

on_both_engines! {
    alone: a_case_is_raised_again_while_accounting_does_not_answer;
}

async fn a_case_is_raised_again_while_accounting_does_not_answer(engine: Engine) -> Result<()> {
    let bench = Bench::with(engine, built_in()).await?;
    let (wu, zhao) = (bench.person("wu", Role::Supervisor).await?, bench.person("zhao", Role::Supervisor).await?);
    let lin = bench.person("lin", Role::Operator).await?;
    let number = bench.file(&payout().returned(returned("RT-1", "1280.00"))).await?;
    bench.claim(&lin, number).await?;
    let request = DraftOrderRequest {
        version: bench.case(number).await?.case.version,
        kind: CorrectionKind::BounceRefund,
        reference: None,
        amount: None,
        direction: None,
        written_off: None,
        replaces: None,
    };
    let order = bench.desk().execute(DraftOrder { caller: lin.clone(), number, request }).await?;
    let edit = Edit { ahead_of_funds: Some(true), ..Edit::default() };
    bench.desk().execute(EditOrder { caller: lin.clone(), number: order, version: 1, edit }).await?;
    let propose = ProposeOrder {
        caller: lin.clone(),
        number: order,
        version: 2,
        case_version: None,
        reason: "as reported".to_owned(),
    };
    let proposal = bench.desk().execute(propose).await?;
    for caller in [&wu, &zhao] {
        let (caller, binds_to) = (caller.clone(), proposal.binds_to);
        bench.desk().execute(ApproveProposal { caller, number, proposal: 1, binds_to, reason: None }).await?;
    }
    let hours = shared::resolution::Policy::built_in().posting_hours;
    bench.pass(Duration::hours(hours) - Duration::minutes(5)).await?;
    assert_eq!(bench.times(number, Action::CorrectionRaised).await?, 0, "accounting still has time");
    for raised in 1..=2 {
        bench.pass(Duration::minutes(10)).await?;
        assert_eq!(bench.times(number, Action::CorrectionRaised).await?, raised);
        let view = bench.case(number).await?;
        assert_eq!(view.case.outlook.priority, Priority::Urgent);
        assert_eq!(view.case.state.standing(bench.local.clock.now()), Standing::Open);
        bench.pass(Duration::hours(hours) - Duration::minutes(5)).await?;
    }
    let unanswered = (number, Notice::OrderUnanswered { order });
    for person in [&lin, &wu, &zhao] {
        assert_eq!(bench.told(person).await?.iter().filter(|told| **told == unanswered).count(), 2);
    }
    let erp = Caller {
        actor: Actor::Client("erp".to_owned()),
        roles: vec![],
        scopes: vec![Scope::PostingsWrite],
        origin: Origin::default(),
    };
    let answer = Answer::Posted { voucher: "V-1".to_owned() };
    bench.desk().execute(AcknowledgeOrder { caller: erp, number: order, attempt: 1, answer }).await?;
    assert_eq!(
        bench.case(number).await?.case.state.standing(bench.local.clock.now()),
        Standing::Open,
        "its funds are still to come"
    );
    bench.pass(Duration::hours(3 * hours)).await?;
    assert_eq!(bench.times(number, Action::CorrectionRaised).await?, 2, "what is posted is raised no more");
    assert_eq!(bench.desk().verify_trail().await?.faults, [""; 0]);
    Ok(())
}
