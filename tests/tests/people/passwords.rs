//! Lockout, setup links, changing passwords.

use anyhow::Result;
use chrono::Duration;
use futures::future::join_all;
use server::desk::people::make_setup_link::MakeSetupLink;
use server::desk::people::make_user::MakeUser;
use server::error::Error;
use shared::api::problem::{Code, FieldCode};
use shared::api::session::{PasswordRequest, SetupRequest};
use shared::role::Role;
use tests::{Engine, LocalDesk};

use super::{PASSWORD, new_user, origin, person, refused, sign_in, user, whose, winners};
use server::caller::Caller;

const NEW_PASSWORD: &str = "staple correct horse";

#[tokio::test]
async fn five_failures_lock_and_the_right_password_waits_too() -> Result<()> {
    for engine in Engine::BOTH {
        let LocalDesk { desk, clock, .. } = &LocalDesk::on(engine).await?;
        user(desk, "lin", &[Role::Operator]).await?;
        for (failures, wait_seconds) in [(5, 30), (1, 60), (1, 120)] {
            for _ in 0..failures {
                assert_eq!(refused(sign_in(desk, "lin", "wrong").await)?, Code::WrongCredentials);
            }
            for password in ["wrong", PASSWORD] {
                let Err(error) = sign_in(desk, "lin", password).await else { panic!("signed in while locked") };
                assert_eq!((error.code(), error.retry_after_seconds()), (Code::LockedOut, Some(wait_seconds)));
            }
            clock.advance(Duration::seconds(wait_seconds as i64));
        }
        sign_in(desk, "lin", PASSWORD).await?;
        assert_eq!(refused(sign_in(desk, "lin", "wrong").await)?, Code::WrongCredentials);
        sign_in(desk, "lin", PASSWORD).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_name_that_nobody_has_answers_like_one_that_somebody_has() -> Result<()> {
    for engine in Engine::BOTH {
        let local = LocalDesk::on(engine).await?;
        let LocalDesk { desk, clock, .. } = &local;
        user(desk, "lin", &[Role::Operator]).await?;
        for step_seconds in [0, 0, 0, 0, 0, 0, 29, 1, 0, 60, 0, 3600, 0, 0] {
            clock.advance(Duration::seconds(step_seconds));
            let answers = join_all(["lin", "nobody"].map(|name| sign_in(desk, name, "wrong"))).await;
            let [lin, nobody] = answers.as_slice() else { panic!("two answers") };
            let told = |answer: &Result<_, Error>| {
                answer.as_ref().err().map(|error| (error.code(), error.retry_after_seconds()))
            };
            assert_eq!(told(lin), told(nobody), "{engine:?}");
            assert!(matches!(told(lin), Some((Code::WrongCredentials | Code::LockedOut, _))), "{:?}", told(lin));
        }
        // Whatever was typed is counted, and none of it is kept.
        for name in ["", "LIN", "lin\0", "林"] {
            refused(sign_in(desk, name, "wrong").await)?;
        }
        assert_eq!(local.texts("SELECT CAST(count(*) AS TEXT) FROM unknown_names").await?, ["5"]);
    }
    Ok(())
}

#[tokio::test]
async fn guesses_at_once_count_one_by_one() -> Result<()> {
    for engine in Engine::BOTH {
        let LocalDesk { desk, .. } = &LocalDesk::on(engine).await?;
        user(desk, "lin", &[Role::Operator]).await?;
        let guesses = join_all((0..12).map(|_| sign_in(desk, "lin", "wrong"))).await;
        assert_eq!(count(guesses)?, (5, 7), "{engine:?}");
        let guesses = join_all((0..12).map(|_| sign_in(desk, "nobody", "wrong"))).await;
        assert_eq!(count(guesses)?, (5, 7), "{engine:?}, of a name that nobody has");
        assert_eq!(refused(sign_in(desk, "lin", PASSWORD).await)?, Code::LockedOut);
    }
    Ok(())
}

/// How many guesses were wrong, and how many were locked out.
fn count<T>(guesses: Vec<Result<T, Error>>) -> Result<(usize, usize)> {
    let codes = guesses.into_iter().map(refused).collect::<Result<Vec<_>>>()?;
    let of = |code: Code| codes.iter().filter(|seen| **seen == code).count();
    assert_eq!(of(Code::WrongCredentials) + of(Code::LockedOut), codes.len());
    Ok((of(Code::WrongCredentials), of(Code::LockedOut)))
}

#[tokio::test]
async fn who_cannot_sign_in_is_not_told_why() -> Result<()> {
    for engine in Engine::BOTH {
        let local = LocalDesk::on(engine).await?;
        let desk = &local.desk;
        user(desk, "lin", &[Role::Operator]).await?;
        user(desk, "gone", &[Role::Operator]).await?;
        local.sql("UPDATE users SET disabled = TRUE WHERE name = 'gone'").await?;
        let caller = Caller::command_line();
        desk.execute(MakeUser { caller, user: new_user("fresh", &[Role::Operator]) }).await?;
        for name in ["nobody", "gone", "fresh", "", "LIN", "lin\0", "林"] {
            assert_eq!(refused(sign_in(desk, name, PASSWORD).await)?, Code::WrongCredentials, "{name:?}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_setup_link_sets_one_password_once() -> Result<()> {
    for engine in Engine::BOTH {
        let LocalDesk { desk, clock, .. } = &LocalDesk::on(engine).await?;
        let admin = person("ada", &[Role::Admin]);
        let link = |name: &str| desk.execute(MakeSetupLink { caller: admin.clone(), name: name.to_owned() });
        let made = desk.execute(MakeUser { caller: admin.clone(), user: new_user("lin", &[Role::Operator]) }).await?;
        assert!(!made.user.has_password);
        let set_up = |path: &str, password: &str| {
            let token = path.trim_start_matches("/setup/").to_owned();
            desk.set_up(SetupRequest { token, password: password.to_owned() }, origin())
        };

        let newer = link("lin").await?;
        assert_eq!(refused(set_up(&made.path, PASSWORD).await)?, Code::LinkExpired, "a newer one was made");
        let Err(Error::Refused(weak)) = set_up(&newer.path, "lin lin lin lin").await else { panic!("it was taken") };
        assert_eq!(weak.errors[0].code, FieldCode::WeakPassword);
        let outcomes = join_all((0..4).map(|_| set_up(&newer.path, PASSWORD))).await;
        assert_eq!(winners(outcomes, Code::LinkExpired)?, 1, "{engine:?}");
        let session = sign_in(desk, "lin", PASSWORD).await?;

        let again = link("lin").await?;
        assert_eq!(desk.setup_link(again.path.trim_start_matches("/setup/")).await?.name, "lin");
        clock.advance(Duration::hours(24));
        assert_eq!(refused(set_up(&again.path, NEW_PASSWORD).await)?, Code::LinkExpired);
        assert_eq!(refused(set_up(&format!("/setup/{}", "0".repeat(64)), NEW_PASSWORD).await)?, Code::NotFound);
        assert_eq!(refused(set_up("/setup/nonsense", NEW_PASSWORD).await)?, Code::NotFound);
        set_up(&link("lin").await?.path, NEW_PASSWORD).await?;
        assert_eq!(refused(whose(desk, &session.token).await)?, Code::Unauthenticated, "the old session lives on");
        sign_in(desk, "lin", NEW_PASSWORD).await?;
        assert_eq!(refused(link("nobody").await)?, Code::NotFound);
    }
    Ok(())
}

#[tokio::test]
async fn changing_a_password_takes_the_old_one_and_ends_other_sessions() -> Result<()> {
    for engine in Engine::BOTH {
        let LocalDesk { desk, .. } = &LocalDesk::on(engine).await?;
        user(desk, "lin", &[Role::Operator]).await?;
        let (here, there) = (sign_in(desk, "lin", PASSWORD).await?, sign_in(desk, "lin", PASSWORD).await?);
        let who = whose(desk, &here.token).await?;
        let change = |current: &str, new: &str| {
            let request = PasswordRequest { current: current.to_owned(), new: new.to_owned() };
            desk.change_password(who.clone(), request)
        };
        assert_eq!(refused(change("wrong", NEW_PASSWORD).await)?, Code::WrongCredentials);
        assert_eq!(refused(change(PASSWORD, "password1234").await)?, Code::InvalidFields);
        change(PASSWORD, NEW_PASSWORD).await?;
        assert_eq!(refused(whose(desk, &there.token).await)?, Code::Unauthenticated);
        whose(desk, &here.token).await?;
        assert_eq!(refused(sign_in(desk, "lin", PASSWORD).await)?, Code::WrongCredentials);
        sign_in(desk, "lin", NEW_PASSWORD).await?;
        for _ in 0..5 {
            assert_eq!(refused(change("wrong", PASSWORD).await)?, Code::WrongCredentials);
        }
        assert_eq!(refused(change(NEW_PASSWORD, PASSWORD).await)?, Code::LockedOut, "a taken session guesses on");
    }
    Ok(())
}
