//! What a new desk says to its first visitors: what has to be there before cases come in, and where to look around.

use leptos::prelude::*;
use shared::role::Permission;
use shared::text::app::guide as text;

use crate::components::demo_command::DemoCommand;
use crate::components::icon::{Glyph, Icon};
use crate::state::language::{Say, say};
use crate::state::session::use_session;

/// The steps, each with a way there for whoever may take it, and the demo.
#[component]
pub fn FirstSteps() -> impl IntoView {
    view! {
        <section class="first-steps" aria-labelledby="first-steps">
            <header>
                <h2 id="first-steps">{say(text::new_title)}</h2>
                <p class="muted">{say(text::new_lead)}</p>
            </header>
            <ol>
                <Step number=1 title=text::new_people how=text::new_people_how href="/admin/people" needs=Permission::ManageUsers />
                <Step number=2 title=text::new_client how=text::new_client_how href="/admin/clients" needs=Permission::ManageClients />
                <Step number=3 title=text::new_file how=text::new_file_how href="/guide#first-case" />
            </ol>
            <details>
                <summary>{say(text::new_look)}</summary>
                <div class="stack">
                    <DemoCommand />
                </div>
            </details>
            <a class="button" href="/guide">
                <Icon glyph=Glyph::Info />
                {say(text::go)}
            </a>
        </section>
    }
}

#[component]
fn Step(
    number: usize,
    title: Say,
    how: Say,
    href: &'static str,
    /// What taking it needs; nothing where anybody can.
    #[prop(optional, into)]
    needs: Option<Permission>,
) -> impl IntoView {
    let session = use_session();
    let may = move || needs.is_none_or(|needs| session.may(needs));
    view! {
        <li>
            <span class="step__number" aria-hidden="true">{number}</span>
            <span>
                {move || {
                    if may() {
                        view! { <a href=href>{say(title)}</a> }.into_any()
                    } else {
                        view! { <strong>{say(title)}</strong> }.into_any()
                    }
                }}
                <span class="small muted">
                    {say(how)} {move || (!may()).then(|| view! { " " {say(text::new_asks_admin)} })}
                </span>
            </span>
        </li>
    }
}
