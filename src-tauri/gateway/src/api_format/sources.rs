//! The sources that a reply names, in every form that servers give them: `annotations`, `citations`, `search_results`,
//! the grounding of Gemini, the citations of Claude.
//!
//! Invariant: each source has one number, in the order in which it was first named, for the marks in the text are written
//! after it; and a reply names no more of them than anyone would read.

use serde_json::Value;

use super::word;
use crate::{Delta, Mark, NamedSource};

/// Sources of one answer.
const MAX_SOURCES: usize = 200;
/// Marks of one answer.
const MAX_MARKS: usize = 1000;
/// Bytes of an address.
const MAX_ADDRESS: usize = 4096;
/// Characters of a title, and of a quote.
const MAX_WORDS: usize = 400;

/// Lists whose places are the numbers in the text.
const LISTS: [&str; 8] = [
    "citations",
    "search_results",
    "web_search",
    "web_search_results",
    "searchResults",
    "sources",
    "references",
    "webSearchResults",
];
/// Fields that such lists, and those of annotations, may stand in.
const INNER: [&str; 5] =
    ["search_info", "context", "provider_specific_fields", "vertex_ai_grounding_metadata", "extra"];

/// What is known of the sources so far.
#[derive(Debug, Default)]
pub(super) struct Sources {
    known: Vec<Found>,
    marks: usize,
}

/// A source as one place of a reply names it.
#[derive(Debug, Clone, Default)]
struct Found {
    url: String,
    title: String,
    quote: String,
}

impl Sources {
    /// Reads what an object of a reply names beside its text.
    pub(super) fn take(&mut self, object: &Value, out: &mut Vec<Delta>) {
        for name in LISTS {
            let items = object.get(name).and_then(Value::as_array).into_iter().flatten();
            for (place, item) in items.flat_map(flat).enumerate() {
                match found(item) {
                    Some(found) => _ = self.name(found, Some(place), None, out),
                    None => self.leave_blank(place, out),
                }
            }
        }
        for annotation in super::list(object, "annotations") {
            let inner = annotation.get("url_citation").unwrap_or(annotation);
            let end =
                ["end_index", "endIndex"].iter().find_map(|name| inner.get(*name).and_then(super::count));
            if let Some(found) = found(inner) {
                self.name(found, None, end.filter(|end| *end > 0).map(Mark::Characters), out);
            }
        }
        for name in ["groundingMetadata", "grounding_metadata"] {
            if let Some(metadata) = object.get(name) {
                self.grounding(metadata, out);
            }
        }
        for inner in INNER.iter().filter_map(|name| object.get(*name)).filter(|inner| inner.is_object()) {
            self.take(inner, out);
        }
    }

    /// Gemini's: sources, and which of them stand behind which words.
    fn grounding(&mut self, metadata: &Value, out: &mut Vec<Delta>) {
        let list = |names: [&str; 2]| {
            names.iter().map(|name| super::list(metadata, name)).find(|list| !list.is_empty())
        };
        let chunks = list(["groundingChunks", "grounding_chunks"]).unwrap_or_default();
        let mut numbers = Vec::new();
        for chunk in chunks {
            let inner = ["web", "retrievedContext", "maps"].iter().find_map(|name| chunk.get(*name));
            numbers.push(found(inner.unwrap_or(chunk)).and_then(|found| self.name(found, None, None, out)));
        }
        for support in list(["groundingSupports", "grounding_supports"]).unwrap_or_default() {
            let end = support.pointer("/segment/endIndex").or_else(|| support.pointer("/segment/end_index"));
            let Some(end) = end.and_then(super::count).filter(|end| *end > 0) else { continue };
            let indices = ["groundingChunkIndices", "grounding_chunk_indices"];
            let indices = indices.iter().map(|name| super::list(support, name)).find(|list| !list.is_empty());
            for index in indices.unwrap_or_default().iter().filter_map(super::count) {
                let index = usize::try_from(index).unwrap_or(usize::MAX);
                if let Some(number) = numbers.get(index).copied().flatten() {
                    self.mark(number, Mark::Bytes(end), out);
                }
            }
        }
    }

    /// A citation of the words that came before it (Claude).
    pub(super) fn cite(&mut self, citation: &Value, out: &mut Vec<Delta>) {
        if let Some(found) = found(citation) {
            self.name(found, None, Some(Mark::Here), out);
        }
    }

    /// Gives the number of a source, and tells what is new of it.
    fn name(
        &mut self,
        found: Found,
        place: Option<usize>,
        mark: Option<Mark>,
        out: &mut Vec<Delta>,
    ) -> Option<u32> {
        let is_same = |known: &Found| match found.url.is_empty() {
            true => known.url.is_empty() && known.title == found.title,
            false => known.url == found.url,
        };
        // An address that a list names twice has the number of either place.
        let here = place.filter(|place| self.known.get(*place).is_some_and(is_same));
        let index = here.or_else(|| self.known.iter().position(is_same)).unwrap_or(self.known.len());
        let number = u32::try_from(index + 1).ok()?;
        let is_new = index == self.known.len();
        if is_new && index < MAX_SOURCES {
            self.known.push(Found { url: found.url, ..Found::default() });
        }
        let known = self.known.get_mut(index)?;
        let mut is_more = is_new;
        for (known, found) in [(&mut known.title, found.title), (&mut known.quote, found.quote)] {
            if known.is_empty() && !found.is_empty() {
                (*known, is_more) = (found, true);
            }
        }
        if is_more {
            let Found { url, title, quote } = known.clone();
            out.push(Delta::Source(NamedSource { number, url, title, quote, mark: None }));
        }
        if let Some(mark) = mark {
            self.mark(number, mark, out);
        }
        Some(number)
    }

    /// What cannot be shown keeps its number, for the marks count it.
    fn leave_blank(&mut self, place: usize, out: &mut Vec<Delta>) {
        if place == self.known.len() && place < MAX_SOURCES {
            self.known.push(Found::default());
            let number = u32::try_from(place + 1).unwrap_or(u32::MAX);
            out.push(Delta::Source(NamedSource { number, ..NamedSource::default() }));
        }
    }

    fn mark(&mut self, number: u32, mark: Mark, out: &mut Vec<Delta>) {
        if self.marks < MAX_MARKS {
            self.marks += 1;
            out.push(Delta::Source(NamedSource { number, mark: Some(mark), ..NamedSource::default() }));
        }
    }
}

/// The items of a list of lists.
fn flat(item: &Value) -> Vec<&Value> {
    item.as_array().map_or_else(|| vec![item], |inner| inner.iter().collect())
}

fn found(item: &Value) -> Option<Found> {
    let first = |names: &[&str]| {
        names.iter().map(|name| word(item, name)).find(|text| !text.is_empty()).unwrap_or_default()
    };
    let url = match item {
        Value::String(url) => url,
        _ => first(&["url", "uri", "link", "href", "source"]),
    };
    let url =
        Some(url.trim()).filter(|url| is_web(url) && url.len() <= MAX_ADDRESS).unwrap_or_default().to_owned();
    let title = short(first(&["title", "document_title", "name", "domain"]));
    let quote = short(first(&["cited_text", "content", "snippet", "text", "quote"]));
    (!url.is_empty() || !title.is_empty()).then_some(Found { url, title, quote })
}

fn is_web(url: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// On one line, as long as anyone reads.
fn short(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").chars().take(MAX_WORDS).collect()
}
