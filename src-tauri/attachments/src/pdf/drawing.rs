//! Draws pages as pictures, at the size in which images are sent.
//!
//! Fonts that are not in the file are replaced by the fourteen standard ones; where these lack letters that the page has,
//! and for Chinese, Japanese and Korean, by the system's (`fonts`). What annotations show is drawn over the page (`overlay`).
//! Invariant: a picture is never larger than what is sent, however large the page says it is, and a page whose words
//! would be blank is not drawn.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use hayro::{
    RenderCache, RenderSettings,
    hayro_interpret::{
        BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, FontResolverFn, Image, ImageDrawProps,
        InterpreterCache, InterpreterSettings, InterpreterWarning, SoftMask, WarningSinkFn,
        font::{Glyph, GlyphRun, OutlineGlyph},
        hayro_cmap::BfString,
        interpret_page,
    },
    hayro_syntax::page::Page,
    kurbo::{Affine, BezPath, Rect},
    render_into,
    vello_cpu::{
        Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit, color::palette::css::WHITE,
        peniko::ImageAlphaType,
    },
};
use image::{DynamicImage, RgbaImage, imageops};

use super::{
    super::picture::{self, MAX_SENT_SIDE},
    fonts::Fonts,
    overlay,
};

/// The thumbnail's height: 88 CSS pixels on a screen with two device pixels for each.
const THUMBNAIL: (f32, f32) = (264.0, 176.0);
/// A page is not made larger than this; a receipt is readable without.
const MAX_SCALE: f32 = 4.0;
/// From where to where a letter goes, seen from its base line, in thousandths of its font's height.
const LETTER: (f64, f64) = (-250.0, 1000.0);
/// A page is not drawn if one of so many of its letters that the standard fonts lack would be blank still.
const MAX_BLANK: usize = 10;

/// The pages of one file.
pub(super) struct Drawing<'a> {
    pages: Vec<&'a Page<'a>>,
    /// With the standard fonts.
    usual: Pen<'a>,
    /// Which fonts the last page lacked.
    lack: RefCell<Option<String>>,
}

/// What pages are drawn with.
struct Pen<'a> {
    /// Whether a picture could not be decoded.
    has_gap: Arc<AtomicBool>,
    cache: RenderCache<'a>,
    settings: InterpreterSettings,
    fonts: Arc<Fonts>,
}

impl Pen<'_> {
    fn new(fonts: Fonts) -> Self {
        let has_gap = Arc::new(AtomicBool::new(false));
        let noted = Arc::clone(&has_gap);
        let warning_sink: WarningSinkFn = Arc::new(move |warning| {
            if matches!(warning, InterpreterWarning::ImageDecodeFailure) {
                noted.store(true, Ordering::Relaxed);
            }
        });
        let fonts = Arc::new(fonts);
        let found = Arc::clone(&fonts);
        let font_resolver: FontResolverFn = Arc::new(move |query| found.find(query));
        let settings = InterpreterSettings { warning_sink, font_resolver, ..InterpreterSettings::default() };
        Self { has_gap, cache: RenderCache::new(), settings, fonts }
    }
}

impl<'a> Drawing<'a> {
    pub(super) fn new(pages: &[&'a Page<'a>]) -> Self {
        Self { pages: pages.to_vec(), usual: Pen::new(Fonts::default()), lack: RefCell::default() }
    }

    /// Which fonts the pages that were not drawn lack; empty if that was not the reason.
    pub(super) fn lack(&self) -> String {
        self.lack.borrow().clone().unwrap_or_default()
    }

    /// A page as it is sent, the first being 0, and encoded.
    pub(super) fn page(&self, number: usize) -> Option<(DynamicImage, Vec<u8>)> {
        let page = self.pages.get(number)?;
        let side = MAX_SENT_SIDE as f32;
        picture::fitted(self.draw(page, (side, side))?).ok()
    }

    /// The first page, small: a PNG or JPEG.
    pub(super) fn thumbnail(&self) -> Option<Vec<u8>> {
        let image = self.draw(self.pages.first()?, THUMBNAIL)?;
        Some(picture::fitted(image).ok()?.1)
    }

    fn draw(&self, page: &'a Page<'a>, size: (f32, f32)) -> Option<DynamicImage> {
        let sheet = Sheet::new(page, size)?;
        let overlay = overlay::over(page);
        let over = overlay.as_ref().and_then(|overlay| overlay.pages().first());
        let all = lacking(page, over, &self.usual);
        if all.is_empty() {
            return self.draw_with(&self.usual, page, over, &sheet);
        }
        let wide = Pen::new(self.usual.fonts.with_letters(letters(&all)));
        let still = lacking(page, over, &wide);
        if still.is_empty() {
            return self.draw_with(&wide, page, over, &sheet);
        }
        // A font of a script may have no letters of another that stand in its midst: these come from a drawing of their own.
        let other = Pen::new(self.usual.fonts.for_letters(letters(&still)));
        let nowhere = letters(&lacking(page, over, &other));
        let (missing, elsewhere): (Vec<_>, Vec<_>) =
            still.into_iter().partition(|(letter, _)| nowhere.contains(letter));
        if missing.len() * MAX_BLANK > all.len() {
            wide.fonts.miss(missing.iter().map(|(letter, _)| *letter));
        }
        let mut image = self.draw_with(&wide, page, over, &sheet)?;
        if !elsewhere.is_empty() {
            let others = self.draw_with(&other, page, over, &sheet)?;
            for (_, place) in elsewhere {
                take_over(&others, sheet.upright.transform_rect_bbox(place), &mut image);
            }
        }
        Some(image)
    }

