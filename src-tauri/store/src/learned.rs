//! What refusals and answers taught of a gateway's models: changes that requests need, the form in which PDFs are taken,
//! the inputs that are refused.
//!
//! Invariant: what cannot be read was not learned; a lesson that is lost costs one refused request.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, params};
use serde::{Serialize, de::DeserializeOwned};

use super::{Store, values::Json};
use yourouter_protocol::{ApiFormat, ModelInput, RequestOverride, Result, Route, SendAs};

/// Models of which refused inputs are remembered for one gateway; beyond it no more are.
const MAX_MODELS: usize = 1_000;

/// What a lesson is about: a model as one vendor of one gateway has it, through one API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The gateway's origin.
    pub origin: String,
    /// Model, vendor mode and API.
    pub route: Route,
}

/// A row's key.
struct Key<'a> {
    origin: &'a str,
    kind: &'static str,
    model: &'a str,
    vendor: &'a str,
    api_format: Option<ApiFormat>,
}

const OVERRIDES: &str = "overrides";
const SEND_AS: &str = "send as";
const REFUSED_INPUTS: &str = "refused inputs";

impl<'a> Key<'a> {
    fn overrides(place: &'a Place) -> Self {
        let Place { origin, route: Route { model, vendor, api_format, .. } } = place;
        Self { origin, kind: OVERRIDES, model, vendor: vendor.as_str(), api_format: Some(*api_format) }
    }

    /// Only the vendor's Chat Completions take PDFs in more than one form.
    fn send_as(origin: &'a str, route: &'a Route) -> Self {
        Self { origin, kind: SEND_AS, model: &route.model, vendor: route.vendor.as_str(), api_format: None }
    }

    fn refused_inputs(origin: &'a str, model: &'a str) -> Self {
        Self { origin, kind: REFUSED_INPUTS, model, vendor: "", api_format: None }
    }
}

impl Store {
    /// What refusals taught of a place.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn overrides(&self, place: &Place) -> Result<Vec<RequestOverride>> {
        Ok(self.learned(&Key::overrides(place))?.unwrap_or_default())
    }

    /// Keeps what refusals taught of a place in place of what was kept before; an empty list forgets that.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn set_overrides(&self, place: &Place, overrides: &[RequestOverride]) -> Result<()> {
        self.learn(&Key::overrides(place), (!overrides.is_empty()).then_some(overrides))
    }

    /// The form that a model was seen to take PDFs in.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn learned_send_as(&self, origin: &str, route: &Route) -> Result<Option<SendAs>> {
        self.learned(&Key::send_as(origin, route))
    }

    /// Remembers the form that a model took PDFs in; `None` forgets it.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn learn_send_as(&self, origin: &str, route: &Route, send_as: Option<SendAs>) -> Result<()> {
        self.learn(&Key::send_as(origin, route), send_as)
    }

    /// What each model of a gateway refused, by its id.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn refused_inputs(&self, origin: &str) -> Result<BTreeMap<String, Vec<ModelInput>>> {
        self.connections.read(|transaction| {
            let mut statement = transaction.prepare_cached(
                "SELECT model, json FROM learned WHERE origin = ?1 AND kind = ?2 ORDER BY model LIMIT ?3",
            )?;
            let rows = statement.query_map(params![origin, REFUSED_INPUTS, MAX_MODELS], |row| {
                Ok((row.get(0)?, row.get::<_, Json<_>>(1)?.0))
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Remembers what a model refuses; an empty list forgets it.
    ///
    /// # Errors
    /// `Error::Storage`.
    pub fn learn_refused_inputs(&self, origin: &str, model: &str, inputs: &[ModelInput]) -> Result<()> {
        self.learn(&Key::refused_inputs(origin, model), (!inputs.is_empty()).then_some(inputs))
    }

    fn learned<T: DeserializeOwned>(&self, key: &Key<'_>) -> Result<Option<T>> {
        let found: Option<Json<Option<T>>> = self.connections.read(|transaction| {
            Ok(transaction
                .prepare_cached(
                    "SELECT json FROM learned
                     WHERE origin = ?1 AND kind = ?2 AND model = ?3 AND vendor = ?4 AND api_format = ?5",
                )?
                .query_row(params![key.origin, key.kind, key.model, key.vendor, key.api_format()], |row| {
                    row.get(0)
                })
                .optional()?)
        })?;
        Ok(found.and_then(|Json(value)| value))
    }

    fn learn<T: Serialize>(&self, key: &Key<'_>, value: Option<T>) -> Result<()> {
        self.connections.write(|transaction| {
            transaction.execute(
                "DELETE FROM learned
                 WHERE origin = ?1 AND kind = ?2 AND model = ?3 AND vendor = ?4 AND api_format = ?5",
                params![key.origin, key.kind, key.model, key.vendor, key.api_format()],
            )?;
            if let Some(value) = value {
                transaction.execute(
                    "INSERT INTO learned (origin, kind, model, vendor, api_format, json)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    params![key.origin, key.kind, key.model, key.vendor, key.api_format(), Json(value)],
                )?;
            }
            Ok(())
        })
    }
}

impl Key<'_> {
    /// As it stands in the column: empty for every API.
    fn api_format(&self) -> &'static str {
        match self.api_format {
            None => "",
            Some(ApiFormat::Chat) => "chat",
            Some(ApiFormat::Native) => "native",
        }
    }
}
