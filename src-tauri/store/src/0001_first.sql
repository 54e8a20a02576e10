-- The first form of the database. The reasons stand in src-tauri/store/src/lib.rs, "The file".

-- Where requests go: one row for each base URL that was used. A row's base URL does not change, so that an answer says
-- for ever where it came from; those with `listed_at_ms` are in the list of gateways. `vendors_json` is NULL for those
-- that YouRouter documents.
CREATE TABLE gateways (
    seq INTEGER PRIMARY KEY,
    base_url TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL DEFAULT '',
    look TEXT NOT NULL DEFAULT 'plain',
    needs_key INTEGER NOT NULL DEFAULT 1,
    vendors_json TEXT,
    listed_at_ms INTEGER
) STRICT;

-- A route without a gateway goes to the one in use. `title_source` is `program` or `person`. `context_changed_at_ms` is when a
-- person last changed what of its messages is sent: what was counted before that counts no more. `waived_limit` is the limit of
-- spend above which the person does not want to be asked again.
CREATE TABLE conversations (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',
    title_source TEXT NOT NULL DEFAULT 'program',
    gateway_seq INTEGER REFERENCES gateways (seq),
    model TEXT NOT NULL,
    vendor TEXT NOT NULL,
    routing TEXT NOT NULL DEFAULT 'only',
    api_format TEXT NOT NULL DEFAULT 'chat',
    parameters_json TEXT NOT NULL DEFAULT '{}',
    head_seq INTEGER REFERENCES messages (seq) DEFERRABLE INITIALLY DEFERRED,
    draft_text TEXT NOT NULL DEFAULT '',
    is_unread INTEGER NOT NULL DEFAULT 0,
    created_at_ms INTEGER NOT NULL,
    updated_at_ms INTEGER NOT NULL,
    pinned_at_ms INTEGER,
    archived_at_ms INTEGER,
    deleted_at_ms INTEGER,
    title_change INTEGER NOT NULL DEFAULT 0,
    context_changed_at_ms INTEGER NOT NULL DEFAULT 0,
    waived_limit INTEGER,
    is_prompt_excluded INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX conversations_listed ON conversations (updated_at_ms, seq)
    WHERE head_seq IS NOT NULL AND archived_at_ms IS NULL AND deleted_at_ms IS NULL;
CREATE INDEX conversations_blank ON conversations (created_at_ms) WHERE head_seq IS NULL AND deleted_at_ms IS NULL;
CREATE INDEX conversations_pinned ON conversations (updated_at_ms, seq) WHERE pinned_at_ms IS NOT NULL;
CREATE INDEX conversations_archived
    ON conversations (updated_at_ms, seq) WHERE archived_at_ms IS NOT NULL AND deleted_at_ms IS NULL;
CREATE INDEX conversations_deleted ON conversations (deleted_at_ms, seq) WHERE deleted_at_ms IS NOT NULL;
CREATE INDEX conversations_by_head ON conversations (head_seq);

-- `seq` is the order of writing: a parent's is smaller than its children's, so there are no circles.
-- `next_seq` is the child with which the branch goes on that was shown last, so that a branch is walked both ways.
-- `parent_seq` does not cascade: a long branch would exceed the depth to which SQLite nests triggers. Deleting a
-- conversation removes its messages at once, and the deferred check sees that none is left without its parent.
-- `is_left_out` keeps a message out of requests; one with `is_pinned` is not left out together with others.
CREATE TABLE messages (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation_seq INTEGER NOT NULL REFERENCES conversations (seq) ON DELETE CASCADE,
    parent_seq INTEGER CHECK (parent_seq < seq) REFERENCES messages (seq) DEFERRABLE INITIALLY DEFERRED,
    next_seq INTEGER CHECK (next_seq > seq),
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    is_left_out INTEGER NOT NULL DEFAULT 0,
    is_pinned INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX messages_by_parent ON messages (parent_seq, conversation_seq, role);
CREATE INDEX messages_by_conversation ON messages (conversation_seq);
CREATE INDEX messages_streaming ON messages (seq) WHERE state = 'streaming';

CREATE TRIGGER messages_settled_stay
BEFORE UPDATE OF id, conversation_seq, parent_seq, role, state, created_at_ms ON messages
WHEN old.state <> 'streaming'
BEGIN
    SELECT RAISE(ABORT, 'a settled message does not change');
END;

-- What a message consists of, in order: `text`, `reasoning`, `tool_call`, `tool_result`, `file`, `image`, `citation`.
-- A file's or an image's row is in `attachments`; what is neither text nor file is JSON.
CREATE TABLE parts (
    seq INTEGER PRIMARY KEY,
    message_seq INTEGER NOT NULL REFERENCES messages (seq) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    json TEXT,
    attachment_seq INTEGER REFERENCES attachments (seq) ON DELETE CASCADE
) STRICT;

CREATE UNIQUE INDEX parts_by_message ON parts (message_seq, position);
CREATE INDEX parts_by_attachment ON parts (attachment_seq) WHERE attachment_seq IS NOT NULL;

CREATE TRIGGER parts_settled_stay BEFORE UPDATE ON parts
WHEN (SELECT state FROM messages WHERE seq = old.message_seq) <> 'streaming'
BEGIN
    SELECT RAISE(ABORT, 'the text of a settled message does not change');
END;

-- What came of a running answer and is not folded into its parts yet, so that appending costs the delta alone.
CREATE TABLE part_chunks (
    seq INTEGER PRIMARY KEY,
    message_seq INTEGER NOT NULL REFERENCES messages (seq) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE INDEX part_chunks_by_message ON part_chunks (message_seq);

-- A question and its answer. Several may run in one conversation, each in a lane of its own.
-- `state` is `running`, or how the turn ended in the words of its answer's state.
CREATE TABLE turns (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation_seq INTEGER NOT NULL REFERENCES conversations (seq) ON DELETE CASCADE,
    lane INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL,
    started_at_ms INTEGER NOT NULL,
    ended_at_ms INTEGER
) STRICT;

CREATE INDEX turns_by_conversation ON turns (conversation_seq);
CREATE INDEX turns_by_time ON turns (started_at_ms);
CREATE INDEX turns_running ON turns (seq) WHERE state = 'running';

-- The model calls of a turn, in the order of `seq`; each writes one message. One that was imported names no gateway. A copy,
-- in a chat that was begun from another one, is not counted again. `signature_accepted_by` is the vendor that took the
-- reasoning back that it had signed here, when it alone was asked. `omissions_json` is what its requests lack of the chat. `lane_json` is the lane that it was
-- asked in, which it is asked again in.
CREATE TABLE steps (
    seq INTEGER PRIMARY KEY,
    turn_seq INTEGER NOT NULL REFERENCES turns (seq) ON DELETE CASCADE,
    message_seq INTEGER NOT NULL REFERENCES messages (seq) ON DELETE CASCADE,
    gateway_seq INTEGER REFERENCES gateways (seq),
    model TEXT NOT NULL,
    vendor TEXT NOT NULL,
    routing TEXT NOT NULL DEFAULT 'only',
    api_format TEXT NOT NULL DEFAULT 'chat',
    vendor_reported TEXT,
    first_token_ms INTEGER,
    duration_ms INTEGER,
    reasoning_ms INTEGER,
    prompt_tokens INTEGER,
    completion_tokens INTEGER,
    finish_reason TEXT,
    request_id TEXT,
    failure_json TEXT,
    end_json TEXT,
    marks_json TEXT NOT NULL DEFAULT '[]',
    is_copy INTEGER NOT NULL DEFAULT 0,
    cached_tokens INTEGER,
    reasoning_tokens INTEGER,
    signature_accepted_by TEXT,
    omissions_json TEXT NOT NULL DEFAULT '[]',
    lane_json TEXT
) STRICT;

CREATE INDEX steps_by_turn ON steps (turn_seq);
CREATE INDEX steps_by_message ON steps (message_seq);
CREATE INDEX steps_by_model ON steps (model, seq);

-- The HTTP requests of a step, in the order of `seq`.
CREATE TABLE attempts (
    seq INTEGER PRIMARY KEY,
    step_seq INTEGER NOT NULL REFERENCES steps (seq) ON DELETE CASCADE,
    vendor TEXT NOT NULL,
    status INTEGER,
    duration_ms INTEGER NOT NULL,
    request_id TEXT,
    failure_json TEXT,
    overrides_json TEXT NOT NULL DEFAULT '[]'
) STRICT;

CREATE INDEX attempts_by_step ON attempts (step_seq);

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
    pages INTEGER,
    facts_json TEXT NOT NULL DEFAULT '{}',
    send_as TEXT,
    sent_as TEXT,
    is_left_out INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX attachments_by_message ON attachments (message_seq, position);
CREATE INDEX attachments_by_conversation ON attachments (conversation_seq, message_seq, position);

-- Which kept contents an attachment needs: the file itself, its text, its pages. The triggers count.
CREATE TABLE attachment_blobs (
    attachment_seq INTEGER NOT NULL REFERENCES attachments (seq) ON DELETE CASCADE,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (attachment_seq, sha256)
) STRICT, WITHOUT ROWID;

-- The contents in the folder of attached files, each with the number of attachments that need it.
CREATE TABLE blobs (
    sha256 TEXT PRIMARY KEY NOT NULL,
    refs INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX blobs_unused ON blobs (sha256) WHERE refs <= 0;

CREATE TRIGGER attachment_blobs_count_up AFTER INSERT ON attachment_blobs
BEGIN
    INSERT INTO blobs (sha256, refs) VALUES (new.sha256, 1) ON CONFLICT (sha256) DO UPDATE SET refs = refs + 1;
END;

CREATE TRIGGER attachment_blobs_count_down AFTER DELETE ON attachment_blobs
BEGIN
    UPDATE blobs SET refs = refs - 1 WHERE sha256 = old.sha256;
END;

-- What refusals and answers taught of a gateway's model. `kind` says what `json` is: `overrides` of requests, the form
-- in which it takes PDFs (`send as`), the inputs that it refuses (`refused inputs`). What holds for every vendor or API
-- format has an empty one.
CREATE TABLE learned (
    origin TEXT NOT NULL,
    kind TEXT NOT NULL,
    model TEXT NOT NULL,
    vendor TEXT NOT NULL,
    api_format TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (origin, kind, model, vendor, api_format)
) STRICT, WITHOUT ROWID;

-- What left this computer: one row for each HTTP request, without what it held. The oldest rows go when there are
-- more than the store keeps; AUTOINCREMENT goes on counting, so the newest `seq` is the number of all requests ever.
CREATE TABLE requests (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    purpose TEXT NOT NULL,
    method TEXT NOT NULL,
    origin TEXT NOT NULL,
    path TEXT NOT NULL,
    began_ms INTEGER NOT NULL,
    duration_ms INTEGER,
    bytes_out INTEGER NOT NULL DEFAULT 0,
    bytes_in INTEGER NOT NULL DEFAULT 0,
    status INTEGER,
    request_id TEXT,
    outcome TEXT,
    vendor TEXT
) STRICT;

-- One row of settings, and small values by name.
CREATE TABLE settings (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    json TEXT NOT NULL
) STRICT;

CREATE TABLE stored_values (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Folders, and which conversations are in them. `defaults_json` is read strictly: instructions that cannot be read must
-- not be left out of a request.
CREATE TABLE folders (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    is_hiding INTEGER NOT NULL DEFAULT 0,
    defaults_json TEXT NOT NULL DEFAULT '{"route":null,"systemPrompt":""}'
) STRICT;

CREATE TABLE folder_conversations (
    conversation_seq INTEGER NOT NULL REFERENCES conversations (seq) ON DELETE CASCADE,
    folder_seq INTEGER NOT NULL REFERENCES folders (seq) ON DELETE CASCADE,
    PRIMARY KEY (conversation_seq, folder_seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX folder_conversations_by_folder ON folder_conversations (folder_seq, conversation_seq);

-- The search sees by `title_change` which titles it lacks: each change of one has the next number.
CREATE INDEX conversations_by_title_change ON conversations (title_change);

CREATE TRIGGER conversations_titled AFTER INSERT ON conversations WHEN new.title <> ''
BEGIN
    UPDATE conversations SET title_change = (SELECT max(title_change) + 1 FROM conversations) WHERE seq = new.seq;
END;

CREATE TRIGGER conversations_retitled AFTER UPDATE OF title ON conversations WHEN new.title IS NOT old.title
BEGIN
    UPDATE conversations SET title_change = (SELECT max(title_change) + 1 FROM conversations) WHERE seq = new.seq;
END;

-- Saved prompts. What `{{…}}` marks in `text` is filled in after it was inserted.
CREATE TABLE prompts (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

-- The requests of a step and their replies as they went over the wire; what `body` and `reply` hold is the inspector's.
-- The oldest go when all together are too large.
CREATE TABLE exchanges (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    step_seq INTEGER NOT NULL REFERENCES steps (seq) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    size_bytes INTEGER NOT NULL,
    head_json TEXT NOT NULL,
    body BLOB NOT NULL,
    reply BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX exchanges_by_step ON exchanges (step_seq, number);

-- Reasoning of an answer that its maker signed or encrypted, and who that is: `vendor` is who was asked, `served_by` whom
-- the gateway named. What `json` holds is the gateway client's. The oldest go when all together are too large.
CREATE TABLE sealed_reasoning (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    message_seq INTEGER NOT NULL UNIQUE REFERENCES messages (seq) ON DELETE CASCADE,
    origin TEXT NOT NULL,
    vendor TEXT NOT NULL,
    served_by TEXT,
    model TEXT NOT NULL,
    api_format TEXT NOT NULL,
    json TEXT NOT NULL,
    size_bytes INTEGER NOT NULL
) STRICT;

-- Prompts that were asked several times of one model over several vendors, to measure them. What was answered are the answers to the
-- first question of a conversation of its own.
CREATE TABLE trials (
    conversation_seq INTEGER PRIMARY KEY REFERENCES conversations (seq) ON DELETE CASCADE,
    name TEXT NOT NULL,
    times INTEGER NOT NULL,
    started_at_ms INTEGER NOT NULL
) STRICT;
