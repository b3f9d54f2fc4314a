//! The desk under test: the real binary as a process of its own.

use std::env;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use reqwest::Method;

use crate::database::{Database, Engine};
use crate::leash::{Leash, Leashed};

/// How long a start may take; migrations are part of it, and a demo may be, on a machine that is busy with other tests.
const START: Duration = Duration::from_secs(240);

/// A desk before it is started.
pub struct Setup {
    database: Arc<Database>,
    settings: Vec<(String, String)>,
    arguments: Vec<String>,
}

/// A running desk.
pub struct Holdfast {
    setup: Setup,
    leash: Leash,
    address: String,
}

/// A person who can sign in.
#[derive(Clone, Debug)]
pub struct Person {
    /// The name to sign in with.
    pub name: String,
    /// The password.
    pub password: String,
}

/// Another system that may call the API.
#[derive(Clone, Debug)]
pub struct ApiClient {
    /// Its key, sent as a bearer token.
    pub key: String,
    base: String,
}

impl Setup {
    /// Sets an environment variable of the server.
    pub fn setting(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds an argument to `holdfast serve`.
    pub fn argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    /// Starts the server and waits until it listens.
    pub fn start(self) -> Result<Holdfast> {
        let mut serve = self.command(["serve"])?;
        serve.args(&self.arguments).env("HOLDFAST_LISTEN", "127.0.0.1:0");
        let folder = self.database.folder_left_behind().map(Path::to_owned);
        let leash = Leash::start(Leashed { folder, ..serve.into() })?;
        let address = leash.wait_for(START, |line| {
            line.split_once("listening on ").map(|(_, address)| address.trim_end_matches('/').to_owned())
        })?;
        Ok(Holdfast { setup: self, leash, address })
    }

    fn command(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Result<Command> {
        let mut command = Command::new(binary()?);
        command.args(arguments).env("DATABASE_URL", self.database.url());
        // What the developer has set for himself must not change a test.
        for (name, _) in env::vars().filter(|(name, _)| name.starts_with("HOLDFAST_")) {
            command.env_remove(name);
        }
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        Ok(command)
    }
}

impl Holdfast {
    /// A desk on an empty database of that engine.
    pub async fn on(engine: Engine) -> Result<Setup> {
        Ok(Self::with(Database::new(engine).await?))
    }

    /// A desk on that database.
    pub fn with(database: impl Into<Arc<Database>>) -> Setup {
        Setup { database: database.into(), settings: Vec::new(), arguments: Vec::new() }
    }

    /// Another server on the same database, with the same settings.
    pub fn beside(&self) -> Setup {
        Setup {
            database: Arc::clone(&self.setup.database),
            settings: self.setup.settings.clone(),
            arguments: self.setup.arguments.clone(),
        }
    }

    /// Its database.
    pub fn database(&self) -> &Arc<Database> {
        &self.setup.database
    }

    /// The address of a path: `desk.url("/healthz")`.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// The server's process number.
    pub fn pid(&self) -> &str {
        self.leash.pid()
    }

    /// All that the server has printed.
    pub fn log(&self) -> String {
        self.leash.output()
    }

    /// Creates a person with that role, by the command line.
    pub fn person(&self, name: &str, role: &str) -> Result<Person> {
        let password = format!("{name} holds fast to unknown");
        let arguments = ["user", "create", name, "--role", role, "--password-stdin"];
        self.execute(&arguments, &password)?;
        Ok(Person { name: name.to_owned(), password })
    }

    /// Creates an API client with those scopes, by the command line.
    pub fn api_client(&self, name: &str, scopes: &[&str]) -> Result<ApiClient> {
        let mut arguments = vec!["client", "create", name];
        scopes.iter().for_each(|scope| arguments.extend(["--scope", scope]));
        let printed = self.execute(&arguments, "")?;
        let key = printed.lines().last().context("`client create` printed no key")?.trim().to_owned();
        Ok(ApiClient { key, base: self.address.clone() })
    }

    /// Runs a `holdfast` command on the same database; answers what it printed.
    pub fn execute(&self, arguments: &[&str], input: &str) -> Result<String> {
        let mut command = self.setup.command(arguments)?;
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(input.as_bytes())?;
        }
        let output = child.wait_with_output()?;
        let printed = String::from_utf8(output.stdout)?;
        let errors = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "`holdfast {}` failed:\n{printed}{errors}", arguments.join(" "));
        Ok(printed)
    }

    /// Asks the server to end, waits until it has, and answers what is needed to start it again.
    pub fn stop(self) -> Result<Setup> {
        self.end("TERM")
    }

    /// Ends the server in the middle of whatever it does, as a crash would.
    pub fn crash(self) -> Result<Setup> {
        self.end("KILL")
    }

    fn end(self, signal: &str) -> Result<Setup> {
        self.leash.signal(signal)?;
        self.leash.wait_for_end(Duration::from_secs(30))?;
        Ok(self.setup)
    }
}

/// An HTTP client that keeps its own cookies, as one browser or one other system does.
pub fn http_client() -> Result<reqwest::Client> {
    Ok(reqwest::Client::builder().cookie_store(true).no_proxy().build()?)
}

impl ApiClient {
    /// The client that has this key.
    pub fn with_key(desk: &Holdfast, key: &str) -> Self {
        Self { key: key.to_owned(), base: desk.url("") }
    }

    /// A request with the client's key.
    pub fn request(&self, http: &reqwest::Client, method: Method, path: &str) -> reqwest::RequestBuilder {
        http.request(method, format!("{}{path}", self.base)).bearer_auth(&self.key)
    }
}

/// The built binary: named by `cargo xtask test`, or beside the tests.
fn binary() -> Result<PathBuf> {
    if let Some(path) = env::var_os("HOLDFAST_BIN") {
        return Ok(path.into());
    }
    let test = env::current_exe()?;
    let beside = test.ancestors().nth(2).context("the test lies in no target folder")?.join("holdfast");
    ensure!(beside.is_file(), "the server is not built; `cargo xtask test --only server` does it");
    Ok(beside)
}
