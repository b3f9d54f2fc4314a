//! Filing: a source reference is one case for ever, whatever is sent again, and however many send it.

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use futures::future::join_all;
use serde_json::Value;
use shared::api::exceptions::{BatchView, FiledView};
use shared::api::problem::{Code, FieldCode};
use shared::case::{CaseKind, Priority, Standing};
use shared::evidence::{Claim, EvidenceKind, Phase, Rule, UnknownReason, Verdict};
use tests::payout::payout;
use tests::response::{bytes, nothing, text, wechat, wechat_error};
use tests::{Desk, on_both_engines, refused};

on_both_engines! {
    shared:
        a_filing_is_a_case_at_once,
        the_same_again_answers_the_same,
        another_body_under_the_same_key_or_reference_is_refused,
        an_idempotency_key_belongs_to_its_client,
        twenty_identical_filings_at_once_are_one_case,
        a_batch_answers_each_item_by_itself,
        ndjson_is_a_batch_too,
        a_batch_sent_again_is_known_item_by_item,
        a_batch_has_1_to_1000_items,
        a_channel_that_nobody_described_proves_nothing,
        every_phase_of_silence_is_evidence_without_information,
        bodies_in_gbk_xml_and_forms_are_read,
        an_unlisted_error_code_is_not_a_failure,
        large_amounts_are_urgent_by_policy;
}

async fn a_filing_is_a_case_at_once(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filing = payout().first_response(wechat_error(500, "SYSTEM_ERROR")).query(wechat("PROCESSING"));
    let response = core.request(reqwest::Method::POST, "/exceptions").json(&filing.json()).send().await?;
    assert_eq!(response.status(), 201);
    let location = response.headers()["location"].to_str()?.to_owned();
    let filed: FiledView = response.json().await?;
    assert_eq!((filed.kind, &filed.href), (CaseKind::PayoutUnknown, &location));
    assert_eq!(location, format!("/api/v1/exceptions/{}", filed.number));

    let view = lin.case(filed.number).await?;
    assert_eq!((view.case.version, view.case.state.standing(view.now)), (1, Standing::Open));
    assert_eq!(view.case.verdict, Verdict::Unknown { reason: UnknownReason::StillProcessing { evidence: 2 } });
    let kinds: Vec<_> = view.evidence.iter().map(|piece| (piece.seq, piece.kind, piece.claim)).collect();
    let expected =
        [(1, EvidenceKind::FirstResponse, Claim::NonFinal), (2, EvidenceKind::QueryResponse, Claim::NonFinal)];
    assert_eq!(kinds, expected);
    let beneficiary = view.case.facts.beneficiary.context("a beneficiary")?;
    assert_eq!((beneficiary.name.as_str(), beneficiary.account.as_str()), ("张**", "**** 5678"), "masked");
    Ok(())
}

async fn the_same_again_answers_the_same(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let filing = payout();
    let first = core.file(&filing).await?;
    for again in 0..2 {
        let response = core.request(reqwest::Method::POST, "/exceptions").json(&filing.json()).send().await?;
        assert_eq!(response.status(), 200, "time {again}: it was filed before");
        assert_eq!(response.json::<FiledView>().await?, first);
    }

    let filing = payout();
    let keyed = core.clone().with("idempotency-key", &format!("key-{}", filing.order_number()));
    let first = keyed.file(&filing).await?;
    assert_eq!(keyed.file(&filing).await?, first, "under the same key");
    assert_eq!(core.file(&filing).await?, first, "without the key");
    Ok(())
}

async fn another_body_under_the_same_key_or_reference_is_refused(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let filing = payout();
    let keyed = core.clone().with("idempotency-key", &format!("key-{}", filing.order_number()));
    let number = keyed.number_of(&filing).await?;

    refused(keyed.file(payout()).await, Code::IdempotencyKeyReused);
    let problem = refused(core.file(filing.clone().amount("1280.01", "CNY")).await, Code::SourceReferenceReused);
    assert!(problem.detail.is_some_and(|detail| detail.contains(&number.to_string())), "it names the case");
    let kept = core.case(number).await?.case.facts.amount;
    assert_eq!(kept.to_string(), "1280.00 CNY", "what was filed never changes");
    Ok(())
}

