//! What a streamed answer costs in Rust, for each shape of Markdown: `cargo bench -p yourouter-markdown`,
//! with `-- NAME …` for shapes whose name holds one of these words.
//!
//! Each shape is streamed at 20 kB, 100 kB and 1 MB in deltas of 40 bytes, with a patch after each eighth; the
//! exponent is fitted to the three times (1.0 = twice the text, twice the time). Beside it, in the same run, stands
//! what rendering the whole answer again for each patch costs. The bar is an exponent of at most 1.1; where a shape
//! misses it three times in a row, the run ends with 1.
#![allow(clippy::print_stdout)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use yourouter_markdown::{Stream, render};

const SIZES: [usize; 3] = [20_000, 100_000, 1_000_000];
const DELTA: usize = 40;
const DELTAS_PER_PATCH: usize = 8;
/// The largest exponent that is allowed.
const MOST: f64 = 1.1;
/// Another program that runs meanwhile can disturb one measurement.
const TRIES: usize = 3;
/// Short runs are repeated for about this long, since the system counts time in ticks.
const BATCH: Duration = Duration::from_millis(100);

/// One shape: its name, how it begins, and the text of its n-th part.
type Shape = (&'static str, &'static str, fn(usize) -> String);

const SHAPES: [Shape; 26] = [
    ("prose", "", |n| {
        format!(
            "## Part {n}\n\nSome *plain* text with `code`, a [link](https://a.example/{n}) and **weight**, as answers have it.\n\n"
        )
    }),
    ("nested list", "", |n| match n % 5 {
        0 => format!("- Point {n} with some **weight** and a few words more\n"),
        1 | 2 => format!("  - Below it, number {n}, in `words`\n"),
        _ => format!("    1. Deeper still, number {n}\n"),
    }),
    ("loose list", "", |n| format!("1. **Step {n}** is taken first\n\n   - and then\n   - this one\n\n")),
    ("table", "| Name | Figure | Remark |\n|---|---:|---|\n", |n| {
        format!("| row {n} | {} | *some* words with `code` |\n", n * 7)
    }),
    ("block quote", "", |n| match n % 3 {
        2 => ">\n".to_owned(),
        _ => format!("> Quoted words, line {n}, with *stress* where it is due.\n"),
    }),
    ("code block", "```rust\n", |n| format!("    let value_{n} = compute(\"{n}\", {n}); // a remark\n")),
    ("one paragraph", "", |n| format!("words without an end, number {n}, with *stress* and `code`; ")),
    ("flat list", "", |n| format!("- Item {n} of a list that does not end\n")),
    ("formulas", "", |n| {
        format!(
            "So $x_{{{n}}}^2 + y$ and \\(\\frac{{a}}{{{n}}}\\) give\n\n$$\n\\sum_{{i=1}}^{{{n}}} i = {n}\n$$\n\n"
        )
    }),
    ("diagrams", "", |n| {
        format!(
            "Part {n}:\n\n```mermaid\ngraph TD\n  A{n}[Start] --> B{{ok?}}\n  B -->|yes| C\n  B -->|no| D\n```\n\n"
        )
    }),
    // From here on: what nobody writes who means well.
    ("brackets", "", |_| "[[[[[[[[".to_owned()),
    ("dollars", "", |n| if n % 9 == 0 { "$$ a ".to_owned() } else { "$a b$ c ".to_owned() }),
    ("open formula", "$$\n", |n| format!("x_{n} + \\frac{{1}}{{2}}\n")),
    ("back quotes", "", |n| "`".repeat(n % 40) + " "),
    ("emphasis marks", "", |_| "*a **b _c ".to_owned()),
    ("deep quotes", "", |n| "> ".repeat(n % 150) + "x\n"),
    ("deep lists", "", |n| "  ".repeat(n % 150) + "- x\n"),
    ("definitions", "", |n| format!("[a{n}]: https://a.example/{n}\n\n[a{n}] and [b{n}]\n\n")),
    ("footnotes", "", |n| format!("Words[^{n}]\n\n[^{n}]: A note.\n\n")),
    ("wide table", "", |n| match n {
        0 => format!("{}\n{}\n", "a|".repeat(1000), "-|".repeat(1000)),
        _ => "x\n".to_owned(),
    }),
    ("references", "", |n| match n {
        0 => format!("[a]: https://a.example/{}\n\n", "b".repeat(5000)),
        _ => "[a]\n\n".to_owned(),
    }),
    ("long footnote", "[^a]: A note.\n\n", |n| format!("    Its paragraph number {n}.\n\n")),
    ("addresses", "", |n| format!("www.a{n}.example/(b) https://c.example/d_{n}, ")),
    ("no addresses", "", |_| "xhttps://".to_owned()),
    ("end brackets", "https://a.example/", |_| ")".to_owned()),
    ("code marks", "```js\n", |n| format!("/'\"`${{ /* {} (/[ \n", "x/".repeat(n % 90))),
];

