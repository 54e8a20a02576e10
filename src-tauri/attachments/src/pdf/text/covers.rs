//! Words that something opaque is drawn over, such as the bar of a redaction: no one sees them.
//!
//! Invariant: only what surely covers counts, which is a rectangle in one opaque colour, or a straight line as thick as a
//! letter is high; a picture does not, for scans lie over the text that was read from them.

use hayro::{
    hayro_interpret::{BlendMode, DrawMode, DrawProps, Paint},
    kurbo::{Affine, BezPath, PathEl, Point, Rect, Vec2},
};

use super::glyphs::Placed;

/// The most covers of a page that count.
const MAX_COVERS: usize = 500;
/// The most rectangles of one path that are distinguished.
const MAX_RECTANGLES: usize = 50;
/// A lower one covers no line.
const MIN_HEIGHT: f64 = 3.0;
/// What is larger than this part of the page is a sheet under a scan, not a bar.
const MAX_PART: f64 = 0.5;
/// What is less opaque shows what is behind it.
const OPAQUE: f32 = 0.98;
/// Up to here a letter must be covered, from its base line on, in its height; and but for so much at either side, in its
/// width.
const COVERED: (f64, f64) = (0.6, 0.1);
/// Corners are this exact, in points.
const EXACT: f64 = 0.01;

struct Cover {
    rect: Rect,
    /// How many glyphs were there before it.
    over: usize,
}

/// What may cover the glyphs of one page.
pub(super) struct Covers {
    /// How large a cover may be.
    most: f64,
    covers: Vec<Cover>,
    /// For each clip and for each group that is open, whether what is drawn in it covers as if it were not there.
    clips: Vec<bool>,
    groups: Vec<bool>,
}

impl Covers {
    pub(super) fn new(page: Rect) -> Self {
        Self { most: MAX_PART * page.area(), covers: vec![], clips: vec![], groups: vec![] }
    }

    pub(super) fn push_clip(&mut self, is_rectangle: bool) {
        self.clips.push(is_rectangle);
    }

    pub(super) fn pop_clip(&mut self) {
        self.clips.pop();
    }

    pub(super) fn push_group(&mut self, opacity: f32, has_mask: bool, blend: BlendMode) {
        self.groups.push(opacity > OPAQUE && !has_mask && blend == BlendMode::Normal);
    }

    pub(super) fn pop_group(&mut self) {
        self.groups.pop();
    }

    /// Notes what covers the glyphs that are there, of which the first is number 0.
    pub(super) fn paint(
        &mut self,
        rects: impl IntoIterator<Item = Rect>,
        clip: Option<Rect>,
        props: &DrawProps<'_>,
        glyphs: usize,
    ) {
        let is_opaque = matches!(&props.paint, Paint::Color(color)
            if color.to_rgba().components().last().is_some_and(|alpha| *alpha > OPAQUE));
        let is_whole = self.clips.iter().chain(&self.groups).all(|is_plain| *is_plain);
        if glyphs == 0
            || !is_opaque
            || !is_whole
            || props.soft_mask.is_some()
            || props.blend_mode != BlendMode::Normal
        {
            return;
        }
        for rect in rects {
            let rect = clip.map_or(rect, |clip| rect.intersect(clip));
            let is_bar = rect.width().min(rect.height()) >= MIN_HEIGHT && rect.area() <= self.most;
            if is_bar && self.covers.len() < MAX_COVERS {
                self.covers.push(Cover { rect, over: glyphs });
            }
        }
    }

    /// From this glyph on all were replaced by one, which nothing is known to cover.
    pub(super) fn replaced(&mut self, first: usize) {
        self.covers.iter_mut().for_each(|cover| cover.over = cover.over.min(first));
    }

    /// Leaves out the glyphs that are covered.
    pub(super) fn uncovered(&self, glyphs: Vec<Placed>) -> Vec<Placed> {
        if self.covers.is_empty() {
            return glyphs;
        }
        let is_seen = |(number, glyph): &(usize, Placed)| {
            let core = core(glyph);
            !self.covers.iter().any(|cover| *number < cover.over && cover.rect.contains_rect(core))
        };
        glyphs.into_iter().enumerate().filter(is_seen).map(|(_, glyph)| glyph).collect()
    }
}

/// The part of a letter without which it cannot be read.
fn core(glyph: &Placed) -> Rect {
    let Placed { at, along, advance, height, .. } = glyph;
    let up = Vec2::new(along.y, -along.x) * *height * COVERED.0;
    let side = *along * *advance * COVERED.1;
    let (start, end) = (*at + side, *at + *along * *advance - side);
    Rect::from_points(start, end).union(Rect::from_points(start + up, end + up))
}

