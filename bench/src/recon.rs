//! A day of as many lines a side as are asked for: taken, read, stored and matched, against the same engine sorting and joining
//! the very same rows.
//!
//! A tenth of it comes first, on an account of its own: what the server holds at most must be the same for both.

mod day;
mod joined;

use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::json;
use tests::caller::Caller;
use tests::holdfast::Person;

use self::day::{Day, Took};
use crate::against::Against;
use crate::figures::{Figures, median};
use crate::server::Server;
use crate::{Options, ROUNDS};

/// How much more may be held for ten times the lines: what an allocator keeps for itself differs from run to run.
const GROWTH_MAX: f64 = 1.25;
/// How long the whole may take.
const MINUTES_MAX: f64 = 15.0;

/// Reconciles two days and compares the larger.
pub async fn compare(options: &Options, server: &Server, against: &Against, figures: &mut Figures) -> Result<()> {
    let callers = Callers::arrive(server).await?;
    let lines = options.reconciled();
    let mut largest = Vec::new();
    let mut took = Took::default();
    for (account, lines) in [("tenth", lines / 10), ("whole", lines)] {
        callers.admin.new_account(json!({ "id": account })).await?;
        let day = Day { account, lines };
        took = day.reconcile(&callers, server).await?;
        largest.push(server.largest_mib()?);
    }
    note(lines, &took, figures);
    let (tenth, whole) = (largest[0], largest[1]);
    let found = format!("{tenth:.0}, {whole:.0} MiB");
    figures.add("memory, largest, for a tenth and for all", found, "<= 1.25 times", whole <= tenth * GROWTH_MAX);
    let mut direct = Vec::new();
    for _ in 0..ROUNDS {
        direct.push(joined::run(against, "whole", lines).await?.as_secs_f64());
    }
    let direct = median(direct);
    figures.note("the engine alone: the same rows sorted into a table, and joined", format!("{direct:.2} s"));
    figures.note("matched against that, ratio", format!("{:.1}", took.matched.as_secs_f64() / direct));
    figures.note(
        "taken, read, stored and matched against that, ratio",
        format!("{:.1}", took.all().as_secs_f64() / direct),
    );
    Ok(())
}

fn note(lines: usize, took: &Took, figures: &mut Figures) {
    let rate = |took: Duration| {
        format!("{:.1} s, {:.0} lines a second", took.as_secs_f64(), lines as f64 / took.as_secs_f64())
    };
    figures.note("lines a side", lines.to_string());
    figures.note("our lines taken over HTTP", rate(took.taken));
    figures.note("the channel's file received, read and stored", rate(took.read));
    figures.note("booked and matched", rate(took.matched));
    let minutes = took.all().as_secs_f64() / 60.0;
    figures.add("all of it", format!("{minutes:.1} minutes"), "< 15 minutes", minutes < MINUTES_MAX);
}

/// Those who reconcile.
pub struct Callers {
    /// Who makes accounts.
    pub admin: Caller,
    /// Whose books and statements come in.
    pub system: Caller,
}

impl Callers {
    async fn arrive(server: &Server) -> Result<Self> {
        let base = format!("http://{}", server.address);
        let admin = Person { name: "accountant".to_owned(), password: "holds fast to unknown".to_owned() };
        let arguments = ["user", "create", &admin.name, "--role", "admin,supervisor", "--password-stdin"];
        server.execute_with(&arguments, &admin.password)?;
        let scopes = "ledger:write,statements:write,cases:read";
        let made = server.execute(&["client", "create", "books", "--scope", scopes, "--rate-per-minute", "1000000"])?;
        let key = made.lines().last().unwrap_or_default().trim().to_owned();
        ensure!(!key.is_empty(), "`client create` printed no key");
        let system = Caller::nobody(&base)?.with("authorization", &format!("Bearer {key}"));
        Ok(Self { admin: Caller::signed_in(&base, &admin).await?, system })
    }
}
