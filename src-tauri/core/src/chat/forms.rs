//! In which form each file goes out, and what that costs.
//!
//! What the person chose wins; then what this model was seen to take; then what its family is known to take. But a PDF
//! for a model that took it in another form only is no choice any more, until the person chooses it for this model.
//! Invariant: a file never goes out in a form that it does not have, and never in another than is written beside it.

use std::collections::HashMap;

use crate::{
    Error, Result,
    attachment::MAX_PAGE_IMAGES,
    gateway::{Api, documented_models},
    protocol::{
        AttachmentId, AttachmentKind, ConversationId, FilePlan, MessageId, ModelView, Route, SendPlan,
        SentForm,
    },
    store::{Attachment, Message},
};

use super::{Chat, Inner};

/// Tokens of a page that a model reads as a picture and as text (Anthropic's guide to PDFs: 1,500 to 3,000).
const TOKENS_OF_A_PAGE: u64 = 2_000;
/// Pixels of an image that cost a token (Anthropic's guide to images); others count in tiles of like cost.
const PIXELS_OF_A_TOKEN: u64 = 750;

/// What decides about the form of a PDF.
pub(super) struct Choice {
    model: Option<ModelView>,
    learned: Option<SentForm>,
    /// Asked for this once, after a refusal.
    asked: Option<SentForm>,
}

impl Choice {
    /// Blocking.
    pub(super) fn new(inner: &Inner, route: &Route, origin: &str, asked: Option<SentForm>) -> Result<Self> {
        let models = documented_models().into_iter().flat_map(|family| family.models);
        let model = models.into_iter().find(|known| known.id == route.model);
        Ok(Self { model, learned: inner.store.learned_form(origin, &taught(route))?, asked })
    }

    /// The form in which a file goes out.
    pub(super) fn form(&self, file: &Attachment) -> SentForm {
        let forms = forms_of(file);
        let has = |form: &SentForm| forms.contains(form);
        let chosen = file.form.filter(|form| *form != SentForm::Pdf || !self.refused_pdf());
        // Of a scan the text is headers and stamps.
        let is_known = |form: &SentForm| *form != SentForm::Text || !file.facts.is_scan;
        let learned = self.learned.filter(is_known);
        let wanted = [self.asked, chosen, learned].into_iter().flatten().find(has);
        wanted.unwrap_or_else(|| self.by_family(&forms))
    }

    /// Whether the model refused a PDF: nothing else makes another form asked for, or remembered.
    fn refused_pdf(&self) -> bool {
        [self.asked, self.learned].into_iter().flatten().any(|form| form != SentForm::Pdf)
    }

    /// A model that nothing is known of gets the PDF, which YouRouter documents; its refusal offers the other forms.
    fn by_family(&self, forms: &[SentForm]) -> SentForm {
        let first = forms.first().copied().unwrap_or(SentForm::Text);
        let takes_pdf = !self.refused_pdf() && self.model.as_ref().is_none_or(|model| model.has_pdf);
        if first != SentForm::Pdf || takes_pdf {
            return first;
        }
        let takes = |form: &SentForm| match form {
            SentForm::Text => true,
            SentForm::Pages => self.model.as_ref().is_none_or(|model| model.has_vision),
            SentForm::Pdf | SentForm::Image => false,
        };
        forms.iter().copied().find(takes).unwrap_or(first)
    }
}

/// The route under which a turn that goes this way learns.
fn taught(route: &Route) -> Route {
    Route { vendor: Api::of(route).vendor(&route.vendor), ..route.clone() }
}

/// The forms that a file has, the documented one first, then the one that shows more of it.
pub(super) fn forms_of(file: &Attachment) -> Vec<SentForm> {
    match file.kind {
        AttachmentKind::Image => vec![SentForm::Image],
        AttachmentKind::Text => vec![SentForm::Text],
        AttachmentKind::Pdf => {
            let text = file.facts.text.is_some().then_some(SentForm::Text);
            let pages = (page_count(file) > 0).then_some(SentForm::Pages);
            let others = if file.facts.is_scan { [pages, text] } else { [text, pages] };
            std::iter::once(SentForm::Pdf).chain(others.into_iter().flatten()).collect()
        }
    }
}

/// How many pages of a PDF go out as images: those that were drawn, else those that would be.
pub(super) fn page_count(file: &Attachment) -> u32 {
    match file.facts.page_images.len() {
        0 if file.facts.is_drawable => file.pages.unwrap_or_default().min(MAX_PAGE_IMAGES),
        drawn => u32::try_from(drawn).unwrap_or(u32::MAX),
    }
}

