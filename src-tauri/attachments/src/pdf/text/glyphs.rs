//! Collects the glyphs of a page that a person sees, and those of a scan's invisible layer.
//!
//! Invariant: what stands outside the page, is clipped away, is covered (`covers`), is as white as the paper behind it or
//! belongs to a layer that is off is left out; replacement text (`ActualText`) takes the place of the glyphs that it is about.

use hayro::{
    hayro_interpret::{
        BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
        font::{Glyph, GlyphRun},
        hayro_cmap::WritingMode,
    },
    hayro_syntax::object::{Dict, String as PdfString},
    kurbo::{Affine, BezPath, Point, Rect, Shape, Vec2},
};

use super::{
    characters::Characters,
    covers::{self, Covers},
    text_string,
};

/// What is assumed where a font does not say: half its height for Latin letters.
const USUAL_WIDTH: f32 = 500.0;
/// Glyphs are given in thousandths of the font's height (PDF 1.7, section 9.2.4).
const FONT_UNITS: f64 = 1000.0;
/// The most glyphs of one page.
const MAX_GLYPHS: usize = 400_000;
/// The most of a page's surfaces that are remembered; with more, nothing counts as white on white.
const MAX_SURFACES: usize = 2_000;
/// A colour of which each part is above this is white.
const WHITE: f32 = 0.985;
/// The middle of a letter stands so far above its base line, in its height.
pub(super) const MIDDLE: f64 = 0.3;
/// How far beyond an edge the middle of a glyph may stand, in its height.
const SLACK: f64 = 0.3;

/// A glyph on the upright page: x to the right, y downwards, in points.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub text: String,
    /// Where its base line begins.
    pub at: Point,
    /// How far it goes along the line.
    pub advance: f64,
    /// The font's height.
    pub height: f64,
    /// Along its line, of length one.
    pub along: Vec2,
}

impl Placed {
    /// The middle of what it shows.
    pub(super) fn middle(&self) -> Point {
        self.at
            + self.along * (self.advance / 2.0)
            + Vec2::new(self.along.y, -self.along.x) * self.height * MIDDLE
    }
}

/// What was found.
#[derive(Default)]
pub(super) struct Collected {
    pub glyphs: Vec<Placed>,
    /// Glyphs that are seen, and those of them whose characters are not known.
    pub shown: u32,
    pub lost: u32,
    /// Of the pictures, together.
    pub pixels: u64,
}

/// Takes what is drawn on one page.
pub(super) struct Collector<'r, 'a> {
    area: Rect,
    characters: &'r Characters<'a>,
    found: Collected,
    clips: Vec<Rect>,
    /// What was painted in another colour than white.
    surfaces: Vec<Rect>,
    covers: Covers,
    /// For each open mark its replacement text, and where its glyphs begin.
    marks: Vec<Option<(String, usize)>>,
    has_replacement: bool,
}

impl<'r, 'a> Collector<'r, 'a> {
    pub(super) fn new(area: Rect, characters: &'r Characters<'a>) -> Self {
        let found = Collected::default();
        Self {
            area,
            characters,
            found,
            clips: vec![],
            surfaces: vec![],
            covers: Covers::new(area),
            marks: vec![],
            has_replacement: false,
        }
    }

    pub(super) fn finish(mut self) -> Collected {
        while !self.marks.is_empty() {
            self.end_mark();
        }
        self.found.glyphs = self.covers.uncovered(self.found.glyphs);
        self.found
    }

    /// Whether a point of the page is seen, if something stands there.
    fn is_visible(&self, middle: Point, slack: f64) -> bool {
        let within = |rect: &Rect| rect.inflate(slack, slack).contains(middle);
        within(&self.area) && self.clips.last().is_none_or(within)
    }

    fn is_white_on_white(&self, middle: Point, slack: f64) -> bool {
        self.surfaces.len() < MAX_SURFACES
            && !self.surfaces.iter().any(|rect| rect.inflate(slack, slack).contains(middle))
    }

