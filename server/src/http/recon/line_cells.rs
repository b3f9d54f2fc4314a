//! A line of either side, as a row of a file.

use shared::recon::Line;

use crate::http::export::Cell;

/// The columns of a line.
pub const COLUMNS: [&str; 13] = [
    "date",
    "time",
    "kind",
    "direction",
    "amount",
    "fee",
    "currency",
    "status",
    "order_number",
    "channel_number",
    "entry_reference",
    "counterparty",
    "text",
];

/// Its cells, one a column.
pub fn of(line: &Line) -> [Cell; COLUMNS.len()] {
    let references = &line.references;
    [
        Cell::text(line.date),
        line.at.map_or(Cell::Empty, Cell::time),
        Cell::text(line.kind.name()),
        Cell::text(line.direction.name()),
        Cell::money(line.amount),
        line.fee.map_or(Cell::Empty, Cell::money),
        Cell::text(line.amount.currency().code()),
        Cell::text(line.status.name()),
        Cell::optional(references.order_number.as_ref()),
        Cell::optional(references.channel_number.as_ref()),
        Cell::optional(references.entry_reference.as_ref()),
        Cell::optional(line.counterparty.as_ref()),
        Cell::optional(line.text.as_ref()),
    ]
}
