//! The first rows of the file as they stand in it, with what each column is above them.

use leptos::prelude::*;
use shared::api::recon::TableRow;
use shared::recon::Role;
use shared::text::Text;
use shared::text::app::recon as text;

use super::trying::Trying;
use crate::state::language::{say, use_language};

/// How many rows are shown: enough to see what is what.
const SHOWN: usize = 8;

/// The section.
#[component]
pub fn FirstRows(
    /// The mapping.
    trying: Trying,
) -> impl IntoView {
    let width = Memo::new(move |_| trying.width());
    // Around the row of names, which need not be the first.
    let rows = Memo::new(move |_| {
        let header = trying.mapping.with(|mapping| mapping.header_row).unwrap_or_default();
        trying.preview.with(|preview| {
            let from = preview.rows.iter().position(|row| row.number >= header).unwrap_or_default().saturating_sub(2);
            preview.rows.iter().skip(from).take(SHOWN).cloned().collect::<Vec<_>>()
        })
    });
    view! {
        <section class="stack">
            <h2>{say(text::mapping_columns)}</h2>
            <p class="small muted">{say(text::mapping_columns_hint)}</p>
            <div class="table-scroll" tabindex="0" role="region" aria-label=say(text::mapping_columns)>
                <table class="table recon__raw">
                    <thead>
                        <tr>
                            <th scope="col" class="table__end">{say(text::row)}</th>
                            {move || (0..width.get()).map(|place| view! { <th scope="col"><Choice trying place /></th> }).collect_view()}
                        </tr>
                    </thead>
                    <tbody>
                        {move || rows.get().into_iter().map(|row| view! { <Row trying row width=width.get() /> }).collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn Choice(trying: Trying, place: usize) -> impl IntoView {
    let language = use_language();
    let role = Memo::new(move |_| trying.roles().get(place).copied().unwrap_or(Role::Nothing));
    let label = move || {
        let lang = language.get();
        let name = trying.header().get(place).filter(|name| !name.trim().is_empty()).cloned();
        text::mapping_column_is(lang, &name.unwrap_or_else(|| (place + 1).to_string()))
    };
    let choose = move |event| {
        if let Some(role) = Role::from_name(&event_target_value(&event)) {
            trying.say(place, role);
        }
    };
    view! {
        <select
            class="input recon__role"
            class:recon__role--nothing=move || role.get() == Role::Nothing
            aria-label=label
            prop:value=move || role.get().name()
            on:change=choose
        >
            {Role::ALL
                .iter()
                .map(|one| {
                    let one = *one;
                    view! {
                        <option value=one.name() selected=move || role.get() == one>
                            {move || one.text(language.get())}
                        </option>
                    }
                })
                .collect_view()}
        </select>
    }
}

#[component]
fn Row(trying: Trying, row: TableRow, width: usize) -> impl IntoView {
    let number = row.number;
    let is_header = move || trying.mapping.with(|mapping| mapping.header_row == Some(number));
    let roles = Memo::new(move |_| trying.roles());
    let cells = (0..width).map(|place| {
        let cell = row.cells.get(place).cloned().unwrap_or_default();
        let is_read = move || roles.with(|roles| roles.get(place).is_some_and(|role| *role != Role::Nothing));
        view! { <td class="clip" class:faint=move || !is_read()>{cell}</td> }
    });
    view! {
        <tr class:recon__named=is_header>
            <td class="figures faint table__end">{number}</td>
            {cells.collect_view()}
        </tr>
    }
}
