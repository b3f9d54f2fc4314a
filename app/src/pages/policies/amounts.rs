//! From which amounts on an amount is large or very large, by currency; and how long accounting has.

use leptos::prelude::*;
use shared::money::{Currency, Money};
use shared::policy::Policy;
use shared::text::app::policies as text;

use super::{Sheet, use_sheet};
use crate::components::button::{Button, IconButton, Weight};
use crate::components::icon::Glyph;
use crate::state::language::{say, say_string, use_language};
use crate::written;

/// An amount in one of a policy's lists, by its currency.
pub fn of(list: &[Money], currency: Currency) -> Option<Money> {
    list.iter().copied().find(|amount| amount.currency() == currency)
}

/// Puts an amount into one of a policy's lists, or takes it out.
pub fn put(list: &mut Vec<Money>, currency: Currency, amount: Option<Money>) {
    match (list.iter_mut().find(|known| known.currency() == currency), amount) {
        (Some(known), Some(amount)) => *known = amount,
        (None, Some(amount)) => list.push(amount),
        (_, None) => list.retain(|known| known.currency() != currency),
    }
}

fn currencies(policy: &Policy) -> Vec<Currency> {
    let mut currencies: Vec<Currency> = policy.large_from.iter().map(|amount| amount.currency()).collect();
    for currency in policy.very_large_from.iter().map(|amount| amount.currency()) {
        if !currencies.contains(&currency) {
            currencies.push(currency);
        }
    }
    currencies
}

/// The section.
#[component]
pub fn Amounts() -> impl IntoView {
    let sheet = use_sheet();
    let listed = Memo::new(move |_| currencies(&sheet.shown()));
    let columns = [text::column_currency, text::column_large, text::column_very_large];
    view! {
        <section class="policy__part">
            <h2>{say(text::amounts)}</h2>
            <p class="muted small">{say(text::amounts_intro)}</p>
            <table class="table table--cards amounts">
                <thead>
                    <tr>
                        {columns.map(|name| view! { <th scope="col">{say(name)}</th> }).collect_view()}
                        <Show when=move || sheet.is_drafting()>
                            <th></th>
                        </Show>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || listed.get() key=|currency| currency.code() let:currency>
                        <Row currency />
                    </For>
                </tbody>
            </table>
            <Show when=move || sheet.is_drafting()>
                <AddCurrency />
            </Show>
        </section>
    }
}

#[component]
fn Row(currency: Currency) -> impl IntoView {
    let (sheet, language) = (use_sheet(), use_language());
    let large = Memo::new(move |_| of(&sheet.shown().large_from, currency));
    let very_large = Memo::new(move |_| of(&sheet.shown().very_large_from, currency));
    let (code, name) = (currency.code(), move || currency.code().to_owned());
    let remove = move |()| {
        sheet.change(|draft| {
            put(&mut draft.large_from, currency, None);
            put(&mut draft.very_large_from, currency, None);
        });
    };
    view! {
        <tr>
            <th scope="row">{code}</th>
            <td>
                <span class="table__label muted">{say(text::column_large)} " "</span>
                <Amount
                    id=format!("large {code}")
                    currency
                    amount=large
                    label=Signal::derive(move || text::large_of(language.get(), &name()))
                    on_change=Callback::new(move |amount| sheet.change(|draft| put(&mut draft.large_from, currency, amount)))
                />
            </td>
            <td>
                <span class="table__label muted">{say(text::column_very_large)} " "</span>
                <Amount
                    id=format!("very large {code}")
                    currency
                    amount=very_large
                    may_be_empty=true
                    label=Signal::derive(move || text::very_large_of(language.get(), &name()))
                    on_change=Callback::new(move |amount| sheet.change(|draft| put(&mut draft.very_large_from, currency, amount)))
                />
            </td>
            <Show when=move || sheet.is_drafting()>
                <td class="table__end">
                    <IconButton
                        label=Signal::derive(move || text::remove_currency(language.get(), &name()))
                        glyph=Glyph::Close
                        small=true
                        on_press=remove
                    />
                </td>
            </Show>
        </tr>
    }
}

/// An amount: shown, or a field while the reader drafts. What cannot be read is noted with the sheet, and taken nowhere.
#[component]
pub fn Amount(
    /// Tells the field from all others.
    id: String,
    /// The currency.
    currency: Currency,
    /// The amount that stands.
    amount: Memo<Option<Money>>,
    /// Whether it may stay empty.
    #[prop(optional)]
    may_be_empty: bool,
    /// What is asked for.
    label: Signal<String>,
    /// Takes what was typed.
    on_change: Callback<Option<Money>>,
) -> impl IntoView {
    let sheet = use_sheet();
    let id = StoredValue::new(id);
    view! {
        <Show
            when=move || sheet.is_drafting()
            fallback=move || {
                view! {
                    {move || match amount.get() {
                        Some(amount) => view! { <span class="figures">{written::digits(amount)}</span> }.into_any(),
                        None => view! { <span class="faint">{say(text::never)}</span> }.into_any(),
                    }}
                }
            }
        >
            <Typed sheet id currency amount may_be_empty label on_change />
        </Show>
    }
}

