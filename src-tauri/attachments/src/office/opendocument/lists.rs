//! The numbers of lists and headings in OpenDocument (OpenDocument 1.3, part 3, section 19.880).

use std::collections::HashMap;

use super::super::{numerals, xml::Element};

const LEVELS: usize = 10;

#[derive(Debug, Clone)]
struct Level {
    format: &'static str,
    prefix: String,
    suffix: String,
    /// How many levels the number shows.
    shown: usize,
    start: u32,
}

/// All styles of lists, and how far each list is.
#[derive(Debug, Default)]
pub(super) struct Lists {
    styles: HashMap<String, HashMap<usize, Level>>,
    outline: HashMap<usize, Level>,
    counts: HashMap<String, [u32; LEVELS]>,
    headings: [u32; LEVELS],
}

impl Lists {
    pub fn read(&mut self, styles: &Element) {
        styles.each("list-style", &mut |style| {
            if let Some(name) = style.attribute("name") {
                self.styles.insert(name.to_owned(), levels(style));
            }
        });
        styles.each("outline-style", &mut |style| {
            self.outline = levels(style);
        });
    }

    /// A list begins anew.
    pub fn restart(&mut self, style: Option<&str>) {
        self.counts.remove(style.unwrap_or_default());
    }

    /// What stands before the next item.
    pub fn next(&mut self, style: Option<&str>, level: usize, start: Option<u32>) -> String {
        let name = style.unwrap_or_default();
        let Some(levels) = self.styles.get(name) else { return "-".to_owned() };
        let counts = self.counts.entry(name.to_owned()).or_default();
        count(counts, levels, level, start);
        label(counts, levels, level).unwrap_or_else(|| "-".to_owned())
    }

    /// What stands before the next heading, with a space behind it; nothing where headings have no numbers.
    pub fn heading(&mut self, level: usize) -> String {
        count(&mut self.headings, &self.outline, level, None);
        label(&self.headings, &self.outline, level).map(|it| it + " ").unwrap_or_default()
    }
}

fn levels(style: &Element) -> HashMap<usize, Level> {
    let level = |element: &Element| {
        let text = |name: &str| element.attribute(name).unwrap_or_default().to_owned();
        let format = match element.attribute("num-format")? {
            "1" => "decimal",
            "a" => "lowerLetter",
            "A" => "upperLetter",
            "i" => "lowerRoman",
            "I" => "upperRoman",
            "" => return None,
            "一, 二, 三, ..." => "chineseCounting",
            _ => "decimal",
        };
        let number = |name: &str| element.attribute(name).and_then(|it| it.parse::<u32>().ok()).unwrap_or(1);
        let level = Level {
            format,
            prefix: text("num-prefix"),
            suffix: text("num-suffix"),
            shown: number("display-levels") as usize,
            start: number("start-value"),
        };
        Some((element.attribute("level")?.parse().ok()?, level))
    };
    style.elements().filter_map(level).collect()
}

fn count(counts: &mut [u32; LEVELS], levels: &HashMap<usize, Level>, level: usize, start: Option<u32>) {
    let first = start.or_else(|| levels.get(&level).map(|it| it.start)).unwrap_or(1);
    for (at, count) in (1..).zip(counts.iter_mut()) {
        if at == level {
            *count = if start.is_some() || *count == 0 { first.max(1) } else { count.saturating_add(1) };
        } else if at > level {
            *count = 0;
        }
    }
}

fn label(counts: &[u32; LEVELS], levels: &HashMap<usize, Level>, level: usize) -> Option<String> {
    let own = levels.get(&level)?;
    let first = (level + 1).saturating_sub(own.shown.max(1)).max(1);
    let numbers: Vec<String> = (first..=level)
        .filter_map(|at| {
            let shown = levels.get(&at)?;
            Some(numerals::written((*counts.get(at - 1)?).max(1), shown.format))
        })
        .collect();
    Some(format!("{}{}{}", own.prefix, numbers.join("."), own.suffix).trim().to_owned())
}
