//! The parser's events → HTML, one string for each top-level block, footnotes last.
//!
//! The same walk renders a whole answer and the leaf blocks (a paragraph, a heading, a table row) of a streamed one.
//! Invariant: the output of a block depends on its source and on the definitions only, never on when it is rendered.

use super::anchors::Anchors;
use super::block_start;
use super::deferred::Deferred;
use super::dialect::{MAX_DEPTH, MAX_FORMULAS, language, options};
use super::fold;
use super::footnotes::Footnotes;
use super::formula;
use super::highlight::Highlighter;
use super::html::{self, Html};
use super::link::Target;
use super::marks;
use super::prefix::SoFar;
use super::reader::Whole;
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd, TextMergeStream};
use std::iter::Peekable;
use std::sync::Arc;

mod framed;
pub(super) mod items;
pub(super) mod rows;
mod tags;
mod words;

use tags::Judged;

/// Renders a whole, normalised answer: one entry for each child of `.prose`.
pub(super) fn blocks(source: &Whole<'_>) -> Vec<Html> {
    let apart = items::Apart::default();
    let mut writer = Writer { apart: apart.clone(), ..Writer::default() };
    let parser = Parser::new_ext(&source.text, options());
    if source.has_places {
        writer.walk_all(apart.noted(&source.text, parser.into_offset_iter()));
    } else {
        writer.walk_all(parser);
    }
    writer.finish()
}

/// Renders one leaf block of a streamed answer, after those before it.
pub(super) fn leaf(source: &str, prefix: &mut SoFar) -> Vec<Html> {
    let is_copy = prefix.is_copy;
    let anchors = if is_copy { Arc::clone(&prefix.anchors) } else { std::mem::take(&mut prefix.anchors) };
    let mut writer =
        Writer { anchors, is_copy, is_leaf: true, formulas: prefix.formulas, ..Writer::default() };
    let targets = prefix.targets();
    let mut resolve = |link: BrokenLink<'_>| targets.resolved(&link, &prefix.definitions);
    let parser = Parser::new_with_broken_link_callback(source, options(), Some(&mut resolve));
    let parser = parser.map(|event| targets.bounded(event));
    writer.walk_all(parser);
    prefix.keep(&targets);
    prefix.formulas = writer.formulas;
    if !is_copy {
        prefix.anchors = writer.anchors;
    }
    writer.blocks
}

/// What stood open when a footnote definition began.
struct Suspended {
    out: Html,
    folds: Vec<usize>,
    containers: usize,
    label: String,
}

/// A link whose end has not come.
struct OpenLink {
    target: Target,
    /// What was written before it.
    before: Html,
    text: String,
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Html>,
    out: Html,
    /// Open block elements; a top-level block ends when this returns to 0.
    open_blocks: usize,
    containers: usize,
    /// In how many containers each open fold stands, outermost first.
    folds: Vec<usize>,
    /// Open emphasis.
    marks: usize,
    /// Which items stand apart.
    apart: items::Apart,
    /// Whether the paragraph that is open is what a fold is called.
    in_summary: bool,
    /// Whether the paragraph that is open begins an item.
    begins_item: bool,
    /// Whether each open list is ordered, innermost last.
    lists: Vec<bool>,
    /// Open links, innermost last; of those inside another one, and of refused ones, only the text is shown.
    links: Vec<Option<OpenLink>>,
    /// The text of the image that is open, and how many images deep.
    alt: String,
    image_targets: Vec<String>,
    /// The language and the text of the block of code or raw HTML that is open.
    code: Option<(String, String)>,
    table: Option<rows::Table>,
    footnotes: Footnotes,
    suspended: Vec<Suspended>,
    anchors: Arc<Anchors>,
    /// Formulas within lines so far.
    formulas: usize,
    /// Whether a leaf of a streamed answer is written, around which nothing is known.
    is_leaf: bool,
    /// Whether headings are not to be remembered.
    is_copy: bool,
    /// What was written before the heading that is open, and its text.
    heading: Option<(Html, String)>,
    /// Where in `out` the quote begins that was opened last, until anything stands in it.
    quote: Option<usize>,
    /// Whether a comment, which is not shown, was read last.
    after_comment: bool,
    /// Whether what was written last ends its line by itself: a break, or what stands in lines of its own. The page shows
    /// the line feeds of a paragraph, of which that has no need.
    has_broken: bool,
}

