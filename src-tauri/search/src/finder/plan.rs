//! What the index is asked for: the words of a query as grams, its operators as facts.
//!
//! Invariant: whatever a plan leaves out, the verdict on each message makes up for; what it asks for is in every hit.

use rusqlite::Connection;

use crate::{
    History, Mark, Query,
    grams::{self, Asked},
    index::{self, Fault},
    query::{Condition, Has},
};

/// A condition that names more conversations than this is left to the verdict.
const MAX_MARKED: usize = 200;

/// One question to the index.
pub(super) struct Stage {
    /// Gives numbers below `?1` and from `?3` on, the highest first; `?2` is what is asked for.
    pub(super) sql: String,
    /// In the language of FTS5; `None` asks for every message.
    pub(super) asked: Option<String>,
    /// After so many messages the next stage goes on.
    pub(super) most: usize,
}

/// What must be in the index for a message to be a hit.
pub(super) struct Plan {
    tables: Vec<&'static str>,
    asked: Asked,
    /// Of each of these one must be there.
    facts: Vec<Vec<String>>,
}

impl Plan {
    /// `None` if there can be no hit.
    pub(super) fn of_messages(
        connection: &Connection,
        history: &impl History,
        query: &Query,
    ) -> Result<Option<Self>, Fault> {
        let mut facts = Vec::new();
        for filter in query.filters.iter().filter(|filter| !filter.is_negated) {
            if let Some(any) = facts_of(connection, history, &filter.condition)? {
                if any.is_empty() {
                    return Ok(None);
                }
                facts.push(any);
            }
        }
        let places = query.places;
        if places.code && !places.text && !places.file && !places.reasoning {
            facts.push(vec![grams::fact(grams::HAS, "code")]);
        }
        if places.file && !places.text && !places.code && !places.reasoning {
            facts.push(vec![grams::fact(grams::HAS, "file")]);
        }
        let is_in_words = places.text || places.code || places.file;
        let tables = [("words", is_in_words), ("thoughts", places.reasoning)];
        let tables: Vec<_> =
            tables.into_iter().filter(|(_, is_asked)| *is_asked).map(|(table, _)| table).collect();
        // Words may stand in different texts of a message then, which are in different tables.
        let asked = if tables.len() == 1 { asked(query) } else { Asked::default() };
        Ok(Some(Self { tables, asked, facts }))
    }

    /// The whole question for titles.
    pub(super) fn of_titles(query: &Query) -> Stage {
        Self { tables: vec!["titles"], asked: asked(query), facts: Vec::new() }.stage(true, usize::MAX)
    }

    /// The questions, one after the other; the first one for `trial` messages if short words are left out of it.
    pub(super) fn stages(&self, trial: usize) -> Vec<Stage> {
        if self.asked.beginnings.is_empty() {
            return vec![self.stage(true, usize::MAX)];
        }
        vec![self.stage(false, trial), self.stage(true, usize::MAX)]
    }

    fn stage(&self, with_beginnings: bool, most: usize) -> Stage {
        let beginnings = self.asked.beginnings.iter().filter(|_| with_beginnings);
        let all: Vec<String> = self
            .asked
            .whole
            .iter()
            .map(|gram| format!("\"{gram}\""))
            .chain(beginnings.map(|start| format!("\"{start}\" *")))
            .chain(self.facts.iter().map(|any| format!("(\"{}\")", any.join("\" OR \""))))
            .collect();
        let asked = (!all.is_empty()).then(|| all.join(" AND "));
        let of = |table: &&'static str| match &asked {
            Some(_) => {
                format!("SELECT rowid FROM {table} WHERE {table} MATCH ?2 AND rowid < ?1 AND rowid >= ?3")
            }
            // `?2` is named, as every statement has it.
            None => format!("SELECT id FROM {table}_docsize WHERE id < ?1 AND id >= ?3 AND ?2 IS NULL"),
        };
        let selects: Vec<String> = self.tables.iter().map(of).collect();
        Stage { sql: format!("{} ORDER BY 1 DESC", selects.join(" UNION ")), asked, most }
    }
}

fn asked(query: &Query) -> Asked {
    let mut asked = Asked::default();
    query.terms.iter().for_each(|term| grams::of_term(&term.text, &mut asked));
    asked.whole.sort_unstable();
    asked.whole.dedup();
    asked
}

/// The facts of which a hit has one; `None` if the condition is left to the verdict.
fn facts_of(
    connection: &Connection,
    history: &impl History,
    condition: &Condition,
) -> Result<Option<Vec<String>>, Fault> {
    let named = |kind: char, is_wanted: &dyn Fn(&str) -> bool| -> Result<Vec<String>, Fault> {
        let names = index::names(connection, kind)?;
        Ok(names.iter().filter(|name| is_wanted(name)).map(|name| grams::fact(kind, name)).collect())
    };
    Ok(Some(match condition {
        Condition::Role(role) => vec![grams::fact(grams::ROLE, grams::role(*role))],
        Condition::Model(part) => named(grams::MODEL, &|name| name.contains(part))?,
        Condition::Vendor(part) => named(grams::VENDOR, &|name| name.contains(part))?,
        // Bounds the search instead (`index::Written`).
        Condition::Before(_) | Condition::After(_) => return Ok(None),
        Condition::Has(Has::File) => vec![grams::fact(grams::HAS, "file")],
        Condition::Has(Has::Image) => vec![grams::fact(grams::HAS, "image")],
        Condition::Has(Has::Code) => vec![grams::fact(grams::HAS, "code")],
        Condition::Is(mark) => return marked(history, *mark),
    }))
}

fn marked(history: &impl History, mark: Mark) -> Result<Option<Vec<String>>, Fault> {
    let seqs = history.marked(mark, MAX_MARKED + 1)?;
    let facts = seqs.iter().map(|seq| grams::fact(grams::CONVERSATION, &seq.to_string()));
    Ok((seqs.len() <= MAX_MARKED).then(|| facts.collect()))
}
