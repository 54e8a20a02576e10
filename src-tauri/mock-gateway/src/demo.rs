//! The offline demo's answers: recorded, and honest about it.
//!
//! Invariant: nothing here claims to come from a model; every answer says that it is a recording.

use crate::{question::Question, reply::Answer, texts};

/// Pieces in a second, each of about a word: about as fast as a quick model.
pub(crate) const PACE: u32 = 70;

const WELCOME: &str = include_str!("texts/demo-welcome.md");
const CODE: &str = include_str!("texts/demo-code.md");
const TABLE: &str = include_str!("texts/demo-table.md");
const ROUTING: &str = include_str!("texts/demo-routing.md");
const FILES: &str = include_str!("texts/demo-files.md");

/// Words in a question and the recording that goes with them.
const TOPICS: [(&[&str], &str); 4] = [
    (&["code", "rust", "python", "function", "program"], CODE),
    (&["table", "compare", "model", "list"], TABLE),
    (&["vendor", "rout", "auto", "provider", "failover"], ROUTING),
    (&["markdown", "format", "example"], texts::MARKDOWN),
];

/// What follows the welcome when no word of a question is known.
const ROUND: [&str; 4] = [ROUTING, texts::MARKDOWN, CODE, TABLE];

/// The recording that fits the question best.
pub(crate) fn answer(question: &Question) -> Answer {
    if !question.files.is_empty() {
        return Answer::new(format!("{}{FILES}", texts::files(&question.files)));
    }
    let asked = question.text.to_lowercase();
    let known =
        TOPICS.iter().find(|(words, _)| words.iter().any(|word| asked.contains(word))).map(|(_, text)| *text);
    let text = match (known, question.user_messages) {
        (Some(text), _) => text,
        (None, 0 | 1) => WELCOME,
        (None, count) => ROUND.get((count - 2) % ROUND.len()).copied().unwrap_or(WELCOME),
    };
    let mut answer = Answer::new(said_to_be_recorded(text));
    if text == CODE {
        answer.reasoning = "A recording of reasoning: some models show how they came to an answer. \
                            It stands apart from the answer and can be folded away."
            .to_owned();
    }
    answer
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
    fn a_first_question_is_answered_with_what_the_demo_is() {
        assert!(ask(&["Hello there"]).contains("offline demo"));
        assert_ne!(ask(&["Hello there"]), ask(&["Hello there", "Go on"]));
    }
}
