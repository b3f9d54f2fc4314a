//! ISO 20022: payment status reports and returns, in XML.

use super::{About, Answer, Asked, Said};

pub(super) fn said(about: &About<'_>, answer: Answer, asked: Asked) -> Option<Said> {
    let body = match (asked, answer) {
        (Asked::Payout, Answer::Accepted) => report(about, "ACTC", ""),
        (Asked::Payout, Answer::Processing) => report(about, "ACSP", ""),
        (Asked::Payout, Answer::Busy) => report(about, "PDNG", ""),
        (Asked::Query, Answer::Accepted) => report(about, "ACCP", ""),
        (Asked::Query, Answer::Processing) => report(about, "ACSP", ""),
        (Asked::Query, Answer::Paid) => report(about, "ACCC", ""),
        (Asked::Query, Answer::Forged) => report(about, "ACSC", ""),
        (Asked::Query, Answer::Failed) => report(about, "RJCT", "AC04"),
        (Asked::Payout | Asked::Query, Answer::Unlisted) => report(about, "BLCK", ""),
        (Asked::Notice, Answer::Returned) => payment_return(about),
        _ => return None,
    };
    Said::text(200, "application/xml; charset=utf-8", body)
}

fn report(about: &About<'_>, status: &str, reason: &str) -> String {
    let (order, made) = (about.order_number, about.at.format("%Y-%m-%dT%H:%M:%SZ"));
    let reason = if reason.is_empty() {
        String::new()
    } else {
        format!("\n      <StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></StsRsnInf>")
    };
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.12">
  <FIToFIPmtStsRpt>
    <GrpHdr><MsgId>STS-{order}-{}</MsgId><CreDtTm>{made}</CreDtTm></GrpHdr>
    <TxInfAndSts>
      <OrgnlEndToEndId>{order}</OrgnlEndToEndId>
      <TxSts>{status}</TxSts>{reason}
    </TxInfAndSts>
  </FIToFIPmtStsRpt>
</Document>
"#,
        about.at.timestamp() % 1_000_000,
    )
}

fn payment_return(about: &About<'_>) -> String {
    let (order, made) = (about.order_number, about.at.format("%Y-%m-%dT%H:%M:%SZ"));
    let (currency, amount) = (&about.payout.amount.currency, &about.payout.amount.amount);
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.11">
  <PmtRtr>
    <GrpHdr><MsgId>RTR-{order}</MsgId><CreDtTm>{made}</CreDtTm><NbOfTxs>1</NbOfTxs></GrpHdr>
    <TxInf>
      <RtrId>R-{order}</RtrId>
      <OrgnlEndToEndId>{order}</OrgnlEndToEndId>
      <RtrdIntrBkSttlmAmt Ccy="{currency}">{amount}</RtrdIntrBkSttlmAmt>
      <RtrRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Beneficiary account closed</AddtlInf></RtrRsnInf>
    </TxInf>
  </PmtRtr>
</Document>
"#
    )
}
