//! Formulas that answers hold, and what becomes of the others.

use super::*;

fn shown(tex: &str) -> String {
    let mut html = Html::default();
    inline(tex, false, &mut html);
    html.into_string()
}

#[test]
fn a_formula_becomes_mathml_and_keeps_its_source() {
    assert_eq!(
        shown("x^2"),
        "<span class=\"tex\" data-tex=\"x^2\"><math><msup><mi>x</mi><mn>2</mn></msup></math></span>"
    );
    assert!(
        block("a<\"b\"")
            .into_string()
            .starts_with("<div class=\"tex tb\" data-tex=\"a&lt;&quot;b&quot;\"><math display=\"block\">")
    );
}

#[test]
fn what_answers_write_is_rendered() {
    for tex in [
        r"\int_0^\infty e^{-x^2}\,dx=\frac{\sqrt{\pi}}{2}",
        r"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
        r"\begin{align}a&=b\\&=c\end{align}",
        r"\begin{align*}a&=b \tag{1}\end{align*}",
        r"\begin{equation}a=b\end{equation}",
        r"\begin{equation}\begin{split}a&=b\end{split}\end{equation}",
        r"\begin{cases}1&x>0\\0&\text{else}\end{cases}",
        r"\boxed{E=mc^2}",
        r"\textcolor{red}{x}+\color{blue}y",
        r"\sum_{\substack{i=1\\j=2}}^n x_i",
        r"x=1 \tag{3}",
        r"\lim_{n\to\infty}\left(1+\frac1n\right)^n",
        r"\mathbb{R}\mathcal{L}\mathbf{x}\boldsymbol\beta\widetilde{x}\hat y",
        r"\overline{AB}\vec{v}\underbrace{a+b}_{c}\xrightarrow{f}\binom{n}{k}",
        r"\operatorname{argmax}_x P(A\mid B)\quad\text{if }x\ne0",
        r"\begin{array}{c|c}a&b\\\hline c&d\end{array}",
        r"\nabla\cdot\mathbf E=\frac{\rho}{\varepsilon_0}",
        "f(x)=x^2\n+1",
        "日本=x",
    ] {
        assert!(mathml(tex, true).is_some(), "{tex}");
    }
}

#[test]
fn constructs_of_test_sheets_are_rendered() {
    for tex in [
        r"x=1 \text{ for $a<b$ and } y>0",
        r"\verb|x_1 & {y}| + \verb+\alpha+",
        r"\begin{CD} A @>a>> B \\ @VbVV @VVcV \\ C @>>d> D \end{CD}",
        r"\begin{CD} A @= B @<f<< C \\ @AAA @| @. \\ D @>>> E @>>> F \end{CD}",
        r"\color{red}{x}+{\color{blue} y}",
        r"\rm x + {\bf y} + {\it z} + {\cal L} + {\sf s} + {\tt t}",
        r"{n \choose k} + {a \over b} + {a \atop b}",
        r"\root 3 \of x \buildrel n \over = \unicode{x263a} \raise 2pt x",
    ] {
        assert!(mathml(tex, true).is_some(), "{tex}: {:?}", adapted::adapted(tex));
    }
}

#[test]
fn what_cannot_be_rendered_is_shown_as_source() {
    for tex in
        [r"\href{javascript:alert(1)}{x}", r"\foo", "x^{", "}", r"\input{/etc/passwd}", r"\def\x{\x\x}\x"]
    {
        assert!(shown(tex).contains("<code class=\"tex-s\">"), "{tex}");
    }
}

#[test]
fn size_and_nesting_are_bounded() {
    for tex in [
        "{".repeat(2000) + "x" + &"}".repeat(2000),
        "\\sqrt ".repeat(600) + "x",
        "\\left(".repeat(300) + "x" + &"\\right)".repeat(300),
        "x_{".repeat(1000) + "y" + &"}".repeat(1000),
        "\\color{red}x".repeat(300),
        "\\boxed{".repeat(300) + "x" + &"}".repeat(300),
        "x+".repeat(5000),
    ] {
        let shown = shown(&tex);
        let deepest = shown.split('<').fold((0_i64, 0_i64), |(depth, deepest), tag| {
            let step = if tag.starts_with('/') { -1 } else { i64::from(!tag.is_empty()) };
            (depth + step, deepest.max(depth + step))
        });
        assert!(deepest.1 < 100 && shown.len() < 200_000, "{deepest:?} {}", shown.len());
    }
}

#[test]
fn formulas_of_every_field_are_rendered() {
    let (rendered, source) = include_str!("corpus.txt").split_once("# stays source\n").unwrap();
    let formulas =
        |text: &'static str| text.lines().filter(|line| !line.is_empty() && !line.starts_with("# "));
    assert!(formulas(rendered).count() >= 200);
    let lost: Vec<&str> = formulas(rendered).filter(|tex| mathml(tex, true).is_none()).collect();
    assert_eq!(lost, Vec::<&str>::new());
    let found: Vec<&str> = formulas(source).filter(|tex| mathml(tex, true).is_some()).collect();
    assert_eq!(found, Vec::<&str>::new());
}

