//! TeX as answers write it → the TeX that `math-core` knows: other names of environments and commands, macros that the
//! formula defines, units (`units`) and chemistry (`chemistry`).
//!
//! Invariant: what is not listed is copied as it is; expansions are bounded in depth and in length.

use super::commands::{ALIASES, ENVIRONMENTS, TEXTS};
use super::{LONGEST, chemistry, commutative, units};
use std::collections::HashMap;

/// Macros and groups inside each other.
const DEEPEST: usize = 70;

/// The formula in the crate's words; `None` if that would be too long or too deep.
pub(super) fn adapted(tex: &str) -> Option<String> {
    let mut rewriter = Rewriter { spent: 0, open: 0, has_loose_columns: false, defined: HashMap::new() };
    let mut out = String::new();
    rewriter.write(tex, 0, &mut out)?;
    Some(if rewriter.has_loose_columns { format!("\\begin{{aligned}}{out}\\end{{aligned}}") } else { out })
}

struct Rewriter {
    /// Bytes that macros made.
    spent: usize,
    /// Environments that are open.
    open: usize,
    /// Whether columns stand in no environment.
    has_loose_columns: bool,
    /// The formula's own macros: how many arguments they take, and what they stand for.
    defined: HashMap<String, (usize, String)>,
}

impl Rewriter {
    fn write(&mut self, tex: &str, depth: usize, out: &mut String) -> Option<()> {
        if depth > DEEPEST || out.len() > 4 * LONGEST {
            return None;
        }
        let mut rest = tex;
        while let Some(at) = rest.find(['\\', '&', '{']) {
            let (before, after) = rest.split_at_checked(at)?;
            out.push_str(before);
            rest = match after.chars().next()? {
                '\\' => self.command(after, depth, out)?,
                '{' => match group(after) {
                    Some((inside, after)) => {
                        out.push('{');
                        self.write(inside, depth + 1, out)?;
                        out.push('}');
                        after
                    }
                    None => copied(after, 1, out)?,
                },
                _ => {
                    self.has_loose_columns |= self.open == 0 && depth == 0;
                    copied(after, 1, out)?
                }
            };
        }
        out.push_str(rest);
        Some(())
    }

