//! The return watch over the case's payout: until when its money may come back, or that it came back later than that.

use leptos::prelude::*;
use shared::text::app::watch as text;

use super::file::use_file;
use crate::components::badge::{Badge, Meaning};
use crate::components::icon::Glyph;
use crate::components::time::Time;
use crate::state::language::{say, say_string, use_language};

/// Until when the payout that this case confirmed stays under watch; nothing where it did not confirm one.
#[component]
pub fn Watched() -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let (watch, now) = file.now(|view| (view.watch.filter(|_| view.case.linked_from.is_none()), view.now));
    watch.map(|watch| {
        let words = if watch.is_on(now) { text::on } else { text::over };
        match (watch.until, watch.missing_year) {
            (Some(until), _) => view! { <p class="small muted">{say(words)} " " <Time at=until /></p> }.into_any(),
            (None, year) => view! {
                <p class="small muted">{move || text::uncounted(language.get(), year.unwrap_or_default())}</p>
            }
            .into_any(),
        }
    })
}

/// That what opened this case came after the watch over its payout had ended.
#[component]
pub fn LateReturn() -> impl IntoView {
    let is_late = use_file().now(|view| {
        let watch = view.watch.filter(|_| view.case.linked_from.is_some());
        watch.is_some_and(|watch| !watch.is_on(view.case.filed_at))
    });
    is_late.then(|| view! { <Badge label=say_string(text::late) glyph=Glyph::Alert meaning=Meaning::NotPaid /> })
}
