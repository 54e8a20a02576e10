//! The markup of documents as a tree of elements, without namespaces.
//!
//! Invariant: what is nested deeper than [`MAX_DEPTH`] is left out, so that whoever walks a tree may call itself. Nothing
//! outside the text is fetched: there are no entities but those of XML itself and characters by number.

use quick_xml::{
    Reader,
    escape::{resolve_predefined_entity, unescape},
    events::{BytesRef, BytesStart, Event},
};

/// Far beyond what a person nests.
const MAX_DEPTH: usize = 150;

/// An element; names are local, without the prefix of their namespace.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub name: String,
    attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

/// What stands in an element.
#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// The attribute of this local name; of several, the first.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let is_it = |key: &str| key.rsplit(':').next() == Some(name);
        self.attributes.iter().find(|(key, _)| is_it(key)).map(|(_, value)| value.as_str())
    }

    /// The attribute with this prefix and name.
    pub fn exact(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The elements in this one.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The same, for keeping them.
    pub fn into_elements(self) -> impl Iterator<Item = Element> {
        self.children.into_iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of this name in this one.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The `val` of the first element of this name: how Office writes a property.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    /// Whether a property that is on or off is on; `None` if it is not set here.
    pub fn is_on(&self, name: &str) -> Option<bool> {
        self.child(name).map(|it| !matches!(it.attribute("val"), Some("0" | "false" | "off" | "none")))
    }

    /// The first element of this name, however deep.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find_map(|it| if it.name == name { Some(it) } else { it.find(name) })
    }

    /// Calls `visit` for each element of this name; what is inside of one is not looked into.
    pub fn each<'a>(&'a self, name: &str, visit: &mut dyn FnMut(&'a Element)) {
        for element in self.elements() {
            if element.name == name { visit(element) } else { element.each(name, visit) }
        }
    }

    /// All text in it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    fn add_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) => element.add_text(text),
            }
        }
    }
}

/// The whole of a part; `None` if it is no XML. A part that breaks off gives what came before.
pub(super) fn tree(bytes: &[u8]) -> Option<Element> {
    let text = String::from_utf8_lossy(bytes);
    let mut blocks = Blocks::new(&text, &[]);
    blocks.next()
}

/// A part, read one block after the other, so that a long document is never a tree as a whole.
pub(super) struct Blocks<'a> {
    reader: Reader<&'a [u8]>,
    entered: &'a [&'a str],
    is_sound: bool,
}

impl<'a> Blocks<'a> {
    /// Gives each element that is not one of `entered` and not in another one that was given.
    pub fn new(text: &'a str, entered: &'a [&'a str]) -> Self {
        let mut reader = Reader::from_reader(text.as_bytes());
        let config = reader.config_mut();
        // Web pages in e-books close what they did not open.
        (config.check_end_names, config.allow_unmatched_ends) = (false, true);
        Self { reader, entered, is_sound: true }
    }

    /// Whether all that was read so far was well-formed.
    pub fn is_sound(&self) -> bool {
        self.is_sound
    }
}

impl Iterator for Blocks<'_> {
    type Item = Element;

    fn next(&mut self) -> Option<Element> {
        loop {
            match self.reader.read_event() {
                Ok(Event::Start(start)) if self.entered.contains(&local(&start)) => {}
                Ok(Event::Start(start)) => {
                    let element = begun(&start);
                    return Some(filled(element, &mut self.reader, &mut self.is_sound));
                }
                Ok(Event::Empty(start)) if !self.entered.contains(&local(&start)) => {
                    return Some(begun(&start));
                }
                Ok(Event::Eof) => return None,
                Err(_) => {
                    self.is_sound = false;
                    return None;
                }
                Ok(_) => {}
            }
        }
    }
}

