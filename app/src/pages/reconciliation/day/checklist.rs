//! What closing the day looks at: each item met, or what is in the way; and proposing it.

use leptos::prelude::*;
use shared::api::recon::{ClosingState, DayStanding, DayView, ProposeClosingRequest};
use shared::recon::closing::{CheckItem, is_ready};
use shared::role::Permission;
use shared::text::Text;
use shared::text::app::recon as text;

use super::super::ask::AskReason;
use super::Shown;
use super::act::Act;
use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::icon::{Glyph, Icon};
use crate::state::language::{say, say_string, use_language};
use crate::state::session::use_session;

/// The section; a closed day needs none.
#[component]
pub fn Checklist(
    /// The day.
    view: DayView,
    /// How to read it again.
    shown: Shown,
) -> impl IntoView {
    let (api, session) = (use_api(), use_session());
    let (act, asking) = (Act::on(shown), RwSignal::new(false));
    if view.standing == DayStanding::Closed {
        return ().into_any();
    }
    let seen = view.seen;
    let is_proposed = view.closings.iter().any(|closing| closing.state == ClosingState::Open);
    let may_propose = is_ready(&view.checklist) && !is_proposed;
    let propose = move |reason: String| {
        let request = ProposeClosingRequest { seen, reason: Some(reason).filter(|reason| !reason.is_empty()) };
        let day = shown.day.get_value();
        act.send(async move { api.propose_closing(&day, &request).await }, move |()| {
            asking.try_set(false);
            text::closing_toast
        });
    };
    view! {
        <section class="recon__card stack">
            <h2>{say(text::checklist)}</h2>
            <ul class="stack stack--tight">
                {view.checklist.into_iter().map(|item| view! { <Item item /> }).collect_view()}
            </ul>
            <Show when=move || may_propose && session.may(Permission::WorkRecon)>
                <div class="form__actions">
                    <Button
                        label=say_string(text::propose_closing)
                        weight=Weight::Primary
                        glyph=Glyph::Lock
                        on_press=move |()| asking.set(true)
                    />
                </div>
            </Show>
            <AskReason
                open=asking
                title=say_string(text::propose_closing)
                what=say_string(text::propose_closing_what)
                yes=say_string(text::propose_closing)
                optional=true
                problem=act.words()
                busy=act.busy
                on_yes=propose
            />
        </section>
    }
    .into_any()
}

#[component]
fn Item(item: CheckItem) -> impl IntoView {
    let language = use_language();
    let CheckItem { what, unmet } = item;
    let (glyph, class) = if unmet.is_empty() { (Glyph::Check, "tone--paid") } else { (Glyph::Circle, "tone--unknown") };
    view! {
        <li class="recon__check">
            <span class=class><Icon glyph /></span>
            <span>
                {move || what.text(language.get())}
                {unmet
                    .into_iter()
                    .map(|obstacle| view! { <br /><span class="small muted">{move || obstacle.text(language.get())}</span> })
                    .collect_view()}
            </span>
        </li>
    }
}
