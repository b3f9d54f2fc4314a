//! The folder that is watched for statement files: a folder below it for each channel account, named by the account's identifier.
//!
//! The rule: a file is taken once it is complete, and once. It goes to `done/` when it was taken and to `refused/` with a file of
//! words beside it when it was not. What makes it once is the digest of its bytes in the database: so any number of servers may
//! watch one folder, and a server that is killed between taking and moving does no harm.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use sha2::{Digest as _, Sha256};
use shared::actor::Actor;
use shared::api::problem::Code;
use shared::audit::Origin;
use shared::digest::Digest;
use shared::recon::{AccountId, Side};
use shared::role::Scope;
use shared::text::Lang;
use tokio::sync::watch;
use tokio::task::block_in_place;
use tokio::time::sleep;

use crate::caller::Caller;
use crate::desk::Desk;
use crate::desk::recon::statements::receive_file::{BeginFile, DropUpload, EndFile, Incoming, KeepPiece};
use crate::error::Error;

/// How often the folder is looked at. A file is complete when it was the same at two looks.
const LOOKS_EVERY: Duration = Duration::from_secs(3);
/// How large a piece is, in bytes.
const PIECE_BYTES: u64 = 1 << 20;
/// Where files go that were taken.
const DONE: &str = "done";
/// Where files go that were not.
const REFUSED: &str = "refused";

/// How large a file was, and when it was written to last.
type Seen = (u64, Option<SystemTime>);

/// Watches the folder until the server is asked to end.
pub async fn watch_folder(desk: Arc<Desk>, folder: PathBuf, mut ended: watch::Receiver<bool>) {
    let mut seen: HashMap<PathBuf, Seen> = HashMap::new();
    let mut is_in_trouble = false;
    while !*ended.borrow() {
        match look(&desk, &folder, &mut seen).await {
            Ok(()) => is_in_trouble = false,
            // Said once, however long it lasts.
            Err(error) if !is_in_trouble => {
                is_in_trouble = true;
                tracing::error!(%error, folder = %folder.display(), "the statements' folder cannot be read; trying on");
            }
            Err(_) => {}
        }
        tokio::select! {
            () = sleep(LOOKS_EVERY) => {}
            _ = ended.wait_for(|ended| *ended) => break,
        }
    }
}

/// Takes what is complete.
async fn look(desk: &Arc<Desk>, folder: &Path, seen: &mut HashMap<PathBuf, Seen>) -> io::Result<()> {
    let mut now: HashMap<PathBuf, Seen> = HashMap::new();
    for (account, path, is) in block_in_place(|| files(folder))? {
        if seen.get(&path) == Some(&is) {
            take(desk, &account, &path).await?;
        } else {
            now.insert(path, is);
        }
    }
    *seen = now;
    Ok(())
}

/// The files that lie there, each with its account. Those that begin with a dot are somebody's who is not done.
fn files(folder: &Path) -> io::Result<Vec<(AccountId, PathBuf, Seen)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let account = entry.file_name().to_str().and_then(AccountId::parse);
        let Some(account) = account.filter(|_| entry.path().is_dir()) else { continue };
        for file in fs::read_dir(entry.path())? {
            let file = file?;
            let metadata = file.metadata()?;
            if metadata.is_file() && !file.file_name().to_string_lossy().starts_with('.') {
                found.push((account.clone(), file.path(), (metadata.len(), metadata.modified().ok())));
            }
        }
    }
    Ok(found)
}

/// Takes a file and moves it where it belongs. Where the database is away it stays, and is tried again.
async fn take(desk: &Arc<Desk>, account: &AccountId, path: &Path) -> io::Result<()> {
    match send(desk, account, path).await {
        Ok(()) => block_in_place(|| put(path, DONE)).map(|_| ()),
        Err(NotTaken::Refused(words)) => block_in_place(|| {
            let refused = put(path, REFUSED)?;
            fs::write(format!("{}.why.txt", refused.display()), words)
        }),
        Err(NotTaken::Later(error)) => {
            tracing::warn!(%error, file = %path.display(), "a file could not be taken; it is tried again");
            Ok(())
        }
        // Another server was first.
        Err(NotTaken::Gone) => Ok(()),
    }
}

