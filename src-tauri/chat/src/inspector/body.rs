//! Bodies of requests, kept as what differs from the conversation: references to its messages and files, and what stands
//! between them, compressed.
//!
//! Invariant: a body that is put together again is, byte for byte, the one that was sent, or it is refused.

use std::{
    collections::HashMap,
    io::{Read, Write},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use memchr::memmem;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use yourouter_attachments::BlobStore;
use yourouter_gateway::BodyPart;
use yourouter_protocol::words::details;
use yourouter_protocol::{AttachmentId, Error, MessageId, Result, SendAs};
use yourouter_store::{Attachment, HistoryMessage};

use crate::{attachments::read_text, storage::Storage};

/// A shorter text is kept as it is: a reference would save nothing.
const SHORTEST: usize = 24;

/// How often a body is searched through at most for texts that are not in it.
const MAX_PASSES: usize = 8;

/// Bytes that a body takes at most when it is unpacked: far more than any gateway reads.
const MAX_UNPACKED: u64 = 512 * 1024 * 1024;

/// What requests of a conversation are made of.
pub(super) struct Known {
    messages: Vec<HistoryMessage>,
    attachments: HashMap<MessageId, Vec<Attachment>>,
    files: BlobStore,
}

impl Known {
    /// The branch to a question. Blocking.
    pub(super) fn read(storage: &Storage, question: MessageId) -> Result<Self> {
        let Storage { store, files, .. } = storage;
        let (messages, attachments) = (store.history(question)?, store.attachments(question)?);
        Ok(Self { messages, attachments, files: files.clone() })
    }

    fn attached_to(&self, message: &HistoryMessage) -> &[Attachment] {
        self.attachments.get(&message.id).map_or(&[], Vec::as_slice)
    }

    fn attachment(&self, id: AttachmentId) -> Result<&Attachment> {
        self.attachments.values().flatten().find(|file| file.id == id).ok_or_else(gone)
    }

    /// What a file of which the content is known is called.
    fn name_of(&self, sha256: &str) -> Option<&str> {
        let has = |file: &&Attachment| {
            file.sha256 == sha256 || file.facts.page_images.iter().any(|page| page.sha256 == sha256)
        };
        self.attachments.values().flatten().find(has).map(|file| file.name.as_str())
    }

    /// The texts that may stand in a request, in the order in which they would.
    fn texts(&self) -> impl Iterator<Item = (Piece, String)> {
        self.messages.iter().enumerate().flat_map(|(index, message)| {
            let sent = self.attached_to(message).iter().filter(|file| !file.is_left_out);
            let as_text = sent.filter(|file| matches!(file.sent_as, Some(SendAs::Text) | None));
            let of_files = as_text.filter_map(|file| {
                Some((Piece::FileText { text_of: file.id }, read_text(&self.files, file).ok()?))
            });
            let message = (Piece::Message(index), message.text.clone());
            of_files.chain([message])
        })
    }
}

/// A part of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Piece {
    /// As it stands.
    Text(String),
    /// The words of a message of the branch, by its place in it; stored as how far it is behind the one before, since
    /// what repeats takes no room.
    Message(usize),
    /// The text of a file.
    FileText {
        /// Which one.
        text_of: AttachmentId,
    },
    /// A kept content in base64.
    File {
        /// Its SHA-256.
        file: String,
    },
}

/// A body as it is kept.
pub(super) struct Kept {
    pieces: Vec<Piece>,
    sha256: String,
}

impl Kept {
    /// A body as it was sent, with its size in bytes and its SHA-256.
    pub(super) fn from_body(body: &[BodyPart], known: &Known) -> (Self, u64, String) {
        let (mut hash, mut size) = (Sha256::new(), 0);
        for part in body {
            let sent = match part {
                BodyPart::Text(text) => text.clone(),
                BodyPart::File(bytes) => Bytes::from(STANDARD.encode(bytes)),
            };
            hash.update(&sent);
            size += sent.len() as u64;
        }
        let sha256 = hex(&hash.finalize());
        (Self { pieces: pieces(body, known), sha256: sha256.clone() }, size, sha256)
    }

