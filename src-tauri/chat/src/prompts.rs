//! Saved prompts, inserted by their names in the composer.

use yourouter_protocol::{Prompt, PromptId, Result, SavePrompt};

use crate::storage::Storage;

/// The prompt library.
pub struct Prompts {
    pub(crate) storage: Storage,
}

impl Prompts {
    /// All of them, by name.
    ///
    /// # Errors
    /// `Error::Storage`
    pub async fn load_prompts(&self) -> Result<Vec<Prompt>> {
        self.storage.run(|storage| storage.store.prompts()).await
    }

    /// Makes or changes one, and gives all of them.
    ///
    /// # Errors
    /// `Error::Invalid`, in words, for a name or a text that is empty, and for a name that is taken; `Error::Storage`.
    pub async fn save_prompt(&self, save: SavePrompt) -> Result<Vec<Prompt>> {
        self.storage
            .run(move |storage| storage.store.save_prompt(&save).and_then(|_| storage.store.prompts()))
            .await
    }

    /// Deletes one, and gives the others.
    ///
    /// # Errors
    /// `Error::Storage`
    pub async fn delete_prompt(&self, id: PromptId) -> Result<Vec<Prompt>> {
        self.storage
            .run(move |storage| storage.store.delete_prompt(id).and_then(|()| storage.store.prompts()))
            .await
    }
}
