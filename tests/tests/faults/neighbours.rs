//! Filings that are sent together: one that the database refuses takes none of the others with it, and whoever was answered
//! has their case.

use std::collections::BTreeSet;

use anyhow::{Context, Result, anyhow, ensure};
use futures::future::join_all;
use server::caller::Caller;
use server::desk::cases::file_exceptions::Order;
use shared::actor::Actor;
use shared::api::exceptions::FilingRequest;
use shared::audit::Origin;
use shared::case::check_filing;
use shared::clock::Clock;
use shared::digest::Digest;
use shared::role::Scope;
use shared::text::Lang;
use tests::payout::{now, payout};
use tests::{Engine, LocalDesk, on_both_engines};

on_both_engines! {
    alone: what_the_database_refuses_of_one_filing_is_nothing_to_its_neighbours;
}

/// How many are sent at once; every so many of them is one that the database refuses.
const FILINGS: usize = 60;
const SPOILT_EVERY: usize = 7;

/// Has the database refuse some filings, for no reason that the desk could know.
async fn spoil(local: &LocalDesk, engine: Engine) -> Result<()> {
    let statement = match engine {
        Engine::Sqlite => {
            "CREATE TRIGGER spoilt BEFORE INSERT ON cases WHEN NEW.source_reference LIKE 'spoilt-%' \
             BEGIN SELECT RAISE(ABORT, 'spoilt'); END"
        }
        Engine::Postgres => {
            "CREATE FUNCTION spoilt() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'spoilt'; END $$; \
             CREATE TRIGGER spoilt BEFORE INSERT ON cases FOR EACH ROW \
             WHEN (NEW.source_reference LIKE 'spoilt-%') EXECUTE FUNCTION spoilt()"
        }
    };
    Ok(local.sql(statement).await?)
}

async fn order(local: &LocalDesk, reference: &str) -> Result<Order> {
    let mut request = FilingRequest::from(&payout());
    request.source_reference = reference.to_owned();
    let filing = check_filing(&request, local.clock.now(), Lang::En).map_err(|faults| anyhow!("{faults:?}"))?;
    let caller = Caller {
        actor: Actor::Client("core".to_owned()),
        roles: vec![],
        scopes: Scope::ALL.to_vec(),
        origin: Origin::default(),
    };
    let number = local.desk.next_numbers(1).await?[0];
    Ok(Order { caller, filing, digest: Digest::of(reference.as_bytes()), key: None, number })
}

async fn what_the_database_refuses_of_one_filing_is_nothing_to_its_neighbours(engine: Engine) -> Result<()> {
    let local = &LocalDesk::on(engine).await?;
    local.clock.set(now());
    spoil(local, engine).await?;
    let is_spoilt = |index: usize| index.is_multiple_of(SPOILT_EVERY);
    let reference = |index| format!("{}-{index}", if is_spoilt(index) { "spoilt" } else { "sound" });
    let mut orders = Vec::new();
    for index in 0..FILINGS {
        orders.push(order(local, &reference(index)).await?);
    }
    let answers = join_all(orders.into_iter().map(|order| local.desk.file_exception(order))).await;
    let mut answered = BTreeSet::new();
    for (index, answer) in answers.into_iter().enumerate() {
        ensure!(answer.is_err() == is_spoilt(index), "{}: {:?}", reference(index), answer.map(|filed| filed.view));
        if let Ok(filed) = answer {
            answered.insert(filed.view.number.0.to_string());
        }
    }
    let query = "SELECT CAST(number AS TEXT) FROM cases";
    let stored: BTreeSet<String> = local.texts(query).await.context("the cases")?.into_iter().collect();
    ensure!(stored == answered, "answered {answered:?}, stored {stored:?}");
    let chains = local.texts("SELECT DISTINCT subject FROM audit WHERE subject LIKE 'EX-%'").await?;
    ensure!(chains.len() == answered.len(), "{} chains of {} cases", chains.len(), answered.len());
    Ok(())
}
