//! Approving or rejecting: one, or several with the same proof. Each is sent with the digest of what its maker saw, so
//! one that has changed meanwhile is refused by itself; what became of each is shown.

use std::collections::HashSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::approvals::{ApprovalRow, DecisionItem, DecisionResult, DecisionsRequest};
use shared::money::Money;
use shared::resolution::{NotApprover, Proof};
use shared::text::app::{approvals as text, common, decide};
use shared::text::{Lang, Text};

use super::Desk;
use crate::api::use_api;
use crate::components::button::{Button, IconButton, Weight};
use crate::components::dialog::{Dialog, open_while};
use crate::components::field::TextArea;
use crate::components::icon::{Glyph, Icon};
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{Say, say, say_string, use_language};
use crate::state::toasts::{Toasts, Tone, use_toasts};
use crate::written;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Whether to approve.
    Approve,
    /// Whether to reject.
    Reject,
}

/// Why proposals may not be decided together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Some are not the reader's to decide.
    Others,
    /// One may be rejected by the reader, and not approved.
    Approving(NotApprover),
    /// Their proof differs.
    Proof,
}

impl Refusal {
    /// Why, in words.
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::Others => text::not_yours(lang).to_owned(),
            Self::Approving(why) => why.text(lang),
            Self::Proof => text::not_same(lang).to_owned(),
        }
    }
}

/// Why these may not be decided so, if they may not.
pub fn refusal(rows: &[ApprovalRow], asked: Asked) -> Option<Refusal> {
    if rows.is_empty() || rows.iter().any(|row| !row.may_decide) {
        return Some(Refusal::Others);
    }
    if let Some(why) = rows.iter().filter(|_| asked == Asked::Approve).find_map(|row| row.may_not_approve) {
        return Some(Refusal::Approving(why));
    }
    let proofs: Vec<Proof<'_>> = rows.iter().map(|row| Proof::of(&row.proposal, &row.case.verdict)).collect();
    (!Proof::is_same(&proofs)).then_some(Refusal::Proof)
}

/// What each is about: the order's amount, where it is one.
fn amount(row: &ApprovalRow) -> Money {
    row.proposal.approvals.amount.unwrap_or(row.case.amount)
}

/// The sum of amounts of one currency; none where there are several.
fn total(rows: &[ApprovalRow]) -> Option<Money> {
    let currency = amount(rows.first()?).currency();
    let minor = rows.iter().try_fold(0_i64, |sum, row| {
        let amount = amount(row);
        (amount.currency() == currency).then(|| sum.checked_add(amount.minor()))?
    })?;
    Some(Money::from_minor(minor, currency))
}

/// What is decided, with its amount: of several, only how much it is together.
fn what_is_decided(rows: &[ApprovalRow], lang: Lang) -> Option<String> {
    match rows {
        [row] => {
            let what = row.proposal.resolution.text(lang);
            Some(text::one(lang, &what, &written::in_words(amount(row))))
        }
        rows => total(rows).map(|sum| text::total(lang, &written::in_words(sum))),
    }
}

fn request(rows: &[ApprovalRow], asked: Asked, reason: Option<String>) -> DecisionsRequest {
    let item = |row: &ApprovalRow| DecisionItem {
        number: row.case.number,
        proposal: row.proposal.seq,
        binds_to: row.proposal.binds_to,
    };
    DecisionsRequest { approve: asked == Asked::Approve, reason, items: rows.iter().map(item).collect() }
}

/// What is said where all went well.
fn report(toasts: Toasts, lang: Lang, results: &[DecisionResult], asked: Asked) {
    let words = match (results, asked) {
        ([one], Asked::Approve) => decide::approved_toast(lang, &one.number.to_string()),
        ([one], Asked::Reject) => decide::rejected_toast(lang, &one.number.to_string()),
        (all, Asked::Approve) => text::approved(lang, all.len()),
        (all, Asked::Reject) => text::rejected(lang, all.len()),
    };
    toasts.show(Tone::Done, words);
}

/// The dialog that asks, once.
#[component]
pub fn DecideDialog(
    /// The list.
    desk: Desk,
) -> impl IntoView {
    let language = use_language();
    let open = open_while(desk.asked);
    let title = Signal::derive(move || {
        let (lang, rows) = (language.get(), desk.chosen());
        match (desk.asked.get(), rows.as_slice()) {
            (Some(Asked::Reject), [row]) => text::reject_one_title(lang, &row.case.number.to_string()),
            (Some(Asked::Reject), rows) => text::reject_title(lang, rows.len()),
            (_, [row]) => text::approve_one_title(lang, &row.case.number.to_string()),
            (_, rows) => text::approve_title(lang, rows.len()),
        }
    });
    view! {
        <Dialog open title>
            {move || desk.asked.get().map(|asked| view! { <Question asked desk /> })}
        </Dialog>
    }
}

