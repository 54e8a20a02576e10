//! Attached files as the page sees them.

use serde::{Deserialize, Serialize};

use super::AttachmentId;

/// How a file is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum AttachmentKind {
    /// An `image_url` block with a data URL (API page, "Multimodal Image Input").
    Image,
    /// A `file` block (API page, "PDF File Input").
    Pdf,
}

/// A file that is attached to a draft or a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct AttachmentView {
    /// Which one.
    pub id: AttachmentId,
    /// Its file name, without any folder.
    pub name: String,
    /// How it is sent.
    pub kind: AttachmentKind,
    /// Its media type, judged by content, such as `image/png`.
    pub media_type: String,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// For an image, its width and height in pixels.
    pub pixels: Option<(u32, u32)>,
    /// For an image, a small picture of it as a data URL.
    pub thumbnail: Option<String>,
    /// For a PDF, how many pages it has, if they can be counted.
    pub pages: Option<u32>,
    /// Whether its bytes are gone from the disk, so that it can no longer be sent.
    pub is_missing: bool,
}
