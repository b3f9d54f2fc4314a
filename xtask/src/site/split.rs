//! Takes what only later pages need out of the compiled module, so that the first visit is short.
//!
//! Where the module is cut is said in the app (`app/src/later.rs`); which functions and data lie on which side follows
//! from what calls what. What is left is still to be bound to JavaScript, the parts are ready as they are.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Options, transform};

/// How the module names the script that fetches the parts.
pub const LINK: &str = "./later.js";
/// How that script names the main script.
pub const MAIN: &str = "./app.js";

/// A module that was split.
pub struct Split {
    /// What is loaded first, to be bound.
    pub first: Vec<u8>,
    /// What is fetched later: each file as the script names it, and its content.
    pub later: Vec<(String, Vec<u8>)>,
    /// The script that fetches it.
    pub link: String,
}

/// Splits a compiled module; the folder is the splitter's to write in.
pub fn split(module: &[u8], folder: &Path) -> Result<Split> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    let first = folder.join("first.wasm");
    let mut options = Options::new(module);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.main_module = MAIN;
    options.link_name = LINK;
    let parts = transform(options).map_err(|refused| anyhow!("the app's module could not be split: {refused:?}"))?;
    let mut later = Vec::new();
    for path in parts.split_modules {
        let name = path.file_name().and_then(OsStr::to_str).context("a part's name is no text")?;
        later.push((format!("./{name}"), lean(&fs::read(&path)?)?));
    }
    Ok(Split { first: fs::read(&first)?, later, link: fs::read_to_string(folder.join(LINK))? })
}

/// A part without the names of its functions, and with numbers as short as they can be written: those that a linker may
/// still change are written at their full length.
fn lean(part: &[u8]) -> Result<Vec<u8>> {
    let mut config = walrus::ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    Ok(config.parse(part)?.emit_wasm())
}
