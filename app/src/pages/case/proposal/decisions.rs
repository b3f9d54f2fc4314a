//! What may be done with an open proposal: checkers approve or reject it, its maker takes it back. Whoever may not is
//! told why.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::commands::{ApproveRequest, ReasonRequest};
use shared::money::Money;
use shared::policy::Policy;
use shared::resolution::{NotApprover, Proposal};
use shared::role::Permission;
use shared::text::app::{case, common, decide as text};
use shared::text::{Lang, Text};

use crate::components::button::{Button, Weight};
use crate::components::field::TextArea;
use crate::components::focus::{HEADING, settle};
use crate::components::icon::{Glyph, Icon};
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::keys::{Action, Group, use_keys};
use crate::pages::case::file::{open_proposal, use_file};
use crate::state::language::{Language, Say, say, say_string, use_language};
use crate::state::session::use_session;
use crate::state::toasts::{Tone, use_toasts};

/// Where the keyboard goes once a question is taken back: to what may be done.
const BUTTONS: &[&str] = &["main .decisions button", HEADING];

/// What is asked of the reader before it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Approve,
    Reject,
    Withdraw,
}

/// What the reader may do with the proposal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Standing {
    #[default]
    Nothing,
    /// Their own.
    Maker,
    /// They may decide.
    Checker,
    /// They may reject it, and not approve it.
    RejectOnly(NotApprover),
    /// Their roles do not let them.
    NotTheirRole,
    /// They did already.
    Decided,
}

fn standing(proposal: &Proposal, (policy, amount): (&Policy, Money), name: &str, may: bool) -> Standing {
    match proposal.may_be_approved_by(name, policy, amount) {
        Err(NotApprover::IsMaker) => Standing::Maker,
        Err(NotApprover::NotOpen) => Standing::Nothing,
        _ if !may => Standing::NotTheirRole,
        Err(NotApprover::HasDecided) => Standing::Decided,
        Err(why @ (NotApprover::BeyondLimit { .. } | NotApprover::SeniorNeeded)) => Standing::RejectOnly(why),
        Ok(()) => Standing::Checker,
    }
}

