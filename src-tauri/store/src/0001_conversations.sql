-- The first form of the database. See the tables' reasons in src-tauri/store/src/lib.rs, "The file".

CREATE TABLE conversations (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',
    model TEXT NOT NULL,
    vendor TEXT NOT NULL,
    head_seq INTEGER REFERENCES messages (seq) DEFERRABLE INITIALLY DEFERRED,
    draft_text TEXT NOT NULL DEFAULT '',
    created_at_ms INTEGER NOT NULL,
    updated_at_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX conversations_by_change ON conversations (updated_at_ms) WHERE head_seq IS NOT NULL;
CREATE INDEX conversations_blank ON conversations (created_at_ms) WHERE head_seq IS NULL;
CREATE INDEX conversations_by_head ON conversations (head_seq);

-- `seq` is the order of writing: a parent's is smaller than its children's, so there are no circles.
-- `parent_seq` does not cascade: a long branch would exceed the depth to which SQLite nests triggers. Deleting a
-- conversation removes its messages at once, and the deferred check sees that none is left without its parent.
CREATE TABLE messages (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation_seq INTEGER NOT NULL REFERENCES conversations (seq) ON DELETE CASCADE,
    parent_seq INTEGER CHECK (parent_seq < seq) REFERENCES messages (seq) DEFERRABLE INITIALLY DEFERRED,
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    text TEXT NOT NULL,
    reasoning TEXT NOT NULL
) STRICT;

CREATE INDEX messages_by_parent ON messages (parent_seq, conversation_seq, role);
CREATE INDEX messages_by_conversation ON messages (conversation_seq);

CREATE INDEX messages_streaming ON messages (seq) WHERE state = 'streaming';

CREATE TRIGGER messages_settled_stay
BEFORE UPDATE ON messages WHEN old.state <> 'streaming'
BEGIN
    SELECT RAISE(ABORT, 'a settled message does not change');
END;

-- What came of a running answer and is not folded into its message yet, so that appending costs the delta alone.
CREATE TABLE message_chunks (
    seq INTEGER PRIMARY KEY,
    message_seq INTEGER NOT NULL REFERENCES messages (seq) ON DELETE CASCADE,
    text TEXT NOT NULL,
    reasoning TEXT NOT NULL
) STRICT;

CREATE INDEX message_chunks_by_message ON message_chunks (message_seq);

-- `state` is `running`, or how the turn ended in the words of the message's state.
CREATE TABLE turns (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    message_seq INTEGER NOT NULL REFERENCES messages (seq) ON DELETE CASCADE,
    state TEXT NOT NULL,
    model TEXT NOT NULL,
    vendor TEXT NOT NULL,
    base_url TEXT NOT NULL,
    started_at_ms INTEGER NOT NULL,
    ended_at_ms INTEGER,
    vendor_reported TEXT,
    first_token_ms INTEGER,
    duration_ms INTEGER,
    reasoning_ms INTEGER,
    prompt_tokens INTEGER,
    completion_tokens INTEGER,
    finish_reason TEXT,
    request_id TEXT,
    failure_json TEXT
) STRICT;

CREATE INDEX turns_by_message ON turns (message_seq);
CREATE INDEX turns_running ON turns (message_seq) WHERE state = 'running';

-- The HTTP requests of a turn, in the order of `seq`.
CREATE TABLE attempts (
    seq INTEGER PRIMARY KEY,
    turn_seq INTEGER NOT NULL REFERENCES turns (seq) ON DELETE CASCADE,
    vendor TEXT NOT NULL,
    status INTEGER,
    duration_ms INTEGER NOT NULL,
    request_id TEXT,
    failure_json TEXT
) STRICT;

CREATE INDEX attempts_by_turn ON attempts (turn_seq);

-- A row without `message_seq` belongs to the conversation's draft.
CREATE TABLE attachments (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation_seq INTEGER NOT NULL REFERENCES conversations (seq) ON DELETE CASCADE,
    message_seq INTEGER REFERENCES messages (seq) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    width INTEGER,
    height INTEGER,
    thumbnail BLOB,
    pages INTEGER
) STRICT;

CREATE INDEX attachments_by_message ON attachments (message_seq, position);
CREATE INDEX attachments_by_conversation ON attachments (conversation_seq, message_seq, position);
CREATE INDEX attachments_by_hash ON attachments (sha256);

-- One row of settings, and small values by name.
CREATE TABLE settings (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    json TEXT NOT NULL
) STRICT;

CREATE TABLE stored_values (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
