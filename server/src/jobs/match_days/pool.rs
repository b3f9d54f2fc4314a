//! The lines of a run that are in memory: those that the first pass has not placed, those that wait from other days, and what
//! was placed before and shares a reference with them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use shared::recon::ChannelAccount;
use shared::recon::discrepancy::Discrepancy;
use shared::recon::matching::{
    Coverage, Ending, Endings, Entry, Findings, LineId, Match, MatchId, Pass, Placed, Rule, by_reference, ending,
    leftovers,
};

use crate::desk::recon::entry_of;
use crate::desk::recon::run::Run;
use crate::store::{Place, PlaceRecord, PlacedLine};

/// How many free lines are compared with each other by likeness, at most. Of a day of which one side has not come yet all lines
/// are free: what waits beyond these waits without a look, so that memory does not grow with the day.
const FREE_MAX: usize = 20_000;

/// What is known of a line beside what it says.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Its own day.
    pub day: NaiveDate,
    /// Where it was before the run.
    pub before: Option<PlaceRecord>,
}

/// The lines of a run that are in memory.
pub struct Pool {
    /// The account.
    pub account: ChannelAccount,
    coverage: Coverage,
    entries: Vec<Entry>,
    index: HashMap<LineId, usize>,
    known: HashMap<LineId, Known>,
    /// Lines that are tied together by hand only.
    apart: Vec<Entry>,
    /// What was found so far, under numbers below zero.
    matches: BTreeMap<MatchId, Match>,
    discrepancies: Vec<Discrepancy>,
    /// The open discrepancies that lines of this run were in.
    pub involved: BTreeSet<i64>,
    /// The matches of earlier runs that were undone.
    pub undone: BTreeSet<MatchId>,
    /// The days of lines that waited and are matched now.
    pub touched: BTreeSet<NaiveDate>,
}

/// What a run came to, beside the matches that the first pass wrote.
pub struct Outcome {
    /// How lines ended that no pass has placed, with all that the passes found.
    pub endings: Endings,
    /// Every entry, for who explains what differs.
    pub entries: Vec<Entry>,
    /// What is known of each.
    pub known: HashMap<LineId, Known>,
    /// The open discrepancies that lines of this run were in.
    pub involved: BTreeSet<i64>,
    /// The days of lines that waited and are matched now.
    pub touched: BTreeSet<NaiveDate>,
}

impl Pool {
    /// Nothing yet.
    pub fn new(run: &Run) -> Self {
        Self {
            account: run.account.clone(),
            coverage: run.coverage,
            entries: Vec::new(),
            index: HashMap::new(),
            known: HashMap::new(),
            apart: Vec::new(),
            matches: BTreeMap::new(),
            discrepancies: Vec::new(),
            involved: BTreeSet::new(),
            undone: BTreeSet::new(),
            touched: BTreeSet::new(),
        }
    }

    /// Takes in lines that wait from other days.
    pub fn wait(&mut self, lines: Vec<PlacedLine>) {
        for line in lines {
            self.add(&line, entry_of(&line));
        }
    }

    /// Takes in a line, placed as the entry says.
    pub fn add(&mut self, line: &PlacedLine, entry: Entry) {
        if self.known.contains_key(&entry.id) {
            return;
        }
        self.involve(line);
        self.known.insert(entry.id, Known { day: line.record.day, before: line.place });
        if line.is_apart && entry.is_free() {
            self.apart.push(entry);
        } else {
            self.index.insert(entry.id, self.entries.len());
            self.entries.push(entry);
        }
    }

    /// Whether a free line more is compared with the others, whatever becomes of it.
    pub fn has_room(&self) -> bool {
        self.entries.len() < FREE_MAX
    }

    /// Where a line ends for which nothing is looked for; nothing where it must not end so: it would be a break.
    pub fn waiting(&self, entry: &Entry) -> Option<Place> {
        match ending(entry, &self.account, &self.coverage) {
            Ending::Held(held) => Some(Place::Held { until: held.until }),
            Ending::Unmoved => Some(Place::Unmoved),
            Ending::Missing => None,
        }
    }

    /// Notes the discrepancy that a line was in: where no run finds it any more it clears. One that a person made no run looks for.
    pub fn involve(&mut self, line: &PlacedLine) {
        let is_kept = line.is_final || line.is_tied;
        if let (Some(PlaceRecord { place: Place::Discrepancy { id }, .. }), false) = (line.place, is_kept) {
            self.involved.insert(id);
        }
    }

    /// What is known of a line that is in memory.
    pub fn known(&self, id: LineId) -> Option<Known> {
        self.known.get(&id).copied()
    }

