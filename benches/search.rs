//! What the search costs, and how that grows: `cargo bench -p yourouter-chat-core --bench search [-- MESSAGES]`.
//!
//! Histories of 1,000, 10,000 and 100,000 messages, or up to what is named, are written through the store and indexed;
//! each message has some 400 bytes, one in five is Chinese or Japanese, one in ten has code. Then each question is asked
//! as the page asks it. *Warm* is the second to the sixth time, *cold* the first after the files were dropped from the system's
//! cache and the connections were opened anew (Linux).
#![allow(clippy::print_stdout)]

use std::{
    error::Error,
    fs,
    path::Path,
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use fastrand::Rng;
use tempfile::TempDir;
use yourouter_attachments::BlobStore;
use yourouter_chat_core::{Chat, DemoGateway, EventSink, Keychain, Parts};
use yourouter_protocol::{
    AppEvent, ChatEvent, ConversationId, ConversationSummary, MessageFlags, MessageId, MessageState, Role,
    Route, SearchOrder, SearchPage, SearchRequest, Secret, TurnId,
};
use yourouter_search::Index;
use yourouter_store::{Batch, Message, NewTurn, Outcome, Store, Turn};

type Outcomes<T> = Result<T, Box<dyn Error>>;

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
const TURNS_OF_A_CHAT: usize = 10;
const CHATS_AT_ONCE: usize = 200;
const WARM_RUNS: usize = 5;

/// Common and rare words, parts of words, short ones, phrases, other scripts, operators, and what nobody wrote.
const QUESTIONS: [&str; 26] = [
    "ka",
    "kara",
    "karamo",
    "mi",
    "serialize",
    "deserialize_any",
    "catch_unwind",
    "std::sync::Arc",
    "fn",
    "ok serialize",
    "\"kara mi\"",
    "qzx",
    "zq",
    "文件",
    "文",
    "无法打开",
    "打",
    "ない",
    "ka -mi",
    "serialize role:user",
    "model:haiku kara",
    "has:code karamo",
    "before:2024 kara",
    "after:2030",
    "nothingofthekind",
    "e",
];

fn main() -> Outcomes<()> {
    let most = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(100_000);
    let runtime = tokio::runtime::Runtime::new()?;
    println!(
        "{:>9} {:>9} {:>9} {:>9} {:>7} {:>9} {:>9} {:>9} {:>9}",
        "messages", "text", "indexed", "merged", "index", "warm p50", "warm p95", "cold p50", "cold p95"
    );
    for size in SIZES.into_iter().filter(|size| *size <= most) {
        runtime.block_on(measure(size))?;
    }
    Ok(())
}

async fn measure(size: usize) -> Outcomes<()> {
    let folder = tempfile::tempdir()?;
    let text_bytes = write(&folder, size)?;
    let began = Instant::now();
    let chat = open(folder.path())?;
    while ask(&chat, "e").await?.indexed_percent.is_some() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let indexed = began.elapsed();
    // The background merges then; without time nothing is merged here.
    let began = Instant::now();
    while !Index::new(folder.path().join("search.sqlite")).merge(Duration::ZERO)? {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let merged = began.elapsed();
    let index_bytes = file_bytes(folder.path(), "search.sqlite");
    let mut warm = Vec::new();
    for question in QUESTIONS {
        ask(&chat, question).await?;
        let mut times = Vec::new();
        for _ in 0..WARM_RUNS {
            let began = Instant::now();
            ask(&chat, question).await?;
            times.push(began.elapsed());
        }
        times.sort();
        warm.extend(times.get(WARM_RUNS / 2).map(|time| (*time, question)));
    }
    drop(chat);
    let mut cold = Vec::new();
    for question in QUESTIONS {
        forget_files(folder.path())?;
        let chat = open(folder.path())?;
        let began = Instant::now();
        ask(&chat, question).await?;
        cold.push((began.elapsed(), question));
    }
    println!(
        "{size:>9} {:>6.1} MB {:>7.1} s {:>7.1} s {:>6.2}x {} {} {} {}",
        text_bytes as f64 / 1e6,
        indexed.as_secs_f64(),
        merged.as_secs_f64(),
        index_bytes as f64 / text_bytes as f64,
        share(&mut warm, 50),
        share(&mut warm, 95),
        share(&mut cold, 50),
        share(&mut cold, 95),
    );
    for (name, times) in [("warm", &warm), ("cold", &cold)] {
        let slowest =
            times.iter().rev().take(6).map(|(time, question)| format!("{question} {:.1} ms", ms(*time)));
        println!("          slowest {name}: {}", slowest.collect::<Vec<_>>().join(", "));
    }
    Ok(())
}

async fn ask(chat: &Chat, text: &str) -> Outcomes<SearchPage> {
    let request = SearchRequest { text: text.to_owned(), order: SearchOrder::Newest, cursor: None };
    Ok(chat.search.search_chats(request).await?)
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn share(times: &mut [(Duration, &str)], percent: usize) -> String {
    times.sort();
    let at = (times.len() * percent).div_ceil(100).saturating_sub(1);
    format!("{:>6.1} ms", times.get(at).map_or(0.0, |(time, _)| ms(*time)))
}

/// The size of a database with its log.
fn file_bytes(folder: &Path, name: &str) -> u64 {
    let size =
        |suffix: &str| fs::metadata(folder.join(format!("{name}{suffix}"))).map_or(0, |file| file.len());
    size("") + size("-wal")
}

fn forget_files(folder: &Path) -> Outcomes<()> {
    for name in ["chat.sqlite", "search.sqlite"] {
        let of = format!("of={}", folder.join(name).display());
        Command::new("dd")
            .args([&of, "oflag=nocache", "conv=notrunc,fdatasync", "count=0", "status=none"])
            .status()?;
    }
    Ok(())
}

/// Writes a history; gives the bytes of its text.
fn write(folder: &TempDir, messages: usize) -> Outcomes<usize> {
    let store = Store::open(&folder.path().join("chat.sqlite"))?;
    let mut writer = Writer::new();
    let chats = messages.div_ceil(2 * TURNS_OF_A_CHAT);
    for first in (0..chats).step_by(CHATS_AT_ONCE) {
        let until = chats.min(first + CHATS_AT_ONCE);
        store.batch(|batch| (first..until).try_for_each(|number| writer.chat(batch, number)))?;
    }
    store.fold_log()?;
    Ok(writer.bytes)
}

struct Writer {
    rng: Rng,
    words: Vec<String>,
    bytes: usize,
}

impl Writer {
    fn new() -> Self {
        let mut rng = Rng::with_seed(16);
        let syllables = [
            "ka", "ra", "mo", "ti", "len", "dor", "mi", "sa", "ul", "ber", "an", "fo", "gri", "no", "pel",
            "es",
        ];
        let mut word = || (0..rng.usize(1..5)).filter_map(|_| rng.choice(syllables)).collect::<String>();
        let words = (0..20_000).map(|_| word()).collect();
        Self { rng: Rng::with_seed(17), words, bytes: 0 }
    }

    fn chat(&mut self, batch: &Batch<'_>, number: usize) -> yourouter_protocol::Result<()> {
        let began_ms = 1_600_000_000_000 + number as i64 * 3_600_000;
        let id = batch.blank_conversation(&Route::default(), began_ms)?;
        let mut parent = None;
        for turn in 0..TURNS_OF_A_CHAT {
            parent = Some(self.turn(batch, id, parent, began_ms + turn as i64 * 60_000)?);
        }
        Ok(())
    }

    fn turn(
        &mut self,
        batch: &Batch<'_>,
        id: ConversationId,
        parent: Option<MessageId>,
        at_ms: i64,
    ) -> yourouter_protocol::Result<MessageId> {
        let (asked, answered) = (self.text(25), self.text(95));
        self.bytes += asked.len() + answered.len();
        let message = |parent_id, role, state, text| Message {
            id: MessageId::new(),
            conversation_id: id,
            parent_id,
            role,
            state,
            is_unreadable: false,
            text,
            reasoning: String::new(),
            created_at_ms: at_ms,
            flags: MessageFlags::default(),
        };
        let title = asked.chars().take(40).collect();
        let question = message(parent, Role::User, MessageState::Done, asked);
        let answer = message(Some(question.id), Role::Assistant, MessageState::Streaming, String::new());
        // One in a hundred answers is of the rare model.
        let rare = if self.rng.u8(..100) == 0 { "claude-haiku-4-5" } else { "gpt-4o" };
        let model = self.rng.choice([rare, "claude-sonnet-4-5", "gemini-2.5-pro"]).unwrap_or(rare);
        let turn = Turn {
            id: TurnId::new(),
            message_id: answer.id,
            route: Route { model: model.to_owned(), ..Route::default() },
            base_url: String::new(),
            outcome: Outcome::default(),
            attempts: Vec::new(),
            omissions: Vec::new(),
        };
        let (answer_id, turn_id) = (answer.id, turn.id);
        batch.begin_turn(&NewTurn {
            question: Some(question),
            attachment_ids: Vec::new(),
            copied_from: None,
            drafted_text: None,
            answer,
            turn,
            title,
            sent_as: Vec::new(),
            sent_again_as: Vec::new(),
            lane: None,
        })?;
        batch.end_turn(turn_id, &answered, MessageState::Done, &Outcome::default(), at_ms)?;
        Ok(answer_id)
    }

    fn text(&mut self, most: usize) -> String {
        let mut text = String::new();
        if self.rng.u8(..5) == 0 {
            // Characters are as unequally common as words are.
            for _ in 0..most * 2 {
                let at = self.rng.f64().powi(3) * 3_000.0;
                text.extend(char::from_u32(0x4e00 + at as u32));
            }
            let phrases = ["文件", "无法打开文件", "ない", "打开"];
            text.extend((0..most / 20).filter_map(|_| self.rng.choice(phrases)));
            return text;
        }
        for _ in 0..self.rng.usize(most / 2..most) {
            let at = self.rng.f64().powi(4) * self.words.len() as f64;
            text.push_str(self.words.get(at as usize).map_or("", String::as_str));
            text.push(if self.rng.u8(..12) == 0 { '\n' } else { ' ' });
        }
        match self.rng.u16(..1_000) {
            0 => text.push_str("catch_unwind and std::sync::Arc"),
            1..=20 => text.push_str("serialize it, ok"),
            21..=24 => text.push_str("deserialize_any"),
            25..=120 => text.push_str("\n```rust\nfn main() { serialize(); }\n```\n"),
            _ => {}
        }
        text
    }
}

fn open(folder: &Path) -> Outcomes<Chat> {
    Ok(Chat::new(Parts {
        store: Store::open(&folder.join("chat.sqlite"))?,
        data_dir: folder.to_owned(),
        index: Index::new(folder.join("search.sqlite")),
        files: BlobStore::open(&folder.join("attachments"))?,
        keychain: Arc::new(Nothing),
        demo: Arc::new(Nothing),
        sink: Arc::new(Nothing),
        base_url: None,
        key: None,
        version: String::new(),
    })?)
}

/// What is around the application, and not measured.
struct Nothing;

impl EventSink for Nothing {
    fn chat(&self, _: ChatEvent) {}
    fn app(&self, _: AppEvent) {}
    fn shown(&self, _: &ConversationSummary) {}
}

impl Keychain for Nothing {
    fn read(&self, _: &str) -> yourouter_protocol::Result<Option<Secret>> {
        Ok(None)
    }
    fn store(&self, _: &str, _: &Secret) -> yourouter_protocol::Result<()> {
        Ok(())
    }
    fn forget(&self, _: &str) -> yourouter_protocol::Result<()> {
        Ok(())
    }
}

#[async_trait]
impl DemoGateway for Nothing {
    async fn base_url(&self) -> yourouter_protocol::Result<String> {
        Ok(String::new())
    }
}
