//! Draws pages as pictures, at the size in which images are sent.
//!
//! Fonts that are not in the file are replaced by the fourteen standard ones, those of Chinese, Japanese and Korean by the
//! system's (`fonts`).
//! Invariant: a picture is never larger than what is sent, however large the page says it is, and a page whose words
//! would be blank is not drawn.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use hayro::{
    PixmapSettings, RenderCache, RenderSettings,
    hayro_interpret::{FontResolverFn, InterpreterSettings, InterpreterWarning, WarningSinkFn},
    hayro_syntax::{Pdf, page::Page},
    render,
    vello_cpu::{color::palette::css::WHITE, peniko::ImageAlphaType},
};
use image::{DynamicImage, RgbaImage};

use super::{
    super::picture::{self, MAX_SENT_SIDE},
    fonts::Fonts,
};

/// The thumbnail's height: 88 CSS pixels on a screen with two device pixels for each.
const THUMBNAIL: (f32, f32) = (264.0, 176.0);
/// A page is not made larger than this; a receipt is readable without.
const MAX_SCALE: f32 = 4.0;

/// The pages of one file.
pub(super) struct Drawing<'a> {
    pdf: &'a Pdf,
    /// Whether a picture could not be decoded.
    has_gap: Arc<AtomicBool>,
    cache: RenderCache<'a>,
    settings: InterpreterSettings,
    fonts: Arc<Fonts>,
}

impl<'a> Drawing<'a> {
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        let has_gap = Arc::new(AtomicBool::new(false));
        let noted = Arc::clone(&has_gap);
        let warning_sink: WarningSinkFn = Arc::new(move |warning| {
            if matches!(warning, InterpreterWarning::ImageDecodeFailure) {
                noted.store(true, Ordering::Relaxed);
            }
        });
        let fonts = Arc::new(Fonts::default());
        let found = Arc::clone(&fonts);
        let font_resolver: FontResolverFn = Arc::new(move |query| found.find(query));
        let settings = InterpreterSettings { warning_sink, font_resolver, ..InterpreterSettings::default() };
        Self { pdf, has_gap, cache: RenderCache::new(), settings, fonts }
    }

    /// Which fonts the pages that were not drawn lack; empty if that was not the reason.
    pub(super) fn lack(&self) -> String {
        self.fonts.lack().unwrap_or_default()
    }

    /// A page as it is sent, the first being 0, and encoded.
    pub(super) fn page(&self, number: usize) -> Option<(DynamicImage, Vec<u8>)> {
        let page = self.pdf.pages().get(number)?;
        let side = MAX_SENT_SIDE as f32;
        picture::fitted(self.draw(page, (side, side))?).ok()
    }

    /// The first page, small: a PNG or JPEG.
    pub(super) fn thumbnail(&self) -> Option<Vec<u8>> {
        let image = self.draw(self.pdf.pages().first()?, THUMBNAIL)?;
        Some(picture::fitted(image).ok()?.1)
    }

    fn draw(&self, page: &'a Page<'a>, (width, height): (f32, f32)) -> Option<DynamicImage> {
        let (page_width, page_height) = page.render_dimensions();
        let scale = (width / page_width).min(height / page_height).min(MAX_SCALE);
        // A page of a hair's breadth still has pixels.
        let scale_of = |side: f32| (side * scale).round().max(1.0) / side + f32::EPSILON;
        let (x_scale, y_scale) = (scale_of(page_width), scale_of(page_height));
        if !(x_scale.is_finite() && y_scale.is_finite()) {
            return None;
        }
        let size = PixmapSettings { x_scale, y_scale, bg_color: WHITE };
        self.has_gap.store(false, Ordering::Relaxed);
        let drawn = render(page, &self.cache, &self.settings, &RenderSettings::default(), &size);
        if self.fonts.lack().is_some() {
            return None;
        }
        // A scan whose picture cannot be decoded would go out as an empty sheet.
        let is_blank = || drawn.data().iter().all(|pixel| [pixel.r, pixel.g, pixel.b] == [u8::MAX; 3]);
        if self.has_gap.load(Ordering::Relaxed) && is_blank() {
            return None;
        }
        let (width, height) = (drawn.width().into(), drawn.height().into());
        // On white nothing is transparent.
        let pixels = drawn.take_rgba8(ImageAlphaType::AlphaPremultiplied);
        let image: DynamicImage = RgbaImage::from_raw(width, height, pixels)?.into();
        Some(image.into_rgb8().into())
    }
}
