//! Reasoning in the text, in every form, however it is cut.

use proptest::prelude::*;

use super::ThinkFilter;
use crate::Delta;

/// All reasoning and all text after `pieces`, with reasoning that came in a field of its own before them.
fn filtered_after<'a>(native: &str, pieces: impl IntoIterator<Item = &'a str>) -> (String, String) {
    let (mut filter, mut out) = (ThinkFilter::default(), Vec::new());
    if !native.is_empty() {
        filter.note_native(native);
    }
    for piece in pieces {
        filter.push(piece, &mut out);
    }
    filter.finish(&mut out);
    let (mut reasoning, mut text) = (String::new(), String::new());
    for delta in out {
        match delta {
            Delta::Reasoning(piece) => reasoning.push_str(&piece),
            Delta::Text(piece) => text.push_str(&piece),
            Delta::TextWasReasoning => reasoning.push_str(&std::mem::take(&mut text)),
            other => panic!("{other:?}"),
        }
    }
    (reasoning, text)
}

/// The same of a whole, which every way to cut it in two, and letter by letter, must agree on.
fn filtered_every_way(native: &str, whole: &str) -> (String, String) {
    let expected = filtered_after(native, [whole]);
    for (at, _) in whole.char_indices() {
        let (first, second) = whole.split_at(at);
        assert_eq!(filtered_after(native, [first, second]), expected, "{whole:?} split at {at}");
    }
    let letters: Vec<String> = whole.chars().map(String::from).collect();
    assert_eq!(filtered_after(native, letters.iter().map(String::as_str)), expected, "{whole:?}");
    expected
}

#[track_caller]
fn check(whole: &str, reasoning: &str, text: &str) {
    assert_eq!(filtered_every_way("", whole), (reasoning.to_owned(), text.to_owned()), "{whole:?}");
}

#[test]
fn a_leading_tag_is_reasoning_and_any_other_is_text() {
    for (whole, reasoning, text) in [
        ("<think>\nwhy\n</think>\n\nanswer", "why\n", "answer"),
        ("\n <thinking>a</think>b</thinking>c", "a</think>b", "c"),
        ("</think>\nanswer", "", "answer"),
        ("Use `<think>` like <think>this</think>", "", "Use `<think>` like <think>this</think>"),
        ("<think>never closed", "never closed", ""),
        ("<thin", "", "<thin"),
        ("    indented", "", "    indented"),
        ("<think>a < b </thi</think>c", "a < b </thi", "c"),
        ("", "", ""),
    ] {
        check(whole, reasoning, text);
    }
}

#[test]
fn tags_of_every_name_and_any_case() {
    for (open, close) in [
        ("<thought>", "</thought>"),
        ("<seed:think>", "</seed:think>"),
        ("<reasoning>", "</reasoning>"),
        ("[THINK]", "[/THINK]"),
        ("<THINK>", "</Think>"),
        ("◁think▷", "◁/think▷"),
        ("<|begin_of_thought|>", "<|end_of_thought|>"),
    ] {
        check(&format!("{open}\nwhy\n{close}\n\nThe answer"), "why\n", "The answer");
        check(&format!("Why so.\n{close}\n\nThe answer"), "Why so.\n", "The answer");
    }
}

#[test]
fn a_block_may_come_again() {
    check("<think>a</think><think>b</think>c", "a\n\nb", "c");
    check("<think>a</think>\n</think>\nc", "a", "c");
    check("<think>a</think>Text\n<think>b</think>\nmore", "a\n\nb", "Text\nmore");
    check("<think>a</think>```\n<think>b</think>\n```", "a", "```\n<think>b</think>\n```");
    check("<think>a</think>Write <think> so", "a", "Write <think> so");
}

#[test]
fn an_end_tag_without_a_beginning_makes_what_came_before_it_reasoning() {
    for (whole, reasoning, text) in [
        ("Weighing.\n</think>\n\nThe answer is **42**.", "Weighing.\n", "The answer is **42**."),
        ("Weighing.</think>The answer", "Weighing.", "The answer"),
        ("Weighing on and on</think>\n\nthe answer", "Weighing on and on", "the answer"),
        ("Weighing. </think>\nthe answer", "Weighing. ", "the answer"),
        ("It`s odd.\n</think>\nYes", "It`s odd.\n", "Yes"),
        ("```\ncode\n```\nSo.\n</think>\nYes", "```\ncode\n```\nSo.\n", "Yes"),
        ("权衡。</think>答案", "权衡。", "答案"),
    ] {
        check(whole, reasoning, text);
    }
}

#[test]
fn an_end_tag_in_code_or_in_prose_about_tags_stays_text() {
    for whole in [
        "Close it with `</think>`.\nThen go on.",
        "The tag </think> ends it.",
        "Close it with </think>\nThen go on.",
        "```\n</think>\n```\nis how it ends.",
        "~~~~xml\n```\n</think>\n\n~~~~\n",
        "First comes <think>, then\n</think>\nends it.",
        "</thinking\nis no tag",
        "- </think>\n- <think>\n",
        "Like this: \"</think>\" or '</think>'",
        "The last tag is:\n</think>",
    ] {
        check(whole, "", whole);
    }
}

#[test]
fn after_native_reasoning_only_an_end_tag_and_a_repetition_are_left_out() {
    for (whole, text) in [
        ("</think>\n\nThe answer", "The answer"),
        ("<think>\nwhy so\n</think>\n\nThe answer", "The answer"),
        ("<think>literal</think>", "<think>literal</think>"),
        ("<think>why</think>", "<think>why</think>"),
        ("A line.\n</think>\nAnother.", "A line.\n</think>\nAnother."),
    ] {
        assert_eq!(filtered_every_way("why so", whole), (String::new(), text.to_owned()), "{whole:?}");
    }
}

#[test]
fn harmony_is_read_by_its_channels() {
    let said = "<|channel|>analysis<|message|>Why <b>so</b> <|x<|end|>\
        <|start|>assistant<|channel|>commentary to=functions.f <|constrain|>json<|message|>{}<|call|>\
        <|start|>assistant<|channel|>final<|message|>The **answer** < 5<|return|>";
    check(said, "Why <b>so</b> <|x\n\n{}", "The **answer** < 5");
    check("<|start|>assistant<|channel|>final<|message|>Yes", "", "Yes");
    check("<|channel|>analysis<|message|>Cut", "Cut", "");
    check("<|channel|>final<|message|>a<|end|>b", "", "ab");
}

#[test]
fn white_space_is_not_held_back_for_ever() {
    let (mut filter, mut out) = (ThinkFilter::default(), Vec::new());
    filter.push(&" ".repeat(100), &mut out);
    assert_eq!(out, [Delta::Text(" ".repeat(100))]);
}

proptest! {
    #[test]
    fn chunking_changes_nothing(
        parts in prop::collection::vec(
            "(<think>|</think>|<|/|t|h| |\n|é|<thinking>|`|```|\\.|a|\\[THINK\\]|\\[|<\\|channel\\|>|final|<\\|message\\|>|<\\|end\\|>)",
            0..12,
        ),
        native in "(|a|why)",
    ) {
        let whole = parts.concat();
        let characters: Vec<String> = whole.chars().map(String::from).collect();
        let by_letter = filtered_after(&native, characters.iter().map(String::as_str));
        prop_assert_eq!(by_letter, filtered_after(&native, [&*whole]));
    }
}
