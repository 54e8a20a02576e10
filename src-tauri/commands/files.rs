//! Files for a draft. Paths come from native dialogs and drops only, never from the page.

use tauri::{
    AppHandle, Manager, Runtime, State, WebviewWindow,
    ipc::{InvokeBody, Request, Response},
};
use yourouter_attachments::Source;
use yourouter_chat_core::{AttachedFile, Chat};
use yourouter_protocol::{
    AttachmentId, ClipboardText, ConversationId, Error, Replaced, SendAs, SendPreview, TextPreview,
};

use super::Reply;
#[cfg(target_os = "linux")]
use crate::files::{copies::DraggedCopies, drag_out};
use crate::{
    files::{
        clipboard,
        copies::{self, OpenedCopies},
        dialogs,
    },
    window::arrivals::Arrivals,
};

#[tauri::command]
pub async fn pick_attachments<R: Runtime>(
    window: WebviewWindow<R>,
    chat: State<'_, Chat>,
    conversation_id: ConversationId,
) -> Reply<()> {
    let picked = dialogs::pick_files(&window).await;
    chat.attachments.attach(conversation_id, picked.into_iter().map(Source::Path).collect()).await;
    Ok(())
}

/// Takes the raw bytes of a pasted file; its name and conversation stand in headers, since a raw body has no fields.
#[tauri::command]
pub async fn paste_attachment(chat: State<'_, Chat>, request: Request<'_>) -> Reply<()> {
    let wrong = |what: &str| Error::Internal(format!("a pasted file came without its {what}"));
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let conversation_id =
        header("x-conversation-id").and_then(ConversationId::parse).ok_or_else(|| wrong("conversation"))?;
    let name = header("x-file-name").map(percent_decoded).ok_or_else(|| wrong("name"))?;
    let InvokeBody::Raw(bytes) = request.body() else { return Err(wrong("bytes").into()) };
    let source = Source::Bytes { name, bytes: bytes.clone().into() };
    chat.attachments.attach(conversation_id, vec![source]).await;
    Ok(())
}

/// Attaches the files or the image on the clipboard, if there are any and the page was not given them. Of an image with
/// words beside it, as spreadsheets offer them, the words are given to the page instead.
#[tauri::command]
pub async fn paste_files<R: Runtime>(
    window: WebviewWindow<R>,
    chat: State<'_, Chat>,
    conversation_id: ConversationId,
) -> Reply<Option<ClipboardText>> {
    if let Some(text) = clipboard::text_beside_image(&window).await {
        return Ok(Some(text));
    }
    chat.attachments.attach(conversation_id, clipboard::files(&window).await?).await;
    Ok(None)
}

/// Puts what was copied of the messages on the clipboard.
#[tauri::command]
pub fn copy_selection<R: Runtime>(window: WebviewWindow<R>, text: String, html: String) -> Reply<bool> {
    Ok(clipboard::write(&window, text, html)?)
}

#[tauri::command]
pub async fn remove_attachment(chat: State<'_, Chat>, attachment_id: AttachmentId) -> Reply<()> {
    Ok(chat.attachments.remove_attachment(attachment_id).await?)
}

/// Takes a long text that was pasted as a file of its own.
#[tauri::command]
pub async fn paste_text(chat: State<'_, Chat>, conversation_id: ConversationId, text: String) -> Reply<()> {
    chat.attachments.attach(conversation_id, vec![Source::Text(text)]).await;
    Ok(())
}

/// The other way round: the text of a draft's file, which is then no longer attached.
#[tauri::command]
pub async fn take_text(chat: State<'_, Chat>, attachment_id: AttachmentId) -> Reply<String> {
    Ok(chat.attachments.take_text(attachment_id).await?)
}

#[tauri::command]
pub async fn choose_send_as(
    chat: State<'_, Chat>,
    attachment_id: AttachmentId,
    send_as: Option<SendAs>,
) -> Reply<()> {
    Ok(chat.attachments.choose_send_as(attachment_id, send_as).await?)
}

#[tauri::command]
pub async fn leave_out(chat: State<'_, Chat>, attachment_id: AttachmentId, is_left_out: bool) -> Reply<()> {
    Ok(chat.attachments.leave_out(attachment_id, is_left_out).await?)
}

