//! Reading a channel's answer: from raw bytes to a claim, by the channel's code dictionary.
//!
//! The rule: whatever is not plainly listed is `no_information`. An answer that cannot be decoded, parsed, attributed to
//! the order or found in the dictionary says nothing, and nothing here guesses.

mod body;
mod encoding;
mod form;
mod found;
mod json;
mod returned;
mod xml;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Duration, Utc};

use self::body::Body;
use self::found::{Found, Unparsable};
use super::{Claim, Details, EvidenceKind, Fault, Phase, Rule, Transport};
use crate::channel::{Api, ApiRole, ChannelProfile, Field, FieldRole};
use crate::money::Money;

pub use encoding::decode_text;

/// What a channel answered, or that it did not, with all that its reading depends on.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// The raw body; absent where nothing came.
    pub body: Option<&'a [u8]>,
    /// The media type that the channel named.
    pub content_type: Option<&'a str>,
    /// What the transport knew.
    pub transport: &'a Transport,
    /// The API that answered, where the source system named it; the profile's own for this kind otherwise.
    pub api: Option<&'a str>,
    /// What sort of answer it is.
    pub kind: EvidenceKind,
    /// The order number of the payout attempt that it is filed for.
    pub attempt: &'a str,
    /// When that attempt was sent; absent where that is not known, as of an attempt that only evidence names.
    pub sent_at: Option<DateTime<Utc>>,
    /// How much was to be paid.
    pub amount: Money,
    /// When the answer was received, or given up on.
    pub received_at: DateTime<Utc>,
}

/// What an answer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The claim.
    pub claim: Claim,
    /// Why.
    pub rule: Rule,
    /// The API by whose dictionary it was read.
    pub api: Option<String>,
    /// What it tells of the return, where it claims one and the profile says where that stands.
    pub details: Option<Details>,
}

/// Codes and order numbers are shorter; what is longer is cut before it is kept in a rule, in characters.
const SHOWN_MAX: usize = 200;

/// Reads an answer by what is known of its channel.
pub fn read(answer: &Answer<'_>, profile: &ChannelProfile) -> Reading {
    let nothing =
        |rule| Reading { claim: Claim::NoInformation, rule, api: answer.api.map(str::to_owned), details: None };
    let Some(body) = answer.body else {
        // Where the phase is not known the request may have arrived: the last phase says so.
        return nothing(Rule::NoResponse { phase: answer.transport.phase.unwrap_or(Phase::Read) });
    };
    if let Some(fault) = answer.transport.fault {
        return nothing(Rule::Unreadable { fault });
    }
    let Some(api) = api_of(answer, profile) else {
        return nothing(Rule::NotDescribed);
    };
    let by = By { answer, profile, api };
    let unreadable = (Claim::NoInformation, Rule::Unreadable { fault: Fault::ParseError }, None);
    let (claim, rule, details) = by.read(body).unwrap_or(unreadable);
    Reading { claim, rule, api: Some(api.name.clone()), details }
}

/// The API to read the answer by. One whose role does not fit the kind of answer is none: nobody reads a query's errors by
/// the dictionary of the payout call.
fn api_of<'a>(answer: &Answer<'_>, profile: &'a ChannelProfile) -> Option<&'a Api> {
    let role = match answer.kind {
        EvidenceKind::FirstResponse => ApiRole::Payout,
        EvidenceKind::QueryResponse => ApiRole::Query,
        EvidenceKind::ReturnNotice => ApiRole::Notice,
        EvidenceKind::NoResponse
        | EvidenceKind::FundsBack
        | EvidenceKind::StatementLine
        | EvidenceKind::PayAgain
        | EvidenceKind::PortalCheck
        | EvidenceKind::Document
        | EvidenceKind::Reconciliation => return None,
    };
    if !profile.is_described() {
        return None;
    }
    match answer.api {
        Some(name) => profile.api(name).filter(|api| api.role == role),
        None => profile.api_of_role(role),
    }
}

