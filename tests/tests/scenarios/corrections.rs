//! Correction orders from the draft to accounting's voucher, and everything that may come between.

use anyhow::Result;
use futures::future::join_all;
use serde_json::json;
use shared::api::notices::Notice;
use shared::api::problem::Code;
use shared::case::{CaseNumber, Priority, Standing};
use shared::correction::{Account, CorrectionKind, OrderNumber, OrderStateName, Side};
use shared::resolution::Outcome;
use tests::payout::payout;
use tests::returned::{Told, funds_back, returned};
use tests::{Caller, Desk, on_both_engines, refused};

on_both_engines! {
    shared:
        a_bounce_ends_when_accounting_has_posted_its_refund,
        a_refund_is_sent_only_when_the_funds_are_back,
        ahead_of_the_funds_two_approve,
        the_maker_never_approves_an_order,
        new_evidence_makes_a_proposed_order_a_draft_again,
        an_approval_binds_to_the_lines_that_were_seen,
        nobody_proposes_over_what_they_have_not_seen,
        twenty_who_refund_the_same_return_make_one_order,
        corrections_never_add_up_to_more_than_the_payout,
        several_returns_are_corrected_one_by_one,
        accounting_says_it_late_twice_and_once_more,
        a_rejected_order_frees_its_return,
        an_edit_is_taken_within_the_rules,
        who_made_it_never_checks_it_under_another_role,
        evidence_and_an_approval_at_once_have_one_order;
}

/// A bounce that Lin has, all of it reported; its return bears the payout's number.
async fn bounced(desk: &Desk) -> Result<(Caller, CaseNumber, String)> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filing = payout();
    let reference = format!("RT-{}", filing.order_number());
    let number = core.number_of(filing.returned(returned(&reference, "1280.00"))).await?;
    lin.claim(number).await?;
    Ok((lin, number, reference))
}

/// The same with its funds back.
async fn bounced_and_back(desk: &Desk) -> Result<(Caller, CaseNumber)> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filing = payout();
    let reference = format!("RT-{}", filing.order_number());
    let number = core.number_of(filing.returned(returned(&reference, "1280.00"))).await?;
    core.tell(number, Told::Funds(funds_back(&reference, "1280.00"))).await?;
    lin.claim(number).await?;
    Ok((lin, number))
}

pub(super) async fn state(who: &Caller, number: OrderNumber) -> Result<OrderStateName> {
    Ok(who.order(number).await?.order.state.name())
}

async fn a_bounce_ends_when_accounting_has_posted_its_refund(desk: &Desk) -> Result<()> {
    let (core, wu) = (desk.core().await?, desk.wu().await?);
    let (lin, number) = bounced_and_back(desk).await?;
    let draft = lin.draft(number, CorrectionKind::BounceRefund).await?;
    let order = draft.order.number;
    let lines: Vec<_> = draft.order.lines.iter().map(|line| (line.side, line.account, line.amount.minor())).collect();
    let expected = [(Side::Debit, Account::ChannelFunds, 128_000), (Side::Credit, Account::MerchantPayable, 128_000)];
    assert_eq!(lines, expected);
    assert_eq!((draft.approvals.required, draft.balance.corrected.minor()), (1, 128_000));
    lin.propose_order(order).await?;
    assert_eq!(lin.case(number).await?.case.state.standing(draft.now), Standing::Proposed);
    wu.approve(number).await?;
    let sent = core.order(order).await?;
    assert_eq!((sent.order.state.name(), sent.order.attempts), (OrderStateName::Sent, 1));
    assert_eq!(sent.approved_by, ["wu"]);
    let waiting = lin.case(number).await?;
    assert_eq!(waiting.case.state.standing(waiting.now), Standing::Waiting, "approved is not done");

    let to_post = core.orders(&[("state", "sent"), ("case", &number.to_string())]).await?;
    assert_eq!(to_post.items.iter().map(|order| order.number).collect::<Vec<_>>(), [order]);
    core.posted(order, 1, "V-77").await?;
    let closed = lin.case(number).await?.case.state;
    assert_eq!(closed.outcome(), Some(Outcome::Corrected));
    let events: Vec<&str> = core.order(order).await?.events.iter().map(|event| event.kind.name()).collect();
    assert_eq!(events, ["drafted", "proposed", "approved", "sent", "posted"]);
    let actions = super::actions(&lin.trail(number).await?)?;
    assert!(actions.contains(&shared::audit::Action::CorrectionPosted), "{actions:?}");
    Ok(())
}

