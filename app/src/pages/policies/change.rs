//! The change that awaits approval: what it changes, what it does to open proposals, and what the reader may do about it.

use leptos::prelude::*;
use shared::api::policies::{PolicyChangeView, PolicyEffectView};
use shared::policy::PolicyChange;
use shared::role::Permission;
use shared::text::app::{case, policies as text};

use super::differences::Differences;
use super::effect::OnProposals;
use super::use_sheet;
use crate::api::use_api;
use crate::components::change::card::{ChangeCard, Proposed};
use crate::components::change::decide::{Act, Asked, DecideChange, Outcome};
use crate::components::icon::Glyph;
use crate::components::loaded::Reading;
use crate::keys::{Action, Group, use_keys};
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
fn Card(view: PolicyChangeView) -> impl IntoView {
    let (api, session) = (use_api(), use_session());
    let PolicyChangeView { change, differences, may_decide } = view;
    let seq = change.seq;
    let may_see = session.may(Permission::ReadCases);
    let effect = may_see.then(|| Reading::start(move || api.policy_effect(seq)));
    let proposed = Proposed {
        seq,
        maker: change.maker.clone(),
        proposed_at: change.proposed_at,
        reason: change.reason.clone(),
        binds_to: change.binds_to,
    };
    view! {
        <ChangeCard
            proposed
            glyph=Glyph::Lock
            binds=text::binds
            differences=view! { <Differences items=Signal::stored(differences) /> }.into_any()
            effect_title=text::effect
            effect=effect.map(|effect| view! { <OnProposals effect /> }.into_any())
            effect_hidden=text::effect_not_yours
            decide=view! { <Decide change may_decide effect /> }.into_any()
        />
    }
}

#[component]
fn Decide(change: PolicyChange, may_decide: bool, effect: Option<Reading<PolicyEffectView>>) -> impl IntoView {
    let (api, sheet, language) = (use_api(), use_sheet(), use_language());
    let (maker, version) = (change.maker.clone(), change.policy.version);
    let known = StoredValue::new(change);
    let warning = Signal::derive(move || {
        let voided = effect.and_then(|effect| {
            effect.value.with(|value| value.as_ref().map(|it| it.need_more + it.need_fewer + it.approver_lost))
        });
        match voided {
            Some(voided) => text::approve_warning(language.get(), voided),
            None => text::approve_warning_unknown(language.get()).to_owned(),
        }
    });
    let perform = Callback::new(move |act: Act| -> Outcome {
        Box::pin(async move {
            let change = known.get_value();
            match act {
                Act::Approve => api.approve_policy(&change).await.map(drop),
                act => {
                    let (verb, reason) = act.ending();
                    api.end_policy_change(change.seq, verb, reason).await.map(drop)
                }
            }
        })
    });
    let asked = RwSignal::new(None::<Asked>);
    let ask = move |what: Asked| {
        Callback::new(move |()| {
            if may_decide {
                asked.set(Some(what));
            }
        })
    };
    let keys = use_keys();
    keys.register(Action { key: "a", name: case::key_approve, group: Group::Page, run: ask(Asked::Approve) });
    keys.register(Action { key: "d", name: case::key_reject, group: Group::Page, run: ask(Asked::Reject) });
    let on_done = Callback::new(move |()| sheet.read_again());
    view! { <DecideChange maker may_decide version warning perform on_done asked /> }
}
