//! The guide: all that somebody new has to know, on one page that can be printed.

mod demo;
mod first_case;
mod keys;

use leptos::prelude::*;
use shared::role::Role;
use shared::text::Text;
use shared::text::app::{admin, guide as text};

use crate::components::button::Button;
use crate::components::icon::Glyph;
use crate::components::title::PageTitle;
use crate::components::verdict_badge::VerdictBadge;
use crate::state::language::{Say, say, say_string, use_language};
use demo::Demo;
use first_case::FirstCase;
use keys::Keys;

const VERDICTS: [(&str, Say); 4] = [
    ("unknown", text::verdict_unknown),
    ("paid", text::verdict_paid),
    ("not_paid", text::verdict_not_paid),
    ("contradiction", text::verdict_contradiction),
];

const TRAVEL: [(Say, Say); 6] = [
    (text::travel_filed, text::travel_filed_how),
    (text::travel_claimed, text::travel_claimed_how),
    (text::travel_proven, text::travel_proven_how),
    (text::travel_decided, text::travel_decided_how),
    (text::travel_approved, text::travel_approved_how),
    (text::travel_closed, text::travel_closed_how),
];

/// The page.
#[component]
pub fn Guide() -> impl IntoView {
    let print = move |()| {
        // A browser without printing has no such button to press either.
        let _ = window().print();
    };
    view! {
        <PageTitle title=say_string(text::title) />
        <article class="page guide">
            <header class="page__head">
                <h1>{say(text::title)}</h1>
                <span class="push no-print">
                    <Button label=say_string(text::print) small=true glyph=Glyph::Print on_press=print />
                </span>
                <p>{say(text::intro)}</p>
            </header>
            <Belief />
            <Travel />
            <Roles />
            <Keys />
            <FirstCase />
            <Demo />
        </article>
    }
}

#[component]
fn Belief() -> impl IntoView {
    view! {
        <section class="guide__part">
            <h2>{say(text::belief)}</h2>
            <div class="stack">
                <p class="guide__belief">{say(text::belief_is)}</p>
                <p>{say(text::belief_why)}</p>
                <dl class="guide__pairs">
                    {VERDICTS
                        .map(|(name, means)| {
                            view! {
                                <div>
                                    <dt>
                                        <VerdictBadge name />
                                    </dt>
                                    <dd>{say(means)}</dd>
                                </div>
                            }
                        })
                        .collect_view()}
                </dl>
            </div>
        </section>
    }
}

#[component]
fn Travel() -> impl IntoView {
    view! {
        <section class="guide__part">
            <h2>{say(text::travel)}</h2>
            <ol class="guide__travel">
                {TRAVEL
                    .map(|(name, how)| {
                        view! {
                            <li>
                                <strong>{say(name)}</strong>
                                <span>{say(how)}</span>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </section>
    }
}

#[component]
fn Roles() -> impl IntoView {
    let language = use_language();
    view! {
        <section class="guide__part">
            <h2>{say(text::roles)}</h2>
            <div class="stack">
                <dl class="guide__pairs">
                    {Role::ALL
                        .map(|role| {
                            view! {
                                <div>
                                    <dt>
                                        <strong>{move || role.text(language.get())}</strong>
                                    </dt>
                                    <dd>{say(admin::duty(role))}</dd>
                                </div>
                            }
                        })
                        .collect_view()}
                </dl>
                <p class="muted">{say(text::roles_maker)}</p>
            </div>
        </section>
    }
}
