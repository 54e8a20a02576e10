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
        "quadrantChart\nA: [7, 0.5]\n",
        "xychart-beta\nbar [1e999]\n",
        "radar-beta\naxis a, b, c\ncurve x{1, 2, 1e300}\n",
        "block-beta\ncolumns 9999\na b\n",
        "block-beta\na:9999\n",
        "stateDiagram-v2\nA --> B : go\nstate B {\n[*] --> C\n}\n",
        "C4Context\nPerson(a, \"A\")\nSystem(b, \"B\")\nRel(a, b, \"uses\")\n",
        "sankey-beta\na,b,10\n",
        "treemap-beta\n\"a\"\n  \"b\": 10\n",
        "architecture-beta\nservice db(database)[Database]\n",
        "unknown\n",
        "",
    ] {
        let html = shown(source);
        assert!(html.contains(" · not drawn") && !html.contains("<svg"), "{source}: {html}");
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
        assert!(crate::render(&source).contains("<svg "), "{source}: {}", crate::render(&source));
    }
}

#[test]
fn a_plan_is_bounded_in_time_and_does_not_show_the_day_on_which_it_is_drawn() {
    let plan = |lines: &str| shown(&format!("gantt\n  dateFormat YYYY-MM-DD\n{lines}"));
    let drawn = plan("  A :a, 2020-01-01, 10d\n  B :after a, 3650d\n");
    assert!(drawn.contains("<svg ") && !drawn.contains("today"), "{drawn}");
    for beyond in [
        "  A :a, 1900-01-01, 10d\n  B :b, 2026-01-01, 1d\n",
        "  A :a, 2026-01-01, 9000d\n",
        "  A :a, 2026-01-01, 9999-01-01\n",
        "  excludes weekends, monday, tuesday, wednesday, thursday, friday\n  A :a, 2026-01-01, 10d\n",
        "  excludes monday, tuesday, wednesday, thursday, friday, saturday, sunday\n  A :a, 2026-01-01, 10d\n",
        "  A :a, 10d\n  B :b, 2026-01-01, 1d\n",
    ] {
        assert!(!plan(beyond).contains("<svg "), "{beyond}");
    }
}

#[test]
fn what_an_author_sets_for_the_measures_of_a_drawing_counts_for_nothing() {
    let widths = |source: &str| {
        let html = shown(source);
        let start = html.find("<svg ").expect(source);
        html[start..].split_once('>').unwrap().0.to_owned()
    };
    for (kind, config) in [
        ("packet-beta\n0-15: \"A\"\n", r#"{"packet": {"bitWidth": 900, "bitsPerRow": 1}}"#),
        ("xychart-beta\nbar [1, 2]\n", r#"{"xyChart": {"width": 90000}}"#),
        ("quadrantChart\nA: [0.1, 0.2]\n", r#"{"quadrantChart": {"chartWidth": 90000}}"#),
        ("radar-beta\naxis a, b, c\ncurve x{1, 2, 3}\n", r#"{"radar": {"width": 90000}}"#),
    ] {
        assert_eq!(widths(&format!("%%{{init: {config}}}%%\n{kind}")), widths(kind), "{kind}");
    }
}

#[test]
fn the_number_of_a_message_is_seen_on_its_disk() {
    let html = shown("sequenceDiagram\nautonumber\nA->>B: Hi\n");
    assert!(html.contains("class=\"v-page\">1</text>"), "{html}");
    let plan = shown("gantt\ndateFormat YYYY-MM-DD\nsection S\nA :a1, 2025-01-01, 20d\n");
    assert!(plan.contains("<svg ") && !plan.contains("class=\"v-page\">A"), "{plan}");
}

#[test]
fn a_diagram_that_stays_source_is_named() {
    for (source, name) in [
        ("sankey-beta\n\nA,B,5", "mermaid sankey-beta · not drawn"),
        ("---\ntitle: x\n---\n%% remark\n\nC4Context\n x", "mermaid C4Context · not drawn"),
        ("architecture-beta\n  group a", "mermaid architecture-beta · not drawn"),
        ("<b>no</b>", "mermaid · not drawn"),
    ] {
        let html = block(source).into_string();
        assert!(html.contains(name), "{source}: {html}");
    }
}
