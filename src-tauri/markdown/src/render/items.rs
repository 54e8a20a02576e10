//! How items of lists are written, so that nothing which comes later changes what stands already.
//!
//! CommonMark 0.31.2, 5.3, calls a list *loose* if a blank line stands between two blocks of it, wherever that is, and
//! then puts the paragraphs of all its items into `<p>`; a streamed list would have to be written anew when its last
//! item turns it loose. Invariant: here each item is written by what stands before it only. The paragraph that it begins
//! with stands bare, all others stand in `<p>`, and an item behind a blank line is marked as standing apart.

use pulldown_cmark::{Event, Tag, TagEnd};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::ops::Range;
use std::rc::Rc;

/// Whether a line is blank, but for the marks of quotes that it may stand in.
pub(in super::super) fn is_blank(line: &str) -> bool {
    line.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'>'))
}

/// Which items stand apart, in their order; read where the events still have their places in the source.
#[derive(Debug, Clone, Default)]
pub(super) struct Apart(Rc<RefCell<VecDeque<bool>>>);

impl Apart {
    /// The events without their places, noting items on the way.
    pub fn noted<'s>(
        &self,
        source: &'s str,
        events: impl Iterator<Item = (Event<'s>, Range<usize>)>,
    ) -> impl Iterator<Item = Event<'s>> {
        let noted = Rc::clone(&self.0);
        let mut is_first = false;
        events.map(move |(event, place)| {
            if matches!(event, Event::Start(Tag::Item)) {
                noted.borrow_mut().push_back(!is_first && is_behind_blank(source, place.start));
            }
            is_first = matches!(event, Event::Start(Tag::List(_)));
            event
        })
    }

    /// Whether the next item stands apart.
    pub fn next(&self) -> bool {
        self.0.borrow_mut().pop_front().unwrap_or_default()
    }
}

/// Whether the line before that of this place is blank.
fn is_behind_blank(source: &str, at: usize) -> bool {
    let before = source.get(..at).unwrap_or_default();
    let Some((lines, _)) = before.rsplit_once('\n') else { return false };
    is_blank(lines.rsplit_once('\n').map_or(lines, |(_, line)| line))
}

/// The same events, with those of the paragraphs that the parser leaves out in tight lists, and with the check box of a
/// task before the heading that it may begin with.
pub(super) fn with_paragraphs<'s>(
    events: impl Iterator<Item = Event<'s>>,
) -> impl Iterator<Item = Event<'s>> {
    WithParagraphs { events, around: Vec::new(), is_open: false, waiting: VecDeque::new() }
}

struct WithParagraphs<'s, I> {
    events: I,
    /// Whether each open block is an item, innermost last.
    around: Vec<bool>,
    /// Whether a paragraph is open that the parser left out.
    is_open: bool,
    /// What was read ahead.
    waiting: VecDeque<Event<'s>>,
}

impl<'s, I: Iterator<Item = Event<'s>>> Iterator for WithParagraphs<'s, I> {
    type Item = Event<'s>;

    fn next(&mut self) -> Option<Event<'s>> {
        if let Some(event) = self.waiting.pop_front() {
            return Some(self.followed(event));
        }
        let event = self.events.next()?;
        if matches!(event, Event::TaskListMarker(_)) {
            return Some(event);
        }
        let is_words = is_words(&event);
        let is_in_item = self.around.last() == Some(&true);
        if is_words != self.is_open && (self.is_open || is_in_item) {
            self.is_open = is_words;
            self.waiting.push_back(event);
            return Some(if is_words { Event::Start(Tag::Paragraph) } else { Event::End(TagEnd::Paragraph) });
        }
        if is_in_item && matches!(event, Event::Start(Tag::Heading { .. })) {
            let next = self.events.next();
            let (task, words) = match next {
                Some(Event::TaskListMarker(_)) => (next, None),
                _ => (None, next),
            };
            self.waiting.extend([event].into_iter().chain(words));
            return task.or_else(|| self.next());
        }
        Some(self.followed(event))
    }
}

impl<'s, I> WithParagraphs<'s, I> {
    fn followed(&mut self, event: Event<'s>) -> Event<'s> {
        match &event {
            _ if is_words(&event) => {}
            Event::Start(tag) => self.around.push(*tag == Tag::Item),
            Event::End(_) => {
                self.around.pop();
            }
            _ => {}
        }
        event
    }
}

/// Whether what it begins stands in a line of text.
pub(super) fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

/// Whether it stands in a paragraph, or in what else holds words.
fn is_words(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => is_inline(tag),
        Event::End(
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image,
        ) => true,
        Event::End(_) | Event::Rule | Event::Html(_) => false,
        _ => true,
    }
}
