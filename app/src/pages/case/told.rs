//! What a piece of evidence tells in fields of its own, in a short line: amounts, references and why. Read in the timeline, and
//! by a checker in what the maker saw.

use leptos::prelude::*;
use shared::evidence::{Details, ReturnFee, Returned};
use shared::money::Money as Amount;
use shared::recon::discrepancy::Differs;
use shared::recon::matching::Rule as MatchRule;
use shared::text::app::{finding, matter as text};
use shared::text::{Lang, Text, return_reason};

use super::file::CaseFile;
use crate::components::money::Money;
use crate::state::language::{Say, say, use_language};
use crate::written;

/// The line; nothing where the piece tells nothing that adds up to an amount.
#[component]
pub fn ToldLine(
    /// What the piece tells.
    details: Details,
) -> impl IntoView {
    let line = match details {
        Details::Return(returned) => view! { <ReturnLine returned /> }.into_any(),
        Details::FundsBack(funds) => view! {
            <Coded label=text::of_return code=funds.return_reference />
            " · "
            <Money amount=funds.amount />
            " · "
            <Coded label=text::booked_by code=funds.reference />
        }
        .into_any(),
        Details::Settlement(line) => view! {
            <Coded label=text::settlement_line code=line.reference />
            " · "
            <Money amount=line.amount />
        }
        .into_any(),
        Details::PayAgain(again) => view! {
            <Coded label=text::attempt code=again.order_number />
            " · "
            <Money amount=again.amount />
            " · "
            <q>{again.reason}</q>
        }
        .into_any(),
        // The latest finding is what the case is about; these lines say what it was about before.
        Details::Discrepancy(found) => {
            let differs = found.differs.into_iter().map(|field| view! { <br /> <Differing field /> }).collect_view();
            let cleared = found.cleared.map(|cleared| view! { <br /> <ClearedBy rule=cleared.rule /> });
            view! { <Found what=found.kind amount=found.amount /> {differs} {cleared} }.into_any()
        }
        Details::BalanceBreak(found) => {
            let amount = found.difference()?;
            view! { <Found what=found.proof.state amount /> }.into_any()
        }
    };
    Some(view! { <p class="small told">{line}</p> })
}

/// A reference, after what it is one of.
#[component]
fn Coded(label: Say, code: String) -> impl IntoView {
    view! {
        <span class="muted">{say(label)}</span>
        " "
        <code>{code}</code>
    }
}

#[component]
fn Found<T: Text + Send + 'static>(what: T, amount: Amount) -> impl IntoView {
    let language = use_language();
    view! {
        {move || what.text(language.get())}
        " · "
        <Money amount />
    }
}

/// What each side has in a field on which they differ.
#[component]
fn Differing(field: Differs) -> impl IntoView {
    let language = use_language();
    move || field.text(language.get())
}

/// That the sides agree by now, and by which rule their lines match.
#[component]
fn ClearedBy(rule: MatchRule) -> impl IntoView {
    let language = use_language();
    move || finding::cleared(language.get(), &rule.text(language.get()))
}

#[component]
fn ReturnLine(returned: Returned) -> impl IntoView {
    let language = use_language();
    let (fee, amount, reference) = (returned.fee, returned.amount, returned.reference.clone());
    // Among approvals no case is open whose channel could say what its own codes mean.
    let channels = use_context::<CaseFile>().and_then(|file| {
        let code = returned.reason_code.as_deref()?;
        file.now(|view| view.profile.return_wording(code).map(str::to_owned))
    });
    let why = move || reason_words(&returned, channels.as_deref(), language.get()).map(|words| format!(" · {words}"));
    let fee = move || fee.map(|fee| format!(" · {}", fee_words(fee, language.get())));
    view! {
        <Coded label=text::of_return code=reference />
        " · "
        <Money amount />
        {why}
        {fee}
    }
}

/// Why it came back: the code with what it means, and the channel's own words.
fn reason_words(returned: &Returned, channels: Option<&str>, lang: Lang) -> Option<String> {
    let meant = returned.reason_code.as_deref().map(|code| match return_reason(code, lang).or(channels) {
        Some(words) => format!("{code}: {words}"),
        None => code.to_owned(),
    });
    let said = returned.reason.as_ref().map(|said| format!("“{said}”"));
    let words: Vec<String> = [meant, said].into_iter().flatten().collect();
    (!words.is_empty()).then(|| words.join(" · "))
}

fn fee_words(fee: ReturnFee, lang: Lang) -> String {
    let amount = written::in_words(fee.amount);
    let what = if fee.given_back { text::fee_given_back(lang, &amount) } else { text::fee_kept(lang, &amount) };
    text::fee_is(lang, &what)
}