    fn draw_with<'p>(
        &self,
        pen: &Pen<'p>,
        page: &'p Page<'p>,
        over: Option<&Page<'_>>,
        sheet: &Sheet,
    ) -> Option<DynamicImage> {
        pen.has_gap.store(false, Ordering::Relaxed);
        let mut canvas = RenderContext::new(sheet.width, sheet.height);
        let (settings, upright) = (RenderSettings::default(), sheet.upright);
        render_into(page, &pen.cache, &pen.settings, &settings, &mut canvas, upright);
        if let Some(over) = over {
            render_into(over, &RenderCache::new(), &pen.settings, &settings, &mut canvas, upright);
        }
        let drawn = painted(canvas);
        let lack = pen.fonts.lack();
        let is_lacking = lack.is_some();
        self.lack.replace(lack);
        if is_lacking {
            return None;
        }
        // A scan whose picture cannot be decoded would go out as an empty sheet.
        let is_blank = || drawn.data().iter().all(|pixel| [pixel.r, pixel.g, pixel.b] == [u8::MAX; 3]);
        if pen.has_gap.load(Ordering::Relaxed) && is_blank() {
            return None;
        }
        let (width, height) = (drawn.width().into(), drawn.height().into());
        // On white nothing is transparent.
        let pixels = drawn.take_rgba8(ImageAlphaType::AlphaPremultiplied);
        let image: DynamicImage = RgbaImage::from_raw(width, height, pixels)?.into();
        Some(image.into_rgb8().into())
    }
}

/// What a page is drawn on.
struct Sheet {
    width: u16,
    height: u16,
    /// From the page to the sheet.
    upright: Affine,
}

impl Sheet {
    /// One that fits into a box; `None` for a page without a size.
    fn new(page: &Page<'_>, (width, height): (f32, f32)) -> Option<Self> {
        let (page_width, page_height) = page.render_dimensions();
        let scale = (width / page_width).min(height / page_height).min(MAX_SCALE);
        // A page of a hair's breadth still has pixels.
        let scale_of = |side: f32| (side * scale).round().max(1.0) / side + f32::EPSILON;
        let (x_scale, y_scale) = (scale_of(page_width), scale_of(page_height));
        if !(x_scale.is_finite() && y_scale.is_finite()) {
            return None;
        }
        let upright = Affine::new(page.initial_transform(true).as_coeffs());
        Some(Self {
            width: (page_width * x_scale) as u16,
            height: (page_height * y_scale) as u16,
            upright: Affine::scale_non_uniform(x_scale.into(), y_scale.into()) * upright,
        })
    }
}

/// Puts a part of one picture into another of the same size.
fn take_over(from: &DynamicImage, part: Rect, to: &mut DynamicImage) {
    let part = part.expand().intersect(Rect::new(0.0, 0.0, to.width().into(), to.height().into()));
    let (x, y) = (part.x0 as u32, part.y0 as u32);
    let part = from.crop_imm(x, y, part.width().max(0.0) as u32, part.height().max(0.0) as u32);
    imageops::replace(to, &part, x.into(), y.into());
}

/// What was drawn, on white.
fn painted(mut canvas: RenderContext) -> Pixmap {
    canvas.flush();
    let mut pixels = Pixmap::new(canvas.width(), canvas.height());
    let settings =
        RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..RasterizerSettings::default() };
    canvas.render_with(&mut pixels, &mut Resources::default(), settings);
    pixels
}

/// A letter or digit, and where it stands on its page.
type Lacking = (char, Rect);

fn letters(lacking: &[Lacking]) -> BTreeSet<char> {
    lacking.iter().map(|(letter, _)| *letter).collect()
}

/// Where a letter stands. A font that stands in for another is stretched to fit, its width is given as it was.
fn place_of(glyph: &OutlineGlyph, placed: Affine) -> Rect {
    let [a, b, c, d, x, y] = placed.as_coeffs();
    let (width, height) = (a.hypot(b), c.hypot(d));
    let along = if width > 0.0 { height / width } else { 0.0 };
    let (below, above) = LETTER;
    let letter = Rect::new(0.0, below, glyph.advance_width().map_or(above, f64::from), above);
    Affine::new([a * along, b * along, c, d, x, y]).transform_rect_bbox(letter)
}

/// The letters and digits of a page that the fonts standing in for its own do not have.
fn lacking(page: &Page<'_>, over: Option<&Page<'_>>, pen: &Pen<'_>) -> Vec<Lacking> {
    let mut probe = Probe { fonts: &pen.fonts, lacking: Vec::new() };
    for page in [Some(page), over].into_iter().flatten() {
        let cache = InterpreterCache::new();
        let around = Rect::new(-1e6, -1e6, 1e6, 1e6);
        let mut context = Context::new(Affine::IDENTITY, around, &cache, page.xref(), pen.settings.clone());
        interpret_page(page, &mut context, &mut probe);
    }
    probe.lacking
}

/// Looks at glyphs and draws nothing.
struct Probe<'f> {
    fonts: &'f Fonts,
    lacking: Vec<Lacking>,
}

impl<'d> Device<'d> for Probe<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'd>, props: DrawProps<'d>, mode: &DrawMode) {
        if matches!(mode, DrawMode::Invisible) {
            return;
        }
        for glyph in run.glyphs() {
            let Glyph::Outline(outline) = &**glyph else { continue };
            let Some(BfString::Char(letter)) = outline.as_unicode() else { continue };
            if letter.is_alphanumeric() && self.fonts.lacks(outline, letter) {
                self.lacking.push((letter, place_of(outline, props.transform * glyph.transform())));
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'d>, _: &DrawMode) {}
    fn draw_image(&mut self, _: Image<'d, '_>, _: ImageDrawProps<'d>) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_clip_rect(&mut self, _: &Rect) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'d>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
