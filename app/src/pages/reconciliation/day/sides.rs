//! The two sides, sum by sum.

use leptos::prelude::*;
use shared::api::recon::{DayView, StatementView};
use shared::recon::Sums;
use shared::recon::{Side, closing::LineCounts};
use shared::text::Text;
use shared::text::app::recon as text;

use crate::components::money::Money;
use crate::state::language::{Say, say, use_language};

/// The table, and where the lines ended.
#[component]
pub fn Sides(
    /// The day.
    view: DayView,
) -> impl IntoView {
    let language = use_language();
    let lines = view.lines;
    let files = view.files;
    let sums = view.figures.map(|figures| (figures.ours, figures.channel));
    view! {
        <section class="recon__card stack">
            <h2>{say(text::sides)}</h2>
            {sums
                .map(|(ours, channel)| {
                    view! {
                        <table class="table">
                            <thead>
                                <tr>
                                    <td></td>
                                    <th scope="col" class="table__end">{move || Side::Ours.text(language.get())}</th>
                                    <th scope="col" class="table__end">{move || Side::Channel.text(language.get())}</th>
                                </tr>
                            </thead>
                            <tbody>{rows(&ours, &channel)}</tbody>
                        </table>
                    }
                })}
            <Places lines />
            <Files files />
        </section>
    }
}

fn rows(ours: &Sums, channel: &Sums) -> impl IntoView + use<> {
    let money = |name: Say, pick: fn(&Sums) -> shared::money::Money| {
        let (ours, channel) = (pick(ours), pick(channel));
        view! {
            <tr class:recon__apart=ours != channel>
                <th scope="row">{say(name)}</th>
                <td class="figures table__end"><Money amount=ours /></td>
                <td class="figures table__end"><Money amount=channel /></td>
            </tr>
        }
    };
    view! {
        <tr class:recon__apart=ours.count != channel.count>
            <th scope="row">{say(text::lines)}</th>
            <td class="figures table__end">{ours.count}</td>
            <td class="figures table__end">{channel.count}</td>
        </tr>
        {money(text::came_in, |sums| sums.sum_in)}
        {money(text::went_out, |sums| sums.sum_out)}
        {money(text::fees, |sums| sums.fees)}
    }
}

/// Where the lines of both sides ended.
#[component]
fn Places(lines: LineCounts) -> impl IntoView {
    let places: [(Say, u64); 5] = [
        (text::matched, lines.matched),
        (text::held, lines.held),
        (text::in_discrepancies, lines.in_open_cases + lines.in_closed_cases),
        (text::unsettled, lines.unmoved),
        (text::new_lines, lines.unplaced),
    ];
    view! {
        <dl class="recon__places">
            {places
                .map(|(name, count)| {
                    view! {
                        <div>
                            <dt>{say(name)}</dt>
                            <dd class="figures">{count}</dd>
                        </div>
                    }
                })
                .collect_view()}
        </dl>
    }
}

/// The files that the day's lines and balances came with.
#[component]
fn Files(files: Vec<StatementView>) -> impl IntoView {
    let language = use_language();
    let is_any = !files.is_empty();
    view! {
        <Show when=move || is_any>
            <h3>{say(text::files_title)}</h3>
        </Show>
        <ul class="stack stack--tight small">
            {files
                .into_iter()
                .map(|file| {
                    let side = file.side;
                    view! {
                        <li class="cluster">
                            <a class="clip" href=format!("/reconciliation/files/{}", file.id)>{file.name}</a>
                            <span class="muted">{move || side.text(language.get())}</span>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}
