//! The text of a PDF, page by page, as a person reads it.
//!
//! PDFs hold glyphs at positions, seldom spaces, never line feeds. `glyphs` collects them with the characters that they
//! show (`characters`), `words` puts them together, `layout` finds columns, lines and tables, and `direction` the order in
//! which scripts that run from right to left are read.
//! Invariant: nothing is drawn and no picture is decoded; what no one sees on the page is not part of its text, but for the
//! invisible layer of a scan.

mod characters;
mod covers;
mod direction;
mod frames;
mod glyphs;
mod layout;
mod rows;
mod words;

use hayro::{
    hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page},
    hayro_syntax::{Pdf, page::Page},
    kurbo::{Affine, Point, Rect, Vec2},
};

use super::{
    annotations::{self, Button, Comment},
    overlay,
};
use characters::Characters;
pub(super) use characters::text_string;
use glyphs::{Collector, Placed};

/// A page that loses more than this part of its glyphs, because their font does not say which characters they show or
/// because others are drawn over them, has no text that can be relied on.
const MAX_LOST: f64 = 0.1;
/// Pictures with fewer pixels are logos or stamps, not a page. Copiers that cut a page into strips write many small ones.
const MIN_PIXELS: u64 = 200_000;

/// The most glyphs that show the state of a button.
const MAX_MARKS: usize = 2;
/// The usual height of the words beside a button.
const MARK_HEIGHT: f64 = 10.0;

/// What stands on a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PageText {
    pub text: String,
    /// Whether pictures as large as a scan stand on it.
    pub has_picture: bool,
    /// Whether so many glyphs have no characters, or stand over each other, that its text cannot be relied on.
    pub is_unreadable: bool,
}

/// Reads the pages of one file.
pub(super) struct Reader<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
    settings: InterpreterSettings,
    characters: Characters<'a>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        let settings = InterpreterSettings::default();
        let characters = Characters::new(pdf, settings.cmap_resolver.clone());
        Self { pdf, cache: InterpreterCache::new(), settings, characters }
    }

    /// What stands on a page, upright.
    pub(super) fn page(&self, page: &'a Page<'a>) -> PageText {
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, width.into(), height.into());
        let upright = Affine::new(page.initial_transform(true).as_coeffs());
        let mut collector = Collector::new(area, &self.characters);
        let around = Rect::new(-1e6, -1e6, 1e6, 1e6);
        let mut context = Context::new(upright, around, &self.cache, self.pdf.xref(), self.settings.clone());
        interpret_page(page, &mut context, &mut collector);
        if let Some(overlay) = overlay::over(page) {
            collect_overlay(&overlay, upright, &mut collector);
        }
        let mut collected = collector.finish();
        let comments = annotations::comments(page, upright);
        let glyphs =
            with_buttons(std::mem::take(&mut collected.glyphs), &annotations::buttons(page, upright));
        let (text, tangled) = with_comments(glyphs, &comments);
        let lost = f64::from(collected.lost) + tangled as f64;
        PageText {
            text,
            has_picture: collected.pixels >= MIN_PIXELS,
            is_unreadable: lost > MAX_LOST * f64::from(collected.shown),
        }
    }
}

fn collect_overlay(overlay: &Pdf, upright: Affine, collector: &mut Collector<'_, '_>) {
    let Some(page) = overlay.pages().first() else { return };
    let around = Rect::new(-1e6, -1e6, 1e6, 1e6);
    let cache = InterpreterCache::new();
    let mut context = Context::new(upright, around, &cache, overlay.xref(), InterpreterSettings::default());
    interpret_page(page, &mut context, collector);
}

/// Puts the state of each button in the place of its mark, which is a letter of a font of signs, or a drawing.
fn with_buttons(mut glyphs: Vec<Placed>, buttons: &[Button]) -> Vec<Placed> {
    for Button { place, mark } in buttons {
        let is_mark = |glyph: &Placed| place.contains(glyph.middle());
        if glyphs.iter().filter(|glyph| is_mark(glyph)).count() <= MAX_MARKS {
            glyphs.retain(|glyph| !is_mark(glyph));
        }
        let height = place.height().clamp(1.0, MARK_HEIGHT);
        glyphs.push(Placed {
            text: (*mark).to_owned(),
            at: Point::new(place.x0, place.center().y + glyphs::MIDDLE * height),
            // Its label begins behind it.
            advance: (place.width() - words::SPACE * height).clamp(0.0, 2.0 * height),
            height,
            along: Vec2::new(1.0, 0.0),
        });
    }
    glyphs
}

/// The lines of a page, and behind the line that each comment is about, the comment; and how many letters cannot be read.
fn with_comments(glyphs: Vec<Placed>, comments: &[Comment]) -> (String, usize) {
    let about: Vec<String> = comments.iter().map(|comment| words_of(comment, &glyphs)).collect();
    let (lines, tangled) = layout::lines(glyphs);
    let mut behind: Vec<Vec<String>> = vec![Vec::new(); lines.len() + 1];
    for (comment, about) in comments.iter().zip(&about) {
        let last = comment.places.last().map(Rect::center).unwrap_or_default();
        let near = lines
            .iter()
            .enumerate()
            .min_by(|(_, (_, one)), (_, (_, other))| distance(*one, last).total_cmp(&distance(*other, last)));
        let slot = near.map_or(0, |(index, _)| index + 1);
        if let Some(slot) = behind.get_mut(slot) {
            slot.push(comment.line(about));
        }
    }
    let mut read: Vec<String> = behind.first_mut().map(std::mem::take).unwrap_or_default();
    for ((line, _), comments) in lines.into_iter().zip(behind.into_iter().skip(1)) {
        read.push(line);
        read.extend(comments);
    }
    (read.join("\n"), tangled)
}

fn words_of(comment: &Comment, glyphs: &[Placed]) -> String {
    if !comment.is_about_words {
        return String::new();
    }
    let is_covered = |glyph: &&Placed| comment.places.iter().any(|place| place.contains(glyph.middle()));
    let covered = glyphs.iter().filter(is_covered).cloned().collect();
    let lines: Vec<String> = layout::lines(covered).0.into_iter().map(|(line, _)| line).collect();
    lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn distance(place: Rect, point: Point) -> f64 {
    let beside = (place.x0 - point.x).max(point.x - place.x1).max(0.0);
    let above = (place.y0 - point.y).max(point.y - place.y1).max(0.0);
    // A line above or below is further than one that ends before.
    beside + 4.0 * above
}
