//! What the attachment worker made of an image or a document.
//!
//! Invariant: what comes back is measured before it is believed, for hostile bytes were what made it.

use bytes::Bytes;

use super::{
    Watch,
    picture::{MAX_SENT_BYTES, MAX_SENT_SIDE, media_type},
    text::{Text, capped},
    worker::{
        AttachmentWorker,
        message::{Job, Message},
        process::{self, End, Input},
    },
};
use yourouter_protocol::{AttachmentProblem, Error, Result};

/// The longest reason for which a file is refused.
const MAX_REASON: usize = 300;

/// An image as it is sent.
pub(super) struct Image {
    /// Its width and height.
    pub pixels: (u32, u32),
    /// How many pictures the file has.
    pub frames: u32,
    /// PNG or JPEG.
    pub thumbnail: Vec<u8>,
    /// PNG or JPEG.
    pub bytes: Bytes,
    /// `image/png` or `image/jpeg`.
    pub media_type: &'static str,
}

/// Makes of an image what is sent. Blocking.
///
/// # Errors
/// `Error::Attachment` with what speaks against it.
pub(super) fn image(worker: &AttachmentWorker, input: Input, watch: &Watch<'_>) -> Result<Image> {
    let (mut thumbnail, mut made) = (None, None);
    ask(worker, input, watch, |message, payload| match message {
        Message::Thumbnail => thumbnail = Some(payload),
        Message::Image { pixels, frames } => made = Some((pixels, frames, payload)),
        _ => {}
    })?;
    let is_image = |bytes: &[u8]| bytes.starts_with(b"\x89PNG") || bytes.starts_with(b"\xFF\xD8");
    let fits = |(width, height): (u32, u32), bytes: &[u8]| {
        width.max(height) <= MAX_SENT_SIDE && bytes.len() <= MAX_SENT_BYTES && is_image(bytes)
    };
    match (thumbnail, made) {
        (Some(thumbnail), Some((pixels, frames, bytes))) if fits(pixels, &bytes) && is_image(&thumbnail) => {
            Ok(Image { pixels, frames, thumbnail, media_type: media_type(&bytes), bytes: bytes.into() })
        }
        _ => Err(gave_up()),
    }
}

/// Takes the text out of a document. Blocking.
///
/// # Errors
/// As [`image`].
pub(super) fn document(worker: &AttachmentWorker, input: Input, watch: &Watch<'_>) -> Result<Text> {
    let mut found = None;
    ask(worker, input, watch, |message, payload| {
        if let Message::Document { is_cut } = message {
            found = Some((is_cut, payload));
        }
    })?;
    let (is_cut, payload) = found.ok_or_else(gave_up)?;
    let text = String::from_utf8(payload).map_err(|_| gave_up())?;
    // One that was cut has a word about it at its end already.
    Ok(if is_cut && text.len() <= 2 * super::MAX_TEXT_BYTES {
        Text { text, is_cut, data_bytes: 0 }
    } else {
        capped(text)
    })
}

fn ask(
    worker: &AttachmentWorker,
    input: Input,
    watch: &Watch<'_>,
    mut take: impl FnMut(Message, Vec<u8>),
) -> Result<()> {
    watch.check()?;
    let mut refused = None;
    let end = process::run(worker, Job::Prepare, input, watch, |message, payload| match message {
        Message::Refused { problem } => refused = Some(Error::attachment(problem, words(&payload))),
        other => take(other, payload),
    });
    match end {
        _ if let Some(refused) = refused => Err(refused),
        End::Finished => Ok(()),
        End::Stopped => Err(Error::attachment(AttachmentProblem::Stopped, "")),
        End::Late => {
            let detail = format!("more than {} s", worker.limit(Job::Prepare).as_secs());
            Err(Error::attachment(AttachmentProblem::TooSlow, detail))
        }
        End::Gone => Err(gave_up()),
        End::NotStarted => Err(super::no_worker()),
    }
}

/// Whatever it was made to say, in one line.
fn words(payload: &[u8]) -> String {
    String::from_utf8_lossy(payload).chars().filter(|c| !c.is_control()).take(MAX_REASON).collect()
}

/// It ended over the file, or said what makes no sense.
fn gave_up() -> Error {
    Error::attachment(AttachmentProblem::Damaged, "its decoder gave up")
}
