//! Files from draft to gateway and back.

use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use yourouter_attachments::Source;
use yourouter_protocol::{
    AppEvent, AttachmentId, AttachmentKind, AttachmentProblem, ConversationId, Error, Replaced, Result,
    RetryTurn, SendMessage, StartedTurn, TurnId,
};

use crate::desk::Desk;

pub fn png() -> Bytes {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(40, 20, image::Rgb([200, 30, 30]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner().into()
}

pub fn pdf() -> Bytes {
    Bytes::from_static(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
          3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\nxref\n0 4\n0000000000 65535 f \n\
          0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n\
          164\n%%EOF\n",
    )
}

fn pasted(name: &str, bytes: &Bytes) -> Source {
    Source::Bytes { name: name.to_owned(), bytes: bytes.clone() }
}

#[tokio::test]
async fn an_office_document_goes_out_as_its_text_and_comes_back_as_it_was() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let bytes =
        Bytes::from_static(include_bytes!("../../../attachments/tests/fixtures/attachment/report.docx"));
    let file = desk.attach(id, pasted("report.docx", &bytes)).await;
    assert_eq!((file.kind, file.send_options.len()), (AttachmentKind::Text, 1));
    assert_eq!(desk.chat.attachments.attached_file(file.id).await.unwrap().bytes, bytes);
    let (turn_id, _) = desk.send_with(id, "what is this?", vec![file.id]).await;
    desk.end_of(turn_id).await;
    let sent = desk.last_body()["messages"][0]["content"].to_string();
    assert!(sent.contains("File: report.docx (text of the document)"), "{sent}");
    assert!(sent.contains("Costs fell by 4 %") && sent.contains("\\n\\nItem\\n"), "{sent}");
}

#[tokio::test]
async fn an_image_and_a_pdf_go_out_as_documented_before_the_text_and_byte_for_byte() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let image = desk.attach(id, pasted("red.png", &png())).await;
    let document = desk.attach(id, pasted("plan.pdf", &pdf())).await;
    assert_eq!((image.kind, image.pixels), (AttachmentKind::Image, Some((40, 20))));
    assert_eq!((document.kind, document.pages), (AttachmentKind::Pdf, Some(1)));
    assert!(image.thumbnail.unwrap().starts_with("data:image/"));

    let turn_id = TurnId::new();
    let message = SendMessage {
        turn_id,
        conversation_id: id,
        text: "what is this?".to_owned(),
        attachment_ids: vec![image.id, document.id],
        replaces: None,
        route: None,
        drafted: None,
    };
    let started = desk.chat.turns.send_message(message).await.unwrap();
    desk.end_of(turn_id).await;
    let content = desk.last_body()["messages"][0]["content"].clone();
    let url = format!("data:image/png;base64,{}", BASE64_STANDARD.encode(png()));
    assert_eq!(content[0], serde_json::json!({"type": "image_url", "image_url": {"url": url}}));
    let data = BASE64_STANDARD.encode(pdf());
    assert_eq!(
        content[1],
        serde_json::json!({"type": "file", "file": {"filename": "plan.pdf", "file_data": data}})
    );
    assert_eq!(content[2], serde_json::json!({"type": "text", "text": "what is this?"}));

    assert_eq!(started.messages[0].attachments.len(), 2);
    let (chat, _) = desk.restarted();
    let shown = chat.conversations.open_conversation(id, None).await.unwrap();
    assert_eq!(shown.window.messages[0].attachments, started.messages[0].attachments);
    assert!(shown.draft.attachments.is_empty());
}

#[tokio::test]
async fn a_drafted_file_survives_a_restart_and_a_removed_one_does_not() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let kept = desk.attach(id, pasted("red.png", &png())).await;
    let removed = desk.attach(id, pasted("plan.pdf", &pdf())).await;
    desk.chat.attachments.remove_attachment(removed.id).await.unwrap();
    let (chat, _) = desk.restarted();
    let draft = chat.conversations.open_conversation(id, None).await.unwrap().draft;
    assert_eq!(draft.attachments, [kept]);
}

#[tokio::test]
async fn a_refused_file_is_announced_with_its_problem_and_harms_nothing_else() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let svg = Bytes::from_static(b"<svg xmlns='http://www.w3.org/2000/svg'/>");
    desk.chat.attachments.attach(id, vec![pasted("a.png", &svg), pasted("b.png", &png())]).await;
    let events = desk.heard.app_events();
    let refused = events.iter().find_map(|event| match event {
        AppEvent::AttachmentRefused { name, failure, .. } => Some((name.as_str(), failure.problem)),
        _ => None,
    });
    assert_eq!(refused, Some(("a.png", Some(AttachmentProblem::Svg))));
    assert_eq!(desk.chat.conversations.open_conversation(id, None).await.unwrap().draft.attachments.len(), 1);
}

