//! Markdown as models write it, where GFM would lose or misread what is meant.

use crate::tricky::check;
use yourouter_markdown::render;

/// What the page shows of each source holds these parts, streamed and whole.
fn shows(cases: &[(&str, &[&str])]) {
    for (source, parts) in cases {
        let html = render(source);
        for part in *parts {
            assert!(html.contains(part), "{part} in {source:?}: {html}");
        }
        check(source);
    }
}

#[test]
fn a_pipe_in_a_formula_or_in_code_parts_no_cells() {
    shows(&[
        ("|a|b|\n|-|-|\n| $P(A|B)$ | `a | b` |\n", &["data-tex=\"P(A|B)\"", "<td><code>a | b</code></td>"]),
        ("|a|b|\n|-|-|\n| \\(|x|\\) | ``a || `b` `` |\n", &["data-tex=\"|x|\"", "<code>a || `b` </code>"]),
        ("| `a|b` | c |\n|-|-|\n| d | e |\n", &["<th scope=\"col\"><code>a|b</code></th>"]),
        ("|a|b|\n|-|-|\n| `a \\| b` | c |\n", &["<code>a | b</code>"]),
        ("Not a table: `a | b` and $|x|$.\n", &["<code>a | b</code>", "data-tex=\"|x|\""]),
    ]);
}

#[test]
fn no_cell_is_dropped() {
    shows(&[
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 | 4 |\n", &["<td>1</td><td>2 | 3 | 4</td>"]),
        ("| a | b | c |\n|---|---|\n| 1 | 2 | 3 |\n", &["<th scope=\"col\">c</th>", "<td>3</td>"]),
        ("| a | b |\n|---|---|---|\n| 1 | 2 | 3 |\n", &["<th scope=\"col\">b</th>", "<td>2 | 3</td>"]),
        ("> | a | b |\n> |--:|\n> | 1 | 2 |\n\n|a|\n|-|\n", &["<td class=\"r\">1</td><td>2</td>"]),
        ("- x\n  | a | b |\n  |---|\n  | 1 | 2 | 3 |\n- [x] |a|b|\n  |-|-|\n", &["<td>2 | 3</td>"]),
    ]);
}

#[test]
fn a_fence_of_markdown_holds_other_fences() {
    let code = |html: &str| html.matches("<figure").count();
    for (source, after) in [
        ("```markdown\n# T\n```bash\nls\n```\nend\n```\nAfter\n", "<p>After</p>"),
        ("~~~md\n~~~js\nx\n~~~\n~~~\nAfter\n", "<p>After</p>"),
        ("```md\n```md\n```sh\nx\n```\n```\n```\nAfter\n", "<p>After</p>"),
        ("- ```Markdown\n  ```js\n  x\n  ```\n  ```\n- After\n", "<li>After</li>"),
        ("````md\n```js\nx\n```\n````\nAfter\n", "<p>After</p>"),
    ] {
        let html = render(source);
        assert!(html.contains(after) && code(&html) == 1, "{source:?}: {html}");
        assert!(!html.contains('\u{fdd8}'));
        check(source);
    }
    // In other languages the first bare fence ends the block.
    assert!(render("```sh\n```js\n```\nAfter\n").contains("<p>After</p>"));
}

#[test]
fn a_quote_with_a_label_is_a_note() {
    shows(&[
        (
            "> [!NOTE]\n> Mind *it*.\n",
            &["<blockquote class=\"callout\"><p class=\"callout-h\">Note</p><p>Mind <em>"],
        ),
        (
            "> [!warning]\n> - a\n",
            &["<blockquote class=\"callout warning\"><p class=\"callout-h\">Warning</p><ul>"],
        ),
        ("> [!Tip] At once\n> more\n\nAfter", &["Tip</p><p>At once\nmore</p></blockquote>"]),
        (
            "- > [!DANGER]-\n  > x\n",
            &["<blockquote class=\"callout caution\"><p class=\"callout-h\">Caution</p><p>x"],
        ),
        ("> [!NOTE]\n", &["<p class=\"callout-h\">Note</p></blockquote>"]),
        ("> [!NOTEs]\n\n> x [!NOTE]", &["<p>[!NOTEs]</p>", "<p>x [!NOTE]</p>"]),
        ("> a\n>\n> [!NOTE]\n> b", &["<p>[!NOTE]\nb</p>"]),
    ]);
}

