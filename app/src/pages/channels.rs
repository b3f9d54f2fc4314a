//! Channels: all that are described; each opens to its profile and its code dictionary.

mod channel;
mod pending;

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::api::channels::{ChangeList, ChannelList};
use shared::channel::ChannelProfile;
use shared::role::Permission;
use shared::text::app::{channels as text, common};

use crate::api::{encoded, use_api};
use crate::components::allowed::Allowed;
use crate::components::badge::{Badge, Meaning};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::empty::Empty;
use crate::components::field::Field;
use crate::components::icon::Glyph;
use crate::components::loaded::{Loaded, Reading};
use crate::components::title::PageTitle;
use crate::state::channels::name_of;
use crate::state::language::{say, say_string, use_language};
use crate::state::session::use_session;

pub use channel::ChannelPage;
pub use pending::PendingChannels;

/// The page.
#[component]
pub fn ChannelsPage() -> impl IntoView {
    view! {
        <PageTitle title=say_string(text::title) />
        <Allowed needs=Permission::ReadChannels>
            <Page />
        </Allowed>
    }
}

#[component]
fn Page() -> impl IntoView {
    let (api, session) = (use_api(), use_session());
    let reading = Reading::<ChannelList>::start(move || api.channels());
    let open = Reading::<ChangeList>::start(move || api.open_channel_changes());
    let profiles = move || reading.value.with(|list| list.as_ref().map(|list| list.items.clone()).unwrap_or_default());
    let describing = RwSignal::new(false);
    let may_propose = move || session.may(Permission::ProposeChannels);
    let columns = [
        text::column_channel,
        text::column_version,
        text::column_age,
        text::column_codes,
        text::column_asks,
        text::column_change,
    ];
    view! {
        <div class="page page--wide">
            <header class="page__head">
                <h1>{say(text::title)}</h1>
                <Show when=may_propose>
                    <span class="push">
                        <Button
                            label=say_string(text::describe)
                            glyph=Glyph::Plus
                            on_press=move |()| describing.set(true)
                        />
                    </span>
                </Show>
                <p>{say(text::intro)}</p>
            </header>
            <Loaded reading>
                <Show
                    when=move || !profiles().is_empty()
                    fallback=|| {
                        view! { <Empty glyph=Glyph::Split title=say_string(text::empty_title) explanation=say_string(text::empty) /> }
                    }
                >
                    <table class="table table--cards">
                        <thead>
                            <tr>
                                {columns.map(|name| view! { <th scope="col">{say(name)}</th> }).collect_view()}
                            </tr>
                        </thead>
                        <tbody>
                            {move || profiles().into_iter().map(|profile| view! { <Line profile open /> }).collect_view()}
                        </tbody>
                    </table>
                </Show>
            </Loaded>
            <Describe open=describing />
        </div>
    }
}

#[component]
fn Line(profile: ChannelProfile, open: Reading<ChangeList>) -> impl IntoView {
    let language = use_language();
    let id = profile.id.clone();
    let waits = move || {
        open.value.with(|list| list.iter().flat_map(|list| &list.items).any(|item| item.change.profile.id == id))
    };
    let codes: usize = profile.apis.iter().flat_map(|api| &api.fields).map(|field| field.codes.len()).sum();
    let asks = if profile.follow_up.is_some() { text::asks } else { text::asks_not };
    let (id, href) = (profile.id.clone(), format!("/channels/{}", encoded(&profile.id)));
    let (version, minutes) = (profile.version, profile.minimum_age_minutes);
    view! {
        <tr>
            <td>
                <a href=href>{move || name_of(&profile, language.get())}</a>
                " "
                <code class="faint small">{id}</code>
            </td>
            <td class="figures">{move || text::version(language.get(), version)}</td>
            <td class="figures"><span class="table__label">{say(text::column_age)} " "</span>{move || common::minutes(language.get(), minutes)}</td>
            <td class="figures"><span class="table__label">{say(text::column_codes)} " "</span>{codes}</td>
            <td class="muted">{say(asks)}</td>
            <td>
                <Show when=waits>
                    <Badge label=say_string(text::change_waits) glyph=Glyph::Clock meaning=Meaning::Accent />
                </Show>
            </td>
        </tr>
    }
}

/// Asks how the channel is called that nobody has described, and goes to its page.
#[component]
fn Describe(open: RwSignal<bool>) -> impl IntoView {
    let id = RwSignal::new(String::new());
    let navigate = StoredValue::new_local(use_navigate());
    let language = use_language();
    let tried = RwSignal::new(false);
    let is_named = move || !id.with(|id| id.trim().is_empty());
    let error =
        Signal::derive(move || (tried.get() && !is_named()).then(|| common::required(language.get()).to_owned()));
    let go = move || {
        tried.set(true);
        if untrack(is_named) {
            let path = format!("/channels/{}", encoded(id.get_untracked().trim()));
            navigate.with_value(|go| go(&path, Default::default()));
        }
    };
    view! {
        <Dialog open title=say_string(text::describe)>
            <form
                class="form"
                on:submit=move |event| {
                    event.prevent_default();
                    go();
                }
            >
                <Field label=say_string(text::describe_id) hint=say_string(text::describe_hint) value=id error code=true />
                <div class="form__actions">
                    <Button label=say_string(text::describe_go) weight=Weight::Primary submits=true on_press=|()| {} />
                    <Button label=say_string(common::cancel) on_press=move |()| open.set(false) />
                </div>
            </form>
        </Dialog>
    }
}
