//! What an import of a gigabyte costs: `cargo bench -p yourouter-chat-core --bench import [-- MEGABYTES]`.
//!
//! Writes an export of ChatGPT of that size (1000 unless told) into a temporary folder, as one archive, imports it into an
//! empty database, and prints the seconds, the memory at its peak beyond what the process had before, and how many chats
//! came in. The goal is 60 s and 150 MiB for 1 GB.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a measurement may stop at the first surprise"
)]

use std::{
    collections::HashMap,
    fs::{self, File},
    io::{BufWriter, Write},
    time::Instant,
};

use yourouter_protocol::{Archived, ArchivedFolder, Prompt, Result};
use yourouter_store::{Imported, Store};
use yourouter_transfer::{Intake, Landed, ReadFile, import};

const MB: usize = 1_000_000;
/// Bytes of one answer.
const ANSWER: usize = 4_000;
/// Questions of one chat.
const TURNS: usize = 12;

struct Into(Store);

impl Intake for Into {
    fn take(&mut self, chat: Archived, _: &mut ReadFile<'_>) -> Result<Landed> {
        Ok(match self.0.import(&chat, &HashMap::new())? {
            Imported::Added => Landed::Added,
            Imported::Updated => Landed::Updated,
            Imported::Unchanged => Landed::Unchanged,
        })
    }

    fn folder(&mut self, _: ArchivedFolder) -> Result<bool> {
        Ok(false)
    }

    fn prompt(&mut self, _: Prompt) -> Result<bool> {
        Ok(false)
    }

    fn goes_on(&mut self, _: u64, _: u64) -> bool {
        true
    }
}

fn memory(name: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() / 1024
}

/// A chat of some 50 kB.
fn chat(number: usize) -> String {
    let words =
        "Some words of an answer, *as models write them*, with `code` and a list: one, two, three.\\n"
            .repeat(ANSWER / 90);
    let node = |id: String, parent: String, role: &str, text: &str| {
        format!(
            "\"{id}\":{{\"id\":\"{id}\",\"parent\":{parent},\"children\":[],\"message\":{{\"id\":\"{id}\",\"author\":{{\"role\":\"{role}\"}},\"create_time\":1700000000.5,\"weight\":1.0,\"recipient\":\"all\",\"content\":{{\"content_type\":\"text\",\"parts\":[\"{text}\"]}}}}}}"
        )
    };
    let mut nodes = Vec::new();
    let mut parent = "null".to_owned();
    for turn in 0..TURNS {
        nodes.push(node(format!("q{turn}"), parent, "user", "What then?"));
        nodes.push(node(format!("a{turn}"), format!("\"q{turn}\""), "assistant", &words));
        parent = format!("\"a{turn}\"");
    }
    format!(
        "{{\"id\":\"chat {number}\",\"title\":\"Chat {number}\",\"create_time\":1700000000.0,\"update_time\":1700000009.0,\"current_node\":{parent},\"mapping\":{{{}}}}}",
        nodes.join(",")
    )
}

fn main() {
    let megabytes = std::env::args().find_map(|word| word.parse::<usize>().ok()).unwrap_or(1000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("export.zip");
    let mut zip = zip::ZipWriter::new(BufWriter::new(File::create(&path).unwrap()));
    zip.start_file("conversations.json", zip::write::SimpleFileOptions::default().large_file(true)).unwrap();
    zip.write_all(b"[").unwrap();
    let (mut written, mut number) = (0, 0);
    while written < megabytes * MB {
        let chat = chat(number);
        if number > 0 {
            zip.write_all(b",").unwrap();
        }
        zip.write_all(chat.as_bytes()).unwrap();
        (written, number) = (written + chat.len(), number + 1);
    }
    zip.write_all(b"]").unwrap();
    zip.finish().unwrap().flush().unwrap();

    let store = Store::open(&folder.path().join("history.db")).unwrap();
    // The peak of what was done before does not count.
    fs::write("/proc/self/clear_refs", "5").unwrap();
    let (before, began) = (memory("VmRSS:"), Instant::now());
    let mut into = Into(store);
    let report = import(&[path], &mut into).unwrap();
    into.0.fold_log().unwrap();
    let seconds = began.elapsed().as_secs_f64();
    let extra = memory("VmHWM:").saturating_sub(before);
    println!(
        "{megabytes} MB, {number} chats: {seconds:.1} s, {extra} MiB more at the peak, {} in, {} left out",
        report.added, report.left_out
    );
    assert_eq!((report.added as usize, report.left_out), (number, 0));
}
