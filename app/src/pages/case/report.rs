//! Recording what is known of a return: that it was reported, and that its funds are back. Two facts, two forms, each a piece
//! of evidence. What is typed stays when the dialog closes.

mod which;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::commands::{ObservationKind, ObservationRequest};
use shared::api::particulars::{FundsBackRequest, ReturnFeeRequest, ReturnRequest};
use shared::case::State;
use shared::evidence::Shown;
use shared::money::MoneyText;
use shared::text::app::{common, decide, matter as text};
use shared::text::{return_reason, return_reasons};

use super::file::{CaseFile, use_file};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::{Field, Select};
use crate::components::files::{Files, Picked};
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::clock::use_clock;
use crate::state::language::{say, say_string, use_language};
use crate::state::toasts::{Tone, use_toasts};
use crate::written;

/// Which fact is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A return was reported.
    Return,
    /// Its funds are back.
    Funds,
}

/// What is typed of one fact.
#[derive(Clone, Copy)]
struct Draft {
    fact: Fact,
    /// Which return of the case is meant, by its reference; empty for one that the case does not know.
    known: RwSignal<String>,
    /// The return.
    reference: RwSignal<String>,
    /// The line of the account that booked it.
    line: RwSignal<String>,
    code: RwSignal<String>,
    words: RwSignal<String>,
    amount: RwSignal<String>,
    fee: RwSignal<String>,
    /// Empty, `kept` or `given_back`.
    fee_what: RwSignal<String>,
    at: RwSignal<String>,
    files: RwSignal<Vec<Picked>>,
    tried: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
    busy: RwSignal<bool>,
    currency: StoredValue<String>,
}

impl Draft {
    fn of(file: CaseFile, fact: Fact) -> Self {
        Self {
            fact,
            known: RwSignal::default(),
            reference: RwSignal::default(),
            line: RwSignal::default(),
            code: RwSignal::default(),
            words: RwSignal::default(),
            amount: RwSignal::default(),
            fee: RwSignal::default(),
            fee_what: RwSignal::default(),
            at: RwSignal::default(),
            files: RwSignal::default(),
            tried: RwSignal::default(),
            failure: RwSignal::default(),
            busy: RwSignal::default(),
            currency: StoredValue::new(file.now(|view| view.case.facts.amount.currency().code().to_owned())),
        }
    }

    fn money(self, amount: RwSignal<String>) -> Option<MoneyText> {
        Some(MoneyText { amount: written(amount)?, currency: self.currency.get_value() })
    }

    /// The request, if nothing is missing.
    fn request(self) -> Option<ObservationRequest> {
        let (reference, amount) = (written(self.reference)?, self.money(self.amount)?);
        let at = written::from_input(&self.at.get())?;
        let nothing = ObservationRequest {
            kind: ObservationKind::ReturnNotice,
            looked_up: reference.clone(),
            shown: Shown::Returned,
            reference: None,
            note: None,
            attempt: None,
            observed_at: at,
            attachments: self.files.get().into_iter().map(|file| file.request).collect(),
            returned: None,
            funds_back: None,
        };
        Some(match self.fact {
            Fact::Return => {
                let given_back = self.fee_what.get() == "given_back";
                let fee = if self.fee_what.with(String::is_empty) {
                    None
                } else {
                    Some(ReturnFeeRequest { amount: self.money(self.fee)?, given_back })
                };
                let (reason_code, reason) = (written(self.code), written(self.words));
                let returned =
                    ReturnRequest { reference, reason_code, reason, amount, fee, returned_at: at, attempt: None };
                ObservationRequest { returned: Some(returned), ..nothing }
            }
            Fact::Funds => {
                let funds = FundsBackRequest {
                    return_reference: reference,
                    reference: written(self.line)?,
                    amount,
                    booked_at: at,
                };
                ObservationRequest { kind: ObservationKind::FundsBack, funds_back: Some(funds), ..nothing }
            }
        })
    }
}

fn written(text: RwSignal<String>) -> Option<String> {
    Some(text.get().trim().to_owned()).filter(|text| !text.is_empty())
}

/// The dialogs of both facts.
#[component]
pub fn Report() -> impl IntoView {
    let (file, clock) = (use_file(), use_clock());
    let drafts = [Fact::Return, Fact::Funds].map(|fact| {
        let draft = Draft::of(file, fact);
        which::follow(draft, file);
        let open = RwSignal::new(false);
        Effect::new(move |_| {
            let opens = file.reporting.get() == Some(fact);
            if opens {
                which::start(draft, file);
                draft.at.set(crate::written::for_input(clock.now()));
            }
            open.set(opens);
        });
        Effect::new(move |_| {
            if !open.get() && file.reporting.get_untracked() == Some(fact) {
                file.reporting.set(None);
            }
        });
        let title = if fact == Fact::Return { text::record_return_title } else { text::record_funds_title };
        view! {
            <Dialog open title=say_string(title)>
                <Form draft />
            </Dialog>
        }
    });
    drafts.into_iter().collect_view()
}

