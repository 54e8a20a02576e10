//! What the files of a request come to before it is sent: what they cost, and what speaks against sending them so.
//!
//! Invariant: a plan changes nothing that is sent. Only what no memory could hold is refused, before a byte is read; all
//! else is said, and left to the person. Which form a file goes out in is decided in `send_options`.

use std::{collections::HashMap, sync::Arc};

use yourouter_attachments::MAX_FILES;
use yourouter_gateway::{Api, Endpoint, Known, KnownInputs};
use yourouter_protocol::words::details;
use yourouter_protocol::{
    AttachmentId, AttachmentProblem, ConversationId, Error, FileSendPreview, MessageId, ModelInput, Replaced,
    Result, Route, SendAs, SendPreview, SendWarning, UnsupportedFiles, UnsupportedReason,
};
use yourouter_store::Attachment;

use super::{
    Attachments,
    gathered::{Gathered, gather},
    send_as::{Choice, page_count},
};

/// Tokens of a page that a model reads as a picture and as text (Anthropic's guide to PDFs: 1,500 to 3,000).
const TOKENS_OF_A_PAGE: u64 = 2_000;
/// Pixels of an image that cost a token (Anthropic's guide to images); others count in tiles of like cost.
const PIXELS_OF_A_TOKEN: u64 = 750;
/// Bytes of a body that every vendor takes (API reference, section 4.1).
const LARGE_BODY_BYTES: u64 = 20_000_000;
/// Images in a request that every vendor takes (API reference, section 4.1).
const MANY_IMAGES: u32 = 20;
/// Bytes of all files of a request, which stand in memory until it is sent.
const MAX_REQUEST_BYTES: u64 = 100_000_000;

impl Attachments {
    /// How the draft's files would go out now, and what they add to the request together with those of the messages
    /// before. `replaces` is the message of which another version is written.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for an unknown conversation.
    pub async fn preview_send(
        self: &Arc<Self>,
        id: ConversationId,
        replaces: Option<Replaced>,
    ) -> Result<SendPreview> {
        let attachments = Arc::clone(self);
        let (preview, drafted) = self
            .storage
            .run(move |storage| {
                let Gathered { conversation, kept, drafted, earlier, .. } =
                    gather(&storage.store, id, replaces.as_ref())?;
                let earlier = earlier.into_values().flatten().collect();
                let destination = attachments.gateways.destination(&storage.store, conversation.id, None)?;
                let (route, endpoint) = (destination.asked(), &destination.target.endpoint);
                let choice = Choice::new(&attachments.gateways, &storage.store, &route, endpoint, None)?;
                let with_send_as = |file: Attachment| {
                    let send_as = choice.send_as(&file);
                    (file, send_as)
                };
                let is_full = kept.len() + drafted.len() > MAX_FILES;
                let [kept, drafted, earlier] = [kept, drafted, earlier].map(|mut files| {
                    files.retain(|file| !file.is_left_out);
                    files.into_iter().map(with_send_as).collect::<Vec<_>>()
                });
                let own: Vec<_> = kept.iter().chain(&drafted).cloned().collect();
                let mut preview = total(&choice, &own, &earlier);
                preview.unsupported = attachments.unsupported(&route, endpoint, &own, &earlier);
                if is_full {
                    preview.warnings.push(SendWarning::TooManyFiles);
                }
                Ok((preview, drafted))
            })
            .await?;
        self.draw_prepared(id, &drafted);
        Ok(preview)
    }

    /// What a model is known not to take of these. What was learned from refusals counts here: it changes no request.
    fn unsupported(
        &self,
        route: &Route,
        endpoint: &Endpoint,
        own: &[(Attachment, SendAs)],
        earlier: &[(Attachment, SendAs)],
    ) -> Vec<UnsupportedFiles> {
        // What is known of a model is about Chat Completions.
        if Api::for_route(route) != Api::ChatCompletions {
            return Vec::new();
        }
        let (KnownInputs { images, pdfs }, refused) = self.gateways.known_inputs(endpoint, &route.model);
        let unsupported = |(input, known): (ModelInput, Option<Known>)| {
            let because = because(known, refused.contains(&input))?;
            let ids = |files: &[(Attachment, SendAs)]| -> Vec<AttachmentId> {
                let hit = files.iter().filter(|(_, send_as)| input_of(*send_as) == Some(input));
                hit.map(|(file, _)| file.id).collect()
            };
            let found = UnsupportedFiles { input, because, drafted: ids(own), earlier: ids(earlier) };
            (!found.drafted.is_empty() || !found.earlier.is_empty()).then_some(found)
        };
        [(ModelInput::Image, images), (ModelInput::Pdf, pdfs)].into_iter().filter_map(unsupported).collect()
    }
}

