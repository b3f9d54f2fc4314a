//! What statements and books say of a payout: it is evidence on the payout's own case, and decided there, by what proves it.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use shared::api::exceptions::{CaseList, CaseRow};
use shared::api::problem::Code;
use shared::api::recon::{DiscrepancyView, StatementState};
use shared::case::{CaseKind, CaseNumber};
use shared::correction::CorrectionKind;
use shared::evidence::{Claim, Details, EvidenceKind};
use shared::recon::discrepancy::DiscrepancyKind;
use shared::resolution::{Outcome, Resolution, Unmet};
use tests::ledger::{self, BankStatement, DAY};
use tests::payout::payout;
use tests::response::wechat;
use tests::{Caller, Desk, on_both_engines, refused};

on_both_engines! {
    shared:
        a_statement_proves_a_payout,
        a_status_mismatch_joins_the_payouts_case,
        no_side_is_right_against_a_proof,
        a_status_mismatch_opens_the_payouts_case_where_there_is_none,
        what_comes_up_after_the_payout_was_decided_is_linked_to_its_case,
        a_mismatch_behind_a_discrepancy_is_decided_in_the_payouts_case,
        a_mismatch_behind_a_discrepancy_opens_the_payouts_case_where_there_is_none,
        a_payout_filed_after_its_statement_is_told_of_it,
        a_payout_settled_twice_opens_its_duplicate,
        a_return_is_put_right_once;
}

/// The channel of the payouts.
const CHANNEL: &str = "wechat_transfer";

async fn a_statement_proves_a_payout(desk: &Desk) -> Result<()> {
    let (lin, core) = (desk.lin().await?, desk.core().await?);
    let filing = payout();
    let order = filing.order_number().to_owned();
    let number = core.number_of(filing).await?;
    let account = desk.wu().await?.new_account(json!({ "channel": CHANNEL, "hold_days": 0 })).await?;
    let before = lin.case(number).await?;
    let statement = BankStatement::opening(1_000_000).out(&order, before.case.facts.amount.minor());
    lin.send_and_book(&account, statement.bytes()).await?;
    lin.day_when_run(&account, DAY).await?;
    let case = lin.case(number).await?;
    let piece = case.evidence.last().context("evidence")?;
    assert_eq!((piece.kind, piece.claim), (EvidenceKind::StatementLine, Claim::ProvesPaid));
    assert_eq!((case.case.verdict.name(), case.evidence.len()), ("paid", before.evidence.len() + 1));
    // The same again changes nothing.
    lin.run_day(&account, DAY).await?;
    assert_eq!(lin.case(number).await?.evidence.len(), case.evidence.len());
    Ok(())
}

/// An account of the channel in which our books and its statement disagree on whether this payout was made, matched.
async fn disagree(desk: &Desk, order: &str, (ours, minor): (&str, i64)) -> Result<(String, Vec<DiscrepancyView>)> {
    let (lin, core) = (desk.lin().await?, desk.core().await?);
    let account = desk.wu().await?.new_account(json!({ "channel": CHANNEL, "hold_days": 0 })).await?;
    let mut line: Value = ledger::payout(&account, order, &format!("{}.{:02}", minor / 100, minor % 100));
    line["status"] = json!(ours);
    core.send_lines(&[line]).await?;
    core.end_ledger_day(&account, DAY).await?;
    lin.send_and_book(&account, BankStatement::opening(1_000_000).out(order, minor).bytes()).await?;
    lin.day_when_run(&account, DAY).await?;
    let open = lin.discrepancies(&account, "open").await?;
    Ok((account, open))
}

/// The cases that bear this order number, or that of one of its lines.
async fn cases_of(caller: &Caller, order: &str) -> Result<Vec<CaseNumber>> {
    let list: CaseList = caller.get_with("/exceptions", &[("q", order)]).await?;
    let is_meant = |row: &&CaseRow| row.order_number == order || row.order_number.starts_with(&format!("{order}/"));
    Ok(list.items.iter().filter(is_meant).map(|row| row.number).collect())
}

