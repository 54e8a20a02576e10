// A selection copies as Markdown that means the same, and as HTML without anything of the program's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanHtml } from '../../ui/format/clean-html.js';
import { markdownSource } from '../../ui/format/markdown-source.js';
import { selectedPiece } from '../../ui/format/selected-piece.js';
import { element, parse } from './tiny-dom.js';

/** The prose of some HTML in which `‹` and `›`, if they are there, mark where the selection begins and ends. */
function selected(html) {
  const root = element('answer-prose');
  root.append(parse(html));
  const range = { startContainer: root, startOffset: 0, endContainer: root, endOffset: root.childNodes.length };
  const find = (node) => {
    for (const child of node.childNodes) {
      if (child.nodeType !== 3) {
        find(child);
        continue;
      }
      for (const [mark, side] of [['‹', 'start'], ['›', 'end']]) {
        const at = child.data.indexOf(mark);
        if (at < 0) continue;
        child.data = child.data.replace(mark, '');
        range[`${side}Container`] = child;
        range[`${side}Offset`] = at;
      }
    }
  };
  find(root);
  return selectedPiece(root, range);
}
const markdown = (html) => markdownSource(selected(html));
const code = (label, text) =>
  `<figure class="code"><figcaption class="code-h"><span class="f">${label}</span><button class="code-b">Copy</button></figcaption><pre tabindex="0"><code>${text}</code></pre></figure>`;

