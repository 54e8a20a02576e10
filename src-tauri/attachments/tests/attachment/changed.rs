//! The fuzzer's checks without the fuzzer: seeded changes to small files of each type, a bounded number of them.
//!
//! The same functions run under coverage guidance with `cargo xtask fuzz`. A seed in a failure's words makes it again.

use image::ImageFormat;
use yourouter_attachments::checks;

use crate::fixture::{animation, encoded, halves, noise, pdf, turned_jpeg};

/// Changed files for each one.
const ROUNDS: u64 = 200;

/// Cuts, repeats and overwrites, a few times.
fn changed(file: &[u8], random: &mut fastrand::Rng) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for _ in 0..random.usize(1..5) {
        if bytes.is_empty() {
            break;
        }
        let from = random.usize(0..bytes.len());
        let to = (from + random.usize(1..32)).min(bytes.len());
        match random.u8(0..4) {
            0 => drop(bytes.drain(from..to)),
            1 => {
                let copy = bytes[from..to].to_vec();
                let _replaced = bytes.splice(from..from, copy);
            }
            2 => bytes[from..to].iter_mut().for_each(|byte| *byte = random.u8(..)),
            _ => bytes[from] ^= 1 << random.u8(0..8),
        }
    }
    bytes
}

pub fn holds(name: &str, file: &[u8], check: fn(&[u8])) {
    check(file);
    for seed in 0..ROUNDS {
        let bytes = changed(file, &mut fastrand::Rng::with_seed(seed));
        let outcome = std::panic::catch_unwind(|| check(&bytes));
        assert!(outcome.is_ok(), "{name}, seed {seed}");
    }
}

#[test]
fn a_changed_image_is_refused_in_words_or_fits_every_vendor() {
    let formats = [
        ImageFormat::Png,
        ImageFormat::Jpeg,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
    ];
    for format in formats {
        holds(&format!("{format:?}"), &encoded(&noise(24, 16), format), checks::picture);
    }
    holds("an animation", &animation(12, 8), checks::picture);
    holds("a turned JPEG", &turned_jpeg(&halves(24, 16), 6), checks::picture);
}

#[test]
fn an_image_that_no_longer_decodes_without_its_metadata_is_encoded_anew() {
    checks::picture(include_bytes!("../fixtures/attachment/undecodable-when-stripped.jpg"));
}

#[test]
fn a_changed_pdf_is_refused_in_words_or_read_as_far_as_it_can_be() {
    holds("a PDF of three pages", &pdf(3), checks::pdf);
}
