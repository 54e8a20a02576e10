//! What the program and its attachment worker say to each other.
//!
//! The program gives a [`Job`], on the command line or as the first line of standard input, and the file on standard
//! input; the process answers with pieces on standard output: each a line of JSON, then as many bytes as the line
//! announces.
//! Invariant: nothing that comes back is believed to be small: a line and what follows it are read up to their limits.

use std::io::{self, BufRead, Read, Write};

use serde::{Deserialize, Serialize};
use yourouter_protocol::AttachmentProblem;

/// The longest line.
const MAX_LINE_BYTES: u64 = 4096;
/// The most bytes after a line: an image or the text of a page.
const MAX_PAYLOAD_BYTES: u64 = 8 * 1024 * 1024;

/// What is to be done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "type")]
pub(crate) enum Job {
    /// Make of an image what is sent, or take the text out of a document.
    Prepare,
    /// Of a PDF: count its pages, draw the first one small, and read its text.
    LookInside {
        /// Not again, after the process ended over it.
        without_thumbnail: bool,
    },
    /// Of a PDF: draw pages as they are sent, the first of all being 0.
    Draw {
        /// The first.
        from: u32,
        /// How many.
        count: u32,
    },
}

/// What the process found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "type")]
pub(crate) enum Message {
    /// It can be read.
    Opened {
        /// How many pages it has.
        pages: u32,
        /// Whether its owner's password protects it; it opened without.
        is_restricted: bool,
        /// Whether its pages are a notice in place of an XFA form.
        is_xfa: bool,
    },
    /// It does not open without a password.
    Encrypted,
    /// It cannot be read here; another reader may.
    Unreadable,
    /// The image or the first page, small, is what follows.
    Thumbnail,
    /// The text of a page is what follows.
    Text {
        /// Whether pictures as large as a scan stand on it.
        has_picture: bool,
        /// Whether too many of its glyphs have no characters.
        is_unreadable: bool,
    },
    /// A page as an image is what follows.
    Page {
        /// Its width and height.
        pixels: (u32, u32),
    },
    /// A page cannot be drawn; why, if that is known, is what follows.
    NotDrawn,
    /// An image as it is sent is what follows.
    Image {
        /// Its width and height.
        pixels: (u32, u32),
        /// How many pictures the file has.
        frames: u32,
    },
    /// The text of a document is what follows.
    Document {
        /// Whether there is more of it.
        is_cut: bool,
    },
    /// The file is not taken; in which words is what follows.
    Refused {
        /// Why.
        problem: AttachmentProblem,
    },
    /// All is done.
    Finished,
}

#[derive(Serialize, Deserialize)]
struct Line {
    message: Message,
    bytes: u64,
}

/// Writes one piece.
pub(crate) fn write(out: &mut dyn Write, message: Message, payload: &[u8]) -> io::Result<()> {
    let line = serde_json::to_string(&Line { message, bytes: payload.len() as u64 })?;
    out.write_all(line.as_bytes())?;
    out.write_all(b"\n")?;
    out.write_all(payload)?;
    out.flush()
}

/// Reads one piece; `None` at the end, or where something else than a piece comes.
pub(crate) fn read(from: &mut impl BufRead) -> Option<(Message, Vec<u8>)> {
    let mut line = Vec::new();
    from.take(MAX_LINE_BYTES).read_until(b'\n', &mut line).ok()?;
    let Line { message, bytes } = serde_json::from_slice(&line).ok()?;
    (bytes <= MAX_PAYLOAD_BYTES).then_some(())?;
    let mut payload = Vec::new();
    from.take(bytes).read_to_end(&mut payload).ok()?;
    (payload.len() as u64 == bytes).then_some((message, payload))
}

#[cfg(test)]
mod tests {
    use super::{Message, read, write};

    #[test]
    fn what_is_written_is_read_and_anything_else_ends_the_reading() {
        let mut bytes = Vec::new();
        write(&mut bytes, Message::Opened { pages: 3, is_restricted: false, is_xfa: false }, b"").unwrap();
        write(&mut bytes, Message::Text { has_picture: true, is_unreadable: false }, b"a\nb").unwrap();
        let whole = bytes.clone();
        bytes.extend(b"{\"message\":{\"type\":\"finished\"},\"bytes\":99999999999}\nx");
        let mut from = bytes.as_slice();
        assert_eq!(
            read(&mut from),
            Some((Message::Opened { pages: 3, is_restricted: false, is_xfa: false }, Vec::new()))
        );
        assert_eq!(
            read(&mut from),
            Some((Message::Text { has_picture: true, is_unreadable: false }, b"a\nb".to_vec()))
        );
        assert_eq!(read(&mut from), None);
        let mut cut = &whole[..whole.len() - 1];
        assert!(read(&mut cut).is_some() && read(&mut cut).is_none());
    }
}
