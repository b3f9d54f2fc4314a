//! What closing the day looks at: each item met, or what is in the way and where to go for it; and proposing it.

use leptos::prelude::*;
use shared::api::recon::{ClosingState, DayStanding, DayView};
use shared::recon::closing::{CheckItem, is_ready};
use shared::role::Permission;
use shared::text::Text;
use shared::text::app::recon as text;

use super::Shown;
use super::closing_question::Asked;
use super::obstacle::InTheWay;
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
    let session = use_session();
    if view.standing == DayStanding::Closed {
        return ().into_any();
    }
    let seen = view.seen;
    let is_proposed = view.closings.iter().any(|closing| closing.state == ClosingState::Open);
    let may_propose = is_ready(&view.checklist) && !is_proposed;
    view! {
        <section class="recon__card stack">
            <h2>{say(text::checklist)}</h2>
            <ul class="stack stack--tight">
                {view.checklist.into_iter().map(|item| view! { <Item item shown /> }).collect_view()}
            </ul>
            <Show when=move || may_propose && session.may(Permission::WorkRecon)>
                <div class="form__actions">
                    <Button
                        label=say_string(text::propose_closing)
                        weight=Weight::Primary
                        glyph=Glyph::Lock
                        on_press=move |()| shown.asked.set(Some(Asked::Propose { seen }))
                    />
                </div>
            </Show>
        </section>
    }
    .into_any()
}

#[component]
fn Item(item: CheckItem, shown: Shown) -> impl IntoView {
    let language = use_language();
    let CheckItem { what, unmet } = item;
    let is_met = unmet.is_empty();
    let (glyph, class) = if is_met { (Glyph::Check, "tone--paid") } else { (Glyph::Circle, "tone--unknown") };
    view! {
        <li class="recon__check">
            <span class=class><Icon glyph /></span>
            <span>
                {move || what.text(language.get())}
                <span class="unseen">{move || if is_met { text::is_met(language.get()) } else { text::is_unmet(language.get()) }}</span>
                {unmet.into_iter().map(|obstacle| view! { <InTheWay obstacle shown /> }).collect_view()}
            </span>
        </li>
    }
}
