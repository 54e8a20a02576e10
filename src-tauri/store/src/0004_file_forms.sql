-- In which forms a file can be sent, was chosen to be sent, and was sent; and which form a model was seen to take.

ALTER TABLE attachments ADD COLUMN facts_json TEXT NOT NULL DEFAULT '{}';
ALTER TABLE attachments ADD COLUMN form TEXT;
ALTER TABLE attachments ADD COLUMN sent_as TEXT;
ALTER TABLE attachments ADD COLUMN is_left_out INTEGER NOT NULL DEFAULT 0;

CREATE TABLE learned_forms (
    origin TEXT NOT NULL,
    vendor TEXT NOT NULL,
    model TEXT NOT NULL,
    form TEXT NOT NULL,
    PRIMARY KEY (origin, vendor, model)
) STRICT, WITHOUT ROWID;
