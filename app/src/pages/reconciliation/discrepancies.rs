//! Discrepancies, each with what differs, the likely cause with its arithmetic, and its case; several of one cause can be
//! resolved together. Of one day, or of an account over all its days.

mod card;
mod groups;
mod together;

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::api::recon::{DiscrepancyState, DiscrepancyView};
use shared::case::{CaseNumber, Standing};
use shared::recon::AccountId;
use shared::role::Permission;
use shared::text::Text;
use shared::text::app::recon as text;

use crate::api::use_api;
use crate::components::empty::Empty;
use crate::components::exports::Exports;
use crate::components::icon::Glyph;
use crate::components::loaded::Loaded;
use crate::components::pages::{More, Pages};
use crate::components::tabs::Segments;
use crate::state::language::{say_string, use_language};
use crate::state::session::use_session;
use card::Card;
use groups::Groups;
use together::{Bar, TogetherDialog};

/// Whose discrepancies.
#[derive(Clone, Debug)]
pub struct Of {
    /// The account.
    pub account: AccountId,
    /// The day; every day where there is none.
    pub date: Option<chrono::NaiveDate>,
}

impl Of {
    fn query(&self, state: Option<DiscrepancyState>) -> String {
        let date = self.date.map(|date| format!("&date={date}")).unwrap_or_default();
        let state = state.map(|state| format!("&state={}", state.name())).unwrap_or_default();
        format!("account={}{date}{state}", self.account)
    }
}

/// What is selected, and resolving it.
#[derive(Clone, Copy)]
struct Picking {
    pages: Pages<DiscrepancyView>,
    selected: RwSignal<BTreeSet<CaseNumber>>,
    /// Whether it is asked how they are resolved.
    asking: RwSignal<bool>,
    may: Memo<bool>,
}

impl Picking {
    /// The discrepancies that are selected and can still be.
    fn chosen(self) -> Vec<DiscrepancyView> {
        let selected = self.selected.get();
        let is_chosen = |item: &DiscrepancyView| open_case(item).is_some_and(|number| selected.contains(&number));
        self.pages.items().into_iter().filter(is_chosen).collect()
    }
}

/// The case of a discrepancy that somebody can still decide.
fn open_case(item: &DiscrepancyView) -> Option<CaseNumber> {
    let case = item.case.as_ref().filter(|case| !matches!(case.standing, Standing::Closed | Standing::Proposed));
    case.filter(|_| item.state == DiscrepancyState::Open).map(|case| case.number)
}

/// The states to choose from, after all of them.
const STATES: [DiscrepancyState; 3] = DiscrepancyState::ALL;

/// The list.
#[component]
pub fn Discrepancies(
    /// Whose.
    of: Of,
    /// The account's zone, in minutes ahead of UTC, once it is known.
    offset_minutes: Signal<Option<i32>>,
    /// What it depends on besides.
    changed: Signal<()>,
    /// What to do once some of them were resolved.
    on_change: Callback<()>,
) -> impl IntoView {
    let (api, language, session) = (use_api(), use_language(), use_session());
    // Of a day all of them show; of many days those that are open, first.
    let state = RwSignal::new(usize::from(of.date.is_none()));
    let of = StoredValue::new(of);
    let query = move || {
        let state = state.get().checked_sub(1).and_then(|place| STATES.get(place).copied());
        of.with_value(|of| of.query(state))
    };
    let pages = Pages::<DiscrepancyView>::start(move |cursor| {
        changed.get();
        let query = query();
        async move {
            let list = api.discrepancies(&query, cursor.as_deref()).await?;
            Ok((list.items, list.next))
        }
    });
    let may = Memo::new(move |_| session.may(Permission::WorkCases));
    let picking = Picking { pages, selected: RwSignal::default(), asking: RwSignal::new(false), may };
    let labels = Signal::derive(move || {
        let lang = language.get();
        let states = STATES.map(|state| state.text(lang));
        std::iter::once(text::state_any(lang).to_owned()).chain(states).collect()
    });
    let done = Callback::new(move |()| {
        pages.reading.again();
        on_change.run(());
    });
    view! {
        <div class="recon__bar cluster">
            <Segments label=say_string(text::column_state) current=state labels />
            <span class="push"><Exports address=Signal::derive(move || format!("/api/v1/discrepancies/export?{}", query())) /></span>
        </div>
        <Loaded reading=pages.reading>
            <Show
                when=move || !pages.items().is_empty()
                fallback=|| {
                    view! {
                        <Empty
                            glyph=Glyph::Check
                            title=say_string(text::discrepancies_empty_title)
                            explanation=say_string(text::discrepancies_empty)
                        />
                    }
                }
            >
                <Groups picking />
                <div class="recon__list">
                    <For
                        each=move || pages.items()
                        key=move |item| (item.id, item.state, item.case.as_ref().map(|case| case.version), offset_minutes.get())
                        let:item
                    >
                        <Card item picking offset_minutes=offset_minutes.get_untracked() days=of.with_value(|of| of.date.is_none()) />
                    </For>
                </div>
                <More pages />
            </Show>
        </Loaded>
        <Bar picking />
        <TogetherDialog picking done />
    }
}
