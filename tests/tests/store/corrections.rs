//! Correction orders: what goes in comes out, and what the databases refuse by themselves.

use anyhow::Result;
use server::store::{OrderFilter, StoreError};
use shared::actor::Actor;
use shared::case::{CaseNumber, Merchant};
use shared::correction::{
    Acknowledgement, Answer, Cause, CorrectionKind, CorrectionOrder, OrderEvent, OrderEventKind, OrderNumber,
    OrderState, OrderStateName, PayoutBalance, PayoutKey, lines_of,
};
use shared::money::{Currency, Money};
use tests::{Engine, on_both_engines};

use super::{Bench, at, case};

on_both_engines! {
    alone:
        an_order_comes_out_as_it_went_in,
        the_database_keeps_the_cap,
        the_database_keeps_one_live_order_a_return,
        only_what_was_posted_ahead_is_cleared_and_once,
        unbalanced_lines_go_nowhere,
        an_order_takes_no_other_path,
        what_was_proposed_keeps_its_content,
        an_order_ends_when_accounting_says_so,
        history_and_what_accounting_said_stand,
        orders_are_listed_newest_first,
        orders_that_nobody_answered_are_found,
        postings_are_paged_in_their_order;
}

fn cny(minor: i64) -> Money {
    Money::from_minor(minor, Currency::CNY)
}

fn payout() -> PayoutKey {
    PayoutKey { channel: "wechat_transfer".to_owned(), order_number: "P-1".to_owned() }
}

fn refund(reference: &str, returned: i64) -> Cause {
    Cause::BounceRefund {
        return_reference: reference.to_owned(),
        returned: cny(returned),
        return_fee: cny(10),
        return_fee_on_us: cny(4),
        channel_fee_given_back: cny(0),
        payout_fee_given_back: cny(2),
        ahead_of_funds: false,
    }
}

fn order(number: i64, cause: Cause) -> CorrectionOrder {
    CorrectionOrder {
        number: OrderNumber(number),
        case: CaseNumber(1),
        version: 1,
        payout: payout(),
        merchant: Merchant { id: "M-1".to_owned(), name: "北京云杉".to_owned() },
        lines: lines_of(&cause).expect("a cause that adds up"),
        cause,
        revision: 1,
        state: OrderState::Drafted,
        attempts: 0,
        funds_back_at: None,
        replaces: None,
        drafted_by: "lin".to_owned(),
        drafted_at: at(number),
        updated_at: at(number),
    }
}

async fn bench(engine: Engine) -> Result<Bench> {
    let mut bench = Bench::with(engine, &[case(1), case(2)]).await?;
    bench.tx().insert_payout_balance(&PayoutBalance::untouched(payout(), cny(1000))).await?;
    Ok(bench)
}

async fn insert(bench: &mut Bench, order: &CorrectionOrder) -> Result<(), StoreError> {
    bench.tx().insert_correction_order(order).await?;
    bench.tx().insert_correction_lines(order).await
}

/// The next version of an order, written.
async fn put(bench: &mut Bench, order: &mut CorrectionOrder, state: OrderState) -> Result<(), StoreError> {
    let next = CorrectionOrder { version: order.version + 1, state, ..order.clone() };
    bench.tx().update_correction_order(&next).await?;
    *order = next;
    Ok(())
}

fn proposed() -> OrderState {
    OrderState::Proposed { proposal: 1, maker: "lin".to_owned() }
}

async fn send(bench: &mut Bench, order: &mut CorrectionOrder) -> Result<()> {
    put(bench, order, proposed()).await?;
    put(bench, order, OrderState::Approved { at: at(50) }).await?;
    order.attempts = 1;
    Ok(put(bench, order, OrderState::Sent { at: at(60), attempt: 1 }).await?)
}

fn said(answer: Answer, seconds: i64) -> Acknowledgement {
    Acknowledgement { attempt: 1, answer, received_at: at(seconds), received_from: "erp".to_owned() }
}

