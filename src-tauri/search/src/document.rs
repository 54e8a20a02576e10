//! What can be found: messages and titles, as the history gives them.

use yourouter_protocol::{ConversationId, MessageId, Result, Role};

/// A tool's result that is longer than this is not searched: those of tools would be most of the index.
pub const MAX_RESULT_BYTES: usize = 4096;

/// A message with all that is asked about it.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its number in the order of writing.
    pub seq: i64,
    /// Which one.
    pub id: MessageId,
    /// The conversation that it is in.
    pub conversation: Title,
    /// Who wrote it.
    pub role: Role,
    /// Whether its text changes no more.
    pub is_settled: bool,
    /// When it was written, in milliseconds since 1970 (UTC).
    pub created_at_ms: i64,
    /// The model that wrote it; empty for what a person wrote.
    pub model: String,
    /// The vendor mode that was asked for, and the vendor that was reported.
    pub vendors: Vec<String>,
    /// What of it can be searched for words.
    pub texts: Texts,
}

/// What of a message can be searched for words.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// A person's words, or an answer's Markdown source.
    pub text: String,
    /// An answer's reasoning.
    pub reasoning: String,
    /// What tools gave, unless it is longer than [`MAX_RESULT_BYTES`].
    pub results: Vec<String>,
    /// Its files.
    pub files: Vec<File>,
}

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Whether it is an image.
    pub is_image: bool,
}

/// A conversation as far as it is searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// Its number in the order of making.
    pub seq: i64,
    /// Which one.
    pub id: ConversationId,
    /// Its title.
    pub text: String,
    /// The last message of the branch that is shown; `None` while there is no message.
    pub head: Option<MessageId>,
    /// Where its next message goes.
    pub route: yourouter_protocol::Route,
    /// When it last changed, in milliseconds since 1970 (UTC).
    pub updated_at_ms: i64,
    /// Whether it is pinned.
    pub is_pinned: bool,
    /// Whether it is archived.
    pub is_archived: bool,
    /// Whether it is in the trash, so that nothing of it is found.
    pub is_deleted: bool,
}

/// What a person did with a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It is pinned.
    Pinned,
    /// It is archived.
    Archived,
}

/// The history, which alone knows what there is: the index only says where to look.
pub trait History {
    /// The number of the newest message; 0 if there is none.
    ///
    /// # Errors
    /// `Error::Storage`, as of the other methods.
    fn newest(&self) -> Result<i64>;

    /// The message with a number.
    ///
    /// # Errors
    /// See above.
    fn message_id(&self, seq: i64) -> Result<Option<MessageId>>;

    /// How many messages have this number or a lower one.
    ///
    /// # Errors
    /// See above.
    fn count_through(&self, seq: i64) -> Result<i64>;

    /// The numbers of messages after one and up to another.
    ///
    /// # Errors
    /// See above.
    fn numbers(&self, after: i64, through: i64) -> Result<Vec<i64>>;

    /// The messages after a number, in the order of writing: `most`, fewer if they are long, none after the last.
    ///
    /// # Errors
    /// See above.
    fn after(&self, seq: i64, most: usize) -> Result<Vec<Document>>;

    /// The texts of the messages with these numbers, for each one; of one that is gone, nothing.
    ///
    /// # Errors
    /// See above.
    fn texts(&self, seqs: &[i64]) -> Result<Vec<Texts>>;

    /// The messages whose texts were read, by their numbers, in this order; those that are gone are left out.
    ///
    /// # Errors
    /// See above.
    fn complete(&self, read: Vec<(i64, Texts)>) -> Result<Vec<Document>>;

    /// The messages with these numbers, in this order; those that are gone are left out.
    ///
    /// # Errors
    /// See above.
    fn documents(&self, seqs: &[i64]) -> Result<Vec<Document>> {
        self.complete(seqs.iter().copied().zip(self.texts(seqs)?).collect())
    }

    /// Titles that changed after the change with a number, in the order of their changes, with the number of each.
    ///
    /// # Errors
    /// See above.
    fn titles_after(&self, change: i64, most: usize) -> Result<Vec<(i64, Title)>>;

    /// The conversations with these numbers, in this order; those that are gone are left out.
    ///
    /// # Errors
    /// See above.
    fn titles(&self, seqs: &[i64]) -> Result<Vec<Title>>;

    /// The conversations that changed last before a time, `most` at most, the last one first; without those in the
    /// trash.
    ///
    /// # Errors
    /// See above.
    fn newest_titles(&self, before_ms: i64, most: usize) -> Result<Vec<Title>>;

    /// The numbers of the conversations that bear a mark, `most` at most.
    ///
    /// # Errors
    /// See above.
    fn marked(&self, mark: Mark, most: usize) -> Result<Vec<i64>>;
}

/// The code of a Markdown text: what stands between fences.
pub(crate) fn code_of(text: &str) -> Vec<&str> {
    let mut blocks = Vec::new();
    let mut open: Option<(char, usize, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = line.trim_start_matches([' ', '\t', '>']);
        let fence = start.chars().next().filter(|first| matches!(first, '`' | '~'));
        let length = fence.map_or(0, |fence| start.chars().take_while(|one| *one == fence).count());
        match (open, fence) {
            (None, Some(fence)) if length >= 3 => open = Some((fence, length, at + line.len())),
            (Some((opened, least, from)), Some(fence))
                if fence == opened && length >= least && start.trim_end().chars().all(|one| one == fence) =>
            {
                blocks.extend(text.get(from..at));
                open = None;
            }
            _ => {}
        }
        at += line.len();
    }
    // A block that never ends reaches to the end of the text (CommonMark 4.5).
    blocks.extend(open.and_then(|(_, _, from)| text.get(from..)));
    blocks
}

#[cfg(test)]
mod tests {
    use super::code_of;

    #[test]
    fn code_is_what_stands_between_fences() {
        let text = "a\n```rust\nfn main() {}\n```\nb `inline`\n~~~\n```\n~~~\n> ````\n> x\n";
        assert_eq!(code_of(text), ["fn main() {}\n", "```\n", "> x\n"]);
        assert_eq!(code_of("no ``` fence"), Vec::<&str>::new());
        assert_eq!(code_of("```"), [""]);
    }
}
