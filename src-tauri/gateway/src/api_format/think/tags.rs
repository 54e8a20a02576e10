//! The tags around reasoning, by name; letters of any case.

/// Each tag that opens reasoning, with the one that ends it; in lower case.
const TAGS: [(&str, &str); 13] = [
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("<thought>", "</thought>"),
    ("<thoughts>", "</thoughts>"),
    ("<reasoning>", "</reasoning>"),
    ("<seed:think>", "</seed:think>"),
    ("<mm:think>", "</mm:think>"),
    ("<longcat_think>", "</longcat_think>"),
    ("<antthinking>", "</antthinking>"),
    ("<|think|>", "<|/think|>"),
    ("<|begin_of_thought|>", "<|end_of_thought|>"),
    ("[think]", "[/think]"),
    ("◁think▷", "◁/think▷"),
];

/// One of the tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag {
    open: &'static str,
    close: &'static str,
}

/// What a text begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Open(Tag),
    Close(Tag),
    /// It may become a tag.
    Maybe,
    Nothing,
}

/// Where reasoning ends.
#[derive(Debug, Clone, Copy)]
pub(super) enum End {
    /// The tag stands here.
    Found(usize),
    /// The tag may begin here.
    Open(usize),
}

impl End {
    pub(super) fn at(self) -> usize {
        match self {
            Self::Found(at) | Self::Open(at) => at,
        }
    }

    pub(super) fn is_found(self) -> bool {
        matches!(self, Self::Found(_))
    }
}

impl Tag {
    /// What follows the opening tag that `text` begins with.
    pub(super) fn after_open(self, text: &str) -> &str {
        text.get(self.open.len()..).unwrap_or_default()
    }

    /// What follows the closing tag that `text` begins with.
    pub(super) fn after_close(self, text: &str) -> &str {
        text.get(self.close.len()..).unwrap_or_default()
    }

    /// The first closing tag that is not quoted as code.
    pub(super) fn find_close(self, text: &str, is_end: bool) -> End {
        // ASCII case only, so that the positions stay those of `text`.
        let lower = text.to_ascii_lowercase();
        let mut from = 0;
        while let Some(at) = lower.get(from..).and_then(|rest| rest.find(self.close)).map(|at| from + at) {
            let end = at + self.close.len();
            let is_after_quote = lower.get(..at).is_some_and(|before| before.ends_with('`'));
            match lower.get(end..).and_then(|rest| rest.chars().next()) {
                Some('`') if is_after_quote => from = end,
                None if is_after_quote && !is_end => return End::Open(at.saturating_sub(1)),
                _ => return End::Found(at),
            }
        }
        if is_end {
            return End::Open(text.len());
        }
        let longest = self.close.len();
        let partial = (text.len().saturating_sub(longest)..text.len())
            .find(|at| lower.get(*at..).is_some_and(|tail| self.close.starts_with(tail)));
        // A quote before what may become a quoted tag waits with it.
        End::Open(match partial {
            Some(at) if lower.get(..at).is_some_and(|before| before.ends_with('`')) => at - 1,
            Some(at) => at,
            None if lower.ends_with('`') => text.len() - 1,
            None => text.len(),
        })
    }
}

/// Looks at the beginning of a text.
pub(super) fn at_start(text: &str) -> Found {
    let begins = |tag: &str| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    let may_become = |tag: &str| {
        text.len() < tag.len() && tag.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text))
    };
    let mut found = Found::Nothing;
    for (open, close) in TAGS {
        let tag = Tag { open, close };
        if begins(open) {
            return Found::Open(tag);
        }
        if begins(close) {
            return Found::Close(tag);
        }
        if may_become(open) || may_become(close) {
            found = Found::Maybe;
        }
    }
    if super::Harmony::may_begin(text) { Found::Maybe } else { found }
}

/// Where the next tag may begin.
pub(super) fn next(text: &str) -> Option<usize> {
    text.find(['<', '[', '◁'])
}
