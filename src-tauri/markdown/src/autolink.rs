//! Web addresses in plain text become links (GFM 0.29, 6.9): `https://…`, `http://…` and `www.…`.
//!
//! Invariant: this only finds them; `link` checks each like any other target. However the text is made, finding all of
//! them costs a fixed number of looks at each of its bytes.

use super::marks::is_wide;
use std::ops::Range;

/// Longer runs of text without a blank (bytes) hold no address.
const LONGEST: usize = 2048;

/// Brackets that may be part of an address if both stand in it.
const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];
/// What ends a sentence, or what an address stands in, at its end.
const NEVER_LAST: &str = "?!.,:;*_~'\">";

/// The web addresses of a text, in order: where each stands, and its target.
pub(super) fn all(text: &str) -> All<'_> {
    All {
        text,
        from: 0,
        colon: Sought::new(|text| text.find(':')),
        www: Sought::new(|text| text.find("www.")),
        run_end: 0,
        looks: 0,
    }
}

/// See [`all`].
#[derive(Debug)]
pub(super) struct All<'t> {
    text: &'t str,
    from: usize,
    colon: Sought,
    www: Sought,
    /// Where the run of text without a blank ends that was looked at last.
    run_end: usize,
    /// Bytes looked at, for the test of the invariant.
    looks: usize,
}

/// The next place of a mark; each is looked for once.
#[derive(Debug)]
struct Sought {
    find: fn(&str) -> Option<usize>,
    /// At or after the place up to which was looked; the end of the text if there is none.
    at: Option<usize>,
}

impl Sought {
    fn new(find: fn(&str) -> Option<usize>) -> Self {
        Self { find, at: None }
    }

    fn next(&mut self, text: &str, from: usize, looks: &mut usize) -> usize {
        match self.at {
            Some(at) if at >= from => at,
            _ => {
                let at = text.get(from..).and_then(self.find).map_or(text.len(), |at| from + at);
                *looks += at - from;
                *self.at.insert(at)
            }
        }
    }
}

impl Iterator for All<'_> {
    type Item = (Range<usize>, String);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (at, named) = self.candidate()?;
            let before = self.text.get(..at).and_then(|text| text.chars().next_back());
            if before.is_some_and(|c| c.is_ascii_alphanumeric()) {
                self.from = at + named;
                continue;
            }
            if self.run_end < at + named {
                self.run_end = at + named + self.run(at + named);
            }
            if self.run_end - at > LONGEST {
                self.from = self.run_end;
                continue;
            }
            let length = self.trimmed(at..self.run_end);
            if length <= named {
                self.from = at + named;
                continue;
            }
            self.from = at + length;
            let target = self.text.get(at..at + length)?;
            let scheme = if target.starts_with("www.") { "https://" } else { "" };
            return Some((at..at + length, format!("{scheme}{target}")));
        }
    }
}

