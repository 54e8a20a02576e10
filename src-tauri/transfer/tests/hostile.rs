//! Exported files under attack: every payload in every place of an answer, and in everything else that a file holds,
//! read back by a real HTML parser; and the Markdown form, whose messages must stay apart.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../../markdown/tests/markdown/allowed.rs"]
#[allow(dead_code, reason = "the answers' own tests use all of it")]
mod allowed;
#[path = "../../markdown/tests/markdown/payloads.rs"]
mod payloads;

use allowed::assert_allowed;
use bytes::Bytes;
use jiff::tz::TimeZone;
use payloads::{payloads, places};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};
use scraper::{Html, Selector, node::Element};
use std::collections::HashSet;
use yourouter_protocol::{
    AttachmentId, AttachmentKind, AttachmentView, Attempt, ExportFormat, Failure, FailureCode, MessageId,
    MessageState, Role, Route, SendAs, Source, TurnId, TurnView, Usage, Vendor,
};
use yourouter_transfer::{Conversation, File, Message, write};

/// A PNG's first bytes; what is exported is not decoded.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n";

fn exported(conversation: &Conversation, format: ExportFormat) -> String {
    let read = |content: &str| match content {
        "picture" => Ok(Bytes::from_static(PICTURE)),
        _ => Err(yourouter_protocol::Error::storage("gone")),
    };
    let mut out = Vec::new();
    write(&mut out, conversation, format, &read).unwrap();
    String::from_utf8(out).unwrap()
}

fn conversation(title: &str, messages: Vec<Message>) -> Conversation {
    Conversation {
        title: title.to_owned(),
        messages,
        exported_at_ms: 1_795_446_000_000,
        zone: TimeZone::get("Europe/Berlin").unwrap(),
        program: "1.2.3".to_owned(),
    }
}

fn question(text: &str, files: Vec<File>) -> Message {
    Message { role: Role::User, turn: None, files, ..answer(text) }
}

fn answer(text: &str) -> Message {
    Message {
        id: MessageId::new(),
        role: Role::Assistant,
        state: MessageState::Done,
        text: text.to_owned(),
        reasoning: String::new(),
        created_at_ms: 1_795_445_940_000,
        version: (1, 1),
        turn: Some(turn("gpt-4o")),
        files: Vec::new(),
        sources: Vec::new(),
    }
}

fn turn(model: &str) -> TurnView {
    TurnView {
        id: TurnId::new(),
        route: Route::new(model, Vendor::auto()),
        base_url: "https://api.yourouter.ai/v1".to_owned(),
        evidence: None,
        vendor_reported: None,
        first_token_ms: Some(812),
        duration_ms: Some(2_000),
        took_ms: None,
        reasoning_ms: Some(12_300),
        usage: Some(Usage { prompt_tokens: Some(388), completion_tokens: Some(42), ..Usage::default() }),
        finish_reason: Some("stop".to_owned()),
        end: None,
        request_id: None,
        failure: None,
        attempts: Vec::new(),
        omissions: Vec::new(),
    }
}

fn file(name: &str, kind: AttachmentKind, content: &str) -> File {
    let (media_type, sent_as) = match kind {
        AttachmentKind::Image => ("image/png", SendAs::Image),
        AttachmentKind::Pdf => ("application/pdf", SendAs::Text),
        AttachmentKind::Text => ("text/plain", SendAs::Text),
        AttachmentKind::Media => ("audio/mpeg", SendAs::Text),
    };
    File {
        view: AttachmentView {
            id: AttachmentId::new(),
            name: name.to_owned(),
            kind,
            media_type: media_type.to_owned(),
            size_bytes: 2_400_000,
            pixels: (kind == AttachmentKind::Image).then_some((200, 120)),
            thumbnail: None,
            pages: (kind == AttachmentKind::Pdf).then_some(3),
            is_missing: false,
            send_options: Vec::new(),
            send_as: None,
            sent_as: Some(sent_as),
            is_left_out: false,
            text_pages: None,
            is_cut: false,
            picture_pages: 0,
            is_scan: false,
            is_unreadable: false,
            is_restricted: false,
            is_xfa: false,
            is_pasted: false,
            page_images: 0,
            text_tokens: None,
            not_drawn: None,
            frames: None,
            whole_bytes: None,
            data_bytes: None,
        },
        content: content.to_owned(),
    }
}

