//! The text layer of a PDF, page by page, in the order in which it is drawn.
//!
//! Positions decide where words and lines end: PDFs hold glyphs, seldom spaces, never line feeds. Columns stay in the
//! order of the file, and what is drawn by fonts that do not say which characters they show is left out.
//! Invariant: nothing is inflated beyond [`MAX_CONTENT_BYTES`], no form is entered deeper than [`MAX_DEPTH`], and the
//! work ends at the deadline with what was read until then.

use std::{collections::BTreeMap, time::Instant};

use lopdf::{Dictionary, Document, Object, Stream, content::Content};

use super::font::Font;

/// The most of one page's drawing instructions.
const MAX_CONTENT_BYTES: usize = 32 * 1024 * 1024;
/// How deep forms may lie in forms.
const MAX_DEPTH: usize = 6;
/// A gap of this part of the font's height is a space.
const SPACE: f64 = 0.17;
/// Another line begins when the base line moves by this part of the font's height.
const LINE: f64 = 0.45;

type Matrix = [f64; 6];
const UPRIGHT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Reads one page; empty if it has no text.
pub(super) fn page_text(document: &Document, page: (u32, u16), deadline: Instant) -> String {
    let mut reader = Reader { document, deadline, text: String::new(), end: None };
    let Ok(content) = document.get_page_content_with_limit(page, MAX_CONTENT_BYTES) else {
        return String::new();
    };
    let resources = page_resources(document, page);
    reader.draw(&content, resources, UPRIGHT, 0);
    reader.text
}

/// The page's own resources, else those of a node above it.
pub(super) fn page_resources(document: &Document, page: (u32, u16)) -> Option<&Dictionary> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..64 {
        if let Ok(found) = document.get_dict_in_dict(node, b"Resources") {
            return Some(found);
        }
        node = document.get_dict_in_dict(node, b"Parent").ok()?;
    }
    None
}

/// Reads a page's text into one string.
struct Reader<'a> {
    document: &'a Document,
    deadline: Instant,
    text: String,
    /// Where the last glyph ended, in the page's space, with the height of its font.
    end: Option<(f64, f64, f64)>,
}

/// What `BT` begins and `Tf`, `Td` and the like change (PDF 1.7, section 9.3).
#[derive(Clone, Copy)]
struct State<'f, 'a> {
    font: Option<&'f Font<'a>>,
    size: f64,
    leading: f64,
    spacing: (f64, f64),
    page: Matrix,
    line: Matrix,
    glyph: Matrix,
}

impl<'a> Reader<'a> {
    fn draw(&mut self, content: &[u8], resources: Option<&'a Dictionary>, page: Matrix, depth: usize) {
        let Ok(content) = Content::decode(content) else { return };
        let fonts = fonts(self.document, resources);
        let blank = State {
            font: None,
            size: 0.0,
            leading: 0.0,
            spacing: (0.0, 0.0),
            page,
            line: UPRIGHT,
            glyph: UPRIGHT,
        };
        let (mut state, mut saved) = (blank, Vec::new());
        for (index, operation) in content.operations.iter().enumerate() {
            if index % 256 == 0 && Instant::now() > self.deadline {
                return;
            }
            let operands = operation.operands.as_slice();
            let number =
                |at: usize| operands.get(at).and_then(|it| it.as_float().ok()).map_or(0.0, f64::from);
            let matrix = || [number(0), number(1), number(2), number(3), number(4), number(5)];
            match operation.operator.as_str() {
                "q" if saved.len() < 512 => saved.push(state),
                "Q" => state = saved.pop().unwrap_or(state),
                "cm" => state.page = times(matrix(), state.page),
                "BT" => (state.line, state.glyph) = (UPRIGHT, UPRIGHT),
                "Tf" => {
                    let name = operands.first().and_then(|it| it.as_name().ok()).unwrap_or_default();
                    state.font = fonts.get(name);
                    state.size = number(1);
                }
                "TL" => state.leading = number(0),
                "Tc" => state.spacing.0 = number(0),
                "Tw" => state.spacing.1 = number(0),
                "Tm" => (state.line, state.glyph) = (matrix(), matrix()),
                "Td" => state.move_line(number(0), number(1)),
                "TD" => {
                    state.leading = -number(1);
                    state.move_line(number(0), number(1));
                }
                "T*" => state.move_line(0.0, -state.leading),
                "Tj" => self.show(&mut state, operands.first()),
                "'" => {
                    state.move_line(0.0, -state.leading);
                    self.show(&mut state, operands.first());
                }
                "\"" => {
                    state.spacing = (number(1), number(0));
                    state.move_line(0.0, -state.leading);
                    self.show(&mut state, operands.get(2));
                }
                "TJ" => {
                    let parts = operands.first().and_then(|it| it.as_array().ok());
                    for part in parts.map(Vec::as_slice).unwrap_or_default() {
                        match part.as_float() {
                            Ok(back) => state.advance(-f64::from(back) / 1000.0 * state.size),
                            Err(_) => self.show(&mut state, Some(part)),
                        }
                    }
                }
                "Do" if depth < MAX_DEPTH => {
                    let name = operands.first().and_then(|it| it.as_name().ok()).unwrap_or_default();
                    self.draw_form(name, resources, state.page, depth);
                }
                _ => {}
            }
        }
    }

