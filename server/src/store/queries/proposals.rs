//! Proposals, what checkers decided, and how cases were closed.

use std::collections::HashMap;

use shared::case::CaseNumber;
use shared::correction::OrderNumber;
use shared::resolution::{Decision, Outcome, Proposal, Resolution};
use sqlx::types::Json;
use sqlx::{QueryBuilder, Row};

use super::audit::digest;
use super::{Conn, Db};
use crate::store::{ClosingRecord, StoreError};

/// Adds a proposal.
pub async fn insert_proposal(conn: &mut Conn, number: CaseNumber, proposal: &Proposal) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO proposals (number, seq, resolution, maker, reason, proposed_at, binds_to, evidence_seen, approvals, \
         state_name, state, correction, policy_version, stands_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)",
    )
    .bind(number.0)
    .bind(proposal.seq)
    .bind(proposal.resolution.name())
    .bind(proposal.maker.as_str())
    .bind(proposal.reason.as_deref())
    .bind(proposal.proposed_at)
    .bind(proposal.binds_to.0.to_vec())
    .bind(proposal.evidence_seen)
    .bind(Json(&proposal.approvals))
    .bind(proposal.state.name())
    .bind(Json(&proposal.state))
    .bind(proposal.correction.map(|number| number.0))
    .bind(proposal.policy_version)
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes where a proposal stands.
pub async fn update_proposal(conn: &mut Conn, number: CaseNumber, proposal: &Proposal) -> Result<(), StoreError> {
    sqlx::query("UPDATE proposals SET state_name = $1, state = $2 WHERE number = $3 AND seq = $4")
        .bind(proposal.state.name())
        .bind(Json(&proposal.state))
        .bind(number.0)
        .bind(proposal.seq)
        .execute(conn)
        .await?;
    Ok(())
}