#[component]
fn Typed(
    sheet: Sheet,
    id: StoredValue<String>,
    currency: Currency,
    amount: Memo<Option<Money>>,
    may_be_empty: bool,
    label: Signal<String>,
    on_change: Callback<Option<Money>>,
) -> impl IntoView {
    let language = use_language();
    let typed = RwSignal::new(amount.get_untracked().map(|amount| amount.amount().to_string()).unwrap_or_default());
    let is_wrong = Memo::new(move |_| sheet.unreadable.with(|wrong| wrong.contains(&id.get_value())));
    let take = move |event: leptos::ev::Event| {
        typed.set(event_target_value(&event));
        let words = typed.with_untracked(|typed| typed.trim().replace([',', '，'], ""));
        let read = if words.is_empty() && may_be_empty { Ok(None) } else { Money::parse(&words, currency).map(Some) };
        sheet.unreadable.update(|wrong| {
            if read.is_err() {
                wrong.insert(id.get_value())
            } else {
                wrong.remove(&id.get_value())
            };
        });
        if let Ok(amount) = read {
            on_change.run(amount);
        }
    };
    on_cleanup(move || {
        if let Some(id) = id.try_get_value() {
            sheet.unreadable.try_update(|wrong| wrong.remove(&id));
        }
    });
    view! {
        <input
            class="input input--amount figures"
            inputmode="decimal"
            autocomplete="off"
            aria-label=move || label.get()
            aria-invalid=move || is_wrong.get().then_some("true")
            placeholder=move || may_be_empty.then(|| text::never(language.get()))
            prop:value=move || typed.get()
            on:input=take
        />
        <Show when=move || is_wrong.get()>
            <span class="field__error" role="alert">{say(text::not_amount)}</span>
        </Show>
    }
}

#[component]
fn AddCurrency() -> impl IntoView {
    let (sheet, language) = (use_sheet(), use_language());
    let (code, tried) = (RwSignal::new(String::new()), RwSignal::new(false));
    let read = move || {
        let currency = Currency::from_code(&code.get().trim().to_uppercase())?;
        (!sheet.shown().large_from.iter().any(|known| known.currency() == currency)).then_some(currency)
    };
    let add = move || {
        tried.set(true);
        if let Some(currency) = untrack(read) {
            // 1,000 of it, to be typed over.
            let scale = 10_i64.pow(currency.scale());
            sheet
                .change(|draft| put(&mut draft.large_from, currency, Some(Money::from_minor(1_000 * scale, currency))));
            code.set(String::new());
            tried.set(false);
        }
    };
    view! {
        <form
            class="cluster"
            on:submit=move |event| {
                event.prevent_default();
                add();
            }
        >
            <input class="input input--narrow" aria-label=say(text::add_currency) placeholder="THB" maxlength="3" bind:value=code />
            <Button label=say_string(text::add_currency) small=true weight=Weight::Plain submits=true on_press=|()| {} />
            <Show when=move || tried.get() && read().is_none()>
                <span class="field__error" role="alert">{move || text::not_currency(language.get())}</span>
            </Show>
        </form>
    }
}

/// How long accounting has to answer.
#[component]
pub fn Accounting() -> impl IntoView {
    let (sheet, language) = (use_sheet(), use_language());
    let hours = Memo::new(move |_| sheet.shown().posting_hours);
    let take = move |event: leptos::ev::Event| {
        let read = event_target_value(&event).trim().parse::<i64>();
        sheet.unreadable.update(|wrong| {
            if read.is_err() {
                wrong.insert("hours".to_owned())
            } else {
                wrong.remove("hours")
            };
        });
        if let Ok(hours) = read {
            sheet.change(|draft| draft.posting_hours = hours);
        }
    };
    view! {
        <section class="policy__part">
            <h2>{say(text::accounting)}</h2>
            <p>{move || text::posting_hours(language.get(), hours.get())}</p>
            <Show when=move || sheet.is_drafting()>
                <label class="cluster">
                    <span>{say(text::posting_hours_label)}</span>
                    <input
                        class="input input--narrow figures"
                        inputmode="numeric"
                        prop:value=sheet.now(|policy| policy.posting_hours.to_string())
                        on:input=take
                    />
                </label>
            </Show>
        </section>
    }
}
