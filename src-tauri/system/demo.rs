//! The offline demo: the mock gateway inside this program, on the loopback interface, started when first wanted.

use async_trait::async_trait;
use tokio::sync::OnceCell;
use yourouter_chat_core::DemoGateway;
use yourouter_mock_gateway::{MockGateway, Options};
use yourouter_protocol::{Error, Result};

/// The embedded gateway; it lives as long as the program.
#[derive(Default)]
pub struct EmbeddedGateway {
    gateway: OnceCell<MockGateway>,
}

#[async_trait]
impl DemoGateway for EmbeddedGateway {
    async fn base_url(&self) -> Result<String> {
        let gateway = self
            .gateway
            .get_or_try_init(|| MockGateway::start(Options::demo()))
            .await
            .map_err(|error| Error::Internal(format!("the demo cannot listen: {error}")))?;
        Ok(gateway.base_url())
    }
}
