//! What a line begins, as far as its own text decides: asked of the Markdown parser itself, line by line.
//!
//! Invariant: no state; a line that begins with a letter is answered without parsing it.

use super::cursor::Cursor;
use super::dialect::{self, options};
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

/// What the parser takes `text` for, after the line `before`.
pub(super) fn first_event<'s>(before: &str, text: &'s str) -> Option<Event<'s>> {
    if before.is_empty() {
        return Parser::new_ext(text, options()).next();
    }
    let source = format!("{before}{text}");
    Parser::new_ext(&source, options()).next().map(Event::into_static)
}

pub(super) fn may_underline(text: &str) -> bool {
    text.starts_with(['=', '-'])
}

/// Whether a line that is not indented ends the paragraph before it.
pub(super) fn interrupts(text: &str, inside: bool) -> bool {
    let block_start = |marks: &[u8]| text.bytes().next().is_some_and(|first| marks.contains(&first));
    if !inside && Cursor::new(text).list_marker(0).is_some() {
        return true;
    }
    if note_label(text).is_some() || text.starts_with('>') {
        return true;
    }
    if !block_start(b"#*-+_<`~0123456789") {
        return false;
    }
    // Outside of the paragraph's containers nothing underlines it.
    let (before, events) = if inside { ("x", 2) } else { ("> x", 3) };
    let source = format!("{before}\n{text}\n");
    let mut parser = Parser::new_ext(&source, options());
    parser.nth(events).is_none_or(|event| !matches!(event, Event::SoftBreak))
}

/// Where the text of a footnote definition begins.
pub(super) fn note_label(text: &str) -> Option<usize> {
    if !text.starts_with("[^") {
        return None;
    }
    match first_event("", text)? {
        Event::Start(Tag::FootnoteDefinition(_)) => text.find("]:").map(|at| at + 2),
        _ => None,
    }
}

/// The language of the fence that begins in this line.
pub(super) fn language(text: &str) -> String {
    match first_event("", text) {
        Some(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))) => {
            dialect::language(&info).to_owned()
        }
        _ => String::new(),
    }
}

/// Whether a block of raw HTML is a comment and nothing else, which is not shown.
pub(super) fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.starts_with("<!--") && html.find("-->").is_some_and(|at| at + "-->".len() == html.len())
}

/// What ends a block of raw HTML that begins with this text; `None`: a blank line (CommonMark 0.31.2, 4.6).
pub(super) fn raw_end(text: &str) -> Option<&'static str> {
    const ENDS: [(&str, &str); 7] = [
        ("<pre", "</pre>"),
        ("<style", "</style>"),
        ("<script", "</script>"),
        ("<textarea", "</textarea>"),
        ("<!--", "-->"),
        ("<?", "?>"),
        ("<![CDATA[", "]]>"),
    ];
    let block_start =
        |start: &str| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    for (start, end) in ENDS {
        let named = start.as_bytes().last().is_some_and(u8::is_ascii_alphabetic);
        let after = text.as_bytes().get(start.len());
        if block_start(start)
            && (!named || after.is_none_or(|next| next.is_ascii_whitespace() || *next == b'>'))
        {
            return Some(end);
        }
    }
    let declaration =
        text.strip_prefix("<!").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    declaration.then_some(">")
}
