//! Attached files as the page sees them.

use serde::{Deserialize, Serialize};

use super::{AttachmentId, ModelInput};

/// How a file is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum AttachmentKind {
    /// An `image_url` block with a data URL (API page, "Multimodal Image Input").
    Image,
    /// A `file` block (API page, "PDF File Input"), its text, or its pages as images.
    Pdf,
    /// Text in a fence under the file's name.
    Text,
    /// A recording or a video that came with an answer: kept, and never sent.
    Media,
}

/// In which form a file goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum SendAs {
    /// An image.
    Image,
    /// A PDF as it is.
    Pdf,
    /// The text of a file.
    Text,
    /// The pages of a PDF, as images.
    Pages,
}

/// What preparing found in a file besides its bytes; kept beside its row. The page sees a digest in [`AttachmentView`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FileFacts {
    /// Its text.
    pub text: Option<TextLayer>,
    /// The pages of a PDF, from the first on, once they were drawn.
    pub page_images: Vec<PageImage>,
    /// Whether the pages of a PDF can be drawn, as far as is known.
    pub is_drawable: bool,
    /// Why its pages could not be drawn, if that was tried: which page, and what came of it.
    pub not_drawn: Option<String>,
    /// How many pages of a PDF are pictures without their text.
    pub picture_pages: u32,
    /// Whether it is a PDF of which most pages are.
    pub is_scan: bool,
    /// Whether it is a PDF whose fonts do not say, on most pages, which characters they show.
    pub is_unreadable: bool,
    /// Whether it is a PDF that opens without a password, but is protected against changes.
    pub is_restricted: bool,
    /// Whether it is a PDF that holds an XFA form, whose pages only programs of its maker show.
    pub is_xfa: bool,
    /// Whether it is a text that was pasted into the composer.
    pub is_pasted: bool,
    /// How many pictures an image file holds, such as pages of a TIFF, of which the first is sent; 0 where that was not counted.
    pub frames: u32,
    /// How many bytes a text had before its end was left out; 0 where nothing was, or that was not counted.
    pub whole_bytes: u64,
    /// How many bytes of data that is no text were left out of a text, such as base64.
    pub data_bytes: u64,
}

/// A file's text, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TextLayer {
    /// Where it is kept.
    pub sha256: String,
    /// Its size in UTF-8.
    pub size_bytes: u64,
    /// About how many tokens it costs.
    pub tokens: u64,
    /// Whether its end was left out.
    pub is_cut: bool,
    /// For a PDF, how many of its pages are in it, from the first on; `None` where that was not counted yet.
    #[serde(default)]
    pub pages: Option<u32>,
}

impl TextLayer {
    /// Whose text this is, in a PDF of so many pages: `text of the first 49 of 300 pages`. Of those that are pictures it
    /// says that their text is missing.
    pub fn extent(&self, pages: u32, picture_pages: u32) -> String {
        let mut extent = match self.pages {
            Some(read) if read < pages => format!("text of the first {read} of {pages} pages"),
            _ if pages == 1 => "text of 1 page".to_owned(),
            _ => format!("text of {pages} pages"),
        };
        if picture_pages > 0 {
            let are = if picture_pages == 1 { "is a picture" } else { "are pictures" };
            extent.push_str(&format!("; {picture_pages} of {pages} {are} without text"));
        }
        extent
    }
}

/// A page of a PDF, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PageImage {
    /// Where it is kept.
    pub sha256: String,
    /// `image/png` or `image/jpeg`.
    pub media_type: String,
    /// Its size.
    pub size_bytes: u64,
    /// Width and height.
    pub pixels: (u32, u32),
}

/// The text of a file, to be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TextPreview {
    /// As it is sent, from its beginning on.
    pub text: String,
    /// Whether there is more of it.
    pub is_cut: bool,
}

/// How one file of a draft would go out now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FileSendPreview {
    /// Which file.
    pub id: AttachmentId,
    /// In which form.
    pub send_as: SendAs,
    /// How many bytes, before base64.
    pub size_bytes: u64,
    /// About how many tokens; an estimate.
    pub tokens: u64,
    /// For a PDF of more pages than the model's vendors take as a PDF: how many they take.
    pub most_pages: Option<u32>,
}

