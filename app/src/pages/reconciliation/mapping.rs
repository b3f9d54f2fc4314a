//! Which column of a file is what: guessed, put right by a person, tried on the first rows as they go, saved under a name.

mod as_understood;
mod first_rows;
mod save;
mod trying;
mod typed;
mod ways;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use shared::api::recon::{MappingView, PreviewRequest, StatementPreview, StatementView};
use shared::recon::{Format, Mapping};
use shared::role::Permission;
use shared::text::app::recon as text;

use crate::api::{Api, use_api};
use crate::components::allowed::Allowed;
use crate::components::loaded::{Loaded, Reading};
use crate::components::title::PageTitle;
use crate::failure::Failure;
use crate::pages::not_found::NotFound;
use crate::state::language::{say, say_string};
use as_understood::AsUnderstood;
use first_rows::FirstRows;
use save::Save;
use trying::Trying;
use ways::Ways;

/// The page.
#[component]
pub fn MappingPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("file")?.parse::<i64>().ok()));
    view! {
        <PageTitle title=say_string(text::mapping_make) />
        <Allowed needs=Permission::SendStatements>
            {move || match id.get() {
                Some(id) => view! { <Page id /> }.into_any(),
                None => view! { <NotFound /> }.into_any(),
            }}
        </Allowed>
    }
}

/// What is there to begin with.
#[derive(Clone)]
struct Begun {
    file: StatementView,
    /// The saved mappings.
    saved: Vec<MappingView>,
    preview: StatementPreview,
}

/// The file, and its first rows by the mapping that it names, else by one that is suggested.
async fn begin(api: Api, id: i64) -> Result<Begun, Failure> {
    let file = api.statement(id).await?;
    let saved = api.mappings().await?.items;
    let named = saved.iter().find(|known| Some(&known.name) == file.mapping.as_ref());
    let mapping = named.map(|known| known.mapping.clone());
    let preview = api.preview(id, &PreviewRequest { mapping }).await?;
    Ok(Begun { file, saved, preview })
}

#[component]
fn Page(id: i64) -> impl IntoView {
    let api = use_api();
    let reading = Reading::<Begun>::start(move || begin(api, id));
    let name = move || reading.value.with(|begun| begun.as_ref().map(|it| it.file.name.clone()).unwrap_or_default());
    view! {
        <div class="page page--wide recon">
            <header class="page__head">
                <h1>{say(text::mapping_make)}</h1>
                <p>
                    <a href=format!("/reconciliation/files/{id}")>{name}</a> " · " {say(text::mapping_intro)}
                </p>
            </header>
            <Loaded reading>
                {move || {
                    // What a person makes of it begins here; what is read again later does not undo it.
                    let begun = reading.value.get_untracked();
                    begun.map(|begun| view! { <Editor begun /> })
                }}
            </Loaded>
        </div>
    }
}

#[component]
fn Editor(begun: Begun) -> impl IntoView {
    let Begun { file, saved, preview } = begun;
    if !matches!(preview.format, Format::Csv | Format::Xlsx) {
        return view! { <p>{say(text::mapping_not_needed)}</p> }.into_any();
    }
    let first_row = preview.rows.first().map(|row| row.number);
    let mapping = preview.mapping.clone().unwrap_or_else(|| Mapping::blank(first_row));
    let is_guessed = preview.mapping.is_some();
    let trying = Trying::start(file.id, mapping, preview);
    view! {
        <div class="stack stack--loose">
            <Show when=move || !is_guessed>
                <p class="banner" role="status">{say(text::mapping_not_guessed)}</p>
            </Show>
            <FirstRows trying />
            <Ways trying />
            <AsUnderstood trying />
            <Save trying file saved />
        </div>
    }
    .into_any()
}
