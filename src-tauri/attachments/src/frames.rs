//! How many pictures an image file holds: the frames of an animation, the pages of a TIFF. Only the first one is sent.
//!
//! Invariant: nothing is decoded, every step moves forward or is one of at most [`MOST`], and a file that does not say
//! how many it holds has one.

use std::collections::HashSet;

use image::ImageFormat;

use super::whole::{colour_table, sub_blocks};

/// More than this is counted as this.
const MOST: u32 = 10_000;
/// The tag of a TIFF that says what a picture is, and the bit of it for a smaller copy of another one (TIFF 6.0,
/// section 8, `NewSubfileType`).
const SUBFILE_TYPE: u16 = 254;
const IS_REDUCED: u32 = 1;
/// Tags stand in ascending order, and hardly any is smaller than that one.
const TAGS_LOOKED_AT: usize = 4;

/// The number of pictures, at least one.
pub(super) fn count(bytes: &[u8], format: ImageFormat) -> u32 {
    let counted = match format {
        ImageFormat::Gif => gif(bytes),
        ImageFormat::WebP => webp(bytes),
        ImageFormat::Png => png(bytes),
        ImageFormat::Tiff => tiff(bytes),
        _ => None,
    };
    counted.unwrap_or(1).clamp(1, MOST)
}

/// Image descriptors (GIF89a specification, section 20); of a file that is cut short those that are there.
fn gif(bytes: &[u8]) -> Option<u32> {
    let mut rest = bytes.get(13 + colour_table(*bytes.get(10)?)..)?;
    let mut frames = 0;
    while frames < MOST {
        let next = match *rest.first()? {
            0x21 => rest.get(2..).and_then(sub_blocks),
            0x2C => {
                frames += 1;
                rest.get(9).and_then(|packed| rest.get(11 + colour_table(*packed)..)).and_then(sub_blocks)
            }
            _ => None,
        };
        let Some(next) = next else { break };
        rest = next;
    }
    Some(frames)
}

/// `ANMF` chunks (RFC 9649, section 2.7.1.1).
fn webp(bytes: &[u8]) -> Option<u32> {
    let mut rest = bytes.get(12..)?;
    let mut frames = 0;
    while let (Some(kind), Some(length)) = (rest.get(..4), rest.get(4..).and_then(<[u8]>::first_chunk)) {
        frames += u32::from(kind == b"ANMF");
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        // Chunks begin at even places.
        let Some(next) = length.checked_next_multiple_of(2).and_then(|length| rest.get(8..)?.get(length..))
        else {
            break;
        };
        rest = next;
    }
    Some(frames)
}

/// The number in `acTL`, which stands before the pixels (PNG specification, third edition, section 11.3.6).
fn png(bytes: &[u8]) -> Option<u32> {
    let mut rest = bytes.get(8..)?;
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        match rest.get(4..8)? {
            b"acTL" => return Some(u32::from_be_bytes(*rest.get(8..)?.first_chunk()?)),
            b"IDAT" => return None,
            _ => rest = rest.get(length.checked_add(12)?..)?,
        }
    }
}

/// Directories but for those of smaller copies (TIFF 6.0, section 2). Of large ones (BigTIFF) only the numbers are wider.
fn tiff(bytes: &[u8]) -> Option<u32> {
    let is_big_endian = bytes.starts_with(b"MM");
    let number = |at: usize, width: usize| -> Option<u64> {
        let digits = bytes.get(at..at.checked_add(width)?)?;
        let add = |sum: u64, byte: &u8| sum << 8 | u64::from(*byte);
        Some(if is_big_endian { digits.iter().fold(0, add) } else { digits.iter().rev().fold(0, add) })
    };
    let place = |at: usize, width: usize| number(at, width).and_then(|place| usize::try_from(place).ok());
    let is_large = number(2, 2)? == 43;
    let (width, entry, counted) = if is_large { (8, 20, 8) } else { (4, 12, 2) };
    let mut at = place(if is_large { 8 } else { 4 }, width)?;
    let (mut pictures, mut seen) = (0, HashSet::new());
    while at != 0 && pictures < MOST && seen.len() < MOST as usize && seen.insert(at) {
        let Some(entries) = place(at, counted) else { break };
        let first = at.checked_add(counted)?;
        let is_reduced = (0..entries.min(TAGS_LOOKED_AT)).any(|index| {
            let tag = first + index * entry;
            let is_kind = number(tag, 2) == Some(u64::from(SUBFILE_TYPE));
            is_kind && number(tag + 4 + width, 4).is_some_and(|kind| kind & u64::from(IS_REDUCED) != 0)
        });
        pictures += u32::from(!is_reduced);
        let end = entries.checked_mul(entry).and_then(|length| first.checked_add(length));
        at = end.and_then(|end| place(end, width)).unwrap_or_default();
    }
    Some(pictures)
}

#[cfg(test)]
mod tests {
    use super::{ImageFormat, MOST, count};

    /// A TIFF of directories with one tag each, which says whether it is a smaller copy.
    fn tiff(reduced: &[bool], is_big_endian: bool) -> Vec<u8> {
        let two = |n: u16| if is_big_endian { n.to_be_bytes() } else { n.to_le_bytes() };
        let four = |n: u32| if is_big_endian { n.to_be_bytes() } else { n.to_le_bytes() };
        let mut bytes = [if is_big_endian { b"MM" } else { b"II" }.as_slice(), &two(42), &four(8)].concat();
        for (index, is_reduced) in reduced.iter().enumerate() {
            let next = if index + 1 < reduced.len() { bytes.len() as u32 + 18 } else { 0 };
            bytes.extend(two(1));
            bytes.extend([&two(254)[..], &two(4), &four(1), &four(u32::from(*is_reduced))].concat());
            bytes.extend(four(next));
        }
        bytes
    }

    #[test]
    fn pages_of_a_tiff_are_counted_without_the_smaller_copies_among_them() {
        for is_big_endian in [false, true] {
            for (reduced, pages) in [(&[false][..], 1), (&[false; 5], 5), (&[false, true, true, false], 2)] {
                assert_eq!(count(&tiff(reduced, is_big_endian), ImageFormat::Tiff), pages, "{reduced:?}");
            }
        }
    }

    #[test]
    fn what_leads_in_circles_or_is_cut_short_has_an_end() {
        let mut circle = tiff(&[false, false], false);
        let end = circle.len() - 4;
        circle[end..].copy_from_slice(&8_u32.to_le_bytes());
        assert_eq!(count(&circle, ImageFormat::Tiff), 2);
        let whole = tiff(&[false; 3], false);
        for format in [ImageFormat::Tiff, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Png] {
            for keep in 0..whole.len() {
                assert!((1..=3).contains(&count(&whole[..keep], format)), "{format:?} {keep}");
            }
        }
        assert_eq!(count(&tiff(&[false; 12_000], true), ImageFormat::Tiff), MOST);
        let chunk = [&12_u32.to_be_bytes()[..], b"acTL", &u32::MAX.to_be_bytes(), &[0; 12]].concat();
        assert_eq!(
            count(&[&[0; 8][..], &chunk].concat(), ImageFormat::Png),
            MOST,
            "whatever it says of itself"
        );
    }
}
