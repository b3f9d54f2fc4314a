//! The trail: nothing in it changes, on either engine; and where somebody with the database's password changes it all the
//! same, `holdfast audit verify` says where.

use anyhow::{Context, Result};
use shared::audit::{Action, ChainVerifier, verify};
use shared::case::CaseNumber;
use shared::evidence::Shown;
use shared::resolution::Resolution::ConfirmPaid;
use tests::payout::payout;
use tests::response::{document, portal, wechat};
use tests::{Desk, Engine, on_both_engines};

on_both_engines! {
    shared:
        every_change_of_a_case_is_in_its_chain;
    alone:
        the_database_refuses_to_change_what_happened,
        tampering_is_found;
}

/// A case with everything that a case can have: notes, a rejected and an approved proposal, its closing.
async fn whole_case(desk: &Desk) -> Result<CaseNumber> {
    let (core, lin, wu) = (desk.core().await?, desk.lin().await?, desk.wu().await?);
    let number = core.number_of(payout().query(wechat("PROCESSING"))).await?;
    lin.claim(number).await?;
    lin.note(number, "the merchant is waiting").await?;
    lin.observe(number, portal(Shown::Paid)).await?;
    lin.resolve(number, ConfirmPaid).await?;
    wu.reject(number, "look again").await?;
    lin.resolve(number, ConfirmPaid).await?;
    wu.approve(number).await?;
    lin.note(number, "the merchant was told").await?;
    Ok(number)
}

async fn every_change_of_a_case_is_in_its_chain(desk: &Desk) -> Result<()> {
    use Action::{
        CaseClaimed, CaseClosed, CaseFiled, CaseNoted, EvidenceRecorded, ProposalApproved, ProposalMade,
        ProposalRejected, ReturnWatchBegan, VerdictChanged,
    };
    let number = whole_case(desk).await?;
    let trail = desk.gu().await?.trail(number).await?;
    assert_eq!(trail.subject, number.to_string());
    let (length, _) = verify(&trail.subject, &trail.links)?;
    let expected = [
        (CaseFiled, "client:core"),
        (CaseClaimed, "user:lin"),
        (CaseNoted, "user:lin"),
        (EvidenceRecorded, "user:lin"),
        (VerdictChanged, "desk"),
        (ProposalMade, "user:lin"),
        (ProposalRejected, "user:wu"),
        (ProposalMade, "user:lin"),
        (ProposalApproved, "user:wu"),
        (ReturnWatchBegan, "desk"),
        (CaseClosed, "user:wu"),
        (CaseNoted, "user:lin"),
    ];
    assert_eq!(length, i64::try_from(expected.len())?);
    let mut verifier = ChainVerifier::new(&trail.subject);
    for (link, (action, actor)) in trail.links.iter().zip(expected) {
        let entry = verifier.next(link)?;
        assert_eq!((entry.action, entry.actor.to_string().as_str()), (action, actor), "entry {}", entry.seq);
        assert_eq!(entry.origin.address.as_deref(), Some("127.0.0.1"));
        assert!(entry.origin.request_id.is_some() && entry.evidence_seen.is_some(), "entry {}", entry.seq);
    }
    Ok(())
}

async fn the_database_refuses_to_change_what_happened(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let number = whole_case(&desk).await?;
    desk.lin().await?.observe(number, document(Shown::Paid, "receipt.pdf", b"%PDF-1.7")).await?;
    let database = desk.holdfast.database();
    let mut statements = vec![
        "UPDATE cases SET state_name = 'open'".to_owned(),
        "UPDATE cases SET facts = '{}'".to_owned(),
        "UPDATE cases SET filed_at = updated_at".to_owned(),
        "UPDATE proposals SET reason = 'another'".to_owned(),
    ];
    for (table, column) in [
        ("audit", "actor"),
        ("evidence", "claim"),
        ("attachments", "name"),
        ("closings", "outcome"),
        ("decisions", "checker"),
        ("notes", "text"),
    ] {
        statements.push(format!("UPDATE {table} SET {column} = {column}"));
    }
    for table in ["audit", "evidence", "attachments", "closings", "decisions", "notes", "proposals", "cases"] {
        statements.push(format!("DELETE FROM {table}"));
        if engine == Engine::Postgres {
            statements.push(format!("TRUNCATE {table} CASCADE"));
        }
    }
    for statement in &statements {
        assert!(database.execute(statement).await.is_err(), "{statement}");
    }
    desk.holdfast.execute(&["audit", "verify"], "")?;
    Ok(())
}

