//! Channels that misbehave: each answer says what it says and no more, and nothing but the channel's own plain word is ever
//! "not paid".

use std::net::TcpListener;

use anyhow::Result;
use chrono::Duration;
use server::channels::follow_up::{Line, Question};
use shared::case::CaseNumber;
use shared::channel::FollowUp;
use shared::evidence::Claim::{NoInformation, NoRecord, NonFinal, ProvesNotPaid, ProvesPaid, Returned};
use shared::evidence::{Claim, EvidenceKind, Fault, Phase, Rule, Verdict};
use shared::money::MoneyText;
use stub_channel::Behaviour;
use tests::payout::payout;
use tests::{Engine, on_both_engines};

use super::stub::{Asking, PATIENCE, asking};
use crate::bench::Bench;

on_both_engines! {
    alone:
        each_misbehaviour_says_what_it_says,
        what_a_channel_takes_back_is_a_contradiction_or_a_return,
        a_channel_that_is_not_there_says_nothing;
}

/// What the answer of a behaviour claims when it is asked first, on WeChat Pay.
fn claimed(behaviour: Behaviour) -> Claim {
    match behaviour {
        Behaviour::Pays | Behaviour::Lies | Behaviour::Gbk | Behaviour::Mistyped => ProvesPaid,
        Behaviour::Fails => ProvesNotPaid,
        Behaviour::PaysLate | Behaviour::StaysProcessing => NonFinal,
        Behaviour::NotFoundThenPaid => NoRecord,
        Behaviour::Unlisted
        | Behaviour::ServerError
        | Behaviour::WebPage
        | Behaviour::Truncated
        | Behaviour::OtherOrder
        | Behaviour::Hangs
        | Behaviour::BreaksOff
        | Behaviour::Drips
        | Behaviour::Huge
        | Behaviour::Empty
        | Behaviour::KeysTwice
        | Behaviour::Redirects
        | Behaviour::Refuses => NoInformation,
    }
}

async fn each_misbehaviour_says_what_it_says(engine: Engine) -> Result<()> {
    let is_endless = |behaviour: &&Behaviour| matches!(behaviour, Behaviour::Hangs | Behaviour::Drips);
    let (endless, ending): (Vec<_>, Vec<_>) = Behaviour::ALL.iter().partition(is_endless);
    // What never ends is waited for in vain, so not for long.
    says_what_it_says(&Asking::on(engine, 5).await?, &endless).await?;
    says_what_it_says(&Asking::on(engine, PATIENCE).await?, &ending).await
}

async fn says_what_it_says(asking: &Asking, behaviours: &[&Behaviour]) -> Result<()> {
    let mut filed = Vec::new();
    for behaviour in behaviours {
        let payout = payout().ending(behaviour.suffix());
        filed.push((**behaviour, asking.bench.file(&payout).await?, payout));
    }
    asking.bench.work().await?;
    for (behaviour, number, payout) in filed {
        let view = asking.bench.case(number).await?;
        assert_eq!(view.evidence.len(), 2, "{behaviour:?}: every call is evidence, once");
        let piece = &view.evidence[1];
        assert_eq!(piece.claim, claimed(behaviour), "{behaviour:?}: {:?}", piece.rule);
        assert_eq!(piece.api.as_deref(), Some("transfer-bill-query"), "{behaviour:?}");
        assert!(piece.transport.latency_ms.is_some());
        let is_not_paid = matches!(view.case.verdict, Verdict::NotPaid { .. });
        assert_eq!(is_not_paid, behaviour == Behaviour::Fails, "{behaviour:?}");
        assert_eq!(asking.stub.asked(payout.order_number()), 1, "{behaviour:?}: nothing is tried again");
        let next_at = view.follow_up.and_then(|follow_up| follow_up.next_at);
        assert!(next_at.is_some_and(|next_at| next_at > view.now), "{behaviour:?}: the schedule goes on");
        let broken = Rule::Unreadable { fault: Fault::TransportError };
        match behaviour {
            Behaviour::Hangs | Behaviour::Refuses => {
                assert_eq!(piece.rule, Rule::NoResponse { phase: Phase::Read }, "{behaviour:?}");
                assert_eq!(piece.kind, EvidenceKind::NoResponse, "{behaviour:?}");
            }
            Behaviour::BreaksOff | Behaviour::Drips => {
                assert_eq!(piece.rule, broken, "{behaviour:?}");
                assert!(piece.size_bytes > 0, "{behaviour:?}: what came is kept");
            }
            Behaviour::Huge => {
                assert_eq!(piece.rule, Rule::Unreadable { fault: Fault::TooLarge });
                assert_eq!(piece.size_bytes, 1 << 20);
            }
            Behaviour::ServerError => assert_eq!(piece.rule, Rule::HttpFailure { status: 500 }),
            Behaviour::Redirects => assert_eq!(piece.transport.http_status, Some(302)),
            Behaviour::OtherOrder => assert!(matches!(piece.rule, Rule::OtherOrder { .. }), "{:?}", piece.rule),
            Behaviour::Unlisted => assert!(matches!(piece.rule, Rule::UnlistedCode { .. }), "{:?}", piece.rule),
            _ => {}
        }
    }
    Ok(())
}

