//! Something done soon, once for all who ask for it meanwhile.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What is to be done, and whether it is about to be.
#[derive(Clone, Copy)]
pub struct Soon {
    after_ms: u32,
    run: Callback<()>,
    asked: StoredValue<bool>,
}

impl Soon {
    /// Does `run` so long after it was asked for; never again once its page is gone.
    pub fn after(after_ms: u32, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self { after_ms, run: Callback::new(move |()| run()), asked: StoredValue::new(false) }
    }

    /// Asks for it.
    pub fn ask(self) {
        if self.asked.get_value() {
            return;
        }
        self.asked.set_value(true);
        spawn_local(async move {
            TimeoutFuture::new(self.after_ms).await;
            if self.asked.try_update_value(|asked| *asked = false).is_some() {
                self.run.run(());
            }
        });
    }
}
