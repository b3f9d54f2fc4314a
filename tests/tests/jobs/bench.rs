//! A desk whose jobs run when a test says so.

use std::sync::Arc;

use anyhow::{Result, anyhow};
use chrono::Duration;
use server::caller::Caller;
use server::channels::built_in;
use server::channels::follow_up::Line;
use server::desk::Desk;
use server::desk::cases::claim_case::ClaimCase;
use server::desk::cases::file_exceptions::Order;
use server::desk::cases::record_evidence::RecordObservation;
use server::desk::people::make_user::MakeUser;
use server::jobs::Runner;
use server::webhooks::{Reach, Sender};
use shared::actor::Actor;
use shared::api::exceptions::CaseView;
use shared::api::notices::Notice;
use shared::api::users::NewUserRequest;
use shared::audit::{Action, ChainVerifier, Origin};
use shared::case::{CaseNumber, check_filing};
use shared::channel::ChannelProfile;
use shared::clock::Clock;
use shared::digest::Digest;
use shared::evidence::Shown;
use shared::role::{Role, Scope};
use shared::text::Lang;
use tests::payout::{Payout, now};
use tests::response::portal;
use tests::{Engine, LocalDesk};

/// A desk, and the runner of its jobs.
pub struct Bench {
    /// The desk, its database and its clock.
    pub local: LocalDesk,
    runner: Arc<Runner>,
}

impl Bench {
    /// A desk that knows these channels. Its clock stands at the real time: payouts are sent by that.
    pub async fn with(engine: Engine, channels: Vec<ChannelProfile>) -> Result<Self> {
        let local = LocalDesk::with(engine, channels).await?;
        local.clock.set(now());
        let runner = Runner::new(Arc::clone(&local.desk), Line::default(), Sender::reaching(Reach::Anywhere));
        Ok(Self { local, runner })
    }

    pub fn desk(&self) -> &Arc<Desk> {
        &self.local.desk
    }

    /// Another server on the same database, by the same clock, with its own runner.
    pub async fn beside(&self, channels: Vec<ChannelProfile>) -> Result<Arc<Runner>> {
        let sender = Sender::reaching(Reach::Anywhere);
        Ok(Runner::new(self.local.beside(channels).await?, Line::default(), sender))
    }

    /// The same with the built-in channels.
    pub async fn another(&self) -> Result<Arc<Runner>> {
        self.beside(built_in()).await
    }

    /// The same, which sends webhooks by this sender.
    pub async fn beside_reaching(&self, sender: Sender) -> Result<Arc<Runner>> {
        Ok(Runner::new(self.local.beside(built_in()).await?, Line::default(), sender))
    }

    /// The runner of its jobs.
    pub fn runner(&self) -> &Arc<Runner> {
        &self.runner
    }

    /// Time passes, and whatever has come due by then is done.
    pub async fn pass(&self, by: Duration) -> Result<()> {
        self.local.clock.advance(by);
        self.work().await
    }

    /// Whatever is due is done.
    pub async fn work(&self) -> Result<()> {
        self.runner.run_due().await?;
        Ok(())
    }

    /// Files a payout, as `core` does.
    pub async fn file(&self, payout: &Payout) -> Result<CaseNumber> {
        let filing = check_filing(&payout.into(), self.local.clock.now(), Lang::En)
            .map_err(|faults| anyhow!("it is refused: {faults:?}"))?;
        let caller = Caller {
            actor: Actor::Client("core".to_owned()),
            roles: vec![],
            scopes: Scope::ALL.to_vec(),
            origin: Origin::default(),
        };
        let digest = Digest::of(payout.order_number().as_bytes());
        let number = self.desk().next_numbers(1).await?[0];
        let filed = self.desk().file_exception(Order { caller, filing, digest, key: None, number }).await?;
        Ok(filed.view.number)
    }

    /// A person who can be told things.
    pub async fn person(&self, name: &str, role: Role) -> Result<Caller> {
        let user = NewUserRequest { name: name.to_owned(), display_name: name.to_owned(), roles: vec![role] };
        self.desk().execute(MakeUser { caller: Caller::command_line(), user }).await?;
        let actor = Actor::User(name.to_owned());
        Ok(Caller { actor, roles: vec![role], scopes: vec![], origin: Origin::default() })
    }

    /// Someone takes a case.
    pub async fn claim(&self, caller: &Caller, number: CaseNumber) -> Result<()> {
        let version = self.case(number).await?.case.version;
        let claim = ClaimCase { caller: caller.clone(), number, version, take_over: false };
        Ok(self.desk().execute(claim).await?)
    }

    /// Someone looks at the channel's portal, and finds it still under way.
    pub async fn observe(&self, caller: &Caller, number: CaseNumber) -> Result<()> {
        let request = portal(Shown::Processing).at(self.local.clock.now()).into();
        let look = RecordObservation { caller: caller.clone(), number, request, lang: Lang::En };
        self.desk().execute(look).await?;
        Ok(())
    }

    /// A case as anybody reads it.
    pub async fn case(&self, number: CaseNumber) -> Result<CaseView> {
        Ok(self.desk().read_case(&reader(), number).await?)
    }

    /// What happened to a case, in order. Its chain has to hold together.
    pub async fn happened(&self, number: CaseNumber) -> Result<Vec<Action>> {
        let mut verifier = ChainVerifier::new(&number.to_string());
        let links = self.desk().read_trail(&reader(), number).await?;
        links.iter().map(|link| Ok(verifier.next(link)?.action)).collect()
    }

    /// How often something happened to a case.
    pub async fn times(&self, number: CaseNumber, action: Action) -> Result<usize> {
        Ok(self.happened(number).await?.into_iter().filter(|happened| *happened == action).count())
    }

    /// What somebody was told, the oldest first.
    pub async fn told(&self, caller: &Caller) -> Result<Vec<(CaseNumber, Notice)>> {
        let list = self.desk().notices(caller).await?;
        Ok(list.items.into_iter().rev().filter_map(|view| Some((view.number?, view.notice))).collect())
    }
}

fn reader() -> Caller {
    Caller { roles: vec![Role::Auditor], ..Caller::nobody() }
}
