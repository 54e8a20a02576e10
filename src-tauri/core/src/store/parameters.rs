//! What a person set for a conversation's requests, and what refusals taught of a gateway's model.
//!
//! Invariant: what cannot be read takes its default; a lesson that is lost costs one refused request.

use rusqlite::{OptionalExtension, params};

use super::{Store, columns, conversation};
use crate::{
    Error, Result,
    protocol::{Adjustment, ConversationId, Parameters, Route},
};

/// What a lesson is about: a model as one vendor of one gateway has it, through one API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The gateway's origin.
    pub origin: String,
    /// Model, vendor mode and API.
    pub route: Route,
}

impl Store {
    /// Changes what goes with a conversation's requests.
    ///
    /// # Errors
    /// `Error::Internal` if there is no such conversation.
    pub fn set_parameters(&self, id: ConversationId, parameters: &Parameters) -> Result<()> {
        let json = json(parameters)?;
        self.connections.write(|transaction| {
            let changed = transaction.execute(
                "UPDATE conversations SET parameters_json = ?2 WHERE id = ?1",
                params![id.to_string(), json],
            )?;
            conversation::expect_one(changed)
        })
    }

    /// What refusals taught of a place.
    pub fn adjustments(&self, place: &Place) -> Result<Vec<Adjustment>> {
        let json: Option<String> = self.connections.read(|transaction| {
            Ok(transaction
                .prepare_cached(
                    "SELECT adjustments_json FROM adjustments
                     WHERE origin = ?1 AND vendor = ?2 AND model = ?3 AND wire = ?4",
                )?
                .query_row(key(place), |row| row.get(0))
                .optional()?)
        })?;
        Ok(json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
    }

    /// Keeps what refusals taught of a place, in place of what was kept before; nothing forgets it.
    pub fn set_adjustments(&self, place: &Place, adjustments: &[Adjustment]) -> Result<()> {
        let json = json(adjustments)?;
        let [origin, vendor, model, wire] = key(place);
        self.connections.write(|transaction| {
            match adjustments.is_empty() {
                true => transaction.execute(
                    "DELETE FROM adjustments WHERE origin = ?1 AND vendor = ?2 AND model = ?3 AND wire = ?4",
                    [origin, vendor, model, wire],
                )?,
                false => transaction.execute(
                    "INSERT OR REPLACE INTO adjustments (origin, vendor, model, wire, adjustments_json)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![origin, vendor, model, wire, json],
                )?,
            };
            Ok(())
        })
    }
}

/// A value as the text of a column.
pub(super) fn json<T: serde::Serialize + ?Sized>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Internal(error.to_string()))
}

fn key(place: &Place) -> [&str; 4] {
    let Place { origin, route } = place;
    [origin, route.vendor.as_str(), &route.model, columns::wire_word(route.wire)]
}
