//! Full-text search over the history: exact, newest first, in any language and for words of any length.
//!
//! The [`Index`] is a file of its own beside the history, and disposable: it says where to look and nothing else. Each
//! message that it names is read from the [`History`] and verified before it is a hit, so what the index has too much of
//! does no harm, and a message that is gone, or in the trash, is not found from that moment on. What it may lack is seen
//! by itself, too: [`Index::catch_up`] compares numbers with the history before each search.
//!
//! # The file
//!
//! | Table | What | Row |
//! |---|---|---|
//! | `words`, `thoughts` | the *grams* ([`grams`]) of messages and of reasoning, with facts such as who wrote them | a message's number |
//! | `titles` | the grams of titles | a conversation's number |
//! | `names` | the models and vendors that occur | |
//! | `waiting` | messages that were being written when it came by | a message's number |
//! | `marks` | which message had which number: another one there means that the history was replaced; and from when to when they were written | a thousand messages |
//! | `state` | through where it is indexed | one |
//!
//! The first three are FTS5 tables without content and without positions, in the order of the messages' numbers, so the
//! newest hits come first without sorting.
//! A file that is lost, damaged or of another format is made again in the background; it goes on where it was stopped.
//!
//! Invariant: what [`Index::search`] finds is what a scan of the history would find.

mod document;
mod finder;
mod folded;
mod grams;
mod index;
mod query;
mod rank;
mod snippet;
mod verdict;

pub use document::{Document, File, History, MAX_RESULT_BYTES, Mark, Texts, Title};
pub use finder::{PAGE_HITS, occurrences};
pub use index::{Index, Progress};
pub use query::Query;
