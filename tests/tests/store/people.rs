//! People, sessions, setup links, API clients, keys, notices and saved views.

use anyhow::{Context, Result};
use server::store::{Attempts, ClientRecord, KeyOfClient, KeyRecord, NewNotice, NewSession, UserRecord};
use shared::api::notices::Notice;
use shared::api::views::SavedView;
use shared::case::CaseNumber;
use shared::digest::Digest;
use shared::role::{Role, Scope};
use tests::{Engine, on_both_engines};

use super::{Bench, at, case, hours};

on_both_engines! {
    alone:
        a_user_comes_out_as_it_went_in,
        names_that_nobody_has_are_counted_and_the_oldest_go,
        a_link_ends,
        sessions_are_found_by_their_tokens_and_end,
        clients_and_their_keys,
        keys_end_one_way_or_another,
        notices_are_read_up_to_a_number,
        views_are_saved_by_name;
}

pub fn user(name: &str) -> UserRecord {
    UserRecord {
        name: name.to_owned(),
        display_name: format!("{name} 林"),
        roles: vec![Role::Operator, Role::Supervisor],
        disabled: false,
        password_hash: None,
        attempts: Attempts::default(),
        created_at: at(0),
        last_sign_in_at: None,
    }
}

async fn a_user_comes_out_as_it_went_in(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    for name in ["mei", "lin", "zhao"] {
        bench.tx().insert_user(&user(name)).await?;
    }
    assert!(bench.tx().insert_user(&user("lin")).await.is_err(), "a name is taken once");
    let mut changed = user("lin");
    changed.roles = vec![Role::Auditor];
    changed.password_hash = Some("$argon2id$".to_owned());
    changed.attempts = Attempts { failed: 3, locked_until: Some(at(9)) };
    (changed.last_sign_in_at, changed.disabled) = (Some(at(8)), true);
    bench.tx().update_user(&changed).await?;
    for stored in [bench.tx().user("lin").await?, bench.tx().user_for_update("lin").await?] {
        let stored = stored.context("a user")?;
        assert_eq!((stored.roles, stored.password_hash), (changed.roles.clone(), changed.password_hash.clone()));
        assert_eq!(stored.attempts, changed.attempts);
        assert_eq!((stored.display_name, stored.disabled), ("lin 林".to_owned(), true));
        assert_eq!((stored.last_sign_in_at, stored.created_at), (Some(at(8)), at(0)));
    }
    let names = |users: Vec<UserRecord>| users.into_iter().map(|user| user.name).collect::<Vec<_>>();
    assert_eq!(names(bench.tx().users().await?), ["lin", "mei", "zhao"]);
    assert_eq!(names(bench.tx().enabled_users_for_update().await?), ["mei", "zhao"]);
    assert!(bench.tx().user("LIN").await?.is_none());
    Ok(())
}

async fn names_that_nobody_has_are_counted_and_the_oldest_go(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    let names: Vec<Digest> = (0..4_u8).map(|name| Digest::of(&[name])).collect();
    let (once, locked) =
        (Attempts { failed: 1, locked_until: None }, Attempts { failed: 5, locked_until: Some(at(30)) });
    assert_eq!(bench.tx().attempts_with_unknown_name(names[0]).await?, None);
    for name in &names[..3] {
        bench.tx().insert_unknown_name(*name, &once, 3).await?;
    }
    assert!(bench.tx().insert_unknown_name(names[1], &once, 3).await.is_err(), "a name is counted once");
    bench.tx().update_unknown_name(names[1], &locked).await?;
    assert_eq!(bench.tx().attempts_with_unknown_name(names[0]).await?, Some(once));
    assert_eq!(bench.tx().attempts_with_unknown_name(names[1]).await?, Some(locked));
    assert_eq!(bench.tx().unknown_name_for_update(names[1]).await?, Some(locked));
    bench.tx().insert_unknown_name(names[3], &once, 1).await?;
    for (name, expected) in names.iter().zip([None, None, None, Some(once)]) {
        assert_eq!(bench.tx().attempts_with_unknown_name(*name).await?, expected);
    }
    Ok(())
}

async fn a_link_ends(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    bench.tx().insert_user(&user("lin")).await?;
    let token = Digest::of(b"token");
    bench.tx().insert_setup_link(token, "lin", at(0), at(0) + hours(24)).await?;
    let link = bench.tx().setup_link(token).await?.context("a link")?;
    assert_eq!((link.user_name.as_str(), link.expires_at, link.ended_at), ("lin", at(0) + hours(24), None));
    bench.tx().end_setup_links("lin", at(5)).await?;
    bench.tx().end_setup_links("lin", at(6)).await?;
    let link = bench.tx().setup_link(token).await?.context("a link")?;
    assert_eq!(link.ended_at, Some(at(5)), "it ended when it ended");
    assert!(bench.tx().setup_link(Digest::ZERO).await?.is_none());
    Ok(())
}

