//! Saving a mapping under a name, and reading the file by it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use shared::api::recon::{MappingView, ReadAgainRequest, SaveMappingRequest, StatementView};
use shared::text::app::{common, recon as text};

use super::trying::Trying;
use crate::api::{Api, use_api};
use crate::components::button::{Button, Weight};
use crate::components::field::Field;
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{say, say_string, use_language};

/// Whether a mapping may be called so: `[a-z0-9_.-]{1,64}`.
fn is_name(text: &str) -> bool {
    shared::recon::AccountId::parse(text).is_some()
}

/// The section.
#[component]
pub fn Save(
    /// The mapping.
    trying: Trying,
    /// The file.
    file: StatementView,
    /// The mappings that are saved.
    saved: Vec<MappingView>,
) -> impl IntoView {
    let (api, language, navigate) = (use_api(), use_language(), use_navigate());
    let name = RwSignal::new(file.mapping.clone().unwrap_or_else(|| file.account.to_string()));
    let (id, file_version, saved) = (file.id, file.version, StoredValue::new(saved));
    let (tried, busy, failure) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<Failure>));
    let known = move |name: &str| saved.with_value(|saved| saved.iter().find(|it| it.name == name).cloned());
    let replaces = move || name.with(|typed| known(typed.trim()).is_some());
    let save = move |()| {
        tried.set(true);
        let name = name.get_untracked().trim().to_owned();
        if !is_name(&name) || trying.mapping.with_untracked(|mapping| !mapping.faults().is_empty()) {
            return;
        }
        let (mapping, known) = (trying.mapping.get_untracked(), known(&name));
        let navigate = navigate.clone();
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = save_and_read(api, (id, file_version), name, mapping, known).await;
            busy.try_set(false);
            match answer {
                Ok(()) => navigate(&format!("/reconciliation/files/{id}"), Default::default()),
                Err(refused) => drop(failure.try_set(Some(refused))),
            }
        });
    };
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    let no_name = Signal::derive(move || {
        let is_wrong = tried.get() && name.with(|typed| !is_name(typed.trim()));
        is_wrong.then(|| text::account_id_hint(language.get()).to_owned())
    });
    let hint = Signal::derive(move || {
        let says = if replaces() { text::mapping_replaces } else { text::mapping_name_hint };
        says(language.get()).to_owned()
    });
    let blocked = Signal::derive(move || {
        let is_lacking = trying.mapping.with(|mapping| !mapping.faults().is_empty());
        is_lacking.then(|| text::mapping_lacking(language.get()).to_owned())
    });
    view! {
        <section class="recon__decide stack recon__narrow">
            <h2>{say(text::mapping_save)}</h2>
            <ProblemNotice words />
            <Field label=say_string(text::mapping_name) hint value=name error=no_name code=true />
            <div class="form__actions">
                <Button label=say_string(text::mapping_save_and_read) weight=Weight::Primary busy blocked on_press=save />
                <a class="button" href=format!("/reconciliation/files/{id}")>{say(common::cancel)}</a>
            </div>
        </section>
    }
}

/// Saves the mapping, unless that is how it is saved already, and has the file read by it.
async fn save_and_read(
    api: Api,
    (id, version): (i64, i64),
    name: String,
    mapping: shared::recon::Mapping,
    known: Option<MappingView>,
) -> Result<(), Failure> {
    if known.as_ref().is_none_or(|known| known.mapping != mapping) {
        let version = known.map_or(0, |known| known.version);
        api.save_mapping(&name, &SaveMappingRequest { version, mapping }).await?;
    }
    api.read_again(id, &ReadAgainRequest { version, mapping: Some(name) }).await.map(drop)
}
