//! stub
#![allow(missing_docs)]
pub struct Options;
impl Options {
    pub fn demo() -> Self {
        Options
    }
}
pub struct MockGateway;
impl MockGateway {
    pub async fn start(_o: Options) -> std::io::Result<Self> {
        Ok(Self)
    }
    pub fn base_url(&self) -> String {
        String::new()
    }
}
