//! In which form each file goes out.
//!
//! What the person chose wins; then what this model was seen to take; then what the gateway's list says that it takes, or
//! its family is known to. But a PDF for a model that took it in another form only is no choice any more, until the person
//! chooses it for this model. A refusal alone decides nothing. What the files come to is in `prepared`.
//! Invariant: a file never goes out in a form that it does not have, and never in another than is written beside it.

use std::{collections::HashMap, sync::Arc};

use yourouter_attachments::MAX_PAGE_IMAGES;
use yourouter_gateway::{Api, Endpoint, Known, KnownInputs, most_pdf_pages};
use yourouter_protocol::{AttachmentId, AttachmentKind, Error, MessageId, Result, Route, SendAs};
use yourouter_store::{Attachment, HistoryMessage, Store};

use super::Attachments;
use crate::{gateways::Gateways, now_ms};

/// What decides about the form of a PDF.
pub(crate) struct Choice {
    known: KnownInputs,
    /// The most pages of a PDF that goes out as it is, unless the person chose that.
    most_pages: u32,
    learned: Option<SendAs>,
    /// Asked for this once, after a refusal.
    asked: Option<SendAs>,
}

impl Choice {
    /// Blocking.
    pub(crate) fn new(
        gateways: &Gateways,
        store: &Store,
        route: &Route,
        endpoint: &Endpoint,
        asked: Option<SendAs>,
    ) -> Result<Self> {
        gateways.load_models(store, endpoint)?;
        let known = match Api::for_route(route) {
            Api::ChatCompletions => gateways.known_inputs(endpoint, &route.model).0,
            // What is known of models is about Chat Completions; their makers' own APIs take files as they are.
            Api::Anthropic | Api::Gemini => KnownInputs::default(),
        };
        let learned = store.learned_send_as(&endpoint.origin(), &learning_route(route))?;
        Ok(Self { known, most_pages: most_pdf_pages(&route.model), learned, asked })
    }

    /// The form in which a file goes out.
    pub(crate) fn send_as(&self, file: &Attachment) -> SendAs {
        let send_options = send_options_of(file);
        let has = |send_as: &SendAs| send_options.contains(send_as);
        let chosen = file.send_as.filter(|send_as| *send_as != SendAs::Pdf || !self.refused_pdf());
        // Of a scan the text is headers and stamps.
        let is_known = |send_as: &SendAs| *send_as != SendAs::Text || !file.facts.is_scan;
        let learned = self.learned.filter(is_known);
        let wanted = [self.asked, chosen, learned].into_iter().flatten().find(has);
        wanted.unwrap_or_else(|| self.by_what_is_known(file, &send_options))
    }

    /// Whether the model refused a PDF: nothing else makes another form asked for, or remembered.
    fn refused_pdf(&self) -> bool {
        [self.asked, self.learned].into_iter().flatten().any(|send_as| send_as != SendAs::Pdf)
    }

    /// How many pages a PDF may have at most for this model, if it has more.
    pub(crate) fn most_pages_exceeded(&self, file: &Attachment) -> Option<u32> {
        file.pages.filter(|pages| *pages > self.most_pages).map(|_| self.most_pages)
    }

    /// A model that nothing is known of gets the PDF, which YouRouter documents; its refusal offers the other forms.
    fn by_what_is_known(&self, file: &Attachment, send_options: &[SendAs]) -> SendAs {
        let first = send_options.first().copied().unwrap_or(SendAs::Text);
        let takes = |known: Option<Known>| known.is_none_or(|known| known.takes);
        let is_wanted = |send_as: &SendAs| match send_as {
            SendAs::Pdf => {
                // Few vendors read a protected one, none the text of one that does not say what it shows; either goes
                // as it is only if the person chose that.
                let is_as_drawn =
                    file.facts.is_unreadable && file.pages.is_some_and(|pages| page_count(file) == pages);
                !self.refused_pdf()
                    && !file.facts.is_restricted
                    && !is_as_drawn
                    && takes(self.known.pdfs)
                    && self.most_pages_exceeded(file).is_none()
            }
            SendAs::Pages => takes(self.known.images),
            SendAs::Text | SendAs::Image => true,
        };
        send_options.iter().copied().find(is_wanted).unwrap_or(first)
    }
}

/// The route under which a turn that goes this way learns.
fn learning_route(route: &Route) -> Route {
    Route { vendor: Api::for_route(route).vendor(&route.vendor), ..route.clone() }
}

