//! Files named by their content, each with a `.br` and a `.gz` beside it.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::digest_of;

/// The best there is: a twenty-fifth smaller than 10 for some seconds more, and only when the module has changed.
const BROTLI_QUALITY: i32 = 11;
/// Two to the power of this many bytes are looked back on; enough for the whole module.
const BROTLI_WINDOW: i32 = 22;

/// The folder `assets/` while it is filled.
pub struct Assets {
    folder: PathBuf,
    kept: HashSet<OsString>,
}

impl Assets {
    /// Opens the folder, with what an earlier build left in it.
    pub fn open(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        Ok(Self { folder: folder.to_path_buf(), kept: HashSet::new() })
    }

    /// Adds a file and answers its name, `NAME-DIGEST` and the ending. One that is there already stays as it is.
    pub fn add(&mut self, name: &str, ending: &str, content: &[u8]) -> Result<String> {
        let name = format!("{name}-{}{ending}", digest_of(&[content]));
        self.add_as(&name, content)?;
        Ok(name)
    }

    /// Adds a file under a name that says its content already.
    pub fn add_as(&mut self, name: &str, content: &[u8]) -> Result<()> {
        let paths = variants(&self.folder.join(name));
        if !paths.iter().all(|path| path.exists()) {
            write_compressed(&paths[0], content)?;
        }
        self.kept.extend(paths.iter().filter_map(|path| path.file_name()).map(OsString::from));
        Ok(())
    }

    /// Removes what earlier builds left and this one did not add.
    pub fn remove_others(self) -> Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if !self.kept.contains(&entry.file_name()) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

/// Writes a file with its compressed forms.
pub fn write_compressed(path: &Path, content: &[u8]) -> Result<()> {
    let [plain, brotli, gzip] = variants(path);
    write_whole(&brotli, &brotli_of(content)?)?;
    write_whole(&gzip, &gzip_of(content)?)?;
    write_whole(&plain, content)
}

fn variants(path: &Path) -> [PathBuf; 3] {
    let with = |ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    [path.to_path_buf(), with(".br"), with(".gz")]
}

/// An interrupted build leaves no half-written file under a name that later builds trust.
fn write_whole(path: &Path, content: &[u8]) -> Result<()> {
    let partial = path.with_extension("partial");
    fs::write(&partial, content)?;
    fs::rename(&partial, path).with_context(|| path.display().to_string())
}

fn brotli_of(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip_of(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}
