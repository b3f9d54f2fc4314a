//! How the table is written: dates, signs, which way money went, and what to pass over.

use leptos::prelude::*;
use shared::recon::{Amounts, DATE_FORMATS, DecimalSign, Direction, Format, LineKind, Role, ThousandsSign};
use shared::text::Text;
use shared::text::app::recon as text;

use super::trying::Trying;
use super::typed::{typed, words};
use crate::components::field::{Check, Field, Select};
use crate::state::language::{say, say_string, use_language};

/// The section.
#[component]
pub fn Ways(
    /// The mapping.
    trying: Trying,
) -> impl IntoView {
    view! {
        <section class="stack">
            <h2>{say(text::mapping_ways)}</h2>
            <div class="recon__ways">
                <Rows trying />
                <Dates trying />
                <Numbers trying />
                <Way trying />
                <Kind trying />
            </div>
        </section>
    }
}

/// Which row names the columns, and which are passed over.
#[component]
fn Rows(trying: Trying) -> impl IntoView {
    let row =
        RwSignal::new(trying.mapping.with_untracked(|it| it.header_row).map(|row| row.to_string()).unwrap_or_default());
    Effect::new(move |_| {
        let named = row.with(|typed| typed.trim().parse::<u32>().ok());
        if trying.mapping.with_untracked(|mapping| mapping.header_row) != named {
            trying.name_by(named);
        }
    });
    let tail = typed(
        trying,
        |mapping| mapping.skip_tail.to_string(),
        |mapping, text| mapping.skip_tail = text.trim().parse().unwrap_or_default(),
    );
    let sheet = typed(
        trying,
        |mapping| mapping.sheet.clone().unwrap_or_default(),
        |mapping, text| mapping.sheet = Some(text.trim().to_owned()).filter(|sheet| !sheet.is_empty()),
    );
    let is_workbook = trying.preview.with_untracked(|preview| preview.format == Format::Xlsx);
    view! {
        <Field label=say_string(text::mapping_header_row) hint=say_string(text::mapping_header_row_hint) value=row optional=true />
        <Field label=say_string(text::mapping_skip_tail) hint=say_string(text::mapping_skip_tail_hint) value=tail optional=true />
        {is_workbook.then(|| view! { <Field label=say_string(text::mapping_sheet) hint=say_string(text::mapping_sheet_hint) value=sheet optional=true /> })}
    }
}

/// How dates are written; beside patterns that are known, any can be typed.
#[component]
fn Dates(trying: Trying) -> impl IntoView {
    let format = typed(
        trying,
        |mapping| mapping.date_format.clone(),
        |mapping, text| text.trim().clone_into(&mut mapping.date_format),
    );
    let time = typed(
        trying,
        |mapping| mapping.time_format.clone().unwrap_or_default(),
        |mapping, text| mapping.time_format = Some(text.trim().to_owned()).filter(|format| !format.is_empty()),
    );
    let has_time = Memo::new(move |_| trying.mapping.with(|mapping| mapping.columns.time.is_some()));
    let known = Signal::derive(move || {
        let typed = format.get();
        let others = DATE_FORMATS.iter().filter(|known| **known != typed).map(|known| (*known).to_owned());
        let all: Vec<String> = std::iter::once(typed.clone()).chain(others).collect();
        all.into_iter().map(|pattern| (pattern.clone(), pattern)).collect::<Vec<_>>()
    });
    view! {
        <Select label=say_string(text::mapping_date_known) value=format options=known />
        <Field label=say_string(text::mapping_date_format) hint=say_string(text::mapping_date_hint) value=format code=true />
        <Show when=move || has_time.get()>
            <Field label=say_string(text::mapping_time_format) hint=say_string(text::mapping_time_hint) value=time code=true />
        </Show>
    }
}

#[component]
fn Numbers(trying: Trying) -> impl IntoView {
    let language = use_language();
    let decimal = typed(
        trying,
        |mapping| place_of(&DECIMALS, mapping.numbers.decimal),
        |mapping, text| mapping.numbers.decimal = at(&DECIMALS, text),
    );
    let thousands = typed(
        trying,
        |mapping| place_of(&THOUSANDS, mapping.numbers.thousands),
        |mapping, text| mapping.numbers.thousands = at(&THOUSANDS, text),
    );
    let decimals = Signal::derive(move || numbered(&DECIMALS, language.get()));
    let all_thousands = Signal::derive(move || numbered(&THOUSANDS, language.get()));
    let minor = Signal::derive(move || trying.mapping.with(|mapping| mapping.numbers.minor_units));
    let has_fee = Memo::new(move |_| trying.mapping.with(|mapping| mapping.columns.fee.is_some()));
    let fee = Signal::derive(move || trying.mapping.with(|mapping| mapping.fee_is_negative));
    view! {
        <Select label=say_string(text::mapping_decimal) value=decimal options=decimals />
        <Select label=say_string(text::mapping_thousands) value=thousands options=all_thousands />
        <Check
            label=say_string(text::mapping_minor)
            checked=minor
            on_change=move |on| trying.mapping.update(|mapping| mapping.numbers.minor_units = on)
        />
        <Show when=move || has_fee.get()>
            <Check
                label=say_string(text::mapping_fee_negative)
                checked=fee
                on_change=move |on| trying.mapping.update(|mapping| mapping.fee_is_negative = on)
            />
        </Show>
    }
}

