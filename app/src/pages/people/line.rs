//! One person in the table, and what can be done with them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::users::{ChangeUserRequest, UserView};
use shared::text::Text;
use shared::text::app::admin as text;

use super::People;
use crate::api::use_api;
use crate::components::badge::{Badge, Meaning};
use crate::components::confirm::Confirm;
use crate::components::icon::{Glyph, Icon};
use crate::components::menu::{Menu, MenuItem};
use crate::components::person::Initials;
use crate::components::time::{Countdown, Time};
use crate::failure::Failure;
use crate::state::clock::use_clock;
use crate::state::language::{say, say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};

/// The person's row.
#[component]
pub fn Line(
    /// Who.
    user: UserView,
    /// The page.
    people: People,
) -> impl IntoView {
    let language = use_language();
    let roles = user.roles.clone();
    view! {
        <tr>
            <td>
                <span class="person">
                    <Initials name=user.display_name.clone() />
                    <strong>{user.display_name.clone()}</strong>
                    <span class="faint">{user.name.clone()}</span>
                </span>
            </td>
            <td>
                {move || {
                    let words: Vec<String> = roles.iter().map(|role| role.text(language.get())).collect();
                    words.join(" · ")
                }}
            </td>
            <td>
                <Status user=user.clone() />
            </td>
            <td class="muted">
                {match user.last_sign_in_at {
                    Some(at) => view! { <span class="table__label">{say(text::last_sign_in)} " "</span> <Time at /> }.into_any(),
                    None => view! { <span class="table__label">{say(text::last_sign_in)} " "</span> <span class="faint">{say(text::never)}</span> }.into_any(),
                }}
            </td>
            <td class="table__end">
                <Actions user people />
            </td>
        </tr>
    }
}

#[component]
fn Status(user: UserView) -> impl IntoView {
    let clock = use_clock();
    let locked = user.locked_until.filter(|until| *until > untrack(|| clock.now()));
    if user.disabled {
        view! { <Badge label=say_string(text::disabled) glyph=Glyph::Lock /> }.into_any()
    } else if let Some(until) = locked {
        view! {
            <span class="cluster small tone--unknown">
                <Icon glyph=Glyph::Lock />
                {say(text::locked)}
                <Countdown until />
            </span>
        }
        .into_any()
    } else if !user.has_password {
        view! { <span class="small muted">{say(text::no_password)}</span> }.into_any()
    } else {
        view! { <Badge label=say_string(text::active) glyph=Glyph::Check meaning=Meaning::Plain /> }.into_any()
    }
}

#[component]
fn Actions(user: UserView, people: People) -> impl IntoView {
    let (api, language, toasts) = (use_api(), use_language(), use_toasts());
    let (open, asking) = (RwSignal::new(false), RwSignal::new(false));
    let failure = RwSignal::new(None::<Failure>);
    let disabled = user.disabled;
    let user = StoredValue::new(user);
    let switch = move |off: bool| {
        let request = ChangeUserRequest { disabled: Some(off), ..ChangeUserRequest::default() };
        spawn_local(async move {
            match api.change_user(&user.get_value().name, &request).await {
                Ok(_) => {
                    toasts.show(Tone::Done, text::saved(language.get_untracked()));
                    asking.try_set(false);
                    people.reading.again();
                }
                Err(error) if off => drop(failure.try_set(Some(error))),
                Err(error) => toasts.show(Tone::Trouble, error.words(language.get_untracked()).title),
            }
        });
    };
    let new_link = move |()| {
        open.set(false);
        spawn_local(async move {
            match api.setup_link(&user.get_value().name).await {
                Ok(link) => people.made.set(Some(link)),
                Err(error) => toasts.show(Tone::Trouble, error.words(language.get_untracked()).title),
            }
        });
    };
    let edit = move |()| {
        open.set(false);
        people.form.set(Some(Some(user.get_value())));
    };
    let toggle = move |()| {
        open.set(false);
        if disabled { switch(false) } else { asking.set(true) }
    };
    let label = Signal::derive(move || user.with_value(|user| text::actions_for(language.get(), &user.display_name)));
    let title = Signal::derive(move || user.with_value(|user| text::disable_title(language.get(), &user.display_name)));
    let problem = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <Menu label open button=move || view! { <Icon glyph=Glyph::More /> } class="button button--quiet button--square button--small">
            <MenuItem label=say_string(text::edit) glyph=Glyph::Person on_press=edit />
            <MenuItem label=say_string(text::new_link) glyph=Glyph::Link on_press=new_link />
            <MenuItem
                label=say_string(if disabled { text::enable } else { text::disable })
                glyph=if disabled { Glyph::Check } else { Glyph::Lock }
                on_press=toggle
            />
        </Menu>
        <Confirm open=asking title warning=say_string(text::disable_warning) yes=say_string(text::disable) problem on_yes=move |()| switch(true) />
    }
}
