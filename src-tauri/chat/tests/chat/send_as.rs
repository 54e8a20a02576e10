//! In which form files go out, what is learned from refusals, and what is left out.

use bytes::Bytes;
use yourouter_attachments::Source;
use yourouter_protocol::{
    AttachmentId, AttachmentKind, ConversationId, MessageId, MessageState, Replaced, RetryTurn, Route,
    SendAs, SendMessage, StartedTurn, TurnId, Vendor,
};
use yourouter_store::Store;

use crate::desk::Desk;

/// A PDF of one page with these words.
fn pdf(words: &str) -> Source {
    let content = format!("BT /F1 12 Tf 72 700 Td ({words}) Tj ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        offsets.push(format!("{:010} 00000 n \n", file.len()));
        file += &format!("{number} 0 obj{object}endobj\n");
    }
    let table = file.len();
    file += &format!("xref\n0 6\n0000000000 65535 f \n{}", offsets.concat());
    file += &format!("trailer<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
    Source::Bytes { name: "plan.pdf".to_owned(), bytes: file.into() }
}

fn text_file(text: &'static str) -> Source {
    Source::Bytes { name: "notes.md".to_owned(), bytes: Bytes::from_static(text.as_bytes()) }
}

async fn route(desk: &Desk, id: ConversationId, model: &str) {
    desk.chat.conversations.choose_route(id, Route::new(model, Vendor::auto())).await.unwrap();
}

async fn send(desk: &Desk, id: ConversationId, text: &str, files: Vec<AttachmentId>) -> StartedTurn {
    let turn_id = TurnId::new();
    let message = SendMessage {
        turn_id,
        conversation_id: id,
        text: text.to_owned(),
        attachment_ids: files,
        replaces: None,
        route: None,
        drafted: None,
    };
    let started = desk.chat.turns.send_message(message).await.unwrap();
    desk.end_of(turn_id).await;
    started
}

fn newest(desk: &Desk) -> serde_json::Value {
    desk.last_body()["messages"].as_array().unwrap().last().unwrap()["content"].clone()
}

#[tokio::test]
async fn a_text_file_goes_out_in_a_fence_under_its_name_before_the_words() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let file = desk.attach(id, text_file("# Notes\n```\ncode\n```\n")).await;
    assert_eq!((file.kind, file.send_options.as_slice()), (AttachmentKind::Text, &[SendAs::Text][..]));
    let started = send(&desk, id, "sum it up", vec![file.id]).await;
    assert_eq!(newest(&desk), "File: notes.md\n````md\n# Notes\n```\ncode\n```\n````\n\nsum it up");
    assert_eq!(started.messages[0].attachments[0].sent_as, Some(SendAs::Text));
}

#[tokio::test]
async fn a_pdf_goes_out_as_the_model_takes_it_and_the_message_says_how() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    route(&desk, id, "deepseek-v3-250324").await;
    let file = desk.attach(id, pdf("The plan in words")).await;
    assert_eq!(file.send_options, [SendAs::Pdf, SendAs::Text, SendAs::Pages]);
    let prepared = desk.chat.attachments.preview_send(id, None).await.unwrap();
    assert_eq!((prepared.files[0].send_as, prepared.earlier), (SendAs::Text, 0));
    let started = send(&desk, id, "what is it?", vec![file.id]).await;
    assert_eq!(started.messages[0].attachments[0].sent_as, Some(SendAs::Text));
    assert_eq!(
        newest(&desk),
        "File: plan.pdf (text of 1 page)\n```\n[Page 1]\nThe plan in words\n```\n\nwhat is it?"
    );
    route(&desk, id, "gpt-4o").await;
    let prepared = desk.chat.attachments.preview_send(id, None).await.unwrap();
    assert_eq!((prepared.files.len(), prepared.earlier), (0, 1), "it is sent again with the next question");
    send(&desk, id, "and now?", Vec::new()).await;
    assert_eq!(desk.last_body()["messages"][0]["content"][0]["type"], "file");
}