    /// The command that `rest` begins with; gives back what follows it.
    fn command<'t>(&mut self, rest: &'t str, depth: usize, out: &mut String) -> Option<&'t str> {
        let (name, after) = named(rest);
        if let Some((count, body)) = self.defined.get(name).cloned() {
            let (text, after) = filled(&body, count, after)?;
            self.spent += text.len().max(1);
            if self.spent > LONGEST {
                return None;
            }
            let mut made = String::new();
            self.write(&text, depth + 1, &mut made)?;
            push_apart(&made, out);
            return Some(after);
        }
        if let Some((_, count, body)) = ALIASES.iter().find(|(known, ..)| *known == name) {
            let (text, after) = filled(body, *count, after)?;
            self.write(&text, depth + 1, out)?;
            return Some(after);
        }
        if TEXTS.contains(&name) {
            return self.text(name, after, out);
        }
        match name {
            "begin" | "end" => return self.environment(name, after, out),
            "newcommand" | "renewcommand" | "providecommand" | "def" | "let" | "DeclareMathOperator" => {
                return self.define(name, after);
            }
            "ce" | "pu" | "si" | "unit" | "num" | "ang" => {
                let (inside, after) = argument(optional(after).1)?;
                let made = match name {
                    "ce" => chemistry::formula(inside),
                    "pu" => units::written_out(inside),
                    "num" => units::number(inside),
                    "ang" => format!("{inside}^{{\\circ}}"),
                    _ => units::unit(inside),
                };
                self.write(&made, depth + 1, out)?;
                return Some(after);
            }
            "SI" | "qty" if after.trim_start().starts_with(['{', '[']) => {
                let (number, after) = argument(optional(after).1)?;
                let (made, after) = match group(after) {
                    Some((unit, after)) => (units::quantity(number, unit), after),
                    None => (format!("\\left\\{{{number}\\right\\}}"), after),
                };
                self.write(&made, depth + 1, out)?;
                return Some(after);
            }
            // Brackets follow, as the package physics has it.
            "qty" => return Some(after),
            "SIrange" | "qtyrange" => {
                let (from, after) = argument(optional(after).1)?;
                let (to, after) = argument(after)?;
                let (unit, after) = argument(after)?;
                let made = format!("{}\\text{{–}}{}", units::number(from), units::quantity(to, unit));
                self.write(&made, depth + 1, out)?;
                return Some(after);
            }
            "boxed" => {
                let (inside, after) = argument(after)?;
                out.push_str("\\boxed{");
                self.open += 1;
                self.write(inside, depth + 1, out)?;
                self.open -= 1;
                out.push('}');
                return Some(after);
            }
            "displaystyle" | "textstyle" | "scriptstyle" | "scriptscriptstyle" if self.open > 0 => {
                let (inside, after) = after.split_at_checked(cell_end(after))?;
                out.extend(["{\\", name]);
                self.write(inside, depth + 1, out)?;
                out.push('}');
                return Some(after);
            }
            "unicode" => {
                let (code, after) = argument(optional(after).1)?;
                let code = code.trim();
                let number = match code.strip_prefix(['x', 'U', 'u']) {
                    Some(digits) => u32::from_str_radix(digits.trim_start_matches('+'), 16),
                    None => code.parse(),
                };
                out.push(char::from_u32(number.ok()?).filter(|c| c.is_alphanumeric() || *c > '\u{2000}')?);
                return Some(after);
            }
            "raise" | "lower" | "moveleft" | "moveright" => {
                // What follows the length, as in `\raise 2pt x`.
                let length =
                    after.trim_start().trim_start_matches(|c: char| c.is_ascii_digit() || "-.".contains(c));
                return length.trim_start().get(2..);
            }
            "root" => {
                let (order, after) = after.split_once("\\of")?;
                let (inside, after) = argument(after)?;
                self.write(&format!("\\sqrt[{order}]{{{inside}}}"), depth + 1, out)?;
                return Some(after);
            }
            "buildrel" => {
                let (above, after) = after.split_once("\\over")?;
                let (sign, after) = argument(after)?;
                self.write(&format!("\\overset{{{above}}}{{{sign}}}"), depth + 1, out)?;
                return Some(after);
            }
            "verb" => {
                let mark = after.chars().next()?;
                let (inside, after) = after.get(mark.len_utf8()..)?.split_once(mark)?;
                let letters: String = inside.chars().map(|c| if c == ' ' { '\u{a0}' } else { c }).collect();
                out.push_str("{\\texttt{");
                letters.chars().for_each(|c| push_letter(c, out));
                out.push_str("}}");
                return Some(after);
            }
            "dv" | "pdv" => return self.derivative(name, after, depth, out),
            "color" => return Some(argument(optional(after).1)?.1),
            "tag" | "tag*" => {
                let (label, after) = argument(after)?;
                let (open, close) = if name == "tag" { ("(", ")") } else { ("", "") };
                out.push_str("\\qquad");
                self.text("text", &format!("{{{open}{label}{close}}}"), out)?;
                return Some(after);
            }
            "left" | "right" | "middle" | "big" | "Big" | "bigg" | "Bigg" | "bigl" | "bigr" | "Bigl"
            | "Bigr" | "biggl" | "biggr" | "Biggl" | "Biggr" => {
                out.push('\\');
                out.push_str(name);
                let mark = after.trim_start();
                return Some(match mark.chars().next() {
                    Some('<') => pushed("\\langle ", mark, 1, out)?,
                    Some('>') => pushed("\\rangle ", mark, 1, out)?,
                    _ => after,
                });
            }
            // Only the operators of the crate take it.
            "limits" if out.trim_end().ends_with('}') => return Some(after),
            "hline" if out.trim_end().ends_with("\\hline") => return Some(after),
            _ => {}
        }
        copied(rest, rest.len() - after.len(), out)
    }

    fn environment<'t>(&mut self, what: &str, rest: &'t str, out: &mut String) -> Option<&'t str> {
        let (name, mut after) = argument(rest)?;
        if what == "begin" && name == "CD" {
            let (inside, after) = after.split_once("\\end{CD}")?;
            out.push_str(&commutative::table(inside));
            return Some(after);
        }
        let block_start = what == "begin";
        let known = ENVIRONMENTS.iter().find(|(known, ..)| *known == name);
        self.open = match known {
            // What stands inside is as if outside.
            Some((_, "", _)) => self.open,
            _ if block_start => self.open + 1,
            _ => self.open.saturating_sub(1),
        };
        if let Some((_, begin, end)) = known {
            out.push_str(if block_start { begin } else { end });
            if block_start && (name.contains("alignat") || matches!(name, "alignedat" | "numcases")) {
                after = argument(after)?.1;
            }
            if block_start && name.ends_with('*') {
                after = optional(after).1;
            }
            return Some(after);
        }
        if block_start && matches!(name, "array" | "darray" | "tabular") {
            let (columns, after) = argument(optional(after).1)?;
            out.push_str("\\begin{array}{");
            out.push_str(&alignments(columns, 0));
            out.push('}');
            return Some(after);
        }
        let name = if name == "tabular" { "array" } else { name };
        out.extend(["\\", what, "{", name, "}"]);
        Some(after)
    }

    fn define<'t>(&mut self, how: &str, rest: &'t str) -> Option<&'t str> {
        let star = if rest.starts_with('*') { "*" } else { "" };
        let (name, mut after) = argument(rest.strip_prefix('*').unwrap_or(rest))?;
        let name = named(name.trim()).0.to_owned();
        let mut count = 0;
        match how {
            "let" => after = after.trim_start().strip_prefix('=').unwrap_or(after),
            "def" => {
                // As in `\def\a#1#2{…}`.
                let body = after.find('{')?;
                count = after.get(..body)?.matches('#').count();
                after = after.get(body..)?;
            }
            "DeclareMathOperator" => {}
            _ => {
                let (number, behind) = optional(after);
                count = number.and_then(|number| number.trim().parse().ok()).unwrap_or(0);
                after = behind;
            }
        }
        let (body, after) = argument(after)?;
        let body = match how {
            "DeclareMathOperator" => format!("\\operatorname{star}{{{body}}}"),
            _ => body.to_owned(),
        };
        if name.is_empty() || count > 9 {
            return None;
        }
        self.defined.insert(name, (count, body));
        Some(after)
    }

    /// Words, in which marks of formulas are only marks.
    fn text<'t>(&mut self, name: &str, rest: &'t str, out: &mut String) -> Option<&'t str> {
        let (inside, after) = argument(rest)?;
        let name = match name {
            "mbox" | "hbox" | "textup" | "textnormal" | "textmd" | "textsc" | "textrm" => "text",
            name => name,
        };
        out.push_str(&words(name, inside));
        Some(after)
    }

    /// `\dv[n]{f}{x}`, `\dv{x}` and with `p` the partial ones.
    fn derivative<'t>(
        &mut self,
        name: &str,
        rest: &'t str,
        depth: usize,
        out: &mut String,
    ) -> Option<&'t str> {
        let d = if name == "dv" { "\\mathrm{d}" } else { "\\partial " };
        let (order, rest) = optional(rest);
        let power = order.map_or(String::new(), |order| format!("^{{{order}}}"));
        let (first, after) = argument(rest)?;
        let (made, after) = match group(after) {
            None => (format!("\\frac{{{d}{power}}}{{{d}{{{first}}}{power}}}"), after),
            Some((second, after)) => match group(after).filter(|_| name == "pdv") {
                None => (format!("\\frac{{{d}{power}{{{first}}}}}{{{d}{{{second}}}{power}}}"), after),
                Some((third, after)) => {
                    (format!("\\frac{{{d}^2{{{first}}}}}{{{d}{{{second}}}{d}{{{third}}}}}"), after)
                }
            },
        };
        self.write(&made, depth + 1, out)?;
        Some(after)
    }
}

