//! The facts about a channel: its clock and its windows, each with where that was read.

use leptos::prelude::*;
use shared::channel::{ChannelProfile, Fact as Known};
use shared::role::Permission;
use shared::text::app::channels as text;
use shared::text::{Lang, Text};

use super::{Editing, use_sheet};
use crate::components::button::{Button, Weight};
use crate::components::fact::{Fact, Facts};
use crate::state::language::{Say, say, say_string, use_language};
use crate::state::session::use_session;

/// Where something was read: a link where it is an address, else the words.
#[component]
pub fn Source(
    /// The address, or words.
    source: String,
) -> impl IntoView {
    // Anything but http(s) is shown and never followed: a source is what somebody typed.
    let is_address = source.starts_with("https://") || source.starts_with("http://");
    let shown = source.trim_start_matches("https://").trim_start_matches("http://").to_owned();
    if is_address {
        let title = source.clone();
        view! { <a class="source clip" href=source title=title target="_blank" rel="noopener noreferrer">{shown}</a> }
            .into_any()
    } else {
        view! { <span class="source muted">{source}</span> }.into_any()
    }
}

/// One fact in words, with its source; nothing where nobody has stated it.
struct Stated {
    fact: Known,
    words: Option<String>,
    source: Option<String>,
    otherwise: Say,
}

fn stated(profile: &ChannelProfile, lang: Lang) -> Vec<Stated> {
    let one = |fact, words: Option<String>, source: Option<String>| Stated {
        fact,
        words,
        source,
        otherwise: match fact {
            Known::NoRecordFinal => text::never_final,
            Known::FollowUp => text::asks_by_nobody,
            _ => text::not_stated,
        },
    };
    let (hours, cut_off, window) = (&profile.hours, &profile.cut_off, &profile.return_window);
    let (last_word, asks) = (&profile.no_record_final, &profile.follow_up);
    vec![
        one(Known::UtcOffset, Some(text::fact_offset(lang, &offset(profile.utc_offset_minutes))), None),
        one(Known::MinimumAge, Some(text::fact_minutes(lang, profile.minimum_age_minutes)), None),
        one(Known::QueryWindow, profile.query_window_days.map(|days| text::fact_days(lang, days)), None),
        one(
            Known::Hours,
            hours.as_ref().map(|hours| {
                let always = hours.opens == hours.closes;
                let span = if always {
                    text::fact_always(lang).to_owned()
                } else {
                    text::fact_hours(lang, &hours.opens, &hours.closes)
                };
                let days = if hours.working_days_only { text::fact_working_days(lang) } else { "" };
                format!("{span} {days}").trim().to_owned()
            }),
            hours.as_ref().map(|hours| hours.source.clone()),
        ),
        one(Known::CutOff, cut_off.as_ref().map(|end| end.at.clone()), cut_off.as_ref().map(|end| end.source.clone())),
        one(
            Known::ReturnWindow,
            window.as_ref().map(|window| text::fact_working_days_count(lang, window.working_days)),
            window.as_ref().map(|window| window.source.clone()),
        ),
        one(
            Known::NoRecordFinal,
            last_word.as_ref().map(|word| text::fact_final_after(lang, word.after_minutes)),
            last_word.as_ref().map(|word| word.source.clone()),
        ),
        one(
            Known::FollowUp,
            asks.as_ref().map(|asks| {
                let moments: Vec<String> = asks.schedule_minutes.iter().map(ToString::to_string).collect();
                text::fact_asks_at(lang, &moments.join(lang.pick(", ", "、")), asks.then_every_minutes)
            }),
            asks.as_ref().map(|asks| asks.url.clone()),
        ),
    ]
}

/// An offset from UTC as people write it.
pub fn offset(minutes: i32) -> String {
    format!("{}{:02}:{:02}", if minutes < 0 { "−" } else { "+" }, minutes.abs() / 60, minutes.abs() % 60)
}

/// The list.
#[component]
pub fn ProfileFacts() -> impl IntoView {
    let (sheet, language, session) = (use_sheet(), use_language(), use_session());
    // What nobody knows yet whoever may propose sets from here.
    let may_set = move || {
        let is_open = sheet.reading.value.with(|view| view.as_ref().is_some_and(|view| view.open.is_some()));
        session.may(Permission::ProposeChannels) && !is_open && (sheet.is_drafting() || sheet.old.with(Option::is_none))
    };
    let set = move |()| {
        if !untrack(|| sheet.is_drafting()) {
            sheet.begin_draft();
        }
        sheet.editing.set(Some(Editing::Facts));
    };
    let facts = move || sheet.shown().map(|profile| stated(&profile, language.get())).unwrap_or_default();
    view! {
        <div class="channel__facts">
            <Facts title=say_string(text::facts)>
                {move || {
                    facts()
                        .into_iter()
                        .map(|Stated { fact, words, source, otherwise }| {
                            let is_unknown = !matches!(fact, Known::NoRecordFinal | Known::FollowUp);
                            view! {
                                <Fact label=Signal::derive(move || fact.text(language.get()))>
                                    {match words {
                                        Some(words) => view! { <span class="figures">{words}</span> }.into_any(),
                                        None => {
                                            view! {
                                                <span class="faint">{say(otherwise)}</span>
                                                <Show when=move || is_unknown && may_set()>
                                                    " "
                                                    <Button label=say_string(text::set_here) small=true weight=Weight::Quiet on_press=set />
                                                </Show>
                                            }
                                                .into_any()
                                        }
                                    }}
                                    {source.map(|source| view! { " " <Source source /> })}
                                </Fact>
                            }
                        })
                        .collect_view()
                }}
            </Facts>
            <Show when=move || sheet.is_drafting()>
                <Button label=say_string(text::edit_facts) small=true on_press=move |()| sheet.editing.set(Some(Editing::Facts)) />
            </Show>
        </div>
    }
}
