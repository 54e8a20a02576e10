//! Conversations: shown, begun, routed, drafted, switched between versions.
//!
//! What the page sees of their rows is made in `conversations/views`.

use std::sync::{Arc, Mutex, PoisonError};

use yourouter_gateway::{Api, check_parameters};
use yourouter_protocol::words::details;
use yourouter_protocol::{
    ApiFormat, AppEvent, ConversationId, ConversationPage, ConversationSummary, ConversationView, Direction,
    Error, MessageId, MessageView, MessageWindow, Parameters, Result, Route, Routing, Settings, StartedTurn,
    Vendor,
};
use yourouter_store::{Conversation, ListedPage, Part, Place, Store};

use crate::{
    EventSink, attachments::Attachments, gateways::Gateways, now_ms, running::RunningTurns,
    settings::CurrentSettings, storage::Storage,
};
use rendered::RenderedAnswers;

mod context;
mod folders;
mod library;
mod rendered;
mod title;
mod views;

pub(crate) use context::turns_of;
pub(crate) use folders::{excluded_prompt, with_folders};
pub(crate) use title::title;
pub(crate) use views::turn_view;

/// Names the conversation that was open last, so that the next start opens it again.
const CURRENT: &str = "window.conversation";

/// The conversations of this program.
pub struct Conversations {
    storage: Storage,
    settings: Arc<CurrentSettings>,
    gateways: Arc<Gateways>,
    attachments: Arc<Attachments>,
    running: Arc<RunningTurns>,
    sink: Arc<dyn EventSink>,
    rendered: RenderedAnswers,
    /// The one that the window shows.
    current: Mutex<Option<ConversationId>>,
}

impl Conversations {
    pub(crate) fn new(
        storage: Storage,
        settings: Arc<CurrentSettings>,
        gateways: Arc<Gateways>,
        attachments: Arc<Attachments>,
        running: Arc<RunningTurns>,
        sink: Arc<dyn EventSink>,
    ) -> Self {
        let (rendered, current) = (RenderedAnswers::new(), Mutex::default());
        Self { storage, settings, gateways, attachments, running, sink, rendered, current }
    }

