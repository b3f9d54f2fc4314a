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

/// `159?00RETOURE?20EREF+...`: three digits, then parts, each behind a separator and two digits. Some banks leave out the three
/// digits.
fn coded(text: &str) -> Option<Narrative> {
    let code = text.get(..3).filter(|code| code.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or_default();
    let rest = &text[code.len()..];
    let separator = rest.chars().next().filter(|letter| letter.is_ascii_punctuation())?;
    let number = rest.get(1..3).filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()))?;
    // Without a code it might be any text: a telephone number behind a plus, a date behind a bracket.
    if code.is_empty() && !("?<>^~".contains(separator) && ["00", "20"].contains(&number)) {
        return None;
    }
    let mut narrative = Narrative { code: code.to_owned(), ..Narrative::default() };
    let (mut booking, mut name) = (String::new(), [String::new(), String::new()]);
    for part in rest.split(separator).skip(1) {
        let Some((number, value)) = part.split_at_checked(2) else { continue };
        match number.parse::<u8>() {
            Ok(0) => value.trim().clone_into(&mut booking),
            Ok(20..=29 | 60..=63) => narrative.text.push_str(value),
            Ok(31) => narrative.counterparty_account.push_str(value.trim()),
            Ok(32) => name[0].push_str(value),
            Ok(33) => name[1].push_str(value),
            _ => {}
        }
    }
    // What some banks write in the place of the name's second part is the account.
    if narrative.counterparty_account.is_empty() && is_iban(name[1].trim()) {
        narrative.counterparty_account = std::mem::take(&mut name[1]).trim().to_owned();
    }
    name.concat().trim().clone_into(&mut narrative.counterparty);
    narrative.order_number =
        ["EREF+", "KREF+"].iter().find_map(|mark| behind(&narrative.text, mark)).unwrap_or_default();
    let is_wordless = narrative.text.trim().is_empty();
    narrative.text = if is_wordless { booking } else { narrative.text.trim().to_owned() };
    Some(narrative)
}

/// Two letters, two digits, and at least eleven letters or digits more.
fn is_iban(text: &str) -> bool {
    let bytes = text.as_bytes();
    (15..=34).contains(&bytes.len())
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
        && bytes[4..].iter().all(u8::is_ascii_alphanumeric)
}

/// The marks that begin a part of the purpose in German statements.
const MARKS: [&str; 12] =
    ["EREF+", "KREF+", "MREF+", "CRED+", "DEBT+", "SVWZ+", "ABWA+", "ABWE+", "MTLG:", "IBAN+", "BIC+", "PURP+"];

fn behind(text: &str, mark: &str) -> Option<String> {
    let (_, rest) = text.split_once(mark)?;
    let end = MARKS.iter().filter_map(|mark| rest.find(mark)).min().unwrap_or(rest.len());
    stated(&rest[..end])
}

/// `/EREF/12/BENM//NAME/Doe/REMI/words`, `/EREF/12//CNTP/account/bank/name/city///REMI/USTD//words/`.
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
    let (account, name) = between("CNTP")
        .map(|party| counterparty(&party))
        .or_else(|| ["ORDP", "BENM"].iter().find_map(|tag| between(tag)).map(|party| ordering(&party)))
        .unwrap_or_default();
    Some(Narrative {
        code: between("TRCD").unwrap_or_default(),
        order_number: between("EREF").or_else(|| between("PREF")).unwrap_or_default(),
        counterparty: between("NAME").unwrap_or(name),
        counterparty_account: between("IBAN").or_else(|| between("ACCT")).unwrap_or(account),
        text: between("REMI").map_or_else(|| text.to_owned(), |words| purpose(&words).to_owned()),
    })
}

/// Account and name of `account/bank/name/city`.
fn counterparty(party: &str) -> (String, String) {
    let mut parts = party.split('/').map(|part| part.trim().to_owned());
    let account = parts.next().unwrap_or_default();
    (account, parts.nth(1).unwrap_or_default())
}

/// Account and name of `name`, or of `account/name`.
fn ordering(party: &str) -> (String, String) {
    let (first, rest) = party.split_once('/').unwrap_or((party, ""));
    let is_account = !first.contains(' ') && first.bytes().filter(u8::is_ascii_digit).count() > 5;
    let name = if is_account { rest.split('/').next().unwrap_or_default() } else { first };
    let account = if is_account { first } else { "" };
    (account.trim().to_owned(), name.trim().to_owned())
}

/// Words without the mark that they are not structured.
fn purpose(words: &str) -> &str {
    words.strip_prefix("USTD/").map_or(words, |words| words.trim_start_matches('/'))
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
            (">20Usluga 12>31120000\n0034>32BIURO >33SP", "", "", "BIURO SP", "1200000034", "Usluga 12"),
            ("+4912345 anrufen", "", "", "", "", "+4912345 anrufen"),
            (
                "110~20AMT 5,00~21   ~32FIRMA UNU   ~33RO49AAAA1B310\n07593840000",
                "110",
                "",
                "FIRMA UNU",
                "RO49AAAA1B31007593840000",
                "AMT 5,00",
            ),
            (
                "/EREF/P-7//CNTP/NL71RABO0123456789/RABONL2U/J JANSEN///REMI/US\nTD//12345 rekening/",
                "",
                "P-7",
                "J JANSEN",
                "NL71RABO0123456789",
                "12345 rekening",
            ),
            ("/ORDP/ACME LTD/REMI/INV 1", "", "", "ACME LTD", "", "INV 1"),
            ("/BENM/300000000000133/SOME BANK/REMI/fee", "", "", "SOME BANK", "300000000000133", "fee"),
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
