//! Lines as the parser reads them: which stand in code, which in a formula of lines of its own, which are text.
//!
//! A formula of its own lines is a fence to the parser, each of whose lines begins with what stood before the first;
//! where it ends without its mark a longer fence ends it. So parser and pass agree about the end of every formula,
//! whatever containers either of them sees. Invariant: a line decides by itself and by those before it.

use super::containers::Containers;
use super::inline::Scan;
use super::meaning::{begins_formula, is_prose, is_words};
use super::parts::{self, Parts};
use super::rows::Rows;
use super::{ABANDONED, MAX_BRACKETS, NOTHING, Pair, flattened, may_be_marked};
use crate::block_start::interrupts;
use crate::cursor::{Cursor, Fence};
use crate::dialect;
use crate::fold;
use std::borrow::Cow;

/// What is open that text is not read in.
#[derive(Debug, Clone)]
enum Block {
    Code(Code),
    Formula(Formula),
}

/// A block of code. In Markdown's own, a fence with a language opens a block inside it, which a bare fence ends; the
/// parser would end the whole there.
#[derive(Debug, Clone)]
struct Code {
    fence: Fence,
    is_markdown: bool,
    /// The fences that are open inside, outermost first, and whether each holds Markdown.
    inside: Vec<(Fence, bool)>,
}

/// A formula in lines of its own.
#[derive(Debug, Clone)]
struct Formula {
    pair: Pair,
    /// What the parser is given before each of its lines.
    prefix: String,
    /// What it is, if it has no marks but those of its environment.
    environment: Option<&'static str>,
    /// It began in the line of its mark.
    began_at_once: bool,
    after_blank: bool,
}

/// The marks that are open after a number of complete lines.
#[derive(Debug, Clone, Default)]
pub(crate) struct Marks {
    containers: Containers,
    block: Option<Block>,
    /// A formula that goes on in the next line of its paragraph.
    open: Option<Pair>,
    /// What ended without its mark in this paragraph: the next such mark is the late one, and begins nothing.
    late: Option<Pair>,
    rows: Rows,
    parts: Parts,
}

/// Environments that mean a formula wherever they begin a line, since some answers leave its marks out.
const ENVIRONMENTS: [&str; 26] = [
    "align",
    "align*",
    "aligned",
    "alignat",
    "alignat*",
    "array",
    "bmatrix",
    "Bmatrix",
    "cases",
    "dcases",
    "eqnarray",
    "eqnarray*",
    "equation",
    "equation*",
    "flalign",
    "flalign*",
    "gather",
    "gather*",
    "gathered",
    "matrix",
    "multline",
    "multline*",
    "pmatrix",
    "split",
    "vmatrix",
    "Vmatrix",
];

/// Fences inside each other are followed so deep.
const MAX_FENCES: usize = 8;

/// Behind a longer prefix (bytes) no formula has lines of its own, since each of them is given that prefix.
const MAX_PREFIX: usize = 64;

