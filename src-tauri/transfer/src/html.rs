//! A conversation as one HTML page that needs nothing beside it: style and images are in it, and there is no script.
//!
//! Answers are rendered by `markdown`, as on the screen; formulas are MathML, diagrams SVG. The page's policy allows its
//! one style sheet, by hash, and images that stand in it. A message is written and forgotten before the next, an image
//! encoded on its way out, so that a long conversation needs no more memory than its longest message.
//! Invariant: everything is written through [`Html`]; the one exception is base64, whose letters mean nothing in HTML.

use std::{
    io::{self, Write},
    sync::LazyLock,
};

use base64::{Engine, prelude::BASE64_STANDARD, write::EncoderWriter};
use sha2::{Digest, Sha256};

use super::{Conversation, File, Message, Read, english};
use yourouter_markdown::{Html, cited, render_scoped, source_views};
use yourouter_protocol::{AttachmentKind, MessageState, Role};

/// The style sheet: the page's own, then those that the window has for prose.
static STYLE: LazyLock<String> = LazyLock::new(|| {
    [
        include_str!("page.css"),
        include_str!("../../../ui/styles/prose.css"),
        include_str!("../../../ui/styles/prose-formula.css"),
        include_str!("../../../ui/styles/prose-diagram.css"),
    ]
    .map(compact)
    .concat()
});

/// What the page may do: show its own style sheet and the images in it.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let hash = BASE64_STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
});

