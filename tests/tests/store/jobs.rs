//! Jobs: leased once, found again when their lease has run out; and what is deleted when nobody can use it any more.

use anyhow::{Context, Result};
use server::store::{Attempts, Job, JobKind, JobName, Lease, NewSession, Started, StoredAnswer, UserRecord};
use shared::actor::Actor;
use shared::case::CaseNumber;
use shared::case::{Case, State};
use shared::digest::Digest;
use shared::resolution::Outcome;
use tests::{Engine, on_both_engines};

use super::{Bench, at, case, hours};

on_both_engines! {
    alone:
        a_job_comes_out_as_it_went_in,
        due_jobs_are_leased_once_and_the_oldest_first,
        cases_that_nobody_asks_about_are_found,
        overdue_cases_are_found_until_they_are_told_of,
        old_entrances_and_answers_are_deleted_a_few_at_a_time;
}

fn name(subject: &str) -> JobName {
    JobName { kind: JobKind::FollowUpQuery, subject: subject.to_owned() }
}

fn lease(holder: &str, until: i64) -> Lease {
    Lease { holder: holder.to_owned(), until: at(until) }
}

async fn a_job_comes_out_as_it_went_in(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    let jobs: Vec<Job> =
        JobKind::ALL.into_iter().map(|kind| Job::at(JobName { kind, subject: "云 '\"".to_owned() }, at(5))).collect();
    bench.tx().insert_jobs(&jobs).await?;
    for job in &jobs {
        assert_eq!(bench.tx().job(&job.name).await?.as_ref(), Some(job));
    }
    let mut job = jobs[0].clone();
    (job.run_at, job.failures, job.lease) = (at(7), 3, Some(lease("a/1", 9)));
    job.started = Some(Started { at: at(8), about: "P-1 云".to_owned() });
    bench.tx().update_job(&job).await?;
    assert_eq!(bench.tx().job_for_update(&job.name).await?.as_ref(), Some(&job));
    assert_eq!(bench.tx().job(&jobs[1].name).await?.as_ref(), Some(&jobs[1]), "no other");
    bench.tx().insert_jobs(&jobs).await?;
    assert_eq!(bench.tx().job(&job.name).await?.as_ref(), Some(&job), "one that is there stays as it is");
    bench.tx().delete_job(&job.name).await?;
    assert_eq!(bench.tx().job(&job.name).await?, None);
    assert!(bench.tx().job(&jobs[1].name).await?.is_some());
    Ok(())
}

async fn due_jobs_are_leased_once_and_the_oldest_first(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    let jobs: Vec<Job> = [("c", 3), ("a", 1), ("b", 2), ("later", 50)]
        .into_iter()
        .map(|(subject, run_at)| Job::at(name(subject), at(run_at)))
        .collect();
    bench.tx().insert_jobs(&jobs).await?;
    let mut claim = async |holder: &str, now: i64, limit: i64| -> Result<Vec<String>> {
        let claimed = bench.tx().claim_jobs(&lease(holder, now + 100), at(now), limit).await?;
        assert!(claimed.iter().all(|job| job.lease == Some(lease(holder, now + 100))), "{claimed:?}");
        let mut subjects: Vec<String> = claimed.into_iter().map(|job| job.name.subject).collect();
        subjects.sort_unstable();
        Ok(subjects)
    };
    assert_eq!(claim("s/0", 0, 10).await?, [""; 0], "nothing is due");
    assert_eq!(claim("s/1", 10, 2).await?, ["a", "b"]);
    assert_eq!(claim("t/1", 10, 10).await?, ["c"], "what is leased is left alone");
    assert_eq!(claim("t/2", 50, 10).await?, ["later"]);
    assert_eq!(claim("t/3", 109, 10).await?, [""; 0], "to the last moment");
    assert_eq!(claim("t/4", 110, 10).await?, ["a", "b", "c"], "a lease that ran out is anybody's");
    Ok(())
}

