//! In which form each file goes out.
//!
//! What the person chose wins; then what this model was seen to take; then what the gateway's list says that it takes, or
//! its family is known to. But a PDF for a model that took it in another form only is no choice any more, until the person
//! chooses it for this model. A refusal alone decides nothing. What the files come to is in `plan`.
//! Invariant: a file never goes out in a form that it does not have, and never in another than is written beside it.

use std::collections::HashMap;

use yourouter_attachments::MAX_PAGE_IMAGES;
use yourouter_gateway::{Api, Known, KnownInputs, most_pdf_pages};
use yourouter_protocol::{AttachmentId, AttachmentKind, Error, MessageId, Result, Route, SentForm};
use yourouter_store::{Attachment, Message};

use super::{Chat, Inner};

/// What decides about the form of a PDF.
pub(super) struct Choice {
    known: KnownInputs,
    /// The most pages of a PDF that goes out as it is, unless the person chose that.
    most_pages: u32,
    learned: Option<SentForm>,
    /// Asked for this once, after a refusal.
    asked: Option<SentForm>,
}

impl Choice {
    /// Blocking.
    pub(super) fn new(
        chat: &Chat,
        inner: &Inner,
        route: &Route,
        origin: &str,
        asked: Option<SentForm>,
    ) -> Result<Self> {
        chat.load_models(inner)?;
        let known = match Api::of(route) {
            Api::ChatCompletions => chat.state().models.known(&route.model),
            // What is known of models is about Chat Completions; their makers' own APIs take files as they are.
            Api::Anthropic | Api::Gemini => KnownInputs::default(),
        };
        let learned = inner.store.learned_form(origin, &taught(route))?;
        Ok(Self { known, most_pages: most_pdf_pages(&route.model), learned, asked })
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
        wanted.unwrap_or_else(|| self.by_what_is_known(file, &forms))
    }

    /// Whether the model refused a PDF: nothing else makes another form asked for, or remembered.
    fn refused_pdf(&self) -> bool {
        [self.asked, self.learned].into_iter().flatten().any(|form| form != SentForm::Pdf)
    }

    /// How many pages a PDF may have at most for this model, if it has more.
    pub(super) fn most_pages_exceeded(&self, file: &Attachment) -> Option<u32> {
        file.pages.filter(|pages| *pages > self.most_pages).map(|_| self.most_pages)
    }

    /// A model that nothing is known of gets the PDF, which YouRouter documents; its refusal offers the other forms.
    fn by_what_is_known(&self, file: &Attachment, forms: &[SentForm]) -> SentForm {
        let first = forms.first().copied().unwrap_or(SentForm::Text);
        let takes = |known: Option<Known>| known.is_none_or(|known| known.takes);
        let is_wanted = |form: &SentForm| match form {
            SentForm::Pdf => {
                !self.refused_pdf() && takes(self.known.pdfs) && self.most_pages_exceeded(file).is_none()
            }
            SentForm::Pages => takes(self.known.images),
            SentForm::Text | SentForm::Image => true,
        };
        forms.iter().copied().find(is_wanted).unwrap_or(first)
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
