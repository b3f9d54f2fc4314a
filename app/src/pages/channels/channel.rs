//! One channel: its profile, its dictionary with how cases really ended, the change that awaits approval, its history;
//! and the reader's own draft of a change.

mod change;
mod dictionary;
mod differences;
mod draft;
mod edit_code;
mod edit_facts;
mod edit_place;
mod edit_return;
mod effect;
mod facts;
mod history;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::api::channels::{ChannelView, EndingsView};
use shared::channel::{ChannelProfile, Difference, differences};
use shared::role::Permission;
use shared::text::Text;
use shared::text::app::channels as text;

use crate::api::use_api;
use crate::components::allowed::Allowed;
use crate::components::button::{Button, Weight};
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::{Loaded, Reading};
use crate::components::time::Time;
use crate::components::title::PageTitle;
use crate::state::channels::name_of;
use crate::state::language::{say, say_string, use_language};
use crate::state::session::use_session;
use crate::written;
use change::OpenChange;
use dictionary::Dictionary;
use draft::ProfileDraft;
use facts::ProfileFacts;
use history::History;

/// What of the draft is being edited.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Editing {
    Facts,
    /// An API by its place, or a new one.
    Api(Option<usize>),
    /// Where an API, by its place, tells of a return.
    Return(usize),
    /// A field of an API by its place, or a new one.
    Field(usize, Option<usize>),
    /// A code of a field of an API by its place, or a new one.
    Code(usize, usize, Option<usize>),
}

/// The channel that shows, and the reader's draft of a change.
#[derive(Clone, Copy)]
struct Sheet {
    id: StoredValue<String>,
    reading: Reading<ChannelView>,
    endings: Reading<EndingsView>,
    draft: RwSignal<Option<ChannelProfile>>,
    /// A version that is in force no more, while the reader looks at it.
    old: RwSignal<Option<ChannelProfile>>,
    editing: RwSignal<Option<Editing>>,
}

impl Sheet {
    fn in_force(self) -> Option<ChannelProfile> {
        self.reading.value.with(|view| view.as_ref().map(|view| view.profile.clone()))
    }

    /// What shows: the draft where there is one, else the old version that is being read, else what is in force.
    fn shown(self) -> Option<ChannelProfile> {
        self.draft.get().or_else(|| self.old.get()).or_else(|| self.in_force())
    }

    /// Begins a draft from the version in force.
    fn begin_draft(self) {
        self.old.set(None);
        self.draft.set(untrack(|| self.in_force()));
    }

    fn is_drafting(self) -> bool {
        self.draft.with(Option::is_some)
    }

    /// What the draft changes, the dangerous first.
    fn differences(self) -> Vec<Difference> {
        match (self.in_force(), self.draft.get()) {
            (Some(in_force), Some(draft)) => differences(&in_force, &draft),
            _ => vec![],
        }
    }

    fn change(self, change: impl FnOnce(&mut ChannelProfile)) {
        self.draft.update(|draft| {
            if let Some(draft) = draft {
                change(draft);
            }
        });
        self.editing.set(None);
    }

    fn read_again(self) {
        self.reading.again();
        self.endings.again();
    }
}

fn use_sheet() -> Sheet {
    expect_context()
}

/// The page: the channel that the address names.
#[component]
pub fn ChannelPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    // Another channel is another page: no draft of one may end up on the other.
    move || {
        let id = StoredValue::new(id.get());
        view! {
            <Allowed needs=Permission::ReadChannels>
                <Page id />
            </Allowed>
        }
    }
}

#[component]
fn Page(id: StoredValue<String>) -> impl IntoView {
    let (api, language) = (use_api(), use_language());
    let sheet = Sheet {
        id,
        reading: Reading::start(move || async move { api.channel(&id.get_value()).await }),
        endings: Reading::start(move || async move { api.channel_endings(&id.get_value()).await }),
        draft: RwSignal::new(None),
        old: RwSignal::new(None),
        editing: RwSignal::new(None),
    };
    provide_context(sheet);
    let name = Signal::derive(move || {
        sheet.in_force().map_or_else(|| id.get_value(), |profile| name_of(&profile, language.get()))
    });
    let reading = sheet.reading;
    view! {
        <PageTitle title=name />
        <div class="page page--wide channel">
            <a class="small" href="/channels">{say(text::back)}</a>
            <header class="page__head">
                <h1>{move || name.get()} " " <code class="faint small">{id.get_value()}</code></h1>
                <span class="push"><EditButton /></span>
                <Standing />
            </header>
            <Loaded reading>
                <OpenChange />
                <OldVersion />
                <ProfileFacts />
                <Dictionary />
                <History />
            </Loaded>
            <ProfileDraft />
            <edit_facts::FactsDialog />
            <edit_place::PlaceDialog />
            <edit_return::ReturnDialog />
            <edit_code::CodeDialog />
        </div>
    }
}

/// Which version shows, since when, by whom.
#[component]
fn Standing() -> impl IntoView {
    let (sheet, language) = (use_sheet(), use_language());
    let view = move || sheet.reading.value.get();
    view! {
        <p class="cluster small muted">
            {move || {
                view()
                    .map(|view| match view.since {
                        None => view! { <span>{say(text::undescribed)}</span> }.into_any(),
                        Some(since) => {
                            let by = view.changed_by.map(|actor| written::actor(&actor, language.get()));
                            view! {
                                <strong>{text::version(language.get(), view.profile.version)}</strong>
                                <span>{say(text::since)} " " <Time at=since /></span>
                                {by.map(|by| view! { <span>{text::by(language.get(), &by)}</span> })}
                            }
                                .into_any()
                        }
                    })
            }}
        </p>
        <Show when=move || view().is_some_and(|view| view.rereading)>
            <p class="cluster small">
                <Icon glyph=Glyph::Clock />
                <span>{say(text::rereading)}</span>
            </p>
        </Show>
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
                <strong>{move || version().map(|version| text::old_version(language.get(), version))}</strong>
                <Button label=say_string(text::old_version_back) small=true on_press=move |()| sheet.old.set(None) />
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
        if !session.may(Permission::ProposeChannels) {
            let roles: Vec<String> =
                Permission::ProposeChannels.given_by().0.iter().map(|role| role.text(lang)).collect();
            return Some(text::edit_blocked_role(lang, &roles.join(lang.pick(", ", "、"))));
        }
        let is_open = sheet.reading.value.with(|view| view.as_ref().is_some_and(|view| view.open.is_some()));
        is_open.then(|| text::edit_blocked_open(lang).to_owned())
    });
    view! {
        <Show when=move || sheet.reading.value.with(Option::is_some) && !sheet.is_drafting()>
            <Button
                label=say_string(text::edit)
                weight=Weight::Primary
                blocked
                on_press=move |()| sheet.begin_draft()
            />
        </Show>
    }
}
