//! Who may know whom (ARCHITECTURE.md, "Who may import whom"), as far as a look at the text can tell.

use crate::files::File;

/// Ways to turn text into elements.
const MARKUP: [&str; 7] = [
    ".innerHTML",
    ".outerHTML",
    "insertAdjacentHTML",
    "setHTML",
    "createContextualFragment",
    "document.write",
    "DOMParser",
];

/// What a module that runs without a document may not name.
const DOCUMENT: [&str; 9] = [
    "document",
    "window",
    "HTMLElement",
    "customElements",
    "localStorage",
    "sessionStorage",
    "navigator",
    "requestAnimationFrame",
    "fetch",
];

/// `window.__TAURI__` stands in one file.
pub fn bridge(file: &File) -> Vec<String> {
    if !file.path.starts_with("ui/") || file.path == "ui/backend.js" {
        return Vec::new();
    }
    complaints(file, |line| line.contains("__TAURI"), "knows Tauri; only ui/backend.js may")
}

/// Text becomes elements in one file.
pub fn markup(files: &[File]) -> Vec<String> {
    let setting: Vec<&str> = files
        .iter()
        .filter(|file| file.path.starts_with("ui/") && MARKUP.iter().any(|way| file.text.contains(way)))
        .map(|file| file.path.as_str())
        .collect();
    if setting.len() < 2 { Vec::new() } else { vec![format!("HTML is set in {}", setting.join(" and in "))] }
}

/// Properties go down to elements, events come up.
pub fn elements(file: &File) -> Vec<String> {
    if !file.path.starts_with("ui/elements/") {
        return Vec::new();
    }
    let is_foreign = |line: &str| {
        is_import(line)
            && ["../backend", "../state/", "../wiring/", "../main"].iter().any(|from| line.contains(from))
    };
    complaints(file, is_foreign, "imports backend, state or wiring into an element")
}

/// State, formats, words, keys and failures run in `node:test` without a document, and know neither the backend nor
/// what shows them.
pub fn pure(file: &File) -> Vec<String> {
    let is_pure =
        ["ui/state/", "ui/format/", "ui/strings/"].iter().any(|folder| file.path.starts_with(folder))
            || ["ui/failures.js", "ui/keyboard.js"].contains(&file.path.as_str());
    if !is_pure || file.ending() != "js" {
        return Vec::new();
    }
    let knows = |line: &str| {
        let code = line.split("//").next().unwrap_or_default();
        let is_import_of_more = is_import(line)
            && ["/backend", "/elements/", "/wiring/", "/main"].iter().any(|from| line.contains(from));
        !is_comment(line) && (is_import_of_more || DOCUMENT.iter().any(|global| uses(code, global)))
    };
    complaints(file, knows, "uses the document, or what does, in a module that must run without it")
}

/// The rooms of the shell, each with those that it may know.
const ROOMS: [(&str, &[&str]); 5] = [
    ("system", &[]),
    ("startup", &[]),
    ("files", &["system"]),
    ("window", &["files", "startup", "system"]),
    ("commands", &["files", "system", "window"]),
];

/// The parts of `Chat`, each with those that it may know, besides what all of them have.
const PARTS: [(&str, &[&str]); 12] = [
    ("settings", &[]),
    ("network", &["settings"]),
    ("gateways", &["network"]),
    ("attachments", &["gateways"]),
    ("running", &[]),
    ("conversations", &["attachments", "gateways", "running", "settings"]),
    ("inspector", &["attachments", "settings"]),
    ("turns", &["attachments", "conversations", "gateways", "inspector", "network", "running", "settings"]),
    ("trials", &["conversations", "gateways", "turns"]),
    ("prompts", &[]),
    ("backups", &["attachments"]),
    ("export", &["attachments", "conversations"]),
];

/// A room of the shell knows only those below it, a part of the application without its window only those that it needs.
pub fn rooms(file: &File) -> Vec<String> {
    [("src-tauri/", &ROOMS[..]), ("src-tauri/chat/src/", &PARTS[..])]
        .into_iter()
        .flat_map(|(folder, rooms)| strangers(file, folder, rooms))
        .collect()
}