    /// As it is stored.
    pub(super) fn pack(&self) -> Vec<u8> {
        let mut before = 0;
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Message(index) => {
                Piece::Message(index.wrapping_sub(std::mem::replace(&mut before, *index)))
            }
            other => other.clone(),
        });
        // Plain data, which always has a JSON form.
        deflated(&serde_json::to_vec(&(&self.sha256, pieces.collect::<Vec<_>>())).unwrap_or_default())
    }

    pub(super) fn unpack(stored: &[u8]) -> Option<Self> {
        let (sha256, mut pieces): (String, Vec<Piece>) = serde_json::from_slice(&inflated(stored)?).ok()?;
        let mut before = 0_usize;
        for piece in &mut pieces {
            if let Piece::Message(index) = piece {
                before = before.wrapping_add(*index);
                *index = before;
            }
        }
        Some(Self { pieces, sha256 })
    }

    /// The body as it was sent.
    ///
    /// # Errors
    /// `Error::Invalid` if a part of it is gone, or is not what it was.
    pub(super) fn whole(&self, known: &Known) -> Result<String> {
        let mut whole = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::File { file } => {
                    let bytes = known.files.read(file).map_err(|_| gone())?;
                    STANDARD.encode_string(bytes, &mut whole);
                }
                other => whole.push_str(&text_of(other, known)?),
            }
        }
        if hex(&Sha256::digest(&whole)) == self.sha256 { Ok(whole) } else { Err(gone()) }
    }

    /// The first characters of the body, with a reference in place of each file, and how many follow.
    ///
    /// # Errors
    /// As [`Kept::whole`]; files are not read for it.
    pub(super) fn shown(&self, known: &Known, most: usize) -> Result<(String, u64)> {
        let (mut shown, mut room, mut left_out) = (String::new(), most, 0);
        for piece in &self.pieces {
            let text = match piece {
                Piece::File { file } => reference(known, file),
                other => text_of(other, known)?,
            };
            let length = text.chars().count();
            let taken = length.min(room);
            shown.extend(text.chars().take(taken));
            room -= taken;
            left_out += (length - taken) as u64;
        }
        Ok((shown, left_out))
    }
}

/// What stands in a file's place, inside of a JSON string.
fn reference(known: &Known, sha256: &str) -> String {
    let name = known.name_of(sha256).map(|name| format!("{} ", escaped(name))).unwrap_or_default();
    format!("‹{name}sha256:{}›", sha256.get(..12).unwrap_or(sha256))
}

fn text_of(piece: &Piece, known: &Known) -> Result<String> {
    Ok(match piece {
        Piece::Text(text) => text.clone(),
        Piece::Message(index) => escaped(&known.messages.get(*index).ok_or_else(gone)?.text),
        Piece::FileText { text_of } => {
            escaped(&read_text(&known.files, known.attachment(*text_of)?).map_err(|_| gone())?)
        }
        Piece::File { file } => reference(known, file),
    })
}

/// The words of a failure to put a body together.
pub(super) fn words_of(error: &Error) -> String {
    match error {
        Error::Invalid(words) => words.clone(),
        other => other.to_string(),
    }
}

/// Looks for each text behind the one before it.
fn pieces(body: &[BodyPart], known: &Known) -> Vec<Piece> {
    let texts: Vec<&str> = body
        .iter()
        .map(|part| match part {
            // Only JSON is written there.
            BodyPart::Text(text) => std::str::from_utf8(text).unwrap_or_default(),
            BodyPart::File(_) => "",
        })
        .collect();
    let mut effort = MAX_PASSES * texts.iter().map(|text| text.len()).sum::<usize>();
    let mut found: Vec<Vec<(usize, usize, Piece)>> = vec![Vec::new(); body.len()];
    let (mut part, mut at) = (0, 0);
    for (piece, text) in known.texts() {
        let wanted = escaped(&text);
        if wanted.len() < SHORTEST {
            continue;
        }
        let finder = memmem::Finder::new(&wanted);
        let mut from = at;
        for (index, text) in texts.iter().enumerate().skip(part) {
            let rest = text.get(from..).unwrap_or_default();
            let place = finder.find(rest.as_bytes());
            effort = effort.saturating_sub(place.unwrap_or(rest.len()));
            if let Some(place) = place {
                let begin = from + place;
                (part, at) = (index, begin + wanted.len());
                if let Some(list) = found.get_mut(index) {
                    list.push((begin, at, piece));
                }
                break;
            }
            from = 0;
        }
        if effort == 0 {
            break;
        }
    }
    let parts = body.iter().zip(texts).zip(found);
    parts.flat_map(|((part, text), found)| one_part(part, text, found, known)).collect()
}

fn one_part(part: &BodyPart, text: &str, found: Vec<(usize, usize, Piece)>, known: &Known) -> Vec<Piece> {
    if let BodyPart::File(bytes) = part {
        let sha256 = hex(&Sha256::digest(bytes));
        let is_kept = known.files.holds(&sha256);
        return vec![if is_kept {
            Piece::File { file: sha256 }
        } else {
            Piece::Text(STANDARD.encode(bytes))
        }];
    }
    let (mut pieces, mut at) = (Vec::new(), 0);
    let between = |from: usize, to: usize| Piece::Text(text.get(from..to).unwrap_or_default().to_owned());
    for (begin, end, piece) in found {
        pieces.push(between(at, begin));
        pieces.push(piece);
        at = end;
    }
    pieces.push(between(at, text.len()));
    pieces
}

/// A text as it stands inside of a JSON string (RFC 8259, section 7).
fn escaped(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default().to_owned()
}

fn gone() -> Error {
    Error::invalid(details::request_incomplete())
}

fn hex(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    // Memory takes everything.
    let _never_fails = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

pub(super) fn inflated(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut inflated = Vec::new();
    DeflateDecoder::new(bytes).take(MAX_UNPACKED).read_to_end(&mut inflated).ok()?;
    Some(inflated)
}

#[cfg(test)]
mod tests;
