//! What statements and books say of a payout: it is evidence on the payout's own case, and decided there, by what proves it.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use shared::api::exceptions::{CaseList, CaseRow};
use shared::api::problem::Code;
use shared::api::recon::DiscrepancyView;
use shared::case::{CaseKind, CaseNumber};
use shared::evidence::{Claim, Details, EvidenceKind};
use shared::recon::discrepancy::DiscrepancyKind;
use shared::resolution::{Outcome, Resolution};
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
        a_mismatch_behind_a_discrepancy_opens_the_payouts_case_where_there_is_none;
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
