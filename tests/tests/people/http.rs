//! The same through the running server: cookies, CSRF, keys, and who is let through where.

use anyhow::{Context, Result};
use reqwest::header::{COOKIE, SET_COOKIE};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use shared::api::clients::{ClientList, NewKeyView};
use shared::api::problem::Code;
use shared::api::session::{SessionList, SessionView, SetupView};
use shared::api::users::SetupLinkView;
use tests::caller::read;
use tests::holdfast::{Person, http_client};
use tests::{Caller, Desk, Engine, Holdfast, refused};

tests::on_both_engines! {
    shared: a_change_by_cookie_needs_the_csrf_token, a_key_stands_before_a_cookie_and_ends_at_once,
        people_are_made_let_in_and_kept_out, nobody_is_let_through_without_being_known;
    alone: a_session_lives_in_a_cookie_that_scripts_cannot_read, a_client_is_held_to_its_networks_and_its_rate,
        the_last_admin_is_told_so;
}

async fn status(request: RequestBuilder) -> Result<u16> {
    Ok(request.send().await?.status().as_u16())
}

async fn refusal(request: RequestBuilder, code: Code) -> Result<()> {
    refused(read::<Value>(request.send().await?).await, code);
    Ok(())
}

async fn a_session_lives_in_a_cookie_that_scripts_cannot_read(engine: Engine) -> Result<()> {
    for (setting, proxies, secure) in
        [("false", "", false), ("true", "", true), ("false", "127.0.0.0/8", true), ("false", "10.0.0.0/8", false)]
    {
        let mut setup = Holdfast::on(engine).await?.setting("HOLDFAST_SECURE_COOKIES", setting);
        if !proxies.is_empty() {
            setup = setup.setting("HOLDFAST_TRUSTED_PROXIES", proxies);
        }
        let desk = setup.start()?;
        let person = desk.person("lin", "operator")?;
        let body = json!({ "name": person.name, "password": person.password });
        let request = http_client()?.post(desk.url("/api/v1/session")).header("X-Forwarded-Proto", "https");
        let answer = request.json(&body).send().await?;
        let cookie = answer.headers()[SET_COOKIE].to_str()?.to_owned();
        let token = cookie.strip_prefix("holdfast_session=").and_then(|rest| rest.get(..64)).context("no token")?;
        let more = if secure { "; Secure" } else { "" };
        assert_eq!(cookie, format!("holdfast_session={token}; Path=/; HttpOnly; SameSite=Strict{more}"));
        assert!(!answer.text().await?.contains(token), "scripts can read the token");
    }
    Ok(())
}

async fn a_change_by_cookie_needs_the_csrf_token(desk: &Desk) -> Result<()> {
    let (base, person) = (desk.holdfast.url(""), desk.holdfast.person("csrf", "operator")?);
    let (caller, other) = (Caller::signed_in(&base, &person).await?, Caller::signed_in(&base, &person).await?);
    let session = other.get::<SessionView>("/session").await?;
    let change = |caller: &Caller| caller.request(Method::POST, "/notices/read").json(&json!({ "up_to": 0 }));
    assert_eq!(status(change(&caller)).await?, 204);
    for wrong in ["", "0", &session.csrf_token] {
        refusal(change(&caller.clone().with("x-csrf-token", wrong)), Code::CsrfFailed).await?;
        caller.clone().with("x-csrf-token", wrong).get::<SessionView>("/session").await?;
    }
    let sessions = caller.get::<SessionList>("/sessions").await?.items;
    assert_eq!((sessions.len(), sessions[0].address.as_deref()), (2, Some("127.0.0.1")));
    assert_eq!(status(caller.request(Method::DELETE, "/session")).await?, 204);
    refused(caller.get::<SessionView>("/session").await, Code::Unauthenticated);
    assert_eq!(other.get::<SessionList>("/sessions").await?.items.len(), 1);
    Ok(())
}

async fn a_key_stands_before_a_cookie_and_ends_at_once(desk: &Desk) -> Result<()> {
    let root = desk.root().await?;
    let client = json!({ "name": "keyed", "scopes": ["cases:read"] });
    let made: NewKeyView = root.post("/clients", &client).await?;
    assert_eq!(made.client.rate_per_minute, 6000);
    refused(root.post::<NewKeyView>("/clients", &client).await, Code::NameTaken);
    // The admin may see clients; the key that comes with the cookie may not, and is nobody's session.
    let both = root.clone().with("authorization", &format!("Bearer {}", made.key));
    both.get::<Value>("/exceptions").await?;
    refused(both.get::<ClientList>("/clients").await, Code::Forbidden);
    refused(both.get::<SessionView>("/session").await, Code::Forbidden);

    let key = format!("/clients/keyed/keys/{}", made.client.keys[0].id);
    assert_eq!(status(root.request(Method::DELETE, &key)).await?, 204);
    refused(both.get::<Value>("/exceptions").await, Code::Unauthenticated);
    refusal(root.request(Method::DELETE, &key), Code::NotFound).await
}