async fn a_status_mismatch_joins_the_payouts_case(desk: &Desk) -> Result<()> {
    let (lin, core) = (desk.lin().await?, desk.core().await?);
    let filing = payout();
    let order = filing.order_number().to_owned();
    let number = core.number_of(filing).await?;
    let (account, open) = disagree(desk, &order, ("pending", 128_000)).await?;
    assert_eq!(open.iter().map(|found| found.kind).collect::<Vec<_>>(), [DiscrepancyKind::StatusMismatch]);
    assert_eq!(open[0].case.as_ref().map(|case| case.number), Some(number));
    assert_eq!(cases_of(&lin, &order).await?, [number], "there is no second case");
    let case = lin.case(number).await?;
    let told: Vec<_> = case.evidence.iter().map(|piece| (piece.kind, piece.claim)).collect();
    assert!(told.contains(&(EvidenceKind::StatementLine, Claim::ProvesPaid)), "{told:?}");
    assert!(told.contains(&(EvidenceKind::Reconciliation, Claim::NoInformation)), "{told:?}");
    let day = lin.day(&account, DAY).await?;
    assert_eq!((day.lines.in_open_cases, day.figures.map(|it| it.open)), (2, Some(1)));
    // The same again tells the case nothing new.
    lin.run_day(&account, DAY).await?;
    assert_eq!(lin.case(number).await?.evidence.len(), case.evidence.len());
    // Its proof decides, and with it the mismatch is settled.
    lin.claim(number).await?;
    lin.resolve(number, Resolution::ConfirmPaid).await?;
    let settled = lin.discrepancies(&account, "settled").await?;
    assert_eq!(settled[0].case.as_ref().and_then(|case| case.outcome), Some(Outcome::ConfirmedPaid));
    assert_eq!(lin.day(&account, DAY).await?.lines.in_closed_cases, 2);
    desk.holdfast.execute(&["audit", "verify"], "")?;
    Ok(())
}

async fn no_side_is_right_against_a_proof(desk: &Desk) -> Result<()> {
    let (lin, core) = (desk.lin().await?, desk.core().await?);
    let filing = payout();
    let order = filing.order_number().to_owned();
    let number = core.number_of(filing).await?;
    core.add_query(number, wechat("FAIL").minutes_ago(5)).await?;
    assert_eq!(lin.case(number).await?.case.verdict.name(), "not_paid");
    let (_, open) = disagree(desk, &order, ("failed", 128_000)).await?;
    assert_eq!(open[0].case.as_ref().map(|case| case.number), Some(number));
    // The statement overwrites nothing: both proofs stand, and people decide.
    let case = lin.case(number).await?;
    assert_eq!(case.case.verdict.name(), "contradiction");
    lin.claim(number).await?;
    for resolution in [Resolution::SettleByPayout, Resolution::ClearNextDay, Resolution::Reverse] {
        refused(lin.resolve_because(number, resolution, "the bank is right").await, Code::ResolutionBlocked);
    }
    let proposed = lin.resolve_because(number, Resolution::ConfirmPaid, "the statement is the later word").await?;
    assert_eq!(proposed.proposals.last().map(|proposal| proposal.approvals.required), Some(2));
    Ok(())
}

async fn a_status_mismatch_opens_the_payouts_case_where_there_is_none(desk: &Desk) -> Result<()> {
    let lin = desk.lin().await?;
    let order = payout().order_number().to_owned();
    let (account, open) = disagree(desk, &order, ("failed", 5_000)).await?;
    let number = open[0].case.as_ref().context("its case")?.number;
    let case = lin.case(number).await?;
    assert_eq!((case.case.kind, case.case.facts.order_number.as_str()), (CaseKind::PayoutUnknown, order.as_str()));
    assert_eq!((case.case.facts.amount.minor(), case.case.verdict.name()), (5_000, "paid"));
    assert!(matches!(case.evidence[0].details, Some(Details::Discrepancy(_))));
    assert_eq!(case.evidence[1].kind, EvidenceKind::StatementLine);
    assert_eq!(cases_of(&lin, &order).await?, [number]);
    lin.claim(number).await?;
    lin.resolve(number, Resolution::ConfirmPaid).await?;
    let settled = lin.discrepancies(&account, "settled").await?;
    assert_eq!(settled[0].case.as_ref().map(|case| case.number), Some(number));
    desk.holdfast.execute(&["audit", "verify"], "")?;
    Ok(())
}

