//! The body of a refusal: whatever it holds becomes a short plain failure without the key.
//! What is asserted stands in `yourouter_gateway::checks`, which `cargo test` runs too.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yourouter_gateway::checks;

fuzz_target!(|input: &[u8]| checks::error_body(input));
