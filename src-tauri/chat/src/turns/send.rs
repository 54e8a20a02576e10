//! Sending: from a draft, or an answer that is asked for again, to a turn that has begun.

use std::sync::Arc;

use yourouter_gateway::{Api, ChatRequest, Client, Part, RequestMessage, Speaker};
use yourouter_protocol::{
    AttachmentId, AttachmentProblem, ConversationId, Error, Lane, MessageFlags, MessageId, MessageState,
    Omission, Parameters, Replaced, Result, RetryTurn, Role, Route, SendAs, SendMessage, Settings,
    StartedTurn, TurnId,
};
use yourouter_store::{Attachment, Conversation, HistoryMessage, Holds, Message, NewTurn, Outcome, Turn};

use super::{
    Turns,
    history::request_messages,
    omissions::omissions,
    retry::Policy,
    sealed::{goes_back, sealed_of},
    task::{Call, TurnTask},
};
use crate::{
    attachments::{
        self, Choice, Gathered, gather, lacks_pages, refuse_too_large, refuse_too_many, sent_differently,
    },
    conversations::{excluded_prompt, title, with_folders},
    gateways::{Destination, Gateways},
    now_ms,
    running::Entry,
    storage::Storage,
};

/// The request to go on, in words that no model takes for a new topic.
const CONTINUE: &str = "Your last message was cut off. Continue it exactly where it ends, without repeating anything, \
    without an introduction, and in the same format.";

/// All that is known of a turn before it is written.
pub(super) struct PreparedRequest {
    conversation: Conversation,
    destination: Destination,
    pub(super) rows: NewTurn,
    messages: Vec<RequestMessage>,
    /// Earlier messages that have a file which goes out in another form than before.
    sent_differently: Vec<MessageId>,
    /// What is learned if the turn ends well.
    learned: Option<SendAs>,
    /// What goes with it in place of the conversation's parameters, but for the instructions.
    parameters: Option<Parameters>,
}

impl PreparedRequest {
    /// Asks it in a lane, with what was set for that.
    pub(super) fn put_in(&mut self, lane: Lane) {
        self.parameters.clone_from(&lane.parameters);
        self.rows.lane = Some(lane);
    }

    fn whole(self) -> Preparation {
        Preparation::Whole(Box::new(self))
    }
}

/// How far the planning got.
pub(super) enum Preparation {
    Whole(Box<PreparedRequest>),
    /// The pages of these files have to be drawn first.
    Lacks(Vec<AttachmentId>),
}

impl Turns {
    /// Sends a message and begins the turn that answers it. Nothing is written if this fails.
    ///
    /// # Errors
    /// `missingKey`, `keychainUnavailable`, `storage`; `attachment`, with `stillPreparing` while a file of the draft is
    /// not ready; `emptyMessage`; `answerRunning`; `notInDraft`.
    pub async fn send_message(self: &Arc<Self>, message: SendMessage) -> Result<StartedTurn> {
        if message.text.trim().is_empty() && message.attachment_ids.is_empty() && message.replaces.is_none() {
            return Err(Error::EmptyMessage);
        }
        let id = message.conversation_id;
        let entry = self.running.enter(id)?;
        if self.attachments.is_preparing(id) {
            return Err(Error::attachment(AttachmentProblem::StillPreparing, ""));
        }
        self.running.settle(id).await?;
        self.check_key_for(id, message.route.clone()).await?;
        let question_id = MessageId::new();
        let prepare = move |gateways: &Gateways, storage: &Storage| {
            prepare_question(gateways, storage, question_id, message.clone())
        };
        let prepared = self.prepared(id, prepare).await?;
        self.refuse_if_writing(&prepared)?;
        self.begin(vec![entry], vec![prepared]).await
    }

    /// Lanes run beside other turns, but nothing follows an answer that is not finished.
    pub(super) fn refuse_if_writing(&self, prepared: &PreparedRequest) -> Result<()> {
        let follows = prepared.rows.question.as_ref().and_then(|question| question.parent_id);
        match follows.is_some_and(|message| self.running.is_writing(message)) {
            true => Err(Error::AnswerRunning),
            false => Ok(()),
        }
    }

