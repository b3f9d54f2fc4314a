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
use crate::components::dialog::{Dialog, open_while};
use crate::components::icon::Glyph;
use crate::components::loaded::{Loaded, Reading};
use crate::components::secret::Secret;
use crate::components::time::Time;
use crate::components::title::PageTitle;
use crate::state::language::{say, say_string, use_language};
use form::PersonForm;
use line::Line;

/// What the page shows, and what is open over it.
#[derive(Clone, Copy)]
struct People {
    reading: Reading<UserList>,
    /// The form: of a new person, or of one who is there.
    form: RwSignal<Option<Option<UserView>>>,
    /// A link that was made just now.
    link: RwSignal<Option<SetupLinkView>>,
}

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
    let people =
        People { reading: Reading::start(move || api.users()), form: RwSignal::default(), link: RwSignal::default() };
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
            </Loaded>
            <PersonForm people />
            <NewLink people />
        </div>
    }
}

/// A link that was made just now, for this once.
#[component]
fn NewLink(people: People) -> impl IntoView {
    let language = use_language();
    let open = open_while(people.link);
    let title = Signal::derive(move || {
        people.link.with(|link| {
            link.as_ref().map(|link| text::link_title(language.get(), &link.user.display_name)).unwrap_or_default()
        })
    });
    let origin = window().location().origin().unwrap_or_default();
    view! {
        <Dialog open title>
            {
                let origin = origin.clone();
                move || {
                    people
                        .link
                        .get()
                        .map(|link| {
                            view! {
                                <div class="stack">
                                    <p>{say(text::link_once)}</p>
                                    <Secret text=format!("{origin}{}", link.path) />
                                    <p class="small muted">{say(text::link_ends)} " " <Time at=link.expires_at /></p>
                                    <div class="form__actions">
                                        <Button label=say_string(text::done) on_press=move |()| open.set(false) />
                                    </div>
                                </div>
                            }
                        })
                }
            }
        </Dialog>
    }
}
