//! One business day: its two sides, its discrepancies, matching by hand, its balance, and what closes it.
//!
//! The rule: reading the day again replaces nothing that did not change, and never what somebody is typing or has selected.

mod act;
mod balance_form;
mod by_hand;
mod checklist;
mod closing_question;
mod closings;
mod head;
mod key_row;
mod left;
mod lines;
mod matches;
mod obstacle;
mod proof;
mod side_list;
mod sides;
mod table;
mod told;

use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::api::problem::Code;
use shared::api::recon::{DayStanding, DayView};
use shared::case::CaseKind;
use shared::role::Permission;
use shared::text::app::recon as text;

use super::discrepancies::{Discrepancies, Of};
use crate::api::recon::Day;
use crate::api::use_api;
use crate::components::allowed::Allowed;
use crate::components::empty::Empty;
use crate::components::exports::Exports;
use crate::components::icon::Glyph;
use crate::components::loaded::{Loaded, Reading};
use crate::components::tabs::Tabs;
use crate::components::title::PageTitle;
use crate::pages::not_found::NotFound;
use crate::state::language::{say, say_string, use_language};
use crate::state::live::{News, use_live};
use crate::state::session::use_session;
use crate::state::soon::Soon;
use crate::written;
use balance_form::BalanceDialog;
use by_hand::ByHand;
use checklist::Checklist;
use closing_question::{Asked, ClosingQuestion};
use closings::Closings;
use head::Head;
use lines::Lines;
use matches::Matches;
use proof::ProofCard;
use sides::Sides;

/// How often a day that is being matched is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How often any other is: somebody else may be at it, too.
const LOOK_AGAIN_EVERY: Duration = Duration::from_secs(15);
/// How long news of cases is collected before the day is read again.
const TOGETHER_MS: u32 = 300;

/// A day as it is shown, how to read it again, and what is open over it.
#[derive(Clone, Copy)]
struct Shown {
    day: StoredValue<Day>,
    /// Nothing where nothing came in for the day.
    reading: Reading<Option<DayView>>,
    /// The day but for the time at which it was read.
    view: Memo<Option<DayView>>,
    /// What its lists depend on.
    changed: Memo<Option<(i64, Option<DateTime<Utc>>)>>,
    /// What is asked about closing it.
    asked: RwSignal<Option<Asked>>,
    /// Whether a balance is being recorded.
    recording: RwSignal<bool>,
}

impl Shown {
    fn start(day: StoredValue<Day>) -> Self {
        let api = use_api();
        let reading = Reading::start(move || async move {
            match api.day(&day.get_value()).await {
                Err(failure) if failure.code() == Some(Code::NotFound) => Ok(None),
                answer => answer.map(Some),
            }
        });
        let view =
            Memo::new(move |_| reading.value.get().flatten().map(|view| DayView { now: DateTime::UNIX_EPOCH, ..view }));
        let changed = Memo::new(move |_| view.with(|view| view.as_ref().map(|it| (it.version, it.ran_at))));
        Self { day, reading, view, changed, asked: RwSignal::new(None), recording: RwSignal::new(false) }
    }

    /// The day's version, which what changes it names.
    fn version(self) -> i64 {
        self.view.with_untracked(|view| view.as_ref().map_or(0, |view| view.version))
    }

    /// Whether the day can still be worked on.
    fn is_open(self) -> bool {
        self.view.with(|view| view.as_ref().is_some_and(|view| view.standing != DayStanding::Closed))
    }

    /// The account's zone, in minutes ahead of UTC: its business days are reckoned by it.
    fn offset_minutes(self) -> Option<i32> {
        self.view.with_untracked(|view| view.as_ref().map(|view| view.account.utc_offset_minutes))
    }

