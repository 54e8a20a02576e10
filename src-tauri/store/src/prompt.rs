//! Saved prompts.

use rusqlite::params;
use yourouter_protocol::words::details;
use yourouter_protocol::{Error, Prompt, PromptId, Result, SavePrompt};

use super::{Store, conversation::folded, expect_one};

/// The longest name, in characters.
const MAX_NAME: usize = 60;
/// Bytes of a text that is taken from a file.
const MAX_IMPORTED: usize = 1_000_000;

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
        let name = checked(&save.name, &save.text)?;
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

    /// Adds a prompt of an export, unless it is there: that stays as it is. Where another one has its name, it takes the
    /// next one that is free. Whether it is new.
    ///
    /// # Errors
    /// `Error::Invalid` for a name or a text that is empty, and for a text that is too long; `Error::Storage`.
    pub fn import_prompt(&self, prompt: &Prompt) -> Result<bool> {
        let name = checked(&prompt.name, &prompt.text)?;
        if prompt.text.len() > MAX_IMPORTED {
            return Err(Error::invalid(details::import_prompt_too_long()));
        }
        self.connections.write_relaxed(|transaction| {
            let mut statement = transaction.prepare_cached("SELECT id, name, text = ?1 FROM prompts")?;
            let rows = statement.query_map([&prompt.text], |row| {
                Ok((row.get::<_, PromptId>(0)?, folded(&row.get::<_, String>(1)?), row.get::<_, bool>(2)?))
            })?;
            let there: Vec<(PromptId, String, bool)> = rows.collect::<rusqlite::Result<_>>()?;
            let wanted = folded(&name);
            if there.iter().any(|(id, name, is_same)| *id == prompt.id || *is_same && *name == wanted) {
                return Ok(false);
            }
            let short: String = name.chars().take(MAX_NAME - 5).collect();
            let names = std::iter::once(name).chain((2..).map(|number| format!("{short}-{number}")));
            let is_free = |name: &String| !there.iter().any(|(_, other, _)| *other == folded(name));
            let name = names.into_iter().find(is_free).unwrap_or(short);
            transaction.execute(
                "INSERT INTO prompts (id, name, text) VALUES (?1, ?2, ?3)",
                params![prompt.id, name, prompt.text],
            )?;
            Ok(true)
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

/// A name as it is kept.
fn checked(name: &str, text: &str) -> Result<String> {
    let words: Vec<&str> = name.trim().trim_start_matches('/').split_whitespace().collect();
    let name: String = words.join("-").chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
    if name.is_empty() {
        return Err(Error::invalid(details::prompt_name_missing()));
    }
    if text.trim().is_empty() {
        return Err(Error::invalid(details::prompt_text_missing()));
    }
    Ok(name)
}
