//! Random questions to random histories, answered by the index and by a plain scan.

use fastrand::Rng;
use unicode_normalization::UnicodeNormalization;
use yourouter_protocol::Role;
use yourouter_search::{Document, File};

use crate::memory::Desk;

/// Words of many scripts, with accents, identifiers, numbers and signs.
const WORDS: [&str; 48] = [
    "the",
    "serialize",
    "deserialize_any",
    "ok",
    "token",
    "book",
    "std::sync::Arc",
    "catch_unwind",
    "fn",
    "a",
    "I",
    "Straße",
    "café",
    "cafe\u{301}",
    "naïve",
    "Ångström",
    "C++",
    "x=1",
    "--release",
    "node.js",
    "e-mail",
    "ﬁne",
    "文件",
    "无法打开文件",
    "文",
    "日本語の助詞",
    "ﾊﾟｿｺﾝ",
    "パソコン",
    "カ",
    "저장",
    "파일을",
    "열 수 없습니다",
    "한",
    "Привет",
    "ЁЖ",
    "ΟΔΟΣ",
    "οδός",
    "𝒳",
    "👩‍👩‍👧",
    "１２３",
    "ＡＢＣ",
    "0xdeadbeef",
    "\"",
    "-",
    ":",
    "\\",
    "%_",
    "it's",
];
const MODELS: [&str; 4] = ["gpt-4o", "claude-sonnet-4", "GPT-4.1-mini", ""];
const VENDORS: [&str; 3] = ["auto", "openai", "azure"];

