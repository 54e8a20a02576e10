//! The list of gateways.
//!
//! Invariant: a row's base URL never changes. A gateway that gets another one is another row, which takes its place in
//! the list and in the chats that name it; the steps of answers keep the row that was asked.

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::{Store, values::Json};
use yourouter_protocol::{ConversationId, GatewayLook, Result, Vendor};

/// A gateway of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedGateway {
    /// Its base URL, which names it.
    pub base_url: String,
    /// What the person calls it; may be empty.
    pub name: String,
    /// Its colour.
    pub look: GatewayLook,
    /// Whether it is asked with a key.
    pub needs_key: bool,
    /// The vendors that it takes; `None` for the documented ones.
    pub vendors: Option<Vec<String>>,
    /// How many chats name it. Not read when it is saved.
    pub chats: u32,
}

impl Store {
    /// The gateways of the list, in the order in which they were added.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn gateways(&self) -> Result<Vec<ListedGateway>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT g.base_url, g.name, g.look, g.needs_key, g.vendors_json,
                     (SELECT count(*) FROM conversations c
                      WHERE c.gateway_seq = g.seq AND c.head_seq IS NOT NULL AND c.deleted_at_ms IS NULL) AS chats
                 FROM gateways g WHERE g.listed_at_ms IS NOT NULL ORDER BY g.listed_at_ms, g.seq",
            )?;
            let rows = statement.query_map([], listed)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Adds a gateway to the list, or changes the one with this base URL. One that `replaces` another takes its place
    /// in the list and in the chats that name it.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn save_gateway(&self, gateway: &ListedGateway, replaces: Option<&str>, now_ms: i64) -> Result<()> {
        self.connections.write(|transaction| {
            let place = replaces.map(|replaced| place(transaction, replaced)).transpose()?.flatten();
            transaction.execute(
                "INSERT INTO gateways (base_url, name, look, needs_key, vendors_json, listed_at_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (base_url) DO UPDATE SET name = ?2, look = ?3, needs_key = ?4, vendors_json = ?5,
                     listed_at_ms = coalesce(listed_at_ms, ?6)",
                params![
                    gateway.base_url,
                    gateway.name,
                    gateway.look,
                    gateway.needs_key,
                    gateway.vendors.as_ref().map(Json),
                    place.unwrap_or(now_ms),
                ],
            )?;
            if let Some(replaced) = replaces.filter(|replaced| *replaced != gateway.base_url) {
                transaction.execute(
                    "UPDATE conversations SET gateway_seq = (SELECT seq FROM gateways WHERE base_url = ?2)
                     WHERE gateway_seq = (SELECT seq FROM gateways WHERE base_url = ?1)",
                    [replaced, &gateway.base_url],
                )?;
                unlist(transaction, replaced)?;
            }
            Ok(())
        })
    }

    /// Whoever is known to have served the first answer of a conversation that this model of this gateway gave: the
    /// vendor that the reply named, else the one that was asked for.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn first_vendor(&self, id: ConversationId, model: &str, base_url: &str) -> Result<Option<Vendor>> {
        self.connections.read(|transaction| {
            let vendor: Option<Option<String>> = transaction
                .prepare_cached(
                    "SELECT coalesce(s.vendor_reported, nullif(
                         (SELECT p.vendor FROM attempts p WHERE p.step_seq = s.seq ORDER BY p.seq DESC LIMIT 1),
                         'auto')) AS vendor
                     FROM conversations c
                     CROSS JOIN turns t ON t.conversation_seq = c.seq
                     CROSS JOIN steps s ON s.turn_seq = t.seq
                     CROSS JOIN gateways g ON g.seq = s.gateway_seq
                     WHERE c.id = ?1 AND t.state = 'done' AND s.model = ?2 AND g.base_url = ?3
                     ORDER BY t.seq, s.seq LIMIT 1",
                )?
                .query_row(params![id, model, base_url], |row| row.get(0))
                .optional()?;
            Ok(vendor.flatten().map(|vendor| Vendor::new(&vendor)))
        })
    }

    /// Takes a gateway off the list. Chats and answers that name it go on naming it.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn remove_gateway(&self, base_url: &str) -> Result<()> {
        self.connections.write(|transaction| unlist(transaction, base_url))
    }
}

/// The row of a base URL, made if there is none. It is not on the list by that.
pub(super) fn row_of(transaction: &Transaction<'_>, base_url: &str) -> Result<i64> {
    transaction.execute("INSERT OR IGNORE INTO gateways (base_url) VALUES (?1)", [base_url])?;
    Ok(transaction
        .prepare_cached("SELECT seq FROM gateways WHERE base_url = ?1")?
        .query_row([base_url], |row| row.get(0))?)
}

fn place(transaction: &Transaction<'_>, base_url: &str) -> Result<Option<i64>> {
    let place = transaction
        .query_row("SELECT listed_at_ms FROM gateways WHERE base_url = ?1", [base_url], |row| row.get(0))
        .optional()?;
    Ok(place.flatten())
}

fn unlist(transaction: &Transaction<'_>, base_url: &str) -> Result<()> {
    transaction.execute("UPDATE gateways SET listed_at_ms = NULL WHERE base_url = ?1", [base_url])?;
    Ok(())
}

fn listed(row: &Row<'_>) -> rusqlite::Result<ListedGateway> {
    Ok(ListedGateway {
        base_url: row.get("base_url")?,
        name: row.get("name")?,
        // A later version's colour is none that this one can show.
        look: super::values::known(row, "look")?.unwrap_or_default(),
        needs_key: row.get("needs_key")?,
        vendors: row.get::<_, Json<Option<Vec<String>>>>("vendors_json")?.0,
        chats: row.get("chats")?,
    })
}
