//! Bodies set out line by line, whatever they are: JSON, XML, forms. Only spaces and line ends are added; a body that is
//! not what it looks like is left as it came.

/// The body with one thing a line.
pub fn pretty(body: &str) -> String {
    let start = body.trim_start();
    if start.starts_with(['{', '[']) {
        json(body)
    } else if start.starts_with('<') {
        xml(body)
    } else if body.contains('=') && !body.contains(char::is_whitespace) {
        body.replace('&', "\n&")
    } else {
        body.to_owned()
    }
}

/// Text is walked, not parsed: numbers and the order of fields stay exactly as they came.
fn json(body: &str) -> String {
    let (mut out, mut depth, mut in_text, mut escaped) = (String::with_capacity(body.len() * 2), 0_usize, false, false);
    let mut characters = body.trim().chars().peekable();
    while let Some(character) = characters.next() {
        if in_text {
            out.push(character);
            in_text = escaped || character != '"';
            escaped = !escaped && character == '\\';
            continue;
        }
        match character {
            '"' => {
                in_text = true;
                out.push(character);
            }
            '{' | '[' => {
                out.push(character);
                skip_spaces(&mut characters);
                if !matches!(characters.peek(), Some('}' | ']')) {
                    depth += 1;
                    new_line(&mut out, depth);
                } else {
                    out.extend(characters.next());
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth);
                out.push(character);
            }
            ',' => {
                out.push(character);
                new_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            character if character.is_ascii_whitespace() => {}
            character => out.push(character),
        }
    }
    out
}

fn skip_spaces(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    while characters.peek().is_some_and(char::is_ascii_whitespace) {
        characters.next();
    }
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str("  ");
    }
}

/// Each element on a line of its own; one that holds only text keeps it beside its tags.
fn xml(body: &str) -> String {
    let (mut out, mut depth) = (String::with_capacity(body.len() * 2), 0_usize);
    let mut after_text = false;
    for part in body.trim().split_inclusive('>') {
        let (words, tag) = part.split_at(part.find('<').unwrap_or(part.len()));
        let words = words.trim();
        let closes = tag.starts_with("</");
        if closes {
            depth = depth.saturating_sub(1);
        }
        if !words.is_empty() {
            out.push_str(words);
            after_text = true;
        } else if !closes {
            after_text = false;
        }
        let beside = closes && (after_text || out.ends_with('>') && opened_just_now(&out, tag));
        if !out.is_empty() && !beside && !tag.is_empty() {
            new_line(&mut out, depth);
        }
        out.push_str(tag);
        if closes {
            after_text = false;
        }
        if tag.starts_with('<') && !closes && !tag.ends_with("/>") && !tag.starts_with("<?") && !tag.starts_with("<!") {
            depth += 1;
        }
    }
    out
}

/// Whether what was written last is the opening tag that this one closes.
fn opened_just_now(out: &str, closing: &str) -> bool {
    let name = closing.trim_start_matches("</").trim_end_matches('>').trim();
    let opening = out.rsplit('<').next().unwrap_or_default();
    opening.split([' ', '>']).next() == Some(name) && !opening.ends_with("/>")
}

#[cfg(test)]
mod tests {
    use super::pretty;

    #[test]
    fn bodies_are_set_out_line_by_line() {
        for (body, expected) in [
            (
                r#"{"a":1,"b":{"c":"x,\"{y"},"d":[]}"#,
                "{\n  \"a\": 1,\n  \"b\": {\n    \"c\": \"x,\\\"{y\"\n  },\n  \"d\": []\n}",
            ),
            ("{\"n\": 1.10}", "{\n  \"n\": 1.10\n}"),
            ("<a><b>1</b><c/><d></d></a>", "<a>\n  <b>1</b>\n  <c/>\n  <d></d>\n</a>"),
            ("respCode=00&orderId=7", "respCode=00\n&orderId=7"),
            ("plain words = here", "plain words = here"),
        ] {
            assert_eq!(pretty(body), expected);
        }
    }
}
