// Measures what a streamed answer costs the page: 2,000 patches of a 100 kB answer, in four shapes, each with the layout
// that it causes. What counts is the last fifth beside the first: the cost must not grow with the answer.
// Open `/?state=stress`; the figures end up in `document.title` as JSON.

window.stress = async () => {
  const { AnswerProse } = await import('/elements/answer-prose.js');
  const words = 'settled text is put in once and never touched again ';
  const none = { ops: [], tail: '', replaced: [], reasoning: '' };
  const append = (html) => ({ op: 'append', html });
  const code = ['<figure class="code"><figcaption class="code-h"><span class="f">js</span></figcaption><pre tabindex="0"><code>', '</code></pre></figure>'];
  const shapes = {
    prose: { open: null, block: (n) => `<p>${n} ${words.repeat(4)}<em>so</em> on.</p>` },
    list: { open: ['<ul>', '</ul>'], block: (n) => `<li>${n} ${words.repeat(4)}</li>` },
    code: { open: code, block: (n) => `<span class="hk">const</span> x${n} = <span class="hs">"${words}"</span>;\n`.repeat(2) },
    table: { open: ['<div class="tw"><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>', '</tbody></table></div>'], block: (n) => `<tr><td>${n}</td><td>${words.repeat(3)}</td></tr>` },
  };
  const patches = 2000;
  const blocks = 500;
  const result = {};
  const log = document.querySelector('[role="log"]');
  for (const [name, { open, block }] of Object.entries(shapes)) {
    const prose = new AnswerProse();
    log.append(prose);
    prose.begin({ ...none, ops: open ? [{ op: 'enter', open: open[0], close: open[1] }] : [] });
    const times = [];
    for (let n = 0; n < patches; n += 1) {
      const every = patches / blocks;
      const whole = block(Math.floor(n / every));
      const isSettled = n % every === every - 1;
      // A tail is what has come of the block: its text cut short, in the same elements.
      const part = whole.replace(/[^<>]{20,}/, (text) => text.slice(0, Math.ceil((text.length * ((n % every) + 1)) / every)));
      const start = performance.now();
      prose.patch(isSettled ? { ...none, ops: [append(whole)] } : { ...none, tail: part });
      void log.offsetHeight;
      times.push(performance.now() - start);
      if (n % 50 === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    const mean = (list) => Number((list.reduce((sum, one) => sum + one, 0) / list.length).toFixed(3));
    result[name] = { kB: Math.round(prose.textContent.length / 1000), first: mean(times.slice(0, 400)), last: mean(times.slice(-400)), worst: Number(Math.max(...times).toFixed(1)), total: Math.round(times.reduce((a, b) => a + b, 0)) };
    prose.finish();
    prose.remove();
  }
  document.title = JSON.stringify(result);
};
