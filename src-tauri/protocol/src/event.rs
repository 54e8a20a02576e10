//! What the page is told without asking. Event names are past participles.

use serde::{Deserialize, Serialize};

use super::{
    AttachmentId, AttachmentView, Attempt, ConversationId, ConversationSummary, Evidence, Failure,
    FolderView, GatewayView, MessageId, ModelList, Patch, RetryWait, Route, Settings, TurnId, TurnView,
};

/// The Tauri event `chat`: the life of a turn. Exactly one terminal event (`finished`, `failed`, `stopped`) ends each
/// turn, also after a panic. `seq` counts from 1 without gaps; on a gap, open the conversation again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ChatEvent {
    /// More of the answer.
    Patched {
        /// Which turn.
        turn_id: TurnId,
        /// Its number in the turn.
        seq: u32,
        /// What changed.
        patch: Patch,
    },
    /// An attempt failed before any text came, and another follows after a wait.
    Attempted {
        /// Which turn.
        turn_id: TurnId,
        /// Its number in the turn.
        seq: u32,
        /// The attempt that failed.
        attempt: Attempt,
        /// The wait before the next one.
        next: RetryWait,
    },
    /// A file came with the answer, and is stored.
    FileAdded {
        /// Which turn.
        turn_id: TurnId,
        /// Its number in the turn.
        seq: u32,
        /// The file.
        attachment: Box<AttachmentView>,
    },
    /// The answer is complete and stored.
    Finished {
        /// Which turn.
        turn_id: TurnId,
        /// Its number in the turn.
        seq: u32,
        /// The last change.
        patch: Patch,
        /// The figures.
        turn: TurnView,
    },
    /// The turn failed; the text so far is stored.
    Failed {
        /// Which turn.
        turn_id: TurnId,
        /// Its number in the turn.
        seq: u32,
        /// The last change.
        patch: Patch,
        /// The figures, with `failure` set.
        turn: TurnView,
    },
    /// The person stopped it; the text so far is stored.
    Stopped {
        /// Which turn.
        turn_id: TurnId,
        /// Its number in the turn.
        seq: u32,
        /// The last change.
        patch: Patch,
        /// The figures.
        turn: TurnView,
    },
}

/// Something that a native menu asks the page to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum MenuCommand {
    /// Begin a new chat.
    NewChat,
    /// Ask for files.
    Attach,
    /// Show the settings.
    OpenSettings,
    /// Show the model and vendor picker.
    OpenPicker,
    /// Show it with the field for a vendor's name.
    OpenOtherVendor,
    /// Show the search.
    OpenSearch,
    /// Show or hide the sidebar.
    ToggleSidebar,
    /// Ask how to export conversations.
    OpenExport,
    /// Show the figures of the person's own requests.
    OpenUsage,
    /// Show everything larger.
    ZoomIn,
    /// Show everything smaller.
    ZoomOut,
    /// Show everything in its own size.
    ZoomReset,
    /// Give the open chat another title.
    Rename,
    /// Ask for the last answer again.
    Regenerate,
    /// Stop the answer that is being written.
    Stop,
    /// Copy the last answer's Markdown.
    CopyAnswer,
    /// Show what went over the wire for the last answer.
    Inspect,
    /// Show what the next message sends.
    OpenContext,
    /// Compare answers of several models or vendors, or go back to the chat.
    OpenCompare,
    /// Ask prompts several times, and show what came of it.
    OpenTrials,
    /// Show the conversation's system prompt.
    OpenSystemPrompt,
    /// Show its other parameters.
    OpenParameters,
    /// List the keys.
    OpenShortcuts,
    /// Ask for files to import conversations from.
    OpenImport,
    /// Show what lies on this computer, and its backups.
    OpenData,
    /// Say what to tell those who can mend a problem.
    ReportProblem,
    /// Copy what helps to find out why something failed.
    CopyDiagnostics,
    /// Show the version and the licences.
    OpenAbout,
}

/// What the native menus can do now, as the page knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MenuState {
    /// The commands that would do something; the items of all others are grey.
    pub possible: Vec<MenuCommand>,
    /// Whether the sidebar can be seen.
    pub is_sidebar_shown: bool,
}

