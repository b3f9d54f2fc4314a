//! What was seen is not what is: an open proposal ends, and everybody who had a hand in it is told.

use chrono::{DateTime, Utc};
use serde_json::json;
use shared::api::notices::Notice;
use shared::audit::Action;
use shared::resolution::ProposalState;

use super::case_file::CaseFile;
use super::check_proposal::end;
use super::tell::tell;
use crate::desk::policies::revisit_proposals::is_outruled;
use crate::error::Error;
use crate::store::Tx;

/// What came up.
#[derive(Clone, Copy, Debug)]
pub enum Voided {
    /// This piece of evidence arrived.
    Evidence(i32),
    /// This version of the channel's profile came into force.
    ChannelVersion(i32),
    /// This version of the policy came into force, and asks something else.
    Policy(i32),
}

impl Voided {
    /// The state of a proposal that ended so.
    pub fn state(self, at: DateTime<Utc>) -> ProposalState {
        let (evidence, channel_version, policy_version) = match self {
            Self::Evidence(evidence) => (Some(evidence), None, None),
            Self::ChannelVersion(version) => (None, Some(version), None),
            Self::Policy(version) => (None, None, Some(version)),
        };
        ProposalState::Voided { at, evidence, channel_version, policy_version }
    }
}

/// Voids the open proposal of a case, if there is one; answers whether there was.
pub async fn void_open_proposal(tx: &mut Tx<'_>, file: &mut CaseFile, voided: Voided) -> Result<bool, Error> {
    let Some(mut proposal) = file.open_proposal(tx).await? else { return Ok(false) };
    end(tx, file, &mut proposal, voided.state(file.now)).await?;
    let proposal_seq = proposal.seq;
    let (notice, after) = match voided {
        Voided::Evidence(evidence) => (
            Notice::ProposalVoided { proposal: proposal_seq, evidence },
            json!({ "proposal": proposal_seq, "evidence": evidence }),
        ),
        Voided::ChannelVersion(channel_version) => (
            Notice::ProposalOvertaken { proposal: proposal_seq, channel_version },
            json!({ "proposal": proposal_seq, "channel_version": channel_version }),
        ),
        Voided::Policy(policy_version) => (
            Notice::ProposalOutruled { proposal: proposal_seq, policy_version },
            json!({ "proposal": proposal_seq, "policy_version": policy_version }),
        ),
    };
    file.happened(Action::ProposalVoided, after);
    let people: Vec<&str> = std::iter::once(proposal.maker.as_str())
        .chain(proposal.decisions.iter().map(|decision| decision.checker.as_str()))
        .collect();
    tell(tx, file, &people, &notice).await?;
    Ok(true)
}

impl CaseFile {
    /// Voids the open proposal where the policy in force asks something else of it than the one that it was made under. The
    /// desk does it, whoever touched the case.
    pub(super) async fn void_what_is_outruled(&mut self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let Some(proposal) = self.open_proposal(tx).await? else { return Ok(()) };
        if !is_outruled(tx, &self.case, &proposal, &self.policy).await? {
            return Ok(());
        }
        let desk = self.caller.by_the_desk();
        let caller = std::mem::replace(&mut self.caller, desk);
        let voided = void_open_proposal(tx, self, Voided::Policy(self.policy.version)).await;
        self.caller = caller;
        voided?;
        self.save(tx).await
    }
}
