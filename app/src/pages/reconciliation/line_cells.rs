//! What a line says, in the cells of a row; the same for a file's lines and for a day's.

use leptos::prelude::*;
use shared::recon::{Direction, Line};
use shared::text::Text;
use shared::text::app::recon as text;

use super::late_for::LateFor;
use crate::api::recon::Day;
use crate::components::money::Money;
use crate::components::time::{Time, ZoneTime};
use crate::state::language::{Say, use_language};

/// The heads of the cells, with their classes.
pub const COLUMNS: [(Say, &str); 5] = [
    (text::when, ""),
    (text::kind, ""),
    (text::order_number, ""),
    (text::counterparty, ""),
    (text::amount, "table__end"),
];

/// The cells.
#[component]
pub fn LineCells(
    /// The line.
    line: Line,
    /// The zone whose clock shows when it was, in minutes ahead of UTC; the reader's own where there is none.
    #[prop(default = None)]
    offset_minutes: Option<i32>,
    /// The closed day that it came too late for.
    #[prop(default = None)]
    late_for: Option<Day>,
) -> impl IntoView {
    let language = use_language();
    let (kind, status, direction) = (line.kind, line.status, line.direction);
    let is_settled = status == shared::recon::LineStatus::Settled;
    let when = match (line.at, offset_minutes) {
        (Some(at), Some(offset_minutes)) => view! { <ZoneTime at offset_minutes /> }.into_any(),
        (Some(at), None) => view! { <Time at /> }.into_any(),
        (None, _) => view! { <span class="figures nowrap">{line.date.to_string()}</span> }.into_any(),
    };
    let references = line.references;
    let main = references.order_number.or(references.original_order_number).or(references.entry_reference);
    let others = references.channel_number.or(references.batch_number);
    let fee = line.fee.filter(|fee| fee.minor() != 0);
    let sign = match direction {
        Direction::In => "+",
        Direction::Out => "−",
    };
    view! {
        <td class="recon__when">
            {when} {late_for.map(|day| view! { <br /><LateFor day /> })}
        </td>
        <td class="nowrap recon__kind">
            {move || kind.text(language.get())}
            {(!is_settled)
                .then(|| view! { " " <span class="faint small">{move || status.text(language.get())}</span> })}
        </td>
        <td class="recon__references">
            <code>{main}</code>
            {others.map(|number| view! { <br /><code class="faint small">{number}</code> })}
        </td>
        <td class="clip recon__counterparty">{line.counterparty}</td>
        <td class="figures table__end nowrap">
            {sign} <Money amount=line.amount />
            {fee.map(|fee| view! { <br /><span class="faint small">{move || text::fee(language.get())} " " <Money amount=fee /></span> })}
        </td>
    }
}
