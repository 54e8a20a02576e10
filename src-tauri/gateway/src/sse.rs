//! Server-sent events from bytes (WHATWG HTML, "Server-sent events", section 9.2.6), split anywhere.
//!
//! Lines are cut from bytes before they become text, so a character or a CRLF that two reads share stays whole.
//! Invariant: memory is bounded by [`Bounds`] whatever comes in. What events mean is for `api_format` to say.

use memchr::memchr2;

#[cfg(test)]
mod tests;

/// How much may be held before an event is complete.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// Bytes of one line.
    pub line: usize,
    /// Bytes of all data lines of one event.
    pub event: usize,
}

/// Bytes that are kept of lines which are no fields.
const MAX_STRAY: usize = 4096;

/// A bound was passed; the stream cannot be followed any further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Excess {
    /// One line is too long.
    Line,
    /// One event is too long.
    Event,
}

/// One event with data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Event {
    /// The `event:` field; empty if there was none.
    pub name: String,
    /// The data lines, joined by line feeds.
    pub data: String,
}

/// Cuts a stream of bytes into events.
#[derive(Debug)]
pub(super) struct Decoder {
    bounds: Bounds,
    /// The line that has no end yet.
    line: Vec<u8>,
    /// The last read ended with CR: a line feed at the start of the next belongs to it.
    is_after_cr: bool,
    is_first_line: bool,
    event: Event,
    has_data: bool,
    has_had_data: bool,
    /// Whether the data so far ends within a string of JSON, into which a server wrote a bare line break.
    string: StringScan,
    /// Blank lines within such a string.
    blanks: usize,
    /// The lines before any data that are no fields: words in place of events.
    stray: String,
}

impl Decoder {
    pub(super) fn new(bounds: Bounds) -> Self {
        Self {
            bounds,
            line: Vec::new(),
            is_after_cr: false,
            is_first_line: true,
            event: Event::default(),
            has_data: false,
            has_had_data: false,
            string: StringScan::default(),
            blanks: 0,
            stray: String::new(),
        }
    }

    /// The first words that stand outside of any field.
    pub(super) fn stray(&self) -> &str {
        self.stray.trim()
    }

    /// Takes the next bytes and appends the events that they complete.
    pub(super) fn push(&mut self, mut bytes: &[u8], events: &mut Vec<Event>) -> Result<(), Excess> {
        if self.is_after_cr && !bytes.is_empty() {
            self.is_after_cr = false;
            bytes = bytes.strip_prefix(b"\n").unwrap_or(bytes);
        }
        while let Some((line, end, rest)) = memchr2(b'\n', b'\r', bytes).and_then(|at| cut(bytes, at)) {
            bytes = rest;
            if end == b'\r' {
                self.is_after_cr = bytes.is_empty();
                bytes = bytes.strip_prefix(b"\n").unwrap_or(bytes);
            }
            self.end_line(line, events)?;
        }
        self.hold(bytes)
    }

    /// The stream has ended: a last line or event without its blank line still counts (D11).
    pub(super) fn finish(&mut self, events: &mut Vec<Event>) -> Result<(), Excess> {
        if !self.line.is_empty() {
            self.end_line(b"", events)?;
        }
        self.dispatch(events);
        Ok(())
    }

    fn hold(&mut self, bytes: &[u8]) -> Result<(), Excess> {
        if self.line.len() + bytes.len() > self.bounds.line {
            return Err(Excess::Line);
        }
        self.line.extend_from_slice(bytes);
        Ok(())
    }

    fn end_line(&mut self, end: &[u8], events: &mut Vec<Event>) -> Result<(), Excess> {
        if self.line.is_empty() && end.len() <= self.bounds.line {
            return self.take_line(end, events);
        }
        self.hold(end)?;
        let mut line = std::mem::take(&mut self.line);
        let taken = self.take_line(&line, events);
        // The buffer is used again, unless one long line would keep its memory for good.
        if line.capacity() <= 64 * 1024 {
            line.clear();
            self.line = line;
        }
        taken
    }

