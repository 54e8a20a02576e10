//! Link reference definitions of a streamed answer, as far as they have come.

use super::dialect::options;
use pulldown_cmark::Parser;
use std::collections::HashMap;

/// Label in the form of [`label_key`] → destination and title.
pub(super) type Definitions = HashMap<String, (String, String)>;

/// Destination and title of a label.
pub(super) fn find<'d>(definitions: &'d Definitions, label: &str) -> Option<(&'d str, &'d str)> {
    let (target, title) = definitions.get(&label_key(label))?;
    Some((target, title))
}

/// Adds the definitions that a paragraph begins with; the first one of a label counts.
pub(super) fn define(source: &str, definitions: &mut Definitions) {
    let parser = Parser::new_ext(source, options());
    for (label, definition) in parser.reference_definitions().iter() {
        let title = definition.title.as_deref().unwrap_or_default();
        definitions.entry(label_key(label)).or_insert((definition.dest.to_string(), title.to_owned()));
    }
}

/// The form in which two labels of link references are compared.
fn label_key(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
