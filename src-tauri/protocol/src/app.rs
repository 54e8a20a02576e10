//! The settings, the models and the first snapshot as the page sees them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    AvoidedVendor, ConversationPage, ConversationView, Error, Failure, FolderView, GatewayView, Lane,
    ModelPrice, Result, Route, TypedPrice,
};

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// The size of the reading column's text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ReadingSize {
    /// 15 px.
    Small,
    /// 16 px.
    #[default]
    Medium,
    /// 18 px.
    Large,
}

/// How close rows and controls stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Density {
    /// 30 px rows.
    #[default]
    Compact,
    /// 36 px rows.
    Comfortable,
}

/// What happens when the only vendor that a route allows keeps failing before any text came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Failover {
    /// The turn fails; nothing is offered but to try again.
    Off,
    /// The turn fails, and the failure offers automatic routing.
    #[default]
    Ask,
}

/// What a person set. Unknown or missing fields in a stored file take their defaults.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// Light or dark.
    pub theme: Theme,
    /// The size of the reading column's text.
    pub reading_size: ReadingSize,
    /// How close rows stand.
    pub density: Density,
    /// Whether answers are streamed (`"stream": true`) or come in one piece.
    pub is_streaming: bool,
    /// Whether a request that failed before any text came is tried again (API reference, section 7.3).
    pub is_retrying: bool,
    /// What happens when a pinned vendor keeps failing.
    pub failover: Failover,
    /// Whether the sidebar is hidden.
    pub is_sidebar_hidden: bool,
    /// How large everything is shown, in percent of its own size: from 50 to 300.
    pub zoom_percent: u16,
    /// The system prompt that a new chat begins with; empty for none.
    pub default_system_prompt: String,
    /// Where a new chat's first message goes.
    pub default_route: Route,
    /// Model ids that were typed by hand, newest first, at most 20.
    pub typed_models: Vec<String>,
    /// Model ids that a person marked, in the order of marking, at most 100.
    pub favourite_models: Vec<String>,
    /// Model ids that the picker leaves out unless they are searched for.
    pub hidden_models: Vec<String>,
    /// Routes that were used, newest first, at most 10.
    pub recent_routes: Vec<Route>,
    /// The lanes that were compared last.
    pub lanes: Vec<Lane>,
    /// How long the gateway may be silent, in seconds (API reference, section 5.3: at least 300).
    pub idle_timeout_seconds: u32,
    /// Whether requests and replies are kept for the inspector.
    pub keeps_requests: bool,
    /// What tokens of models cost, as a person typed it, at most 500.
    pub prices: Vec<TypedPrice>,
    /// Vendors that are not asked first for a while, at most 100; those whose time is over stand there until others come.
    pub avoided: Vec<AvoidedVendor>,
    /// What a calendar month may come to by list prices before it is asked about, in millionths of a US dollar.
    pub monthly_limit: Option<u64>,
    /// The same for a calendar day.
    pub daily_limit: Option<u64>,
    /// The same for each chat.
    pub chat_limit: Option<u64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            reading_size: ReadingSize::default(),
            density: Density::default(),
            is_streaming: true,
            is_retrying: true,
            failover: Failover::default(),
            is_sidebar_hidden: false,
            zoom_percent: 100,
            default_system_prompt: String::new(),
            default_route: Route::default(),
            typed_models: Vec::new(),
            favourite_models: Vec::new(),
            hidden_models: Vec::new(),
            recent_routes: Vec::new(),
            lanes: Vec::new(),
            idle_timeout_seconds: 300,
            keeps_requests: true,
            prices: Vec::new(),
            avoided: Vec::new(),
            monthly_limit: None,
            daily_limit: None,
            chat_limit: None,
        }
    }
}

/// Fields of the settings with other values: what the page changes leaves what others change alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SettingsChange(Map<String, Value>);

