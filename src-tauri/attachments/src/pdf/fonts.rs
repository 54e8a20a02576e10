//! Fonts that stand in for those which are not in the file: the fourteen standard ones, which have the letters of western
//! Europe, and the system's for Chinese, Japanese and Korean and for all that the standard ones lack.
//!
//! They are looked for when a page first asks for one. Invariant: nothing but the system's folders of fonts is opened, and
//! a font that is not there is told by its name, so that no page goes out with blanks in place of its words.

use std::{
    collections::BTreeSet,
    fs,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use fontdb::{Database, FaceInfo, ID, Source, Stretch, Style};
use hayro::hayro_interpret::{
    font::{FallbackFontQuery, FontData, FontQuery, GlyphId, OutlineGlyph, StandardFont},
    hayro_cmap::CidFamily,
};
use skrifa::{FontRef, MetadataProvider};
use unicode_script::{Script, UnicodeScript};

/// The most fonts that are named.
const MAX_NAMED: usize = 3;
/// The longest name that is told.
const MAX_NAME: usize = 40;
/// Digits and letters that any font has which stands in for another.
const LATIN: &str = "0123456789AZaz";

/// A script that only its own fonts have (Adobe's character collections).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct CjkScript {
    name: &'static str,
    /// Letters that a font for it has, and fonts for its neighbours may lack.
    letters: &'static str,
    /// How the families of fonts for several scripts end.
    region: &'static str,
}

fn script(family: &CidFamily) -> Option<CjkScript> {
    let (name, letters, region) = match family {
        CidFamily::AdobeJapan1 => ("Japanese", "あア語", "JP"),
        CidFamily::AdobeGB1 => ("simplified Chinese", "这们语", "SC"),
        CidFamily::AdobeCNS1 => ("traditional Chinese", "這們語", "TC"),
        CidFamily::AdobeKorea1 => ("Korean", "한글말", "KR"),
        CidFamily::AdobeIdentity | CidFamily::Custom { .. } => return None,
    };
    Some(CjkScript { name, letters, region })
}

/// Finds the fonts that a file asks for and does not have.
#[derive(Default)]
pub(super) struct Fonts {
    system: Arc<OnceLock<Database>>,
    /// Letters for which the standard fonts do not do.
    letters: BTreeSet<char>,
    /// Whether nothing but these is to be drawn, also where a font of another script is asked for.
    is_for_letters: bool,
    /// The system's fonts that have most of them.
    able: OnceLock<Vec<ID>>,
    missing: Mutex<BTreeSet<String>>,
    /// What was given, so that a glyph's font is known for one that stands in.
    given: Mutex<Vec<(FontData, u32)>>,
}

impl Fonts {
    /// The same for a page that has letters which these fonts lack.
    pub(super) fn with_letters(&self, letters: BTreeSet<char>) -> Self {
        Self { system: Arc::clone(&self.system), letters, ..Self::default() }
    }

    /// The same for letters only that the fonts of their script lack.
    pub(super) fn for_letters(&self, letters: BTreeSet<char>) -> Self {
        Self { is_for_letters: true, ..self.with_letters(letters) }
    }

    /// The font for a query, and which of those in its file it is.
    pub(super) fn find(&self, query: &FontQuery) -> Option<(FontData, u32)> {
        let found = match query {
            FontQuery::Standard(standard) => self.stand_in(*standard, None),
            FontQuery::Fallback(query) => {
                let script = query.character_collection.as_ref().and_then(|known| script(&known.family));
                match script {
                    None => self.stand_in(query.pick_standard_font(), query.post_script_name.as_deref()),
                    Some(script) => self.of_script(query, script),
                }
            }
        };
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        given.extend(found.clone());
        found
    }

    fn of_script(&self, query: &FallbackFontQuery, script: CjkScript) -> Option<(FontData, u32)> {
        let found = if self.is_for_letters {
            self.covering(|face| distance(face, query, script))
        } else {
            let lacking =
                |face: &FaceInfo| self.letters.len() - self.count(face, self.letters.iter().copied());
            self.of_system(script.letters.chars(), |face| (lacking(face), distance(face, query, script)))
        };
        if found.is_none() {
            let name = query.post_script_name.as_deref().unwrap_or("unnamed");
            let name: String = name.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
            self.missing().insert(format!("{name} ({})", script.name));
        }
        found
    }

