//! Time and peak extra memory from a dropped file to what is sent, for files of 20 and 100 MB: `cargo bench -p
//! yourouter-attachments`. Each case runs in a process of its own, whose high-water mark is read from the
//! kernel, so the figures of memory are made on Linux only.

#![allow(missing_docs, clippy::print_stdout, reason = "a program that prints its figures")]

use std::{
    env,
    error::Error,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use image::{ImageFormat, Rgb, RgbImage, codecs::jpeg::JpegEncoder};
use lopdf::{Document, Object, Stream, dictionary};
use tiff::encoder::{Compression, TiffEncoder, colortype::RGB8};
use tokio_util::sync::CancellationToken;
use yourouter_attachments::{AttachmentWorker, BlobStore, Source, Watch};

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
    let folder = BlobStore::open(place.path())?
        .with_worker(AttachmentWorker::new(env!("CARGO_BIN_EXE_attachment-worker")));
    let size = fs::metadata(path)?.len();
    let (before, begun) = (memory("VmRSS:")?, Instant::now());
    let together = Arc::new(AtomicU64::new(0));
    let most = Arc::clone(&together);
    // PDFs are read by a process that this one starts; what both have at the same time is what counts.
    thread::spawn(move || {
        loop {
            let both = memory_of_children().unwrap_or_default() + memory("VmRSS:").unwrap_or_default();
            most.fetch_max(both, Ordering::Relaxed);
            thread::sleep(Duration::from_millis(2));
        }
    });
    let outcome = match folder.prepare(&Source::Path(path.to_owned())) {
        Ok(prepared) => {
            if prepared.facts.is_drawable {
                let watch = Watch { stop: &CancellationToken::new(), progress: &|_| {} };
                let (drawing, pages) = (Instant::now(), prepared.pages.unwrap_or_default());
                let images = folder.draw_pages(&prepared.sha256, pages, &watch)?;
                let bytes: u64 = images.iter().map(|image| image.size_bytes).sum();
                let each = drawing.elapsed().as_millis() / images.len().max(1) as u128;
                println!(
                    "{:>34} {} pages drawn, {each} ms and {} kB each",
                    "",
                    images.len(),
                    bytes / 1000 / images.len().max(1) as u64
                );
            }
            let sent = folder.read(&prepared.sha256)?;
            format!("{} bytes of {}", sent.len(), prepared.media_type)
        }
        Err(error) => error.to_string(),
    };
    let extra = memory("VmHWM:")?.max(together.load(Ordering::Relaxed)).saturating_sub(before);
    report(path, size, begun.elapsed(), extra, &outcome);
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

/// A figure of this process, in bytes.
fn memory(name: &str) -> Outcomes<u64> {
    figure("self", name)
}

/// What the processes which run now for this one have, without the program's own code, which is there once for all.
fn memory_of_children() -> Outcomes<u64> {
    let mut all = 0;
    for task in fs::read_dir("/proc/self/task")? {
        for child in fs::read_to_string(task?.path().join("children"))?.split_whitespace() {
            all += figure(child, "RssAnon:").unwrap_or_default();
        }
    }
    Ok(all)
}

/// A figure of a process, in bytes (proc(5), `/proc/pid/status`).
fn figure(process: &str, name: &str) -> Outcomes<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
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
    let mut bmp = std::io::Cursor::new(Vec::new());
    noise(2_950, 2_250).write_to(&mut bmp, ImageFormat::Bmp)?;
    let mut tiff = std::io::Cursor::new(Vec::new());
    noise(2_950, 2_250).write_to(&mut tiff, ImageFormat::Tiff)?;
    let mut webp = std::io::Cursor::new(Vec::new());
    noise(2_900, 2_200).write_to(&mut webp, ImageFormat::WebP)?;
    let line = "2025-11-23T12:00:00Z INFO one more line of a log that nobody reads\n";
    let log = line.repeat(20 * MEGABYTE / line.len());
    let mut all = vec![
        write("13 megapixels.jpg", &jpeg)?,
        write("48 megapixels.jpg", &photograph(8_000, 6_000)?)?,
        write("6 megapixels.png", &png.into_inner())?,
        write("24 megapixels.png", &screen(5_600, 4_300)?)?,
        write("6 megapixels.webp", &webp.into_inner())?,
        write("6 megapixels.tiff", &tiff.into_inner())?,
        write("6 megapixels.bmp", &bmp.into_inner())?,
        write("14 megapixels.gif", &gif(4_600, 3_100)?)?,
        write("pictures.pptx", &slides(19 * MEGABYTE)?)?,
        write("rows.xlsx", &sheet(160_000)?)?,
        write("paper.pdf", &pdf(19 * MEGABYTE)?)?,
        write("scan.pdf", &scan(6)?)?,
        write("lines.log", log.as_bytes())?,
        write("hundred megabytes.jpg", &padded(&jpeg, 100 * MEGABYTE))?,
        write("hundred megabytes.png", &padded(b"\x89PNG\r\n\x1a\n", 100 * MEGABYTE))?,
        write("hundred megabytes.pdf", &pdf(100 * MEGABYTE)?)?,
        write("hundred megabytes.log", log.repeat(5).as_bytes())?,
        write("24 megapixels, LZW.tiff", &compressed_tiff(5_600, 4_300)?)?,
    ];
    all.extend(lossy_webp(folder)?);
    Ok(all)
}

