//! The text of a paragraph while it is put together, with what is bold, italic, struck, raised or lowered.

/// Bold.
pub(super) const BOLD: u8 = 1;
/// Italic.
pub(super) const ITALIC: u8 = 2;
/// Struck through.
pub(super) const STRUCK: u8 = 4;
/// Raised.
pub(super) const RAISED: u8 = 8;
/// Lowered.
pub(super) const LOWERED: u8 = 16;

/// Pieces of text, neighbours of one look in one piece.
#[derive(Debug, Default)]
pub(super) struct Line {
    pieces: Vec<(u8, String)>,
    /// A heading is not bold in parts.
    is_heading: bool,
}

impl Line {
    pub fn new(is_heading: bool) -> Self {
        Self { is_heading, ..Self::default() }
    }

    pub fn push(&mut self, text: &str, look: u8) {
        let look = if self.is_heading { look & !(BOLD | ITALIC) } else { look };
        match self.pieces.last_mut() {
            Some((last, piece)) if *last == look => piece.push_str(text),
            _ => self.pieces.push((look, text.to_owned())),
        }
    }

    /// The whole as Markdown. Marks do not stand beside spaces, where they would mean nothing.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        for (look, piece) in &self.pieces {
            let inner = piece.trim();
            if inner.is_empty() || *look == 0 {
                text.push_str(piece);
                continue;
            }
            let (before, after) = piece.split_at(piece.len() - piece.trim_start().len());
            text.push_str(before);
            let marks = [
                (BOLD, "**", "**"),
                (ITALIC, "*", "*"),
                (STRUCK, "~~", "~~"),
                (RAISED, "<sup>", "</sup>"),
                (LOWERED, "<sub>", "</sub>"),
            ];
            let set = |(mark, ..): &&(u8, &str, &str)| *look & mark != 0;
            marks.iter().filter(set).for_each(|(_, open, _)| text.push_str(open));
            text.push_str(inner);
            marks.iter().filter(set).rev().for_each(|(_, _, close)| text.push_str(close));
            text.push_str(after.get(inner.len()..).unwrap_or_default());
        }
        text
    }
}
