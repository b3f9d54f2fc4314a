//! The case as it was last read, and the one way to do something with it: act, read anew, and, where somebody else was
//! first, say what they did. What the reader typed is never touched.

use std::future::Future;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::exceptions::CaseView;
use shared::api::presence::Present;
use shared::case::CaseNumber;
use shared::evidence::Evidence;
use shared::resolution::{Choice, Deciding, Proposal, ProposalState, Resolution, choices};

use super::changes::{Change, between};
use super::report::Fact;
use crate::api::{Api, use_api};
use crate::components::focus::{CHOICES, settle};
use crate::failure::Failure;
use crate::state::clock::{Clock, use_clock};
use crate::state::session::{Session, use_session};

/// The open case.
#[derive(Clone, Copy)]
pub struct CaseFile {
    /// Its number.
    pub number: CaseNumber,
    /// The way to the server.
    pub api: Api,
    /// Why it could not be read.
    pub failure: RwSignal<Option<Failure>>,
    /// What others did since the reader opened it.
    pub changes: RwSignal<Vec<Change>>,
    /// Which resolution the reader has chosen, if any.
    pub chosen: RwSignal<Option<Resolution>>,
    /// The reason typed for a resolution; kept here, so that it outlives a proposal that comes up meanwhile.
    pub reason: RwSignal<String>,
    /// The remark or reason typed about a proposal; it outlives a proposal that is voided meanwhile.
    pub remark: RwSignal<String>,
    /// Whether the form for a portal check or a document is open.
    pub observing: RwSignal<bool>,
    /// Which fact of a return is being recorded, if one is.
    pub reporting: RwSignal<Option<Fact>>,
    /// Whether the reader is asked if they want to take the case over.
    pub taking_over: RwSignal<bool>,
    /// Whether the note's field is open.
    pub noting: RwSignal<bool>,
    /// Everybody who has the case open before them, the reader too.
    pub present: RwSignal<Vec<Present>>,
    /// Who reads it.
    reader: StoredValue<String>,
    view: RwSignal<Option<Arc<CaseView>>>,
    choices: Memo<Vec<Choice>>,
    /// Counts the reads; an answer that was overtaken is dropped.
    reads: StoredValue<u32>,
    /// How many of the reader's own commands are on their way.
    acting: StoredValue<u32>,
    /// The newest version that was heard of.
    heard: StoredValue<i64>,
    /// The version that the reader decides by.
    seen: StoredValue<i64>,
}

impl CaseFile {
    /// Opens a case; reading it is another step.
    pub fn open(number: CaseNumber) -> Self {
        let (session, clock) = (use_session(), use_clock());
        let view = RwSignal::new(None::<Arc<CaseView>>);
        let choices = Memo::new(move |_| {
            view.with(|view| view.as_ref().map(|view| choices_of(view, session, clock))).unwrap_or_default()
        });
        Self {
            number,
            api: use_api(),
            failure: RwSignal::default(),
            changes: RwSignal::default(),
            chosen: RwSignal::default(),
            reason: RwSignal::default(),
            remark: RwSignal::default(),
            observing: RwSignal::default(),
            reporting: RwSignal::default(),
            taking_over: RwSignal::default(),
            noting: RwSignal::default(),
            present: RwSignal::default(),
            reader: StoredValue::new(session.name()),
            view,
            choices,
            reads: StoredValue::default(),
            acting: StoredValue::default(),
            heard: StoredValue::default(),
            seen: StoredValue::default(),
        }
    }

    /// Whether it was read.
    pub fn is_read(self) -> bool {
        self.view.with(Option::is_some)
    }

    /// Something of the case as it was last read; whoever asks is told when the case changes.
    pub fn with<T: Default>(self, read: impl FnOnce(&CaseView) -> T) -> T {
        self.view.with(|view| view.as_ref().map(|view| read(view)).unwrap_or_default())
    }

