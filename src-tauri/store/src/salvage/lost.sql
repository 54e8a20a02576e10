-- What rows were found that belong to a message, or a chat, which was not.
CREATE TEMP TABLE lost_messages AS
SELECT p.seq, coalesce(
        (SELECT t.conversation_seq FROM steps s JOIN turns t ON t.seq = s.turn_seq WHERE s.message_seq = p.seq),
        (SELECT a.conversation_seq FROM attachments a WHERE a.message_seq = p.seq),
        (SELECT m.conversation_seq FROM messages m WHERE m.parent_seq = p.seq), -1) AS conversation_seq,
    CASE WHEN EXISTS (SELECT 1 FROM steps s WHERE s.message_seq = p.seq) OR p.is_answer THEN 'assistant' ELSE 'user' END
        AS role,
    coalesce(
        (SELECT t.started_at_ms FROM steps s JOIN turns t ON t.seq = s.turn_seq WHERE s.message_seq = p.seq),
        (SELECT m.created_at_ms FROM messages m WHERE m.seq > p.seq ORDER BY m.seq LIMIT 1),
        (SELECT max(m.created_at_ms) FROM messages m), 0) AS created_at_ms,
    '' AS id
FROM (SELECT message_seq AS seq, max(kind NOT IN ('text', 'file', 'image')) AS is_answer FROM parts
      WHERE message_seq NOT IN (SELECT seq FROM messages) GROUP BY message_seq) p;

CREATE TEMP TABLE lost_chats AS
SELECT DISTINCT conversation_seq AS seq, '' AS id
FROM (SELECT conversation_seq FROM messages UNION SELECT conversation_seq FROM lost_messages)
WHERE conversation_seq NOT IN (SELECT seq FROM conversations);
