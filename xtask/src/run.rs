//! `cargo xtask run`: from a clone to a desk that serves.

use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::workspace::{HOST, Workspace, run};
use crate::{site, wasm_target};

/// Serves Holdfast from this checkout, with its data below `data/`.
#[derive(Args)]
pub struct Run {
    /// Fill the desk with demo people, channels and cases
    #[arg(long)]
    demo: bool,
    /// Build the server optimised
    #[arg(long)]
    release: bool,
    /// Handed on to `holdfast serve`
    #[arg(last = true)]
    serve_arguments: Vec<String>,
}

impl Run {
    /// Builds the app and the server, then becomes the server.
    pub fn execute(&self, workspace: &Workspace) -> Result<()> {
        wasm_target::ensure()?;
        site::build(workspace)?;
        build_server(workspace, self.release)?;
        let profile_folder = if self.release { "release" } else { "debug" };
        let mut server = workspace.command(&workspace.binary(profile_folder, "holdfast"));
        server.arg("serve");
        if self.demo {
            server.arg("--demo");
        }
        become_server(server.args(&self.serve_arguments))
    }
}

/// Builds the `holdfast` binary with the app that stands in `target/site` inside.
fn build_server(workspace: &Workspace, release: bool) -> Result<()> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--bin", "holdfast"]).args(HOST);
    if release {
        cargo.arg("--release");
    }
    run(&mut cargo)
}

/// Replaces this process, so that Ctrl-C and every other signal reach the server itself.
#[cfg(unix)]
fn become_server(server: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;

    let refused = server.exec();
    Err(anyhow::Error::new(refused).context("the server could not be started"))
}

#[cfg(not(unix))]
fn become_server(server: &mut Command) -> Result<()> {
    run(server)
}
