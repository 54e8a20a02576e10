//! A file as the page sees it.

use base64::{Engine, prelude::BASE64_STANDARD};

use yourouter_attachments::BlobStore;
use yourouter_protocol::AttachmentView;
use yourouter_store::Attachment;

use super::send_as::{page_count, send_options_of};

pub(crate) fn attachment_view(files: &BlobStore, row: Attachment) -> AttachmentView {
    let (send_options, page_images) = (send_options_of(&row), page_count(&row));
    let Attachment { id, name, kind, media_type, size_bytes, sha256, pixels, thumbnail, pages, .. } = row;
    let Attachment { facts, send_as, sent_as, is_left_out, .. } = row;
    let is_missing = !files.holds(&sha256);
    AttachmentView {
        id,
        name,
        kind,
        media_type,
        size_bytes,
        pixels,
        pages,
        thumbnail: thumbnail.map(|bytes| data_url(&bytes)),
        is_missing,
        send_options,
        send_as,
        sent_as,
        is_left_out,
        text_tokens: facts.text.as_ref().map(|text| text.tokens),
        text_pages: facts.text.as_ref().and_then(|text| text.pages).filter(|read| Some(*read) < pages),
        is_cut: facts.text.is_some_and(|text| text.is_cut),
        picture_pages: facts.picture_pages,
        is_scan: facts.is_scan,
        is_unreadable: facts.is_unreadable,
        is_restricted: facts.is_restricted,
        is_xfa: facts.is_xfa,
        is_pasted: facts.is_pasted,
        page_images,
        not_drawn: facts.not_drawn,
        whole_bytes: Some(facts.whole_bytes).filter(|bytes| *bytes > 0),
        data_bytes: Some(facts.data_bytes).filter(|bytes| *bytes > 0),
        frames: Some(facts.frames).filter(|frames| *frames > 1),
    }
}

fn data_url(bytes: &[u8]) -> String {
    let media_type = if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" };
    format!("data:{media_type};base64,{}", BASE64_STANDARD.encode(bytes))
}