impl Marks {
    /// Follows one line, given without its end; what the parser reads may be several lines.
    pub fn line<'l>(&mut self, line: &'l str) -> Cow<'l, str> {
        let Some(first) = self.cut(line) else { return self.piece(line) };
        let (mut out, mut rest, mut at) = (String::with_capacity(line.len() + 64), line, Some(first));
        while let Some((part, after)) = at.and_then(|at| rest.split_at_checked(at)) {
            out.push_str(&self.cut_off(part));
            out.push('\n');
            rest = after;
            at = self.cut(rest);
        }
        out.push_str(&self.piece(rest));
        Cow::Owned(out)
    }

    /// Where a line, which may still be open, is cut because its paragraph is so long.
    pub fn cut(&self, line: &str) -> Option<usize> {
        let at = parts::cut(line).filter(|_| self.block.is_none() && !self.rows.is_open())?;
        if self.parts.is_cut() {
            return Some(at);
        }
        let mut containers = self.containers.clone();
        let was_in_paragraph = containers.is_in_paragraph();
        let cursor = containers.enter(line);
        let is_indented = cursor.clone().spaces_up_to(4) == 4 && !was_in_paragraph;
        let text = cursor.trimmed();
        // A formula or code within the line is cut like its words; one that has lines of its own is no paragraph.
        let is_other = text.starts_with(['#', '|', '<'])
            || ["```", "~~~", "$$", "\\[", "\\begin{"].iter().any(|mark| text.starts_with(mark));
        let is_deep = line.len() - text.len() > MAX_PREFIX || was_in_paragraph && self.parts.is_whole();
        (!is_indented && !is_other && !is_deep && containers.is_in_paragraph()).then_some(at)
    }

    /// Follows a part of a line that is cut behind it.
    pub fn cut_off<'l>(&mut self, part: &'l str) -> Cow<'l, str> {
        let shown = self.piece(part);
        self.open = None;
        self.parts.cut();
        shown
    }

    fn piece<'l>(&mut self, line: &'l str) -> Cow<'l, str> {
        if let Some(part) = self.parts.rest(line) {
            let before = part.len() - line.len();
            let prefix = part.get(..before).unwrap_or_default();
            return Cow::Owned(self.inline(&part, prefix, line).into_owned());
        }
        match self.block.take() {
            None => self.text_line(line),
            Some(Block::Code(code)) => self.code_line(line, code),
            Some(Block::Formula(formula)) => self.formula_line(line, formula),
        }
    }

    fn code_line<'l>(&mut self, line: &'l str, mut code: Code) -> Cow<'l, str> {
        let (cursor, is_inside) = self.containers.place(line);
        if !is_inside {
            return self.text_line(line);
        }
        if code.inside.is_empty() && code.fence.is_closed_by(&cursor) {
            return Cow::Borrowed(line);
        }
        let shown = code.follow(line, &cursor);
        self.block = Some(Block::Code(code));
        shown
    }

    fn text_line<'l>(&mut self, line: &'l str) -> Cow<'l, str> {
        let was_in_paragraph = self.containers.is_in_paragraph();
        let cursor = self.containers.enter(line);
        let indent = cursor.clone().spaces_up_to(4);
        let rest = cursor.trimmed();
        let prefix = line.get(..line.len() - rest.len()).unwrap_or_default();
        let text = rest.trim_end();
        if text.is_empty() {
            (self.open, self.late) = (None, None);
            self.rows = Rows::default();
            self.parts.end();
            return Cow::Borrowed(line);
        }
        if indent < 4 {
            if let Some(fence) = Fence::open(text, indent) {
                self.open = None;
                self.containers.end_paragraph();
                self.rows = Rows::default();
                let is_markdown = is_markdown(text);
                self.block = Some(Block::Code(Code { fence, is_markdown, inside: Vec::new() }));
                return Cow::Borrowed(line);
            }
            if let Some(opener) = self.opener(prefix, text) {
                self.rows = Rows::default();
                return Cow::Owned(opener);
            }
            if let Some(lines) = fold::lines(rest).filter(|_| prefix.len() <= MAX_PREFIX) {
                return Cow::Owned(self.fold(prefix, &lines));
            }
            if let Some(meant) = meant(rest).filter(|_| self.open.is_none()) {
                let line = format!("{prefix}{meant}");
                return Cow::Owned(self.inline(&line, prefix, &meant).into_owned());
            }
        }
        let part = self.part(prefix, rest, was_in_paragraph);
        if part.is_some() {
            self.open = None;
        }
        let shown = match part {
            None => self.inline(line, prefix, rest),
            Some(part) => {
                let before = part.len() - rest.len();
                let prefix = part.get(..before).unwrap_or_default();
                return Cow::Owned(self.inline(&part, prefix, rest).into_owned());
            }
        };
        if indent >= 4 {
            return shown;
        }
        match self.rows.fitted(&shown, prefix.len()) {
            Some(row) => Cow::Owned(row),
            None => shown,
        }
    }

    /// The tags of a fold and what stands beside them, each in a paragraph of its own.
    fn fold(&mut self, prefix: &str, lines: &[String]) -> String {
        (self.open, self.rows) = (None, Rows::default());
        self.parts.end();
        let behind = behind(prefix);
        let begins_item = behind.trim_end() != prefix.trim_end();
        let mut out = if begins_item { prefix.to_owned() } else { format!("{behind}\n{behind}") };
        for (n, text) in lines.iter().enumerate() {
            if n > 0 {
                out.push_str(&behind);
            }
            let before = out.len();
            out.push_str(text);
            let is_words = !text.starts_with('<');
            if is_words && may_be_marked(text) {
                let line = out.split_off(before);
                out.push_str(&self.inline(&line, "", text));
                self.open = None;
            }
            out.push('\n');
            out.push_str(&behind);
            if n + 1 < lines.len() {
                out.push('\n');
            }
        }
        self.containers.end_paragraph();
        out
    }

    /// The lines in place of one with which a part of a long paragraph begins.
    fn part(&mut self, prefix: &str, text: &str, was_in_paragraph: bool) -> Option<String> {
        if !self.containers.is_in_paragraph() || self.rows.is_open() {
            self.parts.end();
            return None;
        }
        let opens = prefix.contains(|c: char| !matches!(c, ' ' | '\t' | '>'));
        if !was_in_paragraph || opens || self.parts.is_shallower_than(prefix) {
            self.parts.begin(text, (prefix.len() <= MAX_PREFIX).then(|| behind(prefix)));
            return None;
        }
        self.parts.go_on(text).filter(|_| !interrupts(text, true))
    }

    /// The lines of a formula that begins with this text.
    fn opener(&mut self, prefix: &str, text: &str) -> Option<String> {
        if prefix.len() > MAX_PREFIX {
            return None;
        }
        let environment = environment(text).filter(|_| self.open.is_none());
        let is_begun = |pair: &Pair| text.starts_with(pair.begin()) && !text.starts_with("$$$");
        let pair = match environment {
            Some(_) => Pair::Environment,
            None => [Pair::Dollars, Pair::Bracket]
                .into_iter()
                .find(|pair| is_begun(pair) && self.open.is_none())?,
        };
        let inside = text.get(pair.begin().len()..)?.trim_start();
        let began_at_once = !inside.is_empty();
        if !began_at_once && self.late.take() == Some(pair) {
            return None;
        }
        let is_other = || end(inside, pair).is_some() || !begins_formula(pair, inside);
        if began_at_once && environment.is_none() && is_other() {
            return None;
        }
        let behind = behind(prefix);
        self.containers.end_paragraph();
        let opened = format!("{prefix}{}{}", pair.quotes(), pair.open());
        let formula = Formula { pair, prefix: behind, environment, began_at_once, after_blank: false };
        if let Some(at) = environment.and_then(|_| formula.end(inside)) {
            return Some(format!("{opened}\n{}", self.ended(&formula, inside, at, false)));
        }
        let first = if began_at_once { format!("\n{}{inside}", formula.prefix) } else { String::new() };
        self.block = Some(Block::Formula(formula));
        Some(opened + &first)
    }

    fn formula_line<'l>(&mut self, line: &'l str, mut formula: Formula) -> Cow<'l, str> {
        let (cursor, is_inside) = self.containers.place(line);
        if cursor.is_blank() {
            if formula.began_at_once || !is_inside {
                return self.abandoned(line, &formula);
            }
            formula.after_blank = true;
            self.block = Some(Block::Formula(formula));
            return Cow::Borrowed(line);
        }
        let text = cursor.trimmed().trim_end();
        if let Some(at) = formula.end(text).filter(|at| is_inside || formula.is_nothing_but_end(text, *at)) {
            return Cow::Owned(self.ended(&formula, text, at, true));
        }
        if !(is_inside || formula.goes_on_outside(&cursor))
            || is_prose(text)
            || formula.after_blank && is_words(text)
            || begins_block(text)
        {
            return self.abandoned(line, &formula);
        }
        formula.after_blank = false;
        let is_whole = line.starts_with(&formula.prefix);
        let shown =
            if is_whole { Cow::Borrowed(line) } else { Cow::Owned(format!("{}{text}", formula.prefix)) };
        self.block = Some(Block::Formula(formula));
        shown
    }

    /// The line is none of the formula, which ends before it.
    fn abandoned<'l>(&mut self, line: &'l str, formula: &Formula) -> Cow<'l, str> {
        self.late = Some(formula.pair).filter(|pair| *pair != Pair::Environment);
        let next = self.text_line(line);
        Cow::Owned(format!("{}{ABANDONED}\n{next}", formula.prefix))
    }

    /// The lines for one in which a formula ends: its last one, its end, and what follows that as a line of text.
    /// `may_open`: that one may open another formula. Where it all stands in one line it may not: it would nest as deep
    /// as the line is long.
    fn ended(&mut self, formula: &Formula, text: &str, at: usize, may_open: bool) -> String {
        let Formula { pair, prefix, .. } = formula;
        let last = text.get(..at).unwrap_or_default().trim_end();
        let behind = text.get(at + pair.end().len()..).unwrap_or_default().trim_start();
        // A comma or full stop that ends a displayed formula is set in it.
        let rest = behind.trim_start_matches(['.', ',', ';', ':']);
        let is_punctuation = rest.is_empty() || rest.starts_with(char::is_whitespace);
        let (stop, rest) =
            if is_punctuation { (behind.len() - rest.len(), rest.trim_start()) } else { (0, behind) };
        let stop = behind.get(..stop).unwrap_or_default();
        let mut out = String::new();
        if !last.is_empty() || !stop.is_empty() {
            out = format!("{prefix}{last}{stop}\n");
        }
        out.push_str(prefix);
        out.push_str(pair.quotes());
        if !rest.is_empty() {
            out.push('\n');
            let next = if may_open { self.opener(prefix, rest) } else { None };
            out.push_str(&next.unwrap_or_else(|| {
                // Whatever it looks like, it began no line.
                let before = format!("{prefix}{NOTHING}");
                self.inline(&format!("{before}{rest}"), &before, rest).into_owned()
            }));
        }
        out
    }

    fn inline<'l>(&mut self, line: &'l str, prefix: &str, rest: &str) -> Cow<'l, str> {
        let has_brackets = rest.contains(MAX_BRACKETS);
        if self.open.is_none() && !has_brackets && !may_be_marked(rest) {
            return Cow::Borrowed(line);
        }
        let plain = if has_brackets { flattened(rest) } else { String::new() };
        let rest = if has_brackets { plain.as_str() } else { rest };
        let (out, open) = Scan::new(prefix, rest).finished(self.open);
        self.open = open;
        Cow::Owned(out)
    }
}

