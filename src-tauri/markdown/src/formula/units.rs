//! Numbers with their units, as the packages siunitx (`\SI{9.81}{\meter\per\second}`) and mhchem (`\pu{5 kJ//mol}`) write
//! them, in plain TeX. What a name does not stand for is copied.

/// `\SI{…}{…}`.
pub(super) fn quantity(amount: &str, units: &str) -> String {
    let units = unit(units);
    // Angles follow their number at once.
    let gap = if units.starts_with("{}^{\\circ}}") { "" } else { "\\," };
    format!("{}{gap}{units}", number(amount))
}

/// A number such as `1.5e-3` or `2.0 +- 0.1`.
pub(super) fn number(text: &str) -> String {
    let text = text.trim().replace("+-", "\\pm ");
    match text.split_once(['e', 'E']).filter(|(before, _)| before.ends_with(|c: char| c.is_ascii_digit())) {
        Some((before, power)) => format!("{before}\\times 10^{{{power}}}"),
        None => text,
    }
}

/// Units by name or as letters: `\kilo\gram\per\cubic\meter`, `m/s^2`.
pub(super) fn unit(text: &str) -> String {
    if !text.contains('\\') {
        return format!("\\mathrm{{{}}}", text.trim().replace(['.', '~', '*'], "\\,"));
    }
    let (mut made, mut prefix, mut power, mut is_per) = (Vec::<String>::new(), String::new(), None, false);
    for name in text.split('\\').map(str::trim).filter(|name| !name.is_empty()) {
        let (name, argument) = name.split_once('{').unwrap_or((name, ""));
        match name {
            "per" => is_per = true,
            "square" => power = Some("2"),
            "cubic" => power = Some("3"),
            "squared" | "cubed" | "tothe" => {
                let raised = match name {
                    "squared" => "2",
                    "cubed" => "3",
                    _ => argument.trim_end_matches('}'),
                };
                if let Some(last) = made.last_mut() {
                    *last = raise(last, raised);
                }
            }
            name => match PREFIXES.iter().find(|(known, _)| *known == name) {
                Some((_, letter)) => prefix.push_str(letter),
                None => {
                    let letters = UNITS.iter().find(|(known, _)| *known == name).map_or(name, |(_, u)| u);
                    let mut unit = format!("{}\\mathrm{{{letters}}}", std::mem::take(&mut prefix));
                    if let Some(power) = power.take() {
                        unit = raise(&unit, power);
                    }
                    made.push(if is_per { format!("/{unit}") } else { unit });
                    is_per = false;
                }
            },
        }
    }
    let mut joined = String::new();
    for unit in made {
        if !joined.is_empty() && !unit.starts_with('/') {
            joined.push_str("\\,");
        }
        joined.push_str(&unit);
    }
    joined
}

fn raise(unit: &str, power: &str) -> String {
    format!("{unit}^{{{power}}}")
}

/// `\pu{…}`: a number, and units with their powers behind them.
pub(super) fn written_out(text: &str) -> String {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || ".,+-eE".contains(c))).unwrap_or(text.len());
    let (amount, units) = text.split_at_checked(end).unwrap_or((text, ""));
    let mut made = String::new();
    let mut before = ' ';
    for c in units.trim().replace("//", "/").chars() {
        let is_power = c.is_ascii_digit() || c == '-';
        let follows = before.is_ascii_digit() || before == '-';
        match c {
            '^' | '{' | '}' => continue,
            ' ' | '*' | '.' => made.push_str("\\,"),
            _ if is_power && follows && made.ends_with('}') => {
                made.pop();
                made.push(c);
                made.push('}');
            }
            _ if is_power && before.is_alphabetic() => made.extend(['^', '{', c, '}']),
            _ => made.push(c),
        }
        before = c;
    }
    let gap = if amount.is_empty() || made.is_empty() { "" } else { "\\," };
    format!("{}{gap}\\mathrm{{{made}}}", number(amount))
}

const PREFIXES: [(&str, &str); 14] = [
    ("femto", "\\mathrm{f}"),
    ("pico", "\\mathrm{p}"),
    ("nano", "\\mathrm{n}"),
    ("micro", "\\mu "),
    ("milli", "\\mathrm{m}"),
    ("centi", "\\mathrm{c}"),
    ("deci", "\\mathrm{d}"),
    ("hecto", "\\mathrm{h}"),
    ("kilo", "\\mathrm{k}"),
    ("mega", "\\mathrm{M}"),
    ("giga", "\\mathrm{G}"),
    ("tera", "\\mathrm{T}"),
    ("peta", "\\mathrm{P}"),
    ("exa", "\\mathrm{E}"),
];

const UNITS: [(&str, &str); 59] = [
    ("meter", "m"),
    ("metre", "m"),
    ("gram", "g"),
    ("kilogram", "kg"),
    ("second", "s"),
    ("minute", "min"),
    ("hour", "h"),
    ("day", "d"),
    ("ampere", "A"),
    ("kelvin", "K"),
    ("mole", "mol"),
    ("candela", "cd"),
    ("newton", "N"),
    ("joule", "J"),
    ("watt", "W"),
    ("pascal", "Pa"),
    ("hertz", "Hz"),
    ("volt", "V"),
    ("coulomb", "C"),
    ("farad", "F"),
    ("henry", "H"),
    ("tesla", "T"),
    ("weber", "Wb"),
    ("siemens", "S"),
    ("lumen", "lm"),
    ("lux", "lx"),
    ("becquerel", "Bq"),
    ("gray", "Gy"),
    ("sievert", "Sv"),
    ("radian", "rad"),
    ("steradian", "sr"),
    ("liter", "L"),
    ("litre", "L"),
    ("electronvolt", "eV"),
    ("bar", "bar"),
    ("tonne", "t"),
    ("hectare", "ha"),
    ("bit", "bit"),
    ("byte", "B"),
    ("decibel", "dB"),
    ("ohm", "\\Omega"),
    ("percent", "\\%"),
    ("%", "\\%"),
    ("degree", "^{\\circ}"),
    ("celsius", "{}^{\\circ}C"),
    ("degreeCelsius", "{}^{\\circ}C"),
    ("angstrom", "Å"),
    ("m", "m"),
    ("s", "s"),
    ("g", "g"),
    ("kg", "kg"),
    ("km", "km"),
    ("cm", "cm"),
    ("mm", "mm"),
    ("N", "N"),
    ("J", "J"),
    ("W", "W"),
    ("Hz", "Hz"),
    ("mol", "mol"),
];
