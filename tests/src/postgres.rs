//! A PostgreSQL for the tests: one for the whole run where `cargo xtask test` hands one over, else one for this process.
//!
//! It writes without waiting for the disk: what it holds is worth nothing after the tests.

use std::env;
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use std::os::unix::process::CommandExt;

use anyhow::{Context, Result, bail};

use crate::leash::{Leash, Leashed};

/// Names the cluster to use, as an address without a database.
pub const HANDED_OVER: &str = "HOLDFAST_TEST_POSTGRES";

/// A running PostgreSQL.
pub struct Cluster {
    address: String,
    _leash: Option<Leash>,
}

/// The cluster of this process, started at its first use.
pub fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| match env::var(HANDED_OVER) {
        Ok(address) => Cluster { address, _leash: None },
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
        let port = free_port()?;
        let leashed =
            Leashed { command: server(&programs, &data, port), signal: "QUIT", folder: Some(folder.keep()), user };
        let leash = Leash::start(leashed)?;
        let ready = "database system is ready to accept connections";
        leash.wait_for(Duration::from_secs(60), |line| line.contains(ready).then_some(()))?;
        Ok(Self { address: format!("postgres://postgres@127.0.0.1:{port}"), _leash: Some(leash) })
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

fn server(programs: &Path, data: &Path, port: u16) -> Command {
    let mut server = Command::new(programs.join("postgres"));
    server.arg("-D").arg(data).args(["-p", &port.to_string()]).current_dir(data);
    let settings = [
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "lc_messages=C",
        "max_connections=400",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
    ];
    settings.into_iter().for_each(|setting| {
        server.args(["-c", setting]);
    });
    server
}

/// The folder with `initdb` and `postgres`: on the PATH, or Debian's newest version.
fn programs() -> Result<PathBuf> {
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

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
