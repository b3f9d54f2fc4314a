-- More kinds of case and more endings, what a case is about, and what evidence tells in fields of its own.

ALTER TABLE cases DROP CONSTRAINT cases_kind_check;
ALTER TABLE cases ADD CONSTRAINT cases_kind_check CHECK (kind IN (
    'payout_unknown', 'payout_bounced', 'late_success', 'duplicate_payout', 'discrepancy', 'balance_break'));
ALTER TABLE cases ADD COLUMN matter JSONB;
UPDATE cases SET matter =
    CASE kind WHEN 'payout_bounced' THEN '{"name": "bounce", "returns": []}'::jsonb ELSE '{"name": "payout"}'::jsonb END;
ALTER TABLE cases ALTER COLUMN matter SET NOT NULL;
-- Of one payout several returns may come, each a case of its own once the one before is settled. That one piece of evidence
-- opens one case holds by its source reference.
DROP INDEX cases_linked;
CREATE INDEX cases_linked ON cases (linked_from, kind) WHERE linked_from IS NOT NULL;

ALTER TABLE closings DROP CONSTRAINT closings_outcome_check;
ALTER TABLE closings ADD CONSTRAINT closings_outcome_check CHECK (outcome IN (
    'confirmed_paid', 'confirmed_not_paid',
    'corrected', 'notice_withdrawn', 'recovered', 'written_off', 'never_repaid', 'not_duplicate',
    'booked', 'returned_to_sender', 'cleared_next_day', 'claimed_from_channel', 'claim_paid', 'claim_refused',
    'reversed', 'adjusted', 'within_tolerance', 'explained', 'settled_by_payout'));

-- What a piece tells in fields of its own: of a return, of funds that are back, of a settlement.
ALTER TABLE evidence ADD COLUMN details JSONB;

-- A payout's cases are found by its order number.
CREATE INDEX queue_payout ON queue (order_number, channel);
