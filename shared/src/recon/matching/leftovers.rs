//! What no pass has placed: matched by likeness and by sums, held, or a break. Every line ends here.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::amounts::alike;
use super::content::sorted;
use super::ending::{Coverage, Ending, Held, ending};
use super::sums::by_sum;
use super::{Entry, LineId, Match};
use crate::recon::ChannelAccount;
use crate::recon::discrepancy::Discrepancy;

/// How the lines that no pass has placed end: each of them in exactly one of these.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Endings {
    /// Matched.
    pub matches: Vec<Match>,
    /// Missing at the other side.
    pub discrepancies: Vec<Discrepancy>,
    /// Waiting for the other side (日切): no break yet.
    pub held: Vec<Held>,
    /// Failed or pending without a word from the other side: nothing moved, so nothing is missing.
    pub unmoved: Vec<LineId>,
}

/// Ends the lines that no pass has placed. Those that are placed already are looked past.
pub fn leftovers(entries: &[Entry], account: &ChannelAccount, coverage: &Coverage) -> Endings {
    let free = sorted(entries.iter().filter(|entry| entry.is_free()));
    let mut endings = Endings::default();
    let mut open = free;
    // Amount for amount before what is merely near: a tolerance never takes a line from its equal.
    let tolerances = [0, account.tolerance.amount_minor];
    for tolerance_minor in &tolerances[..if account.tolerance.amount_minor > 0 { 2 } else { 1 }] {
        let matches = match tolerance_minor {
            0 => by_amount(&open, account),
            minor => alike(open.clone(), account, *minor).0,
        };
        place(&mut endings, &mut open, matches);
    }
    let sums = by_sum(&open, account);
    place(&mut endings, &mut open, sums);
    for entry in open {
        match ending(entry, account, coverage) {
            Ending::Held(held) => endings.held.push(held),
            Ending::Missing => endings.discrepancies.push(Discrepancy::missing(entry)),
            Ending::Unmoved => endings.unmoved.push(entry.id),
        }
    }
    endings
}

/// Amount for amount: each amount by itself, as the pass over all lines does.
fn by_amount(open: &[&Entry], account: &ChannelAccount) -> Vec<Match> {
    let mut groups: HashMap<_, Vec<&Entry>> = HashMap::new();
    for entry in open.iter().filter(|entry| entry.is_settled()) {
        groups.entry((entry.line.amount, entry.line.direction)).or_default().push(entry);
    }
    let mut matches: Vec<Match> = groups.into_values().flat_map(|group| alike(group, account, 0).0).collect();
    matches.sort_unstable_by(|one, other| one.lines().cmp(other.lines()));
    matches
}

fn place(endings: &mut Endings, open: &mut Vec<&Entry>, matches: Vec<Match>) {
    let taken: HashSet<LineId> = matches.iter().flat_map(Match::lines).collect();
    open.retain(|entry| !taken.contains(&entry.id));
    endings.matches.extend(matches);
}
