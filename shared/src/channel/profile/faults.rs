//! What is wrong with a profile: every fault at once, each with its place.
//!
//! The rule: no profile by which an unknown could become a failure without proof.

use super::{ChannelProfile, NoRecordFinal};
use crate::channel::clock::is_time_of_day;
use crate::channel::{Api, ApiRole, Code, Field, FieldRole, Pointers, ReturnPlaces};
use crate::evidence::Claim;

/// Why a profile is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileFault {
    /// A query's own error codes would speak of the payout.
    #[error("{0}: an error of a query never proves anything about the payout")]
    QueryErrorProves(String),
    /// The wildcard code would prove that something was or was not paid.
    #[error("{0}: `*` can only say that money came back, in a notice of a return")]
    WildcardProves(String),
    /// A field that stands nowhere, or whose place is not written as its format writes places.
    #[error("{0}: no place in JSON, XML or a form")]
    BadPointer(String),
    /// One code has two entries.
    #[error("{0}: two entries")]
    Twice(String),
    /// A value makes no sense; in English and 中文.
    #[error("{0}")]
    BadValue(&'static str, &'static str),
}

/// A fault with the field that it is found in, such as `api[0].field[1].code[2].claim`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileFaultAt {
    /// The field.
    pub field: String,
    /// What is wrong with it.
    pub fault: ProfileFault,
}

/// The longest age that a profile may name: a year, in minutes.
const LONGEST_MINUTES: i64 = 366 * 24 * 60;
/// How many APIs, fields of an API and codes of a field a profile may hold.
const APIS_MAX: usize = 50;
const FIELDS_MAX: usize = 50;
const CODES_MAX: usize = 1000;
/// How long a name and a code may be, in characters.
const NAME_MAX: usize = 100;
/// How long words and addresses may be, in characters.
const WORDS_MAX: usize = 1000;

/// Collects faults.
#[derive(Default)]
pub(super) struct Faults(pub(super) Vec<ProfileFaultAt>);

impl Faults {
    fn add(&mut self, field: impl Into<String>, fault: ProfileFault) {
        self.0.push(ProfileFaultAt { field: field.into(), fault });
    }

    fn unless(&mut self, is_right: bool, field: impl Into<String>, en: &'static str, zh: &'static str) {
        if !is_right {
            self.add(field, ProfileFault::BadValue(en, zh));
        }
    }

    fn line(&mut self, field: impl Into<String>, text: &str, max: usize) {
        let is_line = !text.trim().is_empty() && text.chars().count() <= max && !text.chars().any(char::is_control);
        self.unless(is_line, field, "one line of words, not empty and not too long", "应为一行文字，不能为空或过长");
    }

    /// Everything about the channel itself.
    pub(super) fn of_facts(&mut self, profile: &ChannelProfile) {
        self.unless(is_identifier(&profile.id), "id", "1 to 64 of a-z 0-9 _ . -", "1 至 64 个字符，仅限 a-z 0-9 _ . -");
        self.line("name_en", &profile.name_en, NAME_MAX);
        self.line("name_zh", &profile.name_zh, NAME_MAX);
        let is_offset = (-14 * 60..=14 * 60).contains(&profile.utc_offset_minutes);
        self.unless(is_offset, "utc_offset_minutes", "-840 to 840", "-840 至 840");
        let is_age = (0..=LONGEST_MINUTES).contains(&profile.minimum_age_minutes);
        self.unless(is_age, "minimum_age_minutes", "minutes, from 0 to a year", "分钟数，0 至一年");
        let is_window = profile.query_window_days.is_none_or(|days| (1..=3650).contains(&days));
        self.unless(is_window, "query_window_days", "1 to 3650 days", "1 至 3650 天");
        if let Some(word) = &profile.no_record_final {
            self.of_no_record_final(profile, word);
        }
        if let Some(hours) = &profile.hours {
            self.time_of_day("hours.opens", &hours.opens);
            self.time_of_day("hours.closes", &hours.closes);
            self.line("hours.source", &hours.source, WORDS_MAX);
        }
        if let Some(cut_off) = &profile.cut_off {
            self.time_of_day("cut_off.at", &cut_off.at);
            self.line("cut_off.source", &cut_off.source, WORDS_MAX);
        }
        if let Some(window) = &profile.return_window {
            let is_window = (1..=260).contains(&window.working_days);
            self.unless(is_window, "return_window.working_days", "1 to 260 working days", "1 至 260 个工作日");
            self.line("return_window.source", &window.source, WORDS_MAX);
        }
    }

    fn of_no_record_final(&mut self, profile: &ChannelProfile, word: &NoRecordFinal) {
        let is_documented = word.source.starts_with("https://") && word.source.chars().count() <= WORDS_MAX;
        let (en, zh) = ("the address of the channel's documentation, https://…", "通道文档地址，https://…");
        self.unless(is_documented, "no_record_final.source", en, zh);
        let is_late = (profile.minimum_age_minutes..=LONGEST_MINUTES).contains(&word.after_minutes);
        let (en, zh) = ("minutes, not before the minimum age", "分钟数，不得早于最短等待时间");
        self.unless(is_late, "no_record_final.after_minutes", en, zh);
    }