impl Code {
    /// Follows a line that does not end the block.
    fn follow<'l>(&mut self, line: &'l str, cursor: &Cursor<'_>) -> Cow<'l, str> {
        let (innermost, is_markdown) = *self.inside.last().unwrap_or(&(self.fence, self.is_markdown));
        if !self.inside.is_empty() && innermost.is_closed_by(cursor) {
            self.inside.pop();
        } else if is_markdown && self.inside.len() < MAX_FENCES {
            let mut inner = cursor.clone();
            let indent = inner.spaces_up_to(4);
            let fence =
                Fence::open(inner.rest(), indent).filter(|_| indent < 4 && has_language(inner.rest()));
            self.inside.extend(fence.map(|fence| (fence, self::is_markdown(inner.rest()))));
        }
        if !self.fence.is_closed_by(cursor) {
            return Cow::Borrowed(line);
        }
        let marks = cursor.trimmed();
        let before = line.get(..line.len() - marks.len()).unwrap_or_default();
        Cow::Owned(format!("{before}{NOTHING}{marks}"))
    }
}

impl Formula {
    /// Where its end stands in a line of it; that of an environment belongs to the formula.
    fn end(&self, text: &str) -> Option<usize> {
        let Some(name) = self.environment else { return end(text, self.pair) };
        let end = format!("\\end{{{name}}}");
        text.find(&end).map(|at| at + end.len())
    }

