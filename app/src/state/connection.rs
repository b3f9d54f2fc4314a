//! Whether the server can be reached. When it cannot, the app asks again, slower each time, until it can;
//! then pages read anew what they show.

use gloo_net::http::Request;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The connection to the server.
#[derive(Clone, Copy, Default)]
pub struct Connection {
    lost: RwSignal<bool>,
    healed: RwSignal<u32>,
}

const WAIT_MS_MAX: u32 = 15_000;

impl Connection {
    /// Whether the server cannot be reached now.
    pub fn is_lost(self) -> bool {
        self.lost.get()
    }

    /// How often a lost connection came back; pages read anew when it grows.
    pub fn healed(self) -> u32 {
        self.healed.get()
    }

    /// Says that a request did not get through.
    pub fn lose(self) {
        if !self.lost.get_untracked() {
            self.lost.set(true);
            spawn_local(self.heal());
        }
    }

    async fn heal(self) {
        let mut wait_ms = 1_000;
        loop {
            TimeoutFuture::new(wait_ms).await;
            let answered = Request::get("/healthz").send().await.is_ok_and(|answer| answer.ok());
            if answered {
                self.lost.set(false);
                self.healed.update(|times| *times += 1);
                return;
            }
            wait_ms = (wait_ms * 2).min(WAIT_MS_MAX);
        }
    }
}

/// The connection handed down by context.
pub fn use_connection() -> Connection {
    expect_context()
}
