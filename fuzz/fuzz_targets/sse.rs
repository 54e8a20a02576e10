//! An answer's bytes, split where the input says: the deltas must be those of the same bytes in one read.
//! What is asserted stands in `yourouter_gateway::checks`, which `cargo test` runs too.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yourouter_gateway::checks;

fuzz_target!(|input: &[u8]| checks::sse(input));
