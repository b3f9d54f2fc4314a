//! Months: which one the address names, its days, and the ways to its neighbours.

use chrono::{Datelike, Days, Months, NaiveDate};
use leptos::prelude::*;
use shared::text::app::recon as text;

use crate::components::icon::{Glyph, Icon};
use crate::state::language::{say, use_language};

/// The first day of the month that the address names; of that of `otherwise` where it names none.
pub fn month_of(named: Option<&str>, otherwise: NaiveDate) -> NaiveDate {
    let named = named.and_then(|month| format!("{month}-01").parse().ok());
    named.unwrap_or(otherwise - Days::new(u64::from(otherwise.day0())))
}

/// The last day of a month that begins so.
pub fn last_of(month: NaiveDate) -> NaiveDate {
    month + Months::new(1) - Days::new(1)
}

/// The days of a month.
pub fn days_of(month: NaiveDate) -> Vec<NaiveDate> {
    month.iter_days().take_while(|day| day.month() == month.month()).collect()
}

/// The month that shows, with the ways to its neighbours.
#[component]
pub fn MonthBar(
    /// Its first day.
    month: Memo<NaiveDate>,
    /// The page that shows it.
    #[prop(into)]
    path: String,
) -> impl IntoView {
    let language = use_language();
    let path = StoredValue::new(path);
    let link =
        move |month: NaiveDate| path.with_value(|path| format!("{path}?month={}-{:02}", month.year(), month.month()));
    view! {
        <nav class="recon__month cluster" aria-label=say(text::month)>
            <a class="button button--quiet button--small" href=move || link(month.get() - Months::new(1)) aria-label=say(text::month_before)>
                <Icon glyph=Glyph::Back />
            </a>
            <h2 class="figures">{move || text::month_name(language.get(), month.get().year(), month.get().month())}</h2>
            <a class="button button--quiet button--small" href=move || link(month.get() + Months::new(1)) aria-label=say(text::month_after)>
                <Icon glyph=Glyph::Arrow />
            </a>
        </nav>
    }
}
