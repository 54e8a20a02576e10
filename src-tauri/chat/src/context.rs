//! The context view: what the next message sends, part by part, with what each part comes to.
//!
//! Invariant: what is sent is decided where requests are made (`turns/omissions`, `attachments/send_as`); here it is only
//! told. No file is read for it, and only the messages of one page are made ready to be shown.

use std::{collections::HashMap, sync::Arc};

use yourouter_gateway::SealedReasoning;
use yourouter_protocol::{
    ContextFile, ContextFit, ContextMessage, ContextPrompt, ContextQuery, ContextView, FolderDefaults,
    MessageFlags, MessageId, OmissionKind, ReasoningFate, Result, Role, Route, SendEstimate, TokenRange,
};
use yourouter_store::{Attachment, Conversation, HistoryMessage};

use crate::{
    Chat,
    attachments::{Choice, Gathered, attachment_view, gather, size_and_tokens},
    conversations::turns_of,
    estimate::{Measured, exactly, measured, sum, with_tokens},
    gateways::Destination,
    storage::Storage,
    turns::{
        omissions::{first_words, lacks_of_file, left_out},
        sealed::{goes_back, sealed_of},
    },
};

/// Messages of a page.
const PAGE: usize = 60;

impl Chat {
    /// What the next message of a conversation sends.
    ///
    /// # Errors
    /// [`Error::Storage`](yourouter_protocol::Error::Storage); `invalid` for a gateway that was removed.
    pub async fn load_context(&self, query: ContextQuery) -> Result<ContextView> {
        let estimate = self.estimate_send(query.conversation_id, query.once.clone()).await?;
        let usual = self.settings.get(|settings| settings.default_system_prompt.clone());
        let gateways = Arc::clone(&self.gateways);
        let load = move |storage: &Storage| {
            let store = &storage.store;
            let destination = gateways.destination(store, query.conversation_id, query.once.as_ref())?;
            let (route, endpoint) = (destination.asked(), &destination.target.endpoint);
            let choice = Choice::new(&gateways, store, &route, endpoint, None)?;
            let most_tokens = gateways.most_tokens(endpoint, &route.model);
            let Gathered { conversation, parent_id, is_pinned, earlier, kept, drafted } =
                gather(store, query.conversation_id, query.replaces.as_ref())?;
            let branch = parent_id.map(|head| store.history(head)).transpose()?.unwrap_or_default();
            let sealed = parent_id.map(|head| sealed_of(store, head)).transpose()?.unwrap_or_default();
            let of = Context {
                storage,
                destination,
                choice,
                measured: measured(store, &route.model)?,
                files: earlier,
                sealed,
            };
            let end = branch.len().saturating_sub(query.shown as usize);
            let start = end.saturating_sub(PAGE);
            let page = (start..end).filter_map(|at| Some(of.message(branch.get(at)?, before(&branch, at))));
            let messages = page.collect();
            let excluded = branch.iter().filter(|message| message.flags.is_left_out).count();
            let prompt = of.prompt(&conversation, &usual)?;
            let draft = of.draft(&conversation, parent_id, is_pinned, &[kept, drafted].concat());
            let estimate = match query.replaces {
                None => estimate,
                Some(_) => SendEstimate { tokens: of.all(&branch, prompt.as_ref(), &draft), ..estimate },
            };
            let fit = most_tokens.and_then(|most| of.fit(&branch, estimate.tokens, most.into()));
            Ok(ContextView {
                model: route.model,
                most_tokens,
                tokens: estimate.tokens,
                cost: estimate.cost.filter(|_| query.replaces.is_none()),
                prompt,
                messages,
                earlier: number(start),
                excluded: number(excluded),
                draft,
                fit,
            })
        };
        self.storage.run(load).await
    }
}

/// All that decides about the parts of a request.
struct Context<'a> {
    storage: &'a Storage,
    destination: Destination,
    choice: Choice,
    measured: Measured,
    files: HashMap<MessageId, Vec<Attachment>>,
    sealed: HashMap<MessageId, SealedReasoning>,
}

