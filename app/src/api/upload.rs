//! Sending a file: the one request that tells how far it is, which `fetch` does not.

use gloo_events::EventListener;
use leptos::prelude::*;
use shared::api::recon::StatementView;
use shared::recon::{AccountId, Side};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, ProgressEvent, XmlHttpRequest};

use super::{Api, encoded, read};
use crate::failure::Failure;
use crate::state::language::tag;

/// What is sent.
#[derive(Clone)]
pub struct Upload {
    /// To which account.
    pub account: AccountId,
    /// Whose lines it holds.
    pub side: Side,
    /// The saved mapping by which to read it.
    pub mapping: Option<String>,
    /// The file.
    pub file: File,
}

impl Upload {
    fn address(&self) -> String {
        let mapping = self.mapping.as_ref().map(|mapping| format!("&mapping={}", encoded(mapping))).unwrap_or_default();
        let (account, name) = (encoded(self.account.as_str()), encoded(&self.file.name()));
        format!("/api/v1/statements?account={account}&side={}&name={name}{mapping}", self.side.name())
    }
}

impl Api {
    /// Sends a file; `percent` follows how much of it has arrived.
    pub async fn upload(self, upload: &Upload, percent: RwSignal<u64>) -> Result<StatementView, Failure> {
        let offline = || {
            self.connection.lose();
            Failure::Offline { sending: true }
        };
        let request = self.prepare(upload).map_err(|_| offline())?;
        let _progress = request.upload().ok().map(|target| follow(&target, percent));
        send(&request, &upload.file).await.map_err(|_| offline())?;
        let (status, text) = (request.status().unwrap_or(0), request.response_text().ok().flatten());
        match (status, text) {
            (200..=299, Some(text)) => read(&text),
            (1.., Some(text)) => Err(self.refused(status, true, &text)),
            _ => Err(offline()),
        }
    }

    fn prepare(self, upload: &Upload) -> Result<XmlHttpRequest, JsValue> {
        let request = XmlHttpRequest::new()?;
        request.open("POST", &upload.address())?;
        request.set_request_header("Accept", "application/json")?;
        request.set_request_header("Accept-Language", tag(self.language.get_untracked()))?;
        request.set_request_header("Content-Type", "application/octet-stream")?;
        if let Some(token) = self.session.csrf_token() {
            request.set_request_header("X-CSRF-Token", &token)?;
        }
        Ok(request)
    }
}

fn follow(target: &web_sys::XmlHttpRequestUpload, percent: RwSignal<u64>) -> EventListener {
    EventListener::new(target, "progress", move |event| {
        let Some(event) = event.dyn_ref::<ProgressEvent>() else { return };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // sizes in whole bytes
        let (loaded, total) = (event.loaded() as u64, event.total() as u64);
        if let Some(part) = loaded.saturating_mul(100).checked_div(total) {
            percent.try_set(part);
        }
    })
}

/// Sends and waits until the answer is there, or known not to come.
async fn send(request: &XmlHttpRequest, file: &File) -> Result<(), JsValue> {
    let mut sent = Ok(());
    let ended = js_sys::Promise::new(&mut |resolve, _| {
        let done = move |_: &web_sys::Event| drop(resolve.call0(&JsValue::UNDEFINED));
        // `loadend` follows an answer, a broken connection and an abort alike.
        EventListener::once(request, "loadend", done).forget();
        sent = request.send_with_opt_blob(Some(file));
    });
    sent?;
    JsFuture::from(ended).await.map(drop)
}
