//! Who may approve: the senior approvers, and up to what each supervisor may.

use leptos::prelude::*;
use shared::money::Currency;
use shared::policy::{ApproverLimit, Policy};
use shared::text::app::policies as text;

use super::amounts::{Amount, of, put};
use super::use_sheet;
use crate::components::person::Person;
use crate::state::language::{say, use_language};
use crate::written;

/// Everybody whom the policy names, and everybody whom it could.
fn people(policy: &Policy, supervisors: &[String]) -> Vec<String> {
    let mut names = supervisors.to_vec();
    let named = policy.seniors.iter().chain(policy.limits.iter().map(|limit| &limit.approver));
    for name in named {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names.sort();
    names
}

/// The section.
#[component]
pub fn People() -> impl IntoView {
    let sheet = use_sheet();
    let names = Memo::new(move |_| people(&sheet.shown(), &sheet.supervisors()));
    let columns = [text::column_person, text::column_senior, text::column_limit];
    view! {
        <section class="policy__part">
            <h2>{say(text::people)}</h2>
            <p class="muted small">{say(text::people_intro)}</p>
            <Show when=move || !names.with(Vec::is_empty) fallback=|| view! { <p class="muted">{say(text::nobody_supervises)}</p> }>
                <table class="table table--cards approvers">
                    <thead>
                        <tr>{columns.map(|name| view! { <th scope="col">{say(name)}</th> }).collect_view()}</tr>
                    </thead>
                    <tbody>
                        <For each=move || names.get() key=Clone::clone let:name>
                            <Row name />
                        </For>
                    </tbody>
                </table>
            </Show>
        </section>
    }
}

#[component]
fn Row(name: String) -> impl IntoView {
    let sheet = use_sheet();
    let known = StoredValue::new(name.clone());
    let is_senior = Memo::new(move |_| known.with_value(|name| sheet.shown().is_senior(name)));
    let supervises = move || known.with_value(|name| sheet.supervisors().contains(name));
    view! {
        <tr>
            <th scope="row">
                <span class="cluster">
                    <Person name />
                    <Show when=move || !supervises()>
                        <span class="faint small">{say(text::not_supervisor)}</span>
                    </Show>
                </span>
            </th>
            <td>
                <span class="table__label muted">{say(text::column_senior)} " "</span>
                <Senior known is_senior />
            </td>
            <td>
                <span class="table__label muted">{say(text::column_limit)} " "</span>
                <Limit known />
            </td>
        </tr>
    }
}

#[component]
fn Senior(known: StoredValue<String>, is_senior: Memo<bool>) -> impl IntoView {
    let (sheet, language) = (use_sheet(), use_language());
    let set = move |event: leptos::ev::Event| {
        let (is_one, name) = (event_target_checked(&event), known.get_value());
        sheet.change(|draft| {
            draft.seniors.retain(|senior| *senior != name);
            draft.seniors.extend(is_one.then_some(name));
        });
    };
    view! {
        <Show
            when=move || sheet.is_drafting()
            fallback=move || {
                view! {
                    <span class:faint=move || !is_senior.get()>
                        {move || if is_senior.get() { text::is_senior(language.get()) } else { text::not_senior(language.get()) }}
                    </span>
                }
            }
        >
            <input
                type="checkbox"
                aria-label=move || known.with_value(|name| text::senior_of(language.get(), name))
                prop:checked=move || is_senior.get()
                on:change=set
            />
        </Show>
    }
}

/// The limit that a policy sets a person.
fn limit(policy: &Policy, name: &str) -> Option<ApproverLimit> {
    policy.limits.iter().find(|limit| limit.approver == name).cloned()
}

#[component]
fn Limit(known: StoredValue<String>) -> impl IntoView {
    let (sheet, language) = (use_sheet(), use_language());
    let own = Memo::new(move |_| known.with_value(|name| limit(&sheet.shown(), name)));
    let words = move || match own.get() {
        None => text::no_limit(language.get()).to_owned(),
        Some(limit) if limit.up_to.is_empty() => text::nothing_at_all(language.get()).to_owned(),
        Some(limit) => {
            let amounts: Vec<String> = limit.up_to.iter().map(|amount| written::in_words(*amount)).collect();
            amounts.join(language.get().pick(", ", "，"))
        }
    };
    let set = move |event: leptos::ev::Event| {
        let (is_limited, approver) = (event_target_checked(&event), known.get_value());
        sheet.change(|draft| {
            // What is large is a beginning, to be typed over.
            let up_to = draft.large_from.clone();
            draft.limits.retain(|limit| limit.approver != approver);
            draft.limits.extend(is_limited.then_some(ApproverLimit { approver, up_to }));
        });
    };
    let currencies = Memo::new(move |_| {
        let policy = sheet.shown();
        policy.large_from.iter().map(|amount| amount.currency()).collect::<Vec<Currency>>()
    });
    view! {
        <Show
            when=move || sheet.is_drafting()
            fallback=move || view! { <span class="figures" class:faint=move || own.with(Option::is_none)>{words}</span> }
        >
            <label class="check">
                <input
                    type="checkbox"
                    aria-label=move || known.with_value(|name| text::limited_of(language.get(), name))
                    prop:checked=move || own.with(Option::is_some)
                    on:change=set
                />
                <span aria-hidden="true">{say(text::limited)}</span>
            </label>
            <Show when=move || own.with(Option::is_some)>
                <div class="approvers__limits">
                    <For each=move || currencies.get() key=|currency| currency.code() let:currency>
                        <UpTo known currency />
                    </For>
                </div>
            </Show>
        </Show>
    }
}

#[component]
fn UpTo(known: StoredValue<String>, currency: Currency) -> impl IntoView {
    let (sheet, language) = (use_sheet(), use_language());
    let amount = Memo::new(move |_| {
        known.with_value(|name| limit(&sheet.shown(), name).and_then(|limit| of(&limit.up_to, currency)))
    });
    let set = Callback::new(move |amount| {
        sheet.change(|draft| {
            let own = draft.limits.iter_mut().find(|limit| known.with_value(|name| limit.approver == *name));
            own.into_iter().for_each(|limit| put(&mut limit.up_to, currency, amount));
        });
    });
    let label = Signal::derive(move || known.with_value(|name| text::limit_of(language.get(), name, currency.code())));
    view! {
        <span class="cluster">
            <span class="faint small">{currency.code()}</span>
            <Amount
                id=known.with_value(|name| format!("limit {name} {}", currency.code()))
                currency
                amount
                may_be_empty=true
                label
                on_change=set
            />
        </span>
    }
}