impl Context<'_> {
    fn files(&self, message: &HistoryMessage) -> &[Attachment] {
        self.files.get(&message.id).map_or(&[], Vec::as_slice)
    }

    fn message(&self, message: &HistoryMessage, before: Option<&HistoryMessage>) -> ContextMessage {
        let files = self.files(message);
        let left_out = left_out(message, files, false);
        let mut lacks = self.lacks(files);
        if message.holds.tools {
            lacks.push(OmissionKind::ToolCalls);
        }
        let is_sent =
            |message: &HistoryMessage| self::left_out(message, self.files(message), false).is_none();
        if left_out.is_none() && before.is_some_and(|before| before.role == message.role && is_sent(before)) {
            lacks.push(OmissionKind::MergedMessages);
        }
        ContextMessage {
            id: Some(message.id),
            before: before.map(|before| before.id),
            role: message.role,
            excerpt: first_words(&message.text),
            tokens: with_tokens(&self.measured, [&message.text]),
            files: self.shown(files),
            flags: message.flags,
            left_out,
            reasoning: self.reasoning(message),
            lacks,
        }
    }

    fn draft(
        &self,
        conversation: &Conversation,
        before: Option<MessageId>,
        is_pinned: bool,
        files: &[Attachment],
    ) -> ContextMessage {
        let text = &conversation.draft_text;
        ContextMessage {
            id: None,
            before,
            role: Role::User,
            excerpt: first_words(text),
            tokens: with_tokens(&self.measured, [text]),
            files: self.shown(files),
            flags: MessageFlags { is_pinned, ..MessageFlags::default() },
            left_out: None,
            reasoning: None,
            lacks: self.lacks(files),
        }
    }

    fn lacks(&self, files: &[Attachment]) -> Vec<OmissionKind> {
        let all = files.iter().flat_map(|file| lacks_of_file(file, self.choice.send_as(file)));
        let mut lacks: Vec<OmissionKind> = all.collect();
        lacks.sort_unstable();
        lacks.dedup();
        lacks
    }

    fn shown(&self, files: &[Attachment]) -> Vec<ContextFile> {
        let shown = |file: &Attachment| {
            let send_as = self.choice.send_as(file);
            let row = Attachment { thumbnail: None, sent_as: Some(send_as), ..file.clone() };
            let tokens = size_and_tokens(file, send_as).1;
            ContextFile { file: attachment_view(&self.storage.files, row), tokens }
        };
        files.iter().map(shown).collect()
    }

    fn reasoning(&self, message: &HistoryMessage) -> Option<ReasoningFate> {
        match self.sealed.get(&message.id) {
            Some(kept) if goes_back(kept, &self.destination) => Some(ReasoningFate::GivenBack),
            Some(SealedReasoning { maker, .. }) => {
                let route = Route::new(maker.model.clone(), maker.vendor.clone());
                let maker = Route { api_format: maker.api_format, ..route };
                Some(ReasoningFate::Elsewhere { maker })
            }
            None => message.holds.reasoning.then_some(ReasoningFate::NotSent),
        }
    }

    /// The instructions, and whose they are.
    fn prompt(&self, conversation: &Conversation, usual: &str) -> Result<Option<ContextPrompt>> {
        let own = conversation.parameters.system_prompt.trim();
        let (mut texts, mut folders) = (Vec::new(), Vec::new());
        if own.is_empty() && !conversation.folders.is_empty() {
            let names: HashMap<_, _> =
                self.storage.store.folders()?.into_iter().map(|folder| (folder.id, folder.name)).collect();
            for id in &conversation.folders {
                let FolderDefaults { system_prompt, .. } = self.storage.store.folder_defaults(*id)?;
                if !system_prompt.trim().is_empty() {
                    texts.push(system_prompt);
                    folders.extend(names.get(id).cloned());
                }
            }
        } else if !own.is_empty() {
            texts.push(own.to_owned());
        }
        Ok((!texts.is_empty()).then(|| ContextPrompt {
            is_default: folders.is_empty() && own == usual.trim(),
            excerpt: first_words(&texts.join(" ")),
            tokens: with_tokens(&self.measured, &texts),
            folders,
        }))
    }

    /// What one message comes to with its files, if it is sent.
    fn tokens(&self, message: &HistoryMessage) -> Option<TokenRange> {
        let files = self.files(message);
        if left_out(message, files, false).is_some() {
            return None;
        }
        let sent = files.iter().filter(|file| !file.is_left_out);
        let of_files = sent.map(|file| size_and_tokens(file, self.choice.send_as(file)).1).sum();
        Some(sum(&[with_tokens(&self.measured, [&message.text]), exactly(of_files)]))
    }

    fn all(
        &self,
        branch: &[HistoryMessage],
        prompt: Option<&ContextPrompt>,
        draft: &ContextMessage,
    ) -> TokenRange {
        let sent = draft.files.iter().filter(|file| !file.file.is_left_out);
        let files = exactly(sent.map(|file| file.tokens).sum());
        let messages = branch.iter().filter_map(|message| self.tokens(message));
        let prompt = prompt.map(|prompt| prompt.tokens);
        sum(&messages.chain(prompt).chain([draft.tokens, files]).collect::<Vec<_>>())
    }

    /// The oldest turns without which the rest is no longer than `most`; nothing if all of it is not.
    fn fit(&self, branch: &[HistoryMessage], all: TokenRange, most: u64) -> Option<ContextFit> {
        if all.high <= most {
            return None;
        }
        let mut fit: Option<ContextFit> = None;
        let (mut tokens, mut turns, mut messages) = (all, 0, 0);
        for turn in turns_of(branch) {
            if tokens.high <= most {
                break;
            }
            let sent: Vec<TokenRange> = turn.iter().filter_map(|message| self.tokens(message)).collect();
            let is_pinned = turn.iter().any(|message| message.flags.is_pinned);
            let Some(last) = turn.last().filter(|_| !is_pinned && !sent.is_empty()) else { continue };
            let less = sum(&sent);
            // What is left out comes to this at least, so that what stays comes to no more.
            tokens.low = tokens.low.saturating_sub(less.high);
            tokens.high = tokens.high.saturating_sub(less.low);
            (turns, messages) = (turns + 1, messages + number(sent.len()));
            let is_enough = tokens.high <= most;
            fit = Some(ContextFit { through: last.id, turns, messages, tokens, is_enough });
        }
        fit
    }
}

fn before(branch: &[HistoryMessage], at: usize) -> Option<&HistoryMessage> {
    at.checked_sub(1).and_then(|at| branch.get(at))
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