fn strangers(file: &File, folder: &str, rooms: &[(&str, &[&str])]) -> Vec<String> {
    let room = file.path.strip_prefix(folder).and_then(|path| path.split(['/', '.']).next());
    let Some((_, may_know)) = rooms.iter().find(|(name, _)| Some(*name) == room) else { return Vec::new() };
    let is_known = |name: &str| Some(name) == room || may_know.contains(&name);
    // A list of several rooms stands over several lines.
    let text = file.text.replace('\n', " ");
    let mut foreign = Vec::new();
    for named in text.split("crate::").skip(1) {
        let list = named.strip_prefix('{').and_then(|list| list.split(';').next());
        let names = list.map_or_else(|| vec![named], |list| list.split([' ', '{', ',']).collect());
        let is_foreign = |(name, _): &&(&str, &[&str])| {
            !is_known(name)
                && names
                    .iter()
                    .any(|known| known.strip_prefix(name).is_some_and(|rest| rest.starts_with("::")))
        };
        foreign.extend(rooms.iter().filter(is_foreign).map(|(name, _)| *name));
    }
    foreign.iter().map(|name| format!("{}: knows {name}, which is not below it", file.path)).collect()
}

/// The files that may open a connection to anything: one makes the HTTP clients, one sends.
const EGRESS: [&str; 2] = ["src-tauri/gateway/src/connections.rs", "src-tauri/gateway/src/egress.rs"];

/// Ways to reach the network.
const REACHES: [&str; 10] = [
    ".send()",
    ".execute(request",
    "reqwest::get",
    "reqwest::blocking",
    "Client::builder",
    "ClientBuilder",
    "reqwest::Client::new",
    "TcpStream",
    "UdpSocket",
    "lookup_host",
];

/// Every request of the program goes through one function, which enters it in the ledger.
pub fn egress(file: &File) -> Vec<String> {
    if !is_program(file) || EGRESS.contains(&file.path.as_str()) {
        return Vec::new();
    }
    let reaches = |line: &str| !is_comment(line) && REACHES.iter().any(|way| line.contains(way));
    complaints(file, reaches, "reaches the network past gateway/egress.rs")
}

/// Ways to say something to a person in so many words.
const SAYS: [&str; 6] = [
    "Error::invalid(\"",
    "Error::invalid(format!",
    "Error::Invalid(\"",
    "Error::Invalid(format!",
    ".set_title(\"",
    ".add_filter(\"",
];

/// What people read stands in the catalogue (ARCHITECTURE.md, "Words").
pub fn said(file: &File) -> Vec<String> {
    if !is_program(file) {
        return Vec::new();
    }
    let code = file.text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let program = File { path: file.path.clone(), text: code.to_owned() };
    let says = |line: &str| !is_comment(line) && SAYS.iter().any(|way| line.contains(way));
    complaints(&program, says, "says words of its own; they belong into locales/")
}

/// Whether it is Rust that the program is made of.
fn is_program(file: &File) -> bool {
    file.path.starts_with("src-tauri/")
        && file.ending() == "rs"
        && !file.path.contains("/tests")
        && !file.path.starts_with("src-tauri/mock-gateway/")
}

fn is_import(line: &str) -> bool {
    !is_comment(line)
        && (line.starts_with("import") || line.starts_with("} from") || line.contains("import("))
}

fn is_comment(line: &str) -> bool {
    ["//", "*", "/*"].iter().any(|start| line.trim_start().starts_with(start))
}

/// Whether code uses a global: as a word, not as a property, a key or within quotes.
fn uses(code: &str, global: &str) -> bool {
    code.match_indices(global).any(|(at, _)| {
        let before = code.get(..at).unwrap_or_default();
        let after = code.get(at + global.len()..).unwrap_or_default();
        let joins = |character: char| character.is_alphanumeric() || "_$'\"`-".contains(character);
        let is_in_quotes = before.matches(['\'', '"', '`']).count() % 2 == 1;
        !before.ends_with(|character| joins(character) || character == '.')
            && after.starts_with(['.', '(', '[', ' ', ')', ';'])
            && !is_in_quotes
    })
}

