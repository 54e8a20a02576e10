-- What left this computer: one row for each HTTP request, without what it held. The oldest rows go when there are
-- more than the store keeps; AUTOINCREMENT goes on counting, so the newest `seq` is the number of all requests ever.
CREATE TABLE requests (
  seq         INTEGER PRIMARY KEY AUTOINCREMENT,
  purpose     TEXT    NOT NULL,
  method      TEXT    NOT NULL,
  origin      TEXT    NOT NULL,
  path        TEXT    NOT NULL,
  began_ms    INTEGER NOT NULL,
  duration_ms INTEGER,
  bytes_out   INTEGER NOT NULL DEFAULT 0,
  bytes_in    INTEGER NOT NULL DEFAULT 0,
  status      INTEGER,
  request_id  TEXT,
  outcome     TEXT
) STRICT;