/// Letters in words, and something else in formulas.
const MARKS: &str = "$_%#&";

/// Words of this kind, in which marks that mean something in TeX are letters, and the formulas between them.
fn words(name: &str, text: &str) -> String {
    let text = text.replace("\\(", "$").replace("\\)", "$").replace("\\underline", "");
    let dollars = text.matches('$').count() - text.matches("\\$").count();
    let (mut out, mut is_formula, mut before) = (format!("{{\\{name}{{"), false, ' ');
    let mut is_mark = false;
    for c in text.chars() {
        match c {
            // The crate takes a space after a mark for the end of a name.
            ' ' if is_mark && !is_formula => out.push('~'),
            _ if before == '\\' => out.push(c),
            '$' if dollars.is_multiple_of(2) => {
                is_formula = !is_formula;
                out.push('}');
                match is_formula {
                    true => out.push('{'),
                    false => out.extend(["\\", name, "{"]),
                }
            }
            c if MARKS.contains(c) && !is_formula => out.extend(['\\', c]),
            _ => out.push(c),
        }
        is_mark = MARKS.contains(c);
        before = if before == '\\' { ' ' } else { c };
    }
    out.push_str("}}");
    out
}

/// The alignments and rules of an array's columns, without what else may stand there.
fn alignments(columns: &str, depth: usize) -> String {
    let (mut known, mut rest) = (String::new(), columns);
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        rest = match first {
            'l' | 'c' | 'r' | '|' | ':' => {
                known.push(first);
                after
            }
            'p' | 'm' | 'b' | 'X' => {
                known.push('l');
                group(after).map_or(after, |(_, after)| after)
            }
            '@' | '!' | '>' | '<' => group(after).map_or(after, |(_, after)| after),
            '*' if depth == 0 => {
                let repeated = group(after).and_then(|(count, after)| Some((count, group(after)?)));
                let Some((count, (columns, after))) = repeated else { break };
                let count = count.trim().parse::<usize>().unwrap_or(1).min(30);
                known.push_str(&alignments(columns, 1).repeat(count));
                after
            }
            _ => after,
        };
    }
    known
}

