//! Step 2: what still stands in the way, once each, with what to do about it or when time will do it.

use leptos::prelude::*;
use shared::case::CaseKind;
use shared::resolution::{Choice, Unmet};
use shared::text::app::{asking, case, decide as text, finding, matter};
use shared::text::{Lang, Text};

use crate::components::button::{Button, Weight};
use crate::components::icon::{Glyph, Icon};
use crate::components::time::Countdown;
use crate::pages::case::asking::Asking;
use crate::pages::case::file::use_file;
use crate::pages::case::head::use_claim;
use crate::pages::case::report::Fact;
use crate::state::language::{Say, say, say_string, use_language};

/// What is missing for any way to settle the case, in the order in which it is met; each once.
fn missing(choices: &[Choice]) -> Vec<Unmet> {
    let mut missing: Vec<Unmet> = Vec::new();
    for unmet in choices.iter().filter(|choice| !is_ruled_out(choice)).flat_map(|choice| &choice.unmet) {
        if is_shown(unmet) && !missing.contains(unmet) {
            missing.push(unmet.clone());
        }
    }
    missing.sort_by_key(order);
    missing
}

/// What the evidence rules out, nothing that could still come would allow: nobody is sent to look for it.
fn is_ruled_out(choice: &Choice) -> bool {
    choice.unmet.iter().any(|unmet| matches!(unmet, Unmet::ProvenOtherwise { .. } | Unmet::AlreadyProven { .. }))
}

/// What is no step that anybody could take, the resolution itself says.
fn is_shown(unmet: &Unmet) -> bool {
    !matches!(
        unmet,
        Unmet::ProvenOtherwise { .. }
            | Unmet::AlreadyProven { .. }
            | Unmet::NothingShowsPaid
            | Unmet::PaidOnce
            | Unmet::PaidAgain { .. }
            | Unmet::FundsAreBack { .. }
            | Unmet::CorrectionRaised
            | Unmet::AllCorrected
            | Unmet::CaseClosed
            | Unmet::ProposalOpen { .. }
    )
}

fn order(unmet: &Unmet) -> u8 {
    match unmet {
        Unmet::NotPermitted => 0,
        Unmet::NotClaimed | Unmet::HeldBy { .. } => 1,
        Unmet::NoProofOfNonPayment => 2,
        Unmet::TooEarly { .. } => 3,
        Unmet::AttemptNotFinal { .. } => 4,
        Unmet::QueryNeeded { .. } => 5,
        Unmet::ObservationNeeded { .. } => 6,
        _ => 7,
    }
}

/// What is missing as a thing to have, not as a refusal.
fn words(unmet: &Unmet, lang: Lang) -> String {
    match unmet {
        Unmet::NotPermitted => text::may_not_work(lang).to_owned(),
        Unmet::NotClaimed => text::missing_claim(lang).to_owned(),
        Unmet::HeldBy { owner } => text::missing_take_over(lang, owner),
        Unmet::NoProofOfNonPayment => text::missing_proof(lang).to_owned(),
        Unmet::TooEarly { .. } => text::missing_time(lang).to_owned(),
        Unmet::AttemptNotFinal { attempt, .. } => text::missing_final(lang, attempt),
        Unmet::QueryNeeded { attempt } => text::missing_query(lang, attempt),
        Unmet::ObservationNeeded { attempt } => text::missing_look(lang, attempt),
        other => other.text(lang),
    }
}

/// The list.
#[component]
pub fn Missing() -> impl IntoView {
    let file = use_file();
    let choices = file.choices();
    let missing = Memo::new(move |_| choices.with(|choices| missing(choices)));
    let kind = file.now(|view| Some(view.case.kind));
    let guide = match kind {
        Some(CaseKind::PayoutBounced) => Some(matter::guide_bounce as Say),
        Some(CaseKind::LateSuccess) => Some(matter::guide_late as Say),
        Some(CaseKind::DuplicatePayout) => Some(matter::guide_duplicate as Say),
        Some(CaseKind::Discrepancy) => Some(finding::guide_discrepancy as Say),
        Some(CaseKind::BalanceBreak) => Some(finding::guide_balance as Say),
        Some(CaseKind::PayoutUnknown) | None => None,
    };
    view! {
        {guide.map(|guide| view! { <p class="small">{say(guide)}</p> })}
        <Show when=move || missing.with(Vec::is_empty)>
            <p class="missing__none">
                <Icon glyph=Glyph::Check />
                {say(text::nothing_missing)}
            </p>
        </Show>
        <ul class="missing">
            {move || missing.get().into_iter().map(|unmet| view! { <Item unmet /> }).collect_view()}
        </ul>
        <Show when=move || missing.with(|missing| !missing.contains(&Unmet::NotPermitted))>
            {file.is_of_payout().then(|| view! { <Asking /> })}
            <div class="cluster no-print">
                {(kind == Some(CaseKind::PayoutBounced)).then(|| view! { <RecordFacts /> })}
                <Button
                    label=say_string(text::missing_look_how)
                    small=true
                    glyph=Glyph::Screen
                    on_press=move |()| file.observing.set(true)
                />
            </div>
        </Show>
    }
}

/// The two facts of a return, each to be recorded.
#[component]
fn RecordFacts() -> impl IntoView {
    let file = use_file();
    let button = |label: Say, fact: Fact| {
        view! { <Button label=say_string(label) small=true glyph=Glyph::Return on_press=move |()| file.reporting.set(Some(fact)) /> }
    };
    view! {
        {button(matter::record_return, Fact::Return)}
        {button(matter::record_funds, Fact::Funds)}
    }
}

#[component]
fn Item(unmet: Unmet) -> impl IntoView {
    let language = use_language();
    let claim = use_claim();
    let asks_itself = use_file().memo(|view| view.follow_up.is_some());
    let label = unmet.clone();
    let help = match &unmet {
        Unmet::NotClaimed => {
            view! { <Button label=say_string(case::claim) small=true weight=Weight::Primary on_press=claim /> }
                .into_any()
        }
        Unmet::HeldBy { .. } => {
            view! { <Button label=say_string(case::take_over) small=true on_press=claim /> }.into_any()
        }
        Unmet::TooEarly { until } => {
            let until = *until;
            view! {
                <span class="small muted">{say(text::missing_time_in)} " " <strong><Countdown until /></strong></span>
            }
            .into_any()
        }
        Unmet::QueryNeeded { .. } | Unmet::AttemptNotFinal { .. } | Unmet::NoProofOfNonPayment => {
            let how = move || {
                if asks_itself.get() { asking::itself(language.get()) } else { text::missing_query_how(language.get()) }
            };
            view! { <span class="small muted">{how}</span> }.into_any()
        }
        _ => ().into_any(),
    };
    let glyph = match unmet {
        Unmet::TooEarly { .. } => Glyph::Clock,
        Unmet::NotPermitted => Glyph::Lock,
        _ => Glyph::Circle,
    };
    view! {
        <li class="missing__item">
            <Icon glyph />
            <span class="missing__words">
                <span>{move || words(&label, language.get())}</span>
                {help}
            </span>
        </li>
    }
}
