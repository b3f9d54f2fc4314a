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
    let mut open = sorted(entries.iter().filter(|entry| entry.is_free()));
    let mut endings = Endings::default();
    // What is matched is no candidate any more, and lets others be read in one way: so until nothing more is found.
    loop {
        let matches_before = endings.matches.len();
        match_open(&mut endings, &mut open, account);
        if endings.matches.len() == matches_before {
            break;
        }
    }
    for entry in open {
        match ending(entry, account, coverage) {
            Ending::Held(held) => endings.held.push(held),
            Ending::Missing => endings.discrepancies.push(Discrepancy::missing(entry)),
            Ending::Unmoved => endings.unmoved.push(entry.id),
        }
    }
    endings
}

/// Goes once through the lines that are open.
fn match_open(endings: &mut Endings, open: &mut Vec<&Entry>, account: &ChannelAccount) {
    // Amount for amount before what is merely near: a tolerance never takes a line from its equal.
    let exact = by_amount(open, account);
    place(endings, open, exact);
    if account.tolerance.amount_minor > 0 {
        let near = alike(open.clone(), account, account.tolerance.amount_minor).0;
        place(endings, open, near);
    }
    let sums = by_sum(open, account);
    place(endings, open, sums);
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
