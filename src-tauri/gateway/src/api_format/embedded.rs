//! Files that a model writes into its text as data URLs: taken out while the text streams, so that no base64 is shown.
//!
//! An image in Markdown or HTML, or a bare address of an image, a recording or a video. What stands in code is text, and
//! so is what turns out not to be base64. The last stage of an answer: all of its deltas pass through here.
//! Invariant: wherever the text is cut, the outcome is the same; little is held back unless a data URL has begun, and of
//! one that is too long nothing is kept.

use super::{
    context::Context,
    media::{self, Received},
};
use crate::{Channel, Delta, Mark, Media};
use yourouter_protocol::SkippedKind;

/// Characters of base64 that are kept: 20 MiB of a file.
const MAX_DATA: usize = 28 * 1024 * 1024;
/// Characters of base64 that are worth a file; fewer are an example.
const MIN_DATA: usize = 40;
/// Bytes before the data in which its kind must stand.
const MAX_HEAD: usize = 160;
/// Bytes of a description, and of what else may stand between the signs of an image.
const MAX_ALT: usize = 1000;
/// Bytes after the data in which its image must close.
const MAX_TAIL: usize = 300;
/// What begins an address that may stand bare.
const BARE: [&str; 3] = ["data:image/", "data:audio/", "data:video/"];

/// Takes files out of text.
#[derive(Debug, Default)]
pub(crate) struct Embedded {
    state: State,
    /// What is not decided yet.
    held: String,
    context: Context,
    received: Received,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Text,
    /// Behind the comma of a data URL.
    Data(Data),
    /// Behind the data, before the sign that closes its image.
    Tail(char),
}

#[derive(Debug)]
struct Data {
    /// What stood before the data.
    start: String,
    opened: Opened,
    data: String,
    is_too_long: bool,
}

/// The beginning of a data URL.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Opened {
    /// Bytes up to the data.
    len: usize,
    alt: String,
    kind: SkippedKind,
    /// What closes the image that it stands in.
    closes: Option<char>,
}

enum Found {
    Yes(Opened),
    /// As far as it has come.
    Maybe,
    No,
}

impl Embedded {
    /// Passes deltas on.
    pub(crate) fn take(&mut self, deltas: Vec<Delta>, out: &mut Vec<Delta>) {
        for delta in deltas {
            match delta {
                Delta::Text(text) => {
                    self.held.push_str(&text);
                    while self.step(false, out) {}
                    continue;
                }
                Delta::Media(media) => {
                    self.finish(out);
                    self.received.take(media, out);
                    continue;
                }
                Delta::Retracted(Channel::Text) => {
                    self.held.clear();
                    (self.state, self.context) = (State::Text, Context::default());
                }
                Delta::Finished(_) | Delta::Sealed(_) | Delta::ToolCall(_) | Delta::TextWasReasoning => {
                    self.finish(out)
                }
                Delta::Source(ref source) if source.mark == Some(Mark::Here) => self.finish(out),
                _ => {}
            }
            out.push(delta);
        }
    }

    /// No more text comes before what follows.
    pub(crate) fn finish(&mut self, out: &mut Vec<Delta>) {
        while self.step(true, out) {}
    }

    /// Whether there is more to do with what is held.
    fn step(&mut self, is_end: bool, out: &mut Vec<Delta>) -> bool {
        match &self.state {
            State::Text => self.look(is_end, out),
            State::Data(_) => self.gather(is_end, out),
            State::Tail(closes) => {
                let closes = *closes;
                self.close(closes, is_end)
            }
        }
    }

