//! Mails (RFC 5322): their headers, the words of the body, and what is attached, by name.

use mail_parser::{MessageParser, MimeHeaders, PartType, decoders::html::html_to_text};

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

/// The mail as text; `None` if the bytes are none. Beside it, how many bytes of attachments are left out.
pub(super) fn text(bytes: &[u8]) -> Option<(String, u64)> {
    if !is_mail(bytes) {
        return None;
    }
    let mail = MessageParser::default().parse(bytes)?;
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
            "Subject" => mail.subject().unwrap_or_default().to_owned(),
            _ => addresses.map(written).unwrap_or_default(),
        };
        if !value.is_empty() {
            text.push_str(&format!("{name}: {value}\n"));
        }
    }
    for at in 0..mail.text_body_count() {
        let part = u32::try_from(at).ok().and_then(|at| mail.text_part(at));
        let body = match part.map(|part| &part.body) {
            Some(PartType::Text(words)) => words.to_string(),
            Some(PartType::Html(html)) => html_to_text(&with_breaks(html)),
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

/// Whether the bytes begin with the headers of a mail.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
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
