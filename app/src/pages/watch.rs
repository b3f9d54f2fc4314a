//! The return watch: what was confirmed as paid and may still come back, the next to end first.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::watches::{WatchList, WatchedRow};
use shared::role::Permission;
use shared::text::app::watch as text;

use crate::api::use_api;
use crate::components::allowed::Allowed;
use crate::components::button::Button;
use crate::components::empty::Empty;
use crate::components::exports::Exports;
use crate::components::icon::Glyph;
use crate::components::loaded::{Loaded, Reading};
use crate::components::money::Money;
use crate::components::time::Time;
use crate::components::title::PageTitle;
use crate::state::channels::use_channels;
use crate::state::language::{say, say_string, use_language};

/// The page.
#[component]
pub fn WatchPage() -> impl IntoView {
    view! {
        <PageTitle title=say_string(text::title) />
        <Allowed needs=Permission::ReadCases>
            <Page />
        </Allowed>
    }
}

#[component]
fn Page() -> impl IntoView {
    let api = use_api();
    let reading = Reading::<WatchList>::start(move || api.watches(None));
    let rows = move || reading.value.with(|list| list.as_ref().map(|list| list.items.clone()).unwrap_or_default());
    let next = move || reading.value.with(|list| list.as_ref().and_then(|list| list.next.clone()));
    let read_more = move |()| {
        let after = untrack(next);
        spawn_local(async move {
            let Ok(page) = api.watches(after).await else { return };
            reading.value.try_update(|list| {
                if let Some(list) = list {
                    list.items.extend(page.items);
                    list.next = page.next;
                }
            });
        });
    };
    let columns = [
        (text::column_number as fn(_) -> _, ""),
        (text::column_channel, ""),
        (text::column_merchant, ""),
        (text::column_amount, "table__end"),
        (text::column_since, ""),
        (text::column_until, ""),
    ];
    view! {
        <div class="page page--wide">
            <header class="page__head">
                <h1>{say(text::title)}</h1>
                <p>{say(text::intro)}</p>
            </header>
            <Loaded reading>
                <Show
                    when=move || !rows().is_empty()
                    fallback=|| {
                        view! { <Empty glyph=Glyph::Clock title=say_string(text::empty_title) explanation=say_string(text::empty) /> }
                    }
                >
                    <p class="cluster"><Exports address="/api/v1/return-watch/export" /></p>
                    <table class="table table--cards">
                        <thead>
                            <tr>
                                {columns
                                    .map(|(name, class)| view! { <th scope="col" class=class>{say(name)}</th> })
                                    .collect_view()}
                            </tr>
                        </thead>
                        <tbody>{move || rows().into_iter().map(|row| view! { <Line row /> }).collect_view()}</tbody>
                    </table>
                    <Show when=move || next().is_some()>
                        <p class="cluster">
                            <Button label=say_string(text::more) on_press=read_more />
                        </p>
                    </Show>
                </Show>
            </Loaded>
        </div>
    }
}

#[component]
fn Line(row: WatchedRow) -> impl IntoView {
    let (language, channels) = (use_language(), use_channels());
    let WatchedRow { case, watch } = row;
    let (number, amount) = (case.number.to_string(), case.amount);
    let until = match (watch.until, watch.missing_year) {
        (Some(until), _) => view! { <Time at=until /> }.into_any(),
        (None, year) => view! {
            <span class="muted">{move || text::uncounted_short(language.get(), year.unwrap_or_default())}</span>
        }
        .into_any(),
    };
    view! {
        <tr>
            <td><a href=format!("/cases/{number}")>{number.clone()}</a></td>
            <td>{move || channels.name(&case.channel, language.get())}</td>
            <td class="clip">{case.merchant}</td>
            <td class="figures table__end"><Money amount /></td>
            <td><span class="table__label">{say(text::column_since)} " "</span><Time at=watch.since /></td>
            <td><span class="table__label">{say(text::column_until)} " "</span>{until}</td>
        </tr>
    }
}
