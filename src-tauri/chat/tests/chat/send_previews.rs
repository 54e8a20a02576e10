//! What is said before files are sent: what the model does not take, what they come to, and what is refused.

use yourouter_attachments::Source;
use yourouter_protocol::{
    ApiFormat, AppEvent, AttachmentId, AttachmentKind, AttachmentProblem, ConversationId, Error, FileFacts,
    ModelInput, ModelSource, Replaced, RetryTurn, Route, SendAs, SendMessage, SendPreview, SendWarning,
    StartedTurn, TurnId, UnsupportedFiles, UnsupportedReason, Vendor,
};
use yourouter_store::{Attachment, Store};

use super::{desk::Desk, files, pages::paper};

fn image() -> Source {
    Source::Bytes { name: "red.png".to_owned(), bytes: files::png() }
}

async fn route(desk: &Desk, id: ConversationId, model: &str) {
    desk.chat.conversations.choose_route(id, Route::new(model, Vendor::auto())).await.unwrap();
}

async fn preview(desk: &Desk, id: ConversationId) -> SendPreview {
    desk.chat.attachments.preview_send(id, None).await.unwrap()
}

fn message(id: ConversationId, files: &[AttachmentId], replaces: Option<Replaced>) -> SendMessage {
    let (turn_id, text) = (TurnId::new(), "what is this?".to_owned());
    SendMessage {
        turn_id,
        conversation_id: id,
        text,
        attachment_ids: files.to_vec(),
        replaces,
        route: None,
        drafted: None,
    }
}

async fn send(desk: &Desk, message: SendMessage) -> StartedTurn {
    let turn_id = message.turn_id;
    let started = desk.chat.turns.send_message(message).await.unwrap();
    desk.end_of(turn_id).await;
    started
}

/// Waits for the gateway's own list.
async fn listed(desk: &Desk) {
    desk.chat.page_ready();
    let is_listed = |event: &AppEvent| matches!(event, AppEvent::ModelsChanged { models } if models.source == ModelSource::Gateway);
    desk.heard.until("a list", |heard| heard.app_events().iter().any(is_listed).then_some(())).await;
}

/// A row of a file of such a size, of which there are no bytes.
fn row(kind: AttachmentKind, size_bytes: u64) -> Attachment {
    Attachment {
        id: AttachmentId::new(),
        name: "large".to_owned(),
        kind,
        media_type: "image/png".to_owned(),
        size_bytes,
        sha256: "0".repeat(64),
        pixels: None,
        thumbnail: None,
        pages: None,
        facts: FileFacts::default(),
        send_as: None,
        sent_as: None,
        is_left_out: false,
    }
}

/// Adds rows to the draft behind the program's back.
fn add(desk: &Desk, id: ConversationId, rows: &[Attachment]) {
    let store = Store::open(&desk.folder.path().join("chat.sqlite")).unwrap();
    rows.iter().for_each(|row| store.add_attachment(id, row).unwrap());
}

#[tokio::test]
async fn the_form_of_a_pdf_follows_the_list_else_the_family_and_an_unknown_model_gets_it_as_it_is() {
    let desk = Desk::new().await;
    listed(&desk).await;
    let id = desk.blank().await.summary.id;
    desk.attach(id, paper(1, "")).await;
    for (model, send_as) in [
        ("acme/words", SendAs::Text),
        ("acme/eyes", SendAs::Text),
        ("acme/unheard-of", SendAs::Pdf),
        ("deepseek-chat", SendAs::Text),
        ("qwen-max", SendAs::Text),
        ("grok-4", SendAs::Text),
        ("claude-opus-5", SendAs::Pdf),
        ("openai/gpt-5", SendAs::Pdf),
    ] {
        route(&desk, id, model).await;
        assert_eq!(preview(&desk, id).await.files[0].send_as, send_as, "{model}");
    }
    // A list stands for its own gateway only, and is known after a restart before it is asked for again.
    route(&desk, id, "acme/words").await;
    let (chat, _) = desk.restarted();
    assert_eq!(chat.attachments.preview_send(id, None).await.unwrap().files[0].send_as, SendAs::Text);
    let other = Desk::new().await;
    desk.chat.gateways.set_gateway(other.gateway.base_url()).await.unwrap();
    assert_eq!(preview(&desk, id).await.files[0].send_as, SendAs::Pdf);
}

