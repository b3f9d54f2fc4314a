//! The head of a case: what it is, who has it, and taking it or giving it back.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::commands::{ClaimRequest, ReleaseRequest};
use shared::case::{Priority, Standing, State};
use shared::role::Permission;
use shared::text::Text;
use shared::text::app::{case as text, common};
use shared::text::corrections::waiting_in_language;

use super::file::{CaseFile, use_file};
use super::present::Others;
use super::watched::LateReturn;
use crate::components::badge::{Badge, Meaning};
use crate::components::button::{Button, IconButton, Weight};
use crate::components::dialog::Dialog;
use crate::components::focus::{CHOICES, settle};
use crate::components::icon::{Glyph, Icon};
use crate::components::money::Money;
use crate::components::standing::{PriorityMark, standing_look};
use crate::components::time::{Countdown, Time};
use crate::components::verdict_badge::VerdictBadge;
use crate::state::clock::use_clock;
use crate::state::language::{Language, Say, say, say_string, use_language};
use crate::state::list::use_list;
use crate::state::session::use_session;
use crate::state::toasts::{Toasts, Tone, use_toasts};

/// The head.
#[component]
pub fn Head() -> impl IntoView {
    let (file, language, list) = (use_file(), use_language(), use_list());
    let kind = file.memo(|view| Some(view.case.kind));
    let priority = file.memo(|view| Some(view.case.outlook.priority));
    let (is_of_payout, verdict) = (file.is_of_payout(), file.memo(|view| view.case.verdict.name()));
    let amount = file.now(|view| Some(view.case.facts.amount));
    let merchant = file.now(|view| view.case.facts.merchant.name.clone());
    view! {
        <header class="case__head">
            <a class="button button--quiet button--square no-print" href=list.address() aria-label=say(text::back_to_queue) title=say(text::back_to_queue)>
                <Icon glyph=Glyph::Back />
            </a>
            <div class="case__name">
                <h1>
                    <span class="figures">{file.number.to_string()}</span>
                    <span class="case__kind">{move || kind.get().map(|kind| kind.text(language.get()))}</span>
                    {move || priority.get().filter(|p| *p != Priority::Normal).map(|priority| view! { <PriorityMark priority /> })}
                </h1>
                <p class="case__subject clip">
                    {amount.map(|amount| view! { <Money amount /> })} <span class="faint">" · "</span> {merchant}
                </p>
            </div>
            <span class="case__badges">
                <StandingBadge />
                {move || is_of_payout.then(|| view! { <VerdictBadge name=verdict.get() /> })}
                <LateReturn />
            </span>
            <Others />
            <Holder />
            <Neighbours />
        </header>
        <TakeOver />
    }
}

#[component]
fn StandingBadge() -> impl IntoView {
    let (file, language, clock) = (use_file(), use_language(), use_clock());
    let standing = Memo::new(move |_| {
        file.with(|view| Some(view.case.state.standing(clock.every_minute()))).unwrap_or(Standing::Open)
    });
    let label = Signal::derive(move || standing.get().text(language.get()));
    let glyph = Signal::derive(move || standing_look(standing.get()).0);
    let meaning = Signal::derive(move || match standing.get() {
        Standing::Working | Standing::Proposed => Meaning::Accent,
        _ => Meaning::Plain,
    });
    view! { <Badge label glyph meaning /> }
}

/// Who has the case, as the reader has to know it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Held {
    #[default]
    Free,
    ByReader,
    ByOther(String),
    /// Proposed or closed: nobody can take it.
    Away,
}

fn held(file: CaseFile) -> Memo<Held> {
    let (session, clock) = (use_session(), use_clock());
    Memo::new(move |_| {
        let now = clock.every_second();
        file.with(|view| match (&view.case.state, view.case.state.holder(now)) {
            (State::Proposed { .. } | State::Closed { .. }, _) => Held::Away,
            (_, Some(owner)) if owner == session.name() => Held::ByReader,
            (_, Some(owner)) => Held::ByOther(owner.to_owned()),
            (_, None) => Held::Free,
        })
    })
}

/// Claims the case; asks first where somebody else has it. For the button and for the key.
pub fn use_claim() -> Callback<()> {
    let (file, toasts, language) = (use_file(), use_toasts(), use_language());
    let held = held(file);
    Callback::new(move |()| match held.get_untracked() {
        Held::Free => claim(file, false, toasts, language),
        Held::ByOther(_) => file.taking_over.set(true),
        Held::ByReader | Held::Away => {}
    })
}

