//! The offline demo's answers: recorded, and honest about it.
//!
//! Invariant: nothing here claims to come from a model; every answer says that it is a recording.

use crate::{question::Question, reply::Answer, texts};

/// Pieces in a second, each of about a word: about as fast as a quick model.
pub(crate) const PACE: u32 = 70;

/// What the id of each request begins with, so that its answer can be told from a model's.
pub(crate) const REQUEST_ID: &str = "req_demo_";

const WELCOME: &str = include_str!("texts/demo-welcome.md");
const CODE: &str = include_str!("texts/demo-code.md");
const TABLE: &str = include_str!("texts/demo-table.md");
const FORMATS: &str = include_str!("texts/demo-formats.md");
const DRAWING: &str = include_str!("texts/demo-drawing.md");
const FORMULA: &str = include_str!("texts/demo-formula.md");
const SOURCES: &str = include_str!("texts/demo-sources.md");
const ROUTING: &str = include_str!("texts/demo-routing.md");
const FILES: &str = include_str!("texts/demo-files.md");
const OTHER: &str = include_str!("texts/demo-other.md");
const PICTURE: &[u8] = include_bytes!("texts/demo-picture.png");

const NO_FILE: &str = "Here is a recording, and there is no file with this message. Drop one onto the window, or choose it \
                       with the paper clip: an image, a PDF, an Office document or text. Then ask again.\n";

/// Words in a question and the recording that goes with them; the first that fits counts.
const TOPICS: [(&[&str], &str); 9] = [
    (&["draw", "diagram", "flowchart", "mermaid"], DRAWING),
    (&["formula", "equation", "math", "latex", "integral"], FORMULA),
    (&["source", "cite", "picture", "image of", "photo", "search the web"], SOURCES),
    (&["png", "jpeg", "webp"], FORMATS),
    (&["code", "rust", "python", "function", "program", "error message"], CODE),
    (&["table", "compare", "model", "list"], TABLE),
    (&["vendor", "rout", "auto", "provider", "failover"], ROUTING),
    (&["markdown", "format", "example"], texts::MARKDOWN),
    (&["summar", "this file", "pdf", "document"], NO_FILE),
];

/// The recording that fits the question best.
pub(crate) fn answer(question: &Question) -> Answer {
    if !question.files.is_empty() {
        return Answer::new(format!("{}{FILES}", texts::files(&question.files)));
    }
    let asked = question.text.to_lowercase();
    let has = |word: &&str| asked.split(|c: char| !c.is_alphanumeric()).any(|one| one.starts_with(word));
    let known =
        TOPICS.iter().find(|(words, _)| words.iter().any(|word| has(word) || is_phrase(word, &asked)));
    let text = match known {
        Some((_, text)) => text,
        None if question.user_messages < 2 => WELCOME,
        None => OTHER,
    };
    let mut answer = Answer::new(said_to_be_recorded(text));
    if *text == *CODE {
        answer.reasoning = "A recording of reasoning: some models show how they came to an answer. \
                            It stands apart from the answer and can be folded away."
            .to_owned();
    }
    if *text == *SOURCES {
        answer.pictures = vec![PICTURE];
    }
    answer
}

fn is_phrase(words: &str, asked: &str) -> bool {
    words.contains(' ') && asked.contains(words)
}

fn said_to_be_recorded(text: &str) -> String {
    if text.contains("recording") {
        return text.to_owned();
    }
    format!("{}\n\n*This answer is a recording: the demo asks no model.*\n", text.trim_end())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::answer;
    use crate::question::Question;

    fn ask(texts: &[&str]) -> String {
        let messages: Vec<_> = texts.iter().map(|text| json!({ "role": "user", "content": text })).collect();
        answer(&Question::read(&json!({ "model": "gpt-4o", "messages": messages }), None)).text
    }

    #[test]
    fn every_answer_says_that_it_is_a_recording_and_lists_no_commands() {
        for texts in [
            &["Hi"][..],
            &["Hi", "and"],
            &["a", "b", "c"],
            &["Some code"],
            &["a table"],
            &["vendor?"],
            &["markdown"],
        ] {
            let text = ask(texts);
            assert!(text.contains("recording"), "{texts:?}");
            assert!(!text.contains("/429") && !text.contains("/cut"), "{texts:?}");
        }
    }

    #[test]
    fn each_starter_and_each_button_of_the_page_gets_the_answer_that_it_promises() {
        for (asked, promised) in [
            ("Compare PNG, JPEG and WebP in a table.", "| PNG | JPEG | WebP |"),
            ("Draw how a message reaches a model and comes back.", "```mermaid"),
            ("Write a function that counts the words of a text, in Rust and Python.", "```rust"),
            ("Summarise this file in five points.", "there is no file"),
            ("Show me formulas.", "$$"),
            ("Show me sources and a picture.", "**Sources**"),
            ("Compare the models in a table.", "| Family |"),
            ("How does routing work?", "**pin**"),
        ] {
            assert!(ask(&[asked]).contains(promised), "{asked}");
        }
    }

    #[test]
    fn a_question_that_no_recording_fits_is_told_so_instead_of_being_answered_at_random() {
        for asked in ["Why is the sky blue?", "Context matters here", "Wie spät ist es?"] {
            assert!(ask(&["Hello", asked]).contains("A model would answer this now"), "{asked}");
        }
    }

    #[test]
    fn the_picture_of_an_answer_that_goes_along_is_no_file_of_the_question() {
        let picture = json!({ "type": "image_url", "image_url": { "url": "data:image/png;base64,aGk=" } });
        let told = json!({ "type": "text", "text": "[from your answer: picture.png]" });
        let ask = |parts: &[&serde_json::Value]| {
            let body = json!({ "messages": [{ "role": "user", "content": "Hi" }, { "role": "user", "content": parts }] });
            answer(&Question::read(&body, None)).text
        };
        let why = json!({ "type": "text", "text": "Why is the sky blue?" });
        assert!(ask(&[&picture, &told, &why]).contains("A model would answer this now"));
        assert!(ask(&[&picture, &told, &picture, &why]).contains("These files arrived"));
    }

    #[test]
    fn a_first_question_is_answered_with_what_the_demo_is() {
        assert!(ask(&["Hello there"]).contains("offline demo"));
        assert_ne!(ask(&["Hello there"]), ask(&["Hello there", "Go on"]));
    }
}
