//! What the attachment worker does: it fences itself, takes a file on standard input, does one job, and says what it finds.
//!
//! Invariant: no byte of a file is looked at before the fence stands, and the process ends with the program.

use std::{
    env,
    fs::File,
    io::{self, BufRead, Read, Write},
    process::ExitCode,
};

use bytes::Bytes;
use image::ImageFormat;
use tokio_util::sync::CancellationToken;

use super::{
    MAX_FILE_BYTES, Watch, catching_panics,
    content::{self, Content},
    frames, office, pdf,
    picture::{self, SystemPictures, SystemType},
    worker::{
        ARGUMENT,
        message::{self, Job, Message},
        sandbox, with_room,
    },
};
use yourouter_protocol::{AttachmentProblem, Error};

/// Does the job that this process was started for; `None` if it was started for something else. To be called before
/// anything else is done: the key is not in this process, and nothing but the calling thread may run.
pub fn run_attachment_worker(system: Option<&dyn SystemPictures>) -> Option<ExitCode> {
    let mut arguments = env::args().skip(1);
    if arguments.next()? != ARGUMENT {
        return None;
    }
    let job = arguments.next();
    sandbox::enter(job.is_some());
    let work = || -> io::Result<()> {
        let (job, input) = match &job {
            Some(job) => (serde_json::from_str(job)?, Input::File(standard_input()?)),
            None => {
                let (mut stdin, mut job) = (io::stdin().lock(), Vec::new());
                stdin.read_until(b'\n', &mut job)?;
                (serde_json::from_slice(&job)?, Input::Bytes(all(stdin)?))
            }
        };
        let mut out = io::stdout().lock();
        work(job, input, system, &mut out)?;
        message::write(&mut out, Message::Finished, b"")
    };
    Some(if with_room(work).is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The file as this process gets it.
enum Input {
    Bytes(Bytes),
    File(File),
}

impl Input {
    fn bytes(&self) -> io::Result<Bytes> {
        match self {
            Self::Bytes(bytes) => Ok(bytes.clone()),
            Self::File(file) => all(file),
        }
    }
}

fn all(from: impl Read) -> io::Result<Bytes> {
    let mut bytes = Vec::new();
    from.take(MAX_FILE_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes.into())
}

/// Standard input as a file that can be read again.
fn standard_input() -> io::Result<File> {
    #[cfg(unix)]
    let owned = std::os::fd::AsFd::as_fd(&io::stdin()).try_clone_to_owned()?;
    #[cfg(windows)]
    let owned = std::os::windows::io::AsHandle::as_handle(&io::stdin()).try_clone_to_owned()?;
    Ok(owned.into())
}

fn work(job: Job, input: Input, system: Option<&dyn SystemPictures>, out: &mut dyn Write) -> io::Result<()> {
    match job {
        Job::Prepare => match prepare(input, system, out)? {
            Ok(()) => Ok(()),
            Err(Error::Attachment { problem, detail }) => {
                message::write(out, Message::Refused { problem }, detail.as_bytes())
            }
            Err(other) => Err(io::Error::other(other)),
        },
        Job::LookInside { .. } | Job::Draw { .. } => pdf::reading::read(Vec::from(input.bytes()?), job, out),
    }
}

/// What it is refused for is the inner result.
fn prepare(
    input: Input,
    system: Option<&dyn SystemPictures>,
    out: &mut dyn Write,
) -> io::Result<Result<(), Error>> {
    // Nobody stops this work but the program, which ends the process.
    let watch = Watch { stop: &CancellationToken::new(), progress: &|_| {} };
    let bytes = input.bytes()?;
    let file = match input {
        Input::Bytes(_) => None,
        Input::File(file) => Some(file),
    };
    let made = match content::detect(&bytes) {
        Content::Image(format) => {
            let frames = frames::count(&bytes, format);
            let kept = (format == ImageFormat::Tiff).then(|| bytes.clone());
            catching_panics(|| picture::prepare(bytes, file, format, &watch))
                .or_else(|error| {
                    match kept.filter(|_| {
                        matches!(
                            &error,
                            Error::Attachment { problem: AttachmentProblem::UnsupportedType, .. }
                        )
                    }) {
                        Some(bytes) => picture::prepare_by_system(&bytes, SystemType::Tiff, system, &watch),
                        None => Err(error),
                    }
                })
                .map(|picture| (picture, frames))
        }
        Content::Jpeg2000 => {
            catching_panics(|| picture::prepare_jpeg2000(&bytes, &watch)).map(|picture| (picture, 1))
        }
        Content::System(heif) => catching_panics(|| picture::prepare_by_system(&bytes, heif, system, &watch))
            .map(|picture| (picture, 1)),
        Content::Office(kind) => {
            return match catching_panics(|| office::text(&bytes, kind, office::TIME, &watch)) {
                Ok(text) => {
                    let message = Message::Document { is_cut: text.is_cut };
                    message::write(out, message, text.text.as_bytes()).map(Ok)
                }
                Err(error) => Ok(Err(error)),
            };
        }
        _ => Err(Error::attachment(AttachmentProblem::Damaged, "it changed while it was read")),
    };
    Ok(match made {
        Ok((picture, frames)) => {
            message::write(out, Message::Thumbnail, &picture.thumbnail)?;
            message::write(out, Message::Image { pixels: picture.pixels, frames }, &picture.bytes)?;
            Ok(())
        }
        Err(error) => Err(error),
    })
}
