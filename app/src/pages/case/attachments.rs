//! What a person saw: the words, and the screenshots and documents that go with them.

use leptos::prelude::*;
use shared::evidence::{Attachment, Observation};
use shared::text::Text;
use shared::text::app::case as text;

use super::file::use_file;
use crate::api::cases::attachment_address;
use crate::components::fact::Fact;
use crate::components::icon::{Glyph, Icon};
use crate::state::language::{say_string, use_language};
use crate::written;

/// An observation's words and files.
#[component]
pub fn Observed(
    /// What was observed.
    observation: Observation,
) -> impl IntoView {
    let language = use_language();
    let shown = observation.shown;
    let no_files = observation.attachments.is_empty();
    view! {
        <dl class="observed">
            <Fact label=say_string(text::looked_up)>
                <code>{observation.looked_up}</code>
            </Fact>
            <Fact label=say_string(text::shown)>{move || shown.text(language.get())}</Fact>
            {observation.reference.map(|code| view! { <Fact label=say_string(text::their_reference)><code>{code}</code></Fact> })}
            {observation.note.map(|note| view! { <Fact label=say_string(text::remark)>{note}</Fact> })}
        </dl>
        <ul class="attachments" hidden=no_files>
            {observation.attachments.into_iter().map(|file| view! { <File file /> }).collect_view()}
        </ul>
    }
}

#[component]
fn File(file: Attachment) -> impl IntoView {
    let language = use_language();
    let address = attachment_address(use_file().number, file.sha256);
    let link = address.clone();
    let is_image = file.media_type.starts_with("image/");
    let size = written::size(file.size_bytes);
    let name = StoredValue::new(file.name);
    let label = move || name.with_value(|name| text::open_attachment(language.get(), name, &size));
    view! {
        <li>
            // Not a page of this app: the browser opens it by itself.
            <a class="attachment" href=link target="_blank" rel="external noopener">
                {if is_image {
                    view! { <img src=address alt="" loading="lazy" /> }.into_any()
                } else {
                    view! { <Icon glyph=Glyph::File /> }.into_any()
                }}
                <span class="small">{label}</span>
            </a>
        </li>
    }
}
