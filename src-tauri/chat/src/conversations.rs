//! Conversations: shown, begun, routed, drafted, switched between versions.

use yourouter_gateway::{Api, check_parameters};
use yourouter_protocol::{
    ApiFormat, AppEvent, ConversationId, ConversationPage, ConversationSummary, ConversationView, Direction,
    Error, MessageId, MessageWindow, Parameters, Result, Route, Snapshot, Vendor, VendorView,
};
use yourouter_store::{Conversation, ListedPage, Part, Place, Store};

use super::{Chat, now_ms};

/// Names the conversation that was open last, so that the next start opens it again.
const CURRENT: &str = "window.conversation";

impl Chat {
    /// All that the page needs to show itself, running answers included.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn load_snapshot(&self) -> Result<Snapshot> {
        let chat = self.clone();
        let (page, last) = self
            .blocking(move |inner| {
                let page = inner.store.conversation_page(None)?;
                let last = match chat.current() {
                    Some(id) => Some(id),
                    None => inner.store.value(CURRENT)?.and_then(|text| ConversationId::parse(&text)),
                };
                chat.load_models(inner)?;
                let is_listed = |id: &ConversationId| {
                    matches!(inner.store.conversation(*id), Ok(Conversation { head: Some(_), .. }))
                };
                Ok((page, last.filter(is_listed)))
            })
            .await?;
        let conversation = match last {
            Some(id) => self.open_conversation(id, None).await?,
            None => self.new_conversation().await?,
        };
        let conversations = self.page(page);
        let state = self.state();
        Ok(Snapshot {
            version: self.inner.version.clone(),
            gateway: state.gateways.view(),
            settings: state.settings.clone(),
            conversations,
            conversation,
            models: state.models.view(),
            vendors: vendors(),
        })
    }

    /// Opens the chat that has no message yet, with its draft.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn new_conversation(&self) -> Result<ConversationView> {
        let route = self.state().settings.default_route.clone();
        self.show(Part::Newest, move |store| store.blank_conversation(&route, now_ms())).await
    }

    /// Opens a conversation: the native menu and dropped files belong to it from now on. It is shown at its newest
    /// messages, or at the message `around`, whose branch becomes the current one if it is not.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for an unknown one, and for a message that is in another.
    pub async fn open_conversation(
        &self,
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
    pub async fn switch_version(&self, message: MessageId) -> Result<ConversationView> {
        self.show(Part::Around(message), move |store| store.switch_branch(message)).await
    }

    /// The page of conversations that begins at `cursor`, which a page before gave.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for a cursor that no page gave.
    pub async fn list_conversations(&self, cursor: Option<String>) -> Result<ConversationPage> {
        let page = self.blocking(move |inner| inner.store.conversation_page(cursor.as_deref())).await?;
        Ok(self.page(page))
    }

    /// The newest conversations whose title has all words of `query` in it.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn find_conversations(&self, query: String) -> Result<Vec<ConversationSummary>> {
        let rows = self.blocking(move |inner| inner.store.find_conversations(&query)).await?;
        Ok(rows.into_iter().map(|row| self.summary(row)).collect())
    }

    /// The messages next to one on the current branch of its conversation.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for an unknown one.
    pub async fn load_messages(&self, message: MessageId, direction: Direction) -> Result<MessageWindow> {
        let chat = self.clone();
        self.blocking(move |inner| {
            let id = inner.store.message(message)?.conversation_id;
            chat.window_view(inner, id, Part::Beside(message, direction))
        })
        .await
    }

    /// The messages that the current branch of a conversation begins with.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for an unknown one.
    pub async fn load_first_messages(&self, id: ConversationId) -> Result<MessageWindow> {
        let chat = self.clone();
        self.blocking(move |inner| chat.window_view(inner, id, Part::Oldest)).await
    }

    /// Chooses model and vendor for a conversation's next message, from whichever place.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty model id, [`Error::Storage`].
    pub async fn choose_route(&self, id: ConversationId, route: Route) -> Result<Route> {
        let route = checked(route)?;
        let stored = route.clone();
        let row = self
            .blocking(move |inner| {
                inner.store.set_route(id, &stored)?;
                inner.store.conversation(id)
            })
            .await?;
        self.remember_typed(&route.model).await?;
        self.inner.sink.app(AppEvent::RouteChosen { conversation_id: id, route: route.clone() });
        self.announce(row);
        Ok(route)
    }

    /// Chooses the vendor for the conversation that the window shows: what the native menu does.
    ///
    /// # Errors
    /// As [`Chat::choose_route`].
    pub async fn pin_vendor(&self, vendor: Vendor) -> Result<Route> {
        let route = self.current_route().await?;
        self.choose_route(self.shown()?, Route { vendor, ..route }).await
    }

    /// Sets what goes with a conversation's requests. What refusals taught of its route is forgotten: a value that was
    /// changed may be taken.
    ///
    /// # Errors
    /// `invalid`, with words, for what no request can hold; [`Error::Storage`].
    pub async fn set_parameters(&self, id: ConversationId, parameters: Parameters) -> Result<Parameters> {
        check_parameters(&parameters)?;
        let origin = self.state().gateways.endpoint().origin();
        self.blocking(move |inner| {
            let mut route = inner.store.conversation(id)?.route;
            route.vendor = Api::for_route(&route).vendor(&route.vendor);
            inner.store.set_parameters(id, &parameters)?;
            inner.store.set_overrides(&Place { origin, route }, &[])?;
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
        Ok(self.blocking(move |inner| inner.store.conversation(id)).await?.route)
    }

    /// Stores what stands in the composer.
    ///
    /// # Errors
    /// [`Error::Storage`]
    pub async fn save_draft(&self, id: ConversationId, text: String) -> Result<()> {
        self.blocking(move |inner| inner.store.set_draft(id, &text)).await
    }

    /// A message's source: the Markdown of an answer, the words of a person.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for an unknown one.
    pub async fn load_source(&self, id: MessageId) -> Result<String> {
        Ok(self.blocking(move |inner| inner.store.message(id)).await?.text)
    }

    /// The conversation that the window shows.
    pub fn current(&self) -> Option<ConversationId> {
        self.state().current
    }

    fn shown(&self) -> Result<ConversationId> {
        self.current().ok_or_else(|| Error::Internal("no conversation is shown".to_owned()))
    }

    /// Tells the window about a conversation's row.
    pub(super) fn announce(&self, row: Conversation) -> ConversationSummary {
        let conversation = self.summary(row);
        if self.current() == Some(conversation.id) {
            self.inner.sink.shown(&conversation);
        }
        self.inner.sink.app(AppEvent::ConversationChanged { conversation: conversation.clone() });
        conversation
    }

    fn page(&self, page: ListedPage) -> ConversationPage {
        let ListedPage { rows, next } = page;
        ConversationPage { rows: rows.into_iter().map(|row| self.summary(row)).collect(), next }
    }

    async fn show<F>(&self, part: Part, find: F) -> Result<ConversationView>
    where
        F: FnOnce(&Store) -> Result<Conversation> + Send + 'static,
    {
        let chat = self.clone();
        let view = self
            .blocking(move |inner| {
                let mut row = find(&inner.store)?;
                if row.is_unread {
                    inner.store.set_unread(row.id, false)?;
                    row.is_unread = false;
                }
                inner.store.set_value(CURRENT, Some(&row.id.to_string()))?;
                chat.conversation_view(inner, row, part)
            })
            .await?;
        let mut state = self.state();
        state.current = Some(view.summary.id);
        state.work.leave_others(view.summary.id);
        drop(state);
        self.inner.sink.shown(&view.summary);
        Ok(view)
    }

    async fn remember_typed(&self, model: &str) -> Result<()> {
        let (is_listed, mut settings) = {
            let state = self.state();
            (state.models.lists(model), state.settings.clone())
        };
        if is_listed || settings.typed_models.first().is_some_and(|first| first == model) {
            return Ok(());
        }
        settings.typed_models.retain(|typed| typed != model);
        settings.typed_models.insert(0, model.to_owned());
        self.update_settings(settings).await.map(drop)
    }
}

/// `auto` and the documented vendors, in the order of the native menu.
pub fn vendors() -> Vec<VendorView> {
    let automatic = [("auto", "Automatic")];
    automatic
        .into_iter()
        .chain(Vendor::DOCUMENTED)
        .map(|(value, name)| VendorView { value: value.to_owned(), name: name.to_owned() })
        .collect()
}

fn checked(route: Route) -> Result<Route> {
    let model: String = route.model.trim().chars().filter(|c| !c.is_control()).take(200).collect();
    if model.is_empty() {
        return Err(Error::Invalid("Type the id of a model".to_owned()));
    }
    // Another model may have no native API, and then none is shown.
    let api_format = if Api::native(&model).is_some() { route.api_format } else { ApiFormat::Chat };
    Ok(Route { model, api_format, ..route })
}