/// Few colours, and therefore many more pixels than a file of its size has otherwise.
fn compressed_tiff(width: u32, height: u32) -> Outcomes<Vec<u8>> {
    let mut random = fastrand::Rng::with_seed(7);
    let image = RgbImage::from_fn(width, height, |_, _| Rgb([random.u8(..2), random.u8(..2), 200]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    TiffEncoder::new(&mut bytes)?.with_compression(Compression::Lzw).write_image::<RGB8>(
        width,
        height,
        image.as_raw(),
    )?;
    Ok(bytes.into_inner())
}

/// A photograph as a browser saves it; nothing here writes one, so ImageMagick does, if it is there.
fn lossy_webp(folder: &Path) -> Outcomes<Option<PathBuf>> {
    let (from, to) = (folder.join("photograph.jpg"), folder.join("24 megapixels, lossy.webp"));
    fs::write(&from, photograph(5_600, 4_300)?)?;
    let made = Command::new("convert").arg(&from).args(["-quality", "90"]).arg(&to).status();
    Ok(made.is_ok_and(|status| status.success()).then_some(to))
}

fn noise(width: u32, height: u32) -> RgbImage {
    let mut random = fastrand::Rng::with_seed(7);
    RgbImage::from_fn(width, height, |_, _| Rgb([random.u8(..), random.u8(..), random.u8(..)]))
}

/// Little noise, as in a photograph; of the usual qualities the best one that is taken.
fn photograph(width: u32, height: u32) -> Outcomes<Vec<u8>> {
    let mut random = fastrand::Rng::with_seed(7);
    let image = RgbImage::from_fn(width, height, |x, y| {
        let mut level = |of: u32| (of / 40 % 200) as u8 + random.u8(..12);
        Rgb([level(x), level(y), level(x + y)])
    });
    for quality in [95, 92, 90, 85, 80, 75, 60] {
        let mut bytes = Vec::new();
        JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(&image)?;
        if bytes.len() < 20 * MEGABYTE {
            return Ok(bytes);
        }
    }
    Err("no quality is low enough".into())
}

/// Few colours that no encoder foresees.
fn screen(width: u32, height: u32) -> Outcomes<Vec<u8>> {
    let mut random = fastrand::Rng::with_seed(7);
    let image = RgbImage::from_fn(width, height, |_, _| Rgb([random.u8(..2), random.u8(..2), 200]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, ImageFormat::Png)?;
    Ok(bytes.into_inner())
}

fn gif(width: u16, height: u16) -> Outcomes<Vec<u8>> {
    let mut random = fastrand::Rng::with_seed(7);
    let palette: Vec<u8> = std::iter::repeat_with(|| random.u8(..)).take(3 * 256).collect();
    let pixels: Vec<u8> =
        std::iter::repeat_with(|| random.u8(..)).take(usize::from(width) * usize::from(height)).collect();
    let mut bytes = Vec::new();
    let mut encoder = gif::Encoder::new(&mut bytes, width, height, &palette)?;
    encoder.write_frame(&gif::Frame::from_indexed_pixels(width, height, pixels, None))?;
    drop(encoder);
    Ok(bytes)
}

/// A file of which only the beginning matters: it is refused for its size.
fn padded(start: &[u8], size: usize) -> Vec<u8> {
    let mut bytes = start.to_vec();
    bytes.resize(size, 0);
    bytes
}

/// One slide, and pictures that nothing can compress.
fn slides(size: usize) -> Outcomes<Vec<u8>> {
    let mut random = fastrand::Rng::with_seed(7);
    let picture: Vec<u8> = std::iter::repeat_with(|| random.u8(..)).take(size).collect();
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let names = format!(
        r#"xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{kind}""#
    );
    let slide = format!(
        r#"<p:sld {names}><p:cSld><p:spTree><p:sp><p:nvSpPr><p:cNvPr id="2" name="x"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:txBody><a:bodyPr/><a:p><a:r><a:t>A slide</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"#
    );
    let deck = format!(
        r#"<p:presentation {names}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>"#
    );
    package(&[
        ("[Content_Types].xml", types("/ppt/presentation.xml", "presentationml.presentation").as_bytes()),
        ("_rels/.rels", relation("officeDocument", "ppt/presentation.xml").as_bytes()),
        ("ppt/presentation.xml", deck.as_bytes()),
        ("ppt/_rels/presentation.xml.rels", relation("slide", "slides/slide1.xml").as_bytes()),
        ("ppt/slides/slide1.xml", slide.as_bytes()),
        ("ppt/media/image1.png", &picture),
    ])
}

/// So many rows of eight cells with numbers that nobody foresees.
fn sheet(rows: u32) -> Outcomes<Vec<u8>> {
    let mut random = fastrand::Rng::with_seed(7);
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let mut sheet = format!(r#"<worksheet xmlns="{main}"><sheetData>"#);
    for row in 1..=rows {
        sheet.push_str(&format!(r#"<row r="{row}">"#));
        for column in 'A'..='H' {
            sheet.push_str(&format!(r#"<c r="{column}{row}"><v>{}</v></c>"#, random.u64(..)));
        }
        sheet.push_str("</row>");
    }
    sheet.push_str("</sheetData></worksheet>");
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = format!(
        r#"<workbook xmlns="{main}" xmlns:r="{kind}"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    package(&[
        ("[Content_Types].xml", types("/xl/workbook.xml", "spreadsheetml.sheet").as_bytes()),
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml").as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml").as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn types(part: &str, kind: &str) -> String {
    format!(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>"#
    )
}

fn relation(kind: &str, target: &str) -> String {
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>"#
    )
}

fn package(parts: &[(&str, &[u8])]) -> Outcomes<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default())?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
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

/// Scanned pages of 8 megapixels each, as a copier writes them: 500 kB of noise for each.
fn scan(pages: usize) -> Outcomes<Vec<u8>> {
    let mut jpeg = Vec::new();
    let small = noise(620, 877);
    let page = image::imageops::resize(&small, 2_480, 3_508, image::imageops::FilterType::Triangle);
    JpegEncoder::new_with_quality(&mut jpeg, 60).encode_image(&page)?;
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let content = document.add_object(Stream::new(dictionary! {}, b"q 595 0 0 842 0 0 cm /X1 Do Q".to_vec()));
    let kids: Vec<Object> = (0..pages)
        .map(|_| {
            let picture = dictionary! {
                "Type" => "XObject", "Subtype" => "Image", "Width" => 2_480, "Height" => 3_508,
                "BitsPerComponent" => 8, "ColorSpace" => "DeviceRGB", "Filter" => "DCTDecode",
            };
            let picture = document.add_object(Stream::new(picture, jpeg.clone()));
            let resources = dictionary! { "XObject" => dictionary! { "X1" => picture } };
            let page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources };
            document.add_object(page).into()
        })
        .collect();
    let count = i64::try_from(pages)?;
    let around = vec![0.into(), 0.into(), 595.into(), 842.into()];
    let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count, "MediaBox" => around };
    document.set_object(tree, pages);
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}
