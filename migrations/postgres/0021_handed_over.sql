-- A case of reconciliation may end because another case decides what it was about.
ALTER TABLE closings DROP CONSTRAINT closings_outcome_check;
ALTER TABLE closings ADD CONSTRAINT closings_outcome_check CHECK (outcome IN (
    'confirmed_paid', 'confirmed_not_paid',
    'corrected', 'notice_withdrawn', 'recovered', 'written_off', 'never_repaid', 'not_duplicate',
    'booked', 'returned_to_sender', 'cleared_next_day', 'claimed_from_channel', 'claim_paid', 'claim_refused',
    'reversed', 'adjusted', 'within_tolerance', 'explained', 'settled_by_payout', 'handed_over'));
