//! Reasoning that stands in the text itself: between tags, before a lone end tag, or in the channels of harmony (D32).
//!
//! Invariant: tags in code, and tags that the text talks about, stay text; once the gateway sends reasoning in a field of
//! its own, only an end tag at the start and a block that repeats that reasoning are left out. Wherever the text is cut,
//! the outcome is the same. Little is held back: a tag and the white space around it, or a block that may be a repetition.

use super::context::Context;
use crate::Delta;

mod harmony;
mod tags;

use harmony::Harmony;
use tags::{Found, Tag};

/// White space beside a tag that may be held back; more of it is text.
const MAX_INDENT: usize = 64;

/// Bytes of native reasoning that are compared with a block in the text, which is held back for it.
const MAX_REPEATED: usize = 256 * 1024;

/// Splits text into reasoning and answer.
#[derive(Debug, Default)]
pub(super) struct ThinkFilter {
    state: State,
    /// What is not decided yet.
    held: String,
    /// What came before in the text, as far as it tells what a tag means.
    context: Context,
    /// The reasoning that came in a field of its own, unless it is too long to compare.
    native: Option<String>,
    /// A block has been found: further ones may stand in the text, and an end tag alone means nothing.
    has_blocks: bool,
    has_reasoning: bool,
}

#[derive(Debug, Default)]
enum State {
    /// Nothing visible came: everything so far may be the beginning of a tag.
    #[default]
    Start,
    /// Between a tag and the one that closes it; `is_fresh` until the first visible character.
    Inside { tag: Tag, is_fresh: bool },
    /// After a block, before the first visible character.
    After,
    /// In a block that may repeat the native reasoning.
    Repeated { tag: Tag },
    /// In the answer.
    Answer,
    /// In messages with channels.
    Harmony(Harmony),
    /// Plain text to the end.
    Off,
}

/// Whether what is held should be looked at again.
#[derive(PartialEq, Eq)]
enum Step {
    Again,
    Wait,
}

impl ThinkFilter {
    /// Takes more text.
    pub(super) fn push(&mut self, text: &str, out: &mut Vec<Delta>) {
        self.held.push_str(text);
        while self.step(false, out) == Step::Again {}
    }

    /// Reasoning came in a field of its own.
    pub(super) fn note_native(&mut self, reasoning: &str) {
        let native = self.native.get_or_insert_default();
        if native.len() + reasoning.len() <= MAX_REPEATED {
            native.push_str(reasoning);
        }
    }

    /// Tags mean nothing from here on.
    pub(super) fn switch_off(&mut self, out: &mut Vec<Delta>) {
        if matches!(self.state, State::Start) {
            self.state = State::Off;
            self.step(true, out);
        }
    }

    /// The text comes again from its start. Gives whether reasoning was found in it.
    pub(super) fn restart(&mut self) -> bool {
        let native = self.native.take();
        std::mem::replace(self, Self { native, ..Self::default() }).has_reasoning
    }

    /// The answer is over.
    pub(super) fn finish(&mut self, out: &mut Vec<Delta>) {
        while self.step(true, out) == Step::Again {}
    }

    /// Handles what is held back as far as it is clear. `is_end`: nothing more comes.
    fn step(&mut self, is_end: bool, out: &mut Vec<Delta>) -> Step {
        match &mut self.state {
            State::Start => self.look_at_start(true, is_end),
            State::After => self.look_at_start(false, is_end),
            State::Inside { tag, is_fresh } => {
                let (tag, is_fresh) = (*tag, *is_fresh);
                self.look_for_end(tag, is_fresh, is_end, out)
            }
            State::Repeated { tag } => {
                let tag = *tag;
                self.compare(tag, is_end)
            }
            State::Answer => self.look_in_answer(is_end, out),
            State::Harmony(harmony) => {
                harmony.take(&mut self.held, is_end, out);
                Step::Wait
            }
            State::Off => {
                emit(out, Delta::Text, &std::mem::take(&mut self.held));
                Step::Wait
            }
        }
    }

    /// At the start of the text, or after a block, whose white space is left out.
    fn look_at_start(&mut self, keeps_white_space: bool, is_end: bool) -> Step {
        if !keeps_white_space {
            self.held = self.held.trim_start().to_owned();
        }
        let visible = self.held.trim_start();
        let is_indented_far = self.held.len() - visible.len() > MAX_INDENT;
        let is_native = self.native.is_some();
        if is_indented_far {
            self.state = State::Answer;
            return Step::Again;
        }
        if !is_native && Harmony::begins(visible) {
            self.state = State::Harmony(Harmony::default());
            return Step::Again;
        }
        match tags::at_start(visible) {
            Found::Open(tag) if is_native && !self.has_blocks => self.state = State::Repeated { tag },
            Found::Open(tag) => {
                self.held = tag.after_open(visible).to_owned();
                self.enter(tag);
            }
            // The opening tag of some models is part of their prompt and never sent.
            Found::Close(tag) => {
                self.held = tag.after_close(visible).to_owned();
                self.state = State::After;
            }
            Found::Maybe if !is_end => return Step::Wait,
            _ => self.state = State::Answer,
        }
        Step::Again
    }

