//! What stands in the way of acting on an order, by the rules that its case's own page asks: whoever does not hold the case
//! is told so before they try, and may claim it here; what else the rules lack is told where an act was refused.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::commands::ClaimRequest;
use shared::api::exceptions::CaseView;
use shared::case::CaseNumber;
use shared::correction::{CorrectionKind, CorrectionOrder};
use shared::resolution::{Deciding, Unmet, choices};
use shared::text::Text;
use shared::text::app::{case as case_text, corrections as text};

use crate::api::{Api, use_api};
use crate::components::button::{Button, Weight};
use crate::components::focus::{HEADING, settle};
use crate::components::problem_notice::{ProblemNotice, Words};
use crate::failure::Failure;
use crate::state::clock::use_clock;
use crate::state::language::{say, say_string, use_language};
use crate::state::live::{News, use_live};
use crate::state::session::use_session;
use crate::state::toasts::{Tone, use_toasts};

/// Where the keyboard goes once the case is claimed and the button for it is gone: to what is asked next.
const AFTER_CLAIM: &[&str] = &["main .orders textarea", HEADING];

/// The order's case, as far as it was looked at.
#[derive(Clone, Copy)]
pub struct Obstacle {
    api: Api,
    case: CaseNumber,
    view: RwSignal<Option<CaseView>>,
    unmet: Memo<Vec<Unmet>>,
    /// Why the last act was refused.
    pub failure: RwSignal<Option<Failure>>,
}

impl Obstacle {
    /// Of an order. Where its case does not show beside it, the case is looked at from the start, and whenever it changes.
    pub fn of(order: &CorrectionOrder, is_alone: bool) -> Self {
        let (api, session, clock) = (use_api(), use_session(), use_clock());
        let (case, kind) = (order.case, order.kind());
        let view = RwSignal::new(None::<CaseView>);
        let unmet = Memo::new(move |_| {
            let (now, reader) = (clock.every_second(), session.reader());
            let (name, roles) = reader.as_ref().map_or(("", [].as_slice()), |reader| (&reader.name, &reader.roles));
            let deciding = Deciding { name, roles, now };
            view.with(|view| view.as_ref().map(|view| unmet(view, kind, &deciding)).unwrap_or_default())
        });
        let obstacle = Self { api, case, view, unmet, failure: RwSignal::default() };
        if is_alone {
            obstacle.look();
            use_live().listen(move |news| match news {
                News::Changed(row) if row.number == case => obstacle.look(),
                News::ReadAnew => obstacle.look(),
                News::Changed(_) | News::Notices(_) | News::Presence(_) => {}
            });
        }
        obstacle
    }

    /// The version of the case that was looked at.
    pub fn case_version(self) -> Option<i64> {
        self.view.with_untracked(|view| view.as_ref().map(|view| view.case.version))
    }

    /// Looks at the case anew.
    pub fn look(self) {
        spawn_local(async move {
            // What could not be read stays as it was; the banner says that the connection is lost.
            if let Ok(view) = self.api.case(self.case).await {
                self.view.try_set(Some(view));
            }
        });
    }

    /// Takes note that an act was refused, and looks why.
    pub fn refuse(self, failure: Failure) {
        if failure.is_conflict() {
            self.look();
        }
        self.failure.try_set(Some(failure));
    }

    /// What is told: why an act was refused, with what the rules lack; before any, only who holds the case.
    fn words(self) -> Signal<Option<Words>> {
        let language = use_language();
        Signal::derive(move || {
            let (lang, unmet) = (language.get(), self.unmet.get());
            let say = |unmet: &Unmet| unmet.text(lang);
            match self.failure.get() {
                Some(failure) => {
                    let told = failure.words(lang);
                    let lacks = unmet.iter().filter(|_| failure.is_conflict()).map(say);
                    Some(Words { lines: told.lines.iter().cloned().chain(lacks).collect(), ..told })
                }
                None => {
                    let mut lines = unmet.iter().filter(|unmet| is_of_state(unmet)).map(say);
                    lines.next().map(|title| Words { title, lines: lines.collect(), gentle: true })
                }
            }
        })
    }

    fn claim(self) -> Callback<()> {
        let (language, toasts) = (use_language(), use_toasts());
        Callback::new(move |()| {
            let Some(version) = self.view.with_untracked(|view| view.as_ref().map(|view| view.case.version)) else {
                return;
            };
            spawn_local(async move {
                let request = ClaimRequest { version, take_over: false };
                let answer = self.api.claim(self.case, &request).await;
                self.look();
                match answer {
                    Ok(()) => {
                        self.failure.try_set(None);
                        toasts.show(Tone::Done, case_text::claimed(language.get_untracked()));
                        settle(AFTER_CLAIM);
                    }
                    Err(refused) => drop(self.failure.try_set(Some(refused))),
                }
            });
        })
    }
}

/// What the rules lack for an order of this kind. A fee is adjusted beside all else, and what is in transit is cleared after it: only
/// who holds the case counts.
fn unmet(view: &CaseView, kind: CorrectionKind, deciding: &Deciding<'_>) -> Vec<Unmet> {
    let situation = view.situation();
    let choices = choices(&situation, deciding);
    let of_it = choices.iter().find(|choice| choice.resolution == kind.resolution()).or(choices.first());
    let settles = kind.settles(view.case.kind);
    let unmet = of_it.map(|choice| choice.unmet.clone()).unwrap_or_default();
    unmet.into_iter().filter(|unmet| settles || is_of_state(unmet)).collect()
}

/// Whether it is about who may act on the case now, and not about what the evidence shows.
fn is_of_state(unmet: &Unmet) -> bool {
    matches!(
        unmet,
        Unmet::NotPermitted | Unmet::CaseClosed | Unmet::ProposalOpen { .. } | Unmet::NotClaimed | Unmet::HeldBy { .. }
    )
}

/// The notice, with claiming the case where nobody has it.
#[component]
pub fn ObstacleNotice(
    /// What stands in the way.
    obstacle: Obstacle,
) -> impl IntoView {
    let is_free = Memo::new(move |_| obstacle.unmet.with(|unmet| unmet.contains(&Unmet::NotClaimed)));
    let is_held = Memo::new(move |_| {
        obstacle.unmet.with(|unmet| unmet.iter().any(|unmet| matches!(unmet, Unmet::HeldBy { .. })))
    });
    let claim = obstacle.claim();
    view! {
        <ProblemNotice words=obstacle.words()>
            <Show when=move || is_free.get()>
                <Button label=say_string(text::claim_case) weight=Weight::Primary small=true on_press=claim />
            </Show>
            <Show when=move || is_held.get()>
                <a class="link" href=format!("/cases/{}", obstacle.case)>{say(text::to_case)}</a>
            </Show>
        </ProblemNotice>
    }
}
