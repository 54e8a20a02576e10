//! The folder: what is kept, found again and swept away.

use std::fs;

use image::ImageFormat;
use yourouter_attachments::BlobStore;
use yourouter_protocol::AttachmentProblem;

use crate::fixture::*;

fn png(size: u32) -> Vec<u8> {
    encoded(&noise(size, size), ImageFormat::Png)
}

#[test]
fn the_same_content_is_kept_once() {
    let place = Place::new();
    let first = place.prepare("one.png", &png(8)).unwrap();
    let second = place.prepare("two.png", &png(8)).unwrap();
    assert_eq!(first.sha256, second.sha256);
    assert!(place.folder.holds(&first.sha256));
    assert_eq!(place.stored(), [first.sha256]);
}

#[test]
fn a_stored_file_of_the_wrong_size_is_replaced() {
    let place = Place::new();
    let prepared = place.prepare("a.png", &png(8)).unwrap();
    let stored = place.root.path().join("attachments").join(&prepared.sha256);
    fs::write(&stored, b"short").unwrap();
    assert_eq!(problem(place.folder.read(&prepared.sha256)).0, AttachmentProblem::Damaged);
    place.prepare("a.png", &png(8)).unwrap();
    assert_eq!(place.folder.read(&prepared.sha256).unwrap(), png(8));
}

#[test]
fn a_file_that_changed_on_the_disk_is_not_sent_until_it_is_attached_again() {
    let place = Place::new();
    let prepared = place.prepare("a.png", &png(8)).unwrap();
    let stored = place.root.path().join("attachments").join(&prepared.sha256);
    let mut bytes = fs::read(&stored).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&stored, bytes).unwrap();
    assert_eq!(problem(place.folder.read(&prepared.sha256)).0, AttachmentProblem::Damaged);
    let again = place.prepare("a.png", &png(8)).unwrap();
    assert_eq!(place.folder.read(&again.sha256).unwrap(), png(8));
    assert_eq!((again.sha256, place.stored().len()), (prepared.sha256, 1));
}

#[test]
fn a_file_that_is_gone_is_said_to_be() {
    let place = Place::new();
    let prepared = place.prepare("a.png", &png(8)).unwrap();
    fs::remove_file(place.root.path().join("attachments").join(&prepared.sha256)).unwrap();
    assert!(!place.folder.holds(&prepared.sha256));
    assert_eq!(problem(place.folder.read(&prepared.sha256)).0, AttachmentProblem::Unreadable);
}

#[test]
fn only_a_content_hash_names_a_stored_file() {
    let place = Place::new();
    place.write("secret", b"not for sale");
    let upper = place.prepare("a.png", &png(8)).unwrap().sha256.to_uppercase();
    for name in ["../secret", "", ".", &upper, &format!("{}/../../secret", "a".repeat(49)), &"g".repeat(64)] {
        assert!(!place.folder.holds(name), "{name}");
        assert_eq!(problem(place.folder.read(name)).0, AttachmentProblem::Unreadable, "{name}");
    }
}

#[test]
fn sweeping_removes_unused_files_of_ours_and_nothing_else() {
    let place = Place::new();
    let used = place.prepare("a.png", &png(8)).unwrap().sha256;
    let unused = place.prepare("b.png", &png(9)).unwrap().sha256;
    let root = place.root.path().join("attachments");
    let others = ["notes.txt", &format!("{}.png", "a".repeat(64)), &"a".repeat(63), &"A".repeat(64)];
    for name in others {
        fs::write(root.join(name), "somebody's").unwrap();
    }
    fs::create_dir(root.join("b".repeat(64))).unwrap();
    fs::write(root.join("unfinished-x1y2z3.part"), "left by a crash").unwrap();

    place.folder.sweep(&|name| Ok(name == used)).unwrap();
    assert!(place.folder.holds(&used) && !place.folder.holds(&unused));
    assert!(!root.join("unfinished-x1y2z3.part").exists());
    assert!(root.join("b".repeat(64)).is_dir());
    for name in others {
        assert!(root.join(name).is_file(), "{name}");
    }
}

#[test]
fn a_folder_is_opened_again_with_what_is_in_it() {
    let place = Place::new();
    let prepared = place.prepare("a.png", &png(8)).unwrap();
    let again = BlobStore::open(&place.root.path().join("attachments")).unwrap();
    assert_eq!(again.read(&prepared.sha256).unwrap(), png(8));
}

#[test]
fn a_file_in_place_of_the_folder_is_a_failure_of_storage() {
    let place = Place::new();
    let path = place.write("taken", b"x");
    assert!(matches!(BlobStore::open(&path), Err(yourouter_protocol::Error::Storage(_))));
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_what_is_kept() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let root = place.root.path().join("attachments");
    fs::set_permissions(&root, fs::Permissions::from_mode(0o755)).unwrap();
    let folder = BlobStore::open(&root).unwrap();
    let prepared = folder.prepare(&pasted("a.txt", b"words")).unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&root), mode(&root.join(prepared.sha256))), (0o700, 0o600));
}
