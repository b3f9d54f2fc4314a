//! The queue's filters: they live in the address, so that a view can be linked, saved and gone back to.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use leptos_router::params::ParamsMap;
use shared::api::exceptions::CaseRow;
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
    /// Everything that is not closed.
    #[default]
    Open,
    /// Everything.
    All,
}

impl View {
    /// Every view, in order.
    pub const ALL: [Self; 6] = [Self::Mine, Self::Unassigned, Self::DueSoon, Self::Waiting, Self::Open, Self::All];

    /// Its name in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::DueSoon => "due_soon",
            Self::Waiting => "waiting",
            Self::Open => "open",
            Self::All => "all",
        }
    }

    /// The states that it holds; all of them where it names none.
    fn states(self) -> &'static [&'static str] {
        match self {
            Self::Mine => &["working", "waiting", "proposed"],
            Self::Unassigned => &["open"],
            Self::Waiting => &["waiting"],
            Self::DueSoon | Self::Open => &["open", "working", "waiting", "proposed"],
            Self::All => &[],
        }
    }

    /// Whether its cases can still be told apart by their state.
    pub fn has_states(self) -> bool {
        self.states().len() != 1
    }
}

/// What may be filtered by, besides the view and the search; the API's own names.
pub const FIELDS: [&str; 5] = ["kind", "channel", "verdict", "state", "priority"];

/// The place of the state in [`FIELDS`].
const STATE: usize = 3;

/// A case is due soon in its last two hours.
const DUE_SOON_HOURS: i64 = 2;

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

    /// The query of an address.
    pub fn to_query(&self) -> String {
        let view = (self.view != View::default()).then(|| format!("view={}", self.view.name()));
        view.into_iter().chain(self.narrowing()).collect::<Vec<_>>().join("&")
    }

    /// What the API is asked for at `now`.
    pub fn to_api(&self, now: DateTime<Utc>) -> String {
        let mut parts: Vec<String> = self.narrowing().collect();
        if self.values[STATE].is_empty() {
            let states = self.view.states();
            if !states.is_empty() {
                parts.push(format!("state={}", states.join(",")));
            }
        }
        match self.view {
            View::Mine => parts.push("owner=me".to_owned()),
            View::DueSoon => {
                let soon = now + TimeDelta::hours(DUE_SOON_HOURS);
                parts.push(format!("due_before={}", soon.to_rfc3339_opts(SecondsFormat::Secs, true)));
            }
            View::All => parts.push("order=newest".to_owned()),
            View::Unassigned | View::Waiting | View::Open => {}
        }
        parts.join("&")
    }

    /// Whether a case belongs here at `now`, for a reader; unknown (nothing) where only the server can find what is searched
    /// for.
    pub fn holds(&self, row: &CaseRow, reader: &str, now: DateTime<Utc>) -> Option<bool> {
        let states = self.view.states();
        let of_row = [row.kind.name(), &row.channel, &row.verdict, row.standing.name(), row.priority.name()];
        let fits = self.values.iter().zip(of_row).all(|(wanted, value)| wanted.is_empty() || wanted == value)
            && (!self.values[STATE].is_empty() || states.is_empty() || states.contains(&row.standing.name()))
            && match self.view {
                View::Mine => row.owner.as_deref() == Some(reader),
                View::DueSoon => row.due_at < now + TimeDelta::hours(DUE_SOON_HOURS),
                View::Unassigned | View::Waiting | View::Open | View::All => true,
            };
        if fits && !self.search.is_empty() { None } else { Some(fits) }
    }

    /// The place of a case in the list: in the order in which the API is asked for it.
    pub fn place(&self, row: &CaseRow) -> (i64, i64) {
        match self.view {
            View::All => (0, -row.number.0),
            _ => (row.due_at.timestamp_micros(), row.number.0),
        }
    }

    /// The search and the filters, as the address and the API both name them.
    fn narrowing(&self) -> impl Iterator<Item = String> {
        let fields = FIELDS.iter().zip(&self.values).filter(|(_, value)| !value.is_empty());
        let search = Some(&self.search).filter(|search| !search.is_empty());
        search
            .map(|search| format!("q={}", encoded(search)))
            .into_iter()
            .chain(fields.map(|(field, value)| format!("{field}={}", encoded(value))))
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
        "state" => Standing::ALL.iter().any(|standing| standing.name() == value),
        "priority" => Priority::ALL.iter().any(|priority| priority.name() == value),
        _ => !value.is_empty(),
    }
}
