//! The parser's events → HTML, one string for each top-level block, footnotes last.
//!
//! The same walk renders a whole answer and the leaf blocks (a paragraph, a heading, a table row) of a streamed one.
//! Invariant: the output of a block depends on its source and on the definitions only, never on when it is rendered.

use super::highlight::Highlighter;
use super::html::{self, Html};
use super::link::Target;
use pulldown_cmark::{
    Alignment, BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd,
};
use std::collections::HashMap;
use std::iter::Peekable;

/// Containers, and emphasis, nested deeper than this are shown without their own markup, so that no page has to nest without end.
pub(super) const DEEPEST: usize = 60;

/// Link reference definitions: label in the form of [`label_key`] → destination and title.
pub(super) type Definitions = HashMap<String, (String, String)>;

/// The dialect: GFM tables, task lists, strikethrough and footnotes.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
}

/// Renders a whole, normalised answer: one entry for each child of `.prose`.
pub(super) fn blocks(source: &str) -> Vec<String> {
    let mut writer = Writer::default();
    writer.walk(Parser::new_ext(source, options()).peekable());
    writer.finish()
}

/// Renders one leaf block of a streamed answer, with the definitions seen before it.
pub(super) fn leaf(source: &str, definitions: &Definitions) -> Vec<Html> {
    let mut writer = Writer::default();
    let mut resolve = |link: BrokenLink<'_>| {
        let (target, title) = definitions.get(&label_key(&link.reference))?;
        Some((CowStr::from(target.clone()), CowStr::from(title.clone())))
    };
    let parser = Parser::new_with_broken_link_callback(source, options(), Some(&mut resolve));
    writer.walk(parser.peekable());
    writer.blocks
}

/// Adds the definitions that a paragraph begins with; the first one of a label counts.
pub(super) fn define(source: &str, definitions: &mut Definitions) {
    let parser = Parser::new_ext(source, options());
    for (label, definition) in parser.reference_definitions().iter() {
        let title = definition.title.as_deref().unwrap_or_default();
        definitions.entry(label_key(label)).or_insert((definition.dest.to_string(), title.to_owned()));
    }
}

