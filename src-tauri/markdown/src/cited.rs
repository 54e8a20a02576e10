//! The marks of an answer's sources, made links to them.
//!
//! An answer has marks of its own, such as `[1]` or `[1][2]`, or the reply says where they belong. Either way each becomes
//! a link of Markdown before the answer is rendered, so that its target is checked like that of any other link.
//! Invariant: nothing but marks changes, and none in code or in a link.

use std::borrow::Cow;

use url::Url;

use super::marks::is_wide;

use yourouter_protocol::{Source, SourceView};

/// Bytes before a mark in which a link to its source makes it needless.
const NEAR: usize = 700;

/// The sources as they are listed.
pub fn source_views(sources: &[Source]) -> Vec<SourceView> {
    let view = |(index, source): (usize, &Source)| {
        let url = checked(&source.url);
        let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
        let host = host.strip_prefix("www.").unwrap_or(host).to_owned();
        let place = || url.as_ref().map(|url| format!("{host}{}", url.path().trim_end_matches('/')));
        let title = source.title.trim();
        SourceView {
            number: u32::try_from(index + 1).unwrap_or(u32::MAX),
            title: if title.is_empty() { place().unwrap_or_default() } else { title.to_owned() },
            url: url.as_ref().map(Url::to_string),
            quote: source.quote.clone(),
            host: host.clone(),
        }
    };
    sources.iter().enumerate().map(view).collect()
}

fn checked(url: &str) -> Option<Url> {
    Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// An answer's Markdown in which its marks are links.
pub fn cited<'a>(source: &'a str, sources: &[Source]) -> Cow<'a, str> {
    if sources.is_empty() {
        return Cow::Borrowed(source);
    }
    let links: Vec<Option<String>> = sources
        .iter()
        .map(|source| checked(&source.url).map(|url| url.as_str().replace(['<', '>'], "")))
        .collect();
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        places.extend(source.marks.iter().map(|mark| (*mark as usize, index)));
    }
    places.sort_unstable();
    places.dedup();
    let has_places = !places.is_empty();
    let mut out = String::with_capacity(source.len() + 64 * (places.len() + links.len()));
    let (mut places, mut at) = (places.into_iter().peekable(), 0);
    let mut code = Code::default();
    for line in source.split_inclusive('\n') {
        let is_code = code.is_in(line);
        let mut from = 0;
        while let Some((place, index)) = places.next_if(|(place, _)| *place <= at + line.trim_end().len()) {
            let here = end_of_word(line, line.floor_char_boundary(place.saturating_sub(at).max(from)));
            out.push_str(line.get(from..here).unwrap_or_default());
            from = here;
            if let (false, Some(Some(url))) = (is_code || is_in_code(line, here), links.get(index))
                && !has_link_before(source, at + here, url)
            {
                push_mark(&mut out, index + 1, url);
            }
        }
        let rest = line.get(from..).unwrap_or_default();
        if is_code || has_places {
            out.push_str(rest)
        } else {
            push_linked(&mut out, rest, &links)
        }
        at += line.len();
    }
    // Places behind the end are meant for it.
    let rest = places.filter_map(|(_, index)| Some((index, links.get(index)?.as_ref()?)));
    for (index, url) in rest.filter(|(_, url)| !has_link_before(source, source.len(), url)) {
        push_mark(&mut out, index + 1, url);
    }
    Cow::Owned(out)
}

fn push_mark(out: &mut String, number: usize, url: &str) {
    out.push_str(&format!("[\\[{number}\\]](<{url}>)"));
}