async fn what_comes_up_after_the_payout_was_decided_is_linked_to_its_case(desk: &Desk) -> Result<()> {
    let (lin, core) = (desk.lin().await?, desk.core().await?);
    let filing = payout();
    let order = filing.order_number().to_owned();
    let number = core.number_of(filing).await?;
    core.add_query(number, wechat("SUCCESS").minutes_ago(5)).await?;
    lin.claim(number).await?;
    lin.resolve(number, Resolution::ConfirmPaid).await?;
    let (account, open) = disagree(desk, &order, ("pending", 128_000)).await?;
    let later = open[0].case.as_ref().context("its case")?.number;
    let case = lin.case(later).await?;
    assert_eq!((case.case.kind, case.case.linked_from), (CaseKind::Discrepancy, Some(number)));
    // The payout's case has decided: nothing is left but to say so.
    lin.claim(later).await?;
    lin.resolve_because(later, Resolution::SettleByPayout, "confirmed as paid").await?;
    assert_eq!(lin.discrepancies(&account, "settled").await?.len(), 1);
    desk.holdfast.execute(&["audit", "verify"], "")?;
    Ok(())
}

/// An account of the channel whose statement has this payout, which our books lacked at first and then call pending; with the case of
/// what was missing, and of what differs.
async fn differ_later(desk: &Desk, order: &str, minor: i64) -> Result<(String, CaseNumber, CaseNumber)> {
    let (lin, core) = (desk.lin().await?, desk.core().await?);
    let account = desk.wu().await?.new_account(json!({ "channel": CHANNEL, "hold_days": 0 })).await?;
    core.end_ledger_day(&account, DAY).await?;
    lin.send_and_book(&account, BankStatement::opening(1_000_000).out(order, minor).bytes()).await?;
    lin.day_when_run(&account, DAY).await?;
    let [missing] = &lin.discrepancies(&account, "open").await?[..] else { panic!("one discrepancy") };
    assert_eq!(missing.kind, DiscrepancyKind::MissingInternal);
    let missing = missing.case.as_ref().context("its case")?.number;

    let mut line: Value = ledger::payout(&account, order, &format!("{}.{:02}", minor / 100, minor % 100));
    line["status"] = json!("pending");
    core.send_lines(&[line]).await?;
    lin.day_when_run(&account, DAY).await?;
    let [differs] = &lin.discrepancies(&account, "open").await?[..] else { panic!("one discrepancy") };
    assert_eq!(differs.kind, DiscrepancyKind::StatusMismatch);
    let differs = differs.case.as_ref().context("its case")?.number;

    let case = lin.case(missing).await?.case;
    assert_eq!((case.kind, case.state.outcome()), (CaseKind::Discrepancy, Some(Outcome::HandedOver)));
    assert_eq!(case.matter.disagreement().and_then(|found| found.handed_over_to), Some(differs));
    Ok((account, missing, differs))
}

