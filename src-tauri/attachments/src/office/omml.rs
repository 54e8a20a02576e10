//! Equations of Office documents as TeX (ECMA-376, part 1, section 22.1).

mod letters;

use super::xml::Element;

/// The formula in an `oMath` or `oMathPara`, without the marks around it.
pub(super) fn tex(math: &Element) -> String {
    let mut lines = Vec::new();
    if math.name == "oMathPara" {
        lines.extend(math.elements().filter(|it| it.name == "oMath").map(|it| trimmed(&inner(it))));
    } else {
        lines.push(trimmed(&inner(math)));
    }
    lines.retain(|line| !line.is_empty());
    if lines.len() > 1 {
        format!("\\begin{{gathered}}{}\\end{{gathered}}", lines.join(r" \\ "))
    } else {
        lines.concat()
    }
}

fn trimmed(tex: &str) -> String {
    tex.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands in an element, one after the other.
fn inner(element: &Element) -> String {
    element.elements().map(one).collect()
}

/// The part of this name, in TeX.
fn part(element: &Element, name: &str) -> String {
    element.child(name).map(|it| inner(it).trim().to_owned()).unwrap_or_default()
}

/// The same in braces, as an argument.
fn braced(element: &Element, name: &str) -> String {
    format!("{{{}}}", part(element, name))
}

/// What a script is put on: braces where it is more than one sign.
fn base(element: &Element) -> String {
    let base = part(element, "e");
    let is_one = base.chars().count() == 1
        || (base.starts_with('\\') && base.chars().skip(1).all(|c| c.is_ascii_alphabetic()));
    if is_one { base } else { format!("{{{base}}}") }
}

fn script(mark: char, element: &Element, name: &str) -> String {
    let part = part(element, name);
    if part.is_empty() { String::new() } else { format!("{mark}{{{part}}}") }
}

fn one(element: &Element) -> String {
    let property = |name: &str| element.child(&format!("{}Pr", element.name))?.value(name);
    let is_set = |name: &str| {
        element.child(&format!("{}Pr", element.name)).and_then(|it| it.is_on(name)).unwrap_or_default()
    };
    match element.name.as_str() {
        "r" => run(element),
        "f" => fraction(element, property("type").unwrap_or_default()),
        "sSup" => base(element) + &script('^', element, "sup"),
        "sSub" => base(element) + &script('_', element, "sub"),
        "sSubSup" => base(element) + &script('_', element, "sub") + &script('^', element, "sup"),
        "sPre" => {
            format!("{{}}{}{}{}", script('_', element, "sub"), script('^', element, "sup"), base(element))
        }
        "nary" => {
            let sign =
                property("chr").map_or_else(|| "\\int".to_owned(), |chr| letters::tex(chr).trim().to_owned());
            let lower = if is_set("subHide") { String::new() } else { script('_', element, "sub") };
            let upper = if is_set("supHide") { String::new() } else { script('^', element, "sup") };
            let is_over = property("limLoc") == Some("undOvr") && sign.contains("int");
            let limits = if is_over && !(lower.is_empty() && upper.is_empty()) { "\\limits" } else { "" };
            format!("{sign}{limits}{lower}{upper} {} ", part(element, "e"))
        }
        "rad" => {
            let degree = part(element, "deg");
            let degree =
                if degree.is_empty() || is_set("degHide") { String::new() } else { format!("[{degree}]") };
            format!("\\sqrt{degree}{}", braced(element, "e"))
        }
        "d" => delimited(element),
        "m" => format!("\\begin{{matrix}}{}\\end{{matrix}}", rows(element)),
        "eqArr" => {
            let lines: Vec<_> = element.elements().filter(|it| it.name == "e").map(inner).collect();
            if lines.len() < 2 {
                return lines.concat();
            }
            format!("\\begin{{aligned}}{}\\end{{aligned}}", lines.join(r" \\ "))
        }
        "acc" => format!("{}{}", accent(property("chr").unwrap_or("\u{302}")), braced(element, "e")),
        "bar" if property("pos") == Some("top") => format!("\\overline{}", braced(element, "e")),
        "bar" => format!("\\underline{}", braced(element, "e")),
        "groupChr" => grouped(element, property("chr").unwrap_or("⏟"), property("pos").unwrap_or("bot")),
        "limLow" if is_function(&part(element, "e")) => {
            part(element, "e") + &script('_', element, "lim") + " "
        }
        "limLow" => format!("\\underset{}{}", braced(element, "lim"), braced(element, "e")),
        "limUpp" if is_function(&part(element, "e")) => {
            part(element, "e") + &script('^', element, "lim") + " "
        }
        "limUpp" => format!("\\overset{}{}", braced(element, "lim"), braced(element, "e")),
        "func" => format!("{} {} ", function(&part(element, "fName")), part(element, "e")),
        "borderBox" => format!("\\boxed{}", braced(element, "e")),
        "phant" => format!("\\phantom{}", braced(element, "e")),
        // Deleted, or a property of what stands beside it.
        "del" | "moveFrom" => String::new(),
        name if name.ends_with("Pr") => String::new(),
        // Runs of the document itself inside of a formula.
        "t" => letters::tex(&element.text()),
        _ => inner(element),
    }
}

fn fraction(element: &Element, kind: &str) -> String {
    let (above, below) = (braced(element, "num"), braced(element, "den"));
    match kind {
        "lin" | "skw" => format!("{above}/{below}"),
        // A stack without a line, as of a binomial coefficient.
        "noBar" => format!("\\genfrac{{}}{{}}{{0pt}}{{}}{above}{below}"),
        _ => format!("\\frac{above}{below}"),
    }
}

/// A run of signs: words stay words, letters that stand upright are so.
fn run(element: &Element) -> String {
    let text: String = element.elements().filter(|it| it.name == "t").map(Element::text).collect();
    let properties = element.child("rPr");
    if properties.and_then(|it| it.is_on("nor")).unwrap_or_default() {
        return format!("\\text{{{}}}", letters::words(&text));
    }
    let is_word =
        text.chars().filter(|c| c.is_alphabetic()).count() > 1 && text.chars().all(char::is_alphabetic);
    if is_word && is_function(&format!("\\{text}")) {
        return format!("\\{text} ");
    }
    if text.trim().split(' ').filter(|it| it.len() > 2 && it.chars().all(char::is_alphabetic)).count() > 1 {
        return format!("\\text{{{}}}", letters::words(&text));
    }
    let tex = letters::tex(&text);
    let style = properties.and_then(|it| it.value("sty")).unwrap_or("i");
    let command = match (properties.and_then(|it| it.value("scr")).unwrap_or_default(), style) {
        ("double-struck", _) => "\\mathbb",
        ("script", _) => "\\mathcal",
        ("fraktur", _) => "\\mathfrak",
        ("sans-serif", _) => "\\mathsf",
        ("monospace", _) => "\\mathtt",
        (_, "p") if is_word => "\\mathrm",
        (_, "b") if text.chars().any(char::is_alphanumeric) => "\\mathbf",
        (_, "bi") if text.chars().any(|c| c.is_ascii_alphanumeric()) => "\\boldsymbol",
        _ => return tex,
    };
    format!("{command}{{{}}}", tex.trim())
}

fn rows(element: &Element) -> String {
    let row = |row: &Element| {
        let cells: Vec<_> = row.elements().filter(|it| it.name == "e").map(inner).collect();
        cells.join(" & ")
    };
    let rows: Vec<_> = element.elements().filter(|it| it.name == "mr").map(row).collect();
    rows.join(r" \\ ")
}

fn delimited(element: &Element) -> String {
    let properties = element.child("dPr");
    let chosen = |name: &str, default: &'static str| {
        properties.and_then(|it| it.child(name)).map_or(default, |it| it.attribute("val").unwrap_or_default())
    };
    let (open, close) = (chosen("begChr", "("), chosen("endChr", ")"));
    let parts: Vec<_> = element.elements().filter(|it| it.name == "e").collect();
    if let [only] = parts.as_slice() {
        let mut inside = only.elements().filter(|it| !it.name.ends_with("Pr"));
        if let (Some(first), None) = (inside.next(), inside.next()) {
            let matrix = match (open, close) {
                ("(", ")") => Some("pmatrix"),
                ("[", "]") => Some("bmatrix"),
                ("|", "|") => Some("vmatrix"),
                ("‖", "‖") => Some("Vmatrix"),
                ("{", "") => Some("cases"),
                _ => None,
            };
            match (first.name.as_str(), matrix) {
                ("m", Some(kind)) => return format!("\\begin{{{kind}}}{}\\end{{{kind}}}", rows(first)),
                ("eqArr", Some("cases")) => {
                    let lines: Vec<_> = first.elements().filter(|it| it.name == "e").map(inner).collect();
                    return format!("\\begin{{cases}}{}\\end{{cases}}", lines.join(r" \\ "));
                }
                ("f", Some("pmatrix"))
                    if first.child("fPr").and_then(|it| it.value("type")) == Some("noBar") =>
                {
                    return format!("\\binom{}{}", braced(first, "num"), braced(first, "den"));
                }
                _ => {}
            }
        }
    }
    let separator = letters::tex(chosen("sepChr", "|"));
    let inside: Vec<_> = parts.into_iter().map(|it| inner(it).trim().to_owned()).collect();
    format!("\\left{}{}\\right{}", fence(open), inside.join(&separator), fence(close))
}

