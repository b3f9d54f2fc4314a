//! Problems: RFC 9457 problem details with a stable code for machines and, for bad input, every field at fault.

use serde::{Deserialize, Serialize};

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// What a refused or failed request answers (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `urn:holdfast:problem:` and the code.
    #[serde(rename = "type")]
    pub type_uri: String,
    /// What the code means, in the reader's language.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable code, for machines.
    pub code: Code,
    /// What happened here, what was kept and what to do, in the reader's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Every field at fault.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// For a refused resolution: every unmet requirement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmet: Vec<crate::resolution::Unmet>,
    /// The request's identifier, the same as in the server's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// One field at fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// Where: a path such as `first_response.http_status` or `query_responses[1].body`.
    pub field: String,
    /// What is wrong, for machines: such as `missing`, `unknown_field`, `amount_not_text`, `too_long`.
    pub code: FieldCode,
    /// What was expected, in the reader's language.
    pub expected: String,
}

// `tt` rather than `literal`: the schema's derive does not see through a literal that a macro captured as one.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:tt),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $code)] $variant),+
        }

        impl $name {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The code as it stands on the wire.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The code of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.name() == name)
            }
        }
    };
}

codes! {
    /// What went wrong with a request.
    Code {
        /// The body is not JSON, too deep, or not UTF-8.
        BadJson = "bad_json",
        /// The body is larger than allowed.
        BodyTooLarge = "body_too_large",
        /// The body's media type is not one that this resource takes.
        UnsupportedMediaType = "unsupported_media_type",
        /// There is no form of the answer that `Accept` names.
        NotAcceptable = "not_acceptable",
        /// Fields are missing, unknown or wrong.
        InvalidFields = "invalid_fields",
        /// A query parameter or a part of the path is wrong.
        InvalidParameter = "invalid_parameter",
        /// Nobody is signed in and no valid key was sent.
        Unauthenticated = "unauthenticated",
        /// User name or password is wrong.
        WrongCredentials = "wrong_credentials",
        /// Too many failed attempts: wait.
        LockedOut = "locked_out",
        /// The CSRF token is missing or wrong.
        CsrfFailed = "csrf_failed",
        /// The roles or scopes do not allow it.
        Forbidden = "forbidden",
        /// The API client may not call from this address.
        AddressNotAllowed = "address_not_allowed",
        /// There is no such thing.
        NotFound = "not_found",
        /// The resource has no such method.
        MethodNotAllowed = "method_not_allowed",
        /// The same idempotency key came with another body.
        IdempotencyKeyReused = "idempotency_key_reused",
        /// The same source reference came with another body.
        SourceReferenceReused = "source_reference_reused",
        /// The case changed since it was read.
        CaseChanged = "case_changed",
        /// The case is closed.
        CaseClosed = "case_closed",
        /// The case is held by someone else.
        CaseHeld = "case_held",
        /// The case is not claimed.
        CaseNotClaimed = "case_not_claimed",
        /// A proposal is open.
        ProposalOpen = "proposal_open",
        /// The proposal is not open any more.
        ProposalNotOpen = "proposal_not_open",
        /// What was seen is not what is: the evidence or the rules changed.
        EvidenceChanged = "evidence_changed",
        /// The maker may not check.
        MakerMayNotCheck = "maker_may_not_check",
        /// This checker has already decided.
        AlreadyDecided = "already_decided",
        /// The amount is beyond what this checker may approve.
        BeyondLimit = "beyond_limit",
        /// The approval that is still missing has to be a senior approver's.
        SeniorNeeded = "senior_needed",
        /// Several proposals are decided at once only where their proof is the same.
        ProofDiffers = "proof_differs",
        /// The guards refuse the resolution.
        ResolutionBlocked = "resolution_blocked",
        /// The channel's profile names no endpoint that could be asked.
        NoQueryEndpoint = "no_query_endpoint",
        /// The channel is being asked just now.
        QueryInFlight = "query_in_flight",
        /// Another version of the channel's profile came into force since it was read.
        ChannelChanged = "channel_changed",
        /// A change of the channel awaits approval.
        ChannelChangeOpen = "channel_change_open",
        /// Another version of the policy came into force since it was read.
        PolicyChanged = "policy_changed",
        /// A change of the policy awaits approval.
        PolicyChangeOpen = "policy_change_open",
        /// The correction order changed since it was read.
        OrderChanged = "order_changed",
        /// The correction order is in a state that has no such change.
        OrderState = "order_state",
        /// Another order already corrects the same return, attempt or line.
        AlreadyCorrected = "already_corrected",
        /// The corrections of the payout would add up to more than the payout.
        AbovePayout = "above_payout",
        /// The rules do not allow such an order, or such a change of it.
        CorrectionRefused = "correction_refused",
        /// Accounting has said something else of this sending, or it was not sent.
        AcknowledgementContradicts = "acknowledgement_contradicts",
        /// The channel account changed since it was read.
        AccountChanged = "account_changed",
        /// The same file was taken before.
        FileSeen = "file_seen",
        /// The file changed since it was read.
        FileChanged = "file_changed",
        /// The file is in a state that has no such change.
        FileState = "file_state",
        /// The mapping changed since it was read.
        MappingChanged = "mapping_changed",
        /// The day changed since it was read.
        DayChanged = "day_changed",
        /// The day is closed: nothing changes it.
        DayClosed = "day_closed",
        /// A file of the channel's states the balance.
        BalanceStated = "balance_stated",
        /// The checklist of the day is not met.
        ClosingBlocked = "closing_blocked",
        /// Lines cannot be matched, or a match not be undone, so.
        MatchRefused = "match_refused",
        /// The days of the account are matched just now.
        DayRunning = "day_running",
        /// The name is taken, now or in the past.
        NameTaken = "name_taken",
        /// The one-time link is used or too old.
        LinkExpired = "link_expired",
        /// The webhook endpoint is disabled: nothing is sent to it.
        EndpointDisabled = "endpoint_disabled",
        /// The last admin cannot be disabled or lose the role.
        LastAdmin = "last_admin",
        /// Too many requests: see `Retry-After`.
        RateLimited = "rate_limited",
        /// Too many streams of changes are open: see `Retry-After`.
        TooManyStreams = "too_many_streams",
        /// The database is away: see `Retry-After`.
        Unavailable = "unavailable",
        /// Something failed on our side; nothing was kept.
        Internal = "internal",
    }
}