    /// Whether a line that has its end at this place has nothing else.
    fn is_nothing_but_end(&self, text: &str, at: usize) -> bool {
        match self.environment {
            Some(_) => at == text.len() && text.starts_with("\\end{"),
            None => text == self.pair.end(),
        }
    }

    /// Whether a line that left the containers of the formula is meant for it all the same.
    fn goes_on_outside(&self, cursor: &Cursor<'_>) -> bool {
        let begins_container =
            cursor.trimmed().starts_with('>') || Cursor::new(cursor.trimmed()).list_marker(0).is_some();
        !self.after_blank && !begins_container && !is_words(cursor.trimmed())
    }
}

/// The environment that a line begins, and does not only speak of.
fn environment(text: &str) -> Option<&'static str> {
    let (name, inside) = text.strip_prefix("\\begin{")?.split_once('}')?;
    ENVIRONMENTS.into_iter().find(|known| *known == name && !is_words(inside))
}

/// Where the end of a formula stands.
fn end(text: &str, pair: Pair) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text.get(at..)?.find(['\\', '$'])?;
        let rest = text.get(at..)?;
        if rest.starts_with(pair.end()) {
            return Some(at);
        }
        at += if rest.starts_with('\\') { 1 + rest.chars().nth(1).map_or(0, char::len_utf8) } else { 1 };
    }
}

