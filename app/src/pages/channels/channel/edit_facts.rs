//! The form for the facts about a channel. It changes the draft alone.

use leptos::prelude::*;
use shared::channel::{ChannelProfile, CutOff, FollowUp, Hours, NoRecordFinal, ReturnWindow};
use shared::text::app::{channels as text, common};

use super::{Editing, Sheet, use_sheet};
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::{Check, Field};
use crate::state::language::{Say, say_string, use_language};

/// The dialog.
#[component]
pub fn FactsDialog() -> impl IntoView {
    let sheet = use_sheet();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(sheet.editing.get() == Some(Editing::Facts)));
    Effect::new(move |_| {
        if !open.get() && sheet.editing.get_untracked() == Some(Editing::Facts) {
            sheet.editing.set(None);
        }
    });
    view! {
        <Dialog open title=say_string(text::edit_facts) wide=true>
            {move || sheet.draft.get_untracked().map(|profile| view! { <Form sheet profile /> })}
        </Dialog>
    }
}

/// What is typed, field by field.
#[derive(Clone, Copy)]
struct Typed {
    name_en: RwSignal<String>,
    name_zh: RwSignal<String>,
    offset: RwSignal<String>,
    minimum_age: RwSignal<String>,
    query_window: RwSignal<String>,
    opens: RwSignal<String>,
    closes: RwSignal<String>,
    working_days_only: RwSignal<bool>,
    hours_source: RwSignal<String>,
    cut_off: RwSignal<String>,
    cut_off_source: RwSignal<String>,
    return_days: RwSignal<String>,
    return_source: RwSignal<String>,
    final_after: RwSignal<String>,
    final_source: RwSignal<String>,
    url: RwSignal<String>,
    url_api: RwSignal<String>,
    schedule: RwSignal<String>,
    every: RwSignal<String>,
    timeout: RwSignal<String>,
}

fn number(text: RwSignal<String>) -> Option<i64> {
    text.get().trim().parse().ok()
}