    /// Where the API has it.
    fn api_path(self, rest: &str) -> String {
        self.day.with_value(|day| format!("/api/v1/days/{}/{}{rest}", day.account, day.date))
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
    let language = use_language();
    let shown = Shown::start(StoredValue::new(day));
    look_again(shown);
    let title = Signal::derive(move || {
        let Day { account, date } = shown.day.get_value();
        let name = shown.view.with(|view| view.as_ref().map(|view| view.account.name.clone()));
        text::day_title(language.get(), &name.unwrap_or_else(|| account.to_string()), &date.to_string())
    });
    let currency = move || shown.view.with(|view| view.as_ref().map(|view| view.account.currency));
    let currency = Memo::new(move |_| currency());
    let is_there = Memo::new(move |_| shown.view.with(Option::is_some));
    view! {
        <PageTitle title />
        <div class="page page--wide recon">
            <Head shown />
            <Loaded reading=shown.reading>
                <Show when=move || is_there.get() fallback=move || view! { <Missing shown /> }>
                    <div class="recon__columns">
                        <aside class="recon__side" aria-label=say_string(text::day_facts)>
                            {move || shown.view.get().map(|view| view! { <Facts view shown /> })}
                        </aside>
                        <Work shown />
                    </div>
                </Show>
            </Loaded>
            {move || currency.get().map(|currency| view! { <BalanceDialog shown currency /> })}
            <ClosingQuestion shown />
        </div>
    }
}

/// Reads the day again while it is matched, when a discrepancy's case changes, and now and then as others may be at it.
fn look_again(shown: Shown) {
    let again = Soon::after(TOGETHER_MS, move || shown.reading.again());
    use_live().listen(move |news| match news {
        News::Changed(row) if !matches!(row.kind, CaseKind::Discrepancy | CaseKind::BalanceBreak) => {}
        News::Changed(_) | News::ReadAnew => again.ask(),
        News::Notices(_) | News::Presence(_) => {}
    });
    let is_running = Memo::new(move |_| {
        shown.view.with(|view| view.as_ref().is_some_and(|it| it.is_stale || it.standing == DayStanding::Running))
    });
    Effect::new(move |_| {
        let every = if is_running.get() { LOOK_EVERY } else { LOOK_AGAIN_EVERY };
        if let Ok(timer) = set_interval_with_handle(move || shown.reading.again(), every) {
            on_cleanup(move || timer.clear());
        }
    });
}

/// A day of which nothing is known.
#[component]
fn Missing(shown: Shown) -> impl IntoView {
    let session = use_session();
    let href = shown.day.with_value(|day| format!("/reconciliation?upload={}", day.account));
    view! {
        <Empty glyph=Glyph::Balance title=say_string(text::day_missing_title) explanation=say_string(text::day_missing)>
            {move || {
                let href = href.clone();
                session
                    .may(Permission::SendStatements)
                    .then(|| view! { <a class="button button--primary" href=href>{say(text::upload)}</a> })
            }}
        </Empty>
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
        let open = shown.view.with(|view| view.as_ref().and_then(|it| it.figures.as_ref()).map_or(0, |it| it.open));
        let discrepancies = match open {
            0 => text::tab_discrepancies(lang).to_owned(),
            open => text::tab_discrepancies_open(lang, open),
        };
        let others = [text::tab_by_hand, text::tab_matches, text::tab_lines].map(|name| name(lang).to_owned());
        std::iter::once(discrepancies).chain(others).collect()
    });
    let (account, date) = shown.day.with_value(|day| (day.account.clone(), day.date));
    let of = StoredValue::new(Of { account, date: Some(date) });
    let (lines, matches) = (shown.api_path("/lines/export"), shown.api_path("/matches/export"));
    view! {
        <section class="recon__work stack" aria-label=say_string(text::day_work)>
            <Tabs label=say_string(text::day_work) current labels />
            {shown
                .offset_minutes()
                .map(|minutes| {
                    let zone = written::zone_name(minutes);
                    view! { <p class="small faint">{move || text::times_of(language.get(), &zone)}</p> }
                })}
            {move || match current.get() {
                0 => {
                    view! {
                        <Discrepancies
                            of=of.get_value()
                            offset_minutes=Signal::stored(shown.offset_minutes())
                            changed=Signal::derive(move || {
                                shown.changed.get();
                            })
                            on_change=Callback::new(move |()| shown.reading.again())
                        />
                    }
                        .into_any()
                }
                1 => view! { <ByHand shown /> }.into_any(),
                2 => {
                    view! {
                        <Exports address=matches.clone() />
                        <Matches shown />
                    }
                        .into_any()
                }
                _ => {
                    view! {
                        <Exports address=lines.clone() />
                        <Lines shown />
                    }
                        .into_any()
                }
            }}
        </section>
    }
}
