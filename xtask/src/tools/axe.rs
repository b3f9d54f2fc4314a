//! axe-core, the script that tells whether a page can be used by everyone.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::workspace::run;

const VERSION: &str = "4.14.1";

/// Makes sure that the folder holds axe-core in the version above.
pub fn ensure(folder: &Path) -> Result<()> {
    let package = folder.join("node_modules/axe-core/package.json");
    let wanted = format!("\"version\": \"{VERSION}\"");
    if fs::read_to_string(package).is_ok_and(|text| text.contains(&wanted)) {
        return Ok(());
    }
    eprintln!("Installing axe-core");
    fs::create_dir_all(folder)?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]);
    run(npm.arg(folder).arg(format!("axe-core@{VERSION}")))
}
