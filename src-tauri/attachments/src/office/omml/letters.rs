//! The signs of an equation: letters of mathematics that Unicode keeps apart (Unicode 16, chart U1D400), and signs that
//! have a name in TeX.

/// Signs and their commands.
const COMMANDS: [(char, &str); 98] = [
    ('α', "alpha"),
    ('β', "beta"),
    ('γ', "gamma"),
    ('δ', "delta"),
    ('ε', "varepsilon"),
    ('ϵ', "epsilon"),
    ('ζ', "zeta"),
    ('η', "eta"),
    ('θ', "theta"),
    ('ϑ', "vartheta"),
    ('ι', "iota"),
    ('κ', "kappa"),
    ('λ', "lambda"),
    ('μ', "mu"),
    ('µ', "mu"),
    ('ν', "nu"),
    ('ξ', "xi"),
    ('π', "pi"),
    ('ϖ', "varpi"),
    ('ρ', "rho"),
    ('ϱ', "varrho"),
    ('σ', "sigma"),
    ('ς', "varsigma"),
    ('τ', "tau"),
    ('υ', "upsilon"),
    ('φ', "varphi"),
    ('ϕ', "phi"),
    ('χ', "chi"),
    ('ψ', "psi"),
    ('ω', "omega"),
    ('Γ', "Gamma"),
    ('Δ', "Delta"),
    ('∆', "Delta"),
    ('Θ', "Theta"),
    ('Λ', "Lambda"),
    ('Ξ', "Xi"),
    ('Π', "Pi"),
    ('Σ', "Sigma"),
    ('Υ', "Upsilon"),
    ('Φ', "Phi"),
    ('Ψ', "Psi"),
    ('Ω', "Omega"),
    ('∑', "sum"),
    ('∏', "prod"),
    ('∐', "coprod"),
    ('∫', "int"),
    ('∬', "iint"),
    ('∭', "iiint"),
    ('∮', "oint"),
    ('∯', "oiint"),
    ('∰', "oiiint"),
    ('⋃', "bigcup"),
    ('⋂', "bigcap"),
    ('⋁', "bigvee"),
    ('⋀', "bigwedge"),
    ('∞', "infty"),
    ('∂', "partial"),
    ('∇', "nabla"),
    ('±', "pm"),
    ('∓', "mp"),
    ('×', "times"),
    ('÷', "div"),
    ('⋅', "cdot"),
    ('·', "cdot"),
    ('∙', "cdot"),
    ('∗', "ast"),
    ('≤', "le"),
    ('≥', "ge"),
    ('≠', "ne"),
    ('≈', "approx"),
    ('≡', "equiv"),
    ('∼', "sim"),
    ('≅', "cong"),
    ('∝', "propto"),
    ('≪', "ll"),
    ('≫', "gg"),
    ('→', "to"),
    ('←', "leftarrow"),
    ('↔', "leftrightarrow"),
    ('⇒', "Rightarrow"),
    ('⇐', "Leftarrow"),
    ('⇔', "Leftrightarrow"),
    ('↦', "mapsto"),
    ('∈', "in"),
    ('∉', "notin"),
    ('⊂', "subset"),
    ('⊆', "subseteq"),
    ('∪', "cup"),
    ('∩', "cap"),
    ('∅', "emptyset"),
    ('∀', "forall"),
    ('∃', "exists"),
    ('¬', "neg"),
    ('∧', "wedge"),
    ('∨', "vee"),
    ('⋯', "cdots"),
    ('…', "dots"),
    ('ℏ', "hbar"),
];

/// The styles of the letters from U+1D400 on, 52 letters each.
const STYLES: [&str; 13] = [
    "\\mathbf",
    "",
    "\\boldsymbol",
    "\\mathcal",
    "\\mathcal",
    "\\mathfrak",
    "\\mathbb",
    "\\mathfrak",
    "\\mathsf",
    "\\mathsf",
    "\\mathsf",
    "\\mathsf",
    "\\mathtt",
];