impl All<'_> {
    /// Where the next one may begin, and how much of it is not yet an address.
    fn candidate(&mut self) -> Option<(usize, usize)> {
        let www = self.www.next(self.text, self.from, &mut self.looks);
        let mut from = self.from;
        loop {
            let colon = self.colon.next(self.text, from, &mut self.looks);
            if www.min(colon) == self.text.len() {
                return None;
            }
            if www < colon {
                return Some((www, "www.".len()));
            }
            let before = self.text.get(self.from..colon).unwrap_or_default();
            let is_address = self.text.get(colon..).is_some_and(|rest| rest.starts_with("://"));
            let scheme = ["https", "http"].into_iter().find(|scheme| before.ends_with(scheme));
            if let Some(scheme) = scheme.filter(|_| is_address) {
                return Some((colon - scheme.len(), scheme.len() + "://".len()));
            }
            from = colon + 1;
        }
    }

    /// Bytes up to white space, `<`, or what is Chinese, Japanese or Korean: the sentence goes on there.
    fn run(&mut self, from: usize) -> usize {
        let ends =
            |c: char| c.is_whitespace() || c == '<' || "“”‘’\"".contains(c) || !c.is_ascii() && is_wide(c);
        let rest = self.text.get(from..).unwrap_or_default();
        let length = rest.find(ends).unwrap_or(rest.len());
        self.looks += length;
        length
    }

    /// How much of a run is the address: without the marks that end a sentence and without a bracket that was opened
    /// before it.
    fn trimmed(&mut self, run: Range<usize>) -> usize {
        let mut address = self.text.get(run).unwrap_or_default();
        self.looks += 2 * address.len();
        // Of each kind, how many more are closed than opened.
        let mut surplus = [0_isize; BRACKETS.len()];
        for c in address.chars() {
            for ((open, close), surplus) in BRACKETS.iter().zip(&mut surplus) {
                *surplus += isize::from(c == *close) - isize::from(c == *open);
            }
        }
        while let Some(last) = address.chars().next_back() {
            let mut kinds = BRACKETS.iter().zip(&mut surplus);
            let opened_before = kinds.find(|((_, close), surplus)| last == *close && **surplus > 0);
            if opened_before.is_none() && !NEVER_LAST.contains(last) {
                break;
            }
            if let Some((_, surplus)) = opened_before {
                *surplus -= 1;
            }
            address = address.strip_suffix(last).unwrap_or_default();
        }
        address.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        all(text).map(|(_, target)| target).collect()
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        assert_eq!(
            found("See https://a.example/b?c=d&e. Or (www.a.example/f)!"),
            ["https://a.example/b?c=d&e", "https://www.a.example/f"]
        );
        assert_eq!(found("https://a.example/wiki/A_(b)"), ["https://a.example/wiki/A_(b)"]);
        assert_eq!(found("(see https://a.example/A_(b)))."), ["https://a.example/A_(b)"]);
        assert_eq!(
            found("[Source: https://a.example/x], {www.a.example/[b]}, <www.b.example/x>."),
            ["https://a.example/x", "https://www.a.example/[b]", "https://www.b.example/x"]
        );
        assert_eq!(found("[(https://a.example/{id}/[0])]}\">"), ["https://a.example/{id}/[0]"]);
        assert_eq!(found("http://[::1]:8080/x http://[::1]"), ["http://[::1]:8080/x", "http://[::1]"]);
        assert_eq!(found("见https://a.example/路径，然后"), ["https://a.example/"]);
        assert_eq!(found("http: http://a.example:8080/ www"), ["http://a.example:8080/"]);
        assert_eq!(
            found("https://a.example,www.b.example www.c.example//d http://e"),
            ["https://a.example,www.b.example", "https://www.c.example//d", "http://e"]
        );
    }

    #[test]
    fn what_only_looks_like_one_stays_text() {
        assert_eq!(found("xhttps://a.example https:// http://. awww.b www."), Vec::<String>::new());
        assert_eq!(found("ahttps:// https:/a ftp://b"), Vec::<String>::new());
    }

    #[test]
    fn a_run_that_is_too_long_holds_none() {
        let long = format!("https://a.example/{}", "b".repeat(LONGEST));
        assert_eq!(found(&format!("{long},https://c.example www.d.example")), ["https://www.d.example"]);
    }

    #[test]
    fn finding_them_costs_a_few_looks_at_each_byte() {
        let size = 100_000;
        for part in [
            "xhttps://",
            "https://",
            "http://",
            "www.",
            "wwww.",
            "https://a.b/)",
            "https://a.example ",
            "www.a ",
            "www.a.b/(",
            "www.a,",
            "(https://)",
            "https://? ",
            "www. ",
            ":",
            "://",
            "http:",
            "https://a\u{3000}",
            "路径",
            "ahttp://www.",
        ] {
            let texts = [
                part.repeat(size / part.len()),
                format!("https://a.example/{}", part.repeat(size / part.len())),
            ];
            for text in texts.into_iter().chain([
                format!("https://a.example/{}", ")".repeat(size)),
                format!("www.{}", "(".repeat(size) + &")".repeat(size)),
                format!("https://a.example/{}", ")]}>".repeat(size / 4)),
            ]) {
                let mut all = all(&text);
                while all.next().is_some() {}
                assert!(all.looks <= 6 * text.len(), "{part}: {} looks for {} bytes", all.looks, text.len());
            }
        }
    }
}