async fn an_idempotency_key_belongs_to_its_client(desk: &Desk) -> Result<()> {
    let name = payout().order_number().to_lowercase();
    let other = desk.system(&format!("other-{name}"), &shared::role::Scope::ALL)?;
    let (ours, theirs) = (payout(), payout());
    let core = desk.core().await?.with("idempotency-key", &name);
    let first = core.file(&ours).await?;
    let second = other.with("idempotency-key", &name).file(&theirs).await?;
    assert_ne!(first.number, second.number);
    Ok(())
}

async fn twenty_identical_filings_at_once_are_one_case(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let filing = payout();
    let keyed = core.clone().with("idempotency-key", &format!("key-{}", filing.order_number()));
    let senders = (0..20).map(|index| if index % 2 == 0 { &core } else { &keyed });
    let answers = join_all(senders.map(|sender| sender.file(&filing))).await;
    let views = answers.into_iter().collect::<Result<Vec<_>, _>>()?;
    assert!(views.windows(2).all(|pair| pair[0] == pair[1]), "{views:?}");
    let found = core.list(&[("q", filing.order_number())]).await?.items;
    assert_eq!(found.len(), 1);
    assert_eq!(core.trail(views[0].number).await?.links.len(), 1, "filed once");
    Ok(())
}

/// A good one, a bad one, a good one, the first again, the first with another body.
fn mixed() -> Vec<Value> {
    let (first, second) = (payout(), payout());
    let mut bad = payout().json();
    bad["amount"]["amount"] = 12.5.into();
    vec![first.json(), bad, second.json(), first.json(), first.amount("7.00", "CNY").json()]
}

fn check_mixed(view: &BatchView) -> Result<()> {
    let statuses: Vec<_> = view.results.iter().map(|result| (result.index, result.status)).collect();
    assert_eq!(statuses, [(0, 201), (1, 422), (2, 201), (3, 200), (4, 422)]);
    let of = |index: usize| view.results[index].filed.clone().with_context(|| format!("{index} was not filed"));
    assert_eq!(of(0)?.number, of(3)?.number);
    assert_ne!(of(0)?.number, of(2)?.number);
    let problem = view.results[1].problem.clone().context("a problem")?;
    assert_eq!(super::faults(&problem), [("amount.amount", FieldCode::AmountNotText)]);
    let problem = view.results[4].problem.clone().context("a problem")?;
    assert_eq!(problem.code, Code::SourceReferenceReused);
    Ok(())
}

async fn a_batch_answers_each_item_by_itself(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let view = core.file_batch(&mixed()).await?;
    check_mixed(&view)?;
    for filed in view.results.into_iter().filter_map(|result| result.filed) {
        assert_eq!(core.trail(filed.number).await?.links.len(), 1, "{} is a whole case", filed.number);
    }
    Ok(())
}

async fn ndjson_is_a_batch_too(desk: &Desk) -> Result<()> {
    let lines: Vec<String> = mixed().iter().map(Value::to_string).collect();
    let body = format!("{}\r\n\n", lines.join("\n")).into_bytes();
    let core = desk.core().await?;
    check_mixed(&core.send("/exceptions/batch", "application/x-ndjson", body).await?)?;

    let broken = format!("{}\n{{\"kind\":\n{}", payout().json(), payout().json()).into_bytes();
    let view: BatchView = core.send("/exceptions/batch", "application/x-ndjson; charset=utf-8", broken).await?;
    let statuses: Vec<_> = view.results.iter().map(|result| result.status).collect();
    assert_eq!(statuses, [201, 400, 201], "a line that is not JSON spoils no other");
    Ok(())
}

async fn a_batch_sent_again_is_known_item_by_item(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let items: Vec<Value> = (0..30).map(|_| payout().json()).collect();
    let first = core.file_batch(&items).await?;
    let again = core.file_batch(&items).await?;
    for (first, again) in first.results.iter().zip(&again.results) {
        assert_eq!((first.status, again.status), (201, 200));
        assert_eq!(first.filed, again.filed);
    }
    Ok(())
}

async fn a_batch_has_1_to_1000_items(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let problem = refused(core.file_batch(&vec![payout().json(); 1001]).await, Code::InvalidFields);
    assert_eq!(super::faults(&problem), [("$", FieldCode::TooMany)]);
    let problem = refused(core.file_batch(&[]).await, Code::InvalidFields);
    assert_eq!(super::faults(&problem), [("$", FieldCode::TooShort)]);
    let items: Vec<Value> = (0..1000).map(|_| payout().json()).collect();
    let view = core.file_batch(&items).await?;
    assert!(view.results.len() == 1000 && view.results.iter().all(|result| result.status == 201));
    Ok(())
}

