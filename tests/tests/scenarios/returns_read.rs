//! Returns that the desk reads out of the channel's own notices and answers, beside what people record of them.

use anyhow::{Context, Result};
use serde_json::json;
use shared::api::particulars::{ReturnFeeRequest, ReturnRequest};
use shared::case::{CaseKind, CaseNumber, Reported};
use shared::channel::{AmountUnit, ApiRole, ChannelProfile, Pointers, ReturnPlaces};
use shared::correction::{Account, CorrectionKind, Side};
use shared::evidence::{Claim, ReturnFee};
use shared::money::{Currency, Money, MoneyText};
use shared::resolution::Resolution::{ConfirmPaid, WithdrawNotice};
use tests::payout::{Payout, minutes_ago, payout};
use tests::response::{Response, text};
use tests::returned::{Told, returned, seen};
use tests::{Caller, Desk, on_both_engines};

use super::channels::{described, put_into_force};

on_both_engines! {
    shared:
        a_pacs_004_tells_of_its_return,
        what_a_person_records_stands_behind_the_channels_own_word,
        alipays_refund_tells_of_a_return_on_a_closed_payout,
        a_return_in_another_currency_is_left_to_people,
        a_profile_that_learns_where_returns_stand_reads_those_of_open_cases;
}

/// Of a payout of 1,280.00, so much, with what was charged for the return.
fn pacs_004(order: &str, reference: &str, amount: &str, charges: &str) -> Response {
    let charged = match charges {
        "" => String::new(),
        charges => format!(r#"<ChrgsInf><Amt Ccy="CNY">{charges}</Amt></ChrgsInf>"#),
    };
    let made = minutes_ago(60).format("%Y-%m-%dT%H:%M:%SZ");
    let body = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.11"><PmtRtr>
  <GrpHdr><MsgId>M-{reference}</MsgId><CreDtTm>{made}</CreDtTm><NbOfTxs>1</NbOfTxs></GrpHdr>
  <TxInf><RtrId>{reference}</RtrId><OrgnlEndToEndId>{order}</OrgnlEndToEndId>
    <RtrdIntrBkSttlmAmt Ccy="CNY">{amount}</RtrdIntrBkSttlmAmt>{charged}
    <RtrRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Account closed</AddtlInf></RtrRsnInf>
  </TxInf>
</PmtRtr></Document>"#
    );
    text(&body, "application/xml").minutes_ago(50)
}

fn notified(reference: &str, amount: &str, charges: &str) -> Payout {
    let filing = payout().channel("iso20022");
    let notice = pacs_004(filing.order_number(), reference, amount, charges);
    filing.notified(notice)
}

async fn reported(who: &Caller, number: CaseNumber) -> Result<Reported> {
    let matter = who.case(number).await?.case.matter;
    let [only] = matter.returns() else { panic!("{matter:?}") };
    only.reported.clone().context("it is reported")
}

async fn a_pacs_004_tells_of_its_return(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let number = core.number_of(notified("RT-A", "1270.00", "10.00")).await?;
    let told = reported(&lin, number).await?;
    assert!(told.read);
    assert_eq!((told.reason_code.as_deref(), told.reason.as_deref()), (Some("AC04"), Some("Account closed")));
    assert_eq!(told.amount.minor(), 127_000);
    assert_eq!((minutes_ago(60) - told.returned_at).num_minutes(), 0, "by the notice's own clock");
    assert_eq!(told.fee.map(|fee| (fee.amount.minor(), fee.given_back)), Some((1_000, false)));
    // What is missing of the payout was kept of the return; the merchant bears it until somebody decides otherwise.
    lin.claim(number).await?;
    let draft = lin.draft(number, CorrectionKind::BounceRefund).await?;
    let lines: Vec<_> = draft.order.lines.iter().map(|line| (line.side, line.account, line.amount.minor())).collect();
    let expected = [
        (Side::Debit, Account::ChannelFunds, 127_000),
        (Side::Debit, Account::MerchantPayable, 1_000),
        (Side::Credit, Account::MerchantPayable, 128_000),
    ];
    assert_eq!(lines, expected);
    let edit = json!({ "return_fee_on_us": { "amount": "10.00", "currency": "CNY" } });
    let edited = lin.edit_order(draft.order.number, edit).await?;
    assert_eq!(edited.order.lines[1].account, Account::FeeExpense);
    Ok(())
}

