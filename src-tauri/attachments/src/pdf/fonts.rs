//! The system's fonts, for Chinese, Japanese and Korean letters whose font is not in the file: the fourteen standard fonts
//! have none of them.
//!
//! They are looked for when a page first asks for one. Invariant: nothing but the system's folders of fonts is opened, and
//! a font that is not there is told by its name, so that no page goes out with blanks in place of its words.

use std::{
    collections::BTreeSet,
    fs,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use fontdb::{Database, FaceInfo, Source, Style};
use hayro::hayro_interpret::{
    font::{FallbackFontQuery, FontData, FontQuery},
    hayro_cmap::CidFamily,
};
use skrifa::{FontRef, MetadataProvider};

/// The most fonts that are named.
const MAX_NAMED: usize = 3;
/// The longest name that is told.
const MAX_NAME: usize = 40;

/// A script that only its own fonts have (Adobe's character collections).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Script {
    name: &'static str,
    /// Letters that a font for it has, and fonts for its neighbours may lack.
    letters: &'static str,
    /// How the families of fonts for several scripts end.
    region: &'static str,
}

fn script(family: &CidFamily) -> Option<Script> {
    let (name, letters, region) = match family {
        CidFamily::AdobeJapan1 => ("Japanese", "あア語", "JP"),
        CidFamily::AdobeGB1 => ("simplified Chinese", "这们语", "SC"),
        CidFamily::AdobeCNS1 => ("traditional Chinese", "這們語", "TC"),
        CidFamily::AdobeKorea1 => ("Korean", "한글말", "KR"),
        CidFamily::AdobeIdentity | CidFamily::Custom { .. } => return None,
    };
    Some(Script { name, letters, region })
}

/// Finds the fonts that a file asks for and does not have.
#[derive(Default)]
pub(super) struct Fonts {
    system: OnceLock<Database>,
    missing: Mutex<BTreeSet<String>>,
}

impl Fonts {
    /// The font for a query, and which of those in its file it is.
    pub(super) fn find(&self, query: &FontQuery) -> Option<(FontData, u32)> {
        let query = match query {
            FontQuery::Standard(standard) => return Some(standard.get_font_data()),
            FontQuery::Fallback(query) => query,
        };
        let script = query.character_collection.as_ref().and_then(|known| script(&known.family));
        let Some(script) = script else { return Some(query.pick_standard_font().get_font_data()) };
        let found = self.of_system(query, script);
        if found.is_none() {
            let name = query.post_script_name.as_deref().unwrap_or("unnamed");
            let name: String = name.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
            self.missing().insert(format!("{name} ({})", script.name));
        }
        found
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

    fn of_system(&self, query: &FallbackFontQuery, script: Script) -> Option<(FontData, u32)> {
        let system = self.system.get_or_init(|| {
            let mut system = Database::new();
            system.load_system_fonts();
            system
        });
        let has_letters = |face: &&FaceInfo| {
            let has = |data: &[u8], index| {
                let letters = FontRef::from_index(data, index).ok()?.charmap();
                script.letters.chars().all(|letter| letters.map(letter).is_some()).then_some(())
            };
            system.with_face_data(face.id, has).flatten().is_some()
        };
        let face = system.faces().filter(has_letters).min_by_key(|face| distance(face, query, script))?;
        let Source::File(path) = &face.source else { return None };
        Some((Arc::new(fs::read(path).ok()?), face.index))
    }
}

/// How far a font is from what is asked for: the font itself, else one for the script, of its weight and its kind.
fn distance(face: &FaceInfo, query: &FallbackFontQuery, script: Script) -> (bool, bool, bool, u16, bool) {
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
    use std::sync::OnceLock;

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
        let fonts = Fonts { system: OnceLock::from(Database::new()), ..Fonts::default() };
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