    fn time_of_day(&mut self, field: &str, text: &str) {
        self.unless(is_time_of_day(text), field, "a time of day such as 23:00", "时刻，如 23:00");
    }

    /// Everything about the APIs and their dictionary.
    pub(super) fn of_apis(&mut self, apis: &[Api]) {
        self.unless(apis.len() <= APIS_MAX, "api", "at most 50 APIs", "至多 50 个接口");
        for (index, api) in apis.iter().enumerate() {
            let at = format!("api[{index}]");
            self.line(format!("{at}.name"), &api.name, NAME_MAX);
            if apis[..index].iter().any(|other| other.name == api.name) {
                self.add(format!("{at}.name"), ProfileFault::Twice(api.name.clone()));
            }
            if !api.order_number.as_ref().is_none_or(Pointers::is_sound) {
                let place = format!("{} order_number", api.name);
                self.add(format!("{at}.order_number"), ProfileFault::BadPointer(place));
            }
            if let Some(returned) = &api.returned {
                self.of_return(api, returned, &format!("{at}.return"));
            }
            self.unless(api.fields.len() <= FIELDS_MAX, format!("{at}.field"), "at most 50 fields", "至多 50 个字段");
            for (field_index, field) in api.fields.iter().enumerate() {
                let twice = api.fields[..field_index].iter().any(|other| other.name == field.name);
                self.of_field(api, field, twice, &format!("{at}.field[{field_index}]"));
            }
        }
    }

    fn of_return(&mut self, api: &Api, places: &ReturnPlaces, at: &str) {
        let (en, zh) = ("only answers to queries and notices tell of returns", "仅查询应答与通知可说明退汇");
        self.unless(api.role != ApiRole::Payout, at, en, zh);
        for (name, place) in places.named().filter(|(_, place)| !place.is_sound()) {
            self.add(format!("{at}.{name}"), ProfileFault::BadPointer(format!("{} {name} {place:?}", api.name)));
        }
        let (en, zh) = ("a place, unless returns are whole", "须填写位置，除非退汇均为全额");
        self.unless(places.amount.is_some() || places.whole, format!("{at}.amount"), en, zh);
        self.line(format!("{at}.source"), &places.source, WORDS_MAX);
    }

    fn of_field(&mut self, api: &Api, field: &Field, twice: bool, at: &str) {
        self.line(format!("{at}.name"), &field.name, NAME_MAX);
        if twice {
            self.add(format!("{at}.name"), ProfileFault::Twice(format!("{} {}", api.name, field.name)));
        }
        if !field.at.is_sound() {
            self.add(format!("{at}.at"), ProfileFault::BadPointer(format!("{} {}", api.name, field.name)));
        }
        let passes_as_gate = field.role == FieldRole::Gate || field.pass.is_empty();
        self.unless(passes_as_gate, format!("{at}.pass"), "only a gate passes codes", "仅“通行”字段可列出放行码");
        self.unless(field.codes.len() <= CODES_MAX, format!("{at}.code"), "at most 1000 codes", "至多 1000 个代码");
        for (index, code) in field.codes.iter().enumerate() {
            let twice = field.codes[..index].iter().any(|other| other.code == code.code);
            self.of_code(api, field, code, twice, &format!("{at}.code[{index}]"));
        }
    }

    fn of_code(&mut self, api: &Api, field: &Field, code: &Code, twice: bool, at: &str) {
        let place = || format!("{} {} {}", api.name, field.name, code.code);
        let proves = matches!(code.claim, Claim::ProvesPaid | Claim::ProvesNotPaid);
        let speaks = proves || code.claim == Claim::Returned;
        if twice || field.pass.contains(&code.code) {
            self.add(format!("{at}.code"), ProfileFault::Twice(place()));
        }
        if code.prefix().is_some_and(|prefix| prefix.is_empty() && api.role != ApiRole::Notice) {
            self.add(format!("{at}.code"), ProfileFault::WildcardProves(place()));
        } else if code.prefix().is_some_and(|prefix| proves || (speaks && !prefix.is_empty())) {
            self.add(format!("{at}.claim"), ProfileFault::WildcardProves(place()));
        } else if api.role == ApiRole::Query && field.role == FieldRole::Gate && speaks {
            self.add(format!("{at}.claim"), ProfileFault::QueryErrorProves(place()));
        }
        self.line(format!("{at}.code"), &code.code, NAME_MAX);
        // Codes are compared without the white space around them: such an entry would never be found.
        let is_trimmed = code.code.trim() == code.code;
        self.unless(is_trimmed, format!("{at}.code"), "no white space around the code", "代码前后不能有空白");
        self.line(format!("{at}.source"), &code.source, WORDS_MAX);
        let is_wording = code.wording.chars().count() <= WORDS_MAX && !code.wording.chars().any(char::is_control);
        self.unless(
            is_wording,
            format!("{at}.wording"),
            "one line of at most 1000 characters",
            "一行文字，至多 1000 个字符",
        );
        if let Some(reviewer) = &code.reviewed_by {
            self.line(format!("{at}.reviewed_by"), reviewer, NAME_MAX);
        }
    }
}

fn is_identifier(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_.-".contains(&byte);
    (1..=64).contains(&text.len()) && text.bytes().all(allowed)
}
