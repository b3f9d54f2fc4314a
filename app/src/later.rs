//! Pages and dialogs whose code comes after the first load: when the reader first stirs, or when one of them is opened
//! before that.
//!
//! The rule here: what a reader meets first, signing in and the queue, is not among them. `xtask` takes the code that only
//! these pages need out of the module; what several of them share is fetched once.

// The split functions are declared as foreign ones, which the build replaces by ways into their parts.
#![allow(unsafe_code)]

use gloo_events::EventListener;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use shared::text::app::{common, shell};

use crate::api::notices::Notices;
use crate::components::keys_help::KeysHelp;
use crate::components::loaded::Reading;
use crate::components::notice_list::NoticeList;
use crate::components::palette::Palette;
use crate::components::problem_notice::{ProblemNotice, Words};
use crate::components::skeleton::Skeleton;
use crate::pages::account::Account;
use crate::pages::approvals::Approvals;
use crate::pages::case::CasePage;
use crate::pages::channels::{ChannelPage, ChannelsPage};
use crate::pages::clients::ClientsPage;
use crate::pages::corrections::{CorrectionsPage, OrderPage};
use crate::pages::guide::Guide;
use crate::pages::people::PeoplePage;
use crate::pages::policies::PoliciesPage;
use crate::pages::reconciliation::{
    AllDiscrepanciesPage, DayPage, FilePage, FlowPage, MappingPage, MappingsPage, ReconciliationPage,
};
use crate::pages::setup::Setup;
use crate::pages::watch::WatchPage;
use crate::pages::webhooks::{EndpointPage, WebhooksPage};
use crate::state::connection::use_connection;
use crate::state::language::{say, use_language};
use crate::state::toasts::{Tone, use_toasts};

/// Makes a page, once its code is there.
type Make = fn() -> AnyView;

/// A page that comes later.
#[derive(Clone, Copy)]
pub enum Page {
    /// One case.
    Case,
    /// What waits for a second person.
    Approvals,
    /// The correction orders.
    Corrections,
    /// One correction order.
    Order,
    /// What the channels' codes mean.
    Channels,
    /// One channel.
    Channel,
    /// How many must agree to what, and who may.
    Policies,
    /// What was confirmed as paid and may still come back.
    Watch,
    /// The calendar of reconciliation.
    Reconciliation,
    /// One business day of an account.
    Day,
    /// One file of lines.
    File,
    /// The funds-flow table of an account.
    Flow,
    /// The discrepancies of an account, of all its days.
    Discrepancies,
    /// Which column of a file is what.
    Mapping,
    /// The saved mappings.
    Mappings,
    /// The desk's people.
    People,
    /// The systems that call the API.
    Clients,
    /// The endpoints that are told what happens.
    Webhooks,
    /// One of them.
    Endpoint,
    /// The reader's own account.
    Account,
    /// How the desk works.
    Guide,
    /// A first password.
    Setup,
}

#[wasm_split(cases, wasm_split_path = leptos::wasm_split, fallible)]
fn of_cases(page: Page) -> Result<Make, SplitLoaderError> {
    Ok(match page {
        Page::Approvals => || Approvals().into_any(),
        Page::Corrections => || CorrectionsPage().into_any(),
        Page::Order => || OrderPage().into_any(),
        Page::Channels => || ChannelsPage().into_any(),
        Page::Channel => || ChannelPage().into_any(),
        Page::Policies => || PoliciesPage().into_any(),
        Page::Watch => || WatchPage().into_any(),
        _ => || CasePage().into_any(),
    })
}

#[wasm_split(reconciliation, wasm_split_path = leptos::wasm_split, fallible)]
fn of_reconciliation(page: Page) -> Result<Make, SplitLoaderError> {
    Ok(match page {
        Page::Day => || DayPage().into_any(),
        Page::File => || FilePage().into_any(),
        Page::Flow => || FlowPage().into_any(),
        Page::Discrepancies => || AllDiscrepanciesPage().into_any(),
        Page::Mapping => || MappingPage().into_any(),
        Page::Mappings => || MappingsPage().into_any(),
        _ => || ReconciliationPage().into_any(),
    })
}

#[wasm_split(people, wasm_split_path = leptos::wasm_split, fallible)]
fn of_people(page: Page) -> Result<Make, SplitLoaderError> {
    Ok(match page {
        Page::People => || PeoplePage().into_any(),
        Page::Clients => || ClientsPage().into_any(),
        Page::Webhooks => || WebhooksPage().into_any(),
        Page::Endpoint => || EndpointPage().into_any(),
        Page::Account => || Account().into_any(),
        Page::Guide => || Guide().into_any(),
        _ => || Setup().into_any(),
    })
}

/// Makes the palette and the list of keys, each shown while its signal says so.
type MakeOverlays = fn(RwSignal<bool>, RwSignal<bool>) -> AnyView;