/// The part with some of its elements changed: `edit` gives what stands in the place of one of these names. `None` if
/// nothing changes.
pub(super) fn edited(
    part: &[u8],
    names: &[&str],
    mut edit: impl FnMut(&Element) -> Option<String>,
) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(part).ok()?;
    let mut reader = Reader::from_reader(text.as_bytes());
    reader.config_mut().check_end_names = false;
    let (mut result, mut kept, mut is_sound) = (Vec::new(), 0, true);
    loop {
        let begin = usize::try_from(reader.buffer_position()).ok()?;
        let element = match reader.read_event() {
            Ok(Event::Start(start)) if names.contains(&local(&start)) => {
                let element = begun(&start);
                filled(element, &mut reader, &mut is_sound)
            }
            Ok(Event::Empty(start)) if names.contains(&local(&start)) => begun(&start),
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => continue,
        };
        let end = usize::try_from(reader.buffer_position()).ok()?;
        if let Some(replacement) = edit(&element).filter(|_| is_sound) {
            result.extend_from_slice(part.get(kept..begin)?);
            result.extend_from_slice(replacement.as_bytes());
            kept = end;
        }
    }
    (kept > 0).then(|| {
        result.extend_from_slice(part.get(kept..).unwrap_or_default());
        result
    })
}

/// Reads up to the end of `root`, without calling itself.
fn filled(root: Element, reader: &mut Reader<&[u8]>, is_sound: &mut bool) -> Element {
    let (mut open, mut too_deep) = (vec![root], 0_usize);
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) if open.len() >= MAX_DEPTH => too_deep += 1,
            Ok(Event::Start(start)) => open.push(begun(&start)),
            Ok(Event::Empty(start)) if too_deep == 0 => add(&mut open, Node::Element(begun(&start))),
            Ok(Event::End(_)) if too_deep > 0 => too_deep -= 1,
            Ok(Event::End(_)) => {
                let Some(done) = open.pop() else { return Element::default() };
                if open.is_empty() {
                    return done;
                }
                add(&mut open, Node::Element(done));
            }
            Ok(Event::Text(text)) if too_deep == 0 => add_words(&mut open, &text),
            Ok(Event::CData(text)) if too_deep == 0 => add_words(&mut open, &text),
            Ok(Event::GeneralRef(reference)) if too_deep == 0 => add_words(&mut open, &named(&reference)),
            Ok(Event::Eof) => break,
            Err(_) => {
                *is_sound = false;
                break;
            }
            Ok(_) => {}
        }
    }
    *is_sound = false;
    while open.len() > 1 {
        if let Some(done) = open.pop() {
            add(&mut open, Node::Element(done));
        }
    }
    open.pop().unwrap_or_default()
}

fn add(open: &mut [Element], node: Node) {
    if let Some(last) = open.last_mut() {
        last.children.push(node);
    }
}

fn add_words(open: &mut [Element], words: &str) {
    let Some(last) = open.last_mut() else { return };
    match last.children.last_mut() {
        Some(Node::Text(text)) => text.push_str(words),
        _ => last.children.push(Node::Text(words.to_owned())),
    }
}

fn local<'a>(start: &'a BytesStart<'_>) -> &'a str {
    start.local_name().into_inner()
}

fn begun(start: &BytesStart<'_>) -> Element {
    // Marks of a revision are the most of many documents, and say nothing to a reader.
    let wanted = |key: &str| !key.starts_with("xmlns") && !key.contains(":rsid");
    let mut attributes = start.attributes();
    let attributes = attributes.with_checks(false).flatten();
    let attributes = attributes.filter(|attribute| wanted(attribute.key.0)).map(|attribute| {
        let value =
            unescape(&attribute.value).map_or_else(|_| attribute.value.to_string(), |it| it.into_owned());
        (attribute.key.0.to_owned(), value)
    });
    Element { name: local(start).to_owned(), attributes: attributes.collect(), children: Vec::new() }
}

/// What a reference stands for. The names of HTML are few in practice; of the others the name itself stays.
fn named(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name: &str = reference;
    let known = match name {
        "nbsp" => "\u{A0}",
        "mdash" => "—",
        "ndash" => "–",
        "hellip" => "…",
        "lsquo" => "‘",
        "rsquo" => "’",
        "ldquo" => "“",
        "rdquo" => "”",
        "copy" => "©",
        "shy" => "",
        _ => return resolve_predefined_entity(name).map_or_else(|| format!("&{name};"), str::to_owned),
    };
    known.to_owned()
}
