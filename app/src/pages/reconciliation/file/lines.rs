//! A file's lines, as they were understood, in the order of the file.

use leptos::prelude::*;
use shared::recon::Line;
use shared::text::app::recon as text;

use super::super::line_cells::{COLUMNS, LineCells};
use crate::api::use_api;
use crate::components::exports::Exports;
use crate::components::loaded::Loaded;
use crate::components::pages::{More, Pages};
use crate::state::language::say;

/// The section.
#[component]
pub fn Lines(
    /// Of which file.
    id: i64,
) -> impl IntoView {
    let api = use_api();
    let pages = Pages::<Line>::start(move |cursor| async move {
        api.statement_lines(id, cursor.as_deref()).await.map(|list| (list.items, list.next))
    });
    view! {
        <section class="stack">
            <div class="cluster">
                <h2>{say(text::lines_title)}</h2>
                <Exports address=format!("/api/v1/statements/{id}/lines/export") />
            </div>
            <Loaded reading=pages.reading>
                <div class="table-scroll" tabindex="0" role="region" aria-label=say(text::lines_title)>
                    <table class="table recon__lines">
                        <thead>
                            <tr>
                                <th scope="col">{say(text::row)}</th>
                                {COLUMNS.map(|(name, class)| view! { <th scope="col" class=class>{say(name)}</th> }).collect_view()}
                            </tr>
                        </thead>
                        <tbody>
                            <For each=move || pages.items() key=|line| line.position let:line>
                                <tr>
                                    <td class="figures faint nowrap">{line.position}</td>
                                    <LineCells line />
                                </tr>
                            </For>
                        </tbody>
                    </table>
                </div>
                <More pages />
            </Loaded>
        </section>
    }
}
