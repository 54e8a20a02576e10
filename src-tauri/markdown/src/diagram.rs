//! Diagrams: closed `mermaid` blocks → SVG through `mermaid-svg`, with their source behind a disclosure.
//!
//! Invariant: what a diagram becomes depends on its source only. It is bounded before it is laid out (`bounded`), a panic
//! in the crate is a diagram shown as source, and what it writes goes through `foreign`: colours become classes, links
//! fall away.

mod bounded;

use super::foreign::{self, Rules, Value};
use super::highlight::Highlighter;
use super::html::{self, Html};
use mermaid_svg::Theme;
use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};
use yourouter_protocol::words::prose as words;

/// Longer sources (bytes) stay code.
pub(super) const LONGEST: usize = 8192;
const MAX_LINES: usize = 200;
/// Of the `&` that joins nodes, since edges are their product.
const MAX_JOINED_IN_LINE: usize = 12;
const MAX_LETTERS_IN_LINE: usize = 500;
const STACK: usize = 32 << 20;

/// The language that a fence names for a diagram.
pub(super) const LANGUAGE: &str = "mermaid";

/// A closed block.
pub(super) fn block(source: &str) -> Html {
    let Some(svg) = svg(source) else {
        let mut html = html::code_open(&match kind(source) {
            Some(kind) => words::diagram_not_drawn(&format!("{LANGUAGE} {kind}")),
            None => words::diagram_not_drawn(LANGUAGE),
        });
        html.html(&Highlighter::text(LANGUAGE, source)).tag(html::CODE_CLOSE);
        return html;
    };
    let mut html = Html::default();
    html.tag("<figure class=\"code dg\"><figcaption class=\"code-h\"><span class=\"f\">").tag(LANGUAGE);
    html.tag("</span></figcaption><div class=\"dg-b\" tabindex=\"0\" role=\"img\" aria-label=\"");
    html.text(words::diagram()).tag("\">").html(&svg).tag("</div><details><summary>");
    html.text(words::diagram_source()).tag("</summary><pre tabindex=\"0\"><code>");
    html.html(&Highlighter::text(LANGUAGE, source)).tag("</code></pre></details></figure>");
    html
}

/// The word that says what kind of diagram it is, behind the settings and remarks that may stand before it.
fn kind(source: &str) -> Option<&str> {
    let mut lines = source.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut line = lines.next()?;
    if line == "---" {
        lines.find(|line| *line == "---")?;
        line = lines.next()?;
    }
    while line.starts_with("%%") {
        line = lines.next()?;
    }
    let word = line.split([' ', ':', ';']).next()?;
    let is_word = word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    (is_word && (1..=24).contains(&word.len())).then_some(word)
}

/// A block that is still being written.
pub(super) fn open_block(source: &str) -> Html {
    let mut html = html::code_open(LANGUAGE);
    html.html(&Highlighter::text(LANGUAGE, source)).tag(html::CODE_CLOSE);
    html
}

