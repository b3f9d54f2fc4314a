//! An address that names no page.

use leptos::prelude::*;
use shared::text::app::shell;

use crate::components::empty::Empty;
use crate::components::icon::Glyph;
use crate::components::title::PageTitle;
use crate::state::language::{say, say_string};

/// Says so, and leads back.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <PageTitle title=say_string(shell::not_found_title) />
        <Empty
            page=true
            glyph=Glyph::Question
            title=say_string(shell::not_found_title)
            explanation=say_string(shell::not_found_what_to_do)
        >
            <a class="button" href="/">{say(shell::to_queue)}</a>
        </Empty>
    }
}
