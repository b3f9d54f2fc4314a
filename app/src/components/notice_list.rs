//! What the desk tells the reader, in words, and where the reader finds more.

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::notices::{Notice, NoticeView};
use shared::recon::AccountId;
use shared::text::Lang;
use shared::text::app::{notices as text, shell};
use shared::webhook::Disabled;

use crate::api::notices::Notices;
use crate::api::{encoded, use_api};
use crate::components::button::{Button, Weight};
use crate::components::loaded::Reading;
use crate::components::time::Time;
use crate::state::channels::use_channels;
use crate::state::language::{say, say_string, use_language};
use crate::written;

fn words(notice: &Notice, lang: Lang) -> String {
    match notice {
        Notice::TakenOver { by } => text::taken_over(lang, by),
        Notice::ProposalVoided { proposal, evidence } => text::voided(lang, *proposal, *evidence),
        Notice::ProposalOvertaken { proposal, channel_version } => text::overtaken(lang, *proposal, *channel_version),
        Notice::ProposalOutruled { proposal, policy_version } => text::outruled(lang, *proposal, *policy_version),
        Notice::ProposalRejected { proposal, by, reason } => text::rejected(lang, *proposal, by, reason),
        Notice::ProposalApproved { proposal, by } => text::approved(lang, *proposal, by),
        Notice::OrderFailed { order, reason } => text::order_failed(lang, &order.to_string(), reason),
        Notice::OrderUnanswered { order } => text::order_unanswered(lang, &order.to_string()),
        Notice::CameAfterAll { order, amount } => {
            text::came_after_all(lang, &written::in_words(*amount), &order.to_string())
        }
        Notice::FundsArrived { order } => text::funds_arrived(lang, &order.to_string()),
        Notice::OrderNotAsTold { order } => text::order_not_as_told(lang, &order.to_string()),
        Notice::BookedOtherwise { found } => {
            text::booked_otherwise(lang, &written::in_words(found.told), &written::in_words(found.booked))
        }
        Notice::OrderApproved { order, by } => text::order_approved(lang, &order.to_string(), by),
        Notice::Overdue { due_at } => text::overdue(lang, &written::local_moment(*due_at)),
        Notice::EndpointDisabled { description, reason: Disabled::Gone, .. } => text::endpoint_gone(lang, description),
        Notice::EndpointDisabled { description, .. } => text::endpoint_failing(lang, description),
        Notice::Contradicted { opened } => text::contradicted(lang, &opened.to_string()),
        Notice::ChannelChangeWaits { change, by, .. } => text::channel_change_waits(lang, *change, by),
        Notice::ChannelChangeApproved { change, by, version, .. } => {
            text::channel_change_approved(lang, *change, by, *version)
        }
        Notice::ChannelChangeRejected { change, by, reason, .. } => {
            text::channel_change_rejected(lang, *change, by, reason)
        }
        Notice::ClosingWaits { account, date, by } => text::closing_waits(lang, &day(account, *date), by),
        Notice::ClosingRejected { account, date, by, reason } => {
            text::closing_rejected(lang, &day(account, *date), by, reason)
        }
        Notice::ClosingVoided { account, date } => text::closing_voided(lang, &day(account, *date)),
        Notice::PolicyChangeWaits { change, by } => text::policy_change_waits(lang, *change, by),
        Notice::PolicyChangeApproved { change, by, version } => {
            text::policy_change_approved(lang, *change, by, *version)
        }
        Notice::PolicyChangeRejected { change, by, reason } => text::policy_change_rejected(lang, *change, by, reason),
        Notice::ChannelChangeVoided { change, version, .. } => text::channel_change_voided(lang, *change, *version),
    }
}

/// The day of an account.
fn day(account: &AccountId, date: NaiveDate) -> String {
    format!("{account} {date}")
}

/// Where the reader finds more.
fn place(notice: &NoticeView) -> String {
    if let Some(channel) = notice.notice.channel() {
        return format!("/channels/{}", encoded(channel));
    }
    if let Some((account, date)) = notice.notice.day() {
        return format!("/reconciliation/{}/{date}", encoded(account.as_str()));
    }
    if notice.notice.is_about_policy() {
        return "/admin/policies".to_owned();
    }
    match (notice.number, &notice.notice) {
        (Some(number), _) => format!("/cases/{number}"),
        (None, Notice::EndpointDisabled { endpoint, .. }) => format!("/admin/webhooks/{endpoint}"),
        (None, _) => "/".to_owned(),
    }
}

/// The notices, the newest first.
#[component]
pub fn NoticeList(
    /// What is told.
    reading: Reading<Notices>,
    /// Whether the panel around it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let api = use_api();
    let notices = move || reading.value.with(|list| list.as_ref().map(Notices::read).unwrap_or_default());
    let has_unread = move || reading.value.with(|list| list.as_ref().is_some_and(|list| list.unread > 0));
    let read_all = move |()| {
        let newest = untrack(|| notices().iter().map(|notice| notice.id).max());
        let Some(newest) = newest else { return };
        spawn_local(async move {
            // What could not be marked stays unread and can be marked again.
            if api.read_notices(newest).await.is_ok() {
                reading.again();
            }
        });
    };
    view! {
        <header class="notices__head">
            <h2>{say(shell::notices)}</h2>
            <Show when=has_unread>
                <Button label=say_string(shell::notices_read_all) small=true weight=Weight::Quiet on_press=read_all />
            </Show>
        </header>
        <div class="notices">
            <Show when=move || notices().is_empty()>
                <p class="menu__note">{say(shell::notices_empty)}</p>
            </Show>
            <For each=notices key=|notice| (notice.id, notice.read) let:notice>
                <Line notice open />
            </For>
        </div>
    }
}

#[component]
fn Line(notice: NoticeView, open: RwSignal<bool>) -> impl IntoView {
    let (language, channels) = (use_language(), use_channels());
    let unread = !notice.read;
    let (href, number) = (place(&notice), notice.number.map(|number| number.to_string()));
    let channel = notice.notice.channel().map(str::to_owned);
    let about = move || number.clone().or_else(|| Some(channels.name(channel.as_ref()?, language.get())));
    view! {
        <a class="notices__item" class:notices__item--new=unread href=href on:click=move |_| open.set(false)>
            <span class="notices__dot" aria-hidden="true"></span>
            <span class="cluster small">
                {move || about().map(|about| view! { <strong class="figures">{about}</strong> })}
                <span class="faint"><Time at=notice.at /></span>
                {unread.then(|| view! { <span class="unseen">{say(text::new)}</span> })}
            </span>
            <span>{move || words(&notice.notice, language.get())}</span>
        </a>
    }
}
