//! From the nodes of any export to a tree of messages: each behind the one that it follows, ids that are the same at the
//! next import.
//!
//! Invariant: whatever the nodes say of each other, no circle and no message without its parent comes out.

use std::collections::HashMap;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use yourouter_protocol::{
    Archived, ArchivedMessage, ArchivedParameters, ArchivedPart, ArchivedTurn, ConversationId, MessageId,
    MessageState, Role,
};

/// Messages of one conversation.
const MAX_NODES: usize = 100_000;
/// Characters of a title.
const MAX_TITLE: usize = 300;

/// A message as an export has it.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Its id there.
    pub(super) id: String,
    /// The id of what it follows, if anything.
    pub(super) parent: Option<String>,
    /// `None` for what is not shown: what follows it follows what it follows.
    pub(super) role: Option<Role>,
    /// In milliseconds since 1970.
    pub(super) created_ms: Option<i64>,
    pub(super) model: Option<String>,
    pub(super) parts: Vec<ArchivedPart>,
}

/// A conversation as an export has it.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// Whose export it is: ids of others may be the same.
    pub(super) provider: &'static str,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) model: String,
    pub(super) created_ms: Option<i64>,
    pub(super) updated_ms: Option<i64>,
    pub(super) is_archived: bool,
    pub(super) nodes: Vec<Node>,
    /// The id of the last node of the branch that is shown; without one, the newest.
    pub(super) head: Option<String>,
}

/// A UUID that names the same thing at each import.
pub(super) fn stable(words: &[&str]) -> [u8; 16] {
    let mut digest = Sha256::new();
    for word in words {
        digest.update((word.len() as u64).to_le_bytes());
        digest.update(word.as_bytes());
    }
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest.finalize()).for_each(|(byte, hashed)| *byte = hashed);
    bytes
}

impl Draft {
    /// The tree.
    ///
    /// # Errors
    /// Why there is none, in words.
    pub(super) fn grown(self) -> Result<Archived, String> {
        if self.nodes.len() > MAX_NODES {
            return Err("it has too many messages".to_owned());
        }
        if self.nodes.is_empty() {
            return Err("it has no messages".to_owned());
        }
        if self.id.is_empty() {
            return Err("it has no id".to_owned());
        }
        let order = ordered(&self.nodes);
        let head = self.head.as_deref().and_then(|head| self.nodes.iter().position(|node| node.id == head));
        // No chat is from tomorrow: it would stand above all others for good.
        let now = Timestamp::now().as_millisecond();
        let created = self.created_ms.or(self.updated_ms).unwrap_or(now).min(now);
        let mut growth = Growth {
            provider: self.provider,
            id: self.id.clone(),
            model: short(&self.model, 200),
            last_ms: created,
            newest_ms: None,
            now,
            messages: Vec::with_capacity(order.len()),
            places: HashMap::with_capacity(order.len()),
            siblings: siblings(&order),
        };
        let mut nodes: Vec<Option<Node>> = self.nodes.into_iter().map(Some).collect();
        for (index, parent) in order {
            if let Some(node) = nodes.get_mut(index).and_then(Option::take) {
                growth.add(index, parent, node);
            }
        }
        let Growth { messages, places, newest_ms, model, .. } = growth;
        let newest =
            || (0..messages.len()).max_by_key(|at| messages.get(*at).map(|message| message.created_at_ms));
        let head = head.and_then(|head| places.get(&head).copied().flatten()).or_else(newest);
        let Some(head) = head.and_then(|at| messages.get(at)).map(|message| message.id) else {
            return Err("it has no messages".to_owned());
        };
        // Programs change the date of a chat for reasons of their own.
        let updated = newest_ms.or(self.updated_ms).unwrap_or(created).min(now);
        let title = short(&self.title, MAX_TITLE);
        Ok(Archived {
            id: ConversationId::of_bytes(stable(&[self.provider, &self.id])),
            is_title_own: !title.is_empty(),
            title,
            model,
            parameters: ArchivedParameters::default(),
            is_prompt_excluded: false,
            created_at_ms: created,
            updated_at_ms: updated,
            pinned_at_ms: None,
            archived_at_ms: self.is_archived.then_some(updated),
            folders: Vec::new(),
            head: Some(head),
            messages,
        })
    }
}

