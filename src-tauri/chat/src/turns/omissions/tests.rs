//! What names a message.

use super::*;

#[test]
fn a_message_is_named_by_its_first_words_on_one_line() {
    assert_eq!(first_words("  one\n\n two\tthree "), "one two three");
    let long = first_words(&"ä ".repeat(100_000));
    assert_eq!((long.chars().count(), long.ends_with('…')), (NAMED_BY + 1, true));
    assert_eq!(first_words(""), "");
}
