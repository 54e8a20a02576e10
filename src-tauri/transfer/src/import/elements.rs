//! A document of JSON in pieces: the elements of its outermost list, or the fields of its outermost object, those that are
//! lists element by element.
//!
//! Only brackets and strings are looked at; each piece is parsed by itself, so that a broken one costs nothing but itself.
//! Invariant: no more than one piece is held, and of one that is too long nothing.

use std::io::{self, Read};

/// Bytes that are read at once.
const CHUNK: usize = 256 * 1024;
/// Bytes of a field's name.
const MAX_KEY: usize = 1000;

/// One piece.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Element {
    /// The field of the outermost object that it is or is in.
    pub(super) key: Option<String>,
    /// Which element it is, from 1.
    pub(super) number: u64,
    /// Whether it stands in a list.
    pub(super) is_listed: bool,
    pub(super) piece: Piece,
}

/// Its text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Bytes(Vec<u8>),
    TooLong,
}

/// Cuts a document into its elements.
pub(super) struct Elements<R> {
    input: R,
    chunk: Vec<u8>,
    at: usize,
    read: u64,
    most: usize,
    place: Place,
    number: u64,
}

/// Where the next piece begins.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Start,
    /// In a list: the outermost, or the one in a field.
    List(Option<String>),
    /// In the outermost object.
    Object,
    End,
}

impl<R: Read> Elements<R> {
    pub(super) fn new(input: R, most: usize) -> Self {
        Self { input, chunk: Vec::new(), at: 0, read: 0, most, place: Place::Start, number: 0 }
    }

    /// Bytes that were read so far.
    pub(super) fn read(&self) -> u64 {
        self.read
    }

    /// The next element.
    ///
    /// # Errors
    /// Why the document cannot be followed any further, in words.
    pub(super) fn next(&mut self) -> Result<Option<Element>, String> {
        loop {
            match self.place.clone() {
                Place::Start => {
                    self.place = match self.visible()? {
                        Some(b'[') => Place::List(None),
                        Some(b'{') => Place::Object,
                        _ => return Err("it is no JSON".to_owned()),
                    };
                    self.at += 1;
                }
                Place::List(key) => match self.visible()? {
                    Some(b',') => self.at += 1,
                    Some(b']') => {
                        self.at += 1;
                        self.place = if key.is_some() { Place::Object } else { Place::End };
                    }
                    Some(_) => return self.element(key, true).map(Some),
                    None => return Err("it ends in the middle".to_owned()),
                },
                Place::Object => match self.visible()? {
                    Some(b',') => self.at += 1,
                    Some(b'}') => {
                        self.at += 1;
                        self.place = Place::End;
                    }
                    Some(b'"') => {
                        let key = self.key()?;
                        if self.visible()? != Some(b':') {
                            return Err("it is broken".to_owned());
                        }
                        self.at += 1;
                        if self.visible()? == Some(b'[') {
                            self.at += 1;
                            // An empty list is a field like any other.
                            if self.visible()? == Some(b']') {
                                self.at += 1;
                                self.number += 1;
                                let piece = Piece::Bytes(b"[]".to_vec());
                                return Ok(Some(Element {
                                    key: Some(key),
                                    number: self.number,
                                    is_listed: false,
                                    piece,
                                }));
                            }
                            self.place = Place::List(Some(key));
                        } else {
                            return self.element(Some(key), false).map(Some);
                        }
                    }
                    Some(_) => return Err("it is broken".to_owned()),
                    None => return Err("it ends in the middle".to_owned()),
                },
                Place::End => return Ok(None),
            }
        }
    }

    fn key(&mut self) -> Result<String, String> {
        let Piece::Bytes(text) = self.value(MAX_KEY)? else {
            return Err("a field has too long a name".to_owned());
        };
        serde_json::from_slice(&text).map_err(|error| error.to_string())
    }

    fn element(&mut self, key: Option<String>, is_listed: bool) -> Result<Element, String> {
        self.number += 1;
        let piece = self.value(self.most)?;
        Ok(Element { key, number: self.number, is_listed, piece })
    }

    /// The text of the value that begins here.
    fn value(&mut self, most: usize) -> Result<Piece, String> {
        let (mut held, mut is_too_long) = (Vec::new(), false);
        let mut scan = Scan::default();
        loop {
            let rest = self.chunk.get(self.at..).unwrap_or_default();
            let taken = scan.take(rest);
            let text = rest.get(..taken).unwrap_or_default();
            is_too_long |= held.len() + text.len() > most;
            if is_too_long {
                held = Vec::new()
            } else {
                held.extend_from_slice(text)
            }
            self.at += taken;
            if scan.is_over {
                return Ok(if is_too_long { Piece::TooLong } else { Piece::Bytes(held) });
            }
            if !self.fill()? {
                // A bare number or word ends with the document.
                let is_bare = scan.depth == 0 && !scan.is_in_string && !held.is_empty();
                return if is_bare {
                    Ok(Piece::Bytes(held))
                } else {
                    Err("it ends in the middle".to_owned())
                };
            }
        }
    }

