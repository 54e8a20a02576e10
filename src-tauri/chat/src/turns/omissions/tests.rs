//! Whatever a request leaves out, shortens or changes has a name.

use yourouter_protocol::{AttachmentId, FileFacts, MessageFlags, TextLayer};
use yourouter_store::Holds;

use super::*;

fn file(kind: AttachmentKind, media_type: &str, facts: FileFacts) -> Attachment {
    Attachment {
        id: AttachmentId::new(),
        name: "a".to_owned(),
        kind,
        media_type: media_type.to_owned(),
        size_bytes: 9,
        sha256: String::new(),
        pixels: None,
        thumbnail: None,
        pages: (kind == AttachmentKind::Pdf).then_some(30),
        facts,
        send_as: None,
        sent_as: None,
        is_left_out: false,
    }
}

fn text(is_cut: bool, pages: Option<u32>) -> FileFacts {
    let layer = TextLayer { sha256: String::new(), size_bytes: 9, tokens: 3, is_cut, pages };
    FileFacts { text: Some(layer), ..FileFacts::default() }
}

#[test]
fn whatever_is_not_sent_of_a_file_or_sent_in_another_form_is_said() {
    use AttachmentKind::{Image, Media, Pdf, Text};
    use OmissionKind::{ExcludedFiles, FilesAsText, FilesWithoutData, MediaFiles, ShortenedFiles};
    let out = |file: Attachment| Attachment { is_left_out: true, ..file };
    let plain = FileFacts::default;
    let cases = [
        (file(Image, "image/png", plain()), SendAs::Image, vec![]),
        (file(Image, "image/tiff", FileFacts { frames: 3, ..plain() }), SendAs::Image, vec![ShortenedFiles]),
        (file(Text, "text/plain", text(false, None)), SendAs::Text, vec![]),
        (file(Text, "text/plain", text(true, None)), SendAs::Text, vec![ShortenedFiles]),
        (
            file(Text, "text/plain", FileFacts { data_bytes: 900, ..text(false, None) }),
            SendAs::Text,
            vec![FilesWithoutData],
        ),
        (file(Pdf, "application/pdf", text(true, Some(9))), SendAs::Pdf, vec![]),
        (file(Pdf, "application/pdf", text(false, Some(30))), SendAs::Text, vec![FilesAsText]),
        (file(Pdf, "application/pdf", text(false, Some(9))), SendAs::Text, vec![ShortenedFiles, FilesAsText]),
        (
            file(Pdf, "application/pdf", FileFacts { is_drawable: true, ..plain() }),
            SendAs::Pages,
            vec![ShortenedFiles],
        ),
        (out(file(Text, "text/plain", text(true, None))), SendAs::Text, vec![ExcludedFiles]),
        (out(file(Media, "audio/mpeg", plain())), SendAs::Image, vec![MediaFiles]),
    ];
    for (file, send_as, expected) in cases {
        assert_eq!(lacks_of_file(&file, send_as), expected, "{file:?} as {send_as:?}");
    }
}

#[test]
fn a_message_stays_out_for_one_reason_and_never_the_one_that_is_asked() {
    let message = |role, words: &str, is_left_out, unknown| HistoryMessage {
        id: MessageId::new(),
        role,
        text: words.to_owned(),
        flags: MessageFlags { is_left_out, is_pinned: false },
        holds: Holds { unknown, ..Holds::default() },
    };
    for (message, expected) in [
        (message(Role::User, "a", false, false), None),
        (message(Role::User, "a", true, false), Some(OmissionKind::ExcludedMessages)),
        (message(Role::Assistant, " \n", false, false), Some(OmissionKind::EmptyMessages)),
        (message(Role::Assistant, "a", true, true), Some(OmissionKind::UnreadableMessages)),
        (message(Role::Tool, "a", false, false), Some(OmissionKind::UnreadableMessages)),
    ] {
        assert_eq!(left_out(&message, &[], false), expected, "{message:?}");
        let is_chat = message.role != Role::Tool && expected != Some(OmissionKind::EmptyMessages);
        assert!(!is_chat || left_out(&message, &[], true).is_none(), "asked again: {message:?}");
    }
}
