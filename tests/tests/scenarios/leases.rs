//! What time does to a case, with a clock that is moved: leases run out, waits end, ages are reached, and nothing that is
//! not settled ever leaves the queue.

use anyhow::{Context, Result};
use chrono::Duration;
use serde_json::json;
use server::caller::Caller;
use server::desk::cases::claim_case::ClaimCase;
use server::desk::cases::file_exceptions::Order;
use server::desk::cases::keep_waiting::KeepWaiting;
use server::desk::cases::resolve_case::ResolveCase;
use server::desk::cases::write_note::WriteNote;
use server::error::Error;
use server::store::{ListFilter, ListOrder};
use shared::actor::Actor;
use shared::api::problem::Code;
use shared::audit::Origin;
use shared::case::{CaseNumber, Standing, check_filing};
use shared::clock::Clock;
use shared::digest::Digest;
use shared::resolution::Outcome::ConfirmedNotPaid;
use shared::resolution::Resolution;
use shared::role::{Role, Scope};
use shared::text::Lang;
use tests::payout::{Payout, now, payout};
use tests::response::wechat;
use tests::{Engine, LocalDesk, on_both_engines};

on_both_engines! {
    alone:
        a_lease_runs_out_when_its_holder_is_idle,
        a_wait_ends_by_itself,
        what_was_too_early_is_allowed_at_its_age,
        an_unknown_never_leaves_the_queue;
}

struct Timed {
    local: LocalDesk,
    number: CaseNumber,
}

impl Timed {
    /// A desk with one case, filed now.
    async fn with(engine: Engine, filing: Payout) -> Result<Self> {
        let local = LocalDesk::on(engine).await?;
        local.clock.set(now());
        let request = filing.into();
        let filing =
            check_filing(&request, local.clock.now(), Lang::En).map_err(|faults| anyhow::anyhow!("{faults:?}"))?;
        let core = Actor::Client("core".to_owned());
        let caller = Caller { actor: core, roles: vec![], scopes: Scope::ALL.to_vec(), origin: Origin::default() };
        let number = local.desk.next_numbers(1).await?[0];
        local.desk.file_exception(Order { caller, filing, digest: Digest::of(b"filing"), key: None, number }).await?;
        Ok(Self { local, number })
    }

    /// Time passes.
    fn pass(&self, by: Duration) {
        self.local.clock.advance(by);
    }

    async fn claim(&self, name: &str) -> Result<(), Error> {
        let version = self.version().await?;
        self.local
            .desk
            .execute(ClaimCase { caller: person(name), number: self.number, version, take_over: false })
            .await
    }

    async fn version(&self) -> Result<i64, Error> {
        Ok(self.local.desk.read_case(&person("lin"), self.number).await?.case.version)
    }

    /// How lists show the case, and how the case itself stands: the two have to agree.
    async fn standing(&self) -> Result<(Standing, Option<String>)> {
        let desk = &self.local.desk;
        let rows = desk.list_cases(&person("lin"), &ListFilter::default(), ListOrder::Due, None, 10).await?;
        let view = desk.read_case(&person("lin"), self.number).await?;
        let row = rows.into_iter().find(|row| row.number == self.number).context("it left the queue")?;
        assert_eq!(row.standing, view.case.state.standing(view.now));
        Ok((row.standing, row.owner))
    }
}

fn person(name: &str) -> Caller {
    let actor = Actor::User(name.to_owned());
    Caller { actor, roles: vec![Role::Operator], scopes: vec![], origin: Origin::default() }
}

fn refused<T>(outcome: Result<T, Error>, code: Code) {
    match outcome {
        Err(error) if error.code() == code => {}
        Err(error) => panic!("{error:?}"),
        Ok(_) => panic!("it was not refused"),
    }
}

async fn a_lease_runs_out_when_its_holder_is_idle(engine: Engine) -> Result<()> {
    let timed = Timed::with(engine, payout()).await?;
    timed.claim("lin").await?;
    timed.pass(Duration::minutes(29));
    refused(timed.claim("mei").await, Code::CaseHeld);
    let note = WriteNote { caller: person("lin"), number: timed.number, text: "still at it".to_owned() };
    timed.local.desk.execute(note).await?;
    timed.pass(Duration::minutes(29));
    refused(timed.claim("mei").await, Code::CaseHeld);
    assert_eq!(timed.standing().await?, (Standing::Working, Some("lin".to_owned())));
    timed.pass(Duration::minutes(1));
    assert_eq!(timed.standing().await?, (Standing::Open, None));
    timed.claim("mei").await?;
    assert_eq!(timed.standing().await?, (Standing::Working, Some("mei".to_owned())));
    Ok(())
}

async fn a_wait_ends_by_itself(engine: Engine) -> Result<()> {
    let timed = Timed::with(engine, payout()).await?;
    timed.claim("lin").await?;
    let wait = KeepWaiting {
        caller: person("lin"),
        number: timed.number,
        version: timed.version().await?,
        until: timed.local.clock.now() + Duration::hours(5),
        reason: "the statement comes then".to_owned(),
        lang: Lang::En,
    };
    timed.local.desk.execute(wait).await?;
    timed.pass(Duration::hours(5) - Duration::seconds(1));
    assert_eq!(timed.standing().await?, (Standing::Waiting, Some("lin".to_owned())));
    timed.pass(Duration::seconds(1));
    assert_eq!(timed.standing().await?, (Standing::Open, None));
    Ok(())
}

async fn what_was_too_early_is_allowed_at_its_age(engine: Engine) -> Result<()> {
    let timed = Timed::with(engine, payout().sent_minutes_ago(10).query(wechat("FAIL"))).await?;
    let resolve = async |resolution| {
        let (caller, number, version) = (person("lin"), timed.number, timed.version().await?);
        let reason = Some("r".to_owned());
        timed.local.desk.execute(ResolveCase { caller, number, version, resolution, reason, lang: Lang::En }).await
    };
    timed.claim("lin").await?;
    refused(resolve(Resolution::ConfirmNotPaid).await, Code::ResolutionBlocked);
    timed.pass(Duration::minutes(19));
    refused(resolve(Resolution::ConfirmNotPaid).await, Code::ResolutionBlocked);
    timed.pass(Duration::minutes(2));
    resolve(Resolution::ConfirmNotPaid).await?;
    let closed = timed.local.desk.read_case(&person("lin"), timed.number).await?;
    assert_eq!(closed.case.state.outcome(), Some(ConfirmedNotPaid));
    Ok(())
}

/// A bug that real systems have: an unknown that drops out of the worker after a day.
async fn an_unknown_never_leaves_the_queue(engine: Engine) -> Result<()> {
    let timed = Timed::with(engine, payout()).await?;
    for days in [1, 7, 30, 365] {
        timed.pass(Duration::days(days));
        assert_eq!(timed.standing().await?, (Standing::Open, None), "{days} days later");
        let counts = timed.local.desk.count_views(&person("lin")).await?;
        assert_eq!((counts.unassigned, counts.due_soon), (1, 1), "overdue cases rise: {}", json!(counts));
    }
    Ok(())
}
