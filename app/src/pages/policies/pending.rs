//! On the Approvals page: the change of the policy that awaits approval, with the way to it.

use leptos::prelude::*;
use shared::api::policies::PolicyView;
use shared::text::app::{channels as words, policies as text};

use crate::api::use_api;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Reading;
use crate::state::language::{say, use_language};

/// The notice; nothing where none awaits.
#[component]
pub fn PendingPolicy() -> impl IntoView {
    let (api, language) = (use_api(), use_language());
    let reading = Reading::<PolicyView>::start(move || api.policy());
    let open = move || reading.value.with(|view| view.as_ref().and_then(|view| view.open.clone()));
    move || {
        open().map(|open| {
            let (maker, seq, reason) = (open.change.maker, open.change.seq, open.change.reason);
            view! {
                <section class="pending" aria-label=say(text::waiting)>
                    <p class="cluster">
                        <Icon glyph=Glyph::Lock />
                        <strong>{say(text::waiting)}</strong>
                    </p>
                    <p class="cluster small">
                        <a href="/admin/policies">{move || words::change(language.get(), seq)}</a>
                        <span class="muted">{move || words::change_by(language.get(), &maker)}</span>
                        <q>{reason}</q>
                        {(!open.may_decide).then(|| view! { <span class="faint">{say(words::not_checker_maker)}</span> })}
                    </p>
                </section>
            }
        })
    }
}
