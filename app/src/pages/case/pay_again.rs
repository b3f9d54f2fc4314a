//! Asking the sending system to pay again, with corrected details and under a new order number. The server masks whom was to
//! be paid, so the details are typed anew.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::commands::PayAgainRequest;
use shared::api::exceptions::CaseView;
use shared::case::{Beneficiary, CaseKind};
use shared::evidence::attempts;
use shared::resolution::{Deciding, Outcome, pay_again_amount, pay_again_unmet};
use shared::text::Text;
use shared::text::app::{common, matter as text};

use super::file::{CaseFile, use_file};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::{Field, TextArea};
use crate::components::icon::{Glyph, Icon};
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::clock::use_clock;
use crate::state::language::{say, say_string, use_language};
use crate::state::session::use_session;
use crate::state::toasts::{Tone, use_toasts};
use crate::written;

/// What is typed.
#[derive(Clone, Copy)]
struct Draft {
    order_number: RwSignal<String>,
    name: RwSignal<String>,
    account: RwSignal<String>,
    bank: RwSignal<String>,
    branch: RwSignal<String>,
    province: RwSignal<String>,
    city: RwSignal<String>,
    bank_code: RwSignal<String>,
    reason: RwSignal<String>,
    tried: RwSignal<bool>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<Failure>>,
}

impl Draft {
    /// With what is known and not masked already there: it shows what the payment would be made with.
    fn of(file: CaseFile) -> Self {
        let known = file.now(|view| view.case.facts.beneficiary.clone()).unwrap_or_default();
        let told = |text: Option<String>| RwSignal::new(text.unwrap_or_default());
        Self {
            order_number: RwSignal::new(file.now(unused_order_number)),
            name: RwSignal::default(),
            account: RwSignal::default(),
            bank: told(known.bank),
            branch: told(known.branch),
            province: told(known.province),
            city: told(known.city),
            bank_code: told(known.bank_code),
            reason: RwSignal::default(),
            tried: RwSignal::default(),
            busy: RwSignal::default(),
            failure: RwSignal::default(),
        }
    }

    /// For another payment: whom this one was to is nobody's to find here.
    fn begin_anew(self, file: CaseFile) {
        self.order_number.set(file.now(unused_order_number));
        [self.name, self.account, self.reason].into_iter().for_each(|typed| typed.set(String::new()));
        self.tried.set(false);
        self.failure.set(None);
    }

    /// The request, if nothing is missing.
    fn request(self, file: CaseFile) -> Option<PayAgainRequest> {
        let typed = |text: RwSignal<String>| {
            Some(text.with_untracked(|text| text.trim().to_owned())).filter(|text| !text.is_empty())
        };
        let beneficiary = Beneficiary {
            name: typed(self.name)?,
            account: typed(self.account)?,
            bank: typed(self.bank),
            branch: typed(self.branch),
            province: typed(self.province),
            city: typed(self.city),
            bank_code: typed(self.bank_code),
        };
        let (order_number, reason) = (typed(self.order_number)?, typed(self.reason)?);
        Some(PayAgainRequest { version: file.now(|view| view.case.version), order_number, beneficiary, reason })
    }
}

/// The payout's own number with the next attempt's place.
fn unused_order_number(view: &CaseView) -> String {
    let own = &view.case.facts.order_number;
    let known = attempts(own, &view.evidence);
    let mut numbers = (known.len() + 1..).map(|place| format!("{own}-{place}"));
    numbers.find(|number| !known.contains(&number.as_str())).unwrap_or_default()
}

