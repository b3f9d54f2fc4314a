//! What is asked before closing the day is proposed, approved, rejected or taken back. It stays, with what was typed and with
//! what the server answered, whatever happens to the day meanwhile.

use leptos::prelude::*;
use shared::api::commands::ReasonRequest;
use shared::api::recon::{ApproveClosingRequest, DayView, ProposeClosingRequest};
use shared::digest::Digest;
use shared::text::Lang;
use shared::text::app::recon as text;

use super::super::ask::AskReason;
use super::Shown;
use super::act::Act;
use crate::api::use_api;
use crate::components::dialog::open_while;
use crate::state::language::{Say, use_language};
use crate::written;

/// What is asked of the reader; what binds names what they see as they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// To propose that the day is closed.
    Propose {
        /// What they see.
        seen: Digest,
    },
    /// To approve it.
    Approve {
        /// What they see.
        seen: Digest,
    },
    /// To reject it.
    Reject,
    /// To take it back.
    Withdraw,
}

impl Asked {
    fn name(self) -> Say {
        match self {
            Self::Propose { .. } => text::propose_closing,
            Self::Approve { .. } => text::approve_closing,
            Self::Reject => text::reject_closing,
            Self::Withdraw => text::withdraw_closing,
        }
    }

    fn toast(self) -> Say {
        match self {
            Self::Propose { .. } => text::closing_toast,
            Self::Approve { .. } => text::approved_toast,
            Self::Reject => text::rejected_toast,
            Self::Withdraw => text::withdrawn_toast,
        }
    }

    fn needs_reason(self) -> bool {
        matches!(self, Self::Reject | Self::Withdraw)
    }

    fn what(self, view: &DayView, lang: Lang) -> String {
        match self {
            Self::Propose { .. } => format!("{} {}", effect(view, lang), text::propose_closing_what(lang)),
            Self::Approve { .. } => format!("{} {}", effect(view, lang), text::approve_closing_what(lang)),
            Self::Reject => text::reject_closing_what(lang).to_owned(),
            Self::Withdraw => text::withdraw_closing_what(lang).to_owned(),
        }
    }
}

/// What moved and what is left, with the amounts in words; nothing where the proof is not complete.
fn effect(view: &DayView, lang: Lang) -> String {
    let (Some(moved), Some(closing)) = (&view.proof.movement, &view.proof.closing) else { return String::new() };
    let [came_in, went_out, fees, left] =
        [moved.total_in, moved.total_out, moved.fees, closing.amount].map(written::in_words);
    text::closing_effect(lang, &came_in, &went_out, &fees, &left)
}

/// The question.
#[component]
pub fn ClosingQuestion(
    /// The day.
    shown: Shown,
) -> impl IntoView {
    let (api, language, act) = (use_api(), use_language(), Act::on(shown));
    let open = open_while(shown.asked);
    Effect::new(move |_| {
        if open.get() {
            act.forget();
        }
    });
    let label = Signal::derive(move || shown.asked.get().map_or("", |asked| asked.name()(language.get())).to_owned());
    let what = Signal::derive(move || {
        let asked = shown.asked.get();
        let view = shown.view.get_untracked();
        asked.zip(view).map(|(asked, view)| asked.what(&view, language.get())).unwrap_or_default()
    });
    let optional = Signal::derive(move || shown.asked.get().is_some_and(|asked| !asked.needs_reason()));
    let go = move |typed: String| {
        let Some(asked) = shown.asked.get_untracked() else { return };
        let (day, reason) = (shown.day.get_value(), Some(typed.clone()).filter(|reason| !reason.is_empty()));
        let command = async move {
            match asked {
                Asked::Propose { seen } => api.propose_closing(&day, &ProposeClosingRequest { seen, reason }).await,
                Asked::Approve { seen } => api.approve_closing(&day, &ApproveClosingRequest { seen, reason }).await,
                Asked::Reject => api.reject_closing(&day, &ReasonRequest { reason: typed }).await,
                Asked::Withdraw => api.withdraw_closing(&day, &ReasonRequest { reason: typed }).await,
            }
        };
        act.send(command, move |()| {
            shown.asked.try_set(None);
            asked.toast()
        });
    };
    view! {
        <AskReason open title=label what yes=label optional problem=act.words() busy=act.busy on_yes=go />
    }
}