#[tokio::test]
async fn pictures_for_a_model_that_takes_none_are_named_with_where_that_is_known_from() {
    let desk = Desk::new().await;
    listed(&desk).await;
    let id = desk.blank().await.summary.id;
    let first = desk.attach(id, image()).await.id;
    send(&desk, message(id, &[first], None)).await;
    let second = desk.attach(id, image()).await.id;
    let unsupported = |because| {
        vec![UnsupportedFiles {
            input: ModelInput::Image,
            because,
            drafted: vec![second],
            earlier: vec![first],
        }]
    };
    for (model, expected) in [
        ("acme/words", unsupported(UnsupportedReason::Listed)),
        ("acme/eyes", vec![]),
        ("deepseek-chat", unsupported(UnsupportedReason::Inferred)),
        ("acme/unheard-of", vec![]),
        ("gpt-4o", vec![]),
    ] {
        route(&desk, id, model).await;
        assert_eq!(preview(&desk, id).await.unsupported, expected, "{model}");
    }
    desk.chat.attachments.leave_out(first, true).await.unwrap();
    desk.chat.attachments.leave_out(second, true).await.unwrap();
    route(&desk, id, "acme/words").await;
    let without = preview(&desk, id).await;
    assert_eq!((without.unsupported, without.files.len(), without.images), (vec![], 0, 0));
    send(&desk, message(id, &[second], None)).await;
    assert!(!desk.last_body().to_string().contains("image_url"));
    let shown = desk.chat.conversations.open_conversation(id, None).await.unwrap();
    assert!(
        shown.window.messages[2].attachments[0].is_left_out
            && shown.window.messages[0].attachments[0].is_left_out
    );
}

#[tokio::test]
async fn pages_as_images_and_chosen_pdfs_are_named_too_and_a_native_request_is_not_judged() {
    let desk = Desk::new().await;
    listed(&desk).await;
    let id = desk.blank().await.summary.id;
    let file = desk.attach(id, paper(2, "")).await.id;
    route(&desk, id, "acme/words").await;
    for (send_as, input, because) in [
        (SendAs::Pages, ModelInput::Image, UnsupportedReason::Listed),
        (SendAs::Pdf, ModelInput::Pdf, UnsupportedReason::Inferred),
    ] {
        desk.chat.attachments.choose_send_as(file, Some(send_as)).await.unwrap();
        let named = UnsupportedFiles { input, because, drafted: vec![file], earlier: vec![] };
        assert_eq!(preview(&desk, id).await.unsupported, [named]);
    }
    let native = Route { api_format: ApiFormat::Native, ..Route::new("claude-3-opus", Vendor::auto()) };
    desk.chat.conversations.choose_route(id, native).await.unwrap();
    assert_eq!(preview(&desk, id).await.unsupported, []);
}

#[tokio::test]
async fn a_refused_picture_is_said_in_the_failure_and_in_plans_and_the_answer_comes_without_it() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    route(&desk, id, "mock/refuse-image_url").await;
    let picture = desk.attach(id, image()).await.id;
    assert_eq!(preview(&desk, id).await.unsupported, [], "nothing is known of it yet");
    let sent = message(id, &[picture], None);
    let turn_id = sent.turn_id;
    let started = desk.chat.turns.send_message(sent).await.unwrap();
    let failure = desk.end_of(turn_id).await.failure.unwrap();
    assert_eq!(failure.refused_input, Some(ModelInput::Image));
    let named = UnsupportedFiles {
        input: ModelInput::Image,
        because: UnsupportedReason::Refused,
        drafted: vec![],
        earlier: vec![picture],
    };
    assert_eq!(preview(&desk, id).await.unsupported, [named]);

    desk.chat.attachments.leave_out(picture, true).await.unwrap();
    let turn_id = TurnId::new();
    let again = RetryTurn {
        turn_id,
        message_id: started.messages[1].id,
        route: None,
        send_as: None,
        continues: false,
    };
    let restarted = desk.chat.turns.retry_turn(again).await.unwrap();
    assert_eq!(restarted.messages.len(), 1);
    assert!(restarted.changed.iter().all(|message| message.attachments[0].is_left_out));
    assert_eq!(desk.end_of(turn_id).await.failure, None);
    assert_eq!(preview(&desk, id).await.unsupported, []);
}

#[tokio::test]
async fn a_pdf_of_more_pages_than_vendors_take_goes_out_as_text_unless_it_is_chosen() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (long, short) = (desk.attach(id, paper(101, "")).await.id, desk.attach(id, paper(100, "")).await.id);
    let send_options = |preview: SendPreview| -> Vec<_> {
        preview.files.iter().map(|file| (file.id, file.send_as, file.most_pages)).collect()
    };
    let prepared = send_options(preview(&desk, id).await);
    assert_eq!(prepared, [(long, SendAs::Text, Some(100)), (short, SendAs::Pdf, None)]);
    desk.chat.attachments.choose_send_as(long, Some(SendAs::Pdf)).await.unwrap();
    assert_eq!(send_options(preview(&desk, id).await)[0], (long, SendAs::Pdf, Some(100)));
    desk.chat.attachments.choose_send_as(long, None).await.unwrap();
    route(&desk, id, "gemini-2.5-pro").await;
    assert_eq!(send_options(preview(&desk, id).await)[0], (long, SendAs::Pdf, None), "it takes a thousand");
}