fn sender(draft: Draft) -> Callback<()> {
    let (file, language, toasts) = (use_file(), use_language(), use_toasts());
    Callback::new(move |()| {
        draft.tried.set(true);
        let Some(request) = untrack(|| draft.request()) else { return };
        draft.busy.set(true);
        spawn_local(async move {
            let answer = file.act(file.api.observe(file.number, &request)).await;
            draft.busy.set(false);
            match answer {
                Ok(()) => {
                    toasts.show(Tone::Done, text::recorded(language.get_untracked()));
                    draft.tried.set(false);
                    draft.failure.set(None);
                    draft.files.set(Vec::new());
                    // What was recorded is not what is recorded next: a return is reported once, and a line counts once.
                    for text in [draft.known, draft.reference, draft.line] {
                        text.set(String::new());
                    }
                    file.reporting.set(None);
                }
                Err(failure) => draft.failure.set(Some(failure)),
            }
        });
    })
}

#[component]
fn Form(draft: Draft) -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let send = sender(draft);
    let required = move |text: RwSignal<String>| {
        Signal::derive(move || {
            let empty = text.with(|text| text.trim().is_empty());
            (draft.tried.get() && empty).then(|| common::required(language.get()).to_owned())
        })
    };
    let amount_label = Signal::derive(move || text::amount(language.get(), &draft.currency.get_value()));
    let voids = file.memo(|view| matches!(view.case.state, State::Proposed { .. }));
    let words = Signal::derive(move || draft.failure.get().map(|failure| failure.words(language.get())));
    let is_return = draft.fact == Fact::Return;
    let at_label = if is_return { text::returned_at } else { text::booked_at };
    let no_files = Signal::derive(|| None);
    view! {
        <div class="form">
            <Show when=move || voids.get()>
                <p class="stake">{say(decide::observe_will_void)}</p>
            </Show>
            <which::Return draft required=required(draft.reference) />
            <Field label=amount_label value=draft.amount code=true error=required(draft.amount) />
            {if is_return {
                view! { <Particulars draft /> }.into_any()
            } else {
                view! {
                    <Field
                        label=say_string(text::line_reference)
                        hint=say_string(text::line_reference_hint)
                        value=draft.line
                        code=true
                        error=required(draft.line)
                    />
                }
                    .into_any()
            }}
            <Field label=say_string(at_label) value=draft.at kind="datetime-local" error=required(draft.at) />
            <Files files=draft.files error=no_files />
            <ProblemNotice words />
            <div class="form__actions">
                <Button label=say_string(decide::observe_submit) weight=Weight::Primary busy=draft.busy on_press=send />
                <Button label=say_string(common::cancel) on_press=move |()| file.reporting.set(None) />
                <span class="small muted">{say(decide::observe_forever)}</span>
            </div>
        </div>
    }
}

/// The reason and the fee of a return.
#[component]
fn Particulars(draft: Draft) -> impl IntoView {
    let language = use_language();
    let codes = Signal::derive(move || {
        let lang = language.get();
        let known = return_reasons().map(|code| {
            let words = return_reason(code, lang).unwrap_or_default();
            (code.to_owned(), format!("{code} {words}"))
        });
        std::iter::once((String::new(), text::fee_none(lang).to_owned())).chain(known).collect::<Vec<_>>()
    });
    let fees = Signal::derive(move || {
        let lang = language.get();
        [("", text::fee_none(lang)), ("kept", text::fee_was_kept(lang)), ("given_back", text::fee_was_given_back(lang))]
            .map(|(value, words)| (value.to_owned(), words.to_owned()))
            .to_vec()
    });
    let fee_label = Signal::derive(move || text::fee_amount(language.get(), &draft.currency.get_value()));
    let no_fee = Signal::derive(move || {
        let lacks = draft.fee_what.with(|what| !what.is_empty()) && draft.fee.with(|fee| fee.trim().is_empty());
        (draft.tried.get() && lacks).then(|| common::required(language.get()).to_owned())
    });
    view! {
        <div class="form__row">
            <Select label=say_string(text::code) hint=say_string(text::code_hint) value=draft.code options=codes />
            <Field label=say_string(text::words) value=draft.words optional=true />
        </div>
        <div class="form__row">
            <Select label=say_string(text::fee_what) value=draft.fee_what options=fees />
            <Show when=move || draft.fee_what.with(|what| !what.is_empty())>
                <Field label=fee_label value=draft.fee code=true error=no_fee />
            </Show>
        </div>
    }
}
