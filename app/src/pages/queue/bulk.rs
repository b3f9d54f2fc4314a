//! What is done with several cases at once: claiming. Each is claimed by itself; one that cannot be spoils no other.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::commands::ClaimRequest;
use shared::api::exceptions::CaseRow;
use shared::role::Permission;
use shared::text::Lang;
use shared::text::app::queue as text;

use crate::api::{Api, use_api};
use crate::components::button::{Button, IconButton, Weight};
use crate::components::icon::Glyph;
use crate::components::key_hint::KeyHint;
use crate::failure::Failure;
use crate::state::language::{say_string, use_language};
use crate::state::list::{List, use_list};
use crate::state::session::use_session;
use crate::state::toasts::{Toasts, Tone, use_toasts};

/// How far claiming several has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Progress {
    done: usize,
    of: usize,
}

/// Claims the selected cases; without a selection, the one that the reader is at.
pub fn use_claiming() -> Callback<()> {
    let (api, list, toasts, language, session) = (use_api(), use_list(), use_toasts(), use_language(), use_session());
    Callback::new(move |()| {
        if !untrack(|| session.may(Permission::WorkCases)) {
            toasts.show(Tone::Note, text::not_yours_to_work(language.get_untracked()));
            return;
        }
        let rows = chosen(list);
        if !rows.is_empty() {
            spawn_local(async move {
                let failed = claim_all(api, list, &rows, |_| ()).await;
                report(toasts, language.get_untracked(), &rows, &failed);
            });
        }
    })
}

fn chosen(list: List) -> Vec<CaseRow> {
    let selected = list.selected.get_untracked();
    if selected.is_empty() {
        return list.current().into_iter().collect();
    }
    list.rows.with_untracked(|rows| rows.iter().filter(|row| selected.contains(&row.number)).cloned().collect())
}

async fn claim_all(api: Api, list: List, rows: &[CaseRow], progress: impl Fn(usize)) -> Vec<(CaseRow, Failure)> {
    let mut failed = Vec::new();
    for (done, row) in rows.iter().enumerate() {
        progress(done);
        let request = ClaimRequest { version: row.version, take_over: false };
        match api.claim(row.number, &request).await {
            Ok(()) => list.selected.update(|selected| {
                selected.remove(&row.number);
            }),
            Err(failure) => failed.push((row.clone(), failure)),
        }
    }
    list.refresh(api, 0..list.rows.with_untracked(Vec::len).min(300));
    failed
}

fn report(toasts: Toasts, lang: Lang, rows: &[CaseRow], failed: &[(CaseRow, Failure)]) {
    match (rows, failed) {
        ([row], []) => toasts.show(Tone::Done, text::claimed_one(lang, &row.number.to_string())),
        (_, []) => toasts.show(Tone::Done, text::claimed(lang, rows.len())),
        _ => {
            let mut lines = vec![text::claimed_some(lang, rows.len() - failed.len(), failed.len())];
            lines.extend(failed.iter().map(|(row, failure)| format!("{}: {}", row.number, failure.words(lang).title)));
            toasts.show(Tone::Trouble, lines.join("\n"));
        }
    }
}

/// The bar that shows while something is selected.
#[component]
pub fn BulkBar() -> impl IntoView {
    let (api, list, toasts, language) = (use_api(), use_list(), use_toasts(), use_language());
    let session = use_session();
    let progress = RwSignal::new(None::<Progress>);
    let claim = move |()| {
        let rows = chosen(list);
        spawn_local(async move {
            let of = rows.len();
            let failed = claim_all(api, list, &rows, |done| progress.set(Some(Progress { done, of }))).await;
            progress.set(None);
            report(toasts, language.get_untracked(), &rows, &failed);
        });
    };
    let blocked = Signal::derive(move || {
        (!session.may(Permission::WorkCases)).then(|| text::not_yours_to_work(language.get()).to_owned())
    });
    let says = move || match progress.get() {
        Some(Progress { done, of }) => text::claiming(language.get(), done, of),
        None => text::selected(language.get(), list.selected.with(std::collections::HashSet::len)),
    };
    view! {
        <Show when=move || list.selected.with(|selected| !selected.is_empty())>
            <div class="bulk" role="region" aria-label=move || text::selected(language.get(), list.selected.with(std::collections::HashSet::len))>
                <span class="figures" role="status">{says}</span>
                <Button
                    label=say_string(text::claim_selected)
                    weight=Weight::Primary
                    small=true
                    busy=Signal::derive(move || progress.get().is_some())
                    blocked
                    on_press=claim
                />
                <KeyHint key_name="c" />
                <IconButton
                    label=say_string(text::clear_selection)
                    glyph=Glyph::Close
                    small=true
                    on_press=move |()| list.selected.update(std::collections::HashSet::clear)
                />
            </div>
        </Show>
    }
}
