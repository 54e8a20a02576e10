//! The tables that name tests name tests that exist.

use std::{fs, path::Path};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// What stands in backquotes as `module::test` in the rows of a table.
fn named(text: &str) -> Vec<(&str, &str)> {
    let rows = text.lines().filter(|line| line.contains('|'));
    rows.flat_map(|line| line.split('`').skip(1).step_by(2))
        .filter_map(|code| code.split_once("::"))
        .collect()
}

fn assert_exist(tables: &str, least: usize, file_of: impl Fn(&str) -> String) {
    let named = named(tables);
    assert!(named.len() >= least, "only {} tests are named", named.len());
    for (module, test) in named {
        let source = read(&file_of(module));
        assert!(source.contains(&format!("fn {test}(")), "{module}::{test} is named and does not exist");
    }
}

#[test]
fn every_deviation_names_a_test_that_exists() {
    let tables = read("tests/gateway_deviations/main.rs");
    let tables: String =
        tables.lines().filter(|line| line.starts_with("//! |")).map(|line| format!("{line}\n")).collect();
    assert_exist(&tables, 43, |module| format!("tests/gateway_deviations/{module}.rs"));
}

#[test]
fn every_shape_of_an_error_names_a_test_that_exists() {
    let tables = read("tests/gateway_deviations/README.md");
    assert_exist(&tables, 11, |_| "src/errors/tests.rs".to_owned());
}
