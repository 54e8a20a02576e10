//! Lines of JSON as the events of an answer: no value of any shape may panic or make text out of nothing.
//! What is asserted stands in `yourouter_gateway::checks`, which `cargo test` runs too.
#![no_main]

use libfuzzer_sys::fuzz_target;
use yourouter_gateway::checks;

fuzz_target!(|input: &[u8]| checks::api_format(input));
