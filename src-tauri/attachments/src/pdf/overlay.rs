//! What the annotations of a page show where they have no appearance of their own: the values of a form's fields,
//! highlights, lines and shapes.
//!
//! It is a page of its own, as large as the other and drawn over it, so that text and picture have it alike, also where the
//! file is encrypted. Invariant: what is drawn comes from numbers and strings only; nothing of the file is copied.

use std::fmt::Write as _;

use hayro::{
    hayro_syntax::{
        Pdf,
        object::{Array, Object, String as PdfString},
        page::{Page, Rotation},
    },
    kurbo::Rect,
};

use super::{
    annotations::{self, Annotation},
    text::text_string,
};

/// The usual height of a field's letters.
const TEXT_HEIGHT: f64 = 12.0;
/// The most characters of one field.
const MAX_VALUE: usize = 20_000;
/// Flags of text fields (PDF 2.0, table 231).
const MULTILINE: u32 = 1 << 12;
const PASSWORD: u32 = 1 << 13;
/// Of a letter's height, below its base line.
const DESCENT: f64 = 0.25;
/// From line to line, in the height of the letters.
const LEADING: f64 = 1.15;

/// The page to draw over another; `None` where nothing is to be drawn.
pub(super) fn over(page: &Page<'_>) -> Option<Pdf> {
    let mut content = String::new();
    for annotation in annotations::of_page(page) {
        draw(&annotation, &mut content);
    }
    (!content.is_empty()).then(|| Pdf::new(file(page, &content)).ok()).flatten()
}

fn draw(annotation: &Annotation<'_>, content: &mut String) {
    let _written = match annotation.kind.as_slice() {
        b"Widget" => field(annotation, content),
        _ if annotation.appearance().is_some() => Some(()),
        b"FreeText" => {
            let size = text_height(annotation);
            annotation.string("Contents").map(|words| text(&words, annotation.place, size, true, content))
        }
        b"Highlight" => {
            let color = color(annotation, "C").unwrap_or([1.0, 1.0, 0.0]);
            let _ = write!(content, "q /Multiply gs {} rg ", spaced(&color));
            annotation.marked().iter().for_each(|quad| rect(quad, content));
            content.push_str("f Q\n");
            Some(())
        }
        b"Underline" | b"Squiggly" => lines(annotation, 0.08, content),
        b"StrikeOut" => lines(annotation, 0.45, content),
        b"Square" | b"Circle" | b"Line" | b"PolyLine" | b"Polygon" | b"Ink" => shape(annotation, content),
        _ => None,
    };
}

/// The value of a field whose appearance is missing, or shows none.
fn field(annotation: &Annotation<'_>, content: &mut String) -> Option<()> {
    let kind = annotation.inherited("FT")?.into_name()?;
    let flags = annotation.field_flags();
    let appearance = annotation.appearance();
    if kind.as_ref() == b"Btn" {
        if appearance.is_none() && annotation.state()?.as_ref() != b"Off" {
            text("X", annotation.place, annotation.place.height() * 0.8, false, content);
        }
        return Some(());
    }
    let shows_text = appearance.and_then(|stream| {
        stream.decoded_data().ok().map(|data| data.windows(2).any(|two| matches!(two, b"Tj" | b"TJ")))
    });
    if shows_text == Some(true) {
        return Some(());
    }
    let value = match annotation.inherited("V")? {
        Object::String(value) => text_string(value.as_bytes()),
        Object::Stream(value) => text_string(&value.decoded_data().ok()?),
        Object::Array(values) => {
            let values: Vec<String> = chosen(&values);
            values.join(", ")
        }
        _ => return None,
    };
    let value = if flags & PASSWORD != 0 { "*".repeat(value.chars().count()) } else { value };
    let is_long = flags & MULTILINE != 0 && kind.as_ref() == b"Tx";
    text(&value, annotation.place, text_height(annotation), is_long, content);
    Some(())
}

fn chosen(values: &Array<'_>) -> Vec<String> {
    values.iter::<PdfString<'_>>().map(|value| text_string(value.as_bytes())).collect()
}

