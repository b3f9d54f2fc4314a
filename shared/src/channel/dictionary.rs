//! The code dictionary: which code of which field of which API means what, and who says so.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ReturnPlaces;
use crate::evidence::Claim;

/// One API of a channel and the fields of its answers that carry codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Api {
    /// The API's name within the channel.
    pub name: String,
    /// What the API is for.
    pub role: ApiRole,
    /// Where the answer names the order it speaks of, so that an answer about another order proves nothing.
    #[serde(default)]
    pub order_number: Option<Pointers>,
    /// Where the answer tells of a return, once a code of it has said that money came back.
    #[serde(default, rename = "return", skip_serializing_if = "Option::is_none")]
    pub returned: Option<ReturnPlaces>,
    /// The fields that carry codes, in the order in which they are read.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
}

/// What an API is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ApiRole {
    /// Sends a payout; its answer is the first response.
    Payout,
    /// Asks how a payout stands.
    Query,
    /// Tells of a return without being asked.
    Notice,
}

/// Where a value stands, by format of the body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pointers {
    /// In JSON: a JSON Pointer (RFC 6901) such as `/data/status`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub json: Option<String>,
    /// In XML: a path of element names without prefixes, such as `Document/FIToFIPmtStsRpt/TxInfAndSts/TxSts`; `*` stands
    /// for any name, and `@Ccy` at the end for an attribute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub xml: Option<String>,
    /// In `key=value&…`: a key such as `respCode`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
}

/// One field that carries a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Field {
    /// The field's name as the channel writes it.
    pub name: String,
    /// What the field decides.
    pub role: FieldRole,
    /// Where it stands.
    pub at: Pointers,
    /// Codes that let the reading go on to the next field; only a gate has them.
    #[serde(default)]
    pub pass: Vec<String>,
    /// What each code claims.
    #[serde(default, rename = "code")]
    pub codes: Vec<Code>,
}

/// What a field decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum FieldRole {
    /// Whether the call itself was answered: read first; absent, or a `pass` code, lets the reading go on.
    Gate,
    /// How the payout stands. Believed only in an answer that HTTP calls a success, where the status is known.
    Outcome,
}

/// One entry of the dictionary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = DictionaryCode))]
pub struct Code {
    /// The code, exactly. `*` stands for any, in notices only; `isp.*` stands for every code that begins so, and never
    /// proves anything.
    pub code: String,
    /// What it claims.
    pub claim: Claim,
    /// What the channel says it means.
    #[serde(default)]
    pub wording: String,
    /// Where that was read: the documentation's address, or in words where no official page was read.
    pub source: String,
    /// Who reviewed the entry; nobody yet where it is absent.
    #[serde(default)]
    pub reviewed_by: Option<String>,
    /// When it was reviewed.
    #[serde(default)]
    pub reviewed_on: Option<NaiveDate>,
}

impl Field {
    /// The entry for a code: the code's own, else that of the longest prefix, else that of `*`.
    pub fn entry(&self, code: &str) -> Option<&Code> {
        let own = self.codes.iter().find(|entry| entry.code == code && entry.prefix().is_none());
        own.or_else(|| {
            let fitting = |entry: &&Code| entry.prefix().is_some_and(|prefix| code.starts_with(prefix));
            self.codes.iter().filter(fitting).max_by_key(|entry| entry.code.len())
        })
    }
}

impl Code {
    /// What the codes begin with for which this entry stands, where it stands for more than one.
    pub fn prefix(&self) -> Option<&str> {
        self.code.strip_suffix('*')
    }
}

impl Pointers {
    /// Whether they name a place in any format, each as its format writes places.
    pub fn is_sound(&self) -> bool {
        let given = [&self.json, &self.xml, &self.form];
        let json_is_pointer = self.json.as_ref().is_none_or(|at| at.starts_with('/'));
        given.iter().any(|at| at.is_some()) && given.iter().all(|at| at.as_deref() != Some("")) && json_is_pointer
    }
}
