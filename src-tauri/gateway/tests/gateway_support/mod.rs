//! What the gateway tests share: a client with short time limits, questions, and answers put together.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "tests may stop at the first surprise")]

use std::time::Duration;

use futures_util::{StreamExt, stream::BoxStream};
use sha2::{Digest, Sha256};
use yourouter_gateway::{
    Channel, ChatRequest, Client, Delta, Endpoint, Media, NamedSource, Part, Reply, RequestMessage, Sealed,
    Speaker, Timeouts, ToolCall,
};
use yourouter_mock_gateway::MockGateway;
use yourouter_protocol::{Error, Result, Route, Secret, SkippedKind, Usage};

/// The key that the tests' gateways expect, if they expect one.
pub fn key() -> Secret {
    Secret::new("yr-test-0123456789")
}

/// A client whose time-outs are long enough for a slow machine.
pub fn client() -> Client {
    Client::new(Timeouts::default())
}

/// A client that gives up soon.
pub fn impatient(idle: Duration) -> Client {
    Client::new(Timeouts { connect: Duration::from_secs(5), idle })
}

pub fn endpoint(gateway: &MockGateway) -> Endpoint {
    Endpoint::parse(&gateway.base_url()).unwrap()
}

pub fn question(text: &str) -> ChatRequest {
    let parts = vec![Part::Text(text.to_owned())];
    ChatRequest::new(Route::default(), vec![RequestMessage { speaker: Speaker::User, parts }])
}

pub async fn ask(gateway: &MockGateway, text: &str) -> Result<Reply> {
    client().chat(&endpoint(gateway), Some(&key()), question(text)).await
}

pub async fn answer_of(gateway: &MockGateway, text: &str) -> Answer {
    Answer::read(ask(gateway, text).await.unwrap().deltas).await
}

/// An answer put together from its deltas.
#[derive(Debug, Default)]
pub struct Answer {
    pub text: String,
    pub reasoning: String,
    pub usage: Option<Usage>,
    pub id: Option<String>,
    pub calls: Vec<ToolCall>,
    pub skipped: Vec<SkippedKind>,
    pub media: Vec<Media>,
    pub sources: Vec<NamedSource>,
    pub sealed: Option<Sealed>,
    pub finish: Option<String>,
    pub failure: Option<Error>,
}

impl Answer {
    pub async fn read(mut deltas: BoxStream<'static, Result<Delta>>) -> Self {
        let mut answer = Self::default();
        while let Some(delta) = deltas.next().await {
            assert!(answer.failure.is_none() && answer.finish.is_none(), "nothing follows the end");
            match delta {
                Ok(delta) => answer.take(delta),
                Err(error) => answer.failure = Some(error),
            }
        }
        answer
    }

    fn take(&mut self, delta: Delta) {
        match delta {
            Delta::Text(text) => self.text.push_str(&text),
            Delta::Reasoning(text) => self.reasoning.push_str(&text),
            Delta::TextWasReasoning => self.reasoning.push_str(&std::mem::take(&mut self.text)),
            Delta::Retracted(Channel::Text) => self.text.clear(),
            Delta::Retracted(Channel::Reasoning) => self.reasoning.clear(),
            Delta::Media(media) => self.media.push(media),
            Delta::Source(source) => self.sources.push(source),
            Delta::Skipped(kind) => self.skipped.push(kind),
            Delta::Usage(usage) => self.usage = Some(usage),
            Delta::CompletionId(id) => self.id = Some(id),
            Delta::ToolCall(call) => self.calls.push(call),
            Delta::Sealed(sealed) => self.sealed = Some(sealed),
            Delta::Finished(reason) => self.finish = Some(reason),
        }
    }
}

pub fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}
