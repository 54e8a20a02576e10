//! What a person set for a conversation's requests, and what refusals taught of a gateway's model.
//!
//! Invariant: what cannot be read takes its default; a lesson that is lost costs one refused request.

use rusqlite::{OptionalExtension, params};

use super::{Store, expect_one, values::Json};
use yourouter_protocol::{ConversationId, Parameters, RequestOverride, Result, Route};

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
        self.connections.write(|transaction| {
            let changed = transaction.execute(
                "UPDATE conversations SET parameters_json = ?2 WHERE id = ?1",
                params![id, Json(parameters)],
            )?;
            expect_one(changed, "conversation")
        })
    }

    /// What refusals taught of a place.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn overrides(&self, place: &Place) -> Result<Vec<RequestOverride>> {
        let Place { origin, route } = place;
        let kept: Option<Json<_>> = self.connections.read(|transaction| {
            Ok(transaction
                .prepare_cached(
                    "SELECT adjustments_json FROM adjustments
                     WHERE origin = ?1 AND vendor = ?2 AND model = ?3 AND wire = ?4",
                )?
                .query_row(params![origin, route.vendor, route.model, route.api_format], |row| row.get(0))
                .optional()?)
        })?;
        Ok(kept.map(|Json(overrides)| overrides).unwrap_or_default())
    }

    /// Keeps what refusals taught of a place in place of what was kept before; an empty list forgets that.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn set_overrides(&self, place: &Place, overrides: &[RequestOverride]) -> Result<()> {
        let Place { origin, route } = place;
        self.connections.write(|transaction| {
            if overrides.is_empty() {
                transaction.execute(
                    "DELETE FROM adjustments WHERE origin = ?1 AND vendor = ?2 AND model = ?3 AND wire = ?4",
                    params![origin, route.vendor, route.model, route.api_format],
                )?;
                return Ok(());
            }
            transaction.execute(
                "INSERT OR REPLACE INTO adjustments (origin, vendor, model, wire, adjustments_json)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![origin, route.vendor, route.model, route.api_format, Json(overrides)],
            )?;
            Ok(())
        })
    }
}
