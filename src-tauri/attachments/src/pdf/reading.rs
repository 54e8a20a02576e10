//! What the attachment worker does with a PDF: one job, and what it finds goes out piece by piece.
//!
//! Invariant: what a reader panics over is left out, and the rest is still read.

use std::{
    io::{self, Write},
    panic::{AssertUnwindSafe, catch_unwind},
};

use hayro::hayro_syntax::{
    LoadPdfError, Pdf,
    object::{Array, Dict},
    page::Page,
};

use super::{
    drawing::Drawing,
    encryption::{self, Encryption},
    pages, text,
};
use crate::worker::message::{self, Job, Message};

/// The most pages whose text is read.
const MAX_READ_PAGES: usize = 3_000;

/// Does one job. What cannot be made out is left out, also where a reader panics over it.
pub(crate) fn read(bytes: Vec<u8>, job: Job, out: &mut dyn Write) -> io::Result<()> {
    let encryption = encryption::of_file(&bytes);
    let bytes = if encryption == Encryption::Attachments { encryption::without(bytes) } else { bytes };
    let opened = caught(|| Pdf::new(bytes));
    let pdf = match opened {
        Some(Ok(pdf)) => pdf,
        Some(Err(LoadPdfError::Decryption(_))) => return message::write(out, Message::Encrypted, b""),
        Some(_) if encryption == Encryption::Document => return message::write(out, Message::Encrypted, b""),
        Some(Err(_)) | None => return message::write(out, Message::Unreadable, b""),
    };
    let pages = pages::in_order(&pdf);
    let opened = Message::Opened {
        pages: u32::try_from(pages.len()).unwrap_or(u32::MAX),
        is_restricted: encryption == Encryption::Document,
        is_xfa: is_xfa(&pdf),
    };
    message::write(out, opened, b"")?;
    match job {
        Job::LookInside { without_thumbnail } => {
            if !without_thumbnail {
                let drawing = Drawing::new(&pages);
                match caught(|| drawing.thumbnail()).flatten() {
                    Some(image) => message::write(out, Message::Thumbnail, &image)?,
                    None => message::write(out, Message::NotDrawn, drawing.lack().as_bytes())?,
                }
            }
            read_text(&pdf, &pages, out)
        }
        Job::Draw { from, count } => draw(&pages, from, count, out),
        // For images and documents.
        Job::Prepare => Ok(()),
    }
}

/// Whether it is a form in Adobe's XML, whose pages hold nothing but a notice (PDF 2.0, section 12.7.8).
fn is_xfa(pdf: &Pdf) -> bool {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()).unwrap_or_default();
    let form = root.get::<Dict<'_>>("AcroForm").unwrap_or_default();
    let has_fields = form.get::<Array<'_>>("Fields").is_some_and(|fields| fields.raw_iter().next().is_some());
    form.contains_key("XFA") && (root.get::<bool>("NeedsRendering") == Some(true) || !has_fields)
}

fn read_text<'a>(pdf: &'a Pdf, pages: &[&'a Page<'a>], out: &mut dyn Write) -> io::Result<()> {
    let reader = text::Reader::new(pdf);
    for page in pages.iter().take(MAX_READ_PAGES) {
        let read = caught(|| reader.page(page)).unwrap_or_default();
        message::write(
            out,
            Message::Text { has_picture: read.has_picture, is_unreadable: read.is_unreadable },
            read.text.as_bytes(),
        )?;
    }
    Ok(())
}

fn draw<'a>(pages: &[&'a Page<'a>], from: u32, count: u32, out: &mut dyn Write) -> io::Result<()> {
    let drawing = Drawing::new(pages);
    for number in from..from.saturating_add(count) {
        let Some((image, bytes)) = caught(|| drawing.page(usize::try_from(number).ok()?)).flatten() else {
            message::write(out, Message::NotDrawn, drawing.lack().as_bytes())?;
            continue;
        };
        message::write(out, Message::Page { pixels: (image.width(), image.height()) }, &bytes)?;
    }
    Ok(())
}

fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
