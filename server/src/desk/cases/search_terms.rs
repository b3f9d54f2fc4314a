//! What a person may type to find a case.

use shared::case::{Case, CaseNumber};

/// Longer words than this are not looked for.
const TERM_CHARACTERS_MAX: usize = 64;

/// The words by which a case is found, in small letters: its numbers and references, the merchant, the amount, and the
/// last four of the beneficiary's account.
pub fn search_terms(case: &Case) -> Vec<(CaseNumber, String)> {
    let facts = &case.facts;
    let amount = facts.amount.amount();
    let mut words = vec![
        case.number.to_string(),
        facts.order_number.clone(),
        facts.source.reference.clone(),
        facts.merchant.id.clone(),
        facts.merchant.name.clone(),
        amount.to_string(),
    ];
    words.extend(facts.channel_order_number.clone());
    words.extend(facts.beneficiary.as_ref().map(|beneficiary| beneficiary.last_four()));
    words.extend(facts.merchant.name.split_whitespace().map(str::to_owned));
    let mut terms: Vec<String> = words.iter().map(|word| normalized(word)).filter(|word| !word.is_empty()).collect();
    terms.sort();
    terms.dedup();
    terms.into_iter().map(|term| (case.number, term)).collect()
}

/// What was typed, as the words that must all be found.
pub fn search_words(typed: &str) -> Vec<String> {
    typed.split_whitespace().map(normalized).filter(|word| !word.is_empty()).take(8).collect()
}

fn normalized(word: &str) -> String {
    word.to_lowercase().chars().take(TERM_CHARACTERS_MAX).collect()
}
