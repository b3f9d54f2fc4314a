//! Where the keyboard is once what it was on is gone: what was decided leaves the page, and a reader without a mouse must not
//! be left before nothing.

use std::time::Duration;

use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The heading of the page: where it begins.
pub const HEADING: &str = "main h1";

/// Where the keyboard goes when nothing nearer is known: to the row that the reader is at, else to where the page begins.
pub const ROW_OR_HEADING: &[&str] = &["main .row--at", HEADING];

/// Where the keyboard goes on the page of a case that is to be decided: to what may be chosen.
pub const CHOICES: &[&str] = &["main button.choice[aria-pressed=true]", "main button.choice", HEADING];

/// How often it is looked, and how long the answer to what was done may take to show.
const LOOK_MS: u64 = 50;
const LOOKS: u32 = 40;

/// Leads the keyboard, for as long as an answer takes to show, to the first of these places that is there, whenever what had
/// it goes. Whoever goes on by themselves meanwhile is left alone.
pub fn settle(places: &'static [&'static str]) {
    look(places, LOOKS);
}

fn look(places: &'static [&'static str], left: u32) {
    let Some(left) = left.checked_sub(1) else { return };
    let later = move || {
        if is_lost() {
            places.iter().any(|place| lead_to(place));
        }
        look(places, left);
    };
    set_timeout(later, Duration::from_millis(LOOK_MS));
}

/// Whether the keyboard is nowhere.
fn is_lost() -> bool {
    document().active_element().is_none_or(|active| active.tag_name() == "BODY")
}

/// Leads it to a place, which need not be a control; says whether it is there.
fn lead_to(place: &str) -> bool {
    let found = document().query_selector(place).ok().flatten();
    let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return false };
    if element.tab_index() < 0 {
        element.set_tab_index(-1);
    }
    focus_where_it_is(&element).is_some()
}

/// Focuses an element without moving the page: what the reader looks at stays where it is.
fn focus_where_it_is(element: &HtmlElement) -> Option<()> {
    let options = Object::new();
    Reflect::set(&options, &"preventScroll".into(), &true.into()).ok()?;
    let focus: Function = Reflect::get(element, &"focus".into()).ok()?.dyn_into().ok()?;
    focus.call1(element, &options).ok().map(drop)
}