fn main() -> ExitCode {
    let mut missed = Vec::new();
    println!(
        "{:14} {:>10} {:>10} {:>10} {:>9} {:>11} {:>11}",
        "shape", "20 kB", "100 kB", "1 MB", "exponent", "naive 20", "naive 100"
    );
    let wanted: Vec<_> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    for shape in SHAPES {
        if !wanted.is_empty() && !wanted.iter().any(|word| shape.0.contains(word.as_str())) {
            continue;
        }
        let mut times = measured(shape);
        for _ in 1..TRIES {
            if exponent(times) > MOST {
                times = measured(shape);
            }
        }
        if exponent(times) > MOST {
            missed.push(shape.0);
        }
        let naive = [SIZES[0], SIZES[1]].map(|size| fastest(|| render_again_and_again(&text(shape, size))));
        let mut row = format!("{:14}", shape.0);
        for time in times {
            let _ = write!(row, " {:>7.1} ms", milliseconds(time));
        }
        let _ = write!(row, " {:>9.2}", exponent(times));
        for time in naive {
            let _ = write!(row, " {:>8.1} ms", milliseconds(time));
        }
        println!("{row}");
        let mut row = format!("{:14}", "  µs/kB");
        for (time, size) in times.iter().zip(SIZES) {
            let _ = write!(row, " {:>10.1}", milliseconds(*time) * 1e6 / size as f64);
        }
        println!("{row}");
    }
    if missed.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("exponent above {MOST}: {}", missed.join(", "));
    ExitCode::FAILURE
}

fn measured(shape: Shape) -> [Duration; 3] {
    SIZES.map(|size| fastest(|| stream(&text(shape, size))))
}

fn text((_, begin, part): Shape, size: usize) -> String {
    let mut text = begin.to_owned();
    for n in 0.. {
        text.push_str(&part(n));
        if text.len() >= size {
            break;
        }
    }
    text.truncate(size);
    text
}

fn stream(text: &str) {
    let mut stream = Stream::new();
    for (n, delta) in deltas(text).enumerate() {
        stream.push(delta);
        if n % DELTAS_PER_PATCH == DELTAS_PER_PATCH - 1 {
            black_box(stream.take_patch());
        }
    }
    let last = stream.finish();
    black_box(last);
}

fn render_again_and_again(text: &str) {
    let mut end = 0;
    while end < text.len() {
        end = (end + DELTA * DELTAS_PER_PATCH).min(text.len());
        black_box(render(text.get(..end).unwrap_or(text)));
    }
}

fn deltas(text: &str) -> impl Iterator<Item = &str> {
    (0..text.len()).step_by(DELTA).map(|at| text.get(at..(at + DELTA).min(text.len())).unwrap_or_default())
}

/// The fastest of three batches, for one run.
fn fastest(run: impl Fn()) -> Duration {
    let batch = || {
        let (begin, cpu) = (Instant::now(), cpu_time());
        let mut runs = 0;
        while runs == 0 || begin.elapsed() < BATCH {
            run();
            runs += 1;
        }
        // The processor's time where the system tells it, so that other programs do not count.
        let time = match (cpu, cpu_time()) {
            (Some(before), Some(after)) => after.saturating_sub(before),
            _ => begin.elapsed(),
        };
        time / runs
    };
    batch().min(batch()).min(batch())
}

fn cpu_time() -> Option<Duration> {
    let figures = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    figures.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The slope of the line through (ln size, ln time), by least squares.
fn exponent(times: [Duration; 3]) -> f64 {
    let points =
        SIZES.map(|size| (size as f64).ln()).into_iter().zip(times.map(|time| time.as_secs_f64().ln()));
    let (mut x, mut y, mut xx, mut xy) = (0.0, 0.0, 0.0, 0.0);
    for (at, value) in points {
        x += at;
        y += value;
        xx += at * at;
        xy += at * value;
    }
    let n = SIZES.len() as f64;
    (n * xy - x * y) / (n * xx - x * x)
}
