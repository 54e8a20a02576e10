//! Text that is neither code nor markup: differences, headings.

use super::{Html, Ink};

/// A line of a difference.
pub(super) fn diff(line: &str, html: &mut Html) {
    let heads =
        ["+++ ", "--- ", "*** ", "diff ", "index ", "rename ", "new file", "deleted file", "Index: ", "==="];
    let ink = match line.bytes().next() {
        _ if heads.iter().any(|head| line.starts_with(head)) => Ink::Keyword,
        Some(b'+' | b'>') => Ink::Inserted,
        Some(b'-' | b'<') => Ink::Deleted,
        Some(b'@') => Ink::Name,
        _ => {
            html.text(line);
            return;
        }
    };
    ink.write(line, html);
}

/// A line of a lightly marked text: headings, and what stands between back quotes.
pub(super) fn heading(line: &str, html: &mut Html) {
    let after = line.trim_start_matches(['#', '=']);
    if after.len() < line.len() && after.starts_with(' ') {
        Ink::Keyword.write(line, html);
        return;
    }
    for (n, part) in line.split_inclusive('`').enumerate() {
        // Every second part stands inside back quotes, its closing one included.
        match n % 2 {
            1 if part.ends_with('`') => Ink::String.write(part, html),
            _ => {
                html.text(part);
            }
        }
    }
}
