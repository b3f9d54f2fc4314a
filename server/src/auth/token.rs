//! Tokens: 32 random bytes that nobody guesses, of which only the digest is kept.

use shared::digest::Digest;
use subtle::ConstantTimeEq;

use crate::random::Random;

/// What the CSRF token of a session is derived by; another text than any token can be.
const CSRF: &[u8] = b"holdfast csrf\0";

/// A secret token, as it is given to its one holder.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A new token.
    pub fn new(random: &dyn Random) -> Self {
        Self(hex::encode(random.bytes()))
    }

    /// What a client sent as a token; `None` for what cannot be one.
    pub fn read(text: &str) -> Option<Self> {
        let is_hex = text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        (text.len() == 64 && is_hex).then(|| Self(text.to_owned()))
    }

    /// The text to hand out.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub fn digest(&self) -> Digest {
        Digest::of(self.0.as_bytes())
    }

    /// The CSRF token of the session that this token opens. It is derived, so nothing that is kept gives it away.
    pub fn csrf(&self) -> String {
        Digest::of_parts([CSRF, self.0.as_bytes()]).to_string()
    }

    /// Whether what a client sent is the CSRF token.
    pub fn has_csrf(&self, sent: &str) -> bool {
        self.csrf().as_bytes().ct_eq(sent.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SeededRandom;

    #[test]
    fn tokens_read_back_and_nothing_else_does() {
        let token = Token::new(&SeededRandom::new(1));
        let read = Token::read(token.text()).unwrap();
        assert_eq!(read.digest(), token.digest());
        for text in ["", "abc", &token.text().to_uppercase(), &format!("{}0", token.text()), &"g".repeat(64)] {
            assert!(Token::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn each_token_has_its_own_csrf_token() {
        let random = SeededRandom::new(1);
        let (one, other) = (Token::new(&random), Token::new(&random));
        assert!(one.has_csrf(&one.csrf()));
        for sent in ["", one.text(), &other.csrf(), &one.digest().to_string(), &one.csrf()[1..]] {
            assert!(!one.has_csrf(sent), "{sent}");
        }
    }
}
