//! The app's first load, as somebody signed in meets it: how many bytes come, and when the rows of the queue are painted.
//!
//! The page itself says when: its clock begins with the navigation.

use anyhow::{Context, Result};
use reqwest::header::ACCEPT_ENCODING;
use serde_json::json;
use tests::Visitor;
use tests::holdfast::{Person, http_client};

use crate::ROUNDS;
use crate::figures::{Figures, median};
use crate::server::Server;

/// Notes when the first row was painted, in every page that is opened from then on.
const NOTE_THE_ROWS: &str = "new MutationObserver((_, observer) => {
    if (document.querySelector('[role=row] a')) {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => { window.rowsAt = performance.now(); }));
    }
}).observe(document, { childList: true, subtree: true });";

/// What is fetched before anything shows, in bytes.
const BYTES_MAX: usize = 300_000;
/// When rows are to be seen, in milliseconds.
const ROWS_MS_MAX: f64 = 500.0;

/// Weighs the first load, and looks at it in a browser where there is one.
pub async fn measure(server: &Server, figures: &mut Figures) -> Result<()> {
    let base = format!("http://{}", server.address);
    let bytes = weigh(&base).await?;
    figures.add("first load", format!("{bytes} bytes"), "<= 300000 bytes", bytes <= BYTES_MAX);
    // What the browser cannot tell keeps nothing else from being measured.
    if let Err(missing) = look(server, &base, figures).await {
        figures.note("rows visible", format!("not measured: {missing}"));
    }
    Ok(())
}

/// The page and all that it names, compressed.
async fn weigh(base: &str) -> Result<usize> {
    let page = http_client()?.get(base).send().await?.text().await?;
    let assets = page.split('"').filter(|part| part.starts_with("/assets/") && !part.ends_with('/'));
    let mut bytes = 0;
    for path in std::iter::once("/").chain(assets) {
        let request = http_client()?.get(format!("{base}{path}")).header(ACCEPT_ENCODING, "br");
        bytes += request.send().await?.error_for_status()?.bytes().await?.len();
    }
    Ok(bytes)
}

async fn look(server: &Server, base: &str, figures: &mut Figures) -> Result<()> {
    let visitor = Visitor::arrive_at(base, 1440, 900).await?;
    let reader = Person { name: "reader".to_owned(), password: "holds fast to unknown".to_owned() };
    let arguments = ["user", "create", &reader.name, "--role", "operator", "--password-stdin"];
    server.execute_with(&arguments, &reader.password)?;
    visitor.sign_in(&reader).await?;
    visitor.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": NOTE_THE_ROWS })).await?;
    let (mut first, mut again) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        visitor.devtools("Network.clearBrowserCache", json!({})).await?;
        first.push(rows_at(&visitor).await?);
        again.push(rows_at(&visitor).await?);
    }
    let (first, again) = (median(first), median(again));
    figures.add("rows visible, first visit", format!("{first:.0} ms"), "< 500 ms", first < ROWS_MS_MAX);
    figures.note("rows visible, the next visit", format!("{again:.0} ms"));
    Ok(())
}

/// Opens the list of all cases; answers when its rows were painted, in milliseconds.
async fn rows_at(visitor: &Visitor) -> Result<f64> {
    visitor.open("/?view=all").await?;
    visitor.until_true("return window.rowsAt !== undefined").await?;
    visitor.execute("return window.rowsAt", vec![]).await?.as_f64().context("the page has no time")
}
