//! What a page of hits holds, and in which order.

use jiff::tz::TimeZone;
use yourouter_protocol::{Role, SearchPlace, SnippetPiece};
use yourouter_search::{File, Query};

use crate::memory::Desk;

fn shown(pieces: &[SnippetPiece]) -> String {
    pieces.iter().map(|one| if one.is_hit { format!("[{}]", one.text) } else { one.text.clone() }).collect()
}

#[test]
fn hits_come_newest_first_with_their_chat_and_what_was_found_in_them() {
    let desk = Desk::new();
    let chat = desk.history.chat("Queueing and tail latency");
    desk.history.say(chat, "Is shedding load really backpressure?", |_| {});
    desk.history.say(chat, "## So\nA **bounded** queue is `Backpressure`.", |document| {
        document.role = Role::Assistant
    });
    desk.history.say(chat, "Look", |document| {
        document.texts.files = vec![File { name: "backpressure.pdf".to_owned(), is_image: false }];
    });
    let page = desk.page("BackPressure");
    let hits: Vec<_> = page.hits.iter().map(|hit| (hit.place, hit.role, shown(&hit.snippet))).collect();
    assert_eq!(
        hits,
        [
            (SearchPlace::File, Role::User, "[backpressure].pdf".to_owned()),
            (SearchPlace::Text, Role::Assistant, "So A bounded queue is [Backpressure].".to_owned()),
            (SearchPlace::Text, Role::User, "Is shedding load really [backpressure]?".to_owned()),
        ]
    );
    assert_eq!(shown(&page.hits[0].title), "Queueing and tail latency");
    assert_eq!((page.next, page.indexed_percent, page.needs_letter), (None, None, false));
}

#[test]
fn titles_are_found_and_renamed_ones_by_their_new_name_alone() {
    let desk = Desk::new();
    let [first, second] = ["The Hanse", "Partial indexes"].map(|title| desk.history.chat(title));
    desk.history.say(first, "What was it?", |_| {});
    desk.history.say(second, "Tell me", |_| {});
    assert_eq!(desk.titles("hanse the"), ["The Hanse"]);
    assert_eq!(desk.titles("in:title ind"), ["Partial indexes"]);
    assert_eq!(desk.titles("role:user hanse"), Vec::<String>::new());
    desk.history.change(first, |title| title.text = "Lübeck".to_owned());
    assert_eq!(desk.titles("lübeck"), ["Lübeck"]);
    assert_eq!(desk.titles("hanse"), Vec::<String>::new());
    desk.history.change(first, |title| title.is_deleted = true);
    assert_eq!(desk.titles("lübeck"), Vec::<String>::new());
    // Whatever its case and width, and with signs that mean something elsewhere.
    desk.history.change(second, |title| title.text = "100% ﾃｽﾄ_a in ＴＯＫＹＯ".to_owned());
    for typed in ["tokyo", "ｔｏｋ", "テスト", "%", "_", "A IN TOKYO"] {
        assert_eq!(desk.titles(typed).len(), 1, "{typed}");
    }
    desk.history.change(second, |title| title.text = "Partial indexes".to_owned());
    // A chat of which a message is a hit is listed with that.
    desk.history.say(second, "partial answers", |_| {});
    assert_eq!(desk.titles("partial"), Vec::<String>::new());
    assert_eq!(desk.found("partial").len(), 1);
}

#[test]
fn a_page_goes_on_where_the_one_before_ended() {
    let desk = Desk::new();
    let chat = desk.history.chat("Long");
    for number in 0..180 {
        desk.history.say(chat, &format!("needle {number}"), |_| {});
    }
    let first = desk.page("needle");
    assert_eq!((first.hits.len(), first.next.as_deref()), (yourouter_search::PAGE_HITS, Some("131")));
    assert_eq!(desk.found("needle"), (1..=180).rev().collect::<Vec<_>>());
}

#[test]
fn hits_are_counted_to_a_thousand() {
    let desk = Desk::new();
    let [first, second, third] = ["Some", "Other", "needle"].map(|title| desk.history.chat(title));
    desk.history.say(third, "nothing", |_| {});
    for number in 0..999 {
        desk.history.say(if number < 3 { first } else { second }, "needle", |_| {});
    }
    let count = |typed: &str| {
        desk.catch_up();
        desk.index.count(&desk.history, &Query::parse(typed, &TimeZone::UTC)).unwrap()
    };
    let counted = count("needle");
    assert_eq!((counted.hits, counted.chats, counted.is_more), (1000, 3, false));
    desk.history.say(first, "needle", |_| {});
    desk.history.say(first, "needle", |_| {});
    let counted = count("needle");
    assert_eq!((counted.hits, counted.is_more), (1000, true));
    assert_eq!(count("-needle").hits, 1);
}

