//! `holdfast serve --demo`: a desk that has been at work for a week, made by its own rules.

#[path = "demo/recon.rs"]
mod recon;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use server::demo::PEOPLE;
use shared::api::clients::ClientList;
use shared::api::correction_orders::OrderCounts;
use shared::api::exceptions::{CaseList, CaseRow, CaseView};
use shared::api::webhooks::{DeliveryList, EndpointList};
use shared::case::{CaseKind, Standing};
use shared::channel::ChannelProfile;
use shared::evidence::{Claim, EvidenceKind};
use shared::resolution::{Outcome, Resolution};
use tests::demo_desk::DemoDesk;
use tests::{Caller, Engine, Holdfast, on_both_engines};

on_both_engines! {
    alone: the_demo_shows_everything_that_a_desk_can_come_to;
}

async fn the_demo_shows_everything_that_a_desk_can_come_to(engine: Engine) -> Result<()> {
    let desk = DemoDesk::start(Holdfast::on(engine).await?)?;
    for person in &PEOPLE {
        let caller = desk.caller(person.name).await?;
        let view: shared::api::session::SessionView = caller.get("/session").await?;
        assert_eq!((view.display_name.as_str(), view.roles), (person.display_name, vec![person.role]));
    }
    let auditor = desk.caller("gu").await?;
    let rows = rows(&auditor).await?;
    let files = files(&auditor, &rows).await?;
    every_state_verdict_and_kind_is_there(&rows);
    every_way_to_decide_is_there(&files);
    all_sorts_of_evidence_are_there(&files);
    every_date_is_in_the_past_week_and_none_in_the_future(&files);
    the_policy_has_a_history_and_a_change_that_waits(&auditor).await?;
    let root = desk.caller("root").await?;
    let clients: ClientList = root.get("/clients").await?;
    assert!(clients.items.iter().any(|client| client.disabled) && clients.items.iter().any(|one| one.keys.len() == 2));
    orders_in_every_state_are_there(&auditor).await?;
    recon::a_month_of_three_accounts_is_reconciled(&auditor, &rows).await?;
    others_are_told_and_answer_or_do_not(&root).await?;
    assert!(desk.holdfast.execute(&["audit", "verify"], "")?.contains("Nothing is wrong."));

    let gu = desk.person("gu");
    let again = desk.holdfast.stop()?.start()?;
    assert!(again.log().contains("The desk is not empty"), "{}", again.log());
    let auditor = Caller::signed_in(&again.url(""), &gu).await?;
    assert_eq!(self::rows(&auditor).await?.len(), rows.len(), "a desk that is not empty is left as it is");
    Ok(())
}

async fn orders_in_every_state_are_there(auditor: &Caller) -> Result<()> {
    let counts: OrderCounts = auditor.get("/correction-orders/counts").await?;
    for count in counts.states {
        assert!(count.count > 0, "{:?}", count.state);
    }
    Ok(())
}

/// One endpoint takes everything in, one is down and is tried again, one was given up; nothing left this machine.
async fn others_are_told_and_answer_or_do_not(root: &Caller) -> Result<()> {
    let endpoints: EndpointList = root.get("/webhooks").await?;
    assert!(endpoints.items.iter().all(|endpoint| endpoint.url.starts_with("http://127.0.0.1:")), "{endpoints:?}");
    let mut told = BTreeMap::new();
    for endpoint in &endpoints.items {
        let mut states = Vec::new();
        for state in ["delivered", "given_up", "pending"] {
            let path = format!("/webhooks/{}/deliveries?limit=1&state={state}", endpoint.id);
            let deliveries: DeliveryList = root.get(&path).await?;
            states.extend((!deliveries.items.is_empty()).then_some(state));
        }
        let disabled = endpoint.disabled.as_ref().map(|disabled| disabled.reason.name());
        let system = endpoint.url.rsplit('/').next().unwrap_or_default();
        told.insert(system, (disabled, states));
    }
    let expected = BTreeMap::from([
        ("ledger", (None, vec!["delivered"])),
        ("risk", (None, vec!["delivered", "pending"])),
        ("archive", (Some("gone"), vec!["delivered", "pending"])),
    ]);
    assert_eq!(told, expected);
    Ok(())
}

async fn rows(caller: &Caller) -> Result<Vec<CaseRow>> {
    let page: CaseList = caller.get("/exceptions?limit=200").await?;
    assert!(page.next.is_none(), "the demo grew beyond one page");
    Ok(page.items)
}

async fn files(caller: &Caller, rows: &[CaseRow]) -> Result<Vec<CaseView>> {
    let mut files = Vec::new();
    for row in rows {
        files.push(caller.get(&format!("/exceptions/{}", row.number)).await?);
    }
    Ok(files)
}

