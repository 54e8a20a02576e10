-- What a person sets for a conversation's requests, in which API they are written, and what refusals taught.

ALTER TABLE conversations ADD COLUMN wire TEXT NOT NULL DEFAULT 'chat';
ALTER TABLE conversations ADD COLUMN parameters_json TEXT NOT NULL DEFAULT '{}';
ALTER TABLE turns ADD COLUMN wire TEXT NOT NULL DEFAULT 'chat';
ALTER TABLE attempts ADD COLUMN adjustments_json TEXT NOT NULL DEFAULT '[]';

-- One row for each place that has refused something; it is forgotten when a parameter changes.
CREATE TABLE adjustments (
    origin TEXT NOT NULL,
    vendor TEXT NOT NULL,
    model TEXT NOT NULL,
    wire TEXT NOT NULL,
    adjustments_json TEXT NOT NULL,
    PRIMARY KEY (origin, vendor, model, wire)
) STRICT, WITHOUT ROWID;
