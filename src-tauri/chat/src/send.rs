//! Sending: from a draft, or an answer that is asked for again, to a turn that has begun.

use std::sync::Arc;

use yourouter_gateway::{Api, ChatRequest, Endpoint, Part, RequestMessage, Speaker};
use yourouter_protocol::{
    AttachmentId, AttachmentProblem, ConversationId, Error, MessageId, MessageState, Result, RetryTurn, Role,
    Route, Secret, SendAs, SendMessage, StartedTurn, TurnId,
};
use yourouter_store::{Attachment, Conversation, HistoryMessage, Message, NewTurn, Outcome, Turn};

use super::{
    Chat, Inner,
    gathered::{Gathered, gather},
    history::request_messages,
    now_ms,
    pages::lacks_pages,
    retry::Policy,
    send_as::{self, Choice},
    send_preview::{refuse_too_large, refuse_too_many},
    title::title,
    turn::Call,
};

/// The request to go on, in words that no model takes for a new topic.
const CONTINUE: &str = "Your last message was cut off. Continue it exactly where it ends, without repeating anything, \
    without an introduction, and in the same format.";

/// All that is known of a turn before it is written.
struct PreparedRequest {
    conversation: Conversation,
    rows: NewTurn,
    messages: Vec<RequestMessage>,
    /// Earlier messages that have a file which goes out in another form than before.
    sent_differently: Vec<MessageId>,
    /// What is learned if the turn ends well.
    learned: Option<SendAs>,
}

impl PreparedRequest {
    fn whole(self) -> Preparation {
        Preparation::Whole(Box::new(self))
    }
}

/// How far the planning got.
enum Preparation {
    Whole(Box<PreparedRequest>),
    /// The pages of these files have to be drawn first.
    Lacks(Vec<AttachmentId>),
}

impl Chat {
    /// Sends a message and begins the turn that answers it. Nothing is written if this fails.
    ///
    /// # Errors
    /// `missingKey`, `keychainUnavailable`, `storage`; `attachment`, with `stillPreparing` while a file of the draft is
    /// not ready; `emptyMessage`; `answerRunning`; `notInDraft`.
    pub async fn send_message(&self, message: SendMessage) -> Result<StartedTurn> {
        if message.text.trim().is_empty() && message.attachment_ids.is_empty() && message.replaces.is_none() {
            return Err(Error::EmptyMessage);
        }
        self.refuse_second_turn(message.conversation_id)?;
        if self.state().pending.count_underway(message.conversation_id) > 0 {
            return Err(Error::attachment(AttachmentProblem::StillPreparing, ""));
        }
        let (key, endpoint) = self.credentials().await?;
        let (id, asked) = (message.conversation_id, endpoint.clone());
        let prepared =
            move |chat: &Self, inner: &Inner| prepare_question(chat, inner, message.clone(), &asked);
        let prepared = self.prepared(id, prepared).await?;
        self.begin(prepared, key, endpoint).await
    }

    /// Asks again for an answer; the answers before stay as versions.
    ///
    /// # Errors
    /// As [`Chat::send_message`].
    pub async fn retry_turn(&self, retry: RetryTurn) -> Result<StartedTurn> {
        let message_id = retry.message_id;
        let answered = self.blocking(move |inner| inner.store.message(message_id)).await?;
        self.refuse_second_turn(answered.conversation_id)?;
        let (key, endpoint) = self.credentials().await?;
        let (id, asked) = (answered.conversation_id, endpoint.clone());
        let prepared = move |chat: &Self, inner: &Inner| {
            prepare_retry(chat, inner, retry.clone(), answered.clone(), &asked)
        };
        let prepared = self.prepared(id, prepared).await?;
        self.begin(prepared, key, endpoint).await
    }

    /// The plan, once the pages that it takes are drawn. It is made again after each drawing, which may take minutes: the
    /// model may have been changed meanwhile, and with it the forms of the files.
    async fn prepared<F>(&self, id: ConversationId, make: F) -> Result<PreparedRequest>
    where
        F: Fn(&Self, &Inner) -> Result<Preparation> + Send + Sync + 'static,
    {
        let make = Arc::new(make);
        loop {
            let (chat, make) = (self.clone(), Arc::clone(&make));
            match self.blocking(move |inner| make(&chat, inner)).await? {
                Preparation::Whole(prepared) => {
                    // Another turn may have begun while pages were drawn.
                    self.refuse_second_turn(id)?;
                    return Ok(*prepared);
                }
                Preparation::Lacks(files) => self.draw_missing(id, files).await?,
            }
        }
    }

