//! Changing a draft: its amounts, fees and when the merchant is credited, with the lines as they would be. The rules are
//! the server's own.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::correction_orders::OrderView;
use shared::correction::{Cause, CorrectionOrder, Edit, EditRefusal, PayoutBalance, Told, edited, lines_of};
use shared::money::{Currency, Money};
use shared::text::Text;
use shared::text::app::{common, corrections as text};

use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::correction_order::OrderLines;
use crate::components::dialog::Dialog;
use crate::components::field::{Check, Field};
use crate::components::loaded::{Loaded, Reading};
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::language::{Say, say, say_string, use_language};
use crate::written;

/// The dialog.
#[component]
pub fn EditOrder(
    /// The order as it shows.
    order: StoredValue<CorrectionOrder>,
    /// Whether it shows.
    open: RwSignal<bool>,
    /// What to do once it is changed.
    done: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog open title=say_string(text::edit_title) wide=true>
            <Read order open done />
        </Dialog>
    }
}

/// Reads how much of the payout may still be corrected, and how much the evidence tells, when the dialog opens.
#[component]
fn Read(order: StoredValue<CorrectionOrder>, open: RwSignal<bool>, done: Callback<()>) -> impl IntoView {
    let api = use_api();
    let number = order.with_value(|order| order.number);
    let reading = Reading::<OrderView>::start(move || api.order(number));
    let bounds =
        Memo::new(move |_| reading.value.with(|view| view.as_ref().map(|view| (view.balance.clone(), view.told))));
    view! {
        <Loaded reading>
            {move || bounds.get().map(|(balance, told)| view! { <Form order balance told open done /> })}
        </Loaded>
    }
}

/// What is typed, by the fields that the order's kind has.
#[derive(Clone, Copy)]
struct Typed {
    currency: StoredValue<Currency>,
    amount: RwSignal<String>,
    from_balance: RwSignal<String>,
    return_fee: RwSignal<String>,
    return_fee_on_us: RwSignal<String>,
    channel_fee_given_back: RwSignal<String>,
    payout_fee_given_back: RwSignal<String>,
    ahead_of_funds: RwSignal<bool>,
}

impl Typed {
    fn of(cause: &Cause) -> Self {
        let nothing = Money::from_minor(0, cause.currency());
        let typed = |amount: Money| RwSignal::new(amount.amount().to_string());
        let blank = Self {
            currency: StoredValue::new(cause.currency()),
            amount: typed(nothing),
            from_balance: typed(nothing),
            return_fee: typed(nothing),
            return_fee_on_us: typed(nothing),
            channel_fee_given_back: typed(nothing),
            payout_fee_given_back: typed(nothing),
            ahead_of_funds: RwSignal::new(false),
        };
        match cause {
            Cause::BounceRefund {
                returned,
                return_fee,
                return_fee_on_us,
                channel_fee_given_back,
                payout_fee_given_back,
                ahead_of_funds,
                ..
            } => Self {
                amount: typed(*returned),
                return_fee: typed(*return_fee),
                return_fee_on_us: typed(*return_fee_on_us),
                channel_fee_given_back: typed(*channel_fee_given_back),
                payout_fee_given_back: typed(*payout_fee_given_back),
                ahead_of_funds: RwSignal::new(*ahead_of_funds),
                ..blank
            },
            Cause::LateSuccessRecovery { amount, from_balance, .. }
            | Cause::DuplicateRecovery { amount, from_balance, .. } => {
                Self { amount: typed(*amount), from_balance: typed(*from_balance), ..blank }
            }
            Cause::DiscrepancyAdjustment { amount, .. }
            | Cause::FeeAdjustment { amount, .. }
            | Cause::WriteOff { amount, .. }
            | Cause::TransitClearing { came: amount, .. } => Self { amount: typed(*amount), ..blank },
        }
    }

    fn money(self, text: RwSignal<String>) -> Option<Money> {
        Money::parse(text.get().trim(), self.currency.get_value()).ok()
    }

    /// What is changed; nothing while an amount is none.
    fn edit(self, cause: &Cause) -> Option<Edit> {
        let is_refund = matches!(cause, Cause::BounceRefund { .. });
        let of_refund = |text| if is_refund { self.money(text).map(Some) } else { Some(None) };
        Some(Edit {
            amount: Some(self.money(self.amount)?),
            return_fee: of_refund(self.return_fee)?,
            return_fee_on_us: of_refund(self.return_fee_on_us)?,
            channel_fee_given_back: of_refund(self.channel_fee_given_back)?,
            payout_fee_given_back: of_refund(self.payout_fee_given_back)?,
            ahead_of_funds: is_refund.then(|| self.ahead_of_funds.get()),
            from_balance: match cause.kind().is_recovery() {
                true => Some(self.money(self.from_balance)?),
                false => None,
            },
        })
    }
}

