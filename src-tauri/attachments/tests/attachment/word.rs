//! What Word shows and a plain reading of paragraphs loses: numbers, equations, notes, comments, boxes, charts.

use crate::{fixture::*, office::*};

const NAMESPACES: &str = r#"xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

/// A document with these parts beside its body, each with the kind of its relation.
fn document(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let part = |kind: &str| format!("word/{kind}.xml");
    let wordprocessing = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let listed = types(&[("word/document.xml", &format!("{wordprocessing}.document.main+xml"))]);
    let targets: Vec<(String, String)> =
        parts.iter().map(|(kind, _)| ((*kind).to_owned(), format!("{kind}.xml"))).collect();
    let related: Vec<(&str, &str)> =
        targets.iter().map(|(kind, file)| (kind.as_str(), file.as_str())).collect();
    let names: Vec<String> = parts.iter().map(|(kind, _)| part(kind)).collect();
    let root = relations(&[("officeDocument", "word/document.xml")]);
    let related = relations(&related);
    let main = format!("<w:document {W} {NAMESPACES}><w:body>{body}</w:body></w:document>");
    let mut all = vec![
        ("[Content_Types].xml", listed.as_str()),
        ("_rels/.rels", root.as_str()),
        ("word/document.xml", main.as_str()),
        ("word/_rels/document.xml.rels", related.as_str()),
    ];
    all.extend(names.iter().map(String::as_str).zip(parts.iter().map(|(_, text)| *text)));
    zipped(&all)
}

fn text(body: &str, parts: &[(&str, &str)]) -> String {
    text_of(&Place::new(), "a.docx", &document(body, parts)).0
}

fn numbered(list: u32, level: u32, words: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"#
    )
}

fn styled(style: &str, words: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"#)
}

fn level(at: u32, format: &str, shown: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{shown}"/></w:lvl>"#
    )
}

