//! `cargo xtask screenshots`: the README's pictures anew, of the app as it is; or, with `--tour`, every page to look at.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::workspace::{HOST, Workspace, run};
use crate::{site, wasm_target};

/// Takes pictures of the app.
#[derive(Args)]
pub struct Screenshots {
    /// Every page instead, in every width, language and colour, into this folder; takes a while
    #[arg(long, value_name = "FOLDER")]
    tour: Option<PathBuf>,
    /// With `--tour`: only stops whose name contains this; may be given more than once
    #[arg(long, requires = "tour", value_name = "WORDS")]
    only: Vec<String>,
}

impl Screenshots {
    /// Builds everything, fills a desk of its own with the demo and takes the pictures.
    pub fn execute(&self, workspace: &Workspace) -> Result<()> {
        wasm_target::ensure()?;
        site::build(workspace)?;
        run(workspace.cargo().args(["build", "--bins"]).args(HOST))?;
        let mut screenshots = workspace.command(&workspace.binary("debug", "screenshots"));
        screenshots.env("HOLDFAST_BIN", workspace.binary("debug", "holdfast"));
        match &self.tour {
            None => screenshots.arg(workspace.root.join("docs/screenshots")),
            Some(folder) => screenshots.arg(std::path::absolute(folder)?).arg("--tour"),
        };
        for words in &self.only {
            screenshots.arg("--only").arg(words);
        }
        run(&mut screenshots)
    }
}
