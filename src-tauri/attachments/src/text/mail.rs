//! Mails (RFC 5322), one or a mailbox of them (RFC 4155): their headers, the words of the body, and what is attached, by
//! name.

use std::borrow::Cow;

use mail_parser::{MessageParser, MimeHeaders, PartType, decoders::html::html_to_text};

use super::escaped::{self, Escaped};

/// How each mail of a mailbox begins.
const MAILBOX: &[u8] = b"From ";
/// Where the headers of a mail end at the latest, for it to be taken for one.
const MAX_HEADERS: usize = 64 * 1024;
/// Headers that tell a mail from other texts in which lines begin with a word and a colon.
const TELLING: [&str; 6] = ["message-id", "mime-version", "received", "return-path", "content-type", "date"];
/// What of a mail's headers is sent.
const SHOWN: [&str; 7] = ["From", "To", "Cc", "Bcc", "Reply-To", "Date", "Subject"];
/// Elements of HTML that stand on lines of their own, and such that stand beside each other.
const BLOCKS: [&str; 17] = [
    "div",
    "tr",
    "table",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "dt",
    "dd",
    "hr",
];
const CELLS: [&str; 2] = ["td", "th"];
/// Attachments that are named.
const MAX_NAMED: usize = 200;

/// Encodings of seven bits that the parser does not read, of a part or of a word in a header (RFC 2047). What is in them
/// passes for ASCII, and is read afterwards.
const SEVEN_BITS: [&str; 8] = [
    "iso-2022-kr",
    "csiso2022kr",
    "iso-2022-cn-ext",
    "iso-2022-cn",
    "iso-2022-jp-1",
    "iso-2022-jp-2",
    "iso-2022-jp-3",
    "hz-gb-2312",
];
/// What stands in place of words whose letters are not known.
const UNREADABLE: &str = "[this part is in an encoding that cannot be read]";

/// The mail, or the mails of a mailbox, as text; `None` if the bytes are none. Beside it, how many bytes of attachments are
/// left out.
pub(super) fn text(bytes: &[u8]) -> Option<(String, u64)> {
    let mails = parted(bytes);
    let read = mails.into_iter().map(one).collect::<Option<Vec<_>>>()?;
    let left_out = read.iter().map(|(_, left_out)| left_out).sum();
    let texts: Vec<String> = read.into_iter().map(|(text, _)| text).collect();
    Some((texts.join("\n---\n\n"), left_out))
}

/// The mails of a mailbox, each of which begins with a line `From ` and its headers; any other bytes as they are.
fn parted(bytes: &[u8]) -> Vec<&[u8]> {
    if !bytes.starts_with(MAILBOX) {
        return vec![bytes];
    }
    let is_start = |at: &usize| {
        let begins_line = at.checked_sub(1).is_none_or(|before| bytes.get(before) == Some(&b'\n'));
        begins_line && bytes.get(*at..).and_then(after_line).is_some_and(has_headers)
    };
    let starts: Vec<usize> = memchr::memmem::find_iter(bytes, MAILBOX).filter(is_start).collect();
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    let mails = starts.iter().zip(ends).filter_map(|(start, end)| after_line(bytes.get(*start..end)?));
    mails.collect()
}

fn after_line(bytes: &[u8]) -> Option<&[u8]> {
    bytes.get(memchr::memchr(b'\n', bytes)? + 1..)
}

/// The same mail, its encodings of seven bits called ASCII; and whether there were some.
fn as_ascii(mail: &[u8]) -> (Cow<'_, [u8]>, bool) {
    let (mut made, mut from) = (Vec::new(), 0);
    for at in memchr::memchr_iter(b'=', mail) {
        let Some((before, after)) = mail.split_at_checked(at).filter(|_| at >= from) else { continue };
        let name = match after {
            [b'=', b'?', name @ ..] => name,
            [b'=', b'"', name @ ..] | [b'=', name @ ..] if ends_in(before, b"charset") => name,
            _ => continue,
        };
        let begins = |known: &&&str| {
            name.get(..known.len()).is_some_and(|it| it.eq_ignore_ascii_case(known.as_bytes()))
        };
        if let Some(known) = SEVEN_BITS.iter().find(begins) {
            made.extend_from_slice(mail.get(from..mail.len() - name.len()).unwrap_or_default());
            made.extend_from_slice(b"us-ascii");
            from = mail.len() - name.len() + known.len();
        }
    }
    if from == 0 {
        return (Cow::Borrowed(mail), false);
    }
    made.extend_from_slice(mail.get(from..).unwrap_or_default());
    (Cow::Owned(made), true)
}

fn ends_in(bytes: &[u8], word: &[u8]) -> bool {
    let start = bytes.len().checked_sub(word.len());
    start.and_then(|start| bytes.get(start..)).is_some_and(|end| end.eq_ignore_ascii_case(word))
}

