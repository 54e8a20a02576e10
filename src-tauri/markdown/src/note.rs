//! Labelled quotes: `> [!NOTE]` and its kin, as GitHub's documentation of alerts has them, and Obsidian's other names.
//!
//! Invariant: the label is the first word of the first paragraph in the quote, so that it is known before anything of
//! the quote stands on the page.

use super::html::{self, Html};

/// A label: the names that answers give it, its start tag, and what the reader sees.
#[derive(Debug, Clone, Copy)]
pub(super) struct Label(&'static [&'static str], &'static str);

const LABELS: [Label; 5] = [
    Label(
        &["NOTE", "INFO", "ABSTRACT", "SUMMARY", "QUESTION", "EXAMPLE"],
        "<blockquote class=\"callout\"><p class=\"callout-h\">Note</p>",
    ),
    Label(
        &["TIP", "HINT", "SUCCESS", "CHECK", "DONE"],
        "<blockquote class=\"callout tip\"><p class=\"callout-h\">Tip</p>",
    ),
    Label(&["IMPORTANT"], "<blockquote class=\"callout important\"><p class=\"callout-h\">Important</p>"),
    Label(
        &["WARNING", "ATTENTION"],
        "<blockquote class=\"callout warning\"><p class=\"callout-h\">Warning</p>",
    ),
    Label(
        &["CAUTION", "DANGER", "ERROR", "FAILURE", "BUG"],
        "<blockquote class=\"callout caution\"><p class=\"callout-h\">Caution</p>",
    ),
];

impl Label {
    /// The start of the quote, with what it is called.
    pub fn open(self) -> Html {
        html::literal(self.1)
    }
}

/// The label that the words of a paragraph begin with, and the other words.
pub(super) fn labelled(words: &Html) -> Option<(Label, Html)> {
    let inside = words.between("[!", "")?;
    let label = LABELS.iter().find_map(|label| {
        let after = label.0.iter().find_map(|name| inside.after_word(name))?;
        Some((*label, after.between("]", "")?))
    });
    let (label, rest) = label?;
    // Obsidian's marks of a note that can be folded.
    let rest = rest.between("-", "").or_else(|| rest.between("+", "")).unwrap_or(rest);
    let words = rest.between("\n", "").or_else(|| rest.between(" ", ""));
    words.or_else(|| rest.is_empty().then_some(rest)).map(|words| (label, words))
}