for (const [name, html, source] of [
  ['paragraphs and marks', '<p>One <strong>bold</strong>, <em>slanted</em>, <del>gone</del>.</p><p>Two</p>', 'One **bold**, *slanted*, ~~gone~~.\n\nTwo'],
  ['headings and rules', '<h1>A</h1><h3>B <em>c</em></h3><hr></hr><p>d</p>', '# A\n\n### B *c*\n\n---\n\nd'],
  ['a list in a list', '<ul><li>a<ol start="3"><li>b</li><li>c</li></ol></li><li>d</li></ul>', '- a\n\n  3. b\n  4. c\n- d'],
  ['items apart', '<ol><li>a<p>b</p></li><li class="apart">c</li><li>d<p>e</p></li><li class="task apart">f</li></ol>', '1. a\n\n   b\n\n2. c\n3. d\n\n   e\n\n4. f'],
  ['words behind code, a formula and a quotation in an item', `<ol><li>Install:${code('sh', 'npm i\n')}<p>Then <strong>run</strong> it.</p></li><li>So<div class="tex tb" data-tex="a">a</div><p>holds</p></li><li>Say<blockquote><p>x</p></blockquote><p>no</p></li></ol>`, '1. Install:\n   ```sh\n   npm i\n   ```\n\n   Then **run** it.\n2. So\n\n   $$\n   a\n   $$\n\n   holds\n3. Say\n\n   > x\n\n   no'],
  ['words that stand bare behind a block in an item', `<ul><li>a${code('sh', 'b\n')}c <em>d</em></li></ul>`, '- a\n  ```sh\n  b\n  ```\n\n  c *d*'],
  ['empty cells and items', '<table><thead><tr><th></th><th>a</th></tr></thead><tbody><tr><td>1</td><td></td></tr><tr><td></td><td></td></tr></tbody></table><ul><li></li><li>b</li></ul>', '|  | a |\n| --- | --- |\n| 1 |  |\n|  |  |\n\n- \n- b'],
  ['an exclamation before a link', '<p>Wow!<a href="https://a.example/">a</a> and !<code>b</code>, wow!<sup class="fnref">1</sup></p>', 'Wow\\![a](https://a.example/) and !`b`, wow\\![^1]'],
  ['an image in a link', '<p><a href="https://a.example/"><span class="imgblock" data-image="https://i.example/c.png"><b>c</b><span class="u">i.example/c.png</span></span></a></p>', '[![c](https://i.example/c.png)](https://a.example/)'],
  ['brackets', '<p>a[0] [b [c] d](e) [^1] <a href="https://a.example/">x] [y</a></p><p>[x]: y</p>', 'a[0] [b [c] d\\](e) [\\^1] [x&#93; &#91;y](https://a.example/)\n\n[x]\\: y'],
  ['prices beside formulas', '<p>$5 (<span class="tex" data-tex="x">x</span>) <em><span class="tex" data-tex="y">y</span></em> <span class="tex" data-tex="z">z</span>, $HOME</p>', '$5 (\\(x\\)) *\\(y\\)* $z$, \\$HOME'],
  ['a rule in an item', '<ul><li>a<hr></li></ul>', '- a\n  ___'],
  ['what is no code by its label', '<figure class="code"><figcaption class="code-h"><span class="f">&amp;copy;</span></figcaption><pre><code>\n</code></pre></figure><p>x</p>', '```\\&copy;\n\n```\n\nx'],
  ['two lists in a row', '<ul><li>a</li></ul><ul><li>b</li></ul><ul><li>c</li></ul>', '- a\n\n* b\n\n- c'],
  ['items and rows of which some are not shown yet', '<ol><li>a</li><ol data-later=""><li>b</li><li>c</li></ol><li>d</li></ol><table><tbody><tr><td>1</td></tr><tbody data-later=""><tr><td>2</td></tr></tbody></tbody></table>', '1. a\n2. b\n3. c\n4. d\n\n|  |\n| --- |\n| 1 |\n| 2 |'],
  ['tasks', '<ul><li class="task"><input class="check" type="checkbox" checked=""></input>done</li><li class="task"><input class="check"></input>open</li></ul>', '- [x] done\n- [ ] open'],
  ['a quotation in a quotation', '<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>', '> a\n>\n> > b'],
  ['code with its language', `${code('rust', 'fn <span class="hf">main</span>() {}\n')}<p>x</p>`, '```rust\nfn main() {}\n```\n\nx'],
  ['code that holds a fence', `${code('md', '```\nx\n```\n')}<p>x</p>`, '````md\n```\nx\n```\n````\n\nx'],
  ['code in a text', '<p><code>a</code> and <code>b`c</code></p>', '`a` and ``b`c``'],
  ['links', '<p><a href="https://a.example/(x)">a</a> <a href="https://a.example/">https://a.example/</a> <a href="mailto:a@b.example">a@b.example</a></p>', '[a](<https://a.example/(x)>) <https://a.example/> <a@b.example>'],
  ['images', '<p><a class="img" href="https://a.example/p.png"><span class="imgblock"><b>A cat</b><span class="u">a.example/p.png</span></span></a></p>', '![A cat](https://a.example/p.png)'],
  ['a table', '<div class="tw"><table><thead><tr><th>a</th><th class="r">b</th><th class="c">c</th></tr></thead><tbody><tr><td>x|y</td><td class="r">1</td><td class="c"><code>z</code></td></tr></tbody></table></div>', '| a | b | c |\n| --- | ---: | :---: |\n| x\\|y | 1 | `z` |'],
  ['a link to a heading', '<h2 id="a3-h-one-two">One two</h2><p><a href="#a3-h-one-two">there</a></p>', '## One two\n\n[there](#one-two)'],
  ['footnotes', '<p>x<sup class="fnref"><a href="#fn-1">1</a></sup></p><div class="fn" id="fn-1"><span>1</span><div><p>note</p><a href="#fnref-1">↩</a></div></div>', 'x[^1]\n\n[^1]: note'],
  ['a formula', '<p>so <span class="tex" data-tex="a^2"><math><mi>a</mi><mn>2</mn></math></span> it is <span class="tex tb" data-tex="b">b</span></p><div class="tex tb" data-tex="\\sum x"><math display="block"><mi>x</mi></math></div>', 'so $a^2$ it is $$b$$\n\n$$\n\\sum x\n$$'],
  ['formulas beside letters and digits', '<p>the <span class="tex" data-tex="i">i</span>th, x<span class="tex" data-tex="y">y</span>, <span class="tex" data-tex="z">z</span>2 在<span class="tex" data-tex="a">a</span>上 <span class="tex" data-tex="b">b</span><span class="tex" data-tex="c">c</span></p>', 'the $i$th, x\\(y\\), \\(z\\)2 在$a$上 \\(b\\)$c$'],
  ['formulas that look like prices or names', '<p><span class="tex" data-tex="5/">x</span> <span class="tex" data-tex="{a}/">x</span> <span class="tex" data-tex="abc">x</span>d <span class="tex" data-tex="abc">x</span> <span class="tex" data-tex="\\text{a $b$}">x</span> <b>n</b><span class="tex" data-tex="\\alpha_1">x</span>th</p>', '\\(5/\\) \\({a}/\\) \\(abc\\)d $abc$ \\(\\text{a $b$}\\) n\\(\\alpha_1\\)th'],
  ['raw HTML', '<p class="raw">&lt;div&gt;\n*x*</p>', '<div>\n*x*'],
  ['a line break', '<p>a<br></br>b</p>', 'a\\\nb'],
  ['line breaks in cells and headings', '<h2>a<br></br>b</h2><table><thead><tr><th>c\\<br></br>d</th></tr></thead><tbody><tr><td>1<br></br>2</td></tr></tbody></table>', '## a<br>b\n\n| c\\\\<br>d |\n| --- |\n| 1<br>2 |'],
  ['tags that Markdown has no mark for', '<p>H<sub>2</sub>O, x<sup>2<em>n</em></sup>, <kbd>Ctrl</kbd>, <mark>a</mark> <u>b</u></p>', 'H<sub>2</sub>O, x<sup>2*n*</sup>, <kbd>Ctrl</kbd>, <mark>a</mark> <u>b</u>'],
  ['what would be markup', '<p>2*3 a_b _c_ [x](y) $5 and $10, $x$ a\\b \\* # 1. `</p><p># no</p><p>1. no</p><p>- no</p>', '2\\*3 a_b \\_c\\_ [x\\](y) $5 and $10, \\$x\\$ a\\b \\\\\\* # 1. \\`\n\n\\# no\n\n1\\. no\n\n\\- no'],
]) {
  test(`${name} copy as their source`, () => assert.equal(markdown(html), source));
}

