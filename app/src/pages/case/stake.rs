//! What is lost if the case is decided wrongly; what is lost already, where something was. Of a case that is closed nothing is
//! at stake any more: how it ended says what became of it.

use leptos::prelude::*;
use shared::api::exceptions::CaseView;
use shared::case::{CaseKind, State};
use shared::money::Money;
use shared::text::Lang;
use shared::text::app::{case as text, finding};

use super::file::use_file;
use crate::state::language::{say, use_language};
use crate::written;

/// The section.
#[component]
pub fn Stake() -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let stakes = file.memo(Stakes::of);
    let lines = move || stakes.get().map(|stakes| stakes.lines(language.get())).unwrap_or_default();
    view! {
        <Show when=move || stakes.with(Option::is_some)>
            <section class="fact-list stack stack--tight">
                <h2>{say(text::at_stake)}</h2>
                {move || lines().into_iter().map(|line| view! { <p class="small">{line}</p> }).collect_view()}
            </section>
        </Show>
    }
}

/// What the lines are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stakes {
    kind: CaseKind,
    amount: Money,
    /// What came back, as it was reported; absent where no return says how much.
    returned: Option<Money>,
}

impl Stakes {
    fn of(view: &CaseView) -> Option<Self> {
        let (case, amount) = (&view.case, view.case.facts.amount);
        let is_open = !matches!(case.state, State::Closed { .. });
        let reported: Vec<i64> =
            case.matter.returns().iter().filter_map(|known| Some(known.reported.as_ref()?.amount.minor())).collect();
        let returned = (!reported.is_empty()).then(|| Money::from_minor(reported.iter().sum(), amount.currency()));
        // What the merchant has is no longer owed.
        let raised = &view.around.corrections;
        let credited: i64 = raised.iter().filter(|raised| raised.is_posted).map(|raised| raised.amount.minor()).sum();
        let is_credited = case.kind == CaseKind::PayoutBounced && returned.is_some_and(|all| credited >= all.minor());
        (is_open && !is_credited).then_some(Self { kind: case.kind, amount, returned })
    }

    fn lines(self, lang: Lang) -> Vec<String> {
        let amount = written::in_words(self.amount);
        match (self.kind, self.returned) {
            (CaseKind::LateSuccess, _) => vec![text::at_stake_late(lang, &amount)],
            (CaseKind::PayoutBounced, Some(returned)) if returned.minor() < self.amount.minor() => {
                vec![text::at_stake_bounced_partly(lang, &written::in_words(returned), &amount)]
            }
            (CaseKind::PayoutBounced, _) => vec![text::at_stake_bounced(lang, &amount)],
            (CaseKind::DuplicatePayout, _) => vec![text::at_stake_duplicate(lang, &amount)],
            (CaseKind::Discrepancy, _) => vec![finding::stake_discrepancy(lang, &amount)],
            (CaseKind::BalanceBreak, _) => vec![finding::stake_balance(lang, &amount)],
            (CaseKind::PayoutUnknown, _) => {
                vec![text::at_stake_twice(lang, &amount), text::at_stake_robbed(lang, &amount)]
            }
        }
    }
}
