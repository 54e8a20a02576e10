//! Kinds of files that nothing here reads, so that their refusal says what they are.

/// How files of each kind begin, and their media type.
const BEGINNINGS: [(&[u8], &str); 11] = [
    // BigTIFF, section "The header".
    (b"II\x2B\0\x08\0\0\0", "image/x-bigtiff"),
    (b"MM\0\x2B\0\x08\0\0", "image/x-bigtiff"),
    // [MS-ONESTORE], section 2.3.1: a section and a table of contents.
    (b"\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D\xAE\xB1\x53\x78\xD0\x29\x96\xD3", "application/onenote"),
    (b"\xA1\x2F\xFF\x43\xD9\xEF\x76\x4C\x9E\xE2\x10\xEA\x57\x22\x76\x5F", "application/onenote"),
    // [MS-PST], section 2.2.2.6.
    (b"!BDN", "application/vnd.ms-outlook-pst"),
    (b"\0\x01\0\0Standard Jet DB", "application/msaccess"),
    (b"\0\x01\0\0Standard ACE DB", "application/msaccess"),
    (b"\xFFWPC", "application/vnd.wordperfect"),
    (b"\xD7\xCD\xC6\x9A", "image/wmf"),
    (b"AT&TFORM", "image/vnd.djvu"),
    (b"ITSF", "application/vnd.ms-htmlhelp"),
];

/// The media type of a file that is refused; `None` where the first bytes tell nothing that others do not tell better.
pub(super) fn refused(bytes: &[u8]) -> Option<&'static str> {
    let begins = BEGINNINGS.into_iter().find(|(beginning, _)| bytes.starts_with(beginning));
    let is_metafile = bytes.starts_with(&[1, 0, 0, 0]) && bytes.get(40..44) == Some(b" EMF");
    begins.map(|(_, media_type)| media_type).or_else(|| is_metafile.then_some("image/emf"))
}
