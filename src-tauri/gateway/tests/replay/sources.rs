//! The sources of an answer, in each form that replies name them.

use serde_json::json;
use yourouter_gateway::{Mark, NamedSource};

use super::{
    chunk, completion, gateway_support::Answer, native, replayed, replayed_to, reply, stream, whole,
};

/// Number, address and title of a source.
type Named<'a> = (u32, &'a str, &'a str);

/// What was named, and the places that rest on it.
fn named(answer: &Answer) -> (Vec<Named<'_>>, Vec<(u32, Mark)>) {
    let last = |number: u32| {
        let of_number =
            answer.sources.iter().rev().find(|source| source.number == number && source.mark.is_none());
        of_number.map(|source| (number, &*source.url, &*source.title))
    };
    let marks = |source: &NamedSource| source.mark.map(|mark| (source.number, mark));
    ((1..).map_while(last).collect(), answer.sources.iter().filter_map(marks).collect())
}

const ONE: &str = "https://one.example/page";
const TWO: &str = "https://two.example/x";

#[tokio::test]
async fn lists_are_numbered_in_their_order_and_named_once() {
    let results = json!([{ "title": "One", "url": ONE, "date": null }, { "title": "Two", "url": TWO, "snippet": "words" }]);
    let line = |text: &str, finish: Option<&str>, results: &serde_json::Value| {
        json!({ "choices": [{ "index": 0, "delta": { "content": text }, "finish_reason": finish }], "citations": [ONE, TWO], "search_results": results }).to_string()
    };
    let streamed = stream(&[
        line("High[1]", None, &json!(null)),
        line("[2].", None, &results),
        line("", Some("stop"), &results),
    ]);
    let message = json!({ "content": "High[1][2].", "citations": [{ "url": ONE, "title": "One" }, { "link": TWO, "name": "Two" }] });
    let searched = json!({ "content": "High[1][2].", "search_info": { "search_results": results } });
    for sent in [streamed, whole(&completion(&message)), whole(&completion(&searched))] {
        let answer = replayed(sent).await;
        assert_eq!(answer.text, "High[1][2].");
        assert_eq!(named(&answer), (vec![(1, ONE, "One"), (2, TWO, "Two")], vec![]));
    }
}

#[tokio::test]
async fn annotations_say_where_they_belong() {
    let inner = json!({ "url": ONE, "title": "One", "start_index": 0, "end_index": 5, "content": "quoted" });
    for annotation in [json!({ "type": "url_citation", "url_citation": inner }), inner.clone()] {
        let lines = [
            chunk(json!({ "content": "It is high." }), None),
            chunk(json!({ "annotations": [annotation] }), None),
            chunk(json!({}), Some("stop")),
        ];
        let answer = replayed(stream(&lines)).await;
        assert_eq!(named(&answer), (vec![(1, ONE, "One")], vec![(1, Mark::Characters(5))]));
        assert_eq!(answer.sources[0].quote, "quoted");
    }
}

#[tokio::test]
async fn geminis_grounding() {
    let metadata = json!({
        "groundingChunks": [{ "web": { "uri": ONE, "title": "One" } }, { "web": { "uri": TWO, "title": "Two" } }],
        "groundingSupports": [{ "segment": { "startIndex": 0, "endIndex": 7, "text": "It is h" }, "groundingChunkIndices": [1, 0, 9] }],
    });
    let candidate = json!({ "content": { "parts": [{ "text": "It is high." }] }, "finishReason": "STOP", "groundingMetadata": metadata });
    let answer = replayed_to(whole(&json!({ "candidates": [candidate] })), native("gemini-2.5-pro")).await;
    let marks = vec![(2, Mark::Bytes(7)), (1, Mark::Bytes(7))];
    assert_eq!(named(&answer), (vec![(1, ONE, "One"), (2, TWO, "Two")], marks));
}

#[tokio::test]
async fn claudes_citations_stand_behind_their_block() {
    let citation =
        json!({ "type": "web_search_result_location", "url": ONE, "title": "One", "cited_text": "high" });
    let events = [
        json!({ "type": "content_block_start", "index": 0, "content_block": { "type": "text", "text": "" } }),
        json!({ "type": "content_block_delta", "index": 0, "delta": { "type": "citations_delta", "citation": citation } }),
        json!({ "type": "content_block_delta", "index": 0, "delta": { "type": "text_delta", "text": "It is high" } }),
        json!({ "type": "content_block_stop", "index": 0 }),
        json!({ "type": "content_block_delta", "index": 1, "delta": { "type": "text_delta", "text": "." } }),
        json!({ "type": "message_delta", "delta": { "stop_reason": "end_turn" } }),
        json!({ "type": "message_stop" }),
    ];
    let body: String = events.iter().map(|event| format!("event: x\ndata: {event}\n\n")).collect();
    let blocks = json!([{ "type": "text", "text": "It is high", "citations": [citation] }, { "type": "text", "text": "." }]);
    let message = json!({ "type": "message", "id": "m", "content": blocks, "stop_reason": "end_turn" });
    for sent in [reply("text/event-stream", &body), whole(&message)] {
        let answer = replayed_to(sent, native("claude-sonnet-5")).await;
        assert_eq!(answer.text, "It is high.");
        assert_eq!(named(&answer), (vec![(1, ONE, "One")], vec![(1, Mark::Here)]));
        let text_before_mark = answer.sources.iter().position(|source| source.mark.is_some());
        assert!(text_before_mark.is_some());
    }
}

#[tokio::test]
async fn what_is_no_address_of_the_web_is_a_title_at_most() {
    let citations = json!(["javascript:alert(1)", "file:///etc/passwd", { "url": "data:text/html,x", "title": "Notes" }, 5, null, {}]);
    let message = json!({ "content": "Yes[1].", "citations": citations });
    let answer = replayed(whole(&completion(&message))).await;
    let blank = |number| (number, "", "");
    let expected = vec![blank(1), blank(2), (3, "", "Notes"), blank(4), blank(5), blank(6)];
    assert_eq!(named(&answer), (expected, vec![]), "each keeps its number");
}
