//! The first rows as they are understood: each a line, or why it is none.

use leptos::prelude::*;
use shared::recon::{Fault, Line};
use shared::text::Text;
use shared::text::app::recon as text;

use super::super::file::place_words;
use super::super::line_cells::{COLUMNS, LineCells};
use super::trying::Trying;
use crate::components::icon::{Glyph, Icon};
use crate::components::problem_notice::ProblemNotice;
use crate::state::language::{say, use_language};

/// What becomes of a row.
#[derive(Clone)]
enum Becomes {
    Line(Box<Line>),
    Nothing(Box<Fault>),
}

/// The lines and the faults of rows, by their rows.
fn by_row(lines: Vec<Line>, faults: Vec<Fault>) -> Vec<(u32, Becomes)> {
    let lines = lines.into_iter().map(|line| (line.position, Becomes::Line(Box::new(line))));
    let of_row = |fault: Fault| (fault.place.line.unwrap_or_default(), Becomes::Nothing(Box::new(fault)));
    let mut rows: Vec<(u32, Becomes)> = lines.chain(faults.into_iter().map(of_row)).collect();
    rows.sort_by_key(|(row, _)| *row);
    rows
}

/// The section.
#[component]
pub fn AsUnderstood(
    /// The mapping.
    trying: Trying,
) -> impl IntoView {
    let language = use_language();
    let lacking = move || trying.preview.with(|preview| preview.lacking.clone());
    let rows = move || trying.preview.with(|preview| by_row(preview.lines.clone(), preview.faults.clone()));
    let counts = move || {
        let (lines, faults) = trying.preview.with(|preview| (preview.lines.len(), preview.faults.len()));
        text::mapping_counts(language.get(), lines, faults)
    };
    view! {
        <section class="stack" aria-label=say(text::mapping_understood)>
            <h2>{say(text::mapping_understood)}</h2>
            <ProblemNotice words=trying.words() />
            <Show
                when=move || lacking().is_empty()
                fallback=move || {
                    view! {
                        <ul class="stack stack--tight">
                            {move || {
                                lacking()
                                    .into_iter()
                                    .map(|fault| {
                                        view! {
                                            <li class="cluster tone--unknown">
                                                <Icon glyph=Glyph::Alert />
                                                <span>{move || fault.text(language.get())}</span>
                                            </li>
                                        }
                                    })
                                    .collect_view()
                            }}
                        </ul>
                    }
                }
            >
                <p class="small muted" role="status">{counts}</p>
                <div class="table-scroll" tabindex="0" role="region" aria-label=say(text::lines_title)>
                    <table class="table recon__lines">
                        <thead>
                            <tr>
                                <th scope="col">{say(text::row)}</th>
                                {COLUMNS.map(|(name, class)| view! { <th scope="col" class=class>{say(name)}</th> }).collect_view()}
                            </tr>
                        </thead>
                        <tbody>
                            {move || rows().into_iter().map(|(row, becomes)| view! { <Row row becomes /> }).collect_view()}
                        </tbody>
                    </table>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn Row(row: u32, becomes: Becomes) -> impl IntoView {
    let language = use_language();
    let number = (row > 0).then_some(row);
    let cells = match becomes {
        Becomes::Line(line) => view! { <LineCells line=*line /> }.into_any(),
        Becomes::Nothing(fault) => {
            let words = move || {
                let lang = language.get();
                let found = fault.place.found.as_deref().map(|found| text::fault_found(lang, found));
                let expected = fault.expected.as_ref().map(|it| text::fault_expected(lang, &it.text(lang)));
                let said = [Some(fault.kind.text(lang)), Some(place_words(&fault.place, lang)), found, expected];
                said.into_iter().flatten().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ")
            };
            view! {
                <td colspan=COLUMNS.len() class="tone--not-paid recon__fault">
                    <span class="recon__says">
                        <Icon glyph=Glyph::Cross />
                        <span>{words}</span>
                    </span>
                </td>
            }
            .into_any()
        }
    };
    view! {
        <tr>
            <td class="figures faint nowrap">{number}</td>
            {cells}
        </tr>
    }
}
