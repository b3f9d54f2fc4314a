//! A stop of the tour: whose eyes see what, and what they do there before the picture is taken.

use anyhow::Result;
use serde_json::json;
use shared::api::exceptions::CaseRow;
use shared::text::Lang;
use tests::Visitor;

/// Words of the app, in the language that shows.
pub type Words = Box<dyn Fn(Lang) -> String>;

/// Where a stop is.
pub enum Place {
    /// At an address.
    At(String),
    /// At the first case that fits.
    Case(Box<dyn Fn(&CaseRow) -> bool>),
}

/// What is done at a stop.
pub enum Step {
    /// Presses a control; in a part of the page, if one is named.
    Press(Option<Words>, Words),
    /// Presses a key.
    Key(char),
    /// Types where the focus is.
    Type(&'static str),
    /// Writes into a field.
    Fill(Words, &'static str),
    /// Waits for words.
    See(Words),
    /// Loses the connection, until the next stop.
    GoOffline,
}

/// A stop.
pub struct Stop {
    /// The name, which its pictures have too.
    pub name: &'static str,
    /// The name of who looks; nobody who is signed in, where it is empty.
    pub who: &'static str,
    /// Where.
    pub place: Place,
    /// Whether the reader has to hold the case.
    pub claims: bool,
    /// What is done, in order.
    pub steps: Vec<Step>,
    /// What a telephone shows one at a time, by the tabs that lead there.
    pub tabs: Vec<Words>,
}

/// A page by its address.
pub fn at(name: &'static str, who: &'static str, address: impl Into<String>) -> Stop {
    Stop { name, who, place: Place::At(address.into()), claims: false, steps: vec![], tabs: vec![] }
}

/// The first case that fits.
pub fn case(name: &'static str, who: &'static str, fits: impl Fn(&CaseRow) -> bool + 'static) -> Stop {
    Stop { place: Place::Case(Box::new(fits)), ..at(name, who, "") }
}

/// Makes words of a sentence of the catalogue.
fn words<W: Into<String>>(sentence: impl Fn(Lang) -> W + 'static) -> Words {
    Box::new(move |lang| sentence(lang).into())
}

impl Stop {
    /// The reader holds the case.
    pub fn claimed(self) -> Self {
        Self { claims: true, ..self }
    }

    /// Presses something.
    pub fn press<W: Into<String>>(self, name: impl Fn(Lang) -> W + 'static) -> Self {
        self.step(Step::Press(None, words(name)))
    }

    /// Presses something in a part of the page.
    pub fn press_in<P: Into<String>, W: Into<String>>(
        self,
        part: impl Fn(Lang) -> P + 'static,
        name: impl Fn(Lang) -> W + 'static,
    ) -> Self {
        self.step(Step::Press(Some(words(part)), words(name)))
    }

    /// Presses keys, one after the other.
    pub fn keys(self, keys: &'static str) -> Self {
        keys.chars().fold(self, |stop, key| stop.step(Step::Key(key)))
    }

    /// Types where the focus is.
    pub fn types(self, text: &'static str) -> Self {
        self.step(Step::Type(text))
    }

    /// Writes into a field.
    pub fn fill<W: Into<String>>(self, label: impl Fn(Lang) -> W + 'static, text: &'static str) -> Self {
        self.step(Step::Fill(words(label), text))
    }

    /// Waits for words.
    pub fn sees<W: Into<String>>(self, sentence: impl Fn(Lang) -> W + 'static) -> Self {
        self.step(Step::See(words(sentence)))
    }

    /// Loses the connection.
    pub fn offline(self) -> Self {
        self.step(Step::GoOffline)
    }

    /// On a telephone, one picture for each of these tabs.
    pub fn tabs(self, tabs: &[fn(Lang) -> &'static str]) -> Self {
        Self { tabs: tabs.iter().map(|tab| words(*tab)).collect(), ..self }
    }

    fn step(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }
}

impl Step {
    /// Does it.
    pub async fn take(&self, reader: &Visitor, lang: Lang) -> Result<()> {
        match self {
            Self::Press(None, name) => reader.press(&name(lang)).await,
            Self::Press(Some(part), name) => reader.press_in(&part(lang), &name(lang)).await,
            Self::Key(key) => {
                reader.settles().await?;
                reader.key(*key).await
            }
            Self::Type(text) => {
                reader.settles().await?;
                reader.types(text).await
            }
            Self::Fill(label, text) => reader.fill(&label(lang), text).await,
            Self::See(sentence) => reader.sees(&sentence(lang)).await,
            Self::GoOffline => {
                reader.settles().await?;
                connection(reader, false).await
            }
        }
    }
}

/// Takes the connection away, or gives it back.
pub async fn connection(reader: &Visitor, is_there: bool) -> Result<()> {
    let (latency, any) = (0, -1);
    let conditions = json!({
        "offline": !is_there, "latency": latency, "downloadThroughput": any, "uploadThroughput": any,
    });
    reader.devtools("Network.enable", json!({})).await?;
    reader.devtools("Network.emulateNetworkConditions", conditions).await.map(drop)
}
