//! HEIC and AVIF files: which of the two one is, and how large it says that it is.
//!
//! Invariant: only the container's boxes are looked at (ISO/IEC 14496-12 and 23008-12); nothing is decoded.

use super::SystemType;

/// Which of the two a file is, by the brands that it names; the codec decides between brands that both use.
pub(crate) fn kind(bytes: &[u8]) -> Option<SystemType> {
    let length = usize::try_from(u32::from_be_bytes(*bytes.first_chunk()?)).ok()?;
    let brands = bytes.get(..length.min(256).min(bytes.len()))?.get(4..)?.strip_prefix(b"ftyp")?;
    let (brands, _) = brands.as_chunks::<4>();
    let names = |brand: &[u8; 4]| brands.contains(brand);
    if names(b"avif") || names(b"avis") {
        return Some(SystemType::Avif);
    }
    [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"]
        .into_iter()
        .any(names)
        .then_some(SystemType::Heic)
}

/// The largest width and height that the file gives for an image in it (box `ispe`).
pub(super) fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut sizes = memchr::memmem::find_iter(bytes, b"ispe").take(10_000).filter_map(|at| {
        let fields = bytes.get(at + 8..at + 16)?;
        let (numbers, _) = fields.as_chunks::<4>();
        Some((u32::from_be_bytes(*numbers.first()?), u32::from_be_bytes(*numbers.get(1)?)))
    });
    let first = sizes.next()?;
    Some(sizes.fold(first, |most, size| (most.0.max(size.0), most.1.max(size.1))))
}
