//! PDFs whose pages go out as images: drawn when that is planned, told as they go, stopped, and learned.

use lopdf::{Document, Object, Stream, dictionary};
use yourouter_attachments::Source;
use yourouter_protocol::{
    AppEvent, AttachmentId, AttachmentProblem, AttachmentView, ConversationId, Error, MessageState,
    RetryTurn, Route, SendAs, SendMessage, StartedTurn, TurnId, Vendor,
};

use crate::{
    desk::{Desk, Heard},
    held::photo,
};

/// A paper with so many pages, each with words and a content of its own.
pub fn paper(pages: usize, drawing: &str) -> Source {
    with_picture(pages, drawing, 1)
}

/// The same; `/X1` draws a picture so many pixels wide and high.
fn with_picture(pages: usize, drawing: &str, side: u16) -> Source {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let picture = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(side), "Height" => i64::from(side),
        "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray",
    };
    let mut picture = Stream::new(picture, vec![120; usize::from(side) * usize::from(side)]);
    let _grown = picture.compress();
    let picture = document.add_object(picture);
    let resources = document.add_object(
        dictionary! { "Font" => dictionary! { "F1" => font }, "XObject" => dictionary! { "X1" => picture } },
    );
    let kids: Vec<Object> = (1..=pages)
        .map(|number| {
            let content = format!("BT /F1 12 Tf 72 700 Td (These are the words of page {number}) Tj ET {drawing}");
            let content = document.add_object(Stream::new(dictionary! {}, content.into_bytes()));
            let page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources };
            document.add_object(page).into()
        })
        .collect();
    let count = i64::try_from(pages).unwrap();
    let around = vec![0.into(), 0.into(), 595.into(), 842.into()];
    let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count, "MediaBox" => around };
    document.set_object(tree, pages);
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    Source::Bytes { name: "paper.pdf".to_owned(), bytes: bytes.into() }
}

/// How often the file was said to be ready.
fn ready(heard: &Heard, id: AttachmentId) -> Vec<AttachmentView> {
    let events = heard.app_events().into_iter();
    let views = events.filter_map(|event| match event {
        AppEvent::AttachmentReady { attachment, .. } if attachment.id == id => Some(attachment),
        _ => None,
    });
    views.collect()
}

fn progress(heard: &Heard, id: AttachmentId) -> Vec<(u32, u32)> {
    let events = heard.app_events().into_iter();
    let pages = events.filter_map(|event| match event {
        AppEvent::AttachmentProgressed { attachment_id, page, of, .. } if attachment_id == id => {
            Some((page, of))
        }
        _ => None,
    });
    pages.collect()
}

fn message_with(conversation_id: ConversationId, file: AttachmentId) -> SendMessage {
    SendMessage {
        turn_id: TurnId::new(),
        conversation_id,
        text: "what is it?".to_owned(),
        attachment_ids: vec![file],
        replaces: None,
        route: None,
        drafted: None,
    }
}

async fn send(desk: &Desk, id: ConversationId, file: AttachmentId) -> StartedTurn {
    let message = message_with(id, file);
    let turn_id = message.turn_id;
    let started = desk.chat.turns.send_message(message).await.unwrap();
    desk.end_of(turn_id).await;
    started
}

/// How many images the newest question of the last request holds.
fn images(desk: &Desk) -> usize {
    let body = desk.last_body();
    let content = body["messages"].as_array().unwrap().last().unwrap()["content"].clone();
    content.as_array().unwrap().iter().filter(|block| block["type"] == "image_url").count()
}

