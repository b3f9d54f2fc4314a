//! A change that awaits approval: who proposed it and why, what it changes, what it does to what is open, and what the reader
//! may do about it.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::digest::Digest;
use shared::text::app::channels as text;

use crate::components::icon::{Glyph, Icon};
use crate::components::time::Time;
use crate::state::language::{Say, say, use_language};

/// What stands at its head and at its foot.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// Its number.
    pub seq: i32,
    /// Who proposed it.
    pub maker: String,
    /// When.
    pub proposed_at: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// What an approval binds to.
    pub binds_to: Digest,
}

/// The card.
#[component]
pub fn ChangeCard(
    /// What was proposed.
    proposed: Proposed,
    /// The sign of what is changed.
    glyph: Glyph,
    /// What is said of the digest.
    binds: Say,
    /// What it changes.
    differences: AnyView,
    /// What stands over its effect.
    effect_title: Say,
    /// What it does to what is open; nothing for readers who may not know.
    effect: Option<AnyView>,
    /// What is said to those.
    effect_hidden: Say,
    /// What the reader may do.
    decide: AnyView,
) -> impl IntoView {
    let language = use_language();
    let Proposed { seq, maker, proposed_at, reason, binds_to } = proposed;
    let digest = binds_to.to_string();
    view! {
        <section class="change" aria-label=move || text::change(language.get(), seq)>
            <header class="cluster">
                <Icon glyph />
                <h2>{say(text::change_open_title)}</h2>
                <span class="muted small">{move || text::change_by(language.get(), &maker)} " · " <Time at=proposed_at /></span>
            </header>
            <blockquote>{reason}</blockquote>
            <h3>{say(text::differences)}</h3>
            {differences}
            <h3>{say(effect_title)}</h3>
            {effect.unwrap_or_else(|| view! { <p class="muted">{say(effect_hidden)}</p> }.into_any())}
            {decide}
            <p class="faint small" title=digest.clone()>
                {say(binds)} " " <code>{digest.get(..8).unwrap_or_default().to_owned()}</code>
            </p>
        </section>
    }
}