fn voucher(voucher: &str) -> Answer {
    Answer::Posted { voucher: voucher.to_owned() }
}

async fn post(bench: &mut Bench, order: &mut CorrectionOrder, seconds: i64) -> Result<()> {
    send(bench, order).await?;
    bench.tx().insert_acknowledgement(order.number, &said(voucher("V-1"), seconds)).await?;
    let state = OrderState::Posted { at: at(seconds), attempt: 1, voucher: "V-1".to_owned() };
    Ok(put(bench, order, state).await?)
}

async fn corrected(bench: &mut Bench) -> Result<i64> {
    let balance = bench.tx().payout_balance(&payout()).await?.expect("a balance");
    assert_eq!(bench.tx().payout_balance_for_update(&payout()).await?, Some(balance.clone()));
    Ok(balance.corrected.minor())
}

async fn an_order_comes_out_as_it_went_in(engine: Engine) -> Result<()> {
    let mut bench = bench(engine).await?;
    let mut first = order(1001, refund("R-1", 490));
    insert(&mut bench, &first).await?;
    assert_eq!(bench.tx().correction_order(first.number).await?, Some(first.clone()));
    first.cause = refund("R-1", 300);
    (first.version, first.revision, first.lines) = (2, 2, lines_of(&first.cause)?);
    first.funds_back_at = Some(at(9));
    bench.tx().update_correction_order(&first).await?;
    bench.tx().insert_correction_lines(&first).await?;
    assert_eq!(bench.tx().correction_order_for_update(first.number).await?, Some(first.clone()));
    let stale = bench.tx().update_correction_order(&first).await;
    assert!(matches!(stale, Err(StoreError::BadData { .. })), "the version is that of before: {stale:?}");
    let mut instead = order(1002, refund("R-2", 90));
    instead.replaces = Some(first.number);
    insert(&mut bench, &instead).await?;
    assert_eq!(bench.tx().correction_order(instead.number).await?, Some(instead));
    assert_eq!(bench.tx().correction_order(OrderNumber(9)).await?, None);
    Ok(())
}

async fn the_database_keeps_the_cap(engine: Engine) -> Result<()> {
    let mut bench = bench(engine).await?;
    bench.tx().insert_payout_balance(&PayoutBalance::untouched(payout(), cny(9_999_999))).await?;
    insert(&mut bench, &order(1001, refund("R-1", 590))).await?;
    assert_eq!(corrected(&mut bench).await?, 600);
    let too_much = bench.tx().insert_correction_order(&order(1002, refund("R-2", 391))).await;
    assert!(matches!(too_much, Err(StoreError::Refused(_))), "{too_much:?}");
    let mut second = order(1003, refund("R-2", 390));
    insert(&mut bench, &second).await?;
    assert_eq!(corrected(&mut bench).await?, 1000);
    let grown = CorrectionOrder { version: 2, revision: 2, cause: refund("R-2", 391), ..second.clone() };
    let grown = bench.tx().update_correction_order(&grown).await;
    assert!(matches!(grown, Err(StoreError::Refused(_))), "{grown:?}");
    let withdrawn = OrderState::Withdrawn { at: at(9), by: "lin".to_owned(), reason: "r".to_owned() };
    put(&mut bench, &mut second, withdrawn).await?;
    assert_eq!(corrected(&mut bench).await?, 600, "what is withdrawn makes room");
    let fee = Cause::FeeAdjustment {
        reference: "F-1".to_owned(),
        direction: shared::correction::AdjustmentDirection::Short,
        amount: cny(5000),
    };
    insert(&mut bench, &order(1004, fee)).await?;
    assert_eq!(corrected(&mut bench).await?, 600, "fees do not count");
    Ok(())
}

