//! Someone at the browser, who finds things by the words on them.
//!
//! The rule here: whatever a visitor looks for may still be on its way, so every step waits until it can be done, and none
//! sleeps for a guess. What does not come in time fails with what the page said instead.

use std::ops::Deref;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde_json::{Value, json};
use shared::text::Lang;
use shared::text::app::sign_in;

use crate::browser::Browser;
use crate::holdfast::{Holdfast, Person};

/// How long anything may take to show, on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(60);
const GLANCE: Duration = Duration::from_millis(25);

/// A person at a browser of their own.
pub struct Visitor {
    browser: Browser,
    base: String,
}

impl Deref for Visitor {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

impl Visitor {
    /// Comes with a browser that nobody has used before, with a page of that size in CSS pixels.
    pub async fn arrive(desk: &Holdfast, width: u32, height: u32) -> Result<Self> {
        Self::arrive_at(&desk.url(""), width, height).await
    }

    /// The same at another address that leads to a desk.
    pub async fn arrive_at(base: &str, width: u32, height: u32) -> Result<Self> {
        let browser = Browser::open(width, height).await?;
        Ok(Self { browser, base: base.to_owned() })
    }

    /// Comes to a desktop, and signs in.
    pub async fn signed_in(desk: &Holdfast, person: &Person) -> Result<Self> {
        let visitor = Self::arrive(desk, 1440, 900).await?;
        visitor.sign_in(person).await?;
        Ok(visitor)
    }

    /// Signs in and waits for the desk.
    pub async fn sign_in(&self, person: &Person) -> Result<()> {
        self.open("/sign-in").await?;
        self.fill(sign_in::user_name(Lang::En), &person.name).await?;
        self.fill(sign_in::password(Lang::En), &person.password).await?;
        self.press(sign_in::submit(Lang::En)).await?;
        self.until("a page of the desk", async || Ok((!self.address().await?.starts_with("/sign-in")).then_some(())))
            .await
    }

    /// Has the desk speak that language, `en` or `zh`, from the next page on.
    pub async fn prefer_language(&self, language: &str) -> Result<()> {
        let keep = "localStorage.setItem('holdfast.language', arguments[0])";
        Ok(self.execute(keep, vec![language.into()]).await.map(drop)?)
    }

    /// Opens an address of the desk.
    pub async fn open(&self, path: &str) -> Result<()> {
        Ok(self.goto(&format!("{}{path}", self.base)).await?)
    }

    /// The address that shows, without the desk's own part.
    pub async fn address(&self) -> Result<String> {
        let url = self.current_url().await?.to_string();
        Ok(url.strip_prefix(&self.base).unwrap_or(&url).to_owned())
    }

    /// Waits for an address.
    pub async fn is_at(&self, path: &str) -> Result<()> {
        self.until(&format!("the address {path}"), async || Ok((self.address().await? == path).then_some(()))).await
    }

    /// Presses a button, a link, a tab or a box to tick.
    pub async fn press(&self, name: &str) -> Result<()> {
        self.press_in("", name).await
    }

    /// Presses something in a part of the page: a region by its name, or a row by words in it.
    pub async fn press_in(&self, part: &str, name: &str) -> Result<()> {
        let what = format!("something to press called “{name}”");
        self.until(&what, async || match self.find_now("control", name, part).await? {
            Some(control) => Ok(Some(self.press_clear(&control).await?)),
            None => Ok(None),
        })
        .await
    }

    /// Presses a control. One that something floats over is brought clear of it first, as the keyboard does on its way there.
    async fn press_clear(&self, control: &Element) -> Result<()> {
        match control.click().await {
            Err(error) if error.to_string().contains("click intercepted") => {
                let scroll = "arguments[0].scrollIntoView({ block: 'nearest' })";
                self.execute(scroll, vec![serde_json::to_value(control)?]).await?;
                Ok(control.click().await?)
            }
            pressed => Ok(pressed?),
        }
    }