/// The rectangles that a path fills or draws on the page; none where they overlap, for one may be a hole in another.
pub(super) fn rectangles(path: &BezPath, placed: Affine, mode: &DrawMode) -> Vec<Rect> {
    if let DrawMode::Stroke(stroke) = mode {
        let is_solid = stroke.dash_array.is_empty();
        return bar(path, stroke.line_width.into(), placed).filter(|_| is_solid).into_iter().collect();
    }
    let (mut rects, mut points): (Vec<Rect>, Vec<Point>) = (Vec::new(), Vec::new());
    for element in path.elements().iter().chain([&PathEl::MoveTo(Point::ZERO)]) {
        match element {
            PathEl::MoveTo(point) => {
                if points.len() > 1 {
                    let Some(rect) = rectangle(&points) else { return Vec::new() };
                    let is_apart = rects.iter().all(|other| !other.overlaps(rect));
                    if !is_apart || rects.len() >= MAX_RECTANGLES {
                        return Vec::new();
                    }
                    rects.push(rect);
                }
                points = vec![placed * *point];
            }
            PathEl::LineTo(point) => points.push(placed * *point),
            PathEl::ClosePath => {}
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => return Vec::new(),
        }
    }
    rects
}

/// Whether a path is one rectangle with upright sides.
pub(super) fn is_rectangle(path: &BezPath) -> bool {
    let mode = DrawMode::Fill(hayro::hayro_interpret::FillRule::NonZero);
    rectangles(path, Affine::IDENTITY, &mode).len() == 1
}

/// The rectangle with upright sides whose corners these are, one after the other.
fn rectangle(points: &[Point]) -> Option<Rect> {
    let points = match points {
        [first, .., last] if points.len() == 5 && first.distance(*last) < EXACT => points.get(..4)?,
        _ => points,
    };
    let [a, b, c, d] = points else { return None };
    let is_near = |one: f64, other: f64| (one - other).abs() < EXACT;
    let across = is_near(a.y, b.y) && is_near(b.x, c.x) && is_near(c.y, d.y) && is_near(d.x, a.x);
    let down = is_near(a.x, b.x) && is_near(b.y, c.y) && is_near(c.x, d.x) && is_near(d.y, a.y);
    (across || down).then(|| Rect::from_points(*a, *c))
}

/// The rectangle that a straight line across or down fills.
fn bar(path: &BezPath, width: f64, placed: Affine) -> Option<Rect> {
    let [PathEl::MoveTo(from), PathEl::LineTo(to)] = path.elements() else { return None };
    let (from, to) = (placed * *from, placed * *to);
    let [a, b, c, d, ..] = placed.as_coeffs();
    let (is_across, is_down) = ((from.y - to.y).abs() < EXACT, (from.x - to.x).abs() < EXACT);
    if is_across == is_down || (b.abs().max(c.abs()) > EXACT && a.abs().max(d.abs()) > EXACT) {
        return None;
    }
    // The scale across the line is that of the other axis.
    let across = if is_across { b.hypot(d) } else { a.hypot(c) };
    let half = width * across / 2.0;
    let line = Rect::from_points(from, to);
    Some(if is_across { line.inflate(0.0, half) } else { line.inflate(half, 0.0) })
}

#[cfg(test)]
mod tests {
    use hayro::{
        hayro_interpret::{DrawMode, FillRule},
        kurbo::{Affine, BezPath, Rect},
    };

    use super::rectangles;

    fn found(path: &str) -> Vec<Rect> {
        let path = BezPath::from_svg(path).unwrap();
        rectangles(&path, Affine::IDENTITY, &DrawMode::Fill(FillRule::EvenOdd))
    }

    #[test]
    fn rectangles_are_told_from_other_shapes_and_from_holes() {
        assert_eq!(found("M0 0H10V5H0Z"), [Rect::new(0.0, 0.0, 10.0, 5.0)]);
        assert_eq!(found("M0 0V5H10V0L0 0Z"), [Rect::new(0.0, 0.0, 10.0, 5.0)]);
        assert_eq!(found("M0 0H10V5H0Z M20 0H30V5H20Z").len(), 2);
        for other in ["M0 0H10V5H0Z M2 2H8V4H2Z", "M0 0H10L5 5Z", "M0 0L10 1V6L0 5Z", "M0 0C1 1 2 2 3 3Z"] {
            assert_eq!(found(other), [], "{other}");
        }
    }
}
