//! A response's raw body: pretty, raw, or beside another response.

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::exceptions::RawEvidenceView;
use shared::evidence::EvidenceKind;
use shared::text::Text;
use shared::text::app::{case as text, common};

use super::file::use_file;
use crate::components::button::{Button, Weight};
use crate::components::field::Select;
use crate::components::icon::Glyph;
use crate::components::problem_notice::ProblemNotice;
use crate::components::skeleton::Skeleton;
use crate::components::tabs::Segments;
use crate::failure::Failure;
use crate::state::language::{say, say_string, use_language};
use shared::text::pretty::pretty;

const PRETTY: usize = 0;
const COMPARE: usize = 2;

/// A body that was asked for.
type Fetched = RwSignal<Option<Result<RawEvidenceView, Failure>>>;

fn fetch(seq: i32, into: Fetched) {
    let file = use_file();
    spawn_local(async move { into.set(Some(file.api.evidence(file.number, seq).await)) });
}

/// The body, shown when asked for.
#[component]
pub fn Body(
    /// The piece of evidence.
    seq: i32,
    /// What sort of thing it is.
    kind: EvidenceKind,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let language = use_language();
    if kind == EvidenceKind::NoResponse {
        return ().into_any();
    }
    let label = Signal::derive(move || {
        if open.get() { text::hide_body(language.get()) } else { text::show_body(language.get()) }.to_owned()
    });
    view! {
        <div class="body">
            <Button label small=true weight=Weight::Quiet glyph=Glyph::File on_press=move |()| open.update(|open| *open = !*open) />
            <Show when=move || open.get()>
                <OpenBody seq />
            </Show>
        </div>
    }
    .into_any()
}

#[component]
fn OpenBody(seq: i32) -> impl IntoView {
    let language = use_language();
    let (one, way) = (Fetched::default(), RwSignal::new(PRETTY));
    fetch(seq, one);
    let labels = Signal::derive(move || {
        let lang = language.get();
        [text::body_pretty(lang), text::body_raw(lang), text::body_compare(lang)].map(str::to_owned).to_vec()
    });
    view! {
        <div class="stack">
            <Segments label=say_string(text::body_how) current=way labels />
            <Show
                when=move || way.get() == COMPARE
                fallback=move || view! { <Shown fetched=one is_pretty=Signal::derive(move || way.get() == PRETTY) /> }
            >
                <Comparison seq one />
            </Show>
        </div>
    }
}

/// Two bodies side by side; lines that only one of them has are marked.
#[component]
fn Comparison(seq: i32, one: Fetched) -> impl IntoView {
    let (file, language) = (use_file(), use_language());
    let others = Signal::derive(move || {
        let lang = language.get();
        file.with(|view| {
            let with_body = view
                .evidence
                .iter()
                .filter(|piece| piece.seq != seq && piece.size_bytes > 0 && !piece.is_observation());
            with_body
                .map(|piece| (piece.seq.to_string(), format!("#{} {}", piece.seq, piece.kind.text(lang))))
                .collect::<Vec<_>>()
        })
    });
    let nearest = others.with_untracked(|others| {
        others
            .iter()
            .min_by_key(|(other, _)| other.parse::<i32>().map_or(i32::MAX, |other| (other - seq).abs()))
            .map(|(other, _)| other.clone())
    });
    let Some(nearest) = nearest else {
        return view! { <p class="small muted">{say(text::compare_nothing)}</p> }.into_any();
    };
    let with = RwSignal::new(nearest);
    let other = Fetched::default();
    Effect::new(move |_| {
        if let Ok(seq) = with.get().parse() {
            fetch_for(file, seq, other);
        }
    });
    let lines = move |fetched: Fetched| {
        fetched.with(|fetched| match fetched {
            Some(Ok(view)) => pretty_text(view).lines().map(str::to_owned).collect::<Vec<_>>(),
            _ => Vec::new(),
        })
    };
    let side = move |mine: Fetched, theirs: Fetched| {
        move || {
            let other = lines(theirs);
            lines(mine)
                .into_iter()
                .map(|line| {
                    let class =
                        if other.contains(&line) { "compare__line" } else { "compare__line compare__line--only" };
                    view! { <span class=class>{line} "\n"</span> }
                })
                .collect_view()
        }
    };
    view! {
        <div class="stack">
            <Select label=say_string(text::compare_with) value=with options=others />
            <div class="compare">
                <pre class="raw" tabindex="0">{side(one, other)}</pre>
                <pre class="raw" tabindex="0">{side(other, one)}</pre>
            </div>
        </div>
    }
    .into_any()
}

fn fetch_for(file: super::file::CaseFile, seq: i32, into: Fetched) {
    spawn_local(async move { into.set(Some(file.api.evidence(file.number, seq).await)) });
}

fn pretty_text(view: &RawEvidenceView) -> String {
    view.body_text.as_deref().map(pretty).or_else(|| view.body_base64.clone()).unwrap_or_default()
}

#[component]
fn Shown(fetched: Fetched, is_pretty: Signal<bool>) -> impl IntoView {
    let language = use_language();
    move || match fetched.get() {
        None => view! { <Skeleton lines=4 /> }.into_any(),
        Some(Err(failure)) => {
            let words = Signal::derive(move || Some(failure.words(language.get())));
            view! { <ProblemNotice words /> }.into_any()
        }
        Some(Ok(view)) => match (&view.body_text, &view.body_base64) {
            (Some(body), _) if body.is_empty() => {
                view! { <p class="small muted">{say(text::body_empty)}</p> }.into_any()
            }
            (Some(body), _) => {
                let body = body.clone();
                let shown = move || if is_pretty.get() { pretty(&body) } else { body.clone() };
                view! { <pre class="raw" tabindex="0" aria-label=say(text::show_body)>{shown}</pre> }.into_any()
            }
            (None, Some(bytes)) => {
                let bytes = bytes.clone();
                view! {
                    <p class="small muted">{say(text::body_undecoded)}</p>
                    <pre class="raw" tabindex="0" aria-label=say(text::show_body)>{bytes}</pre>
                }
                .into_any()
            }
            (None, None) => view! { <p class="small muted">{say(common::none)}</p> }.into_any(),
        },
    }
}
