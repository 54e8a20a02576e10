//! The attachment worker that the program itself is: what only the system decodes goes through its fence.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    reason = "the lints know test functions, but not the functions that those call"
)]

use yourouter_attachments::{AttachmentWorker, BlobStore, Prepared, Source};
use yourouter_protocol::{AttachmentKind, AttachmentProblem, Error};

const HEIC: &[u8] = include_bytes!("../src-tauri/attachments/tests/fixtures/attachment/halves.heic");
const AVIF: &[u8] = include_bytes!("../src-tauri/attachments/tests/fixtures/attachment/halves.avif");
const TURNED: &[u8] = include_bytes!("../src-tauri/attachments/tests/fixtures/attachment/halves-turned.avif");
const NEEDED: &str = "this test needs the packages heif-gdk-pixbuf and libavif-gdk-pixbuf";

fn prepared(bytes: &'static [u8]) -> Result<Prepared, Error> {
    let place = tempfile::tempdir().unwrap();
    let worker = AttachmentWorker::new(env!("CARGO_BIN_EXE_yourouter-chat"));
    let folder = BlobStore::open(place.path()).unwrap().with_worker(worker);
    folder.prepare(&Source::Bytes { name: "photo.heic".to_owned(), bytes: bytes.into() })
}

#[test]
fn heic_and_avif_become_what_every_vendor_takes() {
    for (bytes, pixels) in [(HEIC, (96, 64)), (AVIF, (96, 64)), (TURNED, (64, 96))] {
        let prepared = prepared(bytes).expect(NEEDED);
        assert_eq!((prepared.kind, prepared.pixels), (AttachmentKind::Image, Some(pixels)));
        assert!(matches!(prepared.media_type.as_str(), "image/png" | "image/jpeg"));
    }
}

#[test]
fn what_is_cut_short_or_changed_is_refused_in_words() {
    for whole in [HEIC, AVIF] {
        for keep in [40, whole.len() / 2, whole.len() - 20] {
            let cut: &'static [u8] = whole.get(..keep).unwrap();
            let found = prepared(cut);
            assert!(
                matches!(found, Err(Error::Attachment { problem: AttachmentProblem::Damaged, .. })),
                "{keep}: {found:?}"
            );
        }
    }
}