#[tokio::test]
async fn the_persons_choice_wins_over_the_models_family() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let file = desk.attach(id, pdf("The plan in words")).await;
    assert_eq!(desk.chat.attachments.preview_send(id, None).await.unwrap().files[0].send_as, SendAs::Pdf);
    desk.chat.attachments.choose_send_as(file.id, Some(SendAs::Text)).await.unwrap();
    assert!(
        desk.chat.attachments.choose_send_as(file.id, Some(SendAs::Image)).await.is_err(),
        "it has no such form"
    );
    let started = send(&desk, id, "what is it?", vec![file.id]).await;
    assert_eq!(started.messages[0].attachments[0].sent_as, Some(SendAs::Text));
    assert!(newest(&desk).as_str().unwrap().contains("The plan in words"));
}

#[tokio::test]
async fn what_works_after_a_refusal_is_remembered_for_the_model() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    route(&desk, id, "mock/refuse-file").await;
    let file = desk.attach(id, pdf("The plan in words")).await;
    let started = send(&desk, id, "what is it?", vec![file.id]).await;
    assert_eq!(started.messages[0].attachments[0].sent_as, Some(SendAs::Pdf));
    assert_eq!(desk.answer(id).await.state, MessageState::Failed);
    desk.attach(id, pdf("Another plan")).await;
    let send_as = desk.chat.attachments.preview_send(id, None).await.unwrap().files[0].send_as;
    assert_eq!(send_as, SendAs::Pdf, "a refusal alone teaches nothing");

    let (turn_id, message_id) = (TurnId::new(), started.messages[1].id);
    let again = RetryTurn { turn_id, message_id, route: None, send_as: Some(SendAs::Text), continues: false };
    let restarted = desk.chat.turns.retry_turn(again).await.unwrap();
    assert_eq!(
        restarted.changed[0].attachments[0].sent_as,
        Some(SendAs::Text),
        "the question says so at once"
    );
    desk.end_of(turn_id).await;
    let shown = desk.chat.conversations.open_conversation(id, None).await.unwrap();
    assert_eq!(shown.window.messages[0].attachments[0].sent_as, Some(SendAs::Text));
    assert_eq!(shown.window.messages[1].state, MessageState::Done);
    assert_eq!(desk.chat.attachments.preview_send(id, None).await.unwrap().files[0].send_as, SendAs::Text);
    route(&desk, id, "another-model").await;
    assert_eq!(desk.chat.attachments.preview_send(id, None).await.unwrap().files[0].send_as, SendAs::Pdf);
}

/// Asks for the answer again, with its PDFs in another form.
async fn resend(desk: &Desk, answer: MessageId, send_as: SendAs) -> StartedTurn {
    let turn_id = TurnId::new();
    let again =
        RetryTurn { turn_id, message_id: answer, route: None, send_as: Some(send_as), continues: false };
    let restarted = desk.chat.turns.retry_turn(again).await.unwrap();
    desk.end_of(turn_id).await;
    restarted
}

#[tokio::test]
async fn a_refused_pdf_of_an_earlier_message_can_be_sent_another_way_which_is_remembered() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    route(&desk, id, "gpt-4o").await;
    let file = desk.attach(id, pdf("The plan in words")).await;
    send(&desk, id, "what is it?", vec![file.id]).await;
    assert_eq!(desk.answer(id).await.state, MessageState::Done);
    route(&desk, id, "mock/refuse-file").await;
    let refused = send(&desk, id, "and now?", Vec::new()).await;
    assert_eq!(desk.answer(id).await.state, MessageState::Failed);

    let again = resend(&desk, refused.messages[1].id, SendAs::Text).await;
    let earlier = &again.changed[0].attachments[0];
    assert_eq!((earlier.id, earlier.sent_as), (file.id, Some(SendAs::Text)), "its message says so at once");
    assert_eq!((again.messages.len(), again.changed.len()), (1, 1), "nothing else is sent to the page");
    assert_eq!(desk.answer(id).await.state, MessageState::Done);
    let next = send(&desk, id, "go on", Vec::new()).await;
    assert_eq!(
        (desk.answer(id).await.state, next.messages.len(), next.changed.len()),
        (MessageState::Done, 2, 0)
    );
    assert!(desk.last_body()["messages"][0].to_string().contains("The plan in words"));

    route(&desk, id, "gpt-4o").await;
    let back = send(&desk, id, "once more", Vec::new()).await;
    assert_eq!(back.changed[0].attachments[0].sent_as, Some(SendAs::Pdf), "as this one takes it");
}