/// The text with each sign as TeX has it.
pub(super) fn tex(text: &str) -> String {
    let mut tex = String::with_capacity(text.len());
    for sign in text.chars() {
        let (style, letter) = plain(sign);
        if !style.is_empty() {
            tex.push_str(style);
            tex.push('{');
        }
        match COMMANDS.iter().find(|(known, _)| *known == letter) {
            Some((_, command)) => {
                tex.push('\\');
                tex.push_str(command);
                if style.is_empty() {
                    tex.push(' ');
                }
            }
            None => push_sign(letter, &mut tex),
        }
        if !style.is_empty() {
            tex.push('}');
        }
    }
    tex
}

/// Words inside of `\text`.
pub(super) fn words(text: &str) -> String {
    let mut tex = String::with_capacity(text.len());
    text.chars().for_each(|letter| if letter == ' ' { tex.push(' ') } else { push_sign(letter, &mut tex) });
    tex
}

fn push_sign(sign: char, tex: &mut String) {
    match sign {
        '{' | '}' | '%' | '#' | '$' | '_' => tex.extend(['\\', sign]),
        '&' => tex.push('&'),
        '\\' => tex.push_str("\\backslash "),
        '−' => tex.push('-'),
        '′' => tex.push('\''),
        // Functions are applied, factors multiplied and terms parted without a mark.
        '\u{2061}'..='\u{2064}' | '\u{200B}' => {}
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{205F}' => tex.push(' '),
        _ => tex.push(sign),
    }
}

/// The common letter behind a letter of mathematics, and the command for its style.
fn plain(sign: char) -> (&'static str, char) {
    let code = u32::from(sign);
    let letter = |at: u32| char::from_u32(if at < 26 { 0x41 + at } else { 0x61 + at - 26 }).unwrap_or(sign);
    match code {
        0x1D400..=0x1D6A3 => {
            let at = code - 0x1D400;
            let style = STYLES.get((at / 52) as usize).copied().unwrap_or_default();
            (style, letter(at % 52))
        }
        0x1D6A4 => ("", 'ı'),
        0x1D6A8..=0x1D7CB => {
            let at = code - 0x1D6A8;
            let style = if (at / 58) % 2 == 0 { "\\boldsymbol" } else { "" };
            (style, greek(at % 58).unwrap_or(sign))
        }
        0x1D7CE..=0x1D7FF => ("", char::from_u32(0x30 + (code - 0x1D7CE) % 10).unwrap_or(sign)),
        _ => match sign {
            // The letters that were in Unicode before the others.
            'ℎ' => ("", 'h'),
            'ℂ' => ("\\mathbb", 'C'),
            'ℍ' => ("\\mathbb", 'H'),
            'ℕ' => ("\\mathbb", 'N'),
            'ℙ' => ("\\mathbb", 'P'),
            'ℚ' => ("\\mathbb", 'Q'),
            'ℝ' => ("\\mathbb", 'R'),
            'ℤ' => ("\\mathbb", 'Z'),
            'ℒ' => ("\\mathcal", 'L'),
            'ℋ' => ("\\mathcal", 'H'),
            'ℱ' => ("\\mathcal", 'F'),
            'ℬ' => ("\\mathcal", 'B'),
            'ℰ' => ("\\mathcal", 'E'),
            'ℳ' => ("\\mathcal", 'M'),
            'ℛ' => ("\\mathcal", 'R'),
            'ℐ' => ("\\mathcal", 'I'),
            _ => ("", sign),
        },
    }
}

fn greek(at: u32) -> Option<char> {
    match at {
        17 => Some('Θ'),
        25 => Some('∇'),
        0..=24 => char::from_u32(0x391 + at),
        26..=50 => char::from_u32(0x3B1 + at - 26),
        51 => Some('∂'),
        52 => Some('ϵ'),
        53 => Some('ϑ'),
        54 => Some('κ'),
        55 => Some('ϕ'),
        56 => Some('ϱ'),
        57 => Some('ϖ'),
        _ => None,
    }
}
