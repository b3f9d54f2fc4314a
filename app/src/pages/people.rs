//! People: who may do what at the desk.

mod form;
mod line;

use leptos::prelude::*;
use shared::api::users::{SetupLinkView, UserList, UserView};
use shared::role::Permission;
use shared::text::app::admin as text;

use crate::api::use_api;
use crate::components::allowed::Allowed;
use crate::components::button::{Button, Weight};
use crate::components::first_steps::FirstSteps;
use crate::components::icon::Glyph;
use crate::components::loaded::Loaded;
use crate::components::register::{EntryDialog, Register, ShownOnce};
use crate::components::time::Time;
use crate::components::title::PageTitle;
use crate::state::language::{say, say_string};
use line::Line;

/// What the page shows, and what is open over it.
type People = Register<UserList, UserView, SetupLinkView>;

/// The page.
#[component]
pub fn PeoplePage() -> impl IntoView {
    view! {
        <PageTitle title=say_string(text::people) />
        <Allowed needs=Permission::ManageUsers>
            <Page />
        </Allowed>
    }
}

#[component]
fn Page() -> impl IntoView {
    let api = use_api();
    let people = People::start(move || api.users());
    let (reading, users) = (people.reading, move || {
        people.reading.value.with(|list| list.as_ref().map(|list| list.items.clone()).unwrap_or_default())
    });
    let columns = [text::person, text::roles, text::status, text::last_sign_in];
    view! {
        <div class="page">
            <header class="page__head">
                <h1>{say(text::people)}</h1>
                <span class="push">
                    <Button
                        label=say_string(text::add_person)
                        weight=Weight::Primary
                        glyph=Glyph::Plus
                        on_press=move |()| people.form.set(Some(None))
                    />
                </span>
                <p>{say(text::people_intro)}</p>
            </header>
            <Loaded reading>
                <table class="table table--cards">
                    <thead>
                        <tr>
                            {columns.map(|name| view! { <th scope="col">{say(name)}</th> }).collect_view()}
                            <th scope="col">
                                <span class="unseen">{say(text::edit)}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || users().into_iter().map(|user| view! { <Line user people /> }).collect_view()}
                    </tbody>
                </table>
                <Show when=move || { users().len() == 1 }>
                    <FirstSteps />
                </Show>
            </Loaded>
            <EntryDialog register=people title=form::title form=form::form />
            <ShownOnce
                made=people.made
                title=|link, lang| text::link_title(lang, &link.user.display_name)
                once=text::link_once
                secret=|link| format!("{}{}", window().location().origin().unwrap_or_default(), link.path)
                note=|link| view! { {say(text::link_ends)} " " <Time at=link.expires_at /> }.into_any()
            />
        </div>
    }
}