async fn the_database_keeps_one_live_order_a_return(engine: Engine) -> Result<()> {
    let mut bench = bench(engine).await?;
    let mut first = order(1001, refund("R-1", 90));
    insert(&mut bench, &first).await?;
    let second = bench.tx().insert_correction_order(&order(1002, refund("R-1", 90))).await;
    assert!(matches!(second, Err(StoreError::Conflict(_))), "{second:?}");
    assert_eq!(
        bench.tx().live_order_of_reference("wechat_transfer", (CorrectionKind::BounceRefund, "R-1")).await?,
        Some(first.number)
    );
    assert_eq!(
        bench.tx().live_order_of_reference("unionpay_payout", (CorrectionKind::BounceRefund, "R-1")).await?,
        None
    );
    put(&mut bench, &mut first, proposed()).await?;
    let rejected = OrderState::Rejected { at: at(9), by: "wu".to_owned(), reason: "r".to_owned() };
    put(&mut bench, &mut first, rejected).await?;
    assert_eq!(
        bench.tx().live_order_of_reference("wechat_transfer", (CorrectionKind::BounceRefund, "R-1")).await?,
        None
    );
    insert(&mut bench, &order(1003, refund("R-1", 90))).await?;
    Ok(())
}

async fn only_what_was_posted_ahead_is_cleared_and_once(engine: Engine) -> Result<()> {
    let clears = |credited| Cause::TransitClearing {
        return_reference: "R-1".to_owned(),
        credited: cny(credited),
        came: cny(credited - 20),
    };
    for (ahead, credited, expected) in [(false, 90, false), (true, 80, false), (true, 90, true)] {
        let mut bench = bench(engine).await?;
        let mut cause = refund("R-1", 90);
        if let Cause::BounceRefund { ahead_of_funds, .. } = &mut cause {
            *ahead_of_funds = ahead;
        }
        let mut first = order(1001, cause);
        insert(&mut bench, &first).await?;
        let early = bench.tx().insert_correction_order(&order(1002, clears(credited))).await;
        assert!(matches!(early, Err(StoreError::Refused(_))), "nothing was posted yet: {early:?}");
        post(&mut bench, &mut first, 70).await?;
        let mut clearing = order(1002, clears(credited));
        let cleared = insert(&mut bench, &clearing).await;
        assert_eq!(cleared.is_ok(), expected, "{ahead} {credited}: {cleared:?}");
        if expected {
            let live =
                bench.tx().live_order_of_reference("wechat_transfer", (CorrectionKind::TransitClearing, "R-1")).await?;
            assert_eq!(live, Some(clearing.number));
            let twice = bench.tx().insert_correction_order(&order(1003, clears(90))).await;
            assert!(matches!(twice, Err(StoreError::Conflict(_))), "{twice:?}");
            clearing.cause = clears(80);
            let less = put(&mut bench, &mut clearing, OrderState::Drafted).await;
            assert!(matches!(less, Err(StoreError::Refused(_))), "{less:?}");
        }
    }
    Ok(())
}

async fn unbalanced_lines_go_nowhere(engine: Engine) -> Result<()> {
    let mut bench = bench(engine).await?;
    let mut crooked = order(1001, refund("R-1", 490));
    crooked.lines[0].amount = cny(491);
    insert(&mut bench, &crooked).await?;
    let refused = put(&mut bench, &mut crooked, proposed()).await;
    assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
    let mut empty = order(1002, refund("R-2", 190));
    bench.tx().insert_correction_order(&empty).await?;
    let refused = put(&mut bench, &mut empty, proposed()).await;
    assert!(matches!(refused, Err(StoreError::Refused(_))), "no lines balance nothing: {refused:?}");
    Ok(())
}

async fn an_order_takes_no_other_path(engine: Engine) -> Result<()> {
    let mut bench = bench(engine).await?;
    let mut order = order(1001, refund("R-1", 490));
    insert(&mut bench, &order).await?;
    for state in [OrderState::Approved { at: at(1) }, OrderState::Sent { at: at(1), attempt: 1 }] {
        let refused = put(&mut bench, &mut order, state).await;
        assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
    }
    send(&mut bench, &mut order).await?;
    let withdrawn = OrderState::Withdrawn { at: at(9), by: "lin".to_owned(), reason: "r".to_owned() };
    let refused = put(&mut bench, &mut order, withdrawn).await;
    assert!(matches!(refused, Err(StoreError::Refused(_))), "what was sent is not taken back: {refused:?}");
    Ok(())
}

