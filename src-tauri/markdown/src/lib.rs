//! Markdown → safe HTML, whole or while it arrives.
//!
//! [`render()`] walks the parser's events once; a [`Stream`] settles blocks line by line and compares with the whole
//! render only at the end. Both write through `html`, the one place where text becomes markup;
//! `marks` finds formulas before either reads a line, and `foreign` writes anew what crates made of formulas and diagrams.
//! Invariant: no character of the source reaches the page unescaped, and no URL that `link` has not checked; there is
//! no sanitiser behind this one. Read `render` first, then `stream`, `blocks` and `settle`.

mod anchors;
mod autolink;
mod block_start;
mod blocks;
mod cited;
mod cursor;
mod deferred;
mod definitions;
mod diagram;
mod dialect;
mod disguise;
mod fold;
mod footnotes;
mod foreign;
mod formula;
mod highlight;
mod html;
mod lenient;
mod line;
mod link;
mod marks;
mod note;
mod plain;
mod prefix;
mod reader;
mod render;
mod screen;
mod settle;
mod stream;

pub use cited::{cited, source_views};
pub use disguise::inspect as inspect_link;
pub use html::Html;
pub use plain::plain;
pub use stream::Stream;

/// Renders a whole answer as sanitised HTML: the content of `.prose`.
pub fn render(source: &str) -> String {
    whole(source).into_string()
}

/// Renders a whole answer as [`render()`] does, for a document that holds others too: `scope` is its number there.
pub fn render_scoped(source: &str, scope: usize) -> Html {
    whole(source).scoped(scope)
}

fn whole(source: &str) -> Html {
    let mut whole = Html::default();
    for block in render::blocks(&reader::whole(&line::normalized(source))) {
        whole.html(&block);
    }
    whole
}
