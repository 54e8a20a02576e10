//! Which characters a glyph shows.
//!
//! The font says so in most files (`ToUnicode`, the names of its glyphs). Else its program does, by the characters that it
//! maps to its glyphs, and for Chinese, Japanese and Korean the collection that its numbers belong to (PDF 1.7, section
//! 9.10.2).
//! Invariant: no guess; a glyph whose characters are not known has none.

use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    rc::Rc,
};

use hayro::{
    hayro_interpret::{
        CMapResolverFn,
        font::{Glyph, OutlineFontData, OutlineGlyph},
        hayro_cmap::{BfString, CMap, CMapName, CidFamily},
    },
    hayro_syntax::{
        Pdf,
        object::{Array, Dict, Name, Object, Stream, String as PdfString},
    },
};
use skrifa::{FontRef, MetadataProvider};
use unicode_normalization::UnicodeNormalization;

/// The longest code, in bytes (PDF 1.7, section 9.7.6.2).
const MAX_CODE_BYTES: u8 = 4;

/// Finds the characters of the glyphs of one file.
pub(super) struct Characters<'a> {
    pdf: &'a Pdf,
    cmaps: CMapResolverFn,
    /// Of fonts that say it by the collection that their numbers belong to, or by the name of a map.
    collections: OnceCell<HashMap<FontKey, Collection>>,
    /// What the program of a font maps to each glyph, by its key.
    programs: RefCell<HashMap<u128, Rc<HashMap<u32, char>>>>,
}

/// A font by its name and, if that is in the file, its program.
type FontKey = (String, Option<u64>);

/// How the codes of a font become characters.
enum Collection {
    /// They are their UTF-16 numbers.
    Characters,
    /// By the numbers of a collection.
    Numbers { cids: Box<CMap>, characters: Box<CMap> },
}

impl<'a> Characters<'a> {
    pub(super) fn new(pdf: &'a Pdf, cmaps: CMapResolverFn) -> Self {
        Self { pdf, cmaps, collections: OnceCell::new(), programs: RefCell::default() }
    }

    /// What a glyph shows; `None` if that is not known.
    pub(super) fn shown(&self, glyph: &Glyph<'_>) -> Option<String> {
        let told = glyph.as_unicode().and_then(cleaned);
        told.or_else(|| match glyph {
            Glyph::Outline(outline) => self.of_program(outline),
            Glyph::Type3(_) => None,
        })
    }

    fn of_program(&self, glyph: &OutlineGlyph) -> Option<String> {
        let font = glyph.font_data()?;
        self.of_collection(&font, glyph.char_code()).or_else(|| {
            let glyphs = self.glyphs_of(&font);
            cleaned(BfString::Char(*glyphs.get(&glyph.glyph_id().to_u32())?))
        })
    }

    fn of_collection(&self, font: &OutlineFontData, code: u32) -> Option<String> {
        let collections = self.collections.get_or_init(|| self.find_collections());
        if collections.is_empty() {
            return None;
        }
        let name = font.postscript_name.clone().unwrap_or_default();
        let with_program = collections.get(&(name.clone(), Some(hash(font.data.as_ref().as_ref()))));
        let (cids, characters) = match with_program.or_else(|| collections.get(&(name, None)))? {
            Collection::Characters => return cleaned(BfString::Char(char::from_u32(code)?)),
            Collection::Numbers { cids, characters } => (cids, characters),
        };
        let cid = (1..=MAX_CODE_BYTES).find_map(|bytes| cids.lookup_cid_code(code, bytes))?;
        cleaned(characters.lookup_bf_string(cid)?)
    }

    fn glyphs_of(&self, font: &OutlineFontData) -> Rc<HashMap<u32, char>> {
        let mut programs = self.programs.borrow_mut();
        let known = programs.entry(font.cache_key).or_insert_with(|| {
            let mut glyphs = HashMap::new();
            if let Ok(program) = FontRef::new(font.data.as_ref().as_ref()) {
                for (character, glyph) in program.charmap().mappings() {
                    if let Some(character) = char::from_u32(character) {
                        glyphs.entry(glyph.to_u32()).or_insert(character);
                    }
                }
            }
            Rc::new(glyphs)
        });
        Rc::clone(known)
    }

    fn find_collections(&self) -> HashMap<FontKey, Collection> {
        let mut found = HashMap::new();
        for object in self.pdf.objects() {
            let Object::Dict(font) = object else { continue };
            if font.get::<Name<'_>>("Subtype").as_deref() == Some(b"Type0")
                && let Some((key, collection)) = self.collection(&font)
            {
                found.entry(key).or_insert(collection);
            }
        }
        found
    }

