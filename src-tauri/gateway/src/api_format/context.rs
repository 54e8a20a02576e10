//! What the text before a tag says about it: whether it stands in code, and whether a sentence had ended.
//!
//! Invariant: fed character by character, so that it does not matter how the text is cut.

/// What ends a sentence.
const SENTENCE_ENDS: [char; 8] = ['.', '!', '?', '…', '。', '！', '？', ':'];

#[derive(Debug, Default)]
pub(super) struct Context {
    /// The fence of the code block that is open: its character and its length.
    fence: Option<(char, usize)>,
    /// The length of the quotes around the inline code that is open; 0 if none is.
    inline: usize,
    /// A row of the same fence character that has not ended.
    run: Option<(char, usize)>,
    /// Whether `run` may be a fence, as nothing but an indent stands before it.
    is_run_at_start: bool,
    /// The last character.
    last: Option<char>,
    /// The last one of this line that is no white space.
    visible: Option<char>,
    /// Whether the text has named an opening tag.
    has_mention: bool,
}

impl Context {
    /// Takes text in.
    pub(super) fn pass(&mut self, text: &str) {
        text.chars().for_each(|character| self.pass_character(character));
    }

    /// The text has named an opening tag: it talks about tags.
    pub(super) fn mention(&mut self) {
        self.has_mention = true;
    }

    /// The character that came last.
    pub(super) fn last(&self) -> Option<char> {
        self.last
    }

    /// Whether what follows is code.
    pub(super) fn is_in_code(&self) -> bool {
        self.is_in_fence() || self.inline() > 0
    }

    /// Whether an opening tag here begins a block.
    pub(super) fn begins_block(&self) -> bool {
        self.fence.is_none() && self.inline() == 0 && self.visible.is_none()
    }

    /// Whether an end tag here ends reasoning that had no beginning; `after` is what follows it, something visible or much
    /// white space.
    pub(super) fn is_end_of_reasoning(&self, after: &str) -> bool {
        if self.is_in_fence() || self.has_mention {
            return false;
        }
        let next = after.trim_start_matches([' ', '\t']);
        let ends_line = next.is_empty() || next.starts_with(['\n', '\r']);
        let is_alone = self.visible.is_none() && ends_line;
        if is_alone || self.inline() > 0 {
            return is_alone;
        }
        let is_apart = next.len() < after.len();
        let goes_on = next.chars().next().is_some_and(|next| next.is_lowercase());
        match self.visible {
            None => !(is_apart && goes_on),
            Some(before) => {
                let had_ended = SENTENCE_ENDS.contains(&before);
                let is_adjacent = self.last == Some(before);
                if ends_line {
                    return had_ended
                        || is_adjacent && (before.is_alphanumeric() || matches!(before, ')' | '*'));
                }
                let begins_anew = next.chars().next().is_some_and(|next| {
                    next.is_alphanumeric() && !next.is_lowercase() || matches!(next, '*' | '#' | '|' | '$')
                });
                had_ended && is_adjacent && begins_anew
            }
        }
    }

    fn pass_character(&mut self, character: char) {
        if let Some((sign, len)) = self.run {
            if sign == character {
                self.run = Some((sign, len + 1));
                (self.last, self.visible) = (Some(character), Some(character));
                return;
            }
            self.end_run(sign, len);
        }
        match character {
            '\n' => {
                // A blank line ends a paragraph, and with it a quote that nothing closed.
                if self.visible.is_none() {
                    self.inline = 0;
                }
                self.visible = None;
            }
            '`' | '~' => {
                (self.run, self.is_run_at_start) = (Some((character, 1)), self.visible.is_none());
                self.visible = Some(character);
            }
            character if !character.is_whitespace() => self.visible = Some(character),
            _ => {}
        }
        self.last = Some(character);
    }

    fn end_run(&mut self, sign: char, len: usize) {
        (self.fence, self.inline) = self.after_run(sign, len);
        self.run = None;
    }

    /// The fence and the quotes once a row of signs has ended.
    fn after_run(&self, sign: char, len: usize) -> (Option<(char, usize)>, usize) {
        let may_be_fence = self.is_run_at_start && len >= 3;
        match self.fence {
            Some((open, longest)) if may_be_fence && open == sign && len >= longest => (None, 0),
            Some(fence) => (Some(fence), self.inline),
            None if may_be_fence => (Some((sign, len)), 0),
            None if sign != '`' => (None, self.inline),
            None if self.inline == 0 => (None, len),
            None if self.inline == len => (None, 0),
            None => (None, self.inline),
        }
    }

    fn is_in_fence(&self) -> bool {
        self.run.map_or(self.fence, |(sign, len)| self.after_run(sign, len).0).is_some()
    }

    fn inline(&self) -> usize {
        self.run.map_or(self.inline, |(sign, len)| self.after_run(sign, len).1)
    }
}
