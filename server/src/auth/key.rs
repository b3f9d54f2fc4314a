//! Keys of API clients: `hf_ID_SECRET`. The identifier is public; of the secret only the digest is kept.

use chrono::{DateTime, Utc};
use shared::digest::Digest;
use subtle::ConstantTimeEq;

use crate::random::Random;
use crate::store::KeyRecord;

const ID_BYTES: usize = 8;
const SECRET_BYTES: usize = 32;

/// A key, as its client sends it.
pub struct Key {
    id: String,
    secret: String,
}

impl Key {
    /// A new key.
    pub fn new(random: &dyn Random) -> Self {
        Self { id: hex::encode(&random.bytes()[..ID_BYTES]), secret: hex::encode(random.bytes()) }
    }

    /// Reads what a client sent; `None` for what cannot be a key.
    pub fn read(text: &str) -> Option<Self> {
        let (id, secret) = text.strip_prefix("hf_")?.split_once('_')?;
        let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        let fits = id.len() == 2 * ID_BYTES && secret.len() == 2 * SECRET_BYTES && is_hex(id) && is_hex(secret);
        fits.then(|| Self { id: id.to_owned(), secret: secret.to_owned() })
    }

    /// The text to hand out, once.
    pub fn text(&self) -> String {
        format!("hf_{}_{}", self.id, self.secret)
    }

    /// The public part.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What is kept of the secret.
    pub fn hash(&self) -> Digest {
        Digest::of(self.secret.as_bytes())
    }

    /// Whether this is the stored key, and the stored key is neither revoked nor over.
    pub fn opens(&self, stored: &KeyRecord, now: DateTime<Utc>) -> bool {
        let same: bool = self.hash().0.as_slice().ct_eq(&stored.hash).into();
        same && stored.revoked_at.is_none() && stored.expires_at.is_none_or(|end| now < end)
    }
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;
    use crate::random::SeededRandom;

    #[test]
    fn keys_read_back_and_nothing_else_does() {
        let key = Key::new(&SeededRandom::new(1));
        let text = key.text();
        let read = Key::read(&text).unwrap();
        assert_eq!((read.id(), read.hash()), (key.id(), key.hash()));
        for text in ["", "hf_", "hf__", &text[3..], &text[..text.len() - 1], &text.to_uppercase(), &format!("{text}0")]
        {
            assert!(Key::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_key_opens_until_it_is_over_or_revoked() {
        let random = SeededRandom::new(1);
        let (key, other) = (Key::new(&random), Key::new(&random));
        let now = DateTime::UNIX_EPOCH;
        let second = Duration::seconds(1);
        for (of, expires_at, revoked_at, expected) in [
            (&key, None, None, true),
            (&other, None, None, false),
            (&key, Some(now + second), None, true),
            (&key, Some(now), None, false),
            (&key, None, Some(now), false),
            (&key, None, Some(now + second), false),
        ] {
            let stored = KeyRecord {
                id: key.id().to_owned(),
                client: "core".into(),
                hash: of.hash().0.to_vec(),
                made_at: now,
                expires_at,
                revoked_at,
                last_used_at: None,
            };
            assert_eq!(key.opens(&stored, now), expected, "{expires_at:?} {revoked_at:?}");
        }
    }
}
