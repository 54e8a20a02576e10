//! Rules about the manifests: why a dependency is there, and what the webview may do.

use serde_json::{Value, json};

use crate::files::File;

/// The content security policy, word for word. Whoever changes it changes it here too, and says why in the commit.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
                   font-src 'self'; connect-src ipc: http://ipc.localhost; base-uri 'none'; form-action 'none'; \
                   frame-src 'none'";

/// Each line of `[workspace.dependencies]` ends with a reason, unless it is a part of this repository.
pub fn reasons(manifest: &str) -> Vec<String> {
    manifest
        .lines()
        .skip_while(|line| *line != "[workspace.dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#') && !line.contains("path ="))
        .filter(|line| line.rsplit_once(" # ").is_none_or(|(_, reason)| reason.trim().len() < 4))
        .map(|line| format!("Cargo.toml: no reason beside: {line}"))
        .collect()
}

/// Each crate of the core, with those of this repository that its code may name (ARCHITECTURE.md, "Who may import whom").
const MAY_KNOW: [(&str, &[&str]); 8] = [
    ("protocol", &[]),
    ("attachments", &["protocol"]),
    ("gateway", &["protocol"]),
    ("markdown", &["protocol"]),
    ("search", &["protocol"]),
    ("store", &["protocol"]),
    ("transfer", &["markdown", "protocol"]),
    ("chat", &["attachments", "gateway", "markdown", "protocol", "search", "store", "transfer"]),
];

/// No crate depends on one that it must not know; tests may.
pub fn walls(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    for (name, may_know) in MAY_KNOW {
        let path = format!("src-tauri/{name}/Cargo.toml");
        let Some(manifest) = files.iter().find(|file| file.path == path) else {
            complaints.push(format!("{path} is not there"));
            continue;
        };
        let code = manifest.text.split("[dev-dependencies]").next().unwrap_or_default();
        for (index, line) in code.lines().enumerate() {
            let known = line.strip_prefix("yourouter-").and_then(|rest| rest.split(['.', ' ']).next());
            if known.is_some_and(|known| !may_know.contains(&known)) {
                complaints.push(manifest.complain(index + 1, &format!("{name} must not know: {line}")));
            }
        }
    }
    complaints
}

/// The one capability and the policy are what they are expected to be (attacks T6 and T10).
pub fn capability(configuration: &str) -> Vec<String> {
    let found: Value = serde_json::from_str(configuration).unwrap();
    let security = &found["app"]["security"];
    let permissions: Vec<&Value> =
        security["capabilities"].as_array().into_iter().flatten().map(|one| &one["permissions"]).collect();
    let mut complaints = Vec::new();
    if permissions != [&json!(["core:event:allow-listen", "core:event:allow-unlisten"])] {
        complaints.push(format!("tauri.conf.json: the webview may do something else: {permissions:?}"));
    }
    let windows = &security["capabilities"][0]["windows"];
    if windows != &json!(["main"]) || !security["capabilities"][0]["remote"].is_null() {
        complaints
            .push("tauri.conf.json: the capability is for something else than the main window".to_owned());
    }
    if security["csp"] != CSP {
        complaints.push(format!("tauri.conf.json: another policy: {}", security["csp"]));
    }
    for loosening in ["dangerousDisableAssetCspModification", "assetProtocol", "headers"] {
        if !security[loosening].is_null() {
            complaints.push(format!("tauri.conf.json: {loosening} is set"));
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::{CSP, MAY_KNOW, capability, reasons, walls};
    use crate::files::File;
    use serde_json::json;

    #[test]
    fn a_dependency_without_a_reason_is_found() {
        let manifest = "[workspace.dependencies]\nown = { path = \"own\" }\na = \"1\" # reads the thing\nb = \"2\"\nc = \"3\" # c\n\n[package]\nname = \"x\"\n";
        let complaints = reasons(manifest);
        assert_eq!(complaints.len(), 2, "{complaints:?}");
        assert!(complaints[0].ends_with("b = \"2\"") && complaints[1].ends_with("# c"));
    }

    #[test]
    fn a_crate_that_knows_another_is_found() {
        let with = |known: &str| -> Vec<File> {
            let manifest = |(name, _): (&str, _)| {
                let text = if name == "store" {
                    format!(
                        "[dependencies]\nyourouter-{known}.workspace = true\n\n[dev-dependencies]\nyourouter-gateway.workspace = true\n"
                    )
                } else {
                    String::new()
                };
                File::sample(&format!("src-tauri/{name}/Cargo.toml"), &text)
            };
            MAY_KNOW.into_iter().map(manifest).collect()
        };
        assert_eq!(walls(&with("protocol")), Vec::<String>::new());
        assert_eq!(walls(&with("markdown")).len(), 1);
        assert_eq!(walls(&[]).len(), MAY_KNOW.len());
    }

    #[test]
    fn a_looser_configuration_is_found() {
        let with = |permissions: &[&str], csp: &str| {
            let capability = json!({ "windows": ["main"], "permissions": permissions });
            json!({ "app": { "security": { "csp": csp, "capabilities": [capability] } } }).to_string()
        };
        let listen = ["core:event:allow-listen", "core:event:allow-unlisten"];
        assert_eq!(capability(&with(&listen, CSP)), Vec::<String>::new());
        assert_eq!(capability(&with(&["core:default"], CSP)).len(), 1);
        assert_eq!(capability(&with(&listen, "default-src *")).len(), 1);
        assert_eq!(capability("{}").len(), 3);
    }
}
