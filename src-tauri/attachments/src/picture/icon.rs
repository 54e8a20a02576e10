//! Icons: a picture in several sizes, of which the large ones are whole PNG files ([MS-ICO], "ICONDIRENTRY").
//!
//! Invariant: what an entry says of its place is compared with the file.

use bytes::Bytes;

/// The largest picture, if that is a PNG; the decoder of icons takes those with transparency only.
pub(super) fn largest_png(icon: &Bytes) -> Option<Bytes> {
    let entries = icon.get(6..)?.as_chunks::<16>().0;
    let count = usize::from(u16::from_le_bytes(*icon.get(4..)?.first_chunk()?));
    // A side of 256 pixels is written as 0.
    let side = |byte: u8| if byte == 0 { 256 } else { u32::from(byte) };
    let largest = entries.iter().take(count).max_by_key(|entry| side(entry[0]) * side(entry[1]))?;
    let number = |at: usize| {
        let bytes = largest.get(at..)?.first_chunk()?;
        usize::try_from(u32::from_le_bytes(*bytes)).ok()
    };
    let (length, start) = (number(8)?, number(12)?);
    let range = start..start.checked_add(length)?;
    icon.get(range.clone())?.starts_with(b"\x89PNG").then(|| icon.slice(range))
}
