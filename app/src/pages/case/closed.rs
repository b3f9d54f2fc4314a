//! How the case ended, and the way on.

use leptos::prelude::*;
use shared::actor::Actor;
use shared::case::State;
use shared::resolution::Outcome;
use shared::text::Text;
use shared::text::app::{common, decide as text};

use super::file::{CaseFile, use_file};
use super::finding::HandedOver;
use super::watched::Watched;
use crate::components::icon::{Glyph, Icon};
use crate::components::time::Time;
use crate::state::language::{say, use_language};
use crate::state::list::use_list;
use crate::state::session::use_session;
use crate::written;

/// The card.
#[component]
pub fn Closed() -> impl IntoView {
    let (file, language, list) = (use_file(), use_language(), use_list());
    let session = use_session();
    let handed_over = file.now(|view| {
        let of_finding = view.case.matter.disagreement().and_then(|found| found.handed_over_to);
        let is_so = view.case.state.outcome() == Some(Outcome::HandedOver);
        of_finding.or_else(|| view.around.elsewhere.first().filter(|_| is_so).map(|other| other.case))
    });
    let end = file.now(|view| match &view.case.state {
        State::Closed { outcome, closed_at, closed_by } => Some((*outcome, *closed_at, closed_by.clone())),
        _ => None,
    });
    end.map(|(outcome, closed_at, closed_by)| {
        let (glyph, class) = match outcome {
            Outcome::ConfirmedPaid
            | Outcome::Corrected
            | Outcome::Recovered
            | Outcome::NoticeWithdrawn
            | Outcome::NeverRepaid
            | Outcome::NotDuplicate
            | Outcome::Booked
            | Outcome::ReturnedToSender
            | Outcome::ClearedNextDay
            | Outcome::ClaimedFromChannel
            | Outcome::ClaimPaid
            | Outcome::Reversed
            | Outcome::Adjusted
            | Outcome::WithinTolerance
            | Outcome::Explained
            | Outcome::SettledByPayout
            | Outcome::HandedOver => (Glyph::Check, "verdict verdict--paid"),
            Outcome::ConfirmedNotPaid | Outcome::WrittenOff | Outcome::ClaimRefused => (Glyph::Cross, "verdict verdict--not-paid"),
        };
        let next = list.neighbour(file.number, 1);
        let own = closed_by == Actor::User(session.name());
        view! {
            <div class=class>
                <h2 class="verdict__word">
                    <Icon glyph />
                    {move || text::closed_title(language.get(), &outcome.text(language.get()))}
                </h2>
                <p class="cluster small">
                    <span>{move || text::closed_by(language.get(), &written::actor(&closed_by, language.get()))}</span>
                    <Time at=closed_at />
                </p>
            </div>
            {handed_over.map(|number| view! { <HandedOver number /> })}
            <p class="small muted">{say(text::closed_for_good)}</p>
            <Watched />
            {(!own).then(|| view! { <Typed file /> })}
            {next.map(|next| view! { <a class="button button--primary no-print" href=format!("/cases/{next}")>{say(text::open_next)}</a> })}
        }
    })
}

/// The reason that the reader was writing when somebody else closed the case.
#[component]
fn Typed(file: CaseFile) -> impl IntoView {
    view! {
        <Show when=move || file.reason.with(|reason| !reason.trim().is_empty())>
            <div class="small stack stack--tight">
                <p class="muted">{say(common::kept)}</p>
                <q>{move || file.reason.get()}</q>
            </div>
        </Show>
    }
}
