//! What a workbook or presentation shows, prepared for the library that reads it: hidden sheets, rows, columns and slides
//! are left out and said, equations become TeX, numbers in cells (`cells`) and the figures of charts stand as they are shown.

use std::collections::HashSet;

use memchr::memmem;

use super::{
    cells::NumberFormats,
    chart, omml,
    parts::Parts,
    xml::{self, Element},
};

/// Signs for private use around the number of a formula, which the library would write with escapes.
const FORMULA: (char, char) = ('\u{F8F0}', '\u{F8F1}');

/// What is to be put into the text that the library makes.
#[derive(Debug, Default)]
pub(super) struct Shown {
    formulas: Vec<String>,
    hidden: Vec<String>,
}

/// Changes the parts.
pub(super) fn prepare(parts: &mut Parts) -> Shown {
    let mut shown = Shown::default();
    let is_workbook = parts.names().any(|name| name.starts_with("xl/"));
    let main = parts.main_part(if is_workbook { "xl/workbook.xml" } else { "ppt/presentation.xml" });
    if is_workbook {
        shown.leave_out_sheets(parts, &main);
        let styles = parts.related(&main, "styles").unwrap_or_else(|| "xl/styles.xml".to_owned());
        let forms = parts.get(&styles).map(NumberFormats::read).unwrap_or_default();
        let sheets = parts.names().filter(|it| it.starts_with("xl/worksheets/"));
        for name in sheets.map(str::to_owned).collect::<Vec<_>>() {
            parts.change(&name, |part| forms.shown(part));
        }
    } else {
        shown.leave_out_slides(parts, &main)
    }
    let names: Vec<String> = parts.names().map(str::to_owned).collect();
    for name in names {
        if name.starts_with("ppt/slides/slide") {
            parts.change(&name, |part| shown.formulas(part));
        } else if name.contains("/charts/chart") {
            parts.change(&name, figures);
        }
    }
    shown
}

/// The words for what was left out; nothing if nothing was.
pub(super) fn note(hidden: &[String]) -> String {
    if hidden.is_empty() { String::new() } else { format!("\n\n[hidden, left out: {}]\n", hidden.join("; ")) }
}

fn is_true(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true" | "on"))
}

impl Shown {
    /// The text with its formulas, and with what was left out.
    pub fn completed(&self, text: String) -> String {
        let mut completed = String::with_capacity(text.len());
        let mut pieces = text.split(FORMULA.0);
        completed.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let formula = piece
                .split_once(FORMULA.1)
                .and_then(|(number, rest)| Some((self.formulas.get(number.parse::<usize>().ok()?)?, rest)));
            match formula {
                Some((tex, rest)) => {
                    completed.push_str(tex);
                    completed.push_str(rest);
                }
                None => completed.push_str(piece),
            }
        }
        completed + &note(&self.hidden)
    }

    fn leave_out_sheets(&mut self, parts: &mut Parts, main: &str) {
        let mut sheets = Vec::new();
        parts.change(main, |part| {
            xml::edited(part, &["sheet"], |sheet| {
                let state = sheet.attribute("state").unwrap_or("visible");
                let name = sheet.exact("name").unwrap_or_default();
                (state != "visible").then(|| sheets.push(format!("sheet “{name}”"))).map(|()| String::new())
            })
        });
        self.hidden.append(&mut sheets);
        let (mut rows, mut columns) = (0, 0);
        let names: Vec<String> =
            parts.names().filter(|it| it.starts_with("xl/worksheets/")).map(str::to_owned).collect();
        for name in names {
            parts.change(&name, |part| {
                memmem::find(part, b"hidden=")?;
                let mut hidden = HashSet::new();
                let _same = xml::edited(part, &["col"], |column| {
                    let number = |name: &str| column.attribute(name).and_then(|it| it.parse::<usize>().ok());
                    if is_true(column.attribute("hidden")) {
                        // Beyond the last columns of a sheet nothing is (ECMA-376, part 1, section 18.3.1.13).
                        hidden.extend(number("min")?..=number("max")?.min(16_384));
                    }
                    None
                });
                let visible = xml::edited(part, &["row"], |row| {
                    is_true(row.attribute("hidden")).then(|| rows += 1).map(|()| String::new())
                });
                if hidden.is_empty() {
                    return visible;
                }
                let mut gone = HashSet::new();
                let without = xml::edited(visible.as_deref().unwrap_or(part), &["c"], |cell| {
                    let at = cell.attribute("r").map(column).filter(|it| hidden.contains(it))?;
                    gone.insert(at);
                    Some(String::new())
                });
                columns += gone.len();
                without.or(visible)
            });
        }
        for (count, one, more) in [(rows, "row", "rows"), (columns, "column", "columns")] {
            if count > 0 {
                self.hidden.push(format!("{count} {}", if count == 1 { one } else { more }));
            }
        }
    }

    fn leave_out_slides(&mut self, parts: &mut Parts, main: &str) {
        let Some(root) = parts.get(main).and_then(xml::tree) else { return };
        let mut gone = HashSet::new();
        let mut at = 0;
        root.each("sldId", &mut |slide| {
            at += 1;
            let id = slide.exact("r:id").unwrap_or_default();
            let part = parts.by_id(main, id).and_then(|name| parts.get(&name));
            // Its first element says it.
            let head = part.map(|part| part.get(..4096).unwrap_or(part)).unwrap_or_default();
            let tag = memmem::find(head, b"sld ").and_then(|at| head.get(at..)).unwrap_or_default();
            let tag = tag.split(|byte| *byte == b'>').next().unwrap_or_default();
            if [&b" show=\"0\""[..], b" show=\"false\""].iter().any(|it| memmem::find(tag, it).is_some()) {
                gone.insert(id.to_owned());
                self.hidden.push(format!("slide {at}"));
            }
        });
        if !gone.is_empty() {
            parts.change(main, |part| {
                let is_gone = |slide: &Element| slide.exact("r:id").is_some_and(|id| gone.contains(id));
                xml::edited(part, &["sldId"], |slide| is_gone(slide).then(String::new))
            });
        }
    }

    fn formulas(&mut self, part: &[u8]) -> Option<Vec<u8>> {
        memmem::find(part, b"oMath")?;
        xml::edited(part, &["m"], |math| {
            let math = math.child("oMathPara").or_else(|| math.child("oMath"))?;
            let place = format!("{}{}{}", FORMULA.0, self.formulas.len(), FORMULA.1);
            self.formulas.push(format!("${}$", omml::tex(math)));
            Some(format!("<a:r><a:t>{place}</a:t></a:r>"))
        })
    }
}

/// The number of a column from a cell's name, such as 28 for `AB7`.
fn column(cell: &str) -> usize {
    let letters = cell.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    letters.fold(0, |number, letter| number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1)
}

/// A chart whose figures have the form in which it shows them.
fn figures(part: &[u8]) -> Option<Vec<u8>> {
    memmem::find(part, b"<c:numCache")?;
    xml::edited(part, &["numCache"], |cache| {
        let points = chart::points(Some(cache));
        let mut text = format!(r#"<c:numCache><c:ptCount val="{}"/>"#, points.len());
        for (at, value) in points {
            let value = quick_xml::escape::escape(value.as_str());
            text.push_str(&format!(r#"<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>"#));
        }
        Some(text + "</c:numCache>")
    })
}
