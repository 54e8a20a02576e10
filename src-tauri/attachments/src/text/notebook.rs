//! Jupyter notebooks as their cells and outputs (nbformat 4, and 3 before it), without the data of pictures.

use std::collections::BTreeMap;

use serde::{Deserialize, de::IgnoredAny};

#[derive(Deserialize)]
struct Notebook {
    nbformat: u32,
    #[serde(default)]
    cells: Vec<Cell>,
    #[serde(default)]
    worksheets: Vec<Sheet>,
    #[serde(default)]
    metadata: Metadata,
}

#[derive(Deserialize, Default)]
struct Metadata {
    #[serde(default)]
    language_info: Language,
    #[serde(default)]
    kernelspec: Language,
}

#[derive(Deserialize, Default)]
struct Language {
    #[serde(default)]
    name: String,
    #[serde(default)]
    language: String,
}

#[derive(Deserialize)]
struct Sheet {
    #[serde(default)]
    cells: Vec<Cell>,
}

#[derive(Deserialize)]
struct Cell {
    cell_type: String,
    #[serde(default, alias = "input")]
    source: Lines,
    #[serde(default)]
    outputs: Vec<Output>,
}

#[derive(Deserialize)]
struct Output {
    output_type: String,
    #[serde(default)]
    text: Lines,
    #[serde(default)]
    data: BTreeMap<String, Lines>,
    #[serde(default)]
    ename: String,
    #[serde(default)]
    evalue: String,
    #[serde(default)]
    traceback: Vec<String>,
}

/// A text in one piece or line by line.
#[derive(Deserialize)]
#[serde(untagged)]
enum Lines {
    One(String),
    Many(Vec<String>),
    Other(IgnoredAny),
}

impl Default for Lines {
    fn default() -> Self {
        Self::Other(IgnoredAny)
    }
}

impl Lines {
    fn text(&self) -> String {
        match self {
            Self::One(text) => text.clone(),
            Self::Many(lines) => lines.concat(),
            Self::Other(_) => String::new(),
        }
    }
}

/// The notebook as Markdown; `None` if the text is none. Beside it, how many bytes of data are left out.
pub(super) fn markdown(text: &str) -> Option<(String, u64)> {
    if !text.trim_start().starts_with('{') || !text.contains("\"nbformat\"") {
        return None;
    }
    let notebook: Notebook = serde_json::from_str(text).ok()?;
    let sheets = notebook.worksheets.into_iter().flat_map(|sheet| sheet.cells);
    let cells: Vec<Cell> = notebook.cells.into_iter().chain(sheets).collect();
    if notebook.nbformat < 3 || cells.is_empty() {
        return None;
    }
    let named = [notebook.metadata.language_info.name, notebook.metadata.kernelspec.language];
    let language = named.into_iter().find(|it| !it.is_empty()).unwrap_or_else(|| "python".to_owned());
    let (mut blocks, mut left_out) = (Vec::new(), 0);
    for cell in cells {
        let source = cell.source.text();
        match cell.cell_type.as_str() {
            _ if source.trim().is_empty() => {}
            "code" => blocks.push(fenced(&source, &language)),
            "raw" => blocks.push(fenced(&source, "")),
            // Pictures may be pasted into words.
            _ => blocks.push(source.trim().to_owned()),
        }
        for output in cell.outputs {
            let shown = shown(&output, &mut left_out);
            if !shown.trim().is_empty() {
                blocks.push(format!("Output:\n{shown}"));
            }
        }
    }
    Some((blocks.join("\n\n") + "\n", left_out))
}