impl Writer {
    fn walk_all<'s>(&mut self, events: impl Iterator<Item = Event<'s>>) {
        self.walk(tags::judged(items::with_paragraphs(TextMergeStream::new(events))).peekable());
    }

    fn walk<'s>(&mut self, mut events: Peekable<impl Iterator<Item = Judged<'s>>>) {
        while let Some((event, tag)) = events.next() {
            let had_broken = std::mem::take(&mut self.has_broken);
            if !self.image_targets.is_empty() && self.image_text(&event) {
                continue;
            }
            match event {
                Event::Start(Tag::Item) => self.start_item(&mut events),
                Event::Start(tag) => self.start(tag),
                Event::End(tag) => {
                    self.end_comment();
                    self.end(tag);
                    self.has_broken |= had_broken;
                }
                Event::Text(text) => {
                    // What is left of a formula's marks is nothing.
                    self.has_broken = had_broken && marks::shown(&text).is_empty();
                    self.text(&text);
                }
                Event::Html(html) => self.text(&html),
                Event::InlineHtml(html) => match tag {
                    Some(tag) => self.tag(tag),
                    None => self.literal(&marks::source(&html)),
                },
                Event::Code(code) => self.code_span(&code),
                Event::FootnoteReference(label) => self.footnotes.refer(&label, &mut self.out),
                Event::SoftBreak if self.after_comment && self.out.is_at_start() => {}
                Event::SoftBreak => {
                    self.end_comment();
                    self.line_ends_in_link();
                    self.name(" ");
                    self.out.tag(if had_broken { " " } else { "\n" });
                }
                Event::HardBreak => self.tag(tags::Kind::Break),
                Event::Rule => {
                    self.quote = None;
                    self.out.tag("<hr>");
                    self.end_of_block();
                }
                // Task markers are taken where an item starts; formulas are not enabled.
                Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        if !items::is_inline(&tag) && tag != Tag::Paragraph {
            self.quote = None;
        }
        self.leave_table_before(&tag);
        match tag {
            Tag::Paragraph => self.paragraph(),
            Tag::Heading { .. } => {
                self.open_blocks += 1;
                self.heading = Some((std::mem::take(&mut self.out), String::new()));
            }
            Tag::BlockQuote(_) => {
                self.open_blocks += 1;
                self.quote = Some(self.out.len()).filter(|_| self.containers < MAX_DEPTH);
                self.container(&html::literal("<blockquote>"));
            }
            Tag::CodeBlock(kind) => {
                self.open_blocks += 1;
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => info,
                    CodeBlockKind::Indented => "",
                };
                self.code = Some((language(info).to_owned(), String::new()));
            }
            Tag::HtmlBlock => {
                self.open_blocks += 1;
                self.code = Some(Default::default());
            }
            Tag::List(start) => {
                self.open_blocks += 1;
                self.lists.push(start.is_some());
                self.container(&html::list_open(start));
            }
            Tag::FootnoteDefinition(label) => self.suspended.push(Suspended {
                out: std::mem::take(&mut self.out),
                folds: std::mem::take(&mut self.folds),
                containers: std::mem::take(&mut self.containers),
                label: label.to_string(),
            }),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_head(),
            Tag::TableRow => self.start_row(),
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.mark("<em>"),
            Tag::Strong => self.mark("<strong>"),
            Tag::Strikethrough => self.mark("<del>"),
            Tag::Link { link_type, dest_url, .. } => self.start_link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => self.image_targets.push(marks::source(&dest_url).into_owned()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                let begins_item = std::mem::take(&mut self.begins_item);
                if let Some(quote) = self.quote.take()
                    && self.end_label(quote)
                {
                    return self.end_block("");
                }
                let is_summary = std::mem::take(&mut self.in_summary);
                self.end_block(match (begins_item, is_summary) {
                    (true, _) => "",
                    (false, true) => "</summary>",
                    (false, false) => "</p>",
                });
            }
            TagEnd::Heading(level) => self.end_heading(level as usize),
            TagEnd::BlockQuote(_) => {
                self.end_container("</blockquote>");
                self.end_block("");
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => {
                let (_, text) = self.code.take().unwrap_or_default();
                if let Some(begins) = fold::begins(&text) {
                    return self.fold(begins);
                }
                if block_start::is_comment(&text) {
                    self.open_blocks = self.open_blocks.saturating_sub(1);
                    return;
                }
                let text = marks::source(&text);
                self.out.tag(html::RAW_OPEN).text(&text).tag(html::newline_after(&text));
                self.end_block(html::RAW_CLOSE);
            }
            TagEnd::List(_) => {
                let ordered = self.lists.pop().unwrap_or_default();
                self.end_container(html::list_close(ordered));
                self.end_block("");
            }
            TagEnd::Item => self.end_container("</li>"),
            TagEnd::FootnoteDefinition => self.end_note(),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_head(),
            TagEnd::TableRow => {
                self.out.tag("</tr>");
            }
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.end_mark("</em>"),
            TagEnd::Strong => self.end_mark("</strong>"),
            TagEnd::Strikethrough => self.end_mark("</del>"),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.end_image(),
            _ => {}
        }
    }

    fn end_heading(&mut self, level: usize) {
        let Some((before, text)) = self.heading.take() else { return };
        let inside = std::mem::replace(&mut self.out, before);
        let (id, key) = self.anchors.id(&text);
        if !self.is_copy {
            Arc::make_mut(&mut self.anchors).keep(key);
        }
        let (open, close) = match level {
            1 => ("<h1 id=\"", "</h1>"),
            2 => ("<h2 id=\"", "</h2>"),
            3 => ("<h3 id=\"", "</h3>"),
            4 => ("<h4 id=\"", "</h4>"),
            5 => ("<h5 id=\"", "</h5>"),
            _ => ("<h6 id=\"", "</h6>"),
        };
        self.out.tag(open).text(&id).tag("\">").html(&inside);
        self.end_block(close);
    }

    /// Words of the heading that is open, if there is one.
    fn name(&mut self, words: &str) {
        if let Some((_, text)) = &mut self.heading {
            text.push_str(words);
        }
    }

    fn code_span(&mut self, code: &str) {
        if let Some((pair, tex)) = marks::taken(code) {
            if let Some(link) = self.links.iter_mut().flatten().next() {
                link.text.push_str(&tex);
            }
            self.name(&tex);
            self.has_broken = pair.is_display();
            self.formulas += 1;
            if self.formulas > MAX_FORMULAS {
                return formula::source(&tex, &mut self.out);
            }
            return formula::inline(&tex, pair.is_display(), &mut self.out);
        }
        if let Some(text) = marks::refused(code) {
            self.name(&text);
            return self.literal(&text);
        }
        self.name(code);
        self.out.tag("<code>");
        self.literal(&marks::source(code));
        self.out.tag("</code>");
    }

    fn mark(&mut self, open: &'static str) {
        self.marks += 1;
        if self.marks <= MAX_DEPTH {
            self.out.tag(open);
        }
    }

    fn end_mark(&mut self, close: &'static str) {
        if self.marks <= MAX_DEPTH {
            self.out.tag(close);
        }
        self.marks = self.marks.saturating_sub(1);
    }

    fn block(&mut self, tag: &'static str) {
        self.open_blocks += 1;
        self.out.tag(tag);
    }

    fn paragraph(&mut self) {
        self.block(if self.begins_item { "" } else { "<p>" });
    }

    fn end_block(&mut self, tag: &'static str) {
        self.out.tag(tag);
        self.open_blocks = self.open_blocks.saturating_sub(1);
        self.end_of_block();
    }

    /// A block has ended; was it a child of `.prose`?
    fn end_of_block(&mut self) {
        if self.open_blocks == 0 && self.suspended.is_empty() {
            self.blocks.push(std::mem::take(&mut self.out));
        }
    }

    fn container(&mut self, open: &Html) {
        self.containers += 1;
        if self.containers <= MAX_DEPTH {
            self.out.html(open);
        }
    }

    fn end_container(&mut self, close: &'static str) {
        self.end_folds(self.containers);
        if self.containers <= MAX_DEPTH {
            self.out.tag(close);
        }
        self.containers = self.containers.saturating_sub(1);
    }

    /// The check box of a task stands directly in the item, and so does the paragraph that it begins with.
    fn start_item<'s>(&mut self, events: &mut Peekable<impl Iterator<Item = Judged<'s>>>) {
        let is_paragraph = |event: &Judged<'s>| *event == (Event::Start(Tag::Paragraph), None);
        let paragraph = events.next_if(is_paragraph).is_some();
        let task = match events.next_if(|(event, _)| matches!(event, Event::TaskListMarker(_))) {
            Some((Event::TaskListMarker(done), _)) => Some(done),
            _ => None,
        };
        let paragraph = paragraph || events.next_if(is_paragraph).is_some();
        let apart = self.apart.next();
        self.container(&html::item_open(task, apart));
        if paragraph {
            self.begins_item = self.containers <= MAX_DEPTH;
            self.paragraph();
        }
    }

    fn end_code(&mut self) {
        let (language, text) = self.code.take().unwrap_or_default();
        match Deferred::for_language(&language) {
            Some(deferred) if text.len() <= deferred.longest() => {
                self.out.html(&deferred.closed(&text));
                self.end_block("");
            }
            deferred => {
                let label = match deferred {
                    Some(deferred) => deferred.label(),
                    None => &language,
                };
                let open = html::code_open(label);
                self.out.html(&open).html(&Highlighter::text(label, &marks::source(&text)));
                self.end_block(html::CODE_CLOSE);
            }
        }
    }

    /// A link is written when its text is known, since that may name another place than its target.
    fn start_link(&mut self, link_type: LinkType, target: &str) {
        let target = match link_type {
            LinkType::Email => Target::of_link(&format!("mailto:{target}")),
            _ => Target::of_link(&marks::source(target)),
        };
        let open = target.filter(|_| !self.is_in_link()).map(|target| OpenLink {
            target,
            before: std::mem::take(&mut self.out),
            text: String::new(),
        });
        self.links.push(open);
    }

    fn end_link(&mut self) {
        let Some(link) = self.links.pop().flatten() else { return };
        let inside = std::mem::replace(&mut self.out, link.before);
        link.target.open(&link.text, &mut self.out);
        self.out.html(&inside).tag("</a>");
    }

    fn is_in_link(&self) -> bool {
        self.links.iter().any(Option::is_some)
    }

    /// Collects the text of an image; whether the event belonged to it.
    fn image_text(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                self.alt.push_str(&marks::source(text));
            }
            Event::SoftBreak | Event::HardBreak => self.alt.push(' '),
            Event::FootnoteReference(label) => self.alt.push_str(label),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return false,
            _ => {}
        }
        true
    }

    fn end_image(&mut self) {
        let target = self.image_targets.pop().unwrap_or_default();
        if !self.image_targets.is_empty() {
            return;
        }
        let alt = std::mem::take(&mut self.alt);
        let Some(target) = Target::of_image(&target) else {
            self.out.text(&alt);
            return;
        };
        // A link inside a link does not exist in HTML: the outer one wins.
        let in_link = self.is_in_link();
        if !in_link {
            target.open_image(&mut self.out);
        }
        self.out.tag("<span class=\"imgblock\"");
        if in_link {
            // Its own address is nowhere else, and a copy is to have it.
            self.out.tag(" data-image=\"").text(target.address()).tag("\"");
        }
        self.out.tag("><b>").text(&alt).tag("</b><span class=\"u\">");
        self.out.text(&target.place()).tag("</span></span>").tag(if in_link { "" } else { "</a>" });
        self.has_broken = true;
    }

    fn end_note(&mut self) {
        self.end_folds(0);
        let Some(before) = self.suspended.pop() else { return };
        self.folds = before.folds;
        let body = std::mem::replace(&mut self.out, before.out);
        self.containers = before.containers;
        self.footnotes.define(&before.label, body);
    }

    fn finish(mut self) -> Vec<Html> {
        self.end_folds(0);
        self.blocks.extend(self.footnotes.into_blocks());
        self.blocks
    }
}
