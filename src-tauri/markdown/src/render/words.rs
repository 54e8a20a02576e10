//! The words of a block: escaped, with web addresses as links.

use super::super::{autolink, fold, link::Target, marks};
use super::Writer;

impl Writer {
    pub(super) fn text(&mut self, text: &str) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(text);
            return;
        }
        if text.starts_with(marks::GOES_ON) && self.out.ends_with("<p>") {
            self.out.truncate(self.out.len() - "<p>".len());
            self.out.tag("<p class=\"on\">");
        }
        if text.starts_with(marks::SUMMARY)
            && (self.is_leaf && self.out.ends_with("<p>") || self.out.ends_with(fold::OPEN_PARAGRAPH))
        {
            self.out.truncate(self.out.len() - "<p>".len());
            self.out.tag("<summary>");
            self.in_summary = true;
        }
        let mut text = marks::shown(text);
        if std::mem::take(&mut self.after_comment) && self.out.is_at_start() {
            text = text.trim_start().to_owned().into();
        }
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
            self.out.text(text.get(done..range.start).unwrap_or_default());
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
        self.out.text(text.get(done..).unwrap_or_default());
    }
}
