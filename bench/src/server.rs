//! The desk as others run it: the released binary as a process of its own.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tests::leash::Leash;

use crate::against::Against;
use crate::figures::{Figures, median};
use crate::wire::Wire;
use crate::{Options, ROUNDS, machine};

/// A running desk with a client that may file and read.
pub struct Server {
    binary: PathBuf,
    url: String,
    leash: Option<Leash>,
    /// `HOST:PORT`.
    pub address: String,
    /// The client's key.
    pub key: String,
    /// How many filings were answered with a success.
    pub filed: AtomicUsize,
}

impl Server {
    /// Starts it on an empty database.
    pub async fn start(options: &Options, url: &str) -> Result<Self> {
        let (binary, url) = (options.server.clone(), url.to_owned());
        let mut server =
            Self { binary, url, leash: None, address: String::new(), key: String::new(), filed: AtomicUsize::new(0) };
        server.execute(&["migrate"])?;
        let scopes = "exceptions:write,cases:read";
        let made = server.execute(&["client", "create", "bench", "--scope", scopes, "--rate-per-minute", "1000000"])?;
        server.key = made.lines().last().context("`client create` printed no key")?.trim().to_owned();
        server.start_process()?;
        Ok(server)
    }

    fn start_process(&mut self) -> Result<()> {
        let mut serve = self.command(&["serve"]);
        serve.env("HOLDFAST_LISTEN", "127.0.0.1:0").env("HOLDFAST_LOG", "warn");
        let leash = Leash::start(serve.into())?;
        self.address = leash.wait_for(Duration::from_secs(60), |line| {
            line.split_once("listening on http://").map(|(_, address)| address.trim_end_matches('/').to_owned())
        })?;
        self.leash = Some(leash);
        Ok(())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(arguments).env("DATABASE_URL", &self.url);
        command
    }

    /// Runs a command of the desk's; answers what it printed.
    pub fn execute(&self, arguments: &[&str]) -> Result<String> {
        self.execute_with(arguments, "")
    }

    /// The same, with something to read.
    pub fn execute_with(&self, arguments: &[&str], input: &str) -> Result<String> {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(input.as_bytes())?;
        }
        let output = child.wait_with_output()?;
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        let errors = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "`holdfast {}` failed:\n{printed}{errors}", arguments.join(" "));
        Ok(printed)
    }

    /// A connection to it.
    pub async fn wire(&self) -> Result<Wire> {
        Wire::open(&self.address, &self.key).await
    }

    /// Counts filings that were answered with a success.
    pub fn count(&self, filings: usize) {
        self.filed.fetch_add(filings, Ordering::Relaxed);
    }

    /// The memory that it holds now.
    pub fn resident_mib(&self) -> Result<f64> {
        self.memory_mib("VmRSS")
    }

    /// The most memory that it has held.
    pub fn largest_mib(&self) -> Result<f64> {
        self.memory_mib("VmHWM")
    }

    fn memory_mib(&self, field: &str) -> Result<f64> {
        let pid = self.leash.as_ref().context("the server does not run")?.pid();
        let found = machine::field(&format!("/proc/{pid}/status"), field).context("its memory cannot be read")?;
        Ok(found.trim_end_matches(" kB").trim().parse::<f64>()? / 1024.0)
    }

    /// The processor time that it has used, in seconds.
    pub fn processor_seconds(&self) -> Result<f64> {
        const TICKS_A_SECOND: f64 = 100.0;
        let pid = self.leash.as_ref().context("the server does not run")?.pid();
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
        // Behind the name, which may hold anything: the 12th and 13th are the time in the program and in the kernel.
        let (_, fields) = stat.rsplit_once(')').context("its time cannot be read")?;
        let used = fields.split_whitespace().skip(11).take(2).map(str::parse::<f64>);
        Ok(used.sum::<std::result::Result<f64, _>>()? / TICKS_A_SECOND)
    }

    /// Starts it anew, whether it runs or not: what it has held before is forgotten.
    pub fn restart(&mut self) -> Result<()> {
        if self.leash.is_some() {
            self.stop()?;
        }
        self.start_process()
    }

    /// Ends it.
    pub fn stop(&mut self) -> Result<()> {
        let leash = self.leash.take().context("the server does not run")?;
        leash.signal("TERM")?;
        leash.wait_for_end(Duration::from_secs(60))
    }
}

/// How soon it answers, and what it holds while nothing happens.
pub async fn idle(server: &mut Server, desk: &str, figures: &mut Figures) -> Result<()> {
    let mut starts = Vec::new();
    for _ in 0..ROUNDS {
        server.stop()?;
        let began = Instant::now();
        server.start_process()?;
        ensure!(server.wire().await?.get("/healthz").await? == 200, "it is not well");
        starts.push(began.elapsed().as_secs_f64() * 1e3);
    }
    let start = median(starts);
    figures.add(&format!("start to first answer, {desk} desk"), format!("{start:.0} ms"), "< 200 ms", start < 200.0);
    tokio::time::sleep(Duration::from_secs(3)).await;
    let idle = server.resident_mib()?;
    figures.add(&format!("memory when idle, {desk} desk"), format!("{idle:.1} MiB"), "< 40 MiB", idle < 40.0);
    Ok(())
}

/// Whether every success has its row, and every chain holds.
pub async fn check(server: &Server, against: &Against, figures: &mut Figures) -> Result<bool> {
    let (answered, stored) = (server.filed.load(Ordering::Relaxed), against.cases().await?);
    let found = format!("{stored} of {answered}");
    figures.add("rows of filings answered 2xx", found, "all, no others", answered == stored);
    let verified = server.execute(&["audit", "verify"]);
    let said = verified.as_ref().map_or_else(ToString::to_string, |said| said.trim().to_owned());
    figures.add(
        "`holdfast audit verify`",
        said.lines().next().unwrap_or_default().to_owned(),
        "no fault",
        verified.is_ok(),
    );
    Ok(answered == stored && verified.is_ok())
}
