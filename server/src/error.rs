//! The server's one error, and the one place that turns it into an RFC 9457 answer.
//!
//! What the outside sees (a code and its words) and what the log sees (the cause) are kept apart, so that internals
//! cannot leak.

use std::time::Duration;

use shared::api::problem::{Code, FieldCode, FieldProblem, Problem};
use shared::case::Refusal;
use shared::resolution::{NotApprover, Unmet};
use shared::text::{Lang, Text};

use crate::store::{Retryable, StoreError};

/// Why a request or command ended without its outcome.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is refused, for a reason that the caller is told.
    #[error("refused: {}", .0.code.name())]
    Refused(Box<Refused>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something that should not happen.
    #[error("{0}")]
    Internal(String),
}

/// A refusal, as the caller is told it.
#[derive(Debug)]
pub struct Refused {
    /// Why, for machines.
    pub code: Code,
    /// Why, for people, where there is more to say than the code's own words.
    pub detail: Option<Detail>,
    /// The fields at fault.
    pub errors: Vec<FieldProblem>,
    /// The requirements that are not met.
    pub unmet: Vec<Unmet>,
    /// When to try again.
    pub retry_after: Option<Duration>,
}

/// A field at fault; what was expected is said in the reader's language once that is known.
pub fn fault(field: impl Into<String>, code: FieldCode) -> FieldProblem {
    FieldProblem { field: field.into(), code, expected: String::new() }
}

/// A sentence in both languages.
#[derive(Clone, Debug)]
pub struct Detail {
    /// In English.
    pub en: String,
    /// 中文.
    pub zh: String,
}

impl Error {
    /// A refusal with a code alone.
    pub fn refuse(code: Code) -> Self {
        Self::Refused(Box::new(Refused { code, detail: None, errors: vec![], unmet: vec![], retry_after: None }))
    }

    /// A refusal that says more.
    pub fn explain(code: Code, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self::refuse(code).with(|refused| refused.detail = Some(Detail { en: en.into(), zh: zh.into() }))
    }

    /// Bad input, field by field.
    pub fn fields(errors: Vec<FieldProblem>) -> Self {
        Self::refuse(Code::InvalidFields).with(|refused| refused.errors = errors)
    }

    /// One field at fault, expected as its code says.
    pub fn field(field: impl Into<String>, code: FieldCode) -> Self {
        Self::fields(vec![fault(field, code)])
    }

    /// Bad parameters of the address, one by one.
    pub fn parameters(errors: Vec<FieldProblem>) -> Self {
        Self::refuse(Code::InvalidParameter).with(|refused| refused.errors = errors)
    }

    /// A resolution that the guards refuse.
    pub fn blocked(unmet: Vec<Unmet>) -> Self {
        Self::refuse(Code::ResolutionBlocked).with(|refused| refused.unmet = unmet)
    }

    /// A refusal that passes.
    pub fn later(code: Code, retry_after: Duration) -> Self {
        Self::refuse(code).with(|refused| refused.retry_after = Some(retry_after))
    }

    fn with(mut self, change: impl FnOnce(&mut Refused)) -> Self {
        if let Self::Refused(refused) = &mut self {
            change(refused);
        }
        self
    }

    /// The code that the caller is told.
    pub fn code(&self) -> Code {
        match self {
            Self::Refused(refused) => refused.code,
            Self::Store(StoreError::Unavailable(_)) => Code::Unavailable,
            Self::Store(
                StoreError::Conflict(_)
                | StoreError::Refused(_)
                | StoreError::BadData { .. }
                | StoreError::BadUrl
                | StoreError::Migration(_)
                | StoreError::Panicked
                | StoreError::Other(_),
            )
            | Self::Internal(_) => Code::Internal,
        }
    }

    /// When to try again, in whole seconds, where trying again helps.
    pub fn retry_after_seconds(&self) -> Option<u64> {
        match self {
            Self::Refused(refused) => refused.retry_after.map(|wait| wait.as_secs().max(1)),
            Self::Store(StoreError::Unavailable(_)) => Some(2),
            Self::Store(_) | Self::Internal(_) => None,
        }
    }

    /// The answer (RFC 9457), in the reader's language.
    pub fn problem(&self, lang: Lang, request_id: Option<String>) -> Problem {
        let code = self.code();
        let (detail, mut errors, unmet) = match self {
            Self::Refused(refused) => (refused.detail.clone(), refused.errors.clone(), refused.unmet.clone()),
            Self::Store(_) | Self::Internal(_) => (None, vec![], vec![]),
        };
        for fault in errors.iter_mut().filter(|fault| fault.expected.is_empty()) {
            fault.expected = fault.code.text(lang);
        }
        Problem {
            type_uri: format!("urn:holdfast:problem:{}", code.name()),
            title: code.text(lang),
            status: code.status(),
            code,
            detail: detail.map(|detail| lang.pick(detail.en, detail.zh)),
            errors,
            unmet,
            request_id,
        }
    }
}

impl Retryable for Error {
    fn is_retryable(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_retryable())
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Closed => Self::refuse(Code::CaseClosed),
            Refusal::NotClaimed => Self::refuse(Code::CaseNotClaimed),
            Refusal::HeldBy { owner } => {
                Self::explain(Code::CaseHeld, format!("{owner} has it."), format!("{owner} 正在处理。"))
            }
            Refusal::ProposalOpen { maker } => {
                Self::explain(Code::ProposalOpen, format!("{maker} proposed."), format!("提议人：{maker}。"))
            }
            Refusal::NoProposal => Self::refuse(Code::ProposalNotOpen),
            Refusal::NotWaiting => Self::refuse(Code::CaseChanged),
        }
    }
}

impl From<NotApprover> for Error {
    fn from(reason: NotApprover) -> Self {
        Self::refuse(match reason {
            NotApprover::IsMaker => Code::MakerMayNotCheck,
            NotApprover::HasDecided => Code::AlreadyDecided,
            NotApprover::NotOpen => Code::ProposalNotOpen,
            NotApprover::BeyondLimit { up_to } => {
                let (en, zh) = (format!("You may approve up to {up_to}."), format!("您的复核限额为 {up_to}。"));
                return Self::explain(Code::BeyondLimit, en, zh);
            }
            NotApprover::SeniorNeeded => Code::SeniorNeeded,
        })
    }
}
