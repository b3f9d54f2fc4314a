//! How a source system files its first case: a request to copy, at this server's own address.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use leptos::prelude::*;
use shared::role::Permission;
use shared::text::app::{guide as text, shell};

use crate::components::copy::CopyBlock;
use crate::state::clock::use_clock;
use crate::state::language::say;
use crate::state::session::use_session;

/// How long ago the payout of the example was sent.
const SENT_BEFORE: TimeDelta = TimeDelta::minutes(20);
/// How long the example's system waited for an answer that did not come.
const TIMEOUT: TimeDelta = TimeDelta::seconds(30);

/// A request that files a payout whose answer never came, as a command.
fn request(origin: &str, now: DateTime<Utc>) -> String {
    let written = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let (sent_at, received_at) = (written(now - SENT_BEFORE), written(now - SENT_BEFORE + TIMEOUT));
    format!(
        r#"curl {origin}/api/v1/exceptions \
  -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' \
  -d '{{
    "kind": "payout_unknown",
    "source_system": "payout-core",
    "source_reference": "UNK-1",
    "channel": "wechat_transfer",
    "merchant": {{ "id": "M1", "name": "Pine & Harbour" }},
    "amount": {{ "amount": "1280.00", "currency": "CNY" }},
    "order_number": "P1",
    "beneficiary": {{ "name": "张小明", "account": "o-4fA71c" }},
    "sent_at": "{sent_at}",
    "first_response": {{
      "no_response": {{ "phase": "read" }},
      "latency_ms": 30000,
      "received_at": "{received_at}"
    }}
  }}'"#
    )
}

/// The section.
#[component]
pub fn FirstCase() -> impl IntoView {
    let (session, clock) = (use_session(), use_clock());
    let origin = window().location().origin().unwrap_or_default();
    let request = request(&origin, untrack(|| clock.now()));
    view! {
        <section class="guide__part" id="first-case">
            <h2>{say(text::first)}</h2>
            <div class="stack">
                <p>
                    {say(text::first_key)} " "
                    <Show when=move || session.may(Permission::ManageClients)>
                        <a class="no-print" href="/admin/clients">{say(shell::go_clients)}</a>
                    </Show>
                </p>
                <p>{say(text::first_call)}</p>
                <CopyBlock text=request />
                <p>{say(text::first_answer)}</p>
                <p>
                    <a href="/api/docs/" rel="external" target="_blank">{say(text::first_docs)}</a>
                </p>
            </div>
        </section>
    }
}