    /// A standard font, or the system's that has most of the letters which that lacks.
    fn stand_in(&self, standard: StandardFont, name: Option<&str>) -> Option<(FontData, u32)> {
        let is_symbols = matches!(standard, StandardFont::Symbol | StandardFont::ZapfDingBats);
        if self.letters.is_empty() || is_symbols {
            return Some(standard.get_font_data());
        }
        let name = name.unwrap_or(standard.postscript_name());
        let has = |part: &str| name.contains(part) || standard.postscript_name().contains(part);
        let (is_bold, is_slanted) = (has("Bold"), has("Italic") || has("Oblique"));
        let (is_serif, is_fixed) = (has("Times"), has("Courier"));
        let far = |face: &FaceInfo| {
            let weight = if is_bold { 700 } else { 400 };
            let is_other_kind =
                face.monospaced != is_fixed || (face.post_script_name.contains("Serif") != is_serif);
            let is_usual = face.stretch == Stretch::Normal;
            (
                !is_usual,
                (face.style != Style::Normal) != is_slanted,
                is_other_kind,
                face.weight.0.abs_diff(weight),
            )
        };
        self.covering(far).or_else(|| Some(standard.get_font_data()))
    }

    /// Whether a glyph belongs to a font that stands in for another, and that font does not have its letter.
    pub(super) fn lacks(&self, glyph: &OutlineGlyph, letter: char) -> bool {
        let given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(font) = glyph.font_data() else {
            // A simple font that is not in the file; one that is has a glyph for what it shows.
            return glyph.glyph_id() == GlyphId::NOTDEF && !given.is_empty();
        };
        let address = |data: &FontData| Arc::as_ptr(data).cast::<()>();
        let Some((data, index)) = given.iter().find(|(data, _)| address(data) == address(&font.data)) else {
            return false;
        };
        match FontRef::from_index(data.as_ref().as_ref(), *index) {
            Ok(program) => program.charmap().map(letter).is_none(),
            // The standard fonts have the letters of western Europe.
            Err(_) => encoding_rs::WINDOWS_1252.encode(letter.encode_utf8(&mut [0; 4])).2,
        }
    }

    /// Notes letters that no font here has, by their scripts.
    pub(super) fn miss(&self, letters: impl Iterator<Item = char>) {
        let named = |letter: char| match letter.script() {
            Script::Common => "digits and signs".to_owned(),
            script => format!("{} letters", script.full_name()),
        };
        self.missing().extend(letters.map(named));
    }

    /// Which fonts were asked for and are not here, in words; `None` if all are.
    pub(super) fn lack(&self) -> Option<String> {
        let missing = self.missing();
        let named: Vec<&str> = missing.iter().take(MAX_NAMED).map(String::as_str).collect();
        let rest = if missing.len() > MAX_NAMED { " and others" } else { "" };
        (!named.is_empty()).then(|| format!("no font here for {}{rest}", named.join(", ")))
    }

    fn missing(&self) -> std::sync::MutexGuard<'_, BTreeSet<String>> {
        self.missing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn database(&self) -> &Database {
        self.system.get_or_init(|| {
            let mut system = Database::new();
            system.load_system_fonts();
            system
        })
    }

    /// The nearest font that has all these letters.
    fn of_system<D: Ord>(
        &self,
        letters: impl Iterator<Item = char> + Clone,
        far: impl Fn(&FaceInfo) -> D,
    ) -> Option<(FontData, u32)> {
        let has_letters = |face: &&FaceInfo| self.count(face, letters.clone()) == letters.clone().count();
        loaded(self.database().faces().filter(has_letters).min_by_key(|face| far(face))?)
    }

