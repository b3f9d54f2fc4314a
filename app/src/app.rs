//! Which page is where, and who may see it.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use crate::components::shell::Shell;
use crate::keys::Keys;
use crate::pages::not_found::NotFound;
use crate::state;

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    state::provide();
    provide_context(Keys::start());
    view! {
        <Router>
            <Shell>
                <Routes fallback=NotFound>
                    <Route path=path!("/") view=NotFound />
                </Routes>
            </Shell>
        </Router>
    }
}
