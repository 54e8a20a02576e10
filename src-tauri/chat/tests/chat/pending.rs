//! Files on their way into a draft: they belong to it before they are ready, and when they are refused.

use yourouter_attachments::Source;
use yourouter_protocol::{AppEvent, AttachmentProblem, ConversationId, Draft, Error, SendMessage, TurnId};

use crate::{
    desk::Desk,
    held::{Hold, photo},
};

fn message(conversation_id: ConversationId) -> SendMessage {
    let turn_id = TurnId::new();
    SendMessage {
        turn_id,
        conversation_id,
        text: "what is it?".to_owned(),
        attachment_ids: Vec::new(),
        replaces: None,
        route: None,
        drafted: None,
    }
}

async fn draft(desk: &Desk, id: ConversationId) -> Draft {
    desk.chat.conversations.open_conversation(id, None).await.unwrap().draft
}

/// Begins to attach, and waits until all is begun.
async fn attaching(desk: &Desk, id: ConversationId, names: &[&str]) -> (Hold, tokio::task::JoinHandle<()>) {
    let hold = desk.decoder.hold();
    let sources: Vec<Source> = names.iter().map(|name| photo(name)).collect();
    let chat = desk.chat.clone();
    let attached = tokio::spawn(async move { chat.attachments.attach(id, sources).await });
    let count = names.len();
    desk.heard
        .until("the files to begin", |heard| {
            let begun = |event: &&AppEvent| matches!(event, AppEvent::AttachmentStarted { .. });
            (heard.app_events().iter().filter(begun).count() == count).then_some(())
        })
        .await;
    (hold, attached)
}

#[tokio::test]
async fn a_draft_shows_the_files_that_are_not_ready_and_holds_its_message_back() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (hold, attached) = attaching(&desk, id, &["one.heic", "two.heic"]).await;
    let shown = draft(&desk, id).await;
    let names: Vec<&str> = shown.pending.iter().map(|file| file.name.as_str()).collect();
    assert!(shown.attachments.is_empty() && shown.pending.iter().all(|file| file.failure.is_none()));
    assert_eq!(names, ["one.heic", "two.heic"]);
    let refused = desk.chat.turns.send_message(message(id)).await.unwrap_err();
    assert!(matches!(refused, Error::Attachment { problem: AttachmentProblem::StillPreparing, .. }));
    assert!(
        desk.chat.conversations.open_conversation(id, None).await.unwrap().window.messages.is_empty(),
        "nothing was written"
    );

    drop(hold);
    attached.await.unwrap();
    let ready = draft(&desk, id).await;
    assert_eq!((ready.attachments.len(), ready.pending.len()), (2, 0));
    assert_eq!(ready.attachments[0].id, shown.pending[0].id, "the same file as before");
    desk.chat.turns.send_message(message(id)).await.unwrap();
}

#[tokio::test]
async fn a_refused_file_stays_with_its_draft_until_it_is_removed_and_holds_nothing_back() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    desk.chat.attachments.attach(id, vec![Source::Path(desk.folder.path().to_owned())]).await;
    let refused = draft(&desk, id).await.pending;
    let problem = refused[0].failure.as_ref().and_then(|failure| failure.problem);
    assert_eq!((refused.len(), problem), (1, Some(AttachmentProblem::Folder)));
    desk.chat.turns.send_message(message(id)).await.unwrap();
    assert_eq!(draft(&desk, id).await.pending, refused);
    desk.chat.attachments.remove_attachment(refused[0].id).await.unwrap();
    assert!(draft(&desk, id).await.pending.is_empty());
}

#[tokio::test]
async fn files_that_are_refused_take_no_place_and_what_is_too_many_is_said_once() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let folders = std::iter::repeat_n(Source::Path(desk.folder.path().to_owned()), 12);
    let texts = (1..=25).map(|number| Source::Bytes {
        name: format!("{number}.txt"),
        bytes: format!("text {number}").into(),
    });
    desk.chat.attachments.attach(id, folders.chain(texts).collect()).await;
    let shown = draft(&desk, id).await;
    let names: Vec<&str> = shown.attachments.iter().map(|file| file.name.as_str()).collect();
    let first: Vec<String> = (1..=20).map(|number| format!("{number}.txt")).collect();
    assert_eq!(names, first, "as many as a message takes");
    let (rest, folders) = shown.pending.split_last().unwrap();
    let of = |file: &yourouter_protocol::PendingAttachment| {
        let failure = file.failure.clone().unwrap();
        (failure.problem.unwrap(), failure.detail)
    };
    assert!(folders.len() == 12 && folders.iter().all(|file| of(file).0 == AttachmentProblem::Folder));
    assert_eq!((rest.name.as_str(), of(rest)), ("21.txt", (AttachmentProblem::TooMany, "5".to_owned())));

    desk.chat.attachments.remove_attachment(rest.id).await.unwrap();
    desk.chat.attachments.attach(id, vec![Source::Text("one more".to_owned())]).await;
    let shown = draft(&desk, id).await;
    let last = shown.pending.last().unwrap();
    assert_eq!(
        (last.name.as_str(), of(last)),
        ("Pasted text.txt", (AttachmentProblem::TooMany, "1".to_owned()))
    );
}

#[tokio::test]
async fn a_file_that_is_removed_before_it_is_ready_is_not_heard_of_again() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (hold, attached) = attaching(&desk, id, &["removed.heic", "kept.heic"]).await;
    let removed = draft(&desk, id).await.pending.remove(0).id;
    desk.chat.attachments.remove_attachment(removed).await.unwrap();
    assert_eq!(draft(&desk, id).await.pending.len(), 1);
    drop(hold);
    attached.await.unwrap();
    let shown = draft(&desk, id).await;
    assert_eq!((shown.attachments[0].name.as_str(), shown.pending.len()), ("kept.heic", 0));
    let is_about_it = |event: &AppEvent| match event {
        AppEvent::AttachmentReady { attachment, .. } => attachment.id == removed,
        AppEvent::AttachmentRefused { attachment_id, .. } => *attachment_id == removed,
        _ => false,
    };
    assert!(!desk.heard.app_events().iter().any(is_about_it));
}

#[tokio::test]
async fn a_file_that_never_gets_ready_holds_nothing_up_once_it_is_removed() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (hold, attached) = attaching(&desk, id, &["stuck.heic"]).await;
    let stuck = draft(&desk, id).await.pending.remove(0).id;
    desk.chat.attachments.remove_attachment(stuck).await.unwrap();
    attached.await.unwrap();
    let next = desk.attach(id, Source::Text("words".to_owned())).await;
    desk.chat.turns.send_message(SendMessage { attachment_ids: vec![next.id], ..message(id) }).await.unwrap();
    drop(hold);
}
