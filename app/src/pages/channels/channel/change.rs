//! The change that awaits approval: what it changes, what it does to cases, and what the reader may do about it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::channels::{ChangeView, EffectView};
use shared::channel::ChannelChange;
use shared::role::Permission;
use shared::text::app::{channels as text, common};

use super::differences::Differences;
use super::effect::Effect as OnCases;
use super::{Sheet, use_sheet};
use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::confirm::Confirm;
use crate::components::dialog::Dialog;
use crate::components::field::TextArea;
use crate::components::icon::{Glyph, Icon};
use crate::components::loaded::Reading;
use crate::components::problem_notice::ProblemNotice;
use crate::components::time::Time;
use crate::failure::Failure;
use crate::state::language::{Say, say, say_string, use_language};
use crate::state::session::use_session;
use crate::state::toasts::{Tone, use_toasts};

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

/// What is asked before something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Reject,
    Withdraw,
}

impl Ending {
    fn verb(self) -> &'static str {
        match self {
            Self::Reject => "reject",
            Self::Withdraw => "withdraw",
        }
    }

    fn words(self) -> (Say, Say, Say) {
        match self {
            Self::Reject => (text::reject, text::reject_reason, text::rejected_toast),
            Self::Withdraw => (text::withdraw, text::withdraw_reason, text::withdrawn_toast),
        }
    }
}

#[component]
fn Decide(change: ChannelChange, may_decide: bool, effect: Option<Reading<EffectView>>) -> impl IntoView {
    let (sheet, session, language) = (use_sheet(), use_session(), use_language());
    let is_maker = change.maker == session.name();
    let why = match (may_decide, is_maker) {
        (true, _) => None,
        (_, true) => Some(text::not_checker_maker as Say),
        _ => Some(text::not_checker_role as Say),
    };
    let blocked = Signal::derive(move || why.map(|why| why(language.get()).to_owned()));
    let (approving, ending) = (RwSignal::new(false), RwSignal::new(None::<Ending>));
    let change = StoredValue::new(change);
    view! {
        <div class="form__actions">
            <Button label=say_string(text::approve) weight=Weight::Primary blocked on_press=move |()| approving.set(true) />
            {may_decide.then(|| view! { <Button label=say_string(text::reject) on_press=move |()| ending.set(Some(Ending::Reject)) /> })}
            {is_maker.then(|| view! { <Button label=say_string(text::withdraw) on_press=move |()| ending.set(Some(Ending::Withdraw)) /> })}
        </div>
        <Approve sheet change effect open=approving />
        <End sheet change ending />
    }
}

#[component]
fn Approve(
    sheet: Sheet,
    change: StoredValue<ChannelChange>,
    effect: Option<Reading<EffectView>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let (api, language, toasts) = (use_api(), use_language(), use_toasts());
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<Failure>));
    let version = change.with_value(|change| change.profile.version);
    let problem = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    let warning = Signal::derive(move || {
        let verdicts = effect.and_then(|effect| effect.value.with(|value| Some(value.as_ref()?.open.verdicts_changed)));
        match verdicts {
            Some(verdicts) => text::approve_warning(language.get(), verdicts),
            None => text::approve_warning_unknown(language.get()).to_owned(),
        }
    });
    let approve = move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = api.approve_channel(&change.get_value()).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    toasts.show(Tone::Done, text::approved_toast(language.get_untracked(), version));
                    open.try_set(false);
                    sheet.read_again();
                }
                Err(refusal) => drop(failure.try_set(Some(refusal))),
            }
        });
    };
    view! {
        <Confirm
            open
            title=Signal::derive(move || text::approve_title(language.get(), version))
            warning
            yes=say_string(text::approve)
            problem
            busy
            on_yes=approve
        />
    }
}

#[component]
fn End(sheet: Sheet, change: StoredValue<ChannelChange>, ending: RwSignal<Option<Ending>>) -> impl IntoView {
    let open = crate::components::dialog::open_while(ending);
    let language = use_language();
    let title = Signal::derive(move || {
        ending.get().map(|ending| ending.words().0(language.get()).to_owned()).unwrap_or_default()
    });
    view! {
        <Dialog open title>
            {move || ending.get().map(|ending| view! { <EndForm sheet change ending open /> })}
        </Dialog>
    }
}

#[component]
fn EndForm(sheet: Sheet, change: StoredValue<ChannelChange>, ending: Ending, open: RwSignal<bool>) -> impl IntoView {
    let (api, language, toasts) = (use_api(), use_language(), use_toasts());
    let (name, asked, done) = ending.words();
    let reason = RwSignal::new(String::new());
    let (busy, tried) = (RwSignal::new(false), RwSignal::new(false));
    let failure = RwSignal::new(None::<Failure>);
    let problem = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    let is_said = move || reason.with(|reason| !reason.trim().is_empty());
    let error =
        Signal::derive(move || (tried.get() && !is_said()).then(|| common::required(language.get()).to_owned()));
    let end = move |()| {
        tried.set(true);
        if !untrack(is_said) {
            return;
        }
        busy.set(true);
        let reason = reason.get_untracked().trim().to_owned();
        spawn_local(async move {
            let answer = api.end_channel_change(&change.get_value(), ending.verb(), reason).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    toasts.show(Tone::Done, done(language.get_untracked()));
                    open.try_set(false);
                    sheet.read_again();
                }
                Err(refusal) => drop(failure.try_set(Some(refusal))),
            }
        });
    };
    view! {
        <div class="form">
            <ProblemNotice words=problem />
            <TextArea label=say_string(asked) value=reason error />
            <div class="form__actions">
                <Button label=say_string(name) weight=Weight::Danger busy on_press=end />
                <Button label=say_string(common::cancel) on_press=move |()| open.set(false) />
            </div>
        </div>
    }
}