async fn what_was_proposed_keeps_its_content(engine: Engine) -> Result<()> {
    let mut bench = bench(engine).await?;
    let mut order = order(1001, refund("R-1", 490));
    insert(&mut bench, &order).await?;
    put(&mut bench, &mut order, proposed()).await?;
    let other = CorrectionOrder { cause: refund("R-1", 480), version: order.version + 1, ..order.clone() };
    let refused = bench.tx().update_correction_order(&other).await;
    assert!(matches!(refused, Err(StoreError::Refused(_))), "{refused:?}");
    let mut more = order.clone();
    more.lines.truncate(1);
    more.lines[0].seq = 99;
    let refused = bench.tx().insert_correction_lines(&more).await;
    assert!(matches!(refused, Err(StoreError::Refused(_))), "no further line: {refused:?}");
    Ok(())
}

async fn an_order_ends_when_accounting_says_so(engine: Engine) -> Result<()> {
    let mut bench = bench(engine).await?;
    let mut order = order(1001, refund("R-1", 490));
    insert(&mut bench, &order).await?;
    send(&mut bench, &mut order).await?;
    let posted = OrderState::Posted { at: at(70), attempt: 1, voucher: "V-1".to_owned() };
    let refused = put(&mut bench, &mut order, posted.clone()).await;
    assert!(matches!(refused, Err(StoreError::Refused(_))), "nobody said so: {refused:?}");
    bench.tx().insert_acknowledgement(order.number, &said(voucher("V-1"), 70)).await?;
    put(&mut bench, &mut order, posted).await?;
    let reopened = put(&mut bench, &mut order, OrderState::Drafted).await;
    assert!(matches!(reopened, Err(StoreError::Refused(_))), "{reopened:?}");
    Ok(())
}

async fn history_and_what_accounting_said_stand(engine: Engine) -> Result<()> {
    let mut bench = bench(engine).await?;
    let order = order(1001, refund("R-1", 490));
    insert(&mut bench, &order).await?;
    let event = |seq, kind| OrderEvent {
        seq,
        at: at(seq),
        actor: Actor::User("lin".to_owned()),
        kind,
        revision: 1,
        state: OrderState::Drafted,
    };
    let events = [event(1, OrderEventKind::Drafted), event(2, OrderEventKind::Edited)];
    for event in &events {
        bench.tx().insert_order_event(order.number, event).await?;
    }
    assert_eq!(bench.tx().order_events(order.number).await?, events);
    let twice = bench.tx().insert_order_event(order.number, &events[1]).await;
    assert!(matches!(twice, Err(StoreError::Conflict(_))), "{twice:?}");
    let failed = said(Answer::Failed { reason: "余额不足".to_owned() }, 70);
    let posted = Acknowledgement { attempt: 2, ..said(voucher("V-2"), 80) };
    for said in [&failed, &posted] {
        bench.tx().insert_acknowledgement(order.number, said).await?;
    }
    let twice = bench.tx().insert_acknowledgement(order.number, &said(voucher("V-3"), 90)).await;
    assert!(matches!(twice, Err(StoreError::Conflict(_))), "{twice:?}");
    let third = Acknowledgement { attempt: 3, ..said(voucher("V-3"), 90) };
    let third = bench.tx().insert_acknowledgement(order.number, &third).await;
    assert!(matches!(third, Err(StoreError::Conflict(_))), "an order is posted once: {third:?}");
    assert_eq!(bench.tx().acknowledgements(order.number).await?, [failed, posted]);
    Ok(())
}

