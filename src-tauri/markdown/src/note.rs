//! Labelled quotes: `> [!NOTE]` and its kin, as GitHub's documentation of alerts has them, and Obsidian's other names.
//!
//! Invariant: the label is the first word of the first paragraph in the quote, so that it is known before anything of
//! the quote stands on the page.

use yourouter_protocol::words::prose as words;

use super::html::{self, Html};

/// A label: the names that answers give it, the class of its quote, and what the reader sees.
#[derive(Debug, Clone, Copy)]
pub(super) struct Label {
    names: &'static [&'static str],
    class: &'static str,
    words: fn() -> &'static str,
}

const LABELS: [Label; 5] = [
    Label {
        names: &["NOTE", "INFO", "ABSTRACT", "SUMMARY", "QUESTION", "EXAMPLE"],
        class: "callout",
        words: words::callout_note,
    },
    Label {
        names: &["TIP", "HINT", "SUCCESS", "CHECK", "DONE"],
        class: "callout tip",
        words: words::callout_tip,
    },
    Label { names: &["IMPORTANT"], class: "callout important", words: words::callout_important },
    Label { names: &["WARNING", "ATTENTION"], class: "callout warning", words: words::callout_warning },
    Label {
        names: &["CAUTION", "DANGER", "ERROR", "FAILURE", "BUG"],
        class: "callout caution",
        words: words::callout_caution,
    },
];

impl Label {
    /// The start of the quote, with what it is called.
    pub fn open(self) -> Html {
        let mut html = html::literal("<blockquote class=\"");
        html.tag(self.class).tag("\"><p class=\"callout-h\">").text((self.words)()).tag("</p>");
        html
    }
}

/// The label that the words of a paragraph begin with, and the other words.
pub(super) fn labelled(words: &Html) -> Option<(Label, Html)> {
    let inside = words.between("[!", "")?;
    let label = LABELS.iter().find_map(|label| {
        let after = label.names.iter().find_map(|name| inside.after_word(name))?;
        Some((*label, after.between("]", "")?))
    });
    let (label, rest) = label?;
    // Obsidian's marks of a note that can be folded.
    let rest = rest.between("-", "").or_else(|| rest.between("+", "")).unwrap_or(rest);
    let words = rest.between("\n", "").or_else(|| rest.between(" ", ""));
    words.or_else(|| rest.is_empty().then_some(rest)).map(|words| (label, words))
}
