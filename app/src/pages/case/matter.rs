//! What a bounce, a late success or a duplicate is about: its returns with their two facts, its settlement lines, how all
//! attempts of the payout stand.

use leptos::prelude::*;
use shared::case::{Back, CaseKind, Line, Reported, Return};
use shared::resolution::{Attempt, AttemptStanding};
use shared::text::app::matter as text;
use shared::text::{Lang, return_reason};

use super::file::use_file;
use super::finding::{Balance, Discrepancy};
use super::verdict::PieceLink;
use crate::components::badge::{Badge, Meaning};
use crate::components::copy::Copy;
use crate::components::fact::{Fact, Facts as FactList};
use crate::components::icon::{Glyph, Icon};
use crate::components::money::Money;
use crate::components::time::Time;
use crate::state::language::{say, say_string, use_language};
use crate::written;

/// Everything that the case is about beyond its payout; nothing for an unknown payout.
#[component]
pub fn Matter() -> impl IntoView {
    let file = use_file();
    let kind = file.now(|view| Some(view.case.kind));
    match kind {
        Some(CaseKind::PayoutBounced) => view! { <Returns /> }.into_any(),
        Some(CaseKind::DuplicatePayout) => view! { <Lines /> }.into_any(),
        Some(CaseKind::LateSuccess) => view! { <Attempts /> }.into_any(),
        Some(CaseKind::Discrepancy) => view! { <Discrepancy /> }.into_any(),
        Some(CaseKind::BalanceBreak) => view! { <Balance /> }.into_any(),
        Some(CaseKind::PayoutUnknown) | None => ().into_any(),
    }
}

#[component]
fn Returns() -> impl IntoView {
    let file = use_file();
    let returns = file.memo(|view| view.case.matter.returns().to_vec());
    view! {
        <section class="fact-list">
            <h2>{say(text::returns)}</h2>
            <Show when=move || returns.with(Vec::is_empty)>
                <p class="small">{say(text::no_return)}</p>
            </Show>
            {move || returns.get().into_iter().map(|known| view! { <OneReturn known /> }).collect_view()}
        </section>
    }
}

#[component]
fn OneReturn(known: Return) -> impl IntoView {
    let is_back = known.is_back();
    let Return { reference, reported, back } = known;
    view! {
        <div class="matter">
            <dl>
                <Fact label=say_string(text::return_reference)>
                    <Copy code=reference />
                </Fact>
                {reported.clone().map(|reported| view! { <Told reported /> })}
            </dl>
            <div class="matter__facts">
                <ReportedFact reported />
                <BackFact back is_back />
            </div>
        </div>
    }
}

/// The reason of a return: its code, and what that means by the known lists, or else by the channel's own.
fn reason_words(reported: &Reported, channels: Option<&str>, lang: Lang) -> String {
    let code = reported.reason_code.as_deref();
    let meant = code.map(|code| match return_reason(code, lang).or(channels) {
        Some(words) => format!("{code}: {words}"),
        None => format!("{code} ({})", text::reason_unknown(lang)),
    });
    let said = reported.reason.as_ref().map(|said| format!("“{said}”"));
    [meant, said].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[component]
fn Told(reported: Reported) -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let has_reason = reported.reason_code.is_some() || reported.reason.is_some();
    let (amount, returned_at, fee) = (reported.amount, reported.returned_at, reported.fee);
    let fee_words = move || {
        let lang = language.get();
        fee.map(|fee| {
            let amount = written::in_words(fee.amount);
            if fee.given_back { text::fee_given_back(lang, &amount) } else { text::fee_kept(lang, &amount) }
        })
    };
    view! {
        <Fact label=say_string(text::returned_amount)>
            <strong><Money amount /></strong>
        </Fact>
        {has_reason
            .then(|| {
                let channels = reported.reason_code.as_deref().and_then(|code| {
                    file.now(|view| view.profile.return_wording(code).map(str::to_owned))
                });
                let words = move || reason_words(&reported, channels.as_deref(), language.get());
                view! { <Fact label=say_string(text::reason)>{words}</Fact> }
            })}
        <Fact label=say_string(text::returned_at)>
            <Time at=returned_at />
        </Fact>
        {fee.is_some().then(|| view! { <Fact label=say_string(text::fee)>{fee_words}</Fact> })}
    }
}