impl Settings {
    /// These settings with a change.
    ///
    /// # Errors
    /// [`Error::Internal`] for a value that a field cannot have; nothing is changed then.
    pub fn with(&self, change: SettingsChange) -> Result<Self> {
        let wrong =
            |error: serde_json::Error| Error::Internal(format!("a setting cannot be changed: {error}"));
        let mut fields: Map<String, Value> =
            serde_json::to_value(self).and_then(serde_json::from_value).map_err(wrong)?;
        fields.extend(change.0);
        serde_json::from_value(Value::Object(fields)).map_err(wrong)
    }
}

/// A model, with what it takes: what the gateway's list says, else what its family is known to take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ModelView {
    /// The id exactly as the API takes it.
    pub id: String,
    /// Reads images.
    pub has_vision: bool,
    /// Reads PDF `file` blocks.
    pub has_pdf: bool,
    /// Calls tools.
    pub has_tools: bool,
    /// Reasons before it answers.
    pub has_reasoning: bool,
    /// Tokens that it can read, if the gateway says so.
    #[serde(default)]
    pub context_tokens: Option<u32>,
    /// Tokens that it read and wrote in all on the day of the program's own snapshot, if that has it.
    #[serde(default)]
    pub snapshot_context: Option<u32>,
    /// The day on which it is taken away, such as `2027-01-31`, if the gateway says so.
    #[serde(default)]
    pub retires_on: Option<String>,
    /// Whether the gateway's list says what it takes; else it is inferred.
    #[serde(default)]
    pub is_reported: bool,
    /// What it costs, if the gateway says so.
    #[serde(default)]
    pub price: Option<ModelPrice>,
    /// What it cost on the day of the program's own snapshot, if that has it.
    #[serde(default)]
    pub snapshot_price: Option<ModelPrice>,
    /// Inputs of which the gateway's list says expressly whether it takes them; no refusal speaks against that.
    #[serde(default)]
    pub reported_inputs: Vec<ModelInput>,
    /// Inputs that it refused, so that it is not said to take them.
    #[serde(default)]
    pub refused_inputs: Vec<ModelInput>,
}

/// What a model may read beside text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ModelInput {
    /// Images, as `image_url` blocks.
    Image,
    /// PDFs, as `file` blocks.
    Pdf,
}

/// Models of one maker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ModelFamily {
    /// The maker's name for it.
    pub name: String,
    /// Its models.
    pub models: Vec<ModelView>,
}

/// Where the list of models comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ModelSource {
    /// The documented models, as long as the gateway lists none.
    BuiltIn,
    /// The gateway's own list.
    Gateway,
}

/// The models to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ModelList {
    /// The base URL of the gateway that has them.
    pub gateway: String,
    /// Where they come from.
    pub source: ModelSource,
    /// When the gateway gave them, in milliseconds since 1970 (UTC).
    pub refreshed_at_ms: Option<i64>,
    /// Whether the gateway was asked in this run and has no list.
    pub is_unavailable: bool,
    /// The models by family.
    pub families: Vec<ModelFamily>,
    /// The day of the prices that came with the program, as `2026-10-23`.
    pub price_date: String,
    /// The day of the context lengths that came with the program, as `2026-08-18`.
    pub context_date: String,
}

/// A vendor that the picker and the menu offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct VendorView {
    /// The header's value.
    pub value: String,
    /// The name that people know it by.
    pub name: String,
}

/// All that the page needs to show itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// The program's version.
    pub version: String,
    /// The gateway of the chats that name none: the default one, or the offline demo.
    pub gateway: GatewayView,
    /// All gateways of the list, in the order in which they were added.
    pub gateways: Vec<GatewayView>,
    /// What a person set.
    pub settings: Settings,
    /// The first page of the sidebar.
    pub conversations: ConversationPage,
    /// The folders, by name.
    pub folders: Vec<FolderView>,
    /// The conversation that is open: the last one, or a new one.
    pub conversation: ConversationView,
    /// The models to choose from.
    pub models: ModelList,
    /// `auto` and the documented vendors, in the order of the native menu.
    pub vendors: Vec<VendorView>,
    /// Why answers cannot be written at the moment, if they cannot.
    pub saving_failure: Option<Failure>,
}
