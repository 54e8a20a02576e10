//! The way to a gateway with real TLS servers and proxies: certificates, credentials, and what a test of it says.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may stop at the first surprise"
)]

mod certificates;
mod probe;
mod proxies;
mod servers;
mod stop;
mod versions;

#[path = "../gateway_support/mod.rs"]
mod gateway_support;

use std::{sync::Arc, time::Duration};

use yourouter_gateway::{
    Begun, Client, Ended, Endpoint, ExtraRoots, Network, ProxyChoice, RequestLog, Timeouts,
};
use yourouter_protocol::Result;

/// Enters requests nowhere.
struct Nowhere;

#[async_trait::async_trait]
impl RequestLog for Nowhere {
    async fn begin(&self, _request: Begun) -> u64 {
        0
    }

    fn end(&self, _number: u64, _how: Ended) {}
}

fn client_with(proxy: ProxyChoice, extra_roots: ExtraRoots) -> Client {
    let timeouts = Timeouts { connect: Duration::from_secs(5), idle: Duration::from_secs(30) };
    Client::with_request_log(Network { timeouts, proxy, extra_roots }, Arc::new(Nowhere))
}

fn trusting(authority: &servers::Authority) -> ExtraRoots {
    ExtraRoots::from_pem(authority.pem().as_bytes()).unwrap()
}

/// The text of an answer from `base`, or why there is none.
async fn ask(client: &Client, base: &str) -> Result<String> {
    let endpoint = Endpoint::parse(base).unwrap();
    let key = gateway_support::key();
    let reply = client.chat(&endpoint, Some(&key), gateway_support::question("Hello")).await?;
    Ok(gateway_support::Answer::read(reply.deltas).await.text)
}