/// The buttons, and the field for a remark or a reason.
#[component]
pub fn Actions() -> impl IntoView {
    let (file, session, language) = (use_file(), use_session(), use_language());
    let proposal = file.memo(open_proposal);
    let rules = file.memo(|view| Some((view.policy.clone(), view.case.facts.amount)));
    let standing = Memo::new(move |_| {
        let may = session.may(Permission::Approve);
        let Some((policy, amount)) = rules.get() else { return Standing::Nothing };
        let of = |open: &Proposal| standing(open, (&policy, amount), &session.name(), may);
        proposal.with(|proposal| proposal.as_ref().map(of).unwrap_or_default())
    });
    let asked = RwSignal::new(None::<Asked>);
    let keys = use_keys();
    let ask = move |what: Asked| {
        Callback::new(move |()| match (standing.get_untracked(), what) {
            (Standing::Checker, _) | (Standing::RejectOnly(_), Asked::Reject) => asked.set(Some(what)),
            _ => {}
        })
    };
    keys.register(Action { key: "a", name: case::key_approve, group: Group::Page, run: ask(Asked::Approve) });
    keys.register(Action { key: "d", name: case::key_reject, group: Group::Page, run: ask(Asked::Reject) });
    view! {
        <div class="decisions no-print stack">
            {move || match (standing.get(), asked.get()) {
                (Standing::Nothing, _) => ().into_any(),
                (Standing::NotTheirRole, _) => view! { <Not why=text::not_checker_role /> }.into_any(),
                (Standing::Decided, _) => view! { <Not why=text::not_checker_decided /> }.into_any(),
                (_, Some(what)) => view! { <Question what asked /> }.into_any(),
                (Standing::Checker, None) => {
                    view! {
                        <div class="form__actions">
                            <Button label=say_string(text::approve) weight=Weight::Primary glyph=Glyph::Check on_press=ask(Asked::Approve) />
                            <Button label=say_string(text::reject) glyph=Glyph::Cross on_press=ask(Asked::Reject) />
                        </div>
                    }
                        .into_any()
                }
                (Standing::RejectOnly(why), None) => {
                    let blocked = Signal::derive(move || Some(why.text(language.get())));
                    view! {
                        <p class="cluster small muted">
                            <Icon glyph=Glyph::Lock />
                            {move || why.text(language.get())}
                        </p>
                        <div class="form__actions">
                            <Button label=say_string(text::approve) glyph=Glyph::Check blocked on_press=|()| {} />
                            <Button label=say_string(text::reject) glyph=Glyph::Cross on_press=ask(Asked::Reject) />
                        </div>
                    }
                        .into_any()
                }
                (Standing::Maker, None) => {
                    view! {
                        <p class="small muted">{text::not_checker_maker(language.get())}</p>
                        <div class="form__actions">
                            <Button label=say_string(text::withdraw) on_press=move |()| asked.set(Some(Asked::Withdraw)) />
                        </div>
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

#[component]
fn Not(why: Say) -> impl IntoView {
    view! {
        <p class="cluster small muted">
            <Icon glyph=Glyph::Lock />
            {say(why)}
        </p>
    }
}

/// What the button says: for the approval that completes it, what that does.
fn confirm_words(what: Asked, proposal: Option<&Proposal>, lang: Lang) -> String {
    match what {
        Asked::Approve => {
            match proposal.filter(|proposal| proposal.missing() <= 1).and_then(|p| p.resolution.outcome()) {
                Some(outcome) => text::approve_closes(lang, &outcome.text(lang)),
                None => text::approve(lang).to_owned(),
            }
        }
        Asked::Reject => text::reject(lang).to_owned(),
        Asked::Withdraw => text::withdraw(lang).to_owned(),
    }
}

fn done_words(what: Asked, number: &str, language: Language) -> String {
    let lang = language.get_untracked();
    match what {
        Asked::Approve => text::approved_toast(lang, number),
        Asked::Reject => text::rejected_toast(lang, number),
        Asked::Withdraw => text::withdrawn_toast(lang).to_owned(),
    }
}

#[component]
fn Question(what: Asked, asked: RwSignal<Option<Asked>>) -> impl IntoView {
    let (file, language, toasts) = (use_file(), use_language(), use_toasts());
    let seen = file.now(open_proposal);
    let optional = what == Asked::Approve;
    let typed = file.remark;
    let failure = RwSignal::new(None::<Failure>);
    let (busy, tried) = (RwSignal::new(false), RwSignal::new(false));
    let bound = seen.as_ref().map(|proposal| (proposal.seq, proposal.binds_to));
    let send = move |()| {
        tried.set(true);
        let reason = Some(typed.get_untracked().trim().to_owned()).filter(|reason| !reason.is_empty());
        let Some((proposal, binds_to)) = bound else { return };
        if reason.is_none() && !optional {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let because = ReasonRequest { reason: reason.clone().unwrap_or_default() };
            let answer = match what {
                Asked::Approve => {
                    let request = ApproveRequest { binds_to, reason };
                    file.act(file.api.approve(file.number, proposal, &request)).await
                }
                Asked::Reject => file.act(file.api.reject(file.number, proposal, &because)).await,
                Asked::Withdraw => file.act(file.api.withdraw(file.number, proposal, &because)).await,
            };
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.show(Tone::Done, done_words(what, &file.number.to_string(), language));
                    typed.set(String::new());
                    asked.try_set(None);
                    settle(&[HEADING]);
                }
                Err(error) => drop(failure.try_set(Some(error))),
            }
        });
    };
    let cancel = move |()| {
        asked.set(None);
        settle(BUTTONS);
    };
    let label = say_string(match what {
        Asked::Approve => text::remark,
        Asked::Reject => text::reject_reason,
        Asked::Withdraw => text::withdraw_reason,
    });
    let missing = Signal::derive(move || {
        let empty = !optional && typed.with(|typed| typed.trim().is_empty());
        (tried.get() && empty).then(|| common::required(language.get()).to_owned())
    });
    let confirm = Signal::derive(move || confirm_words(what, seen.as_ref(), language.get()));
    let weight = if what == Asked::Approve { Weight::Primary } else { Weight::Danger };
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <TextArea label value=typed optional error=missing focused=true />
        <ProblemNotice words />
        <div class="form__actions">
            <Button label=confirm weight busy on_press=send />
            <Button label=say_string(common::cancel) on_press=cancel />
        </div>
    }
}
