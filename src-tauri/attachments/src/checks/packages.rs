//! The smallest Office packages around one part, so that a fuzzer changes markup and not checksums.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document around `part` for `w`, a workbook around a sheet for `s`, a presentation around a slide for `p`.
pub(super) fn around(kind: u8, part: &[u8]) -> Option<Vec<u8>> {
    let (main, types, inner) = match kind {
        b'w' => ("word/document.xml", "wordprocessingml.document", None),
        b's' => ("xl/workbook.xml", "spreadsheetml.sheet", Some(("worksheet", "worksheets/sheet1.xml"))),
        b'p' => ("ppt/presentation.xml", "presentationml.presentation", Some(("slide", "slides/slide1.xml"))),
        _ => return None,
    };
    let types = format!(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{types}.main+xml"/></Types>"#
    );
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), types.into_bytes()),
        ("_rels/.rels".to_owned(), relation("officeDocument", main)),
    ];
    match inner {
        None => parts.push((main.to_owned(), part.to_vec())),
        Some((relation_kind, target)) => {
            let (folder, file) = main.split_once('/')?;
            parts.push((main.to_owned(), list(kind)));
            parts.push((format!("{folder}/_rels/{file}.rels"), relation(relation_kind, target)));
            parts.push((format!("{folder}/{target}"), part.to_vec()));
        }
    }
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        archive.start_file(name, options).ok()?;
        archive.write_all(&bytes).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}

/// The part that lists the one sheet or slide.
fn list(kind: u8) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org";
    let text = if kind == b's' {
        format!(
            r#"<workbook xmlns="{main}/spreadsheetml/2006/main" xmlns:r="{RELATED}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#
        )
    } else {
        format!(
            r#"<p:presentation xmlns:p="{main}/presentationml/2006/main" xmlns:r="{RELATED}"><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>"#
        )
    };
    text.into_bytes()
}

fn relation(kind: &str, target: &str) -> Vec<u8> {
    format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELATED}/{kind}" Target="{target}"/></Relationships>"#
    )
    .into_bytes()
}
