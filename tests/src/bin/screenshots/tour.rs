//! Every page in every width, language and colour.
//!
//! The rule here: the tour judges nothing; it shows. What it can tell by itself, that a page scrolls sideways or cuts words
//! off without a mark, it says beside the picture. A stop that cannot be reached is named at the end, after all others.

use std::path::Path;

use anyhow::{Context, Result, bail};
use shared::api::exceptions::{CaseList, CaseRow};
use shared::case::CaseNumber;
use shared::text::Lang;
use tests::demo_desk::DemoDesk;
use tests::{Engine, Holdfast, Visitor};

use crate::save;
use crate::stop::{Place, Stop, connection};
use crate::stops::stops;

/// The screens, in CSS pixels: a desk's first, where the steps are taken.
const DESK: (u32, u32) = (1440, 900);
const WALL: (u32, u32) = (2560, 1440);
const TELEPHONE: (u32, u32) = (390, 844);

/// The tallest picture of a page that is longer than the screen.
const HEIGHT_MAX: u32 = 2600;

/// Takes all stops whose name contains one of the words; every stop, without words.
pub async fn take(folder: &Path, only: &[String]) -> Result<()> {
    let setup = Holdfast::on(Engine::Sqlite).await?.setting("HOLDFAST_WEBHOOKS_ALLOW_PRIVATE", "true");
    let desk = DemoDesk::start(setup)?;
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let all = stops(&desk).await?;
    let wanted = |stop: &&Stop| only.is_empty() || only.iter().any(|words| stop.name.contains(words.as_str()));
    let chosen: Vec<&Stop> = all.iter().filter(wanted).collect();
    let mut missed = Vec::new();
    for who in ["", "lin", "wu", "gu", "root"] {
        let own: Vec<_> = chosen.iter().filter(|stop| stop.who == who).collect();
        if own.is_empty() {
            continue;
        }
        let reader = Visitor::arrive(&desk.holdfast, DESK.0, DESK.1).await?;
        if who.is_empty() {
            reader.open("/sign-in").await?;
        } else {
            reader.sign_in(&desk.person(who)).await?;
        }
        for stop in own {
            for lang in [Lang::En, Lang::Zh] {
                if let Err(error) = visit(&desk, &reader, stop, lang, folder).await {
                    println!("{} in {}: {error:#}", stop.name, code(lang));
                    missed.push(format!("{} ({})", stop.name, code(lang)));
                }
            }
        }
    }
    if missed.is_empty() { Ok(()) } else { bail!("not reached: {}", missed.join(", ")) }
}

async fn visit(desk: &DemoDesk, reader: &Visitor, stop: &Stop, lang: Lang, folder: &Path) -> Result<()> {
    connection(reader, true).await?;
    reader.resize(DESK.0, DESK.1).await?;
    reader.prefer_colours("light").await?;
    reader.prefer_language(code(lang)).await?;
    reader.open(&address(desk, stop).await?).await?;
    for step in &stop.steps {
        step.take(reader, lang).await?;
    }
    for (width, height) in [DESK, WALL] {
        both_colours(reader, (width, height), &folder.join(format!("{}-{width}-{}", stop.name, code(lang)))).await?;
    }
    let named = |part: &str| folder.join(format!("{}-{}{part}-{}", stop.name, TELEPHONE.0, code(lang)));
    if stop.tabs.is_empty() {
        return both_colours(reader, TELEPHONE, &named("")).await;
    }
    reader.resize(TELEPHONE.0, TELEPHONE.1).await?;
    for (place, tab) in stop.tabs.iter().enumerate() {
        reader.press(&tab(lang)).await?;
        both_colours(reader, TELEPHONE, &named(&format!("-part{}", place + 1))).await?;
    }
    Ok(())
}

/// Two pictures of what shows, as high as the page is where nothing lies over it.
async fn both_colours(reader: &Visitor, (width, height): (u32, u32), file: &Path) -> Result<()> {
    reader.resize(width, height).await?;
    reader.settles().await?;
    let page = "return document.querySelector('dialog[open]') ? 0 : document.documentElement.scrollHeight";
    let page = reader.execute(page, vec![]).await?.as_u64().and_then(|page| u32::try_from(page).ok()).unwrap_or(0);
    reader.resize(width, page.clamp(height, HEIGHT_MAX)).await?;
    for colours in ["light", "dark"] {
        reader.prefer_colours(colours).await?;
        save(reader, Path::new(&format!("{}-{colours}.png", file.display()))).await?;
    }
    let faults = reader.execute(include_str!("faults.js"), vec![]).await?;
    for fault in faults.as_array().into_iter().flatten() {
        println!("  {}", fault.as_str().unwrap_or_default());
    }
    Ok(())
}

/// Where the stop is; whoever has to hold the case takes it first, in the way of the API.
async fn address(desk: &DemoDesk, stop: &Stop) -> Result<String> {
    let fits = match &stop.place {
        Place::At(address) => return Ok(address.clone()),
        Place::Case(fits) => fits,
    };
    let number = number_of(desk, fits).await?;
    if stop.claims {
        let reader = desk.caller(stop.who).await?;
        let case = reader.case(number).await?;
        if case.case.state.holder(case.now) != Some(stop.who) {
            reader.take_over(number).await?;
        }
    }
    Ok(format!("/cases/{number}"))
}

async fn number_of(desk: &DemoDesk, fits: impl Fn(&CaseRow) -> bool) -> Result<CaseNumber> {
    let list: CaseList = desk.caller("gu").await?.get("/exceptions?limit=200").await?;
    let mut rows = list.items;
    rows.sort_by_key(|row| row.number.0);
    rows.into_iter().find(fits).map(|row| row.number).context("no case of the demo is like that")
}

fn code(lang: Lang) -> &'static str {
    lang.pick("en", "zh")
}