const DECIMALS: [DecimalSign; 2] = [DecimalSign::Point, DecimalSign::Comma];
const THOUSANDS: [ThousandsSign; 5] =
    [ThousandsSign::None, ThousandsSign::Comma, ThousandsSign::Point, ThousandsSign::Space, ThousandsSign::Apostrophe];
const DIRECTIONS: [Direction; 2] = [Direction::In, Direction::Out];

fn place_of<T: PartialEq>(all: &[T], one: T) -> String {
    all.iter().position(|known| *known == one).unwrap_or_default().to_string()
}

fn at<T: Copy>(all: &[T], place: &str) -> T {
    all[place.parse::<usize>().unwrap_or_default().min(all.len() - 1)]
}

fn numbered<T: Text>(all: &[T], lang: shared::text::Lang) -> Vec<(String, String)> {
    all.iter().enumerate().map(|(place, one)| (place.to_string(), one.text(lang))).collect()
}

/// Which way money went, as far as the columns do not say it by themselves.
#[component]
fn Way(trying: Trying) -> impl IntoView {
    let kind = Memo::new(move |_| trying.mapping.with(|mapping| std::mem::discriminant(&mapping.amounts)));
    move || {
        kind.get();
        match trying.mapping.with_untracked(|mapping| mapping.amounts.clone()) {
            Amounts::Signed { .. } => view! { <Signed trying /> }.into_any(),
            Amounts::Split { .. } => view! { <Split trying /> }.into_any(),
            Amounts::Directed { .. } => view! { <Directed trying /> }.into_any(),
        }
    }
}

#[component]
fn Signed(trying: Trying) -> impl IntoView {
    let language = use_language();
    let positive = typed(
        trying,
        |mapping| match mapping.amounts {
            Amounts::Signed { positive, .. } => place_of(&DIRECTIONS, positive),
            _ => String::new(),
        },
        |mapping, text| {
            if let Amounts::Signed { positive, .. } = &mut mapping.amounts {
                *positive = at(&DIRECTIONS, text);
            }
        },
    );
    let options = Signal::derive(move || numbered(&DIRECTIONS, language.get()));
    view! { <Select label=say_string(text::mapping_positive) hint=say_string(text::mapping_positive_hint) value=positive options /> }
}

#[component]
fn Split(trying: Trying) -> impl IntoView {
    let checked = Signal::derive(move || {
        trying.mapping.with(|mapping| matches!(mapping.amounts, Amounts::Split { out_is_negative: true, .. }))
    });
    let change = move |on| {
        trying.mapping.update(|mapping| {
            if let Amounts::Split { out_is_negative, .. } = &mut mapping.amounts {
                *out_is_negative = on;
            }
        });
    };
    view! { <Check label=say_string(text::mapping_out_negative) checked on_change=change /> }
}

#[component]
fn Directed(trying: Trying) -> impl IntoView {
    let words_in = typed(
        trying,
        |mapping| match &mapping.amounts {
            Amounts::Directed { words_in, .. } => words_in.join(", "),
            _ => String::new(),
        },
        |mapping, text| {
            if let Amounts::Directed { words_in, .. } = &mut mapping.amounts {
                *words_in = words(text);
            }
        },
    );
    let words_out = typed(
        trying,
        |mapping| match &mapping.amounts {
            Amounts::Directed { words_out, .. } => words_out.join(", "),
            _ => String::new(),
        },
        |mapping, text| {
            if let Amounts::Directed { words_out, .. } = &mut mapping.amounts {
                *words_out = words(text);
            }
        },
    );
    view! {
        <Field label=say_string(text::mapping_words_in) hint=say_string(text::mapping_words_hint) value=words_in />
        <Field label=say_string(text::mapping_words_out) value=words_out />
    }
}

/// What lines are of where no column says it.
#[component]
fn Kind(trying: Trying) -> impl IntoView {
    let language = use_language();
    let kind = typed(
        trying,
        |mapping| mapping.kind.map_or("", LineKind::name).to_owned(),
        |mapping, text| mapping.kind = LineKind::from_name(text),
    );
    let options = Signal::derive(move || {
        let lang = language.get();
        let kinds = LineKind::ALL.iter().map(|kind| (kind.name().to_owned(), kind.text(lang)));
        std::iter::once((String::new(), text::mapping_kind_none(lang).to_owned())).chain(kinds).collect::<Vec<_>>()
    });
    let is_open = Memo::new(move |_| !trying.roles().contains(&Role::Kind));
    view! {
        <Show when=move || is_open.get()>
            <Select label=say_string(text::mapping_kind) value=kind options />
        </Show>
    }
}