/// A conversation that has the payload wherever text of others can get; of the places in an answer, whose render has
/// been read back for every payload by other tests, a third by turns.
fn hostile(turn_of: usize, payload: &str) -> Conversation {
    let places = places().into_iter().enumerate().filter(|(n, _)| (n + turn_of).is_multiple_of(3));
    let all = places.map(|(_, (_, place))| answer(&place.replace('§', payload)));
    let files = [AttachmentKind::Image, AttachmentKind::Pdf, AttachmentKind::Text]
        .map(|kind| file(payload, kind, "picture"))
        .into();
    let failure = Failure {
        code: FailureCode::Rejected,
        detail: payload.to_owned(),
        problem: None,
        status: Some(400),
        retry_after_ms: None,
        request_id: Some(payload.to_owned()),
        is_about_files: false,
        refused_input: None,
    };
    let attempt = Attempt {
        vendor: Vendor::new(payload),
        status: Some(400),
        duration_ms: 5,
        request_id: Some(payload.to_owned()),
        failure: Some(failure.clone()),
        overrides: Vec::new(),
    };
    let failed = TurnView {
        vendor_reported: Some(payload.to_owned()),
        request_id: Some(payload.to_owned()),
        finish_reason: Some(payload.to_owned()),
        failure: Some(failure),
        attempts: vec![attempt],
        ..turn(payload)
    };
    let thought = Message {
        state: MessageState::Failed,
        reasoning: payload.to_owned(),
        turn: Some(failed),
        version: (2, 3),
        ..answer(payload)
    };
    let source =
        |url: String| Source { url, title: payload.to_owned(), quote: payload.to_owned(), marks: vec![0, 3] };
    let sources =
        vec![source(payload.to_owned()), source(format!("https://x.example/{payload}")), Source::default()];
    let cited =
        Message { files: vec![file(payload, AttachmentKind::Media, "x")], sources, ..answer(payload) };
    let mut messages = vec![question(payload, files), thought, cited];
    messages.extend(all);
    conversation(payload, messages)
}

/// An attribute's name, and whether its value is right.
type Wanted<'a> = (&'a str, &'a dyn Fn(&str) -> bool);

/// What an exported page is made of besides answers, attribute for attribute.
fn is_frame(element: &Element) -> bool {
    let has = |wanted: &[Wanted<'_>]| {
        element.attrs().count() == wanted.len()
            && element
                .attrs()
                .all(|(name, value)| wanted.iter().any(|(known, is_right)| *known == name && is_right(value)))
    };
    let is = |wanted: &'static str| move |value: &str| value == wanted;
    let one_of = |wanted: &'static [&'static str]| move |value: &str| wanted.contains(&value);
    match element.name() {
        "html" => has(&[("lang", &is("en"))]),
        "head" | "title" | "style" | "body" | "main" | "h2" | "h3" | "bdi" | "small" | "b" | "span"
        | "summary" | "li" => has(&[]),
        "meta" => {
            has(&[("charset", &is("utf-8"))])
                || has(&[("name", &is("referrer")), ("content", &is("no-referrer"))])
                || has(&[("name", &is("viewport")), ("content", &is("width=device-width, initial-scale=1"))])
                || has(&[("http-equiv", &is("Content-Security-Policy")), ("content", &is_policy)])
        }
        "h1" => has(&[("dir", &is("auto"))]),
        "header" => has(&[("class", &one_of(&["top", "by"]))]),
        "article" => has(&[("class", &one_of(&["turn u", "turn a"]))]),
        "time" => has(&[("datetime", &is("2026-11-23T15:59:00+01:00"))]),
        "ul" => has(&[("class", &is("files"))]),
        "ol" => has(&[("class", &is("sources"))]),
        "img" => {
            let is_inside = |value: &str| {
                value.strip_prefix("data:image/png;base64,").is_some_and(|data| data == "iVBORw0KGgo=")
            };
            has(&[("src", &is_inside), ("alt", &|_| true)])
        }
        "div" => {
            has(&[("class", &is("you"))])
                || has(&[("class", &one_of(&["words", "prose"])), ("dir", &is("auto"))])
        }
        "details" => has(&[("class", &is("think"))]),
        "p" => {
            has(&[])
                || has(&[("dir", &is("auto"))])
                || has(&[("class", &one_of(&["outcome", "outcome bad", "prov"]))])
        }
        _ => false,
    }
}

