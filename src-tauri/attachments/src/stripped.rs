//! A PNG or JPEG without what it says about its maker, place and time: the same picture, bit for bit.
//!
//! Only the container is rewritten. Kept is what decoding and colour need; everything else (EXIF with its GPS position,
//! XMP, IPTC, comments, embedded thumbnails, further frames, and what stands behind the end) is left out.
//! Invariant: nothing is decoded, every step moves forward, and what is not known is dropped, not kept.

/// The chunks of a PNG that its picture needs (PNG specification, sections 11.2 and 11.3.2).
const PNG_CHUNKS: [&[u8; 4]; 12] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP",
    b"pHYs",
];

/// Gives the PNG without its metadata; `None` if its structure does not reach its end.
pub(super) fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend_from_slice(bytes.get(..8)?);
    let mut rest = bytes.get(8..)?;
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        let kind = rest.get(4..8)?;
        let (chunk, next) = rest.split_at_checked(length.checked_add(12)?)?;
        if PNG_CHUNKS.iter().any(|known| known.as_slice() == kind) {
            kept.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some(kept);
        }
        rest = next;
    }
}

/// Gives the JPEG without its metadata; `None` if its structure does not reach its end (ITU-T T.81, annex B).
pub(super) fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend_from_slice(bytes.get(..2)?);
    let mut rest = bytes.get(2..)?;
    let mut is_in_scan = false;
    loop {
        let at = rest.iter().position(|byte| *byte == 0xFF)?;
        if is_in_scan {
            kept.extend_from_slice(rest.get(..at)?);
        }
        rest = rest.get(at..)?;
        let marker = *rest.get(1)?;
        match marker {
            0xD9 => {
                kept.extend_from_slice(&[0xFF, 0xD9]);
                return Some(kept);
            }
            // A fill byte; the next one may begin a marker.
            0xFF => rest = rest.get(1..)?,
            // A stuffed byte or a restart marker belongs to the scan.
            0x00 | 0x01 | 0xD0..=0xD8 => {
                if is_in_scan {
                    kept.extend_from_slice(rest.get(..2)?);
                }
                rest = rest.get(2..)?;
            }
            _ => {
                let length = usize::from(u16::from_be_bytes(*rest.get(2..)?.first_chunk()?)).max(2);
                let (segment, next) = rest.split_at_checked(2 + length)?;
                if is_picture(marker, segment.get(4..)?) {
                    kept.extend_from_slice(segment);
                }
                is_in_scan = marker == 0xDA;
                rest = next;
            }
        }
    }
}

/// Whether decoding needs the segment: tables, frames and scans, the JFIF header, the ICC profile, Adobe's colour mark.
fn is_picture(marker: u8, payload: &[u8]) -> bool {
    match marker {
        0xE0 => payload.starts_with(b"JFIF\0"),
        0xE2 => payload.starts_with(b"ICC_PROFILE\0"),
        0xEE => payload.starts_with(b"Adobe"),
        0xE1 | 0xE3..=0xED | 0xEF..=0xFE => false,
        _ => true,
    }
}
