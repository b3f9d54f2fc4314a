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
use crate::components::change::card::{ChangeCard, Proposed};
use crate::components::change::decide::{Act, DecideChange, Outcome};
use crate::components::icon::Glyph;
use crate::components::loaded::Reading;
use crate::state::language::use_language;
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
    let (api, session) = (use_api(), use_session());
    let ChangeView { change, differences, may_decide } = view;
    let known = StoredValue::new(change.clone());
    let may_see = session.may(Permission::ReadCases);
    let effect = may_see.then(|| Reading::start(move || async move { api.channel_effect(&known.get_value()).await }));
    let proposed = Proposed {
        seq: change.seq,
        maker: change.maker.clone(),
        proposed_at: change.proposed_at,
        reason: change.reason.clone(),
        binds_to: change.binds_to,
    };
    view! {
        <ChangeCard
            proposed
            glyph=Glyph::Split
            binds=text::binds
            differences=view! { <Differences items=Signal::stored(differences) /> }.into_any()
            effect_title=text::effect
            effect=effect.map(|effect| view! { <OnCases effect /> }.into_any())
            effect_hidden=text::effect_not_yours
            decide=view! { <Decide change may_decide effect /> }.into_any()
        />
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
