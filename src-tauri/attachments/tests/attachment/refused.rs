//! Broken and hostile files, each refused with its problem, and nothing of them kept.

use std::fs;

use image::ImageFormat;
use proptest::prelude::*;
use yourouter_attachments::{MAX_FILE_BYTES, Source, checks};
use yourouter_protocol::{AttachmentKind, AttachmentProblem};

use crate::fixture::*;

#[test]
fn what_is_no_file_is_refused_without_being_opened() {
    let place = Place::new();
    let at = |name: &str| Source::Path(place.root.path().join(name));
    fs::create_dir(place.root.path().join("folder.png")).unwrap();
    assert_eq!(problem(place.folder.prepare(&at("folder.png"))).0, AttachmentProblem::Folder);
    let (found, detail) = problem(place.folder.prepare(&at("gone.png")));
    assert_eq!(found, AttachmentProblem::Gone);
    assert!(!detail.contains("gone.png"), "no path in the message: {detail}");
    assert_eq!(problem(place.folder.prepare(&at(""))).0, AttachmentProblem::Folder);
    assert_eq!(problem(place.folder.prepare(&Source::Path("a\0b".into()))).0, AttachmentProblem::Unreadable);
}

#[test]
fn a_link_that_was_dragged_from_a_browser_is_refused_with_a_word() {
    let place = Place::new();
    for address in ["https://example.com/photo.png", "http:/example.com/a.pdf", "data:image/png;base64,AAAA"]
    {
        assert_eq!(problem(place.folder.prepare(&Source::Path(address.into()))).0, AttachmentProblem::Link);
        let link = Source::Link(address.to_owned());
        assert_eq!(problem(place.folder.prepare(&link)).0, AttachmentProblem::Link);
    }
    assert_eq!(Source::Link("https://example.com/a/b.png?size=2".to_owned()).name(), "b.png");
}

#[cfg(unix)]
#[test]
fn a_file_that_this_user_may_not_read_is_refused_with_that_word() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let path = place.write("secret.png", b"whatever");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // Nothing is forbidden to the superuser.
    let is_forbidden = fs::read(&path).is_err();
    let refused = place.folder.prepare(&Source::Path(path)).map_err(|error| problem::<()>(Err(error)).0);
    assert_eq!(refused.err(), is_forbidden.then_some(AttachmentProblem::NotAllowed));
}

