//! Who is in the demo: people of each role, and the systems that call.

use anyhow::Result;
use serde_json::Value;
use shared::api::clients::{ChangeClientRequest, NewClientRequest, NewKeyView, RotateRequest};
use shared::api::session::SetupRequest;
use shared::api::users::{NewUserRequest, SetupLinkView};
use shared::role::{Role, Scope};

use super::door::{Door, Who};

/// A person of the demo.
pub struct DemoPerson {
    /// The name to sign in with.
    pub name: &'static str,
    /// The name that is shown.
    pub display_name: &'static str,
    /// The role.
    pub role: Role,
}

/// Whoever lets all the others in.
pub const ROOT: DemoPerson = DemoPerson { name: "root", display_name: "周恺 Zhou Kai", role: Role::Admin };

/// Everybody.
pub const PEOPLE: [DemoPerson; 6] = [
    DemoPerson { name: LIN, display_name: "林悦 Lin Yue", role: Role::Operator },
    DemoPerson { name: MEI, display_name: "梅若兰 Mei Ruolan", role: Role::Operator },
    DemoPerson { name: WU, display_name: "吴敬之 Wu Jingzhi", role: Role::Supervisor },
    DemoPerson { name: ZHAO, display_name: "赵宁 Zhao Ning", role: Role::Supervisor },
    DemoPerson { name: GU, display_name: "顾远 Gu Yuan", role: Role::Auditor },
    ROOT,
];

/// Works cases.
pub const LIN: &str = "lin";
/// Works cases.
pub const MEI: &str = "mei";
/// Approves.
pub const WU: &str = "wu";
/// Approves.
pub const ZHAO: &str = "zhao";
/// Looks.
pub const GU: &str = "gu";

/// The system that pays out: it files what it cannot settle, and asks the channels on.
pub const CORE: &str = "payout-core";

/// Accounting: it posts correction orders.
pub const LEDGER: &str = "ledger";

/// Lets everybody in, by the link that the first admin was given.
pub async fn enter(door: &mut Door, root_link: &str) -> Result<()> {
    set_up(door, root_link).await?;
    let root = Who::Person(ROOT.name);
    for person in PEOPLE.iter().filter(|person| person.name != ROOT.name) {
        let link: SetupLinkView = door.post(root, "/users", &new_user(person)).await?;
        set_up(door, &link.path).await?;
    }
    make_clients(door, root).await
}

/// The first admin, whom the command line makes as on any new desk.
pub fn root() -> NewUserRequest {
    new_user(&ROOT)
}

fn new_user(person: &DemoPerson) -> NewUserRequest {
    NewUserRequest {
        name: person.name.to_owned(),
        display_name: person.display_name.to_owned(),
        roles: vec![person.role],
    }
}

async fn set_up(door: &mut Door, link: &str) -> Result<()> {
    let token = link.rsplit('/').next().unwrap_or_default().to_owned();
    let request = SetupRequest { token, password: door.password().to_owned() };
    let _: Value = door.post(Who::Stranger, "/setup", &request).await?;
    Ok(())
}

async fn make_clients(door: &mut Door, root: Who) -> Result<()> {
    let clients: [(&'static str, &[Scope], &[&str], u32); 4] = [
        (CORE, &Scope::ALL, &["10.20.16.0/24"], 6000),
        (LEDGER, &[Scope::PostingsWrite], &["10.20.16.0/24"], 600),
        ("finance-reports", &[Scope::CasesRead], &[], 120),
        ("payout-core-v1", &[Scope::ExceptionsWrite], &[], 600),
    ];
    for (name, scopes, allowlist, rate_per_minute) in clients {
        let new = NewClientRequest {
            name: name.to_owned(),
            scopes: scopes.to_vec(),
            allowlist: allowlist.iter().map(|network| (*network).to_owned()).collect(),
            rate_per_minute,
        };
        let made: NewKeyView = door.post(root, "/clients", &new).await?;
        door.give_key(name, made.key);
    }
    let disabled = ChangeClientRequest { disabled: Some(true), ..ChangeClientRequest::default() };
    let _: Value = door.patch(root, "/clients/payout-core-v1", &disabled).await?;
    Ok(())
}

/// The paying system gets a new key; the one before lives on for a while.
pub async fn rotate_key(door: &mut Door) -> Result<()> {
    let path = format!("/clients/{CORE}/keys");
    let made: NewKeyView = door.post(Who::Person(ROOT.name), &path, &RotateRequest { overlap_hours: 72 }).await?;
    door.give_key(CORE, made.key);
    Ok(())
}
