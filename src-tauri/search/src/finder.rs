//! Asks the index where to look, verifies each message that it names, and stops when there are enough hits.
//!
//! Words of one or two characters have thousands of grams that begin with them. So the newest messages that have the
//! rest of the query are looked at first; only if these do not bring enough hits, the index is asked for short words too.
//! Invariant: hits come in the order of the messages' numbers, newest first, and none between two of them is left out.

mod plan;

use std::{
    collections::BTreeSet,
    ops::Range,
    time::{Duration, Instant},
};

use rusqlite::{Connection, Rows, params};

use yourouter_protocol::{Result, SearchCount, SearchHit, SearchPage, SearchPlace};

use super::{
    Document, History, Index, Query, Title,
    folded::folded,
    index::{Fault, Written},
    rank, snippet,
    verdict::{self, Piece},
};
use plan::Plan;

/// Hits of a page.
pub const PAGE_HITS: usize = 50;
/// Titles at most; they stand before the messages of the first page.
const MAX_TITLES: usize = 20;
/// Chats that are looked at before the index is asked for titles, as a common word is in the newest ones: first these,
/// then as many as promise enough hits.
const NEWEST_CHATS: [usize; 2] = [100, 500];
/// What is counted at most, and how many of the newest hits are ranked.
const MAX_COUNTED: usize = 1_000;
const MAX_RANKED: usize = 2_000;
/// Messages that are looked at before the index is asked for short words.
const TRIAL: usize = 300;
/// If one message in so many has all words, the index would name too many: the newest ones are looked at on and on.
const COMMON: usize = 16;
/// Messages that are read at once: few at first, as the first ones may be enough; then twice as many each time.
const FIRST_BATCH: usize = PAGE_HITS;
const MAX_BATCH: usize = 256;
/// After so long a page is given with what was found, and the next goes on there.
const SLICE: Duration = Duration::from_millis(200);
/// How long the newest messages are looked at for a single letter.
const LETTER_SLICE: Duration = Duration::from_millis(10);
/// How long hits are counted or ranked.
const LONG_SLICE: Duration = Duration::from_millis(1_500);

/// Where a search ended.
enum End {
    /// There is nothing older.
    Oldest,
    /// There may be more before the message with this number.
    Before(i64),
}

impl Index {
    /// The newest hits before `cursor`, which a page before gave.
    ///
    /// # Errors
    /// `Error::Storage` of the history, or if no index can be written here.
    pub fn search(&self, history: &impl History, query: &Query, cursor: Option<i64>) -> Result<SearchPage> {
        self.read(|connection| {
            let mut page = empty_page(query);
            let mut chats = Vec::new();
            let slice = if query.is_single_letters() { LETTER_SLICE } else { SLICE };
            let end = each_hit(connection, history, query, cursor, slice, |document, pieces| {
                chats.push(document.conversation.seq);
                page.hits.push(message_hit(query, document, pieces));
                page.hits.len() < PAGE_HITS
            })?;
            if let End::Before(seq) = end {
                page.needs_letter = query.is_single_letters() && page.hits.len() < PAGE_HITS;
                page.next = Some(seq.to_string());
            }
            if cursor.is_none() {
                let titles = titles(connection, history, query)?;
                let titles = titles.iter().filter(|title| !chats.contains(&title.seq));
                page.hits.splice(0..0, titles.filter_map(|title| title_hit(query, title)));
            }
            Ok(page)
        })
    }

    /// The best of the newest hits, best first.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn search_best(&self, history: &impl History, query: &Query) -> Result<SearchPage> {
        self.read(|connection| {
            let mut ranked: Vec<(f64, i64)> = Vec::new();
            each_hit(connection, history, query, None, LONG_SLICE, |document, pieces| {
                ranked.push((rank::score(pieces, &query.terms), document.seq));
                ranked.len() < MAX_RANKED
            })?;
            // Of two that are as good the newer one.
            ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.cmp(&one.1)));
            let best: Vec<i64> = ranked.iter().take(PAGE_HITS).map(|(_, seq)| *seq).collect();
            let mut page = empty_page(query);
            let titles = titles(connection, history, query)?;
            page.hits.extend(titles.iter().filter_map(|title| title_hit(query, title)));
            for document in history.documents(&best)? {
                if let Some(pieces) = verdict::hit(query, &document) {
                    page.hits.push(message_hit(query, &document, &pieces));
                }
            }
            Ok(page)
        })
    }

    /// How many hits there are, to a thousand.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn count(&self, history: &impl History, query: &Query) -> Result<SearchCount> {
        self.read(|connection| {
            let (mut chats, mut hits) = (BTreeSet::new(), 0_usize);
            let end = each_hit(connection, history, query, None, LONG_SLICE, |document, _| {
                chats.insert(document.conversation.seq);
                hits += 1;
                hits <= MAX_COUNTED
            })?;
            for title in titles(connection, history, query)? {
                hits += usize::from(chats.insert(title.seq));
            }
            let counted = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            Ok(SearchCount {
                hits: counted(hits.min(MAX_COUNTED)),
                chats: counted(chats.len()),
                is_more: matches!(end, End::Before(_)),
            })
        })
    }
}

/// How often a text stands in another, both without case and width.
pub fn occurrences(text: &str, looked_for: &str) -> u32 {
    let (text, looked_for) = (folded(text), folded(looked_for));
    if looked_for.is_empty() {
        return 0;
    }
    u32::try_from(memchr::memmem::find_iter(text.as_bytes(), &looked_for).count()).unwrap_or(u32::MAX)
}

