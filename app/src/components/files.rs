//! Picking screenshots and documents; they are read at once, so that what is sent is what was picked.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::commands::AttachmentRequest;
use shared::text::app::decide as text;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, HtmlInputElement};

use crate::components::button::IconButton;
use crate::components::icon::{Glyph, Icon};
use crate::state::ids::next_id;
use crate::state::language::{Language, say, use_language};
use crate::written;

/// As many as the server takes of an observation.
const FILES_MAX: usize = 5;
/// As large as the server takes, each.
const FILE_BYTES_MAX: i64 = 4 * 1024 * 1024;

/// A file that was picked and read.
#[derive(Clone, Debug)]
pub struct Picked {
    /// Its own number.
    id: String,
    /// How large it is.
    size_bytes: i64,
    /// What is sent.
    pub request: AttachmentRequest,
}

/// Reads a file; refuses one that is too large or cannot be read.
async fn read(file: web_sys::File, language: Language) -> Result<Picked, String> {
    let (name, lang) = (file.name(), language.get_untracked());
    #[allow(clippy::cast_possible_truncation)] // a size in whole bytes
    let size_bytes = file.size() as i64;
    if size_bytes > FILE_BYTES_MAX {
        return Err(text::observe_too_large(lang, &name));
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| text::observe_unreadable(lang, &name))?;
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    let request = AttachmentRequest { name, content_base64: STANDARD.encode(bytes) };
    Ok(Picked { id: next_id(), size_bytes, request })
}

/// The picker and the list of what was picked.
#[component]
pub fn Files(
    /// What was picked.
    files: RwSignal<Vec<Picked>>,
    /// What is wrong with it.
    error: Signal<Option<String>>,
    /// As many as the server takes here.
    #[prop(default = FILES_MAX)]
    most: usize,
) -> impl IntoView {
    let language = use_language();
    let refused = RwSignal::new(None::<String>);
    let (id, several) = (next_id(), most > 1);
    let pick = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        let picked: Vec<_> = input
            .files()
            .map(|list| (0..list.length()).filter_map(|place| list.get(place)).collect())
            .unwrap_or_default();
        // So that the same file can be picked again after it was taken away.
        input.set_value("");
        refused.set(None);
        spawn_local(async move {
            for file in picked {
                if files.with_untracked(Vec::len) >= most {
                    refused.set(Some(text::observe_too_many(language.get_untracked(), most)));
                    return;
                }
                match read(file, language).await {
                    Ok(file) => files.update(|files| files.push(file)),
                    Err(message) => refused.set(Some(message)),
                }
            }
        });
    };
    let message = move || refused.get().or_else(|| error.get());
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{say(text::observe_files)}</label>
            // The browser's own button speaks the browser's language, and would never name what was picked before.
            <div class="file">
                <input
                    class="unseen"
                    id=id.clone()
                    type="file"
                    multiple=several
                    accept="image/png,image/jpeg,application/pdf"
                    aria-describedby=format!("{id}-hint {id}-error")
                    on:change=pick
                />
                <label class="button button--small" for=id.clone()>
                    <Icon glyph=Glyph::Clip />
                    {say(text::observe_files_add)}
                </label>
            </div>
            <p class="field__hint" id=format!("{id}-hint")>{move || text::observe_files_hint(language.get(), most)}</p>
            <ul class="stack stack--tight">
                <For each=move || files.get() key=|file| file.id.clone() let:file>
                    <Line file files />
                </For>
            </ul>
            <p class="field__error" id=format!("{id}-error") role="alert" hidden=move || message().is_none()>
                <Icon glyph=Glyph::Alert />
                <span>{message}</span>
            </p>
        </div>
    }
}

#[component]
fn Line(file: Picked, files: RwSignal<Vec<Picked>>) -> impl IntoView {
    let language = use_language();
    let (id, name) = (file.id, file.request.name);
    let label = {
        let name = name.clone();
        Signal::derive(move || text::observe_remove(language.get(), &name))
    };
    let remove = move |()| files.update(|files| files.retain(|file| file.id != id));
    view! {
        <li class="cluster small">
            <Icon glyph=Glyph::Clip />
            <span class="clip">{name}</span>
            <span class="faint figures">{written::size(file.size_bytes)}</span>
            <IconButton label glyph=Glyph::Close small=true on_press=remove />
        </li>
    }
}
