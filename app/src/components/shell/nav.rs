//! The main navigation: only where the reader's roles lead.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::role::Permission;
use shared::text::app::{channels, corrections, policies, recon, shell, webhooks};

use crate::components::icon::{Glyph, Icon};
use crate::state::language::{Say, say};
use crate::state::session::{Session, use_session};

/// A place in the navigation.
#[derive(Clone, Copy)]
pub struct Place {
    /// Its address.
    pub address: &'static str,
    /// Its name.
    pub name: Say,
    /// What going there is called.
    pub go: Say,
    /// The keys that go there.
    pub key: &'static str,
    /// Its icon, shown where there is no room for words alone.
    pub glyph: Glyph,
    /// Who may go there: whoever has any of these.
    pub needs: &'static [Permission],
}

impl Place {
    /// Whether the reader's roles lead there.
    pub fn is_open_to(&self, session: Session) -> bool {
        self.needs.iter().any(|permission| session.may(*permission))
    }
}

/// All places, in order.
pub const PLACES: [Place; 9] = [
    Place {
        address: "/",
        name: shell::queue,
        go: shell::go_queue,
        key: "g q",
        glyph: Glyph::Cases,
        needs: &[Permission::ReadCases],
    },
    Place {
        address: "/approvals",
        name: shell::approvals,
        go: shell::go_approvals,
        key: "g a",
        glyph: Glyph::Approvals,
        needs: &[Permission::Approve],
    },
    Place {
        address: "/corrections",
        name: corrections::title,
        go: corrections::go,
        key: "g o",
        glyph: Glyph::Return,
        needs: &[Permission::ReadCorrections],
    },
    Place {
        address: "/reconciliation",
        name: recon::title,
        go: recon::go,
        key: "g r",
        glyph: Glyph::Balance,
        needs: &[Permission::ReadRecon],
    },
    Place {
        address: "/admin/people",
        name: shell::people,
        go: shell::go_people,
        key: "g p",
        glyph: Glyph::People,
        needs: &[Permission::ManageUsers],
    },
    Place {
        address: "/admin/clients",
        name: shell::clients,
        go: shell::go_clients,
        key: "g c",
        glyph: Glyph::Key,
        needs: &[Permission::ManageClients],
    },
    Place {
        address: "/admin/webhooks",
        name: webhooks::title,
        go: webhooks::go,
        key: "g e",
        glyph: Glyph::Out,
        needs: &[Permission::ManageWebhooks],
    },
    Place {
        address: "/channels",
        name: channels::title,
        go: channels::go,
        key: "g n",
        glyph: Glyph::Split,
        needs: &[Permission::ReadChannels],
    },
    Place {
        address: "/admin/policies",
        name: policies::title,
        go: policies::go,
        key: "g y",
        glyph: Glyph::Lock,
        needs: &[Permission::ReadPolicies],
    },
];

/// The navigation.
#[component]
pub fn Nav() -> impl IntoView {
    let session = use_session();
    view! {
        <nav class="nav" aria-label=say(shell::nav)>
            {move || {
                PLACES
                    .into_iter()
                    .filter(|place| place.is_open_to(session))
                    .map(|place| {
                        view! {
                            <A href=place.address exact=place.address == "/">
                                <Icon glyph=place.glyph />
                                <span>{say(place.name)}</span>
                            </A>
                        }
                    })
                    .collect_view()
            }}
        </nav>
    }
}