    /// The free lines in memory, by our order number.
    pub fn free_by_key(&self) -> HashMap<String, Vec<LineId>> {
        let mut by_key: HashMap<String, Vec<LineId>> = HashMap::new();
        for entry in self.entries.iter().filter(|entry| entry.is_free()) {
            if let Some(key) = entry.line.references.order_number.as_ref() {
                by_key.entry(key.clone()).or_default().push(entry.id);
            }
        }
        by_key
    }

    /// A line that is in memory.
    pub fn entry_of(&self, id: LineId) -> Option<&Entry> {
        self.index.get(&id).map(|index| &self.entries[*index])
    }

    /// Every line in memory that may be placed.
    pub fn free_entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.is_free())
    }

    /// Notes that a line that waited was matched by the first pass.
    pub fn place_waiting(&mut self, id: LineId, rule: Rule) {
        if let Some(known) = self.known(id) {
            self.touched.insert(known.day);
            // A reference tied it: whatever the number, no other pass undoes it.
            self.place(id, Placed::Matched { id: MatchId(0), by: rule });
        }
    }

    /// Notes that a line of another day, which need not be in memory, is matched by the first pass.
    pub fn leaves(&mut self, line: &PlacedLine) {
        self.involve(line);
        self.touched.insert(line.record.day);
    }

    /// Notes that a line is placed.
    fn place(&mut self, id: LineId, placed: Placed) {
        if let Some(index) = self.index.get(&id) {
            self.entries[*index].placed = placed;
        }
    }

    /// Makes one pass over the lines in memory; answers which matches of earlier runs it undid.
    pub fn pass(&mut self, pass: Pass) -> Vec<MatchId> {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, entry) in self.entries.iter().enumerate() {
            if let Some(group) = pass.group_of(&entry.line) {
                groups.entry(group.into_owned()).or_default().push(index);
            }
        }
        let mut undone = Vec::new();
        for indices in groups.into_values() {
            let group: Vec<&Entry> = indices.iter().map(|index| &self.entries[*index]).collect();
            if group.len() < 2 || !group.iter().any(|entry| entry.is_free()) {
                continue;
            }
            let group: Vec<Entry> = group.into_iter().cloned().collect();
            let findings = by_reference(pass, &group, &self.account);
            undone.extend(self.take(findings));
        }
        undone
    }

    fn take(&mut self, findings: Findings) -> Vec<MatchId> {
        for found in findings.matches {
            let id = MatchId(-1 - i64::try_from(self.matches.len()).unwrap_or(i64::MAX - 1));
            for line in found.ours.iter().chain(&found.channel) {
                self.place(*line, Placed::Matched { id, by: found.rule });
            }
            self.matches.insert(id, found);
        }
        for found in findings.discrepancies {
            for line in found.lines() {
                self.place(line, Placed::Differs);
            }
            self.discrepancies.push(found);
        }
        for id in &findings.undone {
            // An emptied one keeps its number, so that no other gets it.
            self.matches.entry(*id).and_modify(|found| (found.ours, found.channel) = (vec![], vec![]));
            for entry in &mut self.entries {
                if matches!(entry.placed, Placed::Matched { id: of, .. } if of == *id) {
                    entry.placed = Placed::Free;
                }
            }
        }
        let earlier: Vec<MatchId> = findings.undone.into_iter().filter(|id| id.0 > 0).collect();
        self.undone.extend(&earlier);
        earlier
    }

    /// Takes in the lines of matches that were undone, those that no new match holds: they are free again.
    pub fn free(&mut self, lines: Vec<PlacedLine>) {
        for line in lines {
            let freed = Entry { placed: Placed::Free, ..entry_of(&line) };
            self.add(&line, freed);
        }
    }

    /// Ends every line that is still free.
    pub fn end(self) -> Outcome {
        let mut endings = leftovers(&self.entries, &self.account, &self.coverage);
        for entry in &self.apart {
            let alone = leftovers(std::slice::from_ref(entry), &self.account, &self.coverage);
            endings.held.extend(alone.held);
            endings.discrepancies.extend(alone.discrepancies);
            endings.unmoved.extend(alone.unmoved);
        }
        let ended: HashSet<LineId> =
            endings.matches.iter().flat_map(|it| it.ours.iter().chain(&it.channel)).copied().collect();
        let mut entries = self.entries;
        entries.extend(self.apart);
        // What is matched explains nothing.
        for entry in entries.iter_mut().filter(|entry| ended.contains(&entry.id)) {
            entry.placed = Placed::Final;
        }
        endings.matches.extend(self.matches.into_values().filter(|found| !found.ours.is_empty()));
        endings.discrepancies.extend(self.discrepancies);
        Outcome { endings, entries, known: self.known, involved: self.involved, touched: self.touched }
    }
}
