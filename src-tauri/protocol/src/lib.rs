//! All that the page can see: arguments, results, events and failures, as plain data.
//!
//! Invariant: nothing here does I/O or knows the modules around it; database rows and gateway JSON are private to
//! theirs. `ui/bindings.d.ts` is generated from these types (`cargo xtask bindings`) and never edited.

mod answer_end;
mod app;
mod archive;
mod attachment;
mod cause;
mod context;
mod conversation;
mod data;
pub mod error;
mod estimate;
mod event;
mod evidence;
mod failure;
mod gateway;
mod ids;
mod inspection;
mod lanes;
mod library;
mod link;
mod network;
mod parameters;
mod patch;
mod price;
mod prompt;
mod route;
mod search;
pub mod secret;
mod source;
#[cfg(feature = "sql")]
pub mod sql;
mod storage;
mod transfer;
mod trial;
mod usage;
/// The words that people read and Rust says, out of the catalogue (`locales/`).
#[rustfmt::skip]
pub mod words;

pub use answer_end::{AnswerEnd, EndReason, RequestedTool, SkippedKind, SkippedParts};
pub use app::{
    Density, Failover, ModelFamily, ModelInput, ModelList, ModelSource, ModelView, ReadingSize, Settings,
    SettingsChange, Snapshot, Theme, VendorView,
};
pub use archive::{
    Archived, ArchivedFile, ArchivedFolder, ArchivedMessage, ArchivedParameters, ArchivedPart, ArchivedTurn,
};
pub use attachment::{
    AttachmentKind, AttachmentView, ClipboardText, FileFacts, FileSendPreview, PageImage, SendAs,
    SendPreview, SendWarning, TextLayer, TextPreview, UnsupportedFiles, UnsupportedReason,
};
pub use cause::Cause;
pub use context::{
    ContextFile, ContextFit, ContextMessage, ContextPrompt, ContextQuery, ContextView, MessageFlags,
    Omission, OmissionKind, ReasoningFate,
};
pub use conversation::{
    Attempt, ConversationPage, ConversationSummary, ConversationView, Direction, Draft, MessageState,
    MessageView, MessageWindow, PendingAttachment, Replaced, RetryTurn, RetryWait, Role, RunningTurn,
    SendMessage, StartedTurn, TurnView, Usage,
};
pub use data::{BackupKind, BackupView, DataReport, DataSizes, Deleted};
pub use error::{Error, Result};
pub use estimate::{SendEstimate, TokenRange};
pub use event::{AppEvent, ChatEvent, MenuCommand, MenuState};
pub use evidence::{Evidence, EvidenceGrade, EvidenceItem, Mark, MarkPlace, Unverifiable, VendorCheck};
pub use failure::{AttachmentProblem, Failure, FailureCode};
pub use gateway::{GatewayKind, GatewayLook, GatewayView, KeepKey, KeyState, SaveGateway, StoreKey};
pub use ids::{AttachmentId, ConversationId, FolderId, MessageId, PromptId, TurnId};
pub use inspection::{
    ExchangeTiming, ExchangeView, HeaderView, InspectedAttempt, Inspection, RequestLanguage,
};
pub use lanes::{AskLanes, Lane, LaneTurn, LanesQuestion};
pub use library::{BranchNode, ConversationList, FolderDefaults, FolderView, SaveFolder};
pub use link::{LinkView, LinkWarning};
pub use network::{
    ChooseProxy, ConnectionReport, ConnectionStep, NetworkLog, NetworkView, ProxyMode, RequestOutcome,
    RequestPurpose, RequestView, StepState, StepView,
};
pub use parameters::{Parameters, ReasoningEffort, RequestOverride};
pub use patch::{Patch, PatchOp, ReplacedBlock};
pub use price::{AvoidedVendor, ModelPrice, TypedPrice};
pub use prompt::{Prompt, SavePrompt};
pub use route::{ApiFormat, Route, Routing, Vendor};
pub use search::{
    ChatHit, SearchCount, SearchHit, SearchOrder, SearchPage, SearchPlace, SearchRequest, SnippetPiece,
};
pub use secret::Secret;
pub use source::{Source, SourceView};
pub use transfer::{ExportFormat, Exported, ImportReport, LeftOutChat};
pub use trial::{StartTrials, TrialPrompt, TrialVendor, TrialView, TrialsEstimate};
pub use usage::{
    ChatUsage, FailureCount, LimitScope, SpendLimit, UsageDay, UsageOfChat, UsageOfFolder, UsagePeriod,
    UsageReport, UsageRow, UsageSum,
};

#[cfg(test)]
mod bindings;

/// A duration in whole milliseconds, as all of these types have it.
pub fn millis(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
