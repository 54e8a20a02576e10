//! Whether a refusal says that the model takes no images, or no PDFs, at all.
//!
//! Invariant: what is wrong with one file (its size, its format, its address) says nothing about the model, and neither
//! does a word that the refusal merely gives back. What is overlooked here costs nothing but a second refusal.

use super::{Refusal, refused_field::Named};
use crate::{Api, ChatRequest};
use yourouter_protocol::ModelInput;

/// Words for a kind of input, and its block's name in a path to a field.
struct Kind {
    input: ModelInput,
    place: &'static str,
    names: &'static [&'static str],
}

const KINDS: [Kind; 2] = [
    Kind {
        input: ModelInput::Image,
        place: "image_url",
        names: &["image_url", "image", "vision", "multimodal", "multi-modal"],
    },
    Kind {
        input: ModelInput::Pdf,
        place: "file",
        names: &[
            "'file'",
            "\"file\"",
            "`file`",
            "pdf",
            "file block",
            "file content",
            "file input",
            "file part",
            "document",
            "files",
        ],
    },
];

/// What says no.
const REFUSALS: [&str; 28] = [
    "invalid value: 'file'",
    "invalid value: 'image_url'",
    "not support",
    "n't support",
    "unsupported",
    "only supported by",
    "no support",
    "not accept",
    "n't accept",
    "not take",
    "not able to",
    "cannot read",
    "cannot process",
    "can't read",
    "not read",
    "not a multimodal",
    "not a vision",
    "not available",
    "not enabled",
    "not allowed",
    "not permitted",
    "no endpoints found",
    "unknown variant",
    "unknown content",
    "invalid content type",
    "text only",
    "text-only",
    "at most 0",
];

/// What is wrong with one file, not with all of its kind.
const ABOUT_ONE_FILE: [&str; 22] = [
    "format",
    "media type",
    "media_type",
    "mime",
    "too large",
    "too many",
    "too big",
    "exceed",
    "size",
    "dimension",
    "pixel",
    "resolution",
    "corrupt",
    "decode",
    "base64",
    "data url",
    "http",
    "download",
    "animated",
    "password",
    "encrypted",
    "detail",
];

/// Where a refusal begins to list what would be taken.
const INSTEAD: [&str; 6] =
    ["expected", "supported values", "supported types", "must be one of", "allowed values", "instead"];

/// The kind of input of the request that the refusal says the model does not take. Only of Chat Completions: that is
/// what the capabilities of a model are about.
pub(crate) fn refused_input(request: &ChatRequest, refusal: &Refusal) -> Option<ModelInput> {
    let is_chat = Api::for_route(&request.route) == Api::ChatCompletions;
    if !is_chat || !refusal.is_rejection() || !matches!(refusal.status, 400 | 404 | 422) {
        return None;
    }
    let sent = request.inputs();
    let named = Named::from_body(&refusal.words);
    KINDS.iter().find(|kind| sent.contains(&kind.input) && is_refused(kind, &named)).map(|kind| kind.input)
}

fn is_refused(kind: &Kind, named: &Named) -> bool {
    let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    let refuses = |clause: &str| has(clause, &REFUSALS) && !has(clause, &ABOUT_ONE_FILE);
    let is_placed = named.places.last().is_some_and(|place| place == kind.place);
    let mut clauses = named.words.lines().flat_map(|line| line.split(". ")).map(before_alternatives);
    clauses.any(|clause| refuses(clause) && (is_placed || has(clause, kind.names)))
}

