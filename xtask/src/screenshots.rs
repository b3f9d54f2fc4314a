//! `cargo xtask screenshots`: the README's pictures anew, of the app as it is.

use anyhow::Result;

use crate::workspace::{HOST, Workspace, run};
use crate::{site, wasm_target};

/// Builds everything, fills a desk of its own with the demo and takes the pictures.
pub fn take(workspace: &Workspace) -> Result<()> {
    wasm_target::ensure()?;
    site::build(workspace)?;
    run(workspace.cargo().args(["build", "--bins"]).args(HOST))?;
    let mut screenshots = workspace.command(&workspace.binary("debug", "screenshots"));
    screenshots.env("HOLDFAST_BIN", workspace.binary("debug", "holdfast"));
    run(screenshots.arg(workspace.root.join("docs/screenshots")))
}