async fn a_client_is_held_to_its_networks_and_its_rate(engine: Engine) -> Result<()> {
    let setup = Holdfast::on(engine).await?.setting("HOLDFAST_TRUSTED_PROXIES", "127.0.0.0/8");
    let desk = Desk::start(setup)?;
    let client = json!({
        "name": "limited", "scopes": ["cases:read"], "allowlist": ["10.0.0.0/8"], "rate_per_minute": 2,
    });
    let made: NewKeyView = desk.root().await?.post("/clients", &client).await?;
    let system = desk.nobody()?.with("authorization", &format!("Bearer {}", made.key));
    refused(
        system.clone().with("x-forwarded-for", "11.0.0.1").get::<Value>("/exceptions").await,
        Code::AddressNotAllowed,
    );
    refused(system.get::<Value>("/exceptions").await, Code::AddressNotAllowed);
    let listed = system.with("x-forwarded-for", "10.0.0.1");
    for _ in 0..2 {
        listed.get::<Value>("/exceptions").await?;
    }
    let answer = listed.request(Method::GET, "/exceptions").send().await?;
    let wait: u64 = answer.headers()["retry-after"].to_str()?.parse()?;
    assert!((1..=30).contains(&wait), "{wait}");
    refused(read::<Value>(answer).await, Code::RateLimited);
    Ok(())
}

async fn people_are_made_let_in_and_kept_out(desk: &Desk) -> Result<()> {
    let (root, nobody) = (desk.root().await?, desk.nobody()?);
    let user = json!({ "name": "let-in", "display_name": "林", "roles": ["operator", "operator"] });
    let made: SetupLinkView = root.post("/users", &user).await?;
    assert_eq!(made.user.roles.len(), 1);
    assert_eq!(nobody.get::<SetupView>(&made.path).await?.display_name, "林");
    let person = Person { name: "let-in".to_owned(), password: "correct horse battery".to_owned() };
    let setup = json!({ "token": made.path.trim_start_matches("/setup/"), "password": person.password });
    let set_up = || nobody.request(Method::POST, "/setup").json(&setup);
    assert_eq!(status(set_up()).await?, 204);
    refusal(set_up(), Code::LinkExpired).await?;

    let caller = Caller::signed_in(&desk.holdfast.url(""), &person).await?;
    refused(caller.get::<Value>("/users").await, Code::Forbidden);
    let change = root.request(Method::PATCH, "/users/let-in").json(&json!({ "disabled": true }));
    assert_eq!(status(change).await?, 200);
    refused(caller.get::<SessionView>("/session").await, Code::Unauthenticated);
    let attempt = json!({ "name": person.name, "password": person.password });
    refused(nobody.post::<SessionView>("/session", &attempt).await, Code::WrongCredentials);
    Ok(())
}

async fn the_last_admin_is_told_so(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let change = desk.root().await?.request(Method::PATCH, "/users/root").json(&json!({ "roles": ["auditor"] }));
    refusal(change, Code::LastAdmin).await
}

async fn nobody_is_let_through_without_being_known(desk: &Desk) -> Result<()> {
    let (nobody, lin) = (desk.nobody()?, desk.lin().await?);
    let document: Value = nobody.get("/openapi.json").await?;
    let paths = document["paths"].as_object().context("no paths")?;
    let mut open_to_all = Vec::new();
    for (path, operations) in paths {
        for (method, operation) in operations.as_object().context("no operations")? {
            if operation["security"] == json!([{}]) {
                open_to_all.push(format!("{method} {path}"));
                continue;
            }
            let path = path.trim_start_matches("/api/v1").replace("{number}", "EX-1001").replace(['{', '}'], "");
            let request = |caller: &Caller| {
                caller.request(method.to_uppercase().parse().expect("a method"), &path).json(&json!({}))
            };
            let forged = format!("holdfast_session={}", "0".repeat(64));
            for request in [
                request(&nobody),
                request(&nobody).bearer_auth("hf_nonsense"),
                request(&lin).basic_auth("lin", Some("")),
                request(&nobody).bearer_auth(format!("hf_{}_{}", "0".repeat(16), "0".repeat(64))),
                request(&nobody).header(COOKIE, &forged).header("x-csrf-token", "0"),
            ] {
                refusal(request, Code::Unauthenticated).await.with_context(|| format!("{method} {path}"))?;
            }
        }
    }
    let expected = ["post /api/v1/session", "post /api/v1/setup", "get /api/v1/setup/{token}"];
    assert_eq!(open_to_all, expected);
    assert!(paths.len() > 25, "{} paths", paths.len());
    Ok(())
}