#[test]
fn every_environment_and_command_of_the_tables_is_rendered() {
    for (name, ..) in commands::ENVIRONMENTS {
        let argument =
            if name.contains("alignat") || matches!(name, "alignedat" | "numcases") { "{2}" } else { "" };
        let tex = format!("\\begin{{{name}}}{argument} a \\\\ b \\end{{{name}}}");
        assert!(mathml(&tex, true).is_some(), "{tex}: {:?}", adapted::adapted(&tex));
    }
    for (name, count, _) in commands::ALIASES {
        let body = format!("\\{name}{}", "{1em}".repeat(count));
        let tex = match name {
            "cline" => "\\begin{array}{c}a\\\\\\cline{1-1}b\\end{array}".to_owned(),
            "intertext" | "shortintertext" => format!("\\begin{{align}}a&=b\\\\{body}c&=d\\end{{align}}"),
            _ => format!("x {body} y"),
        };
        assert!(mathml(&tex, true).is_some(), "{tex}: {:?}", adapted::adapted(&tex));
    }
    for name in commands::TEXTS {
        assert!(
            mathml(&format!("\\{name}{{50% a_b & $x_1$}}"), true).is_some(),
            "{name}: {:?}",
            converted(&adapted::adapted(&format!("\\{name}{{50% a_b & $x_1$}}")).unwrap(), true)
        );
    }
}

#[test]
fn chemistry_becomes_upright_letters_with_counts_and_charges() {
    for (ce, tex) in [
        ("H2O", r"\mathrm{H}_{2}\mathrm{O}"),
        (
            "2H2 + O2 -> 2H2O",
            r"2\,\mathrm{H}_{2} + \mathrm{O}_{2} \longrightarrow  2\,\mathrm{H}_{2}\mathrm{O}",
        ),
        ("SO4^2-", r"\mathrm{SO}_{4}^{2-}"),
        ("Na+", r"\mathrm{Na}^{+}"),
        ("[Fe(CN)6]^3-", r"[\mathrm{Fe}(\mathrm{CN})_{6}]^{3-}"),
        ("^{14}_{6}C", r"{}^{\mathrm{14}}_{\mathrm{6}}\mathrm{C}"),
        ("^14_6C", r"{}^{14}_{6}\mathrm{C}"),
        ("CuSO4.5H2O", r"\mathrm{CuSO}_{4}\cdot 5\,\mathrm{H}_{2}\mathrm{O}"),
        ("CH2=CH2", r"\mathrm{CH}_{2}{=}\mathrm{CH}_{2}"),
        ("HC#CH", r"\mathrm{HC}{\equiv}\mathrm{CH}"),
        (
            "A ->[H2O][heat] B v",
            r"\mathrm{A} \xrightarrow[{\mathrm{heat}}]{\mathrm{H}_{2}\mathrm{O}} \mathrm{B} \downarrow ",
        ),
        ("CO2 ^", r"\mathrm{CO}_{2} \uparrow "),
        ("A <=> B", r"\mathrm{A} \rightleftharpoons  \mathrm{B}"),
        ("1/2 O2(g)", r"\tfrac{1}{2}\, \mathrm{O}_{2}(\mathrm{g})"),
        ("$K$ = 1", r"{K} = 1\,"),
    ] {
        assert_eq!(chemistry::formula(ce), tex, "{ce}");
    }
}

#[test]
fn quantities_become_numbers_with_upright_units() {
    assert_eq!(units::quantity("3e8", "m/s"), r"3\times 10^{8}\,\mathrm{m/s}");
    assert_eq!(
        units::unit(r"\kilo\gram\meter\per\second\squared"),
        r"\mathrm{k}\mathrm{g}\,\mathrm{m}/\mathrm{s}^{2}"
    );
    assert_eq!(units::unit(r"\cubic\centi\meter"), r"\mathrm{c}\mathrm{m}^{3}");
    assert_eq!(units::written_out("123 kJ//mol"), r"123\,\mathrm{kJ/mol}");
    assert_eq!(units::written_out("5 m s-2"), r"5\,\mathrm{m\,s^{-2}}");
    assert_eq!(units::number("2.0 +- 0.1"), r"2.0 \pm  0.1");
}