fn fence(sign: &str) -> String {
    match sign {
        "" => ".".to_owned(),
        "{" | "}" => format!("\\{sign}"),
        "⟨" | "〈" => "\\langle ".to_owned(),
        "⟩" | "〉" => "\\rangle ".to_owned(),
        "⌊" => "\\lfloor ".to_owned(),
        "⌋" => "\\rfloor ".to_owned(),
        "⌈" => "\\lceil ".to_owned(),
        "⌉" => "\\rceil ".to_owned(),
        "‖" => "\\Vert ".to_owned(),
        other => other.to_owned(),
    }
}

fn accent(mark: &str) -> &'static str {
    match mark.chars().next() {
        Some('\u{300}' | '`') => "\\grave",
        Some('\u{301}' | '´') => "\\acute",
        Some('\u{303}' | '~') => "\\tilde",
        Some('\u{304}' | '\u{305}' | '¯') => "\\bar",
        Some('\u{306}') => "\\breve",
        Some('\u{307}' | '˙') => "\\dot",
        Some('\u{308}' | '¨') => "\\ddot",
        Some('\u{20DB}') => "\\dddot",
        Some('\u{30C}') => "\\check",
        Some('\u{20D7}' | '→') => "\\vec",
        Some('\u{20D6}') => "\\overleftarrow",
        _ => "\\hat",
    }
}