async fn a_mismatch_behind_a_discrepancy_is_decided_in_the_payouts_case(desk: &Desk) -> Result<()> {
    let (lin, core) = (desk.lin().await?, desk.core().await?);
    let filing = payout();
    let order = filing.order_number().to_owned();
    let number = core.number_of(filing).await?;
    let (account, missing, differs) = differ_later(desk, &order, 128_000).await?;
    assert_eq!(differs, number);
    // The same again changes nothing.
    let case = lin.case(number).await?;
    lin.run_day(&account, DAY).await?;
    assert_eq!(lin.case(number).await?.evidence.len(), case.evidence.len());
    // The case that handed it over has nothing left to say.
    refused(lin.resolve_because(missing, Resolution::SettleByPayout, "late").await, Code::ResolutionBlocked);
    // The payout's proof decides, and with it the mismatch is settled.
    lin.claim(number).await?;
    lin.resolve(number, Resolution::ConfirmPaid).await?;
    assert_eq!(lin.discrepancies(&account, "open").await?.len(), 0);
    assert_eq!(lin.day(&account, DAY).await?.lines.in_closed_cases, 2);
    desk.holdfast.execute(&["audit", "verify"], "")?;
    Ok(())
}

async fn a_mismatch_behind_a_discrepancy_opens_the_payouts_case_where_there_is_none(desk: &Desk) -> Result<()> {
    let lin = desk.lin().await?;
    let order = payout().order_number().to_owned();
    let (account, _, differs) = differ_later(desk, &order, 5_000).await?;
    let case = lin.case(differs).await?;
    assert_eq!((case.case.kind, case.case.verdict.name()), (CaseKind::PayoutUnknown, "paid"));
    lin.claim(differs).await?;
    lin.resolve(differs, Resolution::ConfirmPaid).await?;
    assert_eq!(lin.discrepancies(&account, "open").await?.len(), 0);
    desk.holdfast.execute(&["audit", "verify"], "")?;
    Ok(())
}

async fn a_payout_filed_after_its_statement_is_told_of_it(desk: &Desk) -> Result<()> {
    let (lin, core) = (desk.lin().await?, desk.core().await?);
    let filing = payout();
    let order = filing.order_number().to_owned();
    let account = desk.wu().await?.new_account(json!({ "channel": CHANNEL, "hold_days": 0 })).await?;
    let statement = BankStatement::opening(1_000_000).out(&order, 128_000);
    let file = lin.send_and_book(&account, statement.bytes()).await?;
    assert!(matches!(file.state, StatementState::Booked { .. }));
    lin.day_when_run(&account, DAY).await?;
    // What is only looked at proves nothing.
    let other = payout();
    let unbooked = BankStatement::opening(statement.closing_minor()).numbered(2).out(other.order_number(), 500);
    lin.send_statement(&account, unbooked.bytes()).await?;
    let case = lin.case(core.number_of(filing).await?).await?;
    let piece = case.evidence.last().context("evidence")?;
    assert_eq!((piece.kind, piece.claim), (EvidenceKind::StatementLine, Claim::ProvesPaid));
    assert_eq!(case.case.verdict.name(), "paid");
    let other = lin.case(core.number_of(other).await?).await?;
    assert!(other.evidence.iter().all(|piece| piece.kind != EvidenceKind::StatementLine));
    // A run afterwards tells nothing new.
    lin.run_day(&account, DAY).await?;
    assert_eq!(lin.case(case.case.number).await?.evidence.len(), case.evidence.len());
    desk.holdfast.execute(&["audit", "verify"], "")?;
    Ok(())
}

/// A statement that settles the payout twice.
fn twice(order: &str) -> Vec<u8> {
    let entry = format!(
        "<Ntry><Amt Ccy=\"CNY\">1280.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{DAY}</Dt></BookgDt>\
         <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>DMCT</SubFmlyCd></Fmly></Domn></BkTxCd>\
         <NtryDtls><TxDtls><Refs><EndToEndId>{order}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>"
    );
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><Stmt><Id>1</Id>\
         <Acct><Id><IBAN>X1</IBAN></Id></Acct>{entry}{entry}</Stmt></BkToCstmrStmt></Document>"
    )
    .into_bytes()
}

