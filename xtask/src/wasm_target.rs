//! The compiler's WebAssembly target: there, or fetched by rustup.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The target that the browser app is built for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Makes sure that the target's standard library is installed for the toolchain in use.
pub fn ensure() -> Result<()> {
    if installed()? {
        return Ok(());
    }
    eprintln!("Installing the {TARGET} target");
    let added = Command::new("rustup").args(["target", "add", TARGET]).status();
    if !added.is_ok_and(|status| status.success()) || !installed()? {
        bail!(
            "the {TARGET} target is missing and rustup could not add it; install it for this Rust toolchain and try again"
        );
    }
    Ok(())
}

/// Whether the standard library for the target lies where this toolchain looks for it. Works without rustup too.
fn installed() -> Result<bool> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .args(["--print", "target-libdir", "--target", TARGET])
        .output()
        .context("rustc could not be started")?;
    let folder = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    let filled = folder.read_dir().is_ok_and(|mut entries| entries.next().is_some());
    Ok(output.status.success() && filled)
}