fn grouped(element: &Element, mark: &str, position: &str) -> String {
    let inside = braced(element, "e");
    match mark {
        "⏟" => format!("\\underbrace{inside}"),
        "⏞" => format!("\\overbrace{inside}"),
        "→" if position == "top" => format!("\\overrightarrow{inside}"),
        "←" if position == "top" => format!("\\overleftarrow{inside}"),
        other if position == "top" => format!("\\overset{{{}}}{inside}", letters::tex(other).trim()),
        other => format!("\\underset{{{}}}{inside}", letters::tex(other).trim()),
    }
}

/// The functions that TeX sets upright by a name of their own.
const FUNCTIONS: [&str; 32] = [
    "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim", "exp",
    "gcd", "hom", "inf", "ker", "lg", "lim", "liminf", "limsup", "ln", "log", "max", "min", "Pr", "sec",
    "sin", "sinh", "sup", "tan", "tanh",
];

fn is_function(tex: &str) -> bool {
    tex.trim().strip_prefix('\\').is_some_and(|name| FUNCTIONS.contains(&name))
}

/// The name of a function, which may have scripts, as in `\log_{2}` or `\lim_{x \to 0}`.
fn function(name: &str) -> String {
    let word = name.strip_prefix("\\mathrm{").and_then(|rest| rest.strip_suffix('}')).unwrap_or(name);
    if name.starts_with('\\') && word == name {
        return name.to_owned();
    }
    if FUNCTIONS.contains(&word) {
        return format!("\\{word}");
    }
    let is_name = word.len() > 1 && word.chars().all(char::is_alphanumeric);
    if is_name { format!("\\operatorname{{{word}}}") } else { name.to_owned() }
}
