//! One turn's life: a task that alone emits its events, so that they stay in order.
//!
//! It asks the gateway (`turns/attempts`), feeds the answer to the Markdown stream, sends patches to the page and hands the
//! text to what writes it (`running/saving`), which it waits for at the end only. Invariant: whatever happens, also a
//! panic, the turn is stored with its text and ends with exactly one terminal event.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex},
    time::Duration,
};

use futures_util::{FutureExt, StreamExt};
use tokio::{
    sync::Notify,
    time::{Instant, sleep_until},
};
use tokio_util::sync::CancellationToken;

use yourouter_gateway::{
    Channel, ChatRequest, Client, Delta, Endpoint, Exchange, Marks, Media, Reply, Sealed, ToolCall,
    end_reason,
};
use yourouter_protocol::{
    AnswerEnd, AppEvent, ChatEvent, ConversationId, Error, MessageId, MessageState, Patch, RequestOverride,
    RequestedTool, Secret, SendAs, SkippedKind, SkippedParts, Usage, millis,
};
use yourouter_store::{Message, Turn};

use super::{Turns, pace::Pace, received::Sources, retry::Policy};
use crate::{
    conversations::turn_view,
    now_ms,
    running::{Entry, Live, Running, Saver, Unwritten, locked},
};

/// What to ask, and whom.
pub(super) struct Call {
    pub(super) client: Client,
    pub(super) endpoint: Endpoint,
    pub(super) key: Option<Secret>,
    pub(super) request: ChatRequest,
    pub(super) policy: Policy,
    /// The form of its PDFs, to be remembered for the model if the turn ends well.
    pub(super) learned: Option<SendAs>,
}

/// The task of one turn.
pub(super) struct TurnTask {
    pub(super) turns: Arc<Turns>,
    /// Keeps the conversation to this turn.
    pub(super) entry: Entry,
    pub(super) conversation_id: ConversationId,
    pub(super) turn: Turn,
    pub(super) call: Option<Call>,
    pub(super) live: Arc<Mutex<Live>>,
    pub(super) stop: CancellationToken,
    pub(super) hurry: Arc<Notify>,
    /// When the answer was begun, in milliseconds since 1970 (UTC), as it is stored.
    pub(super) began_at_ms: i64,
    /// When the request of the current attempt was sent.
    pub(super) started: Instant,
    pub(super) status: Option<u16>,
    /// What was changed in it.
    pub(super) overrides: Vec<RequestOverride>,
    pub(super) reasoning_ended: Option<Instant>,
    /// How the answer ends, as far as it is known.
    pub(super) end: AnswerEnd,
    /// What tells who served it.
    pub(super) marks: Marks,
    /// Something came that may be charged for: nothing is tried again then.
    pub(super) is_billed: bool,
    /// Bytes of text and reasoning that an answer before this one left, and this one continues.
    pub(super) continued: Continued,
    pub(super) saver: Arc<Saver>,
    /// Reasoning that the maker of this answer signed or encrypted.
    pub(super) sealed: Option<Sealed>,
    pub(super) sources: Sources,
    /// The last message that goes out.
    pub(super) question: Option<MessageId>,
    /// The request that is under way, and when it was sent, in milliseconds since 1970 (UTC).
    pub(super) exchange: Option<(Exchange, i64)>,
    /// Since when the next request waits, in milliseconds since 1970 (UTC).
    pub(super) waits_since_ms: i64,
}

/// What an answer begins with that continues another.
#[derive(Default, Clone, Copy)]
pub(super) struct Continued {
    pub(super) text: usize,
    reasoning: usize,
}

/// What a delta changes.
enum Taken {
    /// So many bytes are to be shown.
    Shown(usize),
    /// All text and reasoning, now.
    Rewritten(String, String),
    /// A file, which is to be looked at.
    File(Media),
}

/// How a turn, or one attempt of it, ended.
pub(super) enum End {
    Finished,
    Stopped,
    Failed(Error),
}

impl TurnTask {
    /// A turn that is stored and shows as running from now on.
    pub(super) fn begin(
        turns: &Arc<Turns>,
        mut entry: Entry,
        turn: Turn,
        call: Call,
        begun: &Message,
    ) -> Self {
        let live = Arc::new(Mutex::new(Live::beginning_with(&begun.text, &begun.reasoning)));
        let continued = Continued { text: begun.text.len(), reasoning: begun.reasoning.len() };
        let (stop, hurry) = (CancellationToken::new(), Arc::new(Notify::new()));
        let saver = Saver::begin(turn.id, turns.storage.clone(), Arc::clone(&turns.running.unsaved));
        let running = Running {
            conversation_id: begun.conversation_id,
            message_id: turn.message_id,
            live: Arc::clone(&live),
            stop: stop.clone(),
            hurry: Arc::clone(&hurry),
            saver: Arc::clone(&saver),
        };
        entry.begin(turn.id, running);
        Self {
            turns: Arc::clone(turns),
            entry,
            conversation_id: begun.conversation_id,
            turn,
            call: Some(call),
            live,
            stop,
            hurry,
            began_at_ms: begun.created_at_ms,
            started: Instant::now(),
            status: None,
            overrides: Vec::new(),
            reasoning_ended: None,
            end: AnswerEnd::default(),
            marks: Marks::default(),
            is_billed: false,
            continued,
            saver,
            sealed: None,
            sources: Sources::default(),
            question: begun.parent_id,
            exchange: None,
            waits_since_ms: begun.created_at_ms,
        }
    }

