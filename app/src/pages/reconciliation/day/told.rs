//! The balances that persons told: how much, who told it and when, when and where they saw it, and what shows it.

use leptos::prelude::*;
use shared::api::recon::ToldBalance;
use shared::digest::Digest;
use shared::text::Text;
use shared::text::app::recon as text;

use super::Shown;
use crate::components::icon::{Glyph, Icon};
use crate::components::money::Money;
use crate::components::time::Time;
use crate::state::language::{say, use_language};
use crate::written;

/// The list; nothing where files told them all.
#[component]
pub fn Told(
    /// Every balance of the day.
    balances: Vec<ToldBalance>,
    /// The day.
    shown: Shown,
) -> impl IntoView {
    let by_hand: Vec<ToldBalance> = balances.into_iter().filter(|told| told.file.is_none()).collect();
    (!by_hand.is_empty()).then(|| {
        view! {
            <h3>{say(text::told_balances)}</h3>
            <ul class="stack small">{by_hand.into_iter().map(|told| view! { <OneTold told shown /> }).collect_view()}</ul>
        }
    })
}

#[component]
fn OneTold(told: ToldBalance, shown: Shown) -> impl IntoView {
    let language = use_language();
    let ToldBalance { moment, amount, by, at, seen_at, reference, reason, attachments, .. } = told;
    view! {
        <li class="stack stack--tight">
            <p class="recon__told">
                <strong>{move || moment.text(language.get())}</strong>
                <Money amount />
            </p>
            {reason.map(|reason| view! { <p>{reason}</p> })}
            {seen_at.map(|at| view! { <Seen at reference /> })}
            <p class="muted">
                {move || text::told_by(language.get(), &written::actor(&by, language.get()))}
                " · " {say(text::told_at)} " " <Time at />
            </p>
            <Files files=attachments shown />
        </li>
    }
}

/// When it was seen, and by which reference somebody else finds the page again.
#[component]
fn Seen(at: chrono::DateTime<chrono::Utc>, reference: Option<String>) -> impl IntoView {
    view! {
        <p class="muted">
            {say(text::told_seen_at)} " " <Time at />
            {reference.map(|code| view! { " · " {say(text::told_reference)} " " <code>{code}</code> })}
        </p>
    }
}

#[component]
fn Files(files: Vec<Digest>, shown: Shown) -> impl IntoView {
    let count = files.len();
    let file = |(place, digest): (usize, Digest)| {
        let address = shown.day.with_value(|day| day.attachment_address(digest));
        view! { <File address number=(count > 1).then_some(place + 1) /> }
    };
    (count > 0).then(|| view! { <ul class="attachments">{files.into_iter().enumerate().map(file).collect_view()}</ul> })
}

#[component]
fn File(address: String, number: Option<usize>) -> impl IntoView {
    let language = use_language();
    // The day names its files by their digests alone: what the browser cannot show as an image is a document.
    let is_image = RwSignal::new(true);
    let link = address.clone();
    let label = move || match number {
        Some(number) => text::told_file_of(language.get(), number),
        None => text::told_file(language.get()).to_owned(),
    };
    view! {
        <li>
            // Not a page of this app: the browser opens it by itself.
            <a class="attachment" href=link target="_blank" rel="external noopener">
                <Show when=move || is_image.get() fallback=|| view! { <Icon glyph=Glyph::File /> }>
                    <img src=address.clone() alt="" loading="lazy" on:error=move |_| is_image.set(false) />
                </Show>
                <span class="small">{label}</span>
            </a>
        </li>
    }
}
