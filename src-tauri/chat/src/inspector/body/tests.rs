//! Bodies are kept small and come back byte for byte.

use proptest::prelude::*;
use yourouter_protocol::{MessageFlags, Role};
use yourouter_store::Holds;

use super::*;

fn known(texts: impl IntoIterator<Item = String>) -> (Known, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let messages = texts
        .into_iter()
        .enumerate()
        .map(|(index, text)| {
            let role = if index % 2 == 0 { Role::User } else { Role::Assistant };
            HistoryMessage {
                id: MessageId::new(),
                role,
                text,
                flags: MessageFlags::default(),
                holds: Holds::default(),
            }
        })
        .collect();
    let files = BlobStore::open(&folder.path().join("files")).unwrap();
    (Known { messages, attachments: HashMap::new(), files }, folder)
}

fn body_of<'a>(texts: impl IntoIterator<Item = &'a String>) -> String {
    let messages: Vec<String> =
        texts.into_iter().map(|text| format!("{{\"content\":\"{}\"}}", escaped(text))).collect();
    format!("{{\"model\":\"m\",\"messages\":[{}],\"stream\":true}}", messages.join(","))
}

/// Kept, stored and put together again; how many bytes were stored.
fn round_trip(body: &[BodyPart], known: &Known) -> (String, usize) {
    let (kept, size, _) = Kept::from_body(body, known);
    let stored = kept.pack();
    let whole = Kept::unpack(&stored).unwrap().whole(known).unwrap();
    assert_eq!(whole.len() as u64, size);
    (whole, stored.len())
}

#[test]
fn ten_thousand_messages_are_kept_as_references() {
    let texts: Vec<String> = (0..10_000)
        .map(|index| format!("message {index} with \"quotes\"\n{}", "words ".repeat(100)))
        .collect();
    let body = body_of(&texts);
    let (known, _folder) = known(texts);
    let (whole, stored) = round_trip(&[BodyPart::Text(body.clone().into())], &known);
    assert_eq!(whole, body);
    assert!(body.len() > 6_000_000 && stored < 10_000, "{} bytes of {}", stored, body.len());
}

#[test]
fn files_are_referred_to_and_shown_as_such_and_what_is_not_kept_stays() {
    let (known, folder) = known(["a question that is long enough".to_owned()]);
    let sha256 = hex(&Sha256::digest("a picture"));
    std::fs::write(folder.path().join("files").join(&sha256), "a picture").unwrap();
    let body = [
        BodyPart::Text("{\"a\":\"".into()),
        BodyPart::File("a picture".into()),
        BodyPart::Text("\",\"b\":\"".into()),
        BodyPart::File("unknown".into()),
        BodyPart::Text("\",\"c\":\"a question that is long enough\"}".into()),
    ];
    let (whole, _) = round_trip(&body, &known);
    assert_eq!(
        whole,
        format!(
            "{{\"a\":\"{}\",\"b\":\"{}\",\"c\":\"a question that is long enough\"}}",
            STANDARD.encode("a picture"),
            STANDARD.encode("unknown")
        )
    );
    let (kept, ..) = Kept::from_body(&body, &known);
    assert!(kept.pieces.contains(&Piece::Message(0)));
    let (shown, left_out) = kept.shown(&known, 1000).unwrap();
    assert!(
        shown.starts_with(&format!("{{\"a\":\"‹sha256:{}›\"", &sha256[..12])) && left_out == 0,
        "{shown}"
    );
    let (start, left_out) = kept.shown(&known, 5).unwrap();
    assert_eq!((start.as_str(), left_out), ("{\"a\":", shown.chars().count() as u64 - 5));
    known.files.remove(&sha256).unwrap();
    assert!(matches!(kept.whole(&known), Err(Error::Invalid(_))), "never less than was sent");
}

#[test]
fn what_was_changed_since_is_refused() {
    let text = "a question that is long enough".to_owned();
    let body = [BodyPart::Text(body_of([&text]).into())];
    let (mut known, _folder) = known([text]);
    let (kept, ..) = Kept::from_body(&body, &known);
    known.messages[0].text.push('!');
    assert!(matches!(kept.whole(&known), Err(Error::Invalid(_))));
    known.messages.clear();
    assert!(matches!(kept.shown(&known, 10), Err(Error::Invalid(_))));
}

proptest! {
    #[test]
    fn any_body_comes_back_as_it_was(
        texts in prop::collection::vec("(?s).{0,60}", 0..12),
        order in prop::collection::vec(0_usize..12, 0..12),
        between in "(?s).{0,30}",
    ) {
        let parts: Vec<String> = order.iter().filter_map(|index| texts.get(*index)).map(|text| escaped(text)).collect();
        let (first, last) = parts.split_at(parts.len() / 2);
        let body = [
            BodyPart::Text(first.join(&between).into()),
            BodyPart::File(between.clone().into()),
            BodyPart::Text(last.join(&between).into()),
        ];
        let (known, _folder) = known(texts);
        let expected = [first.join(&between), STANDARD.encode(&between), last.join(&between)].concat();
        prop_assert_eq!(round_trip(&body, &known).0, expected);
    }
}
