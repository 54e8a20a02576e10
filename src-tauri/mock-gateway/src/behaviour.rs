//! What the gateway should do, read from the last question or from the model id.
//!
//! Invariant: text that is no command gets an ordinary answer. What each behaviour looks like on the wire is for
//! `reply`, `refusal` and `trouble`.

/// One way to answer. `/help` lists them all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Behaviour {
    /// An ordinary answer that repeats the question.
    Answer,
    /// `/help`: the list of commands.
    Help,
    /// `/slow`: a piece each 200 ms, until the client goes away or ten minutes have passed.
    Slow,
    /// `/long KB PER_SECOND [BYTES] [prose|list|table|code]`: so many kilobytes in pieces of `BYTES` (5).
    Long {
        /// Thousands of bytes.
        kilobytes: usize,
        /// Pieces each second; 0 is as fast as possible.
        per_second: u32,
        /// Bytes of one piece.
        piece: usize,
        /// What kind of Markdown.
        kind: LongKind,
    },
    /// `/400`, `/429 SECONDS` and so on: a status with a body that fits it.
    Status {
        /// The status.
        status: u16,
        /// For `Retry-After`, in seconds.
        retry_after: Option<u64>,
    },
    /// `/502html`: a proxy's web page.
    Page,
    /// `/cut`: some text, then the connection breaks in the middle of the body.
    Cut,
    /// `/eof`: some text, then an orderly end without a finish reason and without `[DONE]`.
    Eof,
    /// `/silent`: headers, then nothing.
    Silent,
    /// `/hang`: not even headers.
    Hang,
    /// `/error-in-stream`: some text, then an error inside the stream.
    ErrorInStream,
    /// `/empty`: status 200 and an empty body.
    Empty,
    /// `/data` and lines: each line is the data of one event, and nothing else is sent.
    Data(Vec<String>),
    /// `/body JSON`: status 200 and this body.
    Body(String),
    /// `/json`: one JSON value although a stream was asked for.
    Json,
    /// `/redirect URL`: status 307.
    Redirect(String),
    /// `/hostile`: an answer full of what must never run or load.
    Hostile,
    /// `/markdown`: an answer with every kind of block.
    Markdown,
    /// `/think`: reasoning, then an answer.
    Think,
    /// `/sign`: the same, sealed by the vendor. Whatever is asked, a seal of another vendor is refused.
    Sign,
    /// `/split`: odd framing, cut inside characters.
    Split,
    /// `/echo`: a JSON description of what was received.
    Echo,
    /// `/flaky N`: status 503 for the first N requests, then an ordinary answer.
    Flaky(usize),
    /// `/refuse FIELD…`: a 400 or 422 that names the first of the fields that is sent so; `file` refuses every PDF.
    Refuse(Vec<String>),
}

/// What a long answer is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LongKind {
    /// Headings and paragraphs.
    Prose,
    /// One list.
    List,
    /// One table.
    Table,
    /// One code block.
    Code,
}

impl Behaviour {
    /// Decides by the question's text first, then by a model id such as `mock/slow` or `mock/long-20-500`.
    pub fn from_question(text: &str, model: &str) -> Self {
        let from_model = || {
            let command = model.strip_prefix("mock")?;
            Self::read(command).or_else(|| Self::read(&command.replace('-', " ")))
        };
        // A question that follows a failed one is sent with it, in a paragraph of its own.
        let last = text.trim_end().rsplit("\n\n").next().unwrap_or_default();
        Self::read(last).or_else(from_model).unwrap_or(Self::Answer)
    }

    fn read(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let command = words.next()?.strip_prefix('/')?;
        let whole = text.trim_start().split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
        let rest: Vec<&str> = words.collect();
        let first = rest.first().copied();
        Some(match command {
            "help" => Self::Help,
            "slow" => Self::Slow,
            "long" => Self::read_long(&rest),
            "502html" => Self::Page,
            "cut" => Self::Cut,
            "eof" => Self::Eof,
            "silent" => Self::Silent,
            "hang" => Self::Hang,
            "error-in-stream" => Self::ErrorInStream,
            "empty" => Self::Empty,
            "data" => Self::Data(whole.lines().map(str::to_owned).collect()),
            "body" => Self::Body(whole.to_owned()),
            "json" => Self::Json,
            "redirect" => Self::Redirect(first?.to_owned()),
            "hostile" => Self::Hostile,
            "markdown" => Self::Markdown,
            "think" => Self::Think,
            "sign" => Self::Sign,
            "split" => Self::Split,
            "echo" => Self::Echo,
            "flaky" => Self::Flaky(number(first).unwrap_or(1)),
            "refuse" => Self::Refuse(rest.iter().map(|field| (*field).to_owned()).collect()),
            status => Self::Status {
                status: status.parse().ok().filter(|status| (400..600).contains(status))?,
                retry_after: number(first),
            },
        })
    }

    fn read_long(rest: &[&str]) -> Self {
        let kind = match rest.get(3).copied() {
            Some("list") => LongKind::List,
            Some("table") => LongKind::Table,
            Some("code") => LongKind::Code,
            _ => LongKind::Prose,
        };
        Self::Long {
            kilobytes: number(rest.first().copied()).unwrap_or(20).clamp(1, 100_000),
            per_second: number(rest.get(1).copied()).unwrap_or(500).min(1_000_000),
            piece: number(rest.get(2).copied()).unwrap_or(5).clamp(1, 65_536),
            kind,
        }
    }
}

fn number<N: std::str::FromStr>(word: Option<&str>) -> Option<N> {
    word?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Behaviour, LongKind};

    #[test]
    fn commands_are_read_from_the_text_first_and_from_the_model_else() {
        let long =
            |kilobytes, per_second, piece, kind| Behaviour::Long { kilobytes, per_second, piece, kind };
        for (text, model, expected) in [
            ("Hello", "gpt-4o", Behaviour::Answer),
            ("", "gpt-4o", Behaviour::Answer),
            (" /slow ", "gpt-4o", Behaviour::Slow),
            ("/429", "gpt-4o", Behaviour::Status { status: 429, retry_after: None }),
            ("/429 7", "gpt-4o", Behaviour::Status { status: 429, retry_after: Some(7) }),
            ("/long 100 0 64 code", "gpt-4o", long(100, 0, 64, LongKind::Code)),
            ("/long", "gpt-4o", long(20, 500, 5, LongKind::Prose)),
            ("/200", "gpt-4o", Behaviour::Answer),
            ("/nonsense", "gpt-4o", Behaviour::Answer),
            ("/redirect", "gpt-4o", Behaviour::Answer),
            ("Hello", "mock/error-in-stream", Behaviour::ErrorInStream),
            ("Hello", "mock/long-30-100", long(30, 100, 5, LongKind::Prose)),
            ("/cut", "mock/slow", Behaviour::Cut),
            ("/500\n\n/cut", "gpt-4o", Behaviour::Cut),
            ("/500\n\nHello", "gpt-4o", Behaviour::Answer),
            ("/body {\"a\": 1}", "gpt-4o", Behaviour::Body("{\"a\": 1}".to_owned())),
            ("/data\n{}\n[DONE]", "gpt-4o", Behaviour::Data(vec!["{}".to_owned(), "[DONE]".to_owned()])),
        ] {
            assert_eq!(Behaviour::from_question(text, model), expected, "{text:?} {model:?}");
        }
    }
}