    /// Asks again for an answer; the answers before stay as versions.
    ///
    /// # Errors
    /// As [`Turns::send_message`].
    pub async fn retry_turn(self: &Arc<Self>, retry: RetryTurn) -> Result<StartedTurn> {
        let message_id = retry.message_id;
        let read = move |storage: &Storage| storage.store.message(message_id);
        let id = self.storage.run(read).await?.conversation_id;
        let lane = self.storage.run(move |storage| storage.store.lane_of(message_id)).await?;
        let lane = lane.filter(|lane| retry.route.as_ref().is_none_or(|route| *route == lane.route));
        let route = retry.route.or_else(|| lane.as_ref().map(|lane| lane.route.clone()));
        let retry = RetryTurn { route, ..retry };
        let entry = self.running.enter(id)?;
        self.running.settle(id).await?;
        let answered = self.storage.run(read).await?;
        self.check_key_for(id, retry.route.clone()).await?;
        let Some(question_id) = answered.parent_id.filter(|_| answered.role == Role::Assistant) else {
            return Err(Error::Internal("only an answer can be asked for again".to_owned()));
        };
        let prepare = move |gateways: &Gateways, storage: &Storage| {
            prepare_retry(gateways, storage, question_id, retry.clone(), Some(answered.clone()))
        };
        let mut prepared = self.prepared(id, prepare).await?;
        if let Some(lane) = lane {
            prepared.put_in(lane);
        }
        self.begin(vec![entry], vec![prepared]).await
    }

    /// The plan, once the pages that it takes are drawn. It is made again after each drawing, which may take minutes: the
    /// model may have been changed meanwhile, and with it the forms of the files.
    pub(super) async fn prepared<F>(&self, id: ConversationId, prepare: F) -> Result<PreparedRequest>
    where
        F: Fn(&Gateways, &Storage) -> Result<Preparation> + Send + Sync + 'static,
    {
        let prepare = Arc::new(prepare);
        loop {
            let (gateways, prepare) = (Arc::clone(&self.gateways), Arc::clone(&prepare));
            match self.storage.run(move |storage| prepare(&gateways, storage)).await? {
                Preparation::Whole(prepared) => return Ok(*prepared),
                Preparation::Lacks(files) => self.attachments.draw_missing(id, files).await?,
            }
        }
    }

    /// Fails early if there is no key, before pages are drawn for a request that could not be sent.
    pub(super) async fn check_key_for(&self, id: ConversationId, once: Option<Route>) -> Result<()> {
        let gateways = Arc::clone(&self.gateways);
        let found = self.storage.run(move |storage| gateways.destination(&storage.store, id, once.as_ref()));
        self.gateways.key_for(&found.await?.target).await.map(drop)
    }

    /// Begins turns in one transaction: one, or the lanes of one question. Nothing has begun if this fails.
    pub(super) async fn begin(
        self: &Arc<Self>,
        entries: Vec<Entry>,
        lanes: Vec<PreparedRequest>,
    ) -> Result<StartedTurn> {
        let Some(id) = lanes.first().map(|lane| lane.conversation.id) else {
            return Err(Error::Internal("no turn is to begin".to_owned()));
        };
        let client = self.network.client().await?;
        let (mut rows, mut calls) = (Vec::new(), Vec::new());
        let (mut new, mut changed, mut routes) = (Vec::new(), Vec::new(), Vec::new());
        for lane in lanes {
            new.extend(lane.rows.question.iter().map(|question| question.id));
            new.push(lane.rows.answer.id);
            // A question with files is shown again: it says how they went out this time.
            let asked = lane.rows.answer.parent_id;
            let asked = asked.filter(|asked| !lane.rows.sent_as.is_empty() && !new.contains(asked));
            changed.extend(lane.sent_differently.iter().copied().chain(asked));
            routes.push(lane.destination.route.clone());
            rows.push(lane.rows.clone());
            calls.push(self.call(client.clone(), lane).await?);
        }
        changed.sort_unstable();
        changed.dedup();
        let begun = rows.clone();
        self.storage.run(move |storage| storage.store.begin_turns(&begun)).await?;
        // Registered before the request leaves, so that the answer shows as running from the first instant.
        for ((entry, rows), call) in entries.into_iter().zip(rows).zip(calls) {
            // The request does not wait for what the page is shown of it.
            tokio::spawn(TurnTask::begin(self, entry, rows.turn, call, &rows.answer).run());
        }
        for route in routes.into_iter().rev() {
            self.remember_route(route).await;
        }
        self.conversations.started(id, new, changed).await
    }

