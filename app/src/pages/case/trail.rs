//! The case's trail, checked link by link in the reader's own browser by the same code as the server's.

mod content;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::exceptions::AuditView;
use shared::audit::{Entry, verify};
use shared::text::Text;
use shared::text::app::case as text;

use super::file::use_file;
use crate::components::badge::{Badge, Meaning};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::icon::Glyph;
use crate::components::problem_notice::ProblemNotice;
use crate::components::skeleton::Skeleton;
use crate::components::time::Time;
use crate::failure::Failure;
use crate::state::language::{say_string, use_language};
use crate::written;
use content::Content;

/// The button, and the dialog with the trail.
#[component]
pub fn TrailButton() -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let open = RwSignal::new(false);
    let trail = RwSignal::new(None::<Result<AuditView, Failure>>);
    let show = move |()| {
        open.set(true);
        trail.set(None);
        spawn_local(async move { trail.set(Some(file.api.trail(file.number).await)) });
    };
    view! {
        <div class="no-print">
            <Button label=say_string(text::trail_show) small=true weight=Weight::Quiet glyph=Glyph::Shield on_press=show />
        </div>
        <Dialog open title=say_string(text::trail) wide=true>
            {move || match trail.get() {
                None => view! { <Skeleton lines=6 /> }.into_any(),
                Some(Ok(trail)) => view! { <Trail trail /> }.into_any(),
                Some(Err(failure)) => {
                    let words = Signal::derive(move || Some(failure.words(language.get())));
                    view! { <ProblemNotice words /> }.into_any()
                }
            }}
        </Dialog>
    }
}

/// A chain, checked here, with its entries.
#[component]
pub fn Trail(
    /// The chain.
    trail: AuditView,
) -> impl IntoView {
    let language = use_language();
    let checked = verify(&trail.subject, &trail.links);
    let (glyph, meaning) = match checked {
        Ok(_) => (Glyph::Shield, Meaning::Paid),
        Err(_) => (Glyph::Alert, Meaning::NotPaid),
    };
    let label = Signal::derive(move || match &checked {
        Ok((count, _)) => text::trail_verified(language.get(), *count),
        Err(fault) => text::trail_broken(language.get(), &fault.to_string()),
    });
    let entries = trail.links.iter().filter_map(|link| serde_json::from_str::<Entry>(&link.entry).ok());
    view! {
        <div class="stack">
            <p>
                <Badge label glyph meaning />
            </p>
            <ol class="trail">{entries.map(|entry| view! { <Line entry /> }).collect_view()}</ol>
        </div>
    }
}

#[component]
fn Line(entry: Entry) -> impl IntoView {
    let language = use_language();
    let (actor, action) = (entry.actor.clone(), entry.action);
    view! {
        <li class="trail__line">
            <span class="figures faint">{entry.seq}</span>
            <Time at=entry.at />
            <span class="muted clip">{move || written::actor(&actor, language.get())}</span>
            <span>{move || action.text(language.get())}</span>
            <Content entry />
        </li>
    }
}