fn session(token: &[u8], user_name: &str) -> NewSession {
    NewSession {
        token: Digest::of(token),
        user_name: user_name.to_owned(),
        started_at: at(0),
        expires_at: at(0) + hours(12),
        address: Some("192.0.2.7".to_owned()),
        user_agent: None,
    }
}

async fn sessions_are_found_by_their_tokens_and_end(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    bench.tx().insert_user(&user("lin")).await?;
    bench.tx().insert_user(&user("mei")).await?;
    let mut ids = Vec::new();
    for (token, name) in [(b"a", "lin"), (b"b", "lin"), (b"c", "lin"), (b"d", "mei")] {
        ids.push(bench.tx().insert_session(&session(token, name)).await?);
    }
    bench.tx().touch_session(ids[0], at(90)).await?;
    bench.tx().touch_session(ids[0], at(30)).await?;
    let found = bench.tx().session_by_token(Digest::of(b"a")).await?.context("a session")?;
    assert_eq!((found.session.id, found.session.last_seen_at), (ids[0], at(90)), "never backwards");
    assert_eq!((found.user.name.as_str(), found.session.address.as_deref()), ("lin", Some("192.0.2.7")));
    assert!(bench.tx().session_by_token(Digest::ZERO).await?.is_none());
    assert!(!bench.tx().end_session("mei", ids[0], at(91)).await?, "not another's");
    assert!(bench.tx().end_session("lin", ids[0], at(91)).await?);
    assert!(!bench.tx().end_session("lin", ids[0], at(92)).await?, "once");
    assert_eq!(bench.tx().end_sessions("lin", Some(ids[2]), at(93)).await?, 1);
    let open: Vec<i64> = bench.tx().open_sessions("lin").await?.into_iter().map(|session| session.id).collect();
    assert_eq!(open, [ids[2]]);
    assert_eq!(bench.tx().end_sessions("lin", None, at(94)).await?, 1);
    assert_eq!(bench.tx().open_sessions("mei").await?.len(), 1);
    Ok(())
}

fn client(name: &str) -> ClientRecord {
    ClientRecord {
        name: name.to_owned(),
        scopes: vec![Scope::ExceptionsWrite, Scope::CasesRead],
        allowlist: vec!["10.0.0.0/8".parse().expect("a network"), "2001:db8::/32".parse().expect("a network")],
        rate_per_minute: 600,
        disabled: false,
        created_at: at(0),
    }
}

fn key(id: &str, client: &str, made_at: i64) -> KeyRecord {
    KeyRecord {
        id: id.to_owned(),
        client: client.to_owned(),
        hash: Digest::of(id.as_bytes()).0.to_vec(),
        made_at: at(made_at),
        expires_at: None,
        revoked_at: None,
        last_used_at: None,
    }
}

async fn clients_and_their_keys(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    bench.tx().insert_client(&client("core")).await?;
    bench.tx().insert_client(&client("bank")).await?;
    let mut changed = client("core");
    (changed.scopes, changed.allowlist) = (vec![Scope::EvidenceWrite], vec![]);
    (changed.rate_per_minute, changed.disabled) = (i32::MAX, true);
    bench.tx().update_client(&changed).await?;
    let stored = bench.tx().client_for_update("core").await?.context("a client")?;
    assert_eq!((stored.scopes, stored.allowlist), (changed.scopes, changed.allowlist));
    assert_eq!((stored.rate_per_minute, stored.disabled), (i32::MAX, true));
    assert!(bench.tx().client_for_update("nobody").await?.is_none());
    let names: Vec<String> = bench.tx().clients().await?.into_iter().map(|client| client.name).collect();
    assert_eq!(names, ["bank", "core"]);

    bench.tx().insert_key(&key("k1", "bank", 1)).await?;
    bench.tx().touch_key("k1", at(60)).await?;
    bench.tx().touch_key("k1", at(30)).await?;
    bench.tx().insert_key(&key("k2", "core", 2)).await?;
    let mut found = bench.tx().keys_of_clients(&["k2", "k1", "nobody's"]).await?;
    found.sort_by(|one, other| one.key.id.cmp(&other.key.id));
    let names = |found: &[KeyOfClient]| found.iter().map(|found| found.client.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&found), ["bank", "core"]);
    let found = &found[0];
    assert_eq!((found.client.name.as_str(), found.key.last_used_at), ("bank", Some(at(60))));
    assert_eq!((&found.client.allowlist, &found.key.hash), (&client("bank").allowlist, &key("k1", "bank", 1).hash));
    assert!(bench.tx().keys_of_clients(&["nobody's"]).await?.is_empty());
    Ok(())
}