async fn a_channel_that_nobody_described_proves_nothing(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let filing = payout().channel("brand_new_bank").first_response(wechat("FAIL")).query(wechat("SUCCESS"));
    let view = core.case(core.number_of(filing).await?).await?;
    assert_eq!(view.case.verdict, Verdict::Unknown { reason: UnknownReason::NothingKnown });
    assert!(view.evidence.iter().all(|piece| piece.claim == Claim::NoInformation && piece.rule == Rule::NotDescribed));
    Ok(())
}

async fn every_phase_of_silence_is_evidence_without_information(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    for phase in [Phase::Connect, Phase::Send, Phase::Read] {
        let filing = payout().first_response(nothing(phase)).query(nothing(phase));
        let view = core.case(core.number_of(filing).await?).await?;
        assert_eq!(view.case.verdict, Verdict::Unknown { reason: UnknownReason::NothingKnown }, "{phase:?}");
        for piece in view.evidence {
            assert_eq!((piece.kind, piece.rule), (EvidenceKind::NoResponse, Rule::NoResponse { phase }));
            assert_eq!(piece.transport.phase, Some(phase));
        }
    }
    Ok(())
}

async fn bodies_in_gbk_xml_and_forms_are_read(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    // 转账成功 in GBK.
    let gbk = [br#"{"state":"SUCCESS","message":""#.as_slice(), b"\xd7\xaa\xd5\xcb\xb3\xc9\xb9\xa6", br#""}"#].concat();
    let xml = "<Document><FIToFIPmtStsRpt><TxInfAndSts><TxSts>ACSC</TxSts></TxInfAndSts></FIToFIPmtStsRpt></Document>";
    let form = "orderId=&respCode=00&origRespCode=00&respMsg=%E6%88%90%E5%8A%9F";
    for (channel, response, words) in [
        ("wechat_transfer", bytes(&gbk, "application/json; charset=GBK"), "转账成功"),
        ("iso20022", text(xml, "application/xml"), "ACSC"),
        ("unionpay_payout", text(&form.replace("orderId=&", ""), "application/x-www-form-urlencoded"), "origRespCode"),
    ] {
        let number = core.number_of(payout().channel(channel).query(response.status(200))).await?;
        assert_eq!(core.case(number).await?.case.verdict, Verdict::Paid { decided_by: vec![2] }, "{channel}");
        let shown = core.evidence_piece(number, 2).await?.body_text.context("text")?;
        assert!(shown.contains(words), "{channel}: {shown}");
    }
    let broken = core.number_of(payout().query(bytes(&gbk, "application/json").status(200))).await?;
    assert_eq!(core.case(broken).await?.evidence[1].claim, Claim::NoInformation, "GBK that calls itself nothing");
    let kept = core.evidence_piece(broken, 2).await?.body_base64.context("a body")?;
    assert_eq!(BASE64_STANDARD.decode(kept)?, gbk);
    Ok(())
}

/// A bug that real systems have.
async fn an_unlisted_error_code_is_not_a_failure(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    for (status, code) in [(400, "PARAM_ERROR"), (403, "NO_AUTH"), (400, "BRAND_NEW_CODE"), (200, "FAIL")] {
        let number = core.number_of(payout().first_response(wechat_error(status, code))).await?;
        let view = core.case(number).await?;
        assert_eq!(view.case.verdict, Verdict::Unknown { reason: UnknownReason::NothingKnown }, "{code}");
        assert!(matches!(view.evidence[0].rule, Rule::UnlistedCode { .. }), "{code}: {:?}", view.evidence[0].rule);
    }
    Ok(())
}

async fn large_amounts_are_urgent_by_policy(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    for (amount, currency, priority) in [
        ("49999.99", "CNY", Priority::Normal),
        ("50000.00", "CNY", Priority::High),
        ("1000000", "JPY", Priority::High),
        ("1.000", "KWD", Priority::High),
    ] {
        let view = core.case(core.number_of(payout().amount(amount, currency)).await?).await?;
        assert_eq!(view.case.outlook.priority, priority, "{amount} {currency}");
    }
    Ok(())
}
