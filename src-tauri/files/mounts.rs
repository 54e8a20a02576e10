//! Files on shares and phones, which file managers name by addresses of their own (`smb:`, `mtp:`, `gphoto2:`, …).
//!
//! The desktop mounts them where other programs find them by a path (GVfs); gio knows which. Invariant: an address of the
//! web is never asked about, and none is opened here. Look next at `attachment/dragged.rs` in the core, which reads lists.

use std::path::PathBuf;

use gtk::{gio, prelude::FileExt};
use yourouter_attachments::Source;

/// What is a link wherever it is dragged from, and refused as one.
const WEB: [&str; 7] = ["http", "https", "ftp", "blob", "data", "javascript", "mailto"];

/// The sources in a `text/uri-list`.
pub async fn listed(list: &[u8]) -> Vec<Source> {
    let sources = Source::from_uri_list(list);
    if !sources.iter().any(is_elsewhere) {
        return sources;
    }
    // Asking may take a word with another process.
    let found = tauri::async_runtime::spawn_blocking(move || {
        sources.into_iter().map(|source| located(source, mounted)).collect()
    });
    found.await.unwrap_or_default()
}

fn mounted(address: &str) -> Option<PathBuf> {
    gio::File::for_uri(address).path()
}

/// The path of a file on a share or a phone, if it has one; everything else as it is.
fn located(source: Source, path_of: impl Fn(&str) -> Option<PathBuf>) -> Source {
    match &source {
        Source::Link(address) if is_elsewhere(&source) => path_of(address).map_or(source, Source::Path),
        _ => source,
    }
}

fn is_elsewhere(source: &Source) -> bool {
    let Source::Link(address) = source else { return false };
    address.split_once(':').is_some_and(|(scheme, _)| !WEB.iter().any(|web| scheme.eq_ignore_ascii_case(web)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_on_a_share_or_a_phone_gets_its_path_and_a_link_stays_one() {
        let path = PathBuf::from("/run/user/1000/gvfs/here");
        for (address, is_found) in [
            ("smb://server/share/plan.pdf", true),
            ("mtp://Phone/DCIM/1.jpg", true),
            ("gphoto2://Camera/1.jpg", true),
            ("https://example.org/1.jpg", false),
            ("HTTP://example.org/1.jpg", false),
            ("blob:https://example.org/1", false),
            ("data:image/png,x", false),
            ("no address", false),
        ] {
            let found = located(Source::Link(address.to_owned()), |_| Some(path.clone()));
            assert_eq!(matches!(&found, Source::Path(it) if *it == path), is_found, "{address}");
        }
        let nowhere = located(Source::Link("smb://server/a".to_owned()), |_| None);
        assert!(matches!(nowhere, Source::Link(_)));
    }

    #[test]
    fn a_list_is_read_whether_the_desktop_mounts_anything_or_not() {
        let list = b"file:///tmp/a%20b.png\r\nhttps://example.org/\r\nyourouter-test-nothing:/x\r\n";
        let listed = tauri::async_runtime::block_on(listed(list));
        let [Source::Path(path), Source::Link(_), Source::Link(_)] = listed.as_slice() else {
            panic!("{listed:?}");
        };
        assert_eq!(path.as_os_str(), "/tmp/a b.png");
        assert!(mounted("file:///tmp/a").is_some(), "gio answers");
    }
}
