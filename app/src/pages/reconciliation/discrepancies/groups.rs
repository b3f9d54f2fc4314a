//! What has one type and one cause, to be selected at once.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::api::recon::DiscrepancyView;
use shared::case::CaseNumber;
use shared::recon::discrepancy::{DiscrepancyKind, Why};
use shared::text::Text;
use shared::text::app::recon as text;

use super::{Picking, open_case};
use crate::state::language::{say, use_language};

/// Those of one type and cause.
#[derive(Clone)]
struct Group {
    kind: DiscrepancyKind,
    why: Why,
    cases: Vec<CaseNumber>,
}

/// The groups of at least two, the largest first.
fn groups(items: &[DiscrepancyView]) -> Vec<Group> {
    let mut found: BTreeMap<(&str, &str), Group> = BTreeMap::new();
    for item in items {
        let (Some(number), Some(cause)) = (open_case(item), item.causes.first()) else { continue };
        let (kind, why) = (item.kind, cause.why);
        let group = found.entry((kind.name(), cause.why.name()));
        group.or_insert_with(|| Group { kind, why, cases: vec![] }).cases.push(number);
    }
    let mut groups: Vec<Group> = found.into_values().filter(|group| group.cases.len() > 1).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.cases.len()));
    groups
}

/// A button for each group.
#[component]
pub fn Groups(
    /// What is selected.
    picking: Picking,
) -> impl IntoView {
    let language = use_language();
    let found = move || if picking.may.get() { groups(&picking.pages.items()) } else { vec![] };
    view! {
        <Show when=move || !found().is_empty()>
            <div class="recon__groups cluster small">
                <span class="muted">{say(text::alike)}</span>
                {move || {
                    found()
                        .into_iter()
                        .map(|Group { kind, why, cases }| {
                            let count = cases.len();
                            let select = move |_| picking.selected.set(cases.iter().copied().collect());
                            view! {
                                <button type="button" class="button button--small" on:click=select>
                                    {move || {
                                        let lang = language.get();
                                        text::alike_group(lang, count, &kind.text(lang), why.title(lang))
                                    }}
                                </button>
                            }
                        })
                        .collect_view()
                }}
            </div>
        </Show>
    }
}
