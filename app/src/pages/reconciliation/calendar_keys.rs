//! The calendar from the keyboard: arrow keys lead from day to day.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Arrow keys lead from day to day: along the row of an account, or to the same date of another.
pub fn walk(event: KeyboardEvent) {
    let (by, is_along): (Step, bool) = match event.key().as_str() {
        "ArrowLeft" => (Element::previous_element_sibling, true),
        "ArrowRight" => (Element::next_element_sibling, true),
        "ArrowUp" => (Element::previous_element_sibling, false),
        "ArrowDown" => (Element::next_element_sibling, false),
        _ => return,
    };
    let from = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let cell = from.and_then(|from| from.closest("td.recon__cell").ok().flatten());
    let to = cell.and_then(|cell| if is_along { along(cell, by) } else { across(&cell, by) });
    if let Some(day) = to {
        event.prevent_default();
        // Fails only for an element that has left the document.
        let _ = day.focus();
    }
}

/// From an element to the one beside it.
type Step = fn(&Element) -> Option<Element>;

fn day_in(cell: &Element) -> Option<HtmlElement> {
    cell.query_selector("a.recon__sign").ok().flatten()?.dyn_into().ok()
}

/// The next day in the row of which anything is known.
fn along(cell: Element, by: Step) -> Option<HtmlElement> {
    std::iter::successors(by(&cell), by).find_map(|cell| day_in(&cell))
}

/// The same date in the next row in which it is known.
fn across(cell: &Element, by: Step) -> Option<HtmlElement> {
    let row = cell.parent_element()?;
    let place = std::iter::successors(cell.previous_element_sibling(), Element::previous_element_sibling).count();
    let place = u32::try_from(place).ok()?;
    std::iter::successors(by(&row), by).find_map(|row| day_in(&row.children().item(place)?))
}
