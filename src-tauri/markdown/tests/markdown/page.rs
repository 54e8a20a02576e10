//! The page's side of the contract: patches applied to a string, by the words of `protocol/patch.rs`.

use yourouter_markdown::{Stream, render};
use yourouter_protocol::{Patch, PatchOp};

/// `.prose` as the page holds it.
#[derive(Default, Clone)]
pub struct Page {
    settled: String,
    /// The end tags of what was entered, outermost first.
    entered: Vec<String>,
    tail: String,
}

impl Page {
    /// Applies one patch: `ops`, `tail`, `replaced`.
    pub fn apply(&mut self, patch: &Patch) {
        for op in &patch.ops {
            match op {
                PatchOp::Append { html } => {
                    assert_balanced(html);
                    self.settled.push_str(html);
                }
                PatchOp::Enter { open, close } => {
                    assert_balanced(&format!("{open}{close}"));
                    self.settled.push_str(open);
                    self.entered.push(close.clone());
                }
                PatchOp::Leave => {
                    let close = self.entered.pop().expect("a matching Enter");
                    self.settled.push_str(&close);
                }
            }
        }
        assert_balanced(&patch.tail);
        self.tail.clone_from(&patch.tail);
        if patch.replaced.is_empty() {
            return;
        }
        assert!(self.entered.is_empty() && self.tail.is_empty(), "only the last patch replaces");
        let mut children = children(&self.settled);
        for replaced in &patch.replaced {
            let index = replaced.index as usize;
            assert!(index < children.len(), "the block exists");
            children.splice(index..=index, self::children(&replaced.html));
        }
        self.settled = children.concat();
    }

    /// What is on the screen.
    pub fn html(&self) -> String {
        let closes: String = self.entered.iter().rev().map(String::as_str).collect();
        format!("{}{}{closes}", self.settled, self.tail)
    }
}

/// What a stream did while it ran.
pub struct Run {
    pub page: Page,
    pub replaced: usize,
}

/// Streams `parts`, a patch after each, checking the replay on the way.
pub fn stream<'s>(parts: impl IntoIterator<Item = &'s str>) -> Run {
    let (mut stream, mut page) = (Stream::new(), Page::default());
    let mut whole = String::new();
    for part in parts {
        whole.push_str(part);
        stream.push(part);
        if let Some(patch) = stream.take_patch() {
            assert!(patch.replaced.is_empty(), "only the last patch replaces");
            page.apply(&patch);
        }
        assert_replays(&stream, &page);
    }
    assert_eq!(stream.source(), whole);
    let last = stream.finish();
    page.apply(&last);
    assert_replays(&stream, &page);
    assert!(page.tail.is_empty() && page.entered.is_empty());
    Run { page, replaced: last.replaced.len() }
}

/// The screen after the first half of `parts`.
pub fn half(parts: &[&str]) -> String {
    let (mut stream, mut page) = (Stream::new(), Page::default());
    for part in &parts[..parts.len() / 2] {
        stream.push(part);
        stream.take_patch().iter().for_each(|patch| page.apply(patch));
    }
    page.html()
}

/// The property: streamed in these parts, the screen ends as the whole render.
pub fn assert_streams(parts: &[&str]) {
    let whole = parts.concat();
    let run = stream(parts.iter().copied());
    assert_eq!(run.page.html(), render(&whole), "source {whole:?} in parts {parts:?}");
}

fn assert_replays(stream: &Stream, page: &Page) {
    let mut again = Page::default();
    again.apply(&stream.replay());
    assert_eq!(again.html(), page.html(), "replay of {:?}", stream.source());
}

/// The top-level elements of sanitised HTML.
pub fn children(html: &str) -> Vec<String> {
    let (mut children, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, end, tag) in tags(html) {
        if depth == 0 {
            start = at;
        }
        if tag.starts_with('/') {
            depth -= 1;
        } else if !is_void(tag) {
            depth += 1;
        }
        if depth == 0 {
            children.push(html[start..end].to_owned());
        }
    }
    children
}

fn assert_balanced(html: &str) {
    let mut open = Vec::new();
    for (_, _, tag) in tags(html) {
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "in {html}"),
            None if is_void(tag) => {}
            None => open.push(tag.split(' ').next().unwrap()),
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "in {html}");
}

/// Start, end and inside of each tag; text and attribute values hold no angle brackets.
fn tags(html: &str) -> impl Iterator<Item = (usize, usize, &str)> {
    html.match_indices('<').map(|(at, _)| {
        let end = at + html[at..].find('>').expect("a closed tag") + 1;
        (at, end, &html[at + 1..end - 1])
    })
}

fn is_void(tag: &str) -> bool {
    ["hr", "br"].contains(&tag) || tag.starts_with("input ")
}
