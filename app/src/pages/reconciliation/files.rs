//! The files that came in, the newest first.

use leptos::prelude::*;
use shared::api::recon::StatementView;
use shared::text::Text;
use shared::text::app::recon as text;

use super::file_badge::FileBadge;
use crate::api::use_api;
use crate::components::empty::Empty;
use crate::components::exports::Exports;
use crate::components::icon::Glyph;
use crate::components::loaded::Loaded;
use crate::components::pages::{More, Pages};
use crate::components::time::Time;
use crate::state::language::{say, say_string, use_language};

/// The list.
#[component]
pub fn Files() -> impl IntoView {
    let api = use_api();
    let pages = Pages::<StatementView>::start(move |cursor| async move {
        api.statements(cursor.as_deref()).await.map(|list| (list.items, list.next))
    });
    let columns = [
        text::column_name,
        text::column_account,
        text::column_side,
        text::column_days,
        text::column_lines,
        text::column_state,
        text::column_came,
    ];
    view! {
        <section class="recon__files stack">
            <div class="cluster">
                <h2>{say(text::files_title)}</h2>
                <Exports address="/api/v1/statements/export" />
            </div>
            <Loaded reading=pages.reading>
                <Show
                    when=move || !pages.items().is_empty()
                    fallback=|| {
                        view! { <Empty glyph=Glyph::File title=say_string(text::files_empty_title) explanation=say_string(text::files_empty) /> }
                    }
                >
                    <table class="table table--cards">
                        <thead>
                            <tr>{columns.map(|name| view! { <th scope="col">{say(name)}</th> }).collect_view()}</tr>
                        </thead>
                        <tbody>
                            <For each=move || pages.items() key=|file| (file.id, file.version) let:file>
                                <Line file />
                            </For>
                        </tbody>
                    </table>
                    <More pages />
                </Show>
            </Loaded>
        </section>
    }
}

#[component]
fn Line(file: StatementView) -> impl IntoView {
    let language = use_language();
    let side = file.side;
    let dates = file.statement.as_ref().map(|statement| (statement.first_date, statement.last_date));
    let dates = move || match dates {
        Some((first, last)) if first == last => first.to_string(),
        Some((first, last)) => text::dates(language.get(), &first.to_string(), &last.to_string()),
        None => String::new(),
    };
    let count = file.statement.as_ref().map(|statement| {
        let count = statement.sums.count;
        view! { <span class="table__label">{say(text::column_lines)} " "</span> {count} }
    });
    view! {
        <tr>
            <td class="clip"><a href=format!("/reconciliation/files/{}", file.id)>{file.name.clone()}</a></td>
            <td>{file.account.to_string()}</td>
            <td>{move || side.text(language.get())}</td>
            <td class="figures nowrap">{dates}</td>
            <td class="figures table__end">{count}</td>
            <td><FileBadge state=file.state.clone() /></td>
            <td><Time at=file.received_at /></td>
        </tr>
    }
}