    /// The same, kept as long as it stays equal.
    pub fn memo<T: Default + PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&CaseView) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.with(&read))
    }

    /// Something of the case, asked once.
    pub fn now<T: Default>(self, read: impl FnOnce(&CaseView) -> T) -> T {
        self.view.with_untracked(|view| view.as_ref().map(|view| read(view)).unwrap_or_default())
    }

    /// Whether the case is about a payout, and not about lines or a balance.
    pub fn is_of_payout(self) -> bool {
        self.now(|view| view.case.kind.is_of_payout())
    }

    /// What may be decided now and why not, by the same code as the server's.
    pub fn choices(self) -> Memo<Vec<Choice>> {
        self.choices
    }

    /// Takes back what was chosen, and leads the keyboard to what may be.
    pub fn choose_nothing(self) {
        self.chosen.set(None);
        settle(CHOICES);
    }

    /// Reads the case anew.
    pub fn read(self) {
        spawn_local(self.read_now(false));
    }

    /// Takes note that the case is at that version now. What the reader does themselves is read when it is answered.
    pub fn hear(self, version: i64) {
        self.heard.update_value(|heard| *heard = version.max(*heard));
        if self.acting.get_value() == 0 && self.is_behind() {
            self.read();
        }
    }

    /// Takes note that the reader decides by what shows now: when they choose, and once they were told what changed.
    pub fn see(self) {
        let version = self.version();
        self.seen.try_update_value(|seen| *seen = version);
    }

    /// The version that the reader decides by. Whoever does something themselves meanwhile, such as writing a note, had been
    /// told of what others did: that counts as seen too.
    pub fn seen(self) -> i64 {
        self.seen.get_value()
    }

    /// The version that shows; 0 where the page is gone.
    fn version(self) -> i64 {
        let version = self.view.try_with_untracked(|view| view.as_ref().map(|view| view.case.version));
        version.flatten().unwrap_or_default()
    }

    /// Whether a newer version was heard of than was read.
    fn is_behind(self) -> bool {
        self.heard.get_value() > self.now(|view| view.case.version)
    }

    async fn read_now(self, own: bool) {
        // The page may be gone by the time that something of its was done.
        let Some(read) = self.reads.try_get_value().map(|reads| reads + 1) else { return };
        self.reads.set_value(read);
        let answer = self.api.case(self.number).await;
        if self.reads.try_get_value() != Some(read) {
            return;
        }
        match answer {
            Ok(view) => self.take(view, own),
            // A case that shows stays; the banner says that the connection is lost.
            Err(failure) if self.view.with_untracked(Option::is_none) => self.failure.set(Some(failure)),
            Err(_) => {}
        }
    }

    fn take(self, view: CaseView, own: bool) {
        self.failure.set(None);
        let before = self.view.get_untracked();
        if let Some(before) = before.filter(|_| !own) {
            let reader = self.reader.get_value();
            let changes: Vec<Change> =
                between(&before, &view).into_iter().filter(|change| !change.is_by(&reader)).collect();
            if !changes.is_empty() {
                self.changes.update(|known| known.extend(changes));
            }
        }
        self.view.set(Some(Arc::new(view)));
    }

    /// Sends a command and reads the case anew. Where somebody else was first, what they did is noted.
    pub async fn act(self, command: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
        self.acting.update_value(|acting| *acting += 1);
        let answer = command.await;
        match &answer {
            Ok(()) => {
                self.changes.try_set(Vec::new());
                self.read_now(true).await;
                self.see();
            }
            Err(failure) if failure.is_conflict() => self.read_now(false).await,
            Err(_) => {}
        }
        let is_last = self.acting.try_update_value(|acting| {
            *acting -= 1;
            *acting == 0
        });
        if is_last == Some(true) && self.is_behind() {
            self.read();
        }
        answer
    }
}

fn choices_of(view: &CaseView, session: Session, clock: Clock) -> Vec<Choice> {
    let reader = session.reader();
    let (name, roles) = reader.as_ref().map_or(("", [].as_slice()), |reader| (&reader.name, &reader.roles));
    let situation = view.situation();
    choices(&situation, &Deciding { name, roles, now: clock.every_second() })
}

/// The open case, handed down by context.
pub fn use_file() -> CaseFile {
    expect_context()
}

/// The proposal that awaits checkers, if there is one.
pub fn open_proposal(view: &CaseView) -> Option<Proposal> {
    view.proposals.iter().rev().find(|proposal| proposal.state == ProposalState::Open).cloned()
}

/// A piece of evidence by its number.
pub fn piece(view: &CaseView, seq: i32) -> Option<Evidence> {
    view.evidence.iter().find(|piece| piece.seq == seq).cloned()
}
