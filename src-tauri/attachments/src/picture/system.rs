//! Types of images that this program has no decoder for, decoded by one that the system may have.
//!
//! Invariant: the size that the file gives is compared with the limits before there are pixels, and what
//! comes back is measured before it is used.

use std::fmt::Debug;

use image::{DynamicImage, RgbImage, RgbaImage, metadata::Orientation};

use super::{
    decoded::{Decoded, damaged, within_limits},
    heif,
};
use yourouter_protocol::{AttachmentProblem, Error, Result};

/// Types of images that are left to the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SystemType {
    /// Coded as HEVC.
    Heic,
    /// Coded as AV1.
    Avif,
    /// Of a kind that the `image` crate does not read: a fax, a palette, fewer than 8 bits.
    Tiff,
}

impl SystemType {
    /// The media type, as registered with IANA.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Heic => "image/heic",
            Self::Avif => "image/avif",
            Self::Tiff => "image/tiff",
        }
    }
}

/// The decoders of the system. Blocking; called off the thread of the window.
pub trait SystemPictures: Debug + Send + Sync {
    /// Decodes an image, upright; `is_allowed` is asked with the width and height before there are pixels.
    ///
    /// # Errors
    /// [`SystemRefusal`]
    fn decode(
        &self,
        bytes: &[u8],
        kind: SystemType,
        is_allowed: fn(u32, u32) -> bool,
    ) -> std::result::Result<SystemPicture, SystemRefusal>;
}

/// What a decoder of the system gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemPicture {
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// Whether there are four channels, the last being alpha, and not three.
    pub has_alpha: bool,
    /// Rows of 8 bits for each channel, without gaps.
    pub pixels: Vec<u8>,
    /// The ICC profile of its colours.
    pub profile: Option<Vec<u8>>,
}

/// Why there is no image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SystemRefusal {
    /// The system has no decoder for it.
    NoDecoder,
    /// It is larger than is allowed.
    TooLarge,
    /// The decoder's own words.
    Damaged(String),
}

/// Decodes an image by the system.
///
/// # Errors
/// `Error::Attachment` with `heif`, `tooManyPixels`, `sideTooLong` or `damaged`.
pub(super) fn decode(bytes: &[u8], kind: SystemType, system: Option<&dyn SystemPictures>) -> Result<Decoded> {
    let Some(system) = system else { return Err(missing(kind)) };
    if matches!(kind, SystemType::Heic | SystemType::Avif) {
        within_limits(heif::size(bytes).ok_or_else(|| damaged("it does not say how large it is"))?)?;
    }
    let made = system.decode(bytes, kind, is_allowed).map_err(|refusal| match refusal {
        SystemRefusal::NoDecoder => missing(kind),
        SystemRefusal::TooLarge => {
            Error::attachment(AttachmentProblem::TooManyPixels, "more than the file says of itself")
        }
        // The kind is unusual to begin with, and the system's words do not say whether it knows it.
        SystemRefusal::Damaged(_) if kind == SystemType::Tiff => missing(kind),
        SystemRefusal::Damaged(words) => damaged(words),
    })?;
    let SystemPicture { width, height, has_alpha, pixels, profile } = made;
    within_limits((width, height))?;
    let image: Option<DynamicImage> = if has_alpha {
        RgbaImage::from_raw(width, height, pixels).map(Into::into)
    } else {
        RgbImage::from_raw(width, height, pixels).map(Into::into)
    };
    let image = image.ok_or_else(|| damaged("its decoder gave too few pixels"))?;
    // The decoder has turned it already.
    Ok(Decoded { image, orientation: Orientation::NoTransforms, profile, has_all_pixels: false })
}

fn is_allowed(width: u32, height: u32) -> bool {
    within_limits((width, height)).is_ok()
}

/// Names what a person can install, where that is known.
fn missing(kind: SystemType) -> Error {
    let package = match kind {
        SystemType::Heic => "heif-gdk-pixbuf",
        SystemType::Avif => "libavif-gdk-pixbuf",
        SystemType::Tiff => {
            return Error::attachment(AttachmentProblem::UnsupportedType, kind.media_type());
        }
    };
    let detail = if cfg!(target_os = "linux") { package } else { "" };
    Error::attachment(AttachmentProblem::Heif, detail)
}
