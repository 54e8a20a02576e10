//! The same as a table for a spreadsheet: a row for each day, chat, gateway, model and vendor, to be added up in any way.

use std::{collections::HashMap, fmt::Write};

use jiff::Zoned;

use yourouter_protocol::ConversationId;
use yourouter_store::CountedChat;

use super::{
    days::date,
    report::{Priced, apart, figures},
};

const HEAD: &str = "day,chat,folders,chat_id,gateway,model,vendor,requests,failed,retried,first_token_p5_ms,\
    first_token_p50_ms,first_token_p95_ms,tokens_per_second,tokens_in,tokens_out,tokens_cached,tokens_reasoning,\
    list_price_usd\r\n";

pub(super) fn csv(
    requests: &[Priced<'_>],
    chats: &HashMap<ConversationId, CountedChat>,
    now: &Zoned,
) -> String {
    let key = |request: &yourouter_store::CountedRequest| {
        let place = (request.base_url.clone(), request.model.clone(), request.vendor.clone());
        [(date(request.at_ms, now), request.conversation_id, place)]
    };
    let mut groups: Vec<_> = apart(requests, key).into_iter().collect();
    groups.sort_by(|(one, _), (other, _)| one.cmp(other));
    let figure = |figure: Option<u64>| figure.map(|figure| figure.to_string()).unwrap_or_default();
    let mut out = String::from(HEAD);
    for ((day, id, place), requests) in groups {
        let row = figures(place, &requests);
        let chat = chats.get(&id);
        let title = chat.map(|chat| chat.title.as_str()).unwrap_or_default();
        let folders: Vec<&str> =
            chat.iter().flat_map(|chat| &chat.folders).map(|(_, name)| name.as_str()).collect();
        let names = [title, &folders.join("; "), &id.to_string(), &row.gateway, &row.model, &row.vendor];
        let names = names.map(quoted).join(",");
        let speed = row.tokens_per_second.map(|speed| format!("{speed:.1}")).unwrap_or_default();
        let spend = row.sum.spend.map(|spend| format!("{:.6}", spend as f64 / 1e6)).unwrap_or_default();
        let first =
            [row.first_token_p5_ms, row.first_token_p50_ms, row.first_token_p95_ms].map(figure).join(",");
        // Writing into a string does not fail.
        let _written = write!(
            out,
            "{day},{names},{},{},{},{first},{speed},{},{},{},{},{spend}\r\n",
            row.sum.calls,
            row.sum.failed,
            row.retried,
            row.sum.tokens_in,
            row.sum.tokens_out,
            figure(row.sum.tokens_cached),
            figure(row.sum.tokens_reasoning)
        );
    }
    out
}

/// A field of CSV. What a spreadsheet would take for a formula is marked as text.
fn quoted(field: &str) -> String {
    let is_formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if is_formula { format!("'{field}") } else { field.to_owned() };
    if text.contains(['"', ',', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::usage::report::priced_by;
    use yourouter_protocol::FolderId;
    use yourouter_store::{CountedAnswer, CountedRequest};

    #[test]
    fn csv_runs_no_formula_and_keeps_every_field_apart() {
        let answer = CountedAnswer {
            first_token_ms: Some(5),
            duration_ms: Some(1005),
            completion_tokens: Some(80),
            prompt_tokens: Some(10),
            cached_tokens: Some(4),
            reasoning_tokens: Some(7),
            ..CountedAnswer::default()
        };
        let id = ConversationId::new();
        let request = CountedRequest {
            conversation_id: id,
            at_ms: 0,
            base_url: "https://g/v1".to_owned(),
            model: "=m,\"x\"".to_owned(),
            vendor: "x".to_owned(),
            failure: None,
            is_retry: false,
            answer: Some(answer),
        };
        let later = CountedRequest { at_ms: 24 * 60 * 60 * 1000, ..request.clone() };
        let chat = CountedChat {
            title: "@home, again".to_owned(),
            folders: vec![(FolderId::new(), "A".to_owned()), (FolderId::new(), "B".to_owned())],
        };
        let now: Zoned = "1970-01-02T12:00[UTC]".parse().unwrap();
        let text = csv(&priced_by(&[request, later], |_, _| None), &HashMap::from([(id, chat)]), &now);
        let row = format!(
            "\"'@home, again\",A; B,{id},https://g/v1,\"'=m,\"\"x\"\"\",x,1,0,0,5,5,5,80.0,10,80,4,7,\r\n"
        );
        let days = text.split_inclusive("\r\n").skip(1).collect::<Vec<_>>();
        assert_eq!(days, [format!("1970-01-01,{row}"), format!("1970-01-02,{row}")]);
    }
}