#[component]
fn ReportedFact(reported: Option<Reported>) -> impl IntoView {
    let Some(reported) = reported else {
        return view! { <Badge label=say_string(text::not_reported) glyph=Glyph::Circle meaning=Meaning::Unknown /> }
            .into_any();
    };
    view! {
        <span class="cluster">
            <Badge label=say_string(text::reported) glyph=Glyph::Check meaning=Meaning::Paid />
            <PieceLink seq=reported.evidence />
            {reported.read.then(|| view! { <span class="small muted">{say(text::read_from_notice)}</span> })}
        </span>
    }
    .into_any()
}

#[component]
fn BackFact(back: Option<Back>, is_back: bool) -> impl IntoView {
    let language = use_language();
    let Some(back) = back else {
        return view! { <Badge label=say_string(text::not_back) glyph=Glyph::Circle meaning=Meaning::Unknown /> }
            .into_any();
    };
    let amount = written::in_words(back.amount);
    let label = Signal::derive(move || {
        let lang = language.get();
        if is_back { text::back(lang).to_owned() } else { text::back_partly(lang, &amount) }
    });
    let (glyph, meaning) = if is_back { (Glyph::Check, Meaning::Paid) } else { (Glyph::Half, Meaning::Unknown) };
    view! {
        <span class="cluster">
            <Badge label glyph meaning />
            {back.evidence.into_iter().map(|seq| view! { <PieceLink seq /> }).collect_view()}
        </span>
    }
    .into_any()
}

#[component]
fn Lines() -> impl IntoView {
    let file = use_file();
    let lines = file.memo(|view| view.case.matter.lines().to_vec());
    view! {
        <section class="fact-list">
            <h2>{say(text::lines)}</h2>
            {move || lines.get().into_iter().map(|line| view! { <OneLine line /> }).collect_view()}
        </section>
    }
}

#[component]
fn OneLine(line: Line) -> impl IntoView {
    view! {
        <dl class="matter">
            <Fact label=say_string(text::settlement_line)>
                <span class="cluster">
                    <Copy code=line.reference />
                    <PieceLink seq=line.evidence />
                </span>
            </Fact>
            <Fact label=say_string(text::returned_amount_settled)>
                <strong><Money amount=line.amount /></strong>
            </Fact>
            <Fact label=say_string(text::line_settled)>
                <Time at=line.settled_at />
            </Fact>
            <Fact label=say_string(text::attempt)>
                <Copy code=line.attempt />
            </Fact>
        </dl>
    }
}

/// How every attempt of the payout stands, by whichever case knows of it.
#[component]
fn Attempts() -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let attempts = file.memo(|view| {
        let case = &view.case;
        let mut attempts = Attempt::all_of(case.number, &case.facts.order_number, &view.evidence);
        let known: Vec<String> = attempts.iter().map(|attempt| attempt.order_number.clone()).collect();
        attempts.extend(view.around.attempts.iter().filter(|other| !known.contains(&other.order_number)).cloned());
        attempts
    });
    view! {
        <FactList title=say_string(text::attempts)>
            {move || {
                attempts
                    .get()
                    .into_iter()
                    .map(|attempt| {
                        let (glyph, class) = attempt_look(attempt.standing);
                        view! {
                            <Fact label=Signal::derive(move || attempt_words(attempt.standing, language.get()).to_owned())>
                                <span class="cluster">
                                    <span class=class>
                                        <Icon glyph />
                                    </span>
                                    <Copy code=attempt.order_number.clone() />
                                    <a class="small muted" href=format!("/cases/{}", attempt.case)>{attempt.case.to_string()}</a>
                                </span>
                            </Fact>
                        }
                    })
                    .collect_view()
            }}
        </FactList>
    }
}

fn attempt_look(standing: AttemptStanding) -> (Glyph, &'static str) {
    match standing {
        AttemptStanding::Paid => (Glyph::Check, "tone--paid"),
        AttemptStanding::Returned => (Glyph::Return, "tone--not-paid"),
        AttemptStanding::NotPaid => (Glyph::Cross, "tone--not-paid"),
        AttemptStanding::NonFinal => (Glyph::Clock, "tone--unknown"),
        AttemptStanding::Unknown => (Glyph::Question, "tone--unknown"),
        AttemptStanding::Disputed => (Glyph::Split, "tone--contradiction"),
    }
}

fn attempt_words(standing: AttemptStanding, lang: Lang) -> &'static str {
    match standing {
        AttemptStanding::Paid => text::attempt_paid(lang),
        AttemptStanding::Returned => text::attempt_returned(lang),
        AttemptStanding::NotPaid => text::attempt_not_paid(lang),
        AttemptStanding::NonFinal => text::attempt_non_final(lang),
        AttemptStanding::Unknown => text::attempt_unknown(lang),
        AttemptStanding::Disputed => text::attempt_disputed(lang),
    }
}
