//! The context view: what the next message sends, part by part, with what each part comes to.
//!
//! Invariant: what is sent is decided where requests are made (`turns/omissions`, `attachments/send_as`); here it is only
//! told. No file is read for it, and only the messages of one page are made ready to be shown.

use std::{collections::HashMap, sync::Arc};

use yourouter_gateway::SealedReasoning;
use yourouter_protocol::{
    ContextFile, ContextFit, ContextMessage, ContextPrompt, ContextQuery, ContextView, FolderDefaults,
    MessageFlags, MessageId, OmissionKind, ReasoningFate, Result, Role, Route, TokenRange,
};
use yourouter_store::{Attachment, Conversation, HistoryMessage};

use crate::{
    Chat,
    attachments::{Choice, Gathered, attachment_view, gather, size_and_tokens},
    conversations::turns_of,
    estimate::{Measured, exactly, measured, sum, with_tokens},
    excerpt::excerpt,
    gateways::{Destination, Gateways},
    storage::Storage,
    turns::{
        omissions::{lacks_of_file, left_out},
        sealed::{goes_back, reasoning},
    },
};

/// Messages of a page.
const PAGE: usize = 60;

impl Chat {
    /// What the next message of a conversation sends. The branch is read once for it.
    ///
    /// # Errors
    /// [`Error::Storage`](yourouter_protocol::Error::Storage); `invalid` for a gateway that was removed.
    pub async fn load_context(&self, query: ContextQuery) -> Result<ContextView> {
        // Another version of an earlier message goes without what was said since.
        let estimate = match query.replaces {
            None => Some(self.estimator(query.conversation_id, query.once.clone()).await?),
            Some(_) => None,
        };
        let usual = self.settings.get(|settings| settings.default_system_prompt.clone());
        let gateways = Arc::clone(&self.gateways);
        let load = move |storage: &Storage| {
            let Gathered { conversation, parent_id, is_pinned, earlier, kept, drafted } =
                gather(&storage.store, query.conversation_id, query.replaces.as_ref())?;
            let branch = parent_id.map(|head| storage.store.history(head)).transpose()?.unwrap_or_default();
            let start = branch.len().saturating_sub(PAGE.max(query.shown as usize));
            let through = branch.iter().position(|message| Some(message.id) == query.through);
            let start = through.map_or(start, |at| start.min(at));
            let of =
                Context::new(storage, &gateways, &query, earlier, branch.get(start..).unwrap_or_default())?;
            let prompt = of.prompt(&conversation, &usual)?;
            let draft = of.draft(&conversation, parent_id, is_pinned, &[kept, drafted].concat());
            let all = || of.all(&branch, prompt.as_ref(), &draft);
            let (tokens, cost) = match estimate {
                Some(estimate) => {
                    let estimate = estimate(storage, Some(&branch))?;
                    (estimate.tokens, estimate.cost)
                }
                None => (all(), None),
            };
            let Destination { route, target, .. } = &of.destination;
            let most_tokens = gateways.most_tokens(&target.endpoint, &route.model);
            let too_long = most_tokens.map(u64::from).filter(|most| tokens.high > *most);
            let fit = too_long.and_then(|most| of.fit(&branch, tokens, all(), most));
            Ok(ContextView {
                model: route.model.clone(),
                most_tokens,
                tokens,
                cost,
                prompt,
                messages: of.messages(&branch, start),
                earlier: number(start),
                excluded: number(branch.iter().filter(|message| message.flags.is_left_out).count()),
                draft,
                fit,
            })
        };
        self.storage.run(load).await
    }

    /// The page of messages before one, oldest first. It costs what is on it, however long the chat is.
    ///
    /// # Errors
    /// As [`Chat::load_context`].
    pub async fn load_earlier_context(
        &self,
        query: ContextQuery,
        before: MessageId,
    ) -> Result<Vec<ContextMessage>> {
        let gateways = Arc::clone(&self.gateways);
        let load = move |storage: &Storage| {
            // One more than is shown: whether a message goes as one with the one before depends on that.
            let found = storage.store.history_before(before, PAGE + 1)?;
            let ids: Vec<MessageId> = found.iter().map(|message| message.id).collect();
            let files = storage.store.attachments_of(&ids)?;
            let of = Context::new(storage, &gateways, &query, files, &found)?;
            Ok(of.messages(&found, found.len().saturating_sub(PAGE)))
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
    /// That of the messages that are shown.
    sealed: HashMap<MessageId, SealedReasoning>,
}

impl<'a> Context<'a> {
    fn new(
        storage: &'a Storage,
        gateways: &Gateways,
        query: &ContextQuery,
        files: HashMap<MessageId, Vec<Attachment>>,
        shown: &[HistoryMessage],
    ) -> Result<Self> {
        let store = &storage.store;
        let destination = gateways.destination(store, query.conversation_id, query.once.as_ref())?;
        let (route, endpoint) = (destination.asked(), &destination.target.endpoint);
        let choice = Choice::new(gateways, store, &route, endpoint, None)?;
        let mut sealed = HashMap::new();
        for message in shown {
            let kept = store.sealed_reasoning_of(message.id)?;
            sealed.extend(kept.and_then(|kept| Some((message.id, reasoning(message.id, kept)?))));
        }
        let measured = measured(store, &route.model)?;
        Ok(Self { storage, destination, choice, measured, files, sealed })
    }

    /// Those of a branch from one on.
    fn messages(&self, branch: &[HistoryMessage], start: usize) -> Vec<ContextMessage> {
        let one = |at: usize| Some(self.message(branch.get(at)?, before(branch, at)));
        (start..branch.len()).filter_map(one).collect()
    }

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
            excerpt: excerpt(message.role, &message.text),
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
            excerpt: excerpt(Role::User, text),
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
            is_excluded: conversation.is_prompt_excluded,
            excerpt: excerpt(Role::System, &texts.join(" ")),
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
        Some(sum([with_tokens(&self.measured, [&message.text]), exactly(of_files)]))
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
        let prompt = prompt.filter(|prompt| !prompt.is_excluded).map(|prompt| prompt.tokens);
        sum(messages.chain(prompt).chain([draft.tokens, files]))
    }

    /// The oldest turns without which the rest is no longer than `most`, which all of it is. `counted` is what all
    /// of it comes to as the gateway counted it, `estimated` as it is estimated once something of it is left out.
    fn fit(
        &self,
        branch: &[HistoryMessage],
        mut counted: TokenRange,
        mut estimated: TokenRange,
        most: u64,
    ) -> Option<ContextFit> {
        let mut fit: Option<ContextFit> = None;
        let (mut turns, mut messages) = (0, 0);
        for turn in turns_of(branch) {
            if fit.as_ref().is_some_and(|fit| fit.is_enough) {
                break;
            }
            let sent: Vec<TokenRange> = turn.iter().filter_map(|message| self.tokens(message)).collect();
            let is_pinned = turn.iter().any(|message| message.flags.is_pinned);
            let Some(last) = turn.last().filter(|_| !is_pinned && !sent.is_empty()) else { continue };
            (turns, messages) = (turns + 1, messages + number(sent.len()));
            let less = sum(sent);
            // What is left out comes to this at least, so that what stays comes to no more.
            counted.high = counted.high.saturating_sub(less.low);
            estimated.low = estimated.low.saturating_sub(less.low);
            estimated.high = estimated.high.saturating_sub(less.high);
            let is_enough = counted.high.max(estimated.high) <= most;
            fit = Some(ContextFit { through: last.id, turns, messages, tokens: estimated, is_enough });
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