#[tauri::command]
pub async fn preview_send(
    chat: State<'_, Chat>,
    conversation_id: ConversationId,
    replaces: Option<Replaced>,
) -> Reply<SendPreview> {
    Ok(chat.attachments.preview_send(conversation_id, replaces).await?)
}

/// The bytes of an attached file, for the page to show an image in full.
#[tauri::command]
pub async fn preview_attachment(chat: State<'_, Chat>, attachment_id: AttachmentId) -> Reply<Response> {
    let file = chat.attachments.attached_file(attachment_id).await?;
    Ok(Response::new(Vec::from(file.bytes)))
}

/// One page of a PDF as an image, for the page to show it.
#[tauri::command]
pub async fn preview_page(chat: State<'_, Chat>, attachment_id: AttachmentId, page: u32) -> Reply<Response> {
    Ok(Response::new(Vec::from(chat.attachments.page_image(attachment_id, page).await?)))
}

/// The text of a file, for the page to show it.
#[tauri::command]
pub async fn preview_text(chat: State<'_, Chat>, attachment_id: AttachmentId) -> Reply<TextPreview> {
    Ok(chat.attachments.preview_text(attachment_id).await?)
}

/// Gives up the work on a file that a message waits for.
#[tauri::command]
pub fn stop_preparing(chat: State<'_, Chat>, attachment_id: AttachmentId) -> Reply<()> {
    chat.attachments.stop_preparing(attachment_id);
    Ok(())
}

#[tauri::command]
pub async fn open_attachment<R: Runtime>(
    app: AppHandle<R>,
    chat: State<'_, Chat>,
    attachment_id: AttachmentId,
) -> Reply<()> {
    let file = chat.attachments.attached_file(attachment_id).await?;
    Ok(copies::open(file, app.state::<OpenedCopies>().root()).await?)
}

#[tauri::command]
pub async fn save_attachment<R: Runtime>(
    window: WebviewWindow<R>,
    chat: State<'_, Chat>,
    attachment_id: AttachmentId,
) -> Reply<()> {
    let file = chat.attachments.attached_file(attachment_id).await?;
    match dialogs::pick_target(&window, &file.name).await {
        Some(path) => Ok(copies::save(file, path).await?),
        None => Ok(()),
    }
}

/// Puts an image on the clipboard; `false` where the page has to do it.
#[tauri::command]
pub async fn copy_attachment<R: Runtime>(
    window: WebviewWindow<R>,
    chat: State<'_, Chat>,
    attachment_id: AttachmentId,
) -> Reply<bool> {
    let file = chat.attachments.attached_file(attachment_id).await?;
    Ok(clipboard::put_image(&window, file.bytes).await)
}

/// Begins to drag a copy of a sent file out of the window, if the button is still held; `false` where that is not possible.
#[tauri::command]
pub async fn drag_attachment<R: Runtime>(
    window: WebviewWindow<R>,
    chat: State<'_, Chat>,
    attachment_id: AttachmentId,
) -> Reply<bool> {
    drag(&window, chat.attachments.attached_file(attachment_id).await?).await
}

#[cfg(target_os = "linux")]
async fn drag<R: Runtime>(window: &WebviewWindow<R>, file: AttachedFile) -> Reply<bool> {
    let app = window.app_handle().clone();
    let copy = copies::for_drag(file, app.state::<DraggedCopies>().root()).await?;
    let keep = move |folder| app.state::<DraggedCopies>().keep(folder);
    drag_out::begin(window, copy, keep).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(true)
}

#[cfg(not(target_os = "linux"))]
async fn drag<R: Runtime>(_window: &WebviewWindow<R>, _file: AttachedFile) -> Reply<bool> {
    Ok(false)
}

/// Attaches the files that the program was started with, or that a later start handed over.
#[tauri::command]
pub async fn attach_arrivals(
    chat: State<'_, Chat>,
    arrivals: State<'_, Arrivals>,
    conversation_id: ConversationId,
) -> Reply<()> {
    let files = arrivals.take();
    chat.attachments.attach(conversation_id, files.into_iter().map(Source::Path).collect()).await;
    Ok(())
}

fn percent_decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}
