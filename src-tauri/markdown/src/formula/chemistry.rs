//! Chemical formulas and equations as the package mhchem writes them (`\ce{2H2 + O2 -> 2H2O}`), in plain TeX.
//!
//! Covered: upright letters, counts, charges, isotopes, bonds, arrows with their conditions, gas and precipitate,
//! adducts, and TeX in between. Source of the notation: the manual of mhchem, chapter on `\ce`.

use super::adapted::group;

/// What stood before, without white space in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    /// An element, a count or a bracket that ends a group of them.
    Element,
}

/// Arrows, longest first: as written, alone, with conditions.
const ARROWS: [(&str, &str, &str); 8] = [
    ("<-->", "\\rightleftarrows ", "\\xleftrightarrow"),
    ("<=>>", "\\rightleftharpoons ", "\\xrightleftharpoons"),
    ("<<=>", "\\rightleftharpoons ", "\\xrightleftharpoons"),
    ("<=>", "\\rightleftharpoons ", "\\xrightleftharpoons"),
    ("<->", "\\longleftrightarrow ", "\\xleftrightarrow"),
    ("-->", "\\longrightarrow ", "\\xrightarrow"),
    ("->", "\\longrightarrow ", "\\xrightarrow"),
    ("<-", "\\longleftarrow ", "\\xleftarrow"),
];

/// The inside of `\ce{…}` in TeX.
pub(super) fn formula(text: &str) -> String {
    let (mut out, mut rest, mut before) = (String::new(), text, Before::Nothing);
    while let Some(first) = rest.chars().next() {
        if let Some(after) = arrow(rest, &mut out) {
            (rest, before) = (after, Before::Nothing);
            continue;
        }
        let length = match before {
            // A point after a count begins what is bound.
            Before::Element if first.is_ascii_digit() => rest.bytes().take_while(u8::is_ascii_digit).count(),
            _ => run(rest, first),
        };
        let (part, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let ends = after.chars().next().is_none_or(|next| next.is_whitespace() || ")],;}".contains(next));
        rest = after;
        match first {
            c if c.is_whitespace() => {
                out.push(' ');
                before = Before::Nothing;
            }
            'v' if part == "v" && before == Before::Nothing && ends => out.push_str("\\downarrow "),
            c if c.is_alphabetic() => {
                out.extend(["\\mathrm{", part, "}"]);
                before = Before::Element;
            }
            c if c.is_ascii_digit() && before == Before::Element => out.extend(["_{", part, "}"]),
            c if c.is_ascii_digit() => out.push_str(&amount(part)),
            '^' | '_' => {
                if first == '^' && before == Before::Nothing && ends {
                    out.push_str("\\uparrow ");
                    continue;
                }
                if before == Before::Nothing && !out.ends_with('}') {
                    out.push_str("{}");
                }
                let (raised, after) = script(rest);
                out.extend([part, "{", &raised, "}"]);
                rest = after;
            }
            '+' | '-' if before == Before::Element && ends => out.extend(["^{", part, "}"]),
            '-' | '=' | '#' if before == Before::Element => {
                // A bond, without the space of a relation.
                out.extend(["{", if first == '#' { "\\equiv" } else { part }, "}"]);
                before = Before::Nothing;
            }
            '.' | '*' | '·' => {
                out.push_str("\\cdot ");
                before = Before::Nothing;
            }
            '$' => {
                let (inside, after) = rest.split_once('$').unwrap_or((rest, ""));
                out.extend(["{", inside, "}"]);
                (rest, before) = (after, Before::Element);
            }
            '{' => {
                let whole = format!("{{{rest}");
                let Some((inside, after)) = group(&whole) else { continue };
                out.extend(["{", &formula(inside), "}"]);
                rest = rest.get(rest.len() - after.len()..).unwrap_or_default();
                before = Before::Element;
            }
            '\\' => {
                out.push_str(part);
                let is_text = part.starts_with("\\text") || part.starts_with("\\math") || part == "\\pu";
                if let Some((inside, after)) = group(rest).filter(|_| is_text) {
                    out.extend(["{", inside, "}"]);
                    rest = after;
                } else {
                    out.push(' ');
                }
                before = Before::Nothing;
            }
            _ => {
                out.push_str(part);
                before = if matches!(first, ')' | ']') { Before::Element } else { Before::Nothing };
            }
        }
    }
    out
}

/// An arrow and its conditions; gives back what follows.
fn arrow<'t>(rest: &'t str, out: &mut String) -> Option<&'t str> {
    let (mark, alone, with) = ARROWS.iter().find(|(mark, ..)| rest.starts_with(mark))?;
    let mut after = rest.get(mark.len()..)?;
    let mut conditions = Vec::new();
    while let Some((inside, behind)) =
        after.strip_prefix('[').and_then(in_brackets).filter(|_| conditions.len() < 2)
    {
        conditions.push(formula(inside));
        after = behind;
    }
    match conditions.as_slice() {
        [] => out.push_str(alone),
        [above] => out.extend([with, "{", above, "}"]),
        [above, below, ..] => out.extend([with, "[{", below, "}]{", above, "}"]),
    }
    Some(after)
}

/// Up to the bracket that closes what is open already.
fn in_brackets(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' if depth == 0 => return Some((text.get(..at)?, text.get(at + 1..)?)),
            b']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Bytes of what belongs together.
fn run(rest: &str, first: char) -> usize {
    let while_is = |is: fn(char) -> bool| rest.find(|c| !is(c)).unwrap_or(rest.len());
    match first {
        c if c.is_alphabetic() => while_is(char::is_alphabetic),
        c if c.is_ascii_digit() => {
            let length = while_is(|c| c.is_ascii_digit() || c == '.' || c == '/');
            rest.get(..length).map_or(length, |number| number.trim_end_matches(['.', '/']).len())
        }
        '\\' => {
            1 + rest
                .bytes()
                .skip(1)
                .take_while(u8::is_ascii_alphabetic)
                .count()
                .max(rest.chars().nth(1).map_or(0, char::len_utf8))
        }
        c => c.len_utf8(),
    }
}

/// A number before a formula, as in `2H2` or `1/2 O2`.
fn amount(number: &str) -> String {
    match number.split_once('/') {
        Some((above, below)) if !below.contains('/') => format!("\\tfrac{{{above}}}{{{below}}}\\,"),
        _ => format!("{number}\\,"),
    }
}

/// What stands raised or lowered: a group, a charge with its number, or one character.
fn script(rest: &str) -> (String, &str) {
    if let Some((inside, after)) = group(rest) {
        let is_word = inside.chars().all(char::is_alphanumeric);
        return (if is_word { format!("\\mathrm{{{inside}}}") } else { inside.replace('$', "") }, after);
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let signs = rest.bytes().skip(digits).take_while(|byte| matches!(byte, b'+' | b'-')).count();
    let length = match digits + signs {
        0 => rest.chars().next().map_or(0, char::len_utf8),
        length => length,
    };
    let (part, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
    (if part == "\\" { String::new() } else { part.to_owned() }, after)
}