fn shown(output: &Output, left_out: &mut u64) -> String {
    if !output.ename.is_empty() || output.output_type == "error" || output.output_type == "pyerr" {
        let trace = without_escapes(&output.traceback.join("\n"));
        let trace =
            if trace.trim().is_empty() { format!("{}: {}", output.ename, output.evalue) } else { trace };
        return fenced(&trace, "");
    }
    let mut parts = Vec::new();
    let text = overwritten(&without_escapes(&output.text.text()));
    if !text.trim().is_empty() {
        parts.push(fenced(&text, ""));
    }
    for (kind, data) in &output.data {
        if kind.starts_with("image/") || kind == "application/pdf" {
            let size = data.text().len();
            *left_out += size as u64;
            parts.push(format!("[{kind}, {} kB, left out]", size.div_ceil(1000)));
        }
    }
    // The same thing in several forms: the first that a model reads well.
    let forms = ["text/markdown", "text/latex", "text/plain", "text/html", "application/json"];
    let form = forms.into_iter().find_map(|kind| {
        let text = output.data.get(kind)?.text();
        (!text.trim().is_empty()).then_some((kind, text))
    });
    match form {
        Some(("text/markdown" | "text/latex", text)) => parts.push(text.trim().to_owned()),
        Some((_, text)) => parts.push(fenced(&without_escapes(&text), "")),
        None => {}
    }
    parts.join("\n")
}

fn fenced(text: &str, language: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", text.trim_matches('\n').trim_end())
}

/// What a bar of progress last showed.
fn overwritten(text: &str) -> String {
    let last = |line: &str| line.trim_end_matches('\r').rsplit('\r').next().unwrap_or_default().to_owned();
    text.split('\n').map(last).collect::<Vec<_>>().join("\n")
}

/// The text without the colours of terminals (ECMA-48, section 5.4).
fn without_escapes(text: &str) -> String {
    let mut pieces = text.split("\u{1B}[");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|c: char| ('\u{40}'..='\u{7E}').contains(&c)).map_or(piece.len(), |at| at + 1);
        plain.push_str(piece.get(end..).unwrap_or_default());
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn a_notebook_becomes_its_cells_with_their_outputs() {
        let picture = "iVBORw0KGgo".repeat(1_000);
        let notebook = serde_json::json!({
            "nbformat": 4, "nbformat_minor": 5,
            "metadata": {"language_info": {"name": "julia"}},
            "cells": [
                {"cell_type": "markdown", "metadata": {}, "source": ["# Größe\n", "as of March"]},
                {"cell_type": "code", "execution_count": 1, "metadata": {}, "source": "plot(x)", "outputs": [
                    {"output_type": "display_data", "metadata": {}, "data": {"image/png": picture, "text/plain": ["<Figure>"]}},
                    {"output_type": "stream", "name": "stderr", "text": ["  1%\r 50%\r100%\n", "done\n"]},
                    {"output_type": "execute_result", "data": {"text/html": "<b>7</b>", "text/plain": "7", "application/vnd.x+json": {"a": [1]}}},
                    {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["\u{1b}[0;31mE\u{1b}[0m: v"]},
                ]},
            ],
        });
        let (text, left_out) = markdown(&notebook.to_string()).unwrap();
        assert_eq!(left_out, 11_000);
        assert_eq!(
            text,
            "# Größe\nas of March\n\n```julia\nplot(x)\n```\n\nOutput:\n[image/png, 11 kB, left out]\n```\n<Figure>\n```\n\n\
            Output:\n```\n100%\ndone\n```\n\nOutput:\n```\n7\n```\n\nOutput:\n```\nE: v\n```\n"
        );
    }

    #[test]
    fn a_notebook_of_the_third_format_is_read_and_what_is_none_is_not() {
        let old = r#"{"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": ["a\n", "b"], "outputs": []}]}]}"#;
        assert_eq!(markdown(old).unwrap().0, "```python\na\nb\n```\n");
        for other in
            [r#"{"a": 1}"#, r#"{"nbformat": 4, "cells": []}"#, r#"{"nbformat": "4"}"#, "\"nbformat\""]
        {
            assert!(markdown(other).is_none(), "{other}");
        }
    }
}