/// Nothing but the page's own style sheet and images in it.
fn is_policy(policy: &str) -> bool {
    let allowed = ["default-src 'none'", "img-src data:", "base-uri 'none'", "form-action 'none'"];
    policy.split("; ").all(|rule| allowed.contains(&rule) || rule.starts_with("style-src 'sha256-"))
        && policy.contains(allowed[0])
}

#[test]
fn nothing_but_the_allowed_elements_stands_in_an_exported_page() {
    let select = |selector: &str| Selector::parse(selector).unwrap();
    let (ids, references, styles) = (select("[id]"), select("a[href^=\"#\"]"), select("style"));
    let (heads, titles, images) = (select("head"), select("title"), select("img"));
    let mut style = None;
    for (n, (name, payload)) in payloads().into_iter().enumerate() {
        let page = exported(&hostile(n, &payload), ExportFormat::Html);
        let parsed = Html::parse_document(&page);
        assert_allowed(&parsed, "m", &is_frame, &name);
        let text = |selector: &Selector| {
            parsed.select(selector).map(|it| it.text().collect::<String>()).collect::<Vec<_>>()
        };
        assert_eq!([text(&heads).len(), text(&titles).len(), text(&images).len()], [1, 1, 1], "{name}");
        // The one style sheet is the same, whatever the page holds.
        let [found] = <[String; 1]>::try_from(text(&styles)).unwrap();
        assert_eq!(*style.get_or_insert(found.clone()), found, "{name}");
        let mut known = HashSet::new();
        for id in parsed.select(&ids).map(|it| it.attr("id").unwrap()) {
            // Two drawings of the same source in one answer have the same arrow heads.
            assert!(known.insert(id) || id.contains("-dg-"), "{name}: {id}");
        }
        for reference in parsed.select(&references).map(|it| it.attr("href").unwrap()) {
            // A link to a heading may name one that is not there; it leads nowhere then.
            assert!(known.contains(&reference[1..]) || reference.contains("-h-"), "{name}: {reference}");
        }
    }
}

/// A check that passes because it looks at nothing would find nothing here either.
#[test]
fn whatever_else_stood_in_a_page_would_be_found() {
    let page = exported(&conversation("x", vec![question("y", Vec::new()), answer("z")]), ExportFormat::Html);
    let check = |page: &str| {
        let page = page.to_owned();
        std::panic::catch_unwind(move || assert_allowed(&Html::parse_document(&page), "m", &is_frame, "x"))
    };
    assert!(check(&page).is_ok());
    for bad in [
        "<p onclick=\"x\">",
        "<script>1</script>",
        "<img src=\"https://e.example/x\" alt=\"x\">",
        "<img src=\"data:image/svg+xml;base64,AAAA\" alt=\"x\">",
        "<a href=\"https://a.example/\" rel=\"noreferrer noopener\">x</a>",
        "<a href=\"javascript:1\">x</a>",
        "<a href=\"#fn-1\">x</a>",
        "<h1 id=\"h-x\">x</h1>",
        "<meta http-equiv=\"refresh\" content=\"0\">",
        "<style media=\"x\"></style>",
        "<div class=\"words\" dir=\"auto\" style=\"x\">",
        "<svg onload=\"x\"></svg>",
        "<iframe></iframe>",
        "<!-- x -->",
    ] {
        let page = page.replace("</main>", &format!("{bad}</main>"));
        assert!(check(&page).is_err(), "{bad}");
    }
}

