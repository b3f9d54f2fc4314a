//! What the desk itself sends: the `webhooks` of the description, one for each type of event.

use shared::webhook::{
    CaseClosed, CaseContradicted, CaseOpened, CorrectionChanged, DayClosed, EventType, EvidenceRecorded,
    PayAgainRequested, ProposalEnded, ProposalMade, VERSION, VerdictChanged, WebhookTest,
};
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{
    Content, OpenApi as Document, PathItem, Paths, Ref, RefOr, Required, Response, Schema, SecurityRequirement,
};
use utoipa::{Modify, ToSchema};

/// Adds the webhooks.
pub struct Webhooks;

impl Modify for Webhooks {
    fn modify(&self, document: &mut Document) {
        let mut paths = Paths::new();
        for event_type in EventType::ALL {
            let data = data_of(*event_type, document);
            let item = PathItem::new(HttpMethod::Post, delivery(*event_type, data));
            paths.paths.insert(event_type.name().to_owned(), item);
        }
        document.webhooks = Some(paths);
    }
}

/// The schema of what an event says, put among the document's own.
fn data_of(event_type: EventType, document: &mut Document) -> Ref {
    match event_type {
        EventType::CaseOpened => add::<CaseOpened>(document),
        EventType::CaseClosed => add::<CaseClosed>(document),
        EventType::CaseContradicted => add::<CaseContradicted>(document),
        EventType::EvidenceRecorded => add::<EvidenceRecorded>(document),
        EventType::VerdictChanged => add::<VerdictChanged>(document),
        EventType::ProposalMade => add::<ProposalMade>(document),
        EventType::ProposalEnded => add::<ProposalEnded>(document),
        EventType::PayAgainRequested => add::<PayAgainRequested>(document),
        EventType::CorrectionDrafted
        | EventType::CorrectionEdited
        | EventType::CorrectionProposed
        | EventType::CorrectionProposalEnded
        | EventType::CorrectionApproved
        | EventType::CorrectionRejected
        | EventType::CorrectionWithdrawn
        | EventType::CorrectionFundsBack
        | EventType::CorrectionSent
        | EventType::CorrectionRaised
        | EventType::CorrectionPosted
        | EventType::CorrectionFailed => add::<CorrectionChanged>(document),
        EventType::DayClosed => add::<DayClosed>(document),
        EventType::WebhookTest => add::<WebhookTest>(document),
    }
}

fn add<T: ToSchema>(document: &mut Document) -> Ref {
    let mut schemas: Vec<(String, RefOr<Schema>)> = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut schemas);
    let components = document.components.get_or_insert_default();
    for (name, schema) in schemas {
        components.schemas.entry(name).or_insert(schema);
    }
    Ref::from_schema_name(T::name())
}

fn delivery(event_type: EventType, data: Ref) -> OperationBuilder {
    let name = event_type.name();
    let event = ObjectBuilder::new()
        .property("id", described(Type::String, "The event's identifier: the same on every try."))
        .required("id")
        .property(
            "version",
            ObjectBuilder::new().schema_type(Type::Integer).enum_values(Some([VERSION])).description(Some(
                "The version of this form. A field may be added to it; none is taken away or means something else.",
            )),
        )
        .required("version")
        .property(
            "timestamp",
            described(Type::String, "When it happened.").format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))),
        )
        .required("timestamp")
        .property("type", ObjectBuilder::new().schema_type(Type::String).enum_values(Some([name])))
        .required("type")
        .property("data", data)
        .required("data");
    let body = RequestBodyBuilder::new()
        .required(Some(Required::True))
        .content("application/json", Content::new(Some(Schema::from(event))))
        .build();
    let none: [SecurityRequirement; 0] = [];
    OperationBuilder::new()
        .operation_id(Some(format!("on_{}", name.replace('.', "_"))))
        .tag("webhooks")
        .summary(Some(summary(event_type)))
        .description(Some(
            "Sent to the endpoints that asked for it, signed by the Standard Webhooks scheme; at least once, and for one \
             case in the order of what happened. Whatever is not answered in the two hundreds within 15 seconds is sent \
             again, for days.",
        ))
        .securities(Some(none))
        .parameter(header("webhook-id", "The event's identifier."))
        .parameter(header("webhook-timestamp", "When it is sent, in seconds since 1970."))
        .parameter(header(
            "webhook-signature",
            "`v1,` and the base64 of the HMAC-SHA-256, by the endpoint's secret, of identifier, timestamp and body, with \
             dots between; several with spaces between while the secret is being changed.",
        ))
        .request_body(Some(body))
        .response("2XX", Response::new("It was taken in."))
        .response("410", Response::new("The endpoint is gone: it is disabled."))
}

fn described(of: Type, words: &str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::Type(of)).description(Some(words))
}

fn header(name: &str, words: &str) -> ParameterBuilder {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some(words))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
}

fn summary(event_type: EventType) -> &'static str {
    match event_type {
        EventType::CaseOpened => "A case was filed, or opened by the desk itself from a closed one",
        EventType::CaseClosed => "A case was closed: how the payout ended is settled, for good",
        EventType::CaseContradicted => "Evidence contradicts how a case was closed: a case linked to it is open",
        EventType::EvidenceRecorded => "Evidence was recorded",
        EventType::VerdictChanged => "What all the evidence says together changed",
        EventType::ProposalMade => "A resolution was proposed and waits for approval",
        EventType::ProposalEnded => "A proposal was approved, rejected, withdrawn, or voided by what came up",
        EventType::PayAgainRequested => "Pay again, with corrected details and under a new order number",
        EventType::CorrectionDrafted => "A correction order was drafted",
        EventType::CorrectionEdited => "The content of a draft was changed",
        EventType::CorrectionProposed => "An order was put to checkers",
        EventType::CorrectionProposalEnded => "The proposal of an order was voided or taken back: it is a draft again",
        EventType::CorrectionApproved => "Enough approved an order",
        EventType::CorrectionRejected => "A checker rejected an order",
        EventType::CorrectionWithdrawn => "An order was taken back",
        EventType::CorrectionFundsBack => "The funds that an order waits for are back",
        EventType::CorrectionSent => "An order was given to accounting: it is to be posted and acknowledged",
        EventType::CorrectionRaised => "Accounting has not answered for too long: the order's case was raised again",
        EventType::CorrectionPosted => "Accounting posted an order",
        EventType::CorrectionFailed => "Accounting refused an order",
        EventType::DayClosed => "A business day of a channel account was closed: its funds are reconciled",
        EventType::WebhookTest => "Somebody tries the endpoint",
    }
}
