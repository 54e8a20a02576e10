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