impl Chat {
    /// Chooses the form in which a draft's file is sent; `None` leaves it to the model.
    ///
    /// # Errors
    /// [`Error::Internal`] for a form that the file does not have, [`Error::Storage`].
    pub async fn choose_form(&self, id: AttachmentId, form: Option<SentForm>) -> Result<()> {
        let origin = self.state().gateways.endpoint().origin();
        self.blocking(move |inner| {
            let file = inner.store.attachment(id)?;
            if form.is_some_and(|form| !forms_of(&file).contains(&form)) {
                return Err(Error::Internal("the file cannot be sent in this form".to_owned()));
            }
            if form == Some(SentForm::Pdf) {
                // Who asks for it in spite of what was learned wants it tried again.
                let route = inner.store.route_of(id)?;
                inner.store.forget_form(&origin, &taught(&route))?;
            }
            inner.store.choose_form(id, form)
        })
        .await
    }

    /// Leaves a file of an earlier message out of later requests, or takes it in again.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for an unknown one.
    pub async fn leave_out(&self, id: AttachmentId, is_left_out: bool) -> Result<()> {
        self.blocking(move |inner| inner.store.leave_out(id, is_left_out)).await
    }

    /// How the draft's files would go out now, and what they add to the request together with those of the messages
    /// before. `replaces` is the message of which another version is written.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for an unknown conversation.
    pub async fn plan_files(&self, id: ConversationId, replaces: Option<MessageId>) -> Result<SendPlan> {
        let origin = self.state().gateways.endpoint().origin();
        let (plan, drafted) = self
            .blocking(move |inner| {
                let conversation = inner.store.conversation(id)?;
                let choice = Choice::new(inner, &conversation.route, &origin, None)?;
                let head = match replaces {
                    Some(replaced) => inner.store.message(replaced)?.parent_id,
                    None => conversation.head,
                };
                let mut earlier = Vec::new();
                if let Some(head) = head {
                    earlier.extend(inner.store.attachments(head)?.into_values().flatten());
                }
                if let Some(replaced) = replaces {
                    earlier.extend(inner.store.attachments(replaced)?.remove(&replaced).unwrap_or_default());
                }
                earlier.retain(|file| !file.is_left_out);
                let drafted: Vec<(Attachment, SentForm)> = inner
                    .store
                    .draft_attachments(id)?
                    .into_iter()
                    .map(|file| {
                        let form = choice.form(&file);
                        (file, form)
                    })
                    .collect();
                let files: Vec<FilePlan> = drafted.iter().map(|(file, form)| cost(file, *form)).collect();
                let before: Vec<FilePlan> =
                    earlier.iter().map(|file| cost(file, choice.form(file))).collect();
                let plan = SendPlan {
                    size_bytes: files.iter().chain(&before).map(|plan| plan.size_bytes).sum(),
                    tokens: files.iter().chain(&before).map(|plan| plan.tokens).sum(),
                    earlier: u32::try_from(before.len()).unwrap_or(u32::MAX),
                    files,
                };
                Ok((plan, drafted))
            })
            .await?;
        self.draw_planned(id, &drafted);
        Ok(plan)
    }
}

/// The forms of the files of a question, in their order.
pub(super) fn planned(choice: &Choice, files: &[Attachment]) -> Vec<SentForm> {
    files.iter().map(|file| choice.form(file)).collect()
}

/// Whether another form was asked for in place of a PDF, so that its success is worth remembering. `files` are all that
/// go out. A form that the person chose over the PDF says nothing about what the model takes.
pub(super) fn lesson<'a>(
    choice: &Choice,
    files: impl IntoIterator<Item = &'a Attachment>,
) -> Option<SentForm> {
    let asked = choice.asked?;
    let is_taught = |file: &Attachment| {
        let was_pdf = file.kind == AttachmentKind::Pdf && matches!(file.form, None | Some(SentForm::Pdf));
        was_pdf && !file.is_left_out && forms_of(file).contains(&asked)
    };
    files.into_iter().any(is_taught).then_some(asked)
}

/// The files of a branch that go out in another form than before, and the first message that has one.
pub(super) fn reformed(
    choice: &Choice,
    branch: &[Message],
    attachments: &HashMap<MessageId, Vec<Attachment>>,
) -> (Option<MessageId>, Vec<(AttachmentId, SentForm)>) {
    let (mut first, mut reformed) = (None, Vec::new());
    for message in branch {
        for file in attachments.get(&message.id).into_iter().flatten().filter(|file| !file.is_left_out) {
            let form = choice.form(file);
            if file.sent_as != Some(form) {
                first.get_or_insert(message.id);
                reformed.push((file.id, form));
            }
        }
    }
    (first, reformed)
}

fn cost(file: &Attachment, form: SentForm) -> FilePlan {
    let tokens_of =
        |(width, height): (u32, u32)| (u64::from(width) * u64::from(height)).div_ceil(PIXELS_OF_A_TOKEN);
    let facts = &file.facts;
    let (size_bytes, tokens) = match form {
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
    };
    FilePlan { id: file.id, form, size_bytes, tokens }
}
