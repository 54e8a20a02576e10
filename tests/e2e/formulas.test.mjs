// Formulas and diagrams in the real web view: MathML is laid out, a wide formula scrolls inside itself, a diagram is
// drawn and its source is one key away, and headings and notes lead where they say.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe } from "node:test";
import { fileURLToPath } from "node:url";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const FOLDER = fileURLToPath(new URL("./screenshots/", import.meta.url));
const world = await openWorld();

const ANSWER = String.raw`### The area

A circle has $A = \pi r^2$, a coffee costs $5 or $10, and \(\sqrt{x^2+1}\) stands in a line.[^1]

$$
\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}
$$

\[ f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases} \qquad \begin{pmatrix} a & b \\ c & d \end{pmatrix} \qquad \boxed{E = mc^2} \]

$$${Array.from({ length: 40 }, (_, n) => `x_{${n}}`).join("+")}$$

${"```"}mermaid
flowchart LR
  A[Start] --> B{Is it ok?}
  B -->|Yes| C[Send]
  B -->|No| D((Stop))
  subgraph later [Later]
    C --> E[(Store)]
  end
${"```"}

${"```"}mermaid
sequenceDiagram
  participant A as App
  participant G as Gateway
  A->>G: POST /chat
  loop each delta
    G-->>A: data
  end
  Note over A,G: done
${"```"}

[^1]: A note.`;

describe("formulas and diagrams", () => {
  after(() => world.close());

  world.check("are laid out, drawn and open their source", async () => {
    mkdirSync(FOLDER, { recursive: true });
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
        drawings: [...prose.querySelectorAll('.dg svg')].map((svg) => [svg.namespaceURI, box(svg).width > 100, svg.querySelectorAll('path').length > 0]),
        ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
      };
    `);
    assert.deepEqual([seen.formulas, seen.namespace], [5, "http://www.w3.org/1998/Math/MathML"]);
    assert.deepEqual([seen.stacked, seen.scrolls, seen.prices, seen.tex], [true, true, true, "A = \\pi r^2"]);
    assert.deepEqual(seen.drawings, Array(2).fill(["http://www.w3.org/2000/svg", true, true]));
    assert.equal(new Set(seen.ids).size, seen.ids.length);
    for (const theme of ["light", "dark"]) {
      await app.page.run("document.documentElement.dataset.theme = arguments[0]", theme);
      for (const [at, selector] of [["formulas", "h3"], ["diagrams", ".dg"]]) {
        await app.page.run("document.querySelector('article[data-role=assistant] ' + arguments[0]).scrollIntoView()", selector);
        writeFileSync(join(FOLDER, `${at}-${theme}.png`), Buffer.from(await app.driver.takeScreenshot(), "base64"));
      }
    }
    await app.page.run("document.querySelector('.dg summary').focus()");
    await app.page.press(" ");
    await until("the source of the diagram", () =>
      app.page.run("return document.querySelector('.dg details').open && document.querySelector('.dg pre').textContent.includes('flowchart LR')"));
    await app.page.run("document.querySelector('.fnref a').click()");
    await until("the note", () => app.page.run("return document.activeElement.matches('.fn')"));
    await app.page.run("document.activeElement.querySelector('.fnback').click()");
    await until("the reference", () => app.page.run("return document.activeElement.matches('.fnref a')"));
    await app.quit();
  });
});