#[test]
fn the_best_hit_is_first_on_request() {
    let desk = Desk::new();
    let chat = desk.history.chat("Ranking");
    desk.history.say(chat, "tides tides tides", |_| {});
    desk.history.say(chat, &format!("{} tides", "other words ".repeat(300)), |_| {});
    desk.history.say(chat, "riptides", |_| {});
    desk.catch_up();
    let query = Query::parse("tides", &TimeZone::UTC);
    let best = desk.index.search_best(&desk.history, &query).unwrap();
    let order: Vec<String> =
        best.hits.iter().map(|hit| shown(&hit.snippet).chars().take(8).collect()).collect();
    assert_eq!(order, ["[tides] ", "rip[tide", "…words o"]);
}

#[test]
fn a_single_letter_is_looked_for_in_the_newest_messages() {
    let desk = Desk::new();
    let chat = desk.history.chat("Letters");
    desk.history.say(chat, "a quiz", |_| {});
    desk.history.say(chat, "words", |_| {});
    let page = desk.page("q");
    assert_eq!((page.hits.len(), page.needs_letter, page.next), (1, false, None));
    for _ in 0..20_000 {
        desk.history.say(chat, "words without it", |_| {});
    }
    let page = desk.page("q");
    assert_eq!((page.hits.len(), page.needs_letter, page.next.is_some()), (0, true, true));
    assert_eq!(desk.page("qu").hits.len(), 1);
}

#[test]
fn of_many_titles_those_come_first_that_changed_last() {
    let desk = Desk::new();
    for number in 0..300_i64 {
        let word = if number % 3 == 0 { "alpha" } else { "beta" };
        let chat = desk.history.chat(&format!("{word} {number:03}"));
        // The oldest changed last.
        desk.history.change(chat, |title| title.updated_at_ms = 1_000 - number);
    }
    let first = |word: &str, numbers: &[i64]| -> Vec<String> {
        numbers.iter().map(|number| format!("{word} {number:03}")).collect()
    };
    let every_third: Vec<i64> = (0..20).map(|number| number * 3).collect();
    assert_eq!(desk.titles("alpha"), first("alpha", &every_third));
    // Of those that changed last only a few are hits: the index is asked for the others.
    assert_eq!(desk.titles("alpha 29"), first("alpha", &[129, 291, 294, 297]));
    desk.history.change(4, |title| title.is_deleted = true);
    desk.history.change(7, |title| title.is_archived = true);
    let without: Vec<i64> = (0..21).map(|number| number * 3).filter(|number| *number != 3).collect();
    assert_eq!(desk.titles("alpha"), first("alpha", &without));
}

#[test]
fn titles_before_a_time_are_looked_for_from_there_on() {
    let desk = Desk::new();
    let days = |number: i64| number * 86_400_000;
    for number in 0..900_i64 {
        let chat = desk.history.chat(&format!("alpha {number:03}"));
        desk.history.change(chat, |title| title.updated_at_ms = days(number));
    }
    // The first of June 1971 is day 516.
    let wanted: Vec<String> = (496..516).rev().map(|number| format!("alpha {number:03}")).collect();
    assert_eq!(desk.titles("alpha before:1971-06"), wanted);
}

#[test]
fn messages_of_another_time_are_not_read_and_imported_ones_are_found() {
    let desk = Desk::new();
    let chat = desk.history.chat("Years");
    let day = |number: i64| number * 86_400_000;
    // Day after day; then what was imported, from before all of it; then the next days.
    let days = (3_000..7_000).chain(1_000..2_500).chain(7_000..8_000);
    for number in days {
        desk.history.say(chat, "needle", |document| document.created_at_ms = day(number));
    }
    let found = |typed: &str| {
        desk.catch_up();
        desk.history.texts_read.set(0);
        let count = desk.found(typed).len();
        (count, desk.history.texts_read.get())
    };
    // 1980 begins with day 3,652, 1985 with 5,479, 1990 with 7,305.
    for (typed, hits, most_read) in [
        ("needle before:1980", 1_500 + 652, 1_500 + 652 + 2_500),
        ("needle -after:1980", 1_500 + 652, 1_500 + 652 + 2_500),
        ("needle after:1990", 695, 695 + 1_000),
        ("after:1985 needle before:1990", 1_521 + 305, 4_500),
        ("needle before:1972", 0, 0),
        ("needle after:1999", 0, 0),
        ("after:1990", 695, 695 + 1_000),
    ] {
        let (count, read) = found(typed);
        assert_eq!(count, hits, "{typed}");
        assert!(read <= most_read, "{typed}: {read} were read");
    }
}
