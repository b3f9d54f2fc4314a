//! What a line says, in the cells of a row; the same for a file's lines and for a day's.

use leptos::prelude::*;
use shared::recon::{Direction, Line};
use shared::text::Text;
use shared::text::app::recon as text;

use crate::components::money::Money;
use crate::components::time::Time;
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
) -> impl IntoView {
    let language = use_language();
    let (kind, status, direction) = (line.kind, line.status, line.direction);
    let is_settled = status == shared::recon::LineStatus::Settled;
    let when = match line.at {
        Some(at) => view! { <Time at /> }.into_any(),
        None => view! { <span class="figures nowrap">{line.date.to_string()}</span> }.into_any(),
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
        <td class="recon__when">{when}</td>
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