/// What stands in an encoding of seven bits, as text.
fn read(text: &str) -> Cow<'_, str> {
    match escaped::iso_2022(text.as_bytes()) {
        Some(Escaped::Read(text)) => text.into(),
        Some(Escaped::Unreadable) => UNREADABLE.into(),
        None => escaped::hz(text.as_bytes()).map_or(text.into(), Cow::Owned),
    }
}

fn one(bytes: &[u8]) -> Option<(String, u64)> {
    if !has_headers(bytes) {
        return None;
    }
    let (bytes, is_in_seven_bits) = as_ascii(bytes);
    let read = |text: &str| if is_in_seven_bits { read(text).into_owned() } else { text.to_owned() };
    let mail = MessageParser::default().parse(bytes.as_ref())?;
    let mut text = String::new();
    for name in SHOWN {
        let addresses = match name {
            "From" => mail.from(),
            "To" => mail.to(),
            "Cc" => mail.cc(),
            "Bcc" => mail.bcc(),
            "Reply-To" => mail.reply_to(),
            _ => None,
        };
        let value = match name {
            "Date" => mail.date().map(mail_parser::DateTime::to_rfc3339).unwrap_or_default(),
            "Subject" => read(mail.subject().unwrap_or_default()),
            _ => read(&addresses.map(written).unwrap_or_default()),
        };
        if !value.is_empty() {
            text.push_str(&format!("{name}: {value}\n"));
        }
    }
    for at in 0..mail.text_body_count() {
        let part = u32::try_from(at).ok().and_then(|at| mail.text_part(at));
        let body = match part.map(|part| &part.body) {
            Some(PartType::Text(words)) => read(words),
            Some(PartType::Html(html)) => html_to_text(&with_breaks(&read(html))),
            _ => continue,
        };
        text.push_str(&format!("\n{}\n", body.trim()));
    }
    let mut left_out = 0;
    let mut names = Vec::new();
    for part in mail.attachments() {
        let size = part.contents().len();
        left_out += size as u64;
        let kind = part.content_type().map(|it| match it.subtype() {
            Some(subtype) => format!("{}/{subtype}", it.ctype()),
            None => it.ctype().to_owned(),
        });
        let subject = part.message().and_then(|it| it.subject());
        let name = part.attachment_name().or(subject).unwrap_or("without a name");
        let kind = kind.map(|it| it + ", ").unwrap_or_default();
        let name = read(name);
        names.push(format!("- {name} ({kind}{} kB)", size.div_ceil(1000)));
    }
    if !names.is_empty() {
        let more = names.len().saturating_sub(MAX_NAMED);
        names.truncate(MAX_NAMED);
        text.push_str(&format!("\nAttachments, not included:\n{}\n", names.join("\n")));
        if more > 0 {
            text.push_str(&format!("and {more} more\n"));
        }
    }
    Some((text, left_out))
}

/// Whether the bytes are a mail, or a mailbox.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    parted(bytes).first().is_some_and(|mail| has_headers(mail))
}

/// Whether the bytes begin with the headers of a mail.
fn has_headers(bytes: &[u8]) -> bool {
    let head = bytes.get(..MAX_HEADERS).unwrap_or(bytes);
    let (mut has_from, mut telling) = (false, 0);
    for line in head.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match line.first() {
            None => return has_from && telling >= 2,
            Some(b' ' | b'\t') => continue,
            Some(_) => {}
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { return false };
        let name = line.get(..colon).unwrap_or_default();
        if name.is_empty() || !name.iter().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        has_from |= name == "from";
        telling += usize::from(TELLING.contains(&name.as_str()));
    }
    false
}

/// The markup with breaks where blocks and rows begin and end, and spaces between cells: what becomes text of it has both.
fn with_breaks(html: &str) -> String {
    let mut result = String::with_capacity(html.len() + html.len() / 4);
    let (mut rest, mut is_at_start) = (html, true);
    while let Some((words, tag)) = rest.split_once('<') {
        result.push_str(words);
        is_at_start &= words.trim().is_empty();
        let (inside, next) =
            tag.split_at_checked(tag.find('>').map_or(tag.len(), |at| at + 1)).unwrap_or((tag, ""));
        let name: String =
            inside.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if BLOCKS.contains(&name.as_str()) && !is_at_start {
            result.push_str("<br>");
            is_at_start = true;
        } else if CELLS.contains(&name.as_str()) {
            result.push(' ');
        }
        result.push('<');
        result.push_str(inside);
        rest = next;
    }
    result + rest
}

