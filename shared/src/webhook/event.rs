//! An event: its envelope, and the one list of what may happen.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::happenings::*;
use super::snapshot::CaseSnapshot;

/// The version of the form in which events are told.
pub const VERSION: u32 = 1;

/// What another system is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its identifier, the same on every delivery: what `webhook-id` says.
    pub id: String,
    /// The version of its form.
    pub version: u32,
    /// When it happened.
    pub timestamp: DateTime<Utc>,
    /// What happened, as `type` and `data`.
    #[serde(flatten)]
    pub occurrence: Occurrence,
}

// `tt` rather than `literal`: the schema's derive does not see through a literal that a macro captured as one.
macro_rules! occurrences {
    (
        about_cases: $($(#[$doc:meta])* $variant:ident = $name:tt),+ $(,)?;
        about_orders: $($(#[$order_doc:meta])* $order:ident = $order_name:tt),+ $(,)?;
        about_days: $($(#[$day_doc:meta])* $day:ident = $day_name:tt),+ $(,)?;
        about_endpoints: $($(#[$other_doc:meta])* $other:ident = $other_name:tt),+ $(,)?;
    ) => {
        /// What sort of thing happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum EventType {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)+
            $($(#[$order_doc])* #[serde(rename = $order_name)] $order,)+
            $($(#[$day_doc])* #[serde(rename = $day_name)] $day,)+
            $($(#[$other_doc])* #[serde(rename = $other_name)] $other,)+
        }

        impl EventType {
            /// Every type.
            pub const ALL: &[Self] = &[$(Self::$variant,)+ $(Self::$order,)+ $(Self::$day,)+ $(Self::$other,)+];
            /// Those that an endpoint may ask for; the others it gets on demand.
            pub const ASKED_FOR: &[Self] = &[$(Self::$variant,)+ $(Self::$order,)+ $(Self::$day,)+];
            /// Those that tell of correction orders, all in the same form.
            pub const ABOUT_ORDERS: &[Self] = &[$(Self::$order),+];

            /// The name used on the wire and in the store.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                    $(Self::$order => $order_name,)+
                    $(Self::$day => $day_name,)+
                    $(Self::$other => $other_name,)+
                }
            }

            /// The type of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|event_type| event_type.name() == name)
            }
        }

        /// Something that happened, with all that is told of it.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "type", content = "data")]
        pub enum Occurrence {
            $($(#[$doc])* #[serde(rename = $name)] $variant($variant),)+
            $($(#[$order_doc])* #[serde(rename = $order_name)] $order(CorrectionChanged),)+
            $($(#[$day_doc])* #[serde(rename = $day_name)] $day($day),)+
            $($(#[$other_doc])* #[serde(rename = $other_name)] $other($other),)+
        }

        impl Occurrence {
            /// What sort of thing it is.
            pub fn event_type(&self) -> EventType {
                match self {
                    $(Self::$variant(_) => EventType::$variant,)+
                    $(Self::$order(_) => EventType::$order,)+
                    $(Self::$day(_) => EventType::$day,)+
                    $(Self::$other(_) => EventType::$other,)+
                }
            }

            /// The case that it happened to, as it stood then.
            pub fn case(&self) -> Option<&CaseSnapshot> {
                match self {
                    $(Self::$variant(data) => Some(&data.case),)+
                    $(Self::$order(data) => Some(&data.case),)+
                    $(Self::$day(_) => None,)+
                    $(Self::$other(_) => None,)+
                }
            }

            /// What it stays in order with: the case, or the account; empty for what has none.
            pub fn subject(&self) -> String {
                match self {
                    $(Self::$variant(data) => data.case.number.to_string(),)+
                    $(Self::$order(data) => data.case.number.to_string(),)+
                    $(Self::$day(data) => format!("account:{}", data.account),)+
                    $(Self::$other(_) => String::new(),)+
                }
            }
        }
    };
}

occurrences! {
    about_cases:
    /// A case was filed, or opened by the desk itself from a closed one.
    CaseOpened = "case.opened",
    /// A case was closed: how the payout ended is settled, for good.
    CaseClosed = "case.closed",
    /// Evidence contradicts how a case was closed: a case linked to it is open.
    CaseContradicted = "case.contradicted",
    /// Evidence was recorded.
    EvidenceRecorded = "evidence.recorded",
    /// What all the evidence says together changed.
    VerdictChanged = "verdict.changed",
    /// A resolution was proposed and waits for approval.
    ProposalMade = "proposal.made",
    /// A proposal was approved, rejected, withdrawn, or voided by what came up.
    ProposalEnded = "proposal.ended",
    /// The sending system is asked to pay again, with corrected details and under a new order number.
    PayAgainRequested = "payout.pay_again_requested";
    about_orders:
    /// A correction order was drafted.
    CorrectionDrafted = "correction.drafted",
    /// The content of a draft was changed.
    CorrectionEdited = "correction.edited",
    /// An order was put to checkers.
    CorrectionProposed = "correction.proposed",
    /// The proposal of an order was voided or taken back: it is a draft again.
    CorrectionProposalEnded = "correction.proposal_ended",
    /// Enough approved an order.
    CorrectionApproved = "correction.approved",
    /// A checker rejected an order.
    CorrectionRejected = "correction.rejected",
    /// An order was taken back.
    CorrectionWithdrawn = "correction.withdrawn",
    /// The funds that an order waits for are back.
    CorrectionFundsBack = "correction.funds_back",
    /// An order was given to accounting: it is to be posted and acknowledged.
    CorrectionSent = "correction.sent",
    /// Accounting has not answered for too long: the order's case was raised again.
    CorrectionRaised = "correction.raised",
    /// Accounting posted an order.
    CorrectionPosted = "correction.posted",
    /// Accounting refused an order.
    CorrectionFailed = "correction.failed";
    about_days:
    /// A business day of a channel account was closed, for good: its funds go from pending (待对账) to reconciled (已对账).
    DayClosed = "day.closed";
    about_endpoints:
    /// Somebody tries an endpoint.
    WebhookTest = "webhook.test";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Actor;
    use crate::correction::OrderEventKind;

    #[test]
    fn an_event_says_what_it_is_and_reads_back() {
        let event = Event {
            id: "evt_1".to_owned(),
            version: VERSION,
            timestamp: DateTime::from_timestamp(1_780_000_000, 0).unwrap(),
            occurrence: Occurrence::WebhookTest(WebhookTest {
                endpoint: "ep_1".to_owned(),
                sent_by: Actor::User("root".to_owned()),
            }),
        };
        let text = serde_json::to_string(&event).unwrap();
        let expected = r#"{"id":"evt_1","version":1,"timestamp":"2026-05-28T20:26:40Z","type":"webhook.test","data":{"endpoint":"ep_1","sent_by":"user:root"}}"#;
        assert_eq!(text, expected);
        assert_eq!(serde_json::from_str::<Event>(&text).unwrap(), event);
    }

    #[test]
    fn names_read_back() {
        assert!(EventType::ALL.iter().all(|it| EventType::from_name(it.name()) == Some(*it)));
        assert!(!EventType::ASKED_FOR.contains(&EventType::WebhookTest));
    }

    #[test]
    fn whatever_happens_to_an_order_has_its_event() {
        let expected: Vec<String> =
            OrderEventKind::ALL.iter().map(|kind| format!("correction.{}", kind.name())).collect();
        let told: Vec<&str> = OrderEventKind::ALL.iter().map(|kind| EventType::of_order(*kind).name()).collect();
        assert_eq!(told, expected);
        assert_eq!(EventType::ABOUT_ORDERS.len(), expected.len());
    }
}