fn every_state_verdict_and_kind_is_there(rows: &[CaseRow]) {
    assert!(rows.iter().filter(|row| row.kind == CaseKind::PayoutUnknown).count() >= 100);
    for kind in CaseKind::ALL {
        assert!(rows.iter().any(|row| row.kind == kind), "{kind:?}");
    }
    for standing in Standing::ALL {
        assert!(rows.iter().any(|row| row.standing == standing), "{standing:?}");
    }
    let seen: BTreeSet<_> = rows.iter().map(|row| row.verdict.as_str()).collect();
    assert_eq!(seen, BTreeSet::from(["contradiction", "not_paid", "paid", "unknown"]));
    let channels: BTreeSet<_> = rows.iter().map(|row| row.channel.clone()).collect();
    let built_in = server::channels::built_in().into_iter().map(|ChannelProfile { id, .. }| id).collect();
    assert_eq!(channels, built_in);
    let currencies: BTreeSet<_> = rows.iter().map(|row| row.amount.currency().code()).collect();
    assert_eq!(currencies, BTreeSet::from(["CNY", "HKD", "JPY", "USD"]));
    let holders: BTreeSet<_> =
        rows.iter().filter(|row| row.standing == Standing::Working).filter_map(|row| row.owner.clone()).collect();
    assert!(holders.len() >= 3, "{holders:?}");
}

async fn the_policy_has_a_history_and_a_change_that_waits(auditor: &Caller) -> Result<()> {
    let view = auditor.policy().await?;
    assert_eq!((view.policy.version, view.policy.seniors.len()), (2, 2));
    let changes = auditor.policy_changes().await?.items;
    let states: Vec<_> = changes.iter().map(|view| view.change.state.name()).collect();
    assert_eq!(states, ["open", "rejected", "approved"]);
    let effect = auditor.policy_effect(changes[0].change.seq).await?;
    assert!(effect.need_more > 0 && effect.stand > 0, "{effect:?}");
    Ok(())
}

fn every_way_to_decide_is_there(files: &[CaseView]) {
    let proposals: Vec<_> = files.iter().flat_map(|file| &file.proposals).collect();
    for state in ["open", "approved", "rejected", "withdrawn", "voided"] {
        assert!(proposals.iter().any(|proposal| proposal.state.name() == state), "{state}");
    }
    let open: BTreeSet<_> = proposals
        .iter()
        .filter(|proposal| proposal.state.name() == "open")
        .map(|proposal| (proposal.approvals.required, proposal.missing()))
        .collect();
    assert_eq!(open, BTreeSet::from([(1, 1), (2, 1), (2, 2)]));
    let closed_by = |outcome: Outcome, resolution: Option<Resolution>| {
        files.iter().any(|file| {
            let approved = file.proposals.iter().find(|proposal| proposal.state.name() == "approved");
            file.case.state.outcome() == Some(outcome) && approved.map(|proposal| proposal.resolution) == resolution
        })
    };
    assert!(closed_by(Outcome::ConfirmedPaid, None), "on the channel's proof");
    assert!(closed_by(Outcome::ConfirmedNotPaid, None), "on the channel's proof");
    assert!(closed_by(Outcome::ConfirmedPaid, Some(Resolution::ConfirmPaid)), "on a portal check");
    assert!(closed_by(Outcome::ConfirmedNotPaid, Some(Resolution::ConfirmNotPaid)), "a large amount");
    assert!(closed_by(Outcome::ConfirmedNotPaid, Some(Resolution::ConfirmNotPaidWithoutProof)), "without proof");
}

fn all_sorts_of_evidence_are_there(files: &[CaseView]) {
    let pieces: Vec<_> = files.iter().flat_map(|file| &file.evidence).collect();
    for kind in EvidenceKind::ALL {
        assert!(pieces.iter().any(|piece| piece.kind == kind), "{kind:?}");
    }
    for claim in Claim::ALL {
        assert!(pieces.iter().any(|piece| piece.claim == claim), "{claim:?}");
    }
    let rules: BTreeSet<String> = pieces
        .iter()
        .filter_map(|piece| serde_json::to_value(&piece.rule).ok()?["rule"].as_str().map(str::to_owned))
        .collect();
    let expected = ["dictionary", "no_code", "no_response", "observed", "unlisted_code", "unreadable"];
    assert!(expected.iter().all(|rule| rules.contains(*rule)), "{rules:?}");
    let phases: BTreeSet<_> =
        pieces.iter().filter_map(|piece| piece.transport.phase).map(|phase| phase as u8).collect();
    assert_eq!(phases.len(), 3, "nothing came while connecting, sending and reading");
    let named = |part: &str| pieces.iter().any(|piece| piece.content_type.as_ref().is_some_and(|it| it.contains(part)));
    assert!(["json", "xml", "form", "GBK"].into_iter().all(named));
    let files_of = |piece: &&&shared::evidence::Evidence| {
        piece
            .observation
            .as_ref()
            .is_some_and(|seen| seen.attachments.iter().any(|file| file.media_type == "image/png"))
    };
    assert!(pieces.iter().filter(files_of).count() > 5);
    assert!(files.iter().any(|file| !file.notes.is_empty()));
}

/// Of what was filed; what was reconciled goes back a month.
fn every_date_is_in_the_past_week_and_none_in_the_future(files: &[CaseView]) {
    for file in files {
        assert!(file.case.filed_at <= file.now && file.case.updated_at <= file.now, "{}", file.case.number);
        let days = if file.case.kind.is_of_payout() { 8 } else { 33 };
        assert!(file.now - file.case.filed_at < chrono::Duration::days(days), "{}", file.case.number);
    }
    let open = || files.iter().filter(|file| file.case.state.outcome().is_none());
    let due_in = |file: &CaseView| file.case.outlook.due_at - file.now;
    assert!(open().any(|file| due_in(file) < chrono::Duration::zero()), "overdue");
    assert!(open().any(|file| (0..120).contains(&due_in(file).num_minutes())), "due soon");
}
