//! Footnotes: numbered by their first reference, shown at the end of the answer, linked both ways.

use std::collections::HashMap;

use yourouter_protocol::words::prose as words;

use super::html::Html;

/// The footnotes of one answer.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// Label and content of each definition, in the order of the source.
    notes: Vec<(String, Html)>,
    /// Label → number in the order of the first reference, and how many references there were.
    references: HashMap<String, (u64, u32)>,
}

impl Footnotes {
    /// Writes a reference.
    pub fn refer(&mut self, label: &str, html: &mut Html) {
        let next = self.references.len() as u64 + 1;
        let (number, count) = self.references.entry(key(label)).or_insert((next, 0));
        *count += 1;
        let number = *number;
        html.tag("<sup class=\"fnref\"><a href=\"#fn-").number(number).tag("\" id=\"fnref-").number(number);
        if *count > 1 {
            html.tag("-").number((*count).into());
        }
        html.tag("\" aria-label=\"").text(&words::footnote(number));
        html.tag("\">").number(number).tag("</a></sup>");
    }

    /// Keeps a definition.
    pub fn define(&mut self, label: &str, body: Html) {
        self.notes.push((key(label), body));
    }

    /// The definitions: the referenced ones in the order of their first reference, then the others.
    pub fn into_blocks(mut self) -> impl Iterator<Item = Html> {
        let mut unreferenced = self.references.len() as u64;
        let mut notes = Vec::with_capacity(self.notes.len());
        for (label, body) in self.notes {
            // A second definition of the same label has no reference of its own.
            let number = self.references.remove(&label).map(|(number, _)| number);
            unreferenced += u64::from(number.is_none());
            notes.push((number.unwrap_or(unreferenced), number.is_some(), body));
        }
        notes.sort_by_key(|(number, ..)| *number);
        notes.into_iter().map(|(number, referenced, body)| block(number, referenced, &body))
    }
}

fn block(number: u64, referenced: bool, body: &Html) -> Html {
    let mut html = Html::default();
    html.tag("<div class=\"fn\" id=\"fn-").number(number).tag("\"><span>").number(number);
    html.tag("</span><div>");
    if referenced {
        // The way back stands behind the last word of the note, not in a line of its own.
        let (body, close) = match body.between("", "</p>") {
            Some(body) => (body, "</p>"),
            None => (body.clone(), ""),
        };
        html.html(&body).tag(" <a class=\"fnback\" href=\"#fnref-").number(number);
        html.tag("\" aria-label=\"").text(&words::footnote_reference(number));
        html.tag("\">↩</a>").tag(close);
    } else {
        html.html(body);
    }
    html.tag("</div></div>");
    html
}

fn key(label: &str) -> String {
    label.to_lowercase()
}
