//! Export → import → export gives the same bytes, for any tree of messages with anything in them, any folders and prompts.

use std::collections::HashMap;

use proptest::prelude::*;
use serde_json::json;
use yourouter_protocol::{
    AnswerEnd, Archived, ArchivedFolder, ArchivedMessage, ArchivedParameters, ArchivedPart, ArchivedTurn,
    Attempt, ConversationId, EndReason, Error, Failure, FolderId, MessageId, MessageState, Omission,
    OmissionKind, Prompt, PromptId, ReasoningEffort, Result, Role, Source, Vendor,
};
use yourouter_store::{Imported, Store};
use yourouter_transfer::{Intake, JsonWriter, Landed, ReadFile, import};

struct Into<'a>(&'a Store);

impl Intake for Into<'_> {
    fn take(&mut self, chat: Archived, _: &mut ReadFile<'_>) -> Result<Landed> {
        Ok(match self.0.import(&chat, &HashMap::new())? {
            Imported::Added => Landed::Added,
            Imported::Updated => Landed::Updated,
            Imported::Unchanged => Landed::Unchanged,
        })
    }

    fn folder(&mut self, folder: ArchivedFolder) -> Result<bool> {
        self.0.import_folder(&folder).map(|(_, is_new)| is_new)
    }

    fn prompt(&mut self, prompt: Prompt) -> Result<bool> {
        self.0.import_prompt(&prompt)
    }

    fn goes_on(&mut self, _: u64, _: u64) -> bool {
        true
    }
}

fn exported(store: &Store, ids: &[ConversationId]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = JsonWriter::new(&mut out).unwrap();
    store.archived_folders(None).unwrap().iter().for_each(|folder| writer.folder(folder).unwrap());
    store.prompts().unwrap().iter().for_each(|prompt| writer.prompt(prompt).unwrap());
    for id in ids {
        writer.conversation(&store.archived(*id).unwrap()).unwrap();
    }
    writer.finish().unwrap();
    out
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~]{0,12}", Just("\u{0}\n\r\"\\ü字😀\u{2028}".to_owned()), Just(String::new())]
}

fn part() -> impl Strategy<Value = ArchivedPart> {
    let source = (words(), words(), words(), proptest::collection::vec(0..9_u32, 0..3))
        .prop_map(|(url, title, quote, marks)| ArchivedPart::Citation(Source { url, title, quote, marks }));
    let json = || words().prop_map(|text| json!({ "name": text, "of": [1, null, { "deep": true }] }));
    prop_oneof![
        words().prop_map(|text| ArchivedPart::Text { text }),
        words().prop_map(|text| ArchivedPart::Reasoning { text }),
        json().prop_map(|json| ArchivedPart::ToolCall { json }),
        json().prop_map(|json| ArchivedPart::ToolResult { json }),
        source,
    ]
}

fn turn() -> impl Strategy<Value = ArchivedTurn> {
    (words(), any::<Option<u32>>(), proptest::option::of(words()), any::<bool>()).prop_map(
        |(model, number, text, fails)| {
            let failure = fails.then(|| Failure::from(Error::StreamCut("cut".into())));
            let attempt = Attempt {
                vendor: Vendor::auto(),
                status: Some(503),
                duration_ms: 5,
                request_id: text.clone(),
                failure: failure.clone(),
                overrides: Vec::new(),
            };
            ArchivedTurn {
                vendor_reported: text.clone(),
                first_token_ms: number.map(u64::from),
                prompt_tokens: number.map(u64::from),
                cached_tokens: number.map(u64::from),
                reasoning_tokens: number.map(u64::from),
                finish_reason: text,
                failure,
                end: fails.then(|| AnswerEnd {
                    reason: EndReason::Length,
                    token_limit: number,
                    ..AnswerEnd::default()
                }),
                omissions: number.map(|count| omission(count, &model)).into_iter().collect(),
                attempts: if fails { vec![attempt] } else { Vec::new() },
                ..ArchivedTurn::of_model(&model)
            }
        },
    )
}

fn omission(count: u32, name: &str) -> Omission {
    use OmissionKind as Of;
    let kinds = [
        Of::ExcludedPrompt,
        Of::ExcludedMessages,
        Of::UnreadableMessages,
        Of::EmptyMessages,
        Of::ExcludedFiles,
        Of::MediaFiles,
        Of::ShortenedFiles,
        Of::FilesWithoutData,
        Of::FilesAsText,
        Of::ToolCalls,
        Of::ForeignReasoning,
        Of::MergedMessages,
    ];
    Omission { kind: kinds[count as usize % kinds.len()], count, names: vec![name.to_owned()] }
}

