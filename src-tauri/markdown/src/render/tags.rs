//! The raw HTML in a line of text that is written as markup of our own: breaks, and pairs of tags for what words may look
//! like. Comments vanish, and so do tags that only colour or place words.
//!
//! [`judged`] reads a leaf to its end before it says of a tag that it is one of a pair. Invariant: a tag counts only if its
//! name is in the table, and if its pair nests properly in the leaf and in the emphasis and links there; all that can be
//! written is [`markup`]'s literals, and no attribute of the author's.

use super::Writer;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::VecDeque;

/// Name, start tag, end tag.
const PAIRS: [(&str, &str, &str); 23] = [
    ("sub", "<sub>", "</sub>"),
    ("sup", "<sup>", "</sup>"),
    ("kbd", "<kbd>", "</kbd>"),
    ("mark", "<mark>", "</mark>"),
    ("u", "<u>", "</u>"),
    ("ins", "<u>", "</u>"),
    ("b", "<strong>", "</strong>"),
    ("strong", "<strong>", "</strong>"),
    ("i", "<em>", "</em>"),
    ("em", "<em>", "</em>"),
    ("cite", "<em>", "</em>"),
    ("var", "<em>", "</em>"),
    ("code", "<code>", "</code>"),
    ("samp", "<code>", "</code>"),
    ("tt", "<code>", "</code>"),
    ("del", "<del>", "</del>"),
    ("s", "<del>", "</del>"),
    ("strike", "<del>", "</del>"),
    ("small", "<small>", "</small>"),
    ("big", "", ""),
    ("span", "", ""),
    ("font", "", ""),
    ("center", "", ""),
];

/// Pairs nested deeper than this are shown as text.
const DEEPEST: usize = 8;

/// What a piece of raw HTML could be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Break,
    Comment,
    /// The start of the pair with this place in the table.
    Open(usize),
    Close(usize),
}

/// What a piece of raw HTML could be, by its name.
pub(super) fn kind(html: &str) -> Option<Kind> {
    if html.starts_with("<!--") {
        return Some(Kind::Comment);
    }
    let inside = html.strip_prefix('<')?.strip_suffix('>')?;
    let (is_end, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
    let name = inside.get(..inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len()))?;
    if name.eq_ignore_ascii_case("br") {
        return Some(Kind::Break);
    }
    let at = PAIRS.iter().position(|pair| name.eq_ignore_ascii_case(pair.0))?;
    match is_end {
        true => Some(Kind::Close(at)),
        false if inside.ends_with('/') => None,
        false => Some(Kind::Open(at)),
    }
}

/// What is written for it.
pub(super) fn markup(kind: Kind) -> &'static str {
    match kind {
        Kind::Break => "<br>",
        Kind::Comment => "",
        Kind::Open(at) => PAIRS.get(at).map_or("", |pair| pair.1),
        Kind::Close(at) => PAIRS.get(at).map_or("", |pair| pair.2),
    }
}

impl Writer {
    /// What stood before a comment is the end of its line, or of more.
    pub(super) fn end_comment(&mut self) {
        if std::mem::take(&mut self.after_comment) {
            self.out.trim_end();
        }
    }

    /// Raw HTML that counts. A break keeps what stands before it and behind it apart in the text of a link.
    pub(super) fn tag(&mut self, kind: Kind) {
        match kind {
            Kind::Open(_) | Kind::Close(_) => {}
            Kind::Comment => self.after_comment = true,
            Kind::Break => {
                self.line_ends_in_link();
                self.name(" ");
                self.has_broken = true;
            }
        }
        self.out.tag(markup(kind));
    }
}

/// An event, and what it is written as if it is raw HTML that counts.
pub(super) type Judged<'s> = (Event<'s>, Option<Kind>);

/// The same events, each tag with its judgement.
pub(super) fn judged<'s>(events: impl Iterator<Item = Event<'s>>) -> impl Iterator<Item = Judged<'s>> {
    Judge { events, leaf: VecDeque::new() }
}

struct Judge<'s, I> {
    events: I,
    /// What was read ahead: the rest of a leaf.
    leaf: VecDeque<Judged<'s>>,
}

