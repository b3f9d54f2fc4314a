//! Making and changing people.

use anyhow::Result;
use futures::future::join_all;
use server::caller::Caller;
use server::desk::people::change_user::ChangeUser;
use server::desk::people::first_admin::LetFirstAdminIn;
use server::desk::people::make_setup_link::MakeSetupLink;
use server::desk::people::make_user::MakeUser;
use server::desk::people::read_notices::ReadNotices;
use server::desk::people::save_view::{DeleteView, SaveView};
use server::error::Error;
use shared::api::problem::{Code, FieldCode};
use shared::api::session::SetupRequest;
use shared::api::users::{ChangeUserRequest, NewUserRequest, UserView};
use shared::api::views::SavedView;
use shared::role::{Permission, Role, Scope};
use tests::{Engine, LocalDesk};

use super::{PASSWORD, new_user, origin, person, refused, user, winners};

#[tokio::test]
async fn the_first_admin_is_made_once_and_let_in_until_somebody_is() -> Result<()> {
    for engine in Engine::BOTH {
        let LocalDesk { desk, .. } = &LocalDesk::on(engine).await?;
        // Several servers may start beside each other.
        let links = join_all((0..8).map(|_| desk.execute(LetFirstAdminIn))).await;
        let links = links.into_iter().collect::<Result<Vec<_>, _>>()?;
        let users = desk.users(&Caller::command_line()).await?.items;
        assert_eq!(users.iter().map(|user| user.name.as_str()).collect::<Vec<_>>(), ["admin"], "{engine:?}");
        for path in links {
            let path = path.expect("nobody can come in");
            assert_eq!(desk.setup_link(path.trim_start_matches("/setup/")).await?.name, "admin");
        }
        let path = desk.execute(LetFirstAdminIn).await?.expect("nobody can come in");
        let token = path.trim_start_matches("/setup/").to_owned();
        desk.set_up(SetupRequest { token, password: PASSWORD.to_owned() }, origin()).await?;
        assert_eq!(desk.execute(LetFirstAdminIn).await?, None);
    }
    Ok(())
}

