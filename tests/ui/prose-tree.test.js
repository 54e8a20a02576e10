// Patches make exactly the tree that their HTML describes, and touch nothing that has settled.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineGroups } from '../../ui/elements/prose-segments.js';
import { ProseTree } from '../../ui/elements/prose-tree.js';
import { element, parse, serialize, touched } from './tiny-dom.js';

const start = () => {
  const root = element('div');
  /** Blocks of lines of code that were full. @type {unknown[]} */
  const full = [];
  const tree = new ProseTree(root, /** @type {any} */ (parse), undefined, (lines) => full.push(lines));
  const apply = (ops, tail = '', replaced = []) => tree.apply({ ops, tail, replaced, reasoning: '' });
  return { root, tree, apply, full };
};
/** The HTML without the segments that long code is cut into. */
const plain = (root) => serialize(root).replaceAll(/<span class="(lines|run)">/g, '').replaceAll('</span>', '');
const append = (html) => ({ op: 'append', html });
const enter = (open, close) => ({ op: 'enter', open, close });
const leave = { op: 'leave' };

test('settled blocks stand before the tail, and the tail is replaced', () => {
  const { root, apply } = start();
  apply([], '<p>On</p>');
  apply([append('<p>One.</p>')], '<p>Tw</p>');
  apply([append('<p>Two.</p>')]);
  assert.equal(serialize(root), '<p>One.</p><p>Two.</p>');
});

test('content settles inside what is entered, until it is left', () => {
  const { root, apply } = start();
  apply([enter('<ol start="3"><li>', '</li></ol>'), append('<p>a</p>')], 'b');
  assert.equal(serialize(root), '<ol start="3"><li><p>a</p>b</li></ol>');
  apply([append('<p>b</p>'), leave, append('<p>c</p>')], '<p>d</p>');
  assert.equal(serialize(root), '<ol start="3"><li><p>a</p><p>b</p></li></ol><p>c</p><p>d</p>');
});

test('what is entered may nest, across patches and within one', () => {
  const { root, apply } = start();
  apply([enter('<ul>', '</ul>'), enter('<li>x', '</li>'), enter('<ul>', '</ul>'), append('<li>y</li>')], '<li>z</li>');
  apply([append('<li>z</li>'), leave, leave, append('<li>w</li>'), leave], '<p>t</p>');
  assert.equal(serialize(root), '<ul><li>x<ul><li>y</li><li>z</li></ul></li><li>w</li></ul><p>t</p>');
});

test('complete siblings before the slot and after it stay where they are', () => {
  const { root, apply } = start();
  apply([enter('<table><thead><tr><th>h</th></tr></thead><tbody>', '</tbody></table>'), append('<tr><td>1</td></tr>')], '<tr><td>2</td></tr>');
  assert.equal(serialize(root), '<table><thead><tr><th>h</th></tr></thead><tbody><tr><td>1</td></tr><tr><td>2</td></tr></tbody></table>');
});

test('a long table goes on in further bodies, and settled rows are not touched', () => {
  const { root, apply } = start();
  apply([enter('<table><thead><tr><th>h</th></tr></thead><tbody>', '</tbody></table>')]);
  const row = (n) => `<tr><td>${n}</td></tr>`;
  for (let n = 0; n < 250; n += 1) {
    apply([append(row(n))], row(n + 1));
    if (n === 240) touched.clear();
  }
  const bodies = root.children[0].children.slice(1);
  assert.deepEqual(bodies.map((body) => body.children.length), [100, 100, 51]);
  assert.equal(bodies.flatMap((body) => body.children).map((one) => one.textContent).join(' '), Array.from({ length: 251 }, (_, n) => n).join(' '));
  assert.equal([...touched].some((node) => bodies[0].children.includes(node) || bodies[1].children.includes(node)), false);
  apply([leave, append('<p>after</p>')]);
  assert.equal(root.children.at(-1).textContent, 'after');
  assert.equal(bodies[2].children.length, 50);
});

