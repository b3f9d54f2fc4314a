//! A PostgreSQL of one's own, to be stopped, crashed and started again. It keeps what it commits.

use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use sqlx::{ConnectOptions, Connection};

use super::{chown, initialise, keeper, on_free_port, programs, ready, server, unprivileged_user};
use crate::leash::{Leash, Leashed};

/// How long to wait for somebody to connect.
const SESSION_WAIT_MAX: Duration = Duration::from_secs(20);

/// How the server is taken away.
#[derive(Clone, Copy, Debug)]
pub enum Stop {
    /// As an administrator does (`pg_ctl stop -m fast`): sessions are ended, what is committed is written.
    Fast,
    /// In the middle of everything (`pg_ctl stop -m immediate`): it has to recover at the next start.
    Immediate,
}

/// The server; what it holds outlives its stops.
pub struct OwnPostgres {
    server: Mutex<Option<Leash>>,
    programs: PathBuf,
    data: PathBuf,
    user: Option<(u32, u32)>,
    port: u16,
    // After the server.
    _keeper: Leash,
}

/// A server whose processes stand still.
pub struct Frozen {
    processes: Vec<String>,
}

impl Frozen {
    fn stop(&mut self, process: String) -> Result<()> {
        let status = Command::new("kill").args(["-s", "STOP", &process]).status()?;
        ensure!(status.success(), "the process {process} could not be stopped");
        self.processes.push(process);
        Ok(())
    }
}

impl Drop for Frozen {
    fn drop(&mut self) {
        // Whoever is gone meanwhile needs no going on.
        let _ = Command::new("kill").args(["-s", "CONT"]).args(self.processes.iter().rev()).status();
    }
}

impl OwnPostgres {
    /// An empty server.
    pub fn start() -> Result<Self> {
        let (programs, user) = (programs()?, unprivileged_user()?);
        let folder = tempfile::Builder::new().prefix("holdfast-postgres-").tempdir()?;
        if let Some((user, group)) = user {
            chown(folder.path(), Some(user), Some(group))?;
        }
        let data = folder.path().join("data");
        initialise(&programs, &data, user)?;
        let keeper = keeper(folder)?;
        let command = |port| Leashed { signal: "QUIT", user, ..server(&programs, &data, port, &[]).into() };
        let (port, leash) = on_free_port(|port| ready(Leash::start(command(port))?))?;
        Ok(Self { server: Mutex::new(Some(leash)), programs, data, user, port, _keeper: keeper })
    }

    /// The address of its one database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Takes the server away, and waits until it is.
    pub fn stop(&self, how: Stop) -> Result<()> {
        let leash = self.lock().take().context("the server is away already")?;
        leash.signal(match how {
            Stop::Fast => "INT",
            Stop::Immediate => "QUIT",
        })?;
        leash.wait_for_end(Duration::from_secs(30))
    }

    /// Starts it again where it was, and waits until it takes connections.
    pub fn start_again(&self) -> Result<()> {
        let mut place = self.lock();
        ensure!(place.is_none(), "the server runs");
        let command = server(&self.programs, &self.data, self.port, &[]);
        *place = Some(ready(Leash::start(Leashed { signal: "QUIT", user: self.user, ..command.into() })?)?);
        Ok(())
    }

    /// Kills the process behind one session that is writing, or behind any where none is; waits until there is one. The
    /// server then ends all others and recovers by itself.
    pub async fn kill_a_session(&self) -> Result<()> {
        let options: sqlx::postgres::PgConnectOptions = self.url().parse()?;
        let mut connection = options.connect().await?;
        let query = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' \
                     AND pid <> pg_backend_pid() ORDER BY backend_xid IS NULL, state <> 'active', query_start DESC";
        let began = Instant::now();
        let pid: i32 = loop {
            if let Some(pid) = sqlx::query_scalar(query).fetch_optional(&mut connection).await? {
                break pid;
            }
            ensure!(began.elapsed() < SESSION_WAIT_MAX, "nobody has a session");
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        let status = Command::new("kill").args(["-s", "KILL", &pid.to_string()]).status()?;
        // The server ends this connection, too.
        let _ = connection.close().await;
        if !status.success() {
            bail!("the session {pid} could not be killed");
        }
        Ok(())
    }

    /// Freezes every process of the server, as a machine does that is swapping itself to death: connections stand, and nothing
    /// answers. They go on when the answer is dropped.
    pub fn freeze(&self) -> Result<Frozen> {
        let place = self.lock();
        let postmaster = place.as_ref().context("the server is away")?.pid().to_owned();
        // The one that starts the others first, so that none is missed.
        let mut frozen = Frozen { processes: Vec::new() };
        frozen.stop(postmaster.clone())?;
        let children = Command::new("ps").args(["-o", "pid=", "--ppid", &postmaster]).output().context("ps")?;
        for child in String::from_utf8_lossy(&children.stdout).split_whitespace() {
            frozen.stop(child.to_owned())?;
        }
        Ok(frozen)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Leash>> {
        self.server.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