impl<'s, I: Iterator<Item = Event<'s>>> Iterator for Judge<'s, I> {
    type Item = Judged<'s>;

    fn next(&mut self) -> Option<Judged<'s>> {
        if let Some(ready) = self.leaf.pop_front() {
            return Some(ready);
        }
        let event = self.events.next()?;
        match tag(&event) {
            alone @ Some(Kind::Break | Kind::Comment) => Some((event, alone)),
            Some(Kind::Open(_)) => {
                self.read_leaf(event);
                self.leaf.pop_front()
            }
            _ => Some((event, None)),
        }
    }
}

impl<'s, I: Iterator<Item = Event<'s>>> Judge<'s, I> {
    fn read_leaf(&mut self, first: Event<'s>) {
        self.leaf.push_back((first, None));
        for event in self.events.by_ref() {
            let is_end = step(&event) == Step::End;
            self.leaf.push_back((event, None));
            if is_end {
                break;
            }
        }
        let mut pairing = Pairing::default();
        for (at, (event, _)) in self.leaf.iter().enumerate() {
            match step(event) {
                Step::In => pairing.levels.push(Level::default()),
                // What was opened inside cannot be closed outside; a leaf that is read from its middle may end more
                // than began in it.
                Step::Out => {
                    if pairing.levels.pop().is_none() {
                        pairing.leaf = Level::default();
                    }
                }
                Step::End => break,
                Step::On => match tag(event) {
                    Some(Kind::Open(pair)) => pairing.open(at, pair),
                    Some(Kind::Close(pair)) => pairing.close(at, pair),
                    _ => {}
                },
            }
        }
        let mut pairs = pairing.pairs;
        pairs.sort_unstable();
        self.write_down(&pairs);
    }

    /// Sets the judgement of every tag; `pairs` are sorted by their starts.
    fn write_down(&mut self, pairs: &[(usize, usize)]) {
        let mut ends = Vec::new();
        for (start, end) in pairs {
            while ends.last().is_some_and(|last| last < start) {
                ends.pop();
            }
            if ends.len() < DEEPEST {
                ends.push(*end);
                for at in [start, end] {
                    if let Some((event, judgement)) = self.leaf.get_mut(*at) {
                        *judgement = tag(event);
                    }
                }
            }
        }
        for (event, judgement) in &mut self.leaf {
            if let alone @ Some(Kind::Break | Kind::Comment) = tag(event) {
                *judgement = alone;
            }
        }
    }
}

/// Pairs found so far, and what is still open.
#[derive(Default)]
struct Pairing {
    /// One for each construct around the place; none: it is the leaf itself.
    levels: Vec<Level>,
    leaf: Level,
    pairs: Vec<(usize, usize)>,
}

/// The tags that are open directly in one construct: where each stands, and which pair it begins.
#[derive(Default)]
struct Level {
    open: Vec<(usize, usize)>,
    /// How many of them begin each pair, so that an end without a start is known without a search.
    count: [usize; PAIRS.len()],
}

impl Pairing {
    fn level(&mut self) -> &mut Level {
        self.levels.last_mut().unwrap_or(&mut self.leaf)
    }

    fn open(&mut self, at: usize, pair: usize) {
        let level = self.level();
        level.open.push((at, pair));
        if let Some(count) = level.count.get_mut(pair) {
            *count += 1;
        }
    }

    /// The innermost start of the same pair; those inside it have no end.
    fn close(&mut self, at: usize, pair: usize) {
        let level = self.level();
        if level.count.get(pair).is_none_or(|count| *count == 0) {
            return;
        }
        while let Some((start, opened)) = level.open.pop() {
            if let Some(count) = level.count.get_mut(opened) {
                *count -= 1;
            }
            if opened == pair {
                self.pairs.push((start, at));
                return;
            }
        }
    }
}

/// What an event does to the nesting of a leaf.
#[derive(PartialEq, Eq)]
enum Step {
    In,
    Out,
    On,
    End,
}

fn step(event: &Event<'_>) -> Step {
    match event {
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
        | Event::Start(Tag::Link { .. } | Tag::Image { .. }) => Step::In,
        Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough)
        | Event::End(TagEnd::Link | TagEnd::Image) => Step::Out,
        Event::Start(_) | Event::End(_) | Event::Rule | Event::Html(_) | Event::TaskListMarker(_) => {
            Step::End
        }
        _ => Step::On,
    }
}

fn tag(event: &Event<'_>) -> Option<Kind> {
    match event {
        Event::InlineHtml(html) => kind(html),
        _ => None,
    }
}
