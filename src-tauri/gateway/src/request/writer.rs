//! Writes JSON in segments: text as it is, files to be encoded while they are sent.
//!
//! Invariant: no file is copied into the text.

use bytes::Bytes;
use serde_json::Value;

use crate::upload::Segment;

#[derive(Default)]
pub(super) struct Writer {
    segments: Vec<Segment>,
    text: String,
}

impl Writer {
    pub(super) fn finish(mut self) -> Vec<Segment> {
        self.end_text();
        self.segments
    }

    /// Text that is JSON already.
    pub(super) fn raw(&mut self, json: &str) {
        self.text.push_str(json);
    }

    pub(super) fn value(&mut self, value: &Value) {
        self.raw(&value.to_string());
    }

    pub(super) fn string(&mut self, text: &str) {
        self.raw("\"");
        self.inside_string(text);
        self.raw("\"");
    }

    /// `text` with the escapes of a JSON string (RFC 8259, section 7), without its quotes.
    pub(super) fn inside_string(&mut self, text: &str) {
        let quoted = Value::from(text).to_string();
        self.raw(quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default());
    }

    /// A file as base64, inside of a string.
    pub(super) fn file(&mut self, bytes: &Bytes) {
        self.end_text();
        self.segments.push(Segment::Base64(bytes.clone()));
    }

    /// An array, each of whose items is written by `write`.
    pub(super) fn array<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) {
        self.raw("[");
        for (position, item) in items.into_iter().enumerate() {
            self.raw(if position == 0 { "" } else { "," });
            write(self, item);
        }
        self.raw("]");
    }

    /// `,"name":value` for each of `fields`.
    pub(super) fn fields(&mut self, fields: &[(String, Value)]) {
        for (name, value) in fields {
            self.raw(",");
            self.string(name);
            self.raw(":");
            self.value(value);
        }
    }

    fn end_text(&mut self) {
        if !self.text.is_empty() {
            self.segments.push(Segment::Text(std::mem::take(&mut self.text).into()));
        }
    }
}
