//! The annotations of a page: comments, whose words are part of the text, and what has no appearance of its own.
//!
//! Invariant: what is hidden stays hidden; nothing is followed or run.

use hayro::{
    hayro_syntax::{
        object::{Array, Dict, Name, Object, Rect as PdfRect, Stream, String as PdfString},
        page::Page,
    },
    kurbo::{Affine, Point, Rect},
};

use super::text::text_string;

/// Hidden, or not to be viewed (PDF 2.0, table 167).
const HIDDEN: u32 = 1 << 1 | 1 << 5;
/// Flags of buttons (PDF 2.0, table 229).
const RADIO: u32 = 1 << 15;
const PUSH: u32 = 1 << 16;
/// The most annotations of one page.
const MAX_ANNOTATIONS: usize = 2_000;
/// How far up a field's parents are followed.
const MAX_PARENTS: usize = 16;
/// The longest comment, in characters.
const MAX_COMMENT: usize = 20_000;

/// An annotation that is seen.
pub(super) struct Annotation<'a> {
    pub dict: Dict<'a>,
    pub kind: Vec<u8>,
    /// Where it is, as the page counts: y upwards.
    pub place: Rect,
}

/// What somebody wrote about a place of the page.
#[derive(Debug)]
pub(super) struct Comment {
    pub author: String,
    pub words: String,
    /// What it is about, on the upright page.
    pub places: Vec<Rect>,
    /// Whether it is about the words that stand there, not about the place.
    pub is_about_words: bool,
}

/// A check box or one of several buttons of which one is chosen.
#[derive(Debug)]
pub(super) struct Button {
    /// On the upright page.
    pub place: Rect,
    /// Its state, as it stands in the text.
    pub mark: &'static str,
}

/// The annotations of a page that are seen.
pub(super) fn of_page<'a>(page: &Page<'a>) -> Vec<Annotation<'a>> {
    let Some(array) = page.raw().get::<Array<'a>>("Annots") else { return Vec::new() };
    let seen = |dict: Dict<'a>| {
        let place = dict.get::<PdfRect>("Rect")?;
        let place = Rect::new(place.x0, place.y0, place.x1, place.y1).abs();
        let kind = dict.get::<Name<'_>>("Subtype")?.to_vec();
        let is_seen = dict.get::<u32>("F").unwrap_or_default() & HIDDEN == 0 && place.is_finite();
        is_seen.then_some(Annotation { dict, kind, place })
    };
    array.iter::<Dict<'a>>().take(MAX_ANNOTATIONS).filter_map(seen).collect()
}

