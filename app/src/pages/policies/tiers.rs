//! How many must agree: a row for each risk, a column for each size of amount.

use leptos::prelude::*;
use shared::policy::{APPROVALS_MAX, Band, Risk, Step};
use shared::text::app::policies as text;
use shared::text::{Lang, Text};

use super::use_sheet;
use crate::state::language::{say, use_language};

/// The table.
#[component]
pub fn Tiers() -> impl IntoView {
    let language = use_language();
    view! {
        <section class="policy__part">
            <h2>{say(text::tiers)}</h2>
            <p class="muted small">{say(text::tiers_intro)}</p>
            <table class="table table--cards tiers">
                <thead>
                    <tr>
                        <th scope="col">{say(text::column_risk)}</th>
                        {Band::ALL.map(|band| view! { <th scope="col">{move || band.text(language.get())}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{Risk::ALL.map(|risk| view! { <Row risk /> }).collect_view()}</tbody>
            </table>
        </section>
    }
}

#[component]
fn Row(risk: Risk) -> impl IntoView {
    let language = use_language();
    view! {
        <tr>
            <th scope="row">{move || risk.text(language.get())}</th>
            {Band::ALL
                .map(|band| {
                    view! {
                        <td>
                            <span class="table__label muted">{move || band.text(language.get())} " "</span>
                            <Cell risk band />
                        </td>
                    }
                })
                .collect_view()}
        </tr>
    }
}

fn step_words(step: Step, lang: Lang) -> String {
    match step.approvals {
        0 => text::nobody(lang).to_owned(),
        count if step.senior => {
            format!("{}{}{}", text::approvals(lang, count), lang.pick(", ", "，"), text::one_senior(lang))
        }
        count => text::approvals(lang, count),
    }
}

#[component]
fn Cell(risk: Risk, band: Band) -> impl IntoView {
    let (sheet, language) = (use_sheet(), use_language());
    let step = Memo::new(move |_| sheet.shown().step(risk, band));
    let floor = risk.floor(band);
    view! {
        <Show
            when=move || sheet.is_drafting()
            fallback=move || {
                view! {
                    <span class="figures" class:faint=move || step.get().approvals == 0>
                        {move || step_words(step.get(), language.get())}
                    </span>
                    {(floor > 0).then(|| view! { " " <span class="faint small">{move || text::at_least(language.get(), floor)}</span> })}
                }
            }
        >
            <Edit risk band step />
        </Show>
    }
}

/// A number to choose, from the fewest that may stand here on, and whether one of them is a senior's.
#[component]
fn Edit(risk: Risk, band: Band, step: Memo<Step>) -> impl IntoView {
    let (sheet, language) = (use_sheet(), use_language());
    let set = move |step: Step| {
        sheet.change(|draft| {
            draft.tiers.iter_mut().filter(|tier| tier.risk == risk).for_each(|tier| tier.set(band, step))
        });
    };
    let names = move |lang: Lang| (risk.text(lang), band.text(lang));
    let label = move || {
        let (risk, band) = names(language.get());
        text::cell(language.get(), &risk, &band)
    };
    let senior_label = move || {
        let (risk, band) = names(language.get());
        text::cell_senior(language.get(), &risk, &band)
    };
    let choose = move |event: leptos::ev::Event| {
        if let Ok(approvals) = event_target_value(&event).parse::<i32>() {
            set(Step { approvals, senior: step.get_untracked().senior && approvals > 0 });
        }
    };
    let options = (risk.floor(band)..=APPROVALS_MAX).map(|count| {
        view! { <option value=count.to_string() selected=move || step.get().approvals == count>{count}</option> }
    });
    view! {
        <span class="tiers__edit">
            <select class="input input--narrow" aria-label=label on:change=choose>
                {options.collect_view()}
            </select>
            <label class="check" title=senior_label>
                <input
                    type="checkbox"
                    aria-label=senior_label
                    prop:checked=move || step.get().senior
                    disabled=move || step.get().approvals == 0
                    on:change=move |event| set(Step { senior: event_target_checked(&event), ..step.get_untracked() })
                />
                <span class="small" aria-hidden="true">{say(text::senior)}</span>
            </label>
        </span>
    }
}
