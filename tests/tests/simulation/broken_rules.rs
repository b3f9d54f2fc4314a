//! What the simulation is worth: where a rule is broken on purpose, it says so.

use anyhow::{Context, Result, ensure};
use shared::channel::ChannelProfile;
use shared::evidence::Claim;
use tests::{Engine, scenario};

use super::TURNS;
use super::world::World;

/// Dictionaries in which somebody wrote that "no such order" proves that nothing was paid: what a query fails with taken
/// for the payout's own failure.
fn with_a_wrong_entry() -> Vec<ChannelProfile> {
    let mut profiles = server::channels::built_in();
    let codes = profiles
        .iter_mut()
        .flat_map(|profile| &mut profile.apis)
        .flat_map(|api| &mut api.fields)
        .flat_map(|field| &mut field.codes);
    codes.filter(|code| code.claim == Claim::NoRecord).for_each(|code| code.claim = Claim::ProvesNotPaid);
    profiles
}

/// Lives in worlds that are broken so until it is found out: not in each run does somebody come to where the rule is missing.
async fn is_found(profiles: &[ChannelProfile], statement: &str, expected: &str) -> Result<()> {
    for seed in 1..20 {
        let mut world = World::open(Engine::Sqlite, seed, profiles.to_vec()).await?;
        world.tamper(statement).await?;
        world.live(TURNS).await?;
        if world.broken().await?.iter().any(|found| found.contains(expected)) {
            return Ok(());
        }
    }
    anyhow::bail!("nobody noticed")
}

#[test]
fn a_dictionary_that_takes_a_querys_error_for_the_payouts_is_found() {
    scenario::run(is_found(&with_a_wrong_entry(), "SELECT 1", "closed by one person without proof"));
}

/// Has the rule that this statement takes away be missed.
fn without_the_rule(statement: &str, expected: &str) {
    scenario::run(is_found(&server::channels::built_in(), statement, expected));
}

#[test]
fn a_cap_that_is_not_checked_is_found() {
    // Nothing counts what is corrected of a payout, so there is always room.
    without_the_rule(
        "DROP TRIGGER correction_orders_counted; DROP TRIGGER correction_orders_recounted",
        "add up to more than",
    );
}

#[test]
fn an_event_that_is_lost_is_found() {
    without_the_rule(
        "CREATE TRIGGER broken AFTER INSERT ON webhook_deliveries WHEN NEW.seq % 50 = 7
         BEGIN DELETE FROM webhook_deliveries WHERE seq = NEW.seq; END",
        "it is to hear",
    );
}

#[test]
fn an_order_that_is_posted_twice_is_found() {
    // What accounting has posted is given to it once more.
    without_the_rule(
        "DROP TRIGGER correction_orders_ended; DROP TRIGGER correction_orders_path; DROP INDEX acknowledgements_posted;
         CREATE TRIGGER broken AFTER UPDATE ON correction_orders WHEN NEW.state_name = 'posted' AND NEW.attempts = 1
         BEGIN UPDATE correction_orders SET state_name = 'sent', attempts = 2,
             state = json_object('name', 'sent', 'at', NEW.state->>'at', 'attempt', 2) WHERE number = NEW.number; END",
        "it was posted twice",
    );
}

#[test]
fn a_maker_who_approves_is_found() {
    // Nobody remembers who proposed.
    without_the_rule(
        "CREATE TRIGGER broken AFTER INSERT ON proposals
         BEGIN UPDATE proposals SET maker = 'nobody' WHERE number = NEW.number AND seq = NEW.seq; END",
        "approved by its maker",
    );
}

#[test]
fn a_refund_before_its_funds_is_found() {
    // The funds of every return are taken to be back from the start.
    without_the_rule(
        "CREATE TRIGGER broken AFTER INSERT ON correction_orders
         BEGIN UPDATE correction_orders SET funds_back_at = NEW.drafted_at WHERE number = NEW.number; END",
        "posted before the funds were back",
    );
}

#[test]
fn an_order_that_nobody_asks_after_is_found() {
    // What is sent looks as if it had been sent just now, for a year.
    without_the_rule(
        "CREATE TRIGGER broken AFTER UPDATE ON correction_orders WHEN OLD.state_name = 'approved' AND NEW.state_name = 'sent'
         BEGIN UPDATE correction_orders SET updated_at = '2027-03-01T00:00:00+00:00' WHERE number = NEW.number; END",
        "nobody is told that accounting does not answer",
    );
}

#[test]
fn a_part_that_is_in_no_order_is_found() {
    // What is posted turns out to be a fen.
    without_the_rule(
        "DROP TRIGGER correction_orders_content; DROP TRIGGER correction_orders_ended;
         CREATE TRIGGER broken AFTER UPDATE ON correction_orders
         WHEN OLD.state_name = 'sent' AND NEW.state_name = 'posted' AND NEW.kind = 'bounce_refund'
         BEGIN UPDATE correction_orders SET cause = json_set(NEW.cause, '$.returned.amount', '0.01') WHERE number = NEW.number; END",
        "of what was told is in no order",
    );
}

#[test]
fn a_policy_that_nobody_goes_by_is_found() {
    // What waits for approval looks as if it had been proposed under whatever comes into force.
    without_the_rule(
        "CREATE TRIGGER broken AFTER INSERT ON policy_versions
         BEGIN UPDATE proposals SET policy_version = NEW.version, stands_by = NEW.version WHERE state_name = 'open'; END",
        "it asks for other approvals than the policy that it was made under",
    );
}