    /// Runs the turn to its end.
    pub(super) async fn run(mut self) {
        let end = AssertUnwindSafe(self.drive()).catch_unwind().await.unwrap_or_else(|_| {
            End::Failed(Error::Internal("the program failed while it read this answer".to_owned()))
        });
        self.finish(end).await;
    }

    pub(super) async fn read(&mut self, reply: Reply, stop: &CancellationToken) -> End {
        let Reply { head, mut deltas, marks } = reply;
        self.marks = marks;
        self.status = Some(head.status);
        self.overrides = head.overrides;
        self.end.token_limit = head.token_limit;
        self.turn.outcome.request_id = head.request_id;
        self.turn.outcome.vendor_reported = head.vendor;
        let mut pace = Pace::new(Instant::now());
        loop {
            tokio::select! {
                biased;
                () = stop.cancelled() => return End::Stopped,
                () = sleep_until(pace.due()), if pace.is_waiting() => {
                    pace.shown(Instant::now());
                    self.show();
                }
                delta = deltas.next() => match delta {
                    None => return End::Finished,
                    Some(Err(error)) => return End::Failed(error),
                    Some(Ok(delta)) => match self.take(delta) {
                        Taken::Shown(bytes) => pace.came(bytes),
                        Taken::Rewritten(text, reasoning) => self.rewrite(text, reasoning),
                        Taken::File(media) => {
                            if let Err(error) = self.keep_file(media).await {
                                return End::Failed(error);
                            }
                        }
                    },
                },
            }
        }
    }

    fn take(&mut self, delta: Delta) -> Taken {
        let counts = |usage: &Usage| usage.prompt_tokens.max(usage.completion_tokens) > Some(0);
        self.is_billed |= match &delta {
            Delta::CompletionId(_) | Delta::Finished(_) => false,
            Delta::Usage(usage) => counts(usage),
            _ => true,
        };
        match delta {
            Delta::Text(text) => {
                self.note_first_token();
                self.reasoning_ended.get_or_insert_with(Instant::now);
                self.saver.push_text(&text);
                locked(&self.live).push_text(&text);
                return Taken::Shown(text.len());
            }
            Delta::Reasoning(text) => {
                self.note_first_token();
                self.saver.push_reasoning(&text);
                locked(&self.live).push_reasoning(&text);
                return Taken::Shown(text.len());
            }
            Delta::TextWasReasoning => {
                self.reasoning_ended = None;
                return self.rewritten(|text, reasoning, continued| {
                    reasoning.push_str(text.get(continued.text..).unwrap_or_default());
                    text.truncate(continued.text);
                });
            }
            Delta::Retracted(Channel::Text) => {
                return self.rewritten(|text, _, continued| text.truncate(continued.text));
            }
            Delta::Retracted(Channel::Reasoning) => {
                return self.rewritten(|_, reasoning, continued| reasoning.truncate(continued.reasoning));
            }
            Delta::Usage(usage) => self.turn.outcome.usage = Some(usage),
            Delta::CompletionId(id) => {
                self.turn.outcome.request_id.get_or_insert(id);
            }
            Delta::Finished(reason) => self.turn.outcome.finish_reason = Some(reason),
            // No tools are offered, so a call is a model's mistake: it is shown, and nobody runs it.
            Delta::ToolCall(ToolCall { name, arguments, .. }) => {
                self.end.tools.push(RequestedTool { name, arguments });
            }
            Delta::Sealed(sealed) => self.sealed = Some(sealed),
            Delta::Media(media) => return Taken::File(media),
            Delta::Source(source) => self.name_source(source),
            Delta::Skipped(kind) => self.skip(kind),
        }
        Taken::Shown(0)
    }

    pub(super) fn skip(&mut self, kind: SkippedKind) {
        match self.end.skipped.iter_mut().find(|known| known.kind == kind) {
            Some(known) => known.count += 1,
            None => self.end.skipped.push(SkippedParts { kind, count: 1 }),
        }
    }

