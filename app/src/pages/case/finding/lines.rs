//! The lines that a finding is about, one below another: a case is read on a telephone, too.

use leptos::prelude::*;
use shared::recon::{Direction, Line, References, ShownLine, Side};
use shared::text::Text;
use shared::text::app::recon as recon_text;

use crate::components::copy::Copy;
use crate::components::money::Money;
use crate::pages::case::file::use_file;
use crate::state::language::{Say, say, use_language};
use crate::written;

/// Lines under what they are.
#[component]
pub fn Lines(
    /// What they are.
    title: Signal<String>,
    /// Each with whose it is, where that is known.
    lines: Vec<(Option<Side>, ShownLine)>,
) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        view! {
            <section class="fact-list">
                <h2>{move || title.get()}</h2>
                <ul class="found-lines">
                    {lines.into_iter().map(|(side, shown)| view! { <OneLine side line=shown.line /> }).collect_view()}
                </ul>
            </section>
        }
    })
}

#[component]
fn OneLine(side: Option<Side>, line: Line) -> impl IntoView {
    let language = use_language();
    let (kind, direction, status) = (line.kind, line.direction, line.status);
    let sign = if direction == Direction::In { "+" } else { "−" };
    let fee = line.fee.filter(|fee| fee.minor() != 0);
    // Whose it is stands first, or else what it is.
    let first = move || side.map_or_else(|| kind.text(language.get()), |side| side.text(language.get()));
    let what = move || {
        let lang = language.get();
        let kind = side.is_some().then(|| kind.text(lang));
        kind.into_iter().chain([direction.text(lang), status.text(lang)]).collect::<Vec<_>>().join(" · ")
    };
    let when = when(&line);
    let party: Vec<String> = [line.counterparty, line.counterparty_account].into_iter().flatten().collect();
    view! {
        <li class="found-line">
            <p class="found-line__head">
                <strong>{first}</strong>
                <span class="figures nowrap">{sign} <Money amount=line.amount /></span>
            </p>
            <p>{what}</p>
            <p class="muted figures">{when}</p>
            {fee.map(|fee| view! { <p class="muted">{say(recon_text::fee)} " " <Money amount=fee /></p> })}
            <Numbers references=line.references />
            {(!party.is_empty()).then(|| view! { <p class="muted">{say(recon_text::counterparty)} " " {party.join(" · ")}</p> })}
            {line.text.map(|words| view! { <p class="faint">{words}</p> })}
        </li>
    }
}

/// The business day, and the time by the channel's clock, by which the day is reckoned.
fn when(line: &Line) -> String {
    let zone = use_file().now(|view| view.profile.utc_offset_minutes);
    match line.at {
        Some(at) => format!("{} {} {}", line.date, written::time_on(at, zone, line.date), written::zone_name(zone)),
        None => line.date.to_string(),
    }
}

/// What the line can be found by.
#[component]
fn Numbers(references: References) -> impl IntoView {
    let References { order_number, channel_number, batch_number, original_order_number, entry_reference } = references;
    let numbers: [(Say, Option<String>); 5] = [
        (recon_text::order_number, order_number),
        (recon_text::original_order, original_order_number),
        (recon_text::channel_number, channel_number),
        (recon_text::batch_number, batch_number),
        (recon_text::entry_reference, entry_reference),
    ];
    numbers
        .into_iter()
        .filter_map(|(name, code)| Some((name, code?)))
        .map(|(name, code)| view! { <p class="found-line__number"><span class="muted">{say(name)}</span> <Copy code /></p> })
        .collect_view()
}
