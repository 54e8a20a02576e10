//! The corpus of PDFs that many programs make, and how far the words that are read from them agree with other readers.
//!
//! Invariant: what it needs beside the system's packages lies in a folder of its own below `target`.

use std::path::Path;

use crate::{
    run::{Result, Run, root, target},
    system,
};

/// Packages that make PDFs for the corpus and read them for the comparison.
const SYSTEM: [&str; 13] = [
    "poppler-utils",
    "mupdf-tools",
    "chromium",
    "wkhtmltopdf",
    "libreoffice-writer-nogui",
    "libreoffice-calc-nogui",
    "ghostscript",
    "qpdf",
    "groff",
    "enscript",
    "paps",
    "librsvg2-bin",
    "python3-venv",
];
/// Drawn by `python3-gi-cairo` through Pango.
const DRAWING: [&str; 2] = ["python3-gi-cairo", "gir1.2-pango-1.0"];
/// The same from PyPI and from npm.
const PYTHON: [&str; 9] = [
    "weasyprint",
    "reportlab",
    "fpdf2",
    "uharfbuzz",
    "matplotlib",
    "typst",
    "pymupdf",
    "xhtml2pdf",
    "pillow",
];
const NODE: [&str; 3] = ["jspdf", "pdfkit", "pdf-lib"];

/// Makes the corpus in a folder, or what the named producers add to it, and compares.
pub fn run(words: &[String]) -> Result {
    let Some((folder, producers)) = words.split_first() else {
        return Err("name the folder for the PDFs".into());
    };
    system::install(&[&SYSTEM[..], &DRAWING].concat())?;
    let tools = target().join("pdf-corpus");
    let python = python(&tools)?;
    let node = tools.join("node");
    std::fs::create_dir_all(&node)?;
    Run::new("npm").args(["install", "--silent", "--prefix"]).args([node.as_os_str()]).args(NODE).start()?;
    let scripts = root().join("xtask/pdf-corpus");
    if folder != "compare" {
        Run::new(&python)
            .args([scripts.join("make.py").as_os_str(), folder.as_ref()])
            .args(producers)
            .env("PDF_CORPUS_NODE", &node)
            .start()?;
        return compare(&python, &scripts, folder);
    }
    let folder = producers.first().ok_or("name the folder of the PDFs")?;
    compare(&python, &scripts, folder)
}

fn python(tools: &Path) -> Result<std::path::PathBuf> {
    let folder = tools.join("python");
    Run::new("python3").args(["-m", "venv"]).args([folder.as_os_str()]).start()?;
    let python = folder.join("bin/python");
    Run::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PYTHON).start()?;
    Ok(python)
}

fn compare(python: &Path, scripts: &Path, folder: &str) -> Result {
    Run::new("cargo")
        .args(["build", "--release", "--package", "yourouter-attachments", "--bin", "attachment-worker"])
        .start()?;
    let reader = target().join("release/attachment-worker");
    Run::new(python)
        .args([scripts.join("compare.py").as_os_str(), reader.as_os_str(), folder.as_ref()])
        .start()
}
