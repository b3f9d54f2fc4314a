//! Reading evidence anew by a newer version of its channel's profile. The piece itself never changes; what it says may.

use super::reading::{Answer, Reading, read};
use super::{Evidence, Rule};
use crate::case::Facts;
use crate::channel::ChannelProfile;

/// What a recorded piece says by `profile`, where that is not what it was last read to say. What a person saw, or
/// another system told in fields, or reconciliation found, is no dictionary's business, and where nothing came there is nothing to read: none of
/// that is ever read anew.
pub fn reread(piece: &Evidence, body: Option<&[u8]>, facts: &Facts, profile: &ChannelProfile) -> Option<Reading> {
    if !piece.is_read() {
        return None;
    }
    let answer = Answer {
        body: Some(body?),
        content_type: piece.content_type.as_deref(),
        transport: &piece.transport,
        api: piece.api.as_deref(),
        kind: piece.kind,
        attempt: &piece.attempt,
        // Only of the first attempt was it filed when it was sent.
        sent_at: (piece.attempt == facts.order_number).then_some(facts.sent_at),
        amount: facts.amount,
        received_at: piece.received_at,
    };
    let reading = read(&answer, profile);
    let same =
        reading.claim == piece.claim && same_ground(&reading.rule, &piece.rule) && reading.details == piece.details;
    (!same).then_some(reading)
}

/// Whether two rules rest on the same: the same code of the same field, whatever the version and the words beside it.
fn same_ground(one: &Rule, other: &Rule) -> bool {
    match (one.code_read(), other.code_read()) {
        (Some(one_code), Some(other_code)) => {
            one_code == other_code && std::mem::discriminant(one) == std::mem::discriminant(other)
        }
        (None, None) => one == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Merchant, Source};
    use crate::channel::{Api, ApiRole, Code, Field, FieldRole, Pointers};
    use crate::evidence::example::{ORDER, portal, query, sent_at};
    use crate::evidence::{Claim, Shown};
    use crate::money::{Currency, Money};

    fn facts() -> Facts {
        Facts {
            source: Source { system: "core".into(), reference: "R".into() },
            channel: "c".into(),
            merchant: Merchant { id: "m".into(), name: "m".into() },
            amount: Money::from_minor(100, Currency::CNY),
            order_number: ORDER.into(),
            channel_order_number: None,
            beneficiary: None,
            sent_at: sent_at(),
        }
    }

    fn profile(version: i32, codes: &[(&str, Claim)]) -> ChannelProfile {
        let codes = codes.iter().map(|(code, claim)| Code {
            code: (*code).into(),
            claim: *claim,
            wording: format!("by version {version}"),
            source: "https://example.com".into(),
            reviewed_by: None,
            reviewed_on: None,
        });
        let at = Pointers { json: Some("/state".into()), ..Pointers::default() };
        let field = Field { name: "state".into(), role: FieldRole::Outcome, at, pass: vec![], codes: codes.collect() };
        let api =
            Api { name: "query".into(), role: ApiRole::Query, order_number: None, returned: None, fields: vec![field] };
        ChannelProfile { version, apis: vec![api], ..ChannelProfile::undescribed("c") }
    }

    #[test]
    fn a_piece_says_by_the_new_version_what_that_lists() {
        use Claim::{NoInformation, NonFinal, ProvesNotPaid, ProvesPaid};
        let body = br#"{"state":"X"}"#.as_slice();
        for (before, after, expected) in [
            (vec![], vec![("X", ProvesPaid)], Some(ProvesPaid)),
            (vec![("X", ProvesPaid)], vec![], Some(NoInformation)),
            (vec![("X", NonFinal)], vec![("X", ProvesNotPaid)], Some(ProvesNotPaid)),
            // The same claim from the same code: nothing is read anew for other words beside it.
            (vec![("X", NonFinal)], vec![("X", NonFinal)], None),
            (vec![("X", NonFinal)], vec![("X", NonFinal), ("Y", ProvesPaid)], None),
            (vec![], vec![("Y", ProvesPaid)], None),
            // The same claim, and now somebody says so.
            (vec![], vec![("X", NoInformation)], Some(NoInformation)),
        ] {
            let mut piece = query(1, NoInformation, 5);
            let first = reread(&piece, Some(body), &facts(), &profile(1, &before)).expect("it is read");
            (piece.claim, piece.rule, piece.api) = (first.claim, first.rule, first.api);
            let again = reread(&piece, Some(body), &facts(), &profile(2, &after));
            assert_eq!(again.map(|reading| reading.claim), expected, "{before:?} {after:?}");
        }
    }

    #[test]
    fn what_a_person_saw_and_what_never_came_stay_as_they_are() {
        let listed = profile(2, &[("X", Claim::ProvesPaid)]);
        let look = portal(1, Shown::NotPaid, 5);
        assert_eq!(reread(&look, Some(br#"{"state":"X"}"#), &facts(), &listed), None);
        let nothing = query(1, Claim::NoInformation, 5);
        assert_eq!(reread(&nothing, None, &facts(), &listed), None);
        for rule in [Rule::Told, Rule::Reconciled] {
            let told = Evidence { rule, ..query(1, Claim::NoInformation, 5) };
            assert_eq!(reread(&told, Some(br#"{"state":"X"}"#), &facts(), &listed), None);
        }
    }
}