#[test]
fn the_policy_names_the_style_sheet_that_is_there() {
    use base64::{Engine, prelude::BASE64_STANDARD};
    use sha2::{Digest, Sha256};
    let page = exported(&conversation("x", vec![answer("y")]), ExportFormat::Html);
    let style = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
    let hash = BASE64_STANDARD.encode(Sha256::digest(style));
    assert!(page.contains(&format!("style-src &#39;sha256-{hash}&#39;;")));
}

/// Remembers the largest piece that was written at once.
#[derive(Default)]
struct Largest(usize, usize);

impl std::io::Write for Largest {
    fn write(&mut self, piece: &[u8]) -> std::io::Result<usize> {
        *self = Self(self.0.max(piece.len()), self.1 + piece.len());
        Ok(piece.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_picture_is_encoded_on_its_way_out() {
    let asked = question("Look", vec![file("large.png", AttachmentKind::Image, "picture")]);
    let read = |_: &str| Ok(Bytes::from(vec![7; 3_000_000]));
    let mut largest = Largest::default();
    write(&mut largest, &conversation("x", vec![asked]), ExportFormat::Html, &read).unwrap();
    assert!(largest.1 > 4_000_000 && largest.0 < 30_000, "{} of {}", largest.0, largest.1);
}

#[test]
fn a_page_says_who_wrote_what_when_and_how_it_ended() {
    let asked = question(
        "Look: <b>\n  at this",
        vec![
            file("plan.png", AttachmentKind::Image, "picture"),
            file("gone.png", AttachmentKind::Image, "gone"),
            file("a & b.pdf", AttachmentKind::Pdf, "x"),
        ],
    );
    let stopped = Message {
        state: MessageState::Stopped,
        reasoning: "Let me see".to_owned(),
        version: (2, 3),
        ..answer("# One\n\n$x^2$\n\n[^1]: n\n\n```mermaid\ngraph LR\nA-->B\n```\n\n[a](https://a.example/b)")
    };
    let page =
        exported(&conversation("A <title>", vec![asked, stopped, answer("# One")]), ExportFormat::Html);
    for part in [
        "<title>A &lt;title&gt;</title>",
        "<h1 dir=\"auto\">A &lt;title&gt;</h1>",
        "Exported from YouRouter Chat 1.2.3 on 2026-11-23 16:00 +01:00, 3 messages",
        "<h2><bdi>You</bdi></h2><time datetime=\"2026-11-23T15:59:00+01:00\">2026-11-23 15:59 +01:00</time>",
        "<img src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"plan.png\"><b><bdi>plan.png</bdi></b><small>200 × 120, 2.4 MB, sent as image</small>",
        "<li><b><bdi>gone.png</bdi></b>",
        "<li><b><bdi>a &amp; b.pdf</bdi></b><small>3 pages, 2.4 MB, sent as text</small>",
        "<div class=\"words\" dir=\"auto\">Look: &lt;b&gt;\n  at this</div>",
        "<h2><bdi>gpt-4o</bdi></h2><span>auto, vendor not reported</span>",
        "<span>version 2 of 3</span>",
        "<details class=\"think\"><summary>Thought for 12.3 s</summary><p dir=\"auto\">Let me see</p></details>",
        "<h1 id=\"m2-h-one\">One</h1>",
        "<math",
        "<svg",
        "rel=\"nofollow noreferrer noopener\">a</a>",
        "<p class=\"outcome\">Stopped by you. The text so far is kept.</p>",
        "<p class=\"prov\">812 ms to first token, 388 tokens in, 42 out</p>",
        "<h1 id=\"m3-h-one\">One</h1>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn a_markdown_file_holds_each_source_as_it_is_between_its_comments() {
    let sources =
        ["# Not a message\n\ntext", "```rust\nfn main() {", "<!-- open", "- a\n  > b", "Last\r\nline\n"];
    let messages: Vec<Message> = sources.iter().map(|source| answer(source)).collect();
    let ids: Vec<MessageId> = messages.iter().map(|message| message.id).collect();
    let file = exported(&conversation("A *title*", messages), ExportFormat::Markdown);
    assert!(
        file.starts_with(
            "# A \\*title\\*\n\nExported from YouRouter Chat 1.2.3 on 2026-11-23 16:00 +01:00, 5 messages.\n"
        ),
        "{file}"
    );
    for (id, source) in ids.iter().zip(sources) {
        let part = file.split(&format!("\n<!-- message {id} -->\n\n")).nth(1).unwrap();
        let heading = "## gpt-4o · auto, vendor not reported · 2026-11-23 15:59 +01:00\n\n";
        assert!(part.strip_prefix(heading).unwrap().starts_with(source), "{source:?} {file}");
    }
    assert_eq!(second_level(&file), sources.len());
    assert!(file.contains("fn main() {\n```\n") && file.contains("<!-- open\n-->\n"), "{file}");
}

#[test]
fn a_markdown_file_tells_files_reasoning_and_ends_in_words() {
    let asked = question("Look", vec![file("a_b.png", AttachmentKind::Image, "picture")]);
    let thought = Message {
        state: MessageState::Interrupted,
        reasoning: "one\rtwo\n```\nthree".to_owned(),
        version: (1, 2),
        ..answer("")
    };
    let file = exported(&conversation("", vec![asked, thought]), ExportFormat::Markdown);
    for part in [
        "# Untitled chat\n",
        "## You · 2026-11-23 15:59 +01:00\n\n- File: a\\_b.png (200 × 120, 2.4 MB, sent as image)\n\nLook\n",
        "· version 1 of 2\n\n> **Thought for 12.3 s**\n>\n> one\n> two\n> ```\n> three\n\n",
        "\n> **YouRouter Chat closed while this was being written. No text came.**\n\n> 812 ms to first token, 388 tokens in, 42 out\n",
    ] {
        assert!(file.contains(part), "{part}\n{file}");
    }
}

/// How many headings of the second level a reader finds outside of the sources' own.
fn second_level(file: &str) -> usize {
    let events = Parser::new_ext(file, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
    events.filter(|event| matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }))).count()
}

/// Whatever a message leaves open, the one behind it begins at the top level; names never become markup.
#[test]
fn no_payload_in_a_markdown_file_swallows_the_message_behind_it() {
    for (n, (name, payload)) in payloads().into_iter().enumerate() {
        let conversation = hostile(n, &payload);
        let file = exported(&conversation, ExportFormat::Markdown);
        let mut depth = 0;
        let (mut begun, mut is_heading_next) = (0, false);
        for event in Parser::new_ext(&file, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
            match event {
                Event::Start(tag) => {
                    if depth == 0 && is_heading_next {
                        assert!(
                            matches!(tag, Tag::Heading { level: HeadingLevel::H2, .. }),
                            "{name}: {tag:?}"
                        );
                        is_heading_next = false;
                    }
                    depth += 1;
                }
                Event::End(_) => depth -= 1,
                Event::Html(html) if depth == 1 && html.starts_with("<!-- message ") => {
                    begun += 1;
                    is_heading_next = true;
                }
                _ => {}
            }
        }
        assert_eq!(begun, conversation.messages.len(), "{name}:\n{file}");
    }
}