/// One answer, read by one API.
struct By<'a> {
    answer: &'a Answer<'a>,
    profile: &'a ChannelProfile,
    api: &'a Api,
}

impl By<'_> {
    fn read(&self, raw: &[u8]) -> Result<(Claim, Rule, Option<Details>), Unparsable> {
        let body = Body::parse(raw, self.answer.content_type)?;
        let (claim, rule) = self.judge(&body)?;
        let places = self.api.returned.as_ref().filter(|_| claim == Claim::Returned);
        let returned = places.and_then(|places| returned::returned(&body, self.answer, self.profile, places));
        Ok((claim, rule, returned.map(Details::Return)))
    }

    fn judge(&self, body: &Body) -> Result<(Claim, Rule), Unparsable> {
        if let Some(named) = self.other_order(body)? {
            return Ok((Claim::NoInformation, Rule::OtherOrder { named }));
        }
        for field in self.fields(FieldRole::Gate) {
            match body.at(&field.at)? {
                None => {}
                Some(Found::Code(code)) if field.pass.contains(&code) => {}
                Some(found) => return Ok(self.look_up(field, found)),
            }
        }
        for field in self.fields(FieldRole::Outcome) {
            let Some(found) = body.at(&field.at)? else { continue };
            if let Some(status) = self.answer.transport.http_status.filter(|status| !(200..300).contains(status)) {
                return Ok((Claim::NoInformation, Rule::HttpFailure { status }));
            }
            return Ok(self.look_up(field, found));
        }
        Ok((Claim::NoInformation, Rule::NoCode { api: self.api.name.clone() }))
    }

    fn fields(&self, role: FieldRole) -> impl Iterator<Item = &Field> {
        self.api.fields.iter().filter(move |field| field.role == role)
    }

    /// The order that the answer names, where that is not the one it was filed for.
    fn other_order(&self, body: &Body) -> Result<Option<String>, Unparsable> {
        let Some(at) = &self.api.order_number else { return Ok(None) };
        Ok(match body.at(at)? {
            Some(Found::Code(named)) if named == self.answer.attempt.trim() => None,
            Some(Found::Code(named) | Found::Other(named)) => Some(shown(&named)),
            None => None,
        })
    }

    /// What the dictionary says of what was found in a field.
    fn look_up(&self, field: &Field, found: Found) -> (Claim, Rule) {
        let entry = match &found {
            Found::Code(code) => field.entry(code),
            Found::Other(_) => None,
        };
        let (Found::Code(code) | Found::Other(code)) = found;
        let code = shown(&code);
        let (api, name, version) = (self.api.name.clone(), field.name.clone(), self.profile.version);
        let Some(entry) = entry else {
            return (Claim::NoInformation, Rule::UnlistedCode { api, field: name, code, version });
        };
        if entry.claim == Claim::NoRecord
            && let Some(rule) = self.no_record_final(field, &code)
        {
            return (Claim::ProvesNotPaid, rule);
        }
        let rule = Rule::Dictionary {
            api,
            field: name,
            code,
            version,
            wording: entry.wording.clone(),
            source: entry.source.clone(),
            reviewed_on: entry.reviewed_on,
        };
        (entry.claim, rule)
    }

    /// The channel's own word that "no such order" is final, where the payout is old enough for it.
    fn no_record_final(&self, field: &Field, code: &str) -> Option<Rule> {
        let word = self.profile.no_record_final.as_ref()?;
        let age = self.answer.received_at - self.answer.sent_at?;
        let old_enough = age >= Duration::try_minutes(word.after_minutes)?;
        (self.api.role == ApiRole::Query && old_enough).then(|| Rule::NoRecordFinal {
            api: self.api.name.clone(),
            field: field.name.clone(),
            code: code.to_owned(),
            after_minutes: word.after_minutes,
            source: word.source.clone(),
        })
    }
}

fn shown(text: &str) -> String {
    text.chars().take(SHOWN_MAX).collect()
}
