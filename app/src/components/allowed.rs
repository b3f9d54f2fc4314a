//! A page that not everybody may see says who may, instead of showing nothing.

use leptos::prelude::*;
use shared::role::Permission;
use shared::text::Text;
use shared::text::app::shell;

use crate::components::empty::Empty;
use crate::components::icon::Glyph;
use crate::state::language::{say, say_string, use_language};
use crate::state::session::use_session;

/// Shows the page to those who may see it.
#[component]
pub fn Allowed(
    /// What the page needs.
    needs: Permission,
    /// The page.
    children: ChildrenFn,
) -> impl IntoView {
    let (session, language) = (use_session(), use_language());
    let may = Memo::new(move |_| session.may(needs));
    let explanation = Signal::derive(move || {
        let lang = language.get();
        let roles: Vec<String> = needs.given_by().0.iter().map(|role| role.text(lang)).collect();
        shell::forbidden_what_to_do(lang, &roles.join(lang.pick(", ", "、")))
    });
    view! {
        <Show
            when=move || may.get()
            fallback=move || {
                view! {
                    <Empty page=true glyph=Glyph::Lock title=say_string(shell::forbidden_title) explanation>
                        <a class="button" href="/">{say(shell::to_start)}</a>
                    </Empty>
                }
            }
        >
            {children()}
        </Show>
    }
}
