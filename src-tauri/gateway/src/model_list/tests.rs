//! Lists of models in the shapes of the API reference, section 8.

use serde_json::json;

use super::families;
use yourouter_protocol::{ModelInput, ModelPrice, ModelView};

fn read(list: &serde_json::Value) -> Vec<ModelView> {
    families(list.to_string().as_bytes()).unwrap().into_iter().flat_map(|family| family.models).collect()
}

fn ids(list: &serde_json::Value) -> Vec<String> {
    read(list).into_iter().map(|model| model.id).collect()
}

#[test]
fn every_shape_of_a_list_gives_its_ids() {
    let expected = ["gpt-4o", "acme/own-model"];
    for list in [
        json!({"object": "list", "data": [{"id": "gpt-4o", "object": "model", "created": 1, "owned_by": "x"}, {"id": "acme/own-model"}]}),
        json!([{"id": "gpt-4o"}, {"id": "acme/own-model"}]),
        json!(["gpt-4o", "acme/own-model"]),
        json!({"models": [{"name": "models/gpt-4o"}, {"model": "acme/own-model", "name": "Own"}]}),
        json!({"data": ["gpt-4o", "acme/own-model", "gpt-4o"], "models": null}),
        // Keyed by id, as some proxies do; the key wins over what an entry calls itself.
        json!({"gpt-4o": {"owned_by": "x"}, "acme/own-model": {"id": "other"}}),
        json!({"object": "list", "data": {"gpt-4o": {}, "acme/own-model": {"name": "Own"}}}),
        json!({"models": {"acme/own-model": {}, "gpt-4o": {"context_length": 5}}}),
    ] {
        assert_eq!(ids(&list), expected, "{list}");
    }
}

#[test]
fn what_is_no_list_is_none_and_an_empty_list_is_empty() {
    for body in
        ["", "<!DOCTYPE html><title>x</title>", "{}", "{\"data\": 7}", "\"gpt-4o\"", "[1", "{\"error\":{}}"]
    {
        assert!(families(body.as_bytes()).is_none(), "{body}");
    }
    assert_eq!(families(b"{\"data\":[]}"), Some(Vec::new()));
}

#[test]
fn entries_that_name_nothing_or_do_not_chat_are_left_out() {
    let list = json!({"data": [
        {"id": ""}, {"id": "a\nb"}, {"id": "x".repeat(201)}, {}, 7, null,
        "text-embedding-ada-002", "whisper-1", "doubao-seedance-1-0-pro-250528",
        {"id": "painter", "architecture": {"output_modalities": ["image"]}},
        {"id": "mistral-ocr", "capabilities": {"completion_chat": false}},
        {"id": "gpt-embedding-chat", "architecture": {"output_modalities": ["text"]}},
    ]});
    assert_eq!(ids(&list), ["gpt-embedding-chat"], "a list's own word wins over the look of an id");
}

#[test]
fn a_rich_entry_says_what_a_model_takes_and_a_plain_one_leaves_it_to_the_family() {
    let list = json!({"data": [
        {"id": "acme/eye", "context_length": 131_072,
         "architecture": {"input_modalities": ["text", "image", "file"], "output_modalities": ["text"]},
         "supported_parameters": ["tools", "reasoning"]},
        {"id": "openai/gpt-4o", "architecture": {"input_modalities": ["text"]}, "top_provider": {"context_length": 8000}},
        {"id": "mistral-large", "capabilities": {"vision": true, "function_calling": false}, "max_context_length": 32_000},
        {"id": "claude-sonnet-4-20250514"},
        {"id": "acme/unheard-of"},
    ]});
    let models = read(&list);
    let model = |id: &str| models.iter().find(|model| model.id == id).unwrap();
    let takes = |id: &str| {
        let model = model(id);
        (model.has_vision, model.has_pdf, model.has_tools, model.has_reasoning)
    };
    assert_eq!(takes("acme/eye"), (true, true, true, true));
    assert_eq!(takes("openai/gpt-4o"), (false, false, true, false), "no image, so no PDF either");
    assert_eq!(takes("mistral-large"), (true, false, false, false));
    assert_eq!(takes("claude-sonnet-4-20250514"), (true, true, true, false));
    assert_eq!(takes("acme/unheard-of"), (false, false, false, false), "nothing is made up");
    let contexts =
        ["acme/eye", "openai/gpt-4o", "mistral-large", "acme/unheard-of"].map(|id| model(id).context_tokens);
    assert_eq!(contexts, [Some(131_072), Some(8000), Some(32_000), None]);
    let said = ["acme/eye", "openai/gpt-4o", "mistral-large"].map(|id| model(id).reported_inputs.clone());
    assert_eq!(
        said,
        [vec![ModelInput::Image, ModelInput::Pdf], vec![ModelInput::Image], vec![ModelInput::Image]],
        "a list that never names files says nothing of PDFs"
    );
    assert!(model("acme/eye").is_reported && !model("claude-sonnet-4-20250514").is_reported);
}

