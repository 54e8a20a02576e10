//! E-books (EPUB 3.3): the chapters in the order of reading, as Markdown.

use super::{
    MAX_CHARACTERS, damaged_part,
    parts::{self, Parts},
    table,
    xml::{self, Element, Node},
};
use yourouter_protocol::{AttachmentProblem, Error, Result};

/// The book's text.
///
/// # Errors
/// `Error::Attachment` with `damaged` if there is no list of its chapters, or `encrypted` if they can only be read with a
/// shop's program.
pub(super) fn markdown(parts: &Parts) -> Result<String> {
    let container = parts.get("META-INF/container.xml").and_then(xml::tree);
    let name = container.as_ref().and_then(|it| it.find("rootfile")?.attribute("full-path"));
    let name = name.ok_or_else(|| damaged_part("it does not say where it begins"))?;
    let root =
        parts.get(name).and_then(xml::tree).ok_or_else(|| damaged_part("it has no list of chapters"))?;
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut text = String::new();
    let title =
        root.child("metadata").and_then(|it| it.child("title")).map(Element::text).unwrap_or_default();
    if !title.trim().is_empty() {
        text.push_str(&format!("# {}\n", title.trim()));
    }
    let mut is_read = false;
    let Some(spine) = root.child("spine") else { return Err(damaged_part("it has no order of chapters")) };
    for chapter in spine.elements().filter(|it| it.attribute("linear") != Some("no")) {
        let id = chapter.attribute("idref").unwrap_or_default();
        let item =
            root.child("manifest").and_then(|it| it.elements().find(|item| item.exact("id") == Some(id)));
        let Some(target) = item.and_then(|it| it.attribute("href")) else { continue };
        let target = percent_encoding::percent_decode_str(target).decode_utf8_lossy();
        let part = parts.get(&parts::absolute(folder, &target)).and_then(xml::tree);
        let Some(body) = part.as_ref().and_then(|it| it.find("body")) else { continue };
        Page::default().blocks(body, &mut text);
        is_read = true;
        if text.len() > MAX_CHARACTERS {
            break;
        }
    }
    // Only with this part is any chapter encrypted (EPUB 3.3, section 4.2.6.3.2); fonts may be too, which says nothing.
    if !is_read && parts.get("META-INF/encryption.xml").is_some() {
        return Err(Error::attachment(AttachmentProblem::Encrypted, ""));
    }
    Ok(text)
}

/// One chapter while it is written.
#[derive(Default)]
struct Page {
    line: String,
}

impl Page {
    fn blocks(&mut self, parent: &Element, text: &mut String) {
        for node in &parent.children {
            match node {
                Node::Text(words) => self.words(words),
                Node::Element(element) => self.element(element, text),
            }
        }
        self.end("", text);
    }

    /// Words with single spaces between them.
    fn words(&mut self, words: &str) {
        for sign in words.chars() {
            match sign {
                ' ' | '\n' | '\r' | '\t' if self.line.is_empty() || self.line.ends_with([' ', '\n']) => {}
                ' ' | '\n' | '\r' | '\t' => self.line.push(' '),
                _ => self.line.push(sign),
            }
        }
    }

    /// Ends a block.
    fn end(&mut self, mark: &str, text: &mut String) {
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            text.push_str(&format!("\n{mark}{}\n", line.trim()));
        }
    }

    fn element(&mut self, element: &Element, text: &mut String) {
        match element.name.as_str() {
            "script" | "style" | "head" | "svg" | "nav" | "rp" => {}
            "br" => self.line.push('\n'),
            "img" => {
                if let Some(words) = element.attribute("alt").filter(|it| !it.trim().is_empty()) {
                    self.words(&format!("[image: {words}]"));
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end("", text);
                let depth = element.name.get(1..).and_then(|it| it.parse().ok()).unwrap_or(1);
                self.words(&element.text());
                self.end(&format!("{} ", "#".repeat(depth)), text);
            }
            "pre" => {
                self.end("", text);
                text.push_str(&format!("\n```\n{}\n```\n", element.text().trim_matches('\n')));
            }
            "table" => {
                self.end("", text);
                let mut rows = Vec::new();
                element.each("tr", &mut |row| rows.push(row.elements().map(cell).collect()));
                text.push_str(&format!("\n{}\n", table(&rows)));
            }
            "li" => {
                self.end("", text);
                let mut inner = String::new();
                self.blocks(element, &mut inner);
                let inner = inner.trim().replace("\n\n", "\n").replace('\n', "\n  ");
                text.push_str(&format!("\n- {inner}"));
            }
            "ul" | "ol" | "p" | "div" | "section" | "article" | "blockquote" | "header" | "footer"
            | "aside" | "main" | "figure" | "figcaption" | "dl" | "dt" | "dd" | "hr" | "center" => {
                self.end("", text);
                self.blocks(element, text);
                if matches!(element.name.as_str(), "ul" | "ol") {
                    text.push('\n');
                }
            }
            "rt" => {
                self.line.push('(');
                self.inline(element, text);
                self.line.push(')');
            }
            _ => self.inline(element, text),
        }
    }

    fn inline(&mut self, element: &Element, text: &mut String) {
        for node in &element.children {
            match node {
                Node::Text(words) => self.words(words),
                Node::Element(element) => self.element(element, text),
            }
        }
    }
}

fn cell(cell: &Element) -> String {
    let mut text = String::new();
    Page::default().blocks(cell, &mut text);
    text.trim().replace("\n\n", "\n")
}