async fn keys_end_one_way_or_another(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    bench.tx().insert_client(&client("core")).await?;
    for (id, made_at) in [("k1", 1), ("k2", 2), ("k3", 3)] {
        bench.tx().insert_key(&key(id, "core", made_at)).await?;
    }
    bench.tx().expire_keys("core", "k3", at(100)).await?;
    bench.tx().expire_keys("core", "k3", at(200)).await?;
    let live = |keys: Vec<KeyRecord>| keys.into_iter().map(|key| key.id).collect::<Vec<_>>();
    assert_eq!(live(bench.tx().live_keys("core", at(99)).await?), ["k3", "k2", "k1"], "the newest first");
    assert_eq!(live(bench.tx().live_keys("core", at(100)).await?), ["k3"], "never later than was said first");
    assert!(bench.tx().revoke_key("core", "k3", at(50)).await?);
    assert!(!bench.tx().revoke_key("core", "k3", at(51)).await?, "once");
    assert!(!bench.tx().revoke_key("other", "k1", at(51)).await?, "not another's");
    assert_eq!(live(bench.tx().live_keys("core", at(99)).await?), ["k2", "k1"]);
    Ok(())
}

async fn notices_are_read_up_to_a_number(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &[case(1)]).await?;
    let notice = |name: &str, by: &str| NewNotice {
        user_name: name.to_owned(),
        at: at(1),
        number: Some(CaseNumber(1)),
        notice: Notice::TakenOver { by: by.to_owned() },
    };
    bench.tx().insert_notices(&[notice("lin", "a"), notice("mei", "b"), notice("lin", "c")]).await?;
    bench.tx().insert_notices(&[notice("lin", "d")]).await?;
    bench.tx().insert_notices(&[]).await?;
    let given = bench.tx().notices("lin", 10).await?;
    let by = |by: &str| Notice::TakenOver { by: by.to_owned() };
    assert_eq!(given.iter().map(|view| view.notice.clone()).collect::<Vec<_>>(), [by("d"), by("c"), by("a")]);
    assert_eq!(bench.tx().unread_notices("lin").await?, 3);
    bench.tx().read_notices("lin", given[1].id, at(2)).await?;
    assert_eq!(bench.tx().unread_notices("lin").await?, 1);
    assert_eq!(bench.tx().unread_notices("mei").await?, 1);
    let read: Vec<bool> = bench.tx().notices("lin", 2).await?.iter().map(|view| view.read).collect();
    assert_eq!(read, [false, true]);
    let notice = Notice::ChannelChangeWaits { channel: "c".to_owned(), change: 1, by: "wu".to_owned() };
    let of_no_case = NewNotice { user_name: "gu".to_owned(), at: at(1), number: None, notice: notice.clone() };
    bench.tx().insert_notices(&[of_no_case]).await?;
    let given = bench.tx().notices("gu", 10).await?;
    assert_eq!((given[0].number, &given[0].notice), (None, &notice));
    // What is settled waits for nobody; another of its kind still does.
    let other = Notice::ChannelChangeWaits { channel: "c".to_owned(), change: 2, by: "wu".to_owned() };
    for (settled, unread) in [(&other, 1), (&notice, 0)] {
        bench.tx().settle_notice("gu", settled, at(3)).await?;
        assert_eq!(bench.tx().unread_notices("gu").await?, unread);
    }
    Ok(())
}

async fn views_are_saved_by_name(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    let view = |name: &str, query: &str| SavedView { name: name.to_owned(), query: query.to_owned() };
    for saved in [view("待办", "state=open"), view("Big", "priority=high"), view("待办", "state=open&q=云")] {
        bench.tx().save_view("lin", &saved).await?;
    }
    let views = bench.tx().saved_views("lin").await?;
    assert_eq!(views, [view("Big", "priority=high"), view("待办", "state=open&q=云")]);
    assert_eq!(bench.tx().saved_views("mei").await?, []);
    assert!(!bench.tx().delete_view("mei", "Big").await?);
    assert!(bench.tx().delete_view("lin", "Big").await?);
    assert!(!bench.tx().delete_view("lin", "Big").await?);
    Ok(())
}
