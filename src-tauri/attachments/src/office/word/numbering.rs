//! The numbers that Word puts before headings, clauses and items of lists (ECMA-376, part 1, section 17.9).

use std::collections::{HashMap, HashSet};

use super::super::{
    numerals,
    xml::{self, Element},
};

/// Levels of one list.
const LEVELS: usize = 9;
/// Lists that are other lists, one after the other.
const MAX_LINKS: usize = 8;

#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// The text with `%1` to `%9` for the numbers of the levels.
    text: String,
    is_legal: bool,
    /// The level, from 1, behind which this one begins anew; 0 for never.
    restart: Option<usize>,
    style: Option<String>,
}

#[derive(Debug, Default)]
struct Abstract {
    levels: Vec<Level>,
    /// The style whose list this one is.
    linked: Option<String>,
}

#[derive(Debug, Default)]
struct Instance {
    abstract_id: String,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// All lists of a document, and how far each is.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    abstracts: HashMap<String, Abstract>,
    instances: HashMap<String, Instance>,
    /// By the list's style, the instance that it names.
    styles: HashMap<String, String>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    begun: HashSet<(String, usize)>,
}

/// What stands before a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// As Word shows it; `-` for a bullet.
    pub text: String,
    pub is_bullet: bool,
}

impl Numbering {
    /// Reads the part; `styles` has the list of each style of lists.
    pub fn new(part: Option<&[u8]>, styles: HashMap<String, String>) -> Self {
        let mut numbering = Self { styles, ..Self::default() };
        let Some(root) = part.and_then(xml::tree) else { return numbering };
        for element in root.elements() {
            match element.name.as_str() {
                "abstractNum" => {
                    let Some(id) = element.attribute("abstractNumId") else { continue };
                    let mut levels = vec![Level { start: 1, ..Level::default() }; LEVELS];
                    for (at, level) in element.elements().filter(|it| it.name == "lvl").filter_map(level) {
                        if let Some(place) = levels.get_mut(at) {
                            *place = level;
                        }
                    }
                    let linked = element.value("numStyleLink").map(str::to_owned);
                    numbering.abstracts.insert(id.to_owned(), Abstract { levels, linked });
                }
                "num" => {
                    let Some(id) = element.attribute("numId") else { continue };
                    numbering.instances.insert(id.to_owned(), instance(element));
                }
                _ => {}
            }
        }
        numbering
    }

    /// The level of an instance that belongs to a style.
    pub fn level_of_style(&self, instance: &str, style: &str) -> Option<usize> {
        (0..LEVELS).find(|at| self.level(instance, *at).is_some_and(|it| it.style.as_deref() == Some(style)))
    }

    /// The abstract list behind an instance, also where it is that of a style.
    fn resolved(&self, instance: &str) -> Option<&str> {
        let mut id = self.instances.get(instance)?.abstract_id.as_str();
        for _ in 0..MAX_LINKS {
            let Some(style) = &self.abstracts.get(id)?.linked else { break };
            let Some(next) = self.styles.get(style).and_then(|it| self.instances.get(it)) else { break };
            id = next.abstract_id.as_str();
        }
        Some(id)
    }

    fn level(&self, instance: &str, at: usize) -> Option<&Level> {
        let own = self.instances.get(instance)?.levels.get(&at);
        own.or_else(|| self.abstracts.get(self.resolved(instance)?)?.levels.get(at))
    }

    /// Counts a paragraph and gives its label; `None` if it has none.
    pub fn next(&mut self, instance: &str, at: usize) -> Option<Label> {
        let id = self.resolved(instance)?.to_owned();
        let level = self.level(instance, at)?.clone();
        let restarts: Vec<bool> = (0..LEVELS)
            .map(|deeper| match self.level(instance, deeper).and_then(|it| it.restart) {
                Some(behind) => deeper > at && at < behind,
                None => deeper > at,
            })
            .collect();
        let own_start = self.instances.get(instance).and_then(|it| it.starts.get(&at)).copied();
        let is_new = self.begun.insert((instance.to_owned(), at));
        let counts = self.counts.entry(id).or_default();
        for (count, restarts) in counts.iter_mut().zip(restarts) {
            if restarts {
                *count = None;
            }
        }
        let count = counts.get_mut(at)?;
        *count = match (own_start, *count) {
            (Some(start), _) if is_new => Some(start),
            (_, Some(before)) => Some(before.saturating_add(1)),
            (Some(start), None) => Some(start),
            (None, None) => Some(level.start),
        };
        let counts = *counts;
        if level.format == "bullet" {
            return Some(Label { text: "-".to_owned(), is_bullet: true });
        }
        let text = self.label(instance, &level, &counts);
        (!text.is_empty()).then_some(Label { text, is_bullet: false })
    }

    fn label(&self, instance: &str, level: &Level, counts: &[Option<u32>; LEVELS]) -> String {
        let mut text = String::new();
        let mut signs = level.text.chars().peekable();
        while let Some(sign) = signs.next() {
            let number =
                signs.peek().filter(|_| sign == '%').and_then(|next| next.to_digit(10)).filter(|n| *n > 0);
            let Some(number) = number else {
                text.push(sign);
                continue;
            };
            signs.next();
            let at = number as usize - 1;
            let Some(named) = self.level(instance, at) else { continue };
            let count = counts.get(at).copied().flatten().unwrap_or(named.start);
            let format = if level.is_legal { "decimal" } else { named.format.as_str() };
            text.push_str(&numerals::written(count, format));
        }
        text.trim().to_owned()
    }
}

fn number<T: std::str::FromStr>(text: Option<&str>) -> Option<T> {
    text?.trim().parse().ok()
}

fn level(element: &Element) -> Option<(usize, Level)> {
    let level = Level {
        start: number(element.value("start")).unwrap_or(1),
        // A format that older programs do not know stands in a choice.
        format: element
            .value("numFmt")
            .or_else(|| element.find("numFmt")?.attribute("val"))
            .unwrap_or("decimal")
            .to_owned(),
        text: element.value("lvlText").unwrap_or_default().to_owned(),
        is_legal: element.is_on("isLgl").unwrap_or_default(),
        restart: number(element.value("lvlRestart")),
        style: element.value("pStyle").map(str::to_owned),
    };
    Some((number(element.attribute("ilvl"))?, level))
}

fn instance(element: &Element) -> Instance {
    let mut instance = Instance {
        abstract_id: element.value("abstractNumId").unwrap_or_default().to_owned(),
        ..Instance::default()
    };
    for change in element.elements().filter(|it| it.name == "lvlOverride") {
        let Some(at) = number::<usize>(change.attribute("ilvl")) else { continue };
        if let Some(start) = number(change.value("startOverride")) {
            instance.starts.insert(at, start);
        }
        if let Some((_, own)) = change.child("lvl").and_then(level) {
            instance.levels.insert(at, own);
        }
    }
    instance
}
