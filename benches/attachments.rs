//! Time and peak extra memory from a dropped file to what is sent, for files of 20 and 100 MB: `cargo bench -p
//! yourouter-core --bench attachments`. Each case runs in a process of its own, whose high-water mark is read from the
//! kernel, so the figures of memory are made on Linux only.

#![allow(missing_docs, clippy::print_stdout, reason = "a program that prints its figures")]

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use image::{ImageFormat, Rgb, RgbImage, codecs::jpeg::JpegEncoder};
use lopdf::{Document, Object, Stream, dictionary};
use yourouter_core::attachment::{Folder, PdfReader, Source};

type Outcomes<T> = Result<T, Box<dyn Error>>;

const MEGABYTE: usize = 1_000_000;
const CASE: &str = "--case";

fn main() -> Outcomes<()> {
    let arguments: Vec<String> = env::args().collect();
    if let Some(at) = arguments.iter().position(|it| it == CASE) {
        let path = arguments.get(at + 1).ok_or("no file")?;
        return run(Path::new(path));
    }
    let folder = tempfile::tempdir()?;
    println!("{:<34} {:>9} {:>9} {:>12} {:>8}  outcome", "file", "size", "time", "extra memory", "× size");
    for path in files(folder.path())? {
        let output = Command::new(env::current_exe()?).arg(CASE).arg(&path).output()?;
        print!("{}", String::from_utf8_lossy(&output.stdout));
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
    }
    Ok(())
}

/// Prepares one file and reads what would be sent of it.
fn run(path: &Path) -> Outcomes<()> {
    let place = tempfile::tempdir()?;
    let folder =
        Folder::open(place.path())?.reading_pdfs_with(PdfReader::new(env!("CARGO_BIN_EXE_pdf-reader")));
    let size = fs::metadata(path)?.len();
    let (before, begun) = (memory("VmRSS:")?, Instant::now());
    let outcome = match folder.prepare(&Source::Path(path.to_owned())) {
        Ok(prepared) => {
            let sent = folder.read(&prepared.sha256)?;
            format!("{} bytes of {}", sent.len(), prepared.media_type)
        }
        Err(error) => error.to_string(),
    };
    report(path, size, begun.elapsed(), memory("VmHWM:")?.saturating_sub(before), &outcome);
    Ok(())
}

fn report(path: &Path, size: u64, time: Duration, memory: u64, outcome: &str) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let megabytes = |bytes: u64| format!("{} MB", bytes / MEGABYTE as u64);
    let times = memory * 10 / size.max(1);
    println!(
        "{name:<34} {:>9} {:>6} ms {:>12} {:>6}.{}  {outcome}",
        megabytes(size),
        time.as_millis(),
        megabytes(memory),
        times / 10,
        times % 10
    );
}

/// A figure of this process, in bytes (proc(5), `/proc/pid/status`).
fn memory(name: &str) -> Outcomes<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with(name)).ok_or("no such figure")?;
    let kilobytes: u64 = line.split_whitespace().nth(1).ok_or("no number")?.parse()?;
    Ok(kilobytes * 1024)
}

fn files(folder: &Path) -> Outcomes<Vec<PathBuf>> {
    let write = |name: &str, bytes: &[u8]| -> Outcomes<PathBuf> {
        let path = folder.join(name);
        fs::write(&path, bytes)?;
        Ok(path)
    };
    let mut jpeg = Vec::new();
    // Noise of 13 megapixels is as large as a JPEG of a camera with five times as many.
    JpegEncoder::new_with_quality(&mut jpeg, 90).encode_image(&noise(3_700, 2_700))?;
    let mut png = std::io::Cursor::new(Vec::new());
    noise(3_000, 2_150).write_to(&mut png, ImageFormat::Png)?;
    let line = "2025-11-23T12:00:00Z INFO one more line of a log that nobody reads\n";
    let log = line.repeat(20 * MEGABYTE / line.len());
    Ok(vec![
        write("13 megapixels.jpg", &jpeg)?,
        write("6 megapixels.png", &png.into_inner())?,
        write("paper.pdf", &pdf(19 * MEGABYTE)?)?,
        write("lines.log", log.as_bytes())?,
        write("hundred megabytes.pdf", &pdf(100 * MEGABYTE)?)?,
        write("hundred megabytes.log", log.repeat(5).as_bytes())?,
    ])
}

fn noise(width: u32, height: u32) -> RgbImage {
    let mut random = fastrand::Rng::with_seed(7);
    RgbImage::from_fn(width, height, |_, _| Rgb([random.u8(..), random.u8(..), random.u8(..)]))
}

/// A hundred pages of text, and one stream that nothing can compress.
fn pdf(size: usize) -> Outcomes<Vec<u8>> {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
    let page = "BT /F1 12 Tf 14 TL 72 760 Td ".to_owned()
        + &"(A line of words on a page of a long paper) ' ".repeat(50);
    let kids: Vec<Object> = (0..100)
        .map(|_| {
            let content = document.add_object(Stream::new(dictionary! {}, format!("{page} ET").into_bytes()));
            let page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources };
            document.add_object(page).into()
        })
        .collect();
    document.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 100 });
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut random = fastrand::Rng::with_seed(7);
    let bulk: Vec<u8> = std::iter::repeat_with(|| random.u8(..)).take(size).collect();
    document.add_object(Stream::new(dictionary! {}, bulk));
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}