#[test]
fn a_formula_may_define_macros_but_not_grow_by_them() {
    let same = |left: &str, right: &str| assert_eq!(adapted::adapted(left).unwrap().trim(), right);
    same(r"\newcommand{\R}{\mathbb{R}} x\in\R y", r"x\in\mathbb{R} y");
    same(r"\newcommand\f[2]{\frac{#1}{#2}} \f{a}{b}", r"\frac{a}{b}");
    same(r"\def\v#1{\vec#1} \v x", r"\vec x");
    same(r"\DeclareMathOperator*{\am}{arg\,max} \am_x", r"\operatorname*{arg\,max}_x");
    same(r"\text{50% of $x_1$ \& $5}", r"{\text{50\%~of \$x\_1\$~\&~\$5}}");
    same(r"\text{50\% of $x_1$}", r"{\text{50\%~of }{x_1}\text{}}");
    same(r"a &= b \\ &= c", r"\begin{aligned}a &= b \\ &= c\end{aligned}");
    for grows in [
        r"\def\x{\x\x}\x",
        r"\def\a{xxxxxxxxxx}\def\b{\a\a\a\a\a\a\a\a}\def\c{\b\b\b\b\b\b\b\b}\def\d{\c\c\c\c\c\c\c\c}\d\d\d\d",
        r"\newcommand{\a}[1]{\a{#1#1}}\a{x}",
    ] {
        assert_eq!(adapted::adapted(grows), None, "{grows}");
    }
    let deep =
        r"\def\a#1{\sqrt{\sqrt{\sqrt{\sqrt{#1}}}}}".to_owned() + &r"\a{".repeat(30) + "x" + &"}".repeat(30);
    assert!(mathml(&deep, true).is_none());
}

#[test]
fn what_is_struck_out_is_shown_so() {
    assert!(shown(r"\cancel{x}").contains("<menclose notation=\"updiagonalstrike\">"));
    assert!(!shown(r"\cancel{x}").contains("class=\"menclose"));
}

proptest::proptest! {
    #[test]
    fn hostile_formulas_are_rendered_or_shown_within_bounds(
        parts in proptest::collection::vec(proptest::sample::select(vec![
            "\\newcommand{\\a}[1]{", "\\def\\b#1{", "\\a", "\\b", "\\let\\a\\b", "\\ce{", "\\SI{", "\\qty", "\\pu{",
            "\\begin{", "\\end{", "align", "alignat", "array", "subequations", "*", "}", "{", "[", "]", "#1", "#2", "&",
            "\\\\", "\\text{", "$", "_", "^", "%", "->", "<=>", "2", "x", "é", "\\", "\\dv", "\\pdv[", "\\left", "<", "\\tag",
            "\\boxed{", "\\frac", "\\sqrt", " ",
        ]), 0..40),
    ) {
        let tex = parts.concat();
        proptest::prop_assert!(shown(&tex).len() < 300_000);
    }
}

#[test]
fn a_last_line_closes_its_table_and_is_no_row() {
    for (tex, rows, closed) in [
        (r"\boxed{F=ma}", 1, 1),
        (r"\begin{array}{|c|c|} \hline A & B \\ \hline 0 & 1 \\ \hline \end{array}", 2, 1),
        (r"\begin{array}{c} \boxed{a} \\ b \end{array}", 3, 1),
        (r"\begin{array}{c} a \\ \boxed{b} \end{array}", 3, 1),
        (r"\boxed{\boxed{a}}", 2, 2),
        (r"\begin{array}{c} a \\ \hline b \end{array}", 2, 0),
        (r"\begin{array}{c} a \\ {} \end{array}", 2, 0),
    ] {
        let math = mathml(tex, true).unwrap().into_string();
        assert_eq!((math.matches("<mtr>").count(), math.matches("mb").count()), (rows, closed), "{math}");
    }
}

#[test]
fn a_cell_below_a_line_stands_where_those_above_it_do() {
    let math = |tex: &str| mathml(tex, true).unwrap().into_string();
    let sum = math(r"\begin{array}{r} 12 \\ + 4 \\ \hline 16 \end{array}");
    assert_eq!(sum.matches("<mtd class=\"mar\">").count(), 2, "{sum}");
    assert_eq!(sum.matches("<mtd class=\"mt mar\">").count(), 1, "{sum}");
    let ruled = math(r"\begin{array}{|l|r|} a & b \\ \hline c & d \end{array}");
    assert!(
        ruled.contains("<mtd class=\"mt mr mal\">") && ruled.contains("<mtd class=\"mt mr mar\">"),
        "{ruled}"
    );
    let pair = math(r"\begin{aligned} a &= b \end{aligned}");
    assert!(pair.contains("<mtd class=\"mar mpr\">") && pair.contains("<mtd class=\"mal mpl\">"), "{pair}");
}

#[test]
fn a_style_within_a_cell_holds_up_to_its_end() {
    for (tex, same) in [
        (
            r"\begin{cases}\displaystyle \frac12 & a \\ b & c\end{cases}",
            r"\begin{cases}{\displaystyle \frac12 }& a \\ b & c\end{cases}",
        ),
        (
            r"\begin{aligned}\left(\textstyle x \right)\end{aligned}",
            r"\begin{aligned}\left({\textstyle x }\right)\end{aligned}",
        ),
        (r"\boxed{\displaystyle x}", r"\boxed{{\displaystyle x}}"),
        (r"\displaystyle a", r"\displaystyle a"),
    ] {
        assert_eq!(adapted::adapted(tex).unwrap(), same);
        assert!(mathml(tex, true).is_some(), "{tex}");
    }
}
