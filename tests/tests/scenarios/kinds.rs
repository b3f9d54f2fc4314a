//! Payouts that came back and payouts that were settled twice: filed by other systems, told of field by field, and linked to
//! the case of their payout.

use anyhow::Result;
use futures::future::join_all;
use serde_json::{Value, json};
use shared::api::problem::{Code, FieldCode};
use shared::case::{CaseKind, Matter, Priority, Return};
use shared::evidence::{Claim, Details, EvidenceKind, Rule, Verdict};
use shared::resolution::Resolution::ConfirmPaid;
use tests::payout::payout;
use tests::response::{text, wechat};
use tests::returned::{Told, funds_back, returned, seen, settled};
use tests::{Desk, on_both_engines, refused};

on_both_engines! {
    shared:
        a_bounce_is_filed_with_what_was_returned,
        a_bounce_is_filed_with_the_channels_own_notice,
        reported_and_back_are_two_facts,
        a_person_tells_of_a_return,
        parts_come_back_one_by_one,
        a_duplicate_is_filed_with_its_lines,
        a_bounce_is_linked_to_the_case_of_its_payout,
        a_bounce_that_was_filed_takes_what_comes_up_on_the_payout,
        a_return_told_of_a_closed_case_opens_a_bounce,
        a_kind_lacks_nothing_and_has_nothing_of_another,
        the_same_bounce_filed_by_many_is_one_case;
}

/// Each return as: reference, reported, back.
fn facts(returns: &[Return]) -> Vec<(String, Option<String>, Option<String>)> {
    let told = |known: &Return| {
        let reported = known.reported.as_ref().map(|reported| reported.amount.amount().to_string());
        let back = known.back.as_ref().map(|back| back.amount.amount().to_string());
        (known.reference.clone(), reported, back)
    };
    returns.iter().map(told).collect()
}

fn fact(reference: &str, reported: Option<&str>, back: Option<&str>) -> (String, Option<String>, Option<String>) {
    (reference.to_owned(), reported.map(str::to_owned), back.map(str::to_owned))
}

async fn a_bounce_is_filed_with_what_was_returned(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filed = core.file(payout().returned(returned("RT-1", "1280.00"))).await?;
    assert_eq!(filed.kind, CaseKind::PayoutBounced);

    let view = lin.case(filed.number).await?;
    assert_eq!(view.case.outlook.priority, Priority::Urgent);
    assert_eq!(view.case.verdict, Verdict::Paid { decided_by: vec![1] }, "what came back had been paid");
    assert_eq!(facts(view.case.matter.returns()), [fact("RT-1", Some("1280.00"), None)]);
    let reported = view.case.matter.returns()[0].reported.clone().expect("reported");
    assert_eq!((reported.evidence, reported.reason_code.as_deref()), (1, Some("AC01")));
    let piece = &view.evidence[0];
    assert_eq!((piece.kind, piece.claim, &piece.rule), (EvidenceKind::ReturnNotice, Claim::Returned, &Rule::Told));
    assert!(matches!(piece.details, Some(Details::Return(_))));
    assert_eq!(view.follow_up.and_then(|follow_up| follow_up.next_at), None, "nobody asks whether it was paid");
    Ok(())
}

async fn a_bounce_is_filed_with_the_channels_own_notice(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(payout().notified(text("{}", "application/json").minutes_ago(50))).await?;
    let view = lin.case(number).await?;
    assert_eq!(view.case.matter, Matter::Bounce { returns: vec![] }, "a notice that names no return");
    assert_eq!(view.evidence.iter().map(|piece| piece.kind).collect::<Vec<_>>(), [EvidenceKind::ReturnNotice]);
    Ok(())
}