for (const [name, html, source] of [
  ['words of a heading are words', '<h2>The ‹whole› story</h2>', 'whole'],
  ['a whole heading is a heading', '<h2>‹The story›</h2>', '## The story'],
  ['words of a quoted item are words', '<blockquote><ul><li>some ‹words› here</li></ul></blockquote>', 'words'],
  ['a bold word is bold, a part of it is not', '<p>a <strong>‹bold›</strong> word</p>', '**bold**'],
  ['a part of a bold word is text', '<p>a <strong>b‹ol›d</strong> word</p>', 'ol'],
  ['marks reach as far as the selection', '<p>a <strong>b‹old</strong> wo›rd</p>', '**old** wo'],
  ['blanks stay outside the marks', '<p>a <strong>bold ‹and </strong>not›</p>', '**and** not'],
  ['lines of code are lines', code('js', 'one\n‹two\nthree›\nfour\n'), 'two\nthree'],
  ['all lines of code without its header are lines', code('js', '‹one\ntwo\n›'), 'one\ntwo'],
  ['items keep the numbers that the reader sees', '<ol start="5"><li>a</li><li>‹b</li><li>c›</li></ol>', '6. b\n7. c'],
  ['rows bring no head that was not selected', '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>‹1</td><td>2</td></tr><tr><td>3</td><td>4›</td></tr></tbody></table>', '|  |  |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |'],
  ['cells of one row are cells', '<table><tbody><tr><td>‹1</td><td>2›</td><td>3</td></tr></tbody></table>', '1\t2'],
  ['a formula is copied whole, however much of it is selected', '<p>so <math data-tex="a^2"><mi>‹a</mi><mn>2</mn></math> it› is</p>', '$a^2$ it'],
  ['a selection from one block into another keeps both', '<p>one ‹two</p><ul><li>a</li><li>b› c</li></ul>', 'two\n\n- a\n- b'],
  ['rows from the middle of one on keep their columns', '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>‹2</td></tr><tr><td></td><td>4›</td></tr></tbody></table>', '|  |  |\n| --- | --- |\n|  | 2 |\n|  | 4 |'],
  ['an empty cell between two keeps its place', '<table><tbody><tr><td>‹1</td><td></td><td>3›</td><td>4</td></tr></tbody></table>', '1\t\t3'],
  ['the start of the next item is none', '<ul><li>‹a</li><li>›b</li></ul>', '- a'],
  ['a part of a label is no code', `<p>‹a</p>${code('ru›st', 'x\n')}`, 'a'],
  ['further lines of words begin no block', '<p>a ‹b\n1. c\n- d› e</p>', 'b\n1\\. c\n\\- d'],
  ['nothing comes from beyond the end', '<p>‹all</p><p>›more</p>', 'all'],
]) {
  test(name, () => assert.equal(markdown(html), source));
}

