//! What a model refuses is learned for the picker, kept, and unlearned when the model takes it after all.

use yourouter_attachments::Source;
use yourouter_chat_core::Chat;
use yourouter_protocol::{
    AppEvent, ConversationId, KeepKey, ModelInput, ModelView, Route, SendMessage, StoreKey, TurnId, Vendor,
};

use super::{
    desk::{Desk, KEY, Setup},
    files,
};

const MODEL: &str = "gpt-4o";

fn image() -> Source {
    Source::Bytes { name: "a.png".to_owned(), bytes: files::png() }
}

fn pdf() -> Source {
    Source::Bytes { name: "a.pdf".to_owned(), bytes: files::pdf() }
}

async fn shown(chat: &Chat) -> ModelView {
    let families = chat.load_snapshot().await.unwrap().models.families;
    families.into_iter().flat_map(|family| family.models).find(|model| model.id == MODEL).unwrap()
}

async fn conversation(desk: &Desk) -> ConversationId {
    let id = desk.blank().await.summary.id;
    desk.chat.conversations.choose_route(id, Route::new(MODEL, Vendor::auto())).await.unwrap();
    id
}

/// Sends a file to the model; says whether it was answered.
async fn is_answered(desk: &Desk, id: ConversationId, text: &str, file: Source) -> bool {
    let (turn_id, attached) = (TurnId::new(), desk.attach(id, file).await);
    let message = SendMessage {
        turn_id,
        conversation_id: id,
        text: text.to_owned(),
        attachment_ids: vec![attached.id],
        replaces: None,
        route: None,
        drafted: None,
    };
    desk.chat.turns.send_message(message).await.unwrap();
    desk.end_of(turn_id).await.failure.is_none()
}

#[tokio::test]
async fn an_input_that_a_model_refused_is_not_said_to_be_taken_also_after_a_restart() {
    let desk = Desk::new().await;
    let before = shown(&desk.chat).await;
    assert!(before.has_vision && before.has_pdf && before.refused_inputs.is_empty(), "{before:?}");

    let id = conversation(&desk).await;
    assert!(!is_answered(&desk, id, "/refuse image_url", image()).await);
    let learned = shown(&desk.chat).await;
    assert_eq!((learned.has_vision, learned.has_pdf), (false, true));
    assert_eq!(learned.refused_inputs, [ModelInput::Image]);
    let was_told = desk.heard.app_events().iter().any(|event| {
        matches!(event, AppEvent::ModelsChanged { models }
            if models.families.iter().flat_map(|family| &family.models).any(|model| *model == learned))
    });
    assert!(was_told, "the page hears of it");

    assert!(!is_answered(&desk, conversation(&desk).await, "/refuse file", pdf()).await);
    let learned = shown(&desk.chat).await;
    assert_eq!(learned.refused_inputs, [ModelInput::Image, ModelInput::Pdf]);
    let (chat, _) = desk.restarted();
    assert_eq!(shown(&chat).await, learned);
}

#[tokio::test]
async fn an_input_that_is_taken_after_all_is_not_said_to_be_refused_any_more() {
    let desk = Desk::new().await;
    let id = conversation(&desk).await;
    assert!(!is_answered(&desk, id, "/refuse image_url", image()).await);
    assert!(!shown(&desk.chat).await.has_vision);
    assert!(is_answered(&desk, id, "and now?", image()).await);
    let again = shown(&desk.chat).await;
    assert!(again.has_vision && again.refused_inputs.is_empty(), "{again:?}");
}

#[tokio::test]
async fn what_one_gateway_refused_is_not_held_against_another_and_other_refusals_teach_nothing() {
    let desk = Desk::with(Setup::default()).await;
    let key = || StoreKey { gateway: None, key: KEY.to_owned(), keep: KeepKey::Run, check: false };
    desk.chat.gateways.store_key(key()).await.unwrap();
    assert!(!is_answered(&desk, conversation(&desk).await, "/400", image()).await);
    assert!(shown(&desk.chat).await.has_vision);
    assert!(!is_answered(&desk, conversation(&desk).await, "/refuse image_url", image()).await);
    assert!(!shown(&desk.chat).await.has_vision);

    let other = Desk::new().await;
    desk.chat.gateways.set_gateway(other.gateway.base_url()).await.unwrap();
    assert!(shown(&desk.chat).await.has_vision);
    desk.chat.gateways.set_gateway(desk.gateway.base_url()).await.unwrap();
    assert!(!shown(&desk.chat).await.has_vision);
}
