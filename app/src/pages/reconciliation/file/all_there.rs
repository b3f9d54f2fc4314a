//! Saying that a file of our books was all of them, up to its last day: from then on what the channel has beyond them is missing.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::recon::{DayStanding, DayView};
use shared::recon::AccountId;
use shared::role::Permission;
use shared::text::app::recon as text;

use crate::api::recon::Day;
use crate::api::use_api;
use crate::components::button::Button;
use crate::components::loaded::Reading;
use crate::state::language::use_language;
use crate::state::session::use_session;
use crate::state::toasts::{Tone, use_toasts};

/// The button, for as long as nobody has said so.
#[component]
pub fn AllThere(
    /// Whose books.
    account: AccountId,
    /// The last day of the file.
    until: NaiveDate,
) -> impl IntoView {
    let (api, session, language, toasts) = (use_api(), use_session(), use_language(), use_toasts());
    let day = StoredValue::new(Day { account, date: until });
    let reading = Reading::<DayView>::start(move || async move { api.day(&day.get_value()).await });
    let is_open = move || {
        let day = reading.value.get();
        day.is_some_and(|day| !day.is_collected && day.standing != DayStanding::Closed)
    };
    let busy = RwSignal::new(false);
    let collect = move |()| {
        busy.set(true);
        spawn_local(async move {
            match api.collect_day(&day.get_value()).await {
                Ok(()) => toasts.show(Tone::Done, text::collected_toast(language.get_untracked()).to_owned()),
                Err(failure) => toasts.show(Tone::Trouble, failure.words(language.get_untracked()).title),
            }
            busy.try_set(false);
            reading.again();
        });
    };
    let label = Signal::derive(move || text::collected_until(language.get(), &until.to_string()));
    view! {
        <Show when=move || session.may(Permission::WorkRecon) && is_open()>
            <Button label busy on_press=collect />
        </Show>
    }
}