#[tokio::test]
async fn a_name_is_given_once() -> Result<()> {
    for engine in Engine::BOTH {
        let local = LocalDesk::on(engine).await?;
        let desk = &local.desk;
        let make =
            || desk.execute(MakeUser { caller: Caller::command_line(), user: new_user("lin", &[Role::Operator]) });
        assert_eq!(winners(join_all((0..5).map(|_| make())).await, Code::NameTaken)?, 1, "{engine:?}");
        for statement in ["DELETE FROM users", "UPDATE users SET name = 'wu'"] {
            assert!(local.sql(statement).await.is_err(), "{statement}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn every_field_at_fault_is_told() -> Result<()> {
    for engine in Engine::BOTH {
        let LocalDesk { desk, .. } = &LocalDesk::on(engine).await?;
        let user = NewUserRequest { name: "Lin".to_owned(), display_name: " \t".to_owned(), roles: vec![] };
        let made = desk.execute(MakeUser { caller: Caller::command_line(), user }).await;
        let Err(Error::Refused(refusal)) = made else { panic!("it was made") };
        let faults: Vec<_> = refusal.errors.iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
        let expected = [
            ("name", FieldCode::BadCharacters),
            ("display_name", FieldCode::TooShort),
            ("display_name", FieldCode::BadCharacters),
            ("roles", FieldCode::TooShort),
        ];
        assert_eq!(faults, expected);
    }
    Ok(())
}

#[tokio::test]
async fn the_last_admin_stays() -> Result<()> {
    for engine in Engine::BOTH {
        let LocalDesk { desk, .. } = &LocalDesk::on(engine).await?;
        let change = |name: &str, change: ChangeUserRequest| {
            desk.execute(ChangeUser { caller: person("ada", &[Role::Admin]), name: name.to_owned(), change })
        };
        let demoted = || ChangeUserRequest { roles: Some(vec![Role::Auditor]), ..Default::default() };
        let disabled = || ChangeUserRequest { disabled: Some(true), ..Default::default() };
        user(desk, "ada", &[Role::Admin]).await?;
        user(desk, "lin", &[Role::Operator]).await?;
        // Who never set a password may never come.
        let awaited = MakeUser { caller: Caller::command_line(), user: new_user("awaited", &[Role::Admin]) };
        desk.execute(awaited).await?;
        assert_eq!(refused(change("ada", demoted()).await)?, Code::LastAdmin);
        assert_eq!(refused(change("ada", disabled()).await)?, Code::LastAdmin);
        change("lin", disabled()).await?;
        assert_eq!(refused(change("nobody", disabled()).await)?, Code::NotFound);

        user(desk, "bo", &[Role::Admin, Role::Supervisor]).await?;
        let race = join_all([change("ada", demoted()), change("bo", disabled())]).await;
        assert_eq!(winners(race, Code::LastAdmin)?, 1, "{engine:?}");
        let users = desk.users(&Caller::command_line()).await?.items;
        let can_come = |user: &&UserView| user.has_password && !user.disabled && user.roles.contains(&Role::Admin);
        assert_eq!(users.iter().filter(can_come).count(), 1);
    }
    Ok(())
}

#[tokio::test]
async fn only_admins_manage_people() -> Result<()> {
    for engine in Engine::BOTH {
        let LocalDesk { desk, .. } = &LocalDesk::on(engine).await?;
        user(desk, "ada", &[Role::Admin]).await?;
        let mut system = Caller::nobody();
        system.scopes = Scope::ALL.to_vec();
        for caller in [person("lin", &[Role::Operator, Role::Supervisor, Role::Auditor]), system] {
            assert!(!caller.may(Permission::ManageUsers));
            let make = MakeUser { caller: caller.clone(), user: new_user("eve", &[Role::Admin]) };
            assert_eq!(refused(desk.execute(make).await)?, Code::Forbidden);
            let link = MakeSetupLink { caller: caller.clone(), name: "ada".to_owned() };
            assert_eq!(refused(desk.execute(link).await)?, Code::Forbidden);
            let change = ChangeUserRequest { disabled: Some(true), ..Default::default() };
            let change = ChangeUser { caller: caller.clone(), name: "ada".to_owned(), change };
            assert_eq!(refused(desk.execute(change).await)?, Code::Forbidden);
            assert_eq!(refused(desk.users(&caller).await)?, Code::Forbidden);
        }
    }
    Ok(())
}

#[tokio::test]
async fn views_are_a_persons_own() -> Result<()> {
    for engine in Engine::BOTH {
        let LocalDesk { desk, .. } = &LocalDesk::on(engine).await?;
        let (lin, wu) = (person("lin", &[Role::Operator]), person("wu", &[Role::Operator]));
        let save = |caller: &Caller, name: &str, query: &str| {
            let view = SavedView { name: name.to_owned(), query: query.to_owned() };
            desk.execute(SaveView { caller: caller.clone(), view })
        };
        save(&lin, "大额", "amount_min=100000").await?;
        save(&lin, "大额", "amount_min=200000").await?;
        save(&wu, "mine", "").await?;
        let views = desk.saved_views(&lin).await?.items;
        assert_eq!(views, [SavedView { name: "大额".to_owned(), query: "amount_min=200000".to_owned() }]);
        for number in 1..50 {
            save(&lin, &format!("view {number}"), "").await?;
        }
        assert_eq!(refused(save(&lin, "one too many", "").await)?, Code::InvalidFields);
        save(&lin, "大额", "amount_min=300000").await?;
        let forget = |caller: &Caller| desk.execute(DeleteView { caller: caller.clone(), name: "大额".to_owned() });
        assert_eq!(refused(forget(&wu).await)?, Code::NotFound);
        forget(&lin).await?;
        assert_eq!(refused(desk.saved_views(&Caller::nobody()).await)?, Code::Forbidden);
    }
    Ok(())
}

#[tokio::test]
async fn a_person_without_notices_has_none() -> Result<()> {
    for engine in Engine::BOTH {
        let LocalDesk { desk, .. } = &LocalDesk::on(engine).await?;
        let caller = person("lin", &[Role::Operator]);
        desk.execute(ReadNotices { caller: caller.clone(), up_to: 7 }).await?;
        assert_eq!(
            refused(desk.execute(ReadNotices { caller: caller.clone(), up_to: -1 }).await)?,
            Code::InvalidFields
        );
        let notices = desk.notices(&caller).await?;
        assert_eq!((notices.items.len(), notices.unread), (0, 0));
    }
    Ok(())
}
