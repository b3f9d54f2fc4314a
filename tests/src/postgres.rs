//! A PostgreSQL for the tests: one for the whole run where `cargo xtask test` hands one over, else one for this process.
//!
//! It writes without waiting for the disk: what it holds is worth nothing after the tests. Tests that take the database
//! away have one of their own ([`own`]), which keeps what it commits.

pub mod own;

use std::collections::hash_map::RandomState;
use std::env;
use std::fs;
use std::hash::BuildHasher;
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use std::os::unix::process::CommandExt;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::leash::{Leash, Leashed};

/// Names the cluster to use, as an address without a database.
pub const HANDED_OVER: &str = "HOLDFAST_TEST_POSTGRES";

/// A running PostgreSQL.
pub struct Cluster {
    address: String,
    /// The server, and what removes its folder: they end in this order.
    _leashes: Option<(Leash, Leash)>,
}

/// The cluster of this process, started at its first use.
pub fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| match env::var(HANDED_OVER) {
        Ok(address) => Cluster { address, _leashes: None },
        Err(_) => Cluster::start().unwrap_or_else(|error| panic!("no PostgreSQL for the tests: {error:#}")),
    })
}

impl Cluster {
    /// Starts a cluster in a folder of its own, on a free port. It ends when this is dropped or the process ends.
    pub fn start() -> Result<Self> {
        let programs = programs()?;
        let user = unprivileged_user()?;
        let folder = tempfile::Builder::new().prefix("holdfast-postgres-").tempdir()?;
        if let Some((user, group)) = user {
            chown(folder.path(), Some(user), Some(group))?;
        }
        let data = folder.path().join("data");
        initialise(&programs, &data, user)?;
        let keeper = keeper(folder)?;
        let (port, leash) = on_free_port(|port| {
            let command = server(&programs, &data, port, &WITHOUT_WAITING);
            ready(Leash::start(Leashed { signal: "QUIT", user, ..command.into() })?)
        })?;
        Ok(Self { address: format!("postgres://postgres@127.0.0.1:{port}"), _leashes: Some((leash, keeper)) })
    }

    /// Where the cluster listens, without a database: `postgres://postgres@127.0.0.1:PORT`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The address of one database in it.
    pub fn database(&self, name: &str) -> String {
        format!("{}/{name}", self.address)
    }
}

fn initialise(programs: &Path, data: &Path, user: Option<(u32, u32)>) -> Result<()> {
    let mut initdb = Command::new(programs.join("initdb"));
    initdb.args(["--username=postgres", "--auth=trust", "--no-sync", "--encoding=UTF8"]);
    initdb.args(["--locale=C.UTF-8", "--pgdata"]).arg(data).stdin(Stdio::null());
    initdb.current_dir(data.parent().unwrap_or(data));
    if let Some((user, group)) = user {
        initdb.uid(user).gid(group);
    }
    let output = initdb.output().context("initdb could not be started")?;
    if !output.status.success() {
        bail!("initdb failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

/// For what is worth nothing after the tests.
const WITHOUT_WAITING: [&str; 3] = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

fn server(programs: &Path, data: &Path, port: u16, settings: &[&str]) -> Command {
    let mut server = Command::new(programs.join("postgres"));
    server.arg("-D").arg(data).args(["-p", &port.to_string()]).current_dir(data);
    let always = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "lc_messages=C", "max_connections=400"];
    always.iter().chain(settings).for_each(|setting| {
        server.args(["-c", setting]);
    });
    server
}

/// A process that does nothing, and whose end removes the folder: it outlives the servers that use it.
fn keeper(folder: TempDir) -> Result<Leash> {
    let mut sleep = Command::new("sleep");
    sleep.arg("infinity");
    Leash::start(Leashed { folder: Some(folder.keep()), ..sleep.into() })
}

/// Waits until the server takes connections.
fn ready(leash: Leash) -> Result<Leash> {
    let ready = "database system is ready to accept connections";
    leash.wait_for(Duration::from_secs(60), |line| line.contains(ready).then_some(()))?;
    Ok(leash)
}

/// The folder with PostgreSQL's programs: on the PATH, or Debian's newest version.
pub fn programs() -> Result<PathBuf> {
    let mut versions: Vec<PathBuf> =
        fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|version| version.path()).collect();
    let number = |path: &PathBuf| path.file_name()?.to_str()?.parse::<u32>().ok();
    versions.sort_by_key(|path| std::cmp::Reverse(number(path)));
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain(versions.into_iter().map(|version| version.join("bin")))
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
        .context("initdb and postgres are neither on the PATH nor below /usr/lib/postgresql; install Debian's `postgresql`, or run `cargo xtask test`, which does")
}

/// PostgreSQL refuses to run as root; `None` where this user may run it.
fn unprivileged_user() -> Result<Option<(u32, u32)>> {
    let own = Command::new("id").arg("-u").output().context("id could not be started")?;
    if own.stdout != b"0\n" {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd").context("/etc/passwd")?;
    let find = |wanted: &str| {
        users.lines().find_map(|line| {
            let fields: Vec<&str> = line.split(':').collect();
            let ids = (fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?);
            (fields[0] == wanted).then_some(ids)
        })
    };
    let user = find("postgres").or_else(|| find("nobody"));
    Ok(Some(user.context("PostgreSQL cannot run as root, and there is no user postgres or nobody")?))
}

/// Starts a server on a port that is free. Between looking and listening another process may take it; then another port
/// is tried.
fn on_free_port<T>(start: impl Fn(u16) -> Result<T>) -> Result<(u16, T)> {
    let mut attempt = 1;
    loop {
        let port = free_port()?;
        match start(port) {
            Ok(started) => return Ok((port, started)),
            Err(error) if attempt == 5 => return Err(error),
            Err(_) => attempt += 1,
        }
    }
}

/// A port that nobody listens on, below those that Linux gives to outgoing connections: a server that is away for a while
/// must find its port free when it comes back.
fn free_port() -> Result<u16> {
    let is_free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    let random = (0..1000_u32).map(|attempt| RandomState::new().hash_one(attempt));
    let mut ports = random.filter_map(|number| u16::try_from(15_000 + number % 17_000).ok());
    ports.find(is_free).context("no port is free")
}
