//! The stops of the tour: plain lists, one for each reader. A new page adds its lines here.

use anyhow::{Context, Result};
use shared::api::correction_orders::OrderList;
use shared::api::exceptions::CaseRow;
use shared::api::users::{NewUserRequest, SetupLinkView};
use shared::api::webhooks::EndpointList;
use shared::case::CaseKind::{self, DuplicatePayout, LateSuccess, PayoutBounced, PayoutUnknown};
use shared::case::Standing;
use shared::correction::OrderStateName;
use shared::resolution::Resolution;
use shared::role::Role;
use shared::text::app::{
    account, admin, approvals, case as words, channels, corrections, decide, guide, matter, policies, shell, sign_in,
    webhooks,
};
use shared::text::{Lang, Text};
use shared::webhook::EventType;
use tests::demo_desk::DemoDesk;

use crate::recon_stops::reconciliation;
use crate::stop::{Stop, at, case};

/// The tabs of a case on a telephone.
const TABS: [fn(Lang) -> &'static str; 3] = [words::tab_facts, words::tab_evidence, words::tab_decide];

/// All of them, by who looks.
pub async fn stops(desk: &DemoDesk) -> Result<Vec<Stop>> {
    let mut stops = entrance(desk).await?;
    stops.extend(operator());
    stops.extend(cases());
    stops.extend(supervisor(desk).await?);
    stops.extend(auditor());
    stops.extend(admin(desk).await?);
    stops.extend(reconciliation(desk).await?);
    Ok(stops)
}

/// What somebody with every role sees on the first day of a desk, when nothing is there.
pub fn first_day() -> Vec<Stop> {
    vec![
        at("first-day", "zhou", "/"),
        at("first-day-file", "zhou", "/").press(guide::new_file),
        at("first-day-approvals", "zhou", "/approvals"),
        at("first-day-corrections", "zhou", "/corrections"),
        at("first-day-return-watch", "zhou", "/return-watch"),
        at("first-day-clients", "zhou", "/admin/clients"),
        at("first-day-webhooks", "zhou", "/admin/webhooks"),
        at("first-day-reconciliation", "zhou", "/reconciliation"),
        at("first-day-mappings", "zhou", "/reconciliation/mappings"),
        at("first-day-bell", "zhou", "/").press(shell::notices),
        at("first-day-policy", "zhou", "/admin/policies"),
        at("policy-draft", "zhou", "/admin/policies").press(channels::edit),
        at("policy-draft-amount", "zhou", "/admin/policies").press(channels::edit).press(policies::add_currency),
    ]
}

async fn entrance(desk: &DemoDesk) -> Result<Vec<Stop>> {
    let new = NewUserRequest {
        name: "ding".to_owned(),
        display_name: "丁一 Ding Yi".to_owned(),
        roles: vec![Role::Operator, Role::Supervisor],
    };
    let link: SetupLinkView = desk.caller("root").await?.post("/users", &new).await?;
    let wrong = at("sign-in-refused", "", "/sign-in").fill(sign_in::user_name, "lin");
    let short = at("setup-short", "", link.path.clone()).fill(sign_in::new_password, "too short");
    Ok(vec![
        at("sign-in", "", "/sign-in"),
        wrong.fill(sign_in::password, "not the password").press(sign_in::submit).sees(sign_in_refused),
        at("setup", "", link.path),
        short.fill(sign_in::password_again, "another").press(sign_in::setup_submit).sees(sign_in::passwords_differ),
        at("setup-ended", "", "/setup/no-such-link"),
    ])
}

fn operator() -> Vec<Stop> {
    vec![
        at("queue", "lin", "/"),
        at("queue-selection", "lin", "/").keys("jxjxj"),
        at("queue-filters", "lin", "/?view=all&channel=wechat_transfer&verdict=unknown"),
        at("queue-empty", "lin", "/?q=nothing-of-the-kind"),
        at("queue-mine", "lin", "/?view=mine"),
        at("queue-closed", "lin", "/?view=all&state=closed"),
        at("corrections", "lin", "/corrections"),
        at("return-watch", "lin", "/return-watch"),
        at("channels", "lin", "/channels"),
        at("channel", "lin", "/channels/wechat_transfer"),
        at("account", "lin", "/account"),
        at("account-password", "lin", "/account").press(account::change_password),
        at("guide", "lin", "/guide"),
        at("not-found", "lin", "/no/such/page"),
        at("forbidden", "lin", "/admin/people"),
        at("no-case", "lin", "/cases/EX-1"),
        at("bell", "lin", "/").press(shell::notices),
        at("account-menu", "lin", "/").press(shell::account_menu),
        at("palette", "lin", "/").press(shell::run_anything).types("a"),
        at("keys", "lin", "/").keys("?"),
        at("connection-lost", "lin", "/").offline().sees(shell::connection_lost),
    ]
}

/// A case of each kind and verdict, and what opens on one.
fn cases() -> Vec<Stop> {
    let unknown = |row: &CaseRow| is(row, PayoutUnknown, "unknown") && row.standing == Standing::Open;
    let worked = |row: &CaseRow| is(row, PayoutUnknown, "unknown") && row.owner.as_deref() == Some("lin");
    let one = |name, kind, verdict| case(name, "lin", move |row| is(row, kind, verdict));
    let stands = |name, standing| case(name, "lin", move |row| row.standing == standing);
    let shown = vec![
        case("case-unknown", "lin", unknown),
        one("case-paid", PayoutUnknown, "paid"),
        one("case-not-paid", PayoutUnknown, "not_paid"),
        case("case-contradiction", "lin", |row| is(row, PayoutUnknown, "contradiction") && row.outcome.is_none()),
        case("case-bounced", "lin", |row| row.kind == PayoutBounced && is_open(row)).claimed(),
        case("case-late-success", "lin", |row| row.kind == LateSuccess && is_open(row)).claimed(),
        case("case-duplicate", "lin", |row| row.kind == DuplicatePayout && is_open(row)).claimed(),
        case("case-own-proposal", "lin", |row| is_proposed(row) && row.owner.as_deref() == Some("lin")),
        stands("case-waiting", Standing::Waiting),
        stands("case-closed", Standing::Closed),
        case("case-reveal", "lin", worked).press(words::reveal).sees(words::revealed),
    ];
    let opened = vec![
        case("case-trail", "lin", |row| row.standing == Standing::Closed).press(words::trail_show).sees(whole),
        case("case-portal-check", "lin", unknown)
            .claimed()
            .press(decide::missing_look_how)
            .press(decide::observe_submit),
        case("case-keep-waiting", "lin", unknown).claimed().press_in(decide::title, says(Resolution::KeepWaiting)),
        case("case-effect", "lin", is_portal_paid).claimed().press_in(decide::title, says(Resolution::ConfirmPaid)),
        case("case-note", "lin", unknown).press(words::note_write),
        case("case-body", "lin", unknown).press(words::show_body),
        case("case-return", "lin", |row| row.kind == PayoutBounced && is_open(row))
            .claimed()
            .press(matter::record_return),
        case("case-pay-again", "lin", |row| is(row, PayoutUnknown, "not_paid") && row.standing == Standing::Closed)
            .press(matter::pay_again),
        case("case-fee", "lin", |row| row.kind == PayoutBounced && is_open(row))
            .claimed()
            .press(corrections::adjust_fee),
        case("case-take-over", "lin", |row| row.owner.as_deref() == Some("mei") && row.standing == Standing::Working)
            .press(words::take_over),
        case("case-keys", "lin", unknown).keys("?"),
    ];
    let on_a_telephone = shown.into_iter().map(|stop| stop.tabs(&TABS));
    on_a_telephone.chain(opened).collect()
}

async fn supervisor(desk: &DemoDesk) -> Result<Vec<Stop>> {
    let orders: OrderList = desk.caller("wu").await?.get("/correction-orders?limit=200").await?;
    let order = |state: OrderStateName| {
        let found = orders.items.iter().find(|order| order.state.name() == state);
        found.map(|order| format!("/corrections/{}", order.number)).context("the demo has no order in such a state")
    };
    let drafted = order(OrderStateName::Drafted)?;
    let draft = at("channel-draft", "wu", "/channels/alipay_transfer").press(channels::edit);
    let facts = at("channel-facts", "wu", "/channels/alipay_transfer").press(channels::edit);
    let code = at("channel-code", "wu", "/channels/alipay_transfer").press(channels::edit);
    Ok(vec![
        at("approvals", "wu", "/approvals"),
        at("approvals-selected", "wu", "/approvals").keys("x"),
        at("approvals-reject", "wu", "/approvals").press(decide::reject).sees(decide::reject_reason),
        at("approvals-approve", "wu", "/approvals").press(decide::approve).sees(approvals::one_by_itself),
        case("case-proposed", "wu", |row| is_proposed(row) && row.owner.as_deref() != Some("wu")).tabs(&TABS),
        at("corrections-all", "wu", "/corrections"),
        at("corrections-none", "wu", "/corrections?state=proposed"),
        at("order-drafted", "wu", drafted.clone()),
        at("order-edit", "wu", drafted).press(corrections::edit),
        at("order-proposed", "wu", order(OrderStateName::Proposed)?),
        at("order-sent", "wu", order(OrderStateName::Sent)?),
        at("order-failed", "wu", order(OrderStateName::Failed)?),
        at("order-posted", "wu", order(OrderStateName::Posted)?),
        at("order-withdrawn", "wu", order(OrderStateName::Withdrawn)?),
        draft,
        facts.press(channels::edit_facts),
        code.press(channels::add_code),
        at("channel-change", "zhao", "/channels/unionpay_payout"),
        at("policy", "wu", "/admin/policies"),
        at("policy-change", "zhao", "/admin/policies").press(decide::approve),
    ])
}

fn auditor() -> Vec<Stop> {
    vec![
        at("auditor-queue", "gu", "/"),
        case("auditor-case", "gu", |row| is(row, PayoutUnknown, "unknown")).tabs(&TABS),
        case("auditor-closed", "gu", |row| row.standing == Standing::Closed).press(words::trail_show).sees(whole),
        at("auditor-corrections", "gu", "/corrections"),
    ]
}

async fn admin(desk: &DemoDesk) -> Result<Vec<Stop>> {
    let list: EndpointList = desk.caller("root").await?.get("/webhooks").await?;
    let endpoint = |system: &str| {
        let found = list.items.iter().find(|endpoint| endpoint.url.ends_with(system));
        found.map(|endpoint| format!("/admin/webhooks/{}", endpoint.id)).context("the demo tells no such system")
    };
    let delivery = at("webhook-delivery", "root", endpoint("/ledger")?);
    Ok(vec![
        at("people", "root", "/admin/people"),
        at("people-add", "root", "/admin/people").press(admin::add_person),
        at("people-actions", "root", "/admin/people").press(|lang| admin::actions_for(lang, "林悦 Lin Yue")),
        at("clients", "root", "/admin/clients"),
        at("clients-add", "root", "/admin/clients").press(admin::add_client).press(admin::create),
        at("clients-new-key", "root", "/admin/clients").press(admin::rotate),
        at("webhooks", "root", "/admin/webhooks"),
        at("webhooks-add", "root", "/admin/webhooks").press(webhooks::add),
        at("webhook", "root", endpoint("/risk")?),
        at("webhook-replay", "root", endpoint("/risk")?).press(webhooks::replay),
        at("webhook-disabled", "root", endpoint("/archive")?),
        delivery.press(|lang| EventType::CaseClosed.text(lang)),
        at("admin-channels", "root", "/channels"),
    ])
}

fn is(row: &CaseRow, kind: CaseKind, verdict: &str) -> bool {
    row.kind == kind && row.verdict == verdict
}

/// One that somebody can work on.
fn is_open(row: &CaseRow) -> bool {
    !matches!(row.standing, Standing::Proposed | Standing::Closed)
}

fn is_proposed(row: &CaseRow) -> bool {
    row.standing == Standing::Proposed
}

/// One that can be proposed as paid on what a person saw.
fn is_portal_paid(row: &CaseRow) -> bool {
    is(row, PayoutUnknown, "unknown")
        && is_open(row)
        && (row.amount.minor(), row.amount.currency().code()) == (980_000, "HKD")
}

/// What a resolution is called.
fn says(resolution: Resolution) -> impl Fn(Lang) -> String {
    move |lang| resolution.text(lang)
}

/// The beginning of what a chain that is whole says, up to how many entries it has.
fn whole(lang: Lang) -> String {
    let said = words::trail_verified(lang, 0);
    said.split('0').next().unwrap_or_default().to_owned()
}

/// What is said of a wrong password.
fn sign_in_refused(lang: Lang) -> String {
    shared::api::problem::Code::WrongCredentials.text(lang)
}