/// Whether a line begins what TeX cannot be.
fn begins_block(text: &str) -> bool {
    let marks = text.bytes().take_while(|byte| *byte == b'#').count();
    matches!(marks, 1..=6) && text.as_bytes().get(marks) == Some(&b' ') || Fence::open(text, 0).is_some()
}

/// What the line of a fence says behind its marks.
fn info(fence: &str) -> &str {
    fence.trim_start_matches(['`', '~']).trim()
}

/// Whether a fence names what stands in it.
fn has_language(fence: &str) -> bool {
    info(fence).starts_with(char::is_alphanumeric)
}

fn is_markdown(fence: &str) -> bool {
    let language = dialect::language(info(fence));
    ["markdown", "md", "mdx"].iter().any(|name| language.eq_ignore_ascii_case(name))
}

/// What a line means that a mark with a space too many, or too few, makes text of: a heading of two marks or more without
/// a space behind them (one alone may be a tag), and strong words with spaces inside their marks at the start of a line.
fn meant(text: &str) -> Option<String> {
    let words = text.trim_start_matches('#');
    let marks = text.len() - words.len();
    if (2..=6).contains(&marks) && words.starts_with(char::is_alphanumeric) {
        return Some(format!("{} {words}", text.get(..marks)?));
    }
    let (words, after) = text.strip_prefix("** ")?.split_once("**")?;
    let is_meant = words.contains(char::is_alphabetic) && !words.contains('*') && !after.starts_with('*');
    let space = if after.starts_with(char::is_alphanumeric) { " " } else { "" };
    is_meant.then(|| format!("**{}**{space}{after}", words.trim()))
}

/// What later lines have before their text where the first one has this.
fn behind(prefix: &str) -> String {
    prefix.chars().map(|c| if matches!(c, '>' | '\t') { c } else { ' ' }).collect()
}