async fn cases_that_nobody_asks_about_are_found(engine: Engine) -> Result<()> {
    let closed = State::Closed { outcome: Outcome::ConfirmedPaid, closed_at: at(9), closed_by: Actor::Desk };
    let mut other = case(4);
    other.facts.channel = "alipay_transfer".to_owned();
    let cases = [case(1), case(2), Case { state: closed, ..case(3) }, other, case(10)];
    let mut bench = Bench::with(engine, &cases).await?;
    bench.tx().insert_jobs(&[Job::at(name("1"), at(0))]).await?;
    let wechat = ["wechat_transfer".to_owned()];
    let both = ["wechat_transfer".to_owned(), "alipay_transfer".to_owned()];
    assert_eq!(bench.tx().cases_never_asked_about(&wechat, 9).await?, [CaseNumber(2), CaseNumber(10)]);
    assert_eq!(bench.tx().cases_never_asked_about(&wechat, 1).await?, [CaseNumber(2)]);
    let found = bench.tx().cases_never_asked_about(&both, 9).await?;
    assert_eq!(found, [CaseNumber(2), CaseNumber(4), CaseNumber(10)]);
    assert_eq!(bench.tx().cases_never_asked_about(&[], 9).await?, []);
    Ok(())
}

async fn overdue_cases_are_found_until_they_are_told_of(engine: Engine) -> Result<()> {
    let closed = State::Closed { outcome: Outcome::ConfirmedPaid, closed_at: at(9), closed_by: Actor::Desk };
    let mut bench = Bench::with(engine, &[case(1), Case { state: closed, ..case(2) }, case(3), case(4)]).await?;
    let now = at(0) + hours(3);
    assert_eq!(bench.tx().overdue_cases(now, 9).await?, [CaseNumber(1)], "due by the second is not over");
    let now = at(1) + hours(3);
    assert_eq!(bench.tx().overdue_cases(now, 9).await?, [CaseNumber(1), CaseNumber(3)]);
    assert_eq!(bench.tx().overdue_cases(now, 1).await?, [CaseNumber(1)]);
    assert!(bench.tx().insert_escalation(CaseNumber(1), now).await?);
    assert!(!bench.tx().insert_escalation(CaseNumber(1), now).await?, "once");
    assert_eq!(bench.tx().overdue_cases(now, 9).await?, [CaseNumber(3)]);
    Ok(())
}

async fn old_entrances_and_answers_are_deleted_a_few_at_a_time(engine: Engine) -> Result<()> {
    let mut bench = Bench::open(engine).await?;
    let lin = UserRecord {
        name: "lin".to_owned(),
        display_name: "林".to_owned(),
        roles: vec![],
        disabled: false,
        password_hash: None,
        attempts: Attempts::default(),
        created_at: at(0),
        last_sign_in_at: None,
    };
    bench.tx().insert_user(&lin).await?;
    for (index, expires_at) in [10, 20, 90, 90].into_iter().enumerate() {
        let token = Digest::of(&[u8::try_from(index)?]);
        let session = NewSession {
            token,
            user_name: "lin".to_owned(),
            started_at: at(0),
            expires_at: at(expires_at),
            address: None,
            user_agent: None,
        };
        let id = bench.tx().insert_session(&session).await?;
        if index == 2 {
            bench.tx().end_session("lin", id, at(15)).await?;
        }
        bench.tx().insert_setup_link(token, "lin", at(0), at(expires_at)).await?;
        let answer = StoredAnswer { digest: token, status: 201, answer: "{}".to_owned() };
        bench.tx().insert_answer("core", &format!("key {index}"), &answer, at(expires_at)).await?;
    }
    assert_eq!(bench.tx().delete_old_sessions(at(50), 2).await?, 2, "a few at a time");
    assert_eq!(bench.tx().delete_old_sessions(at(50), 2).await?, 1);
    assert!(bench.tx().session_by_token(Digest::of(&[3])).await?.is_some(), "one that still runs stays");
    assert_eq!(bench.tx().delete_old_setup_links(at(50), 9).await?, 2);
    assert!(bench.tx().setup_link(Digest::of(&[3])).await?.is_some());
    let mut old = bench.tx().old_answers(at(50), 9).await?;
    old.sort_unstable();
    let keys: Vec<&str> = old.iter().map(|(_, key)| key.as_str()).collect();
    assert_eq!(keys, ["key 0", "key 1"]);
    bench.tx().delete_answers(&old).await?;
    assert!(bench.tx().stored_answer("core", "key 0").await?.is_none());
    bench.tx().stored_answer("core", "key 2").await?.context("a newer one stays")?;
    Ok(())
}
