//! Folders, and what goes for the conversations in them.
//!
//! Invariant: a turn whose folder's instructions cannot be read does not go out.

use std::sync::Arc;

use yourouter_protocol::{
    AppEvent, ConversationView, FolderDefaults, FolderId, FolderView, Parameters, Result, Route, SaveFolder,
};
use yourouter_store::{Conversation, Part, Store};

use super::Conversations;
use crate::{now_ms, storage::Storage};

impl Conversations {
    /// Makes or changes a folder.
    ///
    /// # Errors
    /// [`Error::Invalid`](yourouter_protocol::Error::Invalid) for a name that is empty or taken, and for a route without a
    /// model; `Error::Storage`.
    pub async fn save_folder(&self, mut save: SaveFolder) -> Result<FolderView> {
        if let Some(defaults) = &mut save.defaults {
            defaults.route = defaults.route.take().map(super::checked).transpose()?;
        }
        let (id, folders) = self
            .storage
            .run(move |storage| Ok((storage.store.save_folder(&save)?, storage.store.folders()?)))
            .await?;
        let saved = folders.iter().find(|folder| folder.id == id).cloned();
        self.sink.app(AppEvent::FoldersChanged { folders });
        saved.ok_or_else(|| yourouter_protocol::Error::Internal("a folder was deleted meanwhile".to_owned()))
    }

    /// Deletes a folder. Its conversations stay where they are otherwise.
    ///
    /// # Errors
    /// `Error::Storage`
    pub async fn delete_folder(&self, id: FolderId) -> Result<()> {
        let (rows, folders) = self
            .storage
            .run(move |storage| Ok((storage.store.delete_folder(id)?, storage.store.folders()?)))
            .await?;
        self.sink.app(AppEvent::FoldersChanged { folders });
        self.announce_all(rows);
        Ok(())
    }

    /// Opens the chat that has no message yet in a folder, or in none, with its draft. It takes the folder's route, and
    /// the default system prompt unless the folder has one.
    ///
    /// # Errors
    /// `Error::Storage`, also if what was set for the folder cannot be read.
    pub async fn new_conversation(self: &Arc<Self>, folder: Option<FolderId>) -> Result<ConversationView> {
        self.begin_blank(Some(folder)).await
    }

    /// The same where it was left.
    pub(super) async fn open_blank(self: &Arc<Self>) -> Result<ConversationView> {
        self.begin_blank(None).await
    }

    async fn begin_blank(self: &Arc<Self>, folder: Option<Option<FolderId>>) -> Result<ConversationView> {
        let (route, prompt) = self
            .settings
            .get(|settings| (settings.default_route.clone(), settings.default_system_prompt.clone()));
        self.show(Part::Newest, move |store| {
            let blank = store.blank_conversation(&route, now_ms())?;
            let is_reopened = folder.is_none();
            let folder = folder.unwrap_or_else(|| blank.folders.first().copied());
            let defaults = match folder.map(|id| store.folder_defaults(id)).transpose() {
                Ok(defaults) => defaults.unwrap_or_default(),
                // The program starts all the same; nothing goes out until it can be read.
                Err(_) if is_reopened => return Ok(blank),
                Err(error) => return Err(error),
            };
            let usual = Parameters { system_prompt: prompt, ..Parameters::default() };
            let wanted =
                if defaults.system_prompt.is_empty() { usual.clone() } else { Parameters::default() };
            // What a person set for it stays.
            let is_untouched = [&Parameters::default(), &usual].contains(&&blank.parameters);
            if is_untouched && blank.parameters != wanted {
                store.set_parameters(blank.id, &wanted)?;
            }
            if blank.folders.first().copied() != folder || blank.folders.len() > 1 {
                follow_route(store, &blank, &route, &defaults)?;
                return store.file_blank(blank.id, folder);
            }
            store.conversation(blank.id)
        })
        .await
    }
}

/// A route that the person chose stays; one that a folder gave goes with the folder.
fn follow_route(store: &Store, blank: &Conversation, usual: &Route, defaults: &FolderDefaults) -> Result<()> {
    let before = blank.folders.first().and_then(|id| store.folder_defaults(*id).ok());
    let was_given = before.and_then(|before| before.route).is_some_and(|given| given == blank.route);
    match &defaults.route {
        Some(given) => store.set_route(blank.id, given),
        None if was_given => store.set_route(blank.id, usual),
        None => Ok(()),
    }
}

/// The parameters of a conversation with what its folders add, without the instructions that a person excluded.
///
/// # Errors
/// `Error::Storage` if what was set for a folder cannot be read.
pub(crate) fn with_folders(storage: &Storage, conversation: &Conversation) -> Result<Parameters> {
    let system_prompt = match conversation.is_prompt_excluded {
        true => String::new(),
        false => instructions(storage, conversation)?,
    };
    Ok(Parameters { system_prompt, ..conversation.parameters.clone() })
}

/// The instructions that a person excluded from the requests of a conversation.
///
/// # Errors
/// As [`with_folders`].
pub(crate) fn excluded_prompt(storage: &Storage, conversation: &Conversation) -> Result<Option<String>> {
    if !conversation.is_prompt_excluded {
        return Ok(None);
    }
    Ok(Some(instructions(storage, conversation)?).filter(|prompt| !prompt.trim().is_empty()))
}

/// The conversation's own instructions, else those of its folders, one after the other.
fn instructions(storage: &Storage, conversation: &Conversation) -> Result<String> {
    let mut prompts = Vec::new();
    for id in &conversation.folders {
        let FolderDefaults { system_prompt, .. } = storage.store.folder_defaults(*id)?;
        if !system_prompt.trim().is_empty() {
            prompts.push(system_prompt);
        }
    }
    let own = &conversation.parameters.system_prompt;
    Ok(if own.trim().is_empty() && !prompts.is_empty() { prompts.join("\n\n") } else { own.clone() })
}
