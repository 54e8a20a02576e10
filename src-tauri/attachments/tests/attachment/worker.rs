//! The process that reads hostile bytes: what its fence forbids, what it is not given, and how it is survived.

use std::{
    net::TcpListener,
    time::{Duration, Instant},
};

use image::ImageFormat;
use tokio_util::sync::CancellationToken;
use yourouter_attachments::{AttachmentWorker, BlobStore, Watch};
use yourouter_protocol::{AttachmentProblem, Error};

use crate::fixture::{Place, encoded, halves, heic, pasted, problem};

/// What the worker says of trying this behind its fence.
#[cfg(target_os = "linux")]
fn tried(place: &Place, what: &str) -> String {
    let (problem, detail) =
        problem(place.folder.prepare(&pasted("a.heic", &heic(10, 10, &format!("try {what}")))));
    assert_eq!(problem, AttachmentProblem::Damaged);
    detail
}

#[cfg(target_os = "linux")]
#[test]
fn the_fence_forbids_files_the_network_and_programs() {
    let place = Place::new();
    let mine = place.write("mine.txt", b"words");
    let (file, folder) = (mine.display(), place.root.path().display());
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    for forbidden in [
        "read /etc/passwd".to_owned(),
        "read /proc/self/environ".to_owned(),
        format!("read {file}"),
        format!("list {folder}"),
        "list /root".to_owned(),
        format!("write {file}"),
        format!("write {folder}/new.txt"),
        format!("remove {file}"),
        format!("connect {address}"),
        "run /bin/true".to_owned(),
    ] {
        assert_eq!(tried(&place, &forbidden), "PermissionDenied", "{forbidden}");
    }
    assert_eq!(std::fs::read(mine).unwrap(), b"words");
    // What decoders need still works.
    assert_eq!(tried(&place, "list /usr/lib"), "done");
    assert_eq!(tried(&place, "start thread"), "done");
}

#[cfg(target_os = "linux")]
#[test]
fn the_worker_gets_little_of_the_environment_and_never_the_key() {
    const MINE: [&str; 8] = [
        "LD_LIBRARY_PATH",
        "DYLD_FALLBACK_LIBRARY_PATH",
        "PATH",
        "SYSTEMROOT",
        "HOME",
        "USERPROFILE",
        "GDK_PIXBUF_MODULEDIR",
        "GDK_PIXBUF_MODULE_FILE",
    ];
    // The test once more, as a program that has the key.
    const NAME: &str = "worker::the_worker_gets_little_of_the_environment_and_never_the_key";
    const KEY: &str = "YOUROUTER_API_KEY";
    if std::env::var_os(KEY).is_none() {
        let again = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", NAME])
            .env(KEY, "a key")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&again.stdout);
        assert!(again.status.success() && said.contains("1 passed"), "{said}");
        return;
    }
    let names = tried(&Place::new(), "environment");
    assert!(names.split(',').all(|name| MINE.contains(&name)), "{names}");
}

/// Takes a small image, as it would be taken at any time.
fn takes_an_image(folder: &BlobStore) {
    let image = pasted("a.png", &encoded(&halves(8, 4), ImageFormat::Png));
    assert_eq!(folder.prepare(&image).unwrap().pixels, Some((8, 4)));
}

#[test]
fn a_worker_that_overruns_or_breaks_down_is_ended_and_the_next_file_is_taken() {
    let place = Place::new();
    let limit = Duration::from_secs(2);
    let worker = AttachmentWorker::new(env!("CARGO_BIN_EXE_attachment-worker")).with_limits(limit, limit);
    let folder = place.folder.clone().with_worker(worker);
    let mut parts = vec![("endless", AttachmentProblem::TooSlow), ("gone", AttachmentProblem::Damaged)];
    if cfg!(unix) {
        parts.push(("greedy", AttachmentProblem::Damaged));
    }
    for (part, wanted) in parts {
        assert_eq!(problem(folder.prepare(&pasted("a.heic", &heic(10, 10, part)))).0, wanted, "{part}");
        takes_an_image(&folder);
    }
    assert_eq!(place.stored().len(), 1, "of what was refused nothing is kept");
}

#[test]
fn a_worker_is_ended_at_once_when_nobody_wants_its_file() {
    let place = Place::new();
    let stop = CancellationToken::new();
    let (stopped, folder) = (stop.clone(), place.folder.clone());
    let begun = Instant::now();
    let waiting = std::thread::spawn(move || {
        let watch = Watch { stop: &stopped, progress: &|_| {} };
        folder.prepare_watched(&pasted("a.heic", &heic(10, 10, "endless")), &watch)
    });
    stop.cancel();
    assert_eq!(waiting.join().unwrap(), Err(Error::attachment(AttachmentProblem::Stopped, "")));
    assert!(begun.elapsed() < Duration::from_secs(20));
    takes_an_image(&place.folder);
}

#[test]
fn a_worker_that_cannot_be_started_is_said_and_does_not_pass_for_a_damaged_file() {
    let place = Place::new();
    let folder = place.folder.clone().with_worker(AttachmentWorker::new(place.root.path().join("nothing")));
    let image = pasted("a.png", &encoded(&halves(8, 4), ImageFormat::Png));
    assert_eq!(problem(folder.prepare(&image)).0, AttachmentProblem::Unreadable);
}
