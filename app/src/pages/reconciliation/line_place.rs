//! Where a line ended, in words.

use leptos::prelude::*;
use shared::api::recon::{DayLine, LinePlace};
use shared::recon::matching::LineId;
use shared::text::Text;
use shared::text::app::recon as text;

use crate::state::language::use_language;

/// What tells a row of a line from the same line elsewhere.
pub fn place_key(line: &DayLine) -> (LineId, String) {
    (line.id, format!("{:?}", line.place))
}

/// The words, with the case where there is one.
#[component]
pub fn Place(
    /// Where.
    place: LinePlace,
) -> impl IntoView {
    let language = use_language();
    let case = match &place {
        LinePlace::Discrepancy { case: Some(number), .. } => Some(number.to_string()),
        _ => None,
    };
    let words = move || {
        let lang = language.get();
        match &place {
            LinePlace::New => text::new_lines(lang).to_owned(),
            LinePlace::Matched { rule, .. } => format!("{} {}", text::matched(lang), rule.text(lang)),
            LinePlace::Held { until } => format!("{} ({until})", text::held(lang)),
            LinePlace::Unmoved => text::unsettled(lang).to_owned(),
            LinePlace::Discrepancy { kind, .. } => kind.text(lang),
        }
    };
    view! {
        {words}
        {case.map(|number| view! { " " <a class="recon__case" href=format!("/cases/{number}")>{number.clone()}</a> })}
    }
}
