//! The saved mappings: by which columns tables of a shape are read.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::recon::{MappingList, MappingView};
use shared::recon::{Column, Mapping};
use shared::role::Permission;
use shared::text::app::recon as text;
use shared::text::{Lang, Text};

use crate::api::use_api;
use crate::components::allowed::Allowed;
use crate::components::empty::Empty;
use crate::components::fact::{Fact, Facts};
use crate::components::icon::Glyph;
use crate::components::loaded::{Loaded, Reading};
use crate::components::time::Time;
use crate::components::title::PageTitle;
use crate::state::language::{say, say_string, use_language};
use crate::written;

/// The names of the saved mappings, read once for a form that offers them. Without them a file can still be read by its content.
pub fn use_mapping_names() -> RwSignal<Vec<String>> {
    let api = use_api();
    let names = RwSignal::new(Vec::new());
    spawn_local(async move {
        if let Ok(list) = api.mappings().await {
            names.try_set(list.items.into_iter().map(|mapping| mapping.name).collect());
        }
    });
    names
}

/// The page.
#[component]
pub fn MappingsPage() -> impl IntoView {
    view! {
        <PageTitle title=say_string(text::mappings_title) />
        <Allowed needs=Permission::ReadRecon>
            <Page />
        </Allowed>
    }
}

#[component]
fn Page() -> impl IntoView {
    let api = use_api();
    let reading = Reading::<MappingList>::start(move || api.mappings());
    let items = move || reading.value.with(|list| list.as_ref().map(|list| list.items.clone()).unwrap_or_default());
    view! {
        <div class="page recon">
            <header class="page__head">
                <h1>{say(text::mappings_title)}</h1>
                <p>{say(text::mappings_intro)} " " <a href="/reconciliation">{say(text::to_calendar)}</a></p>
            </header>
            <Loaded reading>
                <Show
                    when=move || !items().is_empty()
                    fallback=|| {
                        view! { <Empty glyph=Glyph::File title=say_string(text::mappings_empty_title) explanation=say_string(text::mappings_empty) /> }
                    }
                >
                    <div class="recon__mappings">
                        <For each=items key=|item| (item.name.clone(), item.version) let:item>
                            <One item />
                        </For>
                    </div>
                </Show>
            </Loaded>
        </div>
    }
}

#[component]
fn One(item: MappingView) -> impl IntoView {
    let language = use_language();
    let MappingView { name, mapping, updated_at, updated_by, .. } = item;
    let rows = mapping.placed().into_iter().filter_map(|(role, column)| Some((role, column?.clone())));
    let rows = StoredValue::new(rows.collect::<Vec<_>>());
    let Mapping { date_format, header_row, numbers, .. } = mapping;
    view! {
        <article class="recon__item">
            <Facts title=Signal::stored(name)>
                {move || {
                    let lang = language.get();
                    rows.get_value()
                        .into_iter()
                        .map(|(role, column)| {
                            view! {
                                <Fact label=Signal::stored(role.text(lang))>
                                    <code>{column_words(&column, lang)}</code>
                                </Fact>
                            }
                        })
                        .collect_view()
                }}
                <Fact label=say_string(text::mapping_date_format)><code>{date_format}</code></Fact>
                <Fact label=say_string(text::mapping_decimal)>{move || numbers.decimal.text(language.get())}</Fact>
                {header_row.map(|row| view! { <Fact label=say_string(text::mapping_header_row)><span class="figures">{row}</span></Fact> })}
            </Facts>
            <p class="small muted">
                {move || text::mapping_saved_by(language.get(), &written::actor(&updated_by, language.get()))} " · " <Time at=updated_at />
            </p>
        </article>
    }
}

fn column_words(column: &Column, lang: Lang) -> String {
    match column {
        Column::Named(name) => name.clone(),
        Column::Numbered(number) => text::column_numbered(lang, *number),
    }
}