/// The name of the command that `rest` begins with, without its backslash but with its star, and what follows.
fn named(rest: &str) -> (&str, &str) {
    let inside = rest.strip_prefix('\\').unwrap_or(rest);
    let letters = inside.bytes().take_while(u8::is_ascii_alphabetic).count();
    let length = match letters {
        0 => inside.chars().next().map_or(0, char::len_utf8),
        letters => {
            letters
                + usize::from(
                    matches!(inside.get(..letters), Some("tag" | "hspace"))
                        && inside.get(letters..).is_some_and(|after| after.starts_with('*')),
                )
        }
    };
    inside.split_at_checked(length).unwrap_or((inside, ""))
}

/// The inside of the group that `rest` begins with, white space aside, and what follows.
pub(super) fn group(rest: &str) -> Option<(&str, &str)> {
    let inside = rest.trim_start().strip_prefix('{')?;
    let (mut depth, mut is_escaped) = (0_usize, false);
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'{' => depth += 1,
            b'}' if depth == 0 => return Some((inside.get(..at)?, inside.get(at + 1..)?)),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Where the cell or the group ends that `rest` stands in: the crate would take what follows for a part of it.
fn cell_end(rest: &str) -> usize {
    let (mut groups, mut at) = (0_usize, 0);
    while let Some(after) = rest.get(at..).filter(|after| !after.is_empty()) {
        let (name, behind) = if after.starts_with('\\') { named(after) } else { ("", after) };
        match (name, after.chars().next()) {
            ("begin" | "left", _) | ("", Some('{')) => groups += 1,
            ("\\" | "end" | "right" | "middle", _) | ("", Some('&' | '}')) if groups == 0 => return at,
            ("end" | "right", _) | ("", Some('}')) => groups -= 1,
            _ => {}
        }
        at = match name {
            "" => at + after.chars().next().map_or(1, char::len_utf8),
            _ => rest.len() - behind.len(),
        };
    }
    rest.len()
}

/// The next argument: a group, a command or a character.
fn argument(rest: &str) -> Option<(&str, &str)> {
    let rest = rest.trim_start();
    if rest.starts_with('{') {
        return group(rest);
    }
    if rest.starts_with('\\') {
        let after = named(rest).1;
        return rest.split_at_checked(rest.len() - after.len());
    }
    rest.split_at_checked(rest.chars().next()?.len_utf8())
}

/// What stands in brackets, if they follow.
fn optional(rest: &str) -> (Option<&str>, &str) {
    let inside = rest.trim_start().strip_prefix('[').and_then(|inside| inside.split_once(']'));
    inside.map_or((None, rest), |(inside, after)| (Some(inside), after))
}

/// `body` with its arguments, which `rest` begins with.
fn filled<'t>(body: &str, count: usize, mut rest: &'t str) -> Option<(String, &'t str)> {
    let mut text = body.to_owned();
    for n in 1..=count {
        let (value, after) = argument(rest)?;
        let mut filled = String::new();
        for (n, part) in text.split(&format!("#{n}")).enumerate() {
            if n > 0 {
                push_apart(value, &mut filled);
            }
            filled.push_str(part);
        }
        if filled.len() > LONGEST {
            return None;
        }
        (text, rest) = (filled, after);
    }
    if ends_with_command(&text) && rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        text.push(' ');
    }
    Some((text, rest))
}

/// Adds `text`, whose letters must not join the command before.
fn push_apart(text: &str, out: &mut String) {
    if ends_with_command(out) && text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        out.push(' ');
    }
    out.push_str(text);
}

fn ends_with_command(text: &str) -> bool {
    let before = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    before.len() < text.len() && before.ends_with('\\')
}

fn copied<'t>(rest: &'t str, length: usize, out: &mut String) -> Option<&'t str> {
    let (taken, rest) = rest.split_at_checked(length)?;
    out.push_str(taken);
    Some(rest)
}

fn pushed<'t>(text: &str, rest: &'t str, length: usize, out: &mut String) -> Option<&'t str> {
    out.push_str(text);
    rest.get(length..)
}

/// A character of `\verb`, as words have it.
fn push_letter(c: char, out: &mut String) {
    match c {
        '\\' => out.push('∖'),
        '{' | '}' => out.extend(['\\', c]),
        c if MARKS.contains(c) => out.extend(['\\', c]),
        '^' | '~' => out.extend(['\\', c, '{', '}']),
        c => out.push(c),
    }
}
