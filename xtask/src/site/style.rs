//! The style sheets under `style/` as one.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// All sheets in the order in which they may override each other: tokens, base, components, pages.
pub fn bundle(folder: &Path) -> Result<String> {
    let mut sheets = vec![folder.join("tokens.css"), folder.join("base.css")];
    sheets.extend(sheets_in(&folder.join("components"))?);
    sheets.extend(sheets_in(&folder.join("pages"))?);
    let mut bundle = String::new();
    for sheet in sheets {
        bundle.push_str(&lean(&fs::read_to_string(&sheet).with_context(|| sheet.display().to_string())?));
    }
    Ok(bundle)
}

/// A sheet without its comments and the space before its lines: they are for whoever reads the source.
fn lean(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let mut bare = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        bare.push_str(part.split_once("*/").map_or("", |(_, after)| after));
    }
    bare.lines().map(str::trim).filter(|line| !line.is_empty()).flat_map(|line| [line, "\n"]).collect()
}

fn sheets_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut sheets = Vec::new();
    if !folder.exists() {
        return Ok(sheets);
    }
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "css") {
            sheets.push(path);
        }
    }
    sheets.sort();
    Ok(sheets)
}