#[tokio::test]
async fn pages_are_drawn_once_that_is_chosen_and_go_out_as_images() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let file = desk.attach(id, paper(3, "")).await;
    assert!(file.thumbnail.is_some() && file.send_options == [SendAs::Pdf, SendAs::Text, SendAs::Pages]);
    assert_eq!((file.pages, file.page_images), (Some(3), 3), "how many there would be is known before");
    let before = desk.stored_files();
    desk.chat.attachments.choose_send_as(file.id, Some(SendAs::Pages)).await.unwrap();
    let prepared = desk.chat.attachments.preview_send(id, None).await.unwrap();
    assert_eq!((prepared.files[0].send_as, prepared.files[0].tokens), (SendAs::Pages, 6_000), "a guess");
    desk.heard.until("the pages", |heard| ready(heard, file.id).get(1).cloned()).await;
    assert_eq!(progress(&desk.heard, file.id).last().map(|(_, of)| *of), Some(3));
    assert_eq!(desk.stored_files(), before + 3, "kept beside the file");
    let prepared = desk.chat.attachments.preview_send(id, None).await.unwrap();
    assert!(prepared.files[0].size_bytes > 1_000);
    let started = send(&desk, id, file.id).await;
    let sent = &started.messages[0].attachments[0];
    assert_eq!((sent.sent_as, sent.page_images, images(&desk)), (Some(SendAs::Pages), 3, 3));
}

#[tokio::test]
async fn after_a_refusal_one_step_sends_the_pages_which_is_remembered() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    desk.chat.conversations.choose_route(id, Route::new("mock/refuse-file", Vendor::auto())).await.unwrap();
    let file = desk.attach(id, paper(2, "")).await;
    let started = send(&desk, id, file.id).await;
    assert_eq!(desk.answer(id).await.state, MessageState::Failed);
    let (turn_id, message_id) = (TurnId::new(), started.messages[1].id);
    let again =
        RetryTurn { turn_id, message_id, route: None, send_as: Some(SendAs::Pages), continues: false };
    desk.chat.turns.retry_turn(again).await.unwrap();
    desk.end_of(turn_id).await;
    assert_eq!((desk.answer(id).await.state, images(&desk)), (MessageState::Done, 2));
    let next = desk.attach(id, paper(2, "0 0 9 9 re f")).await;
    assert_eq!(desk.chat.attachments.preview_send(id, None).await.unwrap().files[0].send_as, SendAs::Pages);
    desk.heard.until("the pages of the next", |heard| ready(heard, next.id).get(1).cloned()).await;
}

#[tokio::test]
async fn a_scan_with_headers_goes_out_as_images_also_where_text_was_learned() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    desk.chat.conversations.choose_route(id, Route::new("mock/refuse-file", Vendor::auto())).await.unwrap();
    let file = desk.attach(id, paper(2, "")).await;
    let started = send(&desk, id, file.id).await;
    let (turn_id, message_id) = (TurnId::new(), started.messages[1].id);
    let again = RetryTurn { turn_id, message_id, route: None, send_as: Some(SendAs::Text), continues: false };
    desk.chat.turns.retry_turn(again).await.unwrap();
    desk.end_of(turn_id).await;
    let scan = desk.attach(id, with_picture(3, "q 595 0 0 842 0 0 cm /X1 Do Q", 900)).await;
    assert_eq!((scan.is_scan, scan.picture_pages), (true, 3));
    assert_eq!(scan.send_options, [SendAs::Pdf, SendAs::Pages, SendAs::Text]);
    let send_options: Vec<SendAs> = desk
        .chat
        .attachments
        .preview_send(id, None)
        .await
        .unwrap()
        .files
        .iter()
        .map(|prepared| prepared.send_as)
        .collect();
    assert_eq!(send_options, [SendAs::Pages]);
    desk.chat.attachments.choose_send_as(scan.id, Some(SendAs::Text)).await.unwrap();
    send(&desk, id, scan.id).await;
    let sent = desk.last_body()["messages"].to_string();
    assert!(
        sent.contains("(text of 3 pages; 3 of 3 are pictures without text)"),
        "who asks for the text gets it"
    );
}

