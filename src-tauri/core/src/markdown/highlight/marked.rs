//! Text that is not code: tags of markup, differences, headings.

use super::{Html, Ink, State};

/// A line of HTML, XML or a template: tag names, attribute values, comments.
pub(super) fn markup(state: &mut State, line: &str, html: &mut Html) {
    let mut rest = line;
    while !rest.is_empty() {
        rest = match *state {
            State::Comment { .. } => {
                let end = rest.find("-->").map(|at| at + 3);
                if end.is_some() {
                    *state = State::Plain;
                }
                take(rest, end.unwrap_or(rest.len()), Some(Ink::Comment), html)
            }
            State::Quoted { index } => {
                let quote = if index == 0 { '"' } else { '\'' };
                let end = rest.find(quote).map(|at| at + 1);
                if end.is_some() {
                    *state = State::Tag;
                }
                take(rest, end.unwrap_or(rest.len()), Some(Ink::String), html)
            }
            State::Tag => tag(state, rest, html),
            State::Plain | State::Raw { .. } => content(state, rest, html),
        };
    }
}

fn content<'t>(state: &mut State, rest: &'t str, html: &mut Html) -> &'t str {
    if rest.starts_with("<!--") {
        *state = State::Comment { index: 0, depth: 1 };
        return take(rest, 4, Some(Ink::Comment), html);
    }
    if let Some(inside) = rest.strip_prefix('<') {
        let marks = inside.len() - inside.trim_start_matches(['/', '!', '?']).len();
        let named = inside.get(marks..).unwrap_or_default();
        let name =
            named.len() - named.trim_start_matches(|c: char| c.is_alphanumeric() || "-_:.".contains(c)).len();
        if name > 0 {
            *state = State::Tag;
            let rest = take(rest, 1 + marks, None, html);
            return take(rest, name, Some(Ink::Keyword), html);
        }
        return take(rest, 1, None, html);
    }
    take(rest, rest.find('<').unwrap_or(rest.len()), None, html)
}

fn tag<'t>(state: &mut State, rest: &'t str, html: &mut Html) -> &'t str {
    let end = rest.find(['"', '\'', '>']).unwrap_or(rest.len());
    let rest = take(rest, end, None, html);
    match rest.chars().next() {
        Some('>') => {
            *state = State::Plain;
            take(rest, 1, None, html)
        }
        Some(quote) => {
            let inside = rest.get(1..).unwrap_or_default();
            let end = inside.find(quote);
            if end.is_none() {
                *state = State::Quoted { index: usize::from(quote == '\'') };
            }
            take(rest, end.map_or(rest.len(), |at| at + 2), Some(Ink::String), html)
        }
        None => rest,
    }
}

fn take<'t>(text: &'t str, length: usize, ink: Option<Ink>, html: &mut Html) -> &'t str {
    let (taken, rest) = text.split_at_checked(length).unwrap_or((text, ""));
    match ink {
        Some(ink) => ink.write(taken, html),
        None => {
            html.text(taken);
        }
    }
    rest
}

/// A line of a difference.
pub(super) fn diff(line: &str, html: &mut Html) {
    let heads =
        ["+++", "---", "***", "diff ", "index ", "rename ", "new file", "deleted file", "Index: ", "==="];
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