fn complaints(file: &File, is_wrong: impl Fn(&str) -> bool, words: &str) -> Vec<String> {
    let lines = file.text.lines().enumerate();
    lines.filter(|(_, line)| is_wrong(line)).map(|(index, _)| file.complain(index + 1, words)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::bites;

    #[test]
    fn tauri_outside_the_backend_is_found() {
        bites(bridge, "ui/main.js", "window.__TAURI__.core.invoke('x');\n", "backend.x();\n");
        assert!(bridge(&File::sample("ui/backend.js", "window.__TAURI__\n")).is_empty());
    }

    #[test]
    fn a_second_file_that_sets_html_is_found() {
        let one = File::sample("ui/elements/prose-tree.js", "template.innerHTML = html;\n");
        let other = File::sample("ui/elements/b.js", "element.insertAdjacentHTML('beforeend', html);\n");
        assert!(markup(&[one]).is_empty());
        let one = File::sample("ui/elements/prose-tree.js", "template.innerHTML = html;\n");
        assert_eq!(markup(&[one, other]).len(), 1);
    }

    #[test]
    fn an_element_that_imports_upwards_is_found() {
        let path = "ui/elements/a.js";
        bites(
            elements,
            path,
            "import * as backend from '../backend.js';\n",
            "import { h } from './dom.js';\n",
        );
        bites(
            elements,
            path,
            "import {\n  x,\n} from '../state/draft.js';\n",
            "import { size } from '../format/figures.js';\n",
        );
        bites(
            elements,
            path,
            "const x = await import('../wiring/x.js');\n",
            "/** @import { X } from '../state/x.js' */\n",
        );
    }

    #[test]
    fn a_document_in_a_pure_module_is_found() {
        let path = "ui/state/a.js";
        bites(pure, path, "const x = document.querySelector('a');\n", "const x = turn.document;\n");
        bites(pure, path, "export class A extends HTMLElement {}\n", "// HTMLElement is not known here.\n");
        bites(
            pure,
            path,
            "import { h } from '../elements/dom.js';\n",
            "import { words } from '../words.js';\n",
        );
        bites(
            pure,
            "ui/keyboard.js",
            "  window.addEventListener('x', y);\n",
            "  title: 'the window is closed',\n",
        );
    }

    #[test]
    fn a_room_of_the_shell_that_knows_one_above_it_is_found() {
        let path = "src-tauri/files/a.rs";
        bites(rooms, path, "use crate::window::page;\n", "use crate::system::main_thread;\n");
        bites(
            rooms,
            path,
            "use crate::{\n    system::links,\n    window::page,\n};\n",
            "use crate::{\n    files::{drops, mounts},\n    system::links,\n};\n",
        );
        bites(rooms, "src-tauri/system.rs", "crate::files::drops::listen(a)\n", "use super::drops;\n");
        assert!(rooms(&File::sample("src-tauri/lib.rs", "use crate::window::page;\n")).is_empty());
        let part = "src-tauri/chat/src/gateways/models.rs";
        bites(rooms, part, "use crate::turns::Turns;\n", "use crate::network::Network;\n");
    }

    #[test]
    fn a_request_past_the_one_way_out_is_found() {
        let path = "src-tauri/chat/src/tools/mcp.rs";
        bites(egress, path, "    let reply = http.post(url).send().await?;\n", "    told.send(());\n");
        bites(egress, path, "    http.execute(request).await\n", "    row.execute([id])?;\n");
        bites(
            egress,
            path,
            "let http = reqwest::Client::builder();\n",
            "// reqwest::Client::builder() is far.\n",
        );
        bites(egress, "src-tauri/system/links.rs", "TcpStream::connect(x)\n", "open::that(x)\n");
        for allowed in EGRESS {
            assert!(egress(&File::sample(allowed, "http.execute(request)\n")).is_empty());
        }
    }

    #[test]
    fn words_outside_the_catalogue_are_found() {
        bites(
            said,
            "src-tauri/chat/src/a.rs",
            "Error::invalid(\"Type a name\")\n",
            "Error::invalid(details::name())\n#[cfg(test)]\nmod tests { Error::invalid(\"x\") }\n",
        );
        assert!(said(&File::sample("src-tauri/chat/tests/a.rs", "Error::invalid(\"x\")\n")).is_empty());
    }
}
