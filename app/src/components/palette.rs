//! The command palette (`Ctrl K`): everything that can be done here, and straight to a case by its number.

use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::case::CaseNumber;
use web_sys::KeyboardEvent;

use crate::components::dialog::show_with;
use crate::components::icon::{Glyph, Icon};
use crate::components::keys_help::{KeyHints, group_name, listed};
use crate::keys::{Action, Group, use_keys};
use crate::state::filters::{Filters, View};
use crate::state::language::{say, use_language};
use shared::text::Lang;
use shared::text::app::shell;

/// The key that opens the palette.
const OPENS: &str = "mod+k";

/// Going to an address.
type Navigate = Box<dyn Fn(&str, NavigateOptions)>;

/// One line of the palette.
#[derive(Clone)]
struct Line {
    group: Group,
    label: String,
    keys: Vec<&'static str>,
    run: Callback<()>,
}

/// A letter or two begin a word; more may stand anywhere in it.
fn matches(action: &Action, typed: &str) -> bool {
    let english = (action.name)(Lang::En).to_lowercase();
    let in_english = match typed.len() {
        ..=2 => english.split_whitespace().any(|word| word.starts_with(typed)),
        _ => english.contains(typed),
    };
    in_english || (action.name)(Lang::Zh).to_lowercase().contains(typed)
}

/// A number as people type it: `EX-1042`, `ex1042`, `1042`.
fn case_number(typed: &str) -> Option<CaseNumber> {
    let digits = typed.trim_start_matches(|c: char| !c.is_ascii_digit());
    format!("EX-{digits}").parse().ok()
}

/// The palette over the page.
#[component]
pub fn Palette(
    /// Whether it shows.
    open: RwSignal<bool>,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    show_with(node, open);
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    Effect::new(move |_| {
        open.get();
        typed.set(String::new());
    });
    Effect::new(move |_| {
        typed.track();
        at.set(0);
    });
    let language = use_language();
    let lines = palette_lines(typed);
    let run = move |line: Line| {
        open.set(false);
        line.run.run(());
    };
    let on_key = move |event: KeyboardEvent| {
        let count = lines.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" if !event.is_composing() => {
                if let Some(line) = lines.with_untracked(|lines| lines.get(at.get_untracked()).cloned()) {
                    run(line);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <dialog
            node_ref=node
            class="dialog palette"
            aria-label=say(shell::palette_title)
            on:close=move |_| open.set(false)
            on:click=move |event| {
                if node.get_untracked().is_some_and(|dialog| event.target().as_ref() == Some(dialog.as_ref())) {
                    open.set(false);
                }
            }
        >
            <div class="palette__input">
                <Icon glyph=Glyph::Search />
                <input
                    type="text"
                    role="combobox"
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-activedescendant=move || format!("palette-{}", at.get())
                    aria-label=say(shell::palette_title)
                    placeholder=move || shell::palette_hint(language.get())
                    autofocus
                    autocomplete="off"
                    spellcheck="false"
                    bind:value=typed
                    on:keydown=on_key
                />
            </div>
            <div class="palette__list" id="palette-list" role="listbox" aria-label=say(shell::palette_title)>
                {move || {
                    let mut group = None;
                    lines
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(place, line)| {
                            let heading = (group.replace(line.group) != Some(line.group)).then_some(line.group);
                            view! { <PaletteLine place line heading at on_run=run /> }
                        })
                        .collect_view()
                }}
                <p class="palette__none" hidden=move || lines.with(|lines| !lines.is_empty())>
                    {say(shell::palette_none)}
                </p>
            </div>
        </dialog>
    }
}

fn palette_lines(typed: RwSignal<String>) -> Memo<Vec<Line>> {
    let (keys, language) = (use_keys(), use_language());
    let navigate: StoredValue<Navigate, LocalStorage> = StoredValue::new_local(Box::new(use_navigate()));
    Memo::new_with_compare(
        move |_| {
            let (lang, typed) = (language.get(), typed.get().trim().to_lowercase());
            let open_case = case_number(&typed).map(|number| Line {
                group: Group::Go,
                label: shell::go_case(lang, &number.to_string()),
                keys: vec![],
                run: Callback::new(move |()| {
                    navigate.with_value(|go| go(&format!("/cases/{number}"), Default::default()))
                }),
            });
            // The palette is open already.
            let is_wanted = |action: &Action| action.key != OPENS && matches(action, &typed);
            let actions = listed(keys, lang).into_iter().filter(|(action, _)| is_wanted(action));
            let named = actions.map(|(action, keys)| Line {
                group: action.group,
                label: (action.name)(lang).to_owned(),
                keys,
                run: action.run,
            });
            let search = (!typed.is_empty()).then(|| search_line(&typed, lang, navigate));
            open_case.into_iter().chain(named).chain(search).collect()
        },
        |_, _| true,
    )
}

/// Looks for what was typed among all cases.
fn search_line(typed: &str, lang: Lang, navigate: StoredValue<Navigate, LocalStorage>) -> Line {
    let filters = Filters { view: View::All, search: typed.to_owned(), ..Filters::default() };
    Line {
        group: Group::Go,
        label: shell::search_cases(lang, typed),
        keys: vec![],
        run: Callback::new(move |()| navigate.with_value(|go| go(&filters.address(), NavigateOptions::default()))),
    }
}

#[component]
fn PaletteLine(
    place: usize,
    line: Line,
    heading: Option<Group>,
    at: RwSignal<usize>,
    #[prop(into)] on_run: Callback<Line>,
) -> impl IntoView {
    let (label, keys) = (line.label.clone(), line.keys.clone());
    view! {
        {heading.map(|group| view! { <p class="palette__group" role="presentation">{say(group_name(group))}</p> })}
        <div
            class="palette__item"
            id=format!("palette-{place}")
            role="option"
            aria-selected=move || (at.get() == place).to_string()
            on:mousemove=move |_| if at.get_untracked() != place { at.set(place) }
            on:click=move |_| on_run.run(line.clone())
        >
            <span>{label}</span>
            <KeyHints keys />
        </div>
    }
}