test('the HTML holds no class, no id, no button and no target but of the web', () => {
  const html = cleanHtml(selected(
    `<h2 id="x" class="y">H</h2><p>a <strong class="z">b</strong> <a class="odd" href="https://a.example/?a=1&amp;b" rel="x" title="y"><span class="odd-mark">!</span>l</a><a href="#fn-1">1</a></p>${code('js', 'a & b\n')}`,
  ));
  assert.equal(html, '<h2>H</h2><p>a <strong>b</strong> <a href="https://a.example/?a=1&amp;b">l</a>1</p><pre><code>a &amp; b</code></pre>');
});

test('text of an answer cannot become an element of the copied HTML', () => {
  const root = element('answer-prose');
  root.append(parse('<p>x</p>'));
  root.childNodes[0].childNodes[0].data = '<img src=x onerror=alert(1)>"';
  const range = { startContainer: root, startOffset: 0, endContainer: root, endOffset: 1 };
  assert.equal(cleanHtml(selectedPiece(root, range)), '<p>&lt;img src=x onerror=alert(1)&gt;&quot;</p>');
});

test('a formula goes along as MathML without its program attributes', () => {
  assert.equal(
    cleanHtml(selected('<p><math class="m" data-tex="x" display="block" onclick="y"><mi href="javascript:x">x</mi></math></p>')),
    '<p><math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mi>x</mi></math></p>',
  );
});

test('line breaks and plain tags go along, and a reference of a footnote keeps its level', () => {
  const html = '<table><tbody><tr><td>a<br>b</td><td>H<sub>2</sub><kbd>C</kbd><mark>m</mark><u>u</u></td></tr></tbody></table>';
  assert.equal(cleanHtml(selected(html.replace('<br>', '<br></br>'))), html);
  assert.equal(cleanHtml(selected('<p>one\ntwo</p>')), '<p>one<br>\ntwo</p>');
  assert.equal(cleanHtml(selected('<p>x<sup class="fnref">1</sup></p>')), '<p>x<sup>1</sup></p>');
});

test('empty cells keep their place in the HTML too', () => {
  const table = '<table><thead><tr><th></th><th>a</th></tr></thead><tbody><tr><td>1</td><td></td></tr></tbody></table>';
  assert.equal(cleanHtml(selected(table)), table);
  assert.equal(
    cleanHtml(selected('<table><tbody><tr><td>1</td><td>‹2</td></tr><tr><td>3</td><td>4›</td></tr></tbody></table>')),
    '<table><tbody><tr><td></td><td>2</td></tr><tr><td>3</td><td>4</td></tr></tbody></table>',
  );
});

test('a copy takes time as its length does, whatever it is made of', () => {
  const time = (html) => {
    const piece = selected(html);
    return Math.min(...[1, 2, 3].map(() => {
      const start = process.cpuUsage();
      markdownSource(piece);
      return process.cpuUsage(start).user / 1000;
    }));
  };
  const formula = '<span class="tex" data-tex="x">x</span>';
  for (const unit of ['[', '![', '](', '~', '~a', '$', '$a', '*', '_', '\\', '# ', ' x ', '    ', '-\n', '[\n', '`', '`a', '<b', '&amp;a', '|', formula]) {
    const [short, long] = [16_000, 128_000].map((count) => time(`<h2>a${unit.repeat(count)}b</h2><p>a${unit.repeat(count)}b</p><p><strong>c${unit.repeat(count)}d</strong></p>`));
    assert.ok(long < 300 + short * 8 * 3, `${JSON.stringify(unit)}: ${short} ms for one, ${long} ms for eight`);
  }
});
