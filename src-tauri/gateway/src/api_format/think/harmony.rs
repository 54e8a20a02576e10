//! Messages with channels, as gpt-oss writes them (OpenAI, "Harmony response format"), that nobody parsed before:
//! `<|channel|>analysis<|message|>…<|end|><|start|>assistant<|channel|>final<|message|>…<|return|>`.
//!
//! Invariant: the channel `final`, and `commentary` that is no call, is the answer; all else is reasoning.

use super::emit;
use crate::Delta;

const START: &str = "<|start|>";
const CHANNEL: &str = "<|channel|>";
const MESSAGE: &str = "<|message|>";

/// What ends a message.
const ENDS: [&str; 5] = ["<|end|>", "<|return|>", "<|call|>", START, CHANNEL];

/// Bytes of a message's head; nothing longer is one.
const MAX_HEAD: usize = 256;

#[derive(Debug, Default)]
pub(super) struct Harmony {
    /// Where the message goes that is being read; `None` in a head.
    body: Option<Channel>,
    has_text: bool,
    has_reasoning: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Channel {
    Answer,
    Reasoning,
}

impl Harmony {
    /// Whether a text is in this form.
    pub(super) fn begins(text: &str) -> bool {
        text.starts_with(CHANNEL) || text.starts_with(START)
    }

    /// Whether it may still turn out to be.
    pub(super) fn may_begin(text: &str) -> bool {
        [CHANNEL, START].iter().any(|token| token.starts_with(text))
    }

    /// Takes what is clear out of `held`.
    pub(super) fn take(&mut self, held: &mut String, is_end: bool, out: &mut Vec<Delta>) {
        loop {
            let goes_on = match self.body {
                None => self.head(held, is_end, out),
                Some(channel) => self.text(channel, held, is_end, out),
            };
            if !goes_on {
                return;
            }
        }
    }

    fn head(&mut self, held: &mut String, is_end: bool, out: &mut Vec<Delta>) -> bool {
        if let Some((head, rest)) = held.split_once(MESSAGE) {
            let channel = channel(head);
            *held = rest.to_owned();
            let has_said = if channel == Channel::Answer { self.has_text } else { self.has_reasoning };
            if has_said {
                self.say(channel, "\n\n", out);
            }
            self.body = Some(channel);
            return true;
        }
        let is_none = held.len() > MAX_HEAD || is_end && !held.contains("<|");
        if is_none {
            self.body = Some(Channel::Answer);
            // What looked like the beginning of a head is text: taken for one again, it would come back here without end.
            let rest = held.split_off(held.chars().next().map_or(0, char::len_utf8));
            let sign = std::mem::replace(held, rest);
            self.say(Channel::Answer, &sign, out);
        } else if is_end {
            held.clear();
        }
        is_none && !held.is_empty()
    }

    fn text(&mut self, channel: Channel, held: &mut String, is_end: bool, out: &mut Vec<Delta>) -> bool {
        let at = held.find('<').unwrap_or(held.len());
        let rest = held.split_off(at);
        let text = std::mem::replace(held, rest);
        self.say(channel, &text, out);
        if held.is_empty() {
            return false;
        }
        if let Some(end) = ENDS.iter().find(|end| held.starts_with(**end)) {
            // The beginning of the next message is part of its head.
            let is_head = matches!(*end, START | CHANNEL);
            let len = if is_head { 0 } else { end.len() };
            *held = held.split_off(len);
            self.body = None;
            return !held.is_empty();
        }
        if !is_end && ENDS.iter().any(|end| end.starts_with(held.as_str())) {
            return false;
        }
        let rest = held.split_off(1);
        let sign = std::mem::replace(held, rest);
        self.say(channel, &sign, out);
        !held.is_empty()
    }

    fn say(&mut self, channel: Channel, text: &str, out: &mut Vec<Delta>) {
        match channel {
            Channel::Answer => {
                self.has_text |= !text.is_empty();
                emit(out, Delta::Text, text);
            }
            Channel::Reasoning => {
                self.has_reasoning |= !text.is_empty();
                emit(out, Delta::Reasoning, text);
            }
        }
    }
}

/// Which channel a head names; one that names none is an answer.
fn channel(head: &str) -> Channel {
    let Some((_, named)) = head.split_once(CHANNEL) else { return Channel::Answer };
    let name = named.trim_start();
    if name.starts_with("final") || name.starts_with("commentary") && !head.contains("to=") {
        Channel::Answer
    } else {
        Channel::Reasoning
    }
}
