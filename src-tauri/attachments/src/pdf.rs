//! PDFs: whole, not encrypted, with a picture of the first page, their text, and their pages as images.
//!
//! What is certain from the outside is judged here; all else is found out by a process of its own (`worker`, which
//! runs `reading`), so that no file can take this program's time, stack or memory.
//! Invariant: a PDF is refused only for a reason that is certain; what this reader cannot make out, another may.

mod annotations;
mod drawing;
mod encryption;
mod fonts;
mod overlay;
mod pages;
pub(super) mod reading;
mod text;

use super::{
    Progress, Watch,
    content::{find, has_pdf_header},
    picture::{MAX_SENT_BYTES, MAX_SENT_SIDE, media_type},
    text::{MAX_TEXT_BYTES, Text, capped},
    worker::{
        AttachmentWorker,
        message::{self, Job, Message},
        process::{self, End, Input},
        with_room,
    },
};
use yourouter_protocol::{AttachmentProblem, Error, Result};

/// How far from the end the last `startxref` and `%%EOF` may stand. Acrobat looks at 1,024 bytes; files that were sent
/// by mail have more behind them.
const TAIL_BYTES: usize = 4096;
/// The most pages that are sent as images (API reference, section 4.1).
pub const MAX_PAGE_IMAGES: u32 = 20;
/// A page with fewer letters than this, on average, has no text worth the name.
const MIN_LETTERS: usize = 8;
/// The longest reason for which a page is not drawn.
const MAX_REASON: usize = 200;
/// Of so many pages, at most, the letters are counted on.
const JUDGED_PAGES: usize = 5;
/// A picture of a page with fewer letters beside it has a stamp, a fax header or the mark of an app, not its text.
const MIN_LETTERS_BESIDE: usize = 150;

/// What stands in place of the text of a page whose fonts do not say which characters most glyphs show.
const UNREADABLE: &str = "[the text of this page cannot be read; only its picture shows it]";

/// What there is in a PDF besides its bytes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Inside {
    /// How many pages it has, if they can be counted.
    pub pages: Option<u32>,
    /// Its first page, small; `None` if it cannot be drawn.
    pub thumbnail: Option<Vec<u8>>,
    /// Its text with a mark at each page, and how many pages are in it; `None` if it has none, or none that can be read.
    pub text: Option<(Text, u32)>,
    /// How many of its pages are pictures without their text.
    pub picture_pages: u32,
    /// Whether most of its pages are.
    pub is_scan: bool,
    /// Why its first page is not drawn, where that is known: the fonts that are missing.
    pub not_drawn: Option<String>,
    /// Whether on most pages its fonts do not say which characters they show.
    pub is_unreadable: bool,
    /// Whether its owner's password protects it; it opens without.
    pub is_restricted: bool,
    /// Whether it is an XFA form, of which nothing but a notice is read.
    pub is_xfa: bool,
}

/// A page as it is sent.
#[derive(Debug)]
pub(super) struct Page {
    /// PNG or JPEG.
    pub bytes: Vec<u8>,
    /// `image/png` or `image/jpeg`.
    pub media_type: &'static str,
    /// Its width and height.
    pub pixels: (u32, u32),
}

/// Checks the file's header and its end.
///
/// # Errors
/// `Error::Attachment` with `damaged`.
pub(super) fn check(bytes: &[u8]) -> Result<()> {
    if !has_pdf_header(bytes) {
        return Err(Error::attachment(AttachmentProblem::Damaged, "it has no header"));
    }
    let tail = tail_of(bytes);
    if find(tail, b"startxref").is_none() || find(tail, b"%%EOF").is_none() {
        return Err(Error::attachment(AttachmentProblem::Damaged, "it is cut short"));
    }
    Ok(())
}