#[tokio::test]
async fn another_version_of_a_question_keeps_its_files() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let image = desk.attach(id, pasted("red.png", &png())).await;
    let send = |turn_id, text: &str, attachment_ids, replaces| SendMessage {
        turn_id,
        conversation_id: id,
        text: text.to_owned(),
        attachment_ids,
        replaces,
        route: None,
        drafted: None,
    };
    let first_turn = TurnId::new();
    let first = desk.chat.turns.send_message(send(first_turn, "one", vec![image.id], None)).await.unwrap();
    desk.end_of(first_turn).await;
    let second_turn = TurnId::new();
    let edited = send(second_turn, "two", Vec::new(), Some(Replaced::whole(first.messages[0].id)));
    let second = desk.chat.turns.send_message(edited).await.unwrap();
    desk.end_of(second_turn).await;
    assert_eq!(second.messages[0].attachments.len(), 1);
    assert_eq!(desk.last_body()["messages"][0]["content"][0]["type"], "image_url");
}

#[tokio::test]
async fn a_file_that_is_gone_from_the_disk_is_named_and_the_chat_goes_on_without_it() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let image = desk.attach(id, pasted("red.png", &png())).await;
    ask(&desk, id, "what is this?", vec![image.id]).await.unwrap();
    for kept in std::fs::read_dir(desk.folder.path().join("attachments")).unwrap() {
        std::fs::remove_file(kept.unwrap().path()).unwrap();
    }
    let before = desk.chat.conversations.open_conversation(id, None).await.unwrap();
    assert!(before.window.messages[0].attachments[0].is_missing);
    let refused = ask(&desk, id, "and now?", Vec::new()).await.unwrap_err();
    let Error::Attachment { problem: AttachmentProblem::Unreadable, detail } = refused else { panic!() };
    assert!(detail.starts_with("red.png is gone from the disk."), "{detail}");
    assert!(matches!(desk.chat.attachments.attached_file(image.id).await, Err(Error::Attachment { .. })));
    assert_eq!(
        desk.chat.conversations.open_conversation(id, None).await.unwrap().window.messages,
        before.window.messages,
        "nothing was written"
    );
    desk.chat.attachments.leave_out(image.id, true).await.unwrap();
    ask(&desk, id, "and now?", Vec::new()).await.unwrap();
    assert_eq!(desk.last_body()["messages"][0]["content"], "what is this?");
}

#[tokio::test]
async fn a_file_that_changed_on_the_disk_is_named_and_is_whole_again_once_it_is_attached_again() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let image = desk.attach(id, pasted("red.png", &png())).await;
    ask(&desk, id, "what is this?", vec![image.id]).await.unwrap();
    for kept in std::fs::read_dir(desk.folder.path().join("attachments")).unwrap() {
        let kept = kept.unwrap().path();
        let spoiled: Vec<u8> = std::fs::read(&kept).unwrap().into_iter().map(|byte| !byte).collect();
        std::fs::write(kept, spoiled).unwrap();
    }
    let refused = ask(&desk, id, "and now?", Vec::new()).await.unwrap_err();
    for refused in [refused, desk.chat.attachments.attached_file(image.id).await.unwrap_err()] {
        let Error::Attachment { problem: AttachmentProblem::Damaged, detail } = refused else { panic!() };
        assert!(
            detail.starts_with("red.png is not what it was") && detail.ends_with("attach it again."),
            "{detail}"
        );
    }
    let again = desk.attach(id, pasted("red.png", &png())).await;
    desk.chat.attachments.remove_attachment(again.id).await.unwrap();
    ask(&desk, id, "and now?", Vec::new()).await.unwrap();
    assert_eq!(desk.last_body()["messages"][0]["content"][0]["type"], "image_url");
}

#[tokio::test]
async fn an_earlier_file_is_sent_again_only_while_its_message_is_in_the_branch() {
    let desk = Desk::new().await;
    let id = desk.blank().await.summary.id;
    let first = ask(&desk, id, "hello", Vec::new()).await.unwrap();
    let image = desk.attach(id, pasted("red.png", &png())).await;
    ask(&desk, id, "what is this?", vec![image.id]).await.unwrap();
    let prepared = desk.chat.attachments.preview_send(id, None).await.unwrap();
    assert_eq!((prepared.earlier, prepared.size_bytes), (1, image.size_bytes));
    ask(&desk, id, "and in short?", Vec::new()).await.unwrap();
    assert_eq!(desk.last_body()["messages"][2]["content"][0]["type"], "image_url");

    let retry = RetryTurn {
        turn_id: TurnId::new(),
        message_id: first.messages[1].id,
        route: None,
        send_as: None,
        continues: false,
    };
    let turn_id = retry.turn_id;
    desk.chat.turns.retry_turn(retry).await.unwrap();
    desk.end_of(turn_id).await;
    assert_eq!(desk.chat.attachments.preview_send(id, None).await.unwrap().earlier, 0);
    ask(&desk, id, "on another branch", Vec::new()).await.unwrap();
    assert!(!desk.last_body().to_string().contains("image_url"));
}

async fn ask(
    desk: &Desk,
    conversation_id: ConversationId,
    text: &str,
    attachment_ids: Vec<AttachmentId>,
) -> Result<StartedTurn> {
    let turn_id = TurnId::new();
    let text = text.to_owned();
    let message = SendMessage {
        turn_id,
        conversation_id,
        text,
        attachment_ids,
        replaces: None,
        route: None,
        drafted: None,
    };
    let started = desk.chat.turns.send_message(message).await?;
    desk.end_of(turn_id).await;
    Ok(started)
}
