//! Many at once: one winner each, everything in the trail, versions without gaps; and a crash in the middle.

use std::time::Duration;

use anyhow::{Context, Result};
use futures::future::join_all;
use shared::api::exceptions::FiledView;
use shared::api::problem::Code;
use shared::audit::Action;
use shared::case::CaseNumber;
use shared::resolution::Outcome::ConfirmedPaid;
use shared::resolution::Resolution::ConfirmPaid;
use shared::role::Scope;
use tests::caller::Answer;
use tests::payout::{Payout, payout};
use tests::response::wechat;
use tests::{Caller, Desk, Engine, on_both_engines, refused};

on_both_engines! {
    alone:
        twenty_clients_on_one_case,
        two_servers_file_the_same_at_once,
        what_was_answered_survives_a_crash;
}

/// How many at once.
const MANY: usize = 20;

/// Twenty callers: four people, five browsers each.
async fn people(desk: &Desk) -> Result<Vec<Caller>> {
    let four = [desk.lin().await?, desk.mei().await?, desk.wu().await?, desk.zhao().await?];
    Ok(four.into_iter().cycle().take(MANY).collect())
}

/// The one that won; all others must be refused with one of these codes.
fn one_winner<T: std::fmt::Debug>(answers: Vec<Answer<T>>, otherwise: &[Code]) -> T {
    let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!((won.len(), lost.len()), (1, MANY - 1), "{won:?}");
    for answer in lost {
        let Err(tests::caller::Failure::Refused(problem)) = answer else { panic!("{answer:?}") };
        assert!(otherwise.contains(&problem.code), "{problem:?}");
    }
    won.into_iter().flatten().next().expect("one that won")
}

async fn twenty_clients_on_one_case(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let (core, people) = (desk.core().await?, people(&desk).await?);
    let number = core.number_of(payout().query(wechat("SUCCESS").minutes_ago(100))).await?;

    let claims = join_all(people.iter().map(|person| person.claim_seen(number, 1))).await;
    let view = one_winner(claims, &[Code::CaseChanged]);
    let holder = view.case.state.holder(view.now).context("a holder")?.to_owned();

    let notes = join_all(
        people.iter().enumerate().map(async |(index, person)| person.note(number, &format!("note {index}")).await),
    );
    let evidence = join_all((0..MANY).map(|_| core.add_query(number, wechat("PROCESSING"))));
    let (notes, evidence) = futures::future::join(notes, evidence).await;
    let numbered = |mut seqs: Vec<i32>, first: i32| {
        seqs.sort_unstable();
        assert_eq!(seqs, (first..).take(MANY).collect::<Vec<_>>(), "no number twice, none left out");
    };
    numbered(notes.into_iter().map(|note| Ok(note?.seq)).collect::<Result<_>>()?, 1);
    numbered(evidence.into_iter().map(|recorded| Ok(recorded?.evidence.seq)).collect::<Result<_>>()?, 3);

    let version = core.case(number).await?.case.version;
    assert_eq!(version, 2 + 2 * MANY as i64, "one version a change");
    let decided = join_all(people.iter().map(|person| person.resolve_seen(number, version, ConfirmPaid, None))).await;
    let view = one_winner(decided, &[Code::CaseChanged, Code::ResolutionBlocked]);
    assert_eq!((view.case.state.outcome(), view.case.version), (Some(ConfirmedPaid), version + 1));
    assert_eq!(view.case.state.stored_owner(), Some(holder.as_str()), "only the holder could");

    let happened = super::actions(&core.trail(number).await?)?;
    for (action, times) in [
        (Action::CaseFiled, 1),
        (Action::CaseClaimed, 1),
        (Action::CaseNoted, MANY),
        (Action::EvidenceRecorded, MANY),
        (Action::CaseClosed, 1),
    ] {
        assert_eq!(happened.iter().filter(|seen| **seen == action).count(), times, "{action:?}");
    }
    desk.holdfast.execute(&["audit", "verify"], "")?;
    Ok(())
}

async fn two_servers_file_the_same_at_once(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let beside = Desk::start(desk.holdfast.beside())?;
    let (here, there) = (desk.core().await?, beside.system("core-2", &Scope::ALL)?);
    let filings: Vec<Payout> = (0..MANY).map(|_| payout()).collect();
    let file_all = async |core: &Caller| join_all(filings.iter().map(|filing| core.file(filing))).await;
    let (first, second) = futures::future::join(file_all(&here), file_all(&there)).await;
    let mut numbers: Vec<CaseNumber> = Vec::new();
    for (first, second) in first.into_iter().zip(second) {
        let (first, second) = (first?, second?);
        assert_eq!(first, second, "one case, and one answer");
        numbers.push(first.number);
    }
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), MANY);
    let lin = desk.lin().await?;
    lin.claim(numbers[0]).await?;
    refused(there.claim_seen(numbers[0], 1).await, Code::Forbidden);
    desk.holdfast.execute(&["audit", "verify"], "")?;
    Ok(())
}

/// Files one after the other until nobody answers any more; what was answered, and the one that was not.
async fn file_until_the_end(core: Caller) -> (Vec<(Payout, FiledView)>, Payout) {
    let mut answered = Vec::new();
    loop {
        let filing = payout().query(wechat("PROCESSING"));
        match core.file(&filing).await {
            Ok(view) => answered.push((filing, view)),
            Err(_) => return (answered, filing),
        }
    }
}

async fn what_was_answered_survives_a_crash(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let core = desk.core().await?;
    let filers: Vec<_> = (0..8).map(|_| tokio::spawn(file_until_the_end(core.clone()))).collect();
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let setup = desk.holdfast.crash()?;
    let ends = join_all(filers).await.into_iter().collect::<Result<Vec<_>, _>>()?;

    let desk = Desk::start(setup)?;
    let core = desk.system("core-after", &Scope::ALL)?;
    let mut count = 0;
    for (answered, unanswered) in ends {
        for (filing, view) in answered {
            assert_eq!(core.file(&filing).await?, view, "what was answered is there");
            count += 1;
        }
        // Nobody knows whether it was kept; sent again it is one whole case.
        let number = core.number_of(&unanswered).await?;
        assert_eq!(core.case(number).await?.evidence.len(), 2);
        assert_eq!(core.list(&[("q", unanswered.order_number())]).await?.items.len(), 1);
    }
    assert!(count >= 8, "only {count} were filed before the crash");
    let printed = desk.holdfast.execute(&["audit", "verify"], "")?;
    assert!(printed.contains("Nothing is wrong"), "{printed}");
    Ok(())
}
