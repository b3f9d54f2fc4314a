//! The same request again answers the same; the same key with another body is refused.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::api::problem::Code;
use shared::digest::Digest;

use crate::error::Error;
use crate::store::{StoredAnswer, Tx};

/// A client's idempotency key, with what was sent under it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The client.
    pub client: String,
    /// The key; 1 to 255 visible characters.
    pub key: String,
    /// The digest of what was sent, and where to.
    pub digest: Digest,
}

/// What was answered to a key before.
pub struct Answered(StoredAnswer);

impl Answered {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.0.status
    }

    /// The answer.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_str(&self.0.answer).map_err(|error| Error::Internal(format!("a stored answer: {error}")))
    }
}

impl Key {
    /// What was answered to this key before; refused when it was sent with another body.
    pub async fn find(&self, tx: &mut Tx<'_>) -> Result<Option<Answered>, Error> {
        match tx.stored_answer(&self.client, &self.key).await? {
            Some(stored) if stored.digest != self.digest => Err(Error::refuse(Code::IdempotencyKeyReused)),
            stored => Ok(stored.map(Answered)),
        }
    }

    /// Keeps what is answered now.
    pub async fn keep(
        &self,
        tx: &mut Tx<'_>,
        status: u16,
        answer: &impl Serialize,
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let answer = serde_json::to_string(answer).map_err(|error| Error::Internal(error.to_string()))?;
        let stored = StoredAnswer { digest: self.digest, status, answer };
        Ok(tx.insert_answer(&self.client, &self.key, &stored, at).await?)
    }
}