    /// The next byte that is no white space, which stays.
    fn visible(&mut self) -> Result<Option<u8>, String> {
        loop {
            let rest = self.chunk.get(self.at..).unwrap_or_default();
            let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0xEF | 0xBB | 0xBF);
            if let Some(skipped) = rest.iter().position(|byte| !blank(byte)) {
                self.at += skipped;
                return Ok(self.chunk.get(self.at).copied());
            }
            self.at = self.chunk.len();
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    fn fill(&mut self) -> Result<bool, String> {
        self.chunk.resize(CHUNK, 0);
        self.at = 0;
        let read = loop {
            match self.input.read(&mut self.chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        let read = read.map_err(|error| format!("it cannot be read: {error}"));
        self.chunk.truncate(*read.as_ref().unwrap_or(&0));
        self.read += self.chunk.len() as u64;
        Ok(read? > 0)
    }
}

/// Finds the end of a value.
#[derive(Default)]
struct Scan {
    depth: usize,
    is_in_string: bool,
    is_escaped: bool,
    has_begun: bool,
    is_over: bool,
}

impl Scan {
    /// How many of these bytes belong to the value.
    fn take(&mut self, bytes: &[u8]) -> usize {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if self.is_in_string {
                if std::mem::take(&mut self.is_escaped) {
                    at += 1;
                    continue;
                }
                let rest = bytes.get(at..).unwrap_or_default();
                let Some(next) = memchr::memchr2(b'"', b'\\', rest) else { return bytes.len() };
                at += next + 1;
                if rest.get(next) == Some(&b'\\') {
                    self.is_escaped = true;
                    continue;
                }
                self.is_in_string = false;
                if self.depth == 0 {
                    self.is_over = true;
                    return at;
                }
                continue;
            }
            match byte {
                b'"' => self.is_in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' | b',' if self.depth == 0 => {
                    self.is_over = self.has_begun;
                    return at;
                }
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        self.is_over = true;
                        return at + 1;
                    }
                }
                b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 && self.has_begun => {
                    self.is_over = true;
                    return at;
                }
                _ => {}
            }
            self.has_begun = true;
            at += 1;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives as many bytes at once as it is told.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let len = self.1.min(self.0.len());
            let (now, rest) = self.0.split_at(len);
            buffer[..len].copy_from_slice(now);
            self.0 = rest;
            Ok(len)
        }
    }

    fn pieces(text: &str, most: usize) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for size in [1, 3, 100_000] {
            let mut elements = Elements::new(Slow(text.as_bytes(), size), most);
            let mut found = Vec::new();
            loop {
                match elements.next() {
                    Ok(Some(Element { key, piece, .. })) => found.push((
                        key.unwrap_or_default(),
                        match piece {
                            Piece::Bytes(bytes) => String::from_utf8(bytes).unwrap(),
                            Piece::TooLong => "too long".to_owned(),
                        },
                    )),
                    Ok(None) => break,
                    Err(why) => {
                        found.push(("error".to_owned(), why));
                        break;
                    }
                }
            }
            assert!(all.is_empty() || all == found, "in pieces of {size}");
            all = found;
        }
        all
    }

    fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn lists_and_objects_come_in_pieces() {
        for (text, expected) in [
            (
                "\u{FEFF}[{\"a\":[1,{}]}, \"x,]\\\"\", 5,null]",
                &[("", "{\"a\":[1,{}]}"), ("", "\"x,]\\\"\""), ("", "5"), ("", "null")][..],
            ),
            (
                "{\"a\": 1, \"b\": [{\"c\":\"}\"}, 2], \"d\":{\"e\":[]}}",
                &[("a", "1"), ("b", "{\"c\":\"}\"}"), ("b", "2"), ("d", "{\"e\":[]}")],
            ),
            ("{\"a\": [ ], \"b\":[1]}", &[("a", "[]"), ("b", "1")]),
            ("[]", &[]),
            ("{}", &[]),
            ("[{broken}, {}]", &[("", "{broken}"), ("", "{}")]),
            ("[{\"a\":1", &[("error", "it ends in the middle")]),
            ("words", &[("error", "it is no JSON")]),
            ("", &[("error", "it is no JSON")]),
        ] {
            assert_eq!(pieces(text, 1000), owned(expected), "{text}");
        }
    }

    #[test]
    fn one_that_is_too_long_is_passed_over() {
        let text = format!("[1,{{\"a\":\"{}\"}},2]", "x".repeat(5000));
        assert_eq!(pieces(&text, 1000), owned(&[("", "1"), ("", "too long"), ("", "2")]));
    }
}
