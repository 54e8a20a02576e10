//! What stands in a paragraph: runs of text, links, fields, equations, and the marks of notes and comments.

use super::{
    super::{omml, xml::Element},
    Comment, Document, Line, MAX_ANCHOR, MAX_OPEN_COMMENTS, chosen, endnote_mark,
};

/// The longest code of a field that is read.
const MAX_CODE: usize = 2_000;

impl Document<'_> {
    pub(super) fn inlines(&mut self, parent: &Element, line: &mut Line) {
        for element in parent.elements() {
            self.inline(element, line);
        }
    }

    pub(super) fn inline(&mut self, element: &Element, line: &mut Line) {
        match element.name.as_str() {
            "r" => self.run(element, line),
            "hyperlink" => self.link(element, line),
            "oMath" => self.formula(element, "$", line),
            "oMathPara" => self.formula(element, "$$", line),
            "commentRangeStart" => self.open_comment(element),
            "commentRangeEnd" => {
                let id = element.attribute("id").unwrap_or_default();
                for comment in self.comments.iter_mut().filter(|it| it.id == id) {
                    comment.is_open = false;
                }
            }
            "AlternateContent" => {
                if let Some(choice) = chosen(element) {
                    self.inlines(choice, line);
                }
            }
            "ins" | "moveTo" | "smartTag" | "sdt" | "sdtContent" | "fldSimple" | "customXml" | "dir"
            | "bdo" => {
                self.inlines(element, line);
            }
            _ => {}
        }
    }

    fn formula(&mut self, math: &Element, mark: &str, line: &mut Line) {
        let tex = omml::tex(math);
        if !tex.is_empty() {
            self.say(&format!("{mark}{tex}{mark}"), 0, line);
        }
    }

    fn link(&mut self, link: &Element, line: &mut Line) {
        let mut inner = Line::default();
        self.inlines(link, &mut inner);
        let text = inner.markdown();
        let address = link.exact("r:id").and_then(|id| self.parts.address(&self.part, id));
        match address {
            Some(address) if !text.trim().is_empty() && !address.contains(text.trim()) => {
                line.push(&format!("[{}]({address})", text.trim()), 0);
            }
            _ => line.push(&text, 0),
        }
    }

    /// Text goes to the line, and to the comments that are about it.
    fn say(&mut self, text: &str, look: u8, line: &mut Line) {
        if self.fields.iter().any(|field| !field.has_result) {
            return;
        }
        line.push(text, look);
        for comment in self.comments.iter_mut().rev().filter(|it| it.is_open).take(MAX_OPEN_COMMENTS) {
            if comment.words.len() < MAX_ANCHOR {
                comment.words.extend(text.chars().take(MAX_ANCHOR).map(|c| if c == '\n' { ' ' } else { c }));
            }
        }
    }

    fn open_comment(&mut self, mark: &Element) {
        let Some(id) = mark.attribute("id") else { return };
        let open = self.comments.iter().filter(|it| it.is_open).count();
        if open < MAX_OPEN_COMMENTS && self.comment_bodies.contains_key(id) {
            self.comments.push(Comment { id: id.to_owned(), words: String::new(), is_open: true });
        }
    }

    fn run(&mut self, run: &Element, line: &mut Line) {
        let Some(look) = self.styles.look(run.child("rPr")) else { return };
        self.run_parts(run, look, line);
    }

    fn run_parts(&mut self, run: &Element, look: u8, line: &mut Line) {
        for part in run.elements() {
            match part.name.as_str() {
                "t" => self.say(&part.text(), look, line),
                "tab" | "ptab" => self.say("\t", 0, line),
                "br" if part.attribute("type").is_some_and(|it| it != "textWrapping") => {}
                "br" | "cr" => self.say("\n", 0, line),
                "noBreakHyphen" => self.say("-", look, line),
                "sym" => self.say(&symbol(part), look, line),
                "fldChar" => match part.attribute("fldCharType") {
                    Some("begin") => self.fields.push(Field::default()),
                    Some("separate") => {
                        if let Some(last) = self.fields.last_mut() {
                            last.has_result = true;
                        }
                    }
                    _ => {
                        if let Some(equation) = self.fields.pop().and_then(|field| field.equation()) {
                            self.say(&equation, look, line);
                        }
                    }
                },
                "instrText" => {
                    if let Some(field) = self.fields.last_mut().filter(|field| field.code.len() < MAX_CODE) {
                        field.code.push_str(&part.text());
                    }
                }
                "footnoteReference" | "endnoteReference" => self.note(part, line),
                "commentReference" => {
                    let id = part.attribute("id").unwrap_or_default();
                    if !self.comments.iter().any(|it| it.id == id) {
                        self.open_comment(part);
                    }
                    if let Some(at) = self.comments.iter().position(|it| it.id == id) {
                        if let Some(comment) = self.comments.get_mut(at) {
                            comment.is_open = false;
                        }
                        line.push(&format!("[comment {}]", at + 1), 0);
                    }
                }
                "ruby" => {
                    let inner = |name: &str| part.child(name).map(Element::text).unwrap_or_default();
                    self.say(&format!("{}({})", inner("rubyBase"), inner("rt")), look, line);
                }
                "drawing" | "pict" | "object" => self.drawing(part, line),
                "AlternateContent" => {
                    if let Some(choice) = chosen(part) {
                        self.run_parts(choice, look, line);
                    }
                }
                _ => {}
            }
        }
    }

    fn note(&mut self, reference: &Element, line: &mut Line) {
        let Some(id) = reference.attribute("id") else { return };
        let is_footnote = reference.name == "footnoteReference";
        let notes = if is_footnote { &mut self.footnotes } else { &mut self.endnotes };
        if !notes.bodies.contains_key(id) {
            return;
        }
        let at = notes.named.iter().position(|it| it == id).unwrap_or(notes.named.len());
        if at == notes.named.len() {
            notes.named.push(id.to_owned());
        }
        let mark = if is_footnote { (at + 1).to_string() } else { endnote_mark(at) };
        line.push(&format!("[^{mark}]"), 0);
    }
}