    async fn call(&self, client: Client, lane: PreparedRequest) -> Result<Call> {
        let PreparedRequest { conversation, destination, messages, learned, parameters: own, .. } = lane;
        // For the gateway that the plan was made for: the route may have been changed meanwhile.
        let key = self.gateways.key_for(&destination.target).await?;
        let endpoint = destination.target.endpoint.clone();
        let settings = self.settings.current();
        let common = self.storage.run(move |storage| with_folders(storage, &conversation)).await?;
        let parameters = match own {
            Some(own) => Parameters { system_prompt: common.system_prompt, ..own },
            None => common,
        };
        let is_streaming = settings.is_streaming;
        let origin = endpoint.origin();
        let mut request = ChatRequest {
            origin,
            is_streaming,
            parameters,
            ..ChatRequest::new(destination.asked(), messages)
        };
        // What the header will name is what the attempts say.
        request.route.vendor = Api::for_route(&request.route).vendor(&request.route.vendor);
        let policy = Policy::new(&settings, &request.route);
        Ok(Call { client, endpoint, key, request, policy, learned })
    }
}

/// Most routes that are remembered as used.
const MAX_RECENT: usize = 10;

impl Turns {
    /// Notes that a route was used.
    async fn remember_route(&self, used: Route) {
        if self.settings.get(|settings| settings.recent_routes.first() == Some(&used)) {
            return;
        }
        let remember = |settings: &mut Settings| {
            settings.recent_routes.retain(|known| *known != used);
            settings.recent_routes.insert(0, used);
            settings.recent_routes.truncate(MAX_RECENT);
            Ok(())
        };
        // What is not remembered is chosen from the list again.
        let _forgotten = self.settings.change(remember).await;
    }
}

/// The files whose pages have to be drawn before these can go out.
fn missing<'a>(choice: &Choice, files: impl Iterator<Item = &'a Attachment>) -> Vec<AttachmentId> {
    let lacking = files.filter(|file| !file.is_left_out && lacks_pages(file, choice.send_as(file)));
    lacking.map(|file| file.id).collect()
}

pub(super) fn prepare_question(
    gateways: &Gateways,
    storage: &Storage,
    question_id: MessageId,
    message: SendMessage,
) -> Result<Preparation> {
    let Storage { store, files: blobs, .. } = storage;
    let SendMessage { turn_id, conversation_id, text, attachment_ids, replaces, route, drafted: composed } =
        message;
    let destination = gateways.destination(store, conversation_id, route.as_ref())?;
    let Gathered { conversation, parent_id, is_pinned, earlier, kept, mut drafted } =
        gather(store, conversation_id, replaces.as_ref())?;
    let question = Message {
        id: question_id,
        conversation_id,
        parent_id,
        role: Role::User,
        state: MessageState::Done,
        is_unreadable: false,
        text: text.trim_end().to_owned(),
        reasoning: String::new(),
        created_at_ms: now_ms(),
        flags: MessageFlags { is_pinned, ..MessageFlags::default() },
    };
    drafted.retain(|file| attachment_ids.contains(&file.id));
    if drafted.len() != attachment_ids.len() {
        return Err(Error::NotInDraft);
    }
    drafted.sort_by_key(|file| attachment_ids.iter().position(|id| *id == file.id));
    let files = [kept, drafted].concat();
    refuse_too_many(&files)?;
    let mut branch = parent_id.map(|parent| store.history(parent)).transpose()?.unwrap_or_default();
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let choice = Choice::new(gateways, store, &destination.asked(), &destination.target.endpoint, None)?;
    let lacking = missing(&choice, files.iter().chain(earlier.values().flatten()));
    if !lacking.is_empty() {
        return Ok(Preparation::Lacks(lacking));
    }
    let sent_as = attachments::prepared(&choice, &files);
    let (changed, sent_again_as) = sent_differently(&choice, &branch, &earlier);
    let mut attached = earlier;
    attached.insert(question.id, files);
    refuse_too_large(&choice, &attached)?;
    branch.push(HistoryMessage {
        id: question.id,
        role: question.role,
        text: question.text.clone(),
        flags: question.flags,
        holds: Holds::default(),
    });
    let mut sealed = parent_id.map(|parent| sealed_of(store, parent)).transpose()?.unwrap_or_default();
    let prompt = excluded_prompt(storage, &conversation)?;
    let omitted =
        omissions(prompt, &branch, &attached, &sealed, &choice, |kept| goes_back(kept, &destination));
    let messages = request_messages(blobs, &branch, &attached, &mut sealed, &choice)?;
    let answer = empty_answer(&question);
    let rows = NewTurn {
        attachment_ids,
        copied_from: replaces,
        drafted_text: composed,
        turn: new_turn(turn_id, &answer, &destination, omitted),
        answer,
        title: title(&question.text, &names),
        sent_as,
        sent_again_as,
        lane: None,
        question: Some(question),
    };
    let (sent_differently, learned, parameters) = (changed, None, None);
    Ok(PreparedRequest { conversation, destination, rows, messages, sent_differently, learned, parameters }
        .whole())
}