    /// The nearest of the fonts that have most of the letters which the page needs, besides digits and Latin ones.
    fn covering<D: Ord>(&self, far: impl Fn(&FaceInfo) -> D) -> Option<(FontData, u32)> {
        let able = self.able.get_or_init(|| {
            let counts =
                self.database().faces().map(|face| (self.count(face, self.letters.iter().copied()), face));
            let has_latin = |face: &FaceInfo| self.count(face, LATIN.chars()) == LATIN.len();
            let able: Vec<(usize, &FaceInfo)> =
                counts.filter(|(count, face)| *count > 0 && has_latin(face)).collect();
            let most = able.iter().map(|(count, _)| *count).max().unwrap_or_default();
            able.into_iter().filter(|(count, _)| *count == most).map(|(_, face)| face.id).collect()
        });
        loaded(able.iter().filter_map(|id| self.database().face(*id)).min_by_key(|face| far(face))?)
    }

    /// How many of these letters a font has.
    fn count(&self, face: &FaceInfo, letters: impl Iterator<Item = char>) -> usize {
        let count = |data: &[u8], index| {
            let map = FontRef::from_index(data, index).ok()?;
            let map = map.charmap();
            Some(letters.filter(|letter| map.map(*letter).is_some_and(|glyph| glyph.to_u32() != 0)).count())
        };
        self.database().with_face_data(face.id, count).flatten().unwrap_or_default()
    }
}

fn loaded(face: &FaceInfo) -> Option<(FontData, u32)> {
    let Source::File(path) = &face.source else { return None };
    Some((Arc::new(fs::read(path).ok()?), face.index))
}

/// How far a font is from what is asked for: the font itself, else one for the script, of its weight and its kind.
fn distance(face: &FaceInfo, query: &FallbackFontQuery, script: CjkScript) -> (bool, bool, bool, u16, bool) {
    let is_itself = query.post_script_name.as_ref().is_some_and(|name| *name == face.post_script_name);
    let is_of_region = face.families.iter().any(|(family, _)| family.ends_with(script.region));
    let is_serif =
        ["Serif", "Mincho", "Ming", "Song", "Batang"].iter().any(|kind| face.post_script_name.contains(kind));
    let weight = if query.is_bold { 700 } else { 400 };
    (
        !is_itself,
        !is_of_region,
        face.style != Style::Normal,
        face.weight.0.abs_diff(weight),
        is_serif != query.is_serif,
    )
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, OnceLock};

    use fontdb::Database;
    use hayro::hayro_interpret::{
        font::{FallbackFontQuery, FontQuery, StandardFont},
        hayro_cmap::{CharacterCollection, CidFamily},
    };

    use super::Fonts;

    fn asked(name: &str, family: Option<CidFamily>) -> FontQuery {
        FontQuery::Fallback(FallbackFontQuery {
            post_script_name: Some(name.to_owned()),
            character_collection: family.map(|family| CharacterCollection { family, supplement: 0 }),
            ..FallbackFontQuery::default()
        })
    }

    #[test]
    fn a_font_that_no_system_folder_has_is_named_and_no_other_takes_its_place() {
        let fonts = Fonts { system: Arc::new(OnceLock::from(Database::new())), ..Fonts::default() };
        assert!(fonts.find(&asked("Arial", None)).is_some(), "Latin letters are in the program");
        assert!(fonts.find(&asked("Calibri", Some(CidFamily::AdobeIdentity))).is_some());
        assert!(fonts.find(&FontQuery::Standard(StandardFont::Courier)).is_some());
        assert_eq!(fonts.lack(), None);
        assert!(fonts.find(&asked("MS-Mincho", Some(CidFamily::AdobeJapan1))).is_none());
        assert_eq!(fonts.lack().as_deref(), Some("no font here for MS-Mincho (Japanese)"));
        for (name, family) in [
            ("SimSun", CidFamily::AdobeGB1),
            ("Batang\n", CidFamily::AdobeKorea1),
            ("PMingLiU", CidFamily::AdobeCNS1),
        ] {
            assert!(fonts.find(&asked(name, Some(family))).is_none());
        }
        let words = "no font here for Batang (Korean), MS-Mincho (Japanese), PMingLiU (traditional Chinese) and others";
        assert_eq!(fonts.lack().as_deref(), Some(words));
    }
}
