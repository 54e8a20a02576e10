//! What the files of a request come to before it is sent: what they cost, and what speaks against sending them so.
//!
//! Invariant: a plan changes nothing that is sent. Only what no memory could hold is refused, before a byte is read; all
//! else is said, and left to the person. Which form a file goes out in is decided in `forms`.

use std::collections::HashMap;

use yourouter_attachments::MAX_FILES;
use yourouter_gateway::{Api, Known, KnownInputs};
use yourouter_protocol::{
    AttachmentId, AttachmentProblem, ConversationId, Error, FilePlan, MessageId, ModelInput, Replaced,
    Result, Route, SendPlan, SendWarning, SentForm, UntakenBecause, UntakenFiles,
};
use yourouter_store::Attachment;

use super::{
    Chat,
    forms::{Choice, page_count},
    gathered::{Gathered, gather},
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

impl Chat {
    /// How the draft's files would go out now, and what they add to the request together with those of the messages
    /// before. `replaces` is the message of which another version is written.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for an unknown conversation.
    pub async fn plan_files(&self, id: ConversationId, replaces: Option<Replaced>) -> Result<SendPlan> {
        let (origin, chat) = (self.state().gateways.endpoint().origin(), self.clone());
        let (plan, drafted) = self
            .blocking(move |inner| {
                let Gathered { conversation, kept, drafted, earlier, .. } =
                    gather(inner, id, replaces.as_ref())?;
                let (route, earlier) = (conversation.route, earlier.into_values().flatten().collect());
                let choice = Choice::new(&chat, inner, &route, &origin, None)?;
                let with_form = |file: Attachment| {
                    let form = choice.form(&file);
                    (file, form)
                };
                let is_full = kept.len() + drafted.len() > MAX_FILES;
                let [kept, drafted, earlier] = [kept, drafted, earlier].map(|mut files| {
                    files.retain(|file| !file.is_left_out);
                    files.into_iter().map(with_form).collect::<Vec<_>>()
                });
                let own: Vec<_> = kept.iter().chain(&drafted).cloned().collect();
                let mut plan = total(&choice, &own, &earlier);
                plan.untaken = chat.untaken(&route, &own, &earlier);
                if is_full {
                    plan.warnings.push(SendWarning::TooManyFiles);
                }
                Ok((plan, drafted))
            })
            .await?;
        self.draw_planned(id, &drafted);
        Ok(plan)
    }

    /// What a model is known not to take of these. What was learned from refusals counts here: it changes no request.
    fn untaken(
        &self,
        route: &Route,
        own: &[(Attachment, SentForm)],
        earlier: &[(Attachment, SentForm)],
    ) -> Vec<UntakenFiles> {
        // What is known of a model is about Chat Completions.
        if Api::of(route) != Api::ChatCompletions {
            return Vec::new();
        }
        let (KnownInputs { images, pdfs }, refused) = {
            let state = self.state();
            (state.models.known(&route.model), state.models.refused(&route.model).to_vec())
        };
        let untaken = |(input, known): (ModelInput, Option<Known>)| {
            let because = because(known, refused.contains(&input))?;
            let ids = |files: &[(Attachment, SentForm)]| -> Vec<AttachmentId> {
                let hit = files.iter().filter(|(_, form)| input_of(*form) == Some(input));
                hit.map(|(file, _)| file.id).collect()
            };
            let found = UntakenFiles { input, because, drafted: ids(own), earlier: ids(earlier) };
            (!found.drafted.is_empty() || !found.earlier.is_empty()).then_some(found)
        };
        [(ModelInput::Image, images), (ModelInput::Pdf, pdfs)].into_iter().filter_map(untaken).collect()
    }
}

/// Refuses more files than one message has.
///
/// # Errors
/// [`Error::Attachment`] with `tooMany`.
pub(super) fn refuse_too_many(files: &[Attachment]) -> Result<()> {
    if files.len() <= MAX_FILES {
        return Ok(());
    }
    let detail = format!("At most {MAX_FILES} files go with one message. Remove some and send again.");
    Err(Error::attachment(AttachmentProblem::TooMany, detail))
}

/// Refuses more than is sent at once.
///
/// # Errors
/// [`Error::Attachment`] with `tooLargeInAll`.
pub(super) fn refuse_too_large(choice: &Choice, files: &HashMap<MessageId, Vec<Attachment>>) -> Result<()> {
    let sent = files.values().flatten().filter(|file| !file.is_left_out);
    let bytes: u64 = sent.map(|file| size_and_tokens(file, choice.form(file)).0).sum();
    if bytes > MAX_REQUEST_BYTES {
        let detail = format!(
            "The files of this chat come to {} MB, and at most {} MB are sent at once. Leave some out and send again.",
            bytes / 1_000_000,
            MAX_REQUEST_BYTES / 1_000_000
        );
        return Err(Error::attachment(AttachmentProblem::TooLargeInAll, detail));
    }
    Ok(())
}

/// All but what the model takes.
fn total(choice: &Choice, own: &[(Attachment, SentForm)], earlier: &[(Attachment, SentForm)]) -> SendPlan {
    let plan = |(file, form): &(Attachment, SentForm)| {
        let (size_bytes, tokens) = size_and_tokens(file, *form);
        let most_pages = choice.most_pages_exceeded(file);
        FilePlan { id: file.id, form: *form, size_bytes, tokens, most_pages }
    };
    let files: Vec<FilePlan> = own.iter().map(plan).collect();
    let before: Vec<FilePlan> = earlier.iter().map(plan).collect();
    let all = || files.iter().chain(&before);
    let size_bytes = all().map(|plan| plan.size_bytes).sum();
    let images = own.iter().chain(earlier).map(|(file, form)| image_count(file, *form)).sum();
    // Base64 makes four of three; text stays as long as it is.
    let body_bytes: u64 = all()
        .map(
            |plan| {
                if plan.form == SentForm::Text { plan.size_bytes } else { plan.size_bytes.div_ceil(3) * 4 }
            },
        )
        .sum();
    let warnings = [
        (size_bytes > MAX_REQUEST_BYTES, SendWarning::TooLarge),
        (body_bytes > LARGE_BODY_BYTES && size_bytes <= MAX_REQUEST_BYTES, SendWarning::Large),
        (images > MANY_IMAGES, SendWarning::ManyImages),
    ];
    SendPlan {
        size_bytes,
        tokens: all().map(|plan| plan.tokens).sum(),
        earlier: u32::try_from(before.len()).unwrap_or(u32::MAX),
        images,
        untaken: Vec::new(),
        warnings: warnings.into_iter().filter_map(|(is_so, warning)| is_so.then_some(warning)).collect(),
        files,
    }
}

/// Why a model is said not to take an input. What the list says expressly stands against any refusal.
fn because(known: Option<Known>, is_refused: bool) -> Option<UntakenBecause> {
    match known {
        Some(Known { takes, is_listed: true }) => (!takes).then_some(UntakenBecause::Listed),
        _ if is_refused => Some(UntakenBecause::Refused),
        Some(Known { takes: false, .. }) => Some(UntakenBecause::Inferred),
        _ => None,
    }
}

fn input_of(form: SentForm) -> Option<ModelInput> {
    match form {
        SentForm::Image | SentForm::Pages => Some(ModelInput::Image),
        SentForm::Pdf => Some(ModelInput::Pdf),
        SentForm::Text => None,
    }
}

fn image_count(file: &Attachment, form: SentForm) -> u32 {
    match form {
        SentForm::Image => 1,
        SentForm::Pages => page_count(file),
        SentForm::Pdf | SentForm::Text => 0,
    }
}

fn size_and_tokens(file: &Attachment, form: SentForm) -> (u64, u64) {
    let tokens_of =
        |(width, height): (u32, u32)| (u64::from(width) * u64::from(height)).div_ceil(PIXELS_OF_A_TOKEN);
    let facts = &file.facts;
    match form {
        SentForm::Image => (file.size_bytes, file.pixels.map_or(0, tokens_of)),
        SentForm::Pdf => (file.size_bytes, u64::from(file.pages.unwrap_or(1)) * TOKENS_OF_A_PAGE),
        SentForm::Text => {
            facts.text.as_ref().map_or((file.size_bytes, 0), |text| (text.size_bytes, text.tokens))
        }
        SentForm::Pages if facts.page_images.is_empty() => {
            (0, u64::from(page_count(file)) * TOKENS_OF_A_PAGE)
        }
        SentForm::Pages => (
            facts.page_images.iter().map(|page| page.size_bytes).sum(),
            facts.page_images.iter().map(|page| tokens_of(page.pixels)).sum(),
        ),
    }
}
