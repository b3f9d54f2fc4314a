//! Proposals to close the day, and deciding on the open one.

use leptos::prelude::*;
use shared::api::recon::{ClosingState, ClosingView, DayView};
use shared::recon::closing::DayRefusal;
use shared::role::Permission;
use shared::text::Text;
use shared::text::app::recon as text;

use super::Shown;
use super::closing_question::Asked;
use crate::components::button::{Button, Weight};
use crate::components::icon::{Glyph, Icon};
use crate::components::time::Time;
use crate::state::language::{say, say_string, use_language};
use crate::state::session::use_session;
use crate::written;

/// The section, where there is any proposal.
#[component]
pub fn Closings(
    /// The day.
    view: DayView,
    /// How to read it again.
    shown: Shown,
) -> impl IntoView {
    if view.closings.is_empty() {
        return ().into_any();
    }
    let is_open = |closing: &&ClosingView| closing.state == ClosingState::Open;
    let maker = view.closings.iter().find(is_open).map(|closing| closing.maker.clone());
    let seen = view.seen;
    view! {
        <section class="recon__card stack">
            <h2>{say(text::closings)}</h2>
            <ul class="stack">{view.closings.into_iter().map(|closing| view! { <One closing /> }).collect_view()}</ul>
            {maker.map(|maker| view! { <Decide maker approve=Asked::Approve { seen } shown /> })}
        </section>
    }
    .into_any()
}

#[component]
fn One(closing: ClosingView) -> impl IntoView {
    let language = use_language();
    let (maker, state) = (closing.maker, closing.state);
    let decided = closing.decided_by.zip(closing.decided_at).map(|(by, at)| {
        view! {
            <br />
            {move || state.text(language.get())} " · " {move || written::actor(&by, language.get())} " · " <Time at />
        }
    });
    view! {
        <li class="small">
            {move || text::proposed_by(language.get(), &maker)} " · " <Time at=closing.proposed_at /> {decided}
            {[closing.reason, closing.remark]
                .into_iter()
                .flatten()
                .map(|words| view! { <br /><span class="muted">{words}</span> })
                .collect_view()}
        </li>
    }
}

/// Approving and rejecting for who did not propose it, taking back for who did; for others, who may.
#[component]
fn Decide(maker: String, approve: Asked, shown: Shown) -> impl IntoView {
    let (session, language) = (use_session(), use_language());
    let is_maker = untrack(|| session.name()) == maker;
    let may_decide = !is_maker && untrack(|| session.may(Permission::ApproveClosing));
    let ask = move |what: Asked| shown.asked.set(Some(what));
    let note = move || match (is_maker, may_decide) {
        (true, _) => Some(DayRefusal::IsMaker.text(language.get())),
        (false, false) => Some(text::closing_by_supervisor(language.get()).to_owned()),
        (false, true) => None,
    };
    view! {
        <div class="form__actions">
            {may_decide
                .then(|| {
                    view! {
                        <Button
                            label=say_string(text::approve_closing)
                            weight=Weight::Primary
                            glyph=Glyph::Lock
                            on_press=move |()| ask(approve)
                        />
                        <Button label=say_string(text::reject_closing) on_press=move |()| ask(Asked::Reject) />
                    }
                })}
            {is_maker
                .then(|| view! { <Button label=say_string(text::withdraw_closing) on_press=move |()| ask(Asked::Withdraw) /> })}
        </div>
        {move || {
            note()
                .map(|note| {
                    view! {
                        <p class="cluster small muted">
                            <Icon glyph=Glyph::Info />
                            <span>{note}</span>
                        </p>
                    }
                })
        }}
    }
}
