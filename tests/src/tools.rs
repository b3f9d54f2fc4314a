//! Tools that `cargo xtask test` installs below `target/tools`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// axe-core's script, to be run inside a page.
pub fn axe_script() -> Result<String> {
    let path = installed("npm/node_modules/axe-core/axe.min.js")?;
    std::fs::read_to_string(&path).with_context(|| path.display().to_string())
}

/// Where packages from npm are, for node to find them.
pub fn node_modules() -> Result<PathBuf> {
    installed("npm/node_modules")
}

/// The `schemathesis` program.
pub fn schemathesis() -> Result<PathBuf> {
    installed("python/bin/schemathesis")
}

/// A Python with what `tests/requirements.txt` lists.
pub fn python() -> Result<PathBuf> {
    // The link itself, not the interpreter that it leads to: by the link Python knows its packages.
    Ok(installed("python/bin")?.join("python"))
}

fn installed(tool: &str) -> Result<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools").join(tool);
    path.canonicalize().with_context(|| format!("{tool} is not installed; `cargo xtask test --only tools` does it"))
}