async fn a_refund_is_sent_only_when_the_funds_are_back(desk: &Desk) -> Result<()> {
    let (core, wu) = (desk.core().await?, desk.wu().await?);
    let (lin, number, reference) = bounced(desk).await?;
    let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    lin.propose_order(order).await?;
    wu.approve(number).await?;
    assert_eq!(state(&lin, order).await?, OrderStateName::Approved);
    refused(core.posted(order, 1, "V-1").await, Code::AcknowledgementContradicts);
    core.tell(number, Told::Funds(funds_back(&reference, "1280.00"))).await?;
    assert_eq!(state(&lin, order).await?, OrderStateName::Sent);
    let waiting = lin.case(number).await?;
    assert_eq!(
        waiting.case.state.standing(waiting.now),
        Standing::Waiting,
        "for accounting, and nobody has to do anything"
    );
    core.posted(order, 1, "V-1").await?;
    assert_eq!(lin.case(number).await?.case.state.outcome(), Some(Outcome::Corrected));
    Ok(())
}

async fn ahead_of_the_funds_two_approve(desk: &Desk) -> Result<()> {
    let (wu, zhao) = (desk.wu().await?, desk.zhao().await?);
    let (lin, number, _) = bounced(desk).await?;
    let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    let ahead = lin.edit_order(order, json!({ "ahead_of_funds": true })).await?;
    assert_eq!((ahead.approvals.required, ahead.order.lines[0].account), (2, Account::PayoutInTransit));
    lin.propose_order(order).await?;
    wu.approve(number).await?;
    assert_eq!(state(&lin, order).await?, OrderStateName::Proposed);
    zhao.approve(number).await?;
    assert_eq!(state(&lin, order).await?, OrderStateName::Sent);
    Ok(())
}

async fn the_maker_never_approves_an_order(desk: &Desk) -> Result<()> {
    let (core, wu) = (desk.core().await?, desk.wu().await?);
    let filing = payout();
    let reference = format!("RT-{}", filing.order_number());
    let number = core.number_of(filing.returned(returned(&reference, "1280.00"))).await?;
    wu.claim(number).await?;
    let order = wu.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    wu.propose_order(order).await?;
    refused(wu.approve(number).await, Code::MakerMayNotCheck);
    Ok(())
}

async fn new_evidence_makes_a_proposed_order_a_draft_again(desk: &Desk) -> Result<()> {
    let (core, wu) = (desk.core().await?, desk.wu().await?);
    let (lin, number, reference) = bounced(desk).await?;
    let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    lin.propose_order(order).await?;
    let seen = wu.newest_proposal(number).await?;
    core.tell(number, Told::Funds(funds_back(&reference, "1280.00"))).await?;
    refused(wu.approve_seen(number, seen.seq, seen.binds_to).await, Code::ProposalNotOpen);
    let voided = lin.order(order).await?;
    assert_eq!(voided.order.state.name(), OrderStateName::Drafted);
    assert!(voided.order.funds_back_at.is_some());
    lin.propose_order(order).await?;
    wu.approve(number).await?;
    assert_eq!(state(&lin, order).await?, OrderStateName::Sent);
    Ok(())
}

async fn an_approval_binds_to_the_lines_that_were_seen(desk: &Desk) -> Result<()> {
    let wu = desk.wu().await?;
    let (lin, number, _) = bounced(desk).await?;
    let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    lin.propose_order(order).await?;
    let seen = wu.newest_proposal(number).await?;
    assert_eq!(seen.correction, Some(order));
    refused(lin.edit_order(order, json!({ "ahead_of_funds": true })).await, Code::ProposalOpen);
    lin.withdraw(number, "another split").await?;
    assert_eq!(state(&lin, order).await?, OrderStateName::Drafted);
    lin.edit_order(order, json!({ "payout_fee_given_back": { "amount": "2.00", "currency": "CNY" } })).await?;
    lin.propose_order(order).await?;
    refused(wu.approve_seen(number, seen.seq + 1, seen.binds_to).await, Code::EvidenceChanged);
    wu.approve(number).await?;
    Ok(())
}

async fn nobody_proposes_over_what_they_have_not_seen(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let (lin, number, reference) = bounced(desk).await?;
    let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order;
    let seen = lin.case(number).await?.case.version;
    core.tell(number, Told::Funds(funds_back(&reference, "1280.00"))).await?;
    let path = format!("/correction-orders/{}/proposal", order.number);
    let version = lin.order(order.number).await?.order.version;
    let propose = |case| json!({ "version": version, "case_version": case, "reason": "as I saw it" });
    refused(lin.post::<serde_json::Value>(&path, &propose(seen)).await, Code::CaseChanged);
    assert_eq!(state(&lin, order.number).await?, OrderStateName::Drafted);
    let now = lin.case(number).await?.case.version;
    lin.post::<serde_json::Value>(&path, &propose(now)).await?;
    Ok(())
}

