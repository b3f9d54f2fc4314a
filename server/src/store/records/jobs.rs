//! Jobs: what the desk does by itself, and who is at it.

use chrono::{DateTime, Utc};

/// What sort of job it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobKind {
    /// Asks a channel how the payout of a case stands. Its subject is the case's number.
    FollowUpQuery,
    /// Gives the open cases of a channel that has come to answer queries their jobs.
    ScheduleFollowUps,
    /// Tells supervisors of cases that are overdue.
    EscalateOverdue,
    /// Sends an endpoint what is due to it. Its subject is the endpoint.
    DeliverEvents,
    /// Raises the cases of correction orders for which accounting has not answered in time.
    RaiseUnposted,
    /// Holds open proposals against a policy that came into force.
    RevisitProposals,
    /// Reads a statement file. Its subject is the file's number.
    ReadStatement,
    /// Matches the days of a channel account that something came into. Its subject is the account.
    MatchDays,
    /// Deletes what nobody can use any more.
    Prune,
}

impl JobKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::FollowUpQuery,
        Self::ScheduleFollowUps,
        Self::EscalateOverdue,
        Self::DeliverEvents,
        Self::RaiseUnposted,
        Self::RevisitProposals,
        Self::ReadStatement,
        Self::MatchDays,
        Self::Prune,
    ];

    /// The name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::FollowUpQuery => "follow_up_query",
            Self::ScheduleFollowUps => "schedule_follow_ups",
            Self::EscalateOverdue => "escalate_overdue",
            Self::DeliverEvents => "deliver_events",
            Self::RaiseUnposted => "raise_unposted",
            Self::RevisitProposals => "revisit_proposals",
            Self::ReadStatement => "read_statement",
            Self::MatchDays => "match_days",
            Self::Prune => "prune",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Which job: there is one of a kind for each subject.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct JobName {
    /// What sort of job.
    pub kind: JobKind,
    /// What it is about; empty where it is about the whole desk.
    pub subject: String,
}

/// A job as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Which.
    pub name: JobName,
    /// When it is to run.
    pub run_at: DateTime<Utc>,
    /// How often in a row it has failed.
    pub failures: i32,
    /// Who is at it.
    pub lease: Option<Lease>,
    /// What it asks of somebody outside just now.
    pub started: Option<Started>,
}

/// That a job is somebody's until a time; after that anybody may take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// Whose: another text for each time that jobs are taken.
    pub holder: String,
    /// Until when.
    pub until: DateTime<Utc>,
}

/// Something outside that was asked and has not answered yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// When.
    pub at: DateTime<Utc>,
    /// About what.
    pub about: String,
}

impl Job {
    /// A job that nobody has run yet.
    pub fn at(name: JobName, run_at: DateTime<Utc>) -> Self {
        Self { name, run_at, failures: 0, lease: None, started: None }
    }

    /// Whether the job is this holder's.
    pub fn is_leased_by(&self, holder: &str) -> bool {
        self.lease.as_ref().is_some_and(|lease| lease.holder == holder)
    }
}
