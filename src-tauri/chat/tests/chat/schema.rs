//! What is exported fits the schema that stands in the repository, and the schema knows no field that nothing has.

use serde_json::Value;

/// Whether a value fits a schema, as far as ours goes: the first place where it does not.
pub fn misfit(value: &Value, schema: &Value, root: &Value, place: &str) -> Option<String> {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        return misfit(value, root.pointer(reference.trim_start_matches('#')).unwrap(), root, place);
    }
    if let Some(any) = schema.get("anyOf").and_then(Value::as_array) {
        let all: Vec<Option<String>> = any.iter().map(|one| misfit(value, one, root, place)).collect();
        return if all.iter().any(Option::is_none) { None } else { Some(format!("{place}: {all:?}")) };
    }
    let wrong = |what: &str| Some(format!("{place} is no {what}: {value}"));
    if schema.get("const").is_some_and(|wanted| wanted != value) {
        return wrong("constant");
    }
    if schema.get("enum").and_then(Value::as_array).is_some_and(|words| !words.contains(value)) {
        return wrong("known word");
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("object") => {
            let Some(fields) = value.as_object() else { return wrong("object") };
            let known = schema.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
            for name in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
                if !fields.contains_key(name.as_str().unwrap()) {
                    return Some(format!("{place} lacks {name}"));
                }
            }
            let is_closed = schema.get("additionalProperties") == Some(&Value::Bool(false));
            fields.iter().find_map(|(name, field)| match known.get(name) {
                Some(schema) => misfit(field, schema, root, &format!("{place}.{name}")),
                None => is_closed.then(|| format!("{place} has {name}, which the schema has not")),
            })
        }
        Some("array") => {
            let Some(items) = value.as_array() else { return wrong("array") };
            items.iter().find_map(|item| misfit(item, &schema["items"], root, &format!("{place}[]")))
        }
        Some("string") if !value.is_string() => wrong("string"),
        Some("boolean") if !value.is_boolean() => wrong("boolean"),
        Some("integer") if !value.is_i64() && !value.is_u64() => wrong("integer"),
        Some("number") if !value.is_number() => wrong("number"),
        Some("null") if !value.is_null() => wrong("null"),
        _ => None,
    }
}

/// Asserts that an export fits the schema in `docs/`.
#[track_caller]
pub fn assert_fits(export: &[u8]) {
    let schema: Value = serde_json::from_str(include_str!("../../../../docs/export.schema.json")).unwrap();
    let value: Value = serde_json::from_slice(export).unwrap();
    assert_eq!(misfit(&value, &schema, &schema, "export"), None);
}

#[test]
fn the_schema_refuses_what_it_does_not_know() {
    for wrong in [
        r#"{"format":"yourouter-chat","version":1,"files":[]}"#,
        r#"{"format":"yourouter-chat","version":2,"files":[],"folders":[],"prompts":[],"conversations":[]}"#,
        r#"{"format":"yourouter-chat","version":1,"files":[],"folders":[],"prompts":[],"conversations":[{"gateway":"x"}]}"#,
    ] {
        assert!(std::panic::catch_unwind(|| assert_fits(wrong.as_bytes())).is_err(), "{wrong}");
    }
    assert_fits(
        br#"{"format":"yourouter-chat","version":1,"files":[],"folders":[],"prompts":[],"conversations":[]}"#,
    );
}
