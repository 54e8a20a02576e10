//! Parts the glyphs of a page by the direction in which they are written, and turns each part upright.
//!
//! Invariant: no glyph is lost; text along a curve is read by quarters of a turn.

use hayro::kurbo::{Affine, Point, Rect};

use super::glyphs::Placed;

/// Lines whose directions differ by more than this, in degrees, are not of one text.
const APART: f64 = 0.7;
/// The directions of one text differ by no more than this, in degrees, as the words of a crooked scan do.
const SPREAD: f64 = 4.0;
/// With more directions the text runs along curves.
const MAX_DIRECTIONS: usize = 16;

/// A glyph in the frame of its direction: `start` and `end` along the line, `base` downwards from line to line.
#[derive(Debug, Clone)]
pub(super) struct Flat {
    pub text: String,
    pub start: f64,
    pub end: f64,
    pub base: f64,
    pub height: f64,
}

/// The glyphs of one direction, in the order in which they are drawn.
pub(super) struct Frame {
    pub glyphs: Vec<Flat>,
    /// From this frame to the page.
    to_page: Affine,
}

impl Frame {
    fn new(degrees: f64, glyphs: Vec<Placed>) -> Self {
        let to_page = Affine::rotate(degrees.to_radians());
        let from_page = to_page.inverse();
        let flat = |glyph: Placed| {
            let Point { x: start, y: base } = from_page * glyph.at;
            let end = start + glyph.advance;
            let (start, end) = (start.min(end), start.max(end));
            Flat { text: glyph.text, start, end, base, height: glyph.height }
        };
        Self { glyphs: glyphs.into_iter().map(flat).collect(), to_page }
    }

    /// Where something stands on the page.
    pub(super) fn on_page(&self, place: Rect) -> Rect {
        self.to_page.transform_rect_bbox(place)
    }
}

/// The frames of a page, the one with the most glyphs first.
pub(super) fn parted(glyphs: Vec<Placed>) -> Vec<Frame> {
    let glyphs = glyphs.into_iter().filter(|glyph| !glyph.text.is_empty());
    let mut turned: Vec<(f64, Placed)> = glyphs.map(|glyph| (degrees(&glyph), glyph)).collect();
    turned.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let mut parts: Vec<(f64, Vec<Placed>)> = Vec::new();
    let (mut first, mut last) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
    for (degrees, glyph) in &turned {
        if degrees - last > APART || degrees - first > SPREAD {
            first = *degrees;
            parts.push((0.0, Vec::new()));
        }
        last = *degrees;
        if let Some((sum, part)) = parts.last_mut() {
            *sum += degrees;
            part.push(glyph.clone());
        }
    }
    for (sum, part) in &mut parts {
        *sum /= part.len().max(1) as f64;
        let quarter = (*sum / 90.0).round() * 90.0;
        if (*sum - quarter).abs() < APART {
            *sum = quarter;
        }
    }
    if parts.len() > MAX_DIRECTIONS {
        parts = [-90.0, 0.0, 90.0, 180.0].map(|quarter| (quarter, Vec::new())).into();
        for (degrees, glyph) in turned {
            let quarter = (degrees / 90.0).round() * 90.0;
            if let Some((_, part)) = parts.iter_mut().find(|(turn, _)| *turn == quarter) {
                part.push(glyph);
            }
        }
    }
    parts.sort_by_key(|(_, part)| std::cmp::Reverse(part.len()));
    parts
        .into_iter()
        .filter(|(_, part)| !part.is_empty())
        .map(|(turn, part)| Frame::new(turn, part))
        .collect()
}

/// From −89.5 to 270, so that no quarter of a turn lies at both ends.
fn degrees(glyph: &Placed) -> f64 {
    let degrees = glyph.along.y.atan2(glyph.along.x).to_degrees();
    if degrees < -135.0 { degrees + 360.0 } else { degrees }
}