#[test]
fn headings_and_clauses_have_the_numbers_that_word_shows() {
    let heading = |at: u32| format!(r#"<w:pStyle w:val="Heading{}"/>"#, at + 1);
    let numbering = format!(
        r#"<w:numbering {W}><w:abstractNum w:abstractNumId="0">{}{}</w:abstractNum><w:abstractNum w:abstractNumId="1">{}{}{}</w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>"#,
        level(0, "upperRoman", "Article %1.", &heading(0)),
        level(1, "decimal", "%1.%2", &format!("{}<w:isLgl/>", heading(1))),
        level(0, "lowerLetter", "%1)", ""),
        level(1, "lowerRoman", "(%2)", ""),
        level(2, "bullet", "\u{F0B7}", ""),
    );
    let style = |at: u32| {
        format!(
            r#"<w:style w:type="paragraph" w:styleId="Heading{0}"><w:name w:val="heading {0}"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#,
            at
        )
    };
    let styles = format!("<w:styles {W}>{}{}</w:styles>", style(1), style(2));
    let body = [
        styled("Heading1", "Scope"),
        styled("Heading2", "Terms"),
        styled("Heading2", "Dates"),
        styled("Heading1", "Price"),
        styled("Heading2", "Sum"),
        numbered(2, 0, "first"),
        numbered(2, 1, "under"),
        numbered(2, 1, "under too"),
        numbered(2, 2, "a point"),
        numbered(2, 0, "second"),
        numbered(2, 1, "anew"),
        paragraph("words"),
        numbered(2, 0, "goes on"),
        numbered(3, 0, "begins at five"),
        numbered(3, 0, "six"),
        numbered(0, 0, "none"),
    ];
    let text = text(&body.concat(), &[("styles", &styles), ("numbering", &numbering)]);
    assert_eq!(
        text,
        "# Article I. Scope\n\n## 1.1 Terms\n\n## 1.2 Dates\n\n# Article II. Price\n\n## 2.1 Sum\n\n\
        a) first\n  (i) under\n  (ii) under too\n    - a point\nb) second\n  (i) anew\n\nwords\n\n\
        c) goes on\ne) begins at five\nf) six\n\nnone\n"
    );
}

#[test]
fn equations_are_tex() {
    let r = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let e = |name: &str, inner: &str| format!("<m:{name}>{inner}</m:{name}>");
    let x = e("e", &r("x"));
    let pr = |name: &str, inner: &str| e(&format!("{name}Pr"), inner);
    let fraction = e("f", &(e("num", &r("a")) + &e("den", &r("b"))));
    for (math, wanted) in [
        (fraction.clone(), r"\frac{a}{b}"),
        (e("f", &(pr("f", r#"<m:type m:val="lin"/>"#) + &e("num", &r("1")) + &e("den", &r("2")))), "{1}/{2}"),
        (e("sSup", &(e("e", &fraction) + &e("sup", &r("2")))), r"{\frac{a}{b}}^{2}"),
        (e("sSubSup", &(x.clone() + &e("sub", &r("i")) + &e("sup", &r("2")))), "x_{i}^{2}"),
        (
            e(
                "nary",
                &(pr("nary", r#"<m:chr m:val="∑"/>"#) + &e("sub", &r("n=1")) + &e("sup", &r("∞")) + &x),
            ),
            r"\sum_{n=1}^{\infty} x",
        ),
        (
            e("nary", &(pr("nary", r#"<m:supHide m:val="1"/>"#) + &e("sub", &r("C")) + &e("sup", "") + &x)),
            r"\int_{C} x",
        ),
        (e("rad", &(pr("rad", r#"<m:degHide m:val="1"/>"#) + &e("deg", "") + &x)), r"\sqrt{x}"),
        (e("rad", &(e("deg", &r("3")) + &x)), r"\sqrt[3]{x}"),
        (
            e(
                "d",
                &(pr("d", r#"<m:begChr m:val="["/><m:endChr m:val="]"/>"#)
                    + &e("e", &e("m", &(e("mr", &(x.clone() + &x)) + &e("mr", &(x.clone() + &x)))))),
            ),
            r"\begin{bmatrix}x & x \\ x & x\end{bmatrix}",
        ),
        (e("d", &(pr("d", r#"<m:begChr m:val="|"/><m:endChr m:val=""/>"#) + &x)), r"\left|x\right."),
        (e("acc", &(pr("acc", "<m:chr m:val=\"\u{20D7}\"/>") + &x)), r"\vec{x}"),
        (
            e(
                "func",
                &(e("fName", &e("sSup", &(e("e", &r("sin")) + &e("sup", &r("2"))))) + &e("e", &r("θ"))),
            ),
            r"\sin^{2} \theta",
        ),
        (e("func", &(e("fName", &r("sinc")) + &x)), r"\operatorname{sinc} x"),
        (e("eqArr", &(x.clone() + &e("e", &r("&amp;=1")))), r"\begin{aligned}x \\ &=1\end{aligned}"),
        ("<m:r><m:rPr><m:nor/></m:rPr><m:t>if so</m:t></m:r>".to_owned(), r"\text{if so}"),
        (r("𝑎∈ℝ"), r"a\in \mathbb{R}"),
    ] {
        let inline = format!("<w:p><w:r><w:t>so </w:t></w:r><m:oMath>{math}</m:oMath></w:p>");
        assert_eq!(text(&inline, &[]), format!("so ${wanted}$\n"));
        let block = format!("<w:p><m:oMathPara><m:oMath>{math}</m:oMath></m:oMathPara></w:p>");
        assert_eq!(text(&block, &[]), format!("$${wanted}$$\n"));
    }
}

#[test]
fn notes_and_comments_stand_where_they_belong_and_deleted_words_do_not() {
    let footnotes = format!(
        r#"<w:footnotes {W}><w:footnote w:id="-1"><w:p/></w:footnote><w:footnote w:id="7">{}</w:footnote></w:footnotes>"#,
        paragraph("as of March")
    );
    let endnotes = format!(
        r#"<w:endnotes {W}><w:endnote w:id="3">{}</w:endnote></w:endnotes>"#,
        paragraph("at the end")
    );
    let comments = format!(
        r#"<w:comments {W}><w:comment w:id="0" w:author="Ada">{}</w:comment></w:comments>"#,
        paragraph("really?")
    );
    let run = |text: &str| format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#);
    let body = format!(
        r#"<w:p>{}<w:r><w:footnoteReference w:id="7"/></w:r>{}<w:commentRangeStart w:id="0"/>{}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:del><w:r><w:delText> never</w:delText></w:r></w:del><w:ins>{}</w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:endnoteReference w:id="3"/></w:r></w:p>
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p><w:p>{}</w:p>"#,
        run("It grew"),
        run(" by "),
        run("half"),
        run(" again"),
        run("one "),
        run("paragraph")
    );
    assert_eq!(
        text(&body, &[("footnotes", &footnotes), ("endnotes", &endnotes), ("comments", &comments)]),
        "It grew[^1] by half[comment 1] again[^i]\n\none paragraph\n\n\
        [^1]: as of March\n[^i]: at the end\n[comment 1] by Ada on “half”: really?\n"
    );
}

#[test]
fn a_table_in_a_table_stands_apart_and_a_frame_around_text_is_none() {
    let table = |rows: &[&[&str]]| {
        let row = |cells: &&[&str]| {
            format!(
                "<w:tr>{}</w:tr>",
                cells.iter().map(|it| format!("<w:tc>{it}</w:tc>")).collect::<String>()
            )
        };
        format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
    };
    let inner = table(&[&[&paragraph("C"), &paragraph("D")], &[&paragraph("1"), &paragraph("2")]]);
    let outer =
        table(&[&[&paragraph("A"), &paragraph("B")], &[&(paragraph("a | b") + &paragraph("c")), &inner]]);
    assert_eq!(
        text(&outer, &[]),
        "| A | B |\n| --- | --- |\n| a \\| b<br>c | [table 1, below] |\n\n[table 1]\n\n| C | D |\n| --- | --- |\n| 1 | 2 |\n"
    );
    assert_eq!(text(&table(&[&[&(paragraph("one") + &paragraph("two"))]]), &[]), "one\n\ntwo\n");
}

#[test]
fn text_boxes_keep_their_lines_and_charts_show_their_figures() {
    let boxed = format!(
        r#"<w:p><w:r><w:t>Before</w:t></w:r><w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent><w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r></w:p>{}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"#,
        paragraph("three")
    );
    let drawn = r#"<w:p><w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId1"/></w:drawing></w:r></w:p>"#;
    let points = |values: &[&str]| {
        (0..)
            .zip(values)
            .map(|(at, value): (u32, _)| format!(r#"<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>"#))
            .collect::<String>()
    };
    let chart = format!(
        r#"<c:chartSpace xmlns:c="c" xmlns:a="a"><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Share</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:f>B1</c:f><c:strCache>{}</c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache>{}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:formatCode>0.0%</c:formatCode>{}</c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"#,
        points(&["2026"]),
        points(&["North", "South"]),
        points(&["0.125", "0.5"])
    );
    assert_eq!(
        text(&(boxed + drawn), &[("chart", &chart)]),
        "Before\n\none\ntwo\n\nthree\n\n[chart: Share]\n\n|  | 2026 |\n| --- | --- |\n| North | 12.5% |\n| South | 50.0% |\n"
    );
}

#[test]
fn an_equation_that_is_a_field_is_read_as_its_code_and_other_codes_are_not() {
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let code = |code: &str| format!(r#"<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>"#);
    let words = |words: &str| format!(r#"<w:r><w:t xml:space="preserve">{words}</w:t></w:r>"#);
    let body = [
        "<w:p>".to_owned(),
        words("Half is "),
        mark("begin") + &code(" EQ \\f(1") + &code(";2) ") + &mark("separate") + &mark("end"),
        words(" on page "),
        mark("begin") + &code(" PAGE ") + &mark("separate") + &words("7") + &mark("end"),
        "</w:p>".to_owned(),
    ];
    assert_eq!(text(&body.concat(), &[]), "Half is [EQ \\f(1;2)] on page 7\n");
}