fn words(text: RwSignal<String>) -> Option<String> {
    let text = text.get();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn moments(text: RwSignal<String>) -> Option<Vec<i64>> {
    let text = text.get();
    let parts = text.split([',', '，', '、', ' ']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| part.parse().ok()).collect()
}

impl Typed {
    fn of(profile: &ChannelProfile) -> Self {
        let (hours, cut_off, window) = (&profile.hours, &profile.cut_off, &profile.return_window);
        let (word, asks) = (&profile.no_record_final, &profile.follow_up);
        let said = |text: Option<String>| RwSignal::new(text.unwrap_or_default());
        let schedule = asks
            .as_ref()
            .map(|asks| asks.schedule_minutes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
        Self {
            name_en: said(Some(profile.name_en.clone())),
            name_zh: said(Some(profile.name_zh.clone())),
            offset: said(Some(profile.utc_offset_minutes.to_string())),
            minimum_age: said(Some(profile.minimum_age_minutes.to_string())),
            query_window: said(profile.query_window_days.map(|days| days.to_string())),
            opens: said(hours.as_ref().map(|hours| hours.opens.clone())),
            closes: said(hours.as_ref().map(|hours| hours.closes.clone())),
            working_days_only: RwSignal::new(hours.as_ref().is_some_and(|hours| hours.working_days_only)),
            hours_source: said(hours.as_ref().map(|hours| hours.source.clone())),
            cut_off: said(cut_off.as_ref().map(|cut_off| cut_off.at.clone())),
            cut_off_source: said(cut_off.as_ref().map(|cut_off| cut_off.source.clone())),
            return_days: said(window.as_ref().map(|window| window.working_days.to_string())),
            return_source: said(window.as_ref().map(|window| window.source.clone())),
            final_after: said(word.as_ref().map(|word| word.after_minutes.to_string())),
            final_source: said(word.as_ref().map(|word| word.source.clone())),
            url: said(asks.as_ref().map(|asks| asks.url.clone())),
            url_api: said(asks.as_ref().map(|asks| asks.api.clone())),
            schedule: said(schedule),
            every: said(asks.as_ref().map(|asks| asks.then_every_minutes.to_string())),
            timeout: said(asks.as_ref().map(|asks| asks.timeout_seconds.to_string())),
        }
    }

    /// The profile with what is typed; none while a number is none.
    fn read(self, profile: &ChannelProfile) -> Option<ChannelProfile> {
        let optional = |text: RwSignal<String>| match words(text) {
            None => Some(None),
            Some(_) => number(text).map(Some),
        };
        let source = |text| words(text).unwrap_or_default();
        let hours = words(self.opens).or(words(self.closes)).map(|_| Hours {
            opens: source(self.opens),
            closes: source(self.closes),
            working_days_only: self.working_days_only.get(),
            source: source(self.hours_source),
        });
        let window = optional(self.return_days)?;
        let word = optional(self.final_after)?;
        let follow_up = match words(self.url) {
            None => None,
            Some(url) => Some(FollowUp {
                url,
                api: source(self.url_api),
                schedule_minutes: moments(self.schedule)?,
                then_every_minutes: number(self.every)?,
                timeout_seconds: number(self.timeout)?,
            }),
        };
        Some(ChannelProfile {
            name_en: source(self.name_en),
            name_zh: source(self.name_zh),
            utc_offset_minutes: i32::try_from(number(self.offset)?).ok()?,
            minimum_age_minutes: number(self.minimum_age)?,
            query_window_days: optional(self.query_window)?,
            hours,
            cut_off: words(self.cut_off).map(|at| CutOff { at, source: source(self.cut_off_source) }),
            return_window: window.map(|working_days| ReturnWindow { working_days, source: source(self.return_source) }),
            no_record_final: word
                .map(|after_minutes| NoRecordFinal { after_minutes, source: source(self.final_source) }),
            follow_up,
            ..profile.clone()
        })
    }
}

#[component]
fn Form(sheet: Sheet, profile: ChannelProfile) -> impl IntoView {
    let language = use_language();
    let typed = Typed::of(&profile);
    let profile = StoredValue::new(profile);
    let read = Memo::new(move |_| profile.with_value(|profile| typed.read(profile)));
    let error_of = move |field: &'static str| {
        Signal::derive(move || {
            let profile = read.get()?;
            let fault = profile.faults().into_iter().find(|fault| fault.field.starts_with(field))?;
            Some(shared::text::Text::text(&fault.fault, language.get()))
        })
    };
    let blocked = Signal::derive(move || read.get().is_none().then(|| text::form_number(language.get()).to_owned()));
    let apply = move |()| {
        if let Some(profile) = read.get_untracked() {
            sheet.change(|draft| *draft = profile);
        }
    };
    // A channel has a name, a zone and a minimum age; whatever else is not known may stay empty.
    let needed = ["name_en", "name_zh", "utc_offset_minutes", "minimum_age_minutes"];
    let field = move |label: Say, value: RwSignal<String>, at: &'static str| {
        let optional = !needed.contains(&at);
        view! { <Field label=say_string(label) value error=error_of(at) optional /> }
    };
    let hinted = move |label: Say, hint: Say, value: RwSignal<String>, at: &'static str| {
        let optional = !needed.contains(&at);
        view! { <Field label=say_string(label) hint=say_string(hint) value error=error_of(at) optional /> }
    };
    view! {
        <div class="form form--grid">
            {field(text::form_name_en, typed.name_en, "name_en")}
            {field(text::form_name_zh, typed.name_zh, "name_zh")}
            {field(text::form_offset, typed.offset, "utc_offset_minutes")}
            {hinted(text::form_minimum_age, text::form_minimum_age_hint, typed.minimum_age, "minimum_age_minutes")}
            {field(text::form_query_window, typed.query_window, "query_window_days")}
            <hr />
            {hinted(text::form_opens, text::form_hours_hint, typed.opens, "hours.opens")}
            {field(text::form_closes, typed.closes, "hours.closes")}
            {field(text::form_hours_source, typed.hours_source, "hours.source")}
            <Check
                label=say_string(text::form_working_days_only)
                checked=typed.working_days_only
                on_change=move |on| typed.working_days_only.set(on)
            />
            {field(text::form_cut_off, typed.cut_off, "cut_off.at")}
            {field(text::form_cut_off_source, typed.cut_off_source, "cut_off.source")}
            {field(text::form_return_days, typed.return_days, "return_window.working_days")}
            {field(text::form_return_source, typed.return_source, "return_window.source")}
            <hr />
            {hinted(text::form_final_after, text::form_final_hint, typed.final_after, "no_record_final.after_minutes")}
            {field(text::form_final_source, typed.final_source, "no_record_final.source")}
            <hr />
            {hinted(text::form_url, text::form_url_hint, typed.url, "follow_up")}
            {field(text::form_url_api, typed.url_api, "follow_up.api")}
            {hinted(text::form_schedule, text::form_schedule_hint, typed.schedule, "follow_up.schedule")}
            {field(text::form_every, typed.every, "follow_up.every")}
            {field(text::form_timeout, typed.timeout, "follow_up.timeout")}
            <div class="form__actions">
                <Button label=say_string(text::apply) weight=Weight::Primary blocked on_press=apply />
                <Button label=say_string(common::cancel) on_press=move |()| sheet.editing.set(None) />
            </div>
        </div>
    }
}