    fn take_line(&mut self, mut line: &[u8], events: &mut Vec<Event>) -> Result<(), Excess> {
        if std::mem::take(&mut self.is_first_line) {
            line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        }
        if line.is_empty() && self.is_in_string() {
            self.blanks += 1;
            return Ok(());
        }
        if line.is_empty() || self.blanks > 0 && is_field(line) {
            self.dispatch(events);
            if line.is_empty() {
                return Ok(());
            }
        }
        let (name, value) = match memchr::memchr(b':', line).and_then(|at| cut(line, at)) {
            Some((name, _, value)) => (name, value.strip_prefix(b" ").unwrap_or(value)),
            None => (line, &b""[..]),
        };
        match name {
            b"data" => self.take_data(&String::from_utf8_lossy(value), events),
            _ if !is_field(line) && self.is_in_string() => {
                let breaks = "\n".repeat(std::mem::take(&mut self.blanks));
                self.push_data(&breaks, &String::from_utf8_lossy(line))
            }
            b"event" => {
                self.event.name = String::from_utf8_lossy(value).into_owned();
                Ok(())
            }
            // Comments have an empty name; `id` and `retry` matter to reconnecting readers only.
            b"" | b"id" | b"retry" => Ok(()),
            _ if self.has_had_data => Ok(()),
            _ => {
                let room = MAX_STRAY.saturating_sub(self.stray.len());
                let words = line.get(..room.min(line.len())).unwrap_or_default();
                self.stray.push_str(&String::from_utf8_lossy(words));
                self.stray.push('\n');
                self.stray.truncate(self.stray.floor_char_boundary(MAX_STRAY));
                Ok(())
            }
        }
    }

    fn take_data(&mut self, value: &str, events: &mut Vec<Event>) -> Result<(), Excess> {
        if self.has_data && begins_another(&self.event.data, value) {
            self.dispatch(events);
        }
        self.push_data("", value)
    }

    fn push_data(&mut self, breaks: &str, value: &str) -> Result<(), Excess> {
        if self.event.data.len() + breaks.len() + value.len() + 1 > self.bounds.event {
            return Err(Excess::Event);
        }
        self.has_had_data = true;
        if std::mem::replace(&mut self.has_data, true) {
            self.event.data.push('\n');
        }
        self.event.data.push_str(breaks);
        self.event.data.push_str(value);
        Ok(())
    }

    fn is_in_string(&mut self) -> bool {
        self.has_data && self.string.is_open_after(&self.event.data)
    }

    fn dispatch(&mut self, events: &mut Vec<Event>) {
        (self.string, self.blanks) = (StringScan::default(), 0);
        let event = std::mem::take(&mut self.event);
        if std::mem::take(&mut self.has_data) {
            events.push(event);
        }
    }
}

/// Follows the strings of a JSON object as it grows.
#[derive(Debug, Default)]
struct StringScan {
    /// Bytes that were looked at.
    seen: usize,
    is_open: bool,
    is_escaped: bool,
}

impl StringScan {
    fn is_open_after(&mut self, data: &str) -> bool {
        if !data.starts_with('{') {
            return false;
        }
        for byte in data.bytes().skip(self.seen) {
            match byte {
                _ if std::mem::take(&mut self.is_escaped) => {}
                b'\\' => self.is_escaped = self.is_open,
                b'"' => self.is_open = !self.is_open,
                _ => {}
            }
        }
        self.seen = data.len();
        self.is_open
    }
}

/// Whether a line is one of an event, whatever came before it.
fn is_field(line: &[u8]) -> bool {
    let names: [&[u8]; 5] = [b"data:", b"event:", b"id:", b"retry:", b":"];
    names.iter().any(|name| line.starts_with(name))
}

/// Whether a data line begins a new JSON value after a complete one. No JSON text has `}`, a line break and `{` in a
/// row, so servers that leave the blank lines out still stream.
fn begins_another(held: &str, line: &str) -> bool {
    held.ends_with('}') && (line.starts_with('{') || line.starts_with("[DONE]"))
}

fn cut(bytes: &[u8], at: usize) -> Option<(&[u8], u8, &[u8])> {
    let (before, rest) = bytes.split_at_checked(at)?;
    let (separator, after) = rest.split_first()?;
    Some((before, *separator, after))
}
