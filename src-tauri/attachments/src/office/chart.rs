//! Charts as tables of the figures that they show (ECMA-376, part 1, section 21.2).

use std::collections::BTreeMap;

use office_oxide::xlsx::numfmt;

use super::{
    table,
    xml::{self, Element},
};

/// Points of one row of figures; a chart with more shows none of them.
const MAX_POINTS: usize = 2_000;

/// The chart's title and its figures; `None` if there are none.
pub(super) fn markdown(part: &[u8]) -> Option<String> {
    let root = xml::tree(part)?;
    let plot = root.find("plotArea")?;
    let mut series = Vec::new();
    plot.each("ser", &mut |it| series.push(it));
    let mut head = vec![String::new()];
    let mut lines: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (column, one) in (1..).zip(&series) {
        head.push(one.child("tx").map(words).unwrap_or_default());
        let mut put = |at: usize, column: usize, text: String| {
            let line = lines.entry(at).or_default();
            if line.len() <= column {
                line.resize(column + 1, String::new());
            }
            if let Some(cell) = line.get_mut(column).filter(|cell| cell.is_empty()) {
                *cell = text;
            }
        };
        for name in ["cat", "xVal"] {
            points(one.child(name)).into_iter().for_each(|(at, text)| put(at, 0, text));
        }
        for name in ["val", "yVal"] {
            points(one.child(name)).into_iter().for_each(|(at, text)| put(at, column, text));
        }
    }
    let title = root.find("chart").and_then(|it| it.child("title")).map(words).unwrap_or_default();
    let mut rows = vec![head];
    rows.extend(lines.into_values());
    let figures = table(&rows);
    let title = if title.is_empty() { "[chart]".to_owned() } else { format!("[chart: {title}]") };
    (rows.len() > 1 && !figures.is_empty()).then(|| format!("{title}\n\n{figures}"))
}

/// The words of a title or name: what was typed, or what the cells had.
fn words(element: &Element) -> String {
    let mut lines = Vec::new();
    element.each("p", &mut |paragraph| {
        let mut line = String::new();
        paragraph.each("t", &mut |it| line.push_str(&it.text()));
        lines.push(line);
    });
    if lines.is_empty() {
        element.each("v", &mut |it| lines.push(it.text()));
    }
    lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The values of one row of figures, each as its format shows it.
pub(super) fn points(values: Option<&Element>) -> Vec<(usize, String)> {
    let Some(values) = values else { return Vec::new() };
    let format = values.find("formatCode").map(Element::text);
    let mut points = Vec::new();
    // Categories of several levels stand under each other; the innermost comes first.
    values.each("pt", &mut |point| {
        let at = point.attribute("idx").and_then(|it| it.parse().ok()).unwrap_or(usize::MAX);
        if at >= MAX_POINTS || points.len() >= MAX_POINTS {
            return;
        }
        let own = point.attribute("formatCode").or(format.as_deref()).filter(|it| *it != "General");
        let value = point.child("v").map(Element::text).unwrap_or_default();
        let shown = match (own, value.trim().parse::<f64>()) {
            (Some(format), Ok(number)) => {
                let known = numfmt::builtin_id_for_code(format).unwrap_or(u32::MAX);
                numfmt::apply_format(number, known, Some(format))
            }
            _ => value,
        };
        points.push((at, shown));
    });
    points
}
