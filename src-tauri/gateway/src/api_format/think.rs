//! Inline reasoning: `<think>…</think>` at the start of the text (D32).
//!
//! Invariant: only a leading tag counts, so that tags in normal text and in code survive; once the gateway sends
//! reasoning in a field of its own, text is left alone. At most a few dozen bytes are ever held back.

use crate::Delta;

/// The tags that open inline reasoning, each with the one that ends it.
const TAGS: [(&str, &str); 2] = [("<think>", "</think>"), ("<thinking>", "</thinking>")];

/// White space before a tag that may be held back; more of it is text.
const MAX_INDENT: usize = 64;

/// Splits text into reasoning and answer.
#[derive(Debug)]
pub(super) struct ThinkFilter {
    state: State,
    held: String,
}

#[derive(Debug, Clone, Copy)]
enum State {
    /// Everything so far may be the beginning of a tag.
    Undecided,
    /// Between a tag and the one that closes it; `is_fresh` until the first visible character.
    Inside { close: &'static str, is_fresh: bool },
    /// After the closing tag, before the first visible character of the answer.
    After,
    /// Plain text to the end.
    Off,
}

impl Default for ThinkFilter {
    fn default() -> Self {
        Self { state: State::Undecided, held: String::new() }
    }
}

impl ThinkFilter {
    /// Takes more text.
    pub(super) fn push(&mut self, text: &str, out: &mut Vec<Delta>) {
        if matches!(self.state, State::Off) {
            emit(out, Delta::Text, text);
            return;
        }
        self.held.push_str(text);
        while self.step(out) {}
    }

    /// Reasoning came in a field of its own: tags mean nothing from here on.
    pub(super) fn switch_off(&mut self, out: &mut Vec<Delta>) {
        if matches!(self.state, State::Undecided) {
            self.state = State::Off;
            self.release(out);
        }
    }

    /// The answer is over.
    pub(super) fn finish(&mut self, out: &mut Vec<Delta>) {
        self.release(out);
    }

    /// Handles what is held back as far as it is clear; `true` if the rest should be looked at again.
    fn step(&mut self, out: &mut Vec<Delta>) -> bool {
        match self.state {
            State::Undecided => self.look_for_opening(),
            State::Inside { close, is_fresh } => self.look_for_closing(close, is_fresh, out),
            State::After => {
                self.held = self.held.trim_start().to_owned();
                if !self.held.is_empty() {
                    self.state = State::Off;
                }
                !self.held.is_empty()
            }
            State::Off => {
                self.release(out);
                false
            }
        }
    }

    fn look_for_opening(&mut self) -> bool {
        let visible = self.held.trim_start();
        for (open, close) in TAGS {
            if let Some(rest) = visible.strip_prefix(open) {
                self.state = State::Inside { close, is_fresh: true };
                self.held = rest.to_owned();
                return true;
            }
            // The opening tag of some models is part of their prompt and never sent.
            if let Some(rest) = visible.strip_prefix(close) {
                self.state = State::After;
                self.held = rest.to_owned();
                return true;
            }
        }
        let may_become_a_tag =
            TAGS.iter().any(|(open, close)| open.starts_with(visible) || close.starts_with(visible));
        if may_become_a_tag && self.held.len() <= MAX_INDENT {
            return false;
        }
        self.state = State::Off;
        true
    }

    fn look_for_closing(&mut self, close: &'static str, is_fresh: bool, out: &mut Vec<Delta>) -> bool {
        if is_fresh {
            self.held = self.held.trim_start().to_owned();
        }
        let held = std::mem::take(&mut self.held);
        if let Some((reasoning, answer)) = held.split_once(close) {
            emit(out, Delta::Reasoning, reasoning);
            self.state = State::After;
            self.held = answer.to_owned();
            return true;
        }
        let (reasoning, tail) = split_before_partial(&held, close);
        emit(out, Delta::Reasoning, reasoning);
        self.state = State::Inside { close, is_fresh: is_fresh && reasoning.is_empty() };
        self.held = tail.to_owned();
        false
    }

    fn release(&mut self, out: &mut Vec<Delta>) {
        let held = std::mem::take(&mut self.held);
        match self.state {
            State::Inside { .. } => emit(out, Delta::Reasoning, &held),
            _ => emit(out, Delta::Text, &held),
        }
    }
}

/// Splits `text` before the longest end that may be the beginning of `tag`.
fn split_before_partial<'a>(text: &'a str, tag: &str) -> (&'a str, &'a str) {
    (1..tag.len())
        .rev()
        .filter_map(|len| text.split_at_checked(text.len().checked_sub(len)?))
        .find(|(_, tail)| tag.starts_with(tail))
        .unwrap_or((text, ""))
}

fn emit(out: &mut Vec<Delta>, kind: fn(String) -> Delta, text: &str) {
    if !text.is_empty() {
        out.push(kind(text.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::ThinkFilter;
    use crate::Delta;

    /// All reasoning and all text after `pieces`.
    fn filtered<'a>(pieces: impl IntoIterator<Item = &'a str>) -> (String, String) {
        let (mut filter, mut out) = (ThinkFilter::default(), Vec::new());
        for piece in pieces {
            filter.push(piece, &mut out);
        }
        filter.finish(&mut out);
        let (mut reasoning, mut text) = (String::new(), String::new());
        for delta in out {
            match delta {
                Delta::Reasoning(piece) => reasoning.push_str(&piece),
                Delta::Text(piece) => text.push_str(&piece),
                other => panic!("{other:?}"),
            }
        }
        (reasoning, text)
    }

    #[test]
    fn a_leading_tag_is_reasoning_and_any_other_is_text() {
        for (whole, reasoning, text) in [
            ("<think>\nwhy\n</think>\n\nanswer", "why\n", "answer"),
            ("\n <thinking>a</think>b</thinking>c", "a</think>b", "c"),
            ("</think>\nanswer", "", "answer"),
            ("Use `<think>` like <think>this</think>", "", "Use `<think>` like <think>this</think>"),
            ("<think>never closed", "never closed", ""),
            ("<think>a</think><think>b</think>", "a", "<think>b</think>"),
            ("<thin", "", "<thin"),
            ("    indented", "", "    indented"),
            ("<think>a < b </thi</think>c", "a < b </thi", "c"),
            ("", "", ""),
        ] {
            assert_eq!(filtered([whole]), (reasoning.to_owned(), text.to_owned()), "{whole:?}");
        }
    }

    #[test]
    fn white_space_is_not_held_back_for_ever() {
        let (mut filter, mut out) = (ThinkFilter::default(), Vec::new());
        filter.push(&" ".repeat(100), &mut out);
        assert_eq!(out, [Delta::Text(" ".repeat(100))]);
    }

    proptest! {
        #[test]
        fn chunking_changes_nothing(parts in prop::collection::vec("(<think>|</think>|<|/|t|h| |\n|é|<thinking>)", 0..12)) {
            let whole = parts.concat();
            let characters: Vec<String> = whole.chars().map(String::from).collect();
            prop_assert_eq!(filtered(characters.iter().map(String::as_str)), filtered([&*whole]));
        }
    }
}
