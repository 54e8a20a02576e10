//! D40 to D43: errors inside an answer whose status was 200. What came before them is kept.

use yourouter_protocol::FailureCode::{Overloaded, RateLimited, Rejected};

use crate::{check_refused, id, text};

#[test]
fn d40_error_without_choices() {
    check_refused("d40_error_object_without_choices", &[id(), text("a")], Overloaded, "The server is busy");
}

#[test]
fn d41_error_object() {
    check_refused("d41_object_error", &[id(), text("a")], Rejected, "Bad prompt");
}

#[test]
fn d42_error_beside_choices() {
    check_refused(
        "d42_error_beside_choices",
        &[id(), text("a"), text("b")],
        RateLimited,
        "Rate limited upstream",
    );
}

#[test]
fn d43_error_event() {
    check_refused("d43_error_event", &[id(), text("a")], Overloaded, "Overloaded");
    check_refused("d43_error_event_in_plain_text", &[id(), text("a")], Overloaded, "upstream closed");
}