/// What somebody with the database's password does, and what names it. `{}` is the case's number, `{raised}` its facts
/// with another amount.
const TAMPERING: [(&str, &str, &str); 10] = [
    ("audit", "UPDATE audit SET entry = replace(entry, 'waiting', 'smiling') WHERE subject = 'EX-{}'", "was changed"),
    ("audit", "DELETE FROM audit WHERE subject = 'EX-{}' AND seq = 3", "does not follow"),
    ("audit", "DELETE FROM audit WHERE subject = 'EX-{}' AND seq = 12", "last entry"),
    ("audit", "DELETE FROM audit WHERE subject = 'EX-{}'", "no trail"),
    ("audit", "UPDATE audit SET actor = 'user:mei' WHERE subject = 'EX-{}' AND seq = 2", "column"),
    ("evidence", "DELETE FROM evidence WHERE number = {} AND seq = 2", "evidence 2"),
    ("evidence", "UPDATE evidence SET claim = 'proves_not_paid' WHERE number = {} AND seq = 2", "evidence 2"),
    ("evidence", "UPDATE evidence SET body = NULL WHERE number = {} AND seq = 2", "evidence 2"),
    ("cases", "UPDATE cases SET facts = {raised} WHERE number = {}", "facts"),
    ("closings", "UPDATE closings SET outcome = 'confirmed_not_paid' WHERE number = {}", "closed"),
];

async fn tampering_is_found(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let untouched = whole_case(&desk).await?;
    let mut touched = Vec::new();
    for _ in TAMPERING {
        touched.push(whole_case(&desk).await?);
    }
    desk.holdfast.execute(&["audit", "verify"], "")?;
    let raised = match engine {
        Engine::Sqlite => "replace(facts, '1280.00', '9280.00')",
        Engine::Postgres => "replace(facts::text, '1280.00', '9280.00')::jsonb",
    };
    for (number, (table, statement, _)) in touched.iter().zip(TAMPERING) {
        let statement = statement.replace("{}", &number.0.to_string()).replace("{raised}", raised);
        without_triggers(&desk, table, &statement).await?;
    }
    let failure = desk.holdfast.execute(&["audit", "verify"], "").err().context("nothing was found")?;
    let said = failure.to_string();
    for (number, (_, statement, words)) in touched.iter().zip(TAMPERING) {
        let mut faults = said.lines().filter(|line| line.starts_with(&format!("{number}:")));
        assert!(faults.any(|line| line.contains(words)), "{statement} on {number}: {said}");
    }
    assert!(!said.contains(&untouched.to_string()), "{said}");
    Ok(())
}

/// Runs a statement as somebody does who first takes the locks away.
pub(super) async fn without_triggers(desk: &Desk, table: &str, statement: &str) -> Result<()> {
    let database = desk.holdfast.database();
    match database.engine() {
        Engine::Postgres => {
            database.execute(&format!("ALTER TABLE {table} DISABLE TRIGGER USER")).await?;
            database.execute(statement).await?;
        }
        Engine::Sqlite => {
            let query = format!("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'");
            for trigger in database.texts(&query).await? {
                database.execute(&format!("DROP TRIGGER {trigger}")).await?;
            }
            database.execute(statement).await?;
        }
    }
    Ok(())
}