/// Where it is known from that a model does not take an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum UnsupportedReason {
    /// The gateway's list says so.
    Listed,
    /// It refused one.
    Refused,
    /// Its family does not.
    Inferred,
}

/// Files that would go out in a form that the model is known not to take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UnsupportedFiles {
    /// What they would go out as; the pages of a PDF are images.
    pub input: ModelInput,
    /// Why that is known.
    pub because: UnsupportedReason,
    /// Those of the message that is written, files that its other version leaves to it included.
    pub drafted: Vec<AttachmentId>,
    /// Those of earlier messages.
    pub earlier: Vec<AttachmentId>,
}

/// What many vendors, or this program, may refuse in a request as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum SendWarning {
    /// A body of more than 20 MB (API reference, section 4.1).
    Large,
    /// More than this program sends.
    TooLarge,
    /// More than 20 images, pages of PDFs included (API reference, section 4.1).
    ManyImages,
    /// More files than one message takes.
    TooManyFiles,
}

/// What the files of a draft, and those of the messages before it, add to its request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SendPreview {
    /// The files of the message that is written: those that it keeps of the version before, then the draft's. None that
    /// is left out.
    pub files: Vec<FileSendPreview>,
    /// How many files of earlier messages are sent again.
    pub earlier: u32,
    /// All of them, before base64.
    pub size_bytes: u64,
    /// All of them, about.
    pub tokens: u64,
    /// How many images all of them are.
    pub images: u32,
    /// What the model is known not to take, one entry for each input.
    pub unsupported: Vec<UnsupportedFiles>,
    /// What to be told of the request as a whole.
    pub warnings: Vec<SendWarning>,
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
    /// For an image, the width and height that are sent, in pixels.
    pub pixels: Option<(u32, u32)>,
    /// A small picture of an image, or of the first page of a PDF, as a data URL.
    pub thumbnail: Option<String>,
    /// For a PDF, how many pages it has, if they can be counted.
    pub pages: Option<u32>,
    /// Whether its bytes are gone from the disk, so that it can no longer be sent.
    pub is_missing: bool,
    /// The forms that it can be sent in.
    pub send_options: Vec<SendAs>,
    /// The form that the person chose; `None` leaves it to the model.
    pub send_as: Option<SendAs>,
    /// The form in which it was sent last.
    pub sent_as: Option<SendAs>,
    /// Whether it stays out of later requests.
    pub is_left_out: bool,
    /// About how many tokens its text has.
    pub text_tokens: Option<u64>,
    /// Of how many pages of a PDF its text is, if there are more whose text is not there.
    pub text_pages: Option<u32>,
    /// Whether its text was too long and its end left out.
    pub is_cut: bool,
    /// How many pages of a PDF are pictures without their text, which is missing where it goes out as text.
    pub picture_pages: u32,
    /// Whether it is a PDF of which most pages are.
    pub is_scan: bool,
    /// Whether it is a PDF whose fonts do not say, on most pages, which characters they show.
    pub is_unreadable: bool,
    /// Whether it is a PDF that opens without a password, but is protected against changes: no vendor is known to read it.
    pub is_restricted: bool,
    /// Whether it is a PDF that holds an XFA form, of which nothing but a notice is read or drawn.
    pub is_xfa: bool,
    /// Whether it is a text that was pasted into the composer.
    pub is_pasted: bool,
    /// How many pages of a PDF go out as images, if that is chosen.
    pub page_images: u32,
    /// Why its pages could not be drawn, if that was tried.
    pub not_drawn: Option<String>,
    /// How many pictures an image file holds, if the first, which is sent, is not the only one: pages or frames.
    pub frames: Option<u32>,
    /// How large a text file is of which only the beginning is sent.
    pub whole_bytes: Option<u64>,
    /// How much of a text file is not sent, because it is data and no text: base64, or what is attached to a mail.
    pub data_bytes: Option<u64>,
}

/// Words on the clipboard that stand beside an image of them, as spreadsheets offer their cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ClipboardText {
    /// As plain text; cells are parted by tabs.
    pub text: String,
    /// As HTML; empty if there is none.
    pub html: String,
}