async fn reported_and_back_are_two_facts(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(payout().returned(returned("RT-1", "1280.00"))).await?;
    core.tell(number, Told::Funds(funds_back("RT-1", "1000.00"))).await?;
    let part = lin.case(number).await?.case.matter;
    assert_eq!(facts(part.returns()), [fact("RT-1", Some("1280.00"), Some("1000.00"))]);
    assert!(!part.returns()[0].is_back());
    // The same line again is the same money.
    core.tell(number, Told::Funds(funds_back("RT-1", "1000.00"))).await?;
    let mut rest = funds_back("RT-1", "280.00");
    rest.reference = "another line".to_owned();
    core.tell(number, Told::Funds(rest)).await?;
    let all = lin.case(number).await?.case.matter;
    assert_eq!(facts(all.returns()), [fact("RT-1", Some("1280.00"), Some("1280.00"))]);
    assert!(all.returns()[0].is_back());
    Ok(())
}

async fn a_person_tells_of_a_return(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(payout().notified(text("{}", "application/json").minutes_ago(50))).await?;
    let recorded = lin.observe(number, seen(Told::Return(returned("RT-7", "1280.00")))).await?;
    assert!(matches!(recorded.evidence.rule, Rule::Observed { .. }), "{:?}", recorded.evidence.rule);
    lin.observe(number, seen(Told::Funds(funds_back("RT-7", "1280.00")))).await?;
    let view = lin.case(number).await?;
    assert_eq!(facts(view.case.matter.returns()), [fact("RT-7", Some("1280.00"), Some("1280.00"))]);
    assert_ne!(view.case.verdict.name(), "paid", "a person's look proves nothing by itself");
    Ok(())
}

async fn parts_come_back_one_by_one(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filing = payout().returned(returned("RT-1", "300.00")).returned(returned("RT-2", "200.00"));
    let number = core.number_of(filing).await?;
    core.tell(number, Told::Return(returned("RT-3", "100.50"))).await?;
    core.tell(number, Told::Funds(funds_back("RT-2", "200.00"))).await?;
    let matter = lin.case(number).await?.case.matter;
    let expected = [
        fact("RT-1", Some("300.00"), None),
        fact("RT-2", Some("200.00"), Some("200.00")),
        fact("RT-3", Some("100.50"), None),
    ];
    assert_eq!(facts(matter.returns()), expected);
    Ok(())
}

async fn a_duplicate_is_filed_with_its_lines(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let mut second = settled("L-2", "1280.00");
    second.attempt = Some("P-again".to_owned());
    let filed = core.file(payout().settled(settled("L-1", "1280.00")).settled(second)).await?;
    assert_eq!(filed.kind, CaseKind::DuplicatePayout);
    let view = lin.case(filed.number).await?;
    assert_eq!((view.case.outlook.priority, view.case.verdict.name()), (Priority::Urgent, "paid"));
    let lines: Vec<_> = view.case.matter.lines().iter().map(|line| (line.reference.as_str(), line.evidence)).collect();
    assert_eq!(lines, [("L-1", 1), ("L-2", 2)]);
    assert_eq!(view.case.matter.lines()[1].attempt, "P-again");
    core.tell(filed.number, Told::Line(settled("L-3", "1280.00"))).await?;
    assert_eq!(lin.case(filed.number).await?.case.matter.lines().len(), 3);
    Ok(())
}

async fn a_bounce_is_linked_to_the_case_of_its_payout(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let unknown = payout().query(wechat("SUCCESS").minutes_ago(100));
    let number = core.number_of(&unknown).await?;
    let reference = format!("{}/back", unknown.order_number());
    let bounce = unknown.clone().filed_as(&reference).returned(returned("RT-1", "1280.00"));
    let bounced = core.number_of(bounce).await?;
    assert_eq!(lin.case(bounced).await?.case.linked_from, Some(number));
    assert_eq!(lin.case(number).await?.linked.iter().map(|linked| linked.number).collect::<Vec<_>>(), [bounced]);
    // A second return under a reference of its own is a case of its own, of the same payout.
    let again = unknown.clone().filed_as(&format!("{reference}/2")).returned(returned("RT-2", "5.00"));
    let again = core.number_of(again).await?;
    assert_eq!(lin.case(again).await?.case.linked_from, Some(number));
    // The same order number of another channel is another payout.
    let other =
        unknown.filed_as(&format!("{reference}/3")).channel("alipay_transfer").returned(returned("RT-3", "5.00"));
    let other = core.number_of(other).await?;
    assert_eq!(lin.case(other).await?.case.linked_from, None);
    Ok(())
}

