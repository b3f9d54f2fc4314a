//! What an entry of the trail recorded: a line for each value, exactly as it was hashed, with what it was before.

use leptos::prelude::*;
use serde_json::Value;
use shared::audit::Entry;

/// A value that was recorded, by the path that leads to it.
type Recorded = (String, String);

/// The content of an entry; nothing, where the action says it all.
#[component]
pub fn Content(
    /// The entry.
    entry: Entry,
) -> impl IntoView {
    let lines = lines(&entry);
    let in_short = lines.iter().map(|(path, value)| format!("{path}: {value}")).collect::<Vec<_>>().join(" · ");
    match lines.len() {
        0 => ().into_any(),
        1 => view! { <code class="trail__content muted">{in_short}</code> }.into_any(),
        _ => view! {
            <details class="trail__content">
                <summary>
                    <code class="muted">{in_short}</code>
                </summary>
                <dl>{lines.into_iter().map(|recorded| view! { <Line recorded /> }).collect_view()}</dl>
            </details>
        }
        .into_any(),
    }
}

#[component]
fn Line(recorded: Recorded) -> impl IntoView {
    let (path, value) = recorded;
    view! {
        <div>
            <dt>{path}</dt>
            <dd>
                <code>{value}</code>
            </dd>
        </div>
    }
}

/// What was recorded; where something changed, with what it was before.
fn lines(entry: &Entry) -> Vec<Recorded> {
    let flat = |value: &Option<Value>| {
        let mut lines = Vec::new();
        if let Some(value) = value {
            flatten(String::new(), value, &mut lines);
        }
        lines
    };
    let (before, mut lines) = (flat(&entry.before), flat(&entry.after));
    for (path, old) in before {
        match lines.iter_mut().find(|(known, _)| *known == path) {
            Some((_, new)) if *new == old => {}
            Some((_, new)) => *new = format!("{old} → {new}"),
            None => lines.push((path, format!("{old} →"))),
        }
    }
    lines
}

/// Every value that says something, by its path: `facts.amount.currency`.
fn flatten(path: String, value: &Value, lines: &mut Vec<Recorded>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Null => {}
        Value::Object(fields) => fields.iter().for_each(|(name, value)| flatten(below(name), value, lines)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(place, value)| flatten(below(&(place + 1).to_string()), value, lines));
        }
        Value::String(text) => lines.push((path, text.clone())),
        Value::Bool(_) | Value::Number(_) => lines.push((path, value.to_string())),
    }
}
