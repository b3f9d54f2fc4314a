//! Lists: filters, search, pages without gaps or repeats, counts.

use anyhow::Result;
use shared::api::problem::{Code, FieldCode};
use shared::case::CaseNumber;
use shared::evidence::Shown;
use shared::resolution::Resolution::{ConfirmNotPaid, ConfirmPaid};
use tests::caller::Answer;
use tests::payout::{now, payout};
use tests::response::{portal, wechat};
use tests::{Caller, Desk, Engine, on_both_engines, refused};

on_both_engines! {
    shared:
        cases_are_found_by_what_people_know,
        parameters_are_read_strictly;
    alone:
        filters_narrow_and_counts_count,
        pages_have_no_gaps_and_no_repeats_while_others_file;
}

async fn numbers(who: &Caller, parameters: &[(&str, &str)]) -> Answer<Vec<CaseNumber>> {
    Ok(who.list(parameters).await?.items.into_iter().map(|row| row.number).collect())
}

async fn cases_are_found_by_what_people_know(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filing =
        payout().merchant("M-云-77", "北京云杉科技有限公司").amount("98765.43", "CNY").account("62220200001238811");
    let number = core.number_of(&filing).await?;
    let order = filing.order_number().to_owned();
    for typed in [
        &number.to_string(),
        &number.to_string().to_lowercase(),
        &order,
        &order.to_lowercase(),
        &order[..order.len() - 1],
        &format!("core/{order}"),
        "M-云-77",
        "北京云杉",
        "98765.43",
        "8811",
        "  北京云杉   8811 ",
        "北京 98765",
    ] {
        let found = numbers(&lin, &[("q", typed), ("limit", "200")]).await?;
        assert!(found.contains(&number), "{typed}: {found:?}");
    }
    for typed in ["上海", "北京云杉 8812", "%", "_", "杉科技", "'; DROP TABLE cases; --", "\u{10ffff}"] {
        assert!(!numbers(&lin, &[("q", typed)]).await?.contains(&number), "{typed}");
    }
    let row = lin.list(&[("q", &order)]).await?.items.remove(0);
    assert_eq!((row.merchant.as_str(), row.amount.to_string().as_str()), ("北京云杉科技有限公司", "98765.43 CNY"));
    Ok(())
}

async fn parameters_are_read_strictly(desk: &Desk) -> Result<()> {
    let lin = desk.lin().await?;
    for (name, value, code) in [
        ("state", "failed", FieldCode::UnknownValue),
        ("state", "open,nonsense", FieldCode::UnknownValue),
        ("kind", "chargeback", FieldCode::UnknownValue),
        ("verdict", "failed", FieldCode::UnknownValue),
        ("order", "random", FieldCode::UnknownValue),
        ("cursor", "EX-1", FieldCode::UnknownValue),
        ("cursor", "99999999999999999999-1", FieldCode::UnknownValue),
        ("limit", "0", FieldCode::OutOfRange),
        ("limit", "201", FieldCode::OutOfRange),
        ("due_before", "tomorrow", FieldCode::NotATime),
        ("due_before", "2026-05-01T09:30:00", FieldCode::TimeWithoutZone),
        ("colour", "red", FieldCode::UnknownField),
        ("q", "nul\0", FieldCode::BadCharacters),
    ] {
        let problem = refused(lin.list(&[(name, value)]).await, Code::InvalidParameter);
        assert_eq!(super::faults(&problem), [(name, code)], "{value}");
    }
    Ok(())
}

async fn filters_narrow_and_counts_count(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (core, lin, mei, wu) = (desk.core().await?, desk.lin().await?, desk.mei().await?, desk.wu().await?);
    let open = core.number_of(payout()).await?;
    let alipay = core.number_of(payout().channel("alipay_transfer").large()).await?;
    let held = core.number_of(payout()).await?;
    lin.claim(held).await?;
    let waits = core.number_of(payout()).await?;
    lin.claim(waits).await?;
    lin.wait(waits, now() + chrono::Duration::hours(3)).await?;
    let proposed = core.number_of(payout()).await?;
    mei.claim(proposed).await?;
    mei.observe(proposed, portal(Shown::Paid)).await?;
    mei.resolve(proposed, ConfirmPaid).await?;
    let closed = core.number_of(payout().query(wechat("FAIL").minutes_ago(60))).await?;
    lin.claim(closed).await?;
    lin.resolve(closed, ConfirmNotPaid).await?;
    let seen_at = now().to_rfc3339();
    core.add_query(closed, wechat("SUCCESS")).await?;
    let late = CaseNumber(lin.case(closed).await?.linked[0].number.0);

    for (parameters, expected) in [
        (vec![("state", "open")], vec![open, alipay, late]),
        (vec![("state", "working")], vec![held]),
        (vec![("state", "waiting")], vec![waits]),
        (vec![("state", "proposed")], vec![proposed]),
        (vec![("state", "closed")], vec![closed]),
        (vec![("state", "working,waiting")], vec![held, waits]),
        (vec![("channel", "alipay_transfer,unionpay_payout")], vec![alipay]),
        (vec![("kind", "late_success")], vec![late]),
        (vec![("priority", "high,urgent")], vec![alipay, late]),
        (vec![("verdict", "contradiction")], vec![closed]),
        (vec![("verdict", "paid")], vec![late]),
        (vec![("owner", "me"), ("state", "working,waiting,proposed")], vec![held, waits]),
        (vec![("owner", "mei")], vec![proposed]),
        (vec![("owner", "me"), ("state", "open")], vec![]),
        (vec![("updated_after", seen_at.as_str())], vec![closed, late]),
        (vec![("due_before", seen_at.as_str())], vec![]),
        (vec![("state", "open"), ("priority", "normal")], vec![open]),
    ] {
        let mut found = numbers(&lin, &parameters).await?;
        found.sort_unstable();
        assert_eq!(found, expected, "{parameters:?}");
    }
    assert_eq!(numbers(&lin, &[]).await?[..2], [late, alipay], "the soonest due first");

    let counts = lin.counts().await?;
    assert_eq!((counts.mine, counts.unassigned, counts.waiting, counts.awaiting_approval), (2, 3, 1, 0));
    assert_eq!(counts.due_soon, 1, "the late success is due within two hours");
    assert_eq!(wu.counts().await?.awaiting_approval, 1);
    assert_eq!(mei.counts().await?.mine, 1);
    Ok(())
}

async fn pages_have_no_gaps_and_no_repeats_while_others_file(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filings: Vec<_> = (0..45).map(|_| payout().json()).collect();
    let batch = core.file_batch(&filings).await?;
    let mut filed: Vec<CaseNumber> =
        batch.results.into_iter().filter_map(|result| Some(result.filed?.number)).collect();
    filed.sort_unstable();
    for order in ["due", "updated", "newest"] {
        let mut read: Vec<CaseNumber> = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let mut parameters = vec![("order", order), ("limit", "7")];
            parameters.extend(cursor.as_deref().map(|cursor| ("cursor", cursor)));
            let page = lin.list(&parameters).await?;
            read.extend(page.items.iter().map(|row| row.number));
            core.file(payout()).await?;
            cursor = page.next;
            // By due time what is filed meanwhile comes at the end, for ever.
            if cursor.is_none() || read.len() >= 150 {
                break;
            }
        }
        let mut known: Vec<CaseNumber> = read.into_iter().filter(|number| filed.contains(number)).collect();
        known.sort_unstable();
        assert_eq!(known, filed, "{order}");
    }
    Ok(())
}
