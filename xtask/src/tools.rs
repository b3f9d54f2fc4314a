//! What the tests need beside Rust. What is missing is installed, or named in one line.

mod debian;
mod npm;
mod python;

use anyhow::Result;

use crate::wasm_target;
use crate::workspace::Workspace;

/// Makes sure that every tool is there.
pub fn ensure(workspace: &Workspace) -> Result<()> {
    wasm_target::ensure()?;
    debian::ensure()?;
    let folder = workspace.tools();
    python::ensure(&folder.join("python"), &workspace.root.join("tests/requirements.txt"))?;
    npm::ensure(&folder.join("npm"))
}
