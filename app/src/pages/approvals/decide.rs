//! Approving or rejecting: one, or several with the same proof. Each is sent with the digest of what its maker saw, so
//! one that has changed meanwhile is refused by itself; what became of each is shown.

use std::collections::HashSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::approvals::{ApprovalRow, DecisionItem, DecisionResult, DecisionResults, DecisionsRequest};
use shared::case::CaseNumber;
use shared::money::Money;
use shared::resolution::{NotApprover, Proof};
use shared::text::app::{approvals as text, common, decide};
use shared::text::{Lang, Text};

use super::Desk;
use super::gone::GoneNotices;
use super::results::Results;
use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::dialog::{Dialog, open_while};
use crate::components::field::TextArea;
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{Say, say_string, use_language};
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

/// What is asked, of which: what showed when it was asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// What.
    pub asked: Asked,
    /// Of which proposals.
    pub rows: Vec<ApprovalRow>,
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
    // What is typed stays while one of several leaves.
    let asked = Memo::new(move |_| desk.asked.with(|question| question.as_ref().map(|question| question.asked)));
    let title = Signal::derive(move || {
        let lang = language.get();
        desk.asked.with(|question| question.as_ref().map(|question| question.title(lang)).unwrap_or_default())
    });
    view! {
        <Dialog open title>
            <GoneNotices desk />
            {move || asked.get().map(|asked| view! { <Form asked desk /> })}
        </Dialog>
    }
}

impl Question {
    /// The same without a proposal that ended; nothing where it was the only one.
    pub fn without(mut self, number: CaseNumber) -> Option<Self> {
        self.rows.retain(|row| row.case.number != number);
        (!self.rows.is_empty()).then_some(self)
    }

    fn title(&self, lang: Lang) -> String {
        match (self.asked, self.rows.as_slice()) {
            (Asked::Reject, [row]) => text::reject_one_title(lang, &row.case.number.to_string()),
            (Asked::Reject, rows) => text::reject_title(lang, rows.len()),
            (Asked::Approve, [row]) => text::approve_one_title(lang, &row.case.number.to_string()),
            (Asked::Approve, rows) => text::approve_title(lang, rows.len()),
        }
    }
}

#[component]
fn Form(asked: Asked, desk: Desk) -> impl IntoView {
    let (api, language, toasts) = (use_api(), use_language(), use_toasts());
    let rows = move || desk.asked.with(|question| question.as_ref().map(|it| it.rows.clone()).unwrap_or_default());
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
        let request = request(&untrack(rows), asked, reason);
        let numbers = request.items.iter().map(|item| item.number).collect::<Vec<_>>();
        desk.decided.update_value(|decided| decided.extend(numbers.iter().copied()));
        spawn_local(async move {
            let answer = api.decide(&request).await;
            busy.try_set(false);
            forget_what_failed(desk, &numbers, answer.as_ref().ok());
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
    let what = move || what_is_decided(&rows(), language.get());
    let then = move || {
        let then: Say = match (rows().len(), asked) {
            (1, Asked::Approve) => text::one_by_itself,
            (1, Asked::Reject) => text::reject_reopens,
            _ => text::each_by_itself,
        };
        then(language.get())
    };
    let label = say_string(if optional { decide::approve } else { decide::reject });
    let remark = say_string(if optional { decide::remark } else { decide::reject_reason });
    view! {
        <Show when=move || results.with(Vec::is_empty) fallback=move || view! { <Results results asked desk /> }>
            <div class="stack">
                {move || what().map(|what| view! { <p><strong>{what}</strong></p> })}
                <p class="small muted">{then}</p>
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

/// What was not decided after all is, should it leave the list, news again.
fn forget_what_failed(desk: Desk, numbers: &[CaseNumber], told: Option<&DecisionResults>) {
    let is_decided = |number: &CaseNumber| {
        told.is_some_and(|told| told.results.iter().any(|one| one.number == *number && one.problem.is_none()))
    };
    desk.decided.try_update_value(|decided| {
        for number in numbers.iter().filter(|number| !is_decided(number)) {
            decided.remove(number);
        }
    });
}
