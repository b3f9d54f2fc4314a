//! API clients and their keys.

use std::net::IpAddr;

use anyhow::Result;
use chrono::Duration;
use futures::future::join_all;
use server::auth::key::Key;
use server::caller::Caller;
use server::desk::clients::change_client::ChangeClient;
use server::desk::clients::make_client::MakeClient;
use server::desk::clients::revoke_key::RevokeKey;
use server::desk::clients::rotate_key::RotateKey;
use server::desk::people::authenticate::CallingClient;
use server::error::Error;
use shared::actor::Actor;
use shared::api::clients::{ChangeClientRequest, NewClientRequest, RotateRequest};
use shared::api::problem::{Code, FieldCode};
use shared::role::{Permission, Role, Scope};
use tests::{Engine, LocalDesk};

use super::{origin, person, refused, winners};

fn new_client(name: &str, allowlist: &[&str]) -> NewClientRequest {
    NewClientRequest {
        name: name.to_owned(),
        scopes: vec![Scope::CasesRead, Scope::ExceptionsWrite, Scope::CasesRead],
        allowlist: allowlist.iter().map(ToString::to_string).collect(),
        rate_per_minute: 600,
    }
}

fn admin() -> Caller {
    person("ada", &[Role::Admin])
}

impl Scene {
    async fn call(&self, key: &str, address: &str) -> Result<CallingClient, Error> {
        let key = Key::read(key).ok_or_else(|| Error::refuse(Code::Unauthenticated))?;
        self.local.desk.calling_client(&key, Some(address.parse::<IpAddr>().expect("an address")), origin()).await
    }

    async fn change(&self, change: ChangeClientRequest) -> Result<()> {
        self.local.desk.execute(ChangeClient { caller: admin(), name: "core".to_owned(), change }).await?;
        Ok(())
    }

    async fn rotate(&self, overlap_hours: u32) -> Result<String, Error> {
        let rotation = RotateRequest { overlap_hours };
        let made = self.local.desk.execute(RotateKey { caller: admin(), name: "core".to_owned(), rotation }).await?;
        Ok(made.key)
    }

    async fn revoke(&self, key: &str) -> Result<(), Error> {
        let key = key.split('_').nth(1).unwrap_or_default().to_owned();
        self.local.desk.execute(RevokeKey { caller: admin(), name: "core".to_owned(), key }).await
    }
}

/// A desk with a client `core`.
struct Scene {
    local: LocalDesk,
    key: String,
}

async fn scene(engine: Engine, allowlist: &[&str]) -> Result<Scene> {
    let local = LocalDesk::on(engine).await?;
    let made = local.desk.execute(MakeClient { caller: admin(), client: new_client("core", allowlist) }).await?;
    assert_eq!(made.client.scopes, [Scope::ExceptionsWrite, Scope::CasesRead]);
    Ok(Scene { local, key: made.key })
}

