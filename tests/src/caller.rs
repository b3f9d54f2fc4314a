//! Someone who calls the API: a person with a session, another system with its key, or nobody at all.
//!
//! The rule here: everybody can try everything, so that scenarios can try what is not allowed.

mod channels;
mod corrections;
mod filing;
mod policies;
mod reading;
mod recon;
mod work;

use anyhow::{Context, anyhow};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, RequestBuilder, Response, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;
use shared::api::problem::{Code, MEDIA_TYPE, Problem};
use shared::api::session::{SessionView, SignInRequest};

use crate::holdfast::{ApiClient, Person, http_client};

/// Where the API stands.
const API: &str = "/api/v1";

/// Someone who calls the API. Clones are the same person in the same session.
#[derive(Clone)]
pub struct Caller {
    /// The user name, or the client's name; empty for nobody.
    pub name: String,
    http: reqwest::Client,
    base: String,
    headers: HeaderMap,
}

/// What a call answers.
pub type Answer<T> = Result<T, Failure>;

/// Why a call did not answer what was asked for.
#[derive(Debug)]
pub enum Failure {
    /// It was refused, with a problem.
    Refused(Box<Problem>),
    /// There was no answer, or none that follows the contract.
    Broken(anyhow::Error),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(problem) => write!(f, "refused: {problem:?}"),
            Self::Broken(error) => write!(f, "broken: {error:?}"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Broken(error)
    }
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        Self::Broken(error.into())
    }
}

/// The problem of a call that has to be refused with this code.
///
/// # Panics
///
/// Where it was not.
#[track_caller]
pub fn refused<T: std::fmt::Debug>(answer: Answer<T>, code: Code) -> Problem {
    match answer {
        Err(Failure::Refused(problem)) if problem.code == code => *problem,
        other => panic!("expected {code:?}, got {other:?}"),
    }
}

impl Caller {
    /// Nobody: no session, no key.
    pub fn nobody(base: &str) -> anyhow::Result<Self> {
        Ok(Self { name: String::new(), http: http_client()?, base: base.to_owned(), headers: HeaderMap::new() })
    }

    /// A person who signs in.
    pub async fn signed_in(base: &str, person: &Person) -> anyhow::Result<Self> {
        let mut caller = Self::nobody(base)?;
        let request = SignInRequest { name: person.name.clone(), password: person.password.clone() };
        let session: SessionView = caller.post("/session", &request).await?;
        caller.name = session.name;
        caller.headers.insert(HeaderName::from_static("x-csrf-token"), HeaderValue::from_str(&session.csrf_token)?);
        Ok(caller)
    }

    /// Another system.
    pub fn system(base: &str, name: &str, client: &ApiClient) -> anyhow::Result<Self> {
        Ok(Self {
            name: name.to_owned(),
            ..Self::nobody(base)?.with("authorization", &format!("Bearer {}", client.key))
        })
    }

    /// The same caller at another server, in the same session.
    pub fn at(&self, base: &str) -> Self {
        Self { base: base.to_owned(), ..self.clone() }
    }

    /// The same caller, with one more header in every request.
    ///
    /// # Panics
    ///
    /// Where the value cannot stand in a header.
    pub fn with(mut self, header: &'static str, value: &str) -> Self {
        let value = HeaderValue::from_str(value).expect("a header's value");
        self.headers.insert(HeaderName::from_static(header), value);
        self
    }

    /// A request to a path of the API, such as `/exceptions`.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{API}{path}", self.base)).headers(self.headers.clone())
    }

    /// Reads.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Answer<T> {
        read(self.request(Method::GET, path).send().await?).await
    }

    /// Reads with parameters.
    pub async fn get_with<T: DeserializeOwned>(&self, path: &str, parameters: &[(&str, &str)]) -> Answer<T> {
        let url = Url::parse_with_params(&format!("{}{API}{path}", self.base), parameters).context("an address")?;
        read(self.http.get(url).headers(self.headers.clone()).send().await?).await
    }

    /// Does something.
    pub async fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Answer<T> {
        read(self.request(Method::POST, path).json(body).send().await?).await
    }

    /// Sends a body as it is.
    pub async fn send<T: DeserializeOwned>(&self, path: &str, media_type: &str, body: Vec<u8>) -> Answer<T> {
        let request = self.request(Method::POST, path).header(CONTENT_TYPE, media_type);
        read(request.body(body).send().await?).await
    }
}

/// What an answer holds: the value, or the problem, which has to be one by RFC 9457.
pub async fn read<T: DeserializeOwned>(response: Response) -> Answer<T> {
    let (status, url) = (response.status(), response.url().clone());
    let media_type = response.headers().get(CONTENT_TYPE).cloned();
    let text = response.text().await?;
    if status.is_success() {
        let value = serde_json::from_str(&text).with_context(|| format!("{url} answered {status}: {text}"))?;
        return Ok(value);
    }
    let problem: Problem =
        serde_json::from_str(&text).with_context(|| format!("{url} answered {status} without a problem: {text}"))?;
    let is_one = media_type.is_some_and(|media_type| media_type == MEDIA_TYPE)
        && problem.status == status.as_u16()
        && problem.type_uri == format!("urn:holdfast:problem:{}", problem.code.name())
        && !problem.title.is_empty()
        && problem.request_id.is_some();
    if is_one { Err(Failure::Refused(Box::new(problem))) } else { Err(anyhow!("no RFC 9457 problem: {text}").into()) }
}
