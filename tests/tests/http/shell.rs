//! What every request goes through: names, headers, limits, proxies, the app's files, and the end of the server.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use fantoccini::Locator;
use reqwest::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, IF_NONE_MATCH};
use reqwest::{Method, Response};
use serde_json::Value;
use shared::api::problem::{Code, Problem};
use shared::role::Scope;
use tests::caller::read;
use tests::holdfast::http_client;
use tests::{Browser, Desk, Engine, Holdfast, refused};

tests::on_both_engines! {
    shared: health_is_told, problems_speak_the_readers_language_and_name_the_request, every_answer_is_guarded,
        what_is_not_there_is_a_problem, too_much_is_refused_by_size, the_app_answers_every_other_path;
    alone: whom_proxies_speak_for_is_believed_only_of_trusted_ones, what_is_in_flight_is_finished,
        the_description_can_be_browsed;
}

/// How long something may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

async fn get(desk: &Desk, path: &str) -> Result<Response> {
    Ok(http_client()?.get(desk.holdfast.url(path)).send().await?)
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

async fn health_is_told(desk: &Desk) -> Result<()> {
    let answer = get(desk, "/healthz").await?;
    assert_eq!((answer.status().as_u16(), answer.text().await?.as_str()), (200, "ok\n"));
    Ok(())
}

async fn problems_speak_the_readers_language_and_name_the_request(desk: &Desk) -> Result<()> {
    for (language, tag, title) in [
        ("zh-CN,zh;q=0.9", "zh", "请先登录，或提供有效的密钥。"),
        ("en-GB", "en", "Sign in first, or send a valid key."),
        ("tlh", "en", "Sign in first, or send a valid key."),
    ] {
        let request = desk.nobody()?.request(Method::GET, "/exceptions").header("accept-language", language);
        let answer = request.send().await?;
        let headers = answer.headers().clone();
        let problem: Problem = answer.json().await?;
        assert_eq!(problem.title, title);
        assert_eq!(header(&headers, "content-language"), tag);
        assert_eq!(header(&headers, "content-type"), "application/problem+json");
        assert!(header(&headers, "www-authenticate").starts_with("Bearer"));
        assert_eq!(Some(header(&headers, "x-request-id")), problem.request_id.as_deref());
    }
    Ok(())
}

async fn every_answer_is_guarded(desk: &Desk) -> Result<()> {
    for path in ["/", "/queue", "/healthz", "/api/v1/exceptions", "/api/nothing", "/api/docs/", "/assets/nothing"] {
        let answer = get(desk, path).await?;
        let headers = answer.headers();
        let policy = header(headers, "content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(!policy.contains("http"), "{path}: {policy}");
        let scripts = policy.split(';').find(|rule| rule.trim().starts_with("script-src")).unwrap_or_default();
        assert!(!scripts.contains("'unsafe-inline'") && !scripts.contains("'unsafe-eval'"), "{path}: {scripts}");
        for (name, expected) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(header(headers, name), expected, "{path}");
        }
        assert!(
            headers.contains_key("permissions-policy") && !headers.contains_key("strict-transport-security"),
            "{path}"
        );
        if path.starts_with("/api/v1") {
            assert_eq!(headers[CACHE_CONTROL], "no-store", "{path}");
        }
    }
    Ok(())
}

async fn what_is_not_there_is_a_problem(desk: &Desk) -> Result<()> {
    let nobody = desk.nobody()?;
    for path in ["/nothing", "/exceptions/EX-1/nothing", "/", ""] {
        refused(nobody.get::<Value>(path).await, Code::NotFound);
    }
    let answer = nobody.request(Method::PUT, "/session").send().await?;
    let allowed: Vec<_> = header(answer.headers(), "allow").split(',').map(str::to_owned).collect();
    refused(read::<Value>(answer).await, Code::MethodNotAllowed);
    assert!(
        ["GET", "HEAD", "POST", "DELETE"].iter().all(|method| allowed.iter().any(|own| own == method)),
        "{allowed:?}"
    );
    let posted = http_client()?.post(desk.holdfast.url("/queue")).send().await?;
    refused(read::<Value>(posted).await, Code::MethodNotAllowed);
    Ok(())
}

async fn too_much_is_refused_by_size(desk: &Desk) -> Result<()> {
    let core = desk.core().await?;
    let blank = |mebibytes: usize, more: usize| vec![b' '; (mebibytes << 20) + more];
    for (path, body, expected) in [
        ("/exceptions", blank(1, 0), Code::BadJson),
        ("/exceptions", blank(1, 1), Code::BodyTooLarge),
        ("/exceptions/batch", blank(16, 0), Code::BadJson),
        ("/exceptions/batch", blank(16, 1), Code::BodyTooLarge),
    ] {
        refused(core.send::<Value>(path, "application/json", body).await, expected);
    }
    Ok(())
}

async fn the_app_answers_every_other_path(desk: &Desk) -> Result<()> {
    let page = get(desk, "/exceptions/EX-1").await?;
    assert_eq!(page.headers()[CACHE_CONTROL], "no-cache");
    assert!(header(page.headers(), "content-type").starts_with("text/html"));
    let etag = page.headers()[ETAG].clone();
    let html = page.text().await?;
    let again = http_client()?.get(desk.holdfast.url("/queue")).header(IF_NONE_MATCH, &etag).send().await?;
    assert_eq!(again.status(), 304);
    let assets: Vec<_> = html.split('"').filter(|part| part.starts_with("/assets/")).collect();
    assert!(assets.iter().any(|asset| asset.ends_with(".wasm")), "{html}");
    for asset in assets {
        for encoding in ["br", "gzip", "identity"] {
            let answer = http_client()?.get(desk.holdfast.url(asset)).header(ACCEPT_ENCODING, encoding).send().await?;
            assert_eq!(answer.status(), 200, "{asset}");
            assert_eq!(answer.headers()[CACHE_CONTROL], "public, max-age=31536000, immutable");
            assert_ne!(answer.headers()[CONTENT_TYPE], "application/octet-stream", "{asset}");
            let sent = header(answer.headers(), CONTENT_ENCODING.as_str());
            assert_eq!(sent, if encoding == "identity" { "" } else { encoding }, "{asset}");
        }
    }
    Ok(())
}

async fn whom_proxies_speak_for_is_believed_only_of_trusted_ones(engine: Engine) -> Result<()> {
    let setup = Holdfast::on(engine).await?.setting("HOLDFAST_SECURE_COOKIES", "true");
    let desk = Desk::start(setup)?;
    let secret = desk
        .holdfast
        .execute(&["client", "create", "far", "--scope", "cases:read", "--from", "198.51.100.0/24"], "")?;
    let key = format!("Bearer {}", secret.lines().last().context("no key")?);
    let far =
        |desk: &Desk| anyhow::Ok(desk.nobody()?.with("authorization", &key).with("x-forwarded-for", "198.51.100.7"));
    refused(far(&desk)?.get::<Value>("/channels").await, Code::AddressNotAllowed);
    assert!(get(&desk, "/").await?.headers().contains_key("strict-transport-security"));
    let trusting = Desk::start(desk.holdfast.beside().setting("HOLDFAST_TRUSTED_PROXIES", "10.0.0.0/8,127.0.0.0/8"))?;
    far(&trusting)?.get::<Value>("/channels").await?;
    let near = trusting.system("near", &[Scope::CasesRead])?.with("x-forwarded-for", "198.51.100.7, 203.0.113.9");
    near.get::<Value>("/channels").await?;
    Ok(())
}

async fn what_is_in_flight_is_finished(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let address = desk.holdfast.url("").replace("http://", "");
    let body = "{\"name\":\"lin\",\"password\":\"not the password\"}";
    let mut connection = TcpStream::connect(&address)?;
    connection.set_read_timeout(Some(PATIENCE))?;
    let head = "POST /api/v1/session HTTP/1.1\r\nhost: desk\r\ncontent-type: application/json\r\nconnection: close\r\n";
    write!(connection, "{head}expect: 100-continue\r\ncontent-length: {}\r\n\r\n", body.len())?;
    // Asked to go on, the server is in the middle of this request.
    let mut go_on = [0; 25];
    connection.read_exact(&mut go_on)?;
    assert!(go_on.starts_with(b"HTTP/1.1 100"), "{go_on:?}");
    let holdfast = desk.holdfast;
    let stopping = thread::spawn(move || holdfast.stop().map(drop));
    let began = Instant::now();
    while TcpStream::connect(&address).is_ok() {
        assert!(began.elapsed() < PATIENCE, "a server that ends takes no more");
        thread::sleep(Duration::from_millis(20));
    }
    write!(connection, "{body}")?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer)?;
    assert!(answer.starts_with("HTTP/1.1 401") && answer.contains("wrong_credentials"), "{answer}");
    stopping.join().map_err(|_| anyhow::anyhow!("it did not stop"))?
}

async fn the_description_can_be_browsed(engine: Engine) -> Result<()> {
    let desk = Desk::open(engine).await?;
    let browser = Browser::open(1280, 900).await?;
    browser.goto(&desk.holdfast.url("/api/docs/")).await?;
    browser.wait().at_most(PATIENCE).for_element(Locator::Css(".opblock-summary-path")).await?;
    assert_eq!(browser.console_errors().await?, Vec::<String>::new());
    Ok(())
}
