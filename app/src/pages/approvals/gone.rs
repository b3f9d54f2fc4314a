//! Proposals that ended while the reader had them before them, shown as their makers saw them, selected or about to be decided:
//! they leave the list, and are named with how they ended. What the reader decided themselves is no news.

use leptos::prelude::*;
use shared::api::approvals::SeenView;
use shared::case::CaseNumber;
use shared::text::app::approvals as text;

use super::Desk;
use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::loaded::Reading;
use crate::components::problem_notice::{ProblemNotice, Words};
use crate::pages::case::proposal_state;
use crate::state::language::{say, say_string, use_language};

/// A proposal that ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Gone {
    number: CaseNumber,
    seq: i32,
}

impl Desk {
    /// Notices what leaves the list: it is selected and shown no longer, and told of where the reader had it before them.
    pub(super) fn notice_what_goes(self) {
        Effect::new(move |before: Option<Vec<Gone>>| {
            let waiting: Vec<Gone> =
                self.rows().iter().map(|row| Gone { number: row.case.number, seq: row.proposal.seq }).collect();
            for gone in before.into_iter().flatten().filter(|one| !waiting.contains(one)) {
                self.let_go(gone);
            }
            waiting
        });
    }

    fn let_go(self, gone: Gone) {
        let number = gone.number;
        let shows = self.seen.get_untracked() == Some(number);
        let is_selected = self.selected.with_untracked(|selected| selected.contains(&number));
        let is_asked = self.asked.with_untracked(|question| {
            question.as_ref().is_some_and(|question| question.rows.iter().any(|row| row.case.number == number))
        });
        if shows {
            self.seen.set(None);
        }
        if is_selected {
            self.toggle(number);
        }
        let is_own_doing = self.decided.try_update_value(|decided| decided.remove(&number)).unwrap_or_default();
        if (shows || is_selected || is_asked) && !is_own_doing {
            self.gone.update(|known| known.push(gone));
        }
        if is_asked && !is_own_doing {
            self.asked.update(|question| *question = question.take().and_then(|question| question.without(number)));
        }
    }
}

/// One notice each.
#[component]
pub fn GoneNotices(
    /// The list.
    desk: Desk,
) -> impl IntoView {
    view! {
        <div class="approvals__gone">
            <For each=move || desk.gone.get() key=|gone| *gone let:gone>
                <Notice gone desk />
            </For>
        </div>
    }
}

/// How it ended, as soon as that was read.
#[component]
fn Notice(gone: Gone, desk: Desk) -> impl IntoView {
    let (api, language) = (use_api(), use_language());
    let number = gone.number;
    let reading = Reading::<SeenView>::start(move || api.proposal_as_seen(number, gone.seq));
    let words = Signal::derive(move || {
        let lang = language.get();
        let how = reading.value.with(|seen| seen.as_ref().map(|seen| proposal_state(&seen.proposal.state, lang)));
        let line = how.map_or_else(|| text::gone_somehow(lang).to_owned(), |how| text::gone_how(lang, &how));
        Some(Words { title: text::gone(lang, &number.to_string()), lines: vec![line], gentle: true })
    });
    let forget = move |()| desk.gone.update(|known| known.retain(|one| *one != gone));
    view! {
        <ProblemNotice words>
            <p class="cluster">
                <a href=format!("/cases/{number}")>{say(text::open_case)}</a>
                <Button label=say_string(text::gone_seen) weight=Weight::Quiet small=true on_press=forget />
            </p>
        </ProblemNotice>
    }
}