/// What would come of it: the cause with what is typed, or why it is refused; nothing while an amount is none.
type Outcome = Option<Result<Cause, EditRefusal>>;

#[component]
fn Form(
    order: StoredValue<CorrectionOrder>,
    balance: PayoutBalance,
    told: Option<Told>,
    open: RwSignal<bool>,
    done: Callback<()>,
) -> impl IntoView {
    let (api, language) = (use_api(), use_language());
    let (number, version, cause) = order.with_value(|order| (order.number, order.version, order.cause.clone()));
    let funds_are_back = order.with_value(|order| order.funds_back_at.is_some());
    let typed = Typed::of(&cause);
    let (failure, busy) = (RwSignal::new(None::<Failure>), RwSignal::new(false));
    let room = balance.clone();
    let outcome: Memo<Outcome> =
        Memo::new(move |_| order.with_value(|order| Some(edited(order, &typed.edit(&order.cause)?, &room, told))));
    let blocked = Signal::derive(move || match outcome.get() {
        None => Some(text::not_an_amount(language.get()).to_owned()),
        Some(Err(refusal)) => Some(refusal.text(language.get())),
        Some(Ok(_)) => None,
    });
    let save = move |()| {
        let Some(changes) = untrack(|| order.with_value(|order| typed.edit(&order.cause))) else { return };
        busy.set(true);
        spawn_local(async move {
            let answer = api.edit_order(number, version, changes).await;
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    open.try_set(false);
                    done.run(());
                }
                Err(refused) => drop(failure.try_set(Some(refused))),
            }
        });
    };
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    let balance = move || {
        text::balance(language.get(), &written::in_words(balance.corrected), &written::in_words(balance.amount))
    };
    view! {
        <div class="form">
            <p class="small muted">{balance}</p>
            <Fields cause typed funds_are_back />
            <Lines order outcome />
            <ProblemNotice words />
            <div class="form__actions">
                <Button label=say_string(text::save) weight=Weight::Primary busy blocked on_press=save />
                <Button label=say_string(common::cancel) on_press=move |()| open.set(false) />
            </div>
        </div>
    }
}

#[component]
fn Fields(cause: Cause, typed: Typed, funds_are_back: bool) -> impl IntoView {
    let amount = |label: Say, value: RwSignal<String>| view! { <Field label=say_string(label) value /> };
    match cause {
        Cause::BounceRefund { .. } => view! {
            <div class="form__row">
                {amount(text::field_returned, typed.amount)}
                {amount(text::field_return_fee, typed.return_fee)}
                {amount(text::field_return_fee_on_us, typed.return_fee_on_us)}
            </div>
            <div class="form__row">
                {amount(text::field_channel_fee, typed.channel_fee_given_back)}
                {amount(text::field_payout_fee, typed.payout_fee_given_back)}
            </div>
            {(!funds_are_back)
                .then(|| {
                    view! {
                        <Check
                            label=say_string(text::ahead)
                            checked=typed.ahead_of_funds
                            on_change=move |on| typed.ahead_of_funds.set(on)
                        />
                    }
                })}
        }
        .into_any(),
        Cause::LateSuccessRecovery { .. } | Cause::DuplicateRecovery { .. } => view! {
            <div class="form__row">
                {amount(text::field_amount, typed.amount)}
                <Field
                    label=say_string(text::field_from_balance)
                    hint=say_string(text::field_from_balance_hint)
                    value=typed.from_balance
                />
            </div>
        }
        .into_any(),
        Cause::TransitClearing { .. } => amount(text::field_came, typed.amount).into_any(),
        Cause::DiscrepancyAdjustment { .. } | Cause::FeeAdjustment { .. } | Cause::WriteOff { .. } => {
            amount(text::field_amount, typed.amount).into_any()
        }
    }
}

/// The lines as they would be; as they are, while what is typed is refused.
#[component]
fn Lines(order: StoredValue<CorrectionOrder>, outcome: Memo<Outcome>) -> impl IntoView {
    view! {
        <h3>{say(text::lines_then)}</h3>
        {move || {
            let changed = outcome.with(|outcome| lines_of(outcome.as_ref()?.as_ref().ok()?).ok());
            let lines = changed.unwrap_or_else(|| order.with_value(|order| order.lines.clone()));
            view! { <OrderLines lines kind=order.with_value(CorrectionOrder::kind) /> }
        }}
    }
}
