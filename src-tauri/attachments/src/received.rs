//! Files that come with an answer, or in an archive: as hostile as any other, and not chosen by the person.
//!
//! What the program reads is prepared as if it were attached. Recordings and videos are kept as they are: nothing here
//! decodes them, and none is ever sent.

use bytes::Bytes;

use super::{
    BlobStore, MAX_FILE_BYTES, Prepared, Source, Watch,
    content::{self, Content},
    file_name::with_extension,
};
use yourouter_protocol::{AttachmentKind, Result};

/// The largest recording or video, in bytes.
const MAX_MEDIA_BYTES: u64 = MAX_FILE_BYTES;

impl BlobStore {
    /// Checks a file that nobody attached, and keeps it under a name that fits what it is. Blocking.
    ///
    /// # Errors
    /// As [`BlobStore::prepare_watched`].
    pub fn prepare_received(&self, name: &str, bytes: Bytes, watch: &Watch<'_>) -> Result<Prepared> {
        let is_small = bytes.len() as u64 <= MAX_MEDIA_BYTES;
        let medium = infer::get(&bytes).filter(|found| is_medium(found.mime_type()) && is_small);
        let source = Source::Bytes { name: name.to_owned(), bytes };
        let mut prepared = match (medium, &source) {
            (Some(medium), Source::Bytes { bytes, .. })
                if matches!(content::detect(bytes), Content::Other(_)) =>
            {
                self.keep(AttachmentKind::Media, medium.mime_type(), bytes)?
            }
            _ => self.prepare_watched(&source, watch)?,
        };
        let extension = match (prepared.kind, medium) {
            (AttachmentKind::Media, Some(medium)) => medium.extension(),
            (AttachmentKind::Image, _) if prepared.media_type == "image/png" => "png",
            (AttachmentKind::Image, _) => "jpg",
            (AttachmentKind::Pdf, _) => "pdf",
            _ => "txt",
        };
        prepared.name = source.name();
        let bears = |extension: &str| {
            let found = prepared.name.rsplit_once('.').map(|(_, found)| found);
            found.is_some_and(|found| found.eq_ignore_ascii_case(extension))
        };
        let has_some = prepared.kind == AttachmentKind::Text && prepared.name.contains('.');
        let is_named = bears(extension) || has_some || (extension == "jpg" && bears("jpeg"));
        if !is_named {
            prepared.name = with_extension(&prepared.name, extension);
        }
        Ok(prepared)
    }
}

fn is_medium(media_type: &str) -> bool {
    media_type.starts_with("audio/") || media_type.starts_with("video/")
}
