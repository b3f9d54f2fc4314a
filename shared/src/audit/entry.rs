//! One audit entry: who, when, what, on which subject, from where, before and after, and what was seen.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::digest::Digest;

// `tt` rather than `literal`: the schema's derive does not see through a literal that a macro captured as one.
macro_rules! actions {
    ($($(#[$doc:meta])* $variant:ident = $name:tt),+ $(,)?) => {
        /// What happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Action {
            $($(#[$doc])* #[serde(rename = $name)] $variant),+
        }

        impl Action {
            /// Every action.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name used on the wire, in the store and in what is hashed.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The action of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|action| action.name() == name)
            }
        }
    };
}

actions! {
    /// A case was filed.
    CaseFiled = "case.filed",
    /// A case was opened because evidence contradicts a closed one.
    CaseOpened = "case.opened",
    /// A linked case was opened from this one.
    CaseLinked = "case.linked",
    /// Someone claimed it.
    CaseClaimed = "case.claimed",
    /// Someone took it over from its holder.
    CaseTakenOver = "case.taken_over",
    /// Its holder gave it back.
    CaseReleased = "case.released",
    /// It was put to wait.
    CaseWaiting = "case.waiting",
    /// What it waited for came.
    CaseWaitEnded = "case.wait_ended",
    /// Someone wrote a note.
    CaseNoted = "case.noted",
    /// It is overdue, and supervisors were told.
    CaseEscalated = "case.escalated",
    /// Someone had the channel asked at once.
    QueryRequested = "query.requested",
    /// It was closed.
    CaseClosed = "case.closed",
    /// Its payout, confirmed as paid, went under watch: its money may still come back.
    ReturnWatchBegan = "return_watch.began",
    /// The end of that watch could be counted at last.
    ReturnWatchCounted = "return_watch.counted",
    /// Evidence was recorded.
    EvidenceRecorded = "evidence.recorded",
    /// Evidence was read anew by a new version of its channel's profile.
    EvidenceReread = "evidence.reread",
    /// The verdict changed.
    VerdictChanged = "verdict.changed",
    /// A resolution was proposed.
    ProposalMade = "proposal.made",
    /// A checker approved.
    ProposalApproved = "proposal.approved",
    /// A checker rejected.
    ProposalRejected = "proposal.rejected",
    /// The maker took it back.
    ProposalWithdrawn = "proposal.withdrawn",
    /// New evidence voided it.
    ProposalVoided = "proposal.voided",
    /// A correction order was drafted.
    CorrectionDrafted = "correction.drafted",
    /// A correction order was changed.
    CorrectionEdited = "correction.edited",
    /// A correction order was put to checkers.
    CorrectionProposed = "correction.proposed",
    /// A correction order is a draft again.
    CorrectionProposalEnded = "correction.proposal_ended",
    /// A correction order was approved.
    CorrectionApproved = "correction.approved",
    /// A correction order was rejected.
    CorrectionRejected = "correction.rejected",
    /// A correction order was taken back.
    CorrectionWithdrawn = "correction.withdrawn",
    /// The funds that a correction order waits for are back.
    CorrectionFundsBack = "correction.funds_back",
    /// A correction order was given to accounting.
    CorrectionSent = "correction.sent",
    /// Accounting has not answered for a correction order for too long.
    CorrectionRaised = "correction.raised",
    /// Accounting posted a correction order.
    CorrectionPosted = "correction.posted",
    /// Accounting refused a correction order.
    CorrectionFailed = "correction.failed",
    /// A beneficiary was shown unmasked.
    BeneficiaryRevealed = "beneficiary.revealed",
    /// The sending system was asked to pay again.
    PayAgainRequested = "payout.pay_again_requested",
    /// A version of a channel's profile came into force.
    ChannelVersionInForce = "channel.version_in_force",
    /// A change of a channel's profile was proposed.
    ChannelChangeProposed = "channel.change_proposed",
    /// A change of a channel's profile was approved.
    ChannelChangeApproved = "channel.change_approved",
    /// A change of a channel's profile was rejected.
    ChannelChangeRejected = "channel.change_rejected",
    /// The maker took a change of a channel's profile back.
    ChannelChangeWithdrawn = "channel.change_withdrawn",
    /// Another version voided a proposed change of a channel's profile.
    ChannelChangeVoided = "channel.change_voided",
    /// A version of the policy came into force.
    PolicyInForce = "policy.in_force",
    /// A change of the policy was proposed.
    PolicyChangeProposed = "policy.change_proposed",
    /// A change of the policy was approved.
    PolicyChangeApproved = "policy.change_approved",
    /// A change of the policy was rejected.
    PolicyChangeRejected = "policy.change_rejected",
    /// The maker took a change of the policy back.
    PolicyChangeWithdrawn = "policy.change_withdrawn",
    /// A channel account was made.
    AccountCreated = "account.created",
    /// A channel account changed.
    AccountChanged = "account.changed",
    /// Lines of our books were taken.
    LedgerLinesTaken = "ledger.lines_taken",
    /// A statement file came in.
    StatementReceived = "statement.received",
    /// A statement file was read.
    StatementRead = "statement.read",
    /// A statement file was refused: it is at fault.
    StatementRefused = "statement.refused",
    /// A statement file is to be read again.
    StatementReadAgain = "statement.read_again",
    /// The lines of a statement file went into the days.
    StatementBooked = "statement.booked",
    /// A statement file was put aside.
    StatementDiscarded = "statement.discarded",
    /// A mapping was saved.
    MappingSaved = "mapping.saved",
    /// A business day was matched.
    DayRun = "day.run",
    /// Lines were tied together by hand.
    LinesTied = "day.lines_tied",
    /// A match was undone by hand.
    MatchUndone = "day.match_undone",
    /// A person had a business day matched anew.
    DayRunAsked = "day.run_asked",
    /// A person told a balance.
    BalanceTold = "day.balance_told",
    /// Our books said that all their lines are there.
    DaysCollected = "day.collected",
    /// Closing a business day was proposed.
    ClosingProposed = "day.closing_proposed",
    /// Closing a business day was rejected.
    ClosingRejected = "day.closing_rejected",
    /// The maker took the closing of a business day back.
    ClosingWithdrawn = "day.closing_withdrawn",
    /// What changed in a business day voided its closing.
    ClosingVoided = "day.closing_voided",
    /// A business day was closed.
    DayClosed = "day.closed",
    /// A user was made.
    UserCreated = "user.created",
    /// A user's name, roles or standing changed.
    UserChanged = "user.changed",
    /// A one-time link to set a password was made.
    UserSetupLinkMade = "user.setup_link_made",
    /// A password was set or changed.
    UserPasswordSet = "user.password_set",
    /// Someone signed in.
    SessionStarted = "session.started",
    /// Someone failed to sign in.
    SessionRefused = "session.refused",
    /// A session was ended.
    SessionEnded = "session.ended",
    /// An API client was made.
    ClientCreated = "client.created",
    /// An API client changed.
    ClientChanged = "client.changed",
    /// A key was made for an API client.
    ClientKeyMade = "client.key_made",
    /// A key of an API client was revoked.
    ClientKeyRevoked = "client.key_revoked",
    /// A webhook endpoint was made.
    WebhookCreated = "webhook.created",
    /// A webhook endpoint changed, was disabled, or enabled.
    WebhookChanged = "webhook.changed",
    /// A new secret was made for a webhook endpoint.
    WebhookSecretMade = "webhook.secret_made",
    /// A webhook endpoint was sent a test.
    WebhookTested = "webhook.tested",
    /// Deliveries to a webhook endpoint were sent anew.
    WebhookReplayed = "webhook.replayed",
    /// A webhook endpoint was removed.
    WebhookRemoved = "webhook.removed",
}

/// From where someone acted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Origin {
    /// The network address, for what came over the network; `cli` for the command line; absent for the desk itself.
    pub address: Option<String>,
    /// The request's identifier, the same as in the server's log.
    pub request_id: Option<String>,
}

/// One entry of the trail. What is hashed is its JSON, the fields in this order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entry {
    /// What the entry is about, and the chain it belongs to: `EX-1042`, `user:lin`, `client:core`.
    pub subject: String,
    /// Its number within the chain, from 1.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
    /// What.
    pub action: Action,
    /// From where.
    pub origin: Origin,
    /// What was before, where something changed.
    pub before: Option<serde_json::Value>,
    /// What is after.
    pub after: Option<serde_json::Value>,
    /// The digest of the evidence that was there when it happened.
    pub evidence_seen: Option<Digest>,
}
