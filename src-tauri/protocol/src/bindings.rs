//! Keeps `ui/bindings.d.ts` equal to these types. `cargo xtask bindings` rewrites it through `UPDATE_BINDINGS=1`.

use std::{env, fs, path::Path};

use ts_rs::{Config, TS};

use super::*;

fn declarations() -> String {
    let config = Config::new().with_large_int("number");
    let mut out =
        String::from("// Generated from src-tauri/protocol by `cargo xtask bindings`. Do not edit.\n");
    macro_rules! declare {
        ($($name:ident),* $(,)?) => {$({
            out.push('\n');
            if let Some(docs) = $name::docs() {
                out.push_str(docs.trim());
                out.push('\n');
            }
            out.push_str("export ");
            out.push_str(&$name::decl(&config));
            out.push('\n');
        })*};
    }
    declare!(
        ConversationId,
        MessageId,
        TurnId,
        AttachmentId,
        FolderId,
        PromptId,
        Vendor,
        ApiFormat,
        Routing,
        Route,
        ReasoningEffort,
        Parameters,
        RequestOverride,
        FailureCode,
        AttachmentProblem,
        Failure,
        PatchOp,
        ReplacedBlock,
        Patch,
        AttachmentKind,
        SendAs,
        AttachmentView,
        TextPreview,
        FileSendPreview,
        UnsupportedReason,
        UnsupportedFiles,
        SendWarning,
        SendPreview,
        MessageFlags,
        OmissionKind,
        Omission,
        TokenRange,
        SendEstimate,
        Unverifiable,
        VendorCheck,
        Role,
        MessageState,
        Usage,
        EndReason,
        SkippedKind,
        SkippedParts,
        RequestedTool,
        AnswerEnd,
        SourceView,
        Attempt,
        RetryWait,
        HeaderView,
        ExchangeTiming,
        ExchangeView,
        InspectedAttempt,
        Inspection,
        RequestLanguage,
        MarkPlace,
        Mark,
        EvidenceGrade,
        EvidenceItem,
        Evidence,
        TurnView,
        RunningTurn,
        MessageView,
        MessageWindow,
        Direction,
        ConversationSummary,
        ConversationPage,
        ConversationList,
        FolderDefaults,
        FolderView,
        SaveFolder,
        BranchNode,
        Prompt,
        SavePrompt,
        PendingAttachment,
        Draft,
        ConversationView,
        Replaced,
        SendMessage,
        RetryTurn,
        StartedTurn,
        Lane,
        LaneTurn,
        LanesQuestion,
        AskLanes,
        GatewayKind,
        GatewayLook,
        KeyState,
        KeepKey,
        GatewayView,
        SaveGateway,
        StoreKey,
        Theme,
        ReadingSize,
        Density,
        Failover,
        Settings,
        ModelPrice,
        TypedPrice,
        AvoidedVendor,
        ModelView,
        ModelInput,
        ModelFamily,
        ModelSource,
        ModelList,
        VendorView,
        RequestPurpose,
        RequestOutcome,
        RequestView,
        NetworkLog,
        ProxyMode,
        NetworkView,
        ChooseProxy,
        ConnectionStep,
        StepState,
        StepView,
        ConnectionReport,
        Snapshot,
        BackupKind,
        BackupView,
        DataSizes,
        DataReport,
        Deleted,
        ChatEvent,
        MenuCommand,
        MenuState,
        AppEvent,
        SearchOrder,
        SearchRequest,
        SearchPlace,
        SnippetPiece,
        SearchHit,
        SearchPage,
        SearchCount,
        ChatHit,
        LinkWarning,
        ClipboardText,
        LinkView,
        UsagePeriod,
        FailureCount,
        UsageSum,
        UsageRow,
        UsageDay,
        UsageOfChat,
        UsageOfFolder,
        UsageReport,
        LimitScope,
        SpendLimit,
        ChatUsage,
        TrialPrompt,
        StartTrials,
        TrialsEstimate,
        TrialVendor,
        TrialView,
        ExportFormat,
        Exported,
        LeftOutChat,
        ImportReport,
    );
    out
}

#[test]
fn bindings_are_current() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/bindings.d.ts");
    let wanted = declarations();
    if env::var_os("UPDATE_BINDINGS").is_some() {
        fs::write(&file, &wanted).unwrap();
    }
    let found = fs::read_to_string(&file).unwrap_or_default();
    assert!(found == wanted, "ui/bindings.d.ts is not current; run `cargo xtask bindings`");
}
