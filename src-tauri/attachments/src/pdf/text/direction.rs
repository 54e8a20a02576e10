//! The order in which a line is read: what runs from right to left on the page, in the order of speech.
//!
//! A line as it is seen, taken for text and ordered as for display (UAX #9), gives the text back: reversing what runs from
//! right to left is its own inverse. Numbers and words of other scripts inside keep their order.
//! Invariant: a line without such letters stays as it is.

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// Whether most letters of a text are written from right to left.
pub(super) fn is_right_to_left<'a>(parts: impl IntoIterator<Item = &'a str>) -> bool {
    let (mut right_to_left, mut left_to_right) = (0_usize, 0_usize);
    for character in parts.into_iter().flat_map(str::chars) {
        match bidi_class(character) {
            BidiClass::R | BidiClass::AL => right_to_left += 1,
            BidiClass::L => left_to_right += 1,
            _ => {}
        }
    }
    right_to_left > left_to_right
}

/// The parts of a line, given from left to right, as they are read.
pub(super) fn read(parts: Vec<String>, is_right_to_left: bool) -> String {
    let has_turn =
        |part: &String| part.chars().any(|c| matches!(bidi_class(c), BidiClass::R | BidiClass::AL));
    if !is_right_to_left && !parts.iter().any(has_turn) {
        return parts.concat();
    }
    let parts = with_whole_numbers(parts);
    // Each part turns as a whole, as its first letter does; what it holds is in order already.
    let mut seen = String::new();
    let mut starts = Vec::with_capacity(parts.len());
    for part in &parts {
        starts.push(seen.len());
        let letter = part.chars().find(|c| bidi_class(*c) != BidiClass::NSM).unwrap_or(' ');
        seen.push(if letter == '\n' { ' ' } else { letter });
    }
    let base = if is_right_to_left { Level::rtl() } else { Level::ltr() };
    let info = BidiInfo::new(&seen, Some(base));
    let Some(paragraph) = info.paragraphs.first() else { return parts.concat() };
    let levels = info.reordered_levels(paragraph, paragraph.range.clone());
    let levels: Vec<Level> = starts.iter().map(|at| levels.get(*at).copied().unwrap_or(base)).collect();
    let order = BidiInfo::reorder_visual(&levels);
    let read: String = order.iter().filter_map(|index| parts.get(*index)).map(String::as_str).collect();
    read
}

/// Joins the digits of dates, times and amounts, which are read as they stand.
fn with_whole_numbers(parts: Vec<String>) -> Vec<String> {
    let is_number = |part: &str| part.ends_with(|c: char| c.is_ascii_digit());
    let mut whole: Vec<String> = Vec::with_capacity(parts.len());
    let mut rest = parts.into_iter().peekable();
    while let Some(part) = rest.next() {
        let joins = part.len() == 1 && part.starts_with(['-', '/', '.', ',', ':']);
        let goes_on = rest.peek().is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
        match whole.last_mut().filter(|last| is_number(last)) {
            Some(last) if joins && goes_on => {
                last.push_str(&part);
                last.extend(rest.next());
            }
            Some(last) if part.starts_with(|c: char| c.is_ascii_digit()) => last.push_str(&part),
            _ => whole.push(part),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::{is_right_to_left, read};

    fn spoken(seen: &str) -> String {
        let parts: Vec<String> = seen.chars().map(String::from).collect();
        let turns = is_right_to_left(parts.iter().map(String::as_str));
        read(parts, turns)
    }

    #[test]
    fn hebrew_and_arabic_are_read_in_the_order_of_speech() {
        assert_eq!(spoken("םלוע םולש"), "שלום עולם");
        assert_eq!(spoken("ملاعلاب ابحرم"), "مرحبا بالعالم");
    }

    #[test]
    fn numbers_and_latin_words_inside_keep_their_order() {
        assert_eq!(spoken("ח\"ש 1,250.50 ריחמ"), "מחיר 1,250.50 ש\"ח");
        assert_eq!(spoken("םויה Rust 1.95 תא ונדמל"), "למדנו את Rust 1.95 היום");
        assert_eq!(spoken("The word םולש means peace"), "The word שלום means peace");
        assert_eq!(spoken("plain 12 words"), "plain 12 words");
        assert_eq!(spoken("2024-11-24 خيرات"), "تاريخ 2024-11-24");
    }
}
