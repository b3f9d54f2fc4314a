//! Takes pictures of a desk with the demo in it, as its people see it: those of the README, or, with `--tour`, every page in
//! every width, language and colour, to be looked at. `cargo xtask screenshots` builds what this needs and runs it.

mod readme;
mod recon_stops;
mod stop;
mod stops;
mod tour;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::Parser;
use tests::Visitor;

#[derive(Parser)]
struct Arguments {
    /// The folder that the pictures go to
    folder: PathBuf,
    /// Take every page rather than the README's pictures
    #[arg(long)]
    tour: bool,
    /// With `--tour`: only stops whose name contains one of these
    #[arg(long, requires = "tour", value_name = "WORDS")]
    only: Vec<String>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let Arguments { folder, tour, only } = Arguments::parse();
    if tour { tour::take(&folder, &only).await } else { readme::take(&folder).await }
}

/// Writes a picture of what a reader sees, once that has settled.
async fn save(reader: &Visitor, file: &Path) -> Result<()> {
    reader.settles().await?;
    let picture = reader.screenshot().await?;
    ensure!(!picture.is_empty(), "no picture was taken");
    std::fs::write(file, &picture).with_context(|| file.display().to_string())?;
    println!("{} ({} KiB)", file.display(), picture.len() / 1024);
    Ok(())
}
