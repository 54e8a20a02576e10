//! Whether an image file goes on to its end.
//!
//! Decoders forgive a file that is cut short and fill the rest with grey; a vendor may not. Only the outermost
//! structure is walked here, in one pass over the bytes.
//! Invariant: nothing is decoded, and every step moves forward.

use image::ImageFormat;

/// More scans than any camera or editor writes; each makes a decoder go over the whole picture once more.
const MAX_JPEG_SCANS: usize = 200;

/// Whether the file's own structure reaches its end.
pub(super) fn is_whole(bytes: &[u8], format: ImageFormat) -> bool {
    match format {
        ImageFormat::Png => png(bytes),
        ImageFormat::Jpeg => jpeg(bytes),
        ImageFormat::Gif => gif(bytes),
        ImageFormat::WebP => webp(bytes),
        _ => Some(()),
    }
    .is_some()
}

/// Chunks of length, type, data and checksum up to `IEND` (PNG specification, section 5.3).
fn png(bytes: &[u8]) -> Option<()> {
    let mut rest = bytes.get(8..)?;
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        let kind = rest.get(4..8)?;
        let next = rest.get(length.checked_add(12)?..)?;
        if kind == b"IEND" {
            return Some(());
        }
        rest = next;
    }
}

/// Segments up to the end of image (ITU-T T.81, annex B). Bytes between segments are skipped, as decoders do.
fn jpeg(bytes: &[u8]) -> Option<()> {
    let mut rest = bytes.get(2..)?;
    let mut scans = 0;
    loop {
        let at = rest.iter().position(|byte| *byte == 0xFF)?;
        rest = rest.get(at + 1..)?;
        match *rest.first()? {
            0xD9 => return Some(()),
            // Fill bytes, stuffed bytes and restart markers carry no length.
            0x00 | 0x01 | 0xFF | 0xD0..=0xD8 => continue,
            0xDA => scans += 1,
            _ => {}
        }
        if scans > MAX_JPEG_SCANS {
            return None;
        }
        let length = u16::from_be_bytes(*rest.get(1..)?.first_chunk()?);
        rest = rest.get(1 + usize::from(length)..)?;
    }
}

/// Blocks up to the trailer (GIF89a specification, section 12 and the grammar of appendix B).
fn gif(bytes: &[u8]) -> Option<()> {
    let mut rest = bytes.get(13 + colour_table(*bytes.get(10)?)..)?;
    loop {
        rest = match *rest.first()? {
            0x3B => return Some(()),
            0x21 => sub_blocks(rest.get(2..)?)?,
            0x2C => sub_blocks(rest.get(11 + colour_table(*rest.get(9)?)..)?)?,
            _ => return None,
        };
    }
}

/// The size of the colour table that a packed byte announces.
pub(super) fn colour_table(packed: u8) -> usize {
    if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) }
}

/// What follows a series of data sub-blocks.
pub(super) fn sub_blocks(mut rest: &[u8]) -> Option<&[u8]> {
    loop {
        let length = usize::from(*rest.first()?);
        rest = rest.get(1 + length..)?;
        if length == 0 {
            return Some(rest);
        }
    }
}

/// The length that the RIFF header announces (RFC 9649, section 2.4).
fn webp(bytes: &[u8]) -> Option<()> {
    let length = usize::try_from(u32::from_le_bytes(*bytes.get(4..)?.first_chunk()?)).ok()?;
    (length.checked_add(8)? <= bytes.len()).then_some(())
}
