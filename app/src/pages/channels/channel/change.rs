//! The change that awaits approval: what it changes, what it does to cases, and what the reader may do about it.

use leptos::prelude::*;
use shared::api::channels::{ChangeView, EffectView};
use shared::channel::ChannelChange;
use shared::role::Permission;
use shared::text::app::channels as text;

use super::differences::Differences;
use super::effect::Effect as OnCases;
use super::use_sheet;
use crate::api::use_api;
use crate::components::decide_change::{Act, DecideChange, Outcome};
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Reading;
use crate::components::time::Time;
use crate::state::language::{say, use_language};
use crate::state::session::use_session;

/// The change; nothing where none awaits approval.
#[component]
pub fn OpenChange() -> impl IntoView {
    let sheet = use_sheet();
    // Reading the page anew must not take what was typed away: the card is of one change.
    let open = Memo::new(move |_| sheet.reading.value.with(|view| view.as_ref().and_then(|view| view.open.clone())));
    move || open.get().map(|view| view! { <Card view /> })
}

#[component]
fn Card(view: ChangeView) -> impl IntoView {
    let (api, language, session) = (use_api(), use_language(), use_session());
    let ChangeView { change, differences, may_decide } = view;
    let known = StoredValue::new(change.clone());
    let may_see = session.may(Permission::ReadCases);
    let effect = may_see.then(|| Reading::start(move || async move { api.channel_effect(&known.get_value()).await }));
    let digest = change.binds_to.to_string();
    let (maker, reason, seq) = (change.maker.clone(), change.reason.clone(), change.seq);
    view! {
        <section class="change" aria-label=move || text::change(language.get(), seq)>
            <header class="cluster">
                <Icon glyph=Glyph::Split />
                <h2>{say(text::change_open_title)}</h2>
                <span class="muted small">{move || text::change_by(language.get(), &maker)} " · " <Time at=change.proposed_at /></span>
            </header>
            <blockquote>{reason}</blockquote>
            <h3>{say(text::differences)}</h3>
            <Differences items=Signal::stored(differences) />
            <h3>{say(text::effect)}</h3>
            {match effect {
                Some(effect) => view! { <OnCases effect /> }.into_any(),
                None => view! { <p class="muted">{say(text::effect_not_yours)}</p> }.into_any(),
            }}
            <Decide change may_decide effect />
            <p class="faint small" title=digest.clone()>
                {say(text::binds)} " " <code>{digest.get(..8).unwrap_or_default().to_owned()}</code>
            </p>
        </section>
    }
}

#[component]
fn Decide(change: ChannelChange, may_decide: bool, effect: Option<Reading<EffectView>>) -> impl IntoView {
    let (api, sheet, language) = (use_api(), use_sheet(), use_language());
    let (maker, version) = (change.maker.clone(), change.profile.version);
    let known = StoredValue::new(change);
    let warning = Signal::derive(move || {
        let verdicts = effect.and_then(|effect| effect.value.with(|value| Some(value.as_ref()?.open.verdicts_changed)));
        match verdicts {
            Some(verdicts) => text::approve_warning(language.get(), verdicts),
            None => text::approve_warning_unknown(language.get()).to_owned(),
        }
    });
    let perform = Callback::new(move |act: Act| -> Outcome {
        Box::pin(async move {
            let change = known.get_value();
            match act {
                Act::Approve => api.approve_channel(&change).await.map(drop),
                act => {
                    let (verb, reason) = act.ending();
                    api.end_channel_change(&change, verb, reason).await.map(drop)
                }
            }
        })
    });
    let on_done = Callback::new(move |()| sheet.read_again());
    view! { <DecideChange maker may_decide version warning perform on_done asked=RwSignal::new(None) /> }
}
