//! Whether a message, or a title, is what was asked for: the last word on every hit.

use std::borrow::Cow;

use yourouter_protocol::SearchPlace;

use super::{
    Document, Mark, Texts, Title,
    document::code_of,
    folded::folded,
    query::{Condition, Filter, Has, Query, Term},
};

/// A text of a message in which terms are looked for.
pub(crate) struct Piece<'a> {
    pub(crate) place: SearchPlace,
    pub(crate) text: Cow<'a, str>,
    pub(crate) folded: String,
}

impl<'a> Piece<'a> {
    fn new(place: SearchPlace, text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        Self { place, folded: folded(&text), text }
    }
}

/// The texts of a message that a query looks at, if it is a hit.
pub(crate) fn hit<'a>(query: &Query, document: &'a Document) -> Option<Vec<Piece<'a>>> {
    let is_there = document.is_settled && !document.conversation.is_deleted;
    if !is_there || !query.filters.iter().all(|filter| holds(filter, document)) {
        return None;
    }
    with_terms(query, &document.texts).filter(|pieces| !has_unwanted(query, pieces))
}

/// The texts that a query looks at, if they have every word that they must have.
pub(crate) fn with_terms<'a>(query: &Query, texts: &'a Texts) -> Option<Vec<Piece<'a>>> {
    let pieces = pieces(query, texts);
    // `in:code` is about messages that have code, also where a word must not be in it.
    (!pieces.is_empty() && query.terms.iter().all(|term| is_in(term, &pieces))).then_some(pieces)
}

/// Whether a word is there that must not be.
pub(crate) fn has_unwanted(query: &Query, pieces: &[Piece<'_>]) -> bool {
    query.without.iter().any(|term| is_in(term, pieces))
}

fn is_in(term: &Term, pieces: &[Piece<'_>]) -> bool {
    pieces.iter().any(|piece| term.is_in(&piece.folded))
}

/// Whether a title is a hit.
pub(crate) fn is_title_hit(query: &Query, title: &Title) -> bool {
    let folded = folded(&title.text);
    let holds = |filter: &Filter| holds_for_title(filter, title, title.updated_at_ms).unwrap_or(false);
    !title.is_deleted
        && title.head.is_some()
        && query.filters.iter().all(holds)
        && query.terms.iter().all(|term| term.is_in(&folded))
        && !query.without.iter().any(|term| term.is_in(&folded))
}

fn pieces<'a>(query: &Query, texts: &'a Texts) -> Vec<Piece<'a>> {
    let places = query.places;
    let mut pieces = Vec::new();
    if places.text {
        pieces.push(Piece::new(SearchPlace::Text, &texts.text));
        pieces.extend(texts.results.iter().map(|result| Piece::new(SearchPlace::Text, result)));
    } else if places.code {
        pieces.extend(code_of(&texts.text).into_iter().map(|code| Piece::new(SearchPlace::Text, code)));
    }
    if places.reasoning && !texts.reasoning.is_empty() {
        pieces.push(Piece::new(SearchPlace::Reasoning, &texts.reasoning));
    }
    if places.file {
        pieces.extend(texts.files.iter().map(|file| Piece::new(SearchPlace::File, &file.name)));
    }
    pieces
}

fn holds(filter: &Filter, document: &Document) -> bool {
    let holds = match &filter.condition {
        Condition::Role(role) => document.role == *role,
        Condition::Model(part) => folded(&document.model).contains(part),
        Condition::Vendor(part) => document.vendors.iter().any(|vendor| folded(vendor).contains(part)),
        Condition::Has(Has::File) => !document.texts.files.is_empty(),
        Condition::Has(Has::Image) => document.texts.files.iter().any(|file| file.is_image),
        Condition::Has(Has::Code) => !code_of(&document.texts.text).is_empty(),
        Condition::Before(_) | Condition::After(_) | Condition::Is(_) => {
            return holds_for_title(filter, &document.conversation, document.created_at_ms).unwrap_or(false);
        }
    };
    holds != filter.is_negated
}

/// `None` for what only messages have.
fn holds_for_title(filter: &Filter, title: &Title, at_ms: i64) -> Option<bool> {
    let holds = match filter.condition {
        Condition::Before(moment) => at_ms < moment,
        Condition::After(moment) => at_ms >= moment,
        Condition::Is(Mark::Pinned) => title.is_pinned,
        Condition::Is(Mark::Archived) => title.is_archived,
        _ => return None,
    };
    Some(holds != filter.is_negated)
}
