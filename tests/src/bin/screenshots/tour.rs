//! Every page in every width, language and colour.
//!
//! The rule here: the tour judges nothing; it shows. What it can tell by itself, that a page scrolls sideways or cuts words
//! off, it says beside the picture. A stop that cannot be reached is named at the end, after all others.

use std::path::Path;

use anyhow::{Context, Result, bail};
use shared::api::exceptions::{CaseList, CaseRow};
use shared::case::CaseNumber;
use shared::text::Lang;
use tests::demo_desk::DemoDesk;
use tests::holdfast::Person;
use tests::{Caller, Engine, Holdfast, Visitor};

use crate::save;
use crate::stop::{Place, Stop, connection};
use crate::stops::{first_day, stops};

/// The screens, in CSS pixels: a desk's first, where the steps are taken.
const DESK: (u32, u32) = (1440, 900);
const WALL: (u32, u32) = (2560, 1440);
const TELEPHONE: (u32, u32) = (390, 844);

/// The tallest picture of a page that is longer than the screen.
const HEIGHT_MAX: u32 = 2600;

/// Takes all stops whose name contains one of the words; every stop, without words.
pub async fn take(folder: &Path, only: &[String]) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let demo = DemoDesk::start(Holdfast::on(Engine::Sqlite).await?)?;
    let wanted = |stop: &Stop| only.is_empty() || only.iter().any(|words| stop.name.contains(words.as_str()));
    let mut missed = Vec::new();
    let mut groups: Vec<(&str, Vec<Stop>)> = Vec::new();
    for stop in stops(&demo).await?.into_iter().filter(wanted) {
        match groups.iter_mut().find(|(who, _)| *who == stop.who) {
            Some((_, group)) => group.push(stop),
            None => groups.push((stop.who, vec![stop])),
        }
    }
    for (who, group) in &groups {
        let person = (!who.is_empty()).then(|| demo.person(who));
        missed.extend(walk(&demo.holdfast, person.as_ref(), group, folder).await?);
    }
    let fresh: Vec<Stop> = first_day().into_iter().filter(wanted).collect();
    if !fresh.is_empty() {
        let empty = Holdfast::on(Engine::Sqlite).await?.start()?;
        let person = empty.person("zhou", "operator,supervisor,admin")?;
        missed.extend(walk(&empty, Some(&person), &fresh, folder).await?);
    }
    if missed.is_empty() { Ok(()) } else { bail!("not reached: {}", missed.join(", ")) }
}

/// What one reader sees; answers what could not be reached.
async fn walk(desk: &Holdfast, person: Option<&Person>, stops: &[Stop], folder: &Path) -> Result<Vec<String>> {
    let browser = Visitor::arrive(desk, DESK.0, DESK.1).await?;
    let caller = match person {
        Some(person) => {
            browser.sign_in(person).await?;
            Caller::signed_in(&desk.url(""), person).await?
        }
        None => {
            browser.open("/sign-in").await?;
            Caller::nobody(&desk.url(""))?
        }
    };
    let reader = Reader { browser, caller, folder };
    let mut missed = Vec::new();
    for stop in stops {
        for lang in [Lang::En, Lang::Zh] {
            if let Err(error) = reader.visit(stop, lang).await {
                println!("{} in {}: {error:#}", stop.name, code(lang));
                missed.push(format!("{} ({})", stop.name, code(lang)));
            }
        }
    }
    Ok(missed)
}

/// Somebody who looks, and where their pictures go.
struct Reader<'a> {
    browser: Visitor,
    caller: Caller,
    folder: &'a Path,
}

impl Reader<'_> {
    async fn visit(&self, stop: &Stop, lang: Lang) -> Result<()> {
        let address = self.address(stop).await?;
        connection(&self.browser, true).await?;
        self.browser.prefer_colours("light").await?;
        self.browser.prefer_language(code(lang)).await?;
        self.browser.resize(DESK.0, DESK.1).await?;
        self.browser.open(&address).await?;
        for step in &stop.steps {
            step.take(&self.browser, lang).await?;
        }
        let name = |width: u32, part: &str| format!("{}-{width}{part}-{}", stop.name, code(lang));
        self.both_colours(DESK, &name(DESK.0, "")).await?;
        self.both_colours(WALL, &name(WALL.0, "")).await?;
        self.browser.resize(TELEPHONE.0, TELEPHONE.1).await?;
        if stop.steps.is_empty() {
            // As on a telephone from the start: some things are put in their place only once.
            self.browser.open(&address).await?;
        }
        for (place, tab) in stop.tabs.iter().enumerate() {
            self.browser.press(&tab(lang)).await?;
            self.both_colours(TELEPHONE, &name(TELEPHONE.0, &format!("-part{}", place + 1))).await?;
        }
        if stop.tabs.is_empty() { self.both_colours(TELEPHONE, &name(TELEPHONE.0, "")).await } else { Ok(()) }
    }

    /// Two pictures of what shows, as high as the page is where nothing lies over it.
    async fn both_colours(&self, (width, height): (u32, u32), name: &str) -> Result<()> {
        self.browser.resize(width, height).await?;
        self.browser.settles().await?;
        let page = "return document.querySelector('dialog[open]') ? 0 : document.documentElement.scrollHeight";
        let page = self.browser.execute(page, vec![]).await?.as_u64().and_then(|page| u32::try_from(page).ok());
        self.browser.resize(width, page.unwrap_or(0).clamp(height, HEIGHT_MAX)).await?;
        for colours in ["light", "dark"] {
            self.browser.prefer_colours(colours).await?;
            save(&self.browser, &self.folder.join(format!("{name}-{colours}.png"))).await?;
        }
        let faults = self.browser.execute(include_str!("faults.js"), vec![]).await?;
        for fault in faults.as_array().into_iter().flatten() {
            println!("  {}", fault.as_str().unwrap_or_default());
        }
        Ok(())
    }

    /// Where the stop is; whoever has to hold the case takes it first, by the API.
    async fn address(&self, stop: &Stop) -> Result<String> {
        let fits = match &stop.place {
            Place::At(address) => return Ok(address.clone()),
            Place::Case(fits) => fits,
        };
        let number = self.number_of(fits).await?;
        let case = self.caller.case(number).await?;
        if stop.claims && case.case.state.holder(case.now) != Some(stop.who) {
            self.caller.take_over(number).await?;
        }
        Ok(format!("/cases/{number}"))
    }

    async fn number_of(&self, fits: impl Fn(&CaseRow) -> bool) -> Result<CaseNumber> {
        let list: CaseList = self.caller.get("/exceptions?limit=200").await?;
        let mut rows = list.items;
        rows.sort_by_key(|row| row.number.0);
        rows.into_iter().find(fits).map(|row| row.number).context("no case of the demo is like that")
    }
}

fn code(lang: Lang) -> &'static str {
    lang.pick("en", "zh")
}
