//! How items of lists are written (`render/items.rs`).

use crate::tricky::check;
use yourouter_markdown::render;

/// Each by what stands before it only.
#[test]
fn items_are_written_alike_in_tight_lists_and_in_loose_ones() {
    for (source, html) in [
        ("- a\n- b\n\n- c", "<ul><li>a</li><li>b</li><li class=\"apart\">c</li></ul>"),
        ("- a\n\n  b\n- c", "<ul><li>a<p>b</p></li><li>c</li></ul>"),
        ("- a\n  # b\n  c", "<ul><li>a<h1 id=\"h-b\">b</h1><p>c</p></li></ul>"),
        ("- a\n  - b\n\n  c", "<ul><li>a<ul><li>b</li></ul><p>c</p></li></ul>"),
        (
            "- > a\n- > b\n\n> - c\n>\n> - d",
            "<ul><li><blockquote><p>a</p></blockquote></li><li><blockquote><p>b</p></blockquote></li></ul><blockquote><ul><li>c</li><li class=\"apart\">d</li></ul></blockquote>",
        ),
        (
            "1. [ ] a\n\n2. [x] b\n\n   c",
            "<ol><li class=\"task\"><input class=\"check\" type=\"checkbox\" aria-label=\"Incomplete task\" disabled>a</li><li class=\"task apart\"><input class=\"check\" type=\"checkbox\" aria-label=\"Completed task\" disabled checked>b<p>c</p></li></ol>",
        ),
        (
            "- [ ] a\n  =",
            "<ul><li class=\"task\"><input class=\"check\" type=\"checkbox\" aria-label=\"Incomplete task\" disabled><h1 id=\"h-a\">a</h1></li></ul>",
        ),
    ] {
        assert_eq!(render(source), html, "{source:?}");
        check(source);
    }
}
