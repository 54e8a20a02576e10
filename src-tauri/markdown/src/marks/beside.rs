//! Emphasis beside Chinese, Japanese and Korean, which write no spaces around it: `**注意：**请`.
//!
//! CommonMark's flanking rule (0.31.2, 6.2) takes such marks for text. Here, by the CJK-friendly amendment to it
//! (<https://github.com/tats-u/markdown-cjk-friendly>), a character that the parser knows nothing about is put between
//! the marks and the punctuation on their inner side. Invariant: nothing changes where no such character stands.

/// Where [`super::NOTHING`] belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    Behind,
}

/// What a run of marks between two characters needs in order to mean what is meant.
pub(super) fn side(before: Option<char>, after: Option<char>) -> Option<Side> {
    let (before, after) = (before?, after?);
    if before.is_whitespace() || after.is_whitespace() || !(stands_close(before) || stands_close(after)) {
        return None;
    }
    match (is_letter(before), is_letter(after)) {
        // No emphasis begins at the end of a cell.
        (true, false) if after != '|' => Some(Side::Behind),
        (false, true) => Some(Side::Before),
        _ => None,
    }
}

/// What is no punctuation to the parser, which counts symbols among it, those that enclose letters too.
fn is_letter(c: char) -> bool {
    let encloses = matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}');
    c.is_alphanumeric() && !encloses || matches!(c, VARIANTS_START..=VARIANTS_END)
}

/// Forms of the ideograph that stands before.
const VARIANTS_START: char = '\u{e0100}';
const VARIANTS_END: char = '\u{e01ef}';

/// The amendment's "CJK character", for Unicode 17: wide and half-width ones but emoji, and Hangul.
const WIDE: [(char, char); 27] = [
    ('\u{1100}', '\u{11ff}'),
    ('\u{20a9}', '\u{20a9}'),
    ('\u{2329}', '\u{232a}'),
    ('\u{2630}', '\u{2637}'),
    ('\u{268a}', '\u{268f}'),
    ('\u{2e80}', '\u{303e}'),
    ('\u{3041}', '\u{3247}'),
    ('\u{3250}', '\u{a4c6}'),
    ('\u{a960}', '\u{a97c}'),
    ('\u{ac00}', '\u{d7fb}'),
    ('\u{f900}', '\u{faff}'),
    ('\u{fe10}', '\u{fe19}'),
    ('\u{fe30}', '\u{fe6b}'),
    ('\u{ff01}', '\u{ffee}'),
    ('\u{16fe0}', '\u{16ff6}'),
    ('\u{17000}', '\u{18df2}'),
    ('\u{1aff0}', '\u{1affe}'),
    ('\u{1b000}', '\u{1b2fb}'),
    ('\u{1d300}', '\u{1d376}'),
    ('\u{1f200}', '\u{1f200}'),
    ('\u{1f202}', '\u{1f202}'),
    ('\u{1f210}', '\u{1f219}'),
    ('\u{1f21b}', '\u{1f22e}'),
    ('\u{1f230}', '\u{1f231}'),
    ('\u{1f237}', '\u{1f248}'),
    ('\u{20000}', '\u{3fffd}'),
    (VARIANTS_START, VARIANTS_END),
];

/// Whether no space is written beside it: wide characters, and the quotation marks that Chinese shares with English.
fn stands_close(c: char) -> bool {
    is_wide(c) || matches!(c, '‘' | '’' | '“' | '”')
}

/// Whether it belongs to Chinese, Japanese or Korean, punctuation included.
pub(in super::super) fn is_wide(c: char) -> bool {
    let at = WIDE.partition_point(|(_, end)| *end < c);
    WIDE.get(at).is_some_and(|(start, _)| *start <= c)
}
