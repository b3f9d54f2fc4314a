//! Overdue cases: supervisors are told, once.

use anyhow::Result;
use chrono::Duration;
use server::channels::built_in;
use shared::api::notices::Notice;
use shared::audit::Action;
use shared::role::Role;
use tests::payout::payout;
use tests::response::wechat;
use tests::{Engine, on_both_engines};

use super::bench::Bench;

on_both_engines! {
    alone: supervisors_are_told_once_of_what_is_overdue, what_is_settled_is_not_overdue;
}

async fn supervisors_are_told_once_of_what_is_overdue(engine: Engine) -> Result<()> {
    let bench = Bench::with(engine, built_in()).await?;
    let (wu, zhao) = (bench.person("wu", Role::Supervisor).await?, bench.person("zhao", Role::Supervisor).await?);
    let lin = bench.person("lin", Role::Operator).await?;
    let first = bench.file(&payout()).await?;
    let due_at = bench.case(first).await?.case.outlook.due_at;
    bench.pass(Duration::hours(23)).await?;
    assert!(bench.told(&wu).await?.is_empty(), "it is not due yet");

    let version = bench.case(first).await?.case.version;
    bench.pass(Duration::minutes(61)).await?;
    for _ in 0..3 {
        bench.pass(Duration::minutes(2)).await?;
    }
    for supervisor in [&wu, &zhao] {
        assert_eq!(bench.told(supervisor).await?, [(first, Notice::Overdue { due_at })]);
    }
    assert!(bench.told(&lin).await?.is_empty());
    assert_eq!(bench.times(first, Action::CaseEscalated).await?, 1);
    assert_eq!(bench.case(first).await?.case.version, version, "nobody's work is in the way");

    let second = bench.file(&payout()).await?;
    bench.pass(Duration::hours(25)).await?;
    assert_eq!(bench.told(&wu).await?.len(), 2);
    assert_eq!(bench.times(second, Action::CaseEscalated).await?, 1);
    Ok(())
}

async fn what_is_settled_is_not_overdue(engine: Engine) -> Result<()> {
    use server::desk::cases::resolve_case::ResolveCase;
    use shared::resolution::Resolution;
    use shared::text::Lang;

    let bench = Bench::with(engine, built_in()).await?;
    let (wu, lin) = (bench.person("wu", Role::Supervisor).await?, bench.person("lin", Role::Operator).await?);
    let number = bench.file(&payout().query(wechat("SUCCESS").minutes_ago(100))).await?;
    bench.claim(&lin, number).await?;
    let version = bench.case(number).await?.case.version;
    let resolution = Resolution::ConfirmPaid;
    bench
        .desk()
        .execute(ResolveCase { caller: lin, number, version, resolution, reason: None, lang: Lang::En })
        .await?;
    bench.pass(Duration::hours(48)).await?;
    assert!(bench.told(&wu).await?.is_empty());
    Ok(())
}
