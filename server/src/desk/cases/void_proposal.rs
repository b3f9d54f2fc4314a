//! What was seen is not what is: an open proposal ends, and everybody who had a hand in it is told.

use serde_json::json;
use shared::api::notices::Notice;
use shared::audit::Action;
use shared::resolution::ProposalState;

use super::case_file::CaseFile;
use super::check_proposal::end;
use super::tell::tell;
use crate::error::Error;
use crate::store::Tx;

/// What came up.
#[derive(Clone, Copy, Debug)]
pub enum Voided {
    /// This piece of evidence arrived.
    ByEvidence(i32),
    /// This version of the channel's profile came into force.
    ByVersion(i32),
}

/// Voids the open proposal of a case, if there is one; answers whether there was.
pub async fn void_open_proposal(tx: &mut Tx<'_>, file: &mut CaseFile, voided: Voided) -> Result<bool, Error> {
    let Some(mut proposal) = file.open_proposal(tx).await? else { return Ok(false) };
    let (evidence, channel_version) = match voided {
        Voided::ByEvidence(evidence) => (Some(evidence), None),
        Voided::ByVersion(version) => (None, Some(version)),
    };
    end(tx, file, &mut proposal, ProposalState::Voided { at: file.now, evidence, channel_version }).await?;
    let proposal_seq = proposal.seq;
    let (notice, after) = match voided {
        Voided::ByEvidence(evidence) => (
            Notice::ProposalVoided { proposal: proposal_seq, evidence },
            json!({ "proposal": proposal_seq, "evidence": evidence }),
        ),
        Voided::ByVersion(channel_version) => (
            Notice::ProposalOvertaken { proposal: proposal_seq, channel_version },
            json!({ "proposal": proposal_seq, "channel_version": channel_version }),
        ),
    };
    file.happened(Action::ProposalVoided, after);
    let people: Vec<&str> = std::iter::once(proposal.maker.as_str())
        .chain(proposal.decisions.iter().map(|decision| decision.checker.as_str()))
        .collect();
    tell(tx, file, &people, &notice).await?;
    Ok(true)
}
