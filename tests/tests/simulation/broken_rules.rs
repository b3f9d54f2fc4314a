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

#[test]
fn a_dictionary_that_takes_a_querys_error_for_the_payouts_is_found() {
    scenario::run(async {
        // Not in each run does somebody settle a case by such an answer.
        for seed in 1..20 {
            let mut world = World::open(Engine::Sqlite, seed, with_a_wrong_entry()).await?;
            world.live(TURNS).await?;
            let broken = world.broken().await?;
            if broken.iter().any(|found| found.contains("closed by one person without proof")) {
                return Ok(());
            }
        }
        anyhow::bail!("nobody noticed")
    });
}

#[test]
fn rows_that_were_changed_behind_the_desk_are_found() {
    scenario::run(async {
        for (statement, expected) in [
            ("UPDATE queue SET version = version + 1", "its row in the queue is not the case"),
            ("DELETE FROM queue", "its row in the queue is not the case"),
            ("UPDATE queue SET amount_minor = amount_minor + 1", "became"),
            ("DELETE FROM search_terms", "nothing to find it by"),
            ("UPDATE cases SET state_name = 'waiting' WHERE state_name = 'open'", "not the one it is listed by"),
            ("UPDATE cases SET source_reference = source_reference || 'x'", "was acknowledged and is lost"),
            ("DROP TRIGGER evidence_no_delete; DELETE FROM evidence", "no evidence"),
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
    world.live(12).await?;
    ensure!(world.broken().await?.is_empty(), "it was broken before");
    world.tamper(statement).await?;
    world.broken().await
}
