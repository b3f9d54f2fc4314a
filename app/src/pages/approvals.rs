//! Approvals: what awaits checkers, riskiest and oldest first, each as its maker saw it; decided one by one, or several where the
//! proof is the same, with a result for each. Changes of channels and of the policy are named above, for they open elsewhere.

mod bulk_bar;
mod decide;
mod gone;
mod results;
mod row;

use std::collections::HashSet;

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::api::approvals::{ApprovalList, ApprovalRow};
use shared::case::{CaseNumber, Standing};
use shared::role::Permission;
use shared::text::app::{approvals as text, queue};

use crate::api::use_api;
use crate::components::allowed::Allowed;
use crate::components::empty::Empty;
use crate::components::exports::Exports;
use crate::components::icon::Glyph;
use crate::components::loaded::{Loaded, Reading};
use crate::components::title::PageTitle;
use crate::keys::{Action, Group, use_keys};
use crate::pages::channels::PendingChannels;
use crate::pages::policies::PendingPolicy;
use crate::state::language::{Say, say, say_string, use_language};
use crate::state::live::{News, use_live};
use crate::state::soon::Soon;
use crate::state::toasts::{Tone, use_toasts};
use bulk_bar::BulkBar;
use decide::{Asked, DecideDialog, Question};
use gone::{Gone, GoneNotices};
use row::Row;

/// Changes that come this close after each other are read together.
const TOGETHER_MS: u32 = 400;

/// The list that shows, where the reader is in it, and what they selected.
#[derive(Clone, Copy)]
struct Desk {
    reading: Reading<ApprovalList>,
    at: RwSignal<usize>,
    selected: RwSignal<HashSet<CaseNumber>>,
    asked: RwSignal<Option<Question>>,
    /// Proposals that ended while the reader had them before them.
    gone: RwSignal<Vec<Gone>>,
    /// What the reader themselves decided: that it leaves the list is no news to them.
    decided: StoredValue<HashSet<CaseNumber>>,
    /// The proposal that shows as its maker saw it.
    seen: RwSignal<Option<CaseNumber>>,
}

impl Desk {
    fn rows(self) -> Vec<ApprovalRow> {
        self.reading.value.with(|list| list.as_ref().map(|list| list.items.clone()).unwrap_or_default())
    }

    fn count(self) -> usize {
        self.reading.value.with(|list| list.as_ref().map_or(0, |list| list.items.len()))
    }

    fn current(self) -> Option<ApprovalRow> {
        untrack(|| self.rows().into_iter().nth(self.at.get()))
    }

    /// What a decision is about: the selected ones, else the one that the reader is at.
    fn chosen(self) -> Vec<ApprovalRow> {
        let selected = self.selected.get_untracked();
        if selected.is_empty() {
            return self.current().into_iter().collect();
        }
        untrack(|| self.rows()).into_iter().filter(|row| selected.contains(&row.case.number)).collect()
    }

    /// Asks whether what is chosen is to be decided so.
    fn ask(self, asked: Asked) {
        self.asked.set(Some(Question { asked, rows: self.chosen() }));
    }

    /// Whether what happened may be seen in this list.
    fn is_touched_by(self, news: &News) -> bool {
        match news {
            News::Changed(row) => {
                row.standing == Standing::Proposed
                    || untrack(|| self.rows()).iter().any(|shown| shown.case.number == row.number)
            }
            News::ReadAnew => true,
            News::Notices(_) | News::Presence(_) => false,
        }
    }

    /// The reader stays at the case that they are at, wherever it stands after the list was read anew.
    fn stay_at_the_same_case(self) {
        Effect::new(move |before: Option<Vec<CaseNumber>>| {
            let now: Vec<CaseNumber> = self.rows().iter().map(|row| row.case.number).collect();
            let at = before.as_ref().and_then(|before| before.get(self.at.get_untracked()));
            let place = at.and_then(|at| now.iter().position(|number| number == at));
            let last = now.len().saturating_sub(1);
            let place = place.unwrap_or_else(|| self.at.get_untracked().min(last));
            if place != self.at.get_untracked() {
                self.at.set(place);
            }
            now
        });
    }