async fn a_bounce_that_was_filed_takes_what_comes_up_on_the_payout(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let unknown = payout().query(wechat("SUCCESS").minutes_ago(100));
    let number = core.number_of(&unknown).await?;
    lin.claim(number).await?;
    lin.resolve(number, ConfirmPaid).await?;
    let reference = format!("{}/back", unknown.order_number());
    let bounced = core.number_of(unknown.filed_as(&reference).returned(returned("RT-1", "1000.00"))).await?;
    let recorded = core.tell(number, Told::Return(returned("RT-2", "280.00"))).await?;
    assert_eq!(recorded.opened, None, "its bounce is open already");
    let matter = lin.case(bounced).await?.case.matter;
    let expected = [fact("RT-1", Some("1000.00"), None), fact("RT-2", Some("280.00"), None)];
    assert_eq!(facts(matter.returns()), expected);
    Ok(())
}

async fn a_return_told_of_a_closed_case_opens_a_bounce(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(payout().query(wechat("SUCCESS").minutes_ago(100))).await?;
    lin.claim(number).await?;
    lin.resolve(number, ConfirmPaid).await?;
    lin.observe(number, seen(Told::Return(returned("RT-0", "1280.00")))).await?;
    assert_eq!(lin.case(number).await?.linked, [], "what a person saw opens nothing by itself");
    let opened = core.tell(number, Told::Return(returned("RT-1", "1280.00"))).await?.opened.expect("a bounce");
    let bounce = lin.case(opened).await?.case;
    assert_eq!((bounce.kind, bounce.linked_from), (CaseKind::PayoutBounced, Some(number)));
    assert_eq!(facts(bounce.matter.returns()), [fact("RT-1", Some("1280.00"), None)]);
    Ok(())
}

async fn a_kind_lacks_nothing_and_has_nothing_of_another(desk: &Desk) -> Result<()> {
    use FieldCode::{AmountNotText, Conflict, Missing, UnknownField, UnknownValue};
    let core = desk.core().await?;
    let bounce = || payout().returned(returned("RT-1", "1280.00")).json();
    let change = |change: fn(&mut Value)| {
        let mut filing = bounce();
        change(&mut filing);
        filing
    };
    for (filing, field, code) in [
        (change(|filing| filing["kind"] = json!("late_success")), "kind", UnknownValue),
        (change(|filing| filing["returns"] = json!([])), "returns", Missing),
        (change(|filing| filing["kind"] = json!("payout_unknown")), "first_response", Missing),
        (change(|filing| filing["returns"][0]["why"] = json!("x")), "returns[0].why", UnknownField),
        (
            change(|filing| filing["returns"][0]["amount"]["amount"] = json!(1)),
            "returns[0].amount.amount",
            AmountNotText,
        ),
        (
            change(|filing| filing["returns"][0]["amount"]["currency"] = json!("USD")),
            "returns[0].amount.currency",
            Conflict,
        ),
        (change(|filing| filing["kind"] = json!("duplicate_payout")), "settlement_lines", Missing),
    ] {
        let problem = refused(core.file_json(&filing).await, Code::InvalidFields);
        let faults = super::faults(&problem);
        assert!(faults.contains(&(field, code)), "{field}: {faults:?}");
    }
    Ok(())
}

async fn the_same_bounce_filed_by_many_is_one_case(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let filing = payout().returned(returned("RT-1", "1280.00"));
    let filed = join_all((0..12).map(|_| core.file(&filing))).await;
    let mut numbers: Vec<_> =
        filed.into_iter().map(|filed| filed.map(|view| view.number.0)).collect::<Result<_, _>>()?;
    numbers.dedup();
    assert_eq!(numbers.len(), 1);
    Ok(())
}
