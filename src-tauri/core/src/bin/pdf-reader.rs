//! The process that reads PDFs, by itself: what the program is when it is started with `--read-pdf`.

use std::process::ExitCode;

fn main() -> ExitCode {
    yourouter_core::attachment::read_pdf_apart().unwrap_or(ExitCode::FAILURE)
}
