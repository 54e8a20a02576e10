// What the reader asked for: the size of the text, in everything that an answer holds, and a window without motion.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe } from "node:test";
import { until } from "./harness/wait.mjs";
import { openWorld } from "./harness/world.mjs";

const world = await openWorld();

/** One of each, by what it is; a drawing scales by its width, the rest by its letters. */
const PARTS = {
  words: ".prose > p", heading: ".prose > h1", item: ".prose li", cell: ".prose td", columnHead: ".prose th", quote: ".prose blockquote p", code: ".prose pre code",
  inlineCode: ".prose p code", formula: ".prose math", displayed: ".prose .tex.tb math", note: ".prose .fn p", question: ".you .words",
};

describe("the look that the reader asked for", () => {
  after(() => world.close());

  world.check("the text size scales everything in an answer, and nothing moves where motion is reduced", async () => {
    writeFileSync(join(world.session.below("home/.config/gtk-3.0"), "settings.ini"), "[Settings]\ngtk-enable-animations=0\n");
    const app = await world.start();
    await app.page.ask("/markdown");
    const sizes = async () =>
      /** @type {Record<string, number>} */ (
        await app.page.run(
          `const sizes = Object.fromEntries(Object.entries(arguments[0]).map(([name, selector]) => [name, parseFloat(getComputedStyle(document.querySelector(selector)).fontSize)]));
           // A drawing that is narrower than the column; its box has a padding of 16 px.
           return { ...sizes, drawing: [...document.querySelectorAll('.dg-b')].at(-1).scrollHeight - 32 };`,
          PARTS,
        )
      );
    const choose = async (/** @type {string} */ size) => {
      await app.page.openSettings("Appearance");
      await app.page.run("document.querySelector(`[data-value=${arguments[0]}]`).click()", size);
      await until(`the ${size} text`, () => app.page.run("return (document.documentElement.dataset.reading ?? 'medium') === arguments[0]", size));
      await app.page.closeLayer();
    };
    const medium = await sizes();
    for (const [size, factor] of /** @type {const} */ ([["small", 0.9375], ["large", 1.125]])) {
      await choose(size);
      const now = await sizes();
      for (const [name, before] of Object.entries(medium)) {
        const grown = (now[name] ?? 0) / before;
        assert.ok(Math.abs(grown - factor) < 0.03, `${name} is ${grown} times as large in ${size} text, not ${factor}`);
      }
    }
    await choose("medium");
    assert.deepEqual(await sizes(), medium);

    assert.equal(await app.page.run("return matchMedia('(prefers-reduced-motion: reduce)').matches"), true);
    await app.page.newChat();
    await app.page.send("/slow");
    await app.page.streaming(20);
    const moving = () =>
      app.page.run(`
        const still = (style) => style.animationName === 'none' && /^(0s(, )?)+$/.test(style.transitionDuration);
        return [...document.querySelectorAll('*')].filter((element) => [null, '::before', '::after'].some((part) => !still(getComputedStyle(element, part)))).map((element) => element.className || element.nodeName)
          .concat(document.getAnimations().map(() => 'an animation'));
      `);
    assert.deepEqual(await moving(), []);
    await app.page.openSettings("Appearance");
    assert.deepEqual(await moving(), [], "not in a layer either");
    await app.page.closeLayer();
    await app.page.click("button", "Stop");
    await app.quit();
  });
});
