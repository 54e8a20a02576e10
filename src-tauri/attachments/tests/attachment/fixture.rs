//! Valid files of each type, and the pieces for broken ones.

use std::{io::Cursor, path::PathBuf};

use image::{
    DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage, codecs::gif::GifEncoder,
    codecs::jpeg::JpegEncoder,
};
use lopdf::{Document, Object, dictionary};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use yourouter_attachments::{AttachmentWorker, BlobStore, Prepared, Source};
use yourouter_protocol::{AttachmentProblem, Error, Result};

/// A folder for attachments, and one to attach from.
pub struct Place {
    pub root: TempDir,
    pub folder: BlobStore,
}

impl Place {
    pub fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let folder = BlobStore::open(&root.path().join("attachments"))
            .unwrap()
            .with_worker(AttachmentWorker::new(env!("CARGO_BIN_EXE_attachment-worker")));
        Self { root, folder }
    }

    /// Writes a file to attach.
    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.root.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn prepare(&self, name: &str, bytes: &[u8]) -> Result<Prepared> {
        self.folder.prepare(&Source::Path(self.write(name, bytes)))
    }

    /// The image that would be sent.
    pub fn sent(&self, prepared: &Prepared) -> DynamicImage {
        let bytes = self.folder.read(&prepared.sha256).unwrap();
        let format = image::guess_format(&bytes).unwrap();
        assert_eq!(format.to_mime_type(), prepared.media_type);
        image::load_from_memory(&bytes).unwrap()
    }

    /// The file names in the folder.
    pub fn stored(&self) -> Vec<String> {
        let mut names: Vec<_> = std::fs::read_dir(self.root.path().join("attachments"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

pub fn problem<T: std::fmt::Debug>(result: Result<T>) -> (AttachmentProblem, String) {
    match result {
        Err(Error::Attachment { problem, detail }) => (problem, detail),
        other => panic!("no problem with the attachment: {other:?}"),
    }
}

/// The same as bytes from the clipboard.
pub fn pasted(name: &str, bytes: &[u8]) -> Source {
    Source::Bytes { name: name.to_owned(), bytes: bytes.to_vec().into() }
}

pub fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// A picture that no encoder makes much smaller.
pub fn noise(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, y| {
        let mixed = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).wrapping_mul(2_246_822_519);
        Rgb([(mixed >> 8) as u8, (mixed >> 16) as u8, (mixed >> 24) as u8])
    })
    .into()
}

/// The left half red, the right half blue.
pub fn halves(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([250, 0, 0]) } else { Rgb([0, 0, 250]) })
        .into()
}

/// Half transparent.
pub fn veil(width: u32, height: u32) -> DynamicImage {
    RgbaImage::from_pixel(width, height, Rgba([0, 200, 0, 128])).into()
}

pub fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    match format {
        ImageFormat::Jpeg => JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(image).unwrap(),
        _ => image.write_to(&mut Cursor::new(&mut bytes), format).unwrap(),
    }
    bytes
}

/// A red frame and then blue ones.
pub fn animation(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for colour in [[250, 0, 0, 255], [0, 0, 250, 255], [0, 0, 250, 255]] {
        encoder.encode_frame(image::Frame::new(RgbaImage::from_pixel(width, height, Rgba(colour)))).unwrap();
    }
    drop(encoder);
    bytes
}

/// A JPEG with an EXIF segment that says how to turn it (TIFF tag 0x0112).
pub fn turned_jpeg(image: &DynamicImage, orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    let jpeg = encoded(image, ImageFormat::Jpeg);
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xFF, 0xE1]);
    bytes.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    bytes.extend(exif);
    bytes.extend(&jpeg[2..]);
    bytes
}

/// A PNG of a few bytes whose header claims a size.
pub fn png_claiming(width: u32, height: u32, bit_depth: u8, colour_type: u8) -> Vec<u8> {
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([bit_depth, colour_type, 0, 0, 0]);
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", &header[..]), (b"IDAT", &[0x78, 0x9C, 3, 0, 0, 0, 0, 1]), (b"IEND", &[])] {
        bytes.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        let checked = [&kind[..], data].concat();
        bytes.extend(&checked);
        bytes.extend(crc32(&checked).to_be_bytes());
    }
    bytes
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 },
        )
    })
}

/// A document with empty pages.
pub fn document(pages: u32) -> Document {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let kids: Vec<Object> = (0..pages)
        .map(|_| {
            let page = dictionary! {
                "Type" => "Page", "Parent" => tree,
                "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            };
            document.add_object(page).into()
        })
        .collect();
    let count = i64::from(pages);
    document.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count });
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    document
}

pub fn pdf(pages: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    document(pages).save_to(&mut bytes).unwrap();
    bytes
}

/// A PNG chunk.
pub fn png_chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut bytes = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    let checked = [&kind[..], data].concat();
    bytes.extend(&checked);
    bytes.extend(crc32(&checked).to_be_bytes());
    bytes
}

/// A JPEG segment.
pub fn jpeg_segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0xFF, marker];
    bytes.extend(u16::try_from(data.len() + 2).unwrap().to_be_bytes());
    bytes.extend(data);
    bytes
}

/// The boxes of a HEIC file up to the one that says how large it is, and what the tests' worker gives for it.
pub fn heic(width: u32, height: u32, part: &str) -> Vec<u8> {
    let mut bytes = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x14ispe\0\0\0\0".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(b"\n");
    bytes.extend(part.as_bytes());
    bytes
}
