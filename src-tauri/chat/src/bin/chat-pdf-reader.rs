//! The process that reads PDFs, by itself: what the program is when it is started with `--read-pdf`.

use std::process::ExitCode;

fn main() -> ExitCode {
    yourouter_attachments::read_pdf_apart().unwrap_or(ExitCode::FAILURE)
}
