//! Which of several forms of an answer the caller would rather have (RFC 9110, section 12.5.1).

use axum::http::HeaderMap;
use axum::http::header::ACCEPT;

/// A form that the caller names, with how much it is wanted, in thousandths.
struct Wanted {
    kind: String,
    subtype: String,
    weight: u16,
}

/// The place of the form that fits best, of those that are offered, the usual one first; none where the caller takes none.
pub fn chosen(headers: &HeaderMap, offered: &[&str]) -> Option<usize> {
    let lines: Vec<&str> = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).collect();
    let wanted: Vec<Wanted> = lines.iter().flat_map(|line| line.split(',')).filter_map(Wanted::read).collect();
    if wanted.is_empty() {
        return (!offered.is_empty()).then_some(0);
    }
    let weights = offered.iter().map(|form| weight(&wanted, form)).enumerate();
    // Of equals the one that is offered first: `max_by_key` would take the last.
    weights.filter(|(_, weight)| *weight > 0).rev().max_by_key(|(_, weight)| *weight).map(|(place, _)| place)
}

/// How much a form is wanted: by the most exact of the names that fit it.
fn weight(wanted: &[Wanted], form: &str) -> u16 {
    let (kind, subtype) = form.split_once('/').unwrap_or((form, ""));
    let fits = |it: &&Wanted| (it.kind == "*" || it.kind == kind) && (it.subtype == "*" || it.subtype == subtype);
    let exactness = |it: &&Wanted| (it.kind != "*", it.subtype != "*");
    wanted.iter().filter(fits).max_by_key(exactness).map_or(0, |it| it.weight)
}

impl Wanted {
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        let weight = weight.map_or(Some(1000), thousandths)?;
        Some(Self { kind: kind.trim().to_ascii_lowercase(), subtype: subtype.trim().to_ascii_lowercase(), weight })
    }
}

/// A weight such as `0.5`, with three digits at most.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = fraction.bytes().all(|byte| byte.is_ascii_digit()) && fraction.len() <= 3;
    let fraction = format!("{fraction:0<3}").parse::<u16>().ok().filter(|_| digits)?;
    match (whole, fraction) {
        ("0", fraction) => Some(fraction),
        ("1", 0) => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_that_is_wanted_most_is_chosen() {
        let offered = ["text/csv", "application/xlsx"];
        for (accept, expected) in [
            (None, Some(0)),
            (Some(""), Some(0)),
            (Some("*/*"), Some(0)),
            (Some("application/xlsx"), Some(1)),
            (Some("Application/XLSX"), Some(1)),
            (Some("text/*"), Some(0)),
            (Some("text/csv;q=0.5, application/xlsx"), Some(1)),
            (Some("text/csv, application/xlsx"), Some(0)),
            (Some("application/xlsx;q=0.4, */*;q=0.5"), Some(0)),
            (Some("text/csv;q=0, */*;q=0.1"), Some(1)),
            (Some("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8"), Some(0)),
            (Some("application/json"), None),
            (Some("text/csv;q=0"), None),
            (Some("text/csv;charset=utf-8"), Some(0)),
            (Some("text/csv;q=2, application/xlsx;q=0.001"), Some(1)),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(accept) = accept {
                headers.insert(ACCEPT, accept.parse().unwrap());
            }
            assert_eq!(chosen(&headers, &offered), expected, "{accept:?}");
        }
    }
}