fn written(addresses: &mail_parser::Address<'_>) -> String {
    let one = |address: &mail_parser::Addr<'_>| match (address.name(), address.address()) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (name, address) => name.or(address).unwrap_or_default().to_owned(),
    };
    addresses.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::text;

    const MAIL: &str = "From: =?utf-8?q?J=C3=BCrgen?= <j@example.com>\r\nTo: a@example.com, B <b@example.com>\r\n\
        Date: Sat, 14 Mar 2026 10:00:00 +0100\r\nSubject: =?iso-8859-1?Q?Gr=F6=DFe?=\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n\
        --y\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        Sch=F6ne Gr=FC=DFe\r\n--y\r\nContent-Type: text/html\r\n\r\n<p>no</p>\r\n--y--\r\n--x\r\n\
        Content-Type: application/pdf; name=\"a.pdf\"\r\nContent-Disposition: attachment; filename=\"a.pdf\"\r\n\
        Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjcK\r\n--x--\r\n";

    #[test]
    fn a_mail_becomes_its_headers_its_words_and_the_names_of_what_is_attached() {
        let (text, left_out) = text(MAIL.as_bytes()).unwrap();
        assert_eq!(
            text,
            "From: Jürgen <j@example.com>\nTo: a@example.com, B <b@example.com>\nDate: 2026-03-14T10:00:00+01:00\n\
            Subject: Größe\n\nSchöne Grüße\n\nAttachments, not included:\n- a.pdf (application/pdf, 1 kB)\n"
        );
        assert_eq!(left_out, 9);
    }

    #[test]
    fn cells_and_blocks_of_a_mail_in_html_stay_apart() {
        let mail = "From: a@example.com\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<div>Due</div><div>now:</div>\
            <table><tr><td>5</td><td>7</td></tr><tr><th>12</th><th>30</th></tr></table>end<ul><li>one<li>two</ul>";
        let (text, _) = text(mail.as_bytes()).unwrap();
        assert_eq!(text, "From: a@example.com\n\nDue\nnow:\n5 7\n12 30\nend\none\ntwo\n");
    }

    #[test]
    fn words_in_encodings_of_seven_bits_are_read_in_headers_and_bodies() {
        let mail = |charset: &str, subject: &str, transfer: &str, body: &str| {
            let mail = format!(
                "From: a@example.com\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset={charset}\r\n\
                 Content-Transfer-Encoding: {transfer}\r\n\r\n{body}\r\n"
            );
            text(mail.as_bytes()).unwrap().0
        };
        let korean = mail(
            "\"ISO-2022-KR\"",
            "=?iso-2022-kr?B?GyQpQw4+SDNnDw==?=",
            "7bit",
            "\u{1B}$)C\u{E}GQ1[\u{F} ok",
        );
        assert_eq!(korean, "From: a@example.com\nSubject: 안녕\n\n한글 ok\n");
        let coded = mail("iso-2022-kr", "x", "base64", "GyQpQw4+SDNnDw==");
        assert_eq!(coded, "From: a@example.com\nSubject: x\n\n안녕\n");
        assert!(mail("hz-gb-2312", "x", "7bit", "~{<:Ky2;S{~} ok").ends_with("\n己所不欲 ok\n"));
        assert!(mail("utf-7", "x", "7bit", "Gr+APwA3w-e").ends_with("\nGrüße\n"));
        assert!(
            mail("iso-2022-cn", "x", "7bit", "\u{1B}$)G\u{E}!!\u{F}")
                .ends_with("\n[this part is in an encoding that cannot be read]\n")
        );
        let quoted = mail("us-ascii", "x", "7bit", "the word iso-2022-kr and ~{VP~} stay");
        assert!(quoted.ends_with("\nthe word iso-2022-kr and ~{VP~} stay\n"));
    }

    #[test]
    fn a_mailbox_becomes_its_mails() {
        let mailbox = b"From a@example.com Sat Mar 14 10:00:00 2026\nFrom: a@example.com\nMIME-Version: 1.0\nDate: Sat, 14 Mar 2026 10:00:00 +0100\n\n\
            One.\nFrom here on more words.\n\nFrom b@example.com Sat Mar 14 11:00:00 2026\nFrom: b@example.com\nMIME-Version: 1.0\n\
            Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nVHdvLg==\n";
        let (text, _) = text(mailbox).unwrap();
        assert_eq!(
            text,
            "From: a@example.com\nDate: 2026-03-14T10:00:00+01:00\n\nOne.\nFrom here on more words.\n\n---\n\nFrom: b@example.com\n\nTwo.\n"
        );
    }

    #[test]
    fn a_text_that_begins_with_words_and_colons_is_no_mail() {
        for other in [
            "From: here\nTo: there\n\nwords",
            "key: value\ndate: 1\n\n",
            "From: a\nDate: b\nno header\n\n",
            "",
        ] {
            assert!(text(other.as_bytes()).is_none(), "{other}");
        }
    }
}