/// The forms that a file has, the documented one first, then the one that shows more of it.
pub(crate) fn send_options_of(file: &Attachment) -> Vec<SendAs> {
    match file.kind {
        AttachmentKind::Image => vec![SendAs::Image],
        AttachmentKind::Text => vec![SendAs::Text],
        AttachmentKind::Media => Vec::new(),
        AttachmentKind::Pdf => {
            let text = file.facts.text.is_some().then_some(SendAs::Text);
            let pages = (page_count(file) > 0).then_some(SendAs::Pages);
            let others = if file.facts.is_scan { [pages, text] } else { [text, pages] };
            std::iter::once(SendAs::Pdf).chain(others.into_iter().flatten()).collect()
        }
    }
}

/// How many pages of a PDF go out as images: those that were drawn, else those that would be.
pub(crate) fn page_count(file: &Attachment) -> u32 {
    match file.facts.page_images.len() {
        0 if file.facts.is_drawable => file.pages.unwrap_or_default().min(MAX_PAGE_IMAGES),
        drawn => u32::try_from(drawn).unwrap_or(u32::MAX),
    }
}

impl Attachments {
    /// Chooses the form in which a draft's file is sent; `None` leaves it to the model.
    ///
    /// # Errors
    /// [`Error::Internal`] for a form that the file does not have, [`Error::Storage`].
    pub async fn choose_send_as(&self, id: AttachmentId, send_as: Option<SendAs>) -> Result<()> {
        let gateways = Arc::clone(&self.gateways);
        self.storage
            .run(move |storage| {
                let file = storage.store.attachment(id)?;
                if send_as.is_some_and(|send_as| !send_options_of(&file).contains(&send_as)) {
                    return Err(Error::Internal("the file cannot be sent in this form".to_owned()));
                }
                if send_as == Some(SendAs::Pdf) {
                    // Who asks for it in spite of what was learned wants it tried again.
                    let route = storage.store.route_of(id)?;
                    let origin = gateways.target(&route)?.endpoint.origin();
                    storage.store.learn_send_as(&origin, &learning_route(&route), None)?;
                }
                storage.store.choose_send_as(id, send_as)
            })
            .await
    }

    /// Leaves a file of an earlier message out of later requests, or takes it in again.
    ///
    /// # Errors
    /// [`Error::Storage`], [`Error::Internal`] for an unknown one.
    pub async fn leave_out(&self, id: AttachmentId, is_left_out: bool) -> Result<()> {
        self.storage.run(move |storage| storage.store.leave_out(id, is_left_out, now_ms())).await
    }
}

/// The forms of the files of a question, in their order.
pub(crate) fn prepared(choice: &Choice, files: &[Attachment]) -> Vec<SendAs> {
    files.iter().map(|file| choice.send_as(file)).collect()
}

/// Whether another form was asked for in place of a PDF, so that its success is worth remembering. `files` are all that
/// go out. A form that the person chose over the PDF says nothing about what the model takes.
pub(crate) fn learned<'a>(
    choice: &Choice,
    files: impl IntoIterator<Item = &'a Attachment>,
) -> Option<SendAs> {
    let asked = choice.asked?;
    let is_learned = |file: &Attachment| {
        let was_pdf = file.kind == AttachmentKind::Pdf && matches!(file.send_as, None | Some(SendAs::Pdf));
        was_pdf && !file.is_left_out && send_options_of(file).contains(&asked)
    };
    files.into_iter().any(is_learned).then_some(asked)
}

/// The files of a branch that go out in another form than before, and the messages that have one.
pub(crate) fn sent_differently(
    choice: &Choice,
    branch: &[HistoryMessage],
    attachments: &HashMap<MessageId, Vec<Attachment>>,
) -> (Vec<MessageId>, Vec<(AttachmentId, SendAs)>) {
    let (mut messages, mut sent_differently) = (Vec::new(), Vec::new());
    for message in branch {
        for file in attachments.get(&message.id).into_iter().flatten().filter(|file| !file.is_left_out) {
            let send_as = choice.send_as(file);
            if file.sent_as != Some(send_as) {
                if messages.last() != Some(&message.id) {
                    messages.push(message.id);
                }
                sent_differently.push((file.id, send_as));
            }
        }
    }
    (messages, sent_differently)
}
