//! Programs and fonts of the machine, from Debian's packages where they are missing.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::workspace::run;

/// One thing that the tests use, and the Debian package that brings it.
struct Need {
    package: &'static str,
    met: fn() -> bool,
}

const NEEDS: [Need; 7] = [
    Need { package: "postgresql", met: postgres },
    Need { package: "chromium", met: || ["chromium", "chromium-browser", "google-chrome"].into_iter().any(on_path) },
    Need { package: "chromium-driver", met: || on_path("chromedriver") },
    Need { package: "fontconfig", met: || on_path("fc-list") },
    Need { package: "fonts-noto-cjk", met: chinese_font },
    Need { package: "python3-venv", met: || succeeds("python3", &["-c", "import ensurepip, venv"]) },
    Need { package: "npm", met: || on_path("npm") },
];

/// Installs what is missing, where this user may.
pub fn ensure() -> Result<()> {
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    let Some(prefix) = administrator() else {
        bail!("the tests need these packages, and this user may not install them: apt-get install {list}");
    };
    eprintln!("Installing {list}");
    apt_get(prefix, &["update", "--quiet"])?;
    let install = ["install", "--yes", "--quiet", "--no-install-recommends"];
    apt_get(prefix, &[&install[..], &missing[..]].concat())?;
    let still_missing = self::missing();
    if !still_missing.is_empty() {
        bail!("installed, but still not found: {}", still_missing.join(" "));
    }
    Ok(())
}

fn missing() -> Vec<&'static str> {
    NEEDS.iter().filter(|need| !(need.met)()).map(|need| need.package).collect()
}

/// What to write before `apt-get` so that it may install; `None` where nothing helps.
fn administrator() -> Option<&'static [&'static str]> {
    if !on_path("apt-get") {
        return None;
    }
    let root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    if root {
        return Some(&[]);
    }
    succeeds("sudo", &["-n", "true"]).then_some(&["sudo", "-n"])
}

fn apt_get(prefix: &[&str], arguments: &[&str]) -> Result<()> {
    let words = [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], arguments].concat();
    run(Command::new(words[0]).args(&words[1..]))
}

/// PostgreSQL's server programs; Debian keeps them off the PATH, below the version.
fn postgres() -> bool {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders = versions.map(|version| version.path().join("bin")).chain(path_folders());
    folders.any(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

fn chinese_font() -> bool {
    let listed = Command::new("fc-list").arg(":lang=zh-cn").stderr(Stdio::null()).output();
    listed.is_ok_and(|output| !output.stdout.is_empty())
}

fn on_path(program: &str) -> bool {
    path_folders().any(|folder| folder.join(program).is_file())
}

fn path_folders() -> impl Iterator<Item = PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).collect::<Vec<_>>().into_iter()
}

fn succeeds(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
