//! Folders: made, changed, deleted, and what goes for the conversations in them.
//!
//! Invariant: what a person set for a folder is either read whole or said to be unreadable; it is never left out.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, Row, Transaction, params};
use yourouter_protocol::words::details;
use yourouter_protocol::{
    ArchivedFolder, ConversationId, Error, FolderDefaults, FolderId, FolderView, Result, Route, SaveFolder,
    Vendor,
    error::{StorageError, StorageProblem},
};

use super::{Conversation, Store, conversation, expect_one, values::Json};

/// The longest name that is taken from a file, in characters.
const MAX_IMPORTED_NAME: usize = 200;

impl Store {
    /// All folders, by name.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn folders(&self) -> Result<Vec<FolderView>> {
        self.connections.read(folders)
    }

    /// What an export has of folders: of all, or of those that these conversations are in.
    ///
    /// # Errors
    /// `Error::Invalid`, in words, if what was set for one cannot be read; `Error::Storage`.
    pub fn archived_folders(&self, of: Option<&[ConversationId]>) -> Result<Vec<ArchivedFolder>> {
        let (mut folders, wanted) = self.connections.read(|transaction| {
            let Some(of) = of else { return Ok((folders(transaction)?, None)) };
            let mut statement = transaction.prepare_cached(
                "SELECT DISTINCT f.id FROM conversations c
                 JOIN folder_conversations i ON i.conversation_seq = c.seq JOIN folders f ON f.seq = i.folder_seq
                 WHERE c.id IN (SELECT value FROM json_each(?1))",
            )?;
            let wanted: HashSet<FolderId> =
                statement.query_map([Json(of)], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok((folders(transaction)?, Some(wanted)))
        })?;
        folders.retain(|folder| wanted.as_ref().is_none_or(|wanted| wanted.contains(&folder.id)));
        folders.into_iter().map(archived).collect()
    }

    /// Adds a folder of an export, unless it, or one of its name, is there: that stays as it is. Gives the one that
    /// stands for it, and whether it is new.
    ///
    /// # Errors
    /// `Error::Invalid` for a name that is empty, `Error::Storage`.
    pub fn import_folder(&self, archived: &ArchivedFolder) -> Result<(FolderId, bool)> {
        let ArchivedFolder { id, is_hiding, model, system_prompt, .. } = archived;
        let name: String = tidy(&archived.name)?.chars().take(MAX_IMPORTED_NAME).collect();
        let route = (!model.is_empty()).then(|| Route::new(model.clone(), Vendor::auto()));
        let defaults = FolderDefaults { route, system_prompt: system_prompt.clone() };
        self.connections.write_relaxed(|transaction| {
            let wanted = conversation::folded(&name);
            let there = folders(transaction)?;
            let is_it = |other: &&FolderView| other.id == *id || conversation::folded(&other.name) == wanted;
            if let Some(there) = there.iter().find(is_it) {
                return Ok((there.id, false));
            }
            transaction.execute(
                "INSERT INTO folders (id, name, is_hiding, defaults_json) VALUES (?1, ?2, ?3, ?4)",
                params![id, name, is_hiding, Json(&defaults)],
            )?;
            Ok((*id, true))
        })
    }

    /// Makes or changes a folder.
    ///
    /// # Errors
    /// `Error::Invalid` for a name that is empty or taken, `Error::Internal` if the folder is not there.
    pub fn save_folder(&self, save: &SaveFolder) -> Result<FolderId> {
        let name = tidy(&save.name)?;
        let wanted = conversation::folded(&name);
        let is_taken =
            |other: &FolderView| Some(other.id) != save.id && conversation::folded(&other.name) == wanted;
        if self.folders()?.iter().any(is_taken) {
            return Err(Error::invalid(details::folder_name_taken()));
        }
        let id = save.id.unwrap_or_default();
        self.connections.write(|transaction| {
            if save.id.is_none() {
                transaction.execute("INSERT INTO folders (id, name) VALUES (?1, '')", [id])?;
            }
            let changed = transaction.execute(
                "UPDATE folders SET name = ?2, is_hiding = ?3, defaults_json = coalesce(?4, defaults_json)
                 WHERE id = ?1",
                params![id, name, save.is_hiding, save.defaults.as_ref().map(Json)],
            )?;
            expect_one(changed, "folder")?;
            Ok(id)
        })
    }

    /// Deletes a folder; its conversations stay. Gives their rows.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn delete_folder(&self, id: FolderId) -> Result<Vec<Conversation>> {
        self.connections.write(|transaction| {
            let members: Vec<ConversationId> = transaction
                .prepare(
                    "SELECT c.id FROM folders f
                     CROSS JOIN folder_conversations i ON i.folder_seq = f.seq
                     CROSS JOIN conversations c ON c.seq = i.conversation_seq
                     WHERE f.id = ?1 AND c.head_seq IS NOT NULL",
                )?
                .query_map([id], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            transaction.execute("DELETE FROM folders WHERE id = ?1", [id])?;
            members.into_iter().map(|member| conversation::conversation(transaction, member)).collect()
        })
    }

    /// All conversations of a folder that have messages and are not in the trash, archived ones included, the one that
    /// changed last first.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn filed_ids(&self, id: FolderId) -> Result<Vec<ConversationId>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT c.id FROM folders f
                 CROSS JOIN folder_conversations i ON i.folder_seq = f.seq
                 CROSS JOIN conversations c ON c.seq = i.conversation_seq
                 WHERE f.id = ?1 AND c.head_seq IS NOT NULL AND c.deleted_at_ms IS NULL
                 ORDER BY c.updated_at_ms DESC, c.seq DESC",
            )?;
            Ok(statement.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Puts the conversation without messages into one folder, or into none.
    ///
    /// # Errors
    /// `Error::Internal` if the folder is not there.
    pub fn file_blank(&self, id: ConversationId, folder: Option<FolderId>) -> Result<Conversation> {
        self.connections.write(|transaction| {
            transaction.execute(
                "DELETE FROM folder_conversations
                 WHERE conversation_seq = (SELECT seq FROM conversations WHERE id = ?1 AND head_seq IS NULL)",
                [id],
            )?;
            if let Some(folder) = folder {
                transaction.execute(
                    "INSERT INTO folder_conversations (conversation_seq, folder_seq)
                     SELECT seq, (SELECT seq FROM folders WHERE id = ?2) FROM conversations
                     WHERE id = ?1 AND head_seq IS NULL",
                    params![id, folder],
                )?;
            }
            conversation::conversation(transaction, id)
        })
    }

    /// What goes for the conversations of a folder.
    ///
    /// # Errors
    /// `Error::Storage` if it cannot be read, `Error::Internal` if there is no such folder.
    pub fn folder_defaults(&self, id: FolderId) -> Result<FolderDefaults> {
        let row = self.connections.read(|transaction| {
            let found = transaction
                .prepare_cached("SELECT id, name, is_hiding, defaults_json FROM folders WHERE id = ?1")?
                .query_row([id], folder)
                .optional()?;
            found.ok_or_else(|| super::unknown("folder"))
        })?;
        let FolderView { name, defaults, .. } = row;
        defaults.ok_or_else(|| {
            let words = format!("the settings of the folder “{name}” cannot be read, so nothing was sent");
            StorageError::new(StorageProblem::Damaged, words).into()
        })
    }
}

