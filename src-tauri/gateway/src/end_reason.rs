//! The vendor's word for why a model stopped, to what it means (API reference, D25).

use yourouter_protocol::EndReason;

/// Words in lower case without signs between them, each with its meaning.
const WORDS: [(EndReason, &[&str]); 5] = [
    (
        EndReason::Complete,
        &[
            "stop",
            "endturn",
            "eos",
            "eostoken",
            "stopsequence",
            "end",
            "finished",
            "complete",
            "completed",
            "success",
        ],
    ),
    (
        EndReason::Length,
        &[
            "length",
            "maxtokens",
            "maxoutputtokens",
            "maxcompletiontokens",
            "maxlength",
            "modellength",
            "tokenlimit",
            "modelcontextwindowexceeded",
            "truncated",
        ],
    ),
    (
        EndReason::Filter,
        &[
            "contentfilter",
            "contentfiltered",
            "filtered",
            "flagged",
            "moderation",
            "safety",
            "sensitive",
            "blocklist",
            "blocked",
            "prohibitedcontent",
            "spii",
            "recitation",
            "imagesafety",
            "imageprohibitedcontent",
            "imagerecitation",
            "guardrailintervened",
            "errortoxic",
        ],
    ),
    (EndReason::Refusal, &["refusal", "refused"]),
    (EndReason::ToolCall, &["toolcalls", "toolcall", "tooluse", "functioncall", "unexpectedtoolcall"]),
];

/// What a finish reason means; none means that nobody said.
pub fn end_reason(word: Option<&str>) -> EndReason {
    let Some(word) = word else { return EndReason::Unmarked };
    let plain: String =
        word.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let plain = plain.strip_prefix("finishreason").filter(|rest| !rest.is_empty()).unwrap_or(&plain);
    let known = WORDS.iter().find(|(_, words)| words.contains(&plain));
    known.map_or(EndReason::Other, |(reason, _)| *reason)
}

#[cfg(test)]
mod tests {
    use super::end_reason;
    use yourouter_protocol::EndReason::{self, Complete, Filter, Length, Other, Refusal, ToolCall, Unmarked};

    #[test]
    fn words_of_every_vendor_have_a_meaning_and_unknown_ones_are_no_failure() {
        let means = |words: &[&str], meaning: EndReason| {
            words.iter().for_each(|word| assert_eq!(end_reason(Some(word)), meaning, "{word}"));
        };
        means(&["stop", "STOP", "end_turn", "eos", "stop_sequence"], Complete);
        means(&["length", "max_tokens", "MAX_TOKENS", "model_context_window_exceeded"], Length);
        means(&["content_filter", "SAFETY", "PROHIBITED_CONTENT", "content-filter", "RECITATION"], Filter);
        means(&["refusal"], Refusal);
        means(&["tool_calls", "tool_use", "function_call"], ToolCall);
        means(&["insufficient_system_resource", "error", "?", "FINISH_REASON_UNSPECIFIED"], Other);
        assert_eq!(end_reason(None), Unmarked);
    }
}