/// A field that is open.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// Whether its code has ended.
    pub has_result: bool,
    code: String,
}

impl Field {
    /// The code of an equation, which has no other text.
    fn equation(&self) -> Option<String> {
        let code = self.code.trim();
        let is_equation = code.strip_prefix("EQ ").is_some_and(|rest| rest.trim_start().starts_with('\\'));
        is_equation.then(|| format!("[{code}]"))
    }
}

/// A sign of a font that has its own (ECMA-376, part 1, section 17.3.3.30); the common ones have letters of their own.
fn symbol(sign: &Element) -> String {
    let code = sign.attribute("char").and_then(|it| u32::from_str_radix(it, 16).ok()).unwrap_or_default();
    // Fonts of signs lie in the area for private use.
    let code = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let font = sign.attribute("font").unwrap_or_default().to_lowercase();
    let known = match (font.as_str(), code) {
        ("wingdings", 0xFC) => '✓',
        ("wingdings", 0xFB) => '✗',
        ("wingdings", 0xFE) => '☑',
        ("wingdings", 0xFD) => '☒',
        ("wingdings", 0xA8 | 0x6F | 0x71) => '☐',
        ("wingdings", 0xE0) => '→',
        ("wingdings", 0xDF) => '←',
        ("wingdings", 0xF0) => '⇨',
        ("wingdings", 0x4A) => '☺',
        ("wingdings", _) => '•',
        ("symbol", 0x61..=0x7A) => {
            let greek = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
            greek.chars().nth(code as usize - 0x61).unwrap_or('•')
        }
        ("symbol", 0x44) => 'Δ',
        ("symbol", 0x53) => 'Σ',
        ("symbol", 0x57) => 'Ω',
        ("symbol", 0xA3) => '≤',
        ("symbol", 0xB3) => '≥',
        ("symbol", 0xB0) => '°',
        ("symbol", 0xB1) => '±',
        ("symbol", 0xB4) => '×',
        ("symbol", 0xB7) => '•',
        ("symbol", 0xB9) => '≠',
        ("symbol", 0xBB) => '≈',
        ("symbol", 0xAE) => '→',
        ("symbol", 0xA5) => '∞',
        (_, code) => char::from_u32(code).filter(|it| !it.is_control()).unwrap_or('•'),
    };
    known.to_string()
}