    fn refuse_second_turn(&self, id: ConversationId) -> Result<()> {
        if self.state().running.values().any(|running| running.conversation_id == id) {
            return Err(Error::AnswerRunning);
        }
        Ok(())
    }

    async fn credentials(&self) -> Result<(Option<Secret>, Endpoint)> {
        let endpoint = self.state().gateways.endpoint().clone();
        Ok((self.key().await?, endpoint))
    }

    async fn begin(
        &self,
        prepared: PreparedRequest,
        key: Option<Secret>,
        endpoint: Endpoint,
    ) -> Result<StartedTurn> {
        let PreparedRequest { conversation, rows, messages, sent_differently, learned } = prepared;
        let mut new: Vec<MessageId> = rows.question.iter().map(|question| question.id).collect();
        new.push(rows.answer.id);
        // A question with files is shown again: it says how they went out this time.
        let asked = rows.answer.parent_id.filter(|_| rows.question.is_none() && !rows.sent_as.is_empty());
        let mut changed = sent_differently;
        changed.extend(asked.filter(|asked| !changed.contains(asked)));
        let begun = rows.answer.clone();
        let turn = rows.turn.clone();
        let client = self.client().await?;
        let (is_streaming, policy) = {
            let state = self.state();
            (state.settings.is_streaming, Policy::new(&state.settings, &turn.route))
        };
        let parameters = conversation.parameters.clone();
        let mut request =
            ChatRequest { is_streaming, parameters, ..ChatRequest::new(turn.route.clone(), messages) };
        // What the header will name is what the attempts say.
        request.route.vendor = Api::for_route(&turn.route).vendor(&turn.route.vendor);
        self.blocking(move |inner| inner.store.begin_turn(&rows)).await?;
        // Registered before the request leaves, so that the answer shows as running from the first instant.
        let task = self.register_turn(
            conversation.id,
            turn,
            Call { client, endpoint, key, request, policy, learned },
            &begun,
        );
        // The request does not wait for what the page is shown of it.
        tokio::spawn(task.run());
        let chat = self.clone();
        let (row, messages, changed) = self
            .blocking(move |inner| {
                let (messages, changed) =
                    (chat.message_views(inner, &new)?, chat.message_views(inner, &changed)?);
                Ok((inner.store.conversation(conversation.id)?, messages, changed))
            })
            .await?;
        Ok(StartedTurn { conversation: self.announce(row), messages, changed })
    }
}

/// The files whose pages have to be drawn before these can go out.
fn missing<'a>(choice: &Choice, files: impl Iterator<Item = &'a Attachment>) -> Vec<AttachmentId> {
    let lacking = files.filter(|file| !file.is_left_out && lacks_pages(file, choice.send_as(file)));
    lacking.map(|file| file.id).collect()
}

