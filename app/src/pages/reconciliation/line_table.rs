//! The lines of a discrepancy or of a match, each with whose it is.

use leptos::prelude::*;
use shared::api::recon::DayLine;
use shared::recon::AccountId;
use shared::text::Text;
use shared::text::app::recon as text;

use super::late_for::late_for;
use super::line_cells::LineCells;
use crate::state::language::{say, use_language};

/// The table, which scrolls sideways by itself.
#[component]
pub fn LineTable(
    /// The lines, ours first.
    lines: Vec<DayLine>,
    /// The account.
    account: AccountId,
    /// The account's zone, in minutes ahead of UTC, where it is known.
    offset_minutes: Option<i32>,
) -> impl IntoView {
    let language = use_language();
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label=say(text::lines)>
            <table class="table recon__lines recon__lines--few">
                <tbody>
                    {lines
                        .into_iter()
                        .map(|line| {
                            let (side, late_for) = (line.side, late_for(&line, &account));
                            view! {
                                <tr>
                                    <td class="muted nowrap">{move || side.text(language.get())}</td>
                                    <LineCells line=line.line offset_minutes late_for />
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
}