#[tokio::test]
async fn of_a_long_text_the_request_and_the_file_say_how_many_pages_are_in_it() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    // So that it is not said back.
    desk.chat.conversations.choose_route(id, Route::new("mock/400", Vendor::auto())).await.unwrap();
    let line = format!("({}) Tj T* ", "and so on ".repeat(100));
    let words = format!("BT /F1 1 Tf 2 TL 10 820 Td {} ET", line.repeat(100));
    let file = desk.attach(id, paper(6, &words)).await;
    assert_eq!((file.pages, file.text_pages, file.is_cut), (Some(6), Some(4), true));
    desk.chat.attachments.choose_send_as(file.id, Some(SendAs::Text)).await.unwrap();
    send(&desk, id, file.id).await;
    let sent = desk.last_body()["messages"][0]["content"].to_string();
    assert!(sent.contains("File: paper.pdf (text of the first 4 of 6 pages)"), "{}", &sent[..200]);
    let whole = desk.attach(id, paper(2, "")).await;
    assert_eq!((whole.pages, whole.text_pages), (Some(2), None));
}

/// A PDF whose pages take their time, to go out as images; and how often progress was told while it was read.
async fn slow_pages(desk: &Desk, id: ConversationId) -> (AttachmentView, usize) {
    let file = desk.attach(id, paper(20, &"0 0 9 9 re f ".repeat(2_000))).await;
    let read = progress(&desk.heard, file.id).len();
    desk.chat.attachments.choose_send_as(file.id, Some(SendAs::Pages)).await.unwrap();
    (file, read)
}

#[tokio::test]
async fn drawing_stops_when_another_form_is_chosen_and_when_the_file_is_removed() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (file, read) = slow_pages(&desk, id).await;
    desk.chat.attachments.preview_send(id, None).await.unwrap();
    desk.heard.until("the first page", |heard| progress(heard, file.id).get(read).copied()).await;
    desk.chat.attachments.choose_send_as(file.id, Some(SendAs::Text)).await.unwrap();
    desk.chat.attachments.preview_send(id, None).await.unwrap();
    let shown = desk.heard.until("the end of it", |heard| ready(heard, file.id).get(1).cloned()).await;
    assert!(
        shown.send_options.contains(&SendAs::Pages) && shown.not_drawn.is_none(),
        "it can be chosen again"
    );

    desk.chat.attachments.choose_send_as(file.id, Some(SendAs::Pages)).await.unwrap();
    desk.chat.attachments.preview_send(id, None).await.unwrap();
    desk.chat.attachments.remove_attachment(file.id).await.unwrap();
    // What is attached next waits for the work that was stopped, so this says that it did stop.
    let next = desk.attach(id, paper(1, "")).await;
    assert!(ready(&desk.heard, file.id).len() == 2 && next.pages == Some(1));
}

#[tokio::test]
async fn a_message_that_waits_for_pages_can_be_given_up() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let (file, read) = slow_pages(&desk, id).await;
    let message = message_with(id, file.id);
    let chat = desk.chat.clone();
    let sending = tokio::spawn(async move { chat.turns.send_message(message).await });
    desk.heard.until("the first page", |heard| progress(heard, file.id).get(read).copied()).await;
    desk.chat.attachments.stop_preparing(file.id);
    let refused = sending.await.unwrap().unwrap_err();
    assert!(matches!(refused, Error::Attachment { problem: AttachmentProblem::Stopped, .. }), "{refused:?}");
    assert_eq!(
        desk.chat.conversations.open_conversation(id, None).await.unwrap().draft.attachments.len(),
        1,
        "the draft stays"
    );
}

