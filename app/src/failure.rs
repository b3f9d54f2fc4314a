//! What can go wrong with a request, and the words for it: what happened, what was kept, what to do.

use serde::Deserialize;
use shared::api::problem::{Code, FieldProblem};
use shared::text::Lang;
use shared::text::app::common;

use crate::components::problem_notice::Words;

/// What the app reads of a problem. What a refused resolution lacks is not among it: the case's page asks the rules
/// themselves, and reading it would be code that the first load can do without.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Problem {
    /// What the code means, in the reader's language.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable code.
    pub code: Code,
    /// What happened here.
    #[serde(default)]
    pub detail: Option<String>,
    /// Every field at fault.
    #[serde(default)]
    pub errors: Vec<FieldProblem>,
    /// The request's identifier.
    #[serde(default)]
    pub request_id: Option<String>,
}

/// A request that did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The server refused, and says why.
    Problem(Box<Problem>),
    /// The server could not be reached; if something was being sent, nobody knows whether it arrived.
    Offline {
        /// Whether the request would have changed something.
        sending: bool,
    },
    /// The session has ended.
    SignedOut,
    /// The answer is none that this app knows.
    Unreadable,
}

impl Failure {
    /// The problem's code, where the server named one.
    pub fn code(&self) -> Option<Code> {
        match self {
            Self::Problem(problem) => Some(problem.code),
            _ => None,
        }
    }

    /// What was expected of a field, where the server found it at fault.
    pub fn expected(&self, field: &str) -> Option<String> {
        let Self::Problem(problem) = self else { return None };
        let of_field = |name: &str| name == field || name.starts_with(&format!("{field}["));
        problem.errors.iter().find(|error| of_field(&error.field)).map(|error| error.expected.clone())
    }

    /// Whether somebody else was first: what the reader saw is not what is.
    pub fn is_conflict(&self) -> bool {
        use Code::{
            AlreadyDecided, CaseChanged, CaseClosed, CaseHeld, CaseNotClaimed, EvidenceChanged, ProposalNotOpen,
            ProposalOpen, ResolutionBlocked,
        };
        matches!(
            self.code(),
            Some(
                CaseChanged
                    | CaseClosed
                    | CaseHeld
                    | CaseNotClaimed
                    | ProposalOpen
                    | ProposalNotOpen
                    | EvidenceChanged
                    | AlreadyDecided
                    | ResolutionBlocked
            )
        )
    }

    /// The words for it.
    pub fn words(&self, lang: Lang) -> Words {
        match self {
            Self::Problem(problem) => of_problem(problem, lang),
            Self::Offline { sending } => Words {
                title: common::offline_title(lang).to_owned(),
                lines: vec![
                    if *sending { common::offline_while_sending(lang) } else { common::offline_what_to_do(lang) }
                        .to_owned(),
                ],
                gentle: true,
            },
            Self::SignedOut => Words {
                title: common::signed_out(lang).to_owned(),
                lines: vec![common::kept(lang).to_owned()],
                gentle: true,
            },
            Self::Unreadable => Words {
                title: common::unreadable_title(lang).to_owned(),
                lines: vec![common::unreadable_what_to_do(lang).to_owned()],
                gentle: false,
            },
        }
    }
}

fn of_problem(problem: &Problem, lang: Lang) -> Words {
    let mut lines: Vec<String> = problem.detail.iter().cloned().collect();
    lines.extend(problem.errors.iter().map(|error| format!("{}: {}", error.field, error.expected)));
    if problem.status >= 500 {
        lines.extend(problem.request_id.iter().map(|id| common::request_id(lang, id)));
    }
    Words { title: problem.title.clone(), lines, gentle: matches!(problem.status, 409 | 429) }
}