/// From the default appearance, as `/Helv 10 Tf`.
fn text_height(annotation: &Annotation<'_>) -> f64 {
    let named = annotation.inherited("DA").and_then(Object::into_string).and_then(|appearance| {
        let appearance = String::from_utf8_lossy(appearance.as_bytes()).into_owned();
        let words: Vec<&str> = appearance.split_whitespace().collect();
        let at = words.iter().position(|word| *word == "Tf")?;
        words.get(at.checked_sub(1)?)?.parse::<f64>().ok()
    });
    let fitting = TEXT_HEIGHT.min(annotation.place.height() * 0.75).max(2.0);
    named.filter(|size| (2.0..=144.0).contains(size)).unwrap_or(fitting)
}

fn text(words: &str, place: Rect, size: f64, is_long: bool, content: &mut String) {
    let words: String = words.chars().take(MAX_VALUE).collect();
    let lines = if is_long {
        wrapped(&words, place.width() - 4.0, size)
    } else {
        vec![words.replace(['\r', '\n'], " ")]
    };
    let middle = place.center().y - size * (0.5 - DESCENT) + size * 0.1;
    let mut base = if is_long { place.y1 - size } else { middle.max(place.y0) };
    let _ = write!(content, "q 0 g BT /F {size:.2} Tf ");
    for line in lines {
        let _ = write!(content, "1 0 0 1 {:.2} {base:.2} Tm <", place.x0 + 2.0);
        for unit in line.encode_utf16() {
            let _ = write!(content, "{unit:04X}");
        }
        content.push_str("> Tj ");
        base -= size * LEADING;
    }
    content.push_str("ET Q\n");
}

