//! What an answer or a notice tells of a return, by the places that the channel's profile names.
//!
//! The rule: nothing is guessed. Without a reference and an amount in the payout's currency nothing is read; what else does
//! not stand there, or not as it should, is left out.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};

use super::Answer;
use super::body::Body;
use super::found::Found;
use crate::channel::{AmountUnit, ChannelProfile, Pointers, ReturnPlaces};
use crate::evidence::{ReturnFee, Returned};
use crate::money::{Currency, Money};

/// How long a reference and a code may be, in characters: as long as where they are typed.
const REFERENCE_MAX: usize = 64;
/// How much is kept of a channel's words, in characters.
const WORDS_MAX: usize = 500;

/// How channels write times without a zone: in their own.
const TIMES: [&str; 4] = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S%.f", "%Y/%m/%d %H:%M:%S", "%Y%m%d%H%M%S"];
/// How they write dates.
const DATES: [&str; 3] = ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d"];

/// The return that is told of, where all that it needs is there.
pub(super) fn returned(
    body: &Body,
    answer: &Answer<'_>,
    profile: &ChannelProfile,
    places: &ReturnPlaces,
) -> Option<Returned> {
    let reader = Reader { body, answer, places };
    let reference = text_at(body, &places.reference).filter(|text| is_line(text, REFERENCE_MAX))?;
    let amount = reader.amount()?;
    let code = reader.optional(places.reason_code.as_ref());
    let (reason_code, uncoded) =
        code.map_or((None, None), |code| if is_code(&code) { (Some(code), None) } else { (None, Some(code)) });
    let reason = reader.optional(places.reason.as_ref()).or(uncoded).map(|text| text.chars().take(WORDS_MAX).collect());
    let fee = places.fee.as_ref().and_then(|at| reader.money(at));
    let fee = fee.map(|amount| ReturnFee { amount, given_back: places.fee_given_back });
    let told = reader.optional(places.returned_at.as_ref()).and_then(|text| time(&text, profile.utc_offset_minutes));
    // A day without an hour may begin before the payout was sent, and a channel's clock may be ahead.
    let returned_at = told.unwrap_or(answer.received_at);
    let returned_at = answer.sent_at.map_or(returned_at, |sent_at| returned_at.max(sent_at)).min(answer.received_at);
    Some(Returned { reference, reason_code, reason, amount, fee, returned_at })
}

struct Reader<'a> {
    body: &'a Body,
    answer: &'a Answer<'a>,
    places: &'a ReturnPlaces,
}

impl Reader<'_> {
    fn optional(&self, at: Option<&Pointers>) -> Option<String> {
        text_at(self.body, at?).filter(|text| !text.is_empty())
    }

    /// How much came back; nothing where it cannot be read, or is in another currency.
    fn amount(&self) -> Option<Money> {
        let stated = self.optional(self.places.currency.as_ref());
        if stated.is_some_and(|stated| Currency::from_code(&stated) != Some(self.answer.amount.currency())) {
            return None;
        }
        match self.places.amount.as_ref().map(|at| (at, self.body.at(at))) {
            Some((at, Ok(Some(_)))) => self.money(at),
            Some((_, Err(_))) => None,
            Some((_, Ok(None))) | None => self.places.whole.then_some(self.answer.amount),
        }
    }

    fn money(&self, at: &Pointers) -> Option<Money> {
        let (currency, text) = (self.answer.amount.currency(), self.body.digits_at(at)?);
        let money = match self.places.unit {
            AmountUnit::Major => Money::parse(&text, currency).ok()?,
            AmountUnit::Minor => Money::from_minor(text.parse().ok()?, currency),
        };
        money.is_positive().then_some(money)
    }
}

fn text_at(body: &Body, at: &Pointers) -> Option<String> {
    match body.at(at).ok()?? {
        Found::Code(text) => Some(text),
        Found::Other(_) => None,
    }
}

fn is_line(text: &str, max: usize) -> bool {
    !text.is_empty() && text.chars().count() <= max && !text.chars().any(char::is_control)
}

fn is_code(text: &str) -> bool {
    text.len() <= REFERENCE_MAX && text.chars().all(|c| c.is_ascii_alphanumeric() || "_.:-".contains(c))
}

/// A time with its zone, or in the channel's own; a date is the beginning of its day.
fn time(text: &str, offset_minutes: i32) -> Option<DateTime<Utc>> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time.to_utc());
    }
    let zone = FixedOffset::east_opt(offset_minutes.checked_mul(60)?)?;
    let time = TIMES.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let date = || DATES.iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok());
    let time = time.or_else(|| Some(date()?.and_time(NaiveTime::MIN)))?;
    zone.from_local_datetime(&time).single().map(|time| time.to_utc())
}