/// The form in which two labels of link references are compared.
fn label_key(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The language that an info string names: its first word, also in the form `{.python #id}`.
pub(super) fn language(info: &str) -> &str {
    let info = info.strip_prefix("{.").unwrap_or(info);
    info.split([' ', '\t', ',', '{', '}']).next().unwrap_or_default()
}

/// One definition of a footnote, as it was met.
struct Note {
    label: String,
    body: Html,
}

/// What stood open when a footnote definition began.
struct Suspended {
    out: Html,
    containers: usize,
    label: String,
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Html>,
    out: Html,
    /// Open block elements; a top-level block ends when this returns to 0.
    open_blocks: usize,
    containers: usize,
    /// Open emphasis.
    marks: usize,
    /// Whether each open list is ordered, and whether each open link was written, innermost last.
    lists: Vec<bool>,
    links: Vec<bool>,
    /// The text of the image that is open, and how many images deep.
    alt: String,
    image_targets: Vec<String>,
    /// The language and the text of the block of code or raw HTML that is open.
    code: Option<(String, String)>,
    alignments: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    has_rows: bool,
    notes: Vec<Note>,
    suspended: Vec<Suspended>,
    /// Label → number in the order of the first reference, and how many references there were.
    references: HashMap<String, (u64, u32)>,
}

impl Writer {
    fn walk<'s>(&mut self, mut events: Peekable<impl Iterator<Item = Event<'s>>>) {
        while let Some(event) = events.next() {
            if !self.image_targets.is_empty() && self.image_text(&event) {
                continue;
            }
            match event {
                Event::Start(Tag::Item) => self.start_item(&mut events),
                Event::Start(tag) => self.start(tag),
                Event::End(tag) => self.end(tag),
                Event::Text(text) => self.text(&text),
                Event::Html(html) | Event::InlineHtml(html) => self.text(&html),
                Event::Code(code) => {
                    self.out.tag("<code>").text(&code).tag("</code>");
                }
                Event::FootnoteReference(label) => self.reference(&label),
                Event::SoftBreak => {
                    self.out.tag("\n");
                }
                Event::HardBreak => {
                    self.out.tag("<br>");
                }
                Event::Rule => {
                    self.out.tag("<hr>");
                    self.end_of_block();
                }
                // Task markers are taken where an item starts; formulas are not enabled.
                Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.block("<p>"),
            Tag::Heading { level, .. } => self.block(match level as usize {
                1 => "<h1>",
                2 => "<h2>",
                3 => "<h3>",
                4 => "<h4>",
                5 => "<h5>",
                _ => "<h6>",
            }),
            Tag::BlockQuote(_) => {
                self.open_blocks += 1;
                self.container(&html_of("<blockquote>"));
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
                containers: std::mem::take(&mut self.containers),
                label: note_key(&label),
            }),
            Tag::Table(alignments) => {
                self.block("<div class=\"tw\"><table>");
                self.alignments = alignments;
                self.has_rows = false;
            }
            Tag::TableHead => {
                self.out.tag("<thead><tr>");
                (self.in_head, self.cell) = (true, 0);
            }
            Tag::TableRow => {
                let first = !std::mem::replace(&mut self.has_rows, true);
                self.out.tag(if first { "<tbody><tr>" } else { "<tr>" });
                self.cell = 0;
            }
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.mark("<em>"),
            Tag::Strong => self.mark("<strong>"),
            Tag::Strikethrough => self.mark("<del>"),
            Tag::Link { link_type, dest_url, .. } => self.start_link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => self.image_targets.push(dest_url.to_string()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_block("</p>"),
            TagEnd::Heading(level) => self.end_block(match level as usize {
                1 => "</h1>",
                2 => "</h2>",
                3 => "</h3>",
                4 => "</h4>",
                5 => "</h5>",
                _ => "</h6>",
            }),
            TagEnd::BlockQuote(_) => {
                self.end_container("</blockquote>");
                self.end_block("");
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => {
                let (_, text) = self.code.take().unwrap_or_default();
                self.out.tag(html::RAW_OPEN).text(&text).tag(newline_after(&text));
                self.end_block(html::RAW_CLOSE);
            }
            TagEnd::List(_) => {
                let ordered = self.lists.pop().unwrap_or_default();
                self.end_container(html::list_close(ordered));
                self.end_block("");
            }
            TagEnd::Item => self.end_container("</li>"),
            TagEnd::FootnoteDefinition => self.end_note(),
            TagEnd::Table => {
                self.end_block(if self.has_rows { html::TBODY_CLOSE } else { html::TABLE_CLOSE });
            }
            TagEnd::TableHead => {
                self.out.tag("</tr></thead>");
                self.in_head = false;
            }
            TagEnd::TableRow => self.inline("</tr>"),
            TagEnd::TableCell => self.inline(if self.in_head { "</th>" } else { "</td>" }),
            TagEnd::Emphasis => self.end_mark("</em>"),
            TagEnd::Strong => self.end_mark("</strong>"),
            TagEnd::Strikethrough => self.end_mark("</del>"),
            TagEnd::Link if self.links.pop() == Some(true) => self.inline("</a>"),
            TagEnd::Image => self.end_image(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        match &mut self.code {
            Some((_, code)) => code.push_str(text),
            None => {
                self.out.text(text);
            }
        }
    }

    fn inline(&mut self, tag: &'static str) {
        self.out.tag(tag);
    }

    fn mark(&mut self, open: &'static str) {
        self.marks += 1;
        if self.marks <= DEEPEST {
            self.out.tag(open);
        }
    }

    fn end_mark(&mut self, close: &'static str) {
        if self.marks <= DEEPEST {
            self.out.tag(close);
        }
        self.marks = self.marks.saturating_sub(1);
    }

    fn block(&mut self, tag: &'static str) {
        self.open_blocks += 1;
        self.out.tag(tag);
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
        if self.containers <= DEEPEST {
            self.out.html(open);
        }
    }

    fn end_container(&mut self, close: &'static str) {
        if self.containers <= DEEPEST {
            self.out.tag(close);
        }
        self.containers = self.containers.saturating_sub(1);
    }

    /// The check box of a task stands directly in the item, before the paragraph of a loose one.
    fn start_item<'s>(&mut self, events: &mut Peekable<impl Iterator<Item = Event<'s>>>) {
        let paragraph = events.next_if_eq(&Event::Start(Tag::Paragraph)).is_some();
        let task = match events.next_if(|event| matches!(event, Event::TaskListMarker(_))) {
            Some(Event::TaskListMarker(done)) => Some(done),
            _ => None,
        };
        self.container(&html_of(html::item_open(task)));
        if paragraph {
            self.block("<p>");
        }
    }

    fn end_code(&mut self) {
        let (language, text) = self.code.take().unwrap_or_default();
        let open = html::code_open(&language);
        self.out.html(&open).html(&Highlighter::text(&language, &text));
        self.end_block(html::CODE_CLOSE);
    }

    fn start_cell(&mut self) {
        let alignment = self.alignments.get(self.cell).copied().unwrap_or(Alignment::None);
        self.cell += 1;
        self.out.tag(match (self.in_head, alignment) {
            (true, Alignment::Right) => "<th scope=\"col\" class=\"r\">",
            (true, Alignment::Center) => "<th scope=\"col\" class=\"c\">",
            (true, _) => "<th scope=\"col\">",
            (false, Alignment::Right) => "<td class=\"r\">",
            (false, Alignment::Center) => "<td class=\"c\">",
            (false, _) => "<td>",
        });
    }

    fn start_link(&mut self, link_type: LinkType, target: &str) {
        let target = match link_type {
            LinkType::Email => Target::of_link(&format!("mailto:{target}")),
            _ => Target::of_link(target),
        };
        if let Some(target) = &target {
            target.open(&mut self.out);
        }
        self.links.push(target.is_some());
    }

    /// Collects the text of an image; whether the event belonged to it.
    fn image_text(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => self.alt.push_str(text),
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
        let in_link = self.links.contains(&true);
        if !in_link {
            target.open_image(&mut self.out);
        }
        self.out.tag("<span class=\"imgblock\"><b>").text(&alt).tag("</b><span class=\"u\">");
        self.out.text(&target.place()).tag("</span></span>").tag(if in_link { "" } else { "</a>" });
    }

    fn reference(&mut self, label: &str) {
        let next = self.references.len() as u64 + 1;
        let (number, count) = self.references.entry(note_key(label)).or_insert((next, 0));
        *count += 1;
        let (number, count) = (*number, *count);
        self.out
            .tag("<sup class=\"fnref\"><a href=\"#fn-")
            .number(number)
            .tag("\" id=\"fnref-")
            .number(number);
        if count > 1 {
            self.out.tag("-").number(count.into());
        }
        self.out.tag("\" aria-label=\"Footnote ").number(number).tag("\">").number(number).tag("</a></sup>");
    }

    fn end_note(&mut self) {
        let Some(before) = self.suspended.pop() else { return };
        let body = std::mem::replace(&mut self.out, before.out);
        self.containers = before.containers;
        self.notes.push(Note { label: before.label, body });
    }

    /// Adds the footnotes: the referenced ones in the order of their first reference, then the others.
    fn finish(mut self) -> Vec<String> {
        let mut unreferenced = self.references.len() as u64;
        let mut notes = Vec::with_capacity(self.notes.len());
        for note in std::mem::take(&mut self.notes) {
            // A second definition of the same label has no reference of its own.
            let number = self.references.remove(&note.label).map(|(number, _)| number);
            unreferenced += u64::from(number.is_none());
            notes.push((number.unwrap_or(unreferenced), number.is_some(), note.body));
        }
        notes.sort_by_key(|(number, ..)| *number);
        self.blocks
            .extend(notes.iter().map(|(number, referenced, body)| note_block(*number, body, *referenced)));
        self.blocks.into_iter().map(Html::into_string).collect()
    }
}

fn note_block(number: u64, body: &Html, referenced: bool) -> Html {
    let mut html = Html::default();
    html.tag("<div class=\"fn\" id=\"fn-").number(number).tag("\"><span>").number(number);
    html.tag("</span><div>").html(body);
    if referenced {
        html.tag("<a href=\"#fnref-").number(number).tag("\" aria-label=\"Back to reference ").number(number);
        html.tag("\">↩</a>");
    }
    html.tag("</div></div>");
    html
}

fn note_key(label: &str) -> String {
    label.to_lowercase()
}

fn html_of(tag: &'static str) -> Html {
    let mut html = Html::default();
    html.tag(tag);
    html
}

/// A code block that the end of the answer cut has no line feed after its last line.
fn newline_after(text: &str) -> &'static str {
    if text.is_empty() || text.ends_with('\n') { "" } else { "\n" }
}