fn before_alternatives(clause: &str) -> &str {
    let end = INSTEAD.iter().filter_map(|word| clause.find(word)).min();
    end.and_then(|end| clause.get(..end)).unwrap_or(clause)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::refused_input;
    use crate::{ChatRequest, Part, RequestMessage, Speaker, errors::rejected, request::Refusal};
    use yourouter_protocol::{ApiFormat, ModelInput, Route, Vendor};

    fn asked(parts: Vec<Part>) -> ChatRequest {
        let route = Route::new("claude-sonnet-4", Vendor::auto());
        ChatRequest::new(route, vec![RequestMessage { speaker: Speaker::User, parts }])
    }

    fn image() -> Part {
        Part::Image { media_type: "image/png".to_owned(), bytes: Bytes::from_static(b"png") }
    }

    fn pdf() -> Part {
        Part::Pdf { name: "a.pdf".to_owned(), bytes: Bytes::from_static(b"%PDF-1") }
    }

    fn refusal(status: u16, words: &str) -> Refusal {
        Refusal { error: rejected("no"), status, words: words.to_lowercase() }
    }

    #[test]
    fn a_refusal_of_images_or_pdfs_is_told_from_one_of_a_single_file() {
        let both = asked(vec![image(), pdf()]);
        let (no_images, no_pdfs) = (Some(ModelInput::Image), Some(ModelInput::Pdf));
        for (status, words, expected) in [
            (
                404,
                r#"{"error":{"message":"No endpoints found that support image input","code":404}}"#,
                no_images,
            ),
            (
                400,
                r#"{"error":{"message":"Invalid content type. image_url is only supported by certain models."}}"#,
                no_images,
            ),
            (
                422,
                "Failed to deserialize: messages[0]: unknown variant `image_url`, expected `text` at line 1",
                no_images,
            ),
            (400, r#"{"object":"error","message":"acme-7b is not a multimodal model"}"#, no_images),
            (400, r#"{"message":"At most 0 image(s) may be provided in one request."}"#, no_images),
            (400, r#"{"error":{"message":"This model does not support vision"}}"#, no_images),
            (
                422,
                r#"{"detail":[{"loc":["body","messages",0,"content",1,"image_url"],"msg":"Extra inputs are not permitted","input":{"url":"pdf"}}]}"#,
                no_images,
            ),
            (
                400,
                r#"{"error":{"message":"Unsupported parameter","param":"messages[0].content[1].file"}}"#,
                no_pdfs,
            ),
            (
                400,
                r#"{"error":{"message":"Invalid content type: 'file'. Supported values are: 'text', 'image_url'."}}"#,
                no_pdfs,
            ),
            (
                400,
                r#"{"error":{"message":"Invalid value: 'file'. Supported values are: 'text' and 'image_url'."}}"#,
                no_pdfs,
            ),
            (422, "unknown variant `file`, expected one of `text`, `image_url`", no_pdfs),
            (400, r#"{"error":{"message":"claude-2 does not support PDF input"}}"#, no_pdfs),
            (400, r#"{"error":{"message":"Unsupported image format: tiff"}}"#, None),
            (400, r#"{"error":{"message":"This model does not support images over 20 MB in size"}}"#, None),
            (400, r#"{"error":{"message":"The PDF is encrypted and cannot be read"}}"#, None),
            (400, r#"{"error":{"message":"Unsupported parameter: 'temperature'"}}"#, None),
            (422, r#"{"detail":[{"loc":["body","user"],"msg":"not permitted","input":"images"}]}"#, None),
            (400, r#"{"error":{"message":"Could not process image"}}"#, None),
            (500, "image input is not supported", None),
            (400, "", None),
        ] {
            assert_eq!(refused_input(&both, &refusal(status, words)), expected, "{status} {words}");
        }
    }

    #[test]
    fn nothing_is_learned_of_what_was_not_sent_or_was_sent_through_another_api() {
        let words = refusal(400, "image_url is not supported");
        assert_eq!(refused_input(&asked(vec![pdf()]), &words), None);
        let mut native = asked(vec![image()]);
        assert_eq!(refused_input(&native, &words), Some(ModelInput::Image));
        native.route.api_format = ApiFormat::Native;
        assert_eq!(refused_input(&native, &words), None);
    }
}
