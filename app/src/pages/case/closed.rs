//! How the case ended, and the way on.

use leptos::prelude::*;
use shared::case::State;
use shared::resolution::Outcome;
use shared::text::Text;
use shared::text::app::decide as text;

use super::file::use_file;
use crate::components::icon::{Glyph, Icon};
use crate::components::time::Time;
use crate::state::language::{say, use_language};
use crate::state::list::use_list;
use crate::written;

/// The card.
#[component]
pub fn Closed() -> impl IntoView {
    let (file, language, list) = (use_file(), use_language(), use_list());
    let end = file.now(|view| match &view.case.state {
        State::Closed { outcome, closed_at, closed_by } => Some((*outcome, *closed_at, closed_by.clone())),
        _ => None,
    });
    end.map(|(outcome, closed_at, closed_by)| {
        let (glyph, class) = match outcome {
            Outcome::ConfirmedPaid => (Glyph::Check, "verdict verdict--paid"),
            Outcome::ConfirmedNotPaid => (Glyph::Cross, "verdict verdict--not-paid"),
        };
        let next = list.neighbour(file.number, 1);
        view! {
            <div class=class>
                <h2 class="verdict__word">
                    <Icon glyph />
                    {move || text::closed_title(language.get(), &outcome.text(language.get()))}
                </h2>
                <p class="cluster small">
                    <span>{move || text::closed_by(language.get(), &written::actor(&closed_by, language.get()))}</span>
                    <Time at=closed_at />
                </p>
            </div>
            <p class="small muted">{say(text::closed_for_good)}</p>
            {next.map(|next| view! { <a class="button button--primary no-print" href=format!("/cases/{next}")>{say(text::open_next)}</a> })}
        }
    })
}
