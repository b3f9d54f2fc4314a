-- Payouts that were confirmed as paid stay under watch: their money may still come back.
CREATE TABLE watches (
    number       BIGINT PRIMARY KEY NOT NULL REFERENCES cases (number),
    channel      TEXT NOT NULL,
    since        TIMESTAMPTZ NOT NULL,
    until        TIMESTAMPTZ,
    missing_year INTEGER,
    CHECK ((until IS NULL) = (missing_year IS NOT NULL))
);
CREATE INDEX watches_until ON watches (until, number) WHERE until IS NOT NULL;
CREATE INDEX watches_uncounted ON watches (number) WHERE until IS NULL;
