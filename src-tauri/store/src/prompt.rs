//! Saved prompts.

use rusqlite::params;
use yourouter_protocol::words::details;
use yourouter_protocol::{Error, Prompt, PromptId, Result, SavePrompt};

use super::{Store, conversation::folded, expect_one};

/// The longest name, in characters.
const MAX_NAME: usize = 60;

impl Store {
    /// All prompts, by name.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn prompts(&self) -> Result<Vec<Prompt>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached("SELECT id, name, text FROM prompts")?;
            let rows = statement.query_map([], |row| {
                Ok(Prompt { id: row.get("id")?, name: row.get("name")?, text: row.get("text")? })
            })?;
            let mut prompts: Vec<Prompt> = rows.collect::<rusqlite::Result<_>>()?;
            prompts.sort_by_cached_key(|prompt| folded(&prompt.name));
            Ok(prompts)
        })
    }

    /// Makes or changes a prompt.
    ///
    /// # Errors
    /// `Error::Invalid` for a name or a text that is empty, and for a name that is taken; `Error::Internal` if the
    /// prompt is not there.
    pub fn save_prompt(&self, save: &SavePrompt) -> Result<PromptId> {
        let words: Vec<&str> = save.name.trim().trim_start_matches('/').split_whitespace().collect();
        let name: String = words.join("-").chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
        if name.is_empty() {
            return Err(Error::invalid(details::prompt_name_missing()));
        }
        if save.text.trim().is_empty() {
            return Err(Error::invalid(details::prompt_text_missing()));
        }
        let wanted = folded(&name);
        let is_taken = |other: &Prompt| Some(other.id) != save.id && folded(&other.name) == wanted;
        if self.prompts()?.iter().any(is_taken) {
            return Err(Error::invalid(details::prompt_name_taken()));
        }
        let id = save.id.unwrap_or_default();
        self.connections.write(|transaction| {
            if save.id.is_none() {
                transaction.execute("INSERT INTO prompts (id, name, text) VALUES (?1, '', '')", [id])?;
            }
            let changed = transaction.execute(
                "UPDATE prompts SET name = ?2, text = ?3 WHERE id = ?1",
                params![id, name, save.text],
            )?;
            expect_one(changed, "prompt")?;
            Ok(id)
        })
    }

    /// Deletes a prompt.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn delete_prompt(&self, id: PromptId) -> Result<()> {
        self.connections.write(|transaction| {
            transaction.execute("DELETE FROM prompts WHERE id = ?1", [id])?;
            Ok(())
        })
    }
}