#[tokio::test]
async fn a_file_that_is_to_go_out_as_images_only_after_the_message_was_sent_is_drawn_too() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let slow = desk.attach(id, paper(6, &"0 0 9 9 re f ".repeat(2_000))).await;
    let other = desk.attach(id, paper(2, "")).await;
    let read = progress(&desk.heard, slow.id).len();
    desk.chat.attachments.choose_send_as(slow.id, Some(SendAs::Pages)).await.unwrap();
    let (chat, mut message) = (desk.chat.clone(), message_with(id, slow.id));
    message.attachment_ids.push(other.id);
    let turn_id = message.turn_id;
    let sending = tokio::spawn(async move { chat.turns.send_message(message).await });
    desk.heard.until("the first page", |heard| progress(heard, slow.id).get(read).copied()).await;
    // As a change of the model does that takes no PDFs.
    desk.chat.attachments.choose_send_as(other.id, Some(SendAs::Pages)).await.unwrap();
    let sent = sending.await.unwrap().unwrap();
    desk.end_of(turn_id).await;
    let send_options: Vec<_> = sent.messages[0].attachments.iter().map(|file| file.sent_as).collect();
    assert_eq!(send_options, [Some(SendAs::Pages); 2]);
    assert_eq!(images(&desk), 8, "what is said to go out as images is among them");
}

#[tokio::test]
async fn a_message_whose_pages_wait_for_another_file_says_so_and_can_be_given_up_at_once() {
    let desk = Desk::new().await;
    let other = other_chat(&desk).await;
    let id = desk.blank().await.summary.id;
    let file = desk.attach(id, paper(1, "")).await;
    let read = progress(&desk.heard, file.id).len();
    desk.chat.attachments.choose_send_as(file.id, Some(SendAs::Pages)).await.unwrap();
    let hold = desk.decoder.hold();
    let chat = desk.chat.clone();
    let slow = tokio::spawn(async move { chat.attachments.attach(other, vec![photo("slow.heic")]).await });
    desk.decoder.asked().await;
    let (chat, message) = (desk.chat.clone(), message_with(id, file.id));
    let sending = tokio::spawn(async move { chat.turns.send_message(message).await });
    let waiting = desk.heard.until("a word", |heard| progress(heard, file.id).get(read).copied()).await;
    assert_eq!(waiting.0, 0, "no page yet");
    desk.chat.attachments.stop_preparing(file.id);
    let refused = sending.await.unwrap().unwrap_err();
    assert!(matches!(refused, Error::Attachment { problem: AttachmentProblem::Stopped, .. }), "{refused:?}");
    drop(hold);
    slow.await.unwrap();
}

#[tokio::test]
async fn a_disk_that_fails_while_pages_are_drawn_leaves_the_file_ready_and_its_form_to_be_tried_again() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    // What its page is kept under is found out first, so that it cannot be written there.
    let kept = |desk: &Desk| -> std::collections::HashSet<_> {
        let files = std::fs::read_dir(desk.folder.path().join("attachments")).unwrap();
        files.map(|file| file.unwrap().path()).collect()
    };
    let first = desk.attach(id, paper(1, "")).await;
    let before = kept(&desk);
    desk.chat.attachments.choose_send_as(first.id, Some(SendAs::Pages)).await.unwrap();
    desk.chat.attachments.preview_send(id, None).await.unwrap();
    desk.heard.until("the pages", |heard| ready(heard, first.id).get(1).cloned()).await;
    let page = kept(&desk).difference(&before).next().unwrap().clone();
    desk.chat.attachments.remove_attachment(first.id).await.unwrap();
    let file = desk.attach(id, paper(1, "")).await;
    // Perhaps it was removed already.
    let _gone = std::fs::remove_file(&page);
    std::fs::create_dir(&page).unwrap();

    desk.chat.attachments.choose_send_as(file.id, Some(SendAs::Pages)).await.unwrap();
    desk.chat.attachments.preview_send(id, None).await.unwrap();
    let shown = desk.heard.until("the end of it", |heard| ready(heard, file.id).get(1).cloned()).await;
    assert!(
        shown.send_options.contains(&SendAs::Pages) && shown.not_drawn.is_none() && shown.page_images == 1
    );
    desk.chat.attachments.preview_send(id, None).await.unwrap();
    let begun = |event: &AppEvent| matches!(event, AppEvent::AttachmentStarted { attachment_id, .. } if *attachment_id == file.id);
    assert_eq!(
        desk.heard.app_events().iter().filter(|event| begun(event)).count(),
        2,
        "it is not begun for ever"
    );
    let refused = desk.chat.turns.send_message(message_with(id, file.id)).await.unwrap_err();
    assert!(matches!(refused, Error::Storage(_)), "{refused:?}");

    std::fs::remove_dir(&page).unwrap();
    let sent = send(&desk, id, file.id).await;
    assert_eq!(sent.messages[0].attachments[0].sent_as, Some(SendAs::Pages));
}

