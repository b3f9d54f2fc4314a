//! Signing in and out, passwords, one's own sessions.

use shared::api::session::{PasswordRequest, SessionList, SessionView, SetupRequest, SetupView, SignInRequest};

use super::{Api, encoded};
use crate::failure::Failure;
use crate::state::session::Standing;

impl Api {
    /// Asks who is signed in, and takes note of it.
    pub async fn whoami(self) -> Result<(), Failure> {
        self.whoami_once().await
    }

    /// Signs in, and takes note of who is.
    pub async fn sign_in(self, name: &str, password: &str) -> Result<(), Failure> {
        let request = SignInRequest { name: name.to_owned(), password: password.to_owned() };
        let session: SessionView = self.post("/session", &request).await?;
        self.session.set(Standing::In(session));
        Ok(())
    }

    /// Signs out.
    pub async fn sign_out(self) -> Result<(), Failure> {
        match self.delete("/session").await {
            // A session that has ended by itself needs no ending.
            Ok(()) | Err(Failure::SignedOut) => {
                self.session.set(Standing::Out);
                Ok(())
            }
            Err(failure) => Err(failure),
        }
    }

    /// Changes the reader's password; their other sessions end.
    pub async fn change_password(self, request: &PasswordRequest) -> Result<(), Failure> {
        let _: serde_json::Value = self.post("/session/password", request).await?;
        // The server may have given the session a new token.
        self.whoami().await
    }

    /// Whom a one-time link is for.
    pub async fn setup(self, token: &str) -> Result<SetupView, Failure> {
        self.get(&format!("/setup/{}", encoded(token))).await
    }

    /// Sets a password by a one-time link.
    pub async fn set_up(self, token: &str, password: &str) -> Result<(), Failure> {
        let request = SetupRequest { token: token.to_owned(), password: password.to_owned() };
        self.post::<serde_json::Value>("/setup", &request).await.map(drop)
    }

    /// Where the reader is signed in.
    pub async fn sessions(self) -> Result<SessionList, Failure> {
        self.get("/sessions").await
    }

    /// Ends one of the reader's sessions.
    pub async fn end_session(self, id: i64) -> Result<(), Failure> {
        self.delete(&format!("/sessions/{id}")).await
    }
}