/// The Tauri event `app`: what menus, dialogs, drag and drop and other windows change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum AppEvent {
    /// A native menu item was chosen.
    MenuChosen {
        /// Which.
        command: MenuCommand,
    },
    /// What a native menu item was to do without the page failed.
    MenuFailed {
        /// Why.
        failure: Failure,
    },
    /// A conversation's route changed, from whichever place.
    RouteChosen {
        /// Which conversation.
        conversation_id: ConversationId,
        /// Its route now.
        route: Route,
    },
    /// A conversation's row changed: its title, its time, whether an answer is being written.
    ConversationChanged {
        /// The row now.
        conversation: ConversationSummary,
    },
    /// The rows of several conversations changed at once: pinned, archived, filed, deleted, restored.
    ConversationsChanged {
        /// The rows now.
        conversations: Vec<ConversationSummary>,
    },
    /// Conversations are gone for good.
    ConversationsRemoved {
        /// Which ones.
        conversation_ids: Vec<ConversationId>,
    },
    /// A folder was made, changed or deleted.
    FoldersChanged {
        /// All of them, by name.
        folders: Vec<FolderView>,
    },
    /// The settings changed.
    SettingsChanged {
        /// All of them.
        settings: Settings,
    },
    /// A gateway or its key changed.
    GatewayChanged {
        /// The default one, or the demo.
        gateway: GatewayView,
        /// All of the list.
        gateways: Vec<GatewayView>,
    },
    /// A gateway's list of models was read or refreshed.
    ModelsChanged {
        /// All of it.
        models: ModelList,
    },
    /// How far an import of conversations is.
    ImportProgressed {
        /// Bytes that were read.
        done: u64,
        /// Bytes that there are, as far as is known.
        all: u64,
        /// Conversations that came in so far.
        chats: u32,
    },
    /// Answers cannot be written at the moment: they go on, stay in memory and are written once that works again.
    SavingFailed {
        /// Why.
        failure: Failure,
    },
    /// All that waited for it is written.
    SavingResumed,
    /// An answer that had ended before it could be written is written now, as it ended.
    AnswerSaved {
        /// In which conversation.
        conversation_id: ConversationId,
    },
    /// More is known of who served answers that had ended.
    EvidenceChanged {
        /// In which conversation.
        conversation_id: ConversationId,
        /// What is known now, by answer.
        answers: Vec<(MessageId, Evidence)>,
    },
    /// Conversations are being exported; told a few times a second.
    ExportProgressed {
        /// How many are written.
        done: u32,
        /// Of how many.
        all: u32,
    },
    /// Trials began, went on or ended.
    TrialsChanged,
    /// Files are held over the window.
    DragEntered {
        /// How many.
        count: u32,
    },
    /// They were taken away again, or dropped.
    DragLeft,
    /// Text was dropped on the window.
    TextDropped {
        /// The conversation that was shown then.
        conversation_id: ConversationId,
        /// As it was offered.
        text: String,
    },
    /// A later start of the program handed files over, which wait for a new chat.
    FilesArrived,
    /// A file is being read and prepared for a conversation's draft.
    AttachmentStarted {
        /// Which conversation.
        conversation_id: ConversationId,
        /// Which file.
        attachment_id: AttachmentId,
        /// Its name.
        name: String,
    },
    /// How far the work on a file is: its pages are read or drawn.
    AttachmentProgressed {
        /// Which conversation.
        conversation_id: ConversationId,
        /// Which file.
        attachment_id: AttachmentId,
        /// The page, from 1; 0 while it waits for the work on other files.
        page: u32,
        /// How many there are to do.
        of: u32,
    },
    /// A file is ready to be sent.
    AttachmentReady {
        /// Which conversation.
        conversation_id: ConversationId,
        /// The file.
        attachment: AttachmentView,
    },
    /// A file cannot be attached.
    AttachmentRefused {
        /// Which conversation.
        conversation_id: ConversationId,
        /// Which file.
        attachment_id: AttachmentId,
        /// Its name.
        name: String,
        /// Why.
        failure: Failure,
    },
}
