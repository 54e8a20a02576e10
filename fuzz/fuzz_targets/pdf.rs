//! A PDF of any kind: refused in words, or read as far as it can be.
//! What is asserted stands in `yourouter_attachments::checks`, which `cargo test` runs too.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yourouter_attachments::checks;

// A panic of the reader is caught by the program, as one of its own processes; only what the checks assert counts.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |input: &[u8]| checks::pdf(input));