    fn look(&mut self, is_end: bool, out: &mut Vec<Delta>) -> bool {
        let mut from = 0;
        while let Some(at) =
            self.held.get(from..).and_then(|rest| next(rest, self.context.last())).map(|at| from + at)
        {
            self.context.pass(self.held.get(from..at).unwrap_or_default());
            let found = match self.held.get(at..) {
                Some(rest) if !self.context.is_in_code() => open(rest),
                _ => Found::No,
            };
            match found {
                Found::Yes(opened) => {
                    let mut start = self.held.split_off(at);
                    emit(std::mem::take(&mut self.held), out);
                    self.held = start.split_off(opened.len.min(start.len()));
                    self.state = State::Data(Data { start, opened, data: String::new(), is_too_long: false });
                    return true;
                }
                Found::Maybe if !is_end => {
                    let rest = self.held.split_off(at);
                    emit(std::mem::replace(&mut self.held, rest), out);
                    return false;
                }
                _ => {
                    self.context.pass(self.held.get(at..=at).unwrap_or_default());
                    from = at + 1;
                }
            }
        }
        let rest = self.held.get(from..).unwrap_or_default();
        let sure = self.held.len() - if is_end { 0 } else { begun(rest, self.context.last()) };
        self.context.pass(self.held.get(from..sure).unwrap_or_default());
        let rest = self.held.split_off(sure);
        emit(std::mem::replace(&mut self.held, rest), out);
        false
    }

    fn gather(&mut self, is_end: bool, out: &mut Vec<Delta>) -> bool {
        let State::Data(gathered) = &mut self.state else { return false };
        let end = self.held.bytes().position(|byte| !is_base64(byte)).unwrap_or(self.held.len());
        let rest = self.held.split_off(end);
        let more = std::mem::replace(&mut self.held, rest);
        gathered.is_too_long |= gathered.data.len() + more.len() > MAX_DATA;
        if gathered.is_too_long {
            gathered.data = String::new();
        } else {
            gathered.data.push_str(&more);
        }
        if self.held.is_empty() && !is_end {
            return false;
        }
        let State::Data(Data { start, opened, data, is_too_long }) = std::mem::take(&mut self.state) else {
            return false;
        };
        let Opened { kind, alt, closes, .. } = opened;
        if is_too_long {
            out.push(Delta::Skipped(kind));
        } else {
            let bytes = (data.len() >= MIN_DATA).then(|| media::decoded(&data)).flatten();
            let Some(bytes) = bytes else {
                self.context.pass(&start);
                emit(start + &data, out);
                return true;
            };
            drop(data);
            self.received.take(Media { kind, name: alt, bytes }, out);
        }
        self.state = closes.map_or(State::Text, State::Tail);
        true
    }

    fn close(&mut self, closes: char, is_end: bool) -> bool {
        let end = self.held.find([closes, '\n']);
        if end.is_none() && self.held.len() < MAX_TAIL && !is_end {
            return false;
        }
        if let Some(end) = end
            .filter(|end| *end < MAX_TAIL && self.held.get(*end..).is_some_and(|at| at.starts_with(closes)))
        {
            self.held.drain(..=end);
        }
        self.state = State::Text;
        true
    }
}

fn emit(text: String, out: &mut Vec<Delta>) {
    if !text.is_empty() {
        out.push(Delta::Text(text));
    }
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_')
}

fn begins(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
}

/// Where an image or a data URL may begin. `before` is the character before the text.
fn next(text: &str, before: Option<char>) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_start = |at: usize, byte: u8| match byte {
        b'!' => bytes.get(at + 1) == Some(&b'['),
        b'<' => text.get(at..).is_some_and(|rest| begins(rest, "<img")),
        b'd' | b'D' => {
            is_word_start(text, at, before)
                && text.get(at..).is_some_and(|rest| BARE.iter().any(|bare| begins(rest, bare)))
        }
        _ => false,
    };
    bytes.iter().enumerate().find(|(at, byte)| is_start(*at, **byte)).map(|(at, _)| at)
}

fn is_word_start(text: &str, at: usize, before: Option<char>) -> bool {
    let last = text.get(..at).and_then(|start| start.chars().next_back()).or(before);
    last.is_none_or(|last| !last.is_alphanumeric())
}