async fn a_payout_settled_twice_opens_its_duplicate(desk: &Desk) -> Result<()> {
    let (lin, core) = (desk.lin().await?, desk.core().await?);
    for is_filed in [true, false] {
        let filing = payout();
        let order = filing.order_number().to_owned();
        let account = desk.wu().await?.new_account(json!({ "channel": CHANNEL, "hold_days": 0 })).await?;
        core.send_lines(&[ledger::payout(&account, &order, "1280.00")]).await?;
        core.end_ledger_day(&account, DAY).await?;
        let number = if is_filed { Some(core.number_of(filing).await?) } else { None };
        lin.send_and_book(&account, twice(&order)).await?;
        lin.day_when_run(&account, DAY).await?;
        let [second] = &lin.discrepancies(&account, "open").await?[..] else { panic!("one discrepancy") };
        assert_eq!(second.kind, DiscrepancyKind::DuplicateLine);
        let second = lin.case(second.case.as_ref().context("its case")?.number).await?;
        let duplicate = match number {
            // Of a payout without a case the second line opens one of its kind.
            None => second,
            // Of one that is confirmed with both lines before one's eyes, too.
            Some(number) => {
                assert_eq!(second.case.kind, CaseKind::Discrepancy);
                lin.claim(number).await?;
                lin.resolve(number, Resolution::ConfirmPaid).await?;
                let linked = lin.case(number).await?.linked.iter().map(|link| link.number).max().context("a link")?;
                lin.case(linked).await?
            }
        };
        assert_eq!((duplicate.case.kind, duplicate.case.matter.lines().len()), (CaseKind::DuplicatePayout, 2));
        // The extra one can be recovered.
        lin.claim(duplicate.case.number).await?;
        let line = json!({ "reference": duplicate.case.matter.lines()[1].reference });
        lin.draft_with(duplicate.case.number, CorrectionKind::DuplicateRecovery, line).await?;
    }
    desk.holdfast.execute(&["audit", "verify"], "")?;
    Ok(())
}

async fn a_return_is_put_right_once(desk: &Desk) -> Result<()> {
    let (lin, core) = (desk.lin().await?, desk.core().await?);
    let filing = payout();
    let order = filing.order_number().to_owned();
    let number = core.number_of(filing).await?;
    core.add_query(number, wechat("SUCCESS").minutes_ago(5)).await?;
    let account = desk.wu().await?.new_account(json!({ "channel": CHANNEL, "hold_days": 0 })).await?;
    // Both the return and its money are known before the payout is confirmed.
    core.send_lines(&[ledger::payout(&account, &order, "1280.00")]).await?;
    core.end_ledger_day(&account, DAY).await?;
    let statement = BankStatement::opening(1_000_000).out(&order, 128_000).bounced(&order, 128_000);
    lin.send_and_book(&account, statement.bytes()).await?;
    lin.day_when_run(&account, DAY).await?;
    lin.claim(number).await?;
    let closed = lin.resolve_because(number, Resolution::ConfirmPaid, "paid, and came back").await?;
    let linked = lin.case(number).await?.linked.iter().map(|link| link.number).max().context("a link")?;
    let bounce = lin.case(linked).await?;
    assert_eq!(bounce.case.kind, CaseKind::PayoutBounced, "{closed:?}");
    assert!(bounce.case.matter.returns().iter().all(shared::case::Return::is_back), "its money came with it");
    // What our books lack of the return is left to that case.
    let open = lin.discrepancies(&account, "open").await?;
    let lacked = open.iter().find(|it| it.kind == DiscrepancyKind::MissingInternal).context("the return")?;
    let lacked = lacked.case.as_ref().context("its case")?.number;
    lin.claim(lacked).await?;
    let drafted = lin.draft(lacked, CorrectionKind::DiscrepancyAdjustment).await?;
    let proposed = lin.propose_order(drafted.order.number).await;
    assert_eq!(refused(proposed, Code::ResolutionBlocked).unmet, [Unmet::PayoutCaseOpen { case: linked }]);
    desk.holdfast.execute(&["audit", "verify"], "")?;
    Ok(())
}
