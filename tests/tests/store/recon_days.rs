//! Days: run, proved, closed; and a closed one refuses everything, whoever asks.

use anyhow::{Context, Result};
use server::store::{AttachmentRecord, BalanceRecord, DayRecord, NewLine, Place, PlaceRecord};
use shared::actor::Actor;
use shared::api::recon::{BalanceMoment, ClosingState, ClosingView, DayFigures};
use shared::digest::Digest;
use shared::evidence::Attachment;
use shared::money::Currency;
use shared::recon::matching::{Fit, LineId, MatchId, Rule};
use shared::recon::{Side, Sums};
use tests::{Engine, on_both_engines};

use super::recon::{day, file, id, is_refused, new, with_account};
use super::{Bench, at};

on_both_engines! {
    alone:
        days_are_run_where_a_statement_has_come_up_to_them,
        balances_are_told_in_order,
        a_day_closes_by_an_approved_closing_and_stays;
}

fn figures() -> DayFigures {
    let none = Sums::none(Currency::CNY);
    DayFigures {
        ours: none,
        channel: none,
        ours_by_kind: vec![],
        channel_by_kind: vec![],
        matched: 0,
        rules: vec![],
        held: 0,
        unmoved: 0,
        open: 0,
        discrepancies: vec![],
    }
}

async fn day_of(bench: &mut Bench, number: u32) -> Result<DayRecord> {
    bench.tx().recon_day(&id("a"), day(number)).await?.context("a day")
}

/// The day as it was run.
async fn ran(bench: &mut Bench, number: u32) -> Result<()> {
    let mut record = day_of(bench, number).await?;
    (record.ran_version, record.ran_at, record.figures) = (record.lines_version, Some(at(5)), Some(figures()));
    record.version += 1;
    Ok(bench.tx().update_recon_day(&record).await?)
}

async fn days_are_run_where_a_statement_has_come_up_to_them(engine: Engine) -> Result<()> {
    let mut bench = with_account(engine).await?;
    let account = id("a");
    bench.tx().touch_recon_days(&account, &[day(1), day(3)], Side::Ours).await?;
    assert_eq!(bench.tx().next_stale_day(&account).await?, None, "no statement has come");
    bench.tx().touch_recon_days(&account, &[day(2)], Side::Channel).await?;
    let next = bench.tx().next_stale_day(&account).await?.context("a day")?;
    assert_eq!((next.date, next.has_ours, next.has_channel, next.lines_version), (day(1), true, false, 1));
    ran(&mut bench, 1).await?;
    ran(&mut bench, 2).await?;
    assert_eq!(bench.tx().next_stale_day(&account).await?, None, "the third is beyond the statement");
    bench.tx().make_day_stale(&account, day(1)).await?;
    assert_eq!(bench.tx().next_stale_day(&account).await?.map(|day| (day.date, day.version)), Some((day(1), 3)));
    assert_eq!(bench.tx().coverage(&account).await?, (None, Some(day(2))));
    assert_eq!(bench.tx().collect_days(&account, day(2)).await?.len(), 2);
    assert_eq!(bench.tx().collect_days(&account, day(2)).await?, []);
    assert_eq!(bench.tx().coverage(&account).await?, (Some(day(2)), Some(day(2))));
    let locked = bench.tx().recon_day_for_update(&account, day(1)).await?.context("a day")?;
    assert_eq!((locked.is_collected, locked.figures.is_some()), (true, true));
    for (of, period, expected) in [
        (Some(&account), (day(1), day(2)), vec![day(1), day(2)]),
        (None, (day(3), day(9)), vec![day(3)]),
        (Some(&id("b")), (day(1), day(9)), vec![]),
    ] {
        let days = bench.tx().recon_days(of, period).await?;
        assert_eq!(days.iter().map(|day| day.date).collect::<Vec<_>>(), expected);
    }
    assert_eq!(bench.tx().first_open_day_before(&account, day(3)).await?, Some(day(1)));
    assert_eq!(bench.tx().first_open_day_before(&account, day(1)).await?, None);
    Ok(())
}

fn balance(moment: BalanceMoment, amount_minor: i64, file: Option<i64>) -> BalanceRecord {
    BalanceRecord {
        moment,
        amount_minor,
        file,
        told_by: Actor::User("lin".to_owned()),
        told_at: at(1),
        reason: file.is_none().then(|| "门户".to_owned()),
        attachments: vec![Digest::of(b"png")],
        seen: None,
    }
}

