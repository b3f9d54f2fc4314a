//! Evidence: added at any time, kept byte for byte, read by the channel's dictionary and by nothing else.

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use shared::api::exceptions::RecordedView;
use shared::api::problem::{Code, FieldCode};
use shared::audit::Action;
use shared::digest::Digest;
use shared::evidence::{Claim, EvidenceKind, Fault, Phase, Rule, Shown, UnknownReason, Verdict};
use shared::resolution::Outcome::ConfirmedPaid;
use shared::resolution::Resolution::ConfirmPaid;
use tests::payout::{minutes_ago, now, payout};
use tests::response::{bytes, nothing, portal, text, wechat, wechat_error};
use tests::{Desk, on_both_engines, refused};

on_both_engines! {
    shared:
        a_follow_up_query_turns_the_verdict,
        the_same_evidence_under_the_same_key_is_recorded_once,
        evidence_is_taken_on_a_closed_case,
        no_record_is_never_a_failure,
        an_error_of_a_query_says_nothing_about_the_payout,
        an_answer_about_another_order_says_nothing,
        an_answer_that_was_found_faulty_says_nothing,
        raw_bodies_come_back_byte_for_byte,
        a_return_notice_is_a_return,
        a_wait_ends_when_the_verdict_changes,
        bad_evidence_is_refused_whole;
}

async fn a_follow_up_query_turns_the_verdict(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let number = core.number_of(payout()).await?;
    let first = core.add_query(number, wechat("PROCESSING").minutes_ago(60)).await?;
    assert_eq!(first.verdict, Verdict::Unknown { reason: UnknownReason::StillProcessing { evidence: 2 } });
    let second = core.add_query(number, wechat("SUCCESS")).await?;
    assert_eq!((second.evidence.seq, second.opened), (3, None));
    assert_eq!(second.verdict, Verdict::Paid { decided_by: vec![3] });
    let view = core.case(number).await?;
    assert_eq!((view.case.version, view.case.verdict), (3, second.verdict));
    let changes: Vec<Action> = super::actions(&core.trail(number).await?)?;
    use Action::{CaseFiled, EvidenceRecorded, VerdictChanged};
    assert_eq!(changes, [CaseFiled, EvidenceRecorded, VerdictChanged, EvidenceRecorded, VerdictChanged]);
    Ok(())
}

async fn the_same_evidence_under_the_same_key_is_recorded_once(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let filing = payout();
    let number = core.number_of(&filing).await?;
    let keyed = core.clone().with("idempotency-key", &format!("evidence-{}", filing.order_number()));
    let answer = wechat("PROCESSING");
    let answers = futures::future::join_all((0..8).map(|_| keyed.add_query(number, answer.clone()))).await;
    let views = answers.into_iter().collect::<Result<Vec<RecordedView>, _>>()?;
    assert!(views.windows(2).all(|pair| pair[0] == pair[1]), "{views:?}");
    assert_eq!(core.case(number).await?.evidence.len(), 2);
    refused(keyed.add_query(number, wechat("SUCCESS")).await, Code::IdempotencyKeyReused);
    Ok(())
}

async fn evidence_is_taken_on_a_closed_case(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(payout().query(wechat("SUCCESS").minutes_ago(100))).await?;
    lin.claim(number).await?;
    let closed = lin.resolve(number, ConfirmPaid).await?;
    let recorded = core.add_query(number, wechat("SUCCESS")).await?;
    assert_eq!((recorded.evidence.seq, recorded.opened), (3, None), "it says the same");
    let seen = lin.observe(number, portal(Shown::Paid)).await?;
    assert_eq!(seen.evidence.seq, 4);
    let view = lin.case(number).await?;
    assert_eq!((view.case.state.outcome(), view.evidence.len()), (Some(ConfirmedPaid), 4));
    assert_eq!(view.case.state, closed.case.state);
    Ok(())
}

/// "Order does not exist" is no failure, however often the channel says so.
async fn no_record_is_never_a_failure(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let number = core.number_of(payout().sent_minutes_ago(60 * 24 * 40)).await?;
    for _ in 0..5 {
        let recorded = core.add_query(number, wechat_error(404, "NOT_FOUND")).await?;
        assert_eq!(recorded.evidence.claim, Claim::NoRecord);
        let is_unknown = matches!(recorded.verdict, Verdict::Unknown { reason: UnknownReason::NoRecord { .. } });
        assert!(is_unknown, "{:?}", recorded.verdict);
    }
    Ok(())
}

/// A bug that real systems have: a query's error taken as the payout's failure.
async fn an_error_of_a_query_says_nothing_about_the_payout(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let number = core.number_of(payout()).await?;
    let errors = [
        wechat_error(500, "SYSTEM_ERROR"),
        wechat_error(429, "FREQUENCY_LIMITED"),
        wechat_error(403, "NOT_ENOUGH"),
        wechat("FAIL").status(500),
        wechat("FAIL").api("transfer-bill"),
        nothing(Phase::Connect),
        text("<html>502 Bad Gateway</html>", "text/html").status(502),
    ];
    for error in errors {
        let recorded = core.add_query(number, error).await?;
        assert_eq!(recorded.evidence.claim, Claim::NoInformation, "{:?}", recorded.evidence);
        assert_eq!(recorded.verdict, Verdict::Unknown { reason: UnknownReason::NothingKnown });
    }
    Ok(())
}

