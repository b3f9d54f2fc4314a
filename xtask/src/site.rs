//! The browser app as files: compiled to WebAssembly, bound to JavaScript, named by content, compressed.
//!
//! The rule here: a file under `assets/` never changes under its name, so that it can be cached for ever;
//! only `index.html` does.

mod assets;
mod bindgen;
mod page;
mod split;
mod style;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use assets::Assets;
use sha2::{Digest, Sha256};
use split::Split;

use crate::wasm_target::TARGET;
use crate::workspace::{Workspace, run};

/// Compiles the app and writes the site, if anything that goes into it has changed.
pub fn build(workspace: &Workspace) -> Result<()> {
    let module = compile(workspace)?;
    let style = style::bundle(&workspace.root.join("style"))?;
    let site = workspace.site();
    let stamp = workspace.root.join("target/site.stamp");
    let digest = digest_of(&[&fs::read(&module)?, style.as_bytes(), page::SOURCES.as_bytes()]);
    let same = fs::read_to_string(&stamp).is_ok_and(|before| before == digest);
    if same && site.join("index.html").exists() {
        return Ok(());
    }
    let began = Instant::now();
    let parts = split::split(&fs::read(&module)?, &workspace.wasm_target().join("split"))?;
    write(&site, parts, &style)?;
    mark_server_stale(workspace, &site)?;
    fs::write(stamp, digest)?;
    eprintln!("    Packaged the browser app in {:.1} s", began.elapsed().as_secs_f32());
    Ok(())
}

/// The arguments that build or check the app, the same for both so that they share their dependencies.
pub fn cargo_arguments(workspace: &Workspace) -> Vec<std::ffi::OsString> {
    let target_folder = workspace.wasm_target();
    ["--package", "app", "--target", TARGET, "--profile", "wasm", "--target-dir"]
        .into_iter()
        .map(Into::into)
        .chain([target_folder.into_os_string()])
        .collect()
}

fn compile(workspace: &Workspace) -> Result<PathBuf> {
    run(workspace.cargo().arg("build").args(cargo_arguments(workspace)))?;
    Ok(workspace.wasm_target().join(TARGET).join("wasm/app.wasm"))
}

fn write(site: &Path, parts: Split, style: &str) -> Result<()> {
    let bound = bindgen::bind(parts.first)?;
    let mut assets = Assets::open(&site.join("assets"))?;
    let mut script = bound.script.clone();
    for (path, content) in bound.imports.iter().filter(|(path, _)| bound.script.contains(path)) {
        let name = assets.add("import", ".js", content.as_bytes())?;
        script = script.replace(path, &format!("./{name}"));
    }
    let mut link = parts.link;
    for (path, content) in &parts.later {
        let name = assets.add("later", ".wasm", content)?;
        link = link.replace(path, &format!("./{name}"));
    }
    let (script, link) = add_pair(&mut assets, &script, &link)?;
    let links = page::Links {
        module: assets.add("app", "_bg.wasm", &bound.module)?,
        script,
        link,
        style: assets.add("style", ".css", style.as_bytes())?,
        theme: assets.add("theme", ".js", page::THEME.as_bytes())?,
        icon: assets.add("icon", ".svg", page::ICON.as_bytes())?,
    };
    let boot = assets.add("boot", ".js", page::boot(&links).as_bytes())?;
    assets::write_compressed(&site.join("index.html"), page::index(&links, &boot).as_bytes())?;
    assets.remove_others()
}

/// Adds the main script and the one that fetches what comes later. Each names the other, so both are named by the two.
fn add_pair(assets: &mut Assets, script: &str, link: &str) -> Result<(String, String)> {
    let digest = digest_of(&[script.as_bytes(), link.as_bytes()]);
    let (script_name, link_name) = (format!("app-{digest}.js"), format!("later-{digest}.js"));
    // Only where it is fetched from: to the module it keeps its name.
    let from = |name: &str| format!("from \"{name}\"");
    let script = script.replace(&from(split::LINK), &from(&format!("./{link_name}")));
    let link = link.replace(split::MAIN, &format!("./{script_name}"));
    assets.add_as(&script_name, script.as_bytes())?;
    assets.add_as(&link_name, link.as_bytes())?;
    Ok((script_name, link_name))
}

/// Cargo sees changed and removed files that the server embeds, but not new ones; a newer source it does see.
fn mark_server_stale(workspace: &Workspace, site: &Path) -> Result<()> {
    let written = fs::metadata(site.join("index.html"))?.modified()?;
    let source = workspace.root.join("server/src/lib.rs");
    let file = File::options().append(true).open(&source).with_context(|| source.display().to_string())?;
    Ok(file.set_modified(written)?)
}

/// Short enough for a file name, long enough to never meet its like.
fn digest_of(parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    hex::encode(&digest.finalize()[..8])
}
