//! What a link's text names, as far as it reads as an address of the web or of a mailbox.
//!
//! The rule, for a host in the text: it counts anywhere with a scheme, with `www.`, or with a path behind it
//! (`bank.com/login`). A bare host counts if the text has no other word than the one it stands in, so that the title
//! `How bank.com grew` is no address; and not if its ending is also one of files or of members in code (`main.rs`,
//! `user.name`), unless it stands beneath a registrar's (`bank.co.rs`). Neither counts behind `/` or `@` (the
//! repository `owner/site.org`, the package `@site.io/name`), nor as a call (`Array.at()`). What follows an address
//! belongs to it.
//! Invariant: the text is judged as it is read, without marks that take no room and with look-alikes of `.`, `:`, `/`.

use super::endings::{ENDINGS, SECOND, SHARED, SOFTWARE};
use super::unicode;
use unicode_script::{Script, UnicodeScript};
use url::Url;

/// One address that a text names.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// Empty: it claims to be an address and cannot be read as one.
    Host(String),
    /// `is_alone`: the text has no other word.
    Mailbox { address: String, is_alone: bool },
}

/// All that a text names, in its order.
pub(super) fn named(text: &str) -> Vec<Named> {
    let text: String = text.chars().filter(|letter| !is_invisible(*letter)).map(plain).collect();
    let text = text.to_lowercase();
    let is_word = |word: &&str| word.contains(char::is_alphabetic);
    let is_alone = text.split_whitespace().filter(is_word).count() == 1;
    let mailboxes = text.split_whitespace().filter_map(mailbox).map(str::to_owned);
    let mut found: Vec<Named> = mailboxes.map(|address| Named::Mailbox { address, is_alone }).collect();
    let mut from = 0;
    while let Some((start, end)) = next_run(&text, from) {
        from = end;
        let around = (text.get(..start), text.get(start..end), text.get(end..));
        let (Some(before), Some(run), Some(after)) = around else { break };
        if let Some(host) = host(before, run, after, is_alone) {
            found.push(Named::Host(host));
            from += after.find(ends_address).unwrap_or(after.len());
        }
    }
    if text.trim().ends_with("://") && is_alone && is_web(text.trim().trim_end_matches("://")) {
        found.push(Named::Host(String::new()));
    }
    found
}

/// The host that one run of letters names, by what stands around it.
fn host(before: &str, run: &str, after: &str, is_alone: bool) -> Option<String> {
    if let Some(scheme) = before.strip_suffix("://").or_else(|| before.strip_suffix("://[")) {
        let host = parsed(run.trim_end_matches(['.', '-', '…']));
        if is_web(scheme) {
            let is_ip6 = before.ends_with('[');
            let ip6 = || parsed(&format!("[{run}{}]", after.split(']').next().unwrap_or_default()));
            return Some(if is_ip6 { ip6() } else { host }.unwrap_or_default());
        }
        return host.filter(|host| host.contains('.'));
    }
    let run = run.trim_matches(['.', '-', '_']);
    if run.starts_with("www.") {
        return parsed(run).or_else(|| Some(String::new()));
    }
    let host = parsed(run).filter(|_| run.contains('.') && !before.ends_with(['/', '@']))?;
    let has_path = after.starts_with('/');
    let readable = unicode(&host);
    if !has_path && contains(SOFTWARE, &readable) {
        return None;
    }
    let mut labels = readable.rsplit('.');
    let (ending, second) = (labels.next()?, labels.next()?);
    let is_beneath = contains(SECOND, second) && labels.next().is_some();
    let is_shared = contains(SHARED, ending);
    let is_call = after.starts_with('(') && !contains(SECOND, ending);
    if is_call || !is_shared && !contains(ENDINGS, ending) {
        return None;
    }
    (has_path || is_alone && (!is_shared || is_beneath)).then_some(host)
}

fn ends_address(letter: char) -> bool {
    letter.is_whitespace() || "\"'<>«»“”„‘’「」".contains(letter)
}

/// Whether a text ends with a scheme of the web, or with one that people write so that it is not opened.
fn is_web(text: &str) -> bool {
    ["http", "https", "ftp", "hxxp", "hxxps"].iter().any(|scheme| text.ends_with(scheme))
}

fn contains(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|one| one == word)
}

fn parsed(host: &str) -> Option<String> {
    Url::parse(&format!("https://{host}/")).ok()?.host_str().map(str::to_owned)
}

/// The next letters that can be of one host.
fn next_run(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let start = from + rest.find(is_of_host)?;
    let length = text.get(start..)?.find(|letter| !is_of_host(letter));
    Some((start, length.map_or(text.len(), |length| start + length)))
}

fn is_of_host(letter: char) -> bool {
    let is_combining = || !letter.is_ascii() && letter.script() == Script::Inherited;
    letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_') || is_combining()
}

/// A text that is a mail address, but for marks around it.
fn mailbox(text: &str) -> Option<&str> {
    let text = text.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '@');
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let (user, host) = text.split_once('@')?;
    let is_plain =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || ".-_+".contains(c));
    // A version is no host: `package@1.2.3`.
    let ending = host.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_ending = !ending.is_empty() && ending.chars().all(char::is_alphabetic);
    (is_plain(user) && is_plain(host) && is_ending).then_some(text)
}

/// What looks like the marks of an address, as these.
fn plain(letter: char) -> char {
    match letter {
        '。' | '．' | '｡' | '․' => '.',
        '：' | '∶' | '︓' | '꞉' => ':',
        '／' | '⁄' | '∕' | '⧸' | '╱' => '/',
        _ => letter,
    }
}

/// Characters that take no room, with which a text can be made to differ from what the reader sees.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a text has marks that make the reader see its letters in another order.
///
/// Embeddings, overrides and isolates always count. A right-to-left mark counts inside a word only: at its edge it is
/// how Arabic or Hebrew keeps a full stop at the right end.
pub(super) fn is_reordered(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters.iter().enumerate().any(|(at, letter)| match letter {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        '\u{200f}' | '\u{61c}' => {
            let beside = |at: Option<usize>| at.and_then(|at| letters.get(at)).copied();
            let (before, after) = (beside(at.checked_sub(1)), beside(at.checked_add(1)));
            let is_inside = |one: Option<char>| one.is_some_and(|one| !one.is_whitespace());
            let is_latin = |one: Option<char>| one.is_some_and(|one| one.is_ascii_alphanumeric());
            is_inside(before) && is_inside(after) && (is_latin(before) || is_latin(after))
        }
        _ => false,
    })
}