    fn collection(&self, font: &Dict<'_>) -> Option<(FontKey, Collection)> {
        let descendant = font.get::<Array<'_>>("DescendantFonts")?.iter::<Dict<'_>>().next()?;
        let descriptor = descendant.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
        let program = ["FontFile2", "FontFile3"].iter().find_map(|name| descriptor.get::<Stream<'_>>(*name));
        let program = program.and_then(|program| program.decoded_data().ok()).map(|program| hash(&program));
        let name = font.get::<Name<'_>>("BaseFont")?;
        // Without the mark of a subset.
        let name = name
            .as_str()
            .split_once('+')
            .filter(|(mark, _)| mark.len() == 6)
            .map_or(name.as_str(), |(_, rest)| rest);
        let key = (name.to_owned(), program);
        if font.get::<Name<'_>>("ToUnicode").is_some_and(|map| map.starts_with(b"Identity-")) {
            return Some((key, Collection::Characters));
        }
        let cids = self.encoding(&font.get::<Object<'_>>("Encoding")?)?;
        let named = cids.metadata().character_collection.as_ref().map(|known| known.family.clone());
        let named = named.filter(|family| *family != CidFamily::AdobeIdentity);
        let family = named.or_else(|| {
            let info = descendant.get::<Dict<'_>>("CIDSystemInfo")?;
            let (registry, ordering) =
                (info.get::<PdfString<'_>>("Registry")?, info.get::<PdfString<'_>>("Ordering")?);
            Some(CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes()))
        })?;
        let characters = Box::new(self.parsed((self.cmaps)(family.ucs2_cmap()?)?)?);
        Some((key, Collection::Numbers { cids: Box::new(cids), characters }))
    }

    fn encoding(&self, encoding: &Object<'_>) -> Option<CMap> {
        match encoding {
            Object::Name(name) => match CMapName::from_bytes(name) {
                CMapName::IdentityH => Some(CMap::identity_h()),
                CMapName::IdentityV => Some(CMap::identity_v()),
                name => self.parsed((self.cmaps)(name)?),
            },
            Object::Stream(stream) => self.parsed(&stream.decoded_data().ok()?),
            _ => None,
        }
    }

    fn parsed(&self, data: &[u8]) -> Option<CMap> {
        let cmaps = self.cmaps.clone();
        CMap::parse(data, move |name| cmaps(name))
    }
}

fn hash(program: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    program.hash(&mut hasher);
    hasher.finish()
}

/// What is left of what a font says: no control characters and none of the private area, whose meaning is the font's own;
/// ligatures and the shapes of Arabic and Hebrew letters as the letters themselves.
fn cleaned(told: BfString) -> Option<String> {
    let told = match told {
        BfString::Char(one) => one.to_string(),
        BfString::String(several) => several,
    };
    let mut shown = String::new();
    for character in told.chars() {
        match character {
            '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => {
                shown.extend(character.nfkc().filter(|c| *c != '\u{640}'))
            }
            '\u{AD}' => shown.push('-'),
            '\t' | '\n' | '\r' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{3000}' => {
                shown.push(' ')
            }
            '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => {}
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => {}
            _ if character.is_control() => {}
            _ => shown.push(character),
        }
    }
    (!shown.is_empty()).then_some(shown)
}

/// A text string of a PDF's dictionaries: UTF-16 or UTF-8 with a mark, else nearly Latin-1 (PDF 2.0, section 7.9.2.2).
pub(in super::super) fn text_string(bytes: &[u8]) -> String {
    if let Some(utf16) = bytes.strip_prefix(b"\xFE\xFF") {
        return encoding_rs::UTF_16BE.decode_without_bom_handling(utf16).0.into_owned();
    }
    if let Some(utf16) = bytes.strip_prefix(b"\xFF\xFE") {
        return encoding_rs::UTF_16LE.decode_without_bom_handling(utf16).0.into_owned();
    }
    if let Some(utf8) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return String::from_utf8_lossy(utf8).into_owned();
    }
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use hayro::hayro_interpret::hayro_cmap::BfString;

    use super::{cleaned, text_string};

    #[test]
    fn ligatures_and_shapes_become_letters_and_what_has_no_meaning_nothing() {
        let cleaned = |text: &str| cleaned(BfString::String(text.to_owned()));
        assert_eq!(cleaned("\u{FB01}").as_deref(), Some("fi"));
        assert_eq!(cleaned("\u{FEFB}").as_deref(), Some("\u{644}\u{627}"));
        assert_eq!(cleaned("\u{FB4F}").as_deref(), Some("\u{5D0}\u{5DC}"));
        assert_eq!(cleaned("a\u{0}\u{200B}").as_deref(), Some("a"));
        for nothing in ["", "\u{F0B7}", "\u{FFFD}", "\u{1}"] {
            assert_eq!(cleaned(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn the_text_of_dictionaries_is_read_in_its_three_encodings() {
        assert_eq!(text_string(b"\xFE\xFF\x04\x16\x00!"), "Ж!");
        assert_eq!(text_string(b"\xEF\xBB\xBF\xD0\x96"), "Ж");
        assert_eq!(text_string(b"caf\xE9"), "café");
    }
}
