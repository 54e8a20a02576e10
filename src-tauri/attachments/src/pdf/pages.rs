//! The pages of a file in the order of its page tree.
//!
//! Invariant: a page that stands twice in the tree is two pages; a tree that holds itself ends.

use std::collections::{HashMap, HashSet};

use hayro::hayro_syntax::{
    Pdf,
    object::{Array, Dict, MaybeRef, ObjectIdentifier},
    page::Page,
};

/// The most pages, and the most entries of the tree that are looked at.
const MAX_PAGES: usize = 20_000;
/// The deepest tree.
const MAX_DEPTH: usize = 64;

/// All pages.
pub(super) fn in_order(pdf: &Pdf) -> Vec<&Page<'_>> {
    let once: Vec<&Page<'_>> = pdf.pages().iter().collect();
    let mut walk = Walk { pdf, found: Vec::new(), is_plain: true };
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    if let Some(tree) = root.and_then(|root| root.get::<Dict<'_>>("Pages")) {
        walk.visit(&tree, &mut tree.obj_id().into_iter().collect());
    }
    let distinct: HashSet<&ObjectIdentifier> = walk.found.iter().collect();
    if !walk.is_plain || distinct.len() == walk.found.len() {
        return once;
    }
    let by_id: HashMap<ObjectIdentifier, &Page<'_>> =
        once.iter().filter_map(|page| Some((page.raw().obj_id()?, *page))).collect();
    walk.found.iter().filter_map(|id| by_id.get(id).copied()).collect()
}

struct Walk<'a> {
    pdf: &'a Pdf,
    found: Vec<ObjectIdentifier>,
    /// Whether all that was seen has a number, so that it can be told apart.
    is_plain: bool,
}

impl Walk<'_> {
    fn visit(&mut self, tree: &Dict<'_>, above: &mut Vec<ObjectIdentifier>) {
        let Some(kids) = tree.get::<Array<'_>>("Kids") else { return };
        for kid in kids.raw_iter() {
            let MaybeRef::Ref(id) = kid else {
                self.is_plain = false;
                return;
            };
            let id = ObjectIdentifier::from(id);
            if self.found.len() >= MAX_PAGES || above.len() >= MAX_DEPTH || above.contains(&id) {
                continue;
            }
            let Some(dict) = self.pdf.xref().get::<Dict<'_>>(id) else { continue };
            if dict.contains_key("Kids") {
                above.push(id);
                self.visit(&dict, above);
                above.pop();
            } else {
                self.found.push(id);
            }
        }
    }
}
