//! What must hold for any file at all: the entry points of the fuzzer (`fuzz/`) and of its bounded form in the tests.
//!
//! Invariant: nothing here is part of a file's way; each function asserts. Memory and time are
//! bounded by whoever runs them.
#![doc(hidden)]
#![allow(missing_docs, clippy::panic, reason = "not an interface")]

mod packages;

use std::io::Cursor;

use bytes::Bytes;
use image::ImageReader;
use tokio_util::sync::CancellationToken;

use super::{
    Watch, catching_panics,
    content::{self, Content},
    frames, office, pdf,
    picture::{self, MAX_SENT_BYTES, MAX_SENT_SIDE, Picture},
    text::MAX_TEXT_BYTES,
};
use yourouter_protocol::{AttachmentProblem, Error};

/// An image is refused in words, or becomes one that every vendor takes.
pub fn picture(input: &[u8]) {
    let _refused = picture_problem(input);
}

/// The same, and for what it is refused.
pub fn picture_problem(input: &[u8]) -> Option<AttachmentProblem> {
    let bytes = Bytes::copy_from_slice(input);
    let watch = Watch { stop: &CancellationToken::new(), progress: &|_| {} };
    let made = match content::detect(input) {
        Content::Image(format) => {
            assert!(frames::count(input, format) >= 1);
            catching_panics(|| picture::prepare(bytes, None, format, &watch))
        }
        Content::Jpeg2000 => catching_panics(|| picture::prepare_jpeg2000(&bytes, &watch)),
        _ => return None,
    };
    match made {
        Ok(picture) => {
            assert_fits(&picture);
            None
        }
        Err(Error::Attachment { problem, .. }) => Some(problem),
        Err(error) => panic!("{error:?}"),
    }
}

/// A PDF is refused in words, or read as far as it can be, whatever is asked of it.
pub fn pdf(input: &[u8]) {
    if content::detect(input) != Content::Pdf {
        return;
    }
    if let Err(error) = pdf::check(input) {
        return assert_in_words(&error);
    }
    pdf::read_here(input);
}

/// An Office document, or the main part of one of the type that the first byte names.
pub fn office(input: &[u8]) {
    archive(input);
    let wrapped = input.split_first().and_then(|(first, part)| packages::around(*first, part));
    if let Some(package) = wrapped {
        assert!(matches!(content::detect(&package), Content::Office(_)));
        archive(&package);
    }
}

/// An Office document is refused in words, or read; what is read is bounded.
fn archive(input: &[u8]) {
    let Content::Office(office) = content::detect(input) else { return };
    let watch = Watch { stop: &CancellationToken::new(), progress: &|_| {} };
    match catching_panics(|| office::text(input, office, office::TIME, &watch)) {
        Ok(text) => {
            assert!(!text.text.trim().is_empty() && text.text.len() <= MAX_TEXT_BYTES + 300);
        }
        Err(error) => assert_in_words(&error),
    }
}

/// The size that is told is that of the image, which a decoder that knows nothing of this program reads back.
fn assert_fits(picture: &Picture) {
    let (width, height) = picture.pixels;
    assert!(width.max(height) <= MAX_SENT_SIDE && picture.bytes.len() <= MAX_SENT_BYTES);
    let reader = ImageReader::new(Cursor::new(&picture.bytes)).with_guessed_format();
    let read = reader.ok().and_then(|reader| reader.decode().ok());
    assert_eq!(read.map(|image| (image.width(), image.height())), Some(picture.pixels));
}

fn assert_in_words(error: &Error) {
    assert!(matches!(error, Error::Attachment { .. }), "{error:?}");
}
