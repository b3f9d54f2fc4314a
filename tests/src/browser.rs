//! A headless Chromium, driven through ChromeDriver.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use reqwest::Method;
use serde_json::{Map, Value, json};

use crate::leash::{Leash, Leashed};
use crate::tools;

/// An open browser window. Its methods are those of [`fantoccini::Client`], and some more.
pub struct Browser {
    client: Client,
    session: String,
    http: reqwest::Client,
    _driver: Leash,
}

impl Deref for Browser {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl Browser {
    /// Opens a browser that nobody has used before, with a page of that size in CSS pixels.
    pub async fn open(width: u32, height: u32) -> Result<Self> {
        let (driver, address, profile) = start_driver()?;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities(&profile, width, height))
            .connect(&address)
            .await
            .context("Chromium could not be opened")?;
        let id = client.session_id().await?.context("ChromeDriver gave no session")?;
        let session = format!("{address}/session/{id}");
        let browser = Self { client, session, http: reqwest::Client::builder().no_proxy().build()?, _driver: driver };
        browser.resize(width, height).await?;
        Ok(browser)
    }

    /// Gives the page another size. Unlike a window, a page can be as narrow as a telephone's.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await.map(drop)
    }

    /// Makes pages see a system that prefers that colour scheme, `light` or `dark`.
    pub async fn prefer_colours(&self, scheme: &str) -> Result<()> {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", features).await.map(drop)
    }

    /// Errors that the console has shown since this was last asked: failed loads, refused scripts, panics.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        let log = self.driver(Method::POST, "se/log", json!({ "type": "browser" })).await?;
        let entries = log.as_array().context("the console's log is no list")?;
        let errors = entries.iter().filter(|entry| entry["level"] == "SEVERE");
        Ok(errors.map(|entry| entry["message"].to_string()).collect())
    }

    /// What axe-core finds wrong with the page and calls more than minor: the rule and where it is broken.
    pub async fn accessibility_faults(&self) -> Result<Vec<String>> {
        if self.execute("return !window.axe", Vec::new()).await? == true {
            self.execute(&tools::axe_script()?, Vec::new()).await?;
        }
        let run = "const done = arguments[arguments.length - 1]; \
            axe.run(document).then((result) => done(result.violations), (error) => done(String(error)));";
        let violations = self.execute_async(run, Vec::new()).await?;
        let violations = violations.as_array().with_context(|| format!("axe-core failed: {violations}"))?;
        Ok(violations.iter().filter(|found| found["impact"] != "minor").map(spoken).collect())
    }

    /// Calls a method of the browser's developer tools.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Result<Value> {
        let call = json!({ "cmd": method, "params": parameters });
        self.driver(Method::POST, "goog/cdp/execute", call).await
    }

    async fn driver(&self, method: Method, path: &str, body: Value) -> Result<Value> {
        let request = self.http.request(method, format!("{}/{path}", self.session)).json(&body);
        let response = request.send().await?;
        let status = response.status();
        let mut answer: Value = response.json().await?;
        ensure!(status.is_success(), "{path}: {answer}");
        Ok(answer["value"].take())
    }
}

/// A violation as axe-core found it: the rule, and each place with what is wrong there.
fn spoken(violation: &Value) -> String {
    let places = violation["nodes"].as_array().map(Vec::as_slice).unwrap_or_default().iter();
    let places = places.map(|place| format!("  {} {}", place["html"], place["failureSummary"]));
    format!("{}\n{}", violation["id"], places.collect::<Vec<_>>().join("\n"))
}

/// How often ChromeDriver may find that the port it chose for one protocol is taken in the other, and ends.
const TAKEN_PORTS_MAX: u32 = 10;

/// Starts ChromeDriver on a free port; answers its address, and the folder for the browser's profile.
fn start_driver() -> Result<(Leash, String, PathBuf)> {
    let mut taken = 0;
    loop {
        match try_to_start_driver() {
            Err(error) if taken < TAKEN_PORTS_MAX && format!("{error:#}").contains("port not available") => taken += 1,
            started => return started,
        }
    }
}

fn try_to_start_driver() -> Result<(Leash, String, PathBuf)> {
    let folder = tempfile::Builder::new().prefix("holdfast-browser-").tempdir()?.keep();
    let mut command = Command::new("chromedriver");
    // Both programs leave files in the system's temporary folder; here they go with the rest.
    command.arg("--port=0").env("TMPDIR", &folder);
    let driver = Leash::start(Leashed { folder: Some(folder.clone()), ..command.into() })?;
    let started = "ChromeDriver was started successfully on port ";
    let port = |line: &str| Some(line.split_once(started)?.1.trim_end_matches('.').to_owned());
    let port = driver.wait_for(Duration::from_secs(30), port).context(
        "chromedriver did not start; install Debian's `chromium-driver`, or run `cargo xtask test`, which does",
    )?;
    Ok((driver, format!("http://127.0.0.1:{port}"), folder.join("profile")))
}

fn capabilities(profile: &Path, width: u32, height: u32) -> Map<String, Value> {
    let mut arguments = FLAGS.map(str::to_owned).to_vec();
    arguments.push(format!("--window-size={width},{height}"));
    arguments.push(format!("--user-data-dir={}", profile.display()));
    Map::from_iter([
        ("goog:chromeOptions".to_owned(), json!({ "args": arguments })),
        ("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" })),
    ])
}

const FLAGS: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];
