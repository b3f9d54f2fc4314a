//! What banks write in `:86:` below an entry: `159?00RETOURE?20EREF+...` in Germany, Poland and Austria, `/EREF/.../NAME/...` in the
//! Netherlands, plain words elsewhere.

/// What can be told from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrative {
    /// The business code at its beginning (`Geschäftsvorfallcode`): 159 is a payout that came back.
    pub code: String,
    /// The order number that was sent with the payment (end-to-end reference), or the customer's own reference.
    pub order_number: String,
    /// Who is at the other end.
    pub counterparty: String,
    /// The account at the other end.
    pub counterparty_account: String,
    /// The purpose in words, or all of it where it has no parts.
    pub text: String,
}

/// Reads it, as far as it can be read: words are no reason to refuse a file.
pub fn narrative(text: &str) -> Narrative {
    // Lines break after 65 characters, wherever that is.
    let joined: String = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    coded(joined.trim_start())
        .or_else(|| tagged(&joined))
        .unwrap_or_else(|| Narrative { text: text.replace('\n', " "), ..Narrative::default() })
}

/// `159?00RETOURE?20EREF+...`: three digits, then parts, each behind a separator and two digits.
fn coded(text: &str) -> Option<Narrative> {
    let (code, rest) = text.split_at_checked(3).filter(|(code, _)| code.bytes().all(|byte| byte.is_ascii_digit()))?;
    let separator = rest.chars().next().filter(|letter| letter.is_ascii_punctuation())?;
    if !rest[separator.len_utf8()..].starts_with(|digit: char| digit.is_ascii_digit()) {
        return None;
    }
    let mut narrative = Narrative { code: code.to_owned(), ..Narrative::default() };
    let mut booking = String::new();
    for part in rest.split(separator).skip(1) {
        let Some((number, value)) = part.split_at_checked(2) else { continue };
        match number.parse::<u8>() {
            Ok(0) => value.trim().clone_into(&mut booking),
            Ok(20..=29 | 60..=63) => narrative.text.push_str(value),
            Ok(31) => narrative.counterparty_account.push_str(value.trim()),
            Ok(32 | 33) => narrative.counterparty.push_str(value),
            _ => {}
        }
    }
    narrative.order_number =
        ["EREF+", "KREF+"].iter().find_map(|mark| behind(&narrative.text, mark)).unwrap_or_default();
    if narrative.text.is_empty() {
        narrative.text = booking;
    }
    Some(narrative)
}

/// The marks that begin a part of the purpose in German statements.
const MARKS: [&str; 12] =
    ["EREF+", "KREF+", "MREF+", "CRED+", "DEBT+", "SVWZ+", "ABWA+", "ABWE+", "MTLG:", "IBAN+", "BIC+", "PURP+"];

fn behind(text: &str, mark: &str) -> Option<String> {
    let (_, rest) = text.split_once(mark)?;
    let end = MARKS.iter().filter_map(|mark| rest.find(mark)).min().unwrap_or(rest.len());
    stated(&rest[..end])
}

/// `/EREF/12/BENM//NAME/Doe/REMI/words`.
fn tagged(text: &str) -> Option<Narrative> {
    let text = text.trim();
    if !text.starts_with('/') {
        return None;
    }
    let between = |tag: &str| {
        let (_, rest) = text.split_once(&format!("/{tag}/"))?;
        let end = next_tag(rest).unwrap_or(rest.len());
        stated(&rest[..end])
    };
    Some(Narrative {
        code: between("TRCD").unwrap_or_default(),
        order_number: between("EREF").or_else(|| between("PREF")).unwrap_or_default(),
        counterparty: between("NAME").unwrap_or_default(),
        counterparty_account: between("IBAN").or_else(|| between("ACCT")).unwrap_or_default(),
        text: between("REMI").unwrap_or_else(|| text.to_owned()),
    })
}

/// Where the next tag begins: two to five capitals between slashes.
fn next_tag(text: &str) -> Option<usize> {
    text.match_indices('/').map(|(at, _)| at).find(|at| {
        let rest = &text[at + 1..];
        let length = rest.bytes().take_while(u8::is_ascii_uppercase).count();
        (2..=5).contains(&length) && rest[length..].starts_with('/')
    })
}

fn stated(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('/').trim();
    (!text.is_empty() && !["NOTPROVIDED", "NONREF"].contains(&text)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_however_they_are_marked() {
        for (text, code, order, name, account, words) in [
            (
                "159?00RETOURE?100399?20EREF+TFNR 40005 00005?21MTLG:Grund nicht s\npezifizie?22rt?34914",
                "159",
                "TFNR 40005 00005",
                "",
                "",
                "EREF+TFNR 40005 00005MTLG:Grund nicht spezifiziert",
            ),
            (
                "116?00SEPA?20EREF+NONREF?21KREF+TFNR 1?30SOGEFRPP?31FR14200?32Empfaenger 1?33 GmbH",
                "116",
                "TFNR 1",
                "Empfaenger 1 GmbH",
                "FR14200",
                "EREF+NONREFKREF+TFNR 1",
            ),
            ("079?00SAMMLER?109800", "079", "", "", "", "SAMMLER"),
            ("020<00Wyplata<2012<32HUTA", "020", "", "HUTA", "", "12"),
            (
                "/EREF/01-01 12:00 003/BENM//NAME/CONTRA ACCOUN\nT HOLDER/REMI//ISDT/2013-07-11",
                "",
                "01-01 12:00 003",
                "CONTRA ACCOUNT HOLDER",
                "",
                "/EREF/01-01 12:00 003/BENM//NAME/CONTRA ACCOUNT HOLDER/REMI//ISDT/2013-07-11",
            ),
            ("/BENM//NAME/JOHN DOE/REMI/Ref 1/ISDT/2013-01-02", "", "", "JOHN DOE", "", "Ref 1"),
            ("GIRO   428428 KPN\nfactuur", "", "", "", "", "GIRO   428428 KPN factuur"),
            ("999PN5477SCHECK-NR", "", "", "", "", "999PN5477SCHECK-NR"),
            ("", "", "", "", "", ""),
        ] {
            let expected = Narrative {
                code: code.to_owned(),
                order_number: order.to_owned(),
                counterparty: name.to_owned(),
                counterparty_account: account.to_owned(),
                text: words.to_owned(),
            };
            assert_eq!(narrative(text), expected, "{text}");
        }
    }
}
