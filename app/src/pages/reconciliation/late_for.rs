//! That a line came after its own day was closed: it counts in another one, and says for which day it is late.

use leptos::prelude::*;
use shared::api::recon::DayLine;
use shared::recon::AccountId;
use shared::text::app::recon as text;

use crate::api::recon::Day;
use crate::state::language::use_language;

/// The closed day that a line is of, where it counts in a later one.
pub fn late_for(line: &DayLine, account: &AccountId) -> Option<Day> {
    (line.line.date < line.day).then(|| Day { account: account.clone(), date: line.line.date })
}

/// The words, which lead to that day.
#[component]
pub fn LateFor(
    /// The closed day.
    day: Day,
) -> impl IntoView {
    let language = use_language();
    let href = day.address();
    let date = day.date.to_string();
    view! {
        <a class="recon__late small" href=href>
            {move || text::late_for(language.get(), &date)}
        </a>
    }
}