/// Looks at a file that was checked. What cannot be read is left out: the PDF itself can still be sent.
///
/// # Errors
/// `Error::Attachment` with `encrypted` or `stopped`.
pub(super) fn look_inside(
    worker: &AttachmentWorker,
    file: &dyn Fn() -> Result<Input>,
    watch: &Watch<'_>,
) -> Result<Inside> {
    let mut found = Found::default();
    let mut end = End::Gone;
    for without_thumbnail in [false, true] {
        let job = Job::LookInside { without_thumbnail };
        let mut now = Found::default();
        end = process::run(worker, job, file()?, watch, |message, payload| now.take(message, payload, watch));
        found = now;
        // Once more if it broke down over the picture, as is seen from what did not come any more.
        if matches!(end, End::Finished | End::Stopped) || found.pages.is_none() || !found.texts.is_empty() {
            break;
        }
    }
    if end == End::Stopped {
        return Err(stopped());
    }
    if found.is_encrypted {
        return Err(Error::attachment(AttachmentProblem::Encrypted, ""));
    }
    Ok(found.judged())
}

/// Draws pages, the first of all being 0: all of them or none, for a part would look like the whole.
///
/// # Errors
/// `Error::Attachment` with `notDrawn` or `stopped`.
pub(super) fn draw(
    worker: &AttachmentWorker,
    file: Input,
    pages: std::ops::Range<u32>,
    watch: &Watch<'_>,
    mut keep: impl FnMut(Page) -> Result<()>,
) -> Result<()> {
    let (of, first) = (pages.len(), usize::try_from(pages.start).unwrap_or(usize::MAX).saturating_add(1));
    let job = Job::Draw { from: pages.start, count: u32::try_from(of).unwrap_or(u32::MAX) };
    let (mut drawn, mut failure, mut why) = (0_usize, None, None);
    (watch.progress)(Progress { page: 1, of: as_count(of) });
    let end = process::run(worker, job, file, watch, |message, payload| {
        if message == Message::NotDrawn {
            why = why.take().or_else(|| reason(&payload));
        }
        let Message::Page { pixels } = message else { return };
        let fits = pixels.0.max(pixels.1) <= MAX_SENT_SIDE && payload.len() <= MAX_SENT_BYTES;
        if !fits || failure.is_some() {
            return;
        }
        drawn += 1;
        (watch.progress)(Progress { page: as_count((drawn + 1).min(of)), of: as_count(of) });
        failure = keep(Page { media_type: media_type(&payload), bytes: payload, pixels }).err();
    });
    match (failure, end) {
        (Some(failure), _) => Err(failure),
        (None, End::Stopped) => Err(stopped()),
        (None, _) if drawn == of => Ok(()),
        (None, _) if let Some(why) = why => Err(not_drawn(&why)),
        (None, End::Late) => Err(not_drawn(&format!("page {} takes too long", first + drawn))),
        (None, _) => Err(not_drawn(&format!("page {} cannot be drawn", first + drawn))),
    }
}

/// Why a page was not drawn, in the words of the process; it may have been made to say anything.
fn reason(payload: &[u8]) -> Option<String> {
    let words = String::from_utf8_lossy(payload);
    let words: String = words.chars().filter(|c| !c.is_control()).take(MAX_REASON).collect();
    (!words.is_empty()).then_some(words)
}

fn stopped() -> Error {
    Error::attachment(AttachmentProblem::Stopped, "")
}

fn not_drawn(detail: &str) -> Error {
    Error::attachment(AttachmentProblem::NotDrawn, detail)
}

/// Does what the process does when it looks inside a file, in this one; for the fuzzer.
pub(super) fn read_here(bytes: &[u8]) {
    let job = Job::LookInside { without_thumbnail: false };
    let out = with_room(|| {
        let mut out = Vec::new();
        reading::read(bytes.to_vec(), job, &mut out).map(|()| out)
    });
    let out = out.unwrap_or_default();
    assert!(!out.is_empty(), "something is said of every file");
    let mut from = out.as_slice();
    while message::read(&mut from).is_some() {}
    assert!(from.is_empty(), "what is said is read");
}

/// What came back until now.
#[derive(Default)]
struct Found {
    pages: Option<u32>,
    is_encrypted: bool,
    thumbnail: Option<Vec<u8>>,
    texts: Vec<String>,
    text_bytes: usize,
    /// How many letters were read, also those that are not kept.
    letters: usize,
    picture_pages: usize,
    not_drawn: Option<String>,
    unreadable_pages: usize,
    is_restricted: bool,
    is_xfa: bool,
}

