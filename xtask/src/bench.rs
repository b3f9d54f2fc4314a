//! `cargo xtask bench`: Holdfast against the same engine used directly, in one run. What it measures is in `bench/`.

use anyhow::Result;
use clap::Args;

use crate::workspace::{Workspace, run};
use crate::{site, wasm_target};

/// Measures. Both are built optimised; the databases lie below `target` while it runs.
#[derive(Args)]
pub struct Bench {
    /// `--cases N`, `--engine sqlite|postgres`, `--quick`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

impl Bench {
    /// Builds what is measured and what measures, and runs it.
    pub fn execute(&self, workspace: &Workspace) -> Result<()> {
        wasm_target::ensure()?;
        site::build(workspace)?;
        run(workspace.cargo().args(["build", "--release", "--package", "server", "--package", "bench"]))?;
        let mut bench = workspace.command(&workspace.binary("release", "bench"));
        bench.arg("--server").arg(workspace.binary("release", "holdfast"));
        bench.arg("--folder").arg(workspace.target.join("bench"));
        run(bench.args(&self.arguments))
    }
}