#[test]
fn marks_with_a_space_too_many_or_too_few_mean_what_is_meant() {
    shows(&[
        ("##标题\n内容\n###Two\n", &["<h2 id=\"h-标题\">标题</h2>", "<h3 id=\"h-two\">Two</h3>"]),
        ("#tag\n\n##\n\n##!x\n", &["<p>#tag</p>", "<p>##!x</p>"]),
        ("** Note: ** read\n\n**a **\n", &["<p><strong>Note:</strong> read</p>", "<p>**a **</p>"]),
        ("**“quoted”**text", &["<strong>“quoted”</strong>text"]),
        ("2 ** 3 ** 4", &["<p>2 ** 3 ** 4</p>"]),
    ]);
}

#[test]
fn an_address_ends_before_chinese_japanese_and_korean() {
    for text in ["的说明", "です", "을 보세요", "。", "，然后", "（x）"] {
        let html = render(&format!("详见https://a.example/docs?x=1{text}"));
        assert!(html.contains(&format!(">https://a.example/docs?x=1</a>{text}")), "{html}");
    }
}

#[test]
fn the_box_of_a_task_has_a_name() {
    let html = render("- [ ] a\n- [x] b\n");
    assert!(html.contains("aria-label=\"Incomplete task\" disabled>a"), "{html}");
    assert!(html.contains("aria-label=\"Completed task\" disabled checked>b"), "{html}");
}

#[test]
fn details_and_summary_are_folds_that_hold_markdown() {
    shows(&[
        (
            "<details>\n<summary>Show the <b>proof</b></summary>\n\nBecause **so**.\n\n- one\n- two\n\n</details>\n\nAfter",
            &[
                "<details class=\"fold\"><summary>Show the <strong>proof</strong></summary><p>Because <strong>so</strong>.</p>",
                "<li>two</li></ul></details><p>After</p>",
            ],
        ),
        (
            "<details open><summary>a</summary>Tight *b*</details>\nAfter",
            &["<p>Tight <em>b</em></p></details><p>After</p>"],
        ),
        ("- x\n  <details>\n  y\n- z\n", &["<details class=\"fold\"><p>y</p></details></li><li>z</li>"]),
        ("> <details>\n> y\n\n</details>\nz", &["<p>y</p></details></blockquote><p>z</p>"]),
        ("```html\n<details>\n```\n`<details>` </details>x", &["&lt;details&gt;", "&lt;/details&gt;x"]),
        ("> - <summary>a *b*</summary>\n\n<summary>c</summary>", &["<li>a <em>b</em></li>", "<p>c</p>"]),
        ("<details>\n\nto the end", &["<details class=\"fold\"><p>to the end</p></details>"]),
    ]);
}

#[test]
fn comments_are_not_shown() {
    for (source, html) in [
        ("a <!-- b --> c\n", "<p>a  c</p>"),
        ("<!-- a -->\n\nb\n", "<p>b</p>"),
        ("a\n<!--\nb\n\nc\n-->\nd\n", "<p>a</p><p>d</p>"),
        ("- <!-- a -->\n  b\n", "<ul><li><p>b</p></li></ul>"),
        // What is none, or has no end, loses nothing.
        ("<!-- a --> b\n", "<p class=\"raw\">&lt;!-- a --&gt; b\n</p>"),
        ("<!-- a\n\nb\n", "<p class=\"raw\">&lt;!-- a\n\nb\n</p>"),
    ] {
        assert_eq!(render(source), html, "{source:?}");
        check(source);
    }
}