test('a tail of the same structure keeps its nodes and only extends its text', () => {
  const { root, apply } = start();
  apply([], '<p>He said <em>no</em></p>');
  const paragraph = root.children[0];
  const [text, em] = paragraph.childNodes;
  apply([], '<p>He said <em>nothing</em> and</p>');
  assert.equal(root.children[0], paragraph);
  assert.equal(paragraph.childNodes[0], text);
  assert.equal(paragraph.childNodes[1], em);
  assert.equal(serialize(root), '<p>He said <em>nothing</em> and</p>');
});

test('a tail that settles as it was keeps its nodes, so that a selection in it survives', () => {
  const { root, apply } = start();
  apply([], '<p>One</p>');
  const paragraph = root.children[0];
  apply([append('<p>One.</p>')], '<p>Two</p>');
  assert.equal(root.children[0], paragraph);
  assert.equal(serialize(root), '<p>One.</p><p>Two</p>');
});

test('a tail that turns out to be a code block keeps growing inside it', () => {
  const { root, apply } = start();
  const open = '<figure class="code"><pre tabindex="0"><code>';
  const close = '</code></pre></figure>';
  apply([], `${open}let${close}`);
  const figure = root.children[0];
  apply([enter(open, close), append('let a;\n')], 'le');
  apply([append('let b;\n')], '');
  assert.equal(root.children[0], figure);
  assert.equal(plain(root), `${open}let a;\nlet b;\n${close}`);
});

test('a body of a table with many columns has fewer rows', () => {
  const { root, apply } = start();
  apply([enter('<table><tbody>', '</tbody></table>')]);
  for (let n = 0; n < 60; n += 1) apply([append(`<tr>${'<td>1</td>'.repeat(40)}</tr>`)]);
  assert.deepEqual(root.children[0].children.map((body) => body.children.length), [26, 26, 8]);
});

test('a long list goes on in segments, and settled items are not touched', () => {
  const { root, apply } = start();
  apply([append('<p>before</p>'), enter('<ul>', '</ul>')]);
  const item = (n) => `<li>${n}</li>`;
  for (let n = 0; n < 120; n += 1) {
    apply([append(item(n))], item(n + 1));
    if (n === 110) touched.clear();
  }
  const list = root.children[1];
  assert.deepEqual(list.children.map((child) => child.nodeName).filter((name) => name !== 'LI'), ['DIV', 'DIV']);
  assert.deepEqual(list.children.slice(50).map((segment) => segment.children.length), [50, 21]);
  assert.equal(serialize(list).replaceAll(/<.*?>/g, ' ').trim().split(/ +/).join(' '), Array.from({ length: 121 }, (_, n) => n).join(' '));
  assert.equal([...touched].some((node) => list.children.slice(0, 50).includes(node) || list.children[50].children.includes(node)), false);
  apply([leave, append('<p>after</p>')]);
  assert.deepEqual(root.children.map((child) => child.nodeName), ['P', 'UL', 'P']);
});

test('long code is cut into blocks of lines, and only the last one grows', () => {
  const { root, apply, full } = start();
  apply([enter('<pre><code>', '</code></pre>')], 'x');
  const lines = Array.from({ length: 95 }, (_, n) => `line ${n}\n`);
  for (const line of lines) apply([append(line)], 'tail');
  const blocks = root.children[0].children[0].children;
  assert.deepEqual(blocks.map((block) => block.children.length), [5, 5]);
  assert.deepEqual(full, [blocks[0]]);
  touched.clear();
  apply([append('more\n')], 'tail');
  for (const run of blocks.flatMap((block) => block.children).slice(0, 9)) {
    assert.equal(run.childNodes.some((node) => touched.has(node)), false);
  }
  apply([append('end\n'), leave, append('<p>after</p>')]);
  assert.equal(plain(root), `<pre><code>${lines.join('')}more\nend\n</code></pre><p>after</p>`);
});

test('thousands of lines of code that one patch brings are cut as well', () => {
  const lines = (from) => Array.from({ length: 1000 }, (_, n) => `<span class="hk">let</span> v${from + n};\n`).join('');
  const { root, apply } = start();
  apply([enter('<pre><code>', '</code></pre>'), append(lines(0))]);
  apply([append(lines(1000))]);
  const pieces = [...serialize(root).matchAll(/<span class="run">(.*?)(?=<span class="run">|<\/code>)/gs)].map(([, piece]) => piece.split('\n').length - 1);
  assert.equal(pieces.reduce((sum, count) => sum + count, 0), 2000);
  assert.ok(pieces.length >= 200 && Math.max(...pieces) <= 10, String(pieces));
});

