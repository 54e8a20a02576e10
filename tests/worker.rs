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

fn prepared(bytes: &[u8]) -> Result<Prepared, Error> {
    let place = tempfile::tempdir().unwrap();
    let worker = AttachmentWorker::new(env!("CARGO_BIN_EXE_yourouter-chat"));
    let folder = BlobStore::open(place.path()).unwrap().with_worker(worker);
    folder.prepare(&Source::Bytes { name: "photo.heic".to_owned(), bytes: bytes.to_vec().into() })
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
            let found = prepared(whole.get(..keep).unwrap());
            assert!(
                matches!(found, Err(Error::Attachment { problem: AttachmentProblem::Damaged, .. })),
                "{keep}: {found:?}"
            );
        }
    }
}

/// A TIFF of 16 × 16 pixels with so many bits for each, white (TIFF 6.0, section 4); `fields` come behind the usual ones.
fn tiff(bits: u16, fields: &[(u16, u16, u32, u32)]) -> Vec<u8> {
    let length = 16 * 16 * usize::from(bits) / 8;
    let mut all = vec![
        (256, 3, 1, 16),
        (257, 3, 1, 16),
        (258, 3, 1, u32::from(bits)),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (277, 3, 1, 1),
        (278, 3, 1, 16),
        (279, 4, 1, u32::try_from(length).unwrap()),
    ];
    all.retain(|field: &(u16, u16, u32, u32)| fields.iter().all(|other| other.0 != field.0));
    all.extend(fields);
    all.sort_unstable();
    let mut bytes = [b"II*\0".as_slice(), &u32::try_from(8 + length).unwrap().to_le_bytes()].concat();
    bytes.resize(8 + length, 0xFF);
    bytes.extend(u16::try_from(all.len()).unwrap().to_le_bytes());
    for (tag, kind, count, value) in all {
        bytes.extend([tag, kind].map(u16::to_le_bytes).concat());
        bytes.extend([count, value].map(u32::to_le_bytes).concat());
    }
    bytes.extend([0; 4]);
    bytes
}

#[test]
fn tiffs_of_few_bits_are_decoded_by_the_system_and_icons_by_the_program() {
    let png = include_bytes!("../icons/32x32.png");
    let icon = [
        [0_u16, 1, 1].map(u16::to_le_bytes).concat(),
        vec![32, 32, 0, 0],
        [1_u16, 32].map(u16::to_le_bytes).concat(),
        u32::try_from(png.len()).unwrap().to_le_bytes().to_vec(),
        22_u32.to_le_bytes().to_vec(),
        png.to_vec(),
    ]
    .concat();
    for (what, bytes, side) in
        [("4 bits", tiff(4, &[]), 16), ("2 bits", tiff(2, &[]), 16), ("icon", icon, 32)]
    {
        let found = prepared(&bytes).unwrap_or_else(|error| panic!("{what}: {error:?}"));
        assert_eq!((found.kind, found.pixels), (AttachmentKind::Image, Some((side, side))), "{what}");
    }
    let unknown = prepared(&tiff(4, &[(259, 3, 1, 34_000)]));
    assert!(
        matches!(
            unknown,
            Err(Error::Attachment {
                problem: AttachmentProblem::UnsupportedType | AttachmentProblem::Damaged,
                ..
            })
        ),
        "{unknown:?}"
    );
}
