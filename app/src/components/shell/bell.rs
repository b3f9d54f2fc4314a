//! The bell: how much is unread of what the desk tells the reader. What it is comes later, with the code that says it.

use leptos::prelude::*;
use shared::text::app::shell;

use crate::api::notices::Notices;
use crate::api::use_api;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Reading;
use crate::components::menu::Menu;
use crate::later::NoticePanel;
use crate::state::language::use_language;
use crate::state::live::{News, use_live};

/// The bell and its panel.
#[component]
pub fn Bell() -> impl IntoView {
    let (api, language) = (use_api(), use_language());
    let reading = Reading::start(move || api.notices());
    use_live().listen(move |news| match news {
        News::Notices(stand) => {
            let known = reading.value.with_untracked(|list| list.as_ref().map(Notices::stand));
            if known != Some(stand) {
                reading.again();
            }
        }
        News::ReadAnew => reading.again(),
        News::Changed(_) | News::Presence(_) => {}
    });
    let open = RwSignal::new(false);
    let unread = Memo::new(move |_| {
        let unread = reading.value.with(|list| list.as_ref().map_or(0, |list| list.unread));
        usize::try_from(unread).unwrap_or(0)
    });
    let label = Signal::derive(move || match unread.get() {
        0 => shell::notices(language.get()).to_owned(),
        count => shell::notices_unread(language.get(), count),
    });
    let button = move || {
        view! {
            <Icon glyph=Glyph::Bell />
            <Show when=move || { unread.get() > 0 }>
                <span class="bell__count figures" aria-hidden="true">{move || unread.get().min(99)}</span>
            </Show>
        }
    };
    view! {
        <Menu label open button class="button button--quiet button--square bell" panel_class="menu__panel--wide">
            <NoticePanel reading open />
        </Menu>
    }
}
