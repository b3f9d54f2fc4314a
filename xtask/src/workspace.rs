//! Where things are, and how a cargo is started from inside a cargo.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The checkout that xtask was built from.
pub struct Workspace {
    /// The folder with the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Where cargo puts what it builds for this machine.
    pub target: PathBuf,
}

impl Workspace {
    /// The workspace that this program belongs to.
    pub fn here() -> Self {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = package.parent().unwrap_or(package).to_path_buf();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => env::current_dir().unwrap_or_default().join(folder),
            None => root.join("target"),
        };
        Self { root, target }
    }

    /// The built browser app. Not below `CARGO_TARGET_DIR`: the server embeds it from this one place.
    pub fn site(&self) -> PathBuf {
        self.root.join("target/site")
    }

    /// What is built for the browser has a target folder of its own, so that the two never wait for one lock.
    pub fn wasm_target(&self) -> PathBuf {
        self.target.join("wasm")
    }

    /// Tools for the tests that are not programs of the machine. Not below `CARGO_TARGET_DIR`: the tests look here.
    pub fn tools(&self) -> PathBuf {
        self.root.join("target/tools")
    }

    /// A built binary, in a cargo profile's folder: `debug` or `release`.
    pub fn binary(&self, profile_folder: &str, name: &str) -> PathBuf {
        self.target.join(profile_folder).join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// A cargo command in the workspace's root.
    pub fn cargo(&self) -> Command {
        self.command(&env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
    }

    /// A command in the workspace's root, which may start a cargo of its own.
    pub fn command(&self, program: &(impl AsRef<OsStr> + ?Sized)) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        // `cargo run` describes xtask in these; some build scripts watch them and would rebuild each time.
        for (name, _) in env::vars_os() {
            let described = name.to_string_lossy();
            if described.starts_with("CARGO_PKG_") || described.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        command
    }
}

/// The packages of this machine. Running and testing choose the same ones, so that no dependency is built twice over
/// because of some feature that only one of them asks for.
pub const HOST: [&str; 3] = ["--workspace", "--exclude", "app"];

/// Runs a command to its end; a failure names the command.
pub fn run(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("{program} could not be started"))?;
    if !status.success() {
        let arguments: Vec<_> = command.get_args().map(|argument| argument.to_string_lossy()).collect();
        let name = Path::new(&program).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        bail!("`{name} {}` failed ({status})", arguments.join(" "));
    }
    Ok(())
}
