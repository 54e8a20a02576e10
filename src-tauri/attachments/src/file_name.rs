//! File names that are safe to show, to send and to save under.
//!
//! Invariant: a cleaned name has no folder, no control character and nothing that turns the direction of text, is
//! never empty and at most [`MAX_BYTES`] long. It may still lie about its content.

/// What the usual file systems take.
const MAX_BYTES: usize = 255;
/// A longer last part of a name is no extension.
const MAX_EXTENSION_BYTES: usize = 16;
/// For a name of which nothing is left.
const FALLBACK: &str = "file";

/// Keeps of a name what is safe.
pub(super) fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !is_deceptive(*c)).collect();
    let kept = kept.trim();
    if kept.is_empty() || kept == "." || kept == ".." {
        return FALLBACK.to_owned();
    }
    shortened(kept)
}

/// The name with an extension behind all that it has, still no longer than file systems take.
pub fn with_extension(name: &str, extension: &str) -> String {
    let end = name.floor_char_boundary(MAX_BYTES.saturating_sub(extension.len() + 1));
    format!("{}.{extension}", name.get(..end).unwrap_or_default())
}

/// Control characters, line separators, and what changes the direction of text (Unicode Standard Annex 9, section 2):
/// `photo\u{202E}gpj.exe` would be shown as `photoexe.jpg`.
fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn shortened(name: &str) -> String {
    if name.len() <= MAX_BYTES {
        return name.to_owned();
    }
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if extension.len() <= MAX_EXTENSION_BYTES => (stem, format!(".{extension}")),
        _ => (name, String::new()),
    };
    let end = stem.floor_char_boundary(MAX_BYTES - extension.len());
    format!("{}{extension}", stem.get(..end).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_loses_folders_and_what_deceives() {
        for (name, kept) in [
            ("photo.png", "photo.png"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\me\\scan.pdf", "scan.pdf"),
            ("photo\u{202E}gpj.exe", "photogpj.exe"),
            ("a\u{2066}b\u{2069}\u{200F}.png", "ab.png"),
            ("line\nbreak\t\0.png", "linebreak.png"),
            ("  spaced name .pdf ", "spaced name .pdf"),
            ("写真 🙂.jpg", "写真 🙂.jpg"),
            (".hidden", ".hidden"),
            ("", "file"),
            ("..", "file"),
            ("folder/", "file"),
            ("\u{202E}", "file"),
        ] {
            assert_eq!(clean(name), kept, "{name:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_extension() {
        let name = clean(&format!("{}.jpeg", "é".repeat(300)));
        assert!(name.len() <= 255 && name.ends_with("é.jpeg"), "{name}");
        let name = clean(&format!("a.{}", "b".repeat(300)));
        assert_eq!(name.len(), 255);
    }

    #[test]
    fn a_long_name_has_room_for_another_extension() {
        assert_eq!(with_extension("notes.md", "txt"), "notes.md.txt");
        let name = with_extension(&format!("{}.log", "é".repeat(125)), "txt");
        assert!(name.len() <= 255 && name.starts_with("éé") && name.ends_with(".txt"), "{name}");
    }

    proptest! {
        #[test]
        fn any_name_becomes_a_safe_one_and_stays_it(name in any::<String>()) {
            let kept = clean(&name);
            prop_assert!(!kept.is_empty() && kept.len() <= 255);
            prop_assert!(!kept.contains(['/', '\\']) && kept != "." && kept != "..");
            prop_assert!(!kept.chars().any(is_deceptive));
            prop_assert_eq!(clean(&kept), kept);
        }
    }
}