struct Growth {
    provider: &'static str,
    id: String,
    model: String,
    /// When the message before was written.
    last_ms: i64,
    /// When the newest of those was written that have a date.
    newest_ms: Option<i64>,
    now: i64,
    messages: Vec<ArchivedMessage>,
    /// Where the message of each node is, or that of what it follows if it has none.
    places: HashMap<usize, Option<usize>>,
    /// How many follow each node.
    siblings: HashMap<Option<usize>, usize>,
}

impl Growth {
    fn add(&mut self, index: usize, parent: Option<usize>, node: Node) {
        let before = parent.and_then(|parent| self.places.get(&parent).copied().flatten());
        let Some(role) = node.role.filter(|_| !node.parts.is_empty()) else {
            self.places.insert(index, before);
            return;
        };
        let dated = node.created_ms.map(|at| at.min(self.now));
        self.last_ms = dated.unwrap_or(self.last_ms);
        self.newest_ms = self.newest_ms.max(dated);
        // What a model does before it answers belongs to its answer.
        let is_alone = self.siblings.get(&parent).copied().unwrap_or_default() < 2;
        let joined = before.filter(|_| role == Role::Assistant && is_alone);
        let message = joined.and_then(|at| self.messages.get_mut(at));
        if let Some(message) = message.filter(|message| message.role == Role::Assistant) {
            join(message, node);
            self.places.insert(index, before);
            return;
        }
        self.places.insert(index, Some(self.messages.len()));
        let model = node.model.as_deref().filter(|model| !model.is_empty()).unwrap_or(&self.model);
        let turn = (role == Role::Assistant && !model.is_empty())
            .then(|| ArchivedTurn::of_model(&short(model, 200)));
        self.messages.push(ArchivedMessage {
            id: MessageId::of_bytes(stable(&[self.provider, &self.id, &node.id])),
            parent_id: before.and_then(|at| self.messages.get(at)).map(|parent| parent.id),
            role,
            state: MessageState::Done,
            created_at_ms: self.last_ms,
            is_left_out: false,
            is_pinned: false,
            parts: node.parts,
            turn,
        });
    }
}

/// The places of the nodes with those of their parents, each behind its parent; what is in a circle is left out.
fn ordered(nodes: &[Node]) -> Vec<(usize, Option<usize>)> {
    let mut by_id: HashMap<&str, usize> = HashMap::with_capacity(nodes.len());
    for (index, node) in nodes.iter().enumerate() {
        by_id.entry(&node.id).or_insert(index);
    }
    let mut children: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
    for (index, node) in nodes.iter().enumerate() {
        let parent = node.parent.as_deref().and_then(|parent| by_id.get(parent).copied());
        children.entry(parent.filter(|parent| *parent != index)).or_default().push(index);
    }
    let (mut order, mut open) = (Vec::with_capacity(nodes.len()), Vec::new());
    let mut open_children = |parent: Option<usize>, open: &mut Vec<(usize, Option<usize>)>| {
        let mut of_parent = children.remove(&parent).unwrap_or_default();
        // The oldest first; those without a time as they came.
        of_parent.sort_by_key(|index| nodes.get(*index).and_then(|node| node.created_ms));
        open.extend(of_parent.into_iter().rev().map(|index| (index, parent)));
    };
    open_children(None, &mut open);
    while let Some((index, parent)) = open.pop() {
        order.push((index, parent));
        open_children(Some(index), &mut open);
    }
    order
}

fn siblings(order: &[(usize, Option<usize>)]) -> HashMap<Option<usize>, usize> {
    let mut counts = HashMap::new();
    order.iter().for_each(|(_, parent)| *counts.entry(*parent).or_default() += 1);
    counts
}

