//! Any text in any chunks: streamed it must end as it is rendered whole, and a real HTML parser must find nothing on the
//! way but what may stand on the page. The page's side and the list are those of the core's own tests.
#![no_main]
#![allow(dead_code, missing_docs)]

#[path = "../../src-tauri/markdown/tests/markdown/allowed.rs"]
mod allowed;
#[path = "../../src-tauri/markdown/tests/markdown/page.rs"]
mod page;

use libfuzzer_sys::fuzz_target;

/// The first byte says how long a chunk is, at most.
fuzz_target!(|input: &[u8]| {
    let Some((step, bytes)) = input.split_first() else { return };
    let text = String::from_utf8_lossy(bytes);
    let mut parts = Vec::new();
    let mut rest = &*text;
    for n in 0_usize.. {
        let mut at = (1 + (usize::from(*step) * (n % 7)) % 97).min(rest.len());
        while !rest.is_char_boundary(at) {
            at += 1;
        }
        let (part, after) = rest.split_at(at);
        parts.push(part);
        rest = after;
        if rest.is_empty() {
            break;
        }
    }
    page::assert_streams(&parts);
    allowed::assert_harmless(&yourouter_markdown::render(&text), &text);
    // What stands on the screen in the middle.
    let run = page::half(&parts);
    allowed::assert_harmless(&run, &text);
});
