//! Where the lines of a paragraph end (`has_broken` in `render.rs`).

use crate::tricky::check;
use yourouter_markdown::render;

/// The page shows the line feeds of a paragraph; a second one would be an empty line.
#[test]
fn a_line_that_has_ended_by_itself_ends_once() {
    for (source, html) in [
        ("a\nb", "<p>a\nb</p>"),
        ("a<br>\nb", "<p>a<br> b</p>"),
        ("**a<br>**\nb", "<p><strong>a<br></strong> b</p>"),
        ("a<br>b\nc", "<p>a<br>b\nc</p>"),
    ] {
        assert_eq!(render(source), html, "{source:?}");
    }
    for (source, end) in [
        ("![a](https://i.example/a.png)\nb", "</a> b</p>"),
        ("[![a](https://i.example/a.png)](https://a.example/)\nb", "</a> b</p>"),
        ("so $$x$$\nb", "</span> b</p>"),
        ("so $x$\nb", "</span>\nb</p>"),
        ("- ![a](https://i.example/a.png)\n  b\n- ![a](https://i.example/a.png)\n  b", "</a> b</li></ul>"),
    ] {
        assert!(render(source).ends_with(end), "{source:?}: {}", render(source));
        check(source);
    }
}