#[wasm_split(people, wasm_split_path = leptos::wasm_split, fallible)]
fn overlays() -> Result<MakeOverlays, SplitLoaderError> {
    Ok(|palette, keys| {
        view! {
            <Palette open=palette />
            <KeysHelp open=keys />
        }
        .into_any()
    })
}

/// Makes the list of notices, for the bell's panel.
type MakeNotices = fn(Reading<Notices>, RwSignal<bool>) -> AnyView;

#[wasm_split(people, wasm_split_path = leptos::wasm_split, fallible)]
fn notices() -> Result<MakeNotices, SplitLoaderError> {
    Ok(|reading, open| view! { <NoticeList reading open /> }.into_any())
}

impl Page {
    async fn fetch(self) -> Result<Make, SplitLoaderError> {
        match self {
            Self::Case
            | Self::Approvals
            | Self::Corrections
            | Self::Order
            | Self::Channels
            | Self::Channel
            | Self::Policies
            | Self::Watch => of_cases(self).await,
            Self::Reconciliation
            | Self::Day
            | Self::File
            | Self::Flow
            | Self::Discrepancies
            | Self::Mapping
            | Self::Mappings => of_reconciliation(self).await,
            Self::People
            | Self::Clients
            | Self::Webhooks
            | Self::Endpoint
            | Self::Account
            | Self::Guide
            | Self::Setup => of_people(self).await,
        }
    }
}

/// The page, once its code is there. It is fetched again when a lost connection comes back.
#[component]
pub fn Later(
    /// Which.
    page: Page,
) -> impl IntoView {
    let connection = use_connection();
    let made = RwSignal::new(None::<Result<Make, ()>>);
    Effect::new(move |_| {
        connection.healed();
        if made.with_untracked(|made| matches!(made, Some(Ok(_)))) {
            return;
        }
        spawn_local(async move {
            let fetched = page.fetch().await.map_err(drop);
            made.try_set(Some(fetched));
        });
    });
    move || match made.get() {
        None => view! { <div class="page"><Skeleton lines=6 /></div> }.into_any(),
        Some(Ok(make)) => make(),
        Some(Err(())) => view! { <NotFetched /> }.into_any(),
    }
}

/// What opens over every page, once one of the two was called for.
#[component]
pub fn Overlays(
    /// Whether the palette shows.
    palette: RwSignal<bool>,
    /// Whether the list of keys shows.
    keys: RwSignal<bool>,
) -> impl IntoView {
    let (toasts, language) = (use_toasts(), use_language());
    let made = RwSignal::new(None::<MakeOverlays>);
    Effect::new(move |_| {
        let called_for = palette.get() || keys.get();
        if !called_for || made.with_untracked(Option::is_some) {
            return;
        }
        spawn_local(async move {
            match overlays().await {
                Ok(make) => drop(made.try_set(Some(make))),
                Err(_) => {
                    palette.try_set(false);
                    keys.try_set(false);
                    toasts.show(Tone::Note, shell::not_fetched_what_to_do(language.get_untracked()));
                }
            }
        });
    });
    move || made.get().map(|make| make(palette, keys))
}

/// What the bell's panel shows, once its code is there. Where it does not come, opening the panel again tries again.
#[component]
pub fn NoticePanel(
    /// What is told.
    reading: Reading<Notices>,
    /// Whether the panel is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let made = RwSignal::new(None::<Result<MakeNotices, ()>>);
    spawn_local(async move {
        let fetched = notices().await.map_err(drop);
        made.try_set(Some(fetched));
    });
    move || match made.get() {
        None => view! { <Skeleton lines=3 /> }.into_any(),
        Some(Ok(make)) => make(reading, open),
        Some(Err(())) => view! { <p class="menu__note">{say(shell::not_fetched_what_to_do)}</p> }.into_any(),
    }
}

/// Says that the code did not come: the connection is lost, or the server has become another since this page was loaded.
#[component]
fn NotFetched() -> impl IntoView {
    let language = use_language();
    let words = Signal::derive(move || {
        let lang = language.get();
        Some(Words {
            title: shell::not_fetched_title(lang).to_owned(),
            lines: vec![shell::not_fetched_what_to_do(lang).to_owned()],
            gentle: true,
        })
    });
    let reload = move |_| {
        // Where a browser refuses, the reader's own reload remains.
        window().location().reload().ok();
    };
    view! {
        <div class="page">
            <ProblemNotice words>
                <button type="button" class="link" on:click=reload>
                    {say(common::reload)}
                </button>
            </ProblemNotice>
        </div>
    }
}

/// Fetches the pages' code as soon as the reader moves, touches or types: it is there before a page can be opened, and a
/// first load that nobody follows up stays small.
pub fn fetch_at_first_stir() {
    for stir in ["pointermove", "pointerdown", "keydown"] {
        let fetch = |_: &web_sys::Event| {
            spawn_local(async {
                for page in [Page::Case, Page::Account, Page::Reconciliation] {
                    // Opening the page fetches again, and says so where it fails again.
                    page.fetch().await.ok();
                }
            });
        };
        EventListener::once(&document(), stir, fetch).forget();
    }
}
