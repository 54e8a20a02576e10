//! Diagrams that answers hold, and what becomes of the others.

use super::*;

fn shown(source: &str) -> String {
    block(source).into_string()
}

#[test]
fn the_kinds_that_answers_use_are_drawn() {
    for source in [
        "graph TD\nA[Start] --> B{ok?}\nB -->|Yes| C((End))\nsubgraph one [Group]\nC --> D\nend\n",
        "flowchart LR\nA --> B & C --> D\n",
        "sequenceDiagram\nparticipant A as Alice\nA->>B: Hi\nNote over A,B: x\nloop l\nB-->>A: y\nend\n",
        "classDiagram\nAnimal <|-- Duck\nclass Duck{\n+swim()\n}\n",
        "stateDiagram-v2\n[*] --> Still\nStill --> [*] : go\n",
        "erDiagram\nCUSTOMER ||--o{ ORDER : places\n",
        "pie title Pets\n\"Dogs\" : 386\n\"Cats\" : 85\n",
        "mindmap\n  root((x))\n    A\n    B\n",
        "gitGraph\ncommit\nbranch dev\ncommit\n",
        "timeline\ntitle T\n2002 : L\n",
        "journey\ntitle T\nsection S\nA: 5: Me\n",
    ] {
        let html = shown(source);
        assert!(html.contains("<svg ") && html.contains("<summary>Source</summary>"), "{source}: {html}");
        assert!(html.contains("<text "), "{source}: {html}");
    }
}

#[test]
fn others_and_broken_ones_are_shown_as_source() {
    for source in [
        "gantt\ndateFormat YYYY-MM-DD\nsection S\nA :a1, 0001-01-01, 9999-01-01\n",
        "packet-beta\n0-4000000000: \"x\"\n",
        "xychart-beta\nx-axis 0 --> 1e300\nline [1]\n",
        "graph TD\nA --\n-->",
        "unknown\n",
        "",
    ] {
        let html = shown(source);
        assert!(html.contains("mermaid · shown as source") && !html.contains("<svg"), "{source}: {html}");
    }
}

#[test]
fn nothing_of_an_author_becomes_a_link_a_style_or_a_colour() {
    let html = shown(
        "graph TD\nA[\"<script>1</script>\"]-->B[x]\nclick A \"javascript:alert(1)\" \"t\"\nclick B call x()\n\
         style B fill:url(//e.example),stroke:#f00\nlinkStyle 0 stroke:red\n",
    );
    let svg = html.split("<details>").next().unwrap();
    for word in ["javascript", "href", "onclick", "e.example", "red", "#f00", "<script"] {
        assert!(!svg.contains(word), "{word}: {svg}");
    }
}

#[test]
fn size_is_bounded() {
    let joined = (0..300).map(|n| format!("a{n}")).collect::<Vec<_>>().join(" & ");
    let edges: String = (0..190).map(|n| format!("a{}-->a{}\n", n % 97, (n * 31 + 7) % 89)).collect();
    for source in [
        format!("graph TD\n{joined} --> {joined}\n"),
        format!("graph TD\n{}", edges.repeat(2)),
        format!("graph TD\n{}A-->B\n{}", "subgraph s\n".repeat(99), "end\n".repeat(99)),
        format!("sequenceDiagram\n{}A->>B: x\n{}", "loop l\n".repeat(99), "end\n".repeat(99)),
        format!("graph TD\nA[{}]-->B\n", "x".repeat(5000)),
        "graph TD\nA-->B\n".repeat(2000),
        format!("pie\n\"a\" : {}\n", "9".repeat(400)),
        format!("graph TD\n{edges}"),
    ] {
        assert!(shown(&source).len() < 1_000_000 + source.len() * 8, "{}", source.len());
    }
}

#[test]
fn a_diagram_in_a_quote_is_drawn_as_elsewhere() {
    let diagram = "flowchart LR\n  A[Start] --> B{Is it ok?}\n  B -->|Yes| C[Send]\n  B -->|No| D((Stop))\n  \
                   subgraph later [Later]\n    C --> E[(Store)]\n  end\n";
    let quoted: String =
        format!("```mermaid\n{diagram}```\n").lines().map(|line| format!("> {line}\n")).collect();
    for source in [format!("```mermaid\n{diagram}```\n"), quoted] {
        assert!(
            crate::markdown::render(&source).contains("<svg "),
            "{source}: {}",
            crate::markdown::render(&source)
        );
    }
}
