-- Each message in a chat, each chat with its head, and nothing that refers to what is not there.
INSERT INTO messages (seq, id, conversation_seq, parent_seq, role, state, created_at_ms)
SELECT seq, id, conversation_seq, 0, role, 'done', created_at_ms FROM lost_messages;

INSERT INTO conversations (seq, id, title, model, vendor, created_at_ms, updated_at_ms)
SELECT c.seq, c.id,
    coalesce((SELECT nullif(trim(substr(p.text, 1, 60)), '') FROM messages m JOIN parts p ON p.message_seq = m.seq
              WHERE m.conversation_seq = c.seq AND p.kind = 'text' ORDER BY m.seq, p.position LIMIT 1), 'Recovered chat'),
    coalesce((SELECT s.model FROM turns t JOIN steps s ON s.turn_seq = t.seq WHERE t.conversation_seq = c.seq
              ORDER BY s.seq DESC LIMIT 1), 'gpt-4o'),
    coalesce((SELECT s.vendor FROM turns t JOIN steps s ON s.turn_seq = t.seq WHERE t.conversation_seq = c.seq
              ORDER BY s.seq DESC LIMIT 1), 'auto'),
    coalesce((SELECT min(created_at_ms) FROM messages m WHERE m.conversation_seq = c.seq), 0),
    coalesce((SELECT max(created_at_ms) FROM messages m WHERE m.conversation_seq = c.seq), 0)
FROM lost_chats c;

-- A message whose parent is lost follows the one before it.
UPDATE messages SET parent_seq =
    (SELECT max(o.seq) FROM messages o WHERE o.conversation_seq = messages.conversation_seq AND o.seq < messages.seq)
WHERE parent_seq IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM messages o WHERE o.seq = messages.parent_seq AND o.conversation_seq = messages.conversation_seq);
UPDATE messages SET next_seq = (SELECT max(c.seq) FROM messages c WHERE c.parent_seq = messages.seq)
WHERE NOT EXISTS (SELECT 1 FROM messages c WHERE c.seq = messages.next_seq AND c.parent_seq = messages.seq);
UPDATE conversations SET head_seq = (SELECT max(m.seq) FROM messages m WHERE m.conversation_seq = conversations.seq)
WHERE NOT EXISTS
    (SELECT 1 FROM messages m WHERE m.seq = conversations.head_seq AND m.conversation_seq = conversations.seq);

DELETE FROM attachments WHERE conversation_seq NOT IN (SELECT seq FROM conversations)
    OR (message_seq IS NOT NULL AND message_seq NOT IN (SELECT seq FROM messages));
DELETE FROM parts WHERE attachment_seq IS NOT NULL AND attachment_seq NOT IN (SELECT seq FROM attachments);
DELETE FROM part_chunks WHERE message_seq NOT IN (SELECT seq FROM messages);
DELETE FROM turns WHERE conversation_seq NOT IN (SELECT seq FROM conversations);
DELETE FROM steps WHERE turn_seq NOT IN (SELECT seq FROM turns) OR message_seq NOT IN (SELECT seq FROM messages);
DELETE FROM attempts WHERE step_seq NOT IN (SELECT seq FROM steps);
DELETE FROM exchanges WHERE step_seq NOT IN (SELECT seq FROM steps);
DELETE FROM sealed_reasoning WHERE message_seq NOT IN (SELECT seq FROM messages);
DELETE FROM folder_conversations WHERE conversation_seq NOT IN (SELECT seq FROM conversations)
    OR folder_seq NOT IN (SELECT seq FROM folders);
UPDATE conversations SET gateway_seq = NULL WHERE gateway_seq NOT IN (SELECT seq FROM gateways);
UPDATE steps SET gateway_seq = NULL WHERE gateway_seq NOT IN (SELECT seq FROM gateways);

-- Which contents attachments need stands in their rows too.
DELETE FROM attachment_blobs WHERE attachment_seq NOT IN (SELECT seq FROM attachments);
INSERT OR IGNORE INTO attachment_blobs (attachment_seq, sha256) SELECT seq, sha256 FROM attachments;
INSERT OR IGNORE INTO attachment_blobs (attachment_seq, sha256)
SELECT a.seq, f.value FROM attachments a, json_tree(iif(json_valid(a.facts_json), a.facts_json, '{}')) f
WHERE f.key = 'sha256' AND f.type = 'text';
DELETE FROM blobs;
INSERT INTO blobs (sha256, refs) SELECT sha256, count(*) FROM attachment_blobs GROUP BY sha256;

DROP TABLE temp.lost_messages;
DROP TABLE temp.lost_chats;