#[test]
fn the_day_a_model_is_taken_away_is_read_from_whatever_names_it_and_nothing_else_is_one() {
    let day = |entry: serde_json::Value| {
        let mut model = json!({ "id": "m" });
        model.as_object_mut().unwrap().extend(entry.as_object().unwrap().clone());
        read(&json!({ "data": [model] })).remove(0).retires_on
    };
    for entry in [
        json!({ "expiration_date": "2027-01-31" }),
        json!({ "deprecation": "2027-01-31T12:00:00Z" }),
        json!({ "deprecation_date": "2027-01-31 12:00", "expiration_date": null }),
    ] {
        assert_eq!(day(entry.clone()).as_deref(), Some("2027-01-31"), "{entry}");
    }
    for entry in [
        json!({ "deprecation": null }),
        json!({ "deprecation": "soon" }),
        json!({ "deprecation": "2027-13-31" }),
        json!({ "deprecation": "2027-01-310" }),
        json!({ "deprecation": "+027-01-31" }),
        json!({ "deprecation": "20270131" }),
        json!({ "deprecation_date": 1_800_000_000 }),
        json!({}),
    ] {
        assert_eq!(day(entry.clone()), None, "{entry}");
    }
}

#[test]
fn families_stand_in_their_usual_order_and_the_unknown_last() {
    let list = json!(["zeta-1", "grok-3", "meta/llama-3.3-70b", "claude-opus-4", "gpt-5", "o3", "qwen3-max"]);
    let names: Vec<String> =
        families(list.to_string().as_bytes()).unwrap().into_iter().map(|family| family.name).collect();
    assert_eq!(names, ["GPT", "OpenAI o-series", "Claude", "Grok", "Qwen", "Llama", "Others"]);
}

#[test]
fn thousands_of_models_are_read_and_an_endless_list_is_cut() {
    let list = |count: u32| -> Vec<String> { (0..count).map(|number| format!("gpt-{number}")).collect() };
    assert_eq!(read(&json!(list(20_000))).len(), 20_000);
    assert_eq!(read(&json!(list(60_000))).len(), 50_000);
}

#[test]
fn a_price_is_taken_where_its_unit_is_known() {
    let price = |entry: serde_json::Value| {
        let mut model = json!({ "id": "m" });
        model.as_object_mut().unwrap().extend(entry.as_object().unwrap().clone());
        read(&json!({ "data": [model] })).remove(0).price
    };
    let openrouter = json!({ "pricing": { "prompt": "0.000003", "completion": "0.000015", "input_cache_read": "0.0000003" } });
    let known = ModelPrice { input: 3_000_000, output: 15_000_000, cached: Some(300_000) };
    assert_eq!(price(openrouter), Some(known));
    let litellm = json!({ "input_cost_per_token": 3e-6, "output_cost_per_token": 1.5e-5 });
    assert_eq!(price(litellm), Some(ModelPrice { cached: None, ..known }));
    for other in [
        json!({ "pricing": { "input": 3.0, "output": 15.0 } }),
        json!({ "pricing": { "prompt": "-1", "completion": "-1" } }),
        json!({ "pricing": { "prompt": "free", "completion": "0" } }),
        json!({ "pricing": { "prompt": 3.0, "completion": 15.0 } }),
        json!({ "pricing": "0.1" }),
        json!({}),
    ] {
        assert_eq!(price(other.clone()), None, "{other}");
    }
}