impl<'a> Annotation<'a> {
    /// The drawing that belongs to it in its present state.
    pub(super) fn appearance(&self) -> Option<Stream<'a>> {
        match self.dict.get::<Dict<'a>>("AP")?.get::<Object<'a>>("N")? {
            Object::Stream(stream) => Some(stream),
            Object::Dict(states) => {
                let state = self.dict.get::<Name<'_>>("AS")?;
                states.get::<Stream<'a>>(state)
            }
            _ => None,
        }
    }

    /// Numbers in an array.
    pub(super) fn numbers(&self, key: &str) -> Vec<f64> {
        let numbers = self.dict.get::<Array<'_>>(key).map(|array| array.iter::<f64>().take(10_000).collect());
        numbers.unwrap_or_default()
    }

    pub(super) fn string(&self, key: &str) -> Option<String> {
        Some(text_string(self.dict.get::<PdfString<'_>>(key)?.as_bytes()))
    }

    /// What a form's field has, or one of its parents (PDF 2.0, section 12.7.4.1).
    pub(super) fn inherited(&self, key: &str) -> Option<Object<'a>> {
        let mut dict = self.dict.clone();
        for _ in 0..MAX_PARENTS {
            if let Some(value) = dict.get::<Object<'a>>(key) {
                return Some(value);
            }
            dict = dict.get::<Dict<'a>>("Parent")?;
        }
        None
    }

    /// The flags of a form's field.
    pub(super) fn field_flags(&self) -> u32 {
        let flags = self.inherited("Ff").and_then(Object::into_i32);
        flags.and_then(|flags| u32::try_from(flags).ok()).unwrap_or_default()
    }

    /// The state that a button is in; `Off` is the name for none (PDF 2.0, section 12.7.5.2.3).
    pub(super) fn state(&self) -> Option<Name<'a>> {
        self.dict.get::<Name<'a>>("AS").or_else(|| {
            let value = self.inherited("V")?.into_name()?;
            let states = self.dict.get::<Dict<'a>>("AP").and_then(|drawings| drawings.get::<Dict<'a>>("N"));
            states.is_none_or(|states| states.contains_key(&value)).then_some(value)
        })
    }

    fn button(&self, upright: Affine) -> Option<Button> {
        let is_button = self.kind == b"Widget" && self.inherited("FT")?.into_name()?.as_ref() == b"Btn";
        let flags = self.field_flags();
        if !is_button || flags & PUSH != 0 {
            return None;
        }
        let is_on = self.state().is_some_and(|state| state.as_ref() != b"Off");
        let mark = match (flags & RADIO != 0, is_on) {
            (false, true) => "[x]",
            (false, false) => "[ ]",
            (true, true) => "(x)",
            (true, false) => "( )",
        };
        Some(Button { place: upright.transform_rect_bbox(self.place), mark })
    }

    /// The quarters of the page that it marks: its quadrilaterals, else all of its place.
    pub(super) fn marked(&self) -> Vec<Rect> {
        let points = self.numbers("QuadPoints");
        let quads = points.chunks_exact(8).map(|quad| {
            let at = |index: usize| quad.get(index).copied().unwrap_or_default();
            let corners = [0, 2, 4, 6].map(|index| Point::new(at(index), at(index + 1)));
            corners
                .iter()
                .skip(1)
                .fold(Rect::from_points(corners[0], corners[0]), |all, point| all.union_pt(*point))
        });
        let quads: Vec<Rect> = quads.filter(|quad| quad.is_finite()).collect();
        if quads.is_empty() { vec![self.place] } else { quads }
    }

    fn comment(&self, upright: Affine) -> Option<Comment> {
        let is_comment = !matches!(
            self.kind.as_slice(),
            b"Widget" | b"Link" | b"Popup" | b"FreeText" | b"Screen" | b"Movie"
        );
        let words: String =
            self.string("Contents").filter(|_| is_comment)?.chars().take(MAX_COMMENT).collect();
        let words = words.trim().replace(['\r', '\n'], " ");
        let is_about_words =
            matches!(self.kind.as_slice(), b"Highlight" | b"Underline" | b"StrikeOut" | b"Squiggly");
        let places = self.marked().into_iter().map(|place| upright.transform_rect_bbox(place)).collect();
        let author = self.string("T").unwrap_or_default().trim().chars().take(100).collect();
        (!words.is_empty()).then_some(Comment { author, words, places, is_about_words })
    }
}

/// The comments of a page.
pub(super) fn comments(page: &Page<'_>, upright: Affine) -> Vec<Comment> {
    of_page(page).iter().filter_map(|annotation| annotation.comment(upright)).collect()
}

/// The check boxes and radio buttons of a page.
pub(super) fn buttons(page: &Page<'_>, upright: Affine) -> Vec<Button> {
    of_page(page).iter().filter_map(|annotation| annotation.button(upright)).collect()
}

impl Comment {
    /// As it stands in the text, with the words that it is about.
    pub(super) fn line(&self, about: &str) -> String {
        let by = if self.author.is_empty() { String::new() } else { format!(" by {}", self.author) };
        let on = if about.is_empty() { String::new() } else { format!(" on “{about}”") };
        format!("[Comment{by}{on}: {}]", self.words)
    }
}
