//! The same return filed twice: it is corrected once, the other case is left to the one that corrects it, and whatever is told of the
//! return, on whichever case, is known there.

use anyhow::Result;
use shared::api::problem::Code;
use shared::case::CaseNumber;
use shared::correction::{CorrectionKind, OrderNumber, OrderStateName};
use shared::resolution::{Choice, Outcome, Resolution, Unmet};
use tests::payout::{Payout, payout};
use tests::returned::{Told, funds_back, returned};
use tests::{Caller, Desk, on_both_engines, refused};

use super::corrections::state;

on_both_engines! {
    shared:
        what_was_filed_twice_is_left_to_the_case_that_corrects_it,
        funds_told_on_one_case_are_back_for_the_order_of_the_other,
        what_is_left_to_another_takes_its_evidence_along,
        less_is_not_left_to_an_order_that_leaves_the_rest,
        a_case_that_corrected_its_part_is_left_to_the_other,
        a_return_told_by_mistake_is_told_anew_as_nothing;
}

/// The filing of a payout, its return's reference, and the filing under another source reference.
fn twice() -> (Payout, String, Payout) {
    let filing = payout();
    let reference = format!("RT-{}", filing.order_number());
    let again = filing.clone().filed_as(&format!("{reference} once more"));
    (filing, reference, again)
}

async fn unmet(who: &Caller, number: CaseNumber, resolution: Resolution) -> Result<Vec<Unmet>> {
    let choices = who.choices(number).await?;
    Ok(choices.into_iter().find(|choice| choice.resolution == resolution).expect("a choice").unmet)
}

/// An order of that case that was approved and waits for its funds.
async fn approved(desk: &Desk, number: CaseNumber) -> Result<OrderNumber> {
    let lin = desk.lin().await?;
    lin.claim(number).await?;
    let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    lin.propose_order(order).await?;
    desk.wu().await?.approve(number).await?;
    Ok(order)
}

async fn what_was_filed_twice_is_left_to_the_case_that_corrects_it(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filing = payout();
    let reference = format!("RT-{}", filing.order_number());
    let first = core.number_of(filing.clone().returned(returned(&reference, "1280.00"))).await?;
    let again = format!("{reference} once more");
    let second = core.number_of(filing.filed_as(&again).returned(returned(&reference, "1280.00"))).await?;
    lin.claim(second).await?;
    let listed = |choices: Vec<Choice>| choices.iter().any(|choice| choice.resolution == Resolution::HandOver);
    assert!(!listed(lin.choices(second).await?), "nothing corrects it yet");
    lin.claim(first).await?;
    let order = lin.draft(first, CorrectionKind::BounceRefund).await?.order.number;
    let left = Unmet::CorrectedElsewhere { order, case: first };
    for resolution in [Resolution::RaiseCorrection, Resolution::WithdrawNotice] {
        let choices = lin.choices(second).await?;
        let choice = choices.into_iter().find(|choice| choice.resolution == resolution);
        assert_eq!(choice.map(|choice| choice.unmet), Some(vec![left.clone()]), "{resolution:?}");
    }
    refused(lin.draft(second, CorrectionKind::BounceRefund).await, Code::AlreadyCorrected);
    let closed = lin.resolve(second, Resolution::HandOver).await?;
    assert_eq!(closed.case.state.outcome(), Some(Outcome::HandedOver));
    assert_eq!(closed.around.elsewhere.iter().map(|other| other.case).collect::<Vec<_>>(), [first]);
    // A return that the other case knows nothing of opens a case again.
    let other = format!("{reference}-2");
    let opened = core.tell(second, Told::Return(returned(&other, "1.00"))).await?.opened;
    assert!(opened.is_some(), "nothing is lost");
    Ok(())
}

async fn funds_told_on_one_case_are_back_for_the_order_of_the_other(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let (filing, reference, again) = twice();
    let first = core.number_of(filing.returned(returned(&reference, "1280.00"))).await?;
    let second = core.number_of(again.returned(returned(&reference, "1280.00"))).await?;
    let order = approved(desk, first).await?;
    let funds = Told::Funds(funds_back(&reference, "1280.00"));
    core.tell(second, funds.clone()).await?;
    assert_eq!(state(&lin, order).await?, OrderStateName::Sent);
    let known = lin.case(first).await?.evidence.len();
    core.tell(second, funds).await?;
    assert_eq!(lin.case(first).await?.evidence.len(), known, "what is known is not told again");
    Ok(())
}