    /// Forgets which one is shown, and what was rendered, after everything was replaced.
    pub(crate) fn forget_shown(&self) {
        self.rendered.clear();
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// The conversation that was shown last, also by the run before, or the blank one.
    pub(crate) async fn open_last(self: &Arc<Self>) -> Result<ConversationView> {
        let current = self.current();
        let last = self.storage.run(move |Storage { store, .. }| {
            let last = match current {
                Some(id) => Some(id),
                None => store.value(CURRENT)?.and_then(|text| ConversationId::parse(&text)),
            };
            let is_listed = |id: &ConversationId| {
                matches!(store.conversation(*id), Ok(Conversation { head: Some(_), deleted_at_ms: None, .. }))
            };
            Ok(last.filter(is_listed))
        });
        match last.await? {
            Some(id) => self.open_conversation(id, None).await,
            None => self.open_blank().await,
        }
    }

    /// Opens a conversation: the native menu and dropped files belong to it from now on. It is shown at its newest
    /// messages, or at the message `around`, whose branch becomes the current one if it is not.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for an unknown one, and for a message that is in another.
    pub async fn open_conversation(
        self: &Arc<Self>,
        id: ConversationId,
        around: Option<MessageId>,
    ) -> Result<ConversationView> {
        let Some(message) = around else {
            return self.show(Part::Newest, move |store| store.conversation(id)).await;
        };
        let find = move |store: &Store| match store.message(message)?.conversation_id == id {
            true => store.show_on_branch(message),
            false => Err(Error::Internal("the message is in another conversation".to_owned())),
        };
        self.show(Part::Around(message), find).await
    }

    /// Shows the newest branch through another version of a message, at that message.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for an unknown one.
    pub async fn switch_version(self: &Arc<Self>, message: MessageId) -> Result<ConversationView> {
        self.show(Part::Around(message), move |store| store.switch_branch(message)).await
    }

    /// The messages next to one on the current branch of its conversation.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for an unknown one.
    pub async fn load_messages(
        self: &Arc<Self>,
        message: MessageId,
        direction: Direction,
    ) -> Result<MessageWindow> {
        let conversations = Arc::clone(self);
        let window = self.storage.run(move |storage| {
            let id = storage.store.message(message)?.conversation_id;
            conversations.window_view(id, Part::Beside(message, direction))
        });
        window.await
    }

    /// The messages that the current branch of a conversation begins with.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for an unknown one.
    pub async fn load_first_messages(self: &Arc<Self>, id: ConversationId) -> Result<MessageWindow> {
        let conversations = Arc::clone(self);
        self.storage.run(move |_| conversations.window_view(id, Part::Oldest)).await
    }

    /// A question, given itself or an answer to it, and after it all its answers, oldest first.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for an unknown one.
    pub async fn load_lanes(self: &Arc<Self>, message: MessageId) -> Result<Vec<MessageView>> {
        let conversations = Arc::clone(self);
        let views = self.storage.run(move |storage| {
            let (question, answers) = storage.store.answered(message)?;
            conversations.message_views(&[&[question], answers.as_slice()].concat())
        });
        views.await
    }

    /// Chooses model and vendor for a conversation's next message, from whichever place.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty model id, [`Error::Storage`].
    pub async fn choose_route(&self, id: ConversationId, route: Route) -> Result<Route> {
        let route = checked(route)?;
        // A gateway that is not in the list is refused here, not when the message is sent.
        self.gateways.check(&route)?;
        let stored = route.clone();
        let row = self.storage.run(move |storage| {
            storage.store.set_route(id, &stored)?;
            storage.store.conversation(id)
        });
        let row = row.await?;
        self.remember_typed(&route).await?;
        self.sink.app(AppEvent::RouteChosen { conversation_id: id, route: route.clone() });
        self.announce(row);
        Ok(route)
    }

    /// Chooses the vendor for the conversation that the window shows: what the native menu does.
    ///
    /// # Errors
    /// As [`Conversations::choose_route`].
    pub async fn pin_vendor(&self, vendor: Vendor) -> Result<Route> {
        let route = self.current_route().await?;
        let routing =
            if vendor.is_auto() || route.routing == Routing::Stay { Routing::Only } else { route.routing };
        self.choose_route(self.shown()?, Route { vendor, routing, ..route }).await
    }

    /// Chooses how strictly the vendor is meant for the conversation that the window shows: what the native menu does.
    ///
    /// # Errors
    /// As [`Conversations::choose_route`].
    pub async fn choose_routing(&self, routing: Routing) -> Result<Route> {
        let route = self.current_route().await?;
        self.choose_route(self.shown()?, Route { routing, ..route }).await
    }

    /// Chooses a route for the conversation that the window shows: what the native Model menu does.
    ///
    /// # Errors
    /// As [`Conversations::choose_route`].
    pub async fn choose_shown_route(&self, route: Route) -> Result<Route> {
        self.choose_route(self.shown()?, route).await
    }

    /// Sets what goes with a conversation's requests. What refusals taught of its route is forgotten: a value that was
    /// changed may be taken.
    ///
    /// # Errors
    /// `invalid`, with words, for what no request can hold; [`Error::Storage`].
    pub async fn set_parameters(&self, id: ConversationId, parameters: Parameters) -> Result<Parameters> {
        check_parameters(&parameters)?;
        let gateways = Arc::clone(&self.gateways);
        self.storage
            .run(move |storage| {
                let destination = gateways.destination(&storage.store, id, None)?;
                let (mut route, origin) = (destination.asked(), destination.target.endpoint.origin());
                route.vendor = Api::for_route(&route).vendor(&route.vendor);
                let before = storage.store.conversation(id)?;
                storage.store.set_parameters(id, &parameters)?;
                // Another system prompt is meant to be sent; and what was counted with the one before counts no more.
                if before.parameters.system_prompt != parameters.system_prompt {
                    storage.store.exclude_prompt(id, false, now_ms())?;
                }
                storage.store.set_overrides(&Place { origin, route }, &[])?;
                Ok(parameters)
            })
            .await
    }

    /// The route of the conversation that the window shows.
    ///
    /// # Errors
    /// [`Error::Internal`] if it shows none, [`Error::Storage`].
    pub async fn current_route(&self) -> Result<Route> {
        let id = self.shown()?;
        Ok(self.storage.run(move |storage| storage.store.conversation(id)).await?.route)
    }

    /// Stores what stands in the composer.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn save_draft(&self, id: ConversationId, text: String) -> Result<()> {
        self.storage.run(move |storage| storage.store.set_draft(id, &text)).await
    }

