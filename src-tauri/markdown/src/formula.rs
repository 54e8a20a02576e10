//! Formulas: TeX → MathML through `math-core`, or the source where that cannot be.
//!
//! Invariant: what a formula becomes depends on its source only; its size is bounded, its nesting cannot exhaust a
//! stack, a panic in the crate is a formula shown as source, and what it writes goes through `foreign`.

mod adapted;
mod chemistry;
mod commands;
mod commutative;
mod units;

use super::foreign::{self, Rules, Value};
use super::html::Html;
use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use std::sync::OnceLock;

/// Longer formulas (bytes) are shown as their source.
pub(super) const LONGEST: usize = 4096;
/// Longer ones are made on a stack of their own, since they could nest deeper than this one is.
const MAX_HERE: usize = 48;
const STACK: usize = 64 << 20;
/// Groups, pairs and commands in a row that may each stand inside the one before.
const DEEPEST: usize = 60;

/// A formula in a line of text; `display`: it stands by itself.
pub(super) fn inline(tex: &str, display: bool, html: &mut Html) {
    write(
        tex,
        display,
        if display { ("<span class=\"tex tb\"", "</span>") } else { ("<span class=\"tex\"", "</span>") },
        html,
    );
}

/// A formula in a line of text that is not drawn.
pub(super) fn source(tex: &str, html: &mut Html) {
    html.tag("<span class=\"tex\" data-tex=\"")
        .text(tex)
        .tag("\"><code class=\"tex-s\">")
        .text(tex)
        .tag("</code></span>");
}

/// A formula that is a block.
pub(super) fn block(tex: &str) -> Html {
    let mut html = Html::default();
    write(tex.trim(), true, ("<div class=\"tex tb\"", "</div>"), &mut html);
    html
}

/// A formula that is still being written.
pub(super) fn open_block(tex: &str) -> Html {
    let mut html = Html::default();
    html.tag("<div class=\"tex tb\"><code class=\"tex-s\">").text(tex).tag("</code></div>");
    html
}

fn write(tex: &str, display: bool, (open, close): (&'static str, &'static str), html: &mut Html) {
    html.tag(open).tag(" data-tex=\"").text(tex).tag("\">");
    match mathml(tex, display) {
        Some(math) => html.html(&math),
        None => html.tag("<code class=\"tex-s\">").text(tex).tag("</code>"),
    };
    html.tag(close);
}

fn mathml(tex: &str, display: bool) -> Option<Html> {
    if tex.is_empty() || tex.len() > LONGEST || depth(tex) > DEEPEST {
        return None;
    }
    let tex = adapted::adapted(tex)?;
    // What macros make may nest deeper than what was written.
    if tex.trim().is_empty() || depth(&tex) > DEEPEST {
        return None;
    }
    let made = if tex.len() <= MAX_HERE {
        std::panic::catch_unwind(|| converted(&tex, display)).ok()?
    } else {
        let thread = std::thread::Builder::new().stack_size(STACK);
        thread.spawn(move || converted(&tex, display)).ok()?.join().ok()?
    };
    foreign::rewritten(&closed(&made?), &MATHML, 0)
}

/// Turns a last row that is nothing but a line above it into a line below the table: the crate writes such a row with
/// one cell, as high as any other.
fn closed(math: &str) -> String {
    let (mut out, mut open, mut rest) = (String::with_capacity(math.len()), Vec::new(), math);
    while let Some((before, after)) = rest.split_once("</mtable>") {
        for (n, piece) in before.split("<mtable").enumerate() {
            if n > 0 {
                out.push_str("<mtable");
                open.push(out.len());
            }
            out.push_str(piece);
        }
        if let (Some(start), Some(row)) = (open.pop(), out.rfind("<mtr>"))
            && out.get(start..row).is_some_and(|table| table.contains("<mtr>"))
            && out.get(row..).is_some_and(is_line)
        {
            out.truncate(row);
            out.insert_str(start, CLOSED);
        }
        out.push_str("</mtable>");
        rest = after;
    }
    out + rest
}

/// Whether a row is empty but for the line above it.
fn is_line(row: &str) -> bool {
    let is_empty = |cell: &str| {
        cell.split_once('>').is_some_and(|(style, rest)| {
            style.contains("border-top") && rest.trim_end_matches("</mtr>") == "</mtd>"
        })
    };
    row.split("<mtd").skip(1).all(is_empty)
}