#[component]
fn Question(asked: Asked, desk: Desk) -> impl IntoView {
    let (api, language, toasts) = (use_api(), use_language(), use_toasts());
    let rows = StoredValue::new(desk.chosen());
    let (typed, tried, busy) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(false));
    let failure = RwSignal::new(None::<Failure>);
    let results = RwSignal::new(Vec::<DecisionResult>::new());
    let optional = asked == Asked::Approve;
    let go = move |()| {
        tried.set(true);
        let reason = Some(typed.get_untracked().trim().to_owned()).filter(|reason| !reason.is_empty());
        if reason.is_none() && !optional {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let request = rows.with_value(|rows| request(rows, asked, reason));
            let answer = api.decide(&request).await;
            busy.try_set(false);
            match answer {
                Ok(told) => {
                    desk.selected.update(HashSet::clear);
                    desk.reading.again();
                    if told.results.iter().all(|one| one.problem.is_none()) {
                        report(toasts, language.get_untracked(), &told.results, asked);
                        desk.asked.set(None);
                    } else {
                        results.try_set(told.results);
                    }
                }
                Err(refusal) => drop(failure.try_set(Some(refusal))),
            }
        });
    };
    let missing = Signal::derive(move || {
        let empty = !optional && typed.with(|typed| typed.trim().is_empty());
        (tried.get() && empty).then(|| common::required(language.get()).to_owned())
    });
    let problem = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    let of = rows.with_value(Vec::len);
    let what = move || rows.with_value(|rows| what_is_decided(rows, language.get()));
    let then: Say = match (of, asked) {
        (1, Asked::Approve) => text::one_by_itself,
        (1, Asked::Reject) => text::reject_reopens,
        _ => text::each_by_itself,
    };
    let label = say_string(if optional { decide::approve } else { decide::reject });
    let remark = say_string(if optional { decide::remark } else { decide::reject_reason });
    view! {
        <Show when=move || results.with(Vec::is_empty) fallback=move || view! { <Results results asked desk /> }>
            <div class="stack">
                {move || what().map(|what| view! { <p><strong>{what}</strong></p> })}
                <p class="small muted">{say(then)}</p>
                <ProblemNotice words=problem />
                <TextArea label=remark value=typed optional error=missing focused=true />
                <div class="form__actions">
                    <Button label weight=if optional { Weight::Primary } else { Weight::Danger } busy on_press=go />
                    <Button label=say_string(common::cancel) on_press=move |()| desk.asked.set(None) />
                </div>
            </div>
        </Show>
    }
}

/// What became of each, where not all went as asked.
#[component]
fn Results(results: RwSignal<Vec<DecisionResult>>, asked: Asked, desk: Desk) -> impl IntoView {
    let language = use_language();
    let summary = move || {
        let lang = language.get();
        results.with(|results| {
            let not = results.iter().filter(|one| one.problem.is_some()).count();
            let done = results.len() - not;
            if asked == Asked::Approve {
                text::approved_some(lang, done, not)
            } else {
                text::rejected_some(lang, done, not)
            }
        })
    };
    let lines = move || results.get().into_iter().map(|one| view! { <OneResult one asked /> }).collect_view();
    view! {
        <div class="stack">
            <p role="status"><strong>{summary}</strong></p>
            <ul class="results" aria-label=say(text::results)>{lines}</ul>
            <div class="form__actions">
                <Button label=say_string(text::close) weight=Weight::Primary on_press=move |()| desk.asked.set(None) />
            </div>
        </div>
    }
}

#[component]
fn OneResult(one: DecisionResult, asked: Asked) -> impl IntoView {
    let language = use_language();
    let number = one.number.to_string();
    let (glyph, tone) =
        if one.problem.is_none() { (Glyph::Check, "tone--paid") } else { (Glyph::Cross, "tone--not-paid") };
    let words = move || {
        let lang = language.get();
        match (&one.problem, one.missing, asked) {
            (Some(problem), ..) => [Some(problem.title.clone()), problem.detail.clone()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
            (None, _, Asked::Reject) => text::result_rejected(lang).to_owned(),
            (None, Some(missing), _) if missing > 0 => text::result_missing(lang, missing),
            (None, ..) => text::result_closed(lang).to_owned(),
        }
    };
    view! {
        <li class="cluster small">
            <span class=tone>
                <Icon glyph />
            </span>
            <a class="figures" href=format!("/cases/{number}")>{number.clone()}</a>
            <span>{words}</span>
        </li>
    }
}

/// The bar that shows while several are selected.
#[component]
pub fn BulkBar(
    /// The list.
    desk: Desk,
) -> impl IntoView {
    let language = use_language();
    let count = move || desk.selected.with(HashSet::len);
    let blocked = move |asked: Asked| {
        Signal::derive(move || {
            desk.selected.track();
            refusal(&desk.chosen(), asked).map(|why| why.words(language.get()))
        })
    };
    let label = Signal::derive(move || text::approve_selected(language.get(), count()));
    let reject = Signal::derive(move || text::reject_selected(language.get(), count()));
    view! {
        <Show when=move || { count() > 0 }>
            <div class="bulk bulk--page">
                <span class="figures" role="status">{move || text::selected(language.get(), count())}</span>
                <span>
                    <Button
                        label
                        weight=Weight::Primary
                        small=true
                        blocked=blocked(Asked::Approve)
                        on_press=move |()| desk.asked.set(Some(Asked::Approve))
                    />
                    <Button
                        label=reject
                        small=true
                        blocked=blocked(Asked::Reject)
                        on_press=move |()| desk.asked.set(Some(Asked::Reject))
                    />
                </span>
                <IconButton
                    label=say_string(shared::text::app::queue::clear_selection)
                    glyph=Glyph::Close
                    small=true
                    on_press=move |()| desk.selected.update(HashSet::clear)
                />
            </div>
        </Show>
    }
}