async fn what_is_left_to_another_takes_its_evidence_along(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let (filing, reference, again) = twice();
    let first = core.number_of(filing.returned(returned(&reference, "1280.00"))).await?;
    let second = core.number_of(again.returned(returned(&reference, "1280.00"))).await?;
    core.tell(second, Told::Funds(funds_back(&reference, "1280.00"))).await?;
    lin.claim(first).await?;
    let order = lin.draft(first, CorrectionKind::BounceRefund).await?.order;
    assert_eq!(order.funds_back_at, None);
    lin.claim(second).await?;
    lin.resolve(second, Resolution::HandOver).await?;
    assert!(lin.order(order.number).await?.order.funds_back_at.is_some());
    lin.withdraw_order(order.number).await?;
    let back = unmet(&lin, first, Resolution::WithdrawNotice).await?;
    assert!(matches!(back.as_slice(), [Unmet::FundsAreBack { .. }]), "{back:?}");
    Ok(())
}

async fn less_is_not_left_to_an_order_that_leaves_the_rest(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let (filing, reference, again) = twice();
    let more = core.number_of(filing.returned(returned(&reference, "600.00"))).await?;
    let less = core.number_of(again.returned(returned(&reference, "400.00"))).await?;
    lin.claim(less).await?;
    lin.draft(less, CorrectionKind::BounceRefund).await?;
    lin.claim(more).await?;
    assert_eq!(unmet(&lin, more, Resolution::HandOver).await?, [Unmet::NotCorrectedElsewhere]);
    // Told as it is, on the case that is wrong about it.
    core.tell(more, Told::Return(returned(&reference, "400.00"))).await?;
    assert_eq!(lin.resolve(more, Resolution::HandOver).await?.case.state.outcome(), Some(Outcome::HandedOver));
    Ok(())
}

async fn a_case_that_corrected_its_part_is_left_to_the_other(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let (filing, reference, again) = twice();
    let other = format!("{reference}-2");
    let first = core.number_of(filing.returned(returned(&reference, "200.00"))).await?;
    let both = again.returned(returned(&other, "300.00"));
    let second = core.number_of(both.returned(returned(&reference, "200.00"))).await?;
    lin.claim(first).await?;
    lin.draft(first, CorrectionKind::BounceRefund).await?;
    core.tell(second, Told::Funds(funds_back(&other, "300.00"))).await?;
    lin.claim(second).await?;
    let fields = serde_json::json!({ "reference": other });
    let order = lin.draft_with(second, CorrectionKind::BounceRefund, fields).await?.order.number;
    lin.propose_order(order).await?;
    desk.wu().await?.approve(second).await?;
    core.posted(order, 1, "V-5").await?;
    assert_eq!(lin.case(second).await?.case.state.outcome(), None, "a return of it is another's");
    lin.claim(second).await?;
    let closed = lin.resolve(second, Resolution::HandOver).await?;
    assert_eq!(closed.case.state.outcome(), Some(Outcome::HandedOver));
    Ok(())
}

async fn a_return_told_by_mistake_is_told_anew_as_nothing(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filing = payout();
    let (reference, mistaken) = (format!("RT-{}", filing.order_number()), format!("TR-{}", filing.order_number()));
    let number = core.number_of(filing.returned(returned(&reference, "1280.00"))).await?;
    core.tell(number, Told::Funds(funds_back(&reference, "1280.00"))).await?;
    core.tell(number, Told::Return(returned(&mistaken, "1280.00"))).await?;
    lin.claim(number).await?;
    let too_much = unmet(&lin, number, Resolution::RaiseCorrection).await?;
    assert!(matches!(too_much.as_slice(), [Unmet::ReturnsExceedPayout { .. }]), "{too_much:?}");
    core.tell(number, Told::Return(returned(&mistaken, "0.00"))).await?;
    let case = lin.case(number).await?.case;
    assert_eq!(case.matter.returns().iter().map(|known| &known.reference).collect::<Vec<_>>(), [&reference]);
    let order = lin.draft(number, CorrectionKind::BounceRefund).await?.order.number;
    lin.propose_order(order).await?;
    desk.wu().await?.approve(number).await?;
    core.posted(order, 1, "V-6").await?;
    assert_eq!(lin.case(number).await?.case.state.outcome(), Some(Outcome::Corrected));
    // Nothing that never was opens no case.
    assert_eq!(core.tell(number, Told::Return(returned(&mistaken, "0.00"))).await?.opened, None);
    let nothing = payout();
    let nothing = nothing.returned(returned("RT-0", "0.00"));
    refused(core.number_of(nothing).await, Code::InvalidFields);
    Ok(())
}