fn claim(file: CaseFile, take_over: bool, toasts: Toasts, language: Language) {
    let version = file.now(|view| view.case.version);
    spawn_local(async move {
        let request = ClaimRequest { version, take_over };
        match file.act(file.api.claim(file.number, &request)).await {
            Ok(()) => {
                toasts.show(Tone::Done, text::claimed(language.get_untracked()));
                settle(CHOICES);
            }
            Err(failure) => toasts.show(Tone::Trouble, failure.words(language.get_untracked()).title),
        }
    });
}

fn release(file: CaseFile, toasts: Toasts, language: Language) {
    let version = file.now(|view| view.case.version);
    spawn_local(async move {
        let request = ReleaseRequest { version };
        match file.act(file.api.release(file.number, &request)).await {
            Ok(()) => toasts.show(Tone::Done, text::released(language.get_untracked())),
            Err(failure) => toasts.show(Tone::Trouble, failure.words(language.get_untracked()).title),
        }
    });
}

#[component]
fn Holder() -> impl IntoView {
    let (file, language, toasts, session) = (use_file(), use_language(), use_toasts(), use_session());
    let held = held(file);
    let lease = file.memo(|view| match view.case.state {
        State::Working { lease_until, .. } => Some(lease_until),
        _ => None,
    });
    let claim = use_claim();
    let may = move || session.may(Permission::WorkCases);
    view! {
        <div class="case__holder no-print">
            {move || match held.get() {
                Held::Away => ().into_any(),
                Held::Free => {
                    may()
                        .then(|| view! { <Button label=say_string(text::claim) weight=Weight::Primary glyph=Glyph::Person on_press=claim /> })
                        .into_any()
                }
                Held::ByOther(owner) => {
                    view! {
                        <span class="small muted">{move || text::held_by(language.get(), &owner)}</span>
                        {may().then(|| view! { <Button label=say_string(text::take_over) on_press=claim /> })}
                    }
                        .into_any()
                }
                Held::ByReader => {
                    view! {
                        <span class="small muted case__lease">
                            <Icon glyph=Glyph::Clock />
                            {move || lease.get().map(|until| view! { <Countdown until /> })}
                        </span>
                        <Button label=say_string(text::release) on_press=move |()| release(file, toasts, language) />
                    }
                        .into_any()
                }
            }} <Wait />
        </div>
    }
}

/// Until when it waits.
#[component]
fn Wait() -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let wait = file.memo(|view| match &view.case.state {
        State::Waiting { until, reason, .. } => Some((*until, reason.clone())),
        _ => None,
    });
    move || {
        wait.get().map(|(until, reason)| {
            view! {
                <span class="small muted" title=move || text::waiting_because(language.get(), &waiting_in_language(&reason, language.get()))>
                    {say(text::waiting_until)} " " <Time at=until />
                </span>
            }
        })
    }
}

/// To the cases that stand beside this one in the list, and to paper.
#[component]
fn Neighbours() -> impl IntoView {
    let (file, list) = (use_file(), use_list());
    let link = move |step: isize, label: Say, glyph: Glyph| {
        move || {
            list.rows.track();
            list.neighbour(file.number, step).map(|number| {
                view! {
                    <a class="button button--quiet button--square" href=format!("/cases/{number}") aria-label=say(label) title=say(label)>
                        <Icon glyph />
                    </a>
                }
            })
        }
    };
    let print = move |()| {
        // A browser without printing has no such button to press either.
        let _ = window().print();
    };
    view! {
        <span class="case__neighbours no-print">
            {link(-1, text::previous, Glyph::Up)} {link(1, text::next, Glyph::Down)}
            <span class="bar__wide">
                <IconButton label=say_string(text::print) glyph=Glyph::Print on_press=print />
            </span>
        </span>
    }
}

/// Asks before taking the case from someone.
#[component]
fn TakeOver() -> impl IntoView {
    let (file, language, toasts) = (use_file(), use_language(), use_toasts());
    let held = held(file);
    let owner = Memo::new(move |_| match held.get() {
        Held::ByOther(owner) => owner,
        _ => String::new(),
    });
    let title = Signal::derive(move || text::take_over_title(language.get(), &owner.get()));
    let confirm = move |()| {
        file.taking_over.set(false);
        claim(file, true, toasts, language);
    };
    view! {
        <Dialog open=file.taking_over title>
            <div class="stack">
                <p>{move || text::take_over_warning(language.get(), &owner.get())}</p>
                <div class="form__actions">
                    <Button label=say_string(text::take_over) weight=Weight::Primary on_press=confirm />
                    <Button label=say_string(common::cancel) on_press=move |()| file.taking_over.set(false) />
                </div>
            </div>
        </Dialog>
    }
}