#[tokio::test]
async fn a_key_opens_what_its_client_may() -> Result<()> {
    for engine in Engine::BOTH {
        let scene = scene(engine, &[]).await?;
        let client = scene.call(&scene.key, "192.0.2.1").await?;
        assert_eq!(client.caller.actor, Actor::Client("core".to_owned()));
        assert!(client.caller.may(Permission::FileExceptions) && !client.caller.may(Permission::AddResponses));
        assert_eq!(client.rate_per_minute, 600);
        let listed = scene.local.desk.clients(&admin()).await?.items;
        assert!(listed[0].keys[0].last_used_at.is_some(), "its use is noted");
        let forged = format!("{}{}", &scene.key[..scene.key.len() - 8], "00000000");
        for key in [forged.as_str(), "hf_", "", &scene.key[1..]] {
            assert_eq!(refused(scene.call(key, "192.0.2.1").await)?, Code::Unauthenticated, "{key}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_revoked_key_and_a_disabled_client_are_refused_at_once() -> Result<()> {
    for engine in Engine::BOTH {
        let scene = scene(engine, &[]).await?;
        let second = scene.rotate(24).await?;
        scene.call(&scene.key, "192.0.2.1").await?;
        scene.revoke(&scene.key).await?;
        assert_eq!(refused(scene.call(&scene.key, "192.0.2.1").await)?, Code::Unauthenticated);
        assert_eq!(refused(scene.revoke(&scene.key).await)?, Code::NotFound, "it was revoked before");
        scene.call(&second, "192.0.2.1").await?;
        scene.change(ChangeClientRequest { disabled: Some(true), ..Default::default() }).await?;
        assert_eq!(refused(scene.call(&second, "192.0.2.1").await)?, Code::Unauthenticated);
        for statement in ["UPDATE client_keys SET revoked_at = NULL", "DELETE FROM clients"] {
            assert!(scene.local.sql(statement).await.is_err(), "{statement}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn keys_that_are_asked_for_together_are_each_answered_for_themselves() -> Result<()> {
    for engine in Engine::BOTH {
        let scene = scene(engine, &[]).await?;
        let bank = MakeClient { caller: admin(), client: new_client("bank", &[]) };
        let bank = scene.local.desk.execute(bank).await?.key;
        let revoked = scene.rotate(24).await?;
        scene.revoke(&revoked).await?;
        let forged = format!("{}{}", &bank[..bank.len() - 8], "00000000");
        let keys = [(&scene.key, Some("core")), (&bank, Some("bank")), (&revoked, None), (&forged, None)];
        let calls = keys.iter().cycle().take(60).map(async |(key, whose)| (scene.call(key, "192.0.2.1").await, *whose));
        for (answer, whose) in join_all(calls).await {
            match whose {
                Some(name) => assert_eq!(answer?.name, name),
                None => assert_eq!(refused(answer)?, Code::Unauthenticated),
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn rotated_keys_live_side_by_side_for_a_while() -> Result<()> {
    for engine in Engine::BOTH {
        let scene = scene(engine, &[]).await?;
        let second = scene.rotate(24).await?;
        let third = scene.rotate(48).await?;
        for key in [&scene.key, &second, &third] {
            scene.call(key, "192.0.2.1").await?;
        }
        scene.local.clock.advance(Duration::hours(24));
        assert_eq!(refused(scene.call(&scene.key, "192.0.2.1").await)?, Code::Unauthenticated, "its day was over");
        scene.call(&second, "192.0.2.1").await?;
        let last = scene.rotate(0).await?;
        for key in [&second, &third] {
            assert_eq!(refused(scene.call(key, "192.0.2.1").await)?, Code::Unauthenticated);
        }
        scene.call(&last, "192.0.2.1").await?;
        assert_eq!(scene.local.desk.clients(&admin()).await?.items[0].keys.len(), 1);
        assert_eq!(refused(scene.rotate(721).await)?, Code::InvalidFields);
    }
    Ok(())
}

#[tokio::test]
async fn a_client_calls_from_listed_networks_only() -> Result<()> {
    for engine in Engine::BOTH {
        let scene = scene(engine, &["10.1.2.3/8", "2001:db8::1"]).await?;
        let listed = scene.local.desk.clients(&admin()).await?.items.remove(0);
        assert_eq!(listed.allowlist, ["10.0.0.0/8", "2001:db8::1/128"]);
        scene.call(&scene.key, "10.200.0.1").await?;
        scene.call(&scene.key, "2001:db8::1").await?;
        assert_eq!(refused(scene.call(&scene.key, "11.0.0.1").await)?, Code::AddressNotAllowed);
        scene.change(ChangeClientRequest { allowlist: Some(vec![]), ..Default::default() }).await?;
        scene.call(&scene.key, "11.0.0.1").await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_client_is_made_once_and_whole() -> Result<()> {
    for engine in Engine::BOTH {
        let local = LocalDesk::on(engine).await?;
        let make = |client: NewClientRequest| local.desk.execute(MakeClient { caller: admin(), client });
        let race = join_all((0..4).map(|_| make(new_client("core", &[])))).await;
        assert_eq!(winners(race, Code::NameTaken)?, 1, "{engine:?}");
        let bad = NewClientRequest {
            name: String::new(),
            scopes: vec![],
            allowlist: vec!["10.0.0.0/8".to_owned(), "nonsense".to_owned()],
            rate_per_minute: 0,
        };
        let Err(Error::Refused(refusal)) = make(bad).await else { panic!("it was made") };
        let faults: Vec<_> = refusal.errors.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        let expected = [
            ("name", FieldCode::TooShort),
            ("scopes", FieldCode::TooShort),
            ("rate_per_minute", FieldCode::OutOfRange),
            ("allowlist[1]", FieldCode::BadAddress),
        ];
        assert_eq!(faults, expected);
        assert_eq!(local.desk.verify_trail().await?.faults, Vec::<String>::new());
        let entries = local.texts("SELECT action FROM audit WHERE subject = 'client:core' ORDER BY seq").await?;
        assert_eq!(entries, ["client.created", "client.key_made"]);
    }
    Ok(())
}

#[tokio::test]
async fn only_admins_manage_clients() -> Result<()> {
    for engine in Engine::BOTH {
        let scene = scene(engine, &[]).await?;
        let desk = &scene.local.desk;
        let caller = person("lin", &[Role::Operator, Role::Supervisor, Role::Auditor]);
        let name = || "core".to_owned();
        let make = MakeClient { caller: caller.clone(), client: new_client("eve", &[]) };
        assert_eq!(refused(desk.execute(make).await)?, Code::Forbidden);
        let change = ChangeClient { caller: caller.clone(), name: name(), change: ChangeClientRequest::default() };
        assert_eq!(refused(desk.execute(change).await)?, Code::Forbidden);
        let rotation = RotateRequest { overlap_hours: 0 };
        let rotate = RotateKey { caller: caller.clone(), name: name(), rotation };
        assert_eq!(refused(desk.execute(rotate).await)?, Code::Forbidden);
        let revoke = RevokeKey { caller: caller.clone(), name: name(), key: "0".to_owned() };
        assert_eq!(refused(desk.execute(revoke).await)?, Code::Forbidden);
        assert_eq!(refused(desk.clients(&caller).await)?, Code::Forbidden);
    }
    Ok(())
}
