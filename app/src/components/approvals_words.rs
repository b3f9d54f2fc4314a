//! How many checkers a decision needs, and why, in words.

use shared::resolution::Approvals;
use shared::text::app::decide as text;
use shared::text::{Lang, Text};

/// How many checkers a choice needs, and why.
pub fn approvals_words(approvals: &Approvals, lang: Lang) -> String {
    let count = match approvals.required {
        0 => return text::approvals_none(lang).to_owned(),
        1 => text::approvals_one(lang).to_owned(),
        count => text::approvals_many(lang, count),
    };
    let senior =
        if approvals.senior { format!("{}{}", lang.pick(", ", "，"), text::one_senior(lang)) } else { String::new() };
    let reasons: Vec<String> = approvals.reasons.iter().map(|reason| reason.text(lang)).collect();
    let comma = lang.pick(", ", "，");
    format!("{count}{senior}{comma}{}", text::because(lang, &reasons.join(text::reason_joint(lang))))
}
