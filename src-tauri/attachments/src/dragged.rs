//! What a browser or a file manager offers while something is dragged: a list of addresses, a link, a piece of HTML.
//!
//! Invariant: an address is never asked for. A `file:` one becomes a path, a `data:` one holds its content already, and
//! any other is a link, which is refused in words when it is prepared. Look next at `intake`, which reads what this finds.

use std::borrow::Cow;

use base64::{
    Engine, engine::general_purpose::GeneralPurpose, engine::general_purpose::GeneralPurposeConfig,
};
use bytes::Bytes;
use encoding_rs::{UTF_8, UTF_16LE};
use percent_encoding::percent_decode_str;
use url::Url;

use super::{MAX_FILE_BYTES, Source};

/// What is called an image that bears no name of its own.
const UNNAMED: &str = "Dropped image";
/// Padding is often missing in addresses written by hand.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(base64::engine::DecodePaddingMode::Indifferent),
);

impl Source {
    /// The sources in a `text/uri-list` (RFC 2483, section 5): an address on each line, `#` begins a remark.
    pub fn from_uri_list(list: &[u8]) -> Vec<Self> {
        let list = text_of(list);
        list.split(['\r', '\n', '\0'])
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .map(Self::from_address)
            .collect()
    }

    /// The link in a `text/x-moz-url` or `_NETSCAPE_URL`: the address on the first line, then its title.
    pub fn from_titled_link(link: &[u8]) -> Option<Self> {
        Self::from_uri_list(link).into_iter().next()
    }

    /// The first image of a dragged piece of HTML that holds its content in a `data:` address.
    pub fn from_html(html: &[u8]) -> Option<Self> {
        let html = text_of(html);
        let begin = html.find("data:image/")?;
        let rest = html.get(begin..)?;
        let end = rest.find(['"', '\'', ' ', '>']).unwrap_or(rest.len());
        within_data(rest.get(..end)?)
    }

    /// The bytes of an image that was dragged, named after the link that came with it.
    pub fn from_image(bytes: Bytes, links: &[Self]) -> Self {
        let name = links.iter().find_map(|link| match link {
            Self::Link(address) => Some(name_of(address)),
            _ => None,
        });
        Self::Bytes { name: name.unwrap_or_else(|| UNNAMED.to_owned()), bytes }
    }

    fn from_address(address: &str) -> Self {
        let path = || Url::parse(address).ok().filter(|url| url.scheme() == "file")?.to_file_path().ok();
        // A name of bytes that are no UTF-8 is kept as it is, and a host before the path is this computer.
        let on_host = || {
            let rest = address.strip_prefix("file://")?;
            let local = rest.find('/').and_then(|begin| rest.get(begin..))?;
            Url::parse(&format!("file://{local}")).ok()?.to_file_path().ok()
        };
        if let Some(path) = path().or_else(on_host) {
            return Self::Path(path);
        }
        within_data(address).unwrap_or_else(|| Self::Link(address.to_owned()))
    }
}

/// What to call the thing that an address names: the last part of its path, else its host.
pub(super) fn name_of(address: &str) -> String {
    let Ok(url) = Url::parse(address) else { return address.to_owned() };
    let last = url.path_segments().and_then(|mut parts| parts.rfind(|part| !part.is_empty()));
    let decoded = last.map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned());
    decoded.or_else(|| url.host_str().map(str::to_owned)).unwrap_or_else(|| address.to_owned())
}

/// The content of a `data:` address (RFC 2397); `None` for another one, and for one that is cut short.
fn within_data(address: &str) -> Option<Source> {
    let (about, data) = address.strip_prefix("data:")?.split_once(',')?;
    // Three bytes become four letters, or up to nine if they are written with percent signs.
    if data.len() as u64 > MAX_FILE_BYTES * 9 {
        return None;
    }
    let plain: Cow<'_, [u8]> = percent_decode_str(data).into();
    let bytes = match about.strip_suffix(";base64") {
        Some(_) => BASE64.decode(plain).ok()?,
        None => plain.into_owned(),
    };
    Some(Source::Bytes { name: UNNAMED.to_owned(), bytes: bytes.into() })
}