/// Bytes at the end of a text that may be the beginning of such a place.
fn begun(text: &str, before: Option<char>) -> usize {
    let is_begun = |rest: &str| {
        let starts = ["![", "<img"].iter().chain(&BARE);
        starts.into_iter().any(|start| start.len() > rest.len() && begins(start, rest))
    };
    let from = text
        .floor_char_boundary(text.len().saturating_sub(BARE.map(str::len).into_iter().max().unwrap_or(0)));
    let tail = text.get(from..).unwrap_or_default();
    let starts = tail.char_indices().map(|(at, _)| from + at).filter(|at| {
        is_word_start(text, *at, before) || !text.get(*at..).is_some_and(|rest| begins(rest, "d"))
    });
    let begins_here = |at: &usize| text.get(*at..).is_some_and(is_begun);
    starts.into_iter().find(begins_here).map_or(0, |at| text.len() - at)
}

fn open(text: &str) -> Found {
    let seen = text.get(..text.floor_char_boundary(MAX_ALT)).unwrap_or(text);
    let is_all = seen.len() == text.len();
    let maybe = if is_all { Found::Maybe } else { Found::No };
    if let Some(inner) = seen.strip_prefix("![") {
        let is_broken = |alt: &str| alt.contains("\n\n");
        let Some((alt, target)) = inner.split_once("](") else {
            return if is_broken(inner) { Found::No } else { maybe };
        };
        if is_broken(alt) {
            return Found::No;
        }
        return head(text, target.trim_start_matches([' ', '<']), alt, seen, Some(')'), "");
    }
    if begins(seen, "<img") {
        let lower = seen.to_ascii_lowercase();
        let end = lower.find('>').unwrap_or(lower.len());
        let Some(source) = lower.find("src=").filter(|at| *at < end) else {
            return if end < lower.len() { Found::No } else { maybe };
        };
        let tag = seen.get(..source).unwrap_or_default();
        let target = seen.get(source + 4..).unwrap_or_default().trim_start_matches(['"', '\'']);
        return head(text, target, attribute(tag, "alt=").unwrap_or_default(), seen, Some('>'), "");
    }
    head(text, seen, "", seen, None, "data:")
}

/// The quoted value of an attribute.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag.to_ascii_lowercase().find(name)? + name.len();
    let value = tag.get(at..)?;
    let quote = value.chars().next().filter(|quote| "\"'".contains(*quote))?;
    value.get(1..)?.split(quote).next()
}