    /// A message's source: the Markdown of an answer, the words of a person.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for an unknown one.
    pub async fn load_source(&self, id: MessageId) -> Result<String> {
        match self.running.source(id) {
            Some(text) => Ok(text),
            None => Ok(self.storage.run(move |storage| storage.store.message(id)).await?.text),
        }
    }

    /// The conversation that the window shows.
    pub fn current(&self) -> Option<ConversationId> {
        *self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the window about the row of the conversation that it shows, which something else changed.
    pub(crate) async fn announce_shown(&self) -> Result<()> {
        let Some(id) = self.current() else { return Ok(()) };
        let row = self.storage.run(move |storage| storage.store.conversation(id)).await?;
        self.sink.app(AppEvent::RouteChosen { conversation_id: id, route: row.route.clone() });
        self.announce(row);
        Ok(())
    }

    fn shown(&self) -> Result<ConversationId> {
        self.current().ok_or_else(|| Error::Internal("no conversation is shown".to_owned()))
    }

    /// Tells the window about a conversation's row.
    pub(crate) fn announce(&self, row: Conversation) -> ConversationSummary {
        let conversation = self.summary(row);
        if self.current() == Some(conversation.id) {
            self.sink.shown(&conversation);
        }
        self.sink.app(AppEvent::ConversationChanged { conversation: conversation.clone() });
        conversation
    }

    /// What a turn that has begun adds to its conversation, and changes in it.
    pub(crate) async fn started(
        self: &Arc<Self>,
        id: ConversationId,
        new: Vec<MessageId>,
        changed: Vec<MessageId>,
    ) -> Result<StartedTurn> {
        let conversations = Arc::clone(self);
        let views = self.storage.run(move |storage| {
            let (messages, changed) =
                (conversations.message_views(&new)?, conversations.message_views(&changed)?);
            Ok((storage.store.conversation(id)?, messages, changed))
        });
        let (row, messages, changed) = views.await?;
        Ok(StartedTurn { conversation: self.announce(row), messages, changed })
    }

    /// A turn has ended: its conversation is unread if the window shows another.
    pub(crate) async fn turn_ended(&self, id: ConversationId) {
        let is_unread = self.current() != Some(id);
        let row = self.storage.run(move |storage| {
            let marked = if is_unread { storage.store.set_unread(id, true) } else { Ok(()) };
            let mut row = storage.store.conversation(id)?;
            // A database that takes nothing now must not leave the row as one that is still running.
            row.is_unread |= marked.is_err();
            Ok(row)
        });
        if let Ok(row) = row.await {
            self.announce(row);
        }
    }

    fn page(&self, page: ListedPage) -> ConversationPage {
        let ListedPage { rows, next } = page;
        ConversationPage { rows: self.summaries(rows), next }
    }

    async fn show<F>(self: &Arc<Self>, part: Part, find: F) -> Result<ConversationView>
    where
        F: FnOnce(&Store) -> Result<Conversation> + Send + 'static,
    {
        let conversations = Arc::clone(self);
        let view = self.storage.run(move |Storage { store, .. }| {
            let mut row = find(store)?;
            // A database that takes nothing now can still be read.
            let is_read = !row.is_unread || store.set_unread(row.id, false).is_ok();
            row.is_unread = !is_read;
            if is_read {
                let _noted_with_the_next = store.set_value(CURRENT, Some(&row.id.to_string()));
            }
            conversations.conversation_view(row, part)
        });
        let view = view.await?;
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = Some(view.summary.id);
        self.attachments.leave_others(view.summary.id);
        self.sink.shown(&view.summary);
        Ok(view)
    }

    async fn remember_typed(&self, route: &Route) -> Result<()> {
        let model = route.model.as_str();
        let is_newest =
            self.settings.get(|settings| settings.typed_models.first().is_some_and(|first| first == model));
        if is_newest || self.gateways.lists_model(route) {
            return Ok(());
        }
        let remember = |settings: &mut Settings| {
            settings.typed_models.retain(|typed| typed != model);
            settings.typed_models.insert(0, model.to_owned());
            Ok(())
        };
        self.settings.change(remember).await.map(drop)
    }
}

fn checked(route: Route) -> Result<Route> {
    let model: String = route.model.trim().chars().filter(|c| !c.is_control()).take(200).collect();
    if model.is_empty() {
        return Err(Error::Invalid(details::model_missing().to_owned()));
    }
    // Another model may have no native API, and then none is shown.
    let api_format = if Api::native(&model).is_some() { route.api_format } else { ApiFormat::Chat };
    Ok(Route { model, api_format, ..route }.consistent())
}
