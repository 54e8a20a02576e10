//! What the process that reads PDFs does: it takes a file on standard input, does one job, and tells what it finds.
//!
//! Invariant: it opens no connection and no file but the system's fonts, has little memory to ask for, and ends with the
//! program.

use std::{
    env,
    io::{self, Read, Write},
    panic::{AssertUnwindSafe, catch_unwind},
    process::ExitCode,
    thread,
};

use hayro::hayro_syntax::{
    LoadPdfError, Pdf,
    object::{Array, Dict},
    page::Page,
};

use super::{
    apart::ARGUMENT,
    drawing::Drawing,
    encryption::{self, Encryption},
    pages, text,
    told::{self, Job, Told},
};
use crate::MAX_FILE_BYTES;

/// The most pages whose text is read.
const MAX_READ_PAGES: usize = 3_000;
/// The most that this process may ask for: twice what the largest image that is taken needs when it is decoded.
#[cfg(unix)]
const MAX_MEMORY_BYTES: u64 = 1024 * 1024 * 1024;
/// Deeper than the system's own; what nests still deeper ends the process.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// Does the job that this process was started for; `None` if it was started for something else.
pub fn read_pdf_apart() -> Option<ExitCode> {
    let mut arguments = env::args().skip(1);
    if arguments.next()? != ARGUMENT {
        return None;
    }
    limit();
    let job = arguments.next().and_then(|job| serde_json::from_str(&job).ok());
    let work = || -> io::Result<()> {
        let job = job.ok_or(io::ErrorKind::InvalidInput)?;
        let mut bytes = Vec::new();
        io::stdin().take(MAX_FILE_BYTES).read_to_end(&mut bytes)?;
        let mut out = io::stdout().lock();
        read(bytes, job, &mut out)?;
        told::write(&mut out, Told::Finished, b"")
    };
    Some(if with_room(work).is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Does the work on a stack on which much can nest; `None` if it failed or panicked.
pub(super) fn with_room<T: Send>(work: impl FnOnce() -> io::Result<T> + Send) -> Option<T> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, work);
        thread.ok()?.join().ok()?.ok()
    })
}

/// What cannot be limited on a system is not; the program still ends a process that takes too long.
fn limit() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, nice, setrlimit};
        let most = |bytes| Rlimit { current: Some(bytes), maximum: Some(bytes) };
        let _unlimited = setrlimit(Resource::Data, most(MAX_MEMORY_BYTES));
        let _unlimited = setrlimit(Resource::Core, most(0));
        let _unlimited = setrlimit(Resource::Fsize, most(0));
        let _as_fast = nice(5);
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Signal, set_parent_process_death_signal};
        let _outlives = set_parent_process_death_signal(Some(Signal::KILL));
    }
}

/// Does one job. What cannot be made out is left out, also where a reader panics over it.
pub(super) fn read(bytes: Vec<u8>, job: Job, out: &mut dyn Write) -> io::Result<()> {
    let encryption = encryption::of_file(&bytes);
    let bytes = if encryption == Encryption::Attachments { encryption::without(bytes) } else { bytes };
    let opened = caught(|| Pdf::new(bytes));
    let pdf = match opened {
        Some(Ok(pdf)) => pdf,
        Some(Err(LoadPdfError::Decryption(_))) => return told::write(out, Told::Encrypted, b""),
        Some(_) if encryption == Encryption::Document => return told::write(out, Told::Encrypted, b""),
        Some(Err(_)) | None => return told::write(out, Told::Unreadable, b""),
    };
    let pages = pages::in_order(&pdf);
    let opened = Told::Opened {
        pages: u32::try_from(pages.len()).unwrap_or(u32::MAX),
        is_restricted: encryption == Encryption::Document,
        is_xfa: is_xfa(&pdf),
    };
    told::write(out, opened, b"")?;
    match job {
        Job::LookInside { without_thumbnail } => {
            if !without_thumbnail {
                let drawing = Drawing::new(&pages);
                match caught(|| drawing.thumbnail()).flatten() {
                    Some(image) => told::write(out, Told::Thumbnail, &image)?,
                    None => told::write(out, Told::NotDrawn, drawing.lack().as_bytes())?,
                }
            }
            read_text(&pdf, &pages, out)
        }
        Job::Draw { from, count } => draw(&pages, from, count, out),
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
        told::write(
            out,
            Told::Text { has_picture: read.has_picture, is_unreadable: read.is_unreadable },
            read.text.as_bytes(),
        )?;
    }
    Ok(())
}

fn draw<'a>(pages: &[&'a Page<'a>], from: u32, count: u32, out: &mut dyn Write) -> io::Result<()> {
    let drawing = Drawing::new(pages);
    for number in from..from.saturating_add(count) {
        let Some((image, bytes)) = caught(|| drawing.page(usize::try_from(number).ok()?)).flatten() else {
            told::write(out, Told::NotDrawn, drawing.lack().as_bytes())?;
            continue;
        };
        told::write(out, Told::Page { pixels: (image.width(), image.height()) }, &bytes)?;
    }
    Ok(())
}

fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
