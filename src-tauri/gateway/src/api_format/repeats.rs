//! Text that a server sends again: a last message that holds the whole answer, and pieces each of which holds all before.
//!
//! Invariant: what came is remembered by its length and a hash, never by its text. Only the unmistakable counts: a piece
//! that merely begins like another is text.

/// Pieces, each the beginning of the next, after which a stream is taken for a cumulative one.
const MIN_GROWING: u32 = 3;

/// Bytes of the last of them; shorter ones may be an accident, such as a row of dashes.
const MIN_BYTES: usize = 16;

/// Where a piece of text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In a delta.
    Delta,
    /// In the delta that says why the answer ended.
    LastDelta,
    /// In a message, which may be the whole answer.
    Message,
}

/// What a piece adds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Taken<'a> {
    /// This much.
    More(&'a str),
    /// It is the answer so far, in place of all before it.
    Whole(&'a str),
}

/// Follows the pieces of one text.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    total: Print,
    last: Print,
    pieces: u32,
    /// How many pieces have come if each was the beginning of the next; 0 once one was not.
    growing: u32,
    is_cumulative: bool,
    has_deltas: bool,
}

impl Repeats {
    /// Takes the next piece.
    pub(super) fn take<'a>(&mut self, piece: &'a str, place: Place) -> Taken<'a> {
        if piece.is_empty() {
            return Taken::More("");
        }
        let is_message = place == Place::Message;
        let says_all_again = match place {
            Place::Message => self.has_deltas || self.pieces > 1 && piece.len() >= MIN_BYTES,
            Place::LastDelta => self.pieces > 1 && piece.len() >= MIN_BYTES,
            Place::Delta => false,
        };
        if says_all_again && let Some(rest) = self.total.rest_of(piece) {
            // A message that is longer is another one where messages stand in for deltas.
            if self.has_deltas && is_message || rest.is_empty() {
                return self.more(rest);
            }
        }
        if is_message && self.has_deltas {
            // A whole answer that differs, by a space at its end as a rule.
            return Taken::More("");
        }
        self.has_deltas |= !is_message;
        self.pieces += 1;
        if self.is_cumulative {
            let rest = self.last.rest_of(piece).unwrap_or(piece);
            self.last = Print::new(piece);
            return self.more(rest);
        }
        let grows = self.pieces == 1 || self.growing > 0 && self.last.rest_of(piece).is_some();
        if self.last.len < piece.len() || !grows {
            self.growing = if grows { self.growing + 1 } else { 0 };
        }
        if grows {
            self.last = Print::new(piece);
        }
        if self.growing >= MIN_GROWING && piece.len() >= MIN_BYTES {
            (self.is_cumulative, self.total) = (true, Print::new(piece));
            return Taken::Whole(piece);
        }
        self.more(piece)
    }

    fn more<'a>(&mut self, text: &'a str) -> Taken<'a> {
        self.total.push(text);
        Taken::More(text)
    }
}

/// A text by its length and its hash (FNV-1a, 64 bits): what a server does to it hurts nobody but itself.
#[derive(Debug, Clone, Copy)]
struct Print {
    len: usize,
    hash: u64,
}

impl Default for Print {
    fn default() -> Self {
        Self { len: 0, hash: 0xcbf2_9ce4_8422_2325 }
    }
}

impl Print {
    fn new(text: &str) -> Self {
        let mut print = Self::default();
        print.push(text);
        print
    }

    fn push(&mut self, text: &str) {
        self.len += text.len();
        for byte in text.bytes() {
            self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }

    /// What follows this text in `piece`, if that begins with it.
    fn rest_of<'a>(&self, piece: &'a str) -> Option<&'a str> {
        let (start, rest) = piece.split_at_checked(self.len)?;
        (Self::new(start).hash == self.hash).then_some(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Repeats, Taken};

    fn answer(pieces: &[(&str, Place)]) -> String {
        let (mut repeats, mut answer) = (Repeats::default(), String::new());
        for (piece, place) in pieces {
            match repeats.take(piece, *place) {
                Taken::More(more) => answer.push_str(more),
                Taken::Whole(whole) => whole.clone_into(&mut answer),
            }
        }
        answer
    }

    #[test]
    fn what_comes_again_is_not_taken_twice() {
        use Place::{Delta, LastDelta, Message};
        for (pieces, expected) in [
            (&[("On", Delta), ("ce.", Delta), ("Once.", Message)][..], "Once."),
            (&[("On", Delta), ("ce", Delta), ("Once. More.", Message)], "Once. More."),
            (&[("On", Delta), ("ce. ", Delta), ("Once.", Message)], "Once. "),
            (
                &[("Once is ", Delta), ("enough now", Delta), ("Once is enough now", LastDelta)],
                "Once is enough now",
            ),
            (
                &[("Once is ", Message), ("enough now", Message), ("Once is enough now", Message)],
                "Once is enough now",
            ),
            (
                &[
                    ("The", Delta),
                    ("The to", Delta),
                    ("The tower is 330", Delta),
                    ("The tower is 330 m", Delta),
                ],
                "The tower is 330 m",
            ),
            (
                &[
                    ("The", Delta),
                    ("The to", Delta),
                    ("The to", Delta),
                    ("The tower is 330", Delta),
                    ("The tower is 330", LastDelta),
                ],
                "The tower is 330",
            ),
            // What only looks like it.
            (&[("ha", Delta), ("ha", Delta), ("ha", LastDelta)], "hahaha"),
            (&[("-", Delta), ("--", Delta), ("---", Delta)], "------"),
            (&[("La la la la la ", Delta), ("La la la la la ", Delta)], "La la la la la La la la la la "),
            (&[("a", Message), ("b", Message), ("ab", Message)], "abab"),
            (
                &[("The", Delta), (" tower", Delta), ("The tower is 330 m", Delta)],
                "The towerThe tower is 330 m",
            ),
        ] {
            assert_eq!(answer(pieces), expected, "{pieces:?}");
        }
    }
}
