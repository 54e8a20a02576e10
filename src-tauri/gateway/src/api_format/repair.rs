//! JSON as some servers write it, made into JSON (RFC 8259): numbers that are none, raw control characters in strings,
//! halves of surrogate pairs that were cut between two chunks.

/// Names that JavaScript and Python give to numbers which JSON has not.
const NO_NUMBERS: [&str; 4] = ["-Infinity", "Infinity", "-NaN", "NaN"];

/// The same as JSON; `None` if there is nothing to mend here.
pub(crate) fn repaired(json: &str) -> Option<String> {
    let mut kept = String::with_capacity(json.len());
    let (mut rest, mut is_in_string, mut has_changed) = (json, false, false);
    while let Some(character) = rest.chars().next() {
        let (taken, replacement) = match character {
            '"' => {
                is_in_string = !is_in_string;
                (1, None)
            }
            '\\' if is_in_string => escape(rest),
            control if is_in_string && control < ' ' => (1, Some(format!("\\u{:04x}", u32::from(control)))),
            'N' | 'I' | '-' if !is_in_string => {
                let name = NO_NUMBERS.iter().find(|name| rest.starts_with(**name));
                name.map_or((1, None), |name| (name.len(), Some("null".to_owned())))
            }
            other => (other.len_utf8(), None),
        };
        let (unit, after) = rest.split_at_checked(taken)?;
        has_changed |= replacement.is_some();
        kept.push_str(replacement.as_deref().unwrap_or(unit));
        rest = after;
    }
    has_changed.then_some(kept)
}

/// An escape in a string: how many bytes it has, and what stands in its place.
fn escape(text: &str) -> (usize, Option<String>) {
    match (surrogate(text), text.get(6..).and_then(surrogate)) {
        (Some(true), Some(false)) => (12, None),
        (Some(_), _) => (6, Some("\\ufffd".to_owned())),
        (None, _) => (text.char_indices().nth(2).map_or(text.len(), |(at, _)| at), None),
    }
}

/// Whether `text` begins with a surrogate's escape: `Some(true)` for a leading one, `Some(false)` for a trailing one.
fn surrogate(text: &str) -> Option<bool> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    match u16::from_str_radix(digits, 16).ok()? {
        0xD800..=0xDBFF => Some(true),
        0xDC00..=0xDFFF => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::repaired;

    #[test]
    fn only_what_is_no_json_is_replaced() {
        for (json, kept) in [
            (r#""\ud83d\ude00""#, None),
            (r#""\u00e9\\ud83d""#, None),
            ("\"plain é\"", None),
            (r#""\ud83d""#, Some(r#""\ufffd""#)),
            (r#""a\ude00b\n""#, Some(r#""a\ufffdb\n""#)),
            (r#""\ud83d\ud83d\ude00""#, Some(r#""\ufffd\ud83d\ude00""#)),
            (r#""\ud83d\"#, Some(r#""\ufffd\"#)),
            (r#"{"a":NaN,"b":[-Infinity,Infinity],"c":-1}"#, Some(r#"{"a":null,"b":[null,null],"c":-1}"#)),
            (r#"{"NaN":"Infinity \"NaN\""}"#, None),
            ("{\"a\":\"b\nc\td\"}\n", Some("{\"a\":\"b\\u000ac\\u0009d\"}\n")),
        ] {
            assert_eq!(repaired(json).as_deref(), kept, "{json}");
        }
    }
}
