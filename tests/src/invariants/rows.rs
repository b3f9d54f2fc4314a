//! What rows of different tables must agree on. Each rule is a query that answers with what is broken, in words; it is
//! the same for both engines.

use anyhow::{Context, Result};

use crate::database::Database;

const RULES: [&str; 15] = [
    "SELECT 'EX-' || CAST(c.number AS TEXT) || ': its row in the queue is not the case' \
     FROM cases c LEFT JOIN queue q ON q.number = c.number \
     WHERE q.number IS NULL OR q.version <> c.version OR q.kind <> c.kind OR q.state <> c.state_name \
        OR q.verdict <> c.verdict->>'name' OR q.order_number <> c.facts->>'order_number' \
        OR q.channel <> c.facts->>'channel' OR q.currency <> c.facts->'amount'->>'currency' \
        OR coalesce(q.outcome, '') <> coalesce(c.state->>'outcome', '') OR q.filed_at <> c.filed_at \
        OR q.updated_at <> c.updated_at",
    "SELECT 'EX-' || CAST(number AS TEXT) || ': in the queue, but no case' FROM queue \
     WHERE number NOT IN (SELECT number FROM cases)",
    "SELECT 'EX-' || CAST(number AS TEXT) || ': its state is not the one it is listed by' FROM cases \
     WHERE state->>'name' <> state_name",
    "SELECT 'EX-' || CAST(number AS TEXT) || ': no evidence' FROM cases \
     WHERE number NOT IN (SELECT number FROM evidence)",
    "SELECT 'EX-' || CAST(number AS TEXT) || ': evidence left out' FROM evidence \
     GROUP BY number HAVING count(*) <> max(seq)",
    "SELECT 'EX-' || CAST(number AS TEXT) || ': nothing to find it by' FROM cases \
     WHERE number NOT IN (SELECT number FROM search_terms)",
    "SELECT 'EX-' || CAST(number AS TEXT) || ': no trail' FROM cases \
     WHERE 'EX-' || CAST(number AS TEXT) NOT IN (SELECT subject FROM audit)",
    "SELECT subject || ': a trail without a case' FROM audit WHERE subject LIKE 'EX-%' \
     AND subject NOT IN (SELECT 'EX-' || CAST(number AS TEXT) FROM cases)",
    "SELECT 'EX-' || CAST(number AS TEXT) || ': notes left out' FROM notes \
     GROUP BY number HAVING count(*) <> max(seq)",
    "SELECT 'EX-' || CAST(number AS TEXT) || ': proposals left out' FROM proposals \
     GROUP BY number HAVING count(*) <> max(seq)",
    "SELECT 'EX-' || CAST(c.number AS TEXT) || ': closed, and not as its closing says' \
     FROM cases c LEFT JOIN closings l ON l.number = c.number \
     WHERE (c.state_name = 'closed') <> (l.number IS NOT NULL) OR l.outcome <> c.state->>'outcome'",
    "SELECT 'EX-' || CAST(c.number AS TEXT) || ': proposed, and not as its proposals say' \
     FROM cases c LEFT JOIN proposals p ON p.number = c.number AND p.state_name = 'open' \
     WHERE (c.state_name = 'proposed') <> (p.number IS NOT NULL) \
        OR CAST(p.seq AS TEXT) <> CAST(c.state->>'proposal' AS TEXT)",
    "SELECT 'EX-' || CAST(l.number AS TEXT) || ': closed by a proposal that does not carry it' \
     FROM closings l LEFT JOIN proposals p ON p.number = l.number AND p.seq = l.proposal \
     WHERE l.proposal IS NOT NULL AND (p.number IS NULL OR p.state_name <> 'approved' OR p.binds_to <> l.binds_to \
        OR p.resolution <> l.resolution OR CAST(p.approvals->>'required' AS INTEGER) > (SELECT count(DISTINCT d.checker) \
            FROM decisions d WHERE d.number = p.number AND d.proposal = p.seq AND d.approved AND d.checker <> p.maker))",
    "SELECT 'EX-' || CAST(l.number AS TEXT) || ': handed over, and no other case knows of ' || (e.details->>'reference') \
     FROM closings l JOIN cases c ON c.number = l.number JOIN evidence e ON e.number = l.number \
     WHERE l.outcome = 'handed_over' AND c.kind = 'payout_bounced' AND e.details->>'of' = 'return' \
       AND NOT EXISTS (SELECT 1 FROM correction_orders r WHERE r.case_number = l.number AND r.state_name = 'posted' \
        AND r.reference = e.details->>'reference') \
       AND NOT EXISTS (SELECT 1 FROM evidence o JOIN cases k ON k.number = o.number WHERE o.number <> l.number \
        AND k.facts->>'order_number' = c.facts->>'order_number' AND o.details->>'of' = 'return' \
        AND o.details->>'reference' = e.details->>'reference')",
    // Of what was asked to be paid again, an order of its own.
    "SELECT 'EX-' || CAST(c.number AS TEXT) || ': another payout than the case that it is linked from' \
     FROM cases c JOIN cases f ON f.number = c.linked_from \
     WHERE (c.facts->>'order_number' <> f.facts->>'order_number' \
        OR c.facts->'amount'->>'amount' <> f.facts->'amount'->>'amount' \
        OR c.facts->'amount'->>'currency' <> f.facts->'amount'->>'currency') \
       AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.number = f.number AND e.kind = 'pay_again' \
        AND e.attempt = c.facts->>'order_number' \
        AND e.details->'amount'->>'amount' = c.facts->'amount'->>'amount' \
        AND e.details->'amount'->>'currency' = c.facts->'amount'->>'currency')",
];

/// What does not hold.
pub async fn broken(database: &Database) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for rule in RULES {
        found.extend(database.texts(rule).await.with_context(|| rule.to_owned())?);
    }
    Ok(found)
}
