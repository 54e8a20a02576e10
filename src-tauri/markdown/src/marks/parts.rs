//! Parts of a very long paragraph: each is a paragraph to the parser, so that it settles, and is laid out, by itself.
//!
//! The web view lays out all lines of a paragraph again whenever one of them grows, and a word in time that grows with the
//! square of its length. Invariant: where a part ends depends on the paragraph only, not on how it arrives.

use super::GOES_ON;

/// The weight of a paragraph after which it goes on in a part of its own: its bytes, if it has no formulas.
pub(super) const MAX_PART: usize = 4096;
/// What each mark of a formula weighs more than its byte: the web view has some elements to lay out for it.
const MARK: usize = 12;
/// Bytes of a word in which a part does not end.
const MAX_WORD: usize = 512;

/// More pipes in its first part make a line the possible head of a table, which is cut only where it is longer than this.
const MAX_PIPES: usize = 200;
const MAX_HEAD: usize = 32 * 1024;

/// The paragraph that is open after a number of lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    /// The weight of its last part.
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
        *self = Self { size: weight(text), prefix: prefix.unwrap_or_default(), is_whole, is_cut: false };
    }

    /// The next line of the paragraph; what stands in its place if a part begins with it.
    pub fn go_on(&mut self, text: &str) -> Option<String> {
        self.size += weight(text);
        if self.is_whole || self.size <= MAX_PART || text.starts_with(['|', ':', '=', '-']) {
            return None;
        }
        self.size = weight(text);
        Some(self.part(text))
    }

    /// The rest of a line that was cut, if this is one.
    pub fn rest(&mut self, text: &str) -> Option<String> {
        if !std::mem::take(&mut self.is_cut) {
            return None;
        }
        self.size = weight(text);
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

/// Where a line of a paragraph is cut: behind a space, or a mark that ends words where there are none, outside of a formula
/// if it can be; in the middle of a word that is longer than anyone's. `None`: that has not come.
pub(super) fn cut(line: &str) -> Option<usize> {
    let pipes = line.bytes().take(MAX_PART).filter(|byte| *byte == b'|').count();
    let part = if pipes > MAX_PIPES { MAX_HEAD } else { full(line)? };
    let from = line.ceil_char_boundary(part);
    let (before, rest) = line.split_at_checked(from)?;
    let window = rest.get(..rest.ceil_char_boundary(MAX_WORD)).unwrap_or(rest);
    let mut is_in_formula = marks(before) % 2 == 1;
    let ends = window.char_indices().filter_map(|(at, c)| {
        is_in_formula ^= c == '$';
        matches!(c, ' ' | '。' | '，' | '、' | '！' | '？').then_some((at + c.len_utf8(), is_in_formula))
    });
    let mut first = None;
    for (at, is_in_formula) in ends {
        if !is_in_formula {
            return Some(from + at);
        }
        first = first.or(Some(at));
    }
    // Until the window has come, a place outside of a formula may still follow.
    (rest.len() > MAX_WORD).then(|| from + first.unwrap_or(window.len()))
}

/// After how many bytes a line weighs as much as a part may.
fn full(line: &str) -> Option<usize> {
    let weights = line.bytes().scan(0, |sum, byte| {
        *sum += if byte == b'$' { 1 + MARK } else { 1 };
        Some(*sum)
    });
    weights.take(MAX_PART).position(|sum| sum >= MAX_PART).map(|at| at + 1)
}

fn weight(text: &str) -> usize {
    text.len() + MARK * marks(text)
}

fn marks(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'$').count()
}