fn prepare_question(
    chat: &Chat,
    inner: &Inner,
    message: SendMessage,
    endpoint: &Endpoint,
) -> Result<Preparation> {
    let SendMessage { turn_id, conversation_id, text, attachment_ids, replaces } = message;
    let Gathered { conversation, parent_id, earlier, kept, mut drafted } =
        gather(inner, conversation_id, replaces.as_ref())?;
    let question = Message {
        id: MessageId::new(),
        conversation_id,
        parent_id,
        role: Role::User,
        state: MessageState::Done,
        is_unreadable: false,
        text: text.trim_end().to_owned(),
        reasoning: String::new(),
        created_at_ms: now_ms(),
    };
    drafted.retain(|file| attachment_ids.contains(&file.id));
    if drafted.len() != attachment_ids.len() {
        return Err(Error::NotInDraft);
    }
    drafted.sort_by_key(|file| attachment_ids.iter().position(|id| *id == file.id));
    let files = [kept, drafted].concat();
    refuse_too_many(&files)?;
    let mut branch = parent_id.map(|parent| inner.store.history(parent)).transpose()?.unwrap_or_default();
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let choice = Choice::new(chat, inner, &conversation.route, &endpoint.origin(), None)?;
    let lacking = missing(&choice, files.iter().chain(earlier.values().flatten()));
    if !lacking.is_empty() {
        return Ok(Preparation::Lacks(lacking));
    }
    let sent_as = send_as::prepared(&choice, &files);
    let (sent_differently, sent_again_as) = send_as::sent_differently(&choice, &branch, &earlier);
    let mut attachments = earlier;
    attachments.insert(question.id, files);
    refuse_too_large(&choice, &attachments)?;
    branch.push(HistoryMessage { id: question.id, role: question.role, text: question.text.clone() });
    let messages = request_messages(&inner.files, &branch, &attachments, &choice)?;
    let answer = empty_answer(&question);
    let rows = NewTurn {
        attachment_ids,
        copied_from: replaces,
        turn: new_turn(turn_id, &answer, conversation.route.clone(), endpoint),
        answer,
        title: title(&question.text, &names),
        sent_as,
        sent_again_as,
        question: Some(question),
    };
    Ok(PreparedRequest { conversation, rows, messages, sent_differently, learned: None }.whole())
}

fn prepare_retry(
    chat: &Chat,
    inner: &Inner,
    retry: RetryTurn,
    answered: Message,
    endpoint: &Endpoint,
) -> Result<Preparation> {
    let Some(question_id) = answered.parent_id.filter(|_| answered.role == Role::Assistant) else {
        return Err(Error::Internal("only an answer can be asked for again".to_owned()));
    };
    let conversation = inner.store.conversation(answered.conversation_id)?;
    let branch = inner.store.history(question_id)?;
    let attachments = inner.store.attachments(question_id)?;
    let question = inner.store.message(question_id)?;
    let route = retry.route.unwrap_or_else(|| conversation.route.clone());
    let choice = Choice::new(chat, inner, &route, &endpoint.origin(), retry.send_as)?;
    let lacking = missing(&choice, attachments.values().flatten());
    if !lacking.is_empty() {
        return Ok(Preparation::Lacks(lacking));
    }
    refuse_too_large(&choice, &attachments)?;
    let mut messages = request_messages(&inner.files, &branch, &attachments, &choice)?;
    let (sent_differently, sent_again_as) = send_as::sent_differently(&choice, &branch, &attachments);
    let mut answer = empty_answer(&question);
    if retry.continues && !answered.text.trim().is_empty() {
        messages.extend(continuation(&answered.text));
        answer = Message { text: answered.text, reasoning: answered.reasoning, ..answer };
    }
    let asked = attachments.get(&question_id).map_or(&[][..], Vec::as_slice);
    let rows = NewTurn {
        question: None,
        attachment_ids: Vec::new(),
        copied_from: None,
        turn: new_turn(retry.turn_id, &answer, route, endpoint),
        answer,
        title: conversation.title.clone(),
        sent_as: send_as::prepared(&choice, asked),
        sent_again_as,
    };
    let learned = send_as::learned(&choice, attachments.values().flatten());
    Ok(PreparedRequest { conversation, rows, messages, sent_differently, learned }.whole())
}

/// What asks a model to go on with an answer. No vendor takes the beginning of an answer as its own beginning in the same
/// way, and some refuse a question that ends with one; all understand this.
fn continuation(so_far: &str) -> [RequestMessage; 2] {
    let said = |speaker, text: &str| RequestMessage { speaker, parts: vec![Part::Text(text.to_owned())] };
    [said(Speaker::Assistant, so_far.trim_end()), said(Speaker::User, CONTINUE)]
}

fn empty_answer(question: &Message) -> Message {
    Message {
        id: MessageId::new(),
        conversation_id: question.conversation_id,
        parent_id: Some(question.id),
        role: Role::Assistant,
        state: MessageState::Streaming,
        is_unreadable: false,
        text: String::new(),
        reasoning: String::new(),
        created_at_ms: now_ms(),
    }
}

fn new_turn(id: TurnId, answer: &Message, route: Route, endpoint: &Endpoint) -> Turn {
    let base_url = endpoint.base_url().to_owned();
    Turn { id, message_id: answer.id, route, base_url, outcome: Outcome::default(), attempts: Vec::new() }
}