codes! {
    /// What is wrong with a field.
    FieldCode {
        /// It must be there.
        Missing = "missing",
        /// There is no such field.
        UnknownField = "unknown_field",
        /// It stands twice.
        Duplicate = "duplicate",
        /// A text, a number, a list or an object was expected.
        WrongType = "wrong_type",
        /// None of the values that it may have.
        UnknownValue = "unknown_value",
        /// Too short, or empty.
        TooShort = "too_short",
        /// Too long.
        TooLong = "too_long",
        /// Too many items.
        TooMany = "too_many",
        /// Characters that it may not have.
        BadCharacters = "bad_characters",
        /// Below or above what it may be.
        OutOfRange = "out_of_range",
        /// A JSON number where an amount as text was expected.
        AmountNotText = "amount_not_text",
        /// Not a plain decimal number.
        BadAmount = "bad_amount",
        /// More digits than the currency has.
        TooManyDigits = "too_many_digits",
        /// Not above zero.
        NotPositive = "not_positive",
        /// No ISO 4217 currency.
        UnknownCurrency = "unknown_currency",
        /// A time without its zone.
        TimeWithoutZone = "time_without_zone",
        /// A date that the calendar does not have, or not written like 2026-03-02.
        NotADate = "not_a_date",
        /// Not a time.
        NotATime = "not_a_time",
        /// A time that has not come yet.
        InTheFuture = "in_the_future",
        /// A time that has passed, or before one that it must follow.
        TooEarly = "too_early",
        /// Not base64.
        BadBase64 = "bad_base64",
        /// A kind of file that is not taken.
        BadFile = "bad_file",
        /// Two fields that exclude each other.
        Conflict = "conflict",
        /// Not a network address or range.
        BadAddress = "bad_address",
        /// Not an address that can be called.
        BadUrl = "bad_url",
        /// An address in a private network, or on the desk's own machine.
        PrivateAddress = "private_address",
        /// A password that is too short, too long or too common.
        WeakPassword = "weak_password",
        /// A code of the dictionary that may not prove what it claims to.
        MayNotProve = "may_not_prove",
        /// Not written as a place in JSON, XML or a form.
        BadPlace = "bad_place",
        /// The same as what is in force.
        Unchanged = "unchanged",
        /// Fewer approvals than the domain demands, whatever the policy.
        BelowFloor = "below_floor",
        /// Not a digest.
        BadDigest = "bad_digest",
    }
}

impl Code {
    /// The HTTP status of this problem.
    pub fn status(self) -> u16 {
        match self {
            Self::BadJson | Self::InvalidParameter => 400,
            Self::Unauthenticated | Self::WrongCredentials => 401,
            Self::CsrfFailed | Self::Forbidden | Self::AddressNotAllowed | Self::MakerMayNotCheck => 403,
            Self::BeyondLimit | Self::SeniorNeeded => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::CaseChanged
            | Self::CaseClosed
            | Self::CaseHeld
            | Self::CaseNotClaimed
            | Self::ProposalOpen
            | Self::ProposalNotOpen
            | Self::EvidenceChanged
            | Self::AlreadyDecided
            | Self::ProofDiffers
            | Self::ResolutionBlocked
            | Self::NoQueryEndpoint
            | Self::QueryInFlight
            | Self::ChannelChanged
            | Self::ChannelChangeOpen
            | Self::PolicyChanged
            | Self::PolicyChangeOpen
            | Self::OrderChanged
            | Self::OrderState
            | Self::AlreadyCorrected
            | Self::AbovePayout
            | Self::CorrectionRefused
            | Self::AcknowledgementContradicts
            | Self::AccountChanged
            | Self::DayChanged
            | Self::BalanceStated
            | Self::ClosingBlocked
            | Self::DayClosed
            | Self::MatchRefused
            | Self::DayRunning
            | Self::FileSeen
            | Self::FileChanged
            | Self::FileState
            | Self::MappingChanged
            | Self::NameTaken
            | Self::EndpointDisabled
            | Self::LastAdmin => 409,
            Self::LinkExpired => 410,
            Self::BodyTooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::NotAcceptable => 406,
            Self::InvalidFields | Self::IdempotencyKeyReused | Self::SourceReferenceReused => 422,
            Self::LockedOut | Self::RateLimited | Self::TooManyStreams => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }
}