/// Folders and prompts as they are kept: their names are tidy, and each has its own.
fn library() -> impl Strategy<Value = (Vec<ArchivedFolder>, Vec<Prompt>)> {
    let folder = (words(), any::<bool>(), words(), words());
    let folders = proptest::collection::vec(folder, 0..4);
    let prompts = proptest::collection::vec((words(), words()), 0..4);
    (folders, prompts).prop_map(|(folders, prompts)| {
        let named =
            |at: usize, name: &str| format!("{at}{}", name.split_whitespace().collect::<Vec<_>>().join(" "));
        let folders = folders.into_iter().enumerate().map(|(at, (name, is_hiding, model, system_prompt))| {
            ArchivedFolder { id: FolderId::new(), name: named(at, &name), is_hiding, model, system_prompt }
        });
        let prompts = prompts.into_iter().enumerate().map(|(at, (name, text))| {
            let name = named(at, &name).chars().filter(|c| !c.is_control() && *c != ' ').collect();
            Prompt { id: PromptId::new(), name, text: format!("{text} {{{{gap}}}}") }
        });
        (folders.collect(), prompts.collect())
    })
}

/// Each message follows one before it, or none.
fn chat() -> impl Strategy<Value = Archived> {
    let role = prop_oneof![Just(Role::User), Just(Role::Assistant), Just(Role::System), Just(Role::Tool)];
    let state = prop_oneof![
        Just(MessageState::Done),
        Just(MessageState::Failed),
        Just(MessageState::Stopped),
        Just(MessageState::Interrupted)
    ];
    let parts = (proptest::collection::vec(part(), 0..4), any::<bool>(), any::<bool>());
    let message =
        (any::<proptest::sample::Index>(), role, state, any::<i32>(), parts, proptest::option::of(turn()));
    let messages = proptest::collection::vec(message, 1..12);
    let meta =
        (words(), words(), any::<bool>(), proptest::option::of(0..9_u32), any::<proptest::sample::Index>());
    (meta, messages).prop_map(|((title, model, is_own, number, head), drafts)| {
        let mut messages: Vec<ArchivedMessage> = Vec::new();
        for (parent, role, state, ms, (parts, is_left_out, is_pinned), turn) in drafts {
            // Of ten, one begins a tree of its own.
            let at = parent.index(messages.len() + 1 + messages.len() / 10);
            let parent_id = messages.get(at).map(|parent| parent.id);
            messages.push(ArchivedMessage {
                id: MessageId::new(),
                parent_id,
                role,
                state,
                created_at_ms: i64::from(ms),
                is_left_out,
                is_pinned,
                parts,
                turn,
            });
        }
        let parameters = ArchivedParameters {
            system_prompt: title.clone(),
            max_tokens: number,
            reasoning_effort: is_own.then_some(ReasoningEffort::Low),
            temperature: number.map(|_| "0.70".parse().unwrap()),
        };
        Archived {
            id: ConversationId::new(),
            title,
            is_title_own: is_own,
            model,
            parameters,
            is_prompt_excluded: !is_own,
            created_at_ms: 5,
            updated_at_ms: 7,
            pinned_at_ms: number.map(i64::from),
            archived_at_ms: None,
            folders: Vec::new(),
            head: Some(messages[head.index(messages.len())].id),
            messages,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn any_chats_come_back_byte_for_byte(
        mut chats in proptest::collection::vec(chat(), 1..4),
        (folders, prompts) in library(),
        filed in any::<u16>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (Store::open(&folder.path().join("1.db")).unwrap(), Store::open(&folder.path().join("2.db")).unwrap());
        let ids: Vec<ConversationId> = chats.iter().map(|chat| chat.id).collect();
        for folder in &folders {
            prop_assert_eq!(first.import_folder(folder).unwrap(), (folder.id, true));
        }
        for prompt in &prompts {
            prop_assert!(first.import_prompt(prompt).unwrap());
        }
        for (at, chat) in chats.iter_mut().enumerate() {
            let is_in = |number: &usize| filed >> (number + 4 * at) & 1 == 1;
            chat.folders = folders.iter().enumerate().filter(|(number, _)| is_in(number)).map(|(_, folder)| folder.id).collect();
            chat.folders.sort();
        }
        for chat in &chats {
            prop_assert_eq!(first.import(chat, &HashMap::new()).unwrap(), Imported::Added);
            prop_assert_eq!(&first.archived(chat.id).unwrap(), chat);
        }
        let path = folder.path().join("chats.json");
        let before = exported(&first, &ids);
        crate::schema::assert_fits(&before);
        std::fs::write(&path, &before).unwrap();
        let report = import(&[path], &mut Into(&second)).unwrap();
        prop_assert_eq!((report.added as usize, report.left_out), (chats.len(), 0), "{:?}", report.told);
        prop_assert_eq!((report.folders as usize, report.prompts as usize), (folders.len(), prompts.len()));
        prop_assert_eq!(String::from_utf8(exported(&second, &ids)).unwrap(), String::from_utf8(before).unwrap());
    }
}
