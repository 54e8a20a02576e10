//! The styles of a Word document: which are headings, which belong to lists, and how letters look in them.

use std::collections::HashMap;

use super::{
    super::xml::{self, Element},
    line::{BOLD, ITALIC, LOWERED, RAISED, STRUCK},
};

/// Styles that are based on others, one after the other.
const MAX_BASES: usize = 16;
/// Headings of Markdown.
const MAX_HEADING: usize = 6;

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    /// The depth of a heading from 1; 0 for text of the body.
    heading: Option<usize>,
    list: Option<String>,
    level: Option<usize>,
    /// What it switches on and off.
    look: Look,
}

/// The looks that are set, and those that are set to nothing.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    on: u8,
    off: u8,
    is_hidden: Option<bool>,
}

/// All styles by their id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    default: Option<String>,
}

/// Reads the part; beside the styles, the list of each style of lists.
pub(super) fn read(part: Option<&[u8]>) -> (Styles, HashMap<String, String>) {
    let (mut styles, mut lists) = (Styles::default(), HashMap::new());
    let Some(root) = part.and_then(xml::tree) else { return (styles, lists) };
    for element in root.elements().filter(|it| it.name == "style") {
        let Some(id) = element.attribute("styleId") else { continue };
        let kind = element.attribute("type").unwrap_or_default();
        let properties = element.child("pPr");
        let list = properties.and_then(|it| it.child("numPr"));
        let name = element.value("name").unwrap_or_default().to_lowercase();
        let style = Style {
            based_on: element.value("basedOn").map(str::to_owned),
            heading: properties.and_then(outline).or_else(|| named_heading(&name)),
            list: list.and_then(|it| it.value("numId")).map(str::to_owned),
            level: list.and_then(|it| it.value("ilvl")).and_then(|it| it.parse().ok()),
            look: element.child("rPr").map(look).unwrap_or_default(),
        };
        if kind == "numbering"
            && let Some(list) = &style.list
        {
            lists.insert(id.to_owned(), list.clone());
        }
        let is_default = matches!(element.attribute("default"), Some("1" | "true" | "on"));
        if is_default && matches!(kind, "paragraph" | "") {
            styles.default = Some(id.to_owned());
        }
        styles.styles.insert(id.to_owned(), style);
    }
    (styles, lists)
}

fn outline(properties: &Element) -> Option<usize> {
    let level: usize = properties.value("outlineLvl")?.parse().ok()?;
    // The ninth is that of the body.
    Some(if level < 9 { level + 1 } else { 0 })
}

fn named_heading(name: &str) -> Option<usize> {
    if name == "title" {
        return Some(1);
    }
    name.strip_prefix("heading")?.trim().parse().ok().filter(|depth| (1..=9).contains(depth))
}

fn look(properties: &Element) -> Look {
    let mut look = Look { is_hidden: properties.is_on("vanish"), ..Look::default() };
    let mut set = |mark: u8, is_on: Option<bool>| match is_on {
        Some(true) => look.on |= mark,
        Some(false) => look.off |= mark,
        None => {}
    };
    set(BOLD, properties.is_on("b"));
    set(ITALIC, properties.is_on("i"));
    set(STRUCK, properties.is_on("strike").or_else(|| properties.is_on("dstrike")));
    let position = properties.value("vertAlign");
    set(RAISED, position.map(|it| it == "superscript"));
    set(LOWERED, position.map(|it| it == "subscript"));
    look
}

impl Styles {
    /// The style and those that it is based on, nearest first.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let mut next = id;
        std::iter::from_fn(move || {
            let id = next?;
            let style = self.styles.get(id)?;
            next = style.based_on.as_deref();
            Some((id, style))
        })
        .take(MAX_BASES)
    }

    fn of_paragraph<'a>(&'a self, properties: Option<&'a Element>) -> Option<&'a str> {
        properties.and_then(|it| it.value("pStyle")).or(self.default.as_deref())
    }

    /// How deep a heading the paragraph is, from 1; `None` if it is none.
    pub fn heading(&self, properties: Option<&Element>) -> Option<usize> {
        let own = properties.and_then(outline);
        let style = self.of_paragraph(properties);
        let by_style = || self.chain(style).find_map(|(_, style)| style.heading);
        // Some programs write the ids of Word's own styles and no styles.
        let by_id =
            || style.filter(|_| self.styles.is_empty()).and_then(|it| named_heading(&it.to_lowercase()));
        own.or_else(by_style).or_else(by_id).filter(|depth| *depth > 0).map(|depth| depth.min(MAX_HEADING))
    }

    /// The list of a paragraph and its level there; `level_of` finds the level that belongs to a style.
    pub fn list(
        &self,
        properties: Option<&Element>,
        level_of: impl Fn(&str, &str) -> Option<usize>,
    ) -> Option<(String, usize)> {
        let own = properties.and_then(|it| it.child("numPr"));
        let own_level = own.and_then(|it| it.value("ilvl")).and_then(|it| it.parse().ok());
        let style = self.of_paragraph(properties);
        if let Some(list) = own.and_then(|it| it.value("numId")) {
            let by_style = || self.chain(style).find_map(|(id, _)| level_of(list, id));
            let level = own_level.or_else(by_style).unwrap_or_default();
            return (list != "0").then(|| (list.to_owned(), level));
        }
        let list = self.chain(style).find_map(|(_, style)| style.list.as_deref())?;
        let by_style = || self.chain(style).find_map(|(id, _)| level_of(list, id));
        let by_base = || self.chain(style).find_map(|(_, style)| style.level);
        let level = own_level.or_else(by_style).or_else(by_base).unwrap_or_default();
        (list != "0").then(|| (list.to_owned(), level))
    }

    /// How a run looks, by itself and by its style; `None` if it is hidden.
    pub fn look(&self, run: Option<&Element>) -> Option<u8> {
        let own = run.map(look).unwrap_or_default();
        let mut found = own;
        for (_, style) in self.chain(run.and_then(|it| it.value("rStyle"))) {
            found.on |= style.look.on & !found.off;
            found.off |= style.look.off & !found.on;
            found.is_hidden = found.is_hidden.or(style.look.is_hidden);
        }
        (!found.is_hidden.unwrap_or_default()).then_some(found.on & !own.off)
    }
}