async fn orders_are_listed_newest_first(engine: Engine) -> Result<()> {
    let mut bench = bench(engine).await?;
    for number in 1001..1005 {
        insert(&mut bench, &order(number, refund(&format!("R-{number}"), 90))).await?;
    }
    let of_case_2 = CorrectionOrder { case: CaseNumber(2), ..order(1005, refund("R-5", 90)) };
    insert(&mut bench, &of_case_2).await?;
    let mut proposed_order = order(1001, refund("R-1001", 90));
    put(&mut bench, &mut proposed_order, proposed()).await?;
    let all = OrderFilter::default();
    let drafts = OrderFilter { states: vec![OrderStateName::Drafted], ..all.clone() };
    let write_offs = OrderFilter { kinds: vec![CorrectionKind::WriteOff], ..all.clone() };
    let of_merchant = |id: &str| OrderFilter { merchant: Some(id.to_owned()), ..OrderFilter::default() };
    let of_channel = OrderFilter { channel: Some("iso20022".to_owned()), ..all.clone() };
    for (filter, after, expected) in [
        (&all, None, vec![1005, 1004, 1003, 1002, 1001]),
        (&all, Some(OrderNumber(1003)), vec![1002, 1001]),
        (&drafts, Some(OrderNumber(1003)), vec![1002]),
        (&OrderFilter { case: Some(CaseNumber(2)), ..all.clone() }, None, vec![1005]),
        (&write_offs, None, vec![]),
        (&of_merchant("M-1"), Some(OrderNumber(1002)), vec![1001]),
        (&of_merchant("M-2"), None, vec![]),
        (&of_channel, None, vec![]),
    ] {
        let found = bench.tx().correction_orders(filter, after, 10).await?;
        let numbers: Vec<i64> = found.iter().map(|order| order.number.0).collect();
        assert_eq!(numbers, expected, "{filter:?} {after:?}");
        assert!(found.iter().all(|order| order.lines.len() == 6), "each with its lines");
    }
    assert_eq!(bench.tx().correction_orders(&all, None, 2).await?.len(), 2);
    assert_eq!(bench.tx().count_correction_orders(&drafts).await?, 4);
    Ok(())
}

async fn orders_that_nobody_answered_are_found(engine: Engine) -> Result<()> {
    let mut bench = bench(engine).await?;
    for number in [1001, 1002] {
        let mut order = order(number, refund(&format!("R-{number}"), 90));
        insert(&mut bench, &order).await?;
        order.updated_at = at(60 + number);
        send(&mut bench, &mut order).await?;
    }
    insert(&mut bench, &order(1003, refund("R-3", 90))).await?;
    let found = bench.tx().orders_sent_before(at(60 + 1002), 10).await?;
    assert_eq!(found, [(OrderNumber(1001), CaseNumber(1))]);
    assert_eq!(bench.tx().orders_sent_before(at(9999), 1).await?.len(), 1);
    Ok(())
}

async fn postings_are_paged_in_their_order(engine: Engine) -> Result<()> {
    let mut bench = bench(engine).await?;
    for (number, seconds) in [(1001, 300), (1002, 200), (1003, 200), (1004, 400)] {
        let mut order = order(number, refund(&format!("R-{number}"), 90));
        insert(&mut bench, &order).await?;
        post(&mut bench, &mut order, seconds).await?;
    }
    let numbers = |found: &[server::store::PostedOrder]| found.iter().map(|it| it.order.number.0).collect::<Vec<_>>();
    let first = bench.tx().posted_orders(at(200), at(400), None, 2).await?;
    assert_eq!(numbers(&first), [1002, 1003], "from is taken, to is not");
    assert_eq!((first[0].posted_at, first[0].voucher.as_str(), first[0].order.lines.len()), (at(200), "V-1", 6));
    let rest = bench.tx().posted_orders(at(200), at(400), Some((at(200), OrderNumber(1003))), 2).await?;
    assert_eq!(numbers(&rest), [1001]);
    Ok(())
}