#[tokio::test]
async fn a_large_request_is_warned_of_and_a_huge_one_refused_before_a_byte_is_read_and_nothing_is_lost() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    desk.chat.conversations.save_draft(id, "what is this?".to_owned()).await.unwrap();
    let first = row(AttachmentKind::Image, 14_000_000);
    add(&desk, id, std::slice::from_ref(&first));
    assert_eq!(preview(&desk, id).await.warnings, []);
    let second = row(AttachmentKind::Image, 1_100_000);
    add(&desk, id, std::slice::from_ref(&second));
    assert_eq!(preview(&desk, id).await.warnings, [SendWarning::Large], "with base64 it is over 20 MB");
    let third = row(AttachmentKind::Image, 85_000_000);
    add(&desk, id, std::slice::from_ref(&third));
    assert_eq!(preview(&desk, id).await.warnings, [SendWarning::TooLarge]);
    let refused =
        desk.chat.turns.send_message(message(id, &[first.id, second.id, third.id], None)).await.unwrap_err();
    let Error::Attachment { problem: AttachmentProblem::TooLargeInAll, detail } = refused else {
        panic!("{refused}")
    };
    assert!(detail.starts_with("The files of this chat come to 100 MB"), "{detail}");
    let kept = desk.chat.conversations.open_conversation(id, None).await.unwrap();
    assert_eq!(
        (kept.draft.attachments.len(), kept.draft.text.as_str(), kept.window.messages.len()),
        (3, "what is this?", 0)
    );
    desk.chat.attachments.leave_out(third.id, true).await.unwrap();
    assert_eq!(preview(&desk, id).await.warnings, [SendWarning::Large]);
}

#[tokio::test]
async fn many_images_are_warned_of_with_the_pages_of_pdfs_among_them() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let pictures: Vec<_> = (0..16).map(|_| row(AttachmentKind::Image, 1_000)).collect();
    add(&desk, id, &pictures);
    let file = desk.attach(id, paper(5, "")).await.id;
    let before = preview(&desk, id).await;
    assert_eq!((before.images, before.warnings), (16, vec![]));
    desk.chat.attachments.choose_send_as(file, Some(SendAs::Pages)).await.unwrap();
    let after = preview(&desk, id).await;
    assert_eq!((after.images, after.warnings), (21, vec![SendWarning::ManyImages]));
}

#[tokio::test]
async fn another_version_has_the_files_that_were_not_removed_from_it_and_they_count_with_the_new_ones() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (one, two) = (desk.attach(id, image()).await.id, desk.attach(id, paper(1, "")).await.id);
    let first = send(&desk, message(id, &[one, two], None)).await;
    let question = first.messages[0].id;
    let more: Vec<_> = (0..19).map(|_| row(AttachmentKind::Text, 10)).collect();
    add(&desk, id, &more);
    let whole = desk.chat.attachments.preview_send(id, Some(Replaced::whole(question))).await.unwrap();
    let prepared: Vec<_> = whole.files.iter().map(|file| file.id).collect();
    assert_eq!(
        (&prepared[..2], prepared.len(), whole.earlier),
        (&[one, two][..], 21, 0),
        "first those that are kept"
    );
    assert_eq!(whole.warnings, [SendWarning::TooManyFiles]);
    let ids: Vec<_> = more.iter().map(|file| file.id).collect();
    let refused =
        desk.chat.turns.send_message(message(id, &ids, Some(Replaced::whole(question)))).await.unwrap_err();
    assert!(matches!(refused, Error::Attachment { problem: AttachmentProblem::TooMany, .. }), "{refused}");

    let without = Replaced { message_id: question, dropped: vec![two] };
    let preview = desk.chat.attachments.preview_send(id, Some(without.clone())).await.unwrap();
    assert_eq!((preview.files.len(), preview.warnings), (20, vec![]));
    let second = send(&desk, message(id, &[], Some(without))).await;
    assert_eq!(
        second.messages[0].attachments.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(),
        ["red.png"]
    );
    let body = desk.last_body().to_string();
    assert!(body.contains("image_url") && !body.contains("paper.pdf"));
    let back = desk.chat.conversations.switch_version(question).await.unwrap();
    assert_eq!(back.window.messages[0].attachments.len(), 2, "the version before keeps its own");
}

#[tokio::test]
async fn the_text_of_a_file_can_be_looked_at_as_it_is_sent() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let report = bytes::Bytes::from_static(include_bytes!(
        "../../../attachments/tests/fixtures/attachment/report.docx"
    ));
    let report = desk.attach(id, Source::Bytes { name: "report.docx".to_owned(), bytes: report }).await.id;
    let pasted = desk.attach(id, Source::Text("größer ".repeat(20_000))).await.id;
    let picture = desk.attach(id, image()).await.id;
    let seen = desk.chat.attachments.preview_text(report).await.unwrap();
    assert!(seen.text.contains("Costs fell by 4 %") && !seen.is_cut, "{seen:?}");
    let seen = desk.chat.attachments.preview_text(pasted).await.unwrap();
    assert!(seen.is_cut && seen.text.len() <= 100_000 && seen.text.starts_with("größer größer"));
    assert!(desk.chat.attachments.preview_text(picture).await.is_err(), "a picture has none");
}