async fn an_answer_about_another_order_says_nothing(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let filing = payout();
    let number = core.number_of(&filing).await?;
    let of = |order: &str| text(&format!(r#"{{"out_bill_no":"{order}","state":"FAIL"}}"#), "application/json");
    let recorded = core.add_query(number, of("SOMEONE-ELSES").status(200)).await?;
    assert_eq!(recorded.evidence.claim, Claim::NoInformation);
    assert!(matches!(recorded.evidence.rule, Rule::OtherOrder { .. }), "{:?}", recorded.evidence.rule);
    let recorded = core.add_query(number, of(filing.order_number()).status(200)).await?;
    assert_eq!(recorded.verdict, Verdict::NotPaid { decided_by: vec![3] });
    let recorded = core.add_query(number, nothing(Phase::Read).of_attempt("P-AGAIN")).await?;
    let reason = UnknownReason::AttemptUnproven { attempt: "P-AGAIN".to_owned() };
    assert_eq!(recorded.verdict, Verdict::Unknown { reason }, "another attempt may have been paid");
    Ok(())
}

async fn an_answer_that_was_found_faulty_says_nothing(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let number = core.number_of(payout()).await?;
    for fault in [Fault::BadSignature, Fault::TransportError, Fault::ParseError] {
        let recorded = core.add_query(number, wechat("SUCCESS").fault(fault)).await?;
        assert_eq!(recorded.evidence.rule, Rule::Unreadable { fault });
        assert_eq!(recorded.verdict, Verdict::Unknown { reason: UnknownReason::NothingKnown }, "{fault:?}");
    }
    Ok(())
}

async fn raw_bodies_come_back_byte_for_byte(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let every_byte: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let with_a_mark = "\u{feff}{\"state\" : \"PROCESSING\"}\r\n ".as_bytes().to_vec();
    let filing =
        payout().first_response(bytes(&every_byte, "application/octet-stream")).query(bytes(b"", "text/plain"));
    let number = core.number_of(filing.query(bytes(&with_a_mark, "application/json"))).await?;
    let pieces = core.evidence(number).await?.items;
    for (piece, expected) in pieces.iter().zip([every_byte, vec![], with_a_mark]) {
        let body = BASE64_STANDARD.decode(piece.body_base64.as_ref().context("a body")?)?;
        assert!(body == expected, "piece {}", piece.evidence.seq);
        assert_eq!(piece.evidence.sha256, Digest::of(&expected));
        assert_eq!(piece.evidence.size_bytes, i64::try_from(expected.len())?);
    }
    assert_eq!(pieces[0].body_text, None, "it is no text");
    let silent = core.add_query(number, nothing(Phase::Send)).await?.evidence;
    assert_eq!(core.evidence_piece(number, silent.seq).await?.body_base64, None, "nothing is not an empty body");
    refused(core.evidence_piece(number, 99).await, Code::NotFound);
    Ok(())
}

async fn a_return_notice_is_a_return(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let filing = payout().channel("iso20022");
    let notice = format!(
        "<Document><PmtRtr><TxInf><OrgnlEndToEndId>{}</OrgnlEndToEndId><RtrRsnInf><Rsn><Cd>AC04</Cd></Rsn></RtrRsnInf>\
         </TxInf></PmtRtr></Document>",
        filing.order_number()
    );
    let number = core.number_of(filing).await?;
    let recorded = core.add_notice(number, text(&notice, "application/xml")).await?;
    assert_eq!((recorded.evidence.kind, recorded.evidence.claim), (EvidenceKind::ReturnNotice, Claim::Returned));
    assert_eq!(recorded.verdict, Verdict::Paid { decided_by: vec![2] }, "what came back had been paid");
    refused(core.add_notice(number, nothing(Phase::Read)).await, Code::InvalidFields);
    Ok(())
}

async fn a_wait_ends_when_the_verdict_changes(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(payout().query(wechat("PROCESSING").minutes_ago(90))).await?;
    lin.claim(number).await?;
    lin.wait(number, now() + chrono::Duration::hours(2)).await?;
    core.add_query(number, nothing(Phase::Read)).await?;
    let view = lin.case(number).await?;
    assert_eq!(view.case.state.stored_name(), "waiting", "it says nothing new");
    core.add_query(number, wechat("SUCCESS")).await?;
    let view = lin.case(number).await?;
    assert_eq!(view.case.state.stored_name(), "open");
    assert!(super::actions(&lin.trail(number).await?)?.contains(&Action::CaseWaitEnded));
    Ok(())
}

async fn bad_evidence_is_refused_whole(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let number = core.number_of(payout()).await?;
    let future = now() + chrono::Duration::hours(1);
    for (answer, field, code) in [
        (wechat("FAIL").at(future), "response.received_at", FieldCode::InTheFuture),
        (wechat("FAIL").at(minutes_ago(200)), "response.received_at", FieldCode::TooEarly),
        (wechat("FAIL").status(42), "response.http_status", FieldCode::OutOfRange),
        (wechat("FAIL").of_attempt(""), "response.attempt", FieldCode::TooShort),
    ] {
        let problem = refused(core.add_query(number, answer).await, Code::InvalidFields);
        assert_eq!(super::faults(&problem), [(field, code)]);
    }
    let unknown = shared::case::CaseNumber(999_999_999);
    refused(core.add_query(unknown, wechat("SUCCESS")).await, Code::NotFound);
    let view = core.case(number).await?;
    assert_eq!((view.case.version, view.evidence.len()), (1, 1));
    Ok(())
}
