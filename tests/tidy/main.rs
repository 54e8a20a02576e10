//! The rules of ARCHITECTURE.md that a machine can check, applied to every source file of the repository.
//!
//! A rule is a function from a file to complaints (`rules`, `layers`, `manifests`, `citations`); each has a test beside it that
//! shows it a bad sample, so that no rule passes because it looks at nothing. Here they meet the real files.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "the lints know test functions, but not the functions that those call"
)]

mod citations;
mod files;
mod layers;
mod manifests;
mod rules;

use files::{File, all, read};

/// Fails with every complaint at once.
fn assert_none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

fn apply(rule: fn(&File) -> Vec<String>) {
    let files = all();
    assert!(files.len() > 50, "the walk found only {} files", files.len());
    assert_none(files.iter().flat_map(rule).collect());
}

#[test]
fn every_file_says_first_what_it_is_for() {
    apply(rules::header);
}

#[test]
fn no_file_outgrows_its_cap() {
    apply(rules::size);
}

#[test]
fn text_is_clean() {
    apply(rules::clean);
}

#[test]
fn no_module_is_named_for_nothing() {
    apply(rules::name);
}

#[test]
fn the_page_names_no_address_but_those_it_must() {
    apply(rules::addresses);
}

#[test]
fn only_the_backend_knows_tauri() {
    apply(layers::bridge);
}

#[test]
fn html_is_set_in_one_file_only() {
    assert_none(layers::markup(&all()));
}

#[test]
fn elements_know_neither_backend_nor_state() {
    apply(layers::elements);
}

#[test]
fn pure_modules_of_the_page_know_no_document() {
    apply(layers::pure);
}

#[test]
fn crates_know_only_those_below_them() {
    assert_none(manifests::walls(&all()));
}

#[test]
fn rooms_of_the_shell_know_only_those_below_them() {
    apply(layers::rooms);
}

#[test]
fn every_request_leaves_through_one_function() {
    apply(layers::egress);
}

#[test]
fn what_people_read_stands_in_the_catalogue() {
    apply(layers::said);
}

#[test]
fn every_dependency_has_its_reason() {
    assert_none(manifests::reasons(&read("Cargo.toml")));
}

#[test]
fn what_is_cited_is_there() {
    assert_none(citations::places(&all()));
}

#[test]
fn what_documents_name_is_there() {
    assert_none(citations::names(&all()));
}

#[test]
fn the_map_leaves_no_file_out() {
    assert_none(citations::map(&all()));
}

#[test]
fn the_webview_may_do_what_it_must_and_nothing_else() {
    assert_none(manifests::capability(&read("tauri.conf.json")));
}
