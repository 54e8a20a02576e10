// Formulas and diagrams in the real web view: MathML is laid out, a wide formula scrolls inside itself, prices stay text,
// and a diagram is drawn once its block is closed. Both copy as what was written.

import assert from "node:assert/strict";
import { after, describe } from "node:test";
import { Key } from "selenium-webdriver";
import { pieces, startScript } from "./harness/script.mjs";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();
const script = await startScript();

const ANSWER = String.raw`### The area

A circle has $A = \pi r^2$, a coffee costs $5 or $10, and \(\sqrt{x^2+1}\) stands in a line.[^1]

$$
\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}
$$

\[ f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases} \qquad \begin{pmatrix} a & b \\ c & d \end{pmatrix} \qquad \boxed{E = mc^2} \]

$$${Array.from({ length: 40 }, (_, n) => `x_{${n}}`).join("+")}$$

[^1]: A note.`;

// Its source is longer than code that stays unfolded.
const DIAGRAM = `\`\`\`mermaid\nflowchart LR\n${"  %% a comment\n".repeat(45)}  A[Question] --> B{Which vendor?}\n  B -->|auto| C[Answer]\n\`\`\``;

const WIDE = `\`\`\`mermaid\nflowchart LR\n${Array.from({ length: 12 }, (_, n) => `  N${n}[Station number ${n}] --> N${n + 1}[Station number ${n + 1}]`).join("\n")}\n\`\`\``;

describe("formulas and diagrams", () => {
  after(async () => {
    await world.close();
    await script.end();
  });

  world.check("are laid out, and keep their source", async () => {
    const app = await world.start();
    await app.page.ask(ANSWER);
    const seen = await app.page.run(`
      const prose = document.querySelector('article[data-role=assistant] .prose');
      const box = (element) => element.getBoundingClientRect();
      const fraction = prose.querySelector('mfrac');
      const wide = [...prose.querySelectorAll('.tex.tb')].find((one) => one.scrollWidth > one.clientWidth);
      return {
        formulas: prose.querySelectorAll('.tex math').length,
        namespace: fraction.namespaceURI,
        stacked: box(fraction.children[0]).bottom <= box(fraction.children[1]).top + 1,
        scrolls: !!wide && wide.clientWidth <= prose.clientWidth,
        prices: prose.textContent.includes('a coffee costs $5 or $10'),
        tex: prose.querySelector('.tex').dataset.tex,
      };
    `);
    assert.deepEqual([seen.formulas, seen.namespace], [5, "http://www.w3.org/1998/Math/MathML"]);
    assert.deepEqual([seen.stacked, seen.scrolls, seen.prices, seen.tex], [true, true, true, "A = \\pi r^2"]);
    const frames = "[...document.querySelectorAll('.prose .tex.tb')]";
    // Only what does not fit is a stop for the keyboard, and says what it is.
    const stops = `return ${frames}.map((one) => one.tabIndex === 0 ? one.getAttribute('role') + ' ' + one.ariaLabel : '').join(',')`;
    await until("the wide formula to take the focus", async () => (await app.page.run(stops)) === ",,group Wide formula");
    await app.page.run(`${frames}.at(-1).focus()`);
    await app.page.press(Key.ARROW_RIGHT);
    await until("the formula scrolled by keyboard", () => app.page.run(`return ${frames}.at(-1).scrollLeft > 0`));
    await app.quit();
  });

  world.check("a diagram is drawn, streamed and opened again, and shows its source by keyboard", async () => {
    const start = () => world.start({ data: "diagrams", env: { YOUROUTER_BASE_URL: script.baseUrl } });
    let app = await start();
    script.answer(...pieces(`Look:\n\n${DIAGRAM}\n\nAnd $e^{i\\pi} = -1$.`, 7));
    await app.page.ask("Draw it");
    for (const isOpenedAgain of [false, true]) {
      if (isOpenedAgain) {
        await app.quit();
        app = await start();
        await app.page.answered();
      }
      const drawn = await app.page.run(`
        const svg = document.querySelector('.prose .dg-b svg');
        return { labels: [...svg.querySelectorAll('text')].map((text) => text.textContent.trim()).join(' '), width: svg.getBoundingClientRect().width,
          namespace: svg.namespaceURI, isOpen: document.querySelector('.dg details').open, folds: document.querySelectorAll('.dg :is([data-act=fold], [data-act=unfold])').length };
      `);
      assert.match(drawn.labels, /Question.*Answer|Answer.*Question/);
      assert.ok(drawn.width > 50, String(drawn.width));
      assert.deepEqual([drawn.namespace, drawn.isOpen, drawn.folds], ["http://www.w3.org/2000/svg", false, 0]);
      await app.page.run("document.querySelector('.dg summary').focus()");
      await app.page.press(Key.ENTER);
      await until("the source", () => app.page.run("return document.querySelector('.dg details').open && document.querySelector('.dg pre').getBoundingClientRect().height > 0"));
      await app.page.press(Key.SPACE);
      await until("no source", () => app.page.run("return !document.querySelector('.dg details').open"));

      const copy = async (/** @type {string} */ node, /** @type {string} */ text) => {
        await app.page.run(`document.activeElement?.blur(); const range = document.createRange(); range.selectNode(${node}); getSelection().removeAllRanges(); getSelection().addRange(range)`);
        await world.hands.press(app.window.id, "ctrl+c");
        await until(`${text} on the clipboard`, async () => (await world.hands.clipboard()).trimEnd() === text);
      };
      await copy("[...document.querySelectorAll('.tex')].at(-1)", "$e^{i\\pi} = -1$");
      await copy("document.querySelector('.dg')", DIAGRAM);
    }
    script.answer(...pieces(WIDE, 50));
    await app.page.ask("A wide one");
    const place = () => app.page.run("const frame = [...document.querySelectorAll('.dg-b')].at(-1); const text = frame.querySelector('text').getBoundingClientRect(); return [frame.scrollWidth > frame.clientWidth + 200, frame.clientWidth <= frame.closest('.prose').clientWidth, text.height >= 12, frame.scrollLeft]");
    assert.deepEqual(await place(), [true, true, true, 0], "a wide drawing keeps its size and scrolls in its frame");
    await app.page.run("[...document.querySelectorAll('.dg-b')].at(-1).focus()");
    await app.page.press(Key.ARROW_RIGHT);
    await until("the drawing scrolled by keyboard", async () => (await place())[3] > 0);
    await app.quit();
  });
});
