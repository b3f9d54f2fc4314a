//! Schemathesis, in a Python environment of its own.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace::run;

/// Makes the environment hold exactly what the requirements file lists.
pub fn ensure(environment: &Path, requirements: &Path) -> Result<()> {
    let wanted = fs::read_to_string(requirements).with_context(|| requirements.display().to_string())?;
    let installed = environment.join("requirements.txt");
    let python = environment.join("bin/python");
    if fs::read_to_string(&installed).is_ok_and(|text| text == wanted) && python.exists() {
        return Ok(());
    }
    eprintln!("Installing schemathesis");
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(environment))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    run(Command::new(python).args(pip).arg(requirements))?;
    Ok(fs::write(installed, wanted)?)
}