async fn what_a_person_records_stands_behind_the_channels_own_word(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filing = payout().channel("iso20022").returned(returned("RT-B", "1200.00"));
    let notice = pacs_004(filing.order_number(), "RT-B", "1280.00", "");
    let number = core.number_of(filing).await?;
    assert_eq!(reported(&lin, number).await?.amount.minor(), 120_000, "until the channel itself is heard");
    core.add_notice(number, notice).await?;
    assert_eq!(reported(&lin, number).await?.amount.minor(), 128_000);
    let fee = Some(ReturnFeeRequest {
        amount: MoneyText { amount: "2.00".to_owned(), currency: "CNY".to_owned() },
        given_back: true,
    });
    let told = ReturnRequest { fee, ..returned("RT-B", "900.00") };
    lin.observe(number, seen(Told::Return(told))).await?;
    let told = reported(&lin, number).await?;
    assert_eq!((told.read, told.evidence, told.amount.minor()), (true, 2, 128_000), "the raw notice wins");
    let expected = ReturnFee { amount: Money::from_minor(200, Currency::CNY), given_back: true };
    assert_eq!(told.fee, Some(expected), "what it leaves open is taken from the person");
    Ok(())
}

async fn alipays_refund_tells_of_a_return_on_a_closed_payout(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filing = payout().channel("alipay_transfer");
    let order = filing.order_number().to_owned();
    let answer = |status: &str, more: &str| {
        let body = format!(
            r#"{{"alipay_fund_trans_common_query_response":{{"code":"10000","msg":"Success","out_biz_no":"{order}","order_id":"20260001","status":"{status}"{more}}}}}"#
        );
        text(&body, "application/json").status(200)
    };
    let number = core.number_of(filing.query(answer("SUCCESS", ""))).await?;
    lin.claim(number).await?;
    lin.resolve(number, ConfirmPaid).await?;
    let more = r#","error_code":"PAYEE_ACC_OCCUPIED","fail_reason":"收款账号异常，已退票""#;
    let opened = core.add_query(number, answer("REFUND", more)).await?.opened.context("a bounce")?;
    let view = lin.case(opened).await?;
    assert_eq!((view.case.kind, view.evidence[0].claim), (CaseKind::PayoutBounced, Claim::Returned));
    let told = reported(&lin, opened).await?;
    assert_eq!((told.read, told.amount.minor()), (true, 128_000), "the order came back as a whole");
    assert_eq!(told.reason.as_deref(), Some("收款账号异常，已退票"));
    lin.claim(opened).await?;
    let draft = lin.draft(opened, CorrectionKind::BounceRefund).await?;
    assert_eq!((draft.order.cause.reference(), draft.order.principal().minor()), ("20260001", 128_000));
    Ok(())
}

async fn a_return_in_another_currency_is_left_to_people(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let filing = payout().channel("iso20022").amount("1280.00", "USD");
    let notice = pacs_004(filing.order_number(), "RT-C", "9000.00", "");
    let number = core.number_of(filing.notified(notice)).await?;
    let view = lin.case(number).await?;
    assert_eq!(view.evidence[0].claim, Claim::Returned, "it came back all the same");
    assert_eq!((view.evidence[0].details.clone(), view.case.matter.returns().len()), (None, 0));
    Ok(())
}

async fn a_profile_that_learns_where_returns_stand_reads_those_of_open_cases(desk: &Desk) -> Result<()> {
    let (core, lin) = (desk.core().await?, desk.lin().await?);
    let mut profile = described("notices", &[("BACK", Claim::Returned)]);
    profile.apis[0].role = ApiRole::Notice;
    let first = put_into_force(desk, &profile).await?;
    let back = |reference: &str| {
        let body = format!(r#"{{"state":"BACK","no":"{reference}","cents":30000}}"#);
        payout().channel(&first.id).notified(text(&body, "application/json").minutes_ago(50))
    };
    let (open, closed) = (core.number_of(back("RT-1")).await?, core.number_of(back("RT-2")).await?);
    assert!(lin.case(open).await?.case.matter.returns().is_empty(), "nobody has said where it stands");
    let (mei, wu) = (desk.mei().await?, desk.wu().await?);
    mei.claim(closed).await?;
    mei.resolve_because(closed, WithdrawNotice, "taken back by telephone").await?;
    wu.approve(closed).await?;

    let mut apis = first.apis.clone();
    let at = |json: &str| Pointers { json: Some(json.to_owned()), ..Pointers::default() };
    apis[0].returned = Some(ReturnPlaces {
        reference: at("/no"),
        amount: Some(at("/cents")),
        unit: AmountUnit::Minor,
        source: "https://example.com/notice".to_owned(),
        ..ReturnPlaces::default()
    });
    put_into_force(desk, &ChannelProfile { apis, ..first.clone() }).await?;
    let told = reported(&lin, open).await?;
    assert_eq!((told.read, told.amount.minor(), told.evidence), (true, 30_000, 1));
    lin.claim(open).await?;
    let draft = lin.draft(open, CorrectionKind::BounceRefund).await?;
    assert_eq!((draft.order.cause.reference(), draft.order.principal().minor()), ("RT-1", 30_000));
    assert!(lin.case(closed).await?.case.matter.returns().is_empty(), "a closed case stays as it was decided");
    Ok(())
}
