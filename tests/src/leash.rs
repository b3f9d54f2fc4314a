//! A process that never outlives the test that started it.
//!
//! Between the two stands a shell that waits for its standard input to close. That happens when the leash is dropped,
//! and just as well when the test's process panics, aborts or is killed: the shell then ends the whole process group
//! and removes the folder.

use std::io::{BufRead, BufReader, PipeReader};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How to start a process, and how to end it.
pub struct Leashed {
    /// The program with its arguments and environment.
    pub command: Command,
    /// The signal that ends it: `TERM`, or another where the program has a quicker one.
    pub signal: &'static str,
    /// A folder that is removed after the process.
    pub folder: Option<PathBuf>,
    /// The user and group to run as.
    pub user: Option<(u32, u32)>,
}

impl From<Command> for Leashed {
    fn from(command: Command) -> Self {
        Self { command, signal: "TERM", folder: None, user: None }
    }
}

/// A running process.
pub struct Leash {
    shell: Child,
    pid: String,
    output: Arc<Output>,
}

// A file that may not grow is an error to the process, not its end: as a full disk is. The process announces its own
// number first. The shell then lets go of the output, which so ends with the process.
const SHELL: &str = r#"
folder=$1 signal=$2; shift 2
sh -c 'trap "" XFSZ; echo $$; exec "$@"' sh "$@" </dev/null &
child=$!
exec >/dev/null 2>&1
trap '' "$signal"
read -r _
kill -s "$signal" 0
wait "$child"
for attempt in 1 2 3 4 5 6 7 8 9 10; do
  [ -z "$folder" ] || rm -rf "$folder" && break
  sleep 0.1
done
"#;

impl Leash {
    /// Starts the process.
    pub fn start(leashed: Leashed) -> Result<Self> {
        let name = leashed.command.get_program().to_string_lossy().into_owned();
        let (reader, writer) = std::io::pipe()?;
        let mut shell = Command::new("sh");
        shell.args(["-c", SHELL, "sh"]).arg(leashed.folder.unwrap_or_default());
        shell.arg(leashed.signal).arg(&name).args(leashed.command.get_args());
        for (key, value) in leashed.command.get_envs() {
            match value {
                Some(value) => shell.env(key, value),
                None => shell.env_remove(key),
            };
        }
        if let Some(folder) = leashed.command.get_current_dir() {
            shell.current_dir(folder);
        }
        if let Some((user, group)) = leashed.user {
            shell.uid(user).gid(group);
        }
        // A group of its own: the end reaches the process's children, and a Ctrl-C reaches the test only.
        shell.process_group(0).stdin(Stdio::piped()).stdout(writer.try_clone()?).stderr(writer);
        let child = shell.spawn().with_context(|| format!("{name} could not be started"))?;
        drop(shell);
        let output = Arc::new(Output::default());
        let sink = Arc::clone(&output);
        thread::spawn(move || sink.fill(reader));
        let mut leash = Self { shell: child, pid: String::new(), output };
        leash.pid = leash.wait_for(Duration::from_secs(10), |line| Some(line.to_owned()))?;
        Ok(leash)
    }

    /// Waits for a line of output that the closure recognises. Fails with the output so far when the process ends or
    /// the time runs out.
    pub fn wait_for<T>(&self, limit: Duration, recognise: impl FnMut(&str) -> Option<T>) -> Result<T> {
        self.output.wait_for(limit, recognise)
    }

    /// All that the process printed so far.
    pub fn output(&self) -> String {
        self.output.text()
    }

    /// The process's number.
    pub fn pid(&self) -> &str {
        &self.pid
    }

    /// Sends the process a signal: `KILL` for a crash, `TERM` for a polite end.
    pub fn signal(&self, signal: &str) -> Result<()> {
        let status = Command::new("kill").args(["-s", signal, &self.pid]).status()?;
        if !status.success() {
            bail!("the process {} could not be sent {signal}", self.pid);
        }
        Ok(())
    }

    /// Waits until the process and its children have ended by themselves or by a signal.
    pub fn wait_for_end(&self, limit: Duration) -> Result<()> {
        self.output.wait_for_end(limit)
    }

    /// Ends the process and answers when it and its folder are gone.
    pub fn stop(mut self) -> Result<()> {
        self.end().map(drop).context("the process did not end")
    }

    fn end(&mut self) -> std::io::Result<ExitStatus> {
        drop(self.shell.stdin.take());
        self.shell.wait()
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        // Nothing can be done about a failure here, and the test has said what it had to say.
        let _ = self.end();
    }
}

#[derive(Default)]
struct Output {
    state: Mutex<OutputState>,
    changed: Condvar,
}

#[derive(Default)]
struct OutputState {
    lines: Vec<String>,
    ended: bool,
}

impl Output {
    fn lock(&self) -> MutexGuard<'_, OutputState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fill(&self, reader: PipeReader) {
        for line in BufReader::new(reader).split(b'\n').map_while(Result::ok) {
            self.lock().lines.push(String::from_utf8_lossy(&line).into_owned());
            self.changed.notify_all();
        }
        self.lock().ended = true;
        self.changed.notify_all();
    }

    fn wait_for<T>(&self, limit: Duration, mut recognise: impl FnMut(&str) -> Option<T>) -> Result<T> {
        let deadline = Instant::now() + limit;
        let mut seen = 0;
        let mut state = self.lock();
        loop {
            if let Some(found) = state.lines[seen..].iter().find_map(|line| recognise(line)) {
                return Ok(found);
            }
            seen = state.lines.len();
            let left = deadline.saturating_duration_since(Instant::now());
            if state.ended || left.is_zero() {
                let why = if state.ended { "the process ended" } else { "the time ran out" };
                bail!("{why} before it printed what was waited for; it printed:\n{}", state.lines.join("\n"));
            }
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn wait_for_end(&self, limit: Duration) -> Result<()> {
        let state = self.lock();
        let (state, _) =
            self.changed.wait_timeout_while(state, limit, |state| !state.ended).unwrap_or_else(PoisonError::into_inner);
        if !state.ended {
            bail!("the process still runs after {} s", limit.as_secs());
        }
        Ok(())
    }

    fn text(&self) -> String {
        self.lock().lines.join("\n")
    }
}