/// How deep a formula may nest, at most.
fn depth(tex: &str) -> usize {
    let (mut open, mut row, mut switches, mut deepest) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut rest = tex;
    while let Some(first) = rest.chars().next() {
        let mut length = first.len_utf8();
        match first {
            '\\' => {
                let name = rest.bytes().skip(1).take_while(u8::is_ascii_alphabetic).count();
                let next = rest.chars().nth(1).map_or(0, char::len_utf8);
                length = 1 + if name > 0 { name } else { next };
                row += 1;
                match rest.get(..length).unwrap_or_default() {
                    "\\left" | "\\begin" => open += 1,
                    "\\right" | "\\end" => open = open.saturating_sub(1),
                    // What holds up to the end of its group.
                    "\\color" | "\\displaystyle" | "\\textstyle" | "\\scriptstyle" | "\\rm" | "\\bf"
                    | "\\it" => {
                        switches += 1;
                    }
                    _ => {}
                }
            }
            '{' | '[' => open += 1,
            '}' | ']' => open = open.saturating_sub(1),
            c if c.is_whitespace() => {}
            _ => row = 0,
        }
        deepest = deepest.max(open + row + switches);
        rest = rest.get(length..).unwrap_or_default();
    }
    deepest
}

fn converted(tex: &str, display: bool) -> Option<String> {
    static CONVERTER: OnceLock<Option<LatexToMathML>> = OnceLock::new();
    let converter = CONVERTER.get_or_init(|| {
        let macros = MACROS.map(|(name, body)| (name.to_owned(), body.to_owned())).to_vec();
        LatexToMathML::new(MathCoreConfig { macros, ..MathCoreConfig::default() }).ok()
    });
    let style = if display { MathDisplay::Block } else { MathDisplay::Inline };
    Some(converter.as_ref()?.convert_with_local_state(tex, style).ok()?.mathml)
}

/// Commands that answers use and the crate can be taught; `commands` has those that it cannot.
const MACROS: [(&str, &str); 3] = [
    ("boxed", "\\begin{array}{|c|}\\hline #1\\\\\\hline\\end{array}"),
    ("substack", "\\begin{matrix}#1\\end{matrix}"),
    ("widetilde", "\\tilde{#1}"),
];

/// A table with a line below it.
const CLOSED: &str = " closed=\"\"";

const SWITCH: Value = Value::Word(&["true", "false"]);

const MATHML: Rules = Rules {
    elements: &[
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "mspace",
        "mfrac",
        "msqrt",
        "mroot",
        "msub",
        "msup",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "mmultiscripts",
        "mprescripts",
        "mtable",
        "mtr",
        "mtd",
        "mphantom",
        "mpadded",
        "mstyle",
        "menclose",
    ],
    // The crate writes the weight of text as HTML.
    bare: &["b", "i", "u", "s", "em", "code", "span"],
    skipped: &[],
    attributes: &[
        ("display", Value::Word(&["block", "inline"])),
        ("displaystyle", SWITCH),
        ("scriptlevel", Value::Length),
        ("stretchy", SWITCH),
        ("symmetric", SWITCH),
        ("movablelimits", SWITCH),
        ("largeop", SWITCH),
        ("accent", SWITCH),
        ("accentunder", SWITCH),
        ("form", Value::Word(&["prefix", "infix", "postfix"])),
        ("mathvariant", Value::Word(&["normal"])),
        ("lspace", Value::Length),
        ("rspace", Value::Length),
        ("width", Value::Length),
        ("height", Value::Length),
        ("depth", Value::Length),
        ("voffset", Value::Length),
        ("minsize", Value::Length),
        ("maxsize", Value::Length),
        ("linethickness", Value::Length),
        (
            "notation",
            Value::Word(&["updiagonalstrike", "downdiagonalstrike", "updiagonalstrike downdiagonalstrike"]),
        ),
    ],
    classes,
};

/// The styles that tables of the crate have.
fn classes(element: &str, attribute: &str, value: &str) -> Vec<&'static str> {
    const STYLES: [(&str, &str); 8] = [
        ("border-top", "mt"),
        ("border-right", "mr"),
        ("border-left", "ml"),
        ("text-align: right", "mar"),
        ("text-align: left", "mal"),
        ("padding-left:1em", "mag"),
        ("padding-left: 0;", "mpl"),
        ("padding-right: 0;", "mpr"),
    ];
    match (element, attribute) {
        ("mtable", "closed") => vec!["mb"],
        ("mtable" | "mtd", "style") => {
            STYLES.iter().filter(|(style, _)| value.contains(style)).map(|(_, class)| *class).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