/// The card: what stands in the way, or the button. Nothing for cases of which nothing is ever paid again.
#[component]
pub fn PayAgain() -> impl IntoView {
    let (file, language, session, clock) = (use_file(), use_language(), use_session(), use_clock());
    let is_for_it = file.memo(|view| match view.case.kind {
        CaseKind::PayoutUnknown => view.case.state.outcome() == Some(Outcome::ConfirmedNotPaid),
        CaseKind::PayoutBounced => true,
        CaseKind::LateSuccess | CaseKind::DuplicatePayout => false,
        // Nothing is paid by what reconciliation found: the payout's own case asks for that.
        CaseKind::Discrepancy | CaseKind::BalanceBreak => false,
    });
    let unmet = Memo::new(move |_| {
        let reader = session.reader();
        let (name, roles) = reader.as_ref().map_or(("", [].as_slice()), |reader| (&reader.name, &reader.roles));
        let now = clock.every_minute();
        file.with(|view| {
            let situation = view.situation();
            pay_again_unmet(&situation, &Deciding { name, roles, now })
        })
    });
    let open = RwSignal::new(false);
    let draft = Draft::of(file);
    view! {
        <Show when=move || is_for_it.get()>
            <section class="pay-again no-print">
                <h3 class="cluster">
                    <Icon glyph=Glyph::Arrow />
                    {say(text::pay_again)}
                </h3>
                <p class="small muted">{say(text::pay_again_hint)}</p>
                <ul class="small choice__reasons">
                    {move || unmet.get().into_iter().map(|unmet| view! { <li>{move || unmet.text(language.get())}</li> }).collect_view()}
                </ul>
                <Show when=move || unmet.with(Vec::is_empty)>
                    <Button label=say_string(text::pay_again) small=true on_press=move |()| open.set(true) />
                </Show>
            </section>
        </Show>
        <Dialog open title=say_string(text::pay_again)>
            <Form draft open />
        </Dialog>
    }
}

#[component]
fn Form(draft: Draft, open: RwSignal<bool>) -> impl IntoView {
    let (file, language, toasts) = (use_file(), use_language(), use_toasts());
    let amount = file.now(|view| written::in_words(pay_again_amount(&view.case)));
    let send = Callback::new(move |()| {
        draft.tried.set(true);
        let Some(request) = draft.request(file) else { return };
        draft.busy.set(true);
        spawn_local(async move {
            let answer = file.act(file.api.pay_again(file.number, &request)).await;
            draft.busy.set(false);
            match answer {
                Ok(()) => {
                    toasts.show(Tone::Done, text::pay_again_done(language.get_untracked(), &request.order_number));
                    draft.begin_anew(file);
                    open.set(false);
                }
                Err(failure) => draft.failure.set(Some(failure)),
            }
        });
    });
    let required = move |text: RwSignal<String>| {
        Signal::derive(move || {
            let empty = text.with(|text| text.trim().is_empty());
            (draft.tried.get() && empty).then(|| common::required(language.get()).to_owned())
        })
    };
    let words = Signal::derive(move || draft.failure.get().map(|failure| failure.words(language.get())));
    view! {
        <div class="form">
            <p class="stake"><strong>{amount}</strong></p>
            <Field
                label=say_string(text::pay_again_order)
                value=draft.order_number
                code=true
                error=required(draft.order_number)
            />
            <div class="form__row">
                <Field label=say_string(text::pay_again_name) value=draft.name error=required(draft.name) />
                <Field label=say_string(text::pay_again_account) value=draft.account code=true error=required(draft.account) />
            </div>
            <div class="form__row">
                <Field label=say_string(text::pay_again_bank) value=draft.bank optional=true />
                <Field label=say_string(text::pay_again_branch) value=draft.branch optional=true />
            </div>
            <div class="form__row">
                <Field label=say_string(text::pay_again_province) value=draft.province optional=true />
                <Field label=say_string(text::pay_again_city) value=draft.city optional=true />
                <Field label=say_string(text::pay_again_bank_code) value=draft.bank_code code=true optional=true />
            </div>
            <TextArea label=say_string(text::pay_again_reason) value=draft.reason error=required(draft.reason) />
            <ProblemNotice words />
            <div class="form__actions">
                <Button label=say_string(text::pay_again) weight=Weight::Primary busy=draft.busy on_press=send />
                <Button label=say_string(common::cancel) on_press=move |()| open.set(false) />
            </div>
        </div>
    }
}