#[test]
fn a_policy_that_voids_what_it_asks_for_is_found() {
    // Whatever waits seems to have asked for one approval more, until it is voided for that.
    without_the_rule(
        "DROP TRIGGER proposals_ended;
         CREATE TRIGGER broken AFTER INSERT ON policy_versions WHEN NEW.version > 1
         BEGIN UPDATE proposals SET approvals = json_set(approvals, '$.required', (approvals->>'required') + 1)
             WHERE state_name = 'open'; END;
         CREATE TRIGGER broken_too AFTER UPDATE ON proposals WHEN OLD.state_name = 'open' AND NEW.state_name = 'voided'
             AND NEW.state->>'policy_version' IS NOT NULL
         BEGIN UPDATE proposals SET approvals = json_set(approvals, '$.required', (approvals->>'required') - 1)
             WHERE number = NEW.number AND seq = NEW.seq; END",
        "which asks the same",
    );
}

#[test]
fn a_policy_that_its_maker_approves_is_found() {
    // Nobody remembers who proposed.
    without_the_rule(
        "DROP TRIGGER policy_changes_content;
         CREATE TRIGGER broken AFTER INSERT ON policy_changes
         BEGIN UPDATE policy_changes SET maker = 'nobody' WHERE seq = NEW.seq; END",
        "approved by its maker",
    );
}

#[test]
fn an_event_that_is_asked_for_again_and_lost_is_found() {
    without_the_rule(
        "CREATE TRIGGER broken AFTER UPDATE ON webhook_deliveries WHEN OLD.state = 'delivered' AND NEW.state = 'pending'
         BEGIN UPDATE webhook_deliveries SET state = 'delivered', ended_at = NEW.next_at WHERE seq = NEW.seq; END",
        "was asked for again, and never came",
    );
}

#[test]
fn an_event_that_comes_again_unasked_is_found() {
    // With some that are delivered the first one of their case goes out anew.
    without_the_rule(
        "CREATE TRIGGER broken AFTER UPDATE ON webhook_deliveries
         WHEN OLD.state = 'pending' AND NEW.state = 'delivered' AND NEW.seq % 20 = 7
         BEGIN UPDATE webhook_deliveries SET state = 'pending', ended_at = NULL, next_at = NEW.happened_at
             WHERE seq = (SELECT min(seq) FROM webhook_deliveries WHERE endpoint = NEW.endpoint AND subject = NEW.subject)
                 AND seq < NEW.seq AND seq % 20 <> 7 AND state = 'delivered'; END",
        "came again, and nobody asked for it",
    );
}

#[test]
fn rows_that_were_changed_behind_the_desk_are_found() {
    scenario::run(async {
        for (statement, expected) in [
            ("UPDATE queue SET version = version + 1", "its row in the queue is not the case"),
            ("DELETE FROM queue", "its row in the queue is not the case"),
            ("UPDATE queue SET amount_minor = amount_minor + 1", "became"),
            ("DELETE FROM search_terms", "nothing to find it by"),
            ("UPDATE cases SET state_name = 'proposed' WHERE state_name <> 'closed'", "not the one it is listed by"),
            ("UPDATE cases SET source_reference = source_reference || 'x'", "was acknowledged and is lost"),
            (
                "DROP TRIGGER attachments_no_delete; DELETE FROM attachments; DROP TRIGGER evidence_no_delete; \
                 DELETE FROM evidence",
                "no evidence",
            ),
            ("DROP TRIGGER audit_no_delete; DELETE FROM audit", "no trail"),
        ] {
            let found = after(statement).await.with_context(|| statement.to_owned())?;
            ensure!(found.iter().any(|fault| fault.contains(expected)), "{statement}: {found:?}");
        }
        Ok(())
    });
}

/// What is found after a few turns and that statement.
async fn after(statement: &str) -> Result<Vec<String>> {
    let mut world = World::open(Engine::Sqlite, 3, server::channels::built_in()).await?;
    world.live(60).await?;
    ensure!(world.broken().await?.is_empty(), "it was broken before");
    world.tamper(statement).await?;
    world.broken().await
}

/// A world in which accounting has posted something, and nothing is broken yet.
async fn with_books() -> Result<World> {
    for seed in 1..20 {
        let mut world = World::open(Engine::Sqlite, seed, server::channels::built_in()).await?;
        world.live(TURNS).await?;
        ensure!(world.broken().await?.is_empty(), "it was broken before");
        let life = world.life().await?;
        if life["refunds"] + life["recoveries"] > 0 {
            return Ok(world);
        }
    }
    anyhow::bail!("accounting never posted anything")
}

#[test]
fn books_that_were_changed_behind_the_desk_are_found() {
    scenario::run(async {
        let world = with_books().await?;
        for (statement, expected) in [
            ("UPDATE payout_balances SET corrected_minor = 0", "are said to be corrected"),
            ("DROP TRIGGER correction_lines_no_update; UPDATE correction_lines SET account = 'suspense'", "its cause"),
            ("UPDATE correction_lines SET account = 'payout_in_transit' WHERE side = 'debit'", "of it is in transit"),
            ("UPDATE correction_lines SET amount_minor = amount_minor + seq", "its lines do not balance"),
            ("DROP TRIGGER acknowledgements_no_delete; DELETE FROM acknowledgements", "and that is lost"),
            (
                "DROP TRIGGER correction_events_no_delete; DELETE FROM correction_events WHERE kind = 'sent'",
                "when it was",
            ),
            ("DROP TRIGGER decisions_no_delete; DELETE FROM decisions", "approved by too few others"),
            ("UPDATE webhook_deliveries SET event_id = 'evt_' || seq", "and due was"),
        ] {
            world.tamper(statement).await.with_context(|| statement.to_owned())?;
            let found = world.broken().await?;
            ensure!(found.iter().any(|fault| fault.contains(expected)), "{statement}: {found:?}");
        }
        Ok(())
    });
}
