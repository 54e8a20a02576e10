//! A place in one line, counted in columns, so that tabs and the prefixes of containers can be consumed in part
//! (CommonMark 0.31.2, 2.2 and 5), and the markers that open containers and fences.

/// A place in one line.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'l> {
    line: &'l str,
    at: usize,
    /// Where the column count of a tab starts.
    tab_start: usize,
    /// Columns of a tab that was consumed in part.
    spaces: usize,
}

/// The marker of a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ListMarker {
    /// `-`, `+` or `*`, or the delimiter of an ordered one: `.` or `)`.
    pub kind: u8,
    /// The number of an ordered item.
    pub number: Option<u64>,
    /// Columns that the content of the item is indented by.
    pub indent: usize,
}

impl<'l> Cursor<'l> {
    /// The start of a line.
    pub fn new(line: &'l str) -> Self {
        Self { line, at: 0, tab_start: 0, spaces: 0 }
    }

    /// What follows, without what is left of a tab.
    pub fn rest(&self) -> &'l str {
        self.line.get(self.at..).unwrap_or_default()
    }

    /// What follows, with what is left of a tab as spaces.
    pub fn text(&self) -> String {
        format!("{:1$}{2}", "", self.spaces, self.rest())
    }

    /// What follows after white space.
    pub fn trimmed(&self) -> &'l str {
        self.rest().trim_start_matches([' ', '\t'])
    }

    /// Whether only white space follows.
    pub fn is_blank(&self) -> bool {
        self.rest().bytes().all(is_blank)
    }

    /// Consumes up to `columns` columns of white space; how many there were.
    pub fn spaces_up_to(&mut self, columns: usize) -> usize {
        let from_tab = self.spaces.min(columns);
        self.spaces -= from_tab;
        let mut left = columns - from_tab;
        while left > 0 {
            match self.rest().bytes().next() {
                Some(b' ') => {
                    self.at += 1;
                    left -= 1;
                }
                Some(b'\t') => {
                    let width = 4 - (self.at - self.tab_start) % 4;
                    self.at += 1;
                    self.tab_start = self.at;
                    let used = width.min(left);
                    left -= used;
                    self.spaces = width - used;
                }
                _ => break,
            }
        }
        columns - left
    }

    /// Consumes exactly `columns` columns of white space, or as many as there are.
    pub fn spaces(&mut self, columns: usize) -> bool {
        self.spaces_up_to(columns) == columns
    }

    /// Consumes the marker of a block quote.
    pub fn quote_marker(&mut self) -> bool {
        if !self.rest().starts_with('>') {
            return false;
        }
        self.at += 1;
        self.spaces_up_to(1);
        true
    }

    /// Consumes the marker of a list item that stands `indent` columns in.
    pub fn list_marker(&mut self, indent: usize) -> Option<ListMarker> {
        let rest = self.rest();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let kind = *rest.as_bytes().get(digits)?;
        let number = match (digits, kind) {
            (0, b'-' | b'+' | b'*') if !is_rule(rest) => None,
            (1..=9, b'.' | b')') => Some(rest.get(..digits)?.parse().ok()?),
            _ => return None,
        };
        let mut after = self.clone();
        after.at += digits + 1;
        if !after.spaces(1) && !after.rest().is_empty() {
            return None;
        }
        let mut indent = indent + digits + 2;
        let mut inner = after.clone();
        let more = inner.spaces_up_to(4);
        if !after.is_blank() && more < 4 {
            indent += more;
            after = inner;
        }
        *self = after;
        Some(ListMarker { kind, number, indent })
    }

    /// Consumes the check box of a task.
    pub fn task_marker(&mut self) -> Option<bool> {
        let mut after = self.clone();
        after.spaces_up_to(3);
        let mut bytes = after.rest().bytes();
        let done = match (bytes.next()?, bytes.next()?, bytes.next()?) {
            (b'[', b' ' | b'\t' | 0x0b | 0x0c, b']') => false,
            (b'[', b'x' | b'X', b']') => true,
            _ => return None,
        };
        if bytes.next().is_some_and(|next| !is_blank(next)) {
            return None;
        }
        after.at += 3;
        *self = after;
        Some(done)
    }
}

/// An opened code fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fence {
    mark: char,
    length: usize,
    indent: usize,
}

impl Fence {
    /// The fence at the start of `text`, which stands `indent` columns in.
    pub fn open(text: &str, indent: usize) -> Option<Self> {
        let mark = text.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
        let info = text.trim_start_matches(mark);
        let length = text.len() - info.len();
        let fence = Self { mark, length, indent };
        (length >= 3 && (mark == '~' || !info.contains('`'))).then_some(fence)
    }

    /// Whether the line closes this block.
    pub fn is_closed_by(&self, line: &Cursor<'_>) -> bool {
        let mut line = line.clone();
        if line.spaces_up_to(4) == 4 {
            return false;
        }
        let after = line.rest().trim_start_matches(self.mark);
        line.rest().len() - after.len() >= self.length && after.bytes().all(is_blank)
    }

    /// Whether more marks would make this open line close the block.
    pub fn may_be_closed_by(&self, line: &str) -> bool {
        // Inside containers the marks stand after a prefix, which holds none of them.
        let marks = line.trim_start_matches([' ', '\t', '>']);
        !marks.is_empty() && marks.trim_start_matches(self.mark).is_empty()
    }

    /// Consumes the indentation that the text shares with the fence.
    pub fn dedent(&self, line: &mut Cursor<'_>) {
        line.spaces_up_to(self.indent);
    }
}

/// Whether this line, from its first mark on, is a thematic break.
fn is_rule(text: &str) -> bool {
    let Some(mark) = text.chars().next() else { return false };
    let marks = text.chars().filter(|&c| c == mark).count();
    marks >= 3 && text.chars().all(|c| c == mark || c == ' ' || c == '\t')
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | 0x0b | 0x0c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tab_can_be_consumed_in_part() {
        let mut cursor = Cursor::new("\tfoo");
        assert!(cursor.spaces(2));
        assert_eq!(cursor.text(), "  foo");
    }

    #[test]
    fn list_markers_say_how_far_their_content_is_indented() {
        let marker = |line: &str| Cursor::new(line).list_marker(0).map(|m| (m.kind, m.number, m.indent));
        assert_eq!(marker("- a"), Some((b'-', None, 2)));
        assert_eq!(marker("12)   a"), Some((b')', Some(12), 6)));
        assert_eq!(marker("-     code"), Some((b'-', None, 2)));
        assert_eq!(marker("-"), Some((b'-', None, 2)));
        assert_eq!(marker("* * *"), None);
        assert_eq!(marker("-a"), None);
        assert_eq!(marker("1234567890. a"), None);
    }

    #[test]
    fn a_fence_is_closed_by_at_least_as_many_of_its_own_marks() {
        let fence = Fence::open("````rust", 0).unwrap();
        assert!(!fence.is_closed_by(&Cursor::new("```")));
        assert!(fence.is_closed_by(&Cursor::new("  `````  ")));
        assert!(!fence.is_closed_by(&Cursor::new("    ````")));
        assert!(Fence::open("``` a`b", 0).is_none());
    }
}
