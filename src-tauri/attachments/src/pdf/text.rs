//! The text layer of a PDF, page by page, in the order in which it is drawn.
//!
//! Positions decide where words and lines end: PDFs hold glyphs, seldom spaces, never line feeds. Columns stay in the
//! order of the file, and what is drawn by fonts that do not say which characters they show is left out.
//! Invariant: nothing is drawn and no picture is decoded.

use hayro::{
    hayro_interpret::{
        BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
        InterpreterSettings, SoftMask,
        font::{Glyph, GlyphRun},
        hayro_cmap::BfString,
        interpret_page,
    },
    hayro_syntax::{Pdf, page::Page},
    kurbo::{Affine, BezPath, Point, Rect, Vec2},
};

/// A gap of this part of the font's height is a space.
const SPACE: f64 = 0.17;
/// Another line begins when the base line moves by this part of the font's height.
const LINE: f64 = 0.45;
/// What is assumed where a font does not say: half its height for Latin letters.
const USUAL_WIDTH: f32 = 500.0;
/// Glyphs are given in thousandths of the font's height (PDF 1.7, section 9.2.4).
const FONT_UNITS: f64 = 1000.0;
/// Pictures with fewer pixels are logos or stamps, not a page. Copiers that cut a page into strips write many small ones.
const MIN_PIXELS: u64 = 200_000;
/// The most text of one page.
const MAX_PAGE_BYTES: usize = 4 * 1024 * 1024;

/// Reads the pages of one file.
pub(super) struct Reader<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
    settings: InterpreterSettings,
}

impl<'a> Reader<'a> {
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        Self { pdf, cache: InterpreterCache::new(), settings: InterpreterSettings::default() }
    }

    /// The text of a page, and whether pictures as large as a scan stand on it.
    pub(super) fn page(&self, page: &'a Page<'a>) -> (String, bool) {
        let mut words = Words::default();
        let settings = self.settings.clone();
        let upright = Affine::IDENTITY;
        // Also what stands beside the page is part of its text.
        let around = Rect::new(-1e6, -1e6, 1e6, 1e6);
        let mut context = Context::new(upright, around, &self.cache, self.pdf.xref(), settings);
        interpret_page(page, &mut context, &mut words);
        (words.text, words.pixels >= MIN_PIXELS)
    }
}

/// Collects what is written on a page.
#[derive(Default)]
struct Words {
    text: String,
    /// Of the pictures on it, together.
    pixels: u64,
    /// Where the last glyph ended, and along which line.
    end: Option<End>,
}

struct End {
    at: Point,
    height: f64,
}

impl Words {
    fn show(&mut self, glyph: &Glyph<'_>, placed: Affine) {
        if self.text.len() > MAX_PAGE_BYTES {
            return;
        }
        let [a, b, c, d, x, y] = placed.as_coeffs();
        let height = c.hypot(d) * FONT_UNITS;
        let at = Point::new(x, y);
        // Along the line of writing, which a page that lies on its side turns.
        let along = Vec2::new(a, b);
        let along = along / along.hypot().max(f64::MIN_POSITIVE);
        let shown = characters(glyph);
        if !shown.is_empty() {
            self.separate(at, along, height, &shown);
            self.text.push_str(&shown);
        }
        let width = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width(),
            Glyph::Type3(glyph) => glyph.advance_width(),
        };
        let advanced = placed * Point::new(width.unwrap_or(USUAL_WIDTH).into(), 0.0);
        self.end = Some(End { at: advanced, height });
    }

    /// Puts a space or a line feed between what was shown before and what begins at `at`.
    fn separate(&mut self, at: Point, along: Vec2, height: f64, next: &str) {
        let Some(End { at: end, height: before }) = self.end else { return };
        let height = height.max(before).max(f64::EPSILON);
        let moved = at - end;
        let (gap, drop) = (moved.dot(along), moved.cross(along));
        if drop.abs() > LINE * height {
            self.end_line();
        } else if (gap > SPACE * height || gap < -2.0 * height)
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

/// The characters that a glyph shows; none if its font does not say.
fn characters(glyph: &Glyph<'_>) -> String {
    let shown = match glyph.as_unicode() {
        Some(BfString::Char(one)) => one.to_string(),
        Some(BfString::String(several)) => several,
        None => String::new(),
    };
    shown.chars().filter(|c| !c.is_control() && *c != '\u{FFFD}').collect()
}

impl Device<'_> for Words {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.show(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, image: Image<'_, '_>, _: ImageDrawProps<'_>) {
        let pixels = u64::from(image.width()) * u64::from(image.height());
        self.pixels = self.pixels.saturating_add(pixels);
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_clip_rect(&mut self, _: &Rect) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