#[cfg(unix)]
#[test]
fn links_pipes_sockets_and_devices_do_not_fool_or_hang_it() {
    use std::os::unix::{fs::symlink, net::UnixListener};
    let place = Place::new();
    let path = |name: &str| place.root.path().join(name);
    symlink(place.root.path(), path("to-folder.png")).unwrap();
    symlink(path("nowhere"), path("dangling.png")).unwrap();
    symlink(path("circle.png"), path("circle.png")).unwrap();
    let _socket = UnixListener::bind(path("socket.png")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(path("pipe.png")).status().unwrap();
    assert!(made.success());
    symlink(path("pipe.png"), path("to-pipe.png")).unwrap();
    for (name, wanted) in [
        ("to-folder.png", AttachmentProblem::Folder),
        ("dangling.png", AttachmentProblem::Gone),
        ("circle.png", AttachmentProblem::Unreadable),
        ("socket.png", AttachmentProblem::NotAFile),
        ("pipe.png", AttachmentProblem::NotAFile),
        ("to-pipe.png", AttachmentProblem::NotAFile),
    ] {
        assert_eq!(problem(place.folder.prepare(&Source::Path(path(name)))).0, wanted, "{name}");
    }
    assert_eq!(
        problem(place.folder.prepare(&Source::Path("/dev/zero".into()))).0,
        AttachmentProblem::NotAFile
    );
}

#[test]
fn a_file_is_taken_up_to_the_limit_and_not_one_byte_further() {
    let place = Place::new();
    let limit = usize::try_from(MAX_FILE_BYTES).unwrap();
    let (head, end) = (b"%PDF-1.4\n".to_vec(), b"\nstartxref\n0\n%%EOF\n");
    let mut bytes = head.clone();
    bytes.resize(limit - end.len(), b' ');
    bytes.extend(end);
    assert_eq!(place.prepare("most.pdf", &bytes).unwrap().size_bytes, MAX_FILE_BYTES);
    bytes.push(b'\n');
    for source in [Source::Path(place.write("more.pdf", &bytes)), pasted("more.pdf", &bytes)] {
        assert_eq!(
            problem(place.folder.prepare(&source)),
            (AttachmentProblem::TooLarge, "at most 20 MiB".to_owned())
        );
    }
    assert_eq!(place.stored().len(), 1);
}

#[test]
fn a_sparse_file_of_terabytes_is_refused_at_once() {
    let place = Place::new();
    let path = place.write("huge.png", b"");
    fs::File::options().write(true).open(&path).unwrap().set_len(1 << 40).unwrap();
    assert_eq!(problem(place.folder.prepare(&Source::Path(path))).0, AttachmentProblem::TooLarge);
}

#[test]
fn an_empty_file_is_refused() {
    let place = Place::new();
    assert_eq!(problem(place.prepare("a.png", b"")).0, AttachmentProblem::Empty);
    assert_eq!(problem(place.folder.prepare(&pasted("a.png", b""))).0, AttachmentProblem::Empty);
}

#[test]
fn an_image_that_claims_to_be_huge_is_refused_without_being_decoded() {
    let place = Place::new();
    for (width, height, bit_depth, colour_type, wanted) in [
        (30_001, 1, 8, 0, AttachmentProblem::SideTooLong),
        (1, 30_001, 8, 0, AttachmentProblem::SideTooLong),
        (20_000, 20_000, 1, 0, AttachmentProblem::TooManyPixels),
        (30_000, 30_000, 8, 6, AttachmentProblem::TooManyPixels),
        (u32::MAX >> 1, u32::MAX >> 1, 16, 6, AttachmentProblem::TooMuchMemory),
        // Few enough pixels, but 800 MB of them.
        (10_000, 10_000, 16, 6, AttachmentProblem::TooMuchMemory),
    ] {
        let bytes = png_claiming(width, height, bit_depth, colour_type);
        let (found, detail) = problem(place.prepare("bomb.png", &bytes));
        assert_eq!(found, wanted, "{width} × {height}: {detail}");
        assert!(detail.contains("at most"), "{detail}");
    }
    assert_eq!(problem(place.prepare("a.png", &png_claiming(0, 5, 8, 0))).0, AttachmentProblem::Damaged);
    assert_eq!(problem(place.prepare("a.png", &png_claiming(5, 5, 8, 0))).0, AttachmentProblem::Damaged);
}

#[test]
fn an_image_is_refused_for_what_it_has_too_much_of() {
    let place = Place::new();
    let (found, detail) = problem(place.prepare("page.png", &png_claiming(1_080, 31_000, 8, 2)));
    assert_eq!(
        (found, detail.as_str()),
        (AttachmentProblem::SideTooLong, "1080 × 31000 pixels; at most 30000 on a side")
    );
    // Few enough pixels for any other JPEG; the marker of a progressive one is followed by its height and width.
    let mut progressive = include_bytes!("../fixtures/attachment/progressive.jpg").to_vec();
    let at = progressive.windows(2).position(|pair| pair == [0xFF, 0xC2]).unwrap() + 5;
    progressive[at..at + 2].copy_from_slice(&9_500_u16.to_be_bytes());
    progressive[at + 2..at + 4].copy_from_slice(&10_000_u16.to_be_bytes());
    assert_eq!(problem(place.prepare("web.jpg", &progressive)).0, AttachmentProblem::TooMuchMemory);
    assert!(place.stored().is_empty());
}

#[test]
fn a_jpeg_of_endless_scans_is_refused() {
    let place = Place::new();
    let bytes = encoded(&noise(16, 16), ImageFormat::Jpeg);
    let scan = bytes.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
    let mut many = bytes[..scan].to_vec();
    for _ in 0..300 {
        many.extend(&bytes[scan..bytes.len() - 2]);
    }
    many.extend([0xFF, 0xD9]);
    assert_eq!(problem(place.prepare("a.jpg", &many)).0, AttachmentProblem::Damaged);
}

#[test]
fn a_pdf_encrypted_in_a_way_that_nobody_knows_is_refused() {
    let place = Place::new();
    let unknown = b"%PDF-1.7\ntrailer\n<< /Encrypt << /Filter /Other >> >>\nstartxref\n0\n%%EOF\n";
    assert_eq!(problem(place.prepare("a.pdf", unknown)).0, AttachmentProblem::Encrypted);
}

#[test]
fn a_pdf_that_lost_its_end_is_refused() {
    let place = Place::new();
    let whole = pdf(200);
    for keep in [9, 100, whole.len() / 2, whole.len() - 30] {
        let found = problem(place.prepare("a.pdf", &whole[..keep]));
        assert_eq!(found, (AttachmentProblem::Damaged, "it is cut short".to_owned()), "{keep}");
    }
    assert_eq!(problem(place.prepare("a.pdf", b"%PDF-")).0, AttachmentProblem::Damaged);
    let headless = problem(place.prepare("a.pdf", b"%PDF without a version\n\x01startxref\n0\n%%EOF"));
    assert_eq!(headless, (AttachmentProblem::Damaged, "it has no header".to_owned()));
}

#[test]
fn a_pdf_made_to_exhaust_its_reader_neither_hangs_nor_ends_the_program() {
    let place = Place::new();
    let deep = "[".repeat(500_000);
    let wide = "<</Type/Pages/Kids[2 0 R 2 0 R 2 0 R]>>";
    for (name, catalog, tree, trailer) in [
        ("nested without end", deep.as_str(), "<<>>", "/Root 1 0 R"),
        ("a tree that contains itself", "<</Type/Catalog/Pages 2 0 R>>", wide, "/Root 1 0 R"),
        ("an object that is itself", "1 0 R", "2 0 R", "/Root 1 0 R"),
        (
            "an older part that is the newest",
            "<</Type/Catalog/Pages 2 0 R>>",
            wide,
            "/Root 1 0 R/Prev 0000000000",
        ),
        (
            "a size beyond all memory",
            "<</Type/Catalog/Pages 2 0 R>>",
            wide,
            "/Root 1 0 R/Size 99999999999999999999",
        ),
    ] {
        let first = "%PDF-1.7\n".len();
        let mut bytes = format!("%PDF-1.7\n1 0 obj {catalog} endobj\n");
        let second = bytes.len();
        bytes += &format!("2 0 obj {tree} endobj\n");
        let table = bytes.len();
        bytes += &format!("xref\n0 3\n0000000000 65535 f \n{first:010} 00000 n \n{second:010} 00000 n \n");
        bytes += &format!("trailer <<{trailer}>>\nstartxref\n{table}\n%%EOF\n");
        let bytes = bytes.replace("/Prev 0000000000", &format!("/Prev {table:010}"));
        let prepared = place.prepare("a.pdf", bytes.as_bytes());
        assert!(prepared.is_ok(), "{name}: {prepared:?}");
    }
}

#[test]
fn every_image_that_is_cut_short_is_refused_wherever_it_was_cut() {
    let place = Place::new();
    let picture = noise(24, 18);
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
        let whole = encoded(&picture, format);
        // Of fewer bytes not even the type can be told. The very last byte of a JPEG's end is needed too.
        for keep in 16..whole.len() {
            let found = checks::picture_problem(&whole[..keep]);
            assert_eq!(
                found,
                Some(AttachmentProblem::Damaged),
                "{format:?} cut to {keep} of {}",
                whole.len()
            );
        }
        let found = problem(place.folder.prepare(&pasted("a", &whole[..whole.len() / 2]))).0;
        assert_eq!(found, AttachmentProblem::Damaged, "{format:?} in the worker");
    }
    let animated = animation(8, 8);
    for keep in 16..animated.len() {
        assert_eq!(
            checks::picture_problem(&animated[..keep]),
            Some(AttachmentProblem::Damaged),
            "cut to {keep}"
        );
    }
    assert!(place.stored().is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_has_no_size_until_it_is_read_is_read() {
    let place = Place::new();
    let path = "/proc/self/status";
    assert_eq!(fs::metadata(path).unwrap().len(), 0);
    let prepared = place.folder.prepare(&Source::Path(path.into())).unwrap();
    assert!(prepared.size_bytes > 0);
}

/// A valid file, and where and with what to spoil it.
fn spoiled() -> impl Strategy<Value = Vec<u8>> {
    let picture = noise(12, 9);
    let mut files: Vec<Vec<u8>> = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif]
        .map(|format| encoded(&picture, format))
        .into();
    files.push(pdf(2));
    files.push(turned_jpeg(&picture, 6));
    let edits = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12);
    (prop::sample::select(files), edits).prop_map(|(mut bytes, edits)| {
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn a_spoiled_file_is_either_taken_as_it_is_or_refused_in_words(bytes in spoiled()) {
        let place = Place::new();
        match place.folder.prepare(&pasted("a", &bytes)) {
            Ok(prepared) => {
                let kept = place.folder.read(&prepared.sha256).unwrap();
                prop_assert_eq!(kept.len() as u64, prepared.size_bytes);
            }
            Err(error) => {
                problem::<()>(Err(error));
                prop_assert!(place.stored().is_empty());
            }
        }
    }

    #[test]
    fn nonsense_is_text_or_refused_in_words(bytes in prop::collection::vec(any::<u8>(), 1..200)) {
        let place = Place::new();
        match place.folder.prepare(&pasted("a", &bytes)) {
            Ok(prepared) => prop_assert_eq!(prepared.kind, AttachmentKind::Text),
            Err(error) => {
                problem::<()>(Err(error));
                prop_assert!(place.stored().is_empty());
            }
        }
    }
}
