//! Charges that a bank took out of an entry's amount: `/OCMT/EUR11,85//CHGS/EUR0,50/` on the line below it.

use shared::money::Money;
use shared::recon::Direction;

use super::super::amount;
use super::entry::Entry;

/// The amount before charges, and the charges; the booked amount alone, where the two are not stated in its currency or do not
/// bear it out: less came in than was paid, more went out.
pub fn before_charges(entry: &Entry) -> (Money, Option<Money>) {
    let stated = || Some((behind(entry, "/OCMT/")?, behind(entry, "/CHGS/")?));
    let Some((before, charges)) = stated().filter(|(_, charges)| charges.minor() > 0) else {
        return (entry.amount, None);
    };
    let booked = match entry.direction {
        Direction::In => before.minor().checked_sub(charges.minor()),
        Direction::Out => before.minor().checked_add(charges.minor()),
    };
    if booked == Some(entry.amount.minor()) { (before, Some(charges)) } else { (entry.amount, None) }
}

/// The amount behind a mark, where it is in the currency of the entry.
fn behind(entry: &Entry, mark: &str) -> Option<Money> {
    let currency = entry.amount.currency();
    let (_, rest) = entry.supplement.split_once(mark)?;
    let digits = rest.split(['/', '\n']).next()?.strip_prefix(currency.code())?;
    amount::swift(digits, currency).ok()
}

#[cfg(test)]
mod tests {
    use shared::money::Currency;

    use super::super::entry::entry;
    use super::super::fields::Field;
    use super::*;

    #[test]
    fn charges_count_where_the_booked_amount_bears_them_out() {
        for (text, expected) in [
            ("260302D12,35NRTIX\n/OCMT/EUR11,85//CHGS/EUR0,50/", (1_185, Some(50))),
            ("260302C11,35NTRFX\n/OCMT/EUR11,85/CHGS/EUR0,50", (1_185, Some(50))),
            ("260302C12,35NTRFX\n/OCMT/EUR11,85//CHGS/EUR0,50/", (1_235, None)),
            ("260302D12,35NRTIX\n/OCMT/USD11,85//CHGS/EUR0,50/", (1_235, None)),
            ("260302D12,35NRTIX\n/OCMT/EUR12,35/", (1_235, None)),
            ("260302D12,35NRTIX\n/OCMT/EUR12,35//CHGS/EUR0,/", (1_235, None)),
            ("260302D12,35NRTIX", (1_235, None)),
        ] {
            let field = Field { tag: "61".to_owned(), text: text.to_owned(), line: 7 };
            let entry = entry(&field, Currency::from_code("EUR").unwrap()).unwrap();
            let (amount, fee) = before_charges(&entry);
            assert_eq!((amount.minor(), fee.map(Money::minor)), expected, "{text}");
        }
    }
}
