//! Step 4 where money moves: what the correction order puts right, and drafting it. The order is looked at before anybody
//! proposes it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use shared::api::correction_orders::DraftOrderRequest;
use shared::api::exceptions::CaseView;
use shared::case::CaseKind;
use shared::correction::{CorrectionKind, WrittenOff};
use shared::recon::discrepancy::DiscrepancyKind;
use shared::resolution::Resolution;
use shared::text::Text;
use shared::text::app::{common, matter as text};

use super::file::use_file;
use crate::components::approvals_words::approvals_words;
use crate::components::button::{Button, Weight};
use crate::components::field::Select;
use crate::components::focus::{HEADING, settle};
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{say, say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};
use crate::written;

/// What an order may put right, by its reference: a return, the late attempt, every settlement line but those that have one.
fn subjects(view: &CaseView) -> Vec<(String, String)> {
    let is_raised =
        |reference: &str| view.around.corrections.iter().any(|raised| raised.about.as_deref() == Some(reference));
    let matter = &view.case.matter;
    let returns = matter.returns().iter().filter_map(|known| {
        let reported = known.reported.as_ref()?;
        Some((known.reference.clone(), format!("{} · {}", known.reference, written::in_words(reported.amount))))
    });
    let lines = matter
        .lines()
        .iter()
        .rev()
        .map(|line| (line.reference.clone(), format!("{} · {}", line.reference, written::in_words(line.amount))));
    returns.chain(lines).filter(|(reference, _)| !is_raised(reference)).collect()
}

/// The kind of order that a resolution of such a case raises.
fn order_kind(resolution: Resolution, view: &CaseView) -> CorrectionKind {
    let is_fee = || view.case.matter.disagreement().is_some_and(|found| found.kind == DiscrepancyKind::FeeMismatch);
    match (resolution, view.case.kind) {
        (Resolution::WriteOff, _) => CorrectionKind::WriteOff,
        (_, CaseKind::LateSuccess) => CorrectionKind::LateSuccessRecovery,
        (_, CaseKind::DuplicatePayout) => CorrectionKind::DuplicateRecovery,
        (_, CaseKind::Discrepancy) if is_fee() => CorrectionKind::FeeAdjustment,
        (_, CaseKind::Discrepancy | CaseKind::BalanceBreak) => CorrectionKind::DiscrepancyAdjustment,
        (_, CaseKind::PayoutUnknown | CaseKind::PayoutBounced) => CorrectionKind::BounceRefund,
    }
}

/// The step.
#[component]
pub fn RaiseOrder(
    /// What was chosen.
    resolution: Resolution,
) -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let subjects = file.memo(subjects);
    let subject =
        RwSignal::new(subjects.with_untracked(|all| all.first().map(|(value, _)| value.clone()).unwrap_or_default()));
    let is_duplicate = file.now(|view| view.case.kind == CaseKind::DuplicatePayout);
    let label = if is_duplicate { text::order_line } else { text::order_about };
    let choices = file.choices();
    let choice = move || choices.with(|choices| choices.iter().find(|choice| choice.resolution == resolution).cloned());
    let approvals = move || choice().map(|choice| approvals_words(&choice.approvals, language.get()));
    let blocked = Signal::derive(move || {
        let unmet = choice().map(|choice| choice.unmet).unwrap_or_default();
        let words: Vec<String> = unmet.iter().map(|unmet| unmet.text(language.get())).collect();
        (!words.is_empty()).then(|| words.join(" "))
    });
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let draft = drafter(resolution, subject, failure, busy);
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    view! {
        <Show when=move || { subjects.with(Vec::len) > 1 }>
            <Select label=say_string(label) value=subject options=subjects />
        </Show>
        <ul class="effects">
            <li>{say(text::order_raised)}</li>
            <li>{approvals}</li>
            <li>{say(text::order_ends)}</li>
        </ul>
        <ProblemNotice words />
        <div class="form__actions">
            <Button label=say_string(text::order_open) weight=Weight::Primary busy blocked on_press=draft />
            <Button label=say_string(common::cancel) on_press=move |()| file.choose_nothing() />
        </div>
    }
}

/// Drafts the order and goes to it.
fn drafter(
    resolution: Resolution,
    subject: RwSignal<String>,
    failure: RwSignal<Option<Failure>>,
    busy: RwSignal<bool>,
) -> Callback<()> {
    let (file, language, toasts) = (use_file(), use_language(), use_toasts());
    let navigate = StoredValue::new_local(use_navigate());
    Callback::new(move |()| {
        let Some(kind) = file.now(|view| Some(order_kind(resolution, view))) else { return };
        // What reconciliation found says by itself which way and how much.
        let is_of_payout = file.now(|view| view.case.kind.is_of_payout());
        let is_write_off = kind == CorrectionKind::WriteOff && is_of_payout;
        let late = file.now(|view| view.case.facts.order_number.clone());
        let reference = Some(subject.get_untracked()).filter(|reference| !reference.is_empty());
        let request = DraftOrderRequest {
            version: file.now(|view| view.case.version),
            kind,
            reference: reference.or_else(|| is_write_off.then_some(late)),
            amount: is_write_off.then(|| file.now(|view| Some(view.case.facts.amount))).flatten(),
            direction: None,
            written_off: is_write_off.then_some(WrittenOff::ChannelFunds),
            replaces: None,
        };
        busy.set(true);
        spawn_local(async move {
            let answer = file.api.draft_order(file.number, &request).await;
            busy.try_set(false);
            match answer {
                Ok(order) => {
                    let number = order.order.number.to_string();
                    toasts.show(Tone::Done, text::order_drafted(language.get_untracked(), &number));
                    navigate.with_value(|go| {
                        go(&format!("/corrections/{number}"), leptos_router::NavigateOptions::default())
                    });
                    settle(&[HEADING]);
                }
                Err(refused) => {
                    failure.try_set(Some(refused));
                }
            }
        });
    })
}
