//! What is live: the feed of changes, how notices stand, who is present, and rates over several servers.

use anyhow::Result;
use server::auth::rates::Untold;
use server::store::{ClientRecord, NewNotice, Tx};
use shared::api::changes::UnreadView;
use shared::api::notices::Notice;
use shared::api::presence::Doing;
use shared::case::CaseNumber;
use tests::{Engine, on_both_engines};

use super::people::user;
use super::{Bench, at, case};

on_both_engines! {
    alone:
        the_feed_is_what_changed_last,
        unread_notices_are_counted_for_each_person,
        who_is_present_is_forgotten,
        rates_add_up_over_servers;
}

async fn the_feed_is_what_changed_last(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &[case(1), case(2), case(3), case(4)]).await?;
    let mut changed = case(2);
    (changed.version, changed.updated_at) = (5, at(9));
    bench.tx().update_case(&changed).await?;
    let numbers =
        |found: Vec<(CaseNumber, i64)>| found.into_iter().map(|(number, version)| (number.0, version)).collect();
    for (since, limit, expected) in [
        (0, 9, vec![(2, 5), (4, 1), (3, 1), (1, 1)]),
        (3, 9, vec![(2, 5), (4, 1), (3, 1)]),
        (4, 9, vec![(2, 5), (4, 1)]),
        (0, 2, vec![(2, 5), (4, 1)]),
        (10, 9, vec![]),
    ] {
        let found: Vec<_> = numbers(bench.tx().changed_cases(at(since), limit).await?);
        assert_eq!(found, expected, "since {since}, at most {limit}");
    }
    Ok(())
}

async fn unread_notices_are_counted_for_each_person(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &[case(1)]).await?;
    let notice = |user_name: &str| NewNotice {
        user_name: user_name.to_owned(),
        at: at(0),
        number: Some(CaseNumber(1)),
        notice: Notice::TakenOver { by: "mei".to_owned() },
    };
    bench.tx().insert_notices(&[notice("lin"), notice("wu"), notice("lin"), notice("lin")]).await?;
    let newest = bench.tx().notices("lin", 9).await?[0].id;
    let unread = bench.tx().unread_of(&["lin", "wu", "gu"]).await?;
    assert_eq!((unread.len(), unread["lin"]), (2, UnreadView { unread: 3, newest }));
    bench.tx().read_notices("lin", newest - 1, at(5)).await?;
    assert_eq!(bench.tx().unread_of(&["lin"]).await?["lin"], UnreadView { unread: 1, newest });
    bench.tx().read_notices("lin", newest, at(5)).await?;
    assert!(bench.tx().unread_of(&["lin"]).await?.is_empty());
    assert!(bench.tx().unread_of(&[]).await?.is_empty());
    Ok(())
}

async fn present(tx: &mut Tx<'_>, since: i64) -> Result<Vec<(i64, String, Doing)>> {
    let present = tx.present(at(since)).await?;
    Ok(present.into_iter().map(|(number, person)| (number.0, person.name, person.doing)).collect())
}

async fn who_is_present_is_forgotten(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &[case(1), case(2)]).await?;
    for name in ["lin", "mei"] {
        bench.tx().insert_user(&user(name)).await?;
    }
    for (number, name, doing, seconds) in [
        (1, "mei", Doing::Looking, 0),
        (2, "lin", Doing::Writing, 1),
        (1, "lin", Doing::Looking, 2),
        (1, "mei", Doing::Deciding, 3),
    ] {
        bench.tx().put_presence(CaseNumber(number), name, doing, at(seconds)).await?;
    }
    let (lin, mei, lin_2) = (
        (1, "lin".to_owned(), Doing::Looking),
        (1, "mei".to_owned(), Doing::Deciding),
        (2, "lin".to_owned(), Doing::Writing),
    );
    assert_eq!(present(&mut bench.tx(), 0).await?, [lin.clone(), mei.clone(), lin_2]);
    assert_eq!(present(&mut bench.tx(), 1).await?, [lin, mei.clone()], "who was seen then was seen before now");
    bench.tx().end_presence(CaseNumber(1), "lin").await?;
    bench.tx().end_presence(CaseNumber(1), "nobody").await?;
    bench.tx().forget_presence(at(2)).await?;
    assert_eq!(present(&mut bench.tx(), -9).await?, [mei]);
    assert!(bench.tx().put_presence(CaseNumber(9), "lin", Doing::Looking, at(0)).await.is_err(), "no such case");
    Ok(())
}

async fn rates_add_up_over_servers(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    for name in ["core", "other"] {
        let client = ClientRecord {
            name: name.to_owned(),
            scopes: vec![],
            allowlist: vec![],
            rate_per_minute: 600,
            disabled: false,
            created_at: at(0),
        };
        bench.tx().insert_client(&client).await?;
    }
    let untold = |client: &str, from, used| Untold { client: client.to_owned(), from, used };
    for (told, expected) in [
        (vec![untold("core", 1000, 50)], vec![("core", 1050)]),
        (vec![untold("core", 1010, 20), untold("other", 7, 1)], vec![("core", 1070), ("other", 8)]),
        (vec![untold("core", 1069, 5)], vec![("core", 1075)]),
        (vec![untold("core", 5000, 1), untold("other", 8, 1)], vec![("core", 5001), ("other", 9)]),
        (vec![], vec![]),
    ] {
        let mut all = bench.tx().share_rates(&told).await?;
        all.sort_unstable();
        let all: Vec<(&str, i64)> = all.iter().map(|(client, until)| (client.as_str(), *until)).collect();
        assert_eq!(all, expected, "{told:?}");
    }
    Ok(())
}
