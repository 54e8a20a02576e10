-- The first form of the database. See the tables' reasons in src-tauri/core/src/store.rs, "The file".

CREATE TABLE conversations (
    id TEXT PRIMARY KEY NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    model TEXT NOT NULL,
    vendor TEXT NOT NULL,
    head_id TEXT REFERENCES messages (id) DEFERRABLE INITIALLY DEFERRED,
    draft_text TEXT NOT NULL DEFAULT '',
    created_at_ms INTEGER NOT NULL,
    updated_at_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX conversations_by_change ON conversations (updated_at_ms DESC) WHERE head_id IS NOT NULL;
CREATE INDEX conversations_blank ON conversations (created_at_ms) WHERE head_id IS NULL;
CREATE INDEX conversations_by_head ON conversations (head_id);

-- `seq` is the order of writing: a parent's is always smaller than its children's, so walking up ends.
-- `parent_id` does not cascade: a long branch would exceed the depth to which SQLite nests triggers. Deleting a
-- conversation removes its messages at once, and the deferred check sees that none is left without its parent.
CREATE TABLE messages (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    parent_id TEXT REFERENCES messages (id) DEFERRABLE INITIALLY DEFERRED,
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    text TEXT NOT NULL,
    reasoning TEXT NOT NULL
) STRICT;

CREATE INDEX messages_by_parent ON messages (parent_id, conversation_id, role);
CREATE INDEX messages_by_conversation ON messages (conversation_id);

CREATE INDEX messages_streaming ON messages (id) WHERE state = 'streaming';

CREATE TRIGGER messages_settled_stay
BEFORE UPDATE ON messages WHEN old.state <> 'streaming'
BEGIN
    SELECT RAISE(ABORT, 'a settled message does not change');
END;

-- What came of a running answer and is not folded into its message yet, so that appending costs the delta alone.
CREATE TABLE message_chunks (
    seq INTEGER PRIMARY KEY,
    message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    reasoning TEXT NOT NULL
) STRICT;

CREATE INDEX message_chunks_by_message ON message_chunks (message_id);

-- `state` is `running`, or how the turn ended in the words of the message's state.
CREATE TABLE turns (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
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

-- The HTTP requests of a turn, in the order of `seq`.
CREATE TABLE attempts (
    seq INTEGER PRIMARY KEY,
    turn_id TEXT NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
    vendor TEXT NOT NULL,
    status INTEGER,
    duration_ms INTEGER NOT NULL,
    request_id TEXT,
    failure_json TEXT
) STRICT;

CREATE INDEX attempts_by_turn ON attempts (turn_id);

CREATE INDEX turns_by_message ON turns (message_id);
CREATE INDEX turns_running ON turns (message_id) WHERE state = 'running';

-- A row without `message_id` belongs to the conversation's draft.
CREATE TABLE attachments (
    id TEXT PRIMARY KEY NOT NULL,
    conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    message_id TEXT REFERENCES messages (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    width INTEGER,
    height INTEGER,
    thumbnail BLOB
) STRICT;

CREATE INDEX attachments_by_message ON attachments (message_id, position);
CREATE INDEX attachments_by_conversation ON attachments (conversation_id, message_id, position);
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
