//! An Office document, or the main part of one: refused in words, or read within limits.
//! What is asserted stands in `yourouter_attachments::checks`, which `cargo test` runs too.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yourouter_attachments::checks;

fuzz_target!(|input: &[u8]| checks::office(input));
