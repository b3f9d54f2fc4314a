-- Whose payout a line of the channel's tells of, by our order number: so that a payout that is filed after its statement came is told
-- of it at once. Of lines that are there already it is taken for any that bears a number; whether such a line tells anything is looked
-- at when it is found.
ALTER TABLE recon_lines ADD COLUMN payout TEXT;
ALTER TABLE recon_lines DISABLE TRIGGER recon_lines_no_update;
UPDATE recon_lines SET payout = CASE line::jsonb ->> 'direction'
        WHEN 'out' THEN line::jsonb #>> '{references,order_number}'
        ELSE coalesce(line::jsonb #>> '{references,original_order_number}', line::jsonb #>> '{references,order_number}')
    END
    WHERE side = 'channel';
ALTER TABLE recon_lines ENABLE TRIGGER recon_lines_no_update;
CREATE INDEX recon_lines_payout ON recon_lines (payout) WHERE payout IS NOT NULL;