    /// All text and reasoning so far, changed.
    fn rewritten(&self, change: impl FnOnce(&mut String, &mut String, Continued)) -> Taken {
        let live = locked(&self.live);
        let (mut text, mut reasoning) = (live.text(), live.reasoning());
        drop(live);
        change(&mut text, &mut reasoning, self.continued);
        Taken::Rewritten(text, reasoning)
    }

    /// Puts other words in place of all that came. The page hears of it by a number that is left out: it opens the
    /// conversation again.
    fn rewrite(&self, text: String, reasoning: String) {
        let event = {
            let mut live = locked(&self.live);
            live.restart(&text, &reasoning);
            live.next_seq();
            ChatEvent::Patched { turn_id: self.turn.id, seq: live.next_seq(), patch: Patch::default() }
        };
        self.saver.rewrite(text, reasoning);
        self.turns.sink.chat(event);
    }

    pub(super) fn note_first_token(&mut self) {
        let elapsed = millis(self.started.elapsed());
        self.turn.outcome.first_token_ms.get_or_insert(elapsed);
    }

    /// Sends what changed to the page.
    fn show(&self) {
        let mut live = locked(&self.live);
        let Some(patch) = live.take_patch() else { return };
        let event = ChatEvent::Patched { turn_id: self.turn.id, seq: live.next_seq(), patch };
        drop(live);
        self.turns.sink.chat(event);
    }

    async fn finish(mut self, end: End) {
        self.turn.outcome.duration_ms = Some(millis(self.started.elapsed()));
        let ended_at_ms = now_ms();
        self.turn.outcome.took_ms = Some(ended_at_ms.saturating_sub(self.began_at_ms).max(0).unsigned_abs());
        if locked(&self.live).has_reasoning() {
            self.turn.outcome.reasoning_ms = self.reasoning_time();
        }
        let (mut state, failure) = match end {
            End::Finished => (MessageState::Done, None),
            End::Stopped => (MessageState::Stopped, None),
            End::Failed(error) => (MessageState::Failed, Some(error)),
        };
        self.turn.outcome.failure = failure.map(Into::into);
        self.turn.outcome.marks = self.marks.so_far();
        if state == MessageState::Done || self.is_billed {
            let mut end = std::mem::take(&mut self.end);
            end.reason = end_reason(self.turn.outcome.finish_reason.as_deref());
            self.turn.outcome.end = Some(end);
        }
        let written = self.saver.end(state, self.turn.outcome.clone(), ended_at_ms).await;
        if let Err(error) = &written {
            state = MessageState::Failed;
            self.turn.outcome.failure = Some(error.clone().into());
        }
        self.show_again();
        let event = self.terminal_event(state);
        if written.is_err_and(|error| matches!(error, Error::Storage(_))) {
            self.keep_unwritten();
        }
        let Self { turns, entry, conversation_id, .. } = self;
        // Out of the list before the event: who hears the end and looks again must not find it running.
        drop(entry);
        turns.sink.chat(event);
        turns.conversations.turn_ended(conversation_id).await;
    }

    /// Keeps the answer in memory until it is written; the page is told then.
    fn keep_unwritten(&self) {
        let (message_id, conversation_id) = (self.turn.message_id, self.conversation_id);
        let unwritten = {
            let live = locked(&self.live);
            let (text, reasoning) = (live.text(), live.reasoning());
            let (turn, saver) = (self.turn.clone(), Arc::clone(&self.saver));
            Unwritten { conversation_id, text, reasoning, turn, saver }
        };
        self.turns.running.keep_unwritten(message_id, Some(unwritten));
        let (turns, saver) = (Arc::clone(&self.turns), Arc::clone(&self.saver));
        tokio::spawn(async move {
            saver.settled().await;
            turns.running.keep_unwritten(message_id, None);
            turns.sink.app(AppEvent::AnswerSaved { conversation_id });
            turns.conversations.turn_ended(conversation_id).await;
        });
    }

    fn reasoning_time(&self) -> Option<u64> {
        let from = Duration::from_millis(self.turn.outcome.first_token_ms?);
        let until = self.reasoning_ended.map_or_else(|| self.started.elapsed(), |at| at - self.started);
        Some(millis(until.saturating_sub(from)))
    }

    fn terminal_event(&self, state: MessageState) -> ChatEvent {
        let mut live = locked(&self.live);
        // If the renderer itself is what failed, the screen keeps what it has; the text is stored all the same.
        let patch = catch_unwind(AssertUnwindSafe(|| live.last_patch())).unwrap_or_default();
        let (turn_id, seq, turn) = (self.turn.id, live.next_seq(), turn_view(self.turn.clone()));
        match state {
            MessageState::Stopped => ChatEvent::Stopped { turn_id, seq, patch, turn },
            MessageState::Failed => ChatEvent::Failed { turn_id, seq, patch, turn },
            _ => ChatEvent::Finished { turn_id, seq, patch, turn },
        }
    }
}
