//! Which page is where, and who may see it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::{Outlet, ParentRoute, Redirect, Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::path;
use shared::role::Permission;

use crate::api::{encoded, use_api};
use crate::components::connection_banner::ConnectionBanner;
use crate::components::shell::{PLACES, Shell};
use crate::components::skeleton::Skeleton;
use crate::failure::Failure;
use crate::keys::Keys;
use crate::later::{Later, Page, fetch_at_first_stir};
use crate::pages::not_found::NotFound;
use crate::pages::queue::Queue;
use crate::pages::sign_in::SignIn;
use crate::state;
use crate::state::channels::use_channels;
use crate::state::connection::use_connection;
use crate::state::live::use_live;
use crate::state::session::{Session, Standing, use_session};

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    state::provide();
    provide_context(Keys::start());
    ask_who_is_here();
    use_live().keep_open(use_api(), use_session(), use_connection());
    view! {
        <Router>
            <Routes fallback=NotFound>
                <Route path=path!("/sign-in") view=SignIn />
                <Route path=path!("/setup/:token") view=|| view! { <Later page=Page::Setup /> } />
                <ParentRoute path=path!("") view=Desk>
                    <Route path=path!("/") view=Home />
                    <Route path=path!("/cases/:number") view=|| view! { <Later page=Page::Case /> } />
                    <Route path=path!("/approvals") view=|| view! { <Later page=Page::Approvals /> } />
                    <Route path=path!("/corrections") view=|| view! { <Later page=Page::Corrections /> } />
                    <Route path=path!("/corrections/:number") view=|| view! { <Later page=Page::Order /> } />
                    <Route path=path!("/channels") view=|| view! { <Later page=Page::Channels /> } />
                    <Route path=path!("/channels/:id") view=|| view! { <Later page=Page::Channel /> } />
                    <Route path=path!("/reconciliation") view=|| view! { <Later page=Page::Reconciliation /> } />
                    <Route path=path!("/reconciliation/files/:file") view=|| view! { <Later page=Page::File /> } />
                    <Route path=path!("/reconciliation/files/:file/mapping") view=|| view! { <Later page=Page::Mapping /> } />
                    <Route path=path!("/reconciliation/mappings") view=|| view! { <Later page=Page::Mappings /> } />
                    <Route path=path!("/reconciliation/:account/discrepancies") view=|| view! { <Later page=Page::Discrepancies /> } />
                    <Route path=path!("/reconciliation/:account") view=|| view! { <Later page=Page::Flow /> } />
                    <Route path=path!("/reconciliation/:account/:date") view=|| view! { <Later page=Page::Day /> } />
                    <Route path=path!("/return-watch") view=|| view! { <Later page=Page::Watch /> } />
                    <Route path=path!("/admin/people") view=|| view! { <Later page=Page::People /> } />
                    <Route path=path!("/admin/clients") view=|| view! { <Later page=Page::Clients /> } />
                    <Route path=path!("/admin/webhooks") view=|| view! { <Later page=Page::Webhooks /> } />
                    <Route path=path!("/admin/webhooks/:id") view=|| view! { <Later page=Page::Endpoint /> } />
                    <Route path=path!("/admin/policies") view=|| view! { <Later page=Page::Policies /> } />
                    <Route path=path!("/account") view=|| view! { <Later page=Page::Account /> } />
                    <Route path=path!("/guide") view=|| view! { <Later page=Page::Guide /> } />
                    <Route path=path!("/*rest") view=NotFound />
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// Asks who is signed in, and again when a lost connection comes back before it was known.
fn ask_who_is_here() {
    let (api, connection, session) = (use_api(), use_connection(), use_session());
    Effect::new(move |_| {
        connection.healed();
        if session.is_known() {
            return;
        }
        spawn_local(async move {
            // Signed out is noted by the client; offline is asked again when it heals.
            if let Err(Failure::Problem(_) | Failure::Unreadable) = api.whoami().await {
                session.set(Standing::Out);
            }
        });
    });
}

/// The queue; for those who work no cases, the first page that is theirs.
#[component]
fn Home() -> impl IntoView {
    let session = use_session();
    let first = Memo::new(move |_| {
        PLACES.iter().find(|place| place.is_open_to(session)).map_or("/account", |place| place.address)
    });
    move || match first.get() {
        "/" => view! { <Queue /> }.into_any(),
        path => view! { <Redirect path /> }.into_any(),
    }
}

/// What a signed-in reader sees; others are sent to sign in, and come back to where they wanted to go.
#[component]
fn Desk() -> impl IntoView {
    let session: Session = use_session();
    let location = use_location();
    let wanted = move || {
        let search = location.search.get_untracked();
        let question = if search.is_empty() { "" } else { "?" };
        format!("{}{question}{search}", location.pathname.get_untracked())
    };
    let kind = Memo::new(move |_| session.kind());
    let (api, channels) = (use_api(), use_channels());
    Effect::new(move |_| {
        if matches!(kind.get(), state::session::Kind::In(_)) {
            fetch_at_first_stir();
            if session.may(Permission::ReadCases) {
                channels.read(api);
            }
        }
    });
    move || match kind.get() {
        state::session::Kind::Asking => view! {
            <ConnectionBanner />
            <div class="page">
                <Skeleton lines=6 />
            </div>
        }
        .into_any(),
        state::session::Kind::Out => {
            let path = format!("/sign-in?next={}", encoded(&wanted()));
            view! { <Redirect path /> }.into_any()
        }
        // Another person at the same desk starts afresh: nothing of the former stays on the screen.
        state::session::Kind::In(_) => view! { <Shell><Outlet /></Shell> }.into_any(),
    }
}
