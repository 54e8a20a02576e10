// Formulas in the real web view: MathML is laid out, a wide formula scrolls inside itself, and prices stay text.

import assert from "node:assert/strict";
import { after, describe } from "node:test";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();

const ANSWER = String.raw`### The area

A circle has $A = \pi r^2$, a coffee costs $5 or $10, and \(\sqrt{x^2+1}\) stands in a line.[^1]

$$
\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}
$$

\[ f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases} \qquad \begin{pmatrix} a & b \\ c & d \end{pmatrix} \qquad \boxed{E = mc^2} \]

$$${Array.from({ length: 40 }, (_, n) => `x_{${n}}`).join("+")}$$

[^1]: A note.`;

describe("formulas", () => {
  after(() => world.close());

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
    await app.quit();
  });
});