/// A style sheet without comments and blank lines.
fn compact(sheet: &str) -> String {
    let mut code = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, comment)) = rest.split_once("/*") {
        code.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    code.push_str(rest);
    let lines = code.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Writes the page.
pub fn write(out: &mut dyn Write, conversation: &Conversation, read: &Read<'_>) -> io::Result<()> {
    put(out, head(conversation))?;
    for (index, message) in conversation.messages.iter().enumerate() {
        match message.role {
            Role::User => write_question(out, message, conversation, read)?,
            Role::Assistant | Role::System | Role::Tool => {
                write_answer(out, message, index + 1, conversation, read)?
            }
        }
    }
    put(out, literal("</main></body></html>\n"))?;
    out.flush()
}

fn put(out: &mut dyn Write, html: Html) -> io::Result<()> {
    out.write_all(html.into_string().as_bytes())
}

fn literal(markup: &'static str) -> Html {
    let mut html = Html::default();
    html.tag(markup);
    html
}

fn head(conversation: &Conversation) -> Html {
    let title = english::title(conversation);
    let mut html = literal("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    html.tag("<meta http-equiv=\"Content-Security-Policy\" content=\"").text(&POLICY).tag("\">\n");
    html.tag("<meta name=\"referrer\" content=\"no-referrer\">\n");
    html.tag("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.tag("<title>").text(&title).tag("</title>\n<style>").tag(STYLE.as_str()).tag("</style></head>\n");
    html.tag("<body><main><header class=\"top\"><h1 dir=\"auto\">").text(&title).tag("</h1><p>");
    html.text(&english::about(conversation)).tag("</p></header>\n");
    html
}

/// The line above a message.
fn by(message: &Message, conversation: &Conversation) -> Html {
    let mut html = literal("<header class=\"by\"><h2>");
    html.tag("<bdi>").text(&english::author(message)).tag("</bdi></h2>");
    if let Some(turn) = &message.turn {
        html.tag("<span>").text(&english::vendor(turn)).tag("</span>");
    }
    html.tag("<time datetime=\"").text(&english::machine_time(message.created_at_ms, &conversation.zone));
    html.tag("\">").text(&english::time(message.created_at_ms, &conversation.zone)).tag("</time>");
    if let Some(version) = english::version(message) {
        html.tag("<span>").text(&version).tag("</span>");
    }
    html.tag("</header>\n");
    html
}

fn write_question(
    out: &mut dyn Write,
    message: &Message,
    conversation: &Conversation,
    read: &Read<'_>,
) -> io::Result<()> {
    let mut html = literal("<article class=\"turn u\">");
    put(out, {
        html.html(&by(message, conversation)).tag("<div class=\"you\">");
        html
    })?;
    write_files(out, message, read)?;
    let mut html = Html::default();
    if !message.text.is_empty() {
        html.tag("<div class=\"words\" dir=\"auto\">").text(&message.text).tag("</div>");
    }
    html.tag("</div></article>\n");
    put(out, html)
}

fn write_files(out: &mut dyn Write, message: &Message, read: &Read<'_>) -> io::Result<()> {
    if message.files.is_empty() {
        return Ok(());
    }
    put(out, literal("<ul class=\"files\">"))?;
    for file in &message.files {
        write_file(out, file, read)?;
    }
    put(out, literal("</ul>"))
}

fn write_file(out: &mut dyn Write, file: &File, read: &Read<'_>) -> io::Result<()> {
    let view = &file.view;
    let shown = match (view.kind, view.media_type.as_str()) {
        (AttachmentKind::Image, "image/png") => Some("<li><img src=\"data:image/png;base64,"),
        (AttachmentKind::Image, "image/jpeg") => Some("<li><img src=\"data:image/jpeg;base64,"),
        _ => None,
    };
    // One that is gone or damaged is named like any other.
    match shown.and_then(|start| Some((start, read(&file.content).ok()?))) {
        Some((start, bytes)) => {
            put(out, literal(start))?;
            let mut encoder = EncoderWriter::new(&mut *out, &BASE64_STANDARD);
            encoder.write_all(&bytes)?;
            encoder.finish()?;
            drop(encoder);
            let mut html = literal("\" alt=\"");
            html.text(&view.name).tag("\">");
            put(out, html)?;
        }
        None => put(out, literal("<li>"))?,
    }
    let mut html = literal("<b><bdi>");
    html.text(&view.name).tag("</bdi></b><small>").text(&english::file(view)).tag("</small></li>");
    put(out, html)
}

fn write_answer(
    out: &mut dyn Write,
    message: &Message,
    number: usize,
    conversation: &Conversation,
    read: &Read<'_>,
) -> io::Result<()> {
    let mut html = literal("<article class=\"turn a\">");
    html.html(&by(message, conversation));
    if !message.reasoning.is_empty() {
        html.tag("<details class=\"think\"><summary>").text(&english::thought(message));
        html.tag("</summary><p dir=\"auto\">").text(&message.reasoning).tag("</p></details>\n");
    }
    html.tag("<div class=\"prose\" dir=\"auto\">")
        .html(&render_scoped(&cited(&message.text, &message.sources), number))
        .tag("</div>\n");
    put(out, html)?;
    write_files(out, message, read)?;
    let mut html = sources(message);
    if let Some(outcome) = english::outcome(message) {
        let is_bad = message.state == MessageState::Failed;
        html.tag(if is_bad { "<p class=\"outcome bad\">" } else { "<p class=\"outcome\">" });
        html.text(&outcome).tag("</p>\n");
    }
    let figures = message.turn.as_ref().map(english::figures).unwrap_or_default();
    if !figures.is_empty() {
        html.tag("<p class=\"prov\">").text(&figures).tag("</p>");
    }
    html.tag("</article>\n");
    put(out, html)
}

fn sources(message: &Message) -> Html {
    let mut html = Html::default();
    if message.sources.is_empty() {
        return html;
    }
    html.tag("<h3>Sources</h3><ol class=\"sources\">");
    for source in source_views(&message.sources) {
        html.tag("<li>");
        match &source.url {
            Some(url) => html
                .tag("<a href=\"")
                .text(url)
                .tag("\" title=\"")
                .text(url)
                .tag("\" rel=\"nofollow noreferrer noopener\">")
                .text(&source.title)
                .tag("</a> "),
            None => html.text(&source.title).tag(" "),
        };
        html.tag("<small>").text(&source.host).tag("</small></li>");
    }
    html.tag("</ol>\n");
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `--name: value` pairs of one block of a style sheet.
    fn tokens(block: &str) -> Vec<(String, String)> {
        let pairs = block.split([';', '{', '}']).filter_map(|declaration| declaration.trim().split_once(':'));
        let owned = |(name, value): (&str, &str)| (name.trim().to_owned(), value.trim().to_owned());
        pairs.map(owned).filter(|(name, _)| name.starts_with("--")).collect()
    }

    #[test]
    fn the_tokens_of_the_page_are_those_of_the_window() {
        let window = compact(include_str!("../../../ui/styles/tokens.css"));
        let window = tokens(&window);
        let of = |name: &str| &window.iter().find(|(known, _)| known == name).expect(name).1;
        let (light, dark) = STYLE.split_once("@media screen and (prefers-color-scheme: dark)").unwrap();
        let dark = tokens(dark.split("\n}").next().unwrap());
        assert!(dark.len() > 10);
        for (name, value) in tokens(light) {
            match dark.iter().find(|(known, _)| *known == name) {
                Some((_, dark)) => {
                    assert_eq!(*of(&name), format!("var(--light, {value}) var(--dark, {dark})"), "{name}")
                }
                None => assert_eq!(*of(&name), value, "{name}"),
            }
        }
        assert!(dark.iter().all(|(name, _)| tokens(light).iter().any(|(known, _)| known == name)));
    }

    #[test]
    fn every_token_that_the_style_sheet_uses_is_in_it() {
        let there = tokens(&STYLE);
        for used in STYLE.split("var(").skip(1) {
            let name = used.split([')', ',']).next().unwrap();
            assert!(there.iter().any(|(known, _)| known == name), "{name}");
        }
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import") && !STYLE.contains('<'));
        assert!(STYLE.len() < 20_000, "{} bytes", STYLE.len());
    }
}
