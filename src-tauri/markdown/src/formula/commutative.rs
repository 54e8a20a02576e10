//! Commutative diagrams, `\begin{CD}…\end{CD}` of the package `amscd`, as tables of objects and arrows.
//!
//! Invariant: what is no arrow is copied as it is.

/// The inside of a diagram as a table: rows of objects with arrows between them, and rows of arrows.
pub(super) fn table(text: &str) -> String {
    let rows = text.split("\\\\").map(|row| {
        let mut cells = String::new();
        let mut parts = row.split('@');
        let is_of_arrows =
            parts.clone().next().is_some_and(|first| first.trim().is_empty()) && row.contains('@');
        cells.push_str(parts.next().unwrap_or_default());
        let mut is_first = true;
        for part in parts {
            let mark = part.chars().next().unwrap_or_default();
            let mut labels = part.get(mark.len_utf8()..).unwrap_or_default().splitn(3, mark);
            let (arrow, after) = match mark {
                '>' | '<' | 'V' | 'A' => {
                    let (first, second) =
                        (labels.next().unwrap_or_default(), labels.next().unwrap_or_default());
                    (arrow(mark, first, second), labels.next().unwrap_or_default())
                }
                '=' => ("=".to_owned(), part.get(1..).unwrap_or_default()),
                '|' => ("\\|".to_owned(), part.get(1..).unwrap_or_default()),
                _ => (String::new(), part.get(mark.len_utf8()..).unwrap_or_default()),
            };
            // Below an object stands an arrow, and nothing below the arrow beside it.
            cells.push_str(if is_of_arrows && is_first {
                ""
            } else if is_of_arrows {
                "&&"
            } else {
                "&"
            });
            cells.push_str(&arrow);
            if !is_of_arrows {
                cells.push('&');
            }
            cells.push_str(after);
            is_first = false;
        }
        cells
    });
    format!("\\begin{{matrix}}{}\\end{{matrix}}", rows.collect::<Vec<_>>().join("\\\\"))
}

fn arrow(mark: char, first: &str, second: &str) -> String {
    match mark {
        '>' => format!("\\xrightarrow[{{{second}}}]{{{first}}}"),
        '<' => format!("\\xleftarrow[{{{second}}}]{{{first}}}"),
        'V' => format!("{{\\scriptstyle {first}}}\\Big\\downarrow {{\\scriptstyle {second}}}"),
        _ => format!("{{\\scriptstyle {first}}}\\Big\\uparrow {{\\scriptstyle {second}}}"),
    }
}