/// Refuses more files than one message has.
///
/// # Errors
/// [`Error::Attachment`] with `tooMany`.
pub(crate) fn refuse_too_many(files: &[Attachment]) -> Result<()> {
    if files.len() <= MAX_FILES {
        return Ok(());
    }
    let detail = details::too_many_files(MAX_FILES as u64);
    Err(Error::attachment(AttachmentProblem::TooMany, detail))
}

/// Refuses more than is sent at once.
///
/// # Errors
/// [`Error::Attachment`] with `tooLargeInAll`.
pub(crate) fn refuse_too_large(choice: &Choice, files: &HashMap<MessageId, Vec<Attachment>>) -> Result<()> {
    let sent = files.values().flatten().filter(|file| !file.is_left_out);
    let bytes: u64 = sent.map(|file| size_and_tokens(file, choice.send_as(file)).0).sum();
    if bytes > MAX_REQUEST_BYTES {
        let detail = details::files_too_large(bytes / 1_000_000, MAX_REQUEST_BYTES / 1_000_000);
        return Err(Error::attachment(AttachmentProblem::TooLargeInAll, detail));
    }
    Ok(())
}

/// All but what the model takes.
fn total(choice: &Choice, own: &[(Attachment, SendAs)], earlier: &[(Attachment, SendAs)]) -> SendPreview {
    let preview = |(file, send_as): &(Attachment, SendAs)| {
        let (size_bytes, tokens) = size_and_tokens(file, *send_as);
        let most_pages = choice.most_pages_exceeded(file);
        FileSendPreview { id: file.id, send_as: *send_as, size_bytes, tokens, most_pages }
    };
    let files: Vec<FileSendPreview> = own.iter().map(preview).collect();
    let before: Vec<FileSendPreview> = earlier.iter().map(preview).collect();
    let all = || files.iter().chain(&before);
    let size_bytes = all().map(|preview| preview.size_bytes).sum();
    let images = own.iter().chain(earlier).map(|(file, send_as)| image_count(file, *send_as)).sum();
    // Base64 makes four of three; text stays as long as it is.
    let body_bytes: u64 = all()
        .map(|preview| {
            if preview.send_as == SendAs::Text {
                preview.size_bytes
            } else {
                preview.size_bytes.div_ceil(3) * 4
            }
        })
        .sum();
    let warnings = [
        (size_bytes > MAX_REQUEST_BYTES, SendWarning::TooLarge),
        (body_bytes > LARGE_BODY_BYTES && size_bytes <= MAX_REQUEST_BYTES, SendWarning::Large),
        (images > MANY_IMAGES, SendWarning::ManyImages),
    ];
    SendPreview {
        size_bytes,
        tokens: all().map(|preview| preview.tokens).sum(),
        earlier: u32::try_from(before.len()).unwrap_or(u32::MAX),
        images,
        unsupported: Vec::new(),
        warnings: warnings.into_iter().filter_map(|(is_so, warning)| is_so.then_some(warning)).collect(),
        files,
    }
}

/// Why a model is said not to take an input. What the list says expressly stands against any refusal.
fn because(known: Option<Known>, is_refused: bool) -> Option<UnsupportedReason> {
    match known {
        Some(Known { takes, is_listed: true }) => (!takes).then_some(UnsupportedReason::Listed),
        _ if is_refused => Some(UnsupportedReason::Refused),
        Some(Known { takes: false, .. }) => Some(UnsupportedReason::Inferred),
        _ => None,
    }
}

fn input_of(send_as: SendAs) -> Option<ModelInput> {
    match send_as {
        SendAs::Image | SendAs::Pages => Some(ModelInput::Image),
        SendAs::Pdf => Some(ModelInput::Pdf),
        SendAs::Text => None,
    }
}

fn image_count(file: &Attachment, send_as: SendAs) -> u32 {
    match send_as {
        SendAs::Image => 1,
        SendAs::Pages => page_count(file),
        SendAs::Pdf | SendAs::Text => 0,
    }
}

/// The bytes of a file as it goes out, and about how many tokens they come to; the file is not read for it.
pub(crate) fn size_and_tokens(file: &Attachment, send_as: SendAs) -> (u64, u64) {
    let tokens_of =
        |(width, height): (u32, u32)| (u64::from(width) * u64::from(height)).div_ceil(PIXELS_OF_A_TOKEN);
    let facts = &file.facts;
    match send_as {
        SendAs::Image => (file.size_bytes, file.pixels.map_or(0, tokens_of)),
        SendAs::Pdf => (file.size_bytes, u64::from(file.pages.unwrap_or(1)) * TOKENS_OF_A_PAGE),
        SendAs::Text => {
            facts.text.as_ref().map_or((file.size_bytes, 0), |text| (text.size_bytes, text.tokens))
        }
        SendAs::Pages if facts.page_images.is_empty() => (0, u64::from(page_count(file)) * TOKENS_OF_A_PAGE),
        SendAs::Pages => (
            facts.page_images.iter().map(|page| page.size_bytes).sum(),
            facts.page_images.iter().map(|page| tokens_of(page.pixels)).sum(),
        ),
    }
}