/// Moves a file beside others of its end; answers where it is.
fn put(path: &Path, end: &str) -> io::Result<PathBuf> {
    let folder = path.parent().unwrap_or(path).join(end);
    fs::create_dir_all(&folder)?;
    let name = path.file_name().unwrap_or_default();
    let to = folder.join(name);
    match fs::rename(path, &to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        // Another server has moved it.
        _ => Ok(to),
    }
}

/// Why a file was not taken.
enum NotTaken {
    /// It was refused, with these words.
    Refused(String),
    /// Something is away that will be back.
    Later(Error),
    /// It is no longer there.
    Gone,
}

impl From<Error> for NotTaken {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused(_) => {
                let problem = error.problem(Lang::En, None);
                let fields: Vec<String> =
                    problem.errors.iter().map(|fault| format!("{}: {}", fault.field, fault.expected)).collect();
                let words = [Some(problem.title), problem.detail, Some(fields.join("\n"))];
                Self::Refused(words.into_iter().flatten().collect::<Vec<_>>().join("\n"))
            }
            Error::Store(_) | Error::Internal(_) => Self::Later(error),
        }
    }
}

impl From<io::Error> for NotTaken {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Gone,
            _ => Self::Later(Error::Internal(format!("a file cannot be read: {error}"))),
        }
    }
}

/// The desk itself, which may send statements and nothing else.
fn caller() -> Caller {
    let origin = Origin { address: Some("folder".to_owned()), request_id: None };
    Caller { actor: Actor::Desk, roles: vec![], scopes: vec![Scope::StatementsWrite], origin }
}

async fn send(desk: &Arc<Desk>, account: &AccountId, path: &Path) -> Result<(), NotTaken> {
    let caller = caller();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // A table is read by the mapping that bears the account's name.
    let mapping = desk.read_mapping(&caller, account.as_str()).await.ok().map(|mapping| mapping.name);
    let incoming = Incoming { account: account.clone(), side: Side::Channel, name: name.clone(), mapping };
    let mut file = block_in_place(|| File::open(path))?;
    let id = desk.execute(BeginFile { caller: caller.clone(), incoming: incoming.clone() }).await?;
    let kept = keep(desk, id, &mut file).await;
    let ended = match kept {
        Ok((size_bytes, sha256)) => {
            let end = EndFile { caller, id, incoming, size_bytes, sha256 };
            match desk.execute(end).await {
                // The same file under the same name was taken from here: by another server, or before this one was killed.
                Err(error) if error.code() == Code::FileSeen && desk.came_by_folder(account, sha256, &name).await? => {
                    Err(None)
                }
                ended => ended.map(|_| ()).map_err(|error| Some(NotTaken::from(error))),
            }
        }
        Err(error) => Err(Some(error)),
    };
    if ended.is_err() {
        while let Ok(true) = desk.execute(DropUpload { id }).await {}
    }
    match ended {
        Ok(()) | Err(None) => Ok(()),
        Err(Some(error)) => Err(error),
    }
}

/// Keeps a file piece by piece; answers how large it is, and its digest.
async fn keep(desk: &Arc<Desk>, id: i64, file: &mut File) -> Result<(i64, Digest), NotTaken> {
    let (mut hasher, mut size, mut seq) = (Sha256::new(), 0, 0);
    loop {
        let mut bytes = Vec::new();
        let read = block_in_place(|| file.by_ref().take(PIECE_BYTES).read_to_end(&mut bytes))?;
        if read == 0 {
            return Ok((size, Digest(hasher.finalize().into())));
        }
        hasher.update(&bytes);
        size += i64::try_from(read).unwrap_or(i64::MAX);
        seq += 1;
        desk.execute(KeepPiece { id, seq, bytes }).await?;
    }
}
