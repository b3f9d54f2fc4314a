//! Whether two sides name the same counterparty, as far as they name any.

use crate::recon::Line;

/// What two lines say of who is at the other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Likeness {
    /// They name different ones.
    Differ,
    /// One of them at least names none.
    Unknown,
    /// They name the same.
    Agree,
}

/// What two lines say of who is at the other end: by the account where both name it, by the name otherwise. What is masked with
/// asterisks agrees with whatever fits.
pub fn likeness(one: &Line, other: &Line) -> Likeness {
    let by = |one: &Option<String>, other: &Option<String>| {
        let (one, other) = (plain(one.as_deref()?), plain(other.as_deref()?));
        let says_something = |text: &[char]| text.iter().any(|c| *c != '*');
        (says_something(&one) && says_something(&other)).then(|| fits(&one, &other))
    };
    let agrees = by(&one.counterparty_account, &other.counterparty_account)
        .or_else(|| by(&one.counterparty, &other.counterparty));
    match agrees {
        Some(true) => Likeness::Agree,
        Some(false) => Likeness::Differ,
        None => Likeness::Unknown,
    }
}

/// Letters and digits alone, in small letters; every run of masked characters as one asterisk.
fn plain(text: &str) -> Vec<char> {
    let mut plain: Vec<char> = Vec::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '*' | '＊' | '●' | '•' if plain.last() != Some(&'*') => plain.push('*'),
            c if c.is_alphanumeric() => plain.extend(c.to_lowercase()),
            _ => {}
        }
    }
    plain
}

/// Whether one text may be the other, an asterisk standing for anything. In time of the product of their lengths, for a file may
/// hold nothing but asterisks.
fn fits(one: &[char], other: &[char]) -> bool {
    // Whether what of `one` is read so far fits the first characters of `other`, by their number.
    let mut so_far = vec![false; other.len() + 1];
    so_far[0] = true;
    (1..=other.len()).for_each(|j| so_far[j] = so_far[j - 1] && other[j - 1] == '*');
    for a in one {
        let before = so_far.clone();
        so_far[0] = before[0] && *a == '*';
        for j in 1..=other.len() {
            let b = other[j - 1];
            let is_masked = *a == '*' || b == '*';
            so_far[j] = if is_masked { before[j] || so_far[j - 1] || before[j - 1] } else { before[j - 1] && *a == b };
        }
    }
    so_far[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recon::matching::tests::line;

    #[test]
    fn the_account_decides_where_both_name_it_and_masks_fit() {
        use Likeness::{Agree, Differ, Unknown};
        for (one, other, expected) in [
            ((None, None), (Some("张三"), None), Unknown),
            ((Some("张三"), None), (Some("张三"), None), Agree),
            ((Some("张三"), None), (Some("*三"), None), Agree),
            ((Some("张三"), None), (Some("李*"), None), Differ),
            ((Some("***"), None), (Some("李四"), None), Unknown),
            ((Some("ACME (HK) Ltd."), None), (Some("acme hk ltd"), None), Agree),
            ((Some("张三"), Some("6222 0202 1234")), (Some("李四"), Some("6222****1234")), Agree),
            ((Some("张三"), Some("6222 0202 1234")), (Some("张三"), Some("6222****1235")), Differ),
            ((Some("张三"), Some("6222")), (Some("张三"), None), Agree),
        ] {
            let of = |(name, account): (Option<&str>, Option<&str>)| Line {
                counterparty: name.map(str::to_owned),
                counterparty_account: account.map(str::to_owned),
                ..line(1)
            };
            assert_eq!(likeness(&of(one), &of(other)), expected, "{one:?} {other:?}");
            assert_eq!(likeness(&of(other), &of(one)), expected, "{other:?} {one:?}");
        }
    }
}
