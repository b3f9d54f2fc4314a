//! The policy: how many must agree to what, and who may; the change that awaits approval, its history; and the reader's own
//! draft of a change.

mod amounts;
mod change;
mod differences;
mod draft;
mod effect;
mod history;
mod pending;
mod people;
mod tiers;

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::api::policies::{DifferenceView, PolicyView};
use shared::policy::{Policy, differences};
use shared::role::Permission;
use shared::text::Text;
use shared::text::app::{channels as words, policies as text};

use crate::api::use_api;
use crate::components::allowed::Allowed;
use crate::components::button::{Button, Weight};
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Loaded, Reading};
use crate::components::time::Time;
use crate::components::title::PageTitle;
use crate::state::language::{say, say_string, use_language};
use crate::state::session::use_session;
use crate::written;
use amounts::{Accounting, Amounts};
use change::OpenChange;
use draft::PolicyDraft;
use history::History;
pub use pending::PendingPolicy;
use people::People;
use tiers::Tiers;

/// The policy that shows, and the reader's draft of a change.
#[derive(Clone, Copy)]
struct Sheet {
    reading: Reading<PolicyView>,
    draft: RwSignal<Option<Policy>>,
    /// A version that is in force no more, while the reader looks at it.
    old: RwSignal<Option<Policy>>,
    /// The fields in which something is typed that cannot be taken.
    unreadable: RwSignal<BTreeSet<String>>,
}

impl Sheet {
    fn in_force(self) -> Option<Policy> {
        self.reading.value.with(|view| view.as_ref().map(|view| view.policy.clone()))
    }

    /// What shows: the draft where there is one, else the old version that is being read, else what is in force.
    fn shown(self) -> Policy {
        self.draft.get().or_else(|| self.old.get()).or_else(|| self.in_force()).unwrap_or_else(Policy::built_in)
    }

    /// What shows, looked at once.
    fn now<T>(self, look: impl FnOnce(&Policy) -> T) -> T {
        untrack(|| look(&self.shown()))
    }

    fn begin_draft(self) {
        self.old.set(None);
        self.draft.set(untrack(|| self.in_force()));
    }

    fn end_draft(self) {
        self.draft.try_set(None);
        self.unreadable.try_set(BTreeSet::new());
    }

    fn is_drafting(self) -> bool {
        self.draft.with(Option::is_some)
    }

    fn supervisors(self) -> Vec<String> {
        self.reading.value.with(|view| view.as_ref().map(|view| view.supervisors.clone()).unwrap_or_default())
    }

    /// What the draft changes, what asks for less first.
    fn differences(self) -> Vec<DifferenceView> {
        match (self.in_force(), self.draft.get()) {
            (Some(in_force), Some(draft)) => differences(&in_force, &draft).into_iter().map(Into::into).collect(),
            _ => vec![],
        }
    }

    fn change(self, change: impl FnOnce(&mut Policy)) {
        self.draft.update(|draft| {
            if let Some(draft) = draft {
                change(draft);
            }
        });
    }

    fn read_again(self) {
        self.reading.again();
    }
}

fn use_sheet() -> Sheet {
    expect_context()
}

/// The page.
#[component]
pub fn PoliciesPage() -> impl IntoView {
    view! {
        <PageTitle title=say_string(text::title) />
        <Allowed needs=Permission::ReadPolicies>
            <Page />
        </Allowed>
    }
}

#[component]
fn Page() -> impl IntoView {
    let api = use_api();
    let sheet = Sheet {
        reading: Reading::start(move || api.policy()),
        draft: RwSignal::new(None),
        old: RwSignal::new(None),
        unreadable: RwSignal::default(),
    };
    provide_context(sheet);
    let reading = sheet.reading;
    view! {
        <div class="page channel policy">
            <header class="page__head">
                <h1>{say(text::title)}</h1>
                <span class="push"><EditButton /></span>
                <p>{say(text::intro)}</p>
                <Standing />
            </header>
            <Loaded reading>
                <OpenChange />
                <OldVersion />
                <Tiers />
                <Amounts />
                <People />
                <Accounting />
                <History />
            </Loaded>
            <PolicyDraft />
        </div>
    }
}

/// Which version is in force, since when, by whom.
#[component]
fn Standing() -> impl IntoView {
    let (sheet, language) = (use_sheet(), use_language());
    view! {
        <p class="cluster small muted">
            {move || {
                let view = sheet.reading.value.get()?;
                let by = view.changed_by.filter(|by| by.user().is_some()).map(|by| written::actor(&by, language.get()));
                Some(
                    view! {
                        <strong>{words::version(language.get(), view.policy.version)}</strong>
                        {view.since.map(|since| view! { <span>{say(words::since)} " " <Time at=since /></span> })}
                        {by.map(|by| view! { <span>{words::by(language.get(), &by)}</span> })}
                    },
                )
            }}
        </p>
    }
}

/// Says that an old version shows, and leads back.
#[component]
fn OldVersion() -> impl IntoView {
    let (sheet, language) = (use_sheet(), use_language());
    let version = move || sheet.old.with(|old| old.as_ref().map(|old| old.version));
    view! {
        <Show when=move || version().is_some() && !sheet.is_drafting()>
            <p class="cluster small" role="status">
                <Icon glyph=Glyph::Clock />
                <strong>{move || version().map(|version| words::old_version(language.get(), version))}</strong>
                <Button label=say_string(words::old_version_back) small=true on_press=move |()| sheet.old.set(None) />
            </p>
        </Show>
    }
}

/// Begins a draft; where that is not possible, why not.
#[component]
fn EditButton() -> impl IntoView {
    let (sheet, language, session) = (use_sheet(), use_language(), use_session());
    let blocked = Signal::derive(move || {
        let lang = language.get();
        if !session.may(Permission::ProposePolicies) {
            let roles: Vec<String> =
                Permission::ProposePolicies.given_by().0.iter().map(|role| role.text(lang)).collect();
            return Some(words::edit_blocked_role(lang, &roles.join(lang.pick(", ", "、"))));
        }
        let is_open = sheet.reading.value.with(|view| view.as_ref().is_some_and(|view| view.open.is_some()));
        is_open.then(|| words::edit_blocked_open(lang).to_owned())
    });
    view! {
        <Show when=move || sheet.reading.value.with(Option::is_some) && !sheet.is_drafting()>
            <Button label=say_string(words::edit) weight=Weight::Primary blocked on_press=move |()| sheet.begin_draft() />
        </Show>
    }
}
