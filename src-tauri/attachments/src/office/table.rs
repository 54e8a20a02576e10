//! Tables as Markdown.

/// A table whose first row is its head. Rows and columns at the end without anything in them are left out.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let width =
        |row: &Vec<String>| row.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |at| at + 1);
    let columns = rows.iter().map(width).max().unwrap_or_default();
    let count = rows.iter().rposition(|row| width(row) > 0).map_or(0, |at| at + 1);
    if columns == 0 {
        return String::new();
    }
    let mut text = String::new();
    for (at, row) in rows.iter().take(count).enumerate() {
        text.push('|');
        let cells = row.iter().map(String::as_str).chain(std::iter::repeat("")).take(columns);
        for cell in cells {
            text.push(' ');
            push_cell(cell, &mut text);
            text.push_str(" |");
        }
        text.push('\n');
        if at == 0 {
            text.push('|');
            text.push_str(&" --- |".repeat(columns));
            text.push('\n');
        }
    }
    text.truncate(text.trim_end().len());
    text
}

fn push_cell(cell: &str, text: &mut String) {
    for sign in cell.trim().chars() {
        match sign {
            '|' => text.push_str("\\|"),
            '\n' => text.push_str("<br>"),
            _ => text.push(sign),
        }
    }
}