/// `before` is the answer that may be continued.
pub(super) fn prepare_retry(
    gateways: &Gateways,
    storage: &Storage,
    question_id: MessageId,
    retry: RetryTurn,
    before: Option<Message>,
) -> Result<Preparation> {
    let Storage { store, files: blobs, .. } = storage;
    let question = store.message(question_id)?;
    let conversation = store.conversation(question.conversation_id)?;
    let branch = store.history(question_id)?;
    let files = store.attachments(question_id)?;
    let destination = gateways.destination(store, conversation.id, retry.route.as_ref())?;
    let endpoint = &destination.target.endpoint;
    let choice = Choice::new(gateways, store, &destination.asked(), endpoint, retry.send_as)?;
    let lacking = missing(&choice, files.values().flatten());
    if !lacking.is_empty() {
        return Ok(Preparation::Lacks(lacking));
    }
    refuse_too_large(&choice, &files)?;
    let mut sealed = sealed_of(store, question_id)?;
    let prompt = excluded_prompt(storage, &conversation)?;
    let omitted = omissions(prompt, &branch, &files, &sealed, &choice, |kept| goes_back(kept, &destination));
    let mut messages = request_messages(blobs, &branch, &files, &mut sealed, &choice)?;
    let (changed, sent_again_as) = sent_differently(&choice, &branch, &files);
    let (mut answer, mut copied_from) = (empty_answer(&question), None);
    let continued = before.filter(|before| retry.continues && !before.text.trim().is_empty());
    if let Some(answered) = continued {
        messages.extend(continuation(&answered.text));
        let flags = MessageFlags { is_pinned: answered.flags.is_pinned, ..answer.flags };
        answer = Message { text: answered.text, reasoning: answered.reasoning, flags, ..answer };
        copied_from = Some(Replaced::whole(answered.id));
    }
    let asked = files.get(&question_id).map_or(&[][..], Vec::as_slice);
    let rows = NewTurn {
        question: None,
        attachment_ids: Vec::new(),
        copied_from,
        drafted_text: None,
        turn: new_turn(retry.turn_id, &answer, &destination, omitted),
        answer,
        title: conversation.title.clone(),
        sent_as: attachments::prepared(&choice, asked),
        sent_again_as,
        lane: None,
    };
    let learned = attachments::learned(&choice, files.values().flatten());
    let (sent_differently, parameters) = (changed, None);
    Ok(PreparedRequest { conversation, destination, rows, messages, sent_differently, learned, parameters }
        .whole())
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
        flags: MessageFlags::default(),
    }
}

fn new_turn(id: TurnId, answer: &Message, destination: &Destination, omissions: Vec<Omission>) -> Turn {
    let (route, base_url) = (destination.route.clone(), destination.target.endpoint.base_url().to_owned());
    let (message_id, outcome) = (answer.id, Outcome::default());
    Turn { id, message_id, route, base_url, outcome, attempts: Vec::new(), omissions }
}
