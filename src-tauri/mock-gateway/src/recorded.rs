//! What the gateway was sent, for tests to look at.

use bytes::Bytes;
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::question;

/// One request as it arrived.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Such as `POST`.
    pub method: String,
    /// Path and query, such as `/v1/chat/completions`.
    pub path: String,
    /// Names in lower case, in the order of arrival.
    pub headers: Vec<(String, String)>,
    /// The body, byte for byte.
    pub body: Bytes,
    /// When its body was complete, in milliseconds since 1970 (UTC).
    pub at_ms: u128,
}

/// A file of a chat request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceivedFile {
    /// The block's type: `image_url` or `file`; `image`, `document` or `inlineData` of the native APIs.
    #[serde(rename = "type")]
    pub part: String,
    /// The file name of a `file` block.
    pub name: Option<String>,
    /// The media type of a data URL or beside the data; `None` for bare base64 alone.
    pub media_type: Option<String>,
    /// Bytes; `None` if it is not valid base64.
    pub size: Option<usize>,
    /// Of the decoded bytes, in lower-case hexadecimal.
    pub sha256: Option<String>,
    /// The type that its first bytes show.
    pub detected_type: Option<String>,
}

impl Recorded {
    /// The value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON; `null` if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The files in the body, in order.
    pub fn files(&self) -> Vec<ReceivedFile> {
        question::files(&self.json())
    }

    /// All of this as `GET /__requests` shows it.
    pub(crate) fn to_json(&self) -> Value {
        let body = match self.json() {
            Value::Null => Value::from(String::from_utf8_lossy(&self.body)),
            body => body,
        };
        json!({
            "method": self.method,
            "path": self.path,
            "headers": self.headers,
            "body": body,
            "bodySha256": format!("{:x}", Sha256::digest(&self.body)),
            "files": self.files(),
            "atMs": u64::try_from(self.at_ms).unwrap_or_default(),
        })
    }
}
