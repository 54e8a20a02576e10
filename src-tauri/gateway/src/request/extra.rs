//! "Any other field as JSON": read from what a person typed, or refused in words.

use serde_json::{Map, Value};

use yourouter_protocol::words::details;
use yourouter_protocol::{Error, Parameters, Result};

/// Longest text of further fields: a request's own limit is 20 MB, files included.
const MAX_JSON: usize = 256 * 1024;

/// Fields that the program itself fills in, with where a person sets them.
const RESERVED: [(&str, &str); 4] = [
    ("model", details::extra_model()),
    ("messages", details::extra_messages()),
    ("stream", details::extra_stream()),
    ("contents", details::extra_messages()),
];

/// Checks what a person set.
///
/// # Errors
/// `Error::Invalid`, with words that say what to change.
pub fn check_parameters(parameters: &Parameters) -> Result<()> {
    let temperature = parameters.temperature.as_ref().and_then(serde_json::Number::as_f64);
    if temperature.is_some_and(|temperature| !(0.0..=100.0).contains(&temperature)) {
        return Err(Error::invalid(details::temperature()));
    }
    if parameters.max_tokens == Some(0) {
        return Err(Error::invalid(details::max_tokens()));
    }
    read(&parameters.extra_json).map(drop).map_err(Error::invalid)
}

/// The further fields; none if the text cannot be read, which `check_parameters` prevents.
pub(super) fn extra(parameters: &Parameters) -> Map<String, Value> {
    read(&parameters.extra_json).unwrap_or_default()
}

fn read(json: &str) -> std::result::Result<Map<String, Value>, String> {
    if json.trim().is_empty() {
        return Ok(Map::new());
    }
    if json.len() > MAX_JSON {
        return Err(details::extra_too_long(MAX_JSON as u64));
    }
    let value: Value =
        serde_json::from_str(json).map_err(|error| details::extra_broken(&error.to_string()))?;
    let Value::Object(fields) = value else {
        return Err(details::extra_no_object().to_owned());
    };
    match RESERVED.iter().find(|(name, _)| fields.contains_key(*name)) {
        Some((name, instead)) => Err(details::extra_elsewhere(name, instead)),
        None => Ok(fields),
    }
}

#[cfg(test)]
mod tests {
    use super::{check_parameters, extra};
    use yourouter_protocol::{Error, Parameters};

    fn with(extra_json: &str) -> Parameters {
        Parameters { extra_json: extra_json.to_owned(), ..Parameters::default() }
    }

    #[test]
    fn only_a_json_object_without_reserved_fields_is_taken() {
        for (json, word) in [
            ("{", "not JSON: EOF while parsing an object at line 1 column 1"),
            ("{\n \"a\": tru }", "line 2"),
            ("[1]", "must be a JSON object"),
            ("\"x\"", "must be a JSON object"),
            ("{\"model\": \"x\"}", "“model” cannot be set here: the model is chosen in the picker"),
            ("{\"messages\": []}", "“messages” cannot be set here"),
            ("{\"a\": 1, \"stream\": true}", "“stream” cannot be set here"),
            ("{\"contents\": []}", "“contents” cannot be set here"),
        ] {
            match check_parameters(&with(json)) {
                Err(Error::Invalid(detail)) => assert!(detail.contains(word), "{json}: {detail}"),
                other => panic!("{json}: {other:?}"),
            }
        }
        for json in ["", " \n", "{}", "{\"top_p\": 0.9, \"stop\": [\"\\n\"]}"] {
            assert_eq!(check_parameters(&with(json)), Ok(()), "{json}");
        }
        assert_eq!(extra(&with("{\"seed\": 7}")).get("seed"), Some(&7.into()));
        let long = format!("{{\"a\": \"{}\"}}", "x".repeat(300_000));
        assert!(check_parameters(&with(&long)).is_err());
    }

    #[test]
    fn figures_that_no_model_takes_are_refused() {
        let cold = Parameters { temperature: serde_json::Number::from_f64(-0.1), ..Parameters::default() };
        assert!(check_parameters(&cold).is_err());
        assert!(check_parameters(&Parameters { max_tokens: Some(0), ..Parameters::default() }).is_err());
    }
}
