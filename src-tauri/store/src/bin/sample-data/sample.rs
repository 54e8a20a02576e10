//! Conversations to measure with, written through the store's own code: many short ones and one long one.
//!
//! They are the same each time, and read like chats: questions of one line, answers with paragraphs, a list, now and
//! then code; those of the long one have code, a table or formulas each. Times are counted, not taken from the clock.

use yourouter_protocol::{
    ConversationId, MessageFlags, MessageId, MessageState, Result, Role, Route, TurnId, Usage,
};
use yourouter_store::{Batch, Message, NewTurn, Outcome, Store, Turn};

/// How many turns one transaction takes.
const TURNS_AT_ONCE: u32 = 2_000;
/// When the first conversation began, in milliseconds since 1970 (UTC).
const BEGAN_MS: i64 = 1_700_000_000_000;

/// Writes `conversations` short conversations of one or two turns, then one of `longest` messages, which is the newest.
///
/// # Errors
/// Of the store.
pub fn write(store: &Store, conversations: u32, longest: u32) -> Result<Option<ConversationId>> {
    let mut number = 0;
    while number < conversations {
        let until = conversations.min(number + TURNS_AT_ONCE);
        store.batch(|batch| (number..until).try_for_each(|number| short(batch, number)))?;
        number = until;
    }
    long(store, conversations, longest)
}

fn short(batch: &Batch<'_>, number: u32) -> Result<()> {
    let now_ms = BEGAN_MS + i64::from(number) * 1_000;
    let id = batch.blank_conversation(&Route::default(), now_ms)?;
    let parent = exchange(batch, id, None, (number, answer(number)), now_ms)?;
    if number.is_multiple_of(2) {
        exchange(batch, id, Some(parent), (number + 1, answer(number + 1)), now_ms + 500)?;
    }
    Ok(())
}

fn long(store: &Store, number: u32, longest: u32) -> Result<Option<ConversationId>> {
    let (mut id, mut parent, mut turn) = (None, None, 0);
    while turn < longest.div_ceil(2) {
        let until = longest.div_ceil(2).min(turn + TURNS_AT_ONCE);
        store.batch(|batch| {
            for turn in turn..until {
                let now_ms = BEGAN_MS + i64::from(number) * 1_000 + i64::from(turn);
                let id = match id {
                    Some(id) => id,
                    None => *id.insert(batch.blank_conversation(&Route::default(), now_ms)?),
                };
                parent = Some(exchange(batch, id, parent, (turn, heavy_answer(turn)), now_ms)?);
            }
            Ok(())
        })?;
        turn = until;
    }
    Ok(id)
}

/// A question and its answer; gives the answer.
fn exchange(
    batch: &Batch<'_>,
    id: ConversationId,
    parent_id: Option<MessageId>,
    (number, answered_text): (u32, String),
    now_ms: i64,
) -> Result<MessageId> {
    let question = message(id, parent_id, Role::User, question(number), now_ms);
    let answered = message(id, Some(question.id), Role::Assistant, String::new(), now_ms);
    let turn = Turn {
        id: TurnId::new(),
        message_id: answered.id,
        route: Route::default(),
        base_url: "http://127.0.0.1:8080/v1".to_owned(),
        outcome: Outcome::default(),
        attempts: Vec::new(),
        omissions: Vec::new(),
    };
    let rows = NewTurn {
        title: question.text.chars().take(60).collect(),
        question: Some(question),
        attachment_ids: Vec::new(),
        copied_from: None,
        drafted_text: None,
        answer: answered,
        turn,
        sent_as: Vec::new(),
        sent_again_as: Vec::new(),
        lane: None,
    };
    batch.begin_turn(&rows)?;
    let outcome = Outcome {
        first_token_ms: Some(400),
        duration_ms: Some(2_000),
        usage: Some(Usage { prompt_tokens: Some(200), completion_tokens: Some(150), ..Usage::default() }),
        finish_reason: Some("stop".to_owned()),
        ..Outcome::default()
    };
    batch.end_turn(rows.turn.id, &answered_text, MessageState::Done, &outcome, now_ms)?;
    Ok(rows.answer.id)
}

fn message(
    id: ConversationId,
    parent_id: Option<MessageId>,
    role: Role,
    text: String,
    now_ms: i64,
) -> Message {
    Message {
        id: MessageId::new(),
        conversation_id: id,
        parent_id,
        role,
        state: if role == Role::User { MessageState::Done } else { MessageState::Streaming },
        is_unreadable: false,
        text,
        reasoning: String::new(),
        created_at_ms: now_ms,
        flags: MessageFlags::default(),
    }
}

const SUBJECTS: [&str; 8] =
    ["tides", "bread", "Rust lifetimes", "the Hanse", "日本語の助詞", "glaciers", "TLS", "sonnets"];

const FORMULAS: &str = r"

With $a_n = \frac{n^2 + 1}{2n}$ and $\sigma^2 = \sum_{i=1}^{n} (x_i - \bar{x})^2$ it follows that

$$
\int_{0}^{\infty} \frac{x^{s-1}}{e^{x} - 1}\,dx = \Gamma(s)\,\zeta(s),
\qquad \begin{pmatrix} a & b \\ c & d \end{pmatrix}^{-1} = \frac{1}{ad - bc} \begin{pmatrix} d & -b \\ -c & a \end{pmatrix}
$$

for every $s > 1$.
";

fn question(number: u32) -> String {
    format!("What should I know about {}, number {number}?", subject(number))
}

fn answer(number: u32) -> String {
    let subject = subject(number);
    let mut text = format!(
        "There is more to **{subject}** than it seems, and point {number} is a good place to begin. The short answer is \
         that it depends on what it is for; the longer one follows.\n\n- First, look at what changes and what stays.\n\
         - Then ask who needs it, and `when`.\n- Last, try it on something small.\n\nMost people stop there, which is \
         fine. Who goes on finds that the details repay the time: names, dates, and the few figures that matter."
    );
    if number.is_multiple_of(5) {
        text.push_str("\n\n```rust\nfn main() {\n    println!(\"{}\", 6 * 7);\n}\n```\n");
    }
    text
}

/// As [`answer`], with what is dear to lay out and to paint.
fn heavy_answer(number: u32) -> String {
    let mut text = answer(number);
    match number % 3 {
        0 => {
            text.push_str("\n\n```rust\n");
            for line in 0..24 {
                text.push_str(&format!(
                    "    let item_{line} = steps.get({number}).map(|step| step.at({line})).unwrap_or_default();\n"
                ));
            }
            text.push_str("```\n\nThat is all of it.\n");
        }
        1 => {
            text.push_str("\n\n| Step | Before | After | What changes |\n|---|--:|--:|---|\n");
            for row in 1..=12 {
                let (before, after) = (number + row, number * row);
                text.push_str(&format!("| `step_{row}` | {before} | {after} | the part **{row}** of it |\n"));
            }
        }
        _ => text.push_str(FORMULAS),
    }
    text
}

fn subject(number: u32) -> &'static str {
    SUBJECTS.get(number as usize % SUBJECTS.len()).copied().unwrap_or_default()
}
