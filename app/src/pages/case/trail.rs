//! A trail, of a case or of a channel, checked link by link in the reader's own browser by the same code as the server's.

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

/// The case's own.
#[component]
pub fn TrailButton() -> impl IntoView {
    let file = use_file();
    view! {
        <div class="no-print">
            <TrailDialog label=say_string(text::trail_show) load=move || async move { file.api.trail(file.number).await } />
        </div>
    }
}

/// The button, and the dialog with the trail of a case or a channel, read anew whenever it is opened.
#[component]
pub fn TrailDialog<Load, Loading>(
    /// What stands on the button.
    #[prop(into)]
    label: Signal<String>,
    /// Reads the chain.
    load: Load,
) -> impl IntoView
where
    Load: Fn() -> Loading + Send + Sync + 'static,
    Loading: Future<Output = Result<AuditView, Failure>> + 'static,
{
    let language = use_language();
    let open = RwSignal::new(false);
    let trail = RwSignal::new(None::<Result<AuditView, Failure>>);
    let show = move |()| {
        open.set(true);
        trail.set(None);
        let loading = load();
        // Whoever left the page meanwhile needs no trail.
        spawn_local(async move { drop(trail.try_set(Some(loading.await))) });
    };
    view! {
        <Button label small=true weight=Weight::Quiet glyph=Glyph::Shield on_press=show />
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
fn Trail(
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
