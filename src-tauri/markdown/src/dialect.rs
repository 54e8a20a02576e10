//! The dialect that is read: the parser's options, the names of languages and the limits that reader and writer share.
//!
//! Invariant: imports nothing of this crate, so that everything may import it.

use pulldown_cmark::Options;

/// Containers, and emphasis, nested deeper than this are shown without their own markup, so that no page has to nest
/// without end.
pub(super) const MAX_DEPTH: usize = 60;

/// Formulas within lines that are drawn in one answer; the others are shown as their source, since the web view needs about
/// 15 kB of memory for each.
pub(super) const MAX_FORMULAS: usize = 2_000;

/// GFM tables, task lists, strikethrough and footnotes.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
}

/// The language that an info string names: its first word, also in the forms `{.python #id}` and `{python}`.
pub(super) fn language(info: &str) -> &str {
    let info = info.strip_prefix('{').map_or(info, |inside| inside.strip_prefix('.').unwrap_or(inside));
    info.split([' ', '\t', ',', '{', '}']).next().unwrap_or_default()
}
