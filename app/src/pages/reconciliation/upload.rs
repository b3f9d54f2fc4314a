//! Uploading a file: to which account, whose lines, by which mapping; then its page, which shows what was understood.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use shared::api::recon::AccountView;
use shared::recon::{AccountId, Side};
use shared::text::Text;
use shared::text::app::{common, recon as text};
use web_sys::{Event, File, HtmlInputElement};

use super::mappings::use_mapping_names;
use crate::api::upload::Upload;
use crate::api::use_api;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::Select;
use crate::components::icon::{Glyph, Icon};
use crate::components::problem_notice::ProblemNotice;
use crate::failure::Failure;
use crate::state::ids::next_id;
use crate::state::language::{say, say_string, use_language};

/// The dialog.
#[component]
pub fn UploadDialog(
    /// Whether it shows.
    open: RwSignal<bool>,
    /// The accounts to choose from.
    accounts: Signal<Vec<AccountView>>,
    /// The one that is chosen first; the first of them otherwise.
    first: Memo<Option<AccountId>>,
) -> impl IntoView {
    view! {
        <Dialog open title=say_string(text::upload_title)>
            <Form open accounts first />
        </Dialog>
    }
}

/// A file that was chosen; it never leaves this thread.
type Chosen = RwSignal<Option<File>, LocalStorage>;

#[component]
fn Form(open: RwSignal<bool>, accounts: Signal<Vec<AccountView>>, first: Memo<Option<AccountId>>) -> impl IntoView {
    let (api, language, navigate) = (use_api(), use_language(), use_navigate());
    let first = first.get_untracked().map(|id| id.to_string());
    let first = first
        .or_else(|| accounts.with_untracked(|accounts| accounts.first().map(|it| it.account.id.to_string())))
        .unwrap_or_default();
    let (account, side) = (RwSignal::new(first), RwSignal::new(Side::Channel.name().to_owned()));
    let (mapping, mappings) = (RwSignal::new(String::new()), use_mapping_names());
    let chosen: Chosen = RwSignal::new_local(None);
    let (tried, percent) = (RwSignal::new(false), RwSignal::new(0_u64));
    let (sending, failure) = (RwSignal::new(false), RwSignal::new(None::<Failure>));
    let send = move |()| {
        tried.set(true);
        let account = AccountId::parse(&account.get_untracked());
        let (Some(account), Some(file)) = (account, chosen.get_untracked()) else { return };
        let side = Side::from_name(&side.get_untracked()).unwrap_or(Side::Channel);
        let mapping = Some(mapping.get_untracked()).filter(|mapping| !mapping.is_empty());
        let upload = Upload { account, side, mapping, file };
        let navigate = navigate.clone();
        sending.set(true);
        failure.set(None);
        spawn_local(async move {
            let answer = api.upload(&upload, percent).await;
            sending.try_set(false);
            match answer {
                Ok(file) => {
                    open.try_set(false);
                    navigate(&format!("/reconciliation/files/{}", file.id), Default::default());
                }
                Err(refused) => drop(failure.try_set(Some(refused))),
            }
        });
    };
    let account_options = Signal::derive(move || {
        let option = |it: &AccountView| (it.account.id.to_string(), it.account.name.clone());
        accounts.with(|accounts| accounts.iter().map(option).collect::<Vec<_>>())
    });
    let side_options = Signal::derive(move || {
        let lang = language.get();
        [Side::Channel, Side::Ours].map(|side| (side.name().to_owned(), side.text(lang))).to_vec()
    });
    let mapping_options = Signal::derive(move || {
        let none = (String::new(), text::upload_mapping_none(language.get()).to_owned());
        std::iter::once(none).chain(mappings.get().into_iter().map(|name| (name.clone(), name))).collect::<Vec<_>>()
    });
    let words = Signal::derive(move || failure.get().map(|failure| failure.words(language.get())));
    let label = Signal::derive(move || {
        let lang = language.get();
        if sending.get() { text::upload_sending(lang, percent.get()) } else { text::upload_send(lang).to_owned() }
    });
    view! {
        <div class="form">
            <p>{say(text::upload_intro)}</p>
            <ProblemNotice words />
            <Select label=say_string(text::upload_account) value=account options=account_options />
            <Select label=say_string(text::upload_side) value=side options=side_options />
            <Select
                label=say_string(text::upload_mapping)
                hint=say_string(text::upload_mapping_hint)
                value=mapping
                options=mapping_options
            />
            <Picker chosen tried />
            <Show when=move || sending.get()>
                <progress class="recon__progress" max="100" prop:value=move || percent.get().to_string()></progress>
            </Show>
            <div class="form__actions">
                <Button label weight=Weight::Primary busy=sending on_press=send />
                <Button label=say_string(common::cancel) on_press=move |()| open.set(false) />
            </div>
        </div>
    }
}

/// Choosing the file. The browser's own button speaks the browser's language.
#[component]
fn Picker(chosen: Chosen, tried: RwSignal<bool>) -> impl IntoView {
    let id = next_id();
    let pick = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        chosen.set(input.files().and_then(|list| list.get(0)));
    };
    let name = move || chosen.with(|file| file.as_ref().map(File::name));
    let is_missing = move || tried.get() && chosen.with(Option::is_none);
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{say(text::upload_file)}</label>
            <div class="file cluster">
                <input class="unseen" id=id.clone() type="file" aria-describedby=format!("{id}-error") on:change=pick />
                <label class="button button--small" for=id.clone()>
                    <Icon glyph=Glyph::File />
                    {say(text::upload_pick)}
                </label>
                <span class="small clip">{name}</span>
            </div>
            <p class="field__error" id=format!("{id}-error") role="alert" hidden=move || !is_missing()>
                <Icon glyph=Glyph::Alert />
                <span>{say(text::upload_no_file)}</span>
            </p>
        </div>
    }
}