/// Browsers offer UTF-8, and Mozilla's own types as UTF-16 of the machine's byte order without a mark.
fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    let is_wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.get(1) == Some(&0);
    let encoding = if is_wide { UTF_16LE } else { UTF_8 };
    encoding.decode(bytes).0
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn list(text: &str) -> Vec<Source> {
        Source::from_uri_list(text.as_bytes())
    }

    fn path(source: &Source) -> Option<PathBuf> {
        match source {
            Source::Path(path) => Some(path.clone()),
            _ => None,
        }
    }

    fn bytes(source: Option<Source>) -> Option<(String, Bytes)> {
        match source? {
            Source::Bytes { name, bytes } => Some((name, bytes)),
            _ => None,
        }
    }

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[cfg(unix)]
    #[test]
    fn addresses_of_files_become_their_paths_whatever_their_names_hold() {
        use std::os::unix::ffi::OsStringExt;
        let raw = std::ffi::OsString::from_vec(b"/tmp/caf\xe9.txt".to_vec());
        for (address, wanted) in [
            ("file:///tmp/a%20b.png", PathBuf::from("/tmp/a b.png")),
            ("file:///tmp/%E5%86%99%E7%9C%9F%20100%25%23.jpg", "/tmp/写真 100%#.jpg".into()),
            ("file:///tmp/写真.jpg", "/tmp/写真.jpg".into()),
            ("file://localhost/tmp/a.png", "/tmp/a.png".into()),
            ("file://this-computer/tmp/a.png", "/tmp/a.png".into()),
            ("file:///tmp/caf%E9.txt", raw.into()),
        ] {
            assert_eq!(list(address).first().and_then(path), Some(wanted), "{address}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_list_may_hold_remarks_blank_lines_and_any_line_end() {
        let all = list("# from a program\r\nfile:///a.png\r\n\r\nfile:///b.png\nhttps://example.org/c.png\0");
        assert_eq!(
            all.iter().filter_map(path).collect::<Vec<_>>(),
            [PathBuf::from("/a.png"), "/b.png".into()]
        );
        assert!(matches!(all.last(), Some(Source::Link(link)) if link == "https://example.org/c.png"));
    }

    #[test]
    fn what_is_neither_file_nor_data_stays_a_link() {
        for address in
            ["https://example.org/", "ftp://example.org/a", "javascript:alert(1)", "nonsense", "data:x"]
        {
            assert!(matches!(list(address).first(), Some(Source::Link(_))), "{address}");
        }
        assert!(list("").is_empty());
    }

    #[test]
    fn an_image_within_an_address_is_taken_out_of_it() {
        for address in ["data:image/png;base64,iVBORw==", "data:image/png;base64,iVBORw", "data:,%89PNG"] {
            let (name, bytes) = bytes(list(address).pop()).unwrap();
            assert_eq!((name.as_str(), &*bytes), (UNNAMED, b"\x89PNG".as_slice()), "{address}");
        }
        assert!(matches!(list("data:image/png;base64,???").first(), Some(Source::Link(_))));
    }

    #[test]
    fn mozillas_link_is_wide_and_titled() {
        let link = Source::from_titled_link(&wide("https://example.org/cat.png\nA cat"));
        assert!(matches!(link, Some(Source::Link(address)) if address == "https://example.org/cat.png"));
    }

    #[test]
    fn html_gives_an_image_only_if_it_holds_one() {
        for html in [
            "<meta charset=utf-8><img alt='x' src=\"data:image/png;base64,iVBORw==\">",
            "<img src='data:image/png;base64,iVBORw=='/>",
            "<img src=data:image/png;base64,iVBORw==>",
        ] {
            for html in [html.as_bytes().to_vec(), wide(html)] {
                assert_eq!(bytes(Source::from_html(&html)).unwrap().1, b"\x89PNG".as_slice());
            }
        }
        assert!(Source::from_html(b"<img src='https://example.org/a.png'>").is_none());
    }

    #[test]
    fn an_image_is_named_after_the_link_that_came_with_it() {
        let name = |links: &[Source]| bytes(Some(Source::from_image(Bytes::new(), links))).unwrap().0;
        assert_eq!(name(&list("https://example.org/a/%E7%8C%AB.png?size=2#x")), "猫.png");
        assert_eq!(name(&list("https://example.org/")), "example.org");
        assert_eq!(name(&[]), UNNAMED);
    }
}