/// Looks at what stands before the data. `target` is the rest of `seen`, which is the beginning of `text`.
fn head(text: &str, target: &str, alt: &str, seen: &str, closes: Option<char>, needs: &str) -> Found {
    let is_all = seen.len() == text.len();
    if target.len() < 5 {
        return if is_all && begins("data:", target) { Found::Maybe } else { Found::No };
    }
    if !begins(target, "data:") || !begins(target, needs) {
        return Found::No;
    }
    let rest = target.get(5..).unwrap_or_default();
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"/+.;=_-".contains(&byte);
    let len = rest.bytes().position(|byte| !allowed(byte)).unwrap_or(rest.len());
    if len == rest.len() && len < MAX_HEAD && is_all {
        return Found::Maybe;
    }
    let kind = rest.get(..len).unwrap_or_default().to_ascii_lowercase();
    if len > MAX_HEAD
        || !rest.get(len..).is_some_and(|rest| rest.starts_with(','))
        || !kind.ends_with(";base64")
    {
        return Found::No;
    }
    let kind = match kind.split('/').next() {
        Some("image") => SkippedKind::Image,
        Some("audio") => SkippedKind::Audio,
        Some("video") => SkippedKind::Video,
        _ => SkippedKind::File,
    };
    let start = seen.len() - target.len();
    Found::Yes(Opened { len: start + 5 + len + 1, alt: alt.trim().to_owned(), kind, closes })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATA: &str = "aGVsbG8gd29ybGQsIHRoaXMgaXMgYW4gaW1hZ2U=";

    fn passed(text: &str, size: usize) -> (String, Vec<(SkippedKind, String)>) {
        let (mut embedded, mut out) = (Embedded::default(), Vec::new());
        let characters: Vec<char> = text.chars().collect();
        for piece in characters.chunks(size) {
            embedded.take(vec![Delta::Text(piece.iter().collect())], &mut out);
        }
        embedded.take(vec![Delta::Finished("stop".to_owned())], &mut out);
        let (mut text, mut media) = (String::new(), Vec::new());
        for delta in out {
            match delta {
                Delta::Text(more) => text.push_str(&more),
                Delta::Media(found) => {
                    assert_eq!(found.bytes, "hello world, this is an image");
                    media.push((found.kind, found.name));
                }
                _ => {}
            }
        }
        (text, media)
    }

    #[test]
    fn a_file_in_the_text_is_taken_out_wherever_the_text_is_cut() {
        use SkippedKind::{Audio, File, Image};
        let code = format!(
            "A data URL:\n\n```html\n<img src=\"data:image/png;base64,{DATA}\">\n```\n\nand `![a](data:image/png;base64,{DATA})`."
        );
        for (text, rest, media) in [
            (
                format!("Here:\n\n![red card](data:image/png;base64,{DATA})\n\nElse?"),
                "Here:\n\n\n\nElse?",
                Some((Image, "red card")),
            ),
            (
                format!("![](<data:IMAGE/PNG;charset=x;BASE64,{DATA}> \"title\") end"),
                " end",
                Some((Image, "")),
            ),
            (
                format!("<p><IMG alt=\"a b\" src='data:image/webp;base64,{DATA}' width=\"5\">!</p>"),
                "<p>!</p>",
                Some((Image, "a b")),
            ),
            (format!("See data:audio/mp3;base64,{DATA}"), "See ", Some((Audio, ""))),
            (format!("![x](data:application/pdf;base64,{DATA})"), "", Some((File, "x"))),
            (format!("![cut](data:image/png;base64,{DATA}"), "", Some((Image, "cut"))),
            (code.clone(), &code, None),
            (
                "metadata:image/png;base64,AAAA and data:image/".to_owned(),
                "metadata:image/png;base64,AAAA and data:image/",
                None,
            ),
            ("![a](data:image/png;base64,AAAA)".to_owned(), "![a](data:image/png;base64,AAAA)", None),
            ("![a](data:image/svg+xml,%3Csvg%3E) d".to_owned(), "![a](data:image/svg+xml,%3Csvg%3E) d", None),
            (
                "![a](https://x.example/a.png) <img src=x> and!".to_owned(),
                "![a](https://x.example/a.png) <img src=x> and!",
                None,
            ),
            ("Wow![ is what <im".to_owned(), "Wow![ is what <im", None),
        ] {
            for size in [1, 2, 3, 7, 50, 4000] {
                let media: Vec<_> =
                    media.iter().map(|(kind, name): &(_, &str)| (*kind, (*name).to_owned())).collect();
                assert_eq!(passed(&text, size), (rest.to_owned(), media), "{text} in pieces of {size}");
            }
        }
    }

    #[test]
    fn what_is_too_long_is_left_out_and_said() {
        let (mut embedded, mut out) = (Embedded::default(), Vec::new());
        embedded.take(vec![Delta::Text("a ![x](data:image/png;base64,".to_owned())], &mut out);
        for _ in 0..29 {
            embedded.take(vec![Delta::Text("A".repeat(1024 * 1024))], &mut out);
        }
        embedded.take(vec![Delta::Text(") b".to_owned())], &mut out);
        assert_eq!(
            out,
            [Delta::Text("a ".to_owned()), Delta::Skipped(SkippedKind::Image), Delta::Text(" b".to_owned())]
        );
    }
}