async fn balances_are_told_in_order(engine: Engine) -> Result<()> {
    let mut bench = with_account(engine).await?;
    let account = id("a");
    bench.tx().touch_recon_days(&account, &[day(1), day(2)], Side::Channel).await?;
    let mut booked = file(1, "a", "1");
    bench.tx().insert_statement_file(&booked).await?;
    let told = [
        (day(1), balance(BalanceMoment::Opening, -5, None)),
        (day(1), balance(BalanceMoment::Closing, 7, Some(1))),
        (day(2), balance(BalanceMoment::Closing, 9, None)),
    ];
    for (date, balance) in &told {
        bench.tx().insert_day_balance((&account, *date), balance).await?;
    }
    assert_eq!(bench.tx().day_balances(&account, (day(1), day(2))).await?, told);
    assert_eq!(bench.tx().day_balances(&account, (day(2), day(2))).await?, told[2..]);
    assert_eq!(bench.tx().last_day_before(&account, day(2)).await?, Some(day(1)));
    assert_eq!(bench.tx().last_day_before(&account, day(1)).await?, None);
    assert!(bench.tx().files_of_day(&account, day(1), 9).await?.is_empty(), "it is not booked");
    booked.state = shared::api::recon::StatementState::Booked { by: Actor::Desk, at: at(9), moved: 0 };
    bench.tx().update_statement_file(&booked).await?;
    assert_eq!(bench.tx().files_of_day(&account, day(1), 9).await?, [1]);
    let sha256 = Digest::of(b"png");
    let attachment =
        Attachment { name: "门户.png".to_owned(), media_type: "image/png".to_owned(), size_bytes: 3, sha256 };
    let shown = AttachmentRecord { attachment, content: b"png".to_vec() };
    for _ in 0..2 {
        bench.tx().insert_day_attachment((&account, day(1)), &shown).await?;
    }
    let read = bench.tx().day_attachment((&account, day(1)), sha256).await?;
    assert_eq!(read, Some(("image/png".to_owned(), b"png".to_vec())));
    assert_eq!(bench.tx().day_attachment((&account, day(2)), sha256).await?, None);
    Ok(())
}

fn closing(seq: i32, maker: &str) -> ClosingView {
    ClosingView {
        seq,
        maker: maker.to_owned(),
        reason: None,
        proposed_at: at(2),
        binds_to: Digest::of(b"seen"),
        state: ClosingState::Open,
        decided_by: None,
        decided_at: None,
        remark: None,
    }
}

fn decided(closing: &ClosingView, state: ClosingState, by: &str) -> ClosingView {
    let by = if by == "desk" { Actor::Desk } else { Actor::User(by.to_owned()) };
    ClosingView { state, decided_by: Some(by), decided_at: Some(at(3)), ..closing.clone() }
}

async fn a_day_closes_by_an_approved_closing_and_stays(engine: Engine) -> Result<()> {
    let mut bench = with_account(engine).await?;
    let account = id("a");
    let of = (&account, day(1));
    bench
        .tx()
        .insert_recon_lines(
            &account,
            (Side::Ours, None),
            &[new("P-1", day(1), Some("1")), new("P-2", day(1), Some("2"))],
        )
        .await?;
    bench.tx().touch_recon_days(&account, &[day(1), day(2)], Side::Ours).await?;
    let lines = bench.tx().placed_lines(&account, day(1), ("", 0), 9).await?;
    let place = |index: usize, place: Place| PlaceRecord {
        line: LineId(lines[index].record.id),
        day: day(1),
        date: day(1),
        place,
    };
    let matched = Place::Matched { id: MatchId(1), rule: Rule::ByHand, fit: Fit::Exact, difference_minor: 0 };
    let places = [place(0, matched), place(1, Place::Held { until: day(2) })];
    bench.tx().insert_places(&account, &places).await?;
    ran(&mut bench, 1).await?;
    let mut closed = day_of(&mut bench, 1).await?;
    closed.is_closed = true;
    assert!(is_refused(bench.tx().update_recon_day(&closed).await), "nobody approved it");
    let (first, second) = (closing(1, "lin"), closing(2, "lin"));
    bench.tx().insert_day_closing(of, &first).await?;
    assert!(bench.tx().insert_day_closing(of, &second).await.is_err(), "one is open");
    assert_eq!(bench.tx().days_proposed((day(1), day(9))).await?, [(account.clone(), day(1))]);
    assert!(is_refused(bench.tx().update_day_closing(of, &decided(&first, ClosingState::Approved, "lin")).await));
    let voided = decided(&first, ClosingState::Voided, "desk");
    bench.tx().update_day_closing(of, &voided).await?;
    assert!(is_refused(bench.tx().update_day_closing(of, &decided(&first, ClosingState::Approved, "wu")).await));
    bench.tx().insert_day_closing(of, &second).await?;
    let approved = decided(&second, ClosingState::Approved, "wu");
    bench.tx().update_day_closing(of, &approved).await?;
    assert_eq!(bench.tx().day_closings(of).await?, [voided, approved]);
    bench.tx().update_recon_day(&closed).await?;
    assert_eq!(bench.tx().closed_days(&account, day(1)).await?, [day(1)]);
    assert_eq!(bench.tx().account_span(&account).await?.closed_until, Some(day(1)));

    // From here on it refuses.
    let late: [NewLine; 1] = [new("P-3", day(1), Some("3"))];
    assert!(is_refused(bench.tx().insert_recon_lines(&account, (Side::Ours, None), &late).await));
    assert!(is_refused(bench.tx().touch_recon_days(&account, &[day(1)], Side::Ours).await));
    assert!(is_refused(bench.tx().update_recon_day(&DayRecord { is_closed: false, ..closed.clone() }).await));
    assert!(is_refused(bench.tx().delete_places(&[places[0].line]).await));
    assert!(is_refused(bench.tx().insert_day_balance(of, &balance(BalanceMoment::Closing, 1, None)).await));
    // What waits in it may end in an open day.
    bench.tx().delete_places(&[places[1].line]).await?;
    assert!(is_refused(bench.tx().insert_places(&account, &places[1..]).await));
    let later = PlaceRecord { date: day(2), place: matched, ..places[1] };
    assert_eq!(bench.tx().insert_places(&account, &[later]).await?, 1);
    Ok(())
}
