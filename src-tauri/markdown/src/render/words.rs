//! The words of a block: escaped, with web addresses as links, and with the cuts of very long paragraphs.
//!
//! Invariant: a cut stands where a line may break and nothing is open, and depends on the paragraph alone.

use super::super::{autolink, link::Target, marks};
use super::Writer;

/// Bytes of a paragraph after which it goes on in a line of its own at the next place for it, since a page lays out
/// again all lines that belong together whenever one of them grows.
const MAX_PART: usize = 16 * 1024;
const CUT: &str = "<span class=\"cut\"></span>";

impl Writer {
    pub(super) fn text(&mut self, text: &str) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(text);
            return;
        }
        let text = marks::shown(text);
        self.name(&text);
        if self.is_in_link() {
            self.literal(&text);
        } else {
            self.plain(&text);
        }
    }

    /// Text in which nothing becomes a link.
    pub(super) fn literal(&mut self, text: &str) {
        if let Some(link) = self.links.iter_mut().flatten().next() {
            link.text.push_str(text);
        }
        self.out.text(text);
    }

    /// A line ends: what stands before it and behind it are two words of the link that is open.
    pub(super) fn line_ends_in_link(&mut self) {
        if let Some(link) = self.links.iter_mut().flatten().next() {
            link.text.push('\n');
        }
    }

    /// Text in which web addresses become links.
    fn plain(&mut self, text: &str) {
        let mut done = 0;
        for (range, target) in autolink::all(text) {
            self.flow(text.get(done..range.start).unwrap_or_default());
            let address = text.get(range.clone()).unwrap_or_default();
            match Target::of_link(&target) {
                Some(target) => {
                    target.open(address, &mut self.out);
                    self.out.text(address).tag("</a>");
                }
                None => {
                    self.out.text(address);
                }
            }
            done = range.end;
        }
        self.flow(text.get(done..).unwrap_or_default());
    }

    /// How much of the open part of a paragraph is left; none where nothing can be cut.
    pub(super) fn room(&self) -> Option<usize> {
        let is_plain = self.marks == 0 && self.tags == 0 && self.heading.is_none() && !self.is_in_link();
        let start = self.part.filter(|_| is_plain)?;
        Some(MAX_PART.saturating_sub(self.out.len().saturating_sub(start)))
    }

    pub(super) fn cut(&mut self) {
        self.out.tag(CUT);
        self.part = Some(self.out.len());
    }

    /// Text in which a long paragraph may be cut: behind a space, or a mark that ends words where there are none.
    fn flow(&mut self, text: &str) {
        let mut rest = text;
        while let Some(room) = self.room() {
            let from = rest.ceil_char_boundary(room);
            let end = rest.get(from..).and_then(|later| {
                let (at, mark) = later
                    .char_indices()
                    .find(|(_, c)| matches!(c, ' ' | '。' | '，' | '、' | '！' | '？'))?;
                Some(from + at + mark.len_utf8())
            });
            let Some((part, behind)) = end.and_then(|end| rest.split_at_checked(end)) else { break };
            self.out.text(part);
            self.cut();
            rest = behind;
        }
        self.out.text(rest);
    }
}