/// All, by name.
fn folders(transaction: &Transaction<'_>) -> Result<Vec<FolderView>> {
    let mut statement =
        transaction.prepare_cached("SELECT id, name, is_hiding, defaults_json FROM folders")?;
    let rows = statement.query_map([], folder)?;
    let mut folders: Vec<FolderView> = rows.collect::<rusqlite::Result<_>>()?;
    folders.sort_by_cached_key(|folder| conversation::folded(&folder.name));
    Ok(folders)
}

/// A name as it is kept.
fn tidy(name: &str) -> Result<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { Err(Error::invalid(details::folder_name_missing())) } else { Ok(name) }
}

fn archived(FolderView { id, name, is_hiding, defaults }: FolderView) -> Result<ArchivedFolder> {
    let Some(FolderDefaults { route, system_prompt }) = defaults else {
        return Err(Error::Invalid(details::export_folder_unreadable(&name)));
    };
    Ok(ArchivedFolder {
        id,
        name,
        is_hiding,
        model: route.map(|route| route.model).unwrap_or_default(),
        system_prompt,
    })
}

fn folder(row: &Row<'_>) -> rusqlite::Result<FolderView> {
    let defaults =
        row.get_ref("defaults_json")?.as_str().ok().and_then(|json| serde_json::from_str(json).ok());
    Ok(FolderView { id: row.get("id")?, name: row.get("name")?, is_hiding: row.get("is_hiding")?, defaults })
}