/// More of an answer.
fn join(message: &mut ArchivedMessage, node: Node) {
    let is_text = |part: &ArchivedPart| matches!(part, ArchivedPart::Text { .. });
    let is_reasoning = |part: &ArchivedPart| matches!(part, ArchivedPart::Reasoning { .. });
    let mut has = (message.parts.iter().any(is_text), message.parts.iter().any(is_reasoning));
    for mut part in node.parts {
        match &mut part {
            ArchivedPart::Text { text } if std::mem::replace(&mut has.0, true) => text.insert_str(0, "\n\n"),
            ArchivedPart::Reasoning { text } if std::mem::replace(&mut has.1, true) => {
                text.insert_str(0, "\n\n")
            }
            _ => {}
        }
        message.parts.push(part);
    }
    if let (None, Some(model)) = (&message.turn, &node.model) {
        message.turn = Some(ArchivedTurn::of_model(&short(model, 200)));
    }
}

/// On one line, and no longer than that.
pub(super) fn short(text: &str, most: usize) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(id: &str, parent: &str, role: Option<Role>, text: &str) -> Node {
        Node {
            id: id.to_owned(),
            parent: Some(parent.to_owned()).filter(|parent| !parent.is_empty()),
            role,
            parts: vec![ArchivedPart::Text { text: text.to_owned() }],
            ..Node::default()
        }
    }

    fn grown(nodes: Vec<Node>, head: Option<&str>) -> Archived {
        let head = head.map(str::to_owned);
        Draft { provider: "test", id: "c".to_owned(), nodes, head, ..Draft::default() }.grown().unwrap()
    }

    fn texts(chat: &Archived) -> Vec<(String, Option<usize>)> {
        let text = |message: &ArchivedMessage| {
            message
                .parts
                .iter()
                .map(|part| match part {
                    ArchivedPart::Text { text } => text.clone(),
                    _ => String::new(),
                })
                .collect::<String>()
        };
        let at = |id: &MessageId| chat.messages.iter().position(|message| message.id == *id).unwrap();
        chat.messages.iter().map(|message| (text(message), message.parent_id.as_ref().map(at))).collect()
    }

    #[test]
    fn hidden_nodes_are_bridged_and_steps_of_an_answer_joined() {
        use Role::{Assistant, User};
        let chat = grown(
            vec![
                node("a2", "tool", Some(Assistant), "two"),
                node("root", "", None, ""),
                node("q", "hidden", Some(User), "q"),
                node("hidden", "root", None, "system"),
                node("a1", "q", Some(Assistant), "one"),
                node("tool", "a1", None, "x"),
                node("q2", "a2", Some(User), "q2"),
                node("q3", "a2", Some(User), "q3"),
            ],
            Some("q2"),
        );
        let expected = [("q", None), ("one\n\ntwo", Some(0)), ("q2", Some(1)), ("q3", Some(1))];
        assert_eq!(texts(&chat), expected.map(|(text, parent)| (text.to_owned(), parent)));
        assert_eq!(chat.head, Some(chat.messages[2].id));
    }

    #[test]
    fn versions_are_no_steps_and_circles_and_lost_parents_harm_nobody() {
        use Role::{Assistant, User};
        let chat = grown(
            vec![
                node("q", "", Some(User), "q"),
                node("a", "q", Some(Assistant), "a"),
                node("b", "q", Some(Assistant), "b"),
                node("x", "y", Some(User), "x"),
                node("y", "x", Some(User), "y"),
                node("z", "z", Some(User), "z"),
                node("l", "lost", Some(User), "l"),
            ],
            None,
        );
        let expected = [("q", None), ("a", Some(0)), ("b", Some(0)), ("z", None), ("l", None)];
        assert_eq!(texts(&chat), expected.map(|(text, parent)| (text.to_owned(), parent)));
        let again = grown(vec![node("q", "", Some(User), "other")], None);
        assert_eq!(
            (again.id, again.messages[0].id),
            (chat.id, chat.messages[0].id),
            "the same at each import"
        );
        assert!(Draft { id: "c".to_owned(), ..Draft::default() }.grown().is_err());
    }
}
