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
    /// Its place in the order in which the page is drawn.
    pub order: usize,
}

/// The glyphs of one direction, in the order in which they are drawn.
pub(super) struct Frame {
    pub glyphs: Vec<Flat>,
    /// From this frame to the page.
    to_page: Affine,
}

impl Frame {
    fn new(degrees: f64, glyphs: Vec<(usize, Placed)>) -> Self {
        let to_page = Affine::rotate(degrees.to_radians());
        let from_page = to_page.inverse();
        let flat = |(order, glyph): (usize, Placed)| {
            let Point { x: start, y: base } = from_page * glyph.at;
            let end = start + glyph.advance;
            let (start, end) = (start.min(end), start.max(end));
            Flat { text: glyph.text, start, end, base, height: glyph.height, order }
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
    let glyphs = glyphs.into_iter().enumerate().filter(|(_, glyph)| !glyph.text.is_empty());
    let mut turned: Vec<(f64, (usize, Placed))> =
        glyphs.map(|numbered| (degrees(&numbered.1), numbered)).collect();
    turned.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let directions = directions(turned.iter().map(|(degrees, _)| *degrees));
    let mut parts: Vec<(f64, Vec<(usize, Placed)>)> = Vec::new();
    for (degrees, glyph) in turned {
        let nearest = directions
            .iter()
            .copied()
            .min_by(|one, other| (one - degrees).abs().total_cmp(&(other - degrees).abs()));
        let direction = nearest.unwrap_or_default();
        match parts.iter_mut().find(|(known, _)| *known == direction) {
            Some((_, part)) => part.push(glyph),
            None => parts.push((direction, vec![glyph])),
        }
    }
    parts.sort_by_key(|(_, part)| std::cmp::Reverse(part.len()));
    parts.into_iter().map(|(direction, part)| Frame::new(direction, part)).collect()
}

/// The directions that stand for all of these, which are sorted.
fn directions(all: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut groups: Vec<Vec<f64>> = Vec::new();
    for degrees in all {
        match groups.last_mut() {
            Some(group)
                if group.last().is_some_and(|last| degrees - last <= APART)
                    && group.first().is_some_and(|first| degrees - first <= SPREAD) =>
            {
                group.push(degrees);
            }
            _ => groups.push(vec![degrees]),
        }
    }
    if groups.len() > MAX_DIRECTIONS {
        return vec![-90.0, 0.0, 90.0, 180.0, 270.0];
    }
    let middle = |group: Vec<f64>| {
        let middle = group.iter().sum::<f64>() / group.len().max(1) as f64;
        let quarter = (middle / 90.0).round() * 90.0;
        if (middle - quarter).abs() < APART { quarter } else { middle }
    };
    groups.into_iter().map(middle).collect()
}

/// From −135 to 225, so that no quarter of a turn lies at both ends.
fn degrees(glyph: &Placed) -> f64 {
    let degrees = glyph.along.y.atan2(glyph.along.x).to_degrees();
    if degrees < -135.0 { degrees + 360.0 } else { degrees }
}
