//! Framing by the letter of the specification, and what the decoder adds for servers that bend it.

use proptest::prelude::*;

use super::{Bounds, Decoder, Event, Excess};

const BOUNDS: Bounds = Bounds { line: 4096, event: 8192 };

fn event(name: &str, data: &str) -> Event {
    Event { name: name.to_owned(), data: data.to_owned() }
}

fn decode<'a>(reads: impl IntoIterator<Item = &'a [u8]>) -> Vec<Event> {
    let (mut decoder, mut events) = (Decoder::new(BOUNDS), Vec::new());
    for read in reads {
        decoder.push(read, &mut events).unwrap();
    }
    decoder.finish(&mut events).unwrap();
    events
}

/// Decodes `stream` whole, at every split into two reads, and byte by byte.
fn check(stream: &[u8], expected: &[Event]) {
    assert_eq!(decode([stream]), expected, "whole");
    for at in 0..=stream.len() {
        let (first, second) = stream.split_at(at);
        assert_eq!(decode([first, second]), expected, "split at {at}");
    }
    assert_eq!(decode(stream.chunks(1)), expected, "byte by byte");
}

#[test]
fn every_line_end_ends_a_line() {
    for end in ["\n", "\r", "\r\n"] {
        let stream = ["data: a", "data: é", "", "event: b", "data:c", "", ""].join(end);
        check(stream.as_bytes(), &[event("", "a\né"), event("b", "c")]);
    }
}

#[test]
fn comments_ids_and_unknown_fields_are_passed_over() {
    let stream = b": keep-alive\nid: 7\nretry: 10\nunknown: x\nnothing\ndata: a\n:\n\n: the end\n\n";
    check(stream, &[event("", "a")]);
}

#[test]
fn one_space_after_the_colon_is_dropped_and_no_more() {
    check(b"data:  two\n\ndata:none\n\ndata\n\n", &[event("", " two"), event("", "none"), event("", "")]);
}

#[test]
fn an_event_without_data_is_none_and_its_name_does_not_stick() {
    check(b"event: ping\n\ndata: a\n\n", &[event("", "a")]);
}

#[test]
fn one_byte_order_mark_is_dropped() {
    check("\u{FEFF}data: a\n\n\u{FEFF}data: b\n\n".as_bytes(), &[event("", "a")]);
}

#[test]
fn the_last_event_needs_no_blank_line_and_the_last_line_no_end() {
    check(b"data: a\n\ndata: b\n", &[event("", "a"), event("", "b")]);
    check(b"data: a\n\ndata: b", &[event("", "a"), event("", "b")]);
}

#[test]
fn data_lines_without_blank_lines_between_json_values_are_events_of_their_own() {
    check(
        b"data: {\"a\":1}\ndata: {\"b\":2}\ndata: [DONE]\n",
        &[event("", "{\"a\":1}"), event("", "{\"b\":2}"), event("", "[DONE]")],
    );
    check(b"data: {\"a\":\ndata: {}}\n\n", &[event("", "{\"a\":\n{}}")]);
}

#[test]
fn bytes_that_are_no_utf_8_are_replaced() {
    check(b"data: a\xFFb\n\n", &[event("", "a\u{FFFD}b")]);
}

#[test]
fn a_line_over_its_bound_is_an_excess_however_it_arrives() {
    let line = [&b"data: "[..], &[b'a'; 4096], b"\n\n"].concat();
    for size in [1, 100, line.len()] {
        let (mut decoder, mut events) = (Decoder::new(BOUNDS), Vec::new());
        let outcome = line.chunks(size).try_for_each(|read| decoder.push(read, &mut events));
        assert_eq!(outcome, Err(Excess::Line), "{size}");
    }
}

#[test]
fn an_event_over_its_bound_is_an_excess() {
    let (mut decoder, mut events) = (Decoder::new(BOUNDS), Vec::new());
    let line = [&b"data: "[..], &[b'a'; 1000], b"\n"].concat();
    let outcome = (0..9).try_for_each(|_| decoder.push(&line, &mut events));
    assert_eq!(outcome, Err(Excess::Event));
}

proptest! {
    #[test]
    fn reads_of_any_size_give_the_same_events(
        parts in prop::collection::vec("(data|event|id|:|: |\r|\n|\r\n|\\{|\\}|é|\u{FEFF}|x)", 0..40),
        sizes in prop::collection::vec(1_usize..9, 1..20),
    ) {
        let stream = parts.concat().into_bytes();
        let (mut rest, mut reads) = (&stream[..], Vec::new());
        for size in sizes.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (read, after) = rest.split_at((*size).min(rest.len()));
            reads.push(read);
            rest = after;
        }
        prop_assert_eq!(decode(reads), decode([&stream[..]]));
    }

    #[test]
    fn any_bytes_leave_no_more_than_the_bounds_in_memory(
        reads in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..600), 0..40),
    ) {
        let (mut decoder, mut events) = (Decoder::new(Bounds { line: 64, event: 128 }), Vec::new());
        for read in &reads {
            if decoder.push(read, &mut events).is_err() {
                break;
            }
            prop_assert!(decoder.line.len() <= 64);
            prop_assert!(decoder.event.data.len() <= 128);
        }
    }
}
