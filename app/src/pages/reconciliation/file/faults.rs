//! Where a file is at fault: the place, what stands there, what was expected.

use leptos::prelude::*;
use shared::recon::{Fault, FaultKind, Place};
use shared::text::amounts::grouped;
use shared::text::app::recon as text;
use shared::text::{Lang, Text};

use crate::components::icon::{Glyph, Icon};
use crate::state::language::{Say, say, use_language};

/// Where it is, in words.
pub fn where_it_is(place: &Place, lang: Lang) -> String {
    let parts = [
        place.part.as_deref().map(|part| text::fault_place_part(lang, part)),
        place.line.map(|line| text::fault_place_line(lang, line)),
        place.column.as_deref().map(|column| text::fault_place_column(lang, column)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(lang.pick(", ", "，"))
}

/// The faults.
#[component]
pub fn Faults(
    /// At least one.
    faults: Vec<Fault>,
    /// What they come to.
    title: Say,
    /// What follows from them.
    intro: Say,
) -> impl IntoView {
    view! {
        <div class="problem" role="alert">
            <Icon glyph=Glyph::Alert />
            <div class="problem__body">
                <strong>{say(title)}</strong>
                <p>{say(intro)}</p>
                <ul class="stack">{faults.into_iter().map(|fault| view! { <One fault /> }).collect_view()}</ul>
            </div>
        </div>
    }
}

/// What a file says as it stands there; sums and balances that were worked out, as amounts are written elsewhere.
fn shown(fault: &Fault, said: &str) -> String {
    match fault.kind {
        FaultKind::SumDiffers | FaultKind::BalanceDiffers => grouped(said),
        _ => said.to_owned(),
    }
}

#[component]
fn One(fault: Fault) -> impl IntoView {
    let language = use_language();
    let fault = StoredValue::new(fault);
    let place = move || fault.with_value(|fault| where_it_is(&fault.place, language.get()));
    let found = move || {
        fault.with_value(|fault| {
            let found = fault.place.found.as_deref()?;
            Some(text::fault_found(language.get(), &shown(fault, found)))
        })
    };
    let expected = move || {
        fault.with_value(|fault| {
            let lang = language.get();
            fault.expected.as_ref().map(|expected| text::fault_expected(lang, &shown(fault, &expected.text(lang))))
        })
    };
    view! {
        <li>
            <p>
                <span>{move || fault.with_value(|fault| fault.kind.text(language.get()))}</span>
                " "
                <span class="muted">{place}</span>
            </p>
            <p class="small">{found}</p>
            <p class="small">{expected}</p>
        </li>
    }
}
