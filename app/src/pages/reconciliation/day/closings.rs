//! Proposals to close the day, and deciding on the open one.

use leptos::prelude::*;
use shared::api::commands::ReasonRequest;
use shared::api::recon::{ApproveClosingRequest, ClosingState, ClosingView, DayView};
use shared::digest::Digest;
use shared::role::Permission;
use shared::text::Text;
use shared::text::app::recon as text;

use super::super::ask::AskReason;
use super::Shown;
use super::act::Act;
use crate::api::use_api;
use crate::components::button::{Button, Weight};
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
    let (seen, is_open) = (view.seen, |closing: &&ClosingView| closing.state == ClosingState::Open);
    let maker = view.closings.iter().find(is_open).map(|closing| closing.maker.clone());
    view! {
        <section class="recon__card stack">
            <h2>{say(text::closings)}</h2>
            <ul class="stack">{view.closings.into_iter().map(|closing| view! { <One closing /> }).collect_view()}</ul>
            {maker.map(|maker| view! { <Decide maker seen shown /> })}
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

/// What is asked of the reader.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Approve,
    Reject,
    Withdraw,
}

/// Approving and rejecting for who did not propose it, taking back for who did.
#[component]
fn Decide(maker: String, seen: Digest, shown: Shown) -> impl IntoView {
    let (api, session, act) = (use_api(), use_session(), Act::on(shown));
    let (open, asked) = (RwSignal::new(false), RwSignal::new(Asked::Approve));
    let is_maker = untrack(|| session.name()) == maker;
    let may_decide = !is_maker && untrack(|| session.may(Permission::Approve));
    let ask = move |what: Asked| {
        asked.set(what);
        open.set(true);
    };
    let label = Signal::derive({
        let language = use_language();
        move || {
            let lang = language.get();
            match asked.get() {
                Asked::Approve => text::approve_closing(lang),
                Asked::Reject => text::reject_closing(lang),
                Asked::Withdraw => text::withdraw_closing(lang),
            }
            .to_owned()
        }
    });
    let go = move |typed: String| {
        let (day, what) = (shown.day.get_value(), asked.get_untracked());
        let reason = Some(typed.clone()).filter(|reason| !reason.is_empty());
        let command = async move {
            match what {
                Asked::Approve => api.approve_closing(&day, &ApproveClosingRequest { seen, reason }).await,
                Asked::Reject => api.reject_closing(&day, &ReasonRequest { reason: typed }).await,
                Asked::Withdraw => api.withdraw_closing(&day, &ReasonRequest { reason: typed }).await,
            }
        };
        act.send(command, move |()| {
            open.try_set(false);
            match what {
                Asked::Approve => text::approved_toast,
                Asked::Reject => text::rejected_toast,
                Asked::Withdraw => text::withdrawn_toast,
            }
        });
    };
    let question = move || {
        let optional = asked.get() == Asked::Approve;
        view! {
            <AskReason
                open
                title=label
                what=say_string(text::propose_closing_what)
                yes=label
                optional
                problem=act.words()
                busy=act.busy
                on_yes=go
            />
        }
    };
    view! {
        <div class="form__actions">
            {may_decide
                .then(|| {
                    view! {
                        <Button label=say_string(text::approve_closing) weight=Weight::Primary on_press=move |()| ask(Asked::Approve) />
                        <Button label=say_string(text::reject_closing) on_press=move |()| ask(Asked::Reject) />
                    }
                })}
            {is_maker
                .then(|| view! { <Button label=say_string(text::withdraw_closing) on_press=move |()| ask(Asked::Withdraw) /> })}
        </div>
        {question}
    }
}
