//! Which messages may have been written at a time: of each thousand it is known from when to when they were.
//!
//! Numbers are given in the order of writing, so mostly few of these thousands are asked about. What was imported has
//! earlier times than its neighbours; then more of them may hold a hit, and none that does is left out.

use std::ops::Range;

use rusqlite::{Connection, params};

use super::{Fault, MARKED};

/// The numbers of messages that may have been written at some time.
pub(crate) struct Written {
    /// Ascending, apart from each other; `None` if it may be any.
    parts: Option<Vec<Range<i64>>>,
}

impl Written {
    /// `times` is in milliseconds since 1970 (UTC), its end excluded.
    pub(crate) fn within(connection: &Connection, times: &Range<i64>) -> Result<Self, Fault> {
        if *times == (i64::MIN..i64::MAX) {
            return Ok(Self { parts: None });
        }
        let mut statement = connection
            .prepare_cached("SELECT block FROM marks WHERE last_ms >= ?1 AND first_ms < ?2 ORDER BY block")?;
        let mut rows = statement.query(params![times.start, times.end])?;
        let mut parts: Vec<Range<i64>> = Vec::new();
        while let Some(row) = rows.next()? {
            let start = row.get::<_, i64>(0)? * MARKED;
            match parts.last_mut().filter(|last| last.end == start) {
                Some(last) => last.end += MARKED,
                None => parts.push(start..start + MARKED),
            }
        }
        Ok(Self { parts: Some(parts) })
    }

    /// From the lowest number to beyond the highest.
    pub(crate) fn span(&self) -> Range<i64> {
        match &self.parts {
            None => i64::MIN..i64::MAX,
            Some(parts) => parts.first().zip(parts.last()).map_or(0..0, |(low, high)| low.start..high.end),
        }
    }

    /// Whether the message with a number may be one of them.
    pub(crate) fn has(&self, seq: i64) -> bool {
        self.parts.as_ref().is_none_or(|parts| {
            let at = parts.partition_point(|part| part.end <= seq);
            parts.get(at).is_some_and(|part| part.contains(&seq))
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]

    use std::ops::Range;

    use rusqlite::Connection;

    use super::Written;

    /// The numbers that may be of a time, where the first thousand was written from 100 to 199, and so on.
    fn within(times: Range<i64>) -> Written {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(
                "CREATE TABLE marks (block INTEGER PRIMARY KEY, first_ms INTEGER, last_ms INTEGER);
                 INSERT INTO marks VALUES (0, 100, 199), (1, 200, 299), (2, 20, 60), (3, 30, 310), (5, 300, 399);",
            )
            .unwrap();
        Written::within(&connection, &times).unwrap()
    }

    #[test]
    fn what_may_have_been_written_at_a_time_is_bounded_and_never_left_out() {
        for (times, span) in [
            (i64::MIN..i64::MAX, i64::MIN..i64::MAX),
            (i64::MIN..100, 2_000..4_000),
            (i64::MIN..101, 0..4_000),
            (i64::MIN..20, 0..0),
            (300..i64::MAX, 3_000..6_000),
            (311..i64::MAX, 5_000..6_000),
            (400..i64::MAX, 0..0),
            (199..200, 0..4_000),
            (250..250, 1_000..4_000),
        ] {
            assert_eq!(within(times.clone()).span(), span, "{times:?}");
        }
        let early = within(i64::MIN..150);
        let is_possible = [0, 999, 1_000, 1_999, 2_000, 3_999, 4_000, 5_500].map(|seq| early.has(seq));
        assert_eq!(is_possible, [true, true, false, false, true, true, false, false]);
        assert!(within(i64::MIN..i64::MAX).has(1) && !within(400..500).has(5_500));
    }
}