    /// Shows what a proposal's maker saw, or hides it again.
    fn show_seen(self, number: CaseNumber) {
        self.seen.update(|seen| *seen = (*seen != Some(number)).then_some(number));
    }

    fn toggle(self, number: CaseNumber) {
        self.selected.update(|selected| {
            if !selected.remove(&number) {
                selected.insert(number);
            }
        });
    }
}

/// The page.
#[component]
pub fn Approvals() -> impl IntoView {
    view! {
        <PageTitle title=say_string(text::title) />
        <Allowed needs=Permission::Approve>
            <Page />
        </Allowed>
    }
}

#[component]
fn Page() -> impl IntoView {
    let api = use_api();
    let desk = Desk {
        reading: Reading::start(move || api.approvals()),
        at: RwSignal::default(),
        selected: RwSignal::default(),
        asked: RwSignal::default(),
        gone: RwSignal::default(),
        decided: StoredValue::default(),
        seen: RwSignal::default(),
    };
    let again = Soon::after(TOGETHER_MS, move || desk.reading.again());
    use_live().listen(move |news| {
        if desk.is_touched_by(&news) {
            again.ask();
        }
    });
    desk.stay_at_the_same_case();
    desk.notice_what_goes();
    register(desk);
    let reading = desk.reading;
    let placed = move || -> Vec<_> { desk.rows().into_iter().enumerate().collect() };
    view! {
        <div class="page page--wide approvals">
            <header class="page__head">
                <h1>{say(text::title)}</h1>
                <p>{say(text::intro)}</p>
            </header>
            <PendingPolicy />
            <PendingChannels />
            <GoneNotices desk />
            <Loaded reading>
                <Show
                    when=move || { desk.count() > 0 }
                    fallback=|| view! { <Empty glyph=Glyph::Approvals title=say_string(text::empty_title) explanation=say_string(text::empty) /> }
                >
                    <p class="cluster"><Exports address="/api/v1/approvals/export" /></p>
                    <ul class="approvals__list" aria-label=say(text::list_label)>
                        <For
                            each=placed
                            key=|(place, row)| (*place, row.case.number, row.case.version, row.proposal.decisions.len(), row.may_decide)
                            let:entry
                        >
                            <Row row=entry.1 place=entry.0 desk />
                        </For>
                    </ul>
                </Show>
            </Loaded>
            <BulkBar desk />
            <DecideDialog desk />
        </div>
    }
}

/// Registers what the page can do from the keyboard.
fn register(desk: Desk) {
    let (keys, toasts, language) = (use_keys(), use_toasts(), use_language());
    let navigate = StoredValue::new_local(use_navigate());
    let step = move |by: isize| {
        Callback::new(move |()| {
            let last = untrack(|| desk.count()).saturating_sub(1);
            desk.at.update(|at| *at = at.saturating_add_signed(by).min(last));
        })
    };
    let open = Callback::new(move |()| {
        if let Some(row) = desk.current() {
            navigate.with_value(|go| go(&format!("/cases/{}", row.case.number), Default::default()));
        }
    });
    let select = Callback::new(move |()| {
        if let Some(row) = desk.current() {
            desk.toggle(row.case.number);
        }
    });
    let seen = Callback::new(move |()| {
        if let Some(row) = desk.current() {
            desk.show_seen(row.case.number);
        }
    });
    let ask = move |asked: Asked| {
        Callback::new(move |()| match decide::refusal(&desk.chosen(), asked) {
            None => desk.ask(asked),
            Some(why) => toasts.show(Tone::Note, why.words(language.get_untracked())),
        })
    };
    let table: [(&str, Say, Callback<()>); 9] = [
        ("ArrowDown", queue::key_down, step(1)),
        ("ArrowUp", queue::key_up, step(-1)),
        ("j", queue::key_down, step(1)),
        ("k", queue::key_up, step(-1)),
        ("Enter", queue::key_open, open),
        ("o", text::key_seen, seen),
        ("x", queue::key_select, select),
        ("a", text::key_approve, ask(Asked::Approve)),
        ("d", text::key_reject, ask(Asked::Reject)),
    ];
    for (key, name, run) in table {
        keys.register(Action { key, name, group: Group::Page, run });
    }
}