fn svg(source: &str) -> Option<Html> {
    let is_long = |line: &str| {
        line.chars().count() > MAX_LETTERS_IN_LINE || line.matches('&').count() > MAX_JOINED_IN_LINE
    };
    if source.len() > LONGEST || source.lines().count() > MAX_LINES || source.split(['\n', ';']).any(is_long)
    {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    source.hash(&mut hasher);
    let source = source.to_owned();
    let thread = std::thread::Builder::new().stack_size(STACK);
    let made = thread.spawn(move || drawn(&source)).ok()?.join().ok()??;
    foreign::rewritten(&made, &SVG, hasher.finish())
}

fn drawn(source: &str) -> Option<String> {
    let diagram = bounded::bounded(mermaid_svg::parse(source).ok()?)?;
    let made = mermaid_svg::render_diagram_with(&diagram, &theme()).ok()?;
    // The number of a message stands on a disk of ink; elsewhere the crate's white words stand on light colours.
    let made = match diagram {
        mermaid_svg::Diagram::Sequence(_) => made.replace("fill=\"#fff\"", "fill=\"page\""),
        _ => made,
    };
    // Its arrow heads are made for thicker lines.
    let heads = [("12", "7"), ("8", "6")].map(|(from, to)| (head(from), head(to)));
    Some(heads.iter().fold(made, |made, (from, to)| made.replace(from, to)))
}

fn head(size: &str) -> String {
    format!("markerWidth=\"{size}\" markerHeight=\"{size}\"")
}

/// Every colour is a word, of which [`class`] makes a class.
fn theme() -> Theme {
    const SERIES: [&str; 8] = ["s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7"];
    let word = |word: &'static str| Cow::Borrowed(word);
    let series = || Cow::Owned(SERIES.map(Cow::Borrowed).to_vec());
    Theme {
        fg: word("ink"),
        fg_muted: word("mute"),
        bg: word("page"),
        actor_fill: word("box"),
        actor_stroke: word("line"),
        lifeline: word("rule"),
        arrow_stroke: word("ink"),
        note_fill: word("note"),
        note_stroke: word("rule"),
        activation_fill: word("box"),
        activation_stroke: word("line"),
        frame_label_fill: word("box"),
        flow_node_fill: word("box"),
        flow_node_stroke: word("line"),
        flow_edge_stroke: word("ink"),
        flow_label_bg: word("page"),
        flow_cluster_fill: word("group"),
        flow_cluster_stroke: word("rule"),
        cscale_palette: series(),
        pie_palette: series(),
        git_palette: series(),
        xychart_palette: series(),
        quadrant_default_fills: [word("group"), word("page"), word("group"), word("page")],
        pie_stroke: Some(word("page")),
        font_family: word("sans-serif"),
        font_size: 14.0,
        responsive: false,
        ..Theme::default_theme()
    }
}

/// Beside the words of [`theme`], the colours that the crate has for itself.
const FILLS: [(&str, &str); 27] = [
    ("none", "v-none"),
    ("ink", "v-ink"),
    ("mute", "v-mute"),
    ("page", "v-page"),
    ("note", "v-note"),
    ("group", "v-group"),
    ("#fff", "v-page"),
    // Arrow heads.
    ("#333", "v-ink"),
    ("#444444", "v-ink"),
    // Plans: what is to do, under way, done and critical; days off, and every second section.
    ("#8a90dd", "v-s0"),
    ("#bfc7ff", "v-s5"),
    ("#d3d3d3", "v-s4"),
    ("red", "v-s3"),
    ("#000", "v-ink"),
    ("#6666ff", "v-ink"),
    ("#ffffff", "v-none"),
    ("#fff400", "v-none"),
    // The priority of a card.
    ("#ff0000", "v-s3"),
    ("#ff8800", "v-s2"),
    ("s0", "v-s0"),
    ("s1", "v-s1"),
    ("s2", "v-s2"),
    ("s3", "v-s3"),
    ("s4", "v-s4"),
    ("s5", "v-s5"),
    ("s6", "v-s6"),
    ("s7", "v-s7"),
];

const STROKES: [(&str, &str); 25] = [
    ("none", "w-none"),
    ("ink", "w-ink"),
    ("rule", "w-rule"),
    ("page", "w-page"),
    ("#fff", "w-page"),
    ("#333", "w-ink"),
    ("#444444", "w-ink"),
    ("#999", "w-rule"),
    ("#d3d3d3", "w-rule"),
    ("#534fbc", "w-s0"),
    ("#ff8888", "w-s3"),
    ("#000080", "w-s0"),
    ("#808080", "w-line"),
    ("#ff0000", "w-s3"),
    ("#ff8800", "w-s2"),
    ("#00b0f0", "w-s0"),
    ("#8fd6ff", "w-s0"),
    ("s0", "w-s0"),
    ("s1", "w-s1"),
    ("s2", "w-s2"),
    ("s3", "w-s3"),
    ("s4", "w-s4"),
    ("s5", "w-s5"),
    ("s6", "w-s6"),
    ("s7", "w-s7"),
];

/// Colours that the author chose are not among them: they would be right in one of light and dark only.
fn class(element: &str, attribute: &str, value: &str) -> Option<&'static str> {
    let named = |classes: &[(&str, &'static str)]| {
        classes.iter().find(|(word, _)| *word == value).map(|(_, class)| *class)
    };
    let is_text = matches!(element, "text" | "tspan");
    match attribute {
        "fill" if is_text => Some(match value {
            "mute" => "v-mute",
            "page" => "v-page",
            _ => "v-ink",
        }),
        "fill" => Some(named(&FILLS).unwrap_or("v-box")),
        "stroke" if !is_text => Some(named(&STROKES).unwrap_or("w-line")),
        _ => None,
    }
}

const LINES: Value = Value::Word(&["auto", "middle", "central", "hanging", "text-before-edge", "baseline"]);

const SVG: Rules = Rules {
    elements: &[
        "svg", "g", "defs", "marker", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
        "text", "tspan",
    ],
    bare: &["a"],
    skipped: &["title", "desc", "filter"],
    attributes: &[
        ("viewBox", Value::Numbers),
        ("d", Value::Numbers),
        ("points", Value::Numbers),
        ("transform", Value::Numbers),
        ("stroke-dasharray", Value::Numbers),
        ("x", Value::Length),
        ("y", Value::Length),
        ("x1", Value::Length),
        ("y1", Value::Length),
        ("x2", Value::Length),
        ("y2", Value::Length),
        ("cx", Value::Length),
        ("cy", Value::Length),
        ("r", Value::Length),
        ("rx", Value::Length),
        ("ry", Value::Length),
        ("dx", Value::Length),
        ("dy", Value::Length),
        ("width", Value::Length),
        ("height", Value::Length),
        ("refX", Value::Length),
        ("refY", Value::Length),
        ("markerWidth", Value::Length),
        ("markerHeight", Value::Length),
        ("stroke-width", Value::Length),
        ("font-size", Value::Length),
        ("opacity", Value::Length),
        ("fill-opacity", Value::Length),
        ("orient", Value::Word(&["auto", "auto-start-reverse"])),
        ("text-anchor", Value::Word(&["start", "middle", "end"])),
        ("dominant-baseline", LINES),
        ("font-weight", Value::Word(&["bold", "600", "normal"])),
        ("font-style", Value::Word(&["italic"])),
        ("text-decoration", Value::Word(&["underline", "line-through"])),
        ("id", Value::Name),
        ("marker-start", Value::Reference),
        ("marker-end", Value::Reference),
    ],
    classes: |element, attribute, value| class(element, attribute, value).into_iter().collect(),
};

#[cfg(test)]
mod tests;