impl Found {
    fn take(&mut self, message: Message, payload: Vec<u8>, watch: &Watch<'_>) {
        match message {
            Message::Opened { pages, is_restricted, is_xfa } => {
                self.pages = Some(pages).filter(|pages| *pages > 0);
                (self.is_restricted, self.is_xfa) = (is_restricted, is_xfa);
            }
            Message::Encrypted => self.is_encrypted = true,
            Message::Thumbnail => self.thumbnail = Some(payload),
            Message::Text { has_picture, is_unreadable } => {
                let of = self.pages.unwrap_or_default();
                (watch.progress)(Progress { page: as_count(self.texts.len() + 1).min(of), of });
                let text = String::from_utf8_lossy(&payload);
                let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
                let letters = if is_unreadable { 0 } else { letters };
                self.unreadable_pages += usize::from(is_unreadable);
                self.letters += letters;
                self.picture_pages +=
                    usize::from(is_unreadable || (has_picture && letters < MIN_LETTERS_BESIDE));
                // A part of its words, such as a sum without some of its digits, is worse than none.
                let text = if is_unreadable { UNREADABLE.into() } else { text };
                // What is beyond the limit is not sent.
                let is_kept = self.text_bytes <= 2 * MAX_TEXT_BYTES;
                self.texts.push(if is_kept { text.into_owned() } else { String::new() });
                self.text_bytes += payload.len();
            }
            Message::NotDrawn => self.not_drawn = reason(&payload),
            Message::Unreadable
            | Message::Page { .. }
            | Message::Image { .. }
            | Message::Document { .. }
            | Message::Refused { .. }
            | Message::Finished => {}
        }
    }

    fn judged(self) -> Inside {
        let has_text = self.letters > 0 && self.letters >= MIN_LETTERS * self.texts.len().min(JUDGED_PAGES);
        let is_most = |pages: usize| 2 * pages > self.texts.len();
        Inside {
            pages: self.pages,
            text: has_text.then(|| marked(&self.texts, self.pages)),
            picture_pages: as_count(self.picture_pages),
            is_scan: self.picture_pages > 0 && (!has_text || is_most(self.picture_pages)),
            is_unreadable: is_most(self.unreadable_pages),
            thumbnail: self.thumbnail,
            not_drawn: self.not_drawn,
            is_restricted: self.is_restricted,
            is_xfa: self.is_xfa,
        }
    }
}

/// The texts of the pages behind their marks, and how many of these are left where the whole was cut.
fn marked(texts: &[String], pages: Option<u32>) -> (Text, u32) {
    let (mut marked, mut marks) = (String::new(), Vec::new());
    for (number, text) in (1..).zip(texts) {
        let mark = format!("[Page {number}]\n");
        marks.push((marked.len(), mark.clone()));
        marked.extend([mark.as_str(), text.trim(), "\n\n"]);
    }
    if pages.is_some_and(|pages| as_count(texts.len()) < pages) {
        marked.push_str("[the pages after this one were not read]\n");
    }
    marked.truncate(marked.trim_end().len());
    let text = capped(marked);
    let is_left =
        |(at, mark): &&(usize, String)| text.text.get(*at..).is_some_and(|rest| rest.starts_with(mark));
    let left = marks.iter().filter(is_left).count();
    (text, as_count(left))
}

fn as_count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The last bytes, without the zeros that some file systems and mailers leave behind.
fn tail_of(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| *byte != 0 && !byte.is_ascii_whitespace()).map_or(0, |at| at + 1);
    bytes.get(end.saturating_sub(TAIL_BYTES)..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use tokio_util::sync::CancellationToken;

    use super::{Found, MAX_REASON, Message, Watch};

    #[test]
    fn why_a_page_is_not_drawn_is_kept_as_words_however_much_is_told() {
        let watch = Watch { stop: &CancellationToken::new(), progress: &|_| {} };
        let judged = |payload: &[u8]| {
            let mut found = Found::default();
            found.take(Message::NotDrawn, payload.to_vec(), &watch);
            found.judged().not_drawn
        };
        assert_eq!(
            judged(b"no font here for MS-Mincho (Japanese)").as_deref(),
            Some("no font here for MS-Mincho (Japanese)")
        );
        assert_eq!(judged(b""), None);
        assert_eq!(judged(&b"x\n\x1b".repeat(5_000)).map(|words| words.len()), Some(MAX_REASON));
    }
}