    fn draw_form(&mut self, name: &[u8], resources: Option<&'a Dictionary>, page: Matrix, depth: usize) {
        let Some(form) = x_object(self.document, resources, name) else { return };
        if form.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
            return;
        }
        let Ok(content) = form.get_plain_content_with_limit(MAX_CONTENT_BYTES) else { return };
        let own = self.document.get_dict_in_dict(&form.dict, b"Resources").ok().or(resources);
        let turned = form.dict.get(b"Matrix").and_then(Object::as_array).ok().map_or(UPRIGHT, |array| {
            let mut numbers = UPRIGHT;
            for (number, object) in numbers.iter_mut().zip(array) {
                *number = object.as_float().map_or(*number, f64::from);
            }
            numbers
        });
        self.draw(&content, own, times(turned, page), depth + 1);
    }

    fn show(&mut self, state: &mut State<'_, '_>, string: Option<&Object>) {
        let (Some(font), Some(Ok(bytes))) = (state.font, string.map(Object::as_str)) else { return };
        let placed = times(state.glyph, state.page);
        let height = state.size.abs() * placed[2].hypot(placed[3]);
        let (x, y) = (placed[4], placed[5]);
        let shown = font.decode(bytes);
        if !shown.is_empty() {
            self.separate(x, y, height, &shown);
            self.text.push_str(&shown);
        }
        let glyphs = font.count(bytes);
        let spaces =
            if font.is_wide() { 0.0 } else { as_number(bytes.iter().filter(|it| **it == b' ').count()) };
        let width = font.width(bytes) * state.size;
        state.advance(width + state.spacing.0 * as_number(glyphs) + state.spacing.1 * spaces);
        let after = times(state.glyph, state.page);
        self.end = Some((after[4], after[5], height));
    }

    /// Puts a space or a line feed between what was shown before and what begins at `x`, `y`.
    fn separate(&mut self, x: f64, y: f64, height: f64, next: &str) {
        let Some((end_x, end_y, before)) = self.end else { return };
        let height = height.max(before).max(f64::EPSILON);
        if (y - end_y).abs() > LINE * height {
            self.end_line();
        } else if (x - end_x > SPACE * height || end_x - x > 2.0 * height)
            && !self.text.ends_with([' ', '\n'])
            && !next.starts_with(' ')
        {
            self.text.push(' ');
        }
    }

    fn end_line(&mut self) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

impl State<'_, '_> {
    fn move_line(&mut self, x: f64, y: f64) {
        self.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.glyph = self.line;
    }

    fn advance(&mut self, x: f64) {
        self.glyph = times([1.0, 0.0, 0.0, 1.0, x, 0.0], self.glyph);
    }
}

fn fonts<'a>(document: &'a Document, resources: Option<&'a Dictionary>) -> BTreeMap<Vec<u8>, Font<'a>> {
    let listed = resources.and_then(|it| document.get_dict_in_dict(it, b"Font").ok());
    let entries = listed.map(Dictionary::iter).into_iter().flatten();
    entries
        .filter_map(|(name, font)| {
            let (_, object) = document.dereference(font).ok()?;
            Some((name.clone(), Font::read(document, object.as_dict().ok()?)))
        })
        .collect()
}

/// The named drawing of a page or form.
fn x_object<'a>(
    document: &'a Document,
    resources: Option<&'a Dictionary>,
    name: &[u8],
) -> Option<&'a Stream> {
    let listed = document.get_dict_in_dict(resources?, b"XObject").ok()?;
    listed.get_deref(name, document).ok()?.as_stream().ok()
}

/// `a` first, then `b` (PDF 1.7, section 8.3.4).
fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

fn as_number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