    fn push_clip(&mut self, rect: Rect, is_rectangle: bool) {
        self.covers.push_clip(is_rectangle);
        let within = self.clips.last().map_or(rect, |outer| outer.intersect(rect));
        self.clips.push(within);
    }

    fn paint(&mut self, rect: Rect, paint: Option<&Paint<'_>>) {
        let is_seen = paint.is_none_or(|paint| !is_white(paint) && !is_clear(paint));
        if is_seen && self.surfaces.len() < MAX_SURFACES {
            self.surfaces.push(rect);
        }
    }

    fn end_mark(&mut self) {
        let Some(Some((text, first))) = self.marks.pop() else { return };
        self.has_replacement = self.marks.iter().any(Option::is_some);
        if self.has_replacement || self.found.glyphs.len() <= first {
            return;
        }
        let covered = self.found.glyphs.get(first..).unwrap_or_default();
        let bare =
            |text: &mut dyn Iterator<Item = char>| text.filter(|c| !c.is_whitespace()).collect::<String>();
        let said = bare(&mut covered.iter().flat_map(|glyph| glyph.text.chars()));
        if said == bare(&mut text.chars()) {
            // Says the same, and each glyph knows its own place.
            self.found.glyphs.iter_mut().skip(first).for_each(|glyph| glyph.text.retain(|c| c != '\u{FFFC}'));
            return;
        }
        let Some(mut one) = covered.first().cloned() else { return };
        let ends = covered.iter().map(|glyph| {
            let moved = glyph.at - one.at;
            let is_on_line = moved.cross(one.along).abs() < one.height * 0.5;
            if is_on_line { (moved.dot(one.along), moved.dot(one.along) + glyph.advance) } else { (0.0, 0.0) }
        });
        let (start, end) = ends.fold((0.0_f64, 0.0_f64), |all, part| (all.0.min(part.0), all.1.max(part.1)));
        one.at += one.along * start;
        one.advance = end - start;
        one.text = text.replace(['\u{AD}', '\u{200B}'], "").replace(char::is_control, " ");
        self.found.glyphs.truncate(first);
        self.covers.replaced(first);
        if !one.text.is_empty() {
            self.found.glyphs.push(one);
        }
    }

    fn show(&mut self, glyph: &Glyph<'_>, placed: Affine, widths: Widths, is_vertical: bool, looks: Looks) {
        if self.found.glyphs.len() >= MAX_GLYPHS {
            return;
        }
        let [a, b, c, d, x, y] = placed.as_coeffs();
        let height = c.hypot(d) * FONT_UNITS;
        let along = Vec2::new(a, b);
        let length = along.hypot();
        if !(height.is_finite() && length.is_finite() && height > 0.0 && length > 0.0) {
            return;
        }
        let mut along = along / length;
        let mut at = Point::new(x, y);
        let up = Vec2::new(c, d) * FONT_UNITS * MIDDLE;
        let mut advance = width(glyph) * if widths == Widths::OfHeight { c.hypot(d) } else { length };
        let middle = at + along * (advance / 2.0) + up;
        if is_vertical {
            // Along the column, down from the top of the letter.
            at += up / MIDDLE;
            (along, advance) = (Vec2::new(-along.y, along.x), height);
        }
        let slack = SLACK * height;
        let is_hidden = match looks {
            Looks::Clear => true,
            Looks::White => self.is_white_on_white(middle, 0.0),
            Looks::Coloured | Looks::Invisible => false,
        };
        if is_hidden || !self.is_visible(middle, slack) {
            return;
        }
        let shown = self.characters.shown(glyph);
        let is_replaced = self.has_replacement;
        self.found.shown += u32::from(shown.as_ref().is_none_or(|text| text != " "));
        if shown.is_none() && !is_replaced {
            self.found.lost += u32::from(advance > 0.0);
        }
        let text = match shown {
            Some(text) => text,
            // Only holds the place of what replaces it.
            None if is_replaced => "\u{FFFC}".to_owned(),
            None => return,
        };
        self.found.glyphs.push(Placed { text, at, advance, height, along });
    }
}

/// Which side of a glyph's matrix its width is in: a font that stands in for another is stretched, its width is not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Widths {
    OfLength,
    OfHeight,
}

