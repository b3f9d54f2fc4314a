//! The description holds together, and describes every operation whole.

use serde_json::Value;
use shared::api::problem::{Code, FieldCode};

fn document() -> Value {
    serde_json::to_value(super::document()).unwrap()
}

/// Every operation: `GET /api/v1/…`, and what is said of it.
fn operations(document: &Value) -> Vec<(String, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    paths
        .flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().iter();
            methods.map(move |(method, operation)| (format!("{} {path}", method.to_uppercase()), operation))
        })
        .collect()
}

fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            found.extend(entries.get("$ref").and_then(Value::as_str).map(str::to_owned));
            entries.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn it_is_openapi_3_1_and_every_reference_leads_somewhere() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(!found.is_empty());
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap_or_else(|| panic!("{reference} leads outside"));
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
}

#[test]
fn every_operation_has_its_words_and_its_own_name() {
    let document = document();
    let tags: Vec<_> = document["tags"].as_array().unwrap().iter().map(|tag| &tag["name"]).collect();
    let mut names = Vec::new();
    for (place, operation) in operations(&document) {
        let tagged = operation["tags"].as_array().is_some_and(|own| own.iter().all(|tag| tags.contains(&tag)));
        assert!(tagged, "{place}: {}", operation["tags"]);
        assert!(operation["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{place} has no summary");
        names.push(operation["operationId"].as_str().unwrap());
    }
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count, "two operations have one name: {names:?}");
}

#[test]
fn every_operation_says_how_it_refuses() {
    let document = document();
    for (place, operation) in operations(&document) {
        let responses = operation["responses"].as_object().unwrap();
        let refusals: Vec<_> = responses.iter().filter(|(status, _)| status.as_str() >= "400").collect();
        for (status, refusal) in &refusals {
            let schema = &refusal["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(schema, "#/components/schemas/Problem", "{place} {status}");
            assert!(refusal["description"].as_str().is_some_and(|words| !words.is_empty()), "{place} {status}");
        }
        let has = |status: &str| responses.contains_key(status);
        let is_open = operation["security"].is_array();
        assert!(has("500") && has("503"), "{place}");
        assert!(is_open || (has("401") && has("403")), "{place}");
        assert!(
            operation["requestBody"].is_null() || (has("400") && has("413") && has("415") && has("422")),
            "{place}"
        );
        assert!(!place.contains('{') || has("404"), "{place}");
    }
}

#[test]
fn what_anybody_may_call_is_known() {
    let document = document();
    let open: Vec<_> = operations(&document)
        .into_iter()
        .filter(|(_, operation)| operation["security"].is_array())
        .map(|(place, _)| place)
        .collect();
    assert_eq!(open, ["POST /api/v1/session", "POST /api/v1/setup", "GET /api/v1/setup/{token}"]);
}

#[test]
fn every_part_of_a_path_is_described() {
    let document = document();
    for (place, operation) in operations(&document) {
        let described: Vec<_> = operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|parameter| parameter["in"] == "path")
            .map(|parameter| format!("{{{}}}", parameter["name"].as_str().unwrap()))
            .collect();
        let parts: Vec<_> = place.split('/').filter(|part| part.starts_with('{')).collect();
        assert_eq!(described, parts, "{place}");
    }
}

#[test]
fn requests_take_no_unknown_field() {
    let document = document();
    for (place, operation) in operations(&document) {
        let Some(reference) = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str() else {
            continue;
        };
        let schema = document.pointer(&reference[1..]).unwrap();
        // The items of a batch are refused each by itself.
        let is_list = schema["type"] == "array";
        assert!(is_list || schema["additionalProperties"] == false, "{place}: {reference}");
    }
}

#[test]
fn codes_are_described_as_they_stand_on_the_wire() {
    let document = document();
    let described = |name: &str| document["components"]["schemas"][name]["enum"].clone();
    let codes: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
    let field_codes: Vec<_> = FieldCode::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(described("Code"), serde_json::json!(codes));
    assert_eq!(described("FieldCode"), serde_json::json!(field_codes));
}
