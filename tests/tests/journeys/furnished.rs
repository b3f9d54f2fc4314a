//! A desk on which every page has something to show: a case in every state, people, a system that files.

use anyhow::{Context, Result};
use shared::case::CaseNumber;
use shared::evidence::Shown;
use shared::resolution::Resolution;
use tests::holdfast::Person;
use tests::payout::{Payout, minutes_ago, now, payout};
use tests::response::{document, portal, wechat, wechat_error};
use tests::{Caller, Desk, Engine};

/// The smallest picture there is.
pub const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\
    \0\0\0\rIDATx\xdac\xfc\xcf\xc0P\x0f\0\x04\x85\x01\x80\x84\xa9\x8c!\0\0\0\0IEND\xaeB`\x82";

/// What people write here: a word of no language, so that it is foreign to none.
const WRITTEN: &str = "portal-77";

/// The desk.
pub struct Furnished {
    /// The desk itself.
    pub desk: Desk,
    /// Someone with every role that a page is for.
    pub reader: Person,
    /// Cases, each by what it is there for.
    pub cases: Vec<(&'static str, CaseNumber)>,
}

/// A payout that the channel does not know.
pub fn unfound() -> Payout {
    payout().query(wechat_error(404, "NOT_FOUND").at(minutes_ago(60)))
}

/// Files a case and proposes not paid, on what the portal shows.
pub async fn proposed(core: &Caller, maker: &Caller, payout: Payout, reason: &str) -> Result<CaseNumber> {
    let number = core.number_of(payout).await?;
    maker.claim(number).await?;
    maker.observe(number, portal(Shown::NotFound)).await?;
    maker.resolve_because(number, Resolution::ConfirmNotPaidWithoutProof, reason).await?;
    Ok(number)
}

/// Opens and fills it.
pub async fn furnished() -> Result<Furnished> {
    let desk = Desk::open(Engine::Sqlite).await?;
    let reader = desk.holdfast.person("zhou", "operator,supervisor,admin")?;
    let own = Caller::signed_in(&desk.holdfast.url(""), &reader).await?;
    let (core, lin, wu) = (desk.core().await?, desk.lin().await?, desk.wu().await?);

    let open = core.number_of(unfound().merchant("M-7", "云杉贸易有限公司")).await?;
    let held = core.number_of(unfound()).await?;
    lin.claim(held).await?;
    let young = core.number_of(payout().sent_minutes_ago(5)).await?;
    own.claim(young).await?;
    let proven = core.number_of(payout().query(wechat("SUCCESS"))).await?;
    own.claim(proven).await?;
    let waiting = core.number_of(payout().query(wechat("PROCESSING"))).await?;
    lin.claim(waiting).await?;
    lin.note(waiting, WRITTEN).await?;
    lin.wait(waiting, now() + chrono::Duration::hours(20)).await?;
    let contradiction = core.number_of(unfound().query(wechat("SUCCESS")).query(wechat("FAIL"))).await?;
    own.claim(contradiction).await?;
    own.observe(contradiction, document(Shown::Paid, "slip.png", PNG)).await?;
    let awaiting = proposed(&core, &lin, unfound().large(), WRITTEN).await?;
    let own_proposal = proposed(&core, &own, unfound(), WRITTEN).await?;
    let closed = proposed(&core, &lin, unfound(), WRITTEN).await?;
    wu.approve(closed).await?;
    let late = core.add_query(closed, wechat("SUCCESS")).await?.opened;

    let mut cases = vec![
        ("open", open),
        ("held by another", held),
        ("too young", young),
        ("proven", proven),
        ("waiting", waiting),
        ("contradiction", contradiction),
        ("awaiting approval", awaiting),
        ("awaiting another's approval", own_proposal),
        ("closed", closed),
    ];
    cases.extend(late.map(|late| ("late success", late)));
    Ok(Furnished { desk, reader, cases })
}

impl Furnished {
    /// The address of the case that is there for this.
    pub fn case(&self, what_for: &str) -> Result<String> {
        let case = self.cases.iter().find(|(known, _)| *known == what_for);
        Ok(format!("/cases/{}", case.with_context(|| format!("no case is {what_for}"))?.1))
    }

    /// Every page of someone signed in, by its path.
    pub fn pages(&self) -> Vec<String> {
        let mut pages = [
            "/",
            "/?q=nothing-of-the-kind",
            "/approvals",
            "/corrections",
            "/return-watch",
            "/channels",
            "/admin/people",
            "/admin/clients",
            "/admin/webhooks",
            "/admin/policies",
            "/account",
            "/guide",
            "/no/such/page",
            "/cases/EX-1",
        ]
        .map(str::to_owned)
        .to_vec();
        pages.extend(self.cases.iter().map(|(_, number)| format!("/cases/{number}")));
        pages
    }
}