test('lines are parted where no element is open', () => {
  assert.deepEqual(lineGroups('a\nb\nc', 1, 1), ['a\n', 'b\n', 'c']);
  assert.deepEqual(lineGroups('a\n<span>b\nc\n</span>d\n', 2, 1), ['a\n<span>b\nc\n</span>', 'd\n']);
  assert.deepEqual(lineGroups('<span>a\n<span>b\n</span></span>c', 1, 1), ['<span>a\n<span>b\n</span></span>', 'c']);
  assert.deepEqual(lineGroups('a\nb\nc\nd\n', 1, 2), ['a\n', 'b\nc\n', 'd\n']);
});

test('a tail of another kind is replaced', () => {
  const { root, apply } = start();
  apply([], '<p>- a</p>');
  apply([], '<ul class="x"><li>a</li></ul>');
  apply([], '<ul><li>a</li><li>b</li></ul>');
  assert.equal(serialize(root), '<ul><li>a</li><li>b</li></ul>');
});

test('replaced blocks are counted before any of them changes, and may vanish', () => {
  const { root, apply } = start();
  apply([append('<p>0</p>'), append('<p>1</p>'), append('<p>2</p>')]);
  apply([], '', [{ index: 0, html: '' }, { index: 2, html: '<p>two</p>' }]);
  assert.equal(serialize(root), '<p>1</p><p>two</p>');
});

test('nothing that has settled is touched by later patches', () => {
  const { root, apply } = start();
  apply([append('<p>a <b>b</b></p>'), enter('<ul>', '</ul>'), append('<li>one</li>')], '<li>tw</li>');
  const settled = [root.children[0], root.children[0].childNodes[1], root.children[1], root.children[1].childNodes[0]];
  touched.clear();
  apply([append('<li>two</li>'), leave, append('<p>c</p>')], '<p>d</p>');
  for (const node of settled) assert.equal(touched.has(node), false);
});

test('the marks are gone when the answer has ended', () => {
  const { root, tree, apply } = start();
  apply([enter('<ul>', '</ul>'), append('<li>a</li>')]);
  apply([leave, append('<p>b</p>')]);
  tree.finish();
  assert.deepEqual(root.childNodes.map((node) => node.nodeType), [1, 1]);
  assert.equal(serialize(root), '<ul><li>a</li></ul><p>b</p>');
});

test('a leave without an enter changes nothing', () => {
  const { root, apply } = start();
  apply([leave, append('<p>a</p>')], 'b');
  assert.equal(serialize(root), '<p>a</p>b');
});

/** Numbers that are the same in every run (Mulberry32). */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

test('any sequence of patches makes the tree that its strings make', () => {
  const blocks = ['<p>a</p>', '<p>a <em>b</em></p>', '<h2>c</h2>', 'text ', '<li>d</li>', '<ul><li>e</li></ul>'];
  const shells = [['<ul>', '</ul>'], ['<ol><li>', '</li></ol>'], ['<p>x</p><pre><code>', '</code></pre>']];
  for (let seed = 1; seed <= 300; seed += 1) {
    const next = numbers(seed);
    const { root, tree, apply } = start();
    let before = '';
    const closes = [];
    for (let step = 0; step < 12; step += 1) {
      const ops = [];
      for (let left = next(4); left > 0; left -= 1) {
        const kind = next(5);
        if (kind === 0) {
          const [open, close] = shells[next(shells.length)];
          ops.push(enter(open, close));
          before += open;
          closes.push(close);
        } else if (kind === 1 && closes.length > 0) {
          ops.push(leave);
          before += closes.pop();
        } else {
          const html = blocks[next(blocks.length)];
          ops.push(append(html));
          before += html;
        }
      }
      const tail = step === 11 ? '' : ['', '<p>t</p>', 'tail', '<p>a <em>t</em></p>', '<li>d</li>', '<pre><code>q</code></pre>'][next(6)];
      apply(ops, tail);
      const expected = before + tail + [...closes].reverse().join('');
      assert.equal(plain(root), expected, `seed ${seed}, step ${step}`);
    }
    tree.finish();
  }
});
