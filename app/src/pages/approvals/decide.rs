//! Approving or rejecting: one, or several with the same proof. Each is sent with the digest of what its maker saw, so
//! one that has changed meanwhile is refused by itself.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::approvals::ApprovalRow;
use shared::api::commands::{ApproveRequest, ReasonRequest};
use shared::money::Money;
use shared::text::Lang;
use shared::text::app::{approvals as text, common, decide};

use super::Desk;
use crate::api::{Api, use_api};
use crate::components::button::{Button, IconButton, Weight};
use crate::components::dialog::{Dialog, open_while};
use crate::components::field::TextArea;
use crate::components::icon::Glyph;
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

/// Why these may not be decided together, if they may not.
pub fn refusal(rows: &[ApprovalRow]) -> Option<Say> {
    let proof = |row: &ApprovalRow| (row.proposal.resolution, row.case.verdict.clone(), row.proposal.approvals.clone());
    let same = rows.windows(2).all(|pair| proof(&pair[0]) == proof(&pair[1]));
    if rows.is_empty() || rows.iter().any(|row| !row.may_decide) {
        Some(text::not_yours)
    } else if same {
        None
    } else {
        Some(text::not_same)
    }
}

/// The sum of amounts of one currency; none where there are several.
fn total(rows: &[ApprovalRow]) -> Option<Money> {
    let currency = rows.first()?.case.amount.currency();
    let minor = rows.iter().try_fold(0_i64, |sum, row| {
        (row.case.amount.currency() == currency).then(|| sum.checked_add(row.case.amount.minor()))?
    })?;
    Some(Money::from_minor(minor, currency))
}

async fn send(api: Api, row: &ApprovalRow, asked: Asked, reason: Option<String>) -> Result<(), Failure> {
    let (number, proposal) = (row.case.number, &row.proposal);
    match asked {
        Asked::Approve => {
            api.approve(number, proposal.seq, &ApproveRequest { binds_to: proposal.binds_to, reason }).await
        }
        Asked::Reject => api.reject(number, proposal.seq, &ReasonRequest { reason: reason.unwrap_or_default() }).await,
    }
}

fn report(toasts: Toasts, lang: Lang, rows: &[ApprovalRow], asked: Asked, failed: &[(String, Failure)]) {
    match (rows, failed) {
        ([row], []) => {
            let number = row.case.number.to_string();
            let words = match asked {
                Asked::Approve => decide::approved_toast(lang, &number),
                Asked::Reject => decide::rejected_toast(lang, &number),
            };
            toasts.show(Tone::Done, words);
        }
        (_, []) => toasts.show(Tone::Done, text::approved(lang, rows.len())),
        _ => {
            let mut lines = vec![text::approved_some(lang, rows.len() - failed.len(), failed.len())];
            lines.extend(failed.iter().map(|(number, failure)| format!("{number}: {}", failure.words(lang).title)));
            toasts.show(Tone::Trouble, lines.join("\n"));
        }
    }
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
            (Some(Asked::Reject), [row, ..]) => text::reject_one_title(lang, &row.case.number.to_string()),
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
    let typed = RwSignal::new(String::new());
    let (tried, done) = (RwSignal::new(false), RwSignal::new(None::<usize>));
    let optional = asked == Asked::Approve;
    let of = rows.with_value(Vec::len);
    let go = move |()| {
        tried.set(true);
        let reason = Some(typed.get_untracked().trim().to_owned()).filter(|reason| !reason.is_empty());
        if reason.is_none() && !optional {
            return;
        }
        spawn_local(async move {
            let rows = rows.get_value();
            let mut failed = Vec::new();
            for (count, row) in rows.iter().enumerate() {
                done.try_set(Some(count));
                if let Err(failure) = send(api, row, asked, reason.clone()).await {
                    failed.push((row.case.number.to_string(), failure));
                }
            }
            report(toasts, language.get_untracked(), &rows, asked, &failed);
            desk.selected.update(std::collections::HashSet::clear);
            desk.asked.set(None);
            desk.reading.again();
        });
    };
    let missing = Signal::derive(move || {
        let empty = !optional && typed.with(|typed| typed.trim().is_empty());
        (tried.get() && empty).then(|| common::required(language.get()).to_owned())
    });
    let sum = rows.with_value(|rows| total(rows)).map(written::in_words);
    let label = Signal::derive(move || match (done.get(), asked) {
        (Some(count), _) if of > 1 => text::approving(language.get(), count, of),
        (_, Asked::Approve) => decide::approve(language.get()).to_owned(),
        (_, Asked::Reject) => decide::reject(language.get()).to_owned(),
    });
    let remark = say_string(if optional { decide::remark } else { decide::reject_reason });
    view! {
        <div class="stack">
            {sum.map(|sum| view! { <p><strong>{move || text::total(language.get(), &sum)}</strong></p> })}
            <p class="small muted">{say(text::each_by_itself)}</p>
            <TextArea label=remark value=typed optional error=missing focused=true />
            <div class="form__actions">
                <Button
                    label
                    weight=if optional { Weight::Primary } else { Weight::Danger }
                    busy=Signal::derive(move || done.get().is_some())
                    on_press=go
                />
                <Button label=say_string(common::cancel) on_press=move |()| desk.asked.set(None) />
            </div>
        </div>
    }
}

/// The bar that shows while several are selected.
#[component]
pub fn BulkBar(
    /// The list.
    desk: Desk,
) -> impl IntoView {
    let language = use_language();
    let count = move || desk.selected.with(std::collections::HashSet::len);
    let blocked = Signal::derive(move || {
        desk.selected.track();
        refusal(&desk.chosen()).map(|why| why(language.get()).to_owned())
    });
    let label = Signal::derive(move || text::approve_selected(language.get(), count()));
    view! {
        <Show when=move || { count() > 0 }>
            <div class="bulk bulk--page">
                <span class="figures" role="status">{move || text::selected(language.get(), count())}</span>
                <span>
                    <Button label weight=Weight::Primary small=true blocked on_press=move |()| desk.asked.set(Some(Asked::Approve)) />
                </span>
                <IconButton
                    label=say_string(shared::text::app::queue::clear_selection)
                    glyph=Glyph::Close
                    small=true
                    on_press=move |()| desk.selected.update(std::collections::HashSet::clear)
                />
            </div>
        </Show>
    }
}