async fn what_a_channel_takes_back_is_a_contradiction_or_a_return(engine: Engine) -> Result<()> {
    let asking = Asking::on(engine, PATIENCE).await?;
    let ends = |channel: &'static str, end: &str| payout().channel(channel).ending(end);
    for (payout, claims) in [
        (ends("wechat_transfer", "-lies"), [ProvesPaid, ProvesNotPaid]),
        (ends("alipay_transfer", "-lies"), [ProvesPaid, Returned]),
        (ends("iso20022", "-lies"), [ProvesPaid, ProvesNotPaid]),
        (ends("unionpay_payout", "-lies"), [ProvesPaid, NonFinal]),
        (ends("wechat_transfer", "-found"), [NoRecord, ProvesPaid]),
        (ends("alipay_transfer", "-found"), [NoRecord, ProvesPaid]),
        (ends("unionpay_payout", "-found"), [NoRecord, ProvesPaid]),
        (ends("unionpay_payout", "-fails"), [NoInformation, NoInformation]),
        (ends("iso20022", "-late"), [NonFinal, NonFinal]),
    ] {
        let number = asking.bench.file(&payout).await?;
        asking.bench.work().await?;
        asking.bench.pass(Duration::hours(6)).await?;
        let view = asking.bench.case(number).await?;
        let said: Vec<Claim> = view.evidence[1..].iter().map(|piece| piece.claim).take(2).collect();
        assert_eq!(said, claims, "{} of {}", payout.order_number(), view.case.facts.channel);
        let is_contradiction = claims == [ProvesPaid, ProvesNotPaid];
        assert_eq!(matches!(view.case.verdict, Verdict::Contradiction { .. }), is_contradiction);
    }
    Ok(())
}

/// An address at which nobody listens.
fn nobody() -> Result<std::net::SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

async fn a_channel_that_is_not_there_says_nothing(engine: Engine) -> Result<()> {
    let bench = Bench::with(engine, asking(nobody()?, PATIENCE)).await?;
    let number = bench.file(&payout()).await?;
    for hours in [0, 6, 6] {
        bench.pass(Duration::hours(hours)).await?;
    }
    let view = bench.case(number).await?;
    assert_eq!(view.evidence.len(), 4, "it is asked again and again");
    for piece in &view.evidence[1..] {
        assert_eq!((piece.kind, piece.claim), (EvidenceKind::NoResponse, NoInformation));
        assert_eq!(piece.rule, Rule::NoResponse { phase: Phase::Connect });
    }
    Ok(())
}

#[tokio::test]
async fn only_origins_that_are_allowed_are_called() -> Result<()> {
    let (stub, address) = super::stub::listening().await?;
    let MoneyText { amount, currency } = MoneyText { amount: "1.00".to_owned(), currency: "CNY".to_owned() };
    let question = Question {
        case: CaseNumber(1001),
        channel: "wechat_transfer".to_owned(),
        api: "transfer-bill-query".to_owned(),
        order_number: "P-1-pays".to_owned(),
        channel_order_number: None,
        sent_at: None,
        amount,
        currency,
    };
    let follow_up = FollowUp {
        url: format!("http://{address}/query"),
        api: question.api.clone(),
        schedule_minutes: vec![1],
        then_every_minutes: 60,
        timeout_seconds: PATIENCE,
    };
    let said =
        Line::to(vec!["https://payments.example.com".parse().expect("an origin")]).ask(&follow_up, &question).await;
    assert_eq!((said.body, said.transport.phase), (None, Some(Phase::Connect)));
    assert_eq!(stub.asked("P-1-pays"), 0);
    let allowed = format!("http://{address}").parse().expect("an origin");
    let said = Line::to(vec![allowed]).ask(&follow_up, &question).await;
    assert_eq!((said.transport.http_status, stub.asked("P-1-pays")), (Some(200), 1));
    Ok(())
}
