//! The queue's filters: they live in the address, so that a view can be linked, saved and gone back to.

use leptos_router::params::ParamsMap;
use shared::case::{CaseKind, Priority, Standing};

use crate::api::encoded;
use crate::components::verdict_badge::VERDICTS;

/// The reader's own views, and all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// The reader has them.
    Mine,
    /// Nobody has them.
    Unassigned,
    /// Due within two hours, or overdue.
    DueSoon,
    /// They wait for the channel.
    Waiting,
    /// Proposals that the reader may decide.
    AwaitingApproval,
    /// Everything that is not closed.
    #[default]
    Open,
    /// Everything.
    All,
}

impl View {
    /// Every view, in order.
    pub const ALL: [Self; 7] =
        [Self::Mine, Self::Unassigned, Self::DueSoon, Self::Waiting, Self::AwaitingApproval, Self::Open, Self::All];

    /// Its name in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::DueSoon => "due_soon",
            Self::Waiting => "waiting",
            Self::AwaitingApproval => "awaiting_approval",
            Self::Open => "open",
            Self::All => "all",
        }
    }
}

/// What may be filtered by, besides the view and the search.
pub const FIELDS: [&str; 5] = ["kind", "channel", "verdict", "standing", "priority"];

/// The filters of the queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Which view.
    pub view: View,
    /// What is searched for.
    pub search: String,
    /// The values of [`FIELDS`], empty where any will do.
    pub values: [String; FIELDS.len()],
}

impl Filters {
    /// The filters that an address names; what it names wrongly is left out.
    pub fn from_address(params: &ParamsMap) -> Self {
        let value = |name: &str| params.get(name).unwrap_or_default();
        let named = value("view");
        Self {
            view: View::ALL.into_iter().find(|view| view.name() == named).unwrap_or_default(),
            search: value("q"),
            values: FIELDS.map(|field| Some(value(field)).filter(|value| is_known(field, value)).unwrap_or_default()),
        }
    }

    /// The query of an address, which is the API's too.
    pub fn to_query(&self) -> String {
        let mut parts = Vec::new();
        if self.view != View::default() {
            parts.push(format!("view={}", self.view.name()));
        }
        if !self.search.is_empty() {
            parts.push(format!("q={}", encoded(&self.search)));
        }
        for (field, value) in FIELDS.iter().zip(&self.values) {
            if !value.is_empty() {
                parts.push(format!("{field}={}", encoded(value)));
            }
        }
        parts.join("&")
    }

    /// What the API is asked for; it is always told the view.
    pub fn to_api(&self) -> String {
        let query = self.to_query();
        match (self.view == View::default(), query.is_empty()) {
            (true, true) => format!("view={}", self.view.name()),
            (true, false) => format!("view={}&{query}", self.view.name()),
            (false, _) => query,
        }
    }

    /// The address of the queue with these filters.
    pub fn address(&self) -> String {
        let query = self.to_query();
        if query.is_empty() { "/".to_owned() } else { format!("/?{query}") }
    }

    /// The same filters in another view.
    pub fn in_view(&self, view: View) -> Self {
        Self { view, ..Self::default() }
    }

    /// Whether anything but the view is chosen.
    pub fn is_narrowed(&self) -> bool {
        !self.search.is_empty() || self.values.iter().any(|value| !value.is_empty())
    }
}

fn is_known(field: &str, value: &str) -> bool {
    match field {
        "kind" => CaseKind::from_name(value).is_some(),
        "verdict" => VERDICTS.contains(&value),
        "standing" => Standing::ALL.iter().any(|standing| standing.name() == value),
        "priority" => Priority::ALL.iter().any(|priority| priority.name() == value),
        _ => !value.is_empty(),
    }
}
