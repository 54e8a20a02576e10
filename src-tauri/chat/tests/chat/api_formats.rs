//! What each kind of file is on each of the three wires: block shapes, their order, media types, and the bytes, which
//! are those that are kept (API reference, sections 4.1 to 4.3). To add a kind of file, add a row to [`table`].

use std::{collections::BTreeMap, io::Cursor, path::Path};

use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use image::{DynamicImage, ImageFormat, RgbImage, imageops::FilterType};
use lopdf::{Document, Object, Stream, dictionary};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use yourouter_attachments::Source;
use yourouter_protocol::{
    ApiFormat, AttachmentId, ConversationId, Route, SendAs, SendMessage, TurnId, Vendor,
};

use crate::desk::Desk;

const QUESTION: &str = "What is in these?";

/// A kind of file: what is attached, in which form it goes out, and as what it must arrive.
struct Row {
    file: Source,
    send_as: Option<SendAs>,
    arrives: Vec<Arrival>,
}

/// A block of the request.
#[derive(Clone)]
enum Arrival {
    /// An image of this type with these bytes; without bytes, with those of some file that is kept.
    Image(&'static str, Option<Bytes>),
    /// A page of a PDF, drawn.
    Page,
    /// A PDF under this name.
    Pdf(&'static str, Bytes),
    /// These words exactly.
    Text(String),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Api {
    Chat,
    Claude,
    Gemini,
}

const APIS: [Api; 3] = [Api::Chat, Api::Claude, Api::Gemini];

fn table() -> Vec<Row> {
    use Arrival::{Image, Page, Pdf, Text};

    let image = |format| encoded(&gradient(), format);
    let (png, jpeg) = (image(ImageFormat::Png), image(ImageFormat::Jpeg));
    let (paper, scan) = (paper("The plan in words"), scanned());
    let long = "A line of a long text that somebody pastes.\n".repeat(400);
    let row =
        |name: &str, bytes: &Bytes, send_as, arrives| Row { file: pasted(name, bytes), send_as, arrives };
    vec![
        row("a.png", &png, None, vec![Image("image/png", Some(png.clone()))]),
        row("a.jpg", &jpeg, None, vec![Image("image/jpeg", Some(jpeg.clone()))]),
        row("a.webp", &image(ImageFormat::WebP), None, vec![Image("image/png", None)]),
        row("a.gif", &image(ImageFormat::Gif), None, vec![Image("image/png", None)]),
        row("a.bmp", &image(ImageFormat::Bmp), None, vec![Image("image/png", None)]),
        row("a.tiff", &image(ImageFormat::Tiff), None, vec![Image("image/png", None)]),
        row("plan.pdf", &paper, None, vec![Pdf("plan.pdf", paper.clone())]),
        row(
            "plan.pdf",
            &paper,
            Some(SendAs::Text),
            vec![Text("File: plan.pdf (text of 1 page)\n```\n[Page 1]\nThe plan in words\n```".to_owned())],
        ),
        row("scan.pdf", &scan, Some(SendAs::Pages), vec![Page]),
        row(
            "notes.md",
            &Bytes::from_static("# Ein Schlüssel\n".as_bytes()),
            None,
            vec![Text("File: notes.md\n```md\n# Ein Schlüssel\n```".to_owned())],
        ),
        row(
            "report.docx",
            &Bytes::from_static(include_bytes!("../../../attachments/tests/fixtures/attachment/report.docx")),
            None,
            vec![Text(
                "File: report.docx (text of the document)\n```\nCosts fell by 4 %\n\nItem\n```".to_owned(),
            )],
        ),
        Row {
            file: Source::Text(long.clone()),
            send_as: None,
            arrives: vec![Text(format!("File: Pasted text.txt\n```txt\n{long}```"))],
        },
    ]
}

#[tokio::test]
async fn each_kind_of_file_arrives_in_the_documented_block_of_each_wire_byte_for_byte() {
    let desk = Desk::new().await;
    for api in APIS {
        for Row { file, send_as, arrives } in table() {
            let what = format!("{} as {send_as:?} over {api:?}", file.name());
            let id = conversation(&desk, api).await;
            let attached = attach(&desk, id, file, send_as).await;
            let content = asked(&desk, api, id, vec![attached]).await;
            let kept = kept(desk.folder.path());
            let arrives = arrives.into_iter().map(|arrival| found(arrival, api, &content, &kept));
            assert_eq!(content, expected(api, arrives.collect()), "{what}");
        }
    }
}

#[tokio::test]
async fn files_of_all_kinds_in_one_message_keep_their_order_with_texts_last() {
    let desk = Desk::new().await;
    for api in APIS {
        let id = conversation(&desk, api).await;
        let mut rows = table();
        let (mut ids, mut blocks, mut texts) = (Vec::new(), Vec::new(), Vec::new());
        // Backwards, so that the texts come first and still go out last.
        rows.reverse();
        for Row { file, send_as, arrives } in rows {
            ids.push(attach(&desk, id, file, send_as).await);
            for arrival in arrives {
                if matches!(arrival, Arrival::Text(_)) { &mut texts } else { &mut blocks }.push(arrival);
            }
        }
        let content = asked(&desk, api, id, ids).await;
        let kinds = |content: &Value| -> Vec<String> {
            content.as_array().unwrap().iter().map(|block| kind(api, block)).collect()
        };
        let texts = texts.into_iter().chain([Arrival::Text(QUESTION.to_owned())]);
        let all: Vec<Arrival> = blocks.into_iter().chain(texts).collect();
        let shapes: Vec<Value> = all.iter().map(|arrival| block(api, arrival)).collect();
        assert_eq!(kinds(&content), kinds(&shapes.into()), "{api:?}");
        let kept = kept(desk.folder.path());
        for data in content.as_array().unwrap().iter().filter_map(|block| data(api, block)) {
            assert!(kept.contains_key(&sha256(&data)), "what was sent is what is kept, {api:?}");
        }
    }
}

async fn conversation(desk: &Desk, api: Api) -> ConversationId {
    let id = desk.blank().await.summary.id;
    let (model, api_format) = match api {
        Api::Chat => ("gpt-4o", ApiFormat::default()),
        Api::Claude => ("claude-sonnet-4-20250514", ApiFormat::Native),
        Api::Gemini => ("gemini-2.5-pro", ApiFormat::Native),
    };
    desk.chat
        .conversations
        .choose_route(id, Route { api_format, ..Route::new(model, Vendor::auto()) })
        .await
        .unwrap();
    id
}

async fn attach(desk: &Desk, id: ConversationId, file: Source, send_as: Option<SendAs>) -> AttachmentId {
    let attached = desk.attach(id, file).await;
    desk.chat.attachments.choose_send_as(attached.id, send_as).await.unwrap();
    attached.id
}

/// The content of the question as the gateway got it.
async fn asked(
    desk: &Desk,
    api: Api,
    conversation_id: ConversationId,
    attachment_ids: Vec<AttachmentId>,
) -> Value {
    let turn_id = TurnId::new();
    let text = QUESTION.to_owned();
    let message = SendMessage {
        turn_id,
        conversation_id,
        text,
        attachment_ids,
        replaces: None,
        route: None,
        drafted: None,
    };
    desk.chat.turns.send_message(message).await.unwrap();
    desk.end_of(turn_id).await;
    let request = desk.gateway.requests().pop().unwrap();
    let place = match api {
        Api::Chat => "/messages/0/content",
        Api::Claude => "/messages/0/content",
        Api::Gemini => "/contents/0/parts",
    };
    request.json().pointer(place).unwrap().clone()
}

/// What is known only once it is kept: the bytes of an image that was made anew.
fn found(arrival: Arrival, api: Api, content: &Value, kept: &BTreeMap<String, Bytes>) -> Arrival {
    if !matches!(arrival, Arrival::Image(_, None) | Arrival::Page) {
        return arrival;
    }
    let data = content.as_array().and_then(|blocks| data(api, blocks.first()?)).unwrap();
    let bytes = kept.get(&sha256(&data)).unwrap();
    let is = image::guess_format(bytes).unwrap().to_mime_type();
    let sent = image::load_from_memory(bytes).unwrap().to_rgb8();
    let Arrival::Image(media_type, _) = arrival else { return Arrival::Image(is, Some(bytes.clone())) };
    assert_eq!(is, media_type, "the type is what the bytes are");
    let difference: u64 =
        sent.iter().zip(gradient().to_rgb8().iter()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    assert!(difference / (sent.len() as u64) < 8, "it looks like what was attached");
    Arrival::Image(media_type, Some(bytes.clone()))
}

fn expected(api: Api, mut arrivals: Vec<Arrival>) -> Value {
    arrivals.push(Arrival::Text(QUESTION.to_owned()));
    let texts: Option<Vec<&str>> = arrivals
        .iter()
        .map(|arrival| match arrival {
            Arrival::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    match texts {
        // Words alone need no blocks there, and every server of that API takes them.
        Some(texts) if api == Api::Chat => texts.join("\n\n").into(),
        _ => arrivals.iter().map(|arrival| block(api, arrival)).collect(),
    }
}

/// A block as the API documents it.
fn block(api: Api, arrival: &Arrival) -> Value {
    let base64 = |bytes: &Bytes| BASE64_STANDARD.encode(bytes);
    match (api, arrival) {
        (_, Arrival::Page) => block(api, &Arrival::Image("image/png", None)),
        (Api::Gemini, Arrival::Text(text)) => json!({"text": text}),
        (_, Arrival::Text(text)) => json!({"type": "text", "text": text}),
        (Api::Chat, Arrival::Image(media_type, bytes)) => {
            let data = base64(&bytes.clone().unwrap_or_default());
            json!({"type": "image_url", "image_url": {"url": format!("data:{media_type};base64,{data}")}})
        }
        (Api::Claude, Arrival::Image(media_type, bytes)) => {
            let data = base64(&bytes.clone().unwrap_or_default());
            json!({"type": "image", "source": {"type": "base64", "media_type": media_type, "data": data}})
        }
        (Api::Gemini, Arrival::Image(media_type, bytes)) => {
            let data = base64(&bytes.clone().unwrap_or_default());
            json!({"inlineData": {"mimeType": media_type, "data": data}})
        }
        (Api::Chat, Arrival::Pdf(name, bytes)) => {
            json!({"type": "file", "file": {"filename": name, "file_data": base64(bytes)}})
        }
        (Api::Claude, Arrival::Pdf(_, bytes)) => {
            let source = json!({"type": "base64", "media_type": "application/pdf", "data": base64(bytes)});
            json!({"type": "document", "source": source})
        }
        (Api::Gemini, Arrival::Pdf(_, bytes)) => {
            json!({"inlineData": {"mimeType": "application/pdf", "data": base64(bytes)}})
        }
    }
}

/// What a block is, without its data.
fn kind(api: Api, block: &Value) -> String {
    let text = |place: &str| block.pointer(place).and_then(Value::as_str);
    let places = match api {
        Api::Chat => ["/text", "/image_url/url", "/file/filename"],
        Api::Claude => ["/text", "/source/media_type", "/type"],
        Api::Gemini => ["/text", "/inlineData/mimeType", "/text"],
    };
    let about = places.iter().find_map(|place| text(place)).unwrap();
    // Of an image only that it is one: its type is what suits it.
    if about.contains("image/") { "image".to_owned() } else { about.to_owned() }
}

/// The bytes that a block carries.
fn data(api: Api, block: &Value) -> Option<Vec<u8>> {
    let places = match api {
        Api::Chat => ["/image_url/url", "/file/file_data"],
        Api::Claude => ["/source/data", "/source/data"],
        Api::Gemini => ["/inlineData/data", "/inlineData/data"],
    };
    let text = places.iter().find_map(|place| block.pointer(place)?.as_str())?;
    BASE64_STANDARD.decode(text.rsplit(',').next()?).ok()
}

/// All files that are kept, by their hash.
fn kept(folder: &Path) -> BTreeMap<String, Bytes> {
    let files = std::fs::read_dir(folder.join("attachments")).unwrap();
    let read = files.map(|entry| Bytes::from(std::fs::read(entry.unwrap().path()).unwrap()));
    read.map(|bytes| (sha256(&bytes), bytes)).collect()
}

fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

fn pasted(name: &str, bytes: &Bytes) -> Source {
    Source::Bytes { name: name.to_owned(), bytes: bytes.clone() }
}

/// Few colours, so that GIF can hold them all.
fn gradient() -> DynamicImage {
    let pixel = |x: u32, y: u32| image::Rgb([(x / 16 * 40) as u8, (y / 10 * 40) as u8, 90]);
    RgbImage::from_fn(80, 50, pixel).into()
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Bytes {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner().into()
}

fn paper(words: &str) -> Bytes {
    let content = Stream::new(dictionary! {}, format!("BT /F1 12 Tf 72 700 Td ({words}) Tj ET").into_bytes());
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    };
    document(content, |document| {
        let font = document.add_object(font);
        dictionary! { "Font" => dictionary! { "F1" => font } }
    })
}

/// A page that is nothing but a photograph.
fn scanned() -> Bytes {
    let jpeg = encoded(&gradient().resize_exact(600, 800, FilterType::Nearest), ImageFormat::Jpeg);
    let picture = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 600, "Height" => 800, "BitsPerComponent" => 8,
        "ColorSpace" => "DeviceRGB", "Filter" => "DCTDecode",
    };
    document(Stream::new(dictionary! {}, b"q 595 0 0 842 0 0 cm /X1 Do Q".to_vec()), |document| {
        let picture = document.add_object(Stream::new(picture, jpeg.to_vec()));
        dictionary! { "XObject" => dictionary! { "X1" => picture } }
    })
}

fn document(content: Stream, resources: impl FnOnce(&mut Document) -> lopdf::Dictionary) -> Bytes {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let (content, resources) = (document.add_object(content), resources(&mut document));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    let kids = vec![Object::from(page)];
    document.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 });
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes.into()
}
