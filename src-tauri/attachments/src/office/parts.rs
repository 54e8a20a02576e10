//! The parts of a package and how they relate (ECMA-376, part 2, section 9).

use std::{
    collections::BTreeMap,
    io::{Cursor, Write},
};

use encoding_rs::Encoding;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::xml;

/// A relation of one part to another, or to an address.
#[derive(Debug)]
struct Relation {
    /// The last word of its type.
    kind: String,
    target: String,
    is_external: bool,
}

/// Parts by name, with their relations.
#[derive(Debug, Default)]
pub(super) struct Parts {
    parts: BTreeMap<String, Vec<u8>>,
    relations: BTreeMap<String, BTreeMap<String, Relation>>,
}

impl Parts {
    /// Takes a part; text in UTF-16 becomes UTF-8.
    pub fn insert(&mut self, name: String, part: Vec<u8>) {
        let part = match Encoding::for_bom(&part) {
            Some((encoding, _)) => encoding.decode(&part).0.into_owned().into_bytes(),
            None => part,
        };
        if let Some(owner) = owner(&name) {
            self.relations.insert(owner, relations(&name, &part));
        }
        self.parts.insert(name, part);
    }

    pub fn get(&self, name: &str) -> Option<&[u8]> {
        // Names are the same whatever the case of their letters.
        let alike =
            || self.parts.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, part)| part);
        self.parts.get(name).or_else(alike).map(Vec::as_slice)
    }

    /// The names of all parts, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// Changes a part, if it is there.
    pub fn change(&mut self, name: &str, change: impl FnOnce(&[u8]) -> Option<Vec<u8>>) {
        if let Some(part) = self.parts.get_mut(name)
            && let Some(changed) = change(part)
        {
            *part = changed;
        }
    }

    /// The part in which a document begins.
    pub fn main_part(&self, usual: &str) -> String {
        self.related("", "officeDocument").unwrap_or_else(|| usual.to_owned())
    }

    /// The first part to which `part` relates in this way.
    pub fn related(&self, part: &str, kind: &str) -> Option<String> {
        self.all_related(part, kind).into_iter().next()
    }

    pub fn all_related(&self, part: &str, kind: &str) -> Vec<String> {
        let relations = self.relations.get(part).into_iter().flat_map(BTreeMap::values);
        relations.filter(|it| it.kind == kind && !it.is_external).map(|it| it.target.clone()).collect()
    }

    pub fn by_id(&self, part: &str, id: &str) -> Option<String> {
        let relation = self.relations.get(part)?.get(id)?;
        (!relation.is_external).then(|| relation.target.clone())
    }

    /// The address outside of the package.
    pub fn address(&self, part: &str, id: &str) -> Option<&str> {
        let relation = self.relations.get(part)?.get(id)?;
        let is_address = ["http://", "https://", "mailto:"].iter().any(|it| relation.target.starts_with(it));
        (relation.is_external && is_address).then_some(relation.target.as_str())
    }

    /// The parts as an archive without compression.
    pub fn packed(self) -> Option<Vec<u8>> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (name, part) in self.parts {
            archive.start_file(name, options).ok()?;
            archive.write_all(&part).ok()?;
        }
        archive.finish().ok().map(Cursor::into_inner)
    }
}

/// The part whose relations a part lists; nothing for those of the package itself.
fn owner(name: &str) -> Option<String> {
    let (folder, file) = name.strip_suffix(".rels")?.rsplit_once("_rels/")?;
    Some(format!("{folder}{file}"))
}

fn relations(name: &str, part: &[u8]) -> BTreeMap<String, Relation> {
    let folder = name.rsplit_once("_rels/").map_or("", |(folder, _)| folder);
    let Some(root) = xml::tree(part) else { return BTreeMap::new() };
    let relation = |element: &xml::Element| {
        let is_external = element.attribute("TargetMode") == Some("External");
        let target = element.attribute("Target")?;
        let kind = element.attribute("Type")?.rsplit('/').next()?.to_owned();
        let target = if is_external { target.to_owned() } else { absolute(folder, target) };
        Some((element.attribute("Id")?.to_owned(), Relation { kind, target, is_external }))
    };
    root.elements().filter_map(relation).collect()
}

/// A name that is relative to a folder, from the root on.
pub(super) fn absolute(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
