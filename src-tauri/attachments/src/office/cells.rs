//! Cells of a workbook whose form the library does not know: hours beyond a day, figures with leading zeros, and formulas
//! whose value no program has written down yet (ECMA-376, part 1, sections 18.3.1.4 and 18.8.30).
//!
//! Invariant: a cell whose value is no number stays as it is.

use std::collections::HashMap;

use memchr::memmem;

use super::xml::{self, Element};

/// The built-in format `[h]:mm:ss`.
const ELAPSED: usize = 46;
const SECONDS_OF_A_DAY: f64 = 86_400.0;

/// How the cells of a style show a number, by the style's number.
#[derive(Debug, Default)]
pub(super) struct NumberFormats(HashMap<usize, String>);

impl NumberFormats {
    /// Those of a workbook's styles (`xl/styles.xml`, ECMA-376 part 1, 18.8).
    pub fn read(styles: &[u8]) -> Self {
        let Some(root) = xml::tree(styles) else { return Self::default() };
        let number = |element: &Element, name: &str| element.attribute(name)?.parse::<usize>().ok();
        let mut codes = HashMap::from([(ELAPSED, "[h]:mm:ss".to_owned())]);
        root.each("numFmt", &mut |format| {
            let code = format.attribute("formatCode").unwrap_or_default();
            if let Some(id) = number(format, "numFmtId") {
                codes.insert(id, code.split(';').next().unwrap_or_default().to_owned());
            }
        });
        codes.retain(|_, code| is_elapsed(code) || is_padded(code));
        let cells = root.child("cellXfs").into_iter().flat_map(Element::elements);
        let of_cell = |format: &Element| codes.get(&number(format, "numFmtId")?).cloned();
        Self(cells.enumerate().filter_map(|(at, format)| Some((at, of_cell(format)?))).collect())
    }

    /// The sheet with the words of such cells in place of their numbers; `None` if it has none.
    pub fn shown(&self, sheet: &[u8]) -> Option<Vec<u8>> {
        let is_unwritten = [&b"<v></v>"[..], b"<v/>"].iter().any(|it| memmem::find(sheet, it).is_some());
        if self.0.is_empty() && !is_unwritten {
            return None;
        }
        xml::edited(sheet, &["c"], |cell| {
            let place = cell.attribute("r")?;
            let value = cell.child("v").map(Element::text).unwrap_or_default();
            let style = cell.attribute("s").and_then(|it| it.parse::<usize>().ok()).unwrap_or_default();
            let words = match cell.child("f") {
                Some(formula) if value.is_empty() => {
                    Some(format!("={}", formula.text())).filter(|it| it != "=")
                }
                _ if matches!(cell.attribute("t"), None | Some("n")) => {
                    let number = value.trim().parse::<f64>().ok().filter(|it| it.is_finite())?;
                    self.0.get(&style).map(|code| words(code, number))
                }
                _ => None,
            }?;
            let words = quick_xml::escape::escape(words.as_str());
            Some(format!(r#"<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>"#))
        })
    }
}

fn is_elapsed(code: &str) -> bool {
    let code = code.to_ascii_lowercase();
    ["[h", "[m", "[s"].iter().any(|unit| code.match_indices(unit).any(|(at, _)| is_unit(code.get(at..))))
}

/// Whether it is a bracket around one letter, as `[hh]`, and not a colour or a place.
fn is_unit(bracket: Option<&str>) -> bool {
    let inside = bracket.and_then(|it| it.get(1..)?.split_once(']')).map(|(inside, _)| inside);
    inside.is_some_and(|it| it.chars().all(|c| it.starts_with(c)))
}

/// Whether it has nothing but places for digits, which are all filled, and signs between them.
fn is_padded(code: &str) -> bool {
    code.chars().filter(|c| *c == '0').count() > 1
        && code.chars().all(|c| matches!(c, '0' | '-' | ' ' | '/' | '\\'))
}

fn words(code: &str, number: f64) -> String {
    if is_elapsed(code) { elapsed(code, number) } else { padded(code, number) }
}

fn padded(code: &str, number: f64) -> String {
    let places = code.chars().filter(|c| *c == '0').count();
    let figures = format!("{:0>places$}", format!("{:.0}", number.abs()));
    let (ahead, rest) = figures.split_at_checked(figures.len() - places).unwrap_or_default();
    let mut rest = rest.chars();
    let sign = if number < 0.0 { "-" } else { "" };
    let signs = code.chars().filter(|c| *c != '\\');
    let filled: String = signs.filter_map(|c| if c == '0' { rest.next() } else { Some(c) }).collect();
    format!("{sign}{ahead}{filled}")
}

fn elapsed(code: &str, number: f64) -> String {
    let all = (number.abs() * SECONDS_OF_A_DAY).round();
    let sign = if number < 0.0 { "-" } else { "" };
    let mut text = sign.to_owned();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let is_whole = first == '[' && is_unit(Some(&rest.to_ascii_lowercase()));
        let unit =
            if is_whole { rest.chars().nth(1) } else { Some(first) }.unwrap_or(first).to_ascii_lowercase();
        let length = match first {
            '[' => rest.find(']').map_or(1, |at| at + 1),
            '"' => rest.get(1..).and_then(|it| it.find('"')).map_or(1, |at| at + 2),
            '\\' => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            'h' | 'H' | 'm' | 'M' | 's' | 'S' => {
                rest.chars().take_while(|c| c.eq_ignore_ascii_case(&first)).count()
            }
            _ => first.len_utf8(),
        };
        let (token, next) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let width = token.trim_matches(['[', ']']).len();
        let (of, around) = match unit {
            'h' => (3_600.0, 24.0),
            'm' => (60.0, 60.0),
            _ => (1.0, 60.0),
        };
        match first {
            '[' if !is_whole => {}
            '[' | 'h' | 'H' | 'm' | 'M' | 's' | 'S' => {
                let count = (all / of).floor();
                let count = if is_whole { count } else { count % around };
                text.push_str(&format!("{count:0>width$.0}"));
            }
            '"' => text.push_str(token.trim_matches('"')),
            '\\' => text.push_str(token.get(1..).unwrap_or_default()),
            _ => text.push_str(token),
        }
        rest = next;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{is_elapsed, is_padded, words};

    #[test]
    fn hours_go_beyond_a_day_and_zeros_stay() {
        for (code, number, shown) in [
            ("[h]:mm", 1.5, "36:00"),
            ("[h]:mm:ss", 30.0 / 24.0 + 5.0 / 1440.0, "30:05:00"),
            ("[hh]\\ \"h\" mm", 0.25, "06 h 00"),
            ("[mm]:ss", 0.5, "720:00"),
            ("[Red][h]:mm", -0.5, "-12:00"),
            ("00000", 123.0, "00123"),
            ("000\\-00\\-0000", 1_234_567.0, "001-23-4567"),
            ("000", 98_765.0, "98765"),
        ] {
            assert_eq!(words(code, number), shown, "{code}");
        }
        assert!(!is_elapsed("[Magenta]0") && !is_elapsed("h:mm") && !is_elapsed("[h"));
        assert!(!is_padded("0") && !is_padded("0.00") && !is_padded("#,##0"));
    }
}