#[derive(Clone, Copy)]
enum Looks {
    Coloured,
    White,
    Clear,
    /// By its render mode, as the layer of a scan.
    Invisible,
}

fn width(glyph: &Glyph<'_>) -> f64 {
    let width = match glyph {
        Glyph::Outline(glyph) => glyph.advance_width(),
        Glyph::Type3(glyph) => glyph.advance_width(),
    };
    width.unwrap_or(USUAL_WIDTH).into()
}

/// The widths with which the glyphs of a run stand closer to each other.
fn widths(run: &GlyphRun<'_, '_>) -> Widths {
    let (mut by_length, mut by_height) = (0.0, 0.0);
    for (glyph, next) in run.glyphs().iter().zip(run.glyphs().iter().skip(1)) {
        let [a, b, c, d, ..] = glyph.transform().as_coeffs();
        let moved = next.transform().translation() - glyph.transform().translation();
        by_length += (moved.hypot() - width(glyph) * a.hypot(b)).abs();
        by_height += (moved.hypot() - width(glyph) * c.hypot(d)).abs();
    }
    if by_height + 1e-6 < by_length { Widths::OfHeight } else { Widths::OfLength }
}

fn is_white(paint: &Paint<'_>) -> bool {
    let Paint::Color(color) = paint else { return false };
    let [red, green, blue, _] = color.to_rgba().components();
    [red, green, blue].iter().all(|part| *part > WHITE)
}

fn is_clear(paint: &Paint<'_>) -> bool {
    let Paint::Color(color) = paint else { return false };
    color.to_rgba().components().last().is_some_and(|alpha| *alpha < 0.02)
}

impl<'d> Device<'d> for Collector<'_, '_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'd>, props: DrawProps<'d>, mode: &DrawMode) {
        let looks = match (&props.paint, mode) {
            (_, DrawMode::Invisible) => Looks::Invisible,
            (paint, _) if is_clear(paint) => Looks::Clear,
            (paint, DrawMode::Fill(_)) if is_white(paint) => Looks::White,
            _ => Looks::Coloured,
        };
        let is_vertical = run.writing_mode() == WritingMode::Vertical;
        let widths = widths(run);
        for glyph in run.glyphs() {
            self.show(glyph, props.transform * glyph.transform(), widths, is_vertical, looks);
        }
    }

    fn draw_image(&mut self, image: Image<'d, '_>, props: ImageDrawProps<'d>) {
        let pixels = u64::from(image.width()) * u64::from(image.height());
        self.found.pixels = self.found.pixels.saturating_add(pixels);
        let size = Rect::new(0.0, 0.0, image.width().into(), image.height().into());
        self.paint(props.transform.transform_rect_bbox(size), None);
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'d>, mode: &DrawMode) {
        let edge = match mode {
            DrawMode::Invisible => return,
            DrawMode::Fill(_) => 0.0,
            DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) => {
                f64::from(stroke.line_width) / 2.0
            }
        };
        let around = path.bounding_box().inflate(edge, edge);
        self.paint(props.transform.transform_rect_bbox(around), Some(&props.paint));
        let rects = covers::rectangles(path, props.transform, mode);
        self.covers.paint(rects, self.clips.last().copied(), &props, self.found.glyphs.len());
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.push_clip(clip.path.bounding_box(), covers::is_rectangle(&clip.path));
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.push_clip(*rect, true);
    }

    fn pop_clip(&mut self) {
        self.covers.pop_clip();
        self.clips.pop();
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'d>>, blend: BlendMode) {
        self.covers.push_group(opacity, mask.is_some(), blend);
    }

    fn pop_transparency_group(&mut self) {
        self.covers.pop_group();
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        let text = properties.and_then(|properties| properties.get::<PdfString<'_>>("ActualText"));
        let mark = text.map(|text| (text_string(text.as_bytes()), self.found.glyphs.len()));
        self.has_replacement |= mark.is_some();
        self.marks.push(mark);
    }

    fn end_marked_content(&mut self) {
        self.end_mark();
    }
}