fn pick<'a>(rng: &mut Rng, words: &'a [&'a str]) -> &'a str {
    words[rng.usize(..words.len())]
}

fn text(rng: &mut Rng, most: usize) -> String {
    let mut text = String::new();
    for _ in 0..rng.usize(1..most) {
        text.push_str(pick(rng, &WORDS));
        text.push_str(pick(rng, &["", " ", " ", " ", "\n", "  ", ", ", "\u{3000}"]));
    }
    text
}

fn history(rng: &mut Rng, desk: &Desk, messages: usize) {
    let chats: Vec<i64> = (0..8).map(|_| desk.history.chat(&text(rng, 6))).collect();
    desk.history.change(chats[1], |title| title.is_pinned = true);
    desk.history.change(chats[2], |title| title.is_archived = true);
    desk.history.change(chats[3], |title| title.is_deleted = true);
    let mut day = 0;
    for _ in 0..messages {
        // Numbers with gaps, over many thousands; now and then what follows was written at another time, as in imports.
        let gap = rng.i64(0..40);
        day = if rng.u8(..60) == 0 { rng.i64(0..400) } else { day + rng.i64(0..3) };
        let (words, reasoning) = (text(rng, 14), text(rng, 8));
        let words =
            if rng.u8(..5) == 0 { format!("{words}\n```rust\n{}\n```\n", text(rng, 6)) } else { words };
        desk.history.say(chats[rng.usize(..chats.len())], &words, |document| {
            document.seq += gap;
            document.created_at_ms = 1_700_000_000_000 + day * 86_400_000;
            if rng.bool() {
                document.role = Role::Assistant;
                document.model = pick(rng, &MODELS).to_owned();
                document.vendors = vec![pick(rng, &VENDORS).to_owned()];
                document.texts.reasoning = reasoning;
            } else if rng.u8(..4) == 0 {
                document.texts.files =
                    vec![File { name: format!("{}.png", pick(rng, &WORDS)), is_image: rng.bool() }];
            }
        });
    }
}

/// A question as the scan has it, and as a person types it.
struct Question {
    typed: String,
    terms: Vec<String>,
    without: Vec<String>,
    filters: Vec<(&'static str, bool)>,
    place: &'static str,
}

const FILTERS: [&str; 13] = [
    "role:user",
    "role:assistant",
    "model:gpt",
    "model:CLAUDE",
    "vendor:open",
    "has:file",
    "has:image",
    "has:code",
    "is:pinned",
    "is:archived",
    "before:2024-01-10",
    "after:2024-01",
    "model:none",
];

fn question(rng: &mut Rng, desk: &Desk) -> Question {
    let mut question = Question {
        typed: String::new(),
        terms: Vec::new(),
        without: Vec::new(),
        filters: Vec::new(),
        place: "",
    };
    for _ in 0..1 + rng.usize(..3) {
        let (is_negated, term) = (rng.u8(..6) == 0, term(rng, desk));
        // A phrase, as anything may stand in it but a quote.
        let term = term.replace('"', " ");
        if term.trim().is_empty() {
            continue;
        }
        question.typed.push_str(&format!("{}\"{term}\" ", if is_negated { "-" } else { "" }));
        if is_negated { question.without.push(term) } else { question.terms.push(term) }
    }
    if rng.u8(..3) == 0 {
        let (filter, is_negated) = (pick(rng, &FILTERS), rng.u8(..5) == 0);
        question.typed.push_str(&format!("{}{filter} ", if is_negated { "-" } else { "" }));
        question.filters.push((FILTERS.iter().find(|one| **one == filter).unwrap(), is_negated));
    }
    question.place = ["", "", "", "", "in:code", "in:reasoning", "in:file"][rng.usize(..7)];
    question.typed.push_str(question.place);
    question
}

/// One to four characters of what somebody wrote, a word of it, or what nobody did.
fn term(rng: &mut Rng, desk: &Desk) -> String {
    let documents = desk.history.documents.borrow();
    let characters: Vec<char> = documents[rng.usize(..documents.len())].texts.text.chars().collect();
    let length = 1 + rng.usize(..4);
    match rng.u8(..8) {
        0 => pick(rng, &WORDS).to_owned(),
        1 => (0..length)
            .map(|_| rng.choice(['q', 'z', 'e', '文', '字', 'ん', '힣', 'é', '_', '7']).unwrap())
            .collect(),
        _ => {
            let from = rng.usize(..characters.len());
            characters[from..].iter().take(length).collect()
        }
    }
}

/// Case, width and white space, in the plainest way.
fn plain(text: &str) -> String {
    let lower: String = text.nfkc().collect::<String>().chars().flat_map(char::to_lowercase).collect();
    let lower = lower.replace('ς', "σ");
    let mut out = String::new();
    for character in lower.chars() {
        let character = if character.is_whitespace() { ' ' } else { character };
        if character != ' ' || !out.ends_with(' ') {
            out.push(character);
        }
    }
    out
}

fn scan(desk: &Desk, question: &Question) -> Vec<i64> {
    let terms: Vec<String> = question.terms.iter().map(|term| plain(term)).collect();
    let without: Vec<String> = question.without.iter().map(|term| plain(term)).collect();
    let titles = desk.history.titles.borrow();
    let mut found: Vec<i64> = Vec::new();
    for document in desk.history.documents.borrow().iter() {
        let title = &titles.iter().find(|(_, title)| title.seq == document.conversation.seq).unwrap().1;
        let texts: Vec<String> = match question.place {
            "in:code" => code(document),
            "in:reasoning" => Some(&document.texts.reasoning)
                .filter(|text| !text.is_empty())
                .map(|text| plain(text))
                .into_iter()
                .collect(),
            "in:file" => document.texts.files.iter().map(|file| plain(&file.name)).collect(),
            _ => document
                .texts
                .files
                .iter()
                .map(|file| plain(&file.name))
                .chain([plain(&document.texts.text)])
                .collect(),
        };
        let has = |term: &String| texts.iter().any(|text| text.contains(term.as_str()));
        let holds = |(filter, is_negated): &(&str, bool)| {
            let holds = match *filter {
                "role:user" => document.role == Role::User,
                "role:assistant" => document.role == Role::Assistant,
                "model:gpt" => document.model.to_lowercase().contains("gpt"),
                "model:CLAUDE" => document.model.contains("claude"),
                "vendor:open" => document.vendors.iter().any(|vendor| vendor.contains("open")),
                "has:file" => !document.texts.files.is_empty(),
                "has:image" => document.texts.files.iter().any(|file| file.is_image),
                "has:code" => document.texts.text.contains("```"),
                "is:pinned" => title.is_pinned,
                "is:archived" => title.is_archived,
                "before:2024-01-10" => document.created_at_ms < 1_704_844_800_000,
                "after:2024-01" => document.created_at_ms >= 1_704_067_200_000,
                _ => false,
            };
            holds != *is_negated
        };
        let is_asked = !(terms.is_empty() && without.is_empty() && question.filters.is_empty());
        if is_asked
            && !texts.is_empty()
            && !title.is_deleted
            && terms.iter().all(has)
            && !without.iter().any(has)
            && question.filters.iter().all(holds)
        {
            found.push(document.seq);
        }
    }
    found.reverse();
    found
}

fn code(document: &Document) -> Vec<String> {
    document
        .texts
        .text
        .split("```")
        .skip(1)
        .step_by(2)
        .map(|block| plain(block.split_once('\n').unwrap().1))
        .collect()
}

/// Asks `questions`, of histories of a few hundred messages; gives how many had an answer.
fn compare(seed: u64, questions: usize) -> usize {
    let mut rng = Rng::with_seed(seed);
    let mut answered = 0;
    for round in 0..questions.div_ceil(250) {
        let desk = Desk::new();
        history(&mut rng, &desk, 400);
        for _ in 0..250.min(questions - round * 250) {
            let question = question(&mut rng, &desk);
            let (found, wanted) = (desk.found(&question.typed), scan(&desk, &question));
            assert_eq!(found, wanted, "seed {seed}, round {round}: {}", question.typed);
            answered += usize::from(!wanted.is_empty());
        }
    }
    answered
}

#[test]
fn the_index_finds_what_a_scan_finds() {
    let answered = compare(16, 500);
    assert!(answered > 150, "only {answered} questions had an answer");
}

#[test]
#[ignore = "10,000 questions: run with --ignored"]
fn the_index_finds_what_a_scan_finds_ten_thousand_times() {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(3);
    let answered = compare(seed, 10_000);
    assert!(answered > 4_000, "only {answered} questions had an answer");
}