fn empty_page(query: &Query) -> SearchPage {
    let marks = query.terms.iter().map(|term| term.text.clone()).collect();
    SearchPage { misread: query.misread().to_vec(), marks, ..SearchPage::default() }
}

/// Calls `take` with each hit, newest first, while it wants more.
fn each_hit(
    connection: &Connection,
    history: &impl History,
    query: &Query,
    cursor: Option<i64>,
    slice: Duration,
    mut take: impl FnMut(&Document, &[Piece<'_>]) -> bool,
) -> Result<End, Fault> {
    let deadline = Instant::now() + slice;
    if query.is_empty() || !query.places.in_messages() {
        return Ok(End::Oldest);
    }
    let Some(plan) = Plan::of_messages(connection, history, query)? else { return Ok(End::Oldest) };
    let written = Written::within(connection, &query.times())?;
    let Range { start, end } = written.span();
    let mut before = cursor.unwrap_or(i64::MAX).min(end);
    for stage in plan.stages(TRIAL) {
        let mut statement = connection.prepare_cached(&stage.sql)?;
        let mut rows = statement.query(params![before, stage.asked, start])?;
        let (mut looked_at, mut having_terms) = (0, 0);
        let mut size = FIRST_BATCH;
        loop {
            let batch = next_batch(&mut rows, size, |seq| written.has(seq))?;
            let Some(last) = batch.last() else { return Ok(End::Oldest) };
            // Most messages that the index names lack the words as they were typed: only their texts are read.
            let mut matching = Vec::new();
            for (seq, texts) in batch.iter().copied().zip(history.texts(&batch)?) {
                let pieces = verdict::with_terms(query, &texts);
                having_terms += usize::from(pieces.is_some());
                if pieces.is_some_and(|pieces| !verdict::has_unwanted(query, &pieces)) {
                    matching.push((seq, texts));
                }
            }
            for document in history.complete(matching)? {
                let pieces = verdict::hit(query, &document);
                if pieces.is_some_and(|pieces| !take(&document, &pieces)) {
                    return Ok(End::Before(document.seq));
                }
            }
            before = *last;
            looked_at += batch.len();
            if Instant::now() >= deadline {
                return Ok(End::Before(before));
            }
            if looked_at >= stage.most && having_terms * COMMON < looked_at {
                break;
            }
            size = MAX_BATCH.min(size * 2);
        }
    }
    Ok(End::Oldest)
}

/// The next numbers that the index names, without those that cannot be hits.
fn next_batch(
    rows: &mut Rows<'_>,
    size: usize,
    is_possible: impl Fn(i64) -> bool,
) -> rusqlite::Result<Vec<i64>> {
    let mut batch = Vec::with_capacity(size);
    while batch.len() < size {
        let Some(row) = rows.next()? else { break };
        let seq = row.get(0)?;
        if is_possible(seq) {
            batch.push(seq);
        }
    }
    Ok(batch)
}

/// The titles that are hits, the chat that changed last first.
fn titles(connection: &Connection, history: &impl History, query: &Query) -> Result<Vec<Title>, Fault> {
    if query.terms.is_empty() || !query.places.title || query.is_about_messages() {
        return Ok(Vec::new());
    }
    for chats in NEWEST_CHATS {
        let mut found = history.newest_titles(query.times().end, chats)?;
        found.retain(|title| verdict::is_title_hit(query, title));
        if found.len() >= MAX_TITLES {
            found.truncate(MAX_TITLES);
            return Ok(found);
        }
        let [_, most] = NEWEST_CHATS;
        if found.len() * most < MAX_TITLES * chats {
            break;
        }
    }
    let mut found = Vec::new();
    let deadline = Instant::now() + SLICE;
    let stage = Plan::of_titles(query);
    let mut statement = connection.prepare_cached(&stage.sql)?;
    let mut rows = statement.query(params![i64::MAX, stage.asked, i64::MIN])?;
    while found.len() < MAX_RANKED && Instant::now() < deadline {
        let batch = next_batch(&mut rows, MAX_BATCH, |_| true)?;
        if batch.is_empty() {
            break;
        }
        found.extend(history.titles(&batch)?.into_iter().filter(|title| verdict::is_title_hit(query, title)));
    }
    found.sort_by_key(|title| std::cmp::Reverse((title.updated_at_ms, title.seq)));
    found.truncate(MAX_TITLES);
    Ok(found)
}

fn message_hit(query: &Query, document: &Document, pieces: &[Piece<'_>]) -> SearchHit {
    let has_term = |piece: &&Piece<'_>| query.terms.iter().any(|term| term.is_in(&piece.folded));
    // Where nothing was looked for, the message begins.
    let piece = pieces.iter().find(has_term).or_else(|| pieces.iter().find(|piece| !piece.text.is_empty()));
    SearchHit {
        conversation_id: document.conversation.id,
        message_id: document.id,
        route: document.conversation.route.clone(),
        title: snippet::marked(&document.conversation.text, &query.terms),
        role: document.role,
        place: piece.map_or(SearchPlace::Text, |piece| piece.place),
        snippet: piece.map(|piece| snippet::around(&piece.text, &query.terms)).unwrap_or_default(),
        at_ms: document.created_at_ms,
    }
}

/// `None` for a chat without messages, which is not listed anywhere.
fn title_hit(query: &Query, title: &Title) -> Option<SearchHit> {
    Some(SearchHit {
        conversation_id: title.id,
        message_id: title.head?,
        route: title.route.clone(),
        title: snippet::marked(&title.text, &query.terms),
        role: yourouter_protocol::Role::User,
        place: SearchPlace::Title,
        snippet: Vec::new(),
        at_ms: title.updated_at_ms,
    })
}
