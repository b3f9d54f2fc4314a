//! What comes from npm: axe-core, the script that tells whether a page can be used by everyone; and the reference library by
//! which other systems verify webhooks.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::workspace::run;

const PACKAGES: [(&str, &str); 2] = [("axe-core", "4.14.1"), ("standardwebhooks", "1.1.1")];

/// Makes sure that the folder holds the packages in the versions above.
pub fn ensure(folder: &Path) -> Result<()> {
    if PACKAGES.iter().all(|(name, version)| is_there(folder, name, version)) {
        return Ok(());
    }
    eprintln!("Installing axe-core and standardwebhooks");
    fs::create_dir_all(folder)?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]).arg(folder);
    // All at once: what is not named is removed.
    run(npm.args(PACKAGES.map(|(name, version)| format!("{name}@{version}"))))
}

fn is_there(folder: &Path, name: &str, version: &str) -> bool {
    let package = folder.join("node_modules").join(name).join("package.json");
    let wanted = format!("\"version\": \"{version}\"");
    fs::read_to_string(package).is_ok_and(|text| text.contains(&wanted))
}