fn wrapped(words: &str, width: f64, size: f64) -> Vec<String> {
    let most = ((width / (size * 0.5)).max(4.0)) as usize;
    let mut lines = Vec::new();
    for paragraph in words.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + word.chars().count() >= most {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

fn lines(annotation: &Annotation<'_>, height: f64, content: &mut String) -> Option<()> {
    let color = color(annotation, "C").unwrap_or([1.0, 0.0, 0.0]);
    let _ = write!(content, "q {} RG 1 w ", spaced(&color));
    for quad in annotation.marked() {
        let y = quad.y0 + quad.height() * height;
        let _ = write!(content, "{:.2} {y:.2} m {:.2} {y:.2} l ", quad.x0, quad.x1);
    }
    content.push_str("S Q\n");
    Some(())
}

fn shape(annotation: &Annotation<'_>, content: &mut String) -> Option<()> {
    let edge = color(annotation, "C");
    let inside = color(annotation, "IC");
    let style = annotation.dict.get::<hayro::hayro_syntax::object::Dict<'_>>("BS");
    let width = style
        .and_then(|style| style.get::<f64>("W"))
        .or_else(|| annotation.numbers("Border").get(2).copied());
    let width = width.unwrap_or(1.0).clamp(0.0, 50.0);
    let _ = write!(content, "q {width:.2} w {} RG ", spaced(&edge.unwrap_or([0.0; 3])));
    if let Some(opacity) = opacity(annotation) {
        let _ = write!(content, "/Opacity{opacity} gs ");
    }
    if let Some(inside) = inside {
        let _ = write!(content, "{} rg ", spaced(&inside));
    }
    let place = annotation.place.inset(-width / 2.0);
    let is_line = match annotation.kind.as_slice() {
        b"Square" => {
            rect(&place, content);
            false
        }
        b"Circle" => {
            ellipse(&place, content);
            false
        }
        b"Ink" => {
            let strokes = annotation.dict.get::<Array<'_>>("InkList")?;
            for stroke in strokes.iter::<Array<'_>>().take(1_000) {
                path(&stroke.iter::<f64>().take(10_000).collect::<Vec<_>>(), content);
            }
            true
        }
        b"Line" => {
            path(&annotation.numbers("L"), content);
            true
        }
        kind => {
            path(&annotation.numbers("Vertices"), content);
            if kind == b"Polygon" {
                content.push_str("h ");
            }
            kind == b"PolyLine"
        }
    };
    content.push_str(match (is_line || inside.is_none(), width > 0.0) {
        (true, true) => "S Q\n",
        (true, false) => "n Q\n",
        (false, true) => "B Q\n",
        (false, false) => "f Q\n",
    });
    Some(())
}

/// In tenths; `None` where nothing shows through.
fn opacity(annotation: &Annotation<'_>) -> Option<u8> {
    let tenths = (annotation.dict.get::<f64>("CA")? * 10.0).round().clamp(0.0, 10.0) as u8;
    (tenths < 10).then_some(tenths)
}

fn path(numbers: &[f64], content: &mut String) {
    for (index, point) in numbers.chunks_exact(2).enumerate() {
        let _ = write!(content, "{} {} ", spaced(point), if index == 0 { "m" } else { "l" });
    }
}

fn rect(place: &Rect, content: &mut String) {
    let _ = write!(content, "{} re ", spaced(&[place.x0, place.y0, place.width(), place.height()]));
}

fn ellipse(place: &Rect, content: &mut String) {
    // Four curves that differ from a circle by a fiftieth of a percent.
    const CURVE: f64 = 0.5523;
    let (center, x, y) = (place.center(), place.width() / 2.0, place.height() / 2.0);
    let _ = write!(content, "{} m ", spaced(&[center.x + x, center.y]));
    for (from, to) in [
        ((1.0, 0.0), (0.0, 1.0)),
        ((0.0, 1.0), (-1.0, 0.0)),
        ((-1.0, 0.0), (0.0, -1.0)),
        ((0.0, -1.0), (1.0, 0.0)),
    ] {
        let points = [
            center.x + x * (from.0 + CURVE * to.0),
            center.y + y * (from.1 + CURVE * to.1),
            center.x + x * (to.0 + CURVE * from.0),
            center.y + y * (to.1 + CURVE * from.1),
            center.x + x * to.0,
            center.y + y * to.1,
        ];
        let _ = write!(content, "{} c ", spaced(&points));
    }
}

/// A colour in red, green and blue; by the number of its parts it is grey, these, or for print.
fn color(annotation: &Annotation<'_>, key: &str) -> Option<[f64; 3]> {
    match annotation.numbers(key).as_slice() {
        [grey] => Some([*grey; 3]),
        [red, green, blue] => Some([*red, *green, *blue]),
        [cyan, magenta, yellow, black] => {
            Some([cyan, magenta, yellow].map(|ink| (1.0 - ink) * (1.0 - black)))
        }
        _ => None,
    }
}

fn spaced(numbers: &[f64]) -> String {
    numbers.iter().map(|number| format!("{:.3}", number.clamp(-1e6, 1e6))).collect::<Vec<_>>().join(" ")
}

/// A file with one page, as large and turned as the other. Its letters have their UTF-16 numbers as codes.
fn file(page: &Page<'_>, content: &str) -> Vec<u8> {
    let around = page.intersected_crop_box();
    let turned = match page.rotation() {
        Rotation::None => 0,
        Rotation::Horizontal => 90,
        Rotation::Flipped => 180,
        Rotation::FlippedHorizontal => 270,
    };
    let characters = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
         1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end";
    let stream = |data: &str| format!("<< /Length {} >>\nstream\n{data}\nendstream", data.len());
    let opacities: String =
        (0..10).map(|tenths| format!("/Opacity{tenths} << /CA 0.{tenths} /ca 0.{tenths} >> ")).collect();
    let edges = [around.x0, around.y0, around.x1, around.y1];
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [{}] /Rotate {turned} /Contents 4 0 R /Resources << /Font << /F 5 0 R >> \
             /ExtGState << /Multiply << /BM /Multiply >> {opacities}>> >> >>",
            spaced(&edges)
        ),
        stream(content),
        "<< /Type /Font /Subtype /Type0 /BaseFont /Helvetica /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>".to_owned(),
        format!(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Helvetica /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) \
             /Supplement 0 >> /DW 1000 /W [{}] >>",
            widths()
        ),
        stream(characters),
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (number, object) in (1..).zip(&objects) {
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        file.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let (at, size) = (file.len(), objects.len() + 1);
    file.extend(
        format!("xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n")
            .bytes(),
    );
    file
}

/// About as wide as Helvetica; whatever font is found is fitted to it.
fn widths() -> String {
    let width = |character: char| match character {
        'i' | 'j' | 'l' | '\'' | '|' => 222,
        ' ' | '!' | ',' | '.' | '/' | ':' | ';' | 'I' | 'f' | 't' | '[' | ']' => 278,
        '(' | ')' | '-' | 'r' | '`' => 333,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500,
        'm' | 'M' | '%' => 850,
        'W' | '@' => 950,
        'A'..='Z' | 'w' => 700,
        _ => 556,
    };
    let ascii: Vec<String> = (' '..='~').map(|character| width(character).to_string()).collect();
    // Letters of other alphabets, up to where ideographs begin.
    format!("32 [{}] 160 4351 580 4352 4607 920 7680 8447 556", ascii.join(" "))
}
