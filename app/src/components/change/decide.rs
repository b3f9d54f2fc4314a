//! What may be done about a proposed change of what the desk rules by (a channel's profile, the policy): a checker approves or
//! rejects it, its maker takes it back. Whoever may not is told why.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::text::app::{channels as text, common};

use crate::components::button::{Button, Weight};
use crate::components::confirm::Confirm;
use crate::components::dialog::Dialog;
use crate::components::field::TextArea;
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{Say, say_string, use_language};
use crate::state::session::use_session;
use crate::state::toasts::{Tone, use_toasts};

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// It is approved.
    Approve,
    /// It is rejected, for a reason.
    Reject(String),
    /// It is taken back, for a reason.
    Withdraw(String),
}

impl Act {
    /// The verb of an ending, with its reason.
    pub fn ending(self) -> (&'static str, String) {
        match self {
            Self::Approve => ("approve", String::new()),
            Self::Reject(reason) => ("reject", reason),
            Self::Withdraw(reason) => ("withdraw", reason),
        }
    }
}

/// What comes of an act.
pub type Outcome = Pin<Box<dyn Future<Output = Result<(), Failure>>>>;

/// Does it, and what follows where it is done.
#[derive(Clone, Copy)]
struct Deed {
    perform: Callback<Act, Outcome>,
    on_done: Callback<()>,
}

/// The buttons, and what they ask.
#[component]
pub fn DecideChange(
    /// Who proposed it.
    maker: String,
    /// Whether the reader may approve or reject it.
    may_decide: bool,
    /// The version that it would put into force.
    version: i32,
    /// What approving does.
    #[prop(into)]
    warning: Signal<String>,
    /// Does it.
    perform: Callback<Act, Outcome>,
    /// What follows.
    on_done: Callback<()>,
    /// What is asked just now; a page may let keys ask, too.
    asked: RwSignal<Option<Asked>>,
) -> impl IntoView {
    let (session, language) = (use_session(), use_language());
    let is_maker = maker == session.name();
    let why = match (may_decide, is_maker) {
        (true, _) => None,
        (_, true) => Some(text::not_checker_maker as Say),
        _ => Some(text::not_checker_role as Say),
    };
    let blocked = Signal::derive(move || why.map(|why| why(language.get()).to_owned()));
    let approve = Signal::derive(move || text::approve(language.get(), version));
    let deed = Deed { perform, on_done };
    view! {
        <div class="form__actions">
            <Button label=approve weight=Weight::Primary blocked on_press=move |()| asked.set(Some(Asked::Approve)) />
            {may_decide.then(|| view! { <Button label=say_string(text::reject) on_press=move |()| asked.set(Some(Asked::Reject)) /> })}
            {is_maker.then(|| view! { <Button label=say_string(text::withdraw) on_press=move |()| asked.set(Some(Asked::Withdraw)) /> })}
        </div>
        <Approve deed version warning asked />
        <End deed asked />
    }
}

/// What is asked before something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Whether to approve.
    Approve,
    /// Why it is rejected.
    Reject,
    /// Why it is taken back.
    Withdraw,
}

impl Asked {
    fn words(self) -> (Say, Say, Say) {
        match self {
            Self::Withdraw => (text::withdraw, text::withdraw_reason, text::withdrawn_toast),
            Self::Approve | Self::Reject => (text::reject, text::reject_reason, text::rejected_toast),
        }
    }

    fn act(self, reason: String) -> Act {
        match self {
            Self::Approve => Act::Approve,
            Self::Reject => Act::Reject(reason),
            Self::Withdraw => Act::Withdraw(reason),
        }
    }
}

/// A signal that says whether `asked` is one of these, and takes it back when it is closed.
fn open_for(asked: RwSignal<Option<Asked>>, is_one: fn(Asked) -> bool) -> RwSignal<bool> {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(asked.get().is_some_and(is_one)));
    Effect::new(move |_| {
        if !open.get() && asked.get_untracked().is_some_and(is_one) {
            asked.set(None);
        }
    });
    open
}

#[component]
fn Approve(deed: Deed, version: i32, warning: Signal<String>, asked: RwSignal<Option<Asked>>) -> impl IntoView {
    let (language, toasts) = (use_language(), use_toasts());
    let (busy, failure) = (RwSignal::new(false), RwSignal::new(None::<Failure>));
    let open = open_for(asked, |asked| asked == Asked::Approve);
    let problem = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    let approve = move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = deed.perform.run(Act::Approve).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.show(Tone::Done, text::approved_toast(language.get_untracked(), version));
                    open.try_set(false);
                    deed.on_done.run(());
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
            yes=Signal::derive(move || text::approve(language.get(), version))
            problem
            busy
            on_yes=approve
        />
    }
}

#[component]
fn End(deed: Deed, asked: RwSignal<Option<Asked>>) -> impl IntoView {
    let open = open_for(asked, |asked| asked != Asked::Approve);
    let language = use_language();
    let title =
        Signal::derive(move || asked.get().map(|asked| asked.words().0(language.get()).to_owned()).unwrap_or_default());
    view! {
        <Dialog open title>
            {move || asked.get().map(|asked| view! { <EndForm deed asked open /> })}
        </Dialog>
    }
}

#[component]
fn EndForm(deed: Deed, asked: Asked, open: RwSignal<bool>) -> impl IntoView {
    let (language, toasts) = (use_language(), use_toasts());
    let (name, question, done) = asked.words();
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
        let act = asked.act(reason.get_untracked().trim().to_owned());
        spawn_local(async move {
            let answer = deed.perform.run(act).await;
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.show(Tone::Done, done(language.get_untracked()));
                    open.try_set(false);
                    deed.on_done.run(());
                }
                Err(refusal) => drop(failure.try_set(Some(refusal))),
            }
        });
    };
    view! {
        <div class="form">
            <ProblemNotice words=problem />
            <TextArea label=say_string(question) value=reason error focused=true />
            <div class="form__actions">
                <Button label=say_string(name) weight=Weight::Danger busy on_press=end />
                <Button label=say_string(common::cancel) on_press=move |()| open.set(false) />
            </div>
        </div>
    }
}