async fn twenty_who_refund_the_same_return_make_one_order(desk: &Desk) -> Result<()> {
    let (lin, number, _) = bounced(desk).await?;
    let version = lin.case(number).await?.case.version;
    let request = json!({ "version": version, "kind": "bounce_refund" });
    let path = format!("/exceptions/{number}/correction-orders");
    let answers = join_all((0..20).map(|_| lin.post::<serde_json::Value>(&path, &request))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    for answer in answers.into_iter().filter(Result::is_err) {
        refused(answer, Code::CaseChanged);
    }
    // Each after the other, as they saw the case last, they are told which order it is.
    refused(lin.draft(number, CorrectionKind::BounceRefund).await, Code::AlreadyCorrected);
    let orders = lin.orders(&[("case", &number.to_string())]).await?.items;
    assert_eq!(orders.len(), 1);

    // The same return under two cases is one return.
    let filing = payout();
    let reference = format!("RT-{}", filing.order_number());
    let core = desk.core().await?;
    let mut cases = Vec::new();
    for place in 0..10 {
        let again = filing.clone().filed_as(&format!("{reference}/{place}")).returned(returned(&reference, "1280.00"));
        let case = core.number_of(again).await?;
        lin.claim(case).await?;
        cases.push(case);
    }
    let drafts = join_all(cases.iter().map(|case| lin.draft(*case, CorrectionKind::BounceRefund))).await;
    assert_eq!(drafts.iter().filter(|draft| draft.is_ok()).count(), 1);
    for draft in drafts.into_iter().filter(Result::is_err) {
        refused(draft, Code::AlreadyCorrected);
    }
    Ok(())
}

async fn corrections_never_add_up_to_more_than_the_payout(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filing = payout();
    let reference = |part: u32| format!("RT-{}-{part}", filing.order_number());
    let parts = (0..12).fold(filing.clone(), |filing, part| filing.returned(returned(&reference(part), "200.00")));
    let number = core.number_of(parts).await?;
    lin.claim(number).await?;
    let mut drafted = 0;
    for part in 0..12 {
        let fields = json!({ "reference": reference(part) });
        match lin.draft_with(number, CorrectionKind::BounceRefund, fields).await {
            Ok(_) => drafted += 1,
            refusal => {
                refused(refusal, Code::AbovePayout);
            }
        }
    }
    assert_eq!(drafted, 6, "1280.00 holds six times 200.00");
    let rest = json!({ "reference": reference(11), "amount": { "amount": "80.00", "currency": "CNY" } });
    let rest = lin.draft_with(number, CorrectionKind::BounceRefund, rest).await?;
    assert_eq!(rest.balance.room().minor(), 0);
    let more = json!({ "amount": { "amount": "80.01", "currency": "CNY" } });
    refused(lin.edit_order(rest.order.number, more).await, Code::AbovePayout);
    Ok(())
}

async fn several_returns_are_corrected_one_by_one(desk: &Desk) -> Result<()> {
    let (core, wu) = (desk.core().await?, desk.wu().await?);
    let (lin, filing) = (desk.lin().await?, payout());
    let reference = |part: u32| format!("RT-{}-{part}", filing.order_number());
    let parts = filing.clone().returned(returned(&reference(1), "300.00")).returned(returned(&reference(2), "200.00"));
    let number = core.number_of(parts).await?;
    for part in [1, 2] {
        let amount = if part == 1 { "300.00" } else { "200.00" };
        core.tell(number, Told::Funds(funds_back(&reference(part), amount))).await?;
    }
    for part in [1, 2] {
        lin.claim(number).await?;
        refused(lin.draft(number, CorrectionKind::BounceRefund).await, Code::CorrectionRefused);
        let fields = json!({ "reference": reference(part) });
        let order = lin.draft_with(number, CorrectionKind::BounceRefund, fields).await?.order.number;
        lin.propose_order(order).await?;
        wu.approve(number).await?;
        core.posted(order, 1, &format!("V-{part}")).await?;
        let expected = (part == 2).then_some(Outcome::Corrected);
        assert_eq!(lin.case(number).await?.case.state.outcome(), expected, "part {part}");
    }
    Ok(())
}

async fn accounting_says_it_late_twice_and_once_more(desk: &Desk) -> Result<()> {
    let (core, wu) = (desk.core().await?, desk.wu().await?);
    let (lin, number) = bounced_and_back(desk).await?;
    let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    lin.propose_order(order).await?;
    wu.approve(number).await?;
    refused(core.posted(order, 2, "V-1").await, Code::AcknowledgementContradicts);
    refused(lin.posted(order, 1, "V-1").await, Code::Forbidden);
    let answers = join_all((0..8).map(|_| core.failed(order, 1, "the period is closed"))).await;
    let first = answers.into_iter().collect::<Result<Vec<_>, _>>()?;
    assert!(first.iter().all(|answer| *answer == first[0]), "{first:?}");
    let back = lin.case(number).await?;
    assert_eq!(back.case.state.standing(back.now), Standing::Open);
    assert_eq!(back.case.outlook.priority, Priority::Urgent);
    let told = lin.notices_of(number).await?;
    assert!(told.contains(&Notice::OrderFailed { order, reason: "the period is closed".to_owned() }), "{told:?}");
    refused(core.posted(order, 1, "V-1").await, Code::AcknowledgementContradicts);

    lin.claim(number).await?;
    lin.propose_order(order).await?;
    wu.approve(number).await?;
    assert_eq!(
        core.failed(order, 1, "the period is closed").await?,
        first[0],
        "what is late says nothing of the second"
    );
    let posted = core.posted(order, 2, "V-9").await?;
    assert_eq!(core.posted(order, 2, "V-9").await?, posted);
    refused(core.posted(order, 2, "V-10").await, Code::AcknowledgementContradicts);
    refused(core.failed(order, 2, "no").await, Code::AcknowledgementContradicts);
    assert_eq!(lin.case(number).await?.case.state.outcome(), Some(Outcome::Corrected));
    Ok(())
}

async fn a_rejected_order_frees_its_return(desk: &Desk) -> Result<()> {
    let wu = desk.wu().await?;
    let (lin, number, _) = bounced(desk).await?;
    let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    lin.propose_order(order).await?;
    wu.reject(number, "who bears the fee?").await?;
    assert_eq!(state(&lin, order).await?, OrderStateName::Rejected);
    refused(lin.propose_order(order).await, Code::OrderState);
    let second = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    lin.withdraw_order(second).await?;
    let third = lin.draft(number, CorrectionKind::BounceRefund).await?;
    assert_eq!(third.balance.corrected.minor(), 128_000);
    Ok(())
}

async fn an_edit_is_taken_within_the_rules(desk: &Desk) -> Result<()> {
    let (lin, number, _) = bounced(desk).await?;
    let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    let cny = |amount: &str| json!({ "amount": amount, "currency": "CNY" });
    let split = json!({ "amount": cny("1270.00"), "return_fee": cny("10.00"), "return_fee_on_us": cny("4.00") });
    let edited = lin.edit_order(order, split).await?;
    assert_eq!((edited.order.revision, edited.order.lines.len()), (2, 4));
    for (changes, code) in [
        (json!({}), Code::CorrectionRefused),
        (json!({ "from_balance": cny("1.00") }), Code::CorrectionRefused),
        (json!({ "return_fee_on_us": cny("10.01") }), Code::CorrectionRefused),
        (json!({ "amount": cny("1270.01") }), Code::AbovePayout),
        (json!({ "reference": "RT-other" }), Code::InvalidFields),
    ] {
        refused(lin.edit_order(order, changes).await, code);
    }
    let mei = desk.mei().await?;
    refused(mei.edit_order(order, json!({ "ahead_of_funds": true })).await, Code::CaseHeld);
    Ok(())
}

async fn who_made_it_never_checks_it_under_another_role(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let both =
        desk.holdfast.person(&format!("both-{}", payout().order_number().to_lowercase()), "operator,supervisor")?;
    let maker = Caller::signed_in(&desk.holdfast.url(""), &both).await?;
    let filing = payout();
    let reference = format!("RT-{}", filing.order_number());
    let number = core.number_of(filing.returned(returned(&reference, "1280.00"))).await?;
    maker.claim(number).await?;
    let order = maker.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    maker.propose_order(order).await?;
    refused(maker.approve(number).await, Code::MakerMayNotCheck);
    // Signing in anew makes nobody else of them.
    let again = Caller::signed_in(&desk.holdfast.url(""), &both).await?;
    refused(again.approve(number).await, Code::MakerMayNotCheck);
    assert_eq!(state(&maker, order).await?, OrderStateName::Proposed);
    Ok(())
}

/// Either the approval came first and the order is sent, or the evidence did and it is a draft again; never both.
async fn evidence_and_an_approval_at_once_have_one_order(desk: &Desk) -> Result<()> {
    let (core, wu) = (desk.core().await?, desk.wu().await?);
    for round in 0..5 {
        let (lin, number) = bounced_and_back(desk).await?;
        let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
        lin.propose_order(order).await?;
        let seen = wu.newest_proposal(number).await?;
        let told = Told::Return(returned(&format!("RT-{number}-2"), "1.00"));
        let (approved, told) = tokio::join!(wu.approve_seen(number, seen.seq, seen.binds_to), core.tell(number, told));
        told?;
        let expected = if approved.is_ok() { OrderStateName::Sent } else { OrderStateName::Drafted };
        assert_eq!(state(&lin, order).await?, expected, "round {round}");
    }
    Ok(())
}