/// Whether the line up to a place links to the address, as far as its query does not matter.
fn has_link_before(source: &str, place: usize, url: &str) -> bool {
    let from = source.floor_char_boundary(place.saturating_sub(NEAR));
    let before = source.get(from..place).unwrap_or_default();
    let near = before.rsplit("\n\n").next().unwrap_or_default();
    near.contains(url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/'))
}

/// A place of a line, or the end of the word in whose midst it is: some replies count tokens, or count wrongly.
fn end_of_word(line: &str, place: usize) -> usize {
    let is_of_word = |c: &char| c.is_alphanumeric() && !is_wide(*c);
    let Some((before, after)) = line.split_at_checked(place) else { return place };
    if before.chars().next_back().filter(is_of_word).is_none() {
        return place;
    }
    place + after.chars().take_while(is_of_word).map(char::len_utf8).sum::<usize>()
}

/// Whether a place of a line stands between back quotes.
fn is_in_code(line: &str, place: usize) -> bool {
    line.bytes().take(place).filter(|byte| *byte == b'`').count() % 2 == 1
}

/// A line whose marks become links: `[1]`, `[1, 2]`, `[1][2]`, `【1】`.
fn push_linked(out: &mut String, line: &str, links: &[Option<String>]) {
    let (mut rest, mut is_code, mut last) = (line, false, ' ');
    while let Some(character) = rest.chars().next() {
        let is_open = matches!(character, '[' | '【') && !is_code && !matches!(last, '\\' | '!');
        if let Some((numbers, after)) = is_open.then(|| mark(rest)).flatten()
            && !after.starts_with(['(', ':'])
            && let Some(urls) =
                numbers.iter().map(|number| links.get(number - 1)?.as_deref()).collect::<Option<Vec<_>>>()
        {
            numbers.iter().zip(urls).for_each(|(number, url)| push_mark(out, *number, url));
            (rest, last) = (after, ']');
            continue;
        }
        is_code ^= character == '`';
        out.push(character);
        (rest, last) = (rest.get(character.len_utf8()..).unwrap_or_default(), character);
    }
}

/// The numbers of a mark that a text begins with, and what follows it.
fn mark(text: &str) -> Option<(Vec<usize>, &str)> {
    let close = if text.starts_with('[') { ']' } else { '】' };
    let inner = text.get(text.chars().next()?.len_utf8()..)?;
    let (inner, after) = inner.split_once(close).filter(|(inner, _)| inner.len() <= 40)?;
    let inner = inner.strip_prefix('^').unwrap_or(inner);
    let numbers = inner.split([',', ' ', '，', '、']).filter(|part| !part.is_empty());
    let is_number = |part: &str| part.parse::<usize>().ok().filter(|number| (1..=999).contains(number));
    let numbers: Vec<usize> = numbers.map(is_number).collect::<Option<_>>()?;
    (!numbers.is_empty()).then_some((numbers, after))
}

/// Which lines stand in a fenced block.
#[derive(Default)]
struct Code(Option<(char, usize)>);

impl Code {
    fn is_in(&mut self, line: &str) -> bool {
        let text = line.trim_start_matches([' ', '>', '\t']);
        let sign = text.chars().next().filter(|sign| matches!(sign, '`' | '~'));
        let len = sign.map_or(0, |sign| text.chars().take_while(|character| *character == sign).count());
        match (self.0, sign) {
            (Some((open, most)), Some(sign))
                if sign == open && len >= most && text.trim_end().len() == len =>
            {
                self.0 = None;
                true
            }
            (Some(_), _) => true,
            (None, Some(sign)) if len >= 3 => {
                self.0 = Some((sign, len));
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(url: &str, marks: &[u32]) -> Source {
        Source { url: url.to_owned(), marks: marks.to_vec(), ..Source::default() }
    }

    fn two(first: &[u32], second: &[u32]) -> [Source; 2] {
        [source("https://one.example/a?b", first), source("https://two.example/", second)]
    }

    #[test]
    fn marks_of_the_text_become_links() {
        let (one, two_) = ("[\\[1\\]](<https://one.example/a?b>)", "[\\[2\\]](<https://two.example/>)");
        for (text, expected) in [
            ("High[1][2].", format!("High{one}{two_}.")),
            ("High [1, 2] 【1】 [^2]", format!("High {one}{two_} {one} {two_}")),
            (
                "a[0] b[3] [x] \\[1] ![1] [1](u) [1]: u [1",
                "a[0] b[3] [x] \\[1] ![1] [1](u) [1]: u [1".to_owned(),
            ),
            ("`a[1]` b[1]\n```\na[1]\n```\n[2]", format!("`a[1]` b{one}\n```\na[1]\n```\n{two_}")),
        ] {
            assert_eq!(cited(text, &two(&[], &[])), expected);
        }
        assert_eq!(cited("High[1].", &[source("javascript:x", &[])]), "High[1].");
        assert_eq!(cited("High[1].", &[]), "High[1].");
    }

    #[test]
    fn marks_stand_where_the_reply_says() {
        let one = "[\\[1\\]](<https://one.example/a?b>)";
        let two_ = "[\\[2\\]](<https://two.example/>)";
        assert_eq!(cited("Hoch ü. End", &two(&[8], &[4, 99])), format!("Hoch{two_} ü.{one} End{two_}"));
        assert_eq!(
            cited("The tower, 塔是。", &two(&[5], &[15])),
            format!("The tower{one}, 塔{two_}是。"),
            "not within a word"
        );
        let text = "([one](https://one.example/a)) and\n```\ncode\n```\n";
        assert_eq!(cited(text, &two(&[30, 42], &[])), text, "a link that is there already, and code");
        assert_eq!(cited("a\nb", &two(&[1], &[])), format!("a{one}\nb"));
    }

    #[test]
    fn a_source_is_listed_by_what_tells_most() {
        let views = source_views(&[
            Source { title: " One ".to_owned(), ..source("https://www.one.example/a", &[]) },
            source("https://two.example/x/", &[]),
            Source { title: "Notes".to_owned(), ..source("", &[]) },
            source("file:///etc", &[]),
        ]);
        let seen: Vec<_> = views.iter().map(|view| (&*view.title, &*view.host, view.url.is_some())).collect();
        assert_eq!(
            seen,
            [
                ("One", "one.example", true),
                ("two.example/x", "two.example", true),
                ("Notes", "", false),
                ("", "", false)
            ]
        );
    }
}
