//! How sessions end, and what the trail says of them.

use anyhow::Result;
use chrono::Duration;
use server::desk::people::change_user::ChangeUser;
use server::desk::people::end_session::EndSession;
use shared::api::problem::Code;
use shared::api::users::ChangeUserRequest;
use shared::role::{Permission, Role};
use tests::{Engine, LocalDesk};

use super::{ADDRESS, PASSWORD, person, refused, sign_in, user, whose};

#[tokio::test]
async fn a_session_knows_its_holder_and_ends_idle_or_old() -> Result<()> {
    for engine in Engine::BOTH {
        let LocalDesk { desk, clock, .. } = &LocalDesk::on(engine).await?;
        user(desk, "lin", &[Role::Admin, Role::Operator]).await?;
        let (idle, used) = (sign_in(desk, "lin", PASSWORD).await?, sign_in(desk, "lin", PASSWORD).await?);
        let who = whose(desk, &used.token).await?;
        assert_eq!(who.view, used.view);
        assert_eq!(who.view.roles, [Role::Operator, Role::Admin]);
        assert!(who.caller.may(Permission::ManageUsers) && !who.caller.may(Permission::Approve));
        assert_eq!(who.caller.origin.address.as_deref(), Some(ADDRESS));

        clock.advance(Duration::minutes(59));
        whose(desk, &used.token).await?;
        clock.advance(Duration::minutes(1));
        assert_eq!(refused(whose(desk, &idle.token).await)?, Code::Unauthenticated, "an idle session lives on");
        for _ in 0..13 {
            whose(desk, &used.token).await?;
            clock.advance(Duration::minutes(50));
        }
        whose(desk, &used.token).await?;
        clock.advance(Duration::minutes(10));
        assert_eq!(refused(whose(desk, &used.token).await)?, Code::Unauthenticated, "an old session lives on");
    }
    Ok(())
}

#[tokio::test]
async fn a_person_sees_and_ends_their_own_sessions_only() -> Result<()> {
    for engine in Engine::BOTH {
        let LocalDesk { desk, .. } = &LocalDesk::on(engine).await?;
        user(desk, "lin", &[Role::Operator]).await?;
        user(desk, "wu", &[Role::Admin]).await?;
        let (first, second) = (sign_in(desk, "lin", PASSWORD).await?, sign_in(desk, "lin", PASSWORD).await?);
        let other = whose(desk, &sign_in(desk, "wu", PASSWORD).await?.token).await?;
        let who = whose(desk, &second.token).await?;
        let sessions = desk.sessions(&who.caller, who.session).await?.items;
        assert_eq!(sessions.iter().map(|session| session.current).collect::<Vec<_>>(), [true, false]);
        assert_eq!(sessions[0].user_agent.as_deref(), Some("a browser"));

        let end = |id: i64| desk.execute(EndSession { caller: who.caller.clone(), id });
        assert_eq!(refused(end(other.session).await)?, Code::NotFound);
        end(sessions[1].id).await?;
        assert_eq!(refused(end(sessions[1].id).await)?, Code::NotFound, "it was ended before");
        assert_eq!(refused(whose(desk, &first.token).await)?, Code::Unauthenticated);
        end(who.session).await?;
        assert_eq!(refused(whose(desk, &second.token).await)?, Code::Unauthenticated);
        assert_eq!(desk.sessions(&other.caller, other.session).await?.items.len(), 1);
    }
    Ok(())
}

#[tokio::test]
async fn roles_and_standing_count_from_the_next_request() -> Result<()> {
    for engine in Engine::BOTH {
        let LocalDesk { desk, .. } = &LocalDesk::on(engine).await?;
        user(desk, "lin", &[Role::Operator]).await?;
        let session = sign_in(desk, "lin", PASSWORD).await?;
        let change = |change: ChangeUserRequest| {
            desk.execute(ChangeUser { caller: person("ada", &[Role::Admin]), name: "lin".to_owned(), change })
        };
        change(ChangeUserRequest { roles: Some(vec![Role::Auditor]), ..Default::default() }).await?;
        assert!(!whose(desk, &session.token).await?.caller.may(Permission::WorkCases));
        change(ChangeUserRequest { disabled: Some(true), ..Default::default() }).await?;
        assert_eq!(refused(whose(desk, &session.token).await)?, Code::Unauthenticated);
        change(ChangeUserRequest { disabled: Some(false), ..Default::default() }).await?;
        assert_eq!(refused(whose(desk, &session.token).await)?, Code::Unauthenticated, "an ended session came back");
    }
    Ok(())
}

#[tokio::test]
async fn the_trail_tells_of_sessions_and_holds_no_secret() -> Result<()> {
    for engine in Engine::BOTH {
        let local = LocalDesk::on(engine).await?;
        let desk = &local.desk;
        user(desk, "lin", &[Role::Operator]).await?;
        assert_eq!(refused(sign_in(desk, "lin", "a wrong guess").await)?, Code::WrongCredentials);
        assert_eq!(refused(sign_in(desk, "nobody", "a wrong guess").await)?, Code::WrongCredentials);
        let session = sign_in(desk, "lin", PASSWORD).await?;
        let who = whose(desk, &session.token).await?;
        desk.execute(EndSession { caller: who.caller, id: who.session }).await?;

        let actions = local
            .texts("SELECT subject || ' ' || action FROM audit WHERE subject LIKE 'user:%' ORDER BY subject, seq")
            .await?;
        let expected = ["user.created", "user.password_set", "session.refused", "session.started", "session.ended"];
        assert_eq!(actions, expected.map(|action| format!("user:lin {action}")));
        let entries = local.texts("SELECT entry FROM audit").await?.join("\n");
        let hash = local.texts("SELECT password_hash FROM users").await?.remove(0);
        let csrf = session.view.csrf_token;
        for secret in [PASSWORD, "a wrong guess", session.token.text(), &csrf, &hash] {
            assert!(!entries.contains(secret), "{entries}");
        }
        assert!(entries.contains(ADDRESS));
        assert_eq!(desk.verify_trail().await?.faults, Vec::<String>::new());
    }
    Ok(())
}
