//! Parts of a very long paragraph: each is a paragraph to the parser, so that it settles, and is laid out, by itself.
//!
//! The web view lays out all lines of a paragraph again whenever one of them grows, and a word in time that grows with the
//! square of its length. Invariant: where a part ends depends on the paragraph only, not on how it arrives.

use super::GOES_ON;

/// Bytes of a paragraph after which it goes on in a part of its own.
pub(super) const MAX_PART: usize = 4096;
/// Bytes of a word in which a part does not end.
const MAX_WORD: usize = 512;

/// More pipes in its first part make a line the possible head of a table, which is cut only where it is longer than this.
const MAX_PIPES: usize = 200;
const MAX_HEAD: usize = 32 * 1024;

/// The paragraph that is open after a number of lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    /// Bytes of its last part.
    size: usize,
    /// What the parser is given before each of its lines.
    prefix: String,
    /// Whether it is none that can be parted: raw HTML, or it stands too deep.
    is_whole: bool,
    /// Whether the next line is the rest of one that was cut.
    is_cut: bool,
}

impl Parts {
    /// No paragraph is open.
    pub fn end(&mut self) {
        *self = Self::default();
    }

    /// A paragraph begins with this text; `prefix` is what its later lines have before it.
    pub fn begin(&mut self, text: &str, prefix: Option<String>) {
        let is_whole = prefix.is_none() || text.starts_with('<');
        *self = Self { size: text.len(), prefix: prefix.unwrap_or_default(), is_whole, is_cut: false };
    }

    /// The next line of the paragraph; what stands in its place if a part begins with it.
    pub fn go_on(&mut self, text: &str) -> Option<String> {
        self.size += text.len();
        if self.is_whole || self.size <= MAX_PART || text.starts_with(['|', ':', '=', '-']) {
            return None;
        }
        self.size = text.len();
        Some(self.part(text))
    }

    /// The rest of a line that was cut, if this is one.
    pub fn rest(&mut self, text: &str) -> Option<String> {
        if !std::mem::take(&mut self.is_cut) {
            return None;
        }
        self.size = text.len();
        Some(self.part(text))
    }

    /// Whether the line that comes next is the rest of one.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// A line was cut, unless it stands in what cannot be parted.
    pub fn cut(&mut self) {
        self.is_cut = true;
    }

    /// Whether text behind this prefix stands in more quotes than the paragraph.
    pub fn is_shallower_than(&self, prefix: &str) -> bool {
        prefix.matches('>').count() > self.prefix.matches('>').count()
    }

    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    fn part(&self, text: &str) -> String {
        format!("{0}\n{0}{GOES_ON}{text}", self.prefix)
    }
}

/// Where a line of a paragraph is cut: behind a space, or a mark that ends words where there are none; in the middle of a
/// word that is longer than anyone's. `None`: that has not come.
pub(super) fn cut(line: &str) -> Option<usize> {
    let pipes = line.bytes().take(MAX_PART).filter(|byte| *byte == b'|').count();
    let part = if pipes > MAX_PIPES { MAX_HEAD } else { MAX_PART };
    let from = line.ceil_char_boundary(part);
    let window = line.get(from..line.ceil_char_boundary(part + MAX_WORD)).unwrap_or_default();
    let ends = |c: &(usize, char)| matches!(c.1, ' ' | '。' | '，' | '、' | '！' | '？');
    match window.char_indices().find(ends) {
        Some((at, mark)) => Some(from + at + mark.len_utf8()),
        None => (line.len() > part + MAX_WORD).then(|| from + window.len()),
    }
}
