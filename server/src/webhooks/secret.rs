//! An endpoint's secret, and signing with it (<https://www.standardwebhooks.com>, version 1 of its signatures).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::random::Random;

const PREFIX: &str = "whsec_";

/// A secret that the desk and an endpoint share.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

impl Secret {
    /// A new one.
    pub fn new(random: &dyn Random) -> Self {
        Self(random.bytes().to_vec())
    }

    /// The one of these bytes.
    pub fn of(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// As it is shown, once: `whsec_…`.
    pub fn text(&self) -> String {
        format!("{PREFIX}{}", STANDARD.encode(&self.0))
    }

    /// The signature of a message: over its identifier, its timestamp and its body.
    ///
    /// # Panics
    ///
    /// Never: the scheme takes keys of every length.
    pub fn sign(&self, id: &str, timestamp: i64, payload: &str) -> String {
        let mut code = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length is taken");
        code.update(format!("{id}.{timestamp}.{payload}").as_bytes());
        format!("v1,{}", STANDARD.encode(code.finalize().into_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_what_the_scheme_says() {
        // Computed with OpenSSL:
        // printf '%s' 'evt_1.1780000000.{"a":1}' | openssl dgst -sha256 -hmac key -binary | base64
        let secret = Secret::of(b"key".to_vec());
        assert_eq!(secret.text(), "whsec_a2V5");
        assert_eq!(secret.sign("evt_1", 1_780_000_000, "{\"a\":1}"), "v1,VRSBltt1vYCNKPwr0rhoOdn7TQJCh1BIu3yvqz9A8vU=");
    }
}