#[tokio::test]
async fn a_page_is_drawn_to_be_looked_at() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let file = desk.attach(id, paper(2, "")).await;
    assert!(desk.chat.attachments.page_image(file.id, 1).await.unwrap().starts_with(b"\x89PNG"));
    assert!(desk.chat.attachments.page_image(file.id, 2).await.is_err());
}

/// A chat with an answer, so that a new one is another.
async fn other_chat(desk: &Desk) -> ConversationId {
    let id = desk.blank().await.summary.id;
    desk.ask(id, "hello").await;
    id
}

#[tokio::test]
async fn a_message_that_waits_for_its_pages_goes_out_though_another_chat_is_opened() {
    let desk = Desk::new().await;
    let other = other_chat(&desk).await;
    let id = desk.blank().await.summary.id;
    let file = desk.attach(id, paper(6, &"0 0 9 9 re f ".repeat(2_000))).await;
    let read = progress(&desk.heard, file.id).len();
    desk.chat.attachments.choose_send_as(file.id, Some(SendAs::Pages)).await.unwrap();
    let chat = desk.chat.clone();
    let message = message_with(id, file.id);
    let sending = tokio::spawn(async move { chat.turns.send_message(message).await });
    desk.heard.until("the first page", |heard| progress(heard, file.id).get(read).copied()).await;
    desk.chat.conversations.open_conversation(other, None).await.unwrap();
    let sent = sending.await.unwrap().unwrap();
    assert_eq!(sent.messages[0].attachments[0].sent_as, Some(SendAs::Pages));
}

#[tokio::test]
async fn a_file_whose_drawing_has_to_wait_is_not_ready_and_does_not_come_back_once_it_was_sent() {
    let desk = Desk::new().await;
    let other = other_chat(&desk).await;
    let id = desk.blank().await.summary.id;
    let file = desk.attach(id, paper(1, "")).await;
    let hold = desk.decoder.hold();
    let chat = desk.chat.clone();
    let slow = tokio::spawn(async move { chat.attachments.attach(other, vec![photo("slow.heic")]).await });
    let begun = |heard: &Heard, wanted: &str| {
        let is_it =
            |event: &AppEvent| matches!(event, AppEvent::AttachmentStarted { name, .. } if name == wanted);
        heard.app_events().iter().filter(|event| is_it(event)).count()
    };
    desk.heard.until("the slow file", |heard| (begun(heard, "slow.heic") == 1).then_some(())).await;
    desk.chat.attachments.choose_send_as(file.id, Some(SendAs::Pages)).await.unwrap();
    desk.chat.attachments.preview_send(id, None).await.unwrap();
    assert_eq!(begun(&desk.heard, "paper.pdf"), 2, "it is not ready any more");

    desk.chat.attachments.choose_send_as(file.id, Some(SendAs::Text)).await.unwrap();
    let turn_id = send(&desk, id, file.id).await.messages[1].turn.as_ref().unwrap().id;
    desk.end_of(turn_id).await;
    drop(hold);
    slow.await.unwrap();
    // Its turn comes after that of the drawing.
    desk.attach(id, paper(1, "0 0 9 9 re f")).await;
    assert_eq!(ready(&desk.heard, file.id).len(), 1, "only when it was attached");
}
