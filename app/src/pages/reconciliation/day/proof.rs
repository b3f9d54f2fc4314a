//! The balance: what the day opened with, what moved it, what it should close with, and what it closed with.

use leptos::prelude::*;
use shared::api::recon::{DayStanding, DayView};
use shared::money::Money as Amount;
use shared::recon::balance::{BalanceKnown, ProofState};
use shared::role::Permission;
use shared::text::Text;
use shared::text::app::recon as text;

use super::Shown;
use super::told::Told;
use crate::components::button::Button;
use crate::components::icon::{Glyph, Icon};
use crate::components::money::Money;
use crate::state::language::{Say, say, say_string, use_language};
use crate::state::session::use_session;

/// The section.
#[component]
pub fn ProofCard(
    /// The day.
    view: DayView,
    /// How to read it again.
    shown: Shown,
) -> impl IntoView {
    let (session, language) = (use_session(), use_language());
    let is_open = view.standing != DayStanding::Closed;
    let (proof, balances) = (view.proof, view.balances);
    let (state, movement) = (proof.state.clone(), proof.movement);
    let (glyph, class) = match &state {
        ProofState::Holds => (Glyph::Check, "tone--paid"),
        ProofState::Lacks { .. } => (Glyph::Question, "muted"),
        ProofState::Breaks { .. } => (Glyph::Alert, "tone--not-paid"),
    };
    view! {
        <section class="recon__card stack">
            <h2>{say(text::proof)}</h2>
            <table class="table recon__proof">
                <tbody>
                    <Known name=text::opening known=proof.opening />
                    <Moved name=text::proof_in amount=movement.map(|movement| movement.total_in) />
                    <Moved name=text::proof_out amount=movement.map(|movement| movement.total_out) />
                    <Moved name=text::proof_fees amount=movement.map(|movement| movement.fees) />
                    <Moved name=text::proof_worked_out amount=proof.worked_out />
                    <Known name=text::closing known=proof.closing />
                </tbody>
            </table>
            <p class=format!("recon__says {class}")>
                <Icon glyph />
                <span>{move || state.text(language.get())}</span>
            </p>
            <Told balances shown />
            <Show when=move || is_open && session.may(Permission::WorkRecon)>
                <div class="form__actions">
                    <Button label=say_string(text::record_balance) small=true on_press=move |()| shown.recording.set(true) />
                </div>
            </Show>
        </section>
    }
}

#[component]
fn Moved(name: Say, amount: Option<Amount>) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{say(name)}</th>
            <td class="figures table__end">
                {match amount {
                    Some(amount) => view! { <Money amount /> }.into_any(),
                    None => view! { <span class="faint">{say(text::not_known)}</span> }.into_any(),
                }}
            </td>
        </tr>
    }
}

#[component]
fn Known(name: Say, known: Option<BalanceKnown>) -> impl IntoView {
    let language = use_language();
    let amount = known.as_ref().map(|known| known.amount);
    let source = known.map(|known| {
        view! {
            <tr class="recon__source">
                <td colspan="2" class="faint small table__end">{move || known.source.text(language.get())}</td>
            </tr>
        }
    });
    view! {
        <Moved name amount />
        {source}
    }
}