#[tokio::test]
async fn a_choice_of_the_pdf_does_not_outlive_its_refusal_but_can_be_made_again() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    route(&desk, id, "mock/refuse-file").await;
    let file = desk.attach(id, pdf("The plan in words")).await;
    desk.chat.attachments.choose_send_as(file.id, Some(SendAs::Pdf)).await.unwrap();
    let refused = send(&desk, id, "what is it?", vec![file.id]).await;
    assert_eq!(desk.answer(id).await.state, MessageState::Failed);
    resend(&desk, refused.messages[1].id, SendAs::Text).await;
    assert_eq!(desk.answer(id).await.state, MessageState::Done);
    send(&desk, id, "go on", Vec::new()).await;
    assert_eq!(desk.answer(id).await.state, MessageState::Done, "not refused once more");

    let next = desk.attach(id, pdf("Another plan")).await;
    assert_eq!(desk.chat.attachments.preview_send(id, None).await.unwrap().files[0].send_as, SendAs::Text);
    desk.chat.attachments.choose_send_as(next.id, Some(SendAs::Pdf)).await.unwrap();
    assert_eq!(
        desk.chat.attachments.preview_send(id, None).await.unwrap().files[0].send_as,
        SendAs::Pdf,
        "it is tried again"
    );
}

#[tokio::test]
async fn what_the_person_chose_over_the_pdf_teaches_nothing() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let file = desk.attach(id, pdf("The plan in words")).await;
    desk.chat.attachments.choose_send_as(file.id, Some(SendAs::Pages)).await.unwrap();
    let sent = send(&desk, id, "what is it?", vec![file.id]).await;
    resend(&desk, sent.messages[1].id, SendAs::Text).await;
    assert_eq!(desk.answer(id).await.state, MessageState::Done);
    desk.attach(id, pdf("Another plan")).await;
    assert_eq!(desk.chat.attachments.preview_send(id, None).await.unwrap().files[0].send_as, SendAs::Pdf);
}

#[tokio::test]
async fn a_file_that_is_left_out_is_not_sent_again() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let file = desk.attach(id, text_file("remember me")).await;
    send(&desk, id, "", vec![file.id]).await;
    desk.chat.attachments.leave_out(file.id, true).await.unwrap();
    assert_eq!(desk.chat.attachments.preview_send(id, None).await.unwrap().earlier, 0);
    send(&desk, id, "go on", Vec::new()).await;
    assert_eq!(desk.last_body()["messages"][0]["content"], "[left out: notes.md]");
    desk.chat.attachments.leave_out(file.id, false).await.unwrap();
    send(&desk, id, "go on", Vec::new()).await;
    assert!(desk.last_body()["messages"][0]["content"].as_str().unwrap().contains("remember me"));
}