    /// Writes into a field, in place of what was there.
    pub async fn fill(&self, label: &str, text: &str) -> Result<()> {
        let field = self.field("field", label).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// Chooses an option by its words.
    pub async fn choose(&self, label: &str, option: &str) -> Result<()> {
        self.until(&format!("the option “{option}” of “{label}”"), async || {
            match self.find_now("choice", label, "").await? {
                Some(select) => Ok(Some(select.select_by_label(option).await?)),
                None => Ok(None),
            }
        })
        .await
    }

    /// Picks a file.
    pub async fn attach(&self, label: &str, file: &Path) -> Result<()> {
        let path = file.to_str().context("a path that is no text")?;
        Ok(self.field("field", label).await?.send_keys(path).await?)
    }

    /// What stands in a field.
    pub async fn value_of(&self, label: &str) -> Result<String> {
        Ok(self.field("field", label).await?.prop("value").await?.unwrap_or_default())
    }

    /// Presses keys, one after the other, wherever the focus is.
    pub async fn keys(&self, keys: impl IntoIterator<Item = impl Into<char>>) -> Result<()> {
        let actions =
            keys.into_iter().map(Into::into).fold(KeyActions::new("keyboard".to_owned()), |actions, value| {
                actions.then(KeyAction::Down { value }).then(KeyAction::Up { value })
            });
        Ok(self.perform_actions(actions).await?)
    }

    /// Presses one key.
    pub async fn key(&self, key: impl Into<char>) -> Result<()> {
        self.keys([key.into()]).await
    }

    /// Types words wherever the focus is.
    pub async fn types(&self, words: &str) -> Result<()> {
        self.keys(words.chars()).await
    }

    /// Goes on with the tabulator until the focus is on something of that name.
    pub async fn tab_to(&self, name: &str) -> Result<()> {
        for _ in 0..60 {
            let focused = self.execute("return document.activeElement?.innerText ?? ''", vec![]).await?;
            if focused.as_str().is_some_and(|text| text.trim().starts_with(name)) {
                return Ok(());
            }
            self.key(Key::Tab).await?;
        }
        bail!("the tabulator never comes to “{name}”; {}", self.says().await)
    }

    /// Waits for words.
    pub async fn sees(&self, words: &str) -> Result<()> {
        self.sees_in("", words).await
    }

    /// Waits for words in a part of the page.
    pub async fn sees_in(&self, part: &str, words: &str) -> Result<()> {
        let what = format!("“{words}”");
        self.until(&what, async || Ok(self.text_of(part).await?.filter(|text| text.contains(words)).map(drop))).await
    }

    /// Waits until words are gone.
    pub async fn misses(&self, words: &str) -> Result<()> {
        let what = format!("“{words}” to be gone");
        self.until(&what, async || Ok(self.text_of("").await?.filter(|text| !text.contains(words)).map(drop))).await
    }

    /// Waits until the page shows what it read, and nothing moves or fades any more.
    pub async fn settles(&self) -> Result<()> {
        // Rows that a longer list only reads once they are scrolled to stand below what is in view, and shimmer there for ever.
        let still = "const waits = element => element.getBoundingClientRect().top < innerHeight; \
            const moves = ({ playState, effect: { target } }) => playState === 'running' && (waits(target) || !target.closest('.skeletons')); \
            return !!document.querySelector('h1') && ![...document.querySelectorAll('.skeletons')].some(waits) \
            && !document.getAnimations().some(moves)";
        self.until_true(still).await
    }

    /// Waits for a condition: a script that answers true.
    pub async fn until_true(&self, script: &str) -> Result<()> {
        self.until(script, async || Ok((self.execute(script, vec![]).await? == true).then_some(()))).await
    }

    /// What can be read in a part of the page, one space between words; in an open dialog, if there is one.
    pub async fn text_of(&self, part: &str) -> Result<Option<String>> {
        let Some(part) = self.find_now("part", "", part).await? else { return Ok(None) };
        let text = part.prop("innerText").await?.unwrap_or_default();
        Ok(Some(text.split_whitespace().collect::<Vec<_>>().join(" ")))
    }

    /// Fails if the console has shown an error, other than refusals that were to be expected, by their status.
    pub async fn had_no_errors_but(&self, refusals: &[u16]) -> Result<()> {
        let expected = |error: &String| refusals.iter().any(|status| error.contains(&format!("a status of {status} ")));
        // Whether somebody is signed in can only be asked; nobody yet is no error.
        let asking = |error: &String| error.contains("/api/v1/session - ") && error.contains("a status of 401 ");
        let errors = self.console_errors().await?;
        let errors: Vec<String> = errors.into_iter().filter(|error| !expected(error) && !asking(error)).collect();
        ensure!(errors.is_empty(), "the console shows errors: {errors:#?}");
        Ok(())
    }

    /// Fails if the console has shown an error.
    pub async fn had_no_errors(&self) -> Result<()> {
        self.had_no_errors_but(&[]).await
    }

    async fn field(&self, sort: &str, label: &str) -> Result<Element> {
        self.until(&format!("a field “{label}”"), async || self.find_now(sort, label, "").await).await
    }

    /// What answers to the name now, if anything does.
    async fn find_now(&self, sort: &str, name: &str, part: &str) -> Result<Option<Element>> {
        let arguments = vec![json!(sort), json!(name), json!(part)];
        let found = self.execute(include_str!("visitor/find.js"), arguments).await?;
        let reference = found.as_object().and_then(|found| found.values().next()).and_then(Value::as_str);
        Ok(reference.map(|id| Element::from_element_id((*self.browser).clone(), id.to_owned().into())))
    }

    async fn until<T>(&self, what: &str, mut look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            // A page that changes just now may lose what was found; it is looked for anew.
            let failed = match look().await {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => String::new(),
                Err(error) => format!(" ({error})"),
            };
            if Instant::now() > deadline {
                bail!("waited in vain for {what}{failed}; {}", self.says().await);
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// What the page says, for whoever reads why a journey failed.
    async fn says(&self) -> String {
        let address = self.address().await.unwrap_or_default();
        let text = self.text_of("").await.ok().flatten().unwrap_or_default();
        let errors = self.console_errors().await.unwrap_or_default();
        format!("{address} says: {text}\nconsole: {errors:?}")
    }
}