/// Adds what a checker decided.
pub async fn insert_decision(
    conn: &mut Conn,
    number: CaseNumber,
    proposal: &Proposal,
    decision: &Decision,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO decisions (number, proposal, maker, checker, approved, reason, decided_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(number.0)
    .bind(proposal.seq)
    .bind(proposal.maker.as_str())
    .bind(decision.checker.as_str())
    .bind(decision.approved)
    .bind(decision.reason.as_deref())
    .bind(decision.decided_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// All proposals of a case, in order, with what checkers decided.
pub async fn proposals(conn: &mut Conn, number: CaseNumber) -> Result<Vec<Proposal>, StoreError> {
    let found = proposals_where(conn, " WHERE number = ", Some(number.0), " ORDER BY seq").await?;
    Ok(found.into_iter().map(|(_, proposal)| proposal).collect())
}

/// Open proposals of all cases, the oldest first; at most `limit`.
pub async fn open_proposals(conn: &mut Conn, limit: i64) -> Result<Vec<(CaseNumber, Proposal)>, StoreError> {
    proposals_where(conn, " WHERE state_name = 'open' ORDER BY proposed_at, number LIMIT ", Some(limit), "").await
}

async fn proposals_where(
    conn: &mut Conn,
    before: &'static str,
    bound: Option<i64>,
    after: &'static str,
) -> Result<Vec<(CaseNumber, Proposal)>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(
        "SELECT number, seq, resolution, maker, reason, proposed_at, binds_to, evidence_seen, approvals, state, \
         correction, policy_version FROM proposals",
    );
    query.push(before).push_bind(bound).push(after);
    let rows = query.build().fetch_all(&mut *conn).await?;
    let mut found = rows.iter().map(read_proposal).collect::<Result<Vec<_>, _>>()?;
    let mut decisions = decisions(conn, &found).await?;
    for (number, proposal) in &mut found {
        proposal.decisions = decisions.remove(&(number.0, proposal.seq)).unwrap_or_default();
    }
    Ok(found)
}

type Decisions = HashMap<(i64, i32), Vec<Decision>>;

async fn decisions(conn: &mut Conn, proposals: &[(CaseNumber, Proposal)]) -> Result<Decisions, StoreError> {
    let mut decisions = Decisions::new();
    if proposals.is_empty() {
        return Ok(decisions);
    }
    let mut query = QueryBuilder::<Db>::new(
        "SELECT number, proposal, checker, approved, reason, decided_at FROM decisions WHERE number IN (",
    );
    let mut numbers = query.separated(", ");
    for (number, _) in proposals {
        numbers.push_bind(number.0);
    }
    query.push(") ORDER BY decided_at, checker");
    for row in query.build().fetch_all(conn).await? {
        decisions.entry((row.try_get("number")?, row.try_get("proposal")?)).or_default().push(Decision {
            checker: row.try_get("checker")?,
            approved: row.try_get("approved")?,
            reason: row.try_get("reason")?,
            decided_at: row.try_get("decided_at")?,
        });
    }
    Ok(decisions)
}

fn read_proposal(row: &<Db as sqlx::Database>::Row) -> Result<(CaseNumber, Proposal), StoreError> {
    let number = CaseNumber(row.try_get("number")?);
    let seq: i32 = row.try_get("seq")?;
    let place = || format!("{number}/{seq}");
    let Json(approvals) = row.try_get("approvals")?;
    let Json(state) = row.try_get("state")?;
    let proposal = Proposal {
        seq,
        resolution: resolution("proposals", place(), row.try_get("resolution")?)?,
        correction: row.try_get::<Option<i64>, _>("correction")?.map(OrderNumber),
        maker: row.try_get("maker")?,
        reason: row.try_get("reason")?,
        proposed_at: row.try_get("proposed_at")?,
        binds_to: digest("proposals", place(), row.try_get("binds_to")?)?,
        evidence_seen: row.try_get("evidence_seen")?,
        approvals,
        policy_version: row.try_get("policy_version")?,
        decisions: vec![],
        state,
    };
    Ok((number, proposal))
}

/// Closes a case. A case is closed once: a second closing is refused by the primary key.
pub async fn insert_closing(conn: &mut Conn, closing: &ClosingRecord) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO closings (number, outcome, resolution, closed_at, closed_by, reason, proposal, binds_to, channel, \
         channel_version, policy_version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(closing.number.0)
    .bind(closing.outcome.name())
    .bind(closing.resolution.name())
    .bind(closing.closed_at)
    .bind(closing.closed_by.to_string())
    .bind(closing.reason.as_deref())
    .bind(closing.proposal)
    .bind(closing.binds_to.0.to_vec())
    .bind(closing.channel.as_str())
    .bind(closing.channel_version)
    .bind(closing.policy_version)
    .execute(conn)
    .await?;
    Ok(())
}

/// How a case was closed.
pub async fn closing(conn: &mut Conn, number: CaseNumber) -> Result<Option<ClosingRecord>, StoreError> {
    let row = sqlx::query(
        "SELECT outcome, resolution, closed_at, closed_by, reason, proposal, binds_to, channel, channel_version, \
         policy_version FROM closings WHERE number = $1",
    )
    .bind(number.0)
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        let (outcome, closed_by): (&str, &str) = (row.try_get("outcome")?, row.try_get("closed_by")?);
        let bad = |reason: String| StoreError::bad_data("closings", number, reason);
        Ok(ClosingRecord {
            number,
            outcome: Outcome::from_name(outcome).ok_or_else(|| bad(format!("no outcome {outcome}")))?,
            resolution: resolution("closings", number, row.try_get("resolution")?)?,
            closed_at: row.try_get("closed_at")?,
            closed_by: closed_by.parse().map_err(|_| bad(format!("no actor {closed_by}")))?,
            reason: row.try_get("reason")?,
            proposal: row.try_get("proposal")?,
            binds_to: digest("closings", number, row.try_get("binds_to")?)?,
            channel: row.try_get("channel")?,
            channel_version: row.try_get("channel_version")?,
            policy_version: row.try_get("policy_version")?,
        })
    })
    .transpose()
}

fn resolution(table: &'static str, row: impl ToString, name: &str) -> Result<Resolution, StoreError> {
    Resolution::from_name(name).ok_or_else(|| StoreError::bad_data(table, row, format!("no resolution {name}")))
}
