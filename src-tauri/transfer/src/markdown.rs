//! A conversation as a Markdown file: the sources of its messages, one after the other.
//!
//! The title is the only heading of level 1 that the file itself makes, each message begins with one of level 2. An
//! answer may have such headings too, so before each message stands a comment with its id: what stands between two
//! comments, less the heading, the list of files and the notes in block quotes, is a message's source, byte for byte. A
//! fence or a comment that a message leaves open is closed behind it.
//! Invariant: names, titles and failures are text on one line, in which Markdown finds no markup. What another program
//! makes of a message's own source is up to that program.

use std::io::{self, Write};

use super::{Conversation, Message, closing, english};
use yourouter_markdown::source_views;
use yourouter_protocol::Role;

/// Writes the file.
pub fn write(out: &mut dyn Write, conversation: &Conversation) -> io::Result<()> {
    writeln!(out, "# {}\n", inert(&english::title(conversation)))?;
    writeln!(out, "{}.", inert(&english::about(conversation)))?;
    for message in &conversation.messages {
        write_message(out, message, conversation)?;
    }
    out.flush()
}

fn write_message(out: &mut dyn Write, message: &Message, conversation: &Conversation) -> io::Result<()> {
    let mut heading = vec![english::author(message)];
    heading.extend(message.turn.as_ref().map(english::vendor));
    heading.push(english::time(message.created_at_ms, &conversation.zone));
    heading.extend(english::version(message));
    writeln!(out, "\n<!-- message {} -->\n", message.id)?;
    writeln!(out, "## {}\n", inert(&heading.join(" · ")))?;
    for file in &message.files {
        writeln!(out, "- File: {} ({})", inert(&file.view.name), inert(&english::file(&file.view)))?;
    }
    if !message.files.is_empty() {
        writeln!(out)?;
    }
    if !message.reasoning.is_empty() {
        write_quoted(out, &english::thought(message), &message.reasoning)?;
    }
    out.write_all(message.text.as_bytes())?;
    if !message.text.is_empty() && !message.text.ends_with('\n') {
        writeln!(out)?;
    }
    if let Some(closing) = closing::line(&message.text) {
        writeln!(out, "{closing}")?;
    }
    if !message.sources.is_empty() {
        writeln!(out, "\n> **Sources**\n>")?;
        for source in source_views(&message.sources) {
            let address = source.url.map(|url| format!(" <{url}>")).unwrap_or_default();
            writeln!(out, "> {}. {}{address}", source.number, inert(&source.title))?;
        }
    }
    if let Some(outcome) = english::outcome(message) {
        writeln!(out, "\n> **{}**", inert(&outcome))?;
    }
    let figures = message.turn.as_ref().filter(|_| message.role == Role::Assistant).map(english::figures);
    match figures.filter(|figures| !figures.is_empty()) {
        Some(figures) => writeln!(out, "\n> {}", inert(&figures)),
        None => Ok(()),
    }
}

/// Lines end as CommonMark says they do, so that none gets out of the quote.
fn write_quoted(out: &mut dyn Write, name: &str, text: &str) -> io::Result<()> {
    writeln!(out, "> **{}**\n>", inert(name))?;
    for line in text.replace("\r\n", "\n").split(['\n', '\r']) {
        writeln!(out, "> {line}")?;
    }
    writeln!(out)
}

/// Text on one line in which Markdown, and what dialects add to it, finds nothing to do.
fn inert(text: &str) -> String {
    let mut inert = String::with_capacity(text.len());
    for c in english::one_line(text).chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '$' | '|' | '#' | '!' | '{' | '}'
        ) {
            inert.push('\\');
        }
        inert.push(c);
    }
    inert
}
