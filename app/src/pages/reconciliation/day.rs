//! One business day: its two sides, its discrepancies, matching by hand, its balance, and what closes it.

mod act;
mod balance_form;
mod by_hand;
mod checklist;
mod closings;
mod discrepancies;
mod head;
mod lines;
mod matches;
mod proof;
mod side_list;
mod sides;

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::api::recon::{DayStanding, DayView};
use shared::role::Permission;
use shared::text::app::recon as text;

use crate::api::recon::Day;
use crate::api::use_api;
use crate::components::allowed::Allowed;
use crate::components::loaded::{Loaded, Reading};
use crate::components::tabs::Tabs;
use crate::components::title::PageTitle;
use crate::pages::not_found::NotFound;
use crate::state::language::{say_string, use_language};
use by_hand::ByHand;
use checklist::Checklist;
use closings::Closings;
use discrepancies::Discrepancies;
use head::Head;
use lines::Lines;
use matches::Matches;
use proof::ProofCard;
use sides::Sides;

/// How often a day that is being matched is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// A day as it is shown, and how to read it again.
#[derive(Clone, Copy)]
struct Shown {
    day: StoredValue<Day>,
    reading: Reading<DayView>,
}

impl Shown {
    /// The day's version, which what changes it names.
    fn version(self) -> i64 {
        self.reading.value.with_untracked(|view| view.as_ref().map_or(0, |view| view.version))
    }
}

/// The page.
#[component]
pub fn DayPage() -> impl IntoView {
    let params = use_params_map();
    let day = Memo::new(move |_| params.with(|params| Day::parse(&params.get("account")?, &params.get("date")?)));
    view! {
        <Allowed needs=Permission::ReadRecon>
            {move || match day.get() {
                Some(day) => view! { <Page day /> }.into_any(),
                None => view! { <NotFound /> }.into_any(),
            }}
        </Allowed>
    }
}

#[component]
fn Page(day: Day) -> impl IntoView {
    let (api, language) = (use_api(), use_language());
    let day = StoredValue::new(day);
    let reading = Reading::<DayView>::start(move || async move { api.day(&day.get_value()).await });
    let shown = Shown { day, reading };
    let is_running = Memo::new(move |_| {
        reading.value.with(|view| view.as_ref().is_some_and(|it| it.is_stale || it.standing == DayStanding::Running))
    });
    Effect::new(move |_| {
        if is_running.get()
            && let Ok(timer) = set_interval_with_handle(move || reading.again(), LOOK_EVERY)
        {
            on_cleanup(move || timer.clear());
        }
    });
    let title = Signal::derive(move || {
        let Day { account, date } = day.get_value();
        text::day_title(language.get(), account.as_str(), &date.to_string())
    });
    view! {
        <PageTitle title />
        <div class="page page--wide recon">
            <Head shown />
            <Loaded reading>
                <div class="recon__columns">
                    <aside class="recon__side">
                        {move || reading.value.get().map(|view| view! { <Facts view shown /> })}
                    </aside>
                    <Work shown />
                </div>
            </Loaded>
        </div>
    }
}

/// What the day adds up to, and what closes it.
#[component]
fn Facts(view: DayView, shown: Shown) -> impl IntoView {
    view! {
        <Sides view=view.clone() />
        <ProofCard view=view.clone() shown />
        <Checklist view=view.clone() shown />
        <Closings view shown />
    }
}

/// What people work on. Each list is read when its tab shows, and again when the day has changed.
#[component]
fn Work(shown: Shown) -> impl IntoView {
    let language = use_language();
    let current = RwSignal::new(0_usize);
    let labels = Signal::derive(move || {
        let lang = language.get();
        [text::tab_discrepancies, text::tab_by_hand, text::tab_matches, text::tab_lines]
            .map(|name| name(lang).to_owned())
            .to_vec()
    });
    let changed = Memo::new(move |_| shown.reading.value.with(|view| view.as_ref().map(|it| (it.version, it.ran_at))));
    view! {
        <section class="recon__work stack">
            <Tabs label=say_string(text::title) current labels />
            {move || {
                changed.get();
                match current.get() {
                    0 => view! { <Discrepancies shown /> }.into_any(),
                    1 => view! { <ByHand shown /> }.into_any(),
                    2 => view! { <Matches shown /> }.into_any(),
                    _ => view! { <Lines shown /> }.into_any(),
                }
            }}
        </section>
    }
}
