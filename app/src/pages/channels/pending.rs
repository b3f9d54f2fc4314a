//! On the Approvals page: changes of channels that await approval, each with the way to it.

use leptos::prelude::*;
use shared::api::channels::ChangeList;
use shared::text::app::channels as text;

use crate::api::{encoded, use_api};
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Reading;
use crate::state::channels::name_of;
use crate::state::language::{say, use_language};

/// The notice; nothing where none awaits.
#[component]
pub fn PendingChannels() -> impl IntoView {
    let (api, language) = (use_api(), use_language());
    let reading = Reading::<ChangeList>::start(move || api.open_channel_changes());
    let changes = move || reading.value.with(|list| list.as_ref().map(|list| list.items.clone()).unwrap_or_default());
    let count = move || reading.value.with(|list| list.as_ref().map_or(0, |list| list.items.len()));
    view! {
        <Show when=move || { count() > 0 }>
            <section class="pending" aria-label=move || text::changes_waiting(language.get(), count())>
                <p class="cluster">
                    <Icon glyph=Glyph::Split />
                    <strong>{move || text::changes_waiting(language.get(), count())}</strong>
                </p>
                <ul class="cluster small">
                    {move || {
                        changes()
                            .into_iter()
                            .map(|item| {
                                let href = format!("/channels/{}", encoded(&item.change.profile.id));
                                let why = if item.may_decide { None } else { Some(()) };
                                view! {
                                    <li class="cluster">
                                        <a href=href>{name_of(&item.change.profile, language.get())}</a>
                                        <span class="muted">{text::change_by(language.get(), &item.change.maker)}</span>
                                        {why.map(|()| view! { <span class="faint">{say(text::not_checker_maker)}</span> })}
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </section>
        </Show>
    }
}
