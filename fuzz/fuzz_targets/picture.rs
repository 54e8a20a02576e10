//! An image of any kind: refused in words, or made into what every vendor takes.
//! What is asserted stands in `yourouter_attachments::checks`, which `cargo test` runs too.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yourouter_attachments::checks;

fuzz_target!(|input: &[u8]| checks::picture(input));