    fn enter(&mut self, tag: Tag) {
        (self.has_blocks, self.context) = (true, Context::default());
        self.state = State::Inside { tag, is_fresh: true };
    }

    fn look_for_end(&mut self, tag: Tag, is_fresh: bool, is_end: bool, out: &mut Vec<Delta>) -> Step {
        if is_fresh {
            self.held = self.held.trim_start().to_owned();
        }
        let end = tag.find_close(&self.held, is_end);
        let mut rest = self.held.split_off(end.at());
        let reasoning = std::mem::take(&mut self.held);
        if is_fresh && self.has_reasoning && !reasoning.is_empty() {
            emit(out, Delta::Reasoning, "\n\n");
        }
        self.has_reasoning |= !reasoning.is_empty();
        emit(out, Delta::Reasoning, &reasoning);
        if end.is_found() {
            rest = tag.after_close(&rest).to_owned();
            self.state = State::After;
        } else {
            self.state = State::Inside { tag, is_fresh: is_fresh && reasoning.is_empty() };
        }
        self.held = rest;
        if end.is_found() { Step::Again } else { Step::Wait }
    }

    /// A block after native reasoning is left out if it says the same, and text if it does not.
    fn compare(&mut self, tag: Tag, is_end: bool) -> Step {
        let native = self.native.as_deref().unwrap_or_default().trim();
        let body = tag.after_open(self.held.trim_start()).trim_start();
        let rest = body.strip_prefix(native).map(str::trim_start);
        match rest.map(tags::at_start) {
            Some(Found::Close(closing)) if closing == tag => {
                self.held = rest.map(|rest| tag.after_close(rest)).unwrap_or_default().to_owned();
                (self.has_blocks, self.state) = (true, State::After);
            }
            Some(Found::Maybe) if !is_end => return Step::Wait,
            None if native.starts_with(body) && !is_end => return Step::Wait,
            _ => self.state = State::Off,
        }
        Step::Again
    }

    /// In the answer: an end tag without a beginning makes all before it reasoning, and a model that uses tags may use
    /// them again.
    fn look_in_answer(&mut self, is_end: bool, out: &mut Vec<Delta>) -> Step {
        let mut from = 0;
        while let Some(at) = self.held.get(from..).and_then(tags::next).map(|at| from + at) {
            let (before, rest) = self.held.split_at_checked(at).unwrap_or((&self.held, ""));
            self.context.pass(before.get(from..).unwrap_or_default());
            let found = tags::at_start(rest);
            match found {
                Found::Maybe if !is_end => return self.text_before(at, out),
                Found::Open(tag) if self.has_blocks && self.context.begins_block() => {
                    let rest = tag.after_open(rest).to_owned();
                    self.text_before(at, out);
                    self.held = rest;
                    self.enter(tag);
                    return Step::Again;
                }
                Found::Open(_) => self.context.mention(),
                Found::Close(tag) if !self.has_blocks && self.native.is_none() => {
                    let after = tag.after_close(rest);
                    let is_clear = !after.trim_start().is_empty() || after.len() > MAX_INDENT;
                    if !is_clear && !is_end {
                        return self.text_before(at, out);
                    }
                    let seen = after.get(..after.floor_char_boundary(MAX_INDENT)).unwrap_or(after);
                    if is_clear && self.context.is_end_of_reasoning(seen) {
                        let after = after.to_owned();
                        self.text_before(at, out);
                        out.push(Delta::TextWasReasoning);
                        (self.held, self.has_blocks, self.has_reasoning) = (after, true, true);
                        (self.state, self.context) = (State::After, Context::default());
                        return Step::Again;
                    }
                }
                _ => {}
            }
            let next = at + rest.chars().next().map_or(1, char::len_utf8);
            self.context.pass(self.held.get(at..next).unwrap_or_default());
            from = next;
        }
        self.context.pass(self.held.get(from..).unwrap_or_default());
        emit(out, Delta::Text, &std::mem::take(&mut self.held));
        Step::Wait
    }

    /// Gives out the text before a place, whose context is known, and holds the rest.
    fn text_before(&mut self, at: usize, out: &mut Vec<Delta>) -> Step {
        let rest = self.held.split_off(at);
        emit(out, Delta::Text, &std::mem::replace(&mut self.held, rest));
        Step::Wait
    }
}

fn emit(out: &mut Vec<Delta>, kind: fn(String) -> Delta, text: &str) {
    if !text.is_empty() {
        out.push(kind(text.to_owned()));
    }
}

#[cfg(test)]
mod tests;
