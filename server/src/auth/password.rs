//! Passwords: Argon2id, and which ones are too weak.
//!
//! Hashing takes long on purpose and much memory, so it runs beside the requests, few at a time.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use shared::api::problem::{Code, FieldCode};
use tokio::sync::Semaphore;

use crate::error::Error;
use crate::random::Random;

/// The least that a password may have, in characters.
pub const CHARACTERS_MIN: usize = 12;
/// The most that a password may have, in characters.
pub const CHARACTERS_MAX: usize = 256;

/// OWASP's first choice of parameters for Argon2id: 19 MiB, two passes, one lane.
const PARAMETERS: (u32, u32, u32) = (19 * 1024, 2, 1);
/// As much as the sign-ins may take of the machine.
static HASHING: Semaphore = Semaphore::const_new(2);
/// How many may wait; whoever comes on top of that is told to come again.
static WAITING: Semaphore = Semaphore::const_new(64);

/// What everybody tries first, of at least the least length; compared without case.
const COMMON: [&str; 24] = [
    "123456789012",
    "1234567890123",
    "12345678901234",
    "123456789abc",
    "qwertyuiop12",
    "qwertyuiop123",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "qazwsxedcrfv",
    "password1234",
    "password12345",
    "password123456",
    "passwordpassword",
    "p@ssw0rd1234",
    "iloveyou1234",
    "letmein12345",
    "welcome12345",
    "administrator",
    "administrator1",
    "changemeplease",
    "changeme1234",
    "woaini1314520",
    "woaini5201314",
    "holdfast1234",
];

/// Refuses a password that is too short, too long, too common, or little more than the user's own name.
pub fn require_strong(field: &str, password: &str, user_name: &str) -> Result<(), Error> {
    if is_weak(password, user_name) { Err(Error::field(field, FieldCode::WeakPassword)) } else { Ok(()) }
}

fn is_weak(password: &str, user_name: &str) -> bool {
    let small = password.to_lowercase();
    // The name does not count: whoever guesses has it already.
    let counted = small.replace(user_name, "");
    let mut characters: Vec<char> = small.chars().collect();
    characters.sort_unstable();
    characters.dedup();
    counted.chars().count() < CHARACTERS_MIN
        || password.chars().count() > CHARACTERS_MAX
        || characters.len() < 4
        || COMMON.contains(&small.as_str())
}

/// The hash of a password, to be kept.
pub async fn hash(password: &str, random: &dyn Random) -> Result<String, Error> {
    let (password, salt) = (password.to_owned(), random.bytes());
    beside_requests(move || {
        let hashed: Result<PasswordHash, _> = argon2()?.hash_password_with_salt(password.as_bytes(), &salt[..16]);
        hashed.map(|hash| hash.to_string()).map_err(|error| Error::Internal(format!("hashing: {error}")))
    })
    .await
}

/// Whether a password is the one that was hashed. Without a hash it is not, after the same time: how long an answer
/// takes does not tell which users there are.
pub async fn verify(password: &str, hash: Option<String>) -> Result<bool, Error> {
    let password = password.to_owned();
    beside_requests(move || {
        let Some(hash) = hash else {
            let mut out = [0; Params::DEFAULT_OUTPUT_LEN];
            let hashed = argon2()?.hash_password_into(password.as_bytes(), &[0; 16], &mut out);
            return hashed.map(|()| false).map_err(|error| Error::Internal(format!("hashing: {error}")));
        };
        let hash = PasswordHash::new(&hash).map_err(|error| Error::Internal(format!("a stored password: {error}")))?;
        Ok(argon2()?.verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
}

fn argon2() -> Result<Argon2<'static>, Error> {
    let (memory_kib, passes, lanes) = PARAMETERS;
    let params = Params::new(memory_kib, passes, lanes, None)
        .map_err(|error| Error::Internal(format!("parameters of Argon2: {error}")))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

async fn beside_requests<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let busy = || Error::later(Code::RateLimited, std::time::Duration::from_secs(2));
    let _place = WAITING.try_acquire().map_err(|_| busy())?;
    let _turn = HASHING.acquire().await.map_err(|_| busy())?;
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Error::Internal(format!("hashing: {error}")))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;

    #[test]
    fn weak_passwords_are_refused() {
        for (password, expected) in [
            ("", true),
            ("elevenchars", true),
            ("twelve chars", false),
            ("十二个汉字也是十二个字符", false),
            ("Password1234", true),
            ("Woaini1314520", true),
            ("aaaaaaaaaaaaaaaa", true),
            ("121212121212", true),
            ("wanglei-lei1", true),
            ("WangLei-lei123456", true),
            ("wanglei holds fast to it", false),
            ("correct horse battery staple", false),
        ] {
            assert_eq!(is_weak(password, "wanglei"), expected, "{password}");
        }
        assert!(!is_weak(&"abcd".repeat(64), "wanglei"));
        assert!(is_weak(&format!("{}e", "abcd".repeat(64)), "wanglei"));
    }

    #[tokio::test]
    async fn only_the_password_that_was_hashed_verifies() {
        let hashed = hash("correct horse battery", &SeededRandom::new(1)).await.unwrap();
        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hashed}");
        for (password, stored, expected) in [
            ("correct horse battery", Some(hashed.clone()), true),
            ("correct horse batterY", Some(hashed.clone()), false),
            ("", Some(hashed), false),
            ("correct horse battery", None, false),
        ] {
            assert_eq!(verify(password, stored).await.unwrap(), expected, "{password}");
        }
    }
}