#[tokio::test]
async fn a_file_that_is_left_out_stays_so_in_a_new_version_of_its_question() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (out, kept) = (desk.attach(id, pdf("Keep this out")).await, desk.attach(id, text_file("kept")).await);
    desk.chat.attachments.choose_send_as(out.id, Some(SendAs::Text)).await.unwrap();
    let first = send(&desk, id, "what is it?", vec![out.id, kept.id]).await;
    desk.chat.attachments.leave_out(out.id, true).await.unwrap();
    let turn_id = TurnId::new();
    let edited = SendMessage {
        turn_id,
        conversation_id: id,
        text: "what is it now?".to_owned(),
        attachment_ids: Vec::new(),
        replaces: Some(Replaced::whole(first.messages[0].id)),
        route: None,
        drafted: None,
    };
    let started = desk.chat.turns.send_message(edited).await.unwrap();
    desk.end_of(turn_id).await;
    assert!(!desk.last_body().to_string().contains("Keep this out"));
    let [copy, other] = started.messages[0].attachments.as_slice() else { panic!("two files") };
    assert!(copy.is_left_out && !other.is_left_out);
    // What it was before it was left out, as beside the question that it was copied from.
    assert_eq!((copy.send_as, copy.sent_as), (Some(SendAs::Text), Some(SendAs::Text)));

    assert_eq!(desk.chat.attachments.preview_send(id, None).await.unwrap().earlier, 1);
    send(&desk, id, "go on", Vec::new()).await;
    assert!(!desk.last_body().to_string().contains("Keep this out"));
    desk.chat.attachments.leave_out(copy.id, false).await.unwrap();
    send(&desk, id, "go on", Vec::new()).await;
    assert!(desk.last_body().to_string().contains("Keep this out"), "it can be taken in again");
}

#[tokio::test]
async fn a_pasted_text_can_go_back_into_the_message() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let text = "a long story\n".repeat(800);
    let file = desk.attach(id, Source::Text(text.clone())).await;
    assert!(file.is_pasted);
    assert_eq!(desk.chat.attachments.take_text(file.id).await.unwrap(), text);
    assert!(desk.chat.conversations.open_conversation(id, None).await.unwrap().draft.attachments.is_empty());
}

#[tokio::test]
async fn a_file_is_removed_with_its_last_reference_and_not_before() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let first = desk.attach(id, pdf("The plan in words")).await;
    let second = desk.attach(id, pdf("The plan in words")).await;
    let other = desk.attach(id, pdf("Nobody wants this")).await;
    assert_eq!(desk.stored_files(), 4, "each PDF and its text, once");
    for (removed, left) in [(other.id, 2), (first.id, 2)] {
        desk.chat.attachments.remove_attachment(removed).await.unwrap();
        until_stored(&desk, left).await;
    }
    // Sent, it is the message's; and what the draft had is no reference any more.
    send(&desk, id, "what is it?", vec![second.id]).await;
    desk.chat.attachments.remove_attachment(second.id).await.unwrap();
    let blank = desk.blank().await.summary.id;
    let pasted = desk.attach(blank, Source::Text("long ".repeat(2_000))).await;
    assert_eq!(desk.stored_files(), 3);
    desk.chat.attachments.take_text(pasted.id).await.unwrap();
    until_stored(&desk, 2).await;
    assert!(
        !desk.chat.conversations.open_conversation(id, None).await.unwrap().window.messages[0].attachments[0]
            .is_missing
    );
}

async fn until_stored(desk: &Desk, files: usize) {
    let mut look = tokio::time::interval(std::time::Duration::from_millis(5));
    let settled = async {
        while desk.stored_files() != files {
            look.tick().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), settled).await.unwrap();
}

#[tokio::test]
async fn files_that_nobody_uses_are_swept_with_all_that_was_made_of_them() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let kept = desk.attach(id, pdf("The plan in words")).await;
    // As a program leaves it that dies between the two.
    let gone = desk.attach(id, pdf("Nobody wants this")).await;
    Store::open(&desk.folder.path().join("chat.sqlite")).unwrap().remove_attachment(gone.id).unwrap();
    let before = desk.stored_files();
    let (chat, _) = desk.restarted();
    assert_eq!(before, 4, "each PDF and its text");
    chat.page_ready();
    until_stored(&desk, 2).await;
    assert_eq!(chat.conversations.open_conversation(id, None).await.unwrap().draft.attachments, [kept]);
}
